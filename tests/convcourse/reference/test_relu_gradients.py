"""What comes back through a ReLU, and the mean gradient of noisy copies."""

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models.quiet import import_keras


def test_three_rules_on_paper() -> None:
    given, back = [[4, 5], [-3, 0]], [[3, -1], [2, 6]]
    found = {rule: reference.back_through_relu(given, back, rule).tolist() for rule in ("plain", "deconvnet", "guided")}
    assert found == {"plain": [[3, -1], [0, 0]], "deconvnet": [[3, 0], [2, 6]], "guided": [[3, 0], [0, 0]]}


@pytest.mark.parametrize("rule", ["plain", "deconvnet", "guided"])
def test_a_rule_does_what_keras_does_with_it(rule: str) -> None:
    keras = import_keras()
    model = keras.Sequential([keras.Input((3, 5)), keras.layers.ReLU()])
    random = np.random.default_rng(3)
    given, back = random.normal(size=(2, 4, 3, 5)).astype("float32")
    gone = models.input_gradient(
        model, given, lambda outputs: keras.ops.sum(outputs * back, axis=(1, 2)), relu_rule=rule
    )
    np.testing.assert_allclose(reference.back_through_relu(given, back, rule), gone, rtol=1e-6)


def test_guided_is_plain_and_deconvnet_one_after_the_other() -> None:
    given, back = np.random.default_rng(4).normal(size=(2, 6, 7))
    plain = reference.back_through_relu(given, back, "plain")
    np.testing.assert_array_equal(
        reference.back_through_relu(given, back, "guided"), reference.back_through_relu(given, plain, "deconvnet")
    )


def test_another_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a rule named plain, deconvnet, guided; came 'guide'"):
        reference.back_through_relu([1], [1], "guide")


def test_the_gradient_of_a_square_is_moved_by_the_mean_of_the_noise() -> None:
    image = np.array([[1.0, 4], [-1, 0], [2, 3]])
    draws = np.random.default_rng(5).normal(size=(9, 3, 2))
    found = reference.mean_noisy_gradient(lambda batch: 2 * batch, image, 0.2, draws)
    np.testing.assert_allclose(found, 2 * (image + 0.2 * 5 * draws.mean(axis=0)))
