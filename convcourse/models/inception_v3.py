"""Inception v3: large windows are taken apart into small ones, down to 1 x 7 followed by 7 x 1."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor, classifier, convolve_normalized, image_input
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

convolve = partial(convolve_normalized, scale=False)  # the normalisation shifts only: the next layer can scale


def inception_v3(input_shape: Shape = (299, 299, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build Inception v3 without its auxiliary classifier, as Keras has it.

    Row: Inception v3, "Keras": 23,817,352 parameters, 5,713,216,096 multiply-adds.
    Keras lists 23,851,784 parameters, because it counts the 34,432 running means and variances of the normalisation.
    torchvision's normalisation has a factor as well: 17,216 parameters more, one a channel.

    Args:
        input_shape: Height, width and channels; at least 75 x 75.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Szegedy et al. (2015), Rethinking the Inception architecture.
    """
    inputs = image_input(input_shape, smallest=75)
    x = inception_stem(inputs)
    for number, projection in enumerate((32, 64, 64)):
        x = _module_35(x, projection, name=f"mixed{number}")
    x = _reduce_to_17(x, name="mixed3")
    for number, width in enumerate((128, 160, 160, 192), start=4):
        x = _module_17(x, width, name=f"mixed{number}")
    x = _reduce_to_8(x, name="mixed8")
    for number in (9, 10):
        x = _module_8(x, name=f"mixed{number}")
    return classifier(inputs, x, classes, softmax=softmax, name="inception_v3")


def inception_stem(inputs: Tensor) -> Tensor:
    """Return 192 maps of 35 x 35 for an image of 299 x 299."""
    layers = import_keras().layers
    x = convolve(inputs, 32, 3, stride=2, padding="valid", name="stem1")
    x = convolve(x, 32, 3, padding="valid", name="stem2")
    x = convolve(x, 64, 3, name="stem3")
    x = layers.MaxPooling2D(3, 2, name="stem_pool1")(x)
    x = convolve(x, 80, 1, name="stem4")
    x = convolve(x, 192, 3, padding="valid", name="stem5")
    return layers.MaxPooling2D(3, 2, name="stem_pool2")(x)


def _module_35(x: Tensor, projection: int, name: str) -> Tensor:
    """Figure 5 of the paper: a 5 x 5 window, the two 3 x 3 windows that replace another, a pool."""
    one = convolve(x, 64, 1)
    five = convolve(convolve(x, 48, 1), 64, 5)
    threes = convolve(convolve(convolve(x, 64, 1), 96, 3), 96, 3)
    return _stack([one, five, threes, _pool_and_project(x, projection)], name)


def _module_17(x: Tensor, width: int, name: str) -> Tensor:
    """Figure 6 of the paper: 7 x 7 windows, taken apart into rows and columns."""
    one = convolve(x, 192, 1)
    seven = convolve(convolve(convolve(x, width, 1), width, (1, 7)), 192, (7, 1))
    sevens = convolve(x, width, 1)
    for kernel, filters in (((7, 1), width), ((1, 7), width), ((7, 1), width), ((1, 7), 192)):
        sevens = convolve(sevens, filters, kernel)
    return _stack([one, seven, sevens, _pool_and_project(x, 192)], name)


def _module_8(x: Tensor, name: str) -> Tensor:
    """Figure 7 of the paper: rows and columns beside each other, stacked and not chained."""
    one = convolve(x, 320, 1)
    three = convolve(x, 384, 1)
    threes = convolve(convolve(x, 448, 1), 384, 3)
    three, threes = (
        _stack([convolve(maps, 384, (1, 3)), convolve(maps, 384, (3, 1))], f"{name}_{branch}")
        for maps, branch in ((three, "3x3"), (threes, "3x3s"))
    )
    return _stack([one, three, threes, _pool_and_project(x, 192)], name)


def _reduce_to_17(x: Tensor, name: str) -> Tensor:
    """Halve height and width by strided windows beside a pool, so that no branch is a bottleneck."""
    three = convolve(x, 384, 3, stride=2, padding="valid")
    threes = convolve(convolve(convolve(x, 64, 1), 96, 3), 96, 3, stride=2, padding="valid")
    return _stack([three, threes, import_keras().layers.MaxPooling2D(3, 2)(x)], name)


def _reduce_to_8(x: Tensor, name: str) -> Tensor:
    three = convolve(convolve(x, 192, 1), 320, 3, stride=2, padding="valid")
    seven = convolve(convolve(convolve(x, 192, 1), 192, (1, 7)), 192, (7, 1))
    seven = convolve(seven, 192, 3, stride=2, padding="valid")
    return _stack([three, seven, import_keras().layers.MaxPooling2D(3, 2)(x)], name)


def _pool_and_project(x: Tensor, filters: int) -> Tensor:
    return convolve(import_keras().layers.AveragePooling2D(3, 1, "same")(x), filters, 1)


def _stack(branches: list[Tensor], name: str) -> Tensor:
    return import_keras().layers.Concatenate(name=name)(branches)
