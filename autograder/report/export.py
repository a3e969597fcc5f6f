"""Write grades for a spreadsheet, for Canvas and for Moodle."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import CourseError

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
"""The columns by which Canvas knows a student in a gradebook file."""
MOODLE = ("Identifier", "Full name", "Email address", "Username", "ID number", "First name", "Last name", "Surname")
"""Columns by which Moodle's grading worksheets and grade files know a student."""
STEERING = "=+-@\t\r"
"""A cell that begins with one of these is a formula to a spreadsheet."""


@dataclass(frozen=True)
class Grade:
    """One student's score in one chapter, after everything that was taken off.

    Attributes:
        student, chapter: whose and of what.
        score, max_score: points.
        lost: the part that was taken off for lateness.
        status: of the submission, in words.
    """

    student: str
    chapter: str
    score: float
    max_score: float
    lost: float = 0.0
    status: str = "graded"


@dataclass(frozen=True)
class Filled:
    """A file, and the students who are not in it because the roster does not have them, or has several like them."""

    text: str
    missing: tuple[str, ...] = ()


def spreadsheet(grades: Sequence[Grade], decimals: int = 2) -> str:
    """Return CSV with a row for each submission.

    Names cannot become formulas: one that begins like a formula gets an apostrophe in front.
    """
    rows: list[Sequence[object]] = [("student", "chapter", "score", "possible", "percent", "taken off", "state")]
    for grade in grades:
        percent = 100 * grade.score / grade.max_score if grade.max_score else 0.0
        rows.append(
            (
                harmless(grade.student), harmless(grade.chapter), number(grade.score, decimals),
                number(grade.max_score, decimals), number(percent, 1), number(grade.lost, 3), grade.status,
            )
        )  # fmt: skip
    return _csv(rows)


def canvas(grades: Sequence[Grade], roster: str | None = None, decimals: int = 2) -> Filled:
    """Return a gradebook file for Canvas: a column for each chapter, and a row of possible points.

    Args:
        grades: one for each student and chapter.
        roster: Canvas's own export of the gradebook, whose students and numbers are taken over. Without it the names
            stand in `Student` and `SIS Login ID`, which fits where submissions are named by login.
        decimals: of the scores.

    Raises:
        CourseError: the roster has not Canvas's columns.
    """
    chapters = sorted({grade.chapter for grade in grades})
    possible = {grade.chapter: grade.max_score for grade in grades}
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for grade in grades:
        scores[grade.student][grade.chapter] = grade.score
    header = [*CANVAS, *map(harmless, chapters)]
    points = ["    Points Possible", "", "", "", "", *(number(possible[chapter], decimals) for chapter in chapters)]
    rows: list[Sequence[object]] = [header, points]
    known = _roster(roster, CANVAS) if roster is not None else None
    missing: tuple[str, ...] = ()
    if known is None:
        people = {name: [harmless(name), "", "", harmless(name), ""] for name in scores}
    else:
        people, missing = _matched(scores, known, CANVAS)
    for name, identity in people.items():
        given = scores[name]
        rows.append([*identity, *(number(given[c], decimals) if c in given else "" for c in chapters)])
    return Filled(_csv(rows), missing)


def moodle(grades: Sequence[Grade], chapter: str, roster: str | None = None, decimals: int = 2) -> Filled:
    """Return a file for Moodle's grade import, or Moodle's own grading worksheet with the grades filled in.

    Args:
        grades: one for each student and chapter.
        chapter: whose grades; Moodle takes one assignment at a time.
        roster: a grading worksheet that Moodle gave. Its columns stay; `Grade` is filled in. Without it the file has
            the columns `Username` and `Grade`.
        decimals: of the scores.

    Raises:
        CourseError: the roster has none of Moodle's columns, or no column `Grade`.
    """
    scores = {grade.student: grade.score for grade in grades if grade.chapter == chapter}
    if roster is None:
        rows = [("Username", "Grade"), *((harmless(name), number(score, decimals)) for name, score in scores.items())]
        return Filled(_csv(rows))
    known = _roster(roster, MOODLE)
    if not known or "Grade" not in known[0]:
        raise CourseError("expected Moodle's grading worksheet, with a column Grade; came a file without it")
    columns = [name for name in known[0] if name in MOODLE]
    matched, missing = _match(scores, known, columns)
    for name, row in matched.items():
        row["Grade"] = number(scores[name], decimals)
    header = list(known[0])
    return Filled(_csv([header, *([harmless(row.get(key) or "") for key in header] for row in known)]), missing)


def harmless(text: str) -> str:
    """Keep a cell from being a formula.

    >>> harmless("=1+1"), harmless("Zoë"), harmless("-3.5")
    ("'=1+1", 'Zoë', '-3.5')
    """
    plain = text.replace("\r", " ").replace("\n", " ").replace("\x00", "")
    if plain[:1] in STEERING and plain and not re.fullmatch(r"[+-]?\d+([.,]\d+)?", plain):
        return f"'{plain}"
    return plain


def number(value: float, decimals: int) -> str:
    """Write a number with at most so many decimals.

    >>> number(12.5, 2), number(7.0, 2), number(2 / 3, 2)
    ('12.5', '7', '0.67')
    """
    return f"{round(value, decimals):.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{round(value):d}"


def read_roster(path: Path) -> str:
    """Read a roster as text, with or without a byte-order mark.

    Raises:
        CourseError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"expected a roster as UTF-8 CSV at {path}; came {error}") from None


def _roster(text: str, columns: Sequence[str]) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    found = [column for column in columns if rows and column in rows[0]]
    if not found:
        raise CourseError(f"expected a roster with one of the columns {', '.join(columns)}; came one without")
    return rows


def _matched(
    names: Iterable[str], roster: Sequence[dict[str, str]], columns: Sequence[str]
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    found, missing = _match(names, roster, columns)
    return {name: [harmless(row.get(column) or "") for column in columns] for name, row in found.items()}, missing


def _match(
    names: Iterable[str], roster: Sequence[dict[str, str]], columns: Sequence[str]
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """Find the one row of each student; return those of whom there is none, or more than one, as well."""
    places: Mapping[str, set[int]] = defaultdict(set)
    for place, row in enumerate(roster):
        for key in _keys(row, columns):
            places[key].add(place)
    found: dict[str, dict[str, str]] = {}
    missing = []
    for name in names:
        rows = places.get(_plain(name), set())
        if len(rows) == 1:
            found[name] = roster[next(iter(rows))]
        else:
            missing.append(name)
    return found, tuple(missing)


def _keys(row: Mapping[str, str], columns: Sequence[str]) -> set[str]:
    """Return under which names a student may have handed in."""
    cells = [row.get(column) or "" for column in columns]
    keys = {_plain(cell) for cell in cells}
    for cell in cells:
        last, comma, first = cell.partition(",")
        if comma:
            keys |= {_plain(first + last), _plain(last + first)}
        if "@" in cell:
            keys.add(_plain(cell.partition("@")[0]))
    first, last = row.get("First name") or "", row.get("Last name") or row.get("Surname") or ""
    keys |= {_plain(first + last), _plain(last + first)}
    return keys - {""}


def _plain(name: str) -> str:
    """Leave of a name what all systems keep: its letters and digits.

    >>> _plain("Ångström, Zoë"), _plain("participant 17")
    ('ångströmzoë', 'participant17')
    """
    composed = unicodedata.normalize("NFC", name).casefold()
    return "".join(letter for letter in composed if letter.isalnum())


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
