"""Count the layers that two inputs need before one unit depends on both."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures
from convcourse.demos.stage import Choice, Demo, Steps


def meeting_inputs(count: int = 13, first: int = 2, second: int = 9) -> Demo:
    """Move two inputs and choose the width of a unit's window.

    Args:
        count: number of inputs, odd and at most 13.
        first, second: the two inputs at the start, from 0.
    """
    # Only widths whose layers end in a single unit: then any two inputs meet.
    fitting = [width for width in (3, 4, 5, 7) if width < count and (count - 1) % (width - 1) == 0]
    widths = {f"{width} inputs": width for width in fitting} | {f"all {count}: dense": count}

    def compute(first: int, second: int, width: str) -> Mapping[str, object]:
        return meeting(count, first, second, widths[width])

    return Demo(
        figures.meeting_inputs(count, (count - 1) // 2).fed_by(compute),
        first=Steps("A is input", 0, count - 1, first),
        second=Steps("B is input", 0, count - 1, second),
        width=Choice("a unit's window", list(widths)),
    )


def meeting(count: int, first: int, second: int, width: int) -> dict[str, object]:
    """Say which units hold one input, the other, or both, up to the first layer with a unit that holds both.

    Args:
        count: number of inputs.
        first, second: two of them, from 0; they may be the same.
        width: inputs a unit sees, at least 2.

    Returns:
        The parameters of the picture.

    >>> meeting(7, 1, 5, 3)["depth"]
    2
    """
    places = np.arange(count)
    reached = [(places == first) + 2 * (places == second)]
    while not (reached[-1] == 3).any():
        windows = np.lib.stride_tricks.sliding_window_view(reached[-1], width)
        reached.append(np.bitwise_or.reduce(windows, axis=1))
    return {"reached": reached, "width": width, "first": first, "second": second, "depth": len(reached) - 1}
