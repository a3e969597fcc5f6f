"""The demos of chapter 08."""

import importlib
import re

import numpy as np
import pytest

from convcourse import demos

paths = importlib.import_module("convcourse.demos.optimiser_paths")  # the package has the function under this name
NAMES = ["spread_through_layers", "optimiser_paths", "augmentation_sampler"]


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    corners = list(demo.corners())
    for corner in corners[:: 1 + len(corners) // 60]:
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    demo.picture.render(**list(demo.corners())[-1])
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def sizes_at_the_end(demo: demos.Demo) -> dict[str, float]:
    chosen = re.search(r"normalisation\. (\S+): size .* layer \d+, (\S+) at the end", repr(demo))
    assert chosen is not None
    others = repr(demo).split("The others at the end: ")[1].rstrip(".").split(", ")
    return {chosen[1]: float(chosen[2]), **{other.split()[0]: float(other.split()[1]) for other in others}}


def test_with_relu_only_he_keeps_its_size_and_batch_normalisation_saves_all_but_zeros() -> None:
    demo = demos.spread_through_layers()
    ends = sizes_at_the_end(demo)
    assert 0.3 < ends["He"] < 3 and ends["Xavier"] < 0.01 and ends["0.01"] < 1e-15 and ends["zeros"] == 0
    demo.change(normalised=True)
    ends = sizes_at_the_end(demo)
    assert min(ends["He"], ends["Xavier"], ends["0.01"]) > 0.5 and ends["zeros"] == 0


def test_without_an_activation_he_explodes_and_xavier_keeps_its_size() -> None:
    demo = demos.spread_through_layers()
    demo.change(activation="none")
    ends = sizes_at_the_end(demo)
    assert ends["He"] > 200 and 0.5 < ends["Xavier"] < 2


def loss_at_the_end(name: str, rate: float, schedule: str = "constant", noise: float = 0.0) -> float:
    return float(paths.surface(*paths.path(name, rate, schedule, noise)[-1]))


def test_at_a_rate_of_a_tenth_only_plain_sgd_is_thrown_out_of_the_valley() -> None:
    ends = {name: loss_at_the_end(name, 0.1) for name in paths.NAMES}
    assert ends["SGD"] > 1e6 and all(ends[name] < 1 for name in ("momentum", "RMSProp", "Adam"))


def test_the_steps_of_adam_and_rmsprop_are_as_long_as_the_rate() -> None:
    for name in ("RMSProp", "Adam"):
        steps = np.abs(np.diff(paths.path(name, 0.05, "constant", 0.0)[5:25], axis=0)[:, 0])
        assert (steps > 0.03).all() and (steps < 0.12).all()


def test_no_noisy_run_comes_to_rest_at_a_constant_rate_and_a_falling_one_brings_it_there() -> None:
    for name in paths.NAMES:
        last = {
            schedule: np.abs(np.diff(paths.path(name, 0.05, schedule, paths.NOISE)[-6:], axis=0)).mean()
            for schedule in ("constant", "cosine")
        }
        assert last["cosine"] < 0.2 * last["constant"]


def test_the_sampler_tells_what_was_drawn_and_how_many_are_mirrored() -> None:
    demo = demos.augmentation_sampler()
    assert "0 of 7 are mirrored" in repr(demo) and "The orange outlines show the mask" in repr(demo)
    demo.change(source="a digit 2", shift=0, turn=0, zoom=0, flip=True)
    count = re.search(r"(\d) of 7 are mirrored: is each still the same digit\?", repr(demo))
    assert count is not None and int(count[1]) == repr(demo).count("0°, ×1.00, mirrored") > 0
