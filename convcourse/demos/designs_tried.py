"""Go through the designs that were tried, and see what each kept of the budget and the mark."""

from __future__ import annotations

from collections.abc import Sequence

from convcourse import figures
from convcourse.demos.stage import Choice, Demo


def designs_tried(
    designs: Sequence[figures.TriedDesign], budget: int, wanted: float, what: str = "mean recall"
) -> Demo:
    """Pick one of the designs.

    Args:
        designs, budget, wanted, what: As for the figure of this name.
    """
    names = [design.name for design in designs]
    picture = figures.designs_tried(designs, budget, wanted, what)
    return Demo(
        picture.fed_by(lambda design: {"picked": names.index(design)}), design=Choice("design", names, names[-1])
    )
