"""Rehearse one chapter: the reference, the untouched edition, every known wrong and every known right answer."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from autograder.chapter import Chapter
from autograder.execution import CellResult, Execution, RunCell
from autograder.known_answers import KnownAnswer, KnownAnswers
from autograder.reason import in_words
from autograder.results import RehearsedChapter, RehearsedExercise, RightAnswer, WrongAnswer
from autograder.slices import needed_for

FEWEST_WRONG, FEWEST_RIGHT, FEWEST_DEMOS, FEWEST_EXERCISES = 3, 2, 2, 4
WELCOME = "00"
"""The chapter with this number sets up the computer, and may have fewer demos and exercises."""
VISIBLE = "-visible"


@dataclass(frozen=True)
class Rehearsal:
    """How a chapter is rehearsed.

    Args:
        notebook: runs whole notebooks, as a student would.
        alternative: runs the slices of single answers.
        cell_seconds: a cell is stopped after this time. The answers are trusted, and some train networks beside others
            that do: the limit is for what never ends.
        total_seconds: a notebook is stopped after this time.
        whole: whether the chapter as a whole is run, too: with its solutions, and untouched.
        step: is told the name of each run that is done.
    """

    notebook: Execution
    alternative: Execution
    cell_seconds: float = 240.0
    total_seconds: float = 900.0
    whole: bool = True
    step: Callable[[str], None] = lambda done: None

    def run(self, execution: Execution, cells: Sequence[RunCell]) -> dict[str, CellResult]:
        """Run cells and give the results by id."""
        results = execution.run(cells, cell_seconds=self.cell_seconds, total_seconds=self.total_seconds)
        return {result.id: result for result in results}


def steps(known: Mapping[str, KnownAnswers], *, whole: bool = True) -> int:
    """Count the runs of a chapter: two whole notebooks and every known answer."""
    return 2 * whole + sum(len(answers.wrong) + len(answers.right) for answers in known.values())


def template_imports(chapters: Sequence[Chapter]) -> list[str]:
    """List the import statements at the top of plain code cells, each once: what a template process imports ahead."""
    statements = [
        ast.unparse(node)
        for chapter in chapters
        for cell in chapter.cells
        if cell.role == "code"
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return list(dict.fromkeys(statements))


def rehearse_chapter(chapter: Chapter, known: Mapping[str, KnownAnswers], rehearsal: Rehearsal) -> RehearsedChapter:
    """Rehearse a chapter.

    Args:
        chapter: the chapter.
        known: the known answers by exercise; only these are rehearsed where the chapter is not run as a whole.
        rehearsal: how to run.

    Returns:
        What came of it; `problems` names all that is not as it must be.
    """
    started = monotonic()
    problems = list(_too_few(chapter, known)) if rehearsal.whole else []
    reference = _whole(chapter, rehearsal, problems, untouched=False) if rehearsal.whole else None
    untouched = _whole(chapter, rehearsal, problems, untouched=True) if rehearsal.whole else None
    asked = chapter.exercises if rehearsal.whole else [name for name in chapter.exercises if name in known]
    exercises = [_exercise(chapter, name, known.get(name, KnownAnswers()), rehearsal, problems) for name in asked]
    demos = sum(cell.role == "demo" for cell in chapter.cells)
    seconds = round(monotonic() - started, 3)
    return RehearsedChapter(chapter.slug, chapter.points, reference, untouched, demos, seconds, exercises, problems)


def _too_few(chapter: Chapter, known: Mapping[str, KnownAnswers]) -> Iterator[str]:
    for name in chapter.exercises:
        answers = known.get(name, KnownAnswers())
        for kind, fewest, have in (("wrong", FEWEST_WRONG, answers.wrong), ("right", FEWEST_RIGHT, answers.right)):
            if len(have) < fewest:
                yield f"{name}: at least {fewest} known {kind} answers were expected; came {len(have)}"
    for name in known.keys() - set(chapter.exercises):
        yield f"{name}: known answers came for it, but the chapter has no such exercise"
    if not chapter.slug.startswith(WELCOME):
        for role, fewest in (("demo", FEWEST_DEMOS), ("exercise", FEWEST_EXERCISES)):
            have_of_role = sum(cell.role == role for cell in chapter.cells)
            if have_of_role < fewest:
                yield f"at least {fewest} {role}s were expected; came {have_of_role}"


def _whole(chapter: Chapter, rehearsal: Rehearsal, problems: list[str], *, untouched: bool) -> float:
    """Run the chapter as handed out, demos included, or with its solutions, as it is graded; give what it scores.

    With its solutions the demos may train for minutes. They are run where the chapter is run as a script.
    """
    title = "untouched" if untouched else "reference"
    code = [cell for cell in chapter.cells if cell.kind == "code" and (untouched or cell.role != "demo")]
    sources = [cell.student_source if untouched else cell.source for cell in code]
    to_run = [RunCell(cell.id, source, cell.role) for cell, source in zip(code, sources, strict=True)]
    results = rehearsal.run(rehearsal.notebook, to_run)
    rehearsal.step(f"{chapter.slug} {title}")
    scored = 0.0
    for cell in code:
        result = results[cell.id]
        if cell.role == "check":
            scored += (cell.points or 0.0) * (result.status == "ok")
            if untouched == (result.status == "ok"):
                came = "passes" if untouched else f"fails: {in_words(result)}"
                problems.append(f"{title}: the check of {cell.name} {came}")
        elif result.status != "ok" and not (untouched and cell.role == "exercise"):
            problems.append(f"{title}: the {cell.role} cell of line {cell.line} fails: {in_words(result)}")
    return float(scored)


def _exercise(
    chapter: Chapter, name: str, known: KnownAnswers, rehearsal: Rehearsal, problems: list[str]
) -> RehearsedExercise:
    check = chapter.cell("check", name)
    hints = [answer.hint for answer in known.wrong]
    wrong, right = [], []
    for answer in known.wrong:
        visible, full = _try(chapter, name, answer, rehearsal)
        caught = visible.status != "ok" and full.status != "ok"
        shown = {_words(hint) for hint in hints if _words(hint) in _words(visible.error_text)}
        alone = shown == {_words(answer.hint)}
        wrong.append(WrongAnswer(answer.name, caught, caught and alone))
        for status, which in ((visible.status, "the visible check"), (full.status, "the check with hidden tests")):
            if status == "ok":
                problems.append(f"{name}: the wrong answer {answer.name} passes {which}")
        if visible.status != "ok" and not alone:
            others = [other.name for other in known.wrong if _words(other.hint) in shown and other.hint != answer.hint]
            came = f"the hint of {', '.join(others)}" if others else f"only: {in_words(visible)}"
            problems.append(f"{name}: the hint of {answer.name} and no other was expected; came {came}")
    for answer in known.right:
        visible, full = _try(chapter, name, answer, rehearsal)
        right.append(RightAnswer(answer.name, visible.status == full.status == "ok"))
        failed = next((result for result in (visible, full) if result.status != "ok"), None)
        if failed:
            problems.append(f"{name}: the right answer {answer.name} is refused: {in_words(failed)}")
    return RehearsedExercise(name, float(check.points or 0), wrong, right)


def _try(chapter: Chapter, name: str, answer: KnownAnswer, rehearsal: Rehearsal) -> tuple[CellResult, CellResult]:
    """Hand in one answer, with the chapter's own solutions elsewhere, and run only what its check needs.

    Returns:
        What became of the check as a self-learner sees it, and of the one with hidden tests.
    """
    exercise, check = chapter.cell("exercise", name), chapter.cell("check", name)
    cells = [replace(cell, source=answer.code) if cell.id == exercise.id else cell for cell in chapter.cells]
    code = [cell for cell in cells if cell.kind == "code"]
    slice_ = needed_for(next(place for place, cell in enumerate(code) if cell.id == check.id), code)
    to_run = [RunCell(cell.id, cell.source, cell.role) for cell in slice_]
    to_run.insert(-1, RunCell(check.id + VISIBLE, check.student_source, "check"))
    results = rehearsal.run(rehearsal.alternative, to_run)
    rehearsal.step(f"{chapter.slug} {name} {answer.name}")
    return results[check.id + VISIBLE], results[check.id]


def _words(text: str) -> str:
    """Give a text's words on one line: a message may break and indent a hint."""
    return " ".join(text.split())
