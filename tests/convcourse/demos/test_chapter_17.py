"""The demos of chapter 17."""

import functools
import re

import pytest

from convcourse import demos, models

NAMES = ["class_model_growing", "style_weight", "adversarial_budget"]


@functools.cache
def demo_of(name: str) -> demos.Demo:
    return getattr(demos, name)(models.trained_network("shapes"))


def told(name: str, **change: object) -> str:
    demo = demo_of(name)
    assert demo.picture is not None
    png, alt = demo.picture.render(**{**demo.parameters(), **change})
    assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")
    return alt


@pytest.mark.parametrize("name", NAMES)
def test_every_end_of_each_control_is_drawn_and_told(name: str) -> None:
    for control, values in ((key, each.corners()) for key, each in demo_of(name).controls.items()):
        for value in (values[0], values[-1]):
            told(name, **{control: value})


def test_reins_lower_the_scores_of_class_models() -> None:
    scores = {}
    for state in ("off", "on"):
        alt = told("class_model_growing", steps="16", jitter=state, l2=state, blur=state)
        scores[state] = [int(number) for number in re.findall(r": score (-?\d+)", alt)]
    assert len(scores["on"]) == 5
    assert all(low < high for low, high in zip(scores["on"], scores["off"], strict=True))


def test_a_greater_style_weight_takes_more_of_the_style_and_leaves_less_of_the_things() -> None:
    fallen, off = [], []
    for weight in ("0.1", "100"):
        alt = told("style_weight", weight=weight)
        fallen.append(int(re.search(r"style loss (-?\d+)% less", alt)[1]))  # type: ignore[index]
        off.append(float(re.search(r"things off by (\d\.\d\d)", alt)[1]))  # type: ignore[index]
    assert fallen[0] < fallen[1] and off[0] < off[1] and fallen[1] >= 90


def test_without_a_budget_nothing_changes_and_with_a_large_one_the_answer_does() -> None:
    before = re.findall(r"(\w+), \d+% sure", told("adversarial_budget", levels=0))
    after = re.findall(r"(\w+), \d+% sure", told("adversarial_budget", levels=24, steps="8"))
    assert len(set(before)) == 1
    assert after[0] == after[2] != after[1]
