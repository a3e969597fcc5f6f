"""The demos of chapter 16."""

import functools
import re

import pytest

from convcourse import demos, models

NAMES = ["smooth_gradient_noise", "grad_cam_layers", "methods_side_by_side", "forgetting_layers"]


@functools.cache
def demo_of(name: str) -> demos.Demo:
    return getattr(demos, name)(models.trained_network("shapes"))


@pytest.mark.parametrize("name", NAMES)
def test_every_end_of_each_control_is_drawn_and_told(name: str) -> None:
    demo = demo_of(name)
    assert demo.picture is not None
    for control, values in ((key, each.corners()) for key, each in demo.controls.items()):
        for value in values[:3] + values[-1:]:
            png, alt = demo.picture.render(**{**demo.parameters(), control: value})
            assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


def test_the_kept_background_changes_no_pixel() -> None:
    demo = demo_of("grad_cam_layers")
    assert demo.picture is not None
    demo.picture.render(**{**demo.parameters(), "layer": "conv2"})
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def test_without_noise_smoothgrad_is_the_plain_gradient() -> None:
    demo = demo_of("smooth_gradient_noise")
    assert demo.picture is not None
    alt = demo.picture.render(**{**demo.parameters(), "noise": 0, "samples": 5})[1]
    plain, mean = re.findall(r"(\d+)% inside", alt)
    assert plain == mean


def test_deep_layers_find_the_object_better_than_the_first_one() -> None:
    demo = demo_of("grad_cam_layers")
    assert demo.picture is not None
    inside = {}
    for layer in ("conv1", "conv5"):
        alt = demo.picture.render(**{**demo.parameters(), "layer": layer})[1]
        inside[layer] = int(re.search(r"(\d+)% inside", alt)[1])  # type: ignore[index]
    assert inside["conv5"] > 1.5 * inside["conv1"]


def test_guided_backpropagation_keeps_most_as_the_upper_layers_forget() -> None:
    demo = demo_of("forgetting_layers")
    assert demo.picture is not None
    alt = demo.picture.render(**{**demo.parameters(), "forgotten": "conv4"})[1]
    left = {name: float(number) for name, number in re.findall(r"([A-Za-z. -]+): rank correlation (-?\d\.\d\d)", alt)}
    assert left[" guided backprop."] == max(left.values()) > 0.5
