"""Numbers that chapter 16 states in words or prints, computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("16_gradients_and_saliency")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", line[len(start) :])]


def table(text: str) -> dict[str, list[float]]:
    """Return hit, hit within 2 pixels, energy inside, deletion and insertion of each method; worst of three sets."""
    lines = text[text.index("worst of three sets") :].splitlines()[1:9]
    return {line[:19].strip(): [float(each) for each in line[19:].split()] for line in lines}


def test_16_the_gradient_of_a_sure_probability_is_tiny_and_uneven(text: str) -> None:
    (median,) = numbers(text, "gradient of the probability, as a part of the score's: median ")
    smallest, largest = numbers(text, "smallest ")
    assert median < 0.01 and largest > 100 * smallest
    assert numbers(text, "order of the pixels in the two: rank correlation ")[0] > 0.7


def test_16_smoothgrad_is_above_plain_saliency_with_a_little_noise_and_below_with_much(text: str) -> None:
    inside = {noise: numbers(text, f"noise {noise:4.0%}: energy inside, three sets") for noise in (0, 0.1, 0.3)}
    chance = numbers(text, "chance")
    for none, little, much, blind in zip(*inside.values(), chance, strict=True):
        assert 0.005 < little - none < 0.06
        assert blind < much < none - 0.01


def test_16_grad_cam_is_the_class_activation_map_over_the_number_of_places(text: str) -> None:
    (off,) = numbers(text, "class activation map against Grad-CAM times N: differ by at most ")
    assert off < 1e-5


def test_16_the_last_layer_points_best(text: str) -> None:
    layers = ("conv1", "conv3", "conv5")
    hits = {layer: numbers(text, f"Grad-CAM of {layer}: hottest pixel on the object") for layer in layers}
    assert min(hits["conv5"]) > 20 + max(hits["conv3"]) and min(hits["conv5"]) > 20 + max(hits["conv1"])


def test_16_integrated_gradients_add_up_to_the_change_of_the_score(text: str) -> None:
    pairs = re.findall(r"sum of the parts (-?[\d.]+), change of the score (-?[\d.]+)", text)
    assert len(pairs) == 3
    for parts, change in pairs:
        assert float(parts) == pytest.approx(float(change), rel=0.05)


def test_16_grad_cam_points_into_the_object_within_two_pixels_nine_times_of_ten(text: str) -> None:
    found = table(text)
    assert len(found) == 8
    assert found["Grad-CAM"][1] >= 0.9
    assert found["Grad-CAM"][0] == max(row[0] for row in found.values()) > 0.7


def test_16_every_method_but_deconvnet_beats_a_random_map_by_far(text: str) -> None:
    found = table(text)
    random = found.pop("random map")
    assert found["deconvnet"][0] < 0.3
    for name in found.keys() - {"deconvnet"}:
        hit, near, energy, deletion, insertion = found[name]
        assert hit > random[0] + 0.2 and near > random[1] + 0.4 and energy > 1.5 * random[2]
        assert deletion < random[3] and insertion > random[4]


def test_16_smoothgrad_points_no_worse_than_plain_saliency_and_not_as_well_as_grad_cam(text: str) -> None:
    found = table(text)
    assert -0.05 < found["SmoothGrad"][1] - found["saliency"][1] < 0.2
    assert found["SmoothGrad"][0] < found["Grad-CAM"][0] - 0.15


def test_16_grabcut_mends_the_edge_of_grad_cam(text: str) -> None:
    pairs = re.findall(r"mask from Grad-CAM: GrabCut ([\d.]+), threshold ([\d.]+)", text)
    assert len(pairs) == 3
    for cut, plain in np.array(pairs, float):
        assert cut > 0.7 and cut > plain + 0.15


def test_16_on_real_handwriting_the_hottest_pixel_is_on_the_ink_more_often_than_by_chance(text: str) -> None:
    rows = re.findall(r"hottest pixel on the ink.*: ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", text)
    assert len(rows) == 3
    for saliency, cam, guided, chance in np.array(rows, float):
        assert min(saliency, cam, guided) > 2 * chance and cam > 2.5 * chance


def test_16_guided_backpropagation_fails_the_sanity_check_while_the_first_layers_are_as_they_were(text: str) -> None:
    rows = {name: numbers(text, f"{name:10} down to conv4 ")[:2] for name in ("saliency", "guided", "Grad-CAM")}
    assert rows["guided"][0] > 0.5
    assert rows["guided"][0] > rows["saliency"][1] > rows["Grad-CAM"][0]


def test_16_grad_cam_passes_the_sanity_check_and_guided_comes_down_only_with_the_first_layers(text: str) -> None:
    ends = {}
    for name in ("saliency", "guided", "deconvnet", "Grad-CAM"):
        (line,) = [line for line in text.splitlines() if line.startswith(f"{name:10} down to conv4 ")]
        ends[name] = [float(each) for each in re.findall(r"-?\d\.\d\d", line.split("all layers")[1])]
    assert max(ends["Grad-CAM"]) < 0.2
    assert max(ends["guided"]) < 0.5


def test_16_the_shortcut_is_not_seen_in_the_factory_and_misleads_at_the_customer(text: str) -> None:
    factory, customer, *taken = numbers(text, "trained with the mark: right, least of three sets: factory ")
    assert factory > 95 and customer < 87
    assert len(taken) == 3 and min(taken) > 50
    factory, customer, *taken = numbers(text, "trained without: right, least of three sets: factory ")
    assert min(factory, customer) > 95 and max(taken) < 10


def test_16_the_shortcut_is_found_by_its_saliency(text: str) -> None:
    corner = 100 * 36 / (48 * 64)  # per cent of the pixels
    assert round(corner, 1) == 1.2
    for method, least_energy, least_hits in (("saliency", 2 * corner, 25), ("integrated", 8 * corner, 80)):
        with_mark, without = (
            numbers(text, f"{name}: {method} in the corner") for name in ("trained with the mark", "trained without")
        )
        assert min(with_mark[:3]) > max(least_energy, 3 * max(without[:3])) and max(without[:3]) < corner
        assert min(with_mark[3:]) > least_hits and max(without[3:]) < 10
