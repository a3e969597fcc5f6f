"""See which pixels of its receptive field a unit really uses, for several kernels and depths."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from convcourse import explain, figures
from convcourse.demos.stage import Choice, Demo

DEPTHS = (5, 10, 20, 40)
RUNS = 20


def effective_field() -> Demo:
    """Choose the kind of kernels and the number of layers; each is measured once, over 20 random networks."""
    measured = functools.cache(functools.partial(explain.effective_field, runs=RUNS))

    def compute(kind: str, depth: str) -> Mapping[str, object]:
        field = measured(kind, int(depth))
        return {
            "share": field.share,
            "spread": field.spread,
            "width": field.width,
            "fit": field.fit,
            "kind": kind,
            "depth": field.depth,
        }

    return Demo(
        figures.effective_field(2 * max(DEPTHS) + 1).fed_by(compute),
        kind=Choice("kernels", explain.KINDS, "random"),
        depth=Choice("layers of 3 by 3", [str(depth) for depth in DEPTHS], "20"),
    )
