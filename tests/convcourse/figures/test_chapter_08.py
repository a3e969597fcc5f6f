"""The pictures of chapter 08."""

import numpy as np
import pytest

from convcourse import figures
from convcourse.figures.training_curve import clear_place


def test_pictures_stand_side_by_side_with_their_captions() -> None:
    images = [np.eye(5, 3), np.ones((8, 8)), np.zeros((48, 64))]
    png, alt = figures.captioned_pictures(images, ["a 2", "a 6\nlike a 9", "mask"]).render()
    assert png.startswith(b"\x89PNG") and alt == "a 2; a 6: like a 9; mask."
    with pytest.raises(ValueError, match="1 to 8 pictures with a caption each, came 3 and 1"):
        figures.captioned_pictures(images, ["a 2"])


def test_sizes_through_layers_are_told_with_a_verdict() -> None:
    picture = figures.spread_through_layers(["a", "b"], 3)
    sizes = {"a": np.array([1, 0.1, 0.01, 0.001]), "b": np.array([1.0, 1, 1, 1])}
    outputs = np.random.default_rng(0).normal(size=(4, 5))
    alt = picture.render(chosen="a", sizes=sizes, layer=1, outputs=outputs, setting="3 layers")[1]
    assert alt == (
        "3 layers. a: size 0.1 after layer 1, 0.001 at the end; they die away. The others at the end: b 1."
    )
    alt = picture.render(chosen="b", sizes=sizes, layer=3, outputs=outputs, setting="3 layers")[1]
    assert "they keep their size, more or less" in alt


def test_losses_on_a_surface_are_told_even_where_a_path_has_left_the_picture() -> None:
    picture = figures.optimiser_paths(["one", "other"], lambda x, y: x**2 + y**2, (-2, 1), (-1, 1))
    paths = {"one": np.array([[-1, 0.5], [0, 0.25]]), "other": np.array([[-1, 0.5], [9e5, -9e5], [np.inf, 0]])}
    png, alt = picture.render(paths=paths, losses={"one": 0.0625, "other": np.inf}, setting="After 2 steps")
    assert png.startswith(b"\x89PNG") and alt == "After 2 steps. The loss now: one 0.062, other huge."


def test_eight_versions_of_a_picture_are_laid_out() -> None:
    picture = figures.augmentation_sampler((48, 64))
    images, captions = np.zeros((8, 48, 64, 3)), [f"turn {n}°\ndown {n}" for n in range(8)]
    png, alt = picture.render(images=images, captions=captions, limits_="turn up to 7°", told="Eight pictures.")
    assert png.startswith(b"\x89PNG") and alt == "Eight pictures."


def test_the_words_of_a_training_move_away_from_a_loss_that_turns_and_rises() -> None:
    from_above = clear_place(np.array([0.95, 0.9, 0.85]), 0.18, 0.92)
    assert from_above < 0.85 - 0.06  # two lines, their letters as high as half a line
    assert clear_place(np.array([0.1, 0.0]), 0.18, 0.92) == 0.92
    assert clear_place(np.array([np.nan, np.inf]), 0.18, 0.3) == 0.3  # a loss that became NaN hides no word
    everywhere = np.linspace(0, 1, 101)
    assert 0.18 - 0.09 <= clear_place(everywhere, 0.18, 0.92) <= 0.92


def test_a_training_whose_curves_fill_its_panels_is_drawn_with_words_and_marks() -> None:
    picture = figures.training_curve(3, {"loss": "training"}, {"accuracy": "training"}, {"chance": 0.1})
    png, alt = picture.render(history={"loss": [2.3, 2.2, 2.3], "accuracy": [0.1, 0.25, 0.3]}, seconds=2.0)
    assert png.startswith(b"\x89PNG")
    assert alt == "Epoch 3 of 3, 2.0 s. loss, training: 2.3000; accuracy, training: 30.0 %."
