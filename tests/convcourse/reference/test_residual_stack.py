"""Shortcuts and normalisation in NumPy, forwards and backwards, and the deep stack that is made of them."""

import numpy as np
import pytest

from convcourse import data, reference

ROWS = np.array([[2.0, 10], [4, 10], [5, 10], [6, 10], [8, 60]])


def numerical(function, values: np.ndarray, step: float = 1e-6) -> np.ndarray:
    found = np.zeros_like(values)
    for place in np.ndindex(values.shape):
        for sign in (1, -1):
            moved = values.copy()
            moved[place] += sign * step
            found[place] += sign * function(moved) / (2 * step)
    return found


def test_a_shortcut_adds_its_input_forwards_and_its_gradient_backwards() -> None:
    layer = reference.ShortcutLayer([reference.DenseLayer([[0, 1], [0, 0]], [0, 0])])
    assert layer.forward(np.array([[3.0, 5]])).tolist() == [[3, 8]]
    assert layer.backward(np.array([[1.0, 10]])).tolist() == [[11, 10]]


def test_layers_that_say_nothing_leave_the_identity() -> None:
    silent = reference.DenseLayer(np.zeros((3, 3)), np.zeros(3))
    layer = reference.ShortcutLayer([silent])
    numbers = np.random.default_rng(0).normal(size=(4, 3))
    assert np.array_equal(layer.forward(numbers), numbers) and np.array_equal(layer.backward(numbers), numbers)


def test_normalisation_agrees_with_that_of_chapter_08() -> None:
    layer = reference.BatchNormalisationLayer(2)
    layer.parameters = [np.array([2.0, 1]), np.array([10.0, 0])]
    expected = reference.batch_norm(ROWS, [2, 1], [10, 0], training=True, epsilon=1e-3).outputs
    assert layer.forward(ROWS) == pytest.approx(expected)
    maps = np.random.default_rng(1).normal(size=(3, 2, 4, 2))
    expected = reference.batch_norm(maps, [2, 1], [10, 0], training=True, epsilon=1e-3).outputs
    assert layer.forward(maps) == pytest.approx(expected)


@pytest.mark.parametrize("shape", [(5, 3), (2, 3, 2, 3)])
def test_the_way_back_agrees_with_central_differences(shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(2)
    inputs, weights = random.normal(size=shape), random.normal(size=shape)
    inner = reference.DenseLayer(random.normal(size=(3, 3)), random.normal(size=3))
    normal = reference.BatchNormalisationLayer(3)
    layers = [inner, normal] if len(shape) == 2 else [normal]
    normal.parameters = [random.normal(size=3), random.normal(size=3)]
    layer = reference.ShortcutLayer(layers)
    layer.forward(inputs)
    found = layer.backward(weights)
    assert found == pytest.approx(numerical(lambda moved: (layer.forward(moved) * weights).sum(), inputs), abs=1e-6)
    layer.forward(inputs)
    layer.backward(weights)
    gradients = layer.gradients
    for place, parameter in enumerate(layer.parameters):

        def loss(moved: np.ndarray, place: int = place) -> float:
            kept = layer.parameters[place]
            layer.parameters[place] = moved
            result = float((layer.forward(inputs) * weights).sum())
            layer.parameters[place] = kept
            return result

        assert gradients[place] == pytest.approx(numerical(loss, parameter.copy()), abs=1e-6)


def test_the_gradient_through_a_normalisation_neither_moves_nor_stretches_a_channel() -> None:
    random = np.random.default_rng(3)
    layer = reference.BatchNormalisationLayer(4)
    normal = layer.forward(random.normal(size=(50, 4)))
    back = layer.backward(random.normal(size=(50, 4)))
    assert back.sum(axis=0) == pytest.approx(0, abs=1e-9) and (back * normal).sum(axis=0) == pytest.approx(0, abs=0.1)


def test_training_replaces_the_parameters_inside_a_shortcut() -> None:
    digits = data.digits("train")
    network = reference.residual_stack(64, 10, depth=6, width=12)
    before = network.scores(digits.images[:5])
    losses = list(reference.train(network, digits.images[:200], digits.labels[:200], epochs=3, rate=0.05))
    assert losses[-1] < losses[0] and np.abs(network.scores(digits.images[:5]) - before).max() > 0.1


def test_with_and_without_shortcuts_the_first_weights_are_the_same() -> None:
    def weights(shortcuts: bool) -> list[np.ndarray]:
        layers = reference.residual_stack(5, 3, depth=8, width=4, shortcuts=shortcuts).layers
        return [each for layer in layers for each in layer.parameters]

    for mine, theirs in zip(weights(True), weights(False), strict=True):
        assert np.array_equal(mine, theirs)


@pytest.mark.parametrize("shortcuts", [True, False])
@pytest.mark.parametrize("normalised", [True, False])
def test_a_stack_has_as_many_gradients_as_layers_with_weights(shortcuts: bool, normalised: bool) -> None:
    network = reference.residual_stack(6, 3, depth=10, width=5, shortcuts=shortcuts, normalised=normalised)
    assert reference.stack_gradients(network) == [0.0] * 10
    network.backpropagate(np.random.default_rng(0).normal(size=(7, 6)), np.arange(7) % 3)
    found = reference.stack_gradients(network)
    assert len(found) == 10 and min(found) > 0


def test_half_a_block_and_layers_that_change_the_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected a depth of 4, 6, 8 or more.*came 7"):
        reference.residual_stack(4, 2, depth=7)
    layer = reference.ShortcutLayer([reference.DenseLayer(np.ones((2, 3)), np.zeros(3))])
    with pytest.raises(ValueError, match=r"the shape of their input, \(4, 2\), came \(4, 3\)"):
        layer.forward(np.ones((4, 2)))
