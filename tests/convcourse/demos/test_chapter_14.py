"""The demos of chapter 14."""

import importlib

import pytest

from convcourse import demos
from convcourse.models.thawing import RATES, THAWED
from convcourse.models.thawing_measured import MEASURED

frozen = importlib.import_module("convcourse.demos.frozen_features")  # the package has the function of this name


@pytest.mark.parametrize("name", ["frozen_features", "thawed_layers"])
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


def test_the_kept_background_changes_no_pixel() -> None:
    for name, change in (("frozen_features", {"layer": "layer 2"}), ("thawed_layers", {"thawed": 4, "rate": "0.1"})):
        demo = getattr(demos, name)()
        assert demo.picture is not None
        demo.change(**change)
        assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def test_digits_come_apart_from_layer_to_layer_and_not_in_a_fresh_network() -> None:
    right = [frozen.seen_by(layer, True).right for layer in frozen.LAYERS]
    assert right == sorted(right) and right[-1] > 0.6
    assert all(frozen.seen_by(layer, False).right < 0.2 for layer in frozen.LAYERS)
    assert frozen.seen_by("pixels", True).right < 0.2


def test_a_layer_has_as_many_features_as_maps() -> None:
    assert [frozen.seen_by(layer, True).numbers for layer in frozen.LAYERS] == [16, 32, 48, 64, 64]


def test_every_pair_of_the_demo_was_measured() -> None:
    assert set(MEASURED) == {(thawed, rate) for thawed in THAWED for rate in RATES}
    assert all(0 <= part <= 1 for scores in MEASURED.values() for part in scores)


def test_the_controls_lead_to_the_measured_numbers() -> None:
    demo = demos.thawed_layers()
    demo.change(thawed=5, rate="0.1")
    digits, letters = MEASURED[5, 0.1]
    told = f"reads {100 * digits:.0f} % of digits, and still {100 * letters:.0f} % of letters"
    assert told in repr(demo)
