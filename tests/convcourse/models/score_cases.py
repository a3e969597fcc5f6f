"""One small network, written in all the ways that Keras admits, against NumPy. Run in the test process, and as a
program of its own on another backend of Keras.
"""

import itertools

import numpy as np

from convcourse.models import class_score
from convcourse.models.quiet import import_keras

KINDS = ("sequential", "functional", "subclassed", "nested")
RELUS = ("layer", "argument", "activation layer", "operation")
ENDS = ("scores", "softmax argument", "softmax layer", "softmax activation layer", "softmax, then a cast")
SIZES = [24, 6, 5, 3]
RANDOM = np.random.default_rng(0)
WEIGHTS = [RANDOM.normal(size=size).astype("float32") for size in itertools.pairwise(SIZES)]
BIASES = [RANDOM.normal(size=size).astype("float32") for size in SIZES[1:]]
IMAGES = RANDOM.normal(size=(4, 3, 4, 2))


def written(kind, relu, end):
    """Return the network: two dense layers with ReLU, one that gives three scores, and perhaps a softmax."""
    keras = import_keras()
    layers = [keras.layers.Flatten(), *hidden(6, relu), *hidden(5, relu), *ending(end)]
    ways = {"sequential": sequential, "functional": functional, "subclassed": subclassed, "nested": nested}
    model = ways[kind](layers)
    model.set_weights([each for pair in zip(WEIGHTS, BIASES, strict=True) for each in pair])
    return model


def hidden(units, relu):
    keras = import_keras()
    if relu == "argument":
        return [keras.layers.Dense(units, activation="relu")]
    steps = {
        "layer": keras.layers.ReLU(),
        "activation layer": keras.layers.Activation("relu"),
        "operation": keras.ops.relu,
    }
    return [keras.layers.Dense(units), steps[relu]]


def ending(end):
    keras = import_keras()
    last = keras.layers.Dense(3, activation="softmax" if end == "softmax argument" else None, name="last")
    return {
        "scores": [last],
        "softmax argument": [last],
        "softmax layer": [last, keras.layers.Softmax()],
        "softmax activation layer": [last, keras.layers.Activation("softmax")],
        "softmax, then a cast": [last, keras.layers.Softmax(), keras.layers.Reshape((3,)), keras.layers.Dropout(0.5)],
    }[end]


def sequential(layers):
    keras = import_keras()
    return keras.Sequential([keras.Input((3, 4, 2)), *layers])


def functional(steps):
    keras = import_keras()
    tensor = inputs = keras.Input((3, 4, 2))
    for step in steps:
        tensor = step(tensor)
    return keras.Model(inputs, tensor)


def subclassed(steps):
    keras = import_keras()

    class Written(keras.Model):
        def __init__(self):
            super().__init__()
            self.held = [step for step in steps if isinstance(step, keras.Layer)]

        def call(self, images):
            for step in steps:
                # The operation is looked up as it runs, as code of one's own does.
                images = step(images) if isinstance(step, keras.Layer) else keras.ops.relu(images)
            return images

    model = Written()
    model(np.zeros((1, 3, 4, 2), "float32"))
    return model


def nested(steps):
    """Put the first steps into a model inside, and the last ones into another."""
    keras = import_keras()
    cut = len(steps) // 2
    middle = functional(steps[:cut])
    tail = keras.Sequential([keras.Input(middle.output_shape[1:]), *steps[cut:]])
    inputs = keras.Input((3, 4, 2))
    return keras.Model(inputs, tail(middle(inputs)))


def ends_of_every_kind():
    return [(kind, "argument", end) for kind in KINDS for end in ENDS]


def relus_of_every_kind():
    for kind, relu in itertools.product(KINDS, RELUS):
        # A sequence takes layers only.
        if relu != "operation" or kind in ("functional", "subclassed"):
            yield kind, relu, "softmax argument"


def scores_by_hand():
    flat = IMAGES.reshape(4, -1)
    for weights, biases in zip(WEIGHTS[:-1], BIASES[:-1], strict=True):
        flat = np.maximum(flat @ weights + biases, 0)
    return flat @ WEIGHTS[-1] + BIASES[-1]


def gradient_by_hand(classes, rule):
    """Go forward and note which ReLUs are open; come back by the rule of Springenberg and others, figure 1."""
    flat, slopes = IMAGES.reshape(4, -1), []
    for weights, biases in zip(WEIGHTS[:-1], BIASES[:-1], strict=True):
        sums = flat @ weights + biases
        slopes.append(sums > 0)
        flat = np.maximum(sums, 0)
    gradient = WEIGHTS[-1].T[classes]
    for weights, slope in zip(WEIGHTS[-2::-1], slopes[::-1], strict=True):
        if rule in ("guided", "deconvnet"):
            gradient = np.maximum(gradient, 0)
        if rule in ("guided", "plain"):
            gradient = gradient * slope
        gradient = gradient @ weights.T
    return gradient.reshape(IMAGES.shape)


def scores_come_before_the_softmax_however_it_is_written():
    for way in ends_of_every_kind():
        found = class_score.class_scores(written(*way), IMAGES, batch_size=3)
        np.testing.assert_allclose(found, scores_by_hand(), rtol=1e-4, atol=1e-5, err_msg=str(way))


def each_rule_holds_however_the_relu_is_written():
    classes = np.array([0, 2, 1, 2])
    for way in relus_of_every_kind():
        model = written(*way)
        for rule in ("plain", "guided", "deconvnet"):
            found = class_score.score_gradient(model, IMAGES, classes, relu_rule=rule, batch_size=3)
            expected = gradient_by_hand(classes, rule)
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5, err_msg=f"{rule}, {way}")


def the_model_is_left_as_it_was():
    keras = import_keras()
    for way in (("sequential", "argument", "softmax argument"), ("functional", "operation", "softmax layer")):
        model, relu = written(*way), keras.ops.relu
        before = keras.ops.convert_to_numpy(model(IMAGES.astype("float32")))
        class_score.score_gradient(model, IMAGES, 1, relu_rule="deconvnet")
        np.testing.assert_array_equal(keras.ops.convert_to_numpy(model(IMAGES.astype("float32"))), before)
        assert keras.ops.relu is relu
        np.testing.assert_allclose(before.sum(axis=1), 1, rtol=1e-5)


CASES = [
    scores_come_before_the_softmax_however_it_is_written,
    each_rule_holds_however_the_relu_is_written,
    the_model_is_left_as_it_was,
]

if __name__ == "__main__":
    for case in CASES:
        case()
    print(import_keras().backend.backend())
