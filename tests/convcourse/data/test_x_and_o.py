"""The letters X and O."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import data


def test_a_plain_x_is_two_diagonals_of_seven_pixels():
    expected = np.zeros((9, 9), dtype=int)
    for place in range(1, 8):
        expected[place, place] = expected[place, 8 - place] = 1
    np.testing.assert_array_equal(data.letter("X"), expected)


def test_a_shift_moves_every_pixel():
    np.testing.assert_array_equal(data.letter("X", shift=(1, -1)), np.roll(data.letter("X"), (1, -1), (0, 1)))


def test_a_shift_moves_down_then_right():
    row, column = np.argwhere(data.letter("O", size=(20, 30), shrink=0.5, shift=(3, -4))).mean(axis=0)
    assert (row, column) == (9.5 + 3, 14.5 - 4)


def test_a_shrunken_x_is_a_smaller_x():
    np.testing.assert_array_equal(data.letter("X", shrink=2 / 3)[2:7, 2:7], data.letter("X", size=7)[1:6, 1:6])


def test_a_quarter_turn_leaves_both_letters_as_they_were():
    for kind in data.LETTERS:
        np.testing.assert_array_equal(data.letter(kind, rotate=90), data.letter(kind))


def test_an_x_turned_by_an_eighth_is_a_plus():
    plus = data.letter("X", rotate=45)
    assert plus[4].all()
    assert plus[:, 4].all()
    assert plus.sum() == 17


def test_rotation_is_anticlockwise():
    tall = data.letter("X", size=21, stretch=(1, 0.2), rotate=20)
    top, bottom = np.argwhere(tall[:8])[:, 1].mean(), np.argwhere(tall[13:])[:, 1].mean()
    assert top < bottom


def test_a_slant_moves_the_top_to_the_right():
    slanted = data.letter("O", size=21, slant=0.4)
    assert np.argwhere(slanted[:8])[:, 1].mean() > np.argwhere(slanted[13:])[:, 1].mean()


def test_a_bend_moves_top_and_bottom_to_the_right_and_not_the_middle():
    bent = data.letter("X", size=31, shrink=0.6, bend=0.4)
    upright = data.letter("X", size=31, shrink=0.6)
    np.testing.assert_array_equal(bent[15], upright[15])
    assert np.argwhere(bent[:9])[:, 1].mean() > np.argwhere(upright[:9])[:, 1].mean() + 1
    np.testing.assert_array_equal(bent, bent[::-1])


def test_a_stretch_is_height_then_width():
    rows, columns = data.letter("O", size=31, stretch=(0.5, 1)).any(axis=1), data.letter("O", size=31).any(axis=0)
    assert rows.sum() < columns.sum()


def test_the_pictures_of_chapter_two_are_small_binary_and_all_different():
    pictures = data.x_pictures()
    assert list(pictures) == ["plain", "shifted", "shrunk", "rotated", "deformed", "O"]
    assert {picture.shape for picture in pictures.values()} == {(9, 9)}
    assert all(set(np.unique(picture)) == {0, 1} for picture in pictures.values())
    assert len({picture.tobytes() for picture in pictures.values()}) == 6


@given(some.integers(1, 12), some.integers(0, 1000), some.sampled_from([9, 16, (9, 14)]))
def test_letters_come_in_halves_with_ink_in_every_picture(count, seed, size):
    images, labels = data.letters(count, size=size, seed=seed)
    high, wide = (size, size) if isinstance(size, int) else size
    assert images.shape == (count, high, wide, 1)
    assert set(np.unique(images)) == {0.0, 1.0}
    assert labels.sum() == count // 2
    assert images.any(axis=(1, 2, 3)).all()


def test_the_same_seed_gives_the_same_letters():
    for first, second in zip(data.letters(10, noise=0.3, seed=4), data.letters(10, noise=0.3, seed=4), strict=True):
        np.testing.assert_array_equal(first, second)


def test_letters_without_any_change_are_the_plain_letters():
    images, labels = data.letters(4, size=9, shrink=(1, 1), shift=0, rotate=0, distort=0)
    for image, label in zip(images[..., 0], labels, strict=True):
        np.testing.assert_array_equal(image, data.letter(data.LETTERS[label]))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "Y"}, "expected the letter X or O, came 'Y'"),
        ({"kind": "X", "size": (4, 9)}, "expected a size of at least 5 pixels, came 4 by 9"),
        ({"kind": "X", "shrink": 0}, "expected a positive shrink and stretch, came 0 and"),
    ],
)
def test_a_letter_that_cannot_be_drawn_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        data.letter(**arguments)
