"""Switch the branches of an inception block on and off, and its 1 x 1 convolutions."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Switch
from convcourse.figures.inception_block import Box, Branch

MODULES = {
    "3a, 28 × 28": ((28, 28), 192, (64, 96, 128, 16, 32, 32)),
    "4a, 14 × 14": ((14, 14), 480, (192, 96, 208, 16, 48, 64)),
    "5b, 7 × 7": ((7, 7), 832, (384, 192, 384, 48, 128, 128)),
}
"""Size of the maps, channels that come in, and widths as in table 1 of Szegedy et al. (2014)."""


def inception_block() -> Demo:
    """Vary the module, which branches are there, and whether 1 x 1 convolutions make the input thin first."""

    def compute(module: str, one: bool, three: bool, five: bool, pool: bool, reduce: bool) -> Mapping[str, object]:
        size, channels, widths = MODULES[module]
        on = (one, three, five, pool)
        built = _branches(size, channels, widths, reduce)
        branches = [Branch(boxes, out, there) for (boxes, out), there in zip(built, on, strict=True)]
        most = sum(out for _, out in _branches(size, channels, widths, False))
        return {"size": size, "channels": channels, "branches": branches, "most": most}

    return Demo(
        figures.inception_block().fed_by(compute),
        module=Choice("module of GoogLeNet", list(MODULES)),
        one=Switch("branch of 1 × 1", start=True),
        three=Switch("branch of 3 × 3", start=True),
        five=Switch("branch of 5 × 5", start=True),
        pool=Switch("branch with a pool", start=True),
        reduce=Switch("1 × 1 convolutions before 3 × 3 and 5 × 5, and after the pool", start=True),
    )


def _branches(
    size: tuple[int, int], channels: int, widths: tuple[int, ...], reduce: bool
) -> list[tuple[list[Box], int]]:
    """Return each branch's layers, and how many maps it puts out."""

    def convolution(side: int, before: int, filters: int) -> Box:
        learnt = reference.convolution_parameters((side, side), before, filters)
        products = reference.convolution_multiply_adds(size, (side, side), before, filters)
        return Box(f"{side} × {side}, {filters} filters", learnt, products)

    ones, thin_three, threes, thin_five, fives, projection = widths
    branches = [([convolution(1, channels, ones)], ones)]
    for side, thin, filters in ((3, thin_three, threes), (5, thin_five, fives)):
        first = [convolution(1, channels, thin)] if reduce else []
        branches.append(([*first, convolution(side, thin if reduce else channels, filters)], filters))
    pool = [Box("3 × 3 maximum", 0, 0)]
    after = [convolution(1, channels, projection)] if reduce else []
    return [*branches, ([*pool, *after], projection if reduce else channels)]
