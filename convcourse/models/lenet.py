"""LeNet-5: as published in 1998, in the form that most books show, and with the layers of today."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from convcourse.models.quiet import import_keras

FORMS = ("1998", "common", "relu")
SIZES = (28, 32)
SPREAD = 2.4  # of the first weights, divided by the inputs of a unit; the paper's choice
READS = (
    *((first, (first + 1) % 6, (first + 2) % 6) for first in range(6)),
    *((first, (first + 1) % 6, (first + 2) % 6, (first + 3) % 6) for first in range(6)),
    (0, 1, 3, 4),
    (1, 2, 4, 5),
    (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)
"""Which of the six maps below each of the 16 maps of layer C3 reads: 60 of 96 pairs. Source: table I of the paper."""

DRAWN = (
    ".XXXXX. XX...XX XX...XX XX...XX XX...XX XX...XX XX...XX XX...XX XX...XX XX...XX XX...XX .XXXXX.",
    "...XX.. ..XXX.. .XXXX.. ...XX.. ...XX.. ...XX.. ...XX.. ...XX.. ...XX.. ...XX.. ...XX.. .XXXXXX",
    ".XXXXX. XX...XX .....XX .....XX .....XX ....XX. ...XX.. ..XX... .XX.... XX..... XX..... XXXXXXX",
    ".XXXXX. XX...XX .....XX .....XX .....XX ..XXXX. .....XX .....XX .....XX .....XX XX...XX .XXXXX.",
    "....XX. ...XXX. ..XXXX. .XX.XX. XX..XX. XX..XX. XXXXXXX ....XX. ....XX. ....XX. ....XX. ....XX.",
    "XXXXXXX XX..... XX..... XX..... XXXXXX. .....XX .....XX .....XX .....XX .....XX XX...XX .XXXXX.",
    "..XXXX. .XX.... XX..... XX..... XX..... XXXXXX. XX...XX XX...XX XX...XX XX...XX XX...XX .XXXXX.",
    "XXXXXXX .....XX .....XX ....XX. ....XX. ...XX.. ...XX.. ..XX... ..XX... .XX.... .XX.... .XX....",
    ".XXXXX. XX...XX XX...XX XX...XX XX...XX .XXXXX. XX...XX XX...XX XX...XX XX...XX XX...XX .XXXXX.",
    ".XXXXX. XX...XX XX...XX XX...XX XX...XX .XXXXXX .....XX .....XX .....XX .....XX ....XX. .XXXX..",
)
"""The ten digits on a grid of 12 rows and 7 columns."""


def lenet5(input_shape: tuple[int, int, int] = (32, 32, 1), classes: int = 10, *, form: str = "relu") -> Any:
    """Build LeNet-5. It gives scores: the largest is the answer, softmax would make probabilities of them.

    Convolution with 6 kernels of 5 by 5, pooling, 16 kernels of 5 by 5, pooling, 120, 84, and one score a class.

    Args:
        input_shape: 32 by 32 pixels, or 28 by 28, which the first layer pads by 2; and the channels.
        classes: How many scores come out.
        form: What the layers are:
            "1998": as published. Each map of the second convolution reads some of the six maps below (`READS`),
            pooling averages with a weight and a bias of its own for each map, the squashing is 1.7159 tanh(2x/3), and
            a score is minus the squared distance of 84 numbers from a drawing of the digit, fixed (`digit_codes`).
            60,000 trainable parameters and 840 fixed ones, for the ten digits.
            "common": every map reads all six, plain average pooling, tanh, a dense layer at the end: 61,706
            parameters.
            "relu": the same with ReLU and max pooling, which learns faster: 61,706 parameters.

    Returns:
        A Keras model, not compiled.

    Raises:
        ValueError: Another form or size, or other classes than the ten digits for "1998".

    Source: LeCun, Bottou, Bengio and Haffner (1998), Gradient-Based Learning Applied to Document Recognition.
    """
    if form not in FORMS:
        raise ValueError(f"expected one of the forms {', '.join(FORMS)}; came {form!r}")
    if tuple(input_shape[:2]) not in [(size, size) for size in SIZES]:
        raise ValueError(f"expected images of 28 by 28 or 32 by 32 pixels, came {input_shape[0]} by {input_shape[1]}")
    if form == "1998":
        if classes != 10:
            raise ValueError(f"the form of 1998 has a drawing of each of the ten digits, came {classes} classes")
        return _as_published(input_shape)
    return _as_books_show_it(input_shape, classes, form)


def _as_books_show_it(input_shape: tuple[int, int, int], classes: int, form: str) -> Any:
    keras = import_keras()
    layers = keras.layers
    squash, pool = ("relu", layers.MaxPool2D) if form == "relu" else ("tanh", layers.AveragePooling2D)
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(6, 5, padding=_padding(input_shape), activation=squash, name="C1"),
            pool(2, name="S2"),
            layers.Conv2D(16, 5, activation=squash, name="C3"),
            pool(2, name="S4"),
            layers.Flatten(name="flat"),
            layers.Dense(120, activation=squash, name="C5"),
            layers.Dense(84, activation=squash, name="F6"),
            layers.Dense(classes, name="scores"),
        ],
        name=f"lenet5_{form}",
    )


def _as_published(input_shape: tuple[int, int, int]) -> Any:
    keras = import_keras()
    layers = keras.layers
    image = keras.Input(input_shape)
    taps = 25 * input_shape[2]
    maps = _squashed(
        layers.Conv2D(6, 5, padding=_padding(input_shape), kernel_initializer=_uniform(taps), name="C1")(image)
    )
    maps = _sparse(_subsampled(maps, "S2"))
    maps = layers.Flatten(name="flat")(_subsampled(_squashed(maps), "S4"))
    units = _squashed(layers.Dense(120, kernel_initializer=_uniform(400), name="C5")(maps))
    units = _squashed(layers.Dense(84, kernel_initializer=_uniform(120), name="F6")(units))
    # The squared distance from a code c of ones and minus ones is |x|^2 - 2 x.c + 84: so a dense layer that is never
    # trained holds the codes.
    codes = layers.Dense(10, use_bias=False, trainable=False, name="codes")
    distances = keras.ops.sum(units**2, axis=-1, keepdims=True) - 2 * codes(units) + 84
    codes.set_weights([digit_codes().T])
    return keras.Model(image, -distances, name="lenet5_1998")


def _padding(input_shape: tuple[int, int, int]) -> str:
    return "same" if input_shape[0] == 28 else "valid"


def _squashed(values: Any) -> Any:
    """Squash so that 1 stays 1 and -1 stays -1, where the slope is still large."""
    return 1.7159 * import_keras().ops.tanh(values * (2 / 3))


def _subsampled(maps: Any, name: str) -> Any:
    """Average each window of 2 by 2, times a weight and plus a bias of the map's own, and squash."""
    layers = import_keras().layers
    own = layers.DepthwiseConv2D(1, depthwise_initializer="ones", name=f"{name}_weight_and_bias")
    return _squashed(own(layers.AveragePooling2D(2, name=name)(maps)))


def _sparse(maps: Any) -> Any:
    """Convolve to sixteen maps, each of which reads its own choice of the six below."""
    from convcourse.models.sparse_convolution import SparseConvolution  # which imports Keras

    limits = [SPREAD / (25 * len(read)) for read in READS]
    return SparseConvolution(READS, 5, limits, name="C3")(maps)


def _uniform(inputs: int) -> Any:
    """Start weights as the paper does, the smaller the more inputs a unit has."""
    return import_keras().initializers.RandomUniform(-SPREAD / inputs, SPREAD / inputs)


def digit_codes() -> NDArray[np.float32]:
    """Draw the ten digits on a grid of 12 rows and 7 columns, as the fixed targets of LeNet-5's last layer.

    The paper shows its drawings in a figure; these are drawn anew in their manner.

    Returns:
        Shape (10, 84): 1 for ink, -1 for paper.

    >>> for row in digit_codes()[4].reshape(12, 7)[:4]:
    ...     print("".join("#" if dot > 0 else "-" for dot in row))
    ----##-
    ---###-
    --####-
    -##-##-
    """
    return np.array([[1 if dot == "X" else -1 for dot in drawn.replace(" ", "")] for drawn in DRAWN], np.float32)
