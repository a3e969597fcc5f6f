"""Rebuild a submission from the trusted chapter: only the student's answers are taken, all else is the course's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from autograder.chapter import Cell, Chapter
from autograder.submitted import SubmittedCell, read_cells

UNMARKED = "unmarked-"
"""How the id of a cell begins that has none of its own: nbgrader marks only the cells that it grades or locks."""


@dataclass(frozen=True)
class Rebuilt:
    """A chapter with one student's answers in it.

    Args:
        cells: the chapter's cells in the chapter's order; exercises and written answers hold the student's text.
        notes: what was odd about the submission, in plain words; it had no effect on the score.
        unanswered: the ids of exercises and written answers that are missing or as handed out.
    """

    cells: list[Cell]
    notes: list[str]
    unanswered: frozenset[str]


def rebuild(chapter: Chapter, notebook: dict[str, Any]) -> Rebuilt:
    """Put a student's answers into the chapter.

    An answer is found by nbgrader's id of its cell, else the cell's id, else the course's own metadata; an exercise
    that has lost all three, or carries another's, is found by the name that it must define. Of several cells with one
    id the first that was changed is taken: a copy left as handed out says nothing, and of changed ones no order of
    editing is recorded.

    Args:
        chapter: the trusted chapter.
        notebook: the submitted notebook, as `read_notebook` gives it.

    Returns:
        The cells to run, and what was odd.
    """
    trusted = {cell.id: cell for cell in chapter.cells}
    unmarked = {_plain(cell.source) for cell in chapter.cells if cell.id.startswith(UNMARKED)}
    found: list[tuple[str, SubmittedCell]] = []
    strangers: list[SubmittedCell] = []
    for submitted in read_cells(notebook):
        known = next((name for name in submitted.ids if name in trusted), None)
        if known is None and _plain(submitted.source) not in unmarked:
            strangers.append(submitted)
        elif known is None:
            continue
        else:
            found.append((known, submitted))
    notes = list(_give_back_ids(chapter, found))
    unanswered = set()
    cells = []
    for cell in chapter.cells:
        if cell.role in ("exercise", "answer"):
            candidates = [candidate for name, candidate in found if name == cell.id]
            answer = _choose(cell, candidates, strangers, notes)
            if answer is None or _is_untouched(answer, cell):
                unanswered.add(cell.id)
            cell = replace(cell, source=answer.source if answer else cell.student_source)
        cells.append(cell)
    notes += _what_was_odd(chapter, notebook, found)
    notes += _added(strangers, cells)
    return Rebuilt(cells, notes, frozenset(unanswered))


def _give_back_ids(chapter: Chapter, found: list[tuple[str, SubmittedCell]]) -> Iterator[str]:
    """Change in `found` what carries the id of one exercise and defines another, which nothing else defines; say so."""
    exercises = {cell.id: str(cell.name) for cell in chapter.cells if cell.role == "exercise"}
    right = {identity for identity, cell in found if identity in exercises and _defines(cell, exercises[identity])}
    for position, (identity, cell) in enumerate(found):
        if identity not in exercises or _defines(cell, exercises[identity]):
            continue
        meant = [other for other, name in exercises.items() if other not in right and _defines(cell, name)]
        if len(meant) == 1:
            found[position] = meant[0], cell
            name, other_name = exercises[meant[0]], exercises[identity]
            yield f"the cell of {name} carried the id of {other_name}: it was found by the name that it defines"


def _choose(
    cell: Cell, candidates: list[SubmittedCell], strangers: list[SubmittedCell], notes: list[str]
) -> SubmittedCell | None:
    """Choose the submitted cell that answers a trusted one; one found among the strangers is taken out of them."""
    if not candidates and cell.role == "exercise":
        candidates = [stranger for stranger in strangers if _defines(stranger, cell.name or "")][:1]
        for chosen in candidates:
            strangers.remove(chosen)
            notes.append(f"the cell of {cell.name} had lost its id: it was found by the name that it defines")
    if not candidates:
        notes.append(f"{_title(cell)} is missing: it was deleted, or comes from another edition")
        return None
    answer = next((candidate for candidate in candidates if not _is_untouched(candidate, cell)), candidates[0])
    if len(candidates) > 1:
        notes.append(f"{_title(cell)} was there {len(candidates)} times: the first that was answered counts")
    if answer.kind != cell.kind:
        notes.append(f"{_title(cell)} was turned into a {answer.kind} cell: its text was taken all the same")
    return answer


def _what_was_odd(chapter: Chapter, notebook: dict[str, Any], found: list[tuple[str, SubmittedCell]]) -> Iterator[str]:
    """Compare what only the course may change. None of it is used, so none of it matters for the score."""
    if notebook.get("nbformat") != 4:
        yield f"saved in notebook format {notebook.get('nbformat', 'unknown')}, where 4 is usual"
    submitted = dict(reversed(found))
    gone, edited = [], []
    for cell in chapter.cells:
        if cell.role in ("check", "code") and not cell.id.startswith(UNMARKED):
            if cell.id not in submitted:
                gone.append(cell)
            elif submitted[cell.id].kind != cell.kind or not _same(submitted[cell.id].source, cell.student_source):
                edited.append(cell)
        points = submitted[cell.id].points if cell.id in submitted else None
        if cell.points is not None and points not in (None, cell.points):
            yield f"the points of {cell.name} were changed to {points}: it is worth {cell.points:g}"
    for verb, cells in (("deleted", gone), ("edited", edited)):
        checks = [cell.name for cell in cells if cell.role == "check"]
        others = len(cells) - len(checks)
        if checks:
            yield f"the check of {', '.join(map(str, checks))} was {verb}: the course's own was run"
        if others:
            yield f"{others} of the chapter's own code cells {verb}, or from another edition: the course's own were run"
    times = Counter(name for name, _ in found)
    for cell in chapter.cells:
        if cell.role == "check" and times[cell.id] > 1:
            yield f"the check of {cell.name} was there {times[cell.id]} times: the course's own was run once"
    order = [cell.id for cell in chapter.cells if cell.role != "text" and cell.id in submitted]
    names = list(dict.fromkeys(name for name, _ in found if not name.startswith("text-")))
    if names != order:
        yield "cells were moved: they were run in the chapter's order"


def _added(strangers: list[SubmittedCell], cells: list[Cell]) -> Iterator[str]:
    """Say what happened to code that stands outside of the exercises: it helps nobody, and its author should know."""
    extra = [stranger for stranger in strangers if stranger.kind == "code" and stranger.source.strip()]
    for cell in cells:
        if cell.role == "exercise" and any(_defines(stranger, cell.name or "") for stranger in extra):
            yield f"{cell.name} is also defined in an added cell: only the exercise's own cell counts"
    if extra:
        were = "cells were" if len(extra) > 1 else "cell was"
        yield f"{len(extra)} code {were} added: an answer counts with what is in its own cell"


def _defines(cell: SubmittedCell, name: str) -> bool:
    pattern = rf"^((async\s+)?def|class)\s+{name}\b|^{name}\s*(:[^=\n]+)?=(?!=)"
    return re.search(pattern, cell.source, re.MULTILINE) is not None


def _is_untouched(submitted: SubmittedCell, cell: Cell) -> bool:
    return not submitted.source.strip() or _same(submitted.source, cell.student_source)


def _same(first: str, second: str) -> bool:
    """Compare without what editors change unasked: the ends of lines."""
    return _plain(first) == _plain(second)


def _plain(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _title(cell: Cell) -> str:
    return f"the {'written answer' if cell.role == 'answer' else 'cell of'} {cell.name}"
