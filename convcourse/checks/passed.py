"""The green box of a check that passed."""

import html
from collections.abc import Iterable

STYLE = "border-left:4px solid #009E73;background:#E6F5EF;color:#00402D;padding:6px 12px;max-width:860px"


class Passed:
    """The green box, or a line of text where there is no HTML.

    Args:
        exercise: the name of the exercise.
        warnings: what Python warned of while the answer ran; it does not make the answer wrong.
    """

    def __init__(self, exercise: str, warnings: Iterable[str] = ()) -> None:
        self.exercise, self.warnings = exercise, list(dict.fromkeys(warnings))

    def __repr__(self) -> str:
        return f"\N{CHECK MARK} {self.exercise}: right"

    def _repr_html_(self) -> str:
        told = html.escape("; ".join(self.warnings))
        text = f"\N{CHECK MARK} <b>{html.escape(self.exercise)}</b>: right"
        note = f"<br><small>Python warned on the way: {told}</small>" if told else ""
        return f'<div role="status" style="{STYLE}">{text}{note}</div>'
