"""The demos of chapter 04: every corner is drawn, and what it says is so."""

import itertools

import numpy as np
import pytest

from convcourse import demos, reference
from convcourse.demos.learnt_kernel import SIGNAL, STEPS, TRUTH, descend
from convcourse.demos.meeting_inputs import meeting

NAMES = ["connection_graph", "convolution_as_matrix", "learnt_kernel", "meeting_inputs", "w_as_picture"]


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_is_drawn_as_it_would_be_without_the_kept_background(name: str) -> None:
    demo = getattr(demos, name)()
    for corner in itertools.islice(demo.corners(), 0, None, 4):
        png, alt = demo.picture.render(**corner)
        assert (png, alt) == demo.picture.render_whole(**corner)


def test_the_three_wirings_have_64_and_36_and_9_weights() -> None:
    demo = demos.connection_graph()
    told = [demo.picture.render(kind=kind, unit=2)[1] for kind in ("dense", "sparse", "sparse and shared")]
    assert [alt.split("carry ")[1] for alt in told] == [f"{n} different weights." for n in (64, 36, 9)]


@pytest.mark.parametrize(("count", "width"), [(7, 3), (13, 3), (13, 4), (13, 5), (13, 7), (13, 13)])
def test_inputs_meet_as_soon_as_the_layers_span_their_distance(count: int, width: int) -> None:
    for first, second in itertools.product(range(count), repeat=2):
        found = meeting(count, first, second, width)
        assert found["depth"] == np.ceil(abs(second - first) / (width - 1))


def test_a_row_beyond_the_last_shows_the_last_row() -> None:
    _, alt = demos.w_as_picture().picture.render(size="3 by 3", row=47)
    assert "row 23 of W" in alt and "9 different weights" in alt


def test_one_step_of_the_descent_is_the_one_on_paper() -> None:
    kernels, losses = descend(SIGNAL, reference.correlate1d(SIGNAL, TRUTH), 0.15)
    assert kernels.shape == (STEPS + 1, 2) and losses[0] == pytest.approx(1)
    assert kernels[1] == pytest.approx([0.05, -0.25])


def test_small_steps_arrive_and_large_ones_run_away() -> None:
    picture = demos.learnt_kernel().picture
    assert picture.render(rate="0.15")[1].endswith("the weights are 1 and −1, the loss is below 0.0001.")
    assert "run away" in picture.render(rate="0.3")[1]
