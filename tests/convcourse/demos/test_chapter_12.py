"""The demos of chapter 12."""

import pytest

from convcourse import demos

NAMES = ["walk_through_network", "inception_block"]
pytestmark = pytest.mark.keras


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    demo.picture.render(**list(demo.corners())[-1])
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def test_the_weights_of_alexnet_sit_in_fc6_and_its_work_in_conv2() -> None:
    demo = demos.walk_through_network()
    demo.change(layer=9)
    assert "layer 9 of 11, fc6: puts out 4096, has 37,752,832 parameters (61.9% of all)" in repr(demo)
    demo.change(layer=3)
    assert "conv2: puts out 27 by 27 by 256" in repr(demo) and "223.9 M multiply-adds (30.9%)" in repr(demo)


def test_a_layer_beyond_the_last_is_the_last() -> None:
    demo = demos.walk_through_network()
    demo.change(network="LeNet-5", layer=21)
    assert repr(demo).startswith("LeNet-5, layer 7 of 7, scores: puts out 10, has 850 parameters")


def test_a_block_of_googlenet_without_thin_maps_is_dearer_and_thicker() -> None:
    demo = demos.inception_block()
    assert repr(demo).endswith("Stacked: 28 by 28 by 256, 163,696 parameters and 128.0 million multiply-adds.")
    demo.change(reduce=False)
    assert "Stacked: 28 by 28 by 416" in repr(demo) and "303.5 million" in repr(demo)
    for branch in ("one", "three", "five", "pool"):
        demo.change(**{branch: False})
    assert repr(demo).endswith("Stacked: 28 by 28 by 0, 0 parameters and 0.0 million multiply-adds.")
