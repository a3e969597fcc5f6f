"""Letters and real digits on textured ground: the truth about them, and that it takes more than pixels to read them."""

import numpy as np
import pytest
from PIL import Image

from convcourse import data


def crops(made: data.WrittenScenes) -> np.ndarray:
    """Return what is inside the boxes of the masks, brought to 12 by 8 pixels: shape (count, 96)."""
    found = []
    for mask, (top, left, bottom, right) in zip(made.masks, made.boxes, strict=True):
        inside = Image.fromarray(mask[top:bottom, left:right].astype(np.float32))
        found.append(np.asarray(inside.resize((8, 12), Image.Resampling.BOX)).ravel())
    return np.array(found)


def nearest_label(known: np.ndarray, labels: np.ndarray, asked: np.ndarray) -> np.ndarray:
    distances = (asked**2).sum(1)[:, None] - 2 * asked @ known.T + (known**2).sum(1)
    return labels[distances.argmin(axis=1)]


@pytest.fixture(scope="module")
def letters():
    return data.letter_scenes(1200, seed=1)


@pytest.fixture(scope="module")
def handwriting():
    return data.digit_scenes("train", per_class=40, seed=1), data.digit_scenes("test", seed=1)


@pytest.mark.parametrize("size", [(24, 24), (32, 40), (60, 30)])
@pytest.mark.parametrize("draw", [data.letter_scenes, lambda count, **rest: data.digit_scenes("test", **rest)])
def test_every_sign_lies_inside_its_picture_and_its_box(draw, size):
    made = draw(30, size=size, seed=3)
    count = len(made.labels)
    assert made.images.shape == (count, *size, 3) and made.images.dtype == np.float32
    assert made.images.min() >= 0 and made.images.max() <= 1
    for mask, (top, left, bottom, right) in zip(made.masks, made.boxes, strict=True):
        assert mask[top:bottom, left:right].sum() == mask.sum() > 0
        assert bottom - top > 0.35 * min(size), "it can be read"
        if draw is data.letter_scenes:
            assert top > 0 and left > 0 and bottom < size[0] and right < size[1]


def test_the_masks_hold_the_signs_that_the_labels_name(letters, handwriting):
    """The nearest of some cut-out masks has the same label, for letters and for digits."""
    known, asked = crops(letters)[:900], crops(letters)[900:]
    assert np.mean(nearest_label(known, letters.labels[:900], asked) == letters.labels[900:]) > 0.85
    train, test = handwriting
    assert np.mean(nearest_label(crops(train), train.labels, crops(test)) == test.labels) > 0.85


def test_the_signs_are_in_the_images_where_the_masks_say():
    """Along the edge of a mask colours jump; elsewhere, and without noise, they change slowly."""
    for made in (data.letter_scenes(40, noise=0, seed=2), data.digit_scenes("test", per_class=4, noise=0, seed=2)):
        jump = np.linalg.norm(np.diff(made.images, axis=2), axis=-1)
        edge = np.diff(made.masks, axis=2)
        assert jump[edge].mean() > 2 * jump[~edge].mean()


def test_the_nearest_picture_is_no_reader(letters, handwriting):
    """Colours and places tell nothing: by pixels alone hardly more is read than by guessing."""
    flat = letters.images.reshape(1200, -1)
    assert np.mean(nearest_label(flat[:900], letters.labels[:900], flat[900:]) == letters.labels[900:]) < 0.2
    train, test = handwriting
    read = nearest_label(train.images.reshape(400, -1), train.labels, test.images.reshape(359, -1))
    assert np.mean(read == test.labels) < 0.3


def test_every_letter_occurs_about_as_often(letters):
    counts = np.bincount(letters.labels, minlength=21)
    assert len(data.WRITTEN_LETTERS) == len(counts) == 21
    assert counts.min() > 30 and counts.max() < 90


def test_more_letters_begin_with_the_fewer():
    few, more = data.letter_scenes(3, seed=5), data.letter_scenes(6, seed=5)
    for before, after in zip(few, more, strict=True):
        np.testing.assert_array_equal(before, after[:3])
    assert (data.letter_scenes(3, seed=6).images != few.images).any()


def test_a_digit_scene_depends_on_its_seed_alone():
    first, again, other = (data.digit_scenes("train", per_class=2, seed=seed) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first.images, again.images)
    assert (first.masks != other.masks).any()


def test_so_many_of_each_digit_as_asked_for_or_all():
    assert np.bincount(data.digit_scenes("train", per_class=7).labels).tolist() == [7] * 10
    made = data.digit_scenes("test")
    np.testing.assert_array_equal(np.bincount(made.labels), np.bincount(data.digits("test").labels))


def test_no_handwriting_is_in_both_parts():
    train, test = (data.digits(split).images.reshape(-1, 64) for split in ("train", "test"))
    assert len(np.unique(np.concatenate([train, test]), axis=0)) == len(train) + len(test) == 1797


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="expected a count of 0 pictures or more, came -1"):
        data.letter_scenes(-1)
    with pytest.raises(ValueError, match="height and width of 24 pixels or more, came 23 by 40"):
        data.letter_scenes(1, size=(23, 40))
    with pytest.raises(ValueError, match="expected a noise of 0 or more, came -1"):
        data.digit_scenes("test", noise=-1)
    with pytest.raises(ValueError, match="expected the split 'train' or 'test', came 'all'"):
        data.digit_scenes("all")
    with pytest.raises(ValueError, match=r"expected 1 to \d+ pictures of each digit, came 500"):
        data.digit_scenes("train", per_class=500)
    assert data.letter_scenes(0).boxes.shape == (0, 4)
