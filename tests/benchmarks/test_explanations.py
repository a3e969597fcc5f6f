"""The comparison of heat maps: what is told of seconds, of refusals and of what a library lacks."""

import math

import numpy as np

from benchmarks.bench_explanations import OURS, TASKS, Times, _rows
from benchmarks.explanation_worker import PATCH, PLACES, STRIDE, answer
from benchmarks.peers import PEERS, python_of


def took(*seconds: float) -> list[dict[str, float]]:
    return [{"seconds": each} for each in seconds]


def test_ours_is_told_as_a_part_of_theirs_for_the_first_call_and_for_later_ones():
    times: Times = {(OURS, "occlusion"): took(3, 2, 1), ("xplique", "occlusion"): took(10, 4, 5)}
    assert [(row.what, row.value) for row in _rows(OURS, "occlusion", times)] == [
        ("occlusion at 64 places: first call", 3),
        ("occlusion at 64 places: later calls", 1),
    ]
    ratios = [row for row in _rows("xplique", "occlusion", times) if row.goal]
    assert [(row.value, row.ratio_to, row.reached) for row in ratios] == [
        (0.3, "Xplique 2.0.2", True),
        (0.25, "Xplique 2.0.2", True),
    ]


def test_a_refusal_is_told_in_its_own_words():
    times: Times = {
        (OURS, "smoothgrad"): took(1, 1),
        ("tf-keras-vis", "smoothgrad"): [{"refused": "ImportError: no such name"}] * 2,
    }
    (row,) = _rows("tf-keras-vis", "smoothgrad", times)
    assert row.what == "tf-keras-vis 0.8.7: SmoothGrad with 50 samples: refused, ImportError: no such name"
    assert math.isnan(row.value)


def test_what_a_library_lacks_is_named():
    times: Times = {(OURS, "occlusion"): took(1, 1), ("tf-keras-vis", "occlusion"): took(2, 2)}
    assert "ScoreCAM with 64 masks, in place of occlusion" in _rows("tf-keras-vis", "occlusion", times)[0].what


def test_a_map_that_shows_nothing_or_an_error_is_a_refusal():
    def fails():
        raise RuntimeError("no gradient\nand more")

    assert answer(fails) == {"refused": "RuntimeError: no gradient"}
    assert "zero everywhere" in answer(lambda: np.zeros((1, 4, 5)))["refused"]
    assert "not finite" in answer(lambda: np.full((1, 4, 5), np.nan))["refused"]
    assert answer(lambda: np.ones((1, 4, 5)))["seconds"] >= 0


def test_the_patches_fill_the_image_exactly():
    along = (227 - PATCH) / STRIDE + 1
    assert along**2 == PLACES == int(TASKS["occlusion"].split()[2])


def test_each_peer_has_an_environment_of_its_own():
    folders = {python_of(peer).parents[1] for peer in PEERS}
    assert len(folders) == len(PEERS) and all("build" in folder.parts for folder in folders)
