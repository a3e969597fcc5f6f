"""One measured number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured, in words.
        value: the number.
        unit: what it counts, such as "s" or "ms".
        ratio: the number divided by one that was measured in the same run; it says more than seconds on a busy machine.
        ratio_to: what it was divided by.
        goal: the number that `value` should stay under.
    """

    what: str
    value: float
    unit: str
    ratio: float | None = None
    ratio_to: str = ""
    goal: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached; None without a goal.

        >>> Row("first cell", 1.5, "s", goal=2.0).reached
        True
        """
        return None if self.goal is None else self.value < self.goal
