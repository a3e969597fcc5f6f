"""The demos of chapter 09."""

import pytest

from convcourse import demos

NAMES = ["field_on_photo", "dilation_grid", "effective_field"]


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


def test_plain_layers_add_two_pixels_each_and_a_stride_helps_those_after_it() -> None:
    demo = demos.field_on_photo()
    assert repr(demo).startswith("6 layers: one unit sees 13 by 13 pixels, 0.6% of the photo.")
    demo.change(shrink="stride 2, every third layer")
    assert "Fields from layer to layer: 3, 5, 7, 11, 15, 19." in repr(demo)
    demo.change(shrink="2 by 2 pool, after every third layer", layers=4)
    assert "Fields from layer to layer: 3, 5, 7, 8, 12." in repr(demo)
    demo.change(shrink="nothing", dilation="1, 2, 4, 1, 2, 4, ...")
    assert "Fields from layer to layer: 3, 7, 15, 17." in repr(demo)


def test_equal_dilations_leave_holes_and_powers_of_three_do_not() -> None:
    demo = demos.dilation_grid()
    assert "Dilations 2, 2, 2: a field of 13 by 13. Along each axis 6 of 13 pixels are missed." in repr(demo)
    demo.change(first=1, second=3, third=9)
    assert "a field of 27 by 27. No pixel is missed." in repr(demo)
    demo.change(first=1, second=1, third=1)
    assert "Ways along one axis: 1 3 6 7 6 3 1." in repr(demo)


def test_a_deep_stack_uses_a_small_part_of_what_it_sees() -> None:
    demo = demos.effective_field()
    demo.change(kind="uniform", depth="40")
    assert repr(demo).startswith("Uniform, 40 layers of 3 by 3: it sees 81, and uses about 23 pixels across.")
    demo.change(kind="random + ReLU", depth="5")
    assert repr(demo).startswith("Random + ReLU, 5 layers of 3 by 3: it sees 11,")
