"""Grow a dense block: its layers, its growth rate, and the channels that come in."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures
from convcourse.demos.stage import Demo, Steps

MOST = 12


def dense_block_growth() -> Demo:
    """Choose the layers, the growth rate and the channels that come in; 1 by 1 kernels bring each stack to 4 rates."""

    def compute(layers: int, growth: int, channels: int) -> Mapping[str, object]:
        stack = [int(channels + number * growth) for number in range(int(layers) + 1)]
        return {"channels": stack, "parameters": sum(_learns(before, int(growth)) for before in stack[:-1])}

    return Demo(
        figures.dense_block_growth(MOST).fed_by(compute),
        layers=Steps("layers", 1, MOST, 6),
        growth=Steps("growth rate", 8, 48, 32, step=8),
        channels=Steps("channels that come in", 16, 256, 64, step=16),
    )


def _learns(channels: int, growth: int) -> int:
    """Count what one layer learns: normalise, 1 by 1 to four growth rates, normalise, 3 by 3 to one growth rate.

    >>> _learns(64, 32)  # the first layer of DenseNet-121
    45440
    """
    inner = 4 * growth
    return 2 * channels + channels * inner + 2 * inner + 9 * inner * growth
