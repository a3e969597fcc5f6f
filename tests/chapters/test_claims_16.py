"""Numbers that chapter 16 states in words or prints, computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, explain, models

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
    chance = numbers(text, "chance ")
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
    hit, near, energy, *_ = found.pop("deconvnet")
    assert hit < random[0] + 0.1 and near < random[1] + 0.1 and energy < random[2] + 0.05
    for hit, near, energy, deletion, insertion in found.values():
        assert hit > random[0] + 0.15 and near > random[1] + 0.5 and energy > 2 * random[2]
        assert deletion < random[3] - 0.1 and insertion > random[4] + 0.05


def test_16_the_four_questions_have_no_common_winner(text: str) -> None:
    found = {name: row for name, row in table(text).items() if name != "random map"}
    pointing = max(found, key=lambda name: found[name][0])
    energy = max(found, key=lambda name: found[name][2])
    deletion = min(found, key=lambda name: found[name][3])
    assert pointing == "Grad-CAM" and pointing not in (energy, deletion)
    assert found[energy][2] > found[pointing][2] + 0.05


def test_16_smoothgrad_has_more_energy_inside_than_plain_saliency_and_points_no_better(text: str) -> None:
    found = table(text)
    smooth, plain = found["SmoothGrad"], found["saliency"]
    assert plain[2] < smooth[2]
    assert smooth[0] < plain[0] + 0.1 and smooth[1] < plain[1] + 0.1
    assert smooth[0] < found["Grad-CAM"][0] - 0.15


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


def forgotten(text: str, name: str) -> tuple[list[float], list[float]]:
    """Return least and most of three runs: down to conv4, and with all layers random."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name:10} down to conv4 ")]
    half, whole = line.split("all layers")
    return [float(each) for each in re.findall(r"-?\d\.\d\d", half)], [
        float(each) for each in re.findall(r"-?\d\.\d\d", whole)
    ]


def test_16_guided_backpropagation_keeps_its_map_while_the_first_layers_are_as_they_were(text: str) -> None:
    left = {name: forgotten(text, name)[0] for name in ("saliency", "guided", "deconvnet", "Grad-CAM")}
    others = [most for name, (_, most) in left.items() if name != "guided"]
    assert left["guided"][0] > 0.6 and left["guided"][0] > max(others) + 0.1
    assert left["saliency"][0] > 0.3
    assert left["Grad-CAM"][1] < 0.5


def test_16_with_all_layers_random_nothing_is_left_of_grad_cam_and_little_of_guided(text: str) -> None:
    assert max(forgotten(text, "Grad-CAM")[1]) < 0.15
    assert max(forgotten(text, "guided")[1]) < 0.35


def test_16_grad_cam_loses_its_map_as_soon_as_the_scores_are_random() -> None:
    network, made = models.trained_network("shapes"), data.scenes(8, objects=(1, 1), seed=15)
    given = network, made.images, np.concatenate(made.labels) - 1
    first = [explain.sanity_check(explain.grad_cam, *given, layers=["scores"], seed=seed).left for seed in range(8)]
    assert abs(np.mean(first)) < 0.3 and max(first) < 0.7
    guided = explain.sanity_check(explain.guided_backpropagation, *given, layers=["scores"], seed=0).left
    assert guided > 0.8


def test_16_the_shortcut_is_not_seen_in_the_factory_and_misleads_at_the_customer(text: str) -> None:
    factory, customer, *taken = numbers(text, "misled: right, least of three sets: factory ")
    assert factory > 95 and customer < 87
    assert len(taken) == 3 and min(taken) > 50
    factory, customer, *taken = numbers(text, "sound: right, least of three sets: factory ")
    assert min(factory, customer) > 95 and max(taken) < 10


def test_16_the_brightest_block_of_the_misled_network_is_the_corner_three_times_and_of_the_sound_one_never(
    text: str,
) -> None:
    found = {
        name: re.findall(rf"^{name}: \d+ discs, brightest block at row (\d+), column (\d+)$", text, re.M)
        for name in ("misled", "sound")
    }
    assert found["misled"] == 3 * [("42", "58")] and 48 - 6 == 42 and 64 - 6 == 58
    assert len(found["sound"]) == 3
    assert all(10 < int(row) < 32 and 15 < int(column) < 43 for row, column in found["sound"])


CORNER = 100 * 36 / (48 * 64)  # per cent of the pixels


@pytest.mark.parametrize("method", ["saliency", "Grad-CAM", "guided", "integrated"])
def test_16_the_shortcut_is_found_by_every_map_s_energy_in_the_corner(text: str, method: str) -> None:
    assert round(CORNER, 1) == 1.2
    with_mark, without = (
        numbers(text, f"{name}: {method} in the corner") for name in ("misled", "sound")
    )
    assert min(with_mark[:3]) > 3 * CORNER and min(with_mark[:3]) > 5 * max(without[:3])
    assert max(without[:3]) < CORNER and max(without[3:]) < 10


def test_16_the_hottest_pixel_alone_would_have_cleared_the_shortcut_with_grad_cam(text: str) -> None:
    hits = {
        name: numbers(text, f"misled: {name} in the corner")[3:]
        for name in ("saliency", "Grad-CAM", "guided", "integrated")
    }
    assert max(hits["Grad-CAM"]) < 5 and min(hits["guided"] + hits["integrated"]) > 90
    assert min(hits["saliency"]) > 15


def test_16_of_a_network_with_shuffled_layers_guided_still_shows_disc_and_corner_and_saliency_nothing(
    text: str,
) -> None:
    *disc, corner = numbers(text, "chance: on the disc")
    found = {
        (method, what): numbers(text, f"{method}, {what}: on the disc")
        for method in ("guided", "saliency")
        for what in ("trained", "shuffled")
    }
    for place in range(3):
        assert found["guided", "trained"][place] > 3 * disc[place]
        assert found["guided", "shuffled"][place] > 2 * disc[place]
        assert found["guided", "shuffled"][3 + place] > 3 * corner
        assert found["saliency", "shuffled"][place] < 1.5 * disc[place] < found["saliency", "trained"][place]
        assert found["saliency", "shuffled"][3 + place] < 1.2 * corner
