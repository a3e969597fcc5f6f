"""Find the files that ship with the course, and make sure that they arrived whole."""

import hashlib
import json
import os
from pathlib import Path

VARIABLE = "CONVCOURSE_DATA"
CHECKSUMS = "checksums.json"


class DataMissing(FileNotFoundError):
    """A file or folder of the course's data is not where it should be."""


class DataDamaged(ValueError):
    """A data file is there, but it is not the file that the data sheet describes."""


def data_folder() -> Path:
    """Return the folder that holds the course's data.

    It is the folder that the environment variable `CONVCOURSE_DATA` names, or else the folder `data` beside the
    package, as in a clone of the course.

    Raises:
        DataMissing: There is no such folder, or it holds no list of checksums.
    """
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "data"
    if not (folder / CHECKSUMS).is_file():
        came = "has no such file" if folder.is_dir() else "does not exist"
        advice = f"correct {VARIABLE}" if named else f"set {VARIABLE} to the data folder of a clone of the course"
        raise DataMissing(f"expected a data folder with {CHECKSUMS}, but {folder} {came}: {advice}")
    return folder


def data_file(name: str) -> Path:
    """Return the path of one data file, once its length and SHA-256 agree with the data sheet.

    Args:
        name: Path inside the data folder with forward slashes, such as `photos/chelsea.png`.

    Raises:
        DataMissing: The data sheet does not know the name, or the file is not there.
        DataDamaged: The file is shorter, longer or other than the data sheet says.
    """
    folder = data_folder()
    sheet = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    if name not in sheet:
        raise DataMissing(f"expected one of {', '.join(sorted(sheet))}, came {name!r}: it is not on the data sheet")
    path = folder / name
    if not path.is_file():
        raise DataMissing(f"expected the data file {name} in {folder}, but it is missing: fetch the course again")
    content = path.read_bytes()
    expected = sheet[name]
    if len(content) != expected["bytes"]:
        how = "truncated" if len(content) < expected["bytes"] else "too long"
        raise DataDamaged(f"{name}: expected {expected['bytes']} bytes, came {len(content)}: the file is {how}")
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected["sha256"]:
        raise DataDamaged(f"{name}: expected SHA-256 {expected['sha256'][:12]}..., came {digest[:12]}...: another file")
    return path
