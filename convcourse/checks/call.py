"""One call of a student's function: made on copies of its arguments, kept, and asked about."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from convcourse.checks.clues import clue
from convcourse.checks.comparison import as_numbers, same
from convcourse.checks.message import CheckFailed, show, show_call, show_error, show_result
from convcourse.checks.outcome import Outcome, outcome_of, place_of, unanswered
from convcourse.checks.scores import note_score, reaches, show_mark, wanted_mark

if TYPE_CHECKING:
    from convcourse.checks.answer import Answer

OTHER_INPUTS = "It is right for the inputs shown. Is it for other sizes, negative numbers, a single number?"
LEAVE_ALONE = "Work on a copy, `array.copy()`: whoever called your function still needs the array."


class Call:
    """One call of the student's function.

    Args:
        answer: the check it belongs to.
        arguments, named: what the function is called with.

    Raises:
        CheckFailed: the function, or another one that it uses, is not written yet.
    """

    def __init__(self, answer: "Answer", arguments: Sequence[Any], named: Mapping[str, Any]) -> None:
        self.answer, self.arguments, self.named = answer, arguments, named
        self.asked = False
        self.outcome = outcome_of(answer.value, arguments, named)
        self.seen = answer.seen_as(self.outcome)
        unwritten = unanswered(self.outcome.error, answer.value)
        if unwritten is not None:
            raise answer.unanswered(uses="" if unwritten == answer.value.__name__ else unwritten)

    def gives(self, expected: Any, *, within: float = 1e-6) -> None:
        """Ask that the call returns this and leaves its arguments as they were."""
        self.asked = True
        value, wanted = self.seen.value, as_input(expected)
        if self.seen.error is not None or not same(value, wanted, within):
            got, hint = show_result(value, wanted, within), clue(value, wanted, within)
            raise self._failure(("expected", show(wanted)), got, hint, within)
        self._leaves_its_arguments(("expected", show(wanted)), within)

    def agrees_with(self, reference: Callable[..., Any], *, within: float = 1e-6) -> None:
        """Ask that the call returns what a trusted function returns for the same arguments."""
        expected = self.answer.seen_as(outcome_of(reference, self.arguments, self.named))
        if expected.error is not None:
            raise expected.error
        self.gives(expected.value, within=within)

    def raises(self, error: type[Exception], *, saying: str = "") -> None:
        """Ask that the call refuses its arguments with this kind of error, and that the message holds `saying`."""
        self.asked = True
        if not isinstance(self.outcome.error, error) or saying not in str(self.outcome.error):
            wanted = f"it raises {error.__name__}" + (f" with {saying!r} in its message" if saying else "")
            raise self._failure(("expected", wanted), f"no error, but the result {show(self.seen.value)}", "", 1e-6)

    def satisfies(self, wanted: Callable[[Any], Any], asked: str) -> None:
        """Ask that the result has a property, named in words: "the result has as many rows as the image".

        Lists and tuples of numbers are handed to `wanted` as arrays.
        """
        self.asked = True
        holds, hint = fulfils(self.outcome.value, wanted) if self.outcome.error is None else (False, "")
        if not holds:
            raise self._failure(("wanted", asked), show(self.seen.value), hint, 1e-6)
        self._leaves_its_arguments(("wanted", asked), 1e-6)

    def measures(
        self,
        what: str,
        measure: Callable[[Any], float],
        *,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> None:
        """Ask that a number measured on the result, such as the accuracy of a model that it trains, reaches a mark.

        Args:
            what: the number's name, "accuracy on held-out digits"; where the grader keeps scores, it is noted under it.
            measure: given the result; what it raises is told to the student as it stands.
            at_least, at_most: the mark, in the number's own unit.
        """
        self.asked = True
        asked = wanted_mark(what, at_least, at_most)
        try:
            if self.outcome.error is not None:
                raise self.outcome.error
            number = float(measure(self.outcome.value))
        except Exception as error:
            self.outcome = Outcome(error=error)  # a model that cannot be trained says why
            raise self._failure(("wanted", asked), "", "", 1e-6) from None
        note_score(self.answer.chapter, self.answer.exercise, what, number, at_least, at_most)
        if not reaches(number, at_least, at_most):
            raise self._failure(("wanted", asked), show_mark(number), "", 1e-6)

    def _leaves_its_arguments(self, wanted: tuple[str, str], within: float) -> None:
        changed = self.outcome.changed
        if changed is not None:
            got = f"the right result, but your function also changed the array it was given as argument {changed}"
            raise self._failure(wanted, got, LEAVE_ALONE, within)

    def _failure(self, wanted: tuple[str, str], got: str, hint: str, within: float) -> CheckFailed:
        """Tell what was asked, wanted and got; of a hidden input only what does not give it away."""
        name, error = self.answer.exercise, self.outcome.error or self.seen.error
        place = "" if error is None else place_of(error)
        if self.answer.hidden:
            lines = [("asked", f"{name} for an input that is not shown")]
            lines += [("got", "" if error is None else type(error).__name__), ("at", place)]
            hint = hint if hint == LEAVE_ALONE else OTHER_INPUTS
        else:
            got, hint = (got, hint) if error is None else (show_error(error), "")
            lines = [("asked", show_call(name, self.arguments, self.named)), wanted, ("got", got), ("at", place)]
        return self.answer.failed(lines, hint, self.answer.known_mistake(within))


def as_input(argument: Any) -> Any:
    """Make lists of numbers arrays of floats; leave everything else as it is."""
    if isinstance(argument, list) and (array := as_numbers(argument)) is not None:
        return array.astype(float) if array.dtype.kind in "iu" else array
    return argument


def as_array(value: Any) -> Any:
    """Make lists and tuples of numbers arrays; leave everything else as it is."""
    numbers = as_numbers(value)
    return value if numbers is None or numbers.ndim == 0 else numbers


def fulfils(value: Any, wanted: Callable[[Any], Any]) -> tuple[bool, str]:
    """Say whether a value has a property; where that cannot be told, the second result says why."""
    try:
        return bool(wanted(as_array(value))), ""
    except Exception as error:  # a value of another form than the property speaks of
        return False, f"This could not even be tested: {show_error(error)}"
