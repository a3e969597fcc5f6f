"""Archives from outside: nothing is written but numbered files in the scratch folder, and every limit holds."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from autograder import archives
from autograder.archives import LINK, File, SubmissionsError, Unpacking

NOTEBOOK = b'{"cells": []}'
NAME = "ada/01_small_steps.ipynb"
Unpack = Callable[[Path], list[File]]


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def unpack(scratch: Path) -> Unpack:
    """Return a function that unpacks the archive of a class."""
    return lambda archive: list(Unpacking(scratch).files_in(archive, PurePosixPath()))


def zipped(path: Path, **contents: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, *members: tuple[tarfile.TarInfo | str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as archive:
        for about, content in members:
            member = about if isinstance(about, tarfile.TarInfo) else tarfile.TarInfo(about)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, b""


@pytest.mark.parametrize("name", ["class.tar", "class.tar.gz", "class.tgz"])
def test_a_tar_is_read_packed_or_not(unpack: Unpack, scratch: Path, tmp_path: Path, name: str) -> None:
    found = unpack(tarred(tmp_path / name, (NAME, NOTEBOOK), ("bo/photo.png", b"...")))
    assert [str(file.place) for file in found] == [NAME, "bo/photo.png"]
    assert [path.read_bytes() for path in scratch.iterdir()] == [NOTEBOOK]


WAYS_OUT = [
    "../../ada/01_small_steps.ipynb",
    "/ada/01_small_steps.ipynb",
    "ada\\..\\..\\01_small_steps.ipynb",
    "C:\\01_small_steps.ipynb",
]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(
    unpack: Unpack, scratch: Path, tmp_path: Path, name: str
) -> None:
    for archive in (zipped(tmp_path / "class.zip", **{name: NOTEBOOK}), tarred(tmp_path / "c.tgz", (name, NOTEBOOK))):
        [file] = unpack(archive)
        assert "leads out of it" in file.problem
    assert list(scratch.iterdir()) == []


def test_links_devices_and_pipes_in_a_tar_are_refused(unpack: Unpack, scratch: Path, tmp_path: Path) -> None:
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
    members = [special(f"{number}/01_small_steps.ipynb", kind, "/etc/hostname") for number, kind in enumerate(kinds)]
    found = unpack(tarred(tmp_path / "class.tar.gz", *members))
    assert [file.problem for file in found[:2]] == [LINK, LINK]
    assert all("device" in file.problem for file in found[2:])
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(("kind", "words"), [(stat.S_IFLNK, "link"), (stat.S_IFCHR, "device"), (stat.S_IFIFO, "pipe")])
def test_links_devices_and_pipes_in_a_zip_are_refused(unpack: Unpack, tmp_path: Path, kind: int, words: str) -> None:
    about = zipfile.ZipInfo(NAME)
    about.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(about, "/etc/hostname")
    [file] = unpack(tmp_path / "class.zip")
    assert words in file.problem


def test_a_zip_bomb_is_refused_without_being_opened_and_the_next_file_is_fine(unpack: Unpack, tmp_path: Path) -> None:
    bomb, fine = unpack(zipped(tmp_path / "class.zip", **{NAME: bytes(3_000_000), "bo/01_small_steps.ipynb": NOTEBOOK}))
    assert "times its size" in bomb.problem
    assert fine.problem == ""


def test_a_zip_that_lies_about_a_size_does_not_write_more(unpack: Unpack, scratch: Path, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "class.zip", **{NAME: bytes(900_000)})
    content = archive.read_bytes()
    true = (900_000).to_bytes(4, "little")
    assert content.count(true) == 2
    archive.write_bytes(content.replace(true, (100).to_bytes(4, "little")))
    [file] = unpack(archive)
    assert file.problem.startswith("the file cannot be unpacked")
    assert list(scratch.iterdir()) == []


def test_a_gzip_bomb_ends_at_the_limit(unpack: Unpack, tmp_path: Path) -> None:
    bomb = tarred(tmp_path / "class.tar.gz", ("ada/zeros", bytes(30_000_000)), (NAME, NOTEBOOK))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(SubmissionsError, match="more than 200 times its size"):
        unpack(bomb)


def test_a_tar_header_that_asks_for_gigabytes_allocates_none(unpack: Unpack, tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@PaxHeader")
    header.type, header.size = tarfile.XHDTYPE, 2_000_000_000
    with gzip.open(tmp_path / "class.tar.gz", "wb") as stream:
        stream.write(header.tobuf(tarfile.USTAR_FORMAT) + bytes(1024))
    with pytest.raises(SubmissionsError, match="a header of 2000000000 bytes"):
        unpack(tmp_path / "class.tar.gz")


def test_a_tar_that_is_damaged_in_the_middle_does_not_end_in_silence(unpack: Unpack, tmp_path: Path) -> None:
    archive = tarred(tmp_path / "class.tar", (NAME, NOTEBOOK), ("bo/01_small_steps.ipynb", NOTEBOOK))
    content = bytearray(archive.read_bytes())
    content[1024 + 10] ^= 1
    archive.write_bytes(content)
    with pytest.raises(SubmissionsError, match="bad checksum"):
        unpack(archive)


def test_files_bytes_and_single_files_are_limited(
    unpack: Unpack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(tmp_path / "class.zip", **{f"{number}/01_small_steps.ipynb": NOTEBOOK for number in range(4)})
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    with pytest.raises(SubmissionsError, match="at most 3 files"):
        unpack(archive)
    monkeypatch.setattr(archives, "MOST_FILES", 9)
    monkeypatch.setattr(archives, "MOST_BYTES", 3 * len(NOTEBOOK))
    with pytest.raises(SubmissionsError, match="split it"):
        unpack(archive)
    monkeypatch.setattr(archives, "LARGEST_NOTEBOOK", 5)
    assert all("the file is larger" in file.problem for file in unpack(archive))


def test_archives_are_opened_to_a_depth_of_two(unpack: Unpack, tmp_path: Path) -> None:
    innermost = zipped(tmp_path / "a.zip", **{"01_small_steps.ipynb": NOTEBOOK})
    inner = zipped(tmp_path / "b.zip", **{"00_start.ipynb": NOTEBOOK, "more.zip": innermost.read_bytes()})
    fine, refused = unpack(zipped(tmp_path / "class.zip", **{"ada/b.zip": inner.read_bytes()}))
    assert (str(fine.place), fine.problem) == ("ada/b.zip/00_start.ipynb", "")
    assert refused.problem.startswith("an archive in an archive in an archive is not opened")


def test_a_damaged_archive_of_the_class_is_an_error_and_one_of_a_student_a_problem(
    unpack: Unpack, tmp_path: Path
) -> None:
    broken = zipped(tmp_path / "broken.zip", **{NAME: NOTEBOOK}).read_bytes()[:-30]
    (tmp_path / "class.zip").write_bytes(broken)
    with pytest.raises(SubmissionsError, match=r"class.zip: a zip or tar.gz was expected"):
        unpack(tmp_path / "class.zip")
    [file] = unpack(zipped(tmp_path / "fine.zip", **{"ada/broken.zip": broken}))
    assert file.problem.startswith("a zip or tar.gz was expected, but it cannot be read")


def test_an_encrypted_file_says_so(unpack: Unpack, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "class.zip", **{NAME: NOTEBOOK})
    content = bytearray(archive.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(content)
    [file] = unpack(archive)
    assert file.problem == "the file is encrypted"
