"""Two small networks that read a digit on a canvas: a dense one, and one that convolves and takes maxima."""

import functools
from typing import Any

from convcourse import data
from convcourse.models.quiet import import_keras

CANVAS = (16, 20)
KINDS = ("dense", "convolutional")
EPOCHS = 5


def digit_reader(kind: str, size: tuple[int, int] = CANVAS, classes: int = 10) -> Any:
    """Build and compile a network for digits on a canvas.

    Args:
        kind: "dense": a hidden layer of 64 units, each with a weight for every pixel. "convolutional": three
            convolutions of 3 by 3 with 8, 16 and 32 filters, and the largest value of each map, wherever it is. A unit
            of its last convolution sees 7 by 7 pixels; an object that moves, and stays 3 pixels away from the edge,
            changes no score.
        size: Height and width of the canvas.
        classes: Scores that come out.

    Raises:
        ValueError: Another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"expected one of the kinds {', '.join(KINDS)}; came {kind!r}")
    keras = import_keras()
    layers = keras.layers
    if kind == "dense":
        inner, rate = [layers.Flatten(), layers.Dense(64, activation="relu")], 0.002
    else:
        inner = [layers.Conv2D(count, 3, padding="same", activation="relu") for count in (8, 16, 32)]
        inner, rate = [*inner, layers.GlobalMaxPool2D()], 0.004
    model = keras.Sequential([keras.Input((*size, 1)), *inner, layers.Dense(classes)], name=kind)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    return model


@functools.cache
def trained_digit_reader(kind: str, seed: int = 0) -> Any:
    """Train a reader on the training digits in the middle of the canvas: some seconds, once for each kind and seed."""
    import_keras().utils.set_random_seed(seed)
    reader, train = digit_reader(kind), data.digits("train")
    reader.fit(data.on_canvas(train.images, CANVAS), train.labels, epochs=EPOCHS, batch_size=32, verbose=0)
    return reader
