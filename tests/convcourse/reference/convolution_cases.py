"""Awkward convolutions for hypothesis: rectangles, even kernels, strides that do not divide, groups, batches."""

from typing import Any, NamedTuple

import numpy as np
from hypothesis import assume
from hypothesis import strategies as some

from convcourse import reference


class Case(NamedTuple):
    """Arguments of one convolution, and the shape of its result."""

    images: np.ndarray
    kernel: np.ndarray
    options: dict[str, Any]
    output_shape: tuple[int, ...]


@some.composite
def convolution_cases(draw: some.DrawFn, *, groups: bool = True) -> Case:
    """Draw one convolution with one, two or three axes."""
    axes = draw(some.sampled_from([1, 2, 2, 2, 3]))
    each = {low: some.tuples(*[some.integers(low, 3)] * axes) for low in (0, 1)}
    size = draw(some.tuples(*[some.integers(1, 6)] * axes))
    taps, stride, dilation = draw(each[1]), draw(each[1]), draw(each[1])
    pairs = some.tuples(*[some.tuples(some.integers(0, 2), some.integers(0, 2))] * axes)
    padding = draw(some.one_of(some.sampled_from(["valid", "same", "full"]), some.integers(0, 2), each[0], pairs))
    parts = draw(some.sampled_from([1, 1, 2, 3])) if groups else 1
    channels, filters, batch = (draw(some.integers(1, 3)) for _ in range(3))
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": parts}
    spans = [d * (k - 1) + 1 for k, d in zip(taps, dilation, strict=True)]
    if padding not in ("same", "full"):
        pads = reference.geometry(size, (1,) * axes, padding=padding).pads
        assume(all(span <= i + sum(pair) for span, i, pair in zip(spans, size, pads, strict=True)))
    random = np.random.default_rng(draw(some.integers(0, 10_000)))
    images = random.normal(size=(batch, *size, channels * parts))
    kernel = random.normal(size=(*taps, channels, filters * parts))
    places = reference.output_size(size, taps, stride=stride, padding=padding, dilation=dilation)
    return Case(images, kernel, options, (batch, *places, filters * parts))
