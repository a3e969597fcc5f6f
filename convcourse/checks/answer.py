"""The check of one exercise: ask the student's answer for a small input, compare, and teach where it differs."""

import contextlib
import hashlib
import io
import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

import numpy as np
from IPython import get_ipython
from IPython.display import display

from convcourse.checks.call import Call, as_array, as_input, fulfils
from convcourse.checks.clues import clue
from convcourse.checks.comparison import same
from convcourse.checks.known_answers import KnownAnswer, in_the_notebook, known_answers
from convcourse.checks.message import CheckFailed, show
from convcourse.checks.outcome import Outcome, outcome_of
from convcourse.checks.passed import Passed
from convcourse.checks.source import has_loop, mentions

SEED_VARIABLE = "CONVCOURSE_SEED"  # what the grader sets, so that hidden inputs differ by student
Listener = Callable[[str, bool], None]
FOR_PROGRAMMERS = (DeprecationWarning, PendingDeprecationWarning, ResourceWarning)  # Python hides these from users too


class ChapterChecks:
    """The checks of one chapter; call it with an exercise's name and the student's answer."""

    def __init__(self, chapter: str) -> None:
        self.chapter = chapter
        self._listeners: list[Listener] = []

    def __call__(self, exercise: str, answer: Any) -> "Answer":
        """Begin the check of one exercise, for use in a `with` statement."""
        return Answer(self.chapter, exercise, answer, self._tell)

    def listen(self, listener: Listener) -> None:
        """Have a function called after each check, with the exercise's name and whether the answer was right."""
        self._listeners.append(listener)

    def _tell(self, exercise: str, right: bool) -> None:
        for listener in self._listeners:
            listener(exercise, right)


def for_chapter(chapter: str) -> ChapterChecks:
    """Make the checks of a chapter, named by its slug such as "01_weighted_averages"."""
    return ChapterChecks(chapter)


class Answer:
    """A student's answer under examination: a function, or a value such as a prediction.

    Args:
        chapter: the chapter's slug; its known mistakes are looked up when an answer is wrong.
        exercise: the name of the exercise.
        value: what the student's cell defined.
        tell: called at the end with the exercise's name and whether the answer is right.
    """

    def __init__(self, chapter: str, exercise: str, value: Any, tell: Listener = lambda *_: None) -> None:
        self.chapter, self.exercise, self.value, self._tell = chapter, exercise, value, tell
        self.calls: list[Call] = []
        self._view: Callable[[Any], Any] | None = None
        self._random: np.random.Generator | None = None
        self._value_asked = False
        self._warned: list[warnings.WarningMessage] | None = None
        self._open = contextlib.ExitStack()

    @property
    def random(self) -> np.random.Generator:
        """Random numbers for hidden inputs. What is asked from here on is not shown in a message."""
        if self._random is None:
            text = f"{os.environ.get(SEED_VARIABLE, '0')}/{self.chapter}/{self.exercise}"
            self._random = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
        return self._random

    @property
    def hidden(self) -> bool:
        """Whether the inputs asked now are hidden ones."""
        return self._random is not None

    def __enter__(self) -> "Answer":
        if self.value is ...:
            self._tell(self.exercise, False)
            raise self.unanswered()
        # nbgrader scores a check that writes to standard error as failed; a warning in an answer is no wrong answer.
        self._open.enter_context(contextlib.redirect_stderr(io.StringIO()))
        self._warned = self._open.enter_context(warnings.catch_warnings(record=True))
        warnings.simplefilter("default")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        if error is not None:
            self._tell(self.exercise, False)
            return
        if not self.calls and not self._value_asked:
            raise ValueError(f"the check of {self.exercise!r} asks nothing: expected at least one `answer.on(...)`")
        if not all(call.asked for call in self.calls):
            raise ValueError(f"the check of {self.exercise!r} calls and does not ask: expected `.on(...).gives(...)`")
        if get_ipython() is not None:
            told = [str(each.message) for each in self._warned or () if not issubclass(each.category, FOR_PROGRAMMERS)]
            display(Passed(self.exercise, told))
        self._tell(self.exercise, True)

    # What a check can ask

    def sees(self, view: Callable[[Any], Any]) -> None:
        """From here on, look at what the student's function returns through `view`: `answer.sees(models.layer_table)`.

        What `gives` and `agrees_with` compare, what messages show, and what tells known mistakes apart is then
        `view(result)`. If the view raises an error, such as "the model was not built", the student is told it.
        `satisfies` and `measures` are given the result itself.
        """
        self._view = view

    def seen_as(self, outcome: Outcome) -> Outcome:
        """Return an outcome as the check looks at it."""
        if self._view is None or outcome.error is not None:
            return outcome
        try:
            return replace(outcome, value=self._view(outcome.value))
        except Exception as error:
            return Outcome(error=error)

    def on(self, *arguments: Any, **named: Any) -> Call:
        """Call the student's function on copies of these arguments; lists of numbers become float arrays."""
        if not callable(self.value):
            raise self.failed([("expected", f"a function: `def {self.exercise}(...)`"), ("got", show(self.value))])
        inputs = [as_input(argument) for argument in arguments]
        call = Call(self, inputs, {name: as_input(argument) for name, argument in named.items()})
        self.calls.append(call)
        return call

    def equals(self, expected: Any, *, within: float = 1e-6) -> None:
        """Ask that the student's value is the expected one; a failure does not give it away."""
        self._value_asked = True
        if not same(self.value, expected, within):
            nothing = "The value is None, Python's word for nothing."
            hint = nothing if self.value is None else clue(self.value, expected, within)
            raise self._wrong_value([("got", show(self.value))], hint, within)

    def satisfies(self, wanted: Callable[[Any], Any], asked: str) -> None:
        """Ask that the student's value has a property, named in words: "the weights sum to 1".

        Lists and tuples of numbers are handed to `wanted` as arrays.
        """
        self._value_asked = True
        holds, hint = fulfils(self.value, wanted)
        if not holds:
            raise self._wrong_value([("wanted", asked), ("got", show(self.value))], hint)

    def has_no_loop(self) -> None:
        """Ask that the student's function leaves the repetition to NumPy."""
        self._value_asked = True
        if has_loop(self.value):
            asked = [("wanted", "no loop: no for, no while, no comprehension"), ("got", "a function with a loop")]
            raise self._wrong_value(asked, "NumPy can work on the whole array at once.")

    def avoids(self, *names: str) -> None:
        """Ask that the student's function does the work itself, without the library's function of this name."""
        self._value_asked = True
        if mentions(self.value, *names):
            asked = [("wanted", f"your own work, without {' or '.join(names)}"), ("got", show(self.value))]
            raise self._wrong_value(asked, "The library can do it; the exercise is to see how it is done.")

    # What to say when it is wrong

    def failed(self, lines: list[tuple[str, str]], hint: str = "", mistake: KnownAnswer | None = None) -> CheckFailed:
        """Make the message of a failure: the facts, then the hint of the known mistake or, without one, a clue."""
        lines = [line for line in lines if line[1]]
        if mistake is not None:
            lines += [("hint", mistake.hint), ("mistake", mistake.name)]
        elif hint:
            lines.append(("hint", hint))
        return CheckFailed(self.exercise, lines, mistake.name if mistake else "")

    def unanswered(self, uses: str = "") -> CheckFailed:
        """Make the message for an exercise left open, or for one that uses another, named, that is left open."""
        if uses:
            return self.failed([("", f"It uses `{uses}`, which is not answered yet: answer that exercise first.")])
        what_to_do = "Put your answer in place of `raise NotImplementedError()`, run its cell, then this one."
        return self.failed([("", f"Not answered yet. {what_to_do}")])

    def mistakes(self) -> list[KnownAnswer]:
        """List the known mistakes of this exercise."""
        return [answer for answer in known_answers("mistakes", self.chapter) if answer.exercise == self.exercise]

    def known_mistake(self, within: float) -> KnownAnswer | None:
        """Find the first known mistake that does what the student's function did, in every call so far."""
        for known in self.mistakes():
            if known.seen is not None:
                continue  # a mistake of form, such as a loop; its results are right
            function = in_the_notebook(known.function, self.value)
            outcomes = ((call, self.seen_as(outcome_of(function, call.arguments, call.named))) for call in self.calls)
            if all(outcome.same_as(call.seen, within) for call, outcome in outcomes):
                return known
        return None

    def _wrong_value(self, lines: list[tuple[str, str]], hint: str, within: float = 1e-6) -> CheckFailed:
        known = next((answer for answer in self.mistakes() if _is_this(answer, self.value, within)), None)
        return self.failed(lines, hint, known)


def _is_this(known: KnownAnswer, value: Any, within: float) -> bool:
    """Say whether a student's value, or function as it is written, is this known mistake."""
    if known.seen is None:
        return not callable(value) and same(value, known.function(), within)
    try:
        return bool(known.seen(as_array(value)))
    except Exception:
        return False  # a value of another form than this mistake has
