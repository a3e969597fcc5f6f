"""Count what a layer must learn while the filter, the channels and the picture grow."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Steps

NAMES = (
    "convolution, one filter for all places",
    "a filter of its own at every place",
    "dense, every output sees every input",
)


def parameter_counter() -> Demo:
    """Vary the filter, the channels, the number of filters and the picture; the output is as large as the picture."""

    def compute(high: int, wide: int, channels: int, filters: int, side: int) -> Mapping[str, object]:
        places = side * side
        shared = reference.convolution_parameters((high, wide), channels, filters)
        return {
            "kernel": (high, wide),
            "channels": channels,
            "filters": filters,
            "side": side,
            "parameters": (shared, places * shared, reference.dense_parameters(places * channels, places * filters)),
            "multiply_adds": reference.convolution_multiply_adds((side, side), (high, wide), channels, filters),
            "values": places * filters,
        }

    return Demo(
        figures.parameter_counter(NAMES).fed_by(compute),
        high=Steps("filter: rows", 1, 7, 5),
        wide=Steps("filter: columns", 1, 7, 5),
        channels=Steps("channels in", 1, 64, 1),
        filters=Steps("filters", 1, 64, 1),
        side=Steps("picture: rows, columns", 10, 500, 300, step=10),
    )
