"""Known wrong answers and right answers written differently: small functions, kept once.

A known mistake is used twice: a failing check runs it on the same input to see whether the student made it, and
`autograder rehearse` hands it in as if it were a student, to see that the check catches it and shows its hint.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any


@dataclass(frozen=True)
class KnownAnswer:
    """One alternative answer to an exercise.

    Args:
        exercise: the name that the exercise cell defines.
        function: the answer itself; where the answer is a value, a function without arguments that returns it.
        hint: what to tell a student who made this mistake; empty for a right answer.
        seen: for answers with many wrong forms, a test of the student's value that recognises this mistake.
    """

    exercise: str
    function: Callable[..., Any]
    hint: str = ""
    seen: Callable[[Any], bool] | None = None

    @property
    def name(self) -> str:
        """The mistake's (or the variant's) name, as in `kernel_not_flipped`."""
        return self.function.__name__


def mistake(exercise: str, hint: str, *, seen: Callable[[Any], bool] | None = None) -> Callable[..., Any]:
    """Mark a function as a known wrong answer to `exercise`, with the hint that its author needs."""
    if not hint.strip():
        raise ValueError(f"a mistake of {exercise!r} needs a hint: expected a sentence, got an empty text")
    return lambda function: KnownAnswer(exercise, function, hint, seen)


def right_answer(exercise: str) -> Callable[..., Any]:
    """Mark a function as a right answer to `exercise` that is written differently from the reference."""
    return lambda function: KnownAnswer(exercise, function)


def in_the_notebook(known: Callable[..., Any], student: Any) -> Callable[..., Any]:
    """Give a known answer the names of the student's notebook beside its module's own: it is the text of a cell.

    Args:
        known: the function of a known answer.
        student: the student's function; for one that lives in another process, the grader says which notebook it meets
            here, as `__notebook__`. Anything else has no notebook to tell.
    """
    notebook = student.__globals__ if isinstance(student, FunctionType) else getattr(student, "__notebook__", None)
    if notebook is None or not isinstance(known, FunctionType):
        return known
    names = {**notebook, **known.__globals__}
    placed = FunctionType(known.__code__, names, known.__name__, known.__defaults__, known.__closure__)
    placed.__kwdefaults__ = known.__kwdefaults__
    return placed


def module_name(chapter: str) -> str:
    """Name the module of a chapter's known answers.

    >>> module_name("01_weighted_averages")
    'weighted_averages'
    """
    number, _, name = chapter.partition("_")
    return name if number.isdigit() else chapter


def known_answers(kind: str, chapter: str) -> list[KnownAnswer]:
    """List a chapter's known answers in the order they are written.

    Args:
        kind: "mistakes" or "right_answers".
        chapter: a slug such as "01_weighted_averages".

    Raises:
        ModuleNotFoundError: the chapter has no such module; every chapter must have both.
    """
    module = importlib.import_module(f"convcourse.checks.{kind}.{module_name(chapter)}")
    return [value for value in vars(module).values() if isinstance(value, KnownAnswer)]
