"""Numbers that chapter 13 states in words or prints, computed."""

import re
from collections.abc import Callable
from math import prod

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models import zoo
from convcourse.models.quiet import import_keras

Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("13_residual_and_dense")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    found = re.findall(r"-?\d[\d,]*\.?\d*(?:e[-+]\d+)?", line[len(start) :])
    return [float(number.replace(",", "").rstrip(".")) for number in found]


def gradients(text: str, start: str, way: str) -> tuple[list[float], list[float]]:
    """Return the smallest and the largest of three seeds, in the first layer and in layer 49."""
    low, high, _, last_low, last_high = numbers(text, f"{start:14} {way:9}: first layer")
    return [low, high], [last_low, last_high]


def test_13_deep_plain_stacks_train_worse_than_shallow_ones_and_shortcuts_cure_it(text: str) -> None:
    shallow, deep = (numbers(text, f"{depth:2} layers, plain         : training loss") for depth in (8, 50))
    assert shallow[1] < 0.2 and deep[0] > 1.7
    shallow, deep = (numbers(text, f"{depth:2} layers, with shortcuts: training loss") for depth in (8, 50))
    assert shallow[1] < 0.15 and deep[1] < 0.8
    assert deep[0] > shallow[1]  # the text says that 50 layers are no better than 8


def test_13_plain_gradients_vanish_with_xavier_in_all_layers(text: str) -> None:
    first, last = gradients(text, "Xavier", "plain")
    assert max(first) < 1e-7 and max(last) < 1e-7
    first, _ = gradients(text, "Xavier", "shortcuts")
    assert min(first) > 0.1


def test_13_with_he_plain_gradients_are_small_but_there_and_shortcuts_explode(text: str) -> None:
    first, _ = gradients(text, "He", "plain")
    assert min(first) > 1e-5 and max(first) < 0.1
    first, last = gradients(text, "He", "shortcuts")
    assert min(first) > 100 and min(last) > 1000


def test_13_with_batch_normalisation_the_plain_gradient_does_not_vanish_and_is_the_larger_one(text: str) -> None:
    first, last = gradients(text, "He, batch norm", "plain")
    assert min(first) > 10 and min(first) > 100 * max(last)
    with_first, with_last = gradients(text, "He, batch norm", "shortcuts")
    assert min(first) > 10 * max(with_first)
    assert min(with_first) > 0.05 and max(with_first) < 10 * min(with_last)


def test_13_the_dense_stack_of_the_prediction_has_the_same_extremes_for_three_seeds() -> None:
    random = np.random.default_rng(0)
    images, labels = random.uniform(size=(100, 64)), np.arange(100) % 10
    for seed in range(3):
        lengths = {}
        for kind, normalised in (("xavier", False), ("he", False), ("he", True)):
            for shortcuts in (False, True):
                network = reference.residual_stack(
                    64, 10, depth=50, width=24, kind=kind, normalised=normalised, shortcuts=shortcuts, seed=seed
                )
                network.backpropagate(images, labels)
                lengths[kind, normalised, shortcuts] = reference.stack_gradients(network)[0]
        assert min(lengths, key=lengths.__getitem__) == ("xavier", False, False)
        assert max(lengths, key=lengths.__getitem__) == ("he", False, True)


def test_13_a_block_with_its_last_gamma_at_0_is_the_identity_where_nothing_is_negative(text: str) -> None:
    assert numbers(text, "last gamma 0, x >= 0:  largest change") == [0]
    assert numbers(text, "your block, switched off: largest change") == [0]
    assert numbers(text, "as drawn:              largest change")[0] > 0.5
    assert numbers(text, "last gamma 0, any x:   largest change")[0] > 0.5


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_13_a_trained_bottleneck_of_any_weights_is_switched_off_as_well(seed: int) -> None:
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    x = keras.Input((5, 4, 8))
    from convcourse.models.resnet import bottleneck_block

    block = keras.Model(x, bottleneck_block(x, 3, 8, 1, name="block"))
    random = np.random.default_rng(seed)
    block.set_weights([np.abs(random.normal(size=weight.shape)) for weight in block.weights])
    last = block.get_layer("block_c")
    last.gamma.assign(np.zeros(8))
    last.beta.assign(np.zeros(8))
    images = random.uniform(size=(3, 5, 4, 8)).astype("float32")
    assert np.array_equal(models.outputs_of(block, images), images)


def test_13_factors_through_24_blocks() -> None:
    assert round(0.5**24, 8) == 0.00000006 and round(1.5**24, -3) == 17_000


def test_13_on_even_sizes_same_and_a_projection_do_not_line_up_and_padded_ways_do(text: str) -> None:
    (said,) = [line for line in text.splitlines() if line.startswith("same - ")]
    assert "line up, field" not in said
    assert numbers(text, "valid - both ways line up, field") == [3, 3]


def test_13_blocks_with_shortcuts_train_better_than_their_plain_twin(text: str) -> None:
    low, high = numbers(text, "your blocks: training loss")
    plain_low, _ = numbers(text, "plain twin : training loss")
    assert low <= high < plain_low - 0.2


def test_13_counts_of_residual_networks(text: str) -> None:
    assert numbers(text, "ResNet-152: ")[0] == 60_192_808
    assert numbers(text, "each of ") == [75_712, 60_419_944]
    assert numbers(text, "ResNet-50, multiply-adds:") == [3.86]
    assert "4.09 with the stride in the 3 by 3 (v1.5)" in text and "apart: 7.72" in text
    assert 4_096 + 128 + 36_864 + 128 + 2 * (16_384 + 512) == 75_008


def test_13_the_first_block_of_resnet_50_has_75_008_parameters() -> None:
    keras = import_keras()
    from convcourse.models.resnet import bottleneck_block

    x = keras.Input((6, 7, 64))
    block = keras.Model(x, bottleneck_block(x, 64, 256, 1, name="block"))
    assert sum(prod(weight.shape) for weight in block.trainable_weights) == 75_008


def test_13_the_first_network_below_five_percent_with_one_crop_is_of_2016(text: str) -> None:
    rows = re.findall(r"^(\d{4}) (.+?) +one network, one crop: ([\d.]+) %", text, flags=re.MULTILINE)
    below = [(int(year), name) for year, name, error in rows if float(error) < 5]
    assert below == [(2016, "Inception-ResNet-v2")]
    assert ("2015", "ResNet-152", "6.70") in rows
    (entry,) = [entry for entry in zoo.ENTRIES if entry.name.startswith("ResNet")]
    assert (entry.top5, entry.nets, entry.year) == (3.57, 6, 2015)


def test_13_every_printed_count_is_that_of_the_zoo(text: str) -> None:
    rows = re.findall(r"^\d{4} (.+?) +([\d,]+) parameters +([\d,]+) multiply-adds$", text, flags=re.MULTILINE)
    counts = {name: tuple(int(number.replace(",", "")) for number in both) for name, *both in rows}
    assert {"ResNet-18", "DenseNet-201", "MobileNetV2", "Xception", "ResNeXt-50", "ShuffleNet v2"} <= {*counts}
    for name, both in counts.items():
        network = zoo.network(name)
        assert both == (network.parameters, network.multiply_adds)


def test_13_blocks_are_printed_as_they_are_counted(text: str) -> None:
    resnet, depthwise = numbers(text, "ResNet-50                 1024 channels"), numbers(text, "MobileNetV2 ")
    assert resnet[0] == 1024 * 256 * 2 + 9 * 256**2 + 2 * (256 + 256 + 1024)
    assert depthwise[1] == 96 * 576 + 9 * 576 + 576 * 96 + 2 * (576 + 576 + 96)
    assert depthwise[2] == 196 * (96 * 576 + 9 * 576 + 576 * 96)


def test_13_networks_of_one_zoo_trade_places_between_the_two_costs() -> None:
    shown = [each for each in zoo.ZOO if each.torchvision]
    for cost, unbeaten in (("multiply_adds", True), ("parameters", False)):
        (fifty,) = [each for each in shown if each.name == "ResNet-50 v1.5"]
        better = [
            each for each in shown
            if getattr(each, cost) <= getattr(fifty, cost) and each.torchvision.top1 < fifty.torchvision.top1
        ]  # fmt: skip
        assert (better == []) == unbeaten
        assert unbeaten or {each.name for each in better} == {"DenseNet-201", "ResNeXt-50"}


def test_13_a_dense_block_of_six_layers_and_the_121_layers() -> None:
    assert sum(range(1, 7)) == 6 * 7 // 2
    assert 1 + 2 * (6 + 12 + 24 + 16) + 3 + 1 == 121


def test_13_channels_are_dealt_out_like_cards(text: str) -> None:
    assert "\n[0, 3, 1, 4, 2, 5]\n" in text
