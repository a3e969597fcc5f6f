"""Pictures on a canvas, and digits written anew."""

import numpy as np
import pytest

from convcourse import data


def test_a_picture_lies_in_the_middle_and_moves_by_whole_pixels() -> None:
    picture = np.array([[1.0, 2, 3], [4, 5, 6]]).reshape(1, 2, 3, 1)
    canvas = data.on_canvas(picture, (4, 7))[0, ..., 0]
    np.testing.assert_array_equal(canvas[1:3, 2:5], picture[0, ..., 0])
    assert canvas.sum() == 21 and canvas.dtype == np.float32
    moved = data.on_canvas(picture, (4, 7), down=1, right=-2)[0, ..., 0]
    np.testing.assert_array_equal(moved[2:4, 0:3], picture[0, ..., 0])


def test_a_picture_that_would_leave_the_canvas_is_refused() -> None:
    with pytest.raises(ValueError, match="came their upper left pixel at row 3, column 2"):
        data.on_canvas(np.ones((1, 2, 3, 1)), (4, 7), down=2)


def test_rewritten_digits_keep_their_shape_and_most_of_their_ink() -> None:
    images = data.digits("train", size=28).images[:200]
    written = data.rewritten(images, seed=3)
    assert written.shape == images.shape and written.min() >= 0 and written.max() <= 1
    assert written.sum() == pytest.approx(images.sum(), rel=0.1)
    assert np.abs(written - images).mean() > 0.02


def test_rewriting_depends_on_the_seed_alone() -> None:
    images = data.digits("train", size=28).images[:5]
    np.testing.assert_array_equal(data.rewritten(images, seed=1), data.rewritten(images, seed=1))
    assert not np.array_equal(data.rewritten(images, seed=1), data.rewritten(images, seed=2))


def test_a_dot_in_the_middle_moves_by_a_fourteenth_of_the_picture_at_most() -> None:
    dot = np.zeros((300, 29, 43, 1))
    dot[:, 14, 21] = 1
    written = data.rewritten(dot, seed=0)[..., 0]
    rows, columns = (
        np.average(np.broadcast_to(places, written.shape), axis=(1, 2), weights=written)
        for places in np.mgrid[:29, :43]
    )
    assert 1.5 < np.abs(rows - 14).max() < 29 / 14 * 1.25 + 0.5
    assert 2.5 < np.abs(columns - 21).max() < 43 / 14 * 1.25 + 0.5


def test_pictures_without_channels_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"expected images of shape \(count, height, width, channels\), came \(3, 8, 8\)"
    ):
        data.rewritten(np.ones((3, 8, 8)))
