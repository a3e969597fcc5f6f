"""Read off a file's place who handed it in and for which chapter: folders, flat files, and the downloads of platforms.

The platforms rename what students upload. Their conventions, as their own downloads show them:

- Moodle, in folders: `Given Surname_1234567_assignsubmission_file_/01_small_steps.ipynb`, and without folders
  `Given Surname_1234567_assignsubmission_file_01_small_steps.ipynb`. Moodle takes underscores out of the name. The
  number is the participant's in this one assignment, so that it says nothing across chapters.
- Canvas: `surnamegiven_12345_678901_01_small_steps.ipynb`, with `_LATE` after the name of who was late. The first
  number is the user's, the second the file's. A file that was uploaded again ends in `-1`, `-2` and so on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.course import SLUG

FLAT = re.compile(rf"(?P<student>.+?)_(?P<chapter>{SLUG.pattern})")
MOODLE = re.compile(r"(?P<student>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+_(?P<file>.*)")
CANVAS = re.compile(
    r"(?P<student>.+?)(?P<late>_late)?_(?P<number>\d{2,})_(question_\d+_)?\d{2,}_(?P<file>.+)", re.IGNORECASE
)
ATTEMPT = re.compile(r"(?P<stem>.+?)(?:-(?P<dash>\d{1,3})| ?\((?P<brackets>\d{1,3})\))")
ARCHIVE_SUFFIXES = (".tar.gz", ".tgz", ".tar", ".zip")
ANONYMOUS = {"participant", "teilnehmer", "teilnehmer/in"}
"""What Moodle writes for a name when the grader must not know it; then only the number tells people apart."""


@dataclass(frozen=True)
class Named:
    """What a file's place says.

    Args:
        student: the student's name, "" when the place does not say it.
        chapter: the name of the file without what stands before and after the chapter.
        number: the platform's number for the student in this download, "" when there is none.
        attempt: 0, or the number that was added to the name of a file that came again.
        late: whether the platform says that it came late.
    """

    student: str
    chapter: str
    number: str = ""
    attempt: int = 0
    late: bool = False


def read_place(place: PurePosixPath) -> Named:
    """Read student and chapter off the place of a file below the top folder; an archive counts as a folder.

    >>> read_place(PurePosixPath("ada/01_small_steps.ipynb"))
    Named(student='ada', chapter='01_small_steps', number='', attempt=0, late=False)
    >>> read_place(PurePosixPath("Ada King_77_assignsubmission_file_/01_small_steps (2).ipynb"))
    Named(student='Ada King', chapter='01_small_steps', number='77', attempt=2, late=False)
    >>> read_place(PurePosixPath("kingada_LATE_815_4711_01_small_steps-1.ipynb"))
    Named(student='kingada_815', chapter='01_small_steps', number='', attempt=1, late=True)
    """
    parts = [unicodedata.normalize("NFC", part) for part in place.parts if part not in ("/", "..")] or [""]
    last = parts[-1]
    for part in parts:
        found = MOODLE.fullmatch(part) or CANVAS.fullmatch(part)
        if found:
            file = found["file"] if part == last and found["file"] else last
            return _from_platform(found, *_stem_and_attempt(file))
    stem, attempt = _stem_and_attempt(last)
    if flat := FLAT.fullmatch(stem):
        return Named(flat["student"], flat["chapter"], attempt=attempt)
    if len(parts) == 1:
        return Named("", stem, attempt=attempt)
    folder = without_archive_suffix(parts[0])
    owner = FLAT.fullmatch(folder) if folder != parts[0] else None
    return Named(owner["student"] if owner else folder, stem, attempt=attempt)


def without_archive_suffix(name: str) -> str:
    """Take `.zip` and the like off a name.

    >>> without_archive_suffix("ada.tar.gz")
    'ada'
    """
    suffix = next((suffix for suffix in ARCHIVE_SUFFIXES if name.lower().endswith(suffix)), "")
    return name[: len(name) - len(suffix)]


def _from_platform(found: re.Match[str], stem: str, attempt: int) -> Named:
    student, number, late = found["student"].strip(), found["number"], False
    if found.re is CANVAS:
        # Canvas numbers a person once and for all, and two people may have one name.
        student, number, late = f"{student}_{number}", "", bool(found["late"])
    elif student.casefold() in ANONYMOUS:
        student, number = f"{student}_{number}", ""
    flat = FLAT.fullmatch(stem)  # a student may have put their own name in front as well
    return Named(student, flat["chapter"] if flat else stem, number, attempt, late)


def _stem_and_attempt(file: str) -> tuple[str, int]:
    stem = PurePosixPath(file).stem if file else ""
    again = ATTEMPT.fullmatch(stem)
    return (again["stem"], int(again["dash"] or again["brackets"])) if again else (stem, 0)
