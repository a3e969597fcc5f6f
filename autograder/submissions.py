"""Find what a class has handed in: folders, flat files, archives, and the downloads of Moodle and Canvas."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.archives import LARGEST_NOTEBOOK, LINK, File, SubmissionsError, Unpacking, is_archive
from autograder.course import SLUG
from autograder.file_names import read_place
from autograder.submitted import NotANotebook

LONGEST_NAME = 128
"""Characters of a student's name that nbgrader's gradebook holds."""
LONGEST_NAME_IN_BYTES = 200
IGNORED = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__"}
SPECIAL = "a file was expected, but this is a device, a pipe or a socket"
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( [A-Za-z]\w*(/\w+)*)?")
"""A moment and a zone, as nbgrader writes them."""
TOO_LARGE = f"at most {LARGEST_NOTEBOOK // 1_000_000} MB were expected; the file is larger"


@dataclass(frozen=True)
class Submission:
    """One file that a student handed in.

    Args:
        student: the student's name as the file or folder says it, in Unicode's composed form.
        chapter: the chapter's slug, as the file's name says it.
        path: the file, None when it was not unpacked from its archive.
        place: where it lies below the top, for people to read; the file's name when empty.
        problem: why it is not to be opened, "" if it may be.
        number: the platform's number for the student in this download, "" when there is none.
        attempt: 0, or the number that was added to the name of a file that came again.
        late: whether the platform says that it came late.
        timestamp: when it was handed in, as nbgrader's `timestamp.txt` beside it says; "" when nothing says it.
        note: what was odd about its name, "" if nothing.
        superseded: whether another file of the same student counts in its place.
    """

    student: str
    chapter: str
    path: Path | None
    place: str = ""
    problem: str = ""
    number: str = ""
    attempt: int = 0
    late: bool = False
    timestamp: str = ""
    note: str = ""
    superseded: bool = False

    @property
    def file(self) -> str:
        """The name to show to people."""
        return self.place or (self.path.name if self.path else "")

    def read(self) -> bytes:
        """Read the file.

        Returns:
            Its content, at most `LARGEST_NOTEBOOK` bytes.

        Raises:
            NotANotebook: when it is larger than that, or cannot be read.
        """
        if self.path is None:
            raise NotANotebook(f"a Jupyter notebook was expected; came {PurePosixPath(self.file).name}")
        try:
            with self.path.open("rb") as stream:
                content = stream.read(LARGEST_NOTEBOOK + 1)
        except OSError as error:
            raise NotANotebook(f"the file cannot be read: {error.strerror}") from None
        if len(content) > LARGEST_NOTEBOOK:
            raise NotANotebook(TOO_LARGE)
        return content


def find(path: Path, scratch: Path, recognise: Callable[[Submission], Submission] | None = None) -> list[Submission]:
    """Find the submissions in a folder, an archive, or a single notebook.

    What looks like a submission but cannot be graded comes with a `problem`; nothing a student sent is dropped in
    silence. An archive inside of a folder or of another archive is the work of one student, unless its name or the
    names inside say whose it is.

    Args:
        path: the folder, archive or file.
        scratch: an empty folder, for what is unpacked; it must live as long as the submissions are read.
        recognise: is asked about each notebook, before it is decided which of several counts; it may name the chapter
            of one whose file does not.

    Returns:
        One submission a file, ordered by student and chapter.

    Raises:
        SubmissionsError: when `path` is none of the three, or is larger than the limits.
    """
    unpacking = Unpacking(scratch)
    expected = "a folder, a zip or tar.gz, or a notebook was expected"
    if path.is_dir():
        files = list(_files_in_folder(path, unpacking))
    elif not path.is_file():
        raise SubmissionsError(f"{expected}, but there is no {path}")
    elif is_archive(PurePosixPath(path.name)) or zipfile.is_zipfile(path):
        files = list(unpacking.files_in(path, PurePosixPath()))
    elif path.suffix == ".ipynb":
        files = [File(PurePosixPath(path.name), path)]
    else:
        raise SubmissionsError(f"{expected}, but {path.name} is none of them")
    named = _submissions(_without_the_folder_of_the_class(files))
    recognised = [recognise(one) if recognise and not one.problem else one for one in named]
    return sorted(_one_for_each_chapter(recognised), key=lambda one: (one.student, one.chapter, one.file))


def find_for_nbgrader(path: Path, scratch: Path, notebooks: Sequence[str]) -> list[Submission]:
    """Find submissions where nbgrader keeps them: `STUDENT/ASSIGNMENT/NOTEBOOK.ipynb`.

    Args:
        path: the folder.
        scratch: an empty folder.
        notebooks: the course's own, as `ASSIGNMENT/NOTEBOOK`.

    Returns:
        One submission a notebook; one that is missing from a handed in assignment comes with a `problem`.

    Raises:
        SubmissionsError: when `path` is no folder.
    """
    if not path.is_dir():
        raise SubmissionsError(f"a folder with STUDENT/ASSIGNMENT/NOTEBOOK.ipynb was expected, but {path} is none")
    found: dict[tuple[str, str], Submission] = {}
    for file in _files_in_folder(path, Unpacking(scratch)):
        parts = file.place.parts
        if len(parts) == 3 and file.place.suffix == ".ipynb" and not _is_ignored(file.place):
            slug = f"{parts[1]}/{file.place.stem}"
            one = replace(_name(file), student=parts[0], chapter=slug, number="", attempt=0, late=False)
            found[parts[0], slug] = one
    handed_in = {(student, slug.partition("/")[0]) for student, slug in found}
    for student, assignment in sorted(handed_in):
        for slug in notebooks:
            if slug.startswith(f"{assignment}/") and (student, slug) not in found:
                problem = f"{slug}.ipynb was expected, and did not come"
                found[student, slug] = Submission(student, slug, None, f"{student}/{slug}.ipynb", problem)
    return sorted(found.values(), key=lambda one: (one.student, one.chapter))


def _files_in_folder(folder: Path, unpacking: Unpacking) -> Iterator[File]:
    unreadable: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders.sort()
        for name in sorted([*names, *(name for name in folders if (Path(here) / name).is_symlink())]):
            path = Path(here) / name
            place = PurePosixPath(path.relative_to(folder).as_posix())
            problem = _problem_in_folder(path)
            if not problem and is_archive(place) and not _is_ignored(place):
                yield from unpacking.files_in(path, place)
            else:
                yield File(place, path, problem)
    for error in unreadable:
        place = PurePosixPath(Path(error.filename).relative_to(folder).as_posix())
        yield File(place, None, f"the folder cannot be read: {error.strerror}")


def _problem_in_folder(path: Path) -> str:
    try:
        about = path.lstat()
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"
    if stat.S_ISLNK(about.st_mode):
        return LINK
    if not stat.S_ISREG(about.st_mode):
        return SPECIAL
    return TOO_LARGE if path.suffix.lower() == ".ipynb" and about.st_size > LARGEST_NOTEBOOK else ""


def _is_ignored(place: PurePosixPath) -> bool:
    return any(part.lower() in IGNORED or (part.startswith(".") and part != "..") for part in place.parts)


def _without_the_folder_of_the_class(files: list[File]) -> list[File]:
    """Take off a first folder in which everything lies, where it is the class's: one chapter lies in it repeatedly.

    `class/ada/01_small_steps.ipynb` beside `class/bo/01_small_steps.ipynb` comes of packing a whole folder; but
    `ada/one/00_start.ipynb` beside `ada/two/01_small_steps.ipynb` are one student's.
    """
    fine = [file.place for file in files if not file.problem and not _is_ignored(file.place)]
    notebooks = [place for place in fine if place.suffix == ".ipynb"]
    tops = {place.parts[0] for place in notebooks if place.parts}
    if len(tops) != 1 or any(len(place.parts) < 2 for place in notebooks):
        return files
    [top] = tops
    inside = [read_place(PurePosixPath(*place.parts[1:])) for place in notebooks]
    outside = [read_place(place) for place in notebooks]
    same = len({(one.student, one.chapter) for one in outside}) < len(outside)
    says_whose = all(one.student and not SLUG.fullmatch(one.student) for one in inside)
    if not (same and says_whose and len({one.student for one in inside}) > 1):
        return files
    return [
        replace(file, place=PurePosixPath(*file.place.parts[1:]))
        if file.place.parts[0] == top and len(file.place.parts) > 1
        else file
        for file in files
    ]


def _submissions(files: Iterable[File]) -> Iterator[Submission]:
    """Say whose each file is. Other files of a student are passed over, unless the student sent nothing else."""
    named: list[Submission] = []
    others: list[Submission] = []
    for file in files:
        if _is_ignored(file.place) or file.place.name.lower() == "timestamp.txt":
            continue
        submission = _name(file)
        is_meant = file.place.suffix.lower() == ".ipynb" or is_archive(file.place) or file.problem
        (named if is_meant else others).append(submission)
    students = {submission.student for submission in named}
    yield from named
    yield from (other for other in others if other.student and other.student not in students)


def _name(file: File) -> Submission:
    """Read off a file's place what it says."""
    place = PurePosixPath(str(file.place).encode("utf-8", "backslashreplace").decode())
    about = read_place(place)
    problem = file.problem
    if not problem and place != file.place:
        problem = f"a name in UTF-8 was expected; came {place}"
    if not problem and (len(about.student) > LONGEST_NAME or len(about.student.encode()) > LONGEST_NAME_IN_BYTES):
        problem = f"a student's name of at most {LONGEST_NAME} letters was expected; came {about.student[:40]}…"
    path = file.path if file.place.suffix.lower() == ".ipynb" else None
    return Submission(
        about.student, about.chapter, path, str(place), problem, about.number, about.attempt, about.late,
        timestamp=_timestamp(file.path),
    )  # fmt: skip


def _timestamp(path: Path | None) -> str:
    beside = path.with_name("timestamp.txt") if path else None
    if beside is None or beside.is_symlink() or not beside.is_file():
        return ""
    with beside.open("r", encoding="utf-8", errors="replace") as stream:
        time = stream.read(100).strip()
    return time if TIMESTAMP.fullmatch(time) else ""


def _one_for_each_chapter(submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Of several files of a student for one chapter let the last upload count, and refuse the others with a reason."""
    together: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    for submission in submissions:
        together[submission.student, submission.chapter].append(submission)
    for group in together.values():
        for namesake in _namesakes(group):
            yield from _refuse_all_but_one(namesake)


def _namesakes(group: Sequence[Submission]) -> list[list[Submission]]:
    """Tell apart people of one name, whom a platform has given different numbers."""
    by_number: dict[str, list[Submission]] = defaultdict(list)
    for submission in group:
        by_number[submission.number].append(submission)
    if len(by_number) < 2 or not group[0].student:
        return [list(group)]
    return [
        [replace(one, student=f"{one.student}_{number}" if number else one.student) for one in some]
        for number, some in by_number.items()
    ]


def _refuse_all_but_one(group: Sequence[Submission]) -> Iterator[Submission]:
    if not group[0].student:
        yield from group
        return
    # A file that can be opened before one that cannot; the last upload before earlier ones; then the order of names.
    first, *others = sorted(group, key=lambda one: (bool(one.problem), -one.attempt, one.file))
    yield first
    for other in others:
        why = "handed in again" if other.attempt < first.attempt else "handed in twice"
        yield replace(other, superseded=True, problem=other.problem or f"{why}: {first.file} was graded")
