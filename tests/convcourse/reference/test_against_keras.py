"""The same numbers from Keras on the CPU. All tests that need Keras are here, so that it is imported once."""

import warnings

import numpy as np
import pytest

from convcourse import reference

with warnings.catch_warnings():
    # What the libraries say to each other while they are imported is not ours to mend.
    warnings.simplefilter("ignore")
    keras = pytest.importorskip("keras")
    tensorflow = pytest.importorskip("tensorflow")

STRIDES = [1, 2, (2, 3), (3, 1)]
KERNELS = [(1, 1), (2, 3), (3, 3), (4, 2)]


@pytest.fixture(autouse=True)
def on_the_cpu_in_float64():
    """Keep Keras off an accelerator, whose sums come in another order."""
    with tensorflow.device("CPU:0"):
        yield


def arrays(*shapes):
    """Return one array of normal numbers for each shape."""
    random = np.random.default_rng(sum(map(sum, shapes)))
    return [random.normal(size=shape) for shape in shapes]


def slope_like(result):
    """Return made-up slopes of a loss, one for each number of a result."""
    return np.cos(np.arange(float(result.size))).reshape(result.shape)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_a_convolution_and_its_gradients(kernel_size, stride, padding):
    images, kernel, bias = arrays((2, 7, 10, 3), (*kernel_size, 3, 4), (4,))
    variables = [tensorflow.Variable(array) for array in (images, kernel, bias)]
    with tensorflow.GradientTape() as tape:
        result = keras.ops.conv(variables[0], variables[1], stride, padding) + variables[2]
        loss = tensorflow.reduce_sum(result * slope_like(result.numpy()))
    ours = reference.convolution(images, kernel, bias, stride=stride, padding=padding)
    np.testing.assert_allclose(ours, result.numpy(), atol=1e-10)
    found = reference.convolution_gradients(slope_like(ours), images, kernel, stride=stride, padding=padding)
    for mine, theirs in zip(found, tape.gradient(loss, variables), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-10)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "kernel_size"), [((11,), (2,)), ((9, 12), (3, 2)), ((5, 6, 7), (2, 3, 2))])
def test_a_dilated_convolution_in_one_two_and_three_dimensions(size, kernel_size, padding):
    images, kernel = arrays((2, *size, 2), (*kernel_size, 2, 3))
    theirs = keras.ops.conv(images, kernel, 1, padding, dilation_rate=2)
    ours = reference.convolution(images, kernel, padding=padding, dilation=2)
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-10)


@pytest.mark.parametrize("stride", [1, 2])
def test_one_group_for_each_channel_is_a_depthwise_convolution(stride):
    images, kernel = arrays((2, 6, 9, 3), (3, 2, 3, 2))
    theirs = keras.ops.depthwise_conv(images, kernel, stride, "same")
    ours = reference.convolution(images, kernel.reshape(3, 2, 1, 6), stride=stride, padding="same", groups=3)
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-10)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("kernel_size", "stride"), [((2, 3), 1), ((3, 4), 2), ((3, 3), (2, 3)), ((4, 2), 2)])
def test_a_transposed_convolution(kernel_size, stride, padding):
    maps, kernel = arrays((2, 4, 5, 3), (*kernel_size, 2, 3))
    theirs = keras.ops.conv_transpose(maps, kernel, stride, padding)
    ours = reference.transposed_convolution(maps, kernel, stride=stride, padding=padding)
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-10)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("size", [2, (3, 2), (2, 4)])
@pytest.mark.parametrize("kind", ["max", "average"])
def test_a_pooling_and_its_gradient(kind, size, stride, padding):
    (images,) = arrays((2, 7, 10, 3))
    pool = getattr(reference, f"{kind}_pool")
    variable = tensorflow.Variable(images)
    with tensorflow.GradientTape() as tape:
        result = getattr(keras.ops, f"{kind}_pool")(variable, size, stride, padding)
        loss = tensorflow.reduce_sum(result * slope_like(result.numpy()))
    ours = pool(images, size, stride=stride, padding=padding)
    np.testing.assert_allclose(ours, result.numpy(), atol=1e-10)
    gradient = getattr(reference, f"{kind}_pool_gradient")
    mine = gradient(slope_like(ours), images, size, stride=stride, padding=padding)
    np.testing.assert_allclose(mine, tape.gradient(loss, variable).numpy(), atol=1e-10)


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax", "log_softmax"])
def test_activations_and_softmax(name):
    (x,) = arrays((4, 5))
    theirs = getattr(keras.ops, name)(30 * x)
    np.testing.assert_allclose(getattr(reference, name)(30 * x), theirs.numpy(), atol=1e-12)


def test_cross_entropy_and_its_gradient():
    (scores,) = arrays((6, 4))
    labels = np.array([0, 3, 1, 1, 2, 0])
    variable = tensorflow.Variable(scores)
    with tensorflow.GradientTape() as tape:
        each = keras.ops.sparse_categorical_crossentropy(labels, variable, from_logits=True)
        loss = keras.ops.mean(each)
    assert reference.cross_entropy(scores, labels) == pytest.approx(loss.numpy())
    mine = reference.cross_entropy_gradient(scores, labels)
    np.testing.assert_allclose(mine, tape.gradient(loss, variable).numpy(), atol=1e-12)


def test_shapes_and_parameters_of_a_whole_network():
    layers = [
        keras.layers.Conv2D(8, (3, 4), strides=(1, 2), padding="same", activation="relu"),
        keras.layers.MaxPooling2D(3, strides=2),
        keras.layers.Conv2D(12, 3, groups=4, dilation_rate=2, padding="same", use_bias=False),
        keras.layers.AveragePooling2D((1, 2)),
        keras.layers.Flatten(),
        keras.layers.Dense(10),
    ]
    model = keras.Sequential([keras.Input((21, 30, 3)), *layers])
    ours = reference.count_layers(
        [
            reference.Conv(8, (3, 4), stride=(1, 2), padding="same"),
            reference.Pool(3, stride=2),
            reference.Conv(12, 3, groups=4, dilation=2, padding="same", bias=False),
            reference.Pool((1, 2)),
            reference.Flatten(),
            reference.Dense(10),
        ],
        (21, 30, 3),
    )
    assert [count.shape for count in ours] == [tuple(layer.output.shape[1:]) for layer in layers]
    assert [count.parameters for count in ours] == [layer.count_params() for layer in layers]
    assert reference.total(ours)[0] == model.count_params()
