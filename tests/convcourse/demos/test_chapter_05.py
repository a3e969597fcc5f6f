"""The four demos of chapter 05: their words agree with what the reference computes, at every corner."""

import numpy as np

from convcourse import demos, reference
from convcourse.demos.pooling_window import MAP


def test_the_sigmoid_is_told_with_its_slope() -> None:
    alt = demos.activation_and_slope().picture.render(name="sigmoid", z=2, leak=0.1)[1]
    assert alt == "sigmoid at z = 2: output 0.881, slope 0.105; not flat."


def test_leaky_relu_with_slope_one_is_never_flat() -> None:
    alt = demos.activation_and_slope().picture.render(name="leaky ReLU", z=-6, leak=1)[1]
    assert alt == "leaky ReLU, a = 1 at z = −6: output −6, slope 1; not flat."


def test_the_pooling_demo_names_what_no_window_sees() -> None:
    chosen = {"position": 3, "size": "2 by 2", "stride": "2", "kind": "max"}
    alt = demos.pooling_window().picture.render(**chosen)[1]
    assert "the largest of 7, 1, 1 and 3 is 7" in alt and "no window sees 4, 1, 0 and 8" in alt


def test_the_pooling_demo_averages_overlapping_windows() -> None:
    chosen = {"position": 5, "size": "2 by 3", "stride": "2 down, 1 across", "kind": "average"}
    alt = demos.pooling_window().picture.render(**chosen)[1]
    expected = reference.average_pool(MAP[None, ..., None], (2, 3), stride=(2, 1))[0, 1, 2, 0]
    assert f"(7 + 1 + 0 + 1 + 3 + 8) / 6 = {expected:.2f}" in alt and "Every number is seen" in alt


def test_the_maximum_of_all_stays_at_every_move_of_the_demo() -> None:
    demo = demos.shifted_and_pooled()
    for corner in demo.corners():
        assert "max of all by 0." in demo.picture.render(**corner)[1]


def test_nothing_changes_without_a_move() -> None:
    chosen = {"shown": "letter X", "right": 0, "down": 0, "size": "2 by 2", "kind": "max"}
    alt = demos.shifted_and_pooled().picture.render(**chosen)[1]
    assert "input by 0, map by 0, pooled map by 0, max of all by 0" in alt


def test_the_digit_demo_says_whether_the_answer_is_right() -> None:
    random = np.random.default_rng(0)
    scores = np.zeros((2, 10))
    scores[:, 3] = 9
    stages = (random.uniform(size=(2, 6, 4, 8)), random.uniform(size=(2, 3, 2, 8)))
    demo = demos.digit_through_network(random.uniform(size=(2, 8, 6, 1)), np.array([3, 5]), *stages, scores)
    assert demo.picture.render(which=0)[1].endswith("The answer is 3 with probability over 0.99: right.")
    assert demo.picture.render(which=1)[1].endswith("wrong, it is 5.")


def test_every_corner_is_drawn_as_without_the_kept_background() -> None:
    demo = demos.pooling_window()
    for corner in list(demo.corners())[::17]:
        assert demo.picture.render(**corner) == demo.picture.render_whole(**corner)
