"""GoogLeNet: inception modules look through windows of several sizes at once; 1 x 1 convolutions make that cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import (
    INITIALIZER,
    Shape,
    Tensor,
    convolve,
    image_input,
    pool_rounded_up,
    probabilities,
)
from convcourse.models.channel_layers import local_response_normalization
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

# Table 1 of the paper: 1x1; 3x3 reduce, 3x3; 5x5 reduce, 5x5; projection after pooling.
MODULES = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def googlenet(
    input_shape: Shape = (224, 224, 3), classes: int = 1000, *, auxiliary: bool = False, softmax: bool = False
) -> keras.Model:
    """Build GoogLeNet, Inception v1, as in the paper: with biases, without batch normalisation.

    Rows: GoogLeNet (Inception v1), "paper, main path, biases": 6,998,552 parameters, 1,582,671,872 multiply-adds.
    GoogLeNet (Inception v1), "with both auxiliary classifiers", auxiliary=True: 13,378,280 parameters,
    1,591,044,096 multiply-adds.
    In cells 4c and 5a of its table 1 the paper's counts do not follow from the widths beside them; the widths are
    built. torchvision's network has batch normalisation, and windows of 3 x 3 where the paper has 5 x 5.

    Args:
        input_shape: Height, width and channels; at least 32 x 32, with auxiliary classifiers 79 x 79.
        classes: Number of classes.
        auxiliary: Add the two classifiers after modules 4a and 4d that help training. The model then gives a list:
            scores, those after 4a, those after 4d. The paper adds their losses with weights 1, 0.3 and 0.3.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Szegedy et al. (2014), Going deeper with convolutions.
    """
    keras = import_keras()
    inputs = image_input(input_shape, smallest=79 if auxiliary else 32)
    x = _stem(inputs)
    outputs = {}
    for name, widths in MODULES.items():
        x = inception_module(x, *widths, name=f"inception_{name}")
        if name in ("4a", "4d") and auxiliary:
            outputs[f"auxiliary_{name}"] = _auxiliary_classifier(x, classes, name=f"auxiliary_{name}")
        if name in ("3b", "4e"):
            x = pool_rounded_up(x, name=f"pool_{name[0]}")
    x = keras.layers.GlobalAveragePooling2D(name="average")(x)
    x = keras.layers.Dropout(0.4, name="drop")(x)
    outputs = {"scores": keras.layers.Dense(classes, name="scores")(x), **outputs}
    if softmax:
        outputs = {name: probabilities(scores, f"{name}_probabilities") for name, scores in outputs.items()}
    given = list(outputs.values())
    return keras.Model(inputs, given if auxiliary else given[0], name="googlenet")


def inception_module(
    x: Tensor, ones: int, reduce_three: int, threes: int, reduce_five: int, fives: int, projection: int, *, name: str
) -> Tensor:
    """Look at x in four ways side by side, and stack what they say along the channels.

    Args:
        x: Shape (batch, height, width, channels).
        ones: Filters of the 1 x 1 convolution.
        reduce_three, threes: Filters of the 1 x 1 convolution that makes x thin, and of the 3 x 3 convolution on it.
        reduce_five, fives: The same with 5 x 5.
        projection: Filters of the 1 x 1 convolution after 3 x 3 maximum pooling.
        name: Of the module.

    Returns:
        Shape (batch, height, width, ones + threes + fives + projection).
    """
    layers = import_keras().layers
    one = convolve(x, ones, 1, name=f"{name}_1x1")
    three = convolve(x, reduce_three, 1, name=f"{name}_3x3_reduce")
    three = convolve(three, threes, 3, name=f"{name}_3x3")
    five = convolve(x, reduce_five, 1, name=f"{name}_5x5_reduce")
    five = convolve(five, fives, 5, name=f"{name}_5x5")
    pooled = layers.MaxPooling2D(3, 1, "same", name=f"{name}_pool")(x)
    pooled = convolve(pooled, projection, 1, name=f"{name}_projection")
    return layers.Concatenate(name=name)([one, three, five, pooled])


def _stem(inputs: Tensor) -> Tensor:
    """Return maps an eighth of the image's height and width, before the first inception module."""
    x = convolve(inputs, 64, 7, stride=2, name="conv1")
    x = local_response_normalization(pool_rounded_up(x, name="pool1"), name="norm1")
    x = convolve(x, 64, 1, name="conv2_reduce")
    x = convolve(x, 192, 3, name="conv2")
    return pool_rounded_up(local_response_normalization(x, name="norm2"), name="pool2")


def _auxiliary_classifier(x: Tensor, classes: int, *, name: str) -> Tensor:
    """Return scores that are read from inner maps, so that the error reaches the first layers on a short way."""
    layers = import_keras().layers
    x = layers.AveragePooling2D(5, 3, name=f"{name}_average")(x)
    x = convolve(x, 128, 1, name=f"{name}_conv")
    x = layers.Flatten(name=f"{name}_flatten")(x)
    x = layers.Dense(1024, activation="relu", kernel_initializer=INITIALIZER, name=f"{name}_fc")(x)
    x = layers.Dropout(0.7, name=f"{name}_drop")(x)
    return layers.Dense(classes, name=name)(x)
