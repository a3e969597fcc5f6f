"""Networks that Keras has as well say the same with the same weights."""

import numpy as np
import pytest

from convcourse.models import zoo
from convcourse.models.quiet import import_keras

pytestmark = [pytest.mark.keras, pytest.mark.slow]

# Sizes are odd down to the last maps where Keras pads an even size at its end only, and ours on both sides.
PAIRS = [
    ("VGG16", "VGG16", (33, 40, 3)),
    ("VGG19", "VGG19", (33, 40, 3)),
    ("ResNet-50", "ResNet50", (40, 50, 3)),
    ("DenseNet-121", "DenseNet121", (40, 50, 3)),
    ("MobileNetV2", "MobileNetV2", (33, 65, 3)),
    ("Xception", "Xception", (75, 90, 3)),
    ("Inception v3", "InceptionV3", (75, 90, 3)),
    ("Inception-ResNet-v2", "InceptionResNetV2", (75, 90, 3)),
]


@pytest.mark.parametrize(("name", "theirs", "shape"), PAIRS)
def test_with_the_same_weights_it_says_the_same(name, theirs, shape):
    keras = import_keras()
    random = np.random.default_rng(0)
    other = getattr(keras.applications, theirs)(weights=None, input_shape=shape, classes=7, classifier_activation=None)
    ours = zoo.network(name).build(shape, 7)
    unused = [layer for layer in ours.layers if layer.weights]
    for layer in [layer for layer in other.layers if layer.weights]:
        randomize(layer, random)
        twin = next(each for each in unused if described(each) == described(layer))
        unused.remove(twin)
        twin.set_weights(
            layer.get_weights()[: len(twin.weights)]
        )  # a bias before a normalisation is zero, and left out
    assert unused == []
    images = random.normal(size=(2, *shape)).astype("float32")
    expected, found = (keras.ops.convert_to_numpy(model(images, training=False)) for model in (other, ours))
    spread = np.abs(expected[0] - expected[1]).max()
    assert spread > 1e-3 * np.abs(expected).max()  # the images do make a difference
    np.testing.assert_allclose(found, expected, atol=1e-3 * spread)


def described(layer):
    """Return the class of a layer, and the shapes of its weights; biases of convolutions aside, which both may lack."""
    shapes = [tuple(weight.shape) for weight in layer.weights]
    return type(layer).__name__, shapes[:1] if type(layer).__name__ == "Conv2D" else shapes


def randomize(layer, random):
    """Give a layer weights that keep the spread of what passes, and no two normalised channels the same numbers."""
    values = []
    for weight in layer.weights:
        if weight.name in ("gamma", "moving_variance"):
            values.append(random.uniform(0.7, 1.3, weight.shape))
        elif weight.name in ("beta", "moving_mean"):
            values.append(random.normal(0, 0.1, weight.shape))
        elif len(weight.shape) > 1:
            depthwise = "Depthwise" in type(layer).__name__ or "depthwise" in weight.name
            taps = np.prod(weight.shape[:2] if depthwise else weight.shape[:-1])
            values.append(random.normal(0, np.sqrt(2 / taps), weight.shape))
        else:
            values.append(np.zeros(weight.shape))
    layer.set_weights(values)
    if hasattr(layer, "epsilon"):
        layer.epsilon = 1e-3  # as in the zoo: the papers leave it open
