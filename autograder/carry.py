"""Carry a student's work from an older edition of a chapter into a newer one."""

import copy
from collections import defaultdict
from dataclasses import dataclass

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.student_work import STUDENT_ROLES, course_id, is_touched

KEPT_ROLE = "kept"


@dataclass(frozen=True)
class Carried:
    """A new edition with the student's work in it.

    Attributes:
        notebook: the merged notebook, without outputs.
        answers: the ids of the cells whose text is the student's.
        homeless: the ids of answers whose exercise is gone; they stand in marked cells at the end.
    """

    notebook: NotebookNode
    answers: tuple[str, ...]
    homeless: tuple[str, ...]


def carry_answers(student: NotebookNode, edition: NotebookNode) -> Carried:
    """Put the answers and the own cells of `student` into a copy of `edition`.

    An answer goes to the cell of the same id. A cell that the student added stays behind the cell that it followed.
    The course's own texts and checks come from the edition alone.
    """
    places = {course_id(cell): cell for cell in edition.cells}
    answers = {course_id(cell): cell for cell in student.cells if _is_answer(cell, places)}
    own, without_place = _own_cells(student, set(places), answers)
    homeless = {identity: cell for identity, cell in answers.items() if identity not in places}

    merged = copy.deepcopy(edition)
    merged.cells = []
    for cell in edition.cells:
        cell = copy.deepcopy(cell)
        answer = answers.get(course_id(cell))
        if answer is not None:
            cell.source = answer.source
        merged.cells += [cell, *own[course_id(cell)]]
    merged.cells[:0] = own[""]
    merged.cells += [*without_place, *(_keep(identity, cell) for identity, cell in homeless.items())]
    _give_own_ids(merged)
    return Carried(merged, tuple(identity for identity in answers if identity in places), tuple(homeless))


def same_notebook(first: NotebookNode, second: NotebookNode) -> bool:
    """Tell whether two notebooks hold the same cells, whatever their outputs."""
    return [_essence(cell) for cell in first.cells] == [_essence(cell) for cell in second.cells]


def _essence(cell: NotebookNode) -> tuple[object, ...]:
    course_metadata = [cell.metadata.get(key) for key in ("nbgrader", "convcourse", "mystnb", "tags")]
    return course_id(cell), cell.cell_type, cell.source, course_metadata


def _is_answer(cell: NotebookNode, places: dict[str, NotebookNode]) -> bool:
    identity = course_id(cell)
    if not identity.startswith(STUDENT_ROLES) or not is_touched(cell):
        return False
    return identity not in places or cell.source != places[identity].source


def _own_cells(
    student: NotebookNode, places: set[str], answers: dict[str, NotebookNode]
) -> tuple[dict[str, list[NotebookNode]], list[NotebookNode]]:
    """Return the student's own cells by the course cell they follow, and those whose course cell is gone."""
    following: dict[str, list[NotebookNode]] = defaultdict(list)
    without_place: list[NotebookNode] = []
    anchor = ""
    for cell in student.cells:
        identity = course_id(cell)
        earlier_answer = identity in answers and answers[identity] is not cell and is_touched(cell)
        if not identity or earlier_answer:
            # Of two answers to one exercise the last counts, as it does when all cells run; the other stays as a cell.
            (following[anchor] if not anchor or anchor in places else without_place).append(_own(cell))
        if identity:
            anchor = identity
    return following, without_place


def _own(cell: NotebookNode) -> NotebookNode:
    makers = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    metadata = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
    own = makers.get(cell.cell_type, nbformat.v4.new_raw_cell)(cell.source, metadata=metadata)
    if not course_id(cell) and "id" in cell:
        own.id = cell.id
    return own


def _keep(identity: str, cell: NotebookNode) -> NotebookNode:
    role, _, name = identity.partition("-")
    fence = "````" if "```" in cell.source else "```"
    body = f"{fence}python\n{cell.source}\n{fence}" if cell.cell_type == "code" else cell.source
    text = f"**Kept from an earlier edition.** The {role} `{name}` is no longer in this chapter. You wrote:\n\n{body}"
    return nbformat.v4.new_markdown_cell(text, metadata={"convcourse": {"role": KEPT_ROLE, "name": name}})


def _give_own_ids(notebook: NotebookNode) -> None:
    seen: set[str] = set()
    for cell in notebook.cells:
        if cell.id in seen:
            cell.id = nbformat.v4.new_raw_cell().id
        seen.add(cell.id)
