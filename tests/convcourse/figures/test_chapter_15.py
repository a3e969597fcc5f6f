"""The pictures of chapter 15 say what they show."""

import io

import numpy as np
import pytest
from PIL import Image

from convcourse import figures
from convcourse.figures.heat_colours import heat_coloured


def told(picture, **parameters) -> str:
    png, alt = picture.render(**parameters)
    assert Image.open(io.BytesIO(png)).width <= 860
    return alt


def test_a_gallery_counts_its_pictures_and_gives_their_captions() -> None:
    rows = {"first": [np.zeros((3, 2, 3)), np.ones((2, 3, 3))], "second": [np.ones((5, 4))]}
    assert told(figures.filter_gallery(rows)) == "first: 2 pictures; second: 1 pictures."
    assert told(figures.filter_gallery(rows, {"second": ["five by four"]}, side=[20, 200])).endswith(
        "second: 1 pictures (five by four)."
    )


def test_a_gallery_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="expected rows of at most 828 pixels, came one of 888"):
        figures.filter_gallery({"too many": [np.zeros((4, 4))] * 9})
    with pytest.raises(ValueError, match="expected pictures of at most 20 pixels, came one of 21"):
        figures.filter_gallery({"too large": [np.zeros((4, 21))]}, side=20)


def test_a_map_says_where_it_is_lit_and_how_strongly() -> None:
    picture = figures.activation_maps((132, 200))
    chosen = np.zeros((33, 50))
    chosen[:, :25] = 2.5
    shown = {"image": np.zeros((132, 200, 3), np.uint8), "small": np.ones((20, 33, 50)), "layer": "conv9", "zeros": 0.4}
    alt = told(picture, **shown, chosen=chosen, channel=17)
    assert alt == (
        "conv9, channel 17: above 0 at 50% of the places, 2.5 at the brightest. "
        "Of all numbers of the layer, 40% are 0."
    )
    assert told(picture, **shown, chosen=0 * chosen, channel=None).startswith(
        "conv9, mean of all channels: 0 everywhere."
    )


def test_a_patch_says_what_it_covers_and_what_the_score_makes_of_it() -> None:
    picture = figures.grey_patch((48, 64), ["disc", "square", "ring"])
    drops = np.zeros((48, 64))
    drops[20, 30], drops[1, 1] = 3, -1
    alt = told(
        picture, image=np.zeros((48, 64, 3)), drops=drops, place=(4, 10, 8, 6), label=2,
        before=np.array([-1.0, 0.5, 4.0]), after=np.array([-1.0, 2.5, 1.5]),
    )  # fmt: skip
    assert alt == (
        "The patch covers rows 4 to 11 and columns 10 to 15. The score of the ring falls by 2.5; the network says: "
        "square. Without the patch it says: ring. The map is highest at row 20, column 30."
    )
    rises = {"before": np.array([0.0, 0, 1]), "after": np.array([0.0, 0, 2])}
    assert "The score of the ring rises by 1" in told(
        picture, image=np.zeros((48, 64, 3)), drops=0 * drops, place=(0, 0, 4, 4), label=2, **rises
    )


def test_top_patches_are_counted_by_class_and_silent_ones_left_out() -> None:
    picture = figures.top_patches_of_unit(5)
    patches = [np.full((7, 7, 3), 0.5)] * 4
    patches[1] = np.pad(np.ones((5, 7, 3)), ((2, 0), (0, 0), (0, 0)), constant_values=np.nan)
    shown = {"patches": patches, "names": ["ring", "disc", "ring", "cross"], "layer": "conv2", "channel": 3}
    alt = told(picture, **shown, activations=[3.0, 2.5, 1.0, 0.0])
    assert alt.startswith("conv2, channel 3: 2 of the 3 come from scenes with a ring. Each patch is 7 by 7 pixels.")
    assert "no scene excites it. It is dead." in told(picture, **shown, activations=[0.0] * 4)


def test_the_grey_of_the_outside_is_not_the_white_of_the_paper() -> None:
    from convcourse.figures.top_patches_of_unit import OUTSIDE, _enlarged

    patch = np.full((7, 7, 3), 0.25)
    patch[0] = np.nan
    page = _enlarged(patch)
    assert page[0, 0].tolist() == OUTSIDE.tolist() and page[-1, -1].tolist() == [255, 255, 255]
    assert page[30, 30].tolist() == [64, 64, 64]


def test_the_last_filters_name_the_map_that_speaks_most_for_each_class() -> None:
    weights = np.zeros((6, 2))
    weights[4, 0] = weights[1, 1] = 2
    assert told(figures.class_weights(weights, ["disc", "ring"])) == (
        "Weights of 6 maps for 2 classes. Most for: disc map 4, ring map 1."
    )


def test_the_paper_examples_give_their_responses() -> None:
    weights = np.array([[4.0, -1, 2], [0, -2, 0]])
    alt = told(figures.loudest_inputs(weights, {"length 1": weights / 5, "0 to 1": weights > 0}))
    assert "length 1: 0.8 \u22120.2 0.4 / 0 \u22120.4 0, response 5" in alt and alt.endswith("response 6.")
    image = np.array([[1.0, 2, 3], [4, 5, 6]])
    alt = told(figures.covered_on_paper(image, np.ones((2, 3)), (0, 1), (2, 1), 0.5))
    assert alt.endswith("A patch of 2 by 1 of the number 0.5 lies at row 0, column 1. The response was 21 and is 15.")


def test_tuning_says_where_half_is_left() -> None:
    angles = np.array([0.0, 45, 90])
    curves = {3: (np.eye(3), np.array([1, 0.7, 0.2]), 60.0), 7: (np.eye(7), np.array([1, 0.9, 0.8]), float("nan"))}
    assert told(figures.direction_tuning(angles, curves)) == (
        "Response to turned stripes, as a part of the largest. 3 by 3: half at 60 degrees; 7 by 7: never at half."
    )


def test_signed_numbers_are_white_at_zero_and_heat_is_dark_there() -> None:
    colours = figures.signed_colours(np.array([[0.0, 4, -4]]))
    assert colours[0, 0].min() > 0.95
    assert colours[0, 1, 0] > colours[0, 1, 2] and colours[0, 2, 2] > colours[0, 2, 0]
    assert figures.signed_colours(np.zeros((2, 2))).min() > 0.95
    dark, bright = heat_coloured(np.array([-1.0, 2.0]), 2.0)
    assert int(dark.sum()) < int(bright.sum())
