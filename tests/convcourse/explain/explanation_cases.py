"""Exact answers of the methods that need a gradient or a layer. Run in the test process, and as a program of its own on
another backend of Keras.
"""

import numpy as np

from convcourse import explain
from convcourse.models.class_score import class_scores
from convcourse.models.quiet import import_keras

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.normal(size=(3, 5, 7, 2))
CLASSES = np.array([2, 0, 3])


def linear_model(channels=2):
    """Return a model whose scores are weights times pixels, and the weights: shape (classes, 5, 7, channels)."""
    keras = import_keras()
    layers = [keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")]
    model = keras.Sequential([keras.Input((5, 7, channels)), *layers])
    weights = np.random.default_rng(1).normal(size=(5 * 7 * channels, 4)).astype("float32")
    model.set_weights([weights, np.float32([1, -2, 3, -4])])
    return model, weights.T.reshape(4, 5, 7, channels)


def averaging_network(kind="functional", relu="argument", *, bias=0.1):
    """Return convolution, pooling, convolution, global average, four scores and softmax; all weights from one seed."""
    keras = import_keras()
    bends = {"argument": ["relu", []], "layer": [None, [keras.layers.ReLU(name="bend")]]}
    activation, bend = bends[relu]
    layers = [
        keras.layers.Conv2D(3, (3, 2), padding="same", activation="relu", name="early"),
        keras.layers.MaxPooling2D((1, 2), name="pool"),
        keras.layers.Conv2D(6, 2, activation=activation, name="late"),
        *bend,
        keras.layers.GlobalAveragePooling2D(name="average"),
        keras.layers.Dense(4, activation="softmax", name="scores"),
    ]
    model = {"sequential": in_sequence, "functional": by_function, "subclassed": by_class}[kind](layers)
    random = np.random.default_rng(2)
    model.set_weights([random.normal(size=each.shape) + (each.ndim == 1) * bias for each in model.get_weights()])
    return model


def in_sequence(layers):
    keras = import_keras()
    return keras.Sequential([keras.Input((5, 7, 2)), *layers])


def by_function(layers):
    keras = import_keras()
    tensor = inputs = keras.Input((5, 7, 2))
    for layer in layers:
        tensor = layer(tensor)
    return keras.Model(inputs, tensor)


def by_class(layers):
    keras = import_keras()

    class Written(keras.Model):
        def __init__(self):
            super().__init__()
            self.steps = layers

        def call(self, images):
            for layer in self.steps:
                images = layer(images)
            return images

    model = Written()
    model(np.zeros((1, 5, 7, 2), "float32"))
    return model


def saliency_of_a_linear_model_is_the_size_of_its_weights():
    model, weights = linear_model(channels=1)
    found = explain.saliency(model, IMAGES[..., :1], CLASSES)
    np.testing.assert_allclose(found, np.abs(weights[CLASSES][..., 0]), rtol=1e-6)


def occlusion_of_a_linear_model_is_weights_times_patch_less_grey():
    model, weights = linear_model()
    grey = np.array([0.3, -0.2])
    drops, tops, lefts = explain.occlusion_drops(model, IMAGES, CLASSES, patch=(2, 3), stride=(2, 3), grey=grey)
    assert (tops.tolist(), lefts.tolist()) == ([0, 2, 3], [0, 3, 4])
    for number, chosen in enumerate(CLASSES):
        for row, top in enumerate(tops):
            for column, left in enumerate(lefts):
                part = np.s_[top : top + 2, left : left + 3]
                expected = np.sum(weights[chosen][part] * (IMAGES[number][part] - grey))
                np.testing.assert_allclose(drops[number, row, column], expected, atol=1e-4)


def integrated_gradients_add_up_to_the_change_of_the_score():
    for kind, relu in (("functional", "argument"), ("subclassed", "layer")):
        model = averaging_network(kind, relu)
        baseline = np.full(IMAGES.shape, 0.25)
        parts = explain.integrated_gradients(model, IMAGES, CLASSES, baseline=baseline, steps=200)
        change = (class_scores(model, IMAGES) - class_scores(model, baseline))[np.arange(3), CLASSES]
        np.testing.assert_allclose(parts.sum(axis=(1, 2)), change, rtol=0.01, atol=0.01)


def grad_cam_behind_a_global_average_is_the_class_activation_map():
    for kind, relu, layer in (("sequential", "argument", "late"), ("subclassed", "layer", "bend")):
        model = averaging_network(kind, relu)
        maps = explain.activations(model, IMAGES, layer)
        *_, weights, _ = model.get_weights()
        class_activation = np.einsum("bhwk,kb->bhw", maps, weights[:, CLASSES])
        found = explain.grad_cam(model, IMAGES, CLASSES, layer=layer, variant="vanilla", resize=False)
        assert found.shape == (3, 4, 2)
        np.testing.assert_allclose(found, class_activation / 8, rtol=1e-4, atol=1e-6)


def all_ways_to_write_a_network_give_the_same_maps():
    methods = [
        explain.saliency,
        explain.guided_backpropagation,
        explain.deconvnet,
        explain.grad_cam,
        lambda *args: explain.grad_cam(*args, variant="guided", channels="sum"),
        lambda *args: explain.occlusion(*args, patch=(2, 3)),
        lambda *args: explain.smooth_gradient(*args, samples=3),
        lambda *args: explain.integrated_gradients(*args, steps=40),
    ]
    ways = [("sequential", "layer"), ("functional", "argument"), ("subclassed", "layer")]
    models = [averaging_network(*way, bias=1.0) for way in ways]
    for number, method in enumerate(methods):
        first, *others = [method(model, IMAGES, CLASSES) for model in models]
        assert first.shape == (3, 5, 7) and np.ptp(first) > 0
        for other in others:
            np.testing.assert_allclose(other, first, rtol=1e-3, atol=1e-5, err_msg=f"method {number}")


CASES = [
    saliency_of_a_linear_model_is_the_size_of_its_weights,
    occlusion_of_a_linear_model_is_weights_times_patch_less_grey,
    integrated_gradients_add_up_to_the_change_of_the_score,
    grad_cam_behind_a_global_average_is_the_class_activation_map,
    all_ways_to_write_a_network_give_the_same_maps,
]

if __name__ == "__main__":
    for case in CASES:
        case()
    print(import_keras().backend.backend())
