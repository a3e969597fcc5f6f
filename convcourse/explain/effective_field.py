"""How much of its receptive field a unit really uses: the experiment of Luo and others, in NumPy."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("uniform", "random", "random + ReLU")
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class EffectiveField:
    """What one unit on top of a stack of 3x3 convolutions is moved by.

    Args:
        kind: One of `KINDS`.
        depth: Layers of the stack, N.
        share: Shape (2N + 1, 2N + 1): the squared gradient of the unit with respect to each pixel that it can see, as
            a mean over random networks; all shares add up to 1.
    """

    kind: str
    depth: int
    share: Floats

    @property
    def theory(self) -> int:
        """Side of the receptive field in pixels: 2N + 1."""
        return int(self.share.shape[0])

    @property
    def spread(self) -> float:
        """Standard deviation of the shares around the middle, in pixels, as a mean of down and across."""
        away = np.arange(self.theory) - self.depth
        down, across = self.share.sum(axis=1), self.share.sum(axis=0)
        return float(np.sqrt((down + across) @ away**2 / 2))

    @property
    def width(self) -> float:
        """Side in pixels of a square of as many pixels as have a gradient above 4.55 % of the largest one.

        Source: Luo and others (2016): a bell curve has fallen to 4.55 % after about two and a half standard deviations.
        """
        gradient = np.sqrt(self.share)
        return float(np.sqrt(np.sum(gradient > 0.0455 * gradient.max())))

    @property
    def fit(self) -> float:
        """Coefficient of determination of a bell curve of the same spread: 1 where it explains the shares fully."""
        away = np.arange(self.theory) - self.depth
        along = np.exp(-(away**2) / (2 * self.spread**2))
        bell = np.outer(along, along) / along.sum() ** 2
        return float(1 - np.sum((self.share - bell) ** 2) / np.sum((self.share - self.share.mean()) ** 2))


@dataclass(frozen=True)
class EffectiveFields:
    """Effective fields of one kind of kernel at several depths.

    Args:
        kind: One of `KINDS`.
        fields: One for each depth, in order.
    """

    kind: str
    fields: tuple[EffectiveField, ...]

    @property
    def exponent(self) -> float:
        """The power of the depth that the spread grows with: slope of the line through log spread over log depth."""
        depths = [field.depth for field in self.fields]
        return float(np.polyfit(np.log(depths), np.log([field.spread for field in self.fields]), 1)[0])


def effective_field(kind: str, depth: int, *, runs: int = 20, channels: int = 8, seed: int = 0) -> EffectiveField:
    """Measure how much each pixel of the receptive field moves the unit in the middle.

    The network is a stack of 3x3 convolutions without padding, on an image as large as the unit's receptive field: so
    one unit is left, and there is no border. Its gradient goes back through the stack, layer by layer.

    Args:
        kind: "uniform": all weights are 1/9. "random": normal weights. "random + ReLU": normal weights, a ReLU after
            every layer but the last, and a random image, for with a ReLU the gradient depends on the image.
        depth: Layers.
        runs: Random networks to take the mean over.
        channels: Of every inner layer. The image has as many.
        seed: The same seed gives the same numbers.

    Returns:
        Squared gradients as shares of 1. Where the squared gradient of random weights has spread s, the gradient
        itself has s times the square root of 2, if it is a bell curve.

    Raises:
        ValueError: There is no such kind, or a number is below 1.

    Source: Luo, Li, Urtasun and Zemel (2016), "Understanding the effective receptive field", figure 1; chapter 09.

    >>> round(effective_field("uniform", 12).spread, 1)
    2.0
    """
    if kind not in KINDS:
        raise ValueError(f"expected one of the kinds {', '.join(map(repr, KINDS))}; came {kind!r}")
    if min(depth, runs, channels) < 1:
        raise ValueError(f"expected depth, runs and channels of 1 or more; came {depth}, {runs} and {channels}")
    if kind == "uniform":  # all runs and all channels are the same
        runs, channels = 1, 1
    random = np.random.default_rng([seed, depth, zlib.crc32(kind.encode())])
    squared = np.zeros((2 * depth + 1, 2 * depth + 1))
    for _ in range(runs):
        squared += _squared_gradient(kind, depth, channels, random)
    return EffectiveField(kind, depth, squared / squared.sum())


def effective_fields(
    kind: str, depths: Sequence[int] = (5, 10, 20, 40), *, runs: int = 20, channels: int = 8, seed: int = 0
) -> EffectiveFields:
    """Measure effective fields at several depths.

    Args:
        kind, runs, channels, seed: As for `effective_field`.
        depths: Two or more.

    Raises:
        ValueError: As `effective_field`, or there are fewer than two depths.
    """
    if len(set(depths)) < 2:
        raise ValueError(f"expected two depths or more, to see growth; came {list(depths)}")
    fields = [effective_field(kind, depth, runs=runs, channels=channels, seed=seed) for depth in depths]
    return EffectiveFields(kind, tuple(fields))


def _squared_gradient(kind: str, depth: int, channels: int, random: np.random.Generator) -> Floats:
    """Send one gradient back through one network; shape (2 depth + 1, 2 depth + 1), summed over channels."""
    shape = (depth, 9, channels, channels)
    if kind == "uniform":
        kernels: Floats = np.full(shape, 1 / 9)
    else:
        gain = 2 if kind.endswith("ReLU") else 1  # keeps the variance from layer to layer (He and others 2015)
        kernels = random.normal(scale=np.sqrt(gain / (9 * channels)), size=shape)
    slopes = _relu_slopes(kernels, random) if kind.endswith("ReLU") else [np.ones(1)] * depth
    gradient: Floats = np.zeros((1, 1, channels))
    gradient[0, 0, 0] = 1
    for kernel, slope in zip(kernels[::-1], slopes[::-1], strict=True):
        gradient = _back(gradient * slope, kernel)
    return np.sum(gradient**2, axis=-1)


def _relu_slopes(kernels: Floats, random: np.random.Generator) -> list[Floats]:
    """Run a random image through the network, and return the slope, 0 or 1, after each layer."""
    depth, _, _, channels = kernels.shape
    image: Floats = random.normal(size=(2 * depth + 1, 2 * depth + 1, channels))
    slopes = []
    for kernel in kernels:
        side = image.shape[0] - 2
        taps = [image[row : row + side, column : column + side] for row in range(3) for column in range(3)]
        sums = sum(tap @ weights for tap, weights in zip(taps, kernel, strict=True))
        slopes.append((sums > 0).astype(float))
        image = np.maximum(sums, 0)
    return [*slopes[:-1], np.ones(1)]


def _back(gradient: Floats, kernel: Floats) -> Floats:
    """Return the gradient before a 3x3 convolution from that after it: each unit gives to the nine that it saw."""
    side = gradient.shape[0]
    before = np.zeros((side + 2, side + 2, kernel.shape[1]))
    for tap, weights in enumerate(kernel):
        row, column = divmod(tap, 3)
        before[row : row + side, column : column + side] += gradient @ weights.T
    return before
