"""Name the word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a closing remark with the known word nearest to `word`, or nothing when none is near.

    >>> did_you_mean("excercise", ["exercise", "check"])
    ' (did you mean "exercise"?)'
    >>> did_you_mean("zebra", ["exercise", "check"])
    ''
    """
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""
