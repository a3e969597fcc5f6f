"""Take a reason apart: what was asked, what was expected, what came, the hint, and the mistake that was recognised."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.reason import NOT_ANSWERED

KEYS = ("asked", "expected", "wanted", "got", "hint", "mistake")
MOST = 2000
"""Letters of one part that a page shows."""


@dataclass(frozen=True)
class Reason:
    """Why an exercise scored no more.

    Attributes:
        kind: "full" for full marks, "not answered", or "wrong".
        parts: label and text of each part, in the order in which they were said, but for hint and mistake.
        hint: what the check said to the person who made this mistake; "" when it was not recognised.
        mistake: the name under which the course knows it; "".
    """

    kind: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    hint: str = ""
    mistake: str = ""


def read_reason(text: str) -> Reason:
    """Take the text of a result's reason apart.

    >>> read_reason("  asked:    f(2)\\n  got:      3\\n  hint:     Begin at 0.\\n  mistake:  from_one")
    Reason(kind='wrong', parts=[('asked', 'f(2)'), ('got', '3')], hint='Begin at 0.', mistake='from_one')
    >>> read_reason("NameError: name 'x' is not defined").parts
    [('', "NameError: name 'x' is not defined")]
    """
    if not text.strip():
        return Reason("full")
    if text.strip() == NOT_ANSWERED:
        return Reason("not answered")
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        key, colon, rest = line.strip().partition(":")
        if colon and key in KEYS:
            found.append((key, rest.strip()))
        elif found:
            label, before = found[-1]
            found[-1] = label, f"{before}\n{line.strip()}"
        else:
            found.append(("", line.strip()))
    said = dict(found)
    parts = [(label, part[:MOST]) for label, part in found if label not in ("hint", "mistake")]
    return Reason("wrong", parts, said.get("hint", "")[:MOST], said.get("mistake", "")[:MOST])
