"""The pictures of chapter 13."""

import numpy as np
import pytest

from convcourse import figures
from convcourse.figures.hover import Spot, with_spots

POINTS = [
    figures.CostPoint("small", 2018, 2.0, 60.0),
    figures.CostPoint("large", 2016, 50.0, 78.0),
    figures.CostPoint("beaten", 2014, 60.0, 70.0),
]


def test_a_block_is_told_with_and_without_its_shortcut() -> None:
    picture = figures.residual_block([2, 0, 3], {"first": [1, -1, 2], "second: F(x)": [2, -4, -5]})
    png, alt = picture.render()
    assert png.startswith(b"\x89PNG")
    assert alt == (
        "The block gets 2, 0 and 3, and its two layers say 2, −4 and −5. With a shortcut x is added, and after the "
        "ReLU 4, 0 and 0 come out. Without the shortcut 2, 0 and 0 come out."
    )


def test_runs_are_told_also_where_one_explodes() -> None:
    picture = figures.switched_shortcuts(3, np.log(10))
    losses = {False: [2.3, 2.2, 2.1], True: [2.0, np.nan, np.nan]}
    gradients = {False: [2.3e-9, 1e-8], True: [5400.0, 12.0]}
    alt = picture.render(shortcuts=True, losses=losses, gradients=gradients, setting="8 layers")[1]
    assert alt == (
        "8 layers. With shortcuts: the loss explodes; gradient 5400 in the first layer, 12 in the last. "
        "Without shortcuts: loss 2.100 at the end."
    )
    alt = picture.render(shortcuts=False, losses=losses, gradients=gradients, setting="8 layers")[1]
    assert "gradient 2.3e-9 in the first layer, 1e-8 in the last" in alt.replace("1.0e-8", "1e-8")


def test_a_dense_block_is_told_with_its_connections_and_channels() -> None:
    alt = figures.dense_block_growth(4).render(channels=[5, 8, 11, 14], parameters=1234)[1]
    assert alt == (
        "A dense block of 3 layers with growth rate 3: 6 connections; 5 + 3 · 3 = 14 channels; 1,234 numbers to learn."
    )


def test_a_network_that_another_beats_is_told_by_which() -> None:
    picture = figures.accuracy_against_cost(3)
    alt = picture.render(points=POINTS, picked=2, what="million parameters", rule="One rule")[1]
    assert alt == (
        "One rule. beaten (2014): 70.0 % right, 60.0 million parameters; large costs no more and is right more often. "
        "Unbeaten, from cheap to dear: small, large."
    )
    alt = picture.render(points=POINTS, picked=0, what="million parameters", rule="One rule")[1]
    assert "small (2018): 60.0 % right, 2.0 million parameters; no other is both cheaper and better" in alt


def test_spots_stand_on_their_points_dearer_ones_further_right_and_better_ones_higher() -> None:
    picture = figures.accuracy_against_cost(3)
    picture.render(points=POINTS, picked=0, what="million parameters", rule="One rule")
    small, large, beaten = picture.spots
    assert small.x < large.x < beaten.x and large.y < beaten.y < small.y
    assert large.words == "large (2016): 78.0 % right, 50.0 million parameters"
    width, height = picture.canvas.get_width_height()
    assert all(0 < spot.x < width and 0 < spot.y < height for spot in picture.spots)


def test_words_over_a_spot_are_escaped_and_stay_inside_the_picture() -> None:
    page = with_spots('<p>before</p><img alt="a &gt; b"><p>after</p>', 300, 200, [Spot(290, 100, 'a < b & "c"')])
    assert page.startswith("<p>before</p><div") and page.endswith("</svg></div><p>after</p>")
    assert "a &lt; b &amp; &quot;c&quot;" in page and 'tabindex="0"' in page
    left = float(page.split('<rect x="')[1].split('"')[0])
    long = float(page.split('<rect x="')[1].split('width="')[1].split('"')[0])
    assert left >= 0 and left + long <= 300


def test_a_page_without_an_image_is_left_as_it_is() -> None:
    assert with_spots("<p>nothing</p>", 10, 10, [Spot(1, 1, "words")]) == "<p>nothing</p>"


@pytest.mark.parametrize("layers", [1, 12])
def test_a_dense_block_of_one_layer_and_of_twelve_are_drawn(layers: int) -> None:
    picture = figures.dense_block_growth(12)
    alt = picture.render(channels=[16 + 8 * n for n in range(layers + 1)], parameters=1)[1]
    assert f"{layers * (layers + 1) // 2} connections" in alt
