"""The two readers whose digit can be moved."""

import numpy as np
import pytest

from convcourse import data, models

pytestmark = [
    pytest.mark.keras,
    # What NumPy has to say to Keras about its variables is not ours to mend.
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]


def test_a_digit_that_stays_away_from_the_edge_keeps_the_scores_of_the_convolutional_reader() -> None:
    reader, images = models.digit_reader("convolutional"), data.digits("test").images[:4]
    weights = [weight + 0.05 for weight in reader.get_weights()]  # with biases, too
    reader.set_weights(weights)
    middle = models.outputs_of(reader, data.on_canvas(images, (16, 20)))
    moved = models.outputs_of(reader, data.on_canvas(images, (16, 20), down=-1, right=3))
    np.testing.assert_allclose(moved, middle, atol=1e-5)
    dense = models.digit_reader("dense")
    pair = [models.outputs_of(dense, data.on_canvas(images, (16, 20), right=right)) for right in (0, 3)]
    assert not np.allclose(*pair, atol=1e-2)


def test_the_convolutional_reader_has_less_than_a_third_of_the_parameters() -> None:
    assert 3 * models.digit_reader("convolutional").count_params() < models.digit_reader("dense").count_params()


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of the kinds dense, convolutional; came 'round'"):
        models.digit_reader("round")
