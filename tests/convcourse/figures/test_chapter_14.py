"""The pictures of chapter 14."""

import numpy as np
import pytest

from convcourse import figures
from convcourse.figures import palette
from convcourse.figures.frozen_features import INKS


def test_features_are_told_with_how_many_lie_nearest_to_their_own() -> None:
    places = np.array([[0.0, 1], [2, 3], [-5, 40]])
    png, alt = figures.frozen_features(3).render(
        places=places, labels=np.array([7, 0, 9]), right=0.684, numbers=64, setting="Seen by layer 5"
    )
    assert png.startswith(b"\x89PNG")
    assert alt == "Seen by layer 5. 64 numbers a picture; 68% of the held-out pictures lie nearest to their own digit."


def test_pictures_that_all_lie_in_one_place_are_drawn_too() -> None:
    picture = figures.frozen_features(2)
    still = {"places": np.zeros((2, 2)), "labels": np.array([1, 2]), "right": 0.1, "numbers": 1, "setting": "x"}
    assert picture.render(**still)[0].startswith(b"\x89PNG")


def test_each_digit_has_an_ink_of_its_own_that_is_not_too_light() -> None:
    assert len(set(INKS)) == 10 and palette.KERNEL not in INKS


def test_thawing_is_told_for_both_tasks() -> None:
    scores = {"0.001": [[60, 66, 70], [99, 98, 96]], "0.1": [[55, 20, 10], [99, 30, 5]]}
    picture = figures.thawed_layers(2, list(scores))
    alt = picture.render(scores=scores, rate="0.001", thawed=1)[1]
    assert alt == "1 convolution thawed, rate 0.001: reads 66 % of digits, and still 98 % of letters."
    alt = picture.render(scores=scores, rate="0.1", thawed=2)[1]
    assert alt == "2 convolutions thawed, rate 0.1: reads 10 % of digits, and still 5 % of letters."


def test_the_growing_training_set_tells_the_worst_run_of_each_way() -> None:
    picture = figures.growing_training_set(
        (5, 20), {"from scratch": [[0.1, 0.08], [0.3, 0.2]], "frozen": [[0.5, 0.48], [0.61, 0.64]]}
    )
    png, alt = picture.render()
    assert png.startswith(b"\x89PNG")
    assert alt == (
        "Worst of the runs, by training pictures of each digit. "
        "from scratch: 8 % at 5, 20 % at 20; frozen: 48 % at 5, 61 % at 20."
    )


@pytest.mark.parametrize("channels", [0, 3])
def test_small_pictures_are_drawn_in_grey_and_in_colours(channels: int) -> None:
    shape = (12, 9, 3) if channels else (12, 9)
    picture = figures.captioned_pictures([np.zeros(shape), np.ones(shape)], ["a 2\nlike a 3", "b"])
    png, alt = picture.render()
    assert png.startswith(b"\x89PNG") and alt == "a 2: like a 3; b."
