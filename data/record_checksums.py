"""Write checksums.json: length and SHA-256 of every data file that ships.

Run it from anywhere, after a data file has changed on purpose:

    python data/record_checksums.py
"""

import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PATTERNS = ("photos/*.png", "*.npz", "weights/*")


def record_checksums() -> None:
    """Measure the files and write the list, in the order of their names."""
    paths = sorted(path for pattern in PATTERNS for path in FOLDER.glob(pattern) if path.is_file())
    sheet = {}
    for path in paths:
        content = path.read_bytes()
        name = path.relative_to(FOLDER).as_posix()
        sheet[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    text = json.dumps(sheet, indent=2) + "\n"
    (FOLDER / "checksums.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    record_checksums()
