"""Say in one hash what a result depends on, so that what has not changed is not run again."""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from autograder.chapter import Chapter
from autograder.rebuild import Rebuilt
from autograder.scoring import Limits, answer_cells

PACKAGES = ("autograder", "convcourse")
"""The folders whose code decides over scores: the grader, and what the chapters and their checks import."""


def digest(value: object) -> str:
    """Hash anything that JSON can hold.

    >>> digest({"a": 1, "b": [2.0]}) == digest({"b": [2.0], "a": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def surroundings(root: Path) -> str:
    """Hash what all results of a course depend on: Python, package versions, the course's own code and its data.

    It is taken once a process: code that was imported does not change any more.

    Args:
        root: the course's folder.

    Returns:
        64 hexadecimal digits.
    """
    versions = sorted({f"{package.name.lower()}=={package.version}" for package in distributions()})
    here = Path(__file__).resolve().parents[1]
    code = {
        f"{package}/{path.relative_to(folder).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for package in PACKAGES
        for folder in [_folder_of(package, root, here)]
        for path in sorted(folder.rglob("*.py"))
    }
    checksums = root / "data" / "checksums.json"
    data = hashlib.sha256(checksums.read_bytes()).hexdigest() if checksums.is_file() else ""
    return digest([platform.python_version(), versions, code, data])


def _folder_of(package: str, root: Path, here: Path) -> Path:
    return root / package if (root / package).is_dir() else here / package


def fingerprint(chapter: Chapter, rebuilt: Rebuilt, limits: Limits, around: str, seed: str) -> str:
    """Hash what one result depends on.

    Args:
        chapter: the trusted chapter; a corrected word in its text changes nothing.
        rebuilt: the chapter with a student's answers, and what was odd about them.
        limits: how long cells may take.
        around: what `surroundings` gives.
        seed: what the hidden inputs are drawn from.

    Returns:
        64 hexadecimal digits.
    """
    theirs = {cell.id for cell in answer_cells(chapter)}
    answers = [[cell.id, cell.source] for cell in rebuilt.cells if cell.id in theirs]
    trusted = [
        [cell.id, cell.role, cell.kind, cell.points, "" if cell.id in theirs else cell.source]
        for cell in chapter.cells
        if cell.role not in ("text", "demo")
    ]
    times = [float(limits.cell_seconds), float(limits.total_seconds)]
    return digest([answers, sorted(rebuilt.unanswered), rebuilt.notes, trusted, times, around, seed])


def answer_digests(chapter: Chapter, rebuilt: Rebuilt) -> dict[str, str]:
    """Hash each answer on its own, to know later which of them has changed."""
    theirs = {cell.id for cell in answer_cells(chapter)}
    return {cell.id: digest(cell.source)[:16] for cell in rebuilt.cells if cell.id in theirs}
