"""Walk through a classic network, layer by layer."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from convcourse import figures
from convcourse.demos.stage import Choice, Demo, Steps

NAMES = ("LeNet-5", "AlexNet", "ZFNet", "VGG16", "GoogLeNet", "Inception v3")
MOST_ROWS = 21


def walk_through_network() -> Demo:
    """Vary the network and the layer that is looked at; a module of branches is one layer of the walk."""

    def compute(network: str, layer: int) -> Mapping[str, object]:
        image, rows = _rows(network)
        return {"name": network, "image": image, "rows": rows, "current": min(layer, len(rows)) - 1}

    return Demo(
        figures.walk_through_network(MOST_ROWS).fed_by(compute),
        network=Choice("network", NAMES, start="AlexNet"),
        layer=Steps("layer, from the input up", 1, MOST_ROWS, 1),
    )


@functools.cache
def _rows(name: str) -> tuple[tuple[int, int], list[Any]]:
    """Return the size of a network's image and its stages. They are counted without any weights."""
    from convcourse import explain, models  # which are slow to import: only who opens the demo needs them
    from convcourse.models import zoo

    build = functools.partial(models.lenet5, form="common") if name == "LeNet-5" else zoo.network(name).build
    model = models.weightless(build)
    high, wide = model.input_shape[1:3]
    return (high, wide), [tuple(stage) for stage in explain.stages(model)]
