"""Numbers that chapter 12 states in words or prints, computed, and compared with what was published."""

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models import zoo

TRUTH = Path(os.environ.get("CONVCOURSE_TRUTH", Path(__file__).resolve().parents[3] / "shared" / "truth"))
Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("12_classic_networks")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return [float(number) for number in re.findall(r"-?\d[\d,]*\.?\d*", line[len(start) :].replace(",", ""))]


def costs(name: str) -> dict[str, models.LayerCost]:
    model = models.weightless(zoo.network(name).build)
    return {cost.name: cost for cost in models.layer_costs(model)}


FAMILY = (
    *("AlexNet", "AlexNet, one tower", "ZFNet", "VGG16", "VGG19", "GoogLeNet", "GoogLeNet, in training"),
    "Inception v3",
)


@pytest.mark.parametrize("name", FAMILY)
def test_12_every_network_has_the_published_count(text: str, name: str) -> None:
    network = zoo.network(name)
    line = f"{name:23}{network.year}"
    assert f"{network.parameters:,}      equal" in next(each for each in text.splitlines() if each.startswith(line))
    learnt, megabytes, billions, _ = numbers(text, line)
    assert learnt == network.parameters and megabytes == pytest.approx(4 * learnt / 1e6, abs=0.06)
    assert billions == pytest.approx(network.multiply_adds / 1e9, abs=0.006)


@pytest.mark.parametrize("name", FAMILY)
def test_12_the_published_count_is_that_of_the_table_of_sources(name: str) -> None:
    if not (TRUTH / "architectures.csv").is_file():
        pytest.skip("the table of published numbers is not here")
    network = zoo.network(name)
    with (TRUTH / "architectures.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows = [row for row in rows if (row["model"], row["variant"]) == (network.family, network.variant)]
    assert [int(row["params_trainable"]) for row in rows] == [network.parameters]


def test_12_lenet_has_60000_parameters_as_published_and_61706_in_books(text: str) -> None:
    assert numbers(text, "LeNet-5 as published:") == [60_000]
    assert numbers(text, "LeNet-5 as books show it:") == [61_706]


def test_12_your_own_vgg_and_googlenet_are_those_of_history(text: str) -> None:
    assert numbers(text, "VGG16: 138,357,544 parameters, the zoo's number;") == [553.4, 527.8]
    assert numbers(text, "VGG19: 143,667,240 parameters, the zoo's number;") == [574.7, 548.0]
    assert numbers(text, "your GoogLeNet:") == [6_998_552]


def test_12_the_dense_layers_of_alexnet_hold_the_weights_and_not_the_work() -> None:
    layers = costs("AlexNet")
    dense = [layers[name] for name in ("fc6", "fc7", "scores")]
    network = zoo.network("AlexNet")
    assert round(100 * sum(each.parameters for each in dense) / network.parameters) == 96
    assert round(100 * sum(each.multiply_adds for each in dense) / network.multiply_adds) == 8


def test_12_the_table_of_alexnet_gives_its_layers() -> None:
    layers = costs("AlexNet")
    for name, window, reads, filters, side in (
        ("conv1", 11, 3, 96, 55), ("conv2", 5, 48, 256, 27), ("conv3", 3, 256, 384, 13), ("conv4", 3, 192, 384, 13),
        ("conv5", 3, 192, 256, 13),
    ):  # fmt: skip
        assert layers[name].parameters == (window**2 * reads + 1) * filters
        assert layers[name].multiply_adds == side**2 * window**2 * reads * filters
    assert [layers[name].parameters for name in ("fc6", "fc7", "scores")] == [9217 * 4096, 4097 * 4096, 4097 * 1000]


def test_12_zfnet_does_61_percent_more_work_than_alexnet_for_fewer_errors() -> None:
    alexnet, zfnet = zoo.network("AlexNet"), zoo.network("ZFNet")
    assert round(100 * zfnet.multiply_adds / alexnet.multiply_adds) == 161
    assert zfnet.error.top5 < alexnet.error.top5 and zfnet.error.protocol == alexnet.error.protocol


def test_12_a_global_average_takes_a_fifth_of_the_parameters_and_misreads_few_digits_more(text: str) -> None:
    (guess,) = numbers(text, "to answer 0 every time is right in")
    learnt, *dense = numbers(text, "dense head    :")
    fewer, *average = numbers(text, "global average:")
    assert round(learnt / fewer) == 5
    assert guess < 12 and dense[-1] == min(dense) > 95 and average[-1] == min(average) > 93
    assert np.mean(dense[:3]) - np.mean(average[:3]) < 3


def test_12_the_first_dense_layer_of_vgg16_is_most_of_it() -> None:
    layers = costs("VGG16")
    assert layers["fc14"].parameters == (7 * 7 * 512 + 1) * 4096 == 102_764_544
    assert layers["fc14"].parameters > zoo.network("VGG16").parameters / 2
    assert 7 * 7 * 512 == 25_088


def test_12_small_windows_cost_less(text: str) -> None:
    assert numbers(text, "5 by 5 into two 3 by 3:") == [72]
    assert numbers(text, "7 by 7 into 1 by 7 and 7 by 1:") == [29]
    assert reference.receptive_field([(3,)] * 3) == reference.receptive_field([(7,)])


def test_12_thin_maps_make_a_five_by_five_ten_times_cheaper() -> None:
    direct, thin = 25 * 192 * 32, 192 * 16 + 25 * 16 * 32
    assert (direct, thin) == (153_600, 15_872) and direct / thin == pytest.approx(10, rel=0.04)
    ones, thin_three, threes, thin_five, fives, projection = models.GOOGLENET_MODULES["3a"]
    dear = 192 * (ones + 9 * threes + 25 * fives)
    cheap = 192 * (ones + thin_three + thin_five + projection) + 9 * thin_three * threes + 25 * thin_five * fives
    assert round(dear / cheap, 1) == 2.4


def test_12_googlenet_is_not_12_times_smaller_than_alexnet(text: str) -> None:
    assert numbers(text, "AlexNet has") == [8.7, 10.2]
    assert numbers(text, "in training GoogLeNet has") == [13_378_280, 1.9]


def test_12_megabytes_of_the_boxes() -> None:
    assert round(4 * zoo.network("AlexNet").parameters / 1e6, 1) == 243.9
    assert round(4 * zoo.network("VGG16").parameters / 2**20, 1) == 527.8
    assert zoo.network("Inception v3").parameters + 34_432 == 23_851_784


def test_12_the_flower_app_has_one_network_that_keeps_both_limits(text: str) -> None:
    assert numbers(text, "VGG16 with a global average:") == [15_227_688, 60.9, 15.35]
    fitting = {
        name for name in FAMILY
        if 4 * zoo.network(name).parameters <= 100e6 and zoo.network(name).multiply_adds <= 5e9
        and "training" not in name
    }  # fmt: skip
    assert fitting == {"GoogLeNet"}


def test_12_what_training_cost_is_three_times_the_way_forward(text: str) -> None:
    for name, images in (("AlexNet", 90 * 1.2e6), ("VGG16", 370_000 * 256)):
        (line,) = [line for line in text.splitlines() if line.startswith(f"{name}: ") and "on this machine" in line]
        assert float(line.split()[1]) == pytest.approx(3 * zoo.network(name).multiply_adds * images, rel=0.05)


def test_12_errors_in_the_text_were_read_in_their_sources() -> None:
    entries = {entry.name: entry.top5 for entry in zoo.ENTRIES}
    assert entries["AlexNet"] == 15.3 and entries["best without a convolutional network"] == 26.2
    assert entries["Inception v3, after the contest"] == 3.6 and entries["GoogLeNet"] == 6.67
    assert (zoo.network("AlexNet").error.top5, zoo.network("Inception v3").error.top5) == (18.2, 5.6)


def test_12_the_track_is_averaged_by_a_keras_layer_as_in_chapter_01(text: str) -> None:
    (line,) = [line for line in text.splitlines() if "largest difference" in line]
    count, difference = re.findall(r"\d+\.?\d*", line)
    assert count == "58" and float(difference) < 0.001


def test_12_fewer_errors_took_more_work_and_not_more_weights() -> None:
    alexnet = zoo.network("AlexNet")
    assert all(zoo.network(name).multiply_adds > alexnet.multiply_adds for name in FAMILY[1:])
    for name in ("GoogLeNet", "Inception v3"):
        assert zoo.network(name).parameters < alexnet.parameters
