"""Gather what an instructor wants to know of a class: scores, exercises, mistakes, who is stuck, what is alike."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.report.answers import Written
from autograder.report.reasons import Reason, read_reason
from autograder.report.similar import Pair, similar_answers
from autograder.results import SubmissionGrade

GRADED = ("graded", "graded_with_notes", "timed_out")
BINS = 10
STUCK = 0.5
"""A student with less than this part of the points is listed as stuck."""
MOST_MISTAKES, MOST_STUCK = 12, 60


@dataclass(frozen=True)
class Bin:
    """How many submissions scored from `low` to `high` per cent; the last bin holds 100 as well."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Exercise:
    """How an exercise went: counts of submissions."""

    name: str
    right: int
    wrong: int
    not_answered: int

    @property
    def success(self) -> float:
        """The part of all submissions that is right."""
        return self.right / max(1, self.right + self.wrong + self.not_answered)


@dataclass(frozen=True)
class Mistake:
    """A mistake that was made, how often, its hint, and one example: the code without the student's name."""

    exercise: str
    name: str
    hint: str
    count: int
    part: float
    example: Reason
    code: str


@dataclass(frozen=True)
class Stuck:
    """A student who has less than half of the points, and where they stand."""

    student: str
    score: float
    max_score: float
    where: str


@dataclass(frozen=True)
class ChapterReport:
    """What a class did in one chapter.

    Attributes:
        chapter: its slug.
        bins: the scores.
        count, mean, median, full: submissions that could be graded, in per cent of the points, and how many have all.
        exercises: in the chapter's order.
        mistakes: the most frequent first.
        stuck: the lowest first.
        ungraded: student, status in words, and why.
        similar: pairs to look at.
    """

    chapter: str
    bins: list[Bin]
    count: int
    mean: float
    median: float
    full: int
    exercises: list[Exercise] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    stuck: list[Stuck] = field(default_factory=list)
    ungraded: list[tuple[str, str, str]] = field(default_factory=list)
    similar: list[Pair] = field(default_factory=list)


def chapter_report(
    chapter: str,
    grades: Sequence[SubmissionGrade],
    answers: Mapping[str, Mapping[str, Written]],
    handed_out: Mapping[str, str],
    model_answers: Mapping[str, str],
) -> ChapterReport:
    """Gather one chapter.

    Args:
        chapter: its slug.
        grades: one a student.
        answers: by student, then by the cell's id.
        handed_out, model_answers: by the cell's id.
    """
    graded = [grade for grade in grades if grade.status in GRADED and grade.max_score > 0]
    parts = [grade.score / grade.max_score for grade in graded]
    by_cell: dict[str, dict[str, str]] = defaultdict(dict)
    for grade in graded:
        for cell, written in answers.get(grade.student, {}).items():
            by_cell[cell][grade.student] = written.source
    return ChapterReport(
        chapter=chapter,
        bins=_bins(parts),
        count=len(graded),
        mean=100 * statistics.fmean(parts) if parts else 0.0,
        median=100 * statistics.median(parts) if parts else 0.0,
        full=sum(part >= 1 for part in parts),
        exercises=_exercises(graded),
        mistakes=_mistakes(graded, answers),
        stuck=_stuck(graded),
        ungraded=[
            (grade.student or grade.file, grade.status.replace("_", " "), "; ".join(grade.notes))
            for grade in grades
            if grade.status not in GRADED
        ],
        similar=similar_answers(by_cell, handed_out, model_answers),
    )


def _bins(parts: Iterable[float]) -> list[Bin]:
    width = 100 // BINS
    counts = Counter(min(int(part * BINS), BINS - 1) for part in parts)
    return [Bin(width * number, width * (number + 1), counts[number]) for number in range(BINS)]


def _exercises(graded: Sequence[SubmissionGrade]) -> list[Exercise]:
    counts: dict[str, Counter[str]] = {}
    for grade in graded:
        for exercise in grade.exercises:
            kind = "full" if exercise.score >= exercise.max_score else read_reason(exercise.reason).kind
            counts.setdefault(exercise.name, Counter())[kind] += 1
    found = []
    for name, count in counts.items():
        right, empty = count["full"], count["not answered"]
        found.append(Exercise(name, right, sum(count.values()) - right - empty, empty))
    return found


def _mistakes(graded: Sequence[SubmissionGrade], answers: Mapping[str, Mapping[str, Written]]) -> list[Mistake]:
    made: dict[tuple[str, str], list[tuple[Reason, str]]] = defaultdict(list)
    for grade in graded:
        for exercise in grade.exercises:
            reason = read_reason(exercise.reason)
            if exercise.score >= exercise.max_score or not reason.mistake:
                continue
            written = answers.get(grade.student, {}).get(exercise.answer)
            made[exercise.name, reason.mistake].append((reason, written.source if written else ""))
    found = [
        Mistake(exercise, name, cases[0][0].hint, len(cases), len(cases) / len(graded), *_example(cases))
        for (exercise, name), cases in made.items()
    ]
    found.sort(key=lambda mistake: (-mistake.count, mistake.exercise, mistake.name))
    return found[:MOST_MISTAKES]


def _example(cases: Sequence[tuple[Reason, str]]) -> tuple[Reason, str]:
    """Choose the shortest code that shows it."""
    return min(cases, key=lambda case: (not case[1], len(case[1])))


def _stuck(graded: Sequence[SubmissionGrade]) -> list[Stuck]:
    low = sorted((g for g in graded if g.score < STUCK * g.max_score), key=lambda g: (g.score / g.max_score, g.student))
    return [Stuck(grade.student, grade.score, grade.max_score, _where(grade)) for grade in low[:MOST_STUCK]]


def _where(grade: SubmissionGrade) -> str:
    """Say where a student stopped: the first exercise from which on nothing is answered, or how many are wrong."""
    kinds = [
        "full" if exercise.score >= exercise.max_score else read_reason(exercise.reason).kind
        for exercise in grade.exercises
    ]
    last = max((place for place, kind in enumerate(kinds) if kind != "not answered"), default=-1)
    wrong = kinds.count("wrong")
    words = f"{wrong} tried and not right" if wrong else "none tried and not right"
    if last + 1 < len(kinds):
        return f"nothing from {grade.exercises[last + 1].name} on; {words}"
    return words
