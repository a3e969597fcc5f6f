"""Lettering puts words where a text of matplotlib stands."""

import io

import numpy as np
import pytest
from PIL import Image

from convcourse.figures.lettering import Lettering, write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture


def ink(words: str, fast: bool, **style: object) -> np.ndarray:
    """Draw words at (150, 50) of a sheet, and return how dark each pixel is."""
    figure = sheet(300, 100)
    axes = in_pixels(figure)
    if fast:
        write(axes, 150, 50, words, **style)
    else:
        axes.text(150, 50, words, **style)
    png, _ = Picture.still(figure, "words").render()
    return 255 - np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


@pytest.mark.parametrize("side", ["left", "center", "right"])
@pytest.mark.parametrize("words", ["17", "−0.25", "3/6", "12·1/6 = 2", "w₀"])
def test_words_stand_where_matplotlib_puts_them(words, side):
    style = {"ha": side, "va": "baseline", "fontsize": 13}
    ours, theirs = ink(words, True, **style), ink(words, False, **style)
    for axis in (0, 1):
        ours_at, theirs_at = (np.flatnonzero(drawn.max(axis=1 - axis) > 40) for drawn in (ours, theirs))
        np.testing.assert_allclose([ours_at[0], ours_at[-1]], [theirs_at[0], theirs_at[-1]], atol=2)
    np.testing.assert_allclose(ours.sum(), theirs.sum(), rtol=0.15)


def test_numbers_are_centred_on_their_height():
    rows = np.flatnonzero(ink("08", True, va="center_baseline", fontsize=20).max(axis=1) > 40)
    assert (rows[0] + rows[-1]) / 2 == pytest.approx(49.5, abs=1)


@pytest.mark.parametrize("x", [-4, 297, 1000])
def test_words_over_the_edge_are_cut_off(x):
    figure = sheet(300, 100)
    write(in_pixels(figure), x, 2, "1234567", va="center")
    Picture.still(figure, "words").render()


@pytest.mark.parametrize("words", ["two\nlines", "$x^2$"])
def test_what_is_no_plain_line_is_left_to_matplotlib(words):
    np.testing.assert_array_equal(ink(words, True), ink(words, False))


def test_invisible_and_empty_words_leave_the_paper_clean():
    assert ink("", True, va="center").max() == 0
    assert ink("17", True, va="center", visible=False).max() == 0


def test_a_line_can_be_saved_as_vector_graphics():
    figure = sheet(300, 100)
    assert isinstance(write(in_pixels(figure), 150, 50, "17", va="center"), Lettering)
    file = io.BytesIO()
    figure.savefig(file, format="svg")
    assert b"<svg" in file.getvalue()
