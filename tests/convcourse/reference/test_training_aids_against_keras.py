"""What chapter 08 writes in NumPy, and the same from Keras."""

import warnings

import numpy as np
import pytest

from convcourse import reference

with warnings.catch_warnings():
    # What the libraries say to each other while they are imported is not ours to mend.
    warnings.simplefilter("ignore")
    keras = pytest.importorskip("keras")

pytestmark = pytest.mark.keras


def as_array(tensor: object) -> np.ndarray:
    return keras.ops.convert_to_numpy(keras.ops.add(tensor, 0))  # a sum, because a variable warns when it is copied


@pytest.mark.parametrize("shape", [(60, 200), (3, 2, 20, 70)])
@pytest.mark.parametrize(
    ("kind", "theirs"),
    [("xavier", "GlorotNormal"), ("he", "HeNormal"), ("xavier", "GlorotUniform"), ("zeros", "Zeros")],
)
def test_initialisers_spread_as_those_of_keras(kind: str, theirs: str, shape: tuple[int, ...]) -> None:
    settings = {} if kind == "zeros" else {"seed": 1}
    drawn = as_array(getattr(keras.initializers, theirs)(**settings)(shape))
    assert drawn.std() == pytest.approx(reference.initial_spread(shape, kind), rel=0.03)


@pytest.mark.parametrize("shape", [(6, 3), (4, 2, 5, 3)])
def test_batch_normalisation_in_training_and_in_use(shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(0)
    layer = keras.layers.BatchNormalization(momentum=0.8, epsilon=0.01)
    layer.build(shape)
    gamma, beta, mean, root = random.normal(size=(4, 3))
    layer.set_weights([gamma, beta, mean, root**2])
    kept = mean, root**2
    for training in (True, True, False):
        inputs = random.normal(loc=2, size=shape)
        theirs = as_array(layer(inputs.astype("float32"), training=training))
        ours = reference.batch_norm(inputs, gamma, beta, *kept, training=training, momentum=0.8, epsilon=0.01)
        np.testing.assert_allclose(ours.outputs, theirs, rtol=1e-4, atol=1e-4)
        kept = ours.running_mean, ours.running_variance
        np.testing.assert_allclose(kept[0], as_array(layer.moving_mean), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(kept[1], as_array(layer.moving_variance), rtol=1e-4, atol=1e-5)


def test_dropout_with_the_draws_that_keras_made() -> None:
    inputs = np.arange(1.0, 601).reshape(20, 30)
    layer = keras.layers.Dropout(0.3, seed=4)
    theirs = as_array(layer(inputs.astype("float32"), training=True))
    draws = np.where(theirs == 0, 0.0, 0.9)
    np.testing.assert_allclose(reference.dropout(inputs, 0.3, draws), theirs, rtol=1e-5)
    assert np.mean(theirs == 0) == pytest.approx(0.3, abs=0.06)
    np.testing.assert_allclose(as_array(layer(inputs.astype("float32"), training=False)), inputs)


GRADIENTS = np.random.default_rng(3).normal(size=(5, 2, 3)).astype("float32")
START = np.array([[1.0, -2, 3], [0.5, 0, -1]], dtype="float32")


def steps_of(optimizer: object) -> np.ndarray:
    variable = keras.Variable(START)
    for gradient in GRADIENTS:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    return as_array(variable)


def test_five_steps_of_sgd_with_and_without_momentum() -> None:
    for momentum in (0.0, 0.9):
        weights, velocity = START, np.zeros_like(START)
        for gradient in GRADIENTS:
            weights, velocity = reference.momentum_step(weights, velocity, gradient, 0.1, momentum)
        theirs = steps_of(keras.optimizers.SGD(0.1, momentum=momentum))
        np.testing.assert_allclose(weights, theirs, rtol=1e-5, atol=1e-6)


def test_five_steps_of_rmsprop() -> None:
    weights, square = START, np.zeros_like(START)
    for gradient in GRADIENTS:
        weights, square = reference.rmsprop_step(weights, square, gradient, 0.1, 0.8)
    theirs = steps_of(keras.optimizers.RMSprop(0.1, rho=0.8))
    np.testing.assert_allclose(weights, theirs, rtol=1e-4, atol=1e-5)


def test_five_steps_of_adam() -> None:
    weights, mean, square = START, np.zeros_like(START), np.zeros_like(START)
    for step, gradient in enumerate(GRADIENTS, start=1):
        weights, mean, square = reference.adam_step(weights, mean, square, gradient, step, 0.1, (0.8, 0.95))
    theirs = steps_of(keras.optimizers.Adam(0.1, beta_1=0.8, beta_2=0.95))
    np.testing.assert_allclose(weights, theirs, rtol=1e-4, atol=1e-5)


def test_schedules() -> None:
    named = keras.optimizers.schedules
    theirs = {
        "cosine": named.CosineDecay(0.4, 12),
        "exponential": named.ExponentialDecay(0.4, 12, 0.01),
        "steps": named.PiecewiseConstantDecay([5, 8], [0.4, 0.04, 0.004]),
    }
    for kind, schedule in theirs.items():
        ours = [reference.scheduled_rate(kind, 0.4, step, 12) for step in range(13)]
        np.testing.assert_allclose(ours, [float(as_array(schedule(step))) for step in range(13)], rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("interpolation", ["bilinear", "nearest"])
@pytest.mark.parametrize(
    "change",
    [
        reference.Change(down=1.3, right=-0.6),
        reference.Change(turn=25, scale=1.2, down=0.4),
        reference.Change(flip=True, turn=-40, right=1.7),
    ],
)
def test_a_change_is_an_affine_map_of_keras(change: reference.Change, interpolation: str) -> None:
    image = np.random.default_rng(5).random((7, 10, 2)) + 1
    rows, columns = 3.0, 4.5  # the middle
    angle = np.radians(change.turn)
    cosine, sine = np.cos(angle) / change.scale, np.sin(angle) / change.scale
    mirror = -1 if change.flip else 1
    a0, a1, b0, b1 = mirror * cosine, -mirror * sine, sine, cosine  # from (x, y) of the result to (x, y) of the image
    x, y = columns + change.right, rows + change.down
    transform = [a0, a1, columns - a0 * x - a1 * y, b0, b1, rows - b0 * x - b1 * y, 0, 0]
    theirs = as_array(
        keras.ops.image.affine_transform(
            image.astype("float32"), np.array(transform, "float32"), interpolation=interpolation, fill_mode="constant"
        )
    )
    ours = reference.changed_image(image, change)
    if interpolation == "nearest":
        ours = np.stack([reference.changed_mask(image[..., channel], change) for channel in range(2)], axis=-1)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4)
