"""Open archives that came from outside: no name becomes a path, and count, bytes, ratio and depth are limited."""

from __future__ import annotations

import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, cast

from autograder.course import CourseError
from autograder.file_names import ARCHIVE_SUFFIXES

LARGEST_NOTEBOOK = 20_000_000
LARGEST_INNER_ARCHIVE = 20_000_000
MOST_BYTES = 20_000_000_000
MOST_FILES = 500_000
HIGHEST_RATIO = 200
"""Bytes that a packed byte may become, in what is larger than a megabyte."""
DEEPEST = 2
"""An archive of a class may hold the archives of students; those may hold no further ones."""
LARGEST_HEADER = 100_000
"""Bytes of a tar's extended header, which holds a long name."""

LINK = "a file was expected, but this is a link to another place"
DAMAGED = (
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


class SubmissionsError(CourseError):
    """The place with the submissions cannot be read at all."""


@dataclass(frozen=True)
class File:
    """A file before it is known whose it is.

    Args:
        place: where it lies below the top, with "/" between the parts; an archive counts as a folder.
        path: the file on this machine, None when it was not unpacked.
        problem: why it is not to be opened, "" if it may be.
    """

    place: PurePosixPath
    path: Path | None
    problem: str = ""


class Unpacking:
    """Unpacks archives into one scratch folder, where files have numbers for names; limits hold for all together.

    Args:
        scratch: an empty folder.
    """

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.files = 0
        self.bytes = 0

    def files_in(self, archive: Path, place: PurePosixPath, depth: int = 1) -> Iterator[File]:
        """Unpack notebooks and inner archives; of other files only the name is given.

        Args:
            archive: a zip, a tar or a tar.gz.
            place: what stands before the names inside; an empty one for the archive of the class.
            depth: 1 for the outermost archive.

        Yields:
            One record a file inside.

        Raises:
            SubmissionsError: when the limits of files or bytes are reached, or the outermost archive is damaged.
        """
        try:
            if zipfile.is_zipfile(archive):
                yield from self._zip(archive, place, depth)
            else:
                yield from self._tar(archive, place, depth)
        except SubmissionsError:
            raise
        except DAMAGED as error:
            what = f"a zip or tar.gz was expected, but it cannot be read: {_in_words(error)}"
            if depth == 1 and not place.parts:
                raise SubmissionsError(f"{archive.name}: {what}") from None
            yield File(place, None, what)

    def _zip(self, archive: Path, place: PurePosixPath, depth: int) -> Iterator[File]:
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                if entry.is_dir():
                    continue
                inside = place / _name_in_zip(entry).replace("\\", "/")
                problem = _problem_in_zip(entry)
                if problem or not _wanted(inside):
                    self._count(archive)
                    yield File(inside, None, problem)
                    continue
                try:
                    with opened.open(entry) as stream:
                        unpacked = self._keep(stream, archive, inside, entry.file_size)
                except SubmissionsError:
                    raise
                except DAMAGED as error:
                    unpacked = File(inside, None, f"the file cannot be unpacked: {_in_words(error)}")
                yield from self._open_inner(unpacked, depth)

    def _tar(self, archive: Path, place: PurePosixPath, depth: int) -> Iterator[File]:
        with archive.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            unpacked = gzip.GzipFile(fileobj=raw) if packed else raw
            stream = _Measured(unpacked, archive.stat().st_size if packed else None)
            with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", tarinfo=_Header) as opened:
                for member in opened:
                    opened.members = []  # type: ignore[attr-defined]  # tarfile keeps them all: memory by the number of files
                    if member.isdir():
                        continue
                    inside = place / member.name.replace("\\", "/")
                    problem = _problem_in_tar(member)
                    if problem or not _wanted(inside):
                        self._count(archive)
                        yield File(inside, None, problem)
                        continue
                    content = opened.extractfile(member)
                    assert content is not None  # it is a regular file
                    yield from self._open_inner(self._keep(content, archive, inside, member.size), depth)

    def _keep(self, stream: IO[bytes], archive: Path, place: PurePosixPath, size: int) -> File:
        """Copy one file into the scratch folder, under a number."""
        self._count(archive)
        largest = LARGEST_INNER_ARCHIVE if is_archive(place) else LARGEST_NOTEBOOK
        too_large = File(place, None, f"at most {largest // 1_000_000} MB were expected; the file is larger")
        if size > largest:
            return too_large
        content = stream.read(largest + 1)
        if len(content) > largest:
            return too_large
        self.bytes += len(content)
        if self.bytes > MOST_BYTES:
            raise SubmissionsError(
                f"at most {MOST_BYTES / 1e9:g} GB of notebooks were expected; {archive.name} holds more: split it"
            )
        path = self.scratch / f"{self.files:06d}"
        path.write_bytes(content)
        return File(place, path)

    def _open_inner(self, file: File, depth: int) -> Iterator[File]:
        if file.problem or not is_archive(file.place) or file.path is None:
            yield file
        elif depth >= DEEPEST:
            yield File(file.place, None, "an archive in an archive in an archive is not opened: hand in the notebook")
        else:
            yield from self.files_in(file.path, file.place, depth + 1)
            file.path.unlink()

    def _count(self, archive: Path) -> None:
        self.files += 1
        if self.files > MOST_FILES:
            raise SubmissionsError(f"at most {MOST_FILES} files were expected; {archive.name} holds more: split it")


class _Measured(RawIOBase):
    """What a tar is read from: it ends with an error where more comes out than the packed bytes can honestly hold.

    Args:
        stream: the unpacked bytes.
        packed: how many packed bytes there are, None when nothing is packed.
    """

    def __init__(self, stream: BufferedIOBase | IO[bytes], packed: int | None) -> None:
        self.stream = stream
        self.left = None if packed is None else max(1_000_000, HIGHEST_RATIO * packed)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes."""
        content = self.stream.read(size)
        if self.left is not None:
            self.left -= len(content)
            if self.left < 0:
                raise tarfile.ReadError(f"it unpacks to more than {HIGHEST_RATIO} times its size")
        return content


class _Header(tarfile.TarInfo):
    """A tar's header that says so when it is damaged: tarfile itself takes a damaged one for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str | None, errors: str) -> _Header:
        """Read one header."""
        try:
            member = super().frombuf(buf, encoding, errors)  # type: ignore[arg-type]
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(str(error)) from None
        extended = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
        is_extended = member.type in (*extended, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
        if is_extended and member.size > LARGEST_HEADER:
            raise tarfile.ReadError(f"a header of {member.size} bytes")
        return member


def is_archive(place: PurePosixPath) -> bool:
    """Tell by its name whether a file is an archive that can be opened."""
    return place.name.lower().endswith(ARCHIVE_SUFFIXES)


def leads_out(name: str) -> bool:
    """Tell whether a name in an archive leads out of the folder that it is unpacked in, on any system.

    >>> [leads_out(name) for name in ("a/b.ipynb", "../b.ipynb", "/b", "C:b", "a\\\\..\\\\b")]
    [False, True, True, True, True]
    """
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or (len(parts[0]) > 1 and parts[0][1] == ":")


def _wanted(place: PurePosixPath) -> bool:
    return place.suffix.lower() == ".ipynb" or is_archive(place)


def _in_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """Undo the guess that a name without the UTF-8 flag is in the code page of DOS: most are in UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _problem_in_zip(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    if leads_out(entry.filename):
        return f"a name inside the archive was expected, but it leads out of it: {entry.filename}"
    if stat.S_ISLNK(mode):
        return LINK
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a file was expected, but this is a device or a pipe"
    if entry.flag_bits & 0x1:
        return "the file is encrypted"
    if entry.file_size > max(1_000_000, HIGHEST_RATIO * entry.compress_size):
        return f"the file unpacks to more than {HIGHEST_RATIO} times its size"
    return ""


def _problem_in_tar(member: tarfile.TarInfo) -> str:
    if leads_out(member.name):
        return f"a name inside the archive was expected, but it leads out of it: {member.name}"
    if member.issym() or member.islnk():
        return LINK
    if not member.isreg() or member.issparse():
        return "a file was expected, but this is a device, a pipe or a file with holes"
    return ""
