"""Find answers that are very much alike: a hint to look, and no more."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_LETTERS = 90
"""Shorter answers are alike by themselves."""
LEAST_ALIKE = 95.0
MOST_PAIRS = 20
ROWS = 256
"""Answers that are compared with all others at a time, which bounds the memory."""


@dataclass(frozen=True)
class Pair:
    """Two answers to one exercise.

    Attributes:
        exercise: its name.
        students: whose.
        sources: the two texts as handed in.
        alike: how much, in per cent, after layout, comments and what was handed out are taken away.
    """

    exercise: str
    students: tuple[str, str]
    sources: tuple[str, str]
    alike: float


def similar_answers(
    answers: Mapping[str, Mapping[str, str]], handed_out: Mapping[str, str], model_answers: Mapping[str, str]
) -> list[Pair]:
    """Return the pairs that are most alike.

    What is shared with the hand-out does not count; answers that look like the model answer, and answers that more than
    three students share, are what anybody might write, and are left out.

    Args:
        answers: by exercise, then by student, what was handed in.
        handed_out: by exercise, the cell as it was handed out.
        model_answers: by exercise, the model answer.

    Returns:
        At most `MOST_PAIRS`, the most alike and longest first.
    """
    found: list[tuple[float, int, Pair]] = []
    for exercise, by_student in answers.items():
        given = set(_own_lines(handed_out.get(exercise, ""), set()))
        texts = {name: "\n".join(_own_lines(source, given)) for name, source in by_student.items()}
        model = "\n".join(_own_lines(model_answers.get(exercise, ""), given))
        names = [name for name, text in texts.items() if len(text) >= LEAST_LETTERS and not _alike(text, model)]
        for one, other, alike in _close([texts[name] for name in names]):
            pair = (names[one], names[other])
            sources = (by_student[pair[0]], by_student[pair[1]])
            found.append((alike, len(texts[pair[0]]), Pair(exercise, pair, sources, alike)))
    found.sort(key=lambda each: (-each[0], -each[1], each[2].exercise, each[2].students))
    return [pair for _, _, pair in found[:MOST_PAIRS]]


def _alike(text: str, model: str) -> bool:
    from rapidfuzz import fuzz

    return bool(model) and fuzz.ratio(text, model) >= LEAST_ALIKE


def _close(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Return the places of texts that are alike, but for those with more than two others like them."""
    from rapidfuzz import fuzz, process

    pairs, count = [], [0] * len(texts)
    for first in range(0, len(texts), ROWS):
        table = process.cdist(texts[first : first + ROWS], texts, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
        for row, column in zip(*table.nonzero(), strict=True):
            one, other = first + int(row), int(column)
            if one < other:
                pairs.append((one, other, float(table[row, column])))
                count[one] += 1
                count[other] += 1
    return [pair for pair in pairs if max(count[pair[0]], count[pair[1]]) <= 2]


def _own_lines(source: str, given: set[str]) -> list[str]:
    """Return a cell's lines without comments, layout and docstrings' quotes, and without those that were handed out."""
    lines = ("".join(line.split()) for line in _without_comments(source).splitlines())
    return [line for line in lines if line and line not in given]


def _without_comments(source: str) -> str:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return source  # a written answer, or code that is none
    lines = source.splitlines()
    for token in reversed(tokens):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return "\n".join(lines)
