"""LeNet-5 in its three forms, against the counts of the paper."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models.lenet import READS
from convcourse.models.quiet import import_keras

keras = import_keras()
pytestmark = [
    pytest.mark.keras,
    # What NumPy has to say to Keras about its variables is not ours to mend.
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]


def trainable(model: Any) -> int:
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


def test_the_form_of_1998_has_60000_trainable_parameters_and_840_fixed_ones() -> None:
    model = models.lenet5(form="1998")
    assert trainable(model) == 60_000 and model.count_params() == 60_840
    by_layer = [count for _, _, count in models.layer_table(model) if count]
    assert by_layer == [156, 12, 1516, 32, 48_120, 10_164, 840]


@pytest.mark.parametrize("form", ["common", "relu"])
def test_the_other_forms_have_61706_parameters_at_28_pixels_as_at_32(form: str) -> None:
    for side in (28, 32):
        model = models.lenet5((side, side, 1), form=form)
        assert trainable(model) == model.count_params() == 61_706
        assert [row[1] for row in models.layer_table(model)] == [
            (28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (400,), (120,), (84,), (10,),
        ]  # fmt: skip


def test_the_1998_form_has_the_340908_connections_of_the_paper() -> None:
    maps = {"C1": 28 * 28 * 6 * 26, "S2": 14 * 14 * 6 * 5, "S4": 5 * 5 * 16 * 5}
    sparse = 10 * 10 * sum(25 * len(reads) + 1 for reads in READS)
    assert maps["C1"] == 122_304 and maps["S2"] == 5_880 and sparse == 151_600 and maps["S4"] == 2_000
    assert sum(maps.values()) + sparse + 120 * 401 + 84 * 121 + 840 == 340_908
    assert sum(map(len, READS)) == 60 and all(len({*reads}) == len(reads) for reads in READS)
    # Each map below is read by ten of the sixteen, as in table I of the paper.
    assert np.bincount(np.concatenate(READS)).tolist() == [10] * 6


def test_a_score_of_1998_is_minus_the_squared_distance_from_the_drawing() -> None:
    model = models.lenet5(form="1998")
    images = np.random.default_rng(0).random((2, 32, 32, 1)).astype("float32")
    units = models.layer_activations(model, images, "F6")
    squashed = 1.7159 * np.tanh(units * 2 / 3)
    distances = ((squashed[:, None] - models.digit_codes()) ** 2).sum(axis=2)
    np.testing.assert_allclose(models.outputs_of(model, images), -distances, rtol=1e-4)


def test_the_drawings_are_ten_different_ones_of_84_dots() -> None:
    codes = models.digit_codes()
    assert codes.shape == (10, 84) and {*codes.ravel()} == {-1, 1}
    apart = (codes[:, None] != codes).sum(axis=2) + 84 * np.eye(10)
    assert apart.min() >= 5


def test_a_sparse_convolution_is_a_full_one_with_zeros() -> None:
    from convcourse.models.sparse_convolution import SparseConvolution

    reads, images = [(0, 2), (1,), (2, 0, 1)], np.random.default_rng(1).normal(size=(2, 6, 7, 3))
    layer = SparseConvolution(reads, 3, [1.0, 1.0, 1.0])
    given = keras.ops.convert_to_numpy(layer(images.astype("float32")))
    weight, full, pair = layer.get_weights()[0], np.zeros((3, 3, 3, 3)), 0
    for place, below in enumerate(reads):
        for read in below:
            full[:, :, read, place] = weight[:, :, pair]
            pair += 1
    np.testing.assert_allclose(given, reference.convolution(images, full), atol=1e-5)
    assert layer.compute_output_shape((None, 6, 7, 3)) == (None, 4, 5, 3)


def test_a_saved_1998_form_comes_back_with_the_same_scores(tmp_path: Path) -> None:
    model = models.lenet5((28, 28, 1), form="1998")
    images = np.random.default_rng(2).random((3, 28, 28, 1)).astype("float32")
    model.save(tmp_path / "lenet.keras")
    again = keras.models.load_model(tmp_path / "lenet.keras")
    np.testing.assert_array_equal(models.outputs_of(again, images), models.outputs_of(model, images))


def test_other_forms_sizes_and_classes_are_refused() -> None:
    with pytest.raises(ValueError, match="expected one of the forms 1998, common, relu; came 'modern'"):
        models.lenet5(form="modern")
    with pytest.raises(ValueError, match="28 by 28 or 32 by 32 pixels, came 28 by 32"):
        models.lenet5((28, 32, 1))
    with pytest.raises(ValueError, match="a drawing of each of the ten digits, came 3 classes"):
        models.lenet5(form="1998", classes=3)
