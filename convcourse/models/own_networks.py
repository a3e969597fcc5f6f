"""The course's own small networks, of which chapters 14 to 18 use trained copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

SHAPES_SIZE = (48, 64)
LETTERS_SIZE = (32, 40)
PARCELS_SIZE = (32, 40)


def shapes_network(classes: int = 5, *, normalised: bool = False) -> keras.Model:
    """Build a network that names the shape in a scene: five convolutions with ReLU, the average of each map, scores.

    Its first layer, "conv1", has 16 filters of 7 by 7 that one can look at. Its last maps, those of "conv5", have a
    place for every 4 by 4 pixels, and each score is a weighted average of what they say.

    Args:
        classes: Scores that come out; score 0 is for label 1 of `data.SCENE_CLASSES`, the disc.
        normalised: Put batch normalisation, "norm1" to "norm5", between each convolution and its ReLU. Without it the
            network hardly learns; once trained, it can be folded into the convolutions (see `folding`).

    Returns:
        A model from images (count, 48, 64, 3), 0 to 1, to scores (count, classes), not compiled.
    """
    keras = import_keras()
    layers = keras.layers

    def convolution(number: int, filters: int, kernel: int, stride: int = 1) -> list[Any]:
        settings = {"padding": "same", "kernel_initializer": "he_normal", "name": f"conv{number}"}
        if not normalised:
            return [layers.Conv2D(filters, kernel, stride, activation="relu", **settings)]
        normalisation = layers.BatchNormalization(momentum=0.9, name=f"norm{number}")
        return [
            layers.Conv2D(filters, kernel, stride, use_bias=False, **settings),
            normalisation,
            layers.ReLU(name=f"relu{number}"),
        ]

    return keras.Sequential(
        [
            keras.Input((*SHAPES_SIZE, 3), name="image"),
            *convolution(1, 16, 7, stride=2),
            *convolution(2, 32, 3),
            layers.MaxPool2D(2, name="pool2"),
            *convolution(3, 48, 3),
            *convolution(4, 48, 3),
            *convolution(5, 48, 3),
            layers.GlobalAveragePooling2D(name="average"),
            layers.Dense(classes, name="scores"),
        ],
        name="shapes",
    )


def letters_network(classes: int = 21) -> keras.Model:
    """Build a network that reads the letter in a scene: five normalised convolutions, the average of each map, scores.

    Layers are named conv1, norm1, relu1 to conv5, norm5, relu5; then "average", which gives 64 features, and "scores".

    Args:
        classes: Scores that come out.

    Returns:
        A model from images (count, 32, 40, 3), 0 to 1, to scores (count, classes), not compiled.
    """
    keras = import_keras()
    layers = keras.layers
    maps = image = keras.Input((*LETTERS_SIZE, 3), name="image")
    for number, (filters, kernel, stride) in enumerate(
        ((16, 5, 2), (32, 3, 1), (48, 3, 2), (64, 3, 1), (64, 3, 1)), start=1
    ):
        maps = layers.Conv2D(
            filters, kernel, stride, padding="same", use_bias=False, kernel_initializer="he_normal",
            name=f"conv{number}",
        )(maps)  # fmt: skip
        maps = layers.BatchNormalization(momentum=0.9, name=f"norm{number}")(maps)
        maps = layers.ReLU(name=f"relu{number}")(maps)
    features = layers.GlobalAveragePooling2D(name="average")(maps)
    return keras.Model(image, layers.Dense(classes, name="scores")(features), name="letters")


def parcels_network(classes: int = 5) -> keras.Model:
    """Build the network that the supplier of chapter 18 left: four normalised convolutions and the maximum of each map.

    It is larger than the camera of that chapter allows. While it is trained, it shifts its pictures. Layers are named
    conv1, norm1, relu1 to conv4, norm4, relu4; then "largest" and "scores".

    Args:
        classes: Scores that come out, one for each gate.

    Returns:
        A model from photographs (count, 32, 40, 3), 0 to 1, to scores (count, classes), not compiled.
    """
    keras = import_keras()
    layers = keras.layers
    inner = [layers.RandomTranslation(0.1, 0.1, fill_mode="reflect", name="shifted")]
    for number, (filters, kernel, stride) in enumerate(((20, 5, 2), (24, 3, 1), (32, 3, 1), (32, 3, 1)), start=1):
        settings = {"padding": "same", "use_bias": False, "name": f"conv{number}"}
        inner.append(layers.Conv2D(filters, kernel, stride, **settings))
        inner += [layers.BatchNormalization(momentum=0.9, name=f"norm{number}"), layers.ReLU(name=f"relu{number}")]
        inner += [layers.MaxPooling2D(name="pool2")] if number == 2 else []
    head = [layers.GlobalMaxPooling2D(name="largest"), layers.Dense(classes, name="scores")]
    return keras.Sequential([keras.Input((*PARCELS_SIZE, 3), name="image"), *inner, *head], name="parcels")
