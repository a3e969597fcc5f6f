"""Numbers that chapter 18 states in words or prints, computed."""

import re
from collections.abc import Callable

import pytest

from convcourse import data, explain, models

pytestmark = pytest.mark.keras
Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("18_capstone")


def all_numbers(text: str, start: str) -> list[list[float]]:
    """Return the numbers of each printed line that begins so."""
    lines = [line[len(start) :] for line in text.splitlines() if line.startswith(start)]
    return [[float(number) for number in re.findall(r"\d[\d,]*\.?\d*", line.replace(",", ""))] for line in lines]


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (found,) = all_numbers(text, start)
    return found


def test_18_there_are_half_as_many_parcels_as_photographs_and_a_third_of_them_once(text: str) -> None:
    assert "2,620 photographs of shape (32, 40, 3)" in text
    assert "1,300 parcels; photographed once, twice, three times: [433 414 453]" in text
    *_, rare = typed = numbers(text, "typed as gate 0 to 4: ")
    assert typed[0] / sum(typed) == pytest.approx(0.3, abs=0.01), "who always says 0"
    assert rare / sum(typed) == pytest.approx(0.07, abs=0.005)


def test_18_votes_remove_three_of_four_wrong_labels(text: str) -> None:
    before, after, left_out = numbers(text, "wrong labels: ")
    assert before == pytest.approx(3.9, abs=0.2) and after < before / 3 and left_out == 70


def test_18_a_split_by_photographs_rewards_a_reader_that_only_remembers(text: str) -> None:
    leaking = all_numbers(text, "photographs dealt out: lazy reader ")
    clean = all_numbers(text, "parcels dealt out: lazy reader ")
    assert len(leaking) == len(clean) == 3
    for (score, twins), (fair, none) in zip(leaking, clean, strict=True):
        assert score > fair + 25 and 68 < twins < 80 and none == 0
        assert 35 < fair < 50


def recalls(text: str, name: str) -> list[float]:
    (line,) = [line for line in text.splitlines() if line.startswith(name) and "mean recall" in line]
    return [float(each) for each in re.findall(r"(\d+)%", line.split("mean recall")[1])]


def test_18_lazy_answers_fail_and_the_design_keeps_the_mark_three_times(text: str) -> None:
    for name in ("mean colours", "dense"):
        assert len(recalls(text, name)) == 3 and max(recalls(text, name)) < 27
    assert max(recalls(text, "7 by 7")) < 60
    assert len(recalls(text, "yours:")) == 3 and min(recalls(text, "yours:")) >= 84, "the mark is 80"
    assert min(recalls(text, "yours:")) > max(recalls(text, "7 by 7")) + 25


def test_18_the_designs_have_the_parameters_that_the_text_names(text: str) -> None:
    assert numbers(text, "yours: ")[0] == 14_045 <= 15_000
    assert numbers(text, "dense")[0] == 11_543


def test_18_the_suppliers_network_is_good_and_plain_maps_of_it_miss_the_mark(text: str) -> None:
    parameters, recall = numbers(text, "the supplier's: ")
    assert parameters == 22_545 and recall > 90
    supplier = models.trained_network("parcels")
    unseen = data.parcel_photos((60,) * 5, split="test", most_shots=1, wrong=0, seed=0)
    images, gates, masks = (part[::5] for part in (unseen.images, unseen.gates, unseen.masks))
    saliency = explain.saliency(supplier, images, gates)
    grad_cam = explain.grad_cam(supplier, images, gates, layer="relu4")
    occlusion = explain.occlusion(supplier, images, gates, patch=(5, 5), stride=(3, 3))
    plain = [explain.pointing_game(maps, masks).mean() for maps in (saliency, grad_cam)]
    assert len(images) == 60 and max(plain) < 0.8, "the mark is 85 %"
    assert explain.pointing_game(occlusion, masks).mean() > 0.9


def test_18_the_evidence_points_at_the_pen_far_more_often_than_chance(text: str) -> None:
    hits, chance = numbers(text, "your network, your evidence: hottest pixel on the pen ")
    assert hits >= 85 and chance == pytest.approx(14, abs=2)


def test_18_to_ask_when_in_doubt_lowers_the_errors_and_two_per_cent_may_break(text: str) -> None:
    found = all_numbers(text, "limit ")
    assert len(found) == 3
    for _, alone, wrong, without in found:
        assert 55 < alone < 97 and wrong < without / 2
        assert wrong < 6, "not far above the 2 % that were promised"
