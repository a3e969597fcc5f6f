"""What the networks of the zoo share: their input, convolutions with and without normalisation, pooling, and scores.

A network is written as a chain of functions from a tensor to a tensor. "Same" means the same in all of them: k//2 zeros
on each side of a k x k window, as the papers' own code pads. Keras's own "same" puts the odd zero at the end only, so
that with a stride two branches of one block would look at places one pixel apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

Tensor = Any
Shape = tuple[int, int, int]
Kernel = int | tuple[int, int]

INITIALIZER = "he_normal"  # He et al. (2015): what the deep networks without normalisation need to learn at all


def image_input(shape: Shape, smallest: int) -> Tensor:
    """Return the input of a network.

    Args:
        shape: Height, width and channels of an image.
        smallest: Fewest pixels of height and of width that the network's windows and strides need.

    Raises:
        ValueError: The image is smaller, or its shape is none.
    """
    if len(shape) != 3 or any(size is None or size < 1 for size in shape):
        raise ValueError(f"expected height, width and channels, three whole numbers, came {shape}")
    if min(shape[:2]) < smallest:
        raise ValueError(
            f"expected images of {smallest} x {smallest} pixels or more, came {shape[0]} x {shape[1]}: "
            "the windows and strides of this network need that many"
        )
    return import_keras().Input(shape, name="image")


def convolve(
    x: Tensor, filters: int, kernel: Kernel, *, stride: int = 1, padding: str | int = "same", groups: int = 1, name: str
) -> Tensor:
    """Convolve with a bias, then ReLU: the layer of the networks before batch normalisation.

    Args:
        x: Shape (batch, height, width, channels).
        filters, kernel, stride, groups: As for Keras's Conv2D.
        padding: "same", "valid", or the zeros on each side.
        name: Of the layer.
    """
    layers = import_keras().layers
    x, rest = _padded(x, kernel, stride, padding)
    return layers.Conv2D(
        filters, kernel, stride, rest, groups=groups, activation="relu", kernel_initializer=INITIALIZER, name=name
    )(x)


def convolve_normalized(
    x: Tensor,
    filters: int,
    kernel: Kernel,
    *,
    stride: int = 1,
    padding: str = "same",
    groups: int = 1,
    relu: bool = True,
    scale: bool = True,
    name: str | None = None,
) -> Tensor:
    """Convolve without a bias, normalise each channel over the batch, then ReLU.

    A bias would be taken off again with the mean, so there is none.

    Args:
        x: Shape (batch, height, width, channels).
        filters, kernel, stride, padding, groups: As for `convolve`.
        relu: Whether ReLU follows.
        scale: Whether the normalisation has a factor, gamma, beside its shift, beta.
        name: Of what comes out: the layers before get an ending.
    """
    layers = import_keras().layers
    x, rest = _padded(x, kernel, stride, padding)
    x = layers.Conv2D(
        filters, kernel, stride, rest, groups=groups, use_bias=False, kernel_initializer=INITIALIZER,
        name=name and f"{name}_conv",
    )(x)  # fmt: skip
    return normalize(x, relu=relu, scale=scale, name=name)


def normalize(x: Tensor, *, relu: bool = True, scale: bool = True, name: str | None = None) -> Tensor:
    """Normalise each channel over the batch, then ReLU."""
    layers = import_keras().layers
    x = layers.BatchNormalization(scale=scale, name=name and (f"{name}_norm" if relu else name))(x)
    return layers.ReLU(name=name)(x) if relu else x


def depthwise_normalized(x: Tensor, kernel: int, *, stride: int = 1, name: str | None = None) -> Tensor:
    """Convolve each channel with a window of its own, and normalise; no ReLU."""
    layers = import_keras().layers
    x, rest = _padded(x, kernel, stride, "same")
    depthwise = layers.DepthwiseConv2D(
        kernel, stride, rest, use_bias=False, depthwise_initializer=INITIALIZER, name=name and f"{name}_depthwise"
    )
    return normalize(depthwise(x), relu=False, name=name)


def pool_rounded_up(x: Tensor, name: str | None = None) -> Tensor:
    """Take the maximum of 3 x 3 windows at every second place; a last window that sticks out counts as well.

    Caffe, in which these networks were trained, rounds the number of windows up. The zeros below and to the right never
    win, because x comes from a ReLU.
    """
    layers = import_keras().layers
    rows, columns = ((size - 3) % 2 for size in x.shape[1:3])
    if rows or columns:
        x = layers.ZeroPadding2D(((0, rows), (0, columns)))(x)
    return layers.MaxPooling2D(3, 2, name=name)(x)


def pool_with_border(x: Tensor, kind: str = "max", name: str | None = None) -> Tensor:
    """Pool 3 x 3 windows at every second place, after a border of one zero; x comes from a ReLU."""
    layers = import_keras().layers
    pooling = {"max": layers.MaxPooling2D, "average": layers.AveragePooling2D}[kind]
    return pooling(3, 2, name=name)(layers.ZeroPadding2D(1)(x))


def classifier(inputs: Tensor, features: Tensor, classes: int, *, softmax: bool, name: str) -> keras.Model:
    """Average each map over all places, give every class a score, and make the model.

    Args:
        inputs: The network's input.
        features: Maps, shape (batch, height, width, channels); or features that are averaged already, (batch, units).
        classes: Number of classes.
        softmax: Whether probabilities come out and not scores.
        name: Of the model.
    """
    keras = import_keras()
    if len(features.shape) == 4:
        features = keras.layers.GlobalAveragePooling2D(name="average")(features)
    scores = keras.layers.Dense(classes, name="scores")(features)
    return keras.Model(inputs, probabilities(scores) if softmax else scores, name=name)


def probabilities(scores: Tensor, name: str = "probabilities") -> Tensor:
    """Turn scores into probabilities."""
    return import_keras().layers.Softmax(name=name)(scores)


def _padded(x: Tensor, kernel: Kernel, stride: int, padding: str | int) -> tuple[Tensor, str]:
    """Return the tensor with its zeros around it, and what Keras should still pad."""
    if padding == "valid" or (padding == "same" and stride == 1):
        return x, str(padding)
    if padding == "same":
        sizes = (kernel, kernel) if isinstance(kernel, int) else kernel
        border = (sizes[0] // 2, sizes[1] // 2)
    else:
        border = (int(padding), int(padding))
    return (import_keras().layers.ZeroPadding2D(border)(x) if any(border) else x), "valid"
