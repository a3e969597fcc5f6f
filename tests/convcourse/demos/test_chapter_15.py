"""The demos of chapter 15, on an untrained network and on the course's own."""

import functools

import numpy as np
import pytest

from convcourse import data, demos, explain, models
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@functools.cache
def network():
    import_keras().utils.set_random_seed(15)
    return models.shapes_network()


@functools.cache
def demo(name: str):
    scenes = data.scenes(12, objects=(1, 1), seed=3)
    made = {
        "activation_maps": lambda: demos.activation_maps(network()),
        "grey_patch": lambda: demos.grey_patch(network()),
        "top_patches_of_unit": lambda: demos.top_patches_of_unit(network(), scenes),
    }
    return made[name]()


NAMES = ["activation_maps", "grey_patch", "top_patches_of_unit"]


@pytest.mark.parametrize("name", ["activation_maps", "top_patches_of_unit"])
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    for corner in demo(name).corners():
        png, alt = demo(name).picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


@pytest.mark.parametrize("place", [(0, 0), (44, 60)])
@pytest.mark.parametrize("colour", ["mean colour of the picture", "white"])
def test_a_patch_stays_inside_at_every_corner(place: tuple[int, int], colour: str) -> None:
    for side in ("12", "20"):
        chosen = {"scene": 2, "side": side, "colour": colour, "row": place[0], "column": place[1]}
        alt = demo("grey_patch").picture.render(**chosen)[1]
        size = int(side)
        top, left = min(place[0], 48 - size), min(place[1], 64 - size)
        assert f"rows {top} to {top + size - 1} and columns {left} to {left + size - 1}." in alt


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    shown = demo(name)
    other = {**shown.parameters(), **({"row": 2} if name == "grey_patch" else {"channel": 5})}
    shown.picture.render(**other)
    assert shown.picture.render(**shown.parameters())[0] == shown.picture.render_whole(**shown.parameters())[0]


def test_the_map_of_the_demo_is_that_of_the_library() -> None:
    alt = demo("grey_patch").picture.render(scene=1, side="8", colour="black", row=0, column=0)[1]
    scenes = data.scenes(6, objects=(1, 1), seed=15)
    label = int(scenes.labels[0][0]) - 1
    heat = explain.occlusion(network(), scenes.images[:1], label, patch=(8, 8), stride=(3, 4), grey=[0, 0, 0])[0]
    row, column = np.unravel_index(heat.argmax(), heat.shape)
    assert alt.endswith(f"The map is highest at row {row}, column {column}.")


def test_a_channel_beyond_the_layer_begins_again_from_the_first() -> None:
    demo("activation_maps").change(layer="conv1", channel=19)
    assert "conv1, channel 3:" in repr(demo("activation_maps"))
    demo("activation_maps").change(show="mean of all channels")
    assert "conv1, mean of all channels:" in repr(demo("activation_maps"))
