"""Layers, networks, momentum and training."""

import numpy as np
import pytest

from convcourse import data, reference


def gradients_of(network: reference.Network, images: np.ndarray, labels: np.ndarray) -> list[np.ndarray]:
    network.backpropagate(images, labels)
    return [gradient for layer in network.layers for gradient in layer.gradients]


def a_network_with_every_layer() -> reference.Network:
    random = np.random.default_rng(0)
    return reference.Network(
        [
            reference.ConvolutionLayer(
                random.normal(size=(3, 2, 2, 3)), random.normal(size=3), stride=(2, 1), padding=(1, 2)
            ),
            reference.ReluLayer(),
            reference.MaxPoolLayer((2, 3), stride=(1, 2)),
            reference.FlattenLayer(),
            reference.DenseLayer(random.normal(size=(27, 4)), random.normal(size=4)),
        ]
    )


def test_every_gradient_of_a_network_is_what_central_differences_measure():
    network, random = a_network_with_every_layer(), np.random.default_rng(1)
    images, labels = random.normal(size=(3, 7, 5, 2)), np.array([1, 3, 0])
    derived = iter(gradients_of(network, images, labels))
    for layer in network.layers:
        for place, parameter in enumerate(layer.parameters):

            def loss(values, layer=layer, place=place):
                layer.parameters[place] = values
                return reference.cross_entropy(network.scores(images), labels)

            measured = reference.numerical_gradient(loss, parameter)
            layer.parameters[place] = parameter
            np.testing.assert_allclose(next(derived), measured, atol=1e-7)


def test_a_momentum_step_done_by_hand():
    weights, velocity, gradient = np.array([1.0, 2]), np.array([1.0, 0]), np.array([2.0, -4])
    moved = reference.momentum_step(weights, velocity, gradient, 0.5, 0.5)
    assert moved.velocity.tolist() == [-0.5, 2] and moved.weights.tolist() == [0.5, 4]
    assert weights.tolist() == [1, 2] and velocity.tolist() == [1, 0] and gradient.tolist() == [2, -4]


def test_a_momentum_step_keeps_single_precision():
    single = np.ones(3, np.float32)
    assert reference.momentum_step(single, single, single, 0.1).weights.dtype == np.float32


def test_a_momentum_step_refuses_shapes_that_differ():
    with pytest.raises(ValueError, match=r"one shape, came \(2,\), \(2,\) and \(3,\)"):
        reference.momentum_step([1, 2], [0, 0], [1, 1, 1], 0.1)


def test_one_epoch_in_one_batch_is_one_step_downhill():
    images, labels = np.random.default_rng(2).normal(size=(5, 2, 3, 1)), np.array([0, 1, 1, 2, 0])
    network = reference.logistic_regression(6, 3)
    (loss,) = reference.train(network, images, labels, epochs=1, rate=0.5, batch=5)
    assert loss == pytest.approx(np.log(3))
    flat = images.reshape(5, 6)
    gradient = flat.T @ (np.full((5, 3), 1 / 3) - np.eye(3)[labels]) / 5
    np.testing.assert_allclose(network.layers[1].parameters[0], -0.5 * gradient, atol=1e-6)


def test_the_last_batch_takes_what_is_left_and_counts_for_what_it_holds():
    images, labels = np.zeros((5, 2, 3, 1)), np.array([0, 0, 0, 0, 0])
    losses = list(reference.train(reference.logistic_regression(6, 2), images, labels, epochs=1, rate=1e-9, batch=3))
    assert losses == pytest.approx([np.log(2)])


def test_images_may_be_drawn_anew_in_each_epoch():
    asked = []

    def drawn(random):
        asked.append(random.integers(100))
        return np.zeros((4, 2, 2, 1))

    list(reference.train(reference.logistic_regression(4, 2), drawn, np.array([0, 1, 0, 1]), epochs=3))
    assert len(asked) == 3


def test_the_same_seed_gives_the_same_run_and_another_one_does_not():
    images, labels = data.letters(40, size=(8, 6))
    runs = []
    for seed in (1, 1, 2):
        network = reference.small_cnn((8, 6), 2, filters=(3,), seed=seed)
        runs.append(list(reference.train(network, images, labels, epochs=2, seed=seed)))
    assert runs[0] == runs[1] != runs[2]


def test_a_small_network_learns_its_letters():
    images, labels = data.letters(60, size=(12, 10))
    network = reference.small_cnn((12, 10), 2, filters=(4,), kernel=5)
    losses = list(reference.train(network, images, labels, epochs=15, rate=0.05))
    assert losses[-1] < losses[0] / 5
    assert np.mean(network.predict(images) == labels) > 0.9


def test_a_small_network_refuses_an_even_kernel():
    with pytest.raises(ValueError, match="odd kernel"):
        reference.small_cnn((8, 8), 10, kernel=4)
