"""The handwritten digits."""

import numpy as np
import pytest

from convcourse import data


def test_the_two_parts_hold_every_picture_once():
    parts = [data.digits(split) for split in ("train", "test")]
    assert [part.images.shape for part in parts] == [(1438, 8, 8, 1), (359, 8, 8, 1)]
    with np.load(data.data_file("digits.npz")) as file:
        everything = sorted(picture.tobytes() for picture in file["images"])
    both = np.concatenate([part.images[..., 0] for part in parts])
    assert sorted(picture.tobytes() for picture in (both * 16).astype(np.uint8)) == everything


def test_the_file_is_scikit_learns_copy():
    datasets = pytest.importorskip("sklearn.datasets")
    source = datasets.load_digits()
    with np.load(data.data_file("digits.npz")) as file:
        np.testing.assert_array_equal(file["images"], source.images)
        np.testing.assert_array_equal(file["labels"], source.target)


def test_ink_runs_from_zero_to_one():
    images, labels = data.digits()
    assert (images.min(), images.max()) == (0, 1)
    assert labels.dtype == np.int64


def test_a_fifth_of_every_digit_is_held_out():
    train, test = (np.bincount(data.digits(split).labels) for split in ("train", "test"))
    np.testing.assert_allclose(test / (train + test), 0.2, atol=0.003)


def test_the_split_depends_on_the_seed_alone():
    first, again, other = data.digits(seed=0), data.digits(seed=0), data.digits(seed=1)
    np.testing.assert_array_equal(first.images, again.images)
    assert (first.labels != other.labels).any()


@pytest.mark.parametrize("size", [28, 32])
def test_an_enlarged_digit_keeps_its_ink_and_its_range(size):
    small, large = data.digits("test"), data.digits("test", size=size)
    assert large.images.shape == (359, size, size, 1)
    assert large.images.min() >= 0
    assert large.images.max() <= 1 + 1e-6
    np.testing.assert_allclose(large.images.mean(axis=(1, 2)), small.images.mean(axis=(1, 2)), rtol=0.1)
    np.testing.assert_array_equal(large.labels, small.labels)


def test_bilinear_values_lie_between_their_neighbours_by_distance():
    small, large = data.digits("test").images[0, :, :, 0], data.digits("test", size=16).images[0, :, :, 0]
    # Doubling puts the new pixel (2r + 1, 2c + 1) a quarter of the way from pixel (r, c) to its lower right.
    expected = 0.5625 * small[3, 2] + 0.1875 * small[4, 2] + 0.1875 * small[3, 3] + 0.0625 * small[4, 3]
    assert large[7, 5] == pytest.approx(expected, abs=1e-6)


def test_another_split_is_refused():
    with pytest.raises(ValueError, match="expected the split 'train' or 'test', came 'valid'"):
        data.digits("valid")


def test_a_smaller_size_is_refused():
    with pytest.raises(ValueError, match="expected a size of 8 pixels or more, came 7"):
        data.digits(size=7)
