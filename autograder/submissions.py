"""Find what a class has handed in: folders, flat files, or a zip of either."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.course import SLUG, CourseError
from autograder.submitted import NotANotebook

FLAT = re.compile(rf"(?P<student>.+?)_(?P<chapter>{SLUG.pattern})")
LARGEST_NOTEBOOK = 20_000_000
LARGEST_ARCHIVE = 2_000_000_000
MOST_FILES = 100_000
HIGHEST_RATIO = 200
"""Bytes a packed byte may become, in files of more than a megabyte."""
IGNORED = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__"}


class SubmissionsError(CourseError):
    """The place with the submissions cannot be read at all."""


@dataclass(frozen=True)
class Submission:
    """One file that a student handed in.

    Args:
        student: the student's name as the file or folder says it, in Unicode's composed form.
        chapter: the chapter's slug, as the file's name says it.
        path: the file, or the archive that holds it.
        member: the name inside the archive, if it is in one.
        problem: why it is not to be opened, "" if it may be.
    """

    student: str
    chapter: str
    path: Path
    member: str = ""
    problem: str = ""

    @property
    def file(self) -> str:
        """The name to show to people."""
        return self.member or self.path.name

    def read(self) -> bytes:
        """Read the file.

        Returns:
            Its content, at most `LARGEST_NOTEBOOK` bytes.

        Raises:
            NotANotebook: when it is larger than that, or cannot be read.
        """
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    content = stream.read(LARGEST_NOTEBOOK + 1)
            else:
                with self.path.open("rb") as stream:
                    content = stream.read(LARGEST_NOTEBOOK + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise NotANotebook(f"the file cannot be read: {error}") from None
        if len(content) > LARGEST_NOTEBOOK:
            raise NotANotebook(f"at most {LARGEST_NOTEBOOK // 1_000_000} MB were expected; the file is larger")
        return content


@dataclass(frozen=True)
class _File:
    """A file before it is known whose it is: its place below the top, with "/" between the parts."""

    place: PurePosixPath
    path: Path
    member: str = ""
    problem: str = ""


def find(path: Path) -> list[Submission]:
    """Find the submissions in a folder, a zip archive, or a single notebook.

    Two layouts are read, also mixed: `student/NN_slug.ipynb` and `student_NN_slug.ipynb`. What looks like a submission
    but cannot be graded comes with a `problem`; nothing a student sent is dropped in silence.

    Args:
        path: the folder, archive or file.

    Returns:
        One submission a file, ordered by student and chapter.

    Raises:
        SubmissionsError: when `path` is none of the three.
    """
    if path.is_dir():
        files = list(_files_in_folder(path))
    elif not path.is_file():
        raise SubmissionsError(f"a folder, a zip archive or a notebook was expected, but there is no {path}")
    elif zipfile.is_zipfile(path):
        files = list(_files_in_zip(path))
    elif path.suffix == ".ipynb":
        files = [_File(PurePosixPath(path.name), path)]
    else:
        raise SubmissionsError(f"a folder, a zip archive or a notebook was expected, but {path.name} is none of them")
    return _without_repetition(sorted(_submissions(files), key=lambda one: (one.student, one.chapter, one.file)))


def _files_in_folder(folder: Path) -> Iterator[_File]:
    for path in sorted(folder.rglob("*")):
        place = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_symlink():
            yield _File(place, path, problem="a file was expected, but this is a link to another place")
        elif path.is_file():
            yield _File(place, path)


def _files_in_zip(path: Path) -> Iterator[_File]:
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        expected = f"an archive of at most {MOST_FILES} files and {LARGEST_ARCHIVE // 1_000_000} MB was expected"
        raise SubmissionsError(f"{expected}; {path.name} is larger")
    for entry in entries:
        place = PurePosixPath(_name_in_zip(entry).replace("\\", "/"))
        yield _File(place, path, entry.filename, _problem_in_zip(entry, place))


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """Undo the guess that a name without the UTF-8 flag is in the code page of DOS: most are in UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _problem_in_zip(entry: zipfile.ZipInfo, place: PurePosixPath) -> str:
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        return f"a name inside the archive was expected, but it leads out of it: {entry.filename}"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a file was expected, but this is a link to another place"
    if entry.flag_bits & 0x1:
        return "the file is encrypted"
    if entry.file_size > max(1_000_000, HIGHEST_RATIO * entry.compress_size):
        return f"the file unpacks to more than {HIGHEST_RATIO} times its size"
    return ""


def _submissions(files: Iterable[_File]) -> Iterator[Submission]:
    """Say whose each file is. Other files of a student are passed over, unless the student sent nothing else."""
    named: list[Submission] = []
    others: list[Submission] = []
    for file in files:
        if any(part.lower() in IGNORED or (part.startswith(".") and part != "..") for part in file.place.parts):
            continue
        submission = _name(file)
        is_meant = SLUG.fullmatch(submission.chapter) or file.place.suffix == ".ipynb"
        (named if is_meant or file.problem else others).append(submission)
    students = {submission.student for submission in named}
    yield from named
    yield from (other for other in others if other.student and other.student not in students)


def _name(file: _File) -> Submission:
    """Read student and chapter off a file's place."""
    parts = [unicodedata.normalize("NFC", part) for part in file.place.parts if part not in ("/", "..")]
    stem = PurePosixPath(parts[-1]).stem
    if len(parts) > 1:
        student, chapter = parts[0], stem
        if not SLUG.fullmatch(stem) and (flat := FLAT.fullmatch(stem)):
            student, chapter = flat["student"], flat["chapter"]  # a folder of flat files
    else:
        flat = FLAT.fullmatch(stem)
        student, chapter = (flat["student"], flat["chapter"]) if flat else ("", stem)
    return Submission(student, chapter, file.path, file.member, file.problem)


def _without_repetition(submissions: list[Submission]) -> list[Submission]:
    """Refuse the second file of a student for one chapter: which one is meant cannot be known."""
    seen: dict[tuple[str, str], Submission] = {}
    kept = []
    for submission in submissions:
        first = seen.setdefault((submission.student, submission.chapter), submission)
        if first is not submission and not submission.problem:
            submission = replace(submission, problem=f"handed in twice: {first.file} was graded")
        kept.append(submission)
    return kept
