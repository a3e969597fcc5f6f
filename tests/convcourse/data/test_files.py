"""The data folder, its checksums and its data sheet."""

import json
import re
import shutil
from pathlib import Path

import pytest

from convcourse import data

FOLDER = data.data_folder()


def copy_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the data folder that the course now reads."""
    copy = tmp_path / "copied data"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("sample_class*"))
    monkeypatch.setenv("CONVCOURSE_DATA", str(copy))
    return copy


def test_the_folder_is_beside_the_package(monkeypatch):
    monkeypatch.delenv("CONVCOURSE_DATA", raising=False)
    assert (data.data_folder() / "README.md").is_file()


def test_the_environment_can_name_another_folder(tmp_path, monkeypatch):
    copy = copy_of_the_data(tmp_path, monkeypatch)
    assert data.data_folder() == copy
    assert data.photo("coffee").shape == (133, 200, 3)


def test_every_file_of_the_list_arrived_whole():
    names = json.loads((FOLDER / "checksums.json").read_text())
    assert {"digits.npz", *(f"photos/{name}.png" for name in data.photo_names())} <= set(names)
    for name in names:
        assert data.data_file(name).is_file()


def test_the_data_sheet_and_the_list_of_checksums_agree():
    sheet = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*\| (\d+) \| `([0-9a-f]{64})` \|$", sheet, re.MULTILINE)
    in_the_sheet = {name: {"bytes": int(length), "sha256": digest} for name, length, digest in rows}
    assert in_the_sheet == json.loads((FOLDER / "checksums.json").read_text())


def test_a_folder_that_does_not_exist_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVCOURSE_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(data.DataMissing, match=r"nowhere does not exist: correct CONVCOURSE_DATA"):
        data.data_folder()


def test_a_folder_without_checksums_is_not_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVCOURSE_DATA", str(tmp_path))
    with pytest.raises(data.DataMissing, match=r"expected a data folder with checksums\.json"):
        data.data_folder()


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    (copy_of_the_data(tmp_path, monkeypatch) / "digits.npz").unlink()
    with pytest.raises(data.DataMissing, match=r"digits\.npz .* missing"):
        data.digits()


def test_a_file_that_is_not_on_the_sheet_is_refused():
    with pytest.raises(data.DataMissing, match="not on the data sheet"):
        data.data_file("photos/dog.png")


def test_a_truncated_file_is_refused(tmp_path, monkeypatch):
    path = copy_of_the_data(tmp_path, monkeypatch) / "photos" / "chelsea.png"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(data.DataDamaged, match=r"expected \d+ bytes, came 1000: the file is truncated"):
        data.photo("chelsea")


def test_another_file_of_the_same_length_is_refused(tmp_path, monkeypatch):
    path = copy_of_the_data(tmp_path, monkeypatch) / "digits.npz"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(data.DataDamaged, match=r"digits\.npz: expected SHA-256 \w{12}\.\.\., came \w{12}"):
        data.digits()
