"""Choose size, filter, stride and padding, and see where windows stand and which pixels none of them reaches."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Steps

HEIGHT, WIDEST, MOST_PADDING = 6, 12, 3


def output_size_calculator() -> Demo:
    """Vary the width of the input (its height stays 6), and one filter size, stride and padding for both axes."""

    def compute(width: int, kernel: int, stride: int, padding: int) -> Mapping[str, object]:
        size = (HEIGHT, width)
        return {
            "size": size,
            "kernel": kernel,
            "stride": stride,
            "padding": padding,
            "output": reference.output_size(size, kernel, stride=stride, padding=padding),
            "visits": reference.visits(size, kernel, stride=stride, padding=padding),
        }

    return Demo(
        figures.output_size_calculator((HEIGHT, WIDEST), MOST_PADDING).fed_by(compute),
        width=Steps("width of the input", 5, WIDEST, 9),
        kernel=Steps("filter: rows, columns", 1, 5, 3),
        stride=Steps("stride", 1, 4, 2),
        padding=Steps("padding on each side", 0, MOST_PADDING, 0),
    )
