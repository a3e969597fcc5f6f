"""The still pictures of chapter 10."""

import io

import numpy as np
from PIL import Image

from convcourse import data, figures
from convcourse.figures.class_colours import coloured


def test_the_rows_of_digits_are_named_with_their_errors():
    images = np.random.default_rng(0).random((9, 8, 7, 1))
    png, alt = figures.denoised_digits({"clean": images, "noisy": 1 - images}, {"noisy": 0.08344}).render()
    assert alt == "Eight digits in 2 rows: clean; noisy, error 0.0834." and Image.open(io.BytesIO(png)).width == 860


def test_the_rows_of_masks_say_how_much_of_the_scenes_they_cover():
    made = data.scenes(5, size=(24, 32))
    masks = {"truth": made.label_maps, "nothing": np.zeros_like(made.label_maps)}
    png, alt = figures.scenes_and_masks(made.images, masks, data.SCENE_CLASSES).render()
    share = np.mean(made.label_maps > 0)
    assert f"truth, {share:.0%} of" in alt and "nothing, 0% of" in alt and Image.open(io.BytesIO(png)).width == 860


def test_every_class_of_the_scenes_has_a_colour_of_its_own():
    labels = np.arange(len(data.SCENE_CLASSES)).reshape(2, 3)
    assert coloured(labels).shape == (2, 3, 3) and len(np.unique(coloured(labels).reshape(-1, 3), axis=0)) == 6
