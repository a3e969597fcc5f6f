"""The networks that made history: counted, run at their native size, and compared with what was published."""

import csv
import gc
import inspect
import os
import re
from collections import Counter
from math import prod
from pathlib import Path

import numpy as np
import pytest

from convcourse.explain import receptive_field, receptive_fields
from convcourse.models import zoo
from convcourse.models.channel_layers import POINTWISE
from convcourse.models.multiply_adds import layer_costs, multiply_adds
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
SLOW = pytest.mark.slow
TRUTH = Path(os.environ.get("CONVCOURSE_TRUTH", Path(__file__).resolve().parents[4] / "shared" / "truth"))


def published(name: str) -> list[dict[str, str]]:
    """Read a table of published numbers, as far as it is here."""
    path = TRUTH / name
    if not path.is_file():
        pytest.skip(f"the table {name} of published numbers is not in {TRUTH}: set CONVCOURSE_TRUTH to its folder")
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published_row(network: zoo.Network) -> dict[str, str]:
    rows = published("architectures.csv")
    named = [row for row in rows if (row["model"], row["variant"]) == (network.family, network.variant)]
    assert len(named) == 1, f"expected one row of {network.family}, {network.variant}; came {len(named)}"
    return named[0]


def docstring(network: zoo.Network) -> str:
    return " ".join(inspect.getdoc(network.builder).split())


# --- the table, without building anything -----------------------------------------------------------------------------


def by_name(network):
    return network.name


@pytest.mark.parametrize("network", zoo.ZOO, ids=by_name)
def test_the_docstring_names_the_row_and_its_numbers(network):
    text = docstring(network)
    row = f'{network.family}, "{network.variant}"' if network.variant else network.family
    start = text.index(row)
    sentence = text[start : text.index("multiply-adds", start)]
    assert f"{network.parameters:,} parameters, {network.multiply_adds:,} " in sentence
    assert (
        f"at least {network.smallest} x {network.smallest}" in text
        or "Args, raises and source: as" in text
        or (f"{network.smallest} x {network.smallest}" in text)
    )


@pytest.mark.parametrize("network", zoo.ZOO, ids=by_name)
def test_the_table_agrees_with_the_published_row(network):
    row = published_row(network)
    assert network.parameters == int(row["params_trainable"])
    assert network.multiply_adds == pytest.approx(int(row["macs"]), rel=0.001)
    assert network.year == int(row["year"])
    assert re.match("x".join(map(str, network.input_shape)), row["input"])


@pytest.mark.parametrize("network", [each for each in zoo.ZOO if each.error], ids=by_name)
def test_an_error_was_read_in_its_source_and_not_recalled(network):
    row = published_row(network)
    texts = [row["top1_err_pct"], row["top5_err_pct"], row["err_evidence"], row["other_published_accuracy"]]
    assert row["err_evidence"] != "M" or "(R)" in row["other_published_accuracy"]
    numbers = {float(number) for number in re.findall(r"\d+\.\d+", " ".join(texts))}
    assert {network.error.top1, network.error.top5} - {None} <= numbers
    assert network.error.top5 is None or network.error.top1 is None or network.error.top5 < network.error.top1


@pytest.mark.parametrize("network", [each for each in zoo.ZOO if each.torchvision], ids=by_name)
def test_errors_of_torchvision_are_what_its_accuracies_leave(network):
    text = published_row(network)["other_published_accuracy"]
    accuracies = re.search(r"torchvision V1 weights acc@1 ([\d.]+) acc@5 ([\d.]+)", text).groups()
    errors = network.torchvision.top1, network.torchvision.top5
    assert errors == pytest.approx([100 - float(accuracy) for accuracy in accuracies])


def test_entries_of_the_contest_are_in_the_published_tables():
    texts = " ".join(" ".join(row.values()) for row in published("architectures.csv") + published("claims.csv"))
    assert [entry.name for entry in zoo.ENTRIES if str(entry.top5) not in texts] == []
    assert [entry.year for entry in zoo.ENTRIES] == sorted(entry.year for entry in zoo.ENTRIES)


def test_names_are_unique_and_years_go_up():
    assert [name for name, count in Counter(map(by_name, zoo.ZOO)).items() if count > 1] == []
    assert [network.year for network in zoo.ZOO] == sorted(network.year for network in zoo.ZOO)


def test_a_network_is_found_by_its_name_or_close_ones_are_named():
    assert zoo.network("ResNet-50").builder is zoo.resnet50
    with pytest.raises(ValueError, match=r"such as ResNet-50, .*; came 'ResNet50'"):
        zoo.network("ResNet50")


def test_what_books_say_of_sizes_can_be_computed():
    parameters = {network.name: network.parameters for network in zoo.ZOO}
    assert parameters["AlexNet"] / parameters["GoogLeNet"] == pytest.approx(8.71, abs=0.005)
    assert parameters["VGG16"] * 4 == 553_430_176  # bytes
    assert parameters["Wide ResNet-50-2"] - 34_112 == 68_849_128


# --- built for small images -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", [zoo.network("AlexNet"), zoo.network("GoogLeNet"), zoo.network("ShuffleNet v2")],
                         ids=by_name)  # fmt: skip
def test_classes_softmax_and_the_size_of_images_are_the_callers(network):
    images = np.random.default_rng(0).normal(size=(2, network.smallest, network.smallest + 5, 1)).astype("float32")
    model = network.build(images.shape[1:], 7, softmax=True)
    given = import_keras().ops.convert_to_numpy(model(images))
    assert given.shape == (2, 7)
    np.testing.assert_allclose(given.sum(axis=-1), 1, rtol=1e-5)
    assert model.layers[-1].name == "probabilities" or model.layers[-1].name == "scores_probabilities"
    assert network.build(images.shape[1:], 7).layers[-1].name == "scores"


@pytest.mark.parametrize("network", zoo.ZOO, ids=by_name)
def test_images_that_are_too_small_are_refused(network):
    side = network.smallest
    with pytest.raises(
        ValueError, match=f"expected images of {side} x {side} pixels or more, came {side} x {side - 1}"
    ):
        network.build((side, side - 1, 3), 2)


def test_a_number_of_groups_that_the_paper_lacks_is_refused():
    with pytest.raises(ValueError, match="expected 1, 2, 3, 4, 8 groups, came 5"):
        zoo.shufflenet_v1((32, 32, 3), 2, groups=5)


def test_training_googlenet_gives_three_rows_of_scores():
    model = zoo.network("GoogLeNet, in training").build((79, 95, 3), 3)
    assert model.output_names == ["scores", "auxiliary_4a", "auxiliary_4d"]
    assert [tuple(output.shape) for output in model.outputs] == [(None, 3)] * 3
    main = zoo.network("GoogLeNet").build((79, 95, 3), 3)
    # Borders have no names of their own: Keras counts them through.
    names, more = ({layer.name for layer in each.layers if "padding" not in layer.name} for each in (main, model))
    assert names < more


def test_the_authors_squeezenet_sees_a_border_that_torchvisions_does_not():
    model = zoo.squeezenet_1_0((227, 227, 3), last_padding=1)
    assert multiply_adds(model) == 861_339_936
    assert "861,339,936 multiply-adds" in docstring(zoo.network("SqueezeNet 1.0"))
    assert sum(prod(weight.shape) for weight in model.trainable_weights) == 1_248_424
    assert model.get_layer("conv10").output.shape == (None, 15, 15, 1000)


# --- built for the native size ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=zoo.ZOO, ids=by_name)
def built(request):
    """Build one network after the other, and leave nothing of it."""
    keras = import_keras()
    keras.utils.set_random_seed(0)
    yield request.param, request.param.build()
    keras.backend.clear_session()
    gc.collect()


@SLOW
def test_it_learns_as_many_numbers_as_the_table_says(built):
    network, model = built
    assert sum(prod(weight.shape) for weight in model.trainable_weights) == network.parameters
    assert sum(cost.parameters for cost in layer_costs(model)) == network.parameters


@SLOW
def test_it_adds_up_as_many_products_as_the_table_says(built):
    network, model = built
    assert multiply_adds(model) == network.multiply_adds


@SLOW
def test_what_is_not_learnt_are_running_means_and_variances(built):
    network, model = built
    resting = sum(prod(weight.shape) for weight in model.non_trainable_weights)
    assert resting == int(published_row(network)["non_trainable_bn"] or 0)


@SLOW
def test_it_says_something_about_an_image_of_its_native_size(built):
    network, model = built
    images = np.random.default_rng(0).normal(size=(1, *network.input_shape)).astype("float32")
    given = model(images, training=False)
    given = given if isinstance(given, list) else [given]
    assert [tuple(each.shape) for each in given] == [(1, 1000)] * (3 if "training" in network.name else 1)
    for each in given:
        scores = import_keras().ops.convert_to_numpy(each)
        assert np.isfinite(scores).all() and np.ptp(scores) > 0


@SLOW
def test_the_field_of_every_layer_can_be_read(built):
    network, model = built
    if network.name == "Xception":
        with pytest.raises(ValueError, match="branches do not line up"):
            receptive_fields(model, pointwise=POINTWISE)
        assert "one pixel apart" in docstring(network)
    else:
        fields = receptive_fields(model, pointwise=POINTWISE)
        assert set(fields) == {layer.name for layer in model.layers}
        assert fields["scores"].whole and not fields[model.layers[1].name].whole


FIELDS = {
    "AlexNet": ("pool5", "alexnet_v2"),
    "VGG16": ("pool5", "vgg_16"),
    "Inception v3": ("mixed10", "inception_v3"),
    "ResNet-50": ("conv5_3", "resnet_v1_50"),
    "ResNet-101": ("conv5_3", "resnet_v1_101"),
    "ResNet-152": ("conv5_3", "resnet_v1_152"),
    "Inception-ResNet-v2": ("conv_7b", "inception_resnet_v2"),
}


@SLOW
@pytest.mark.parametrize("name", FIELDS)
def test_what_the_last_maps_see_is_as_published(name):
    layer, row = FIELDS[name]
    (found,) = [each for each in published("receptive_fields.csv") if each["network"] == row]
    field = receptive_field(zoo.network(name).build(classes=2), layer, pointwise=POINTWISE)
    assert (field.size, field.jump) == ((int(found["rf_y"]), int(found["rf_x"])), (int(found["eff_stride"]),) * 2)


def test_the_stride_in_the_3x3_convolution_makes_the_field_of_resnet_50_smaller():
    field = receptive_field(zoo.network("ResNet-50 v1.5").build((64, 96, 3), 2), "conv5_3")
    assert (field.size, field.jump) == ((427, 427), (32, 32))


@pytest.mark.parametrize(("name", "biases"), [("ResNet-50", 26_560), ("ResNet-101", 52_672), ("ResNet-152", 75_712)])
def test_biases_of_keras_are_one_for_each_filter(name, biases):
    network = zoo.network(name)
    model = network.build((32, 32, 3), 2)
    filters = sum(layer.filters for layer in model.layers if type(layer).__name__ == "Conv2D")
    assert filters == biases
    assert f"{biases:,} parameters more" in docstring(network)
    counted = [layer for layer in model.layers if type(layer).__name__ == "Conv2D" and "shortcut" not in layer.name]
    assert len(counted) + 1 == int(name.split("-")[1])


@pytest.mark.parametrize(("name", "normalised"), [("Inception v3", 17_216), ("Inception-ResNet-v2", 30_272)])
def test_factors_that_keras_leaves_out_are_one_for_each_normalised_channel(name, normalised):
    network = zoo.network(name)
    model = network.build((network.smallest,) * 2 + (3,), 2)
    shifts = sum(layer.beta.shape[0] for layer in model.layers if type(layer).__name__ == "BatchNormalization")
    assert shifts == normalised and f"{normalised:,} parameters more" in docstring(network)


KERAS_LISTS = {
    "Inception v3": 23_851_784,
    "DenseNet-121": 8_062_504,
    "DenseNet-169": 14_307_880,
    "DenseNet-201": 20_242_984,
    "MobileNetV2": 3_538_984,
    "Xception": 22_910_480,
    "Inception-ResNet-v2": 55_873_736,
}


@pytest.mark.parametrize("name", KERAS_LISTS)
def test_what_keras_lists_is_in_the_docstring_and_is_the_sum(name):
    network = zoo.network(name)
    model = network.build((network.smallest,) * 2 + (3,), 2)
    resting = sum(prod(weight.shape) for weight in model.non_trainable_weights)
    assert network.parameters + resting == KERAS_LISTS[name]
    assert f"{KERAS_LISTS[name]:,}" in docstring(network)
    assert f"{resting:,} running means and variances" in docstring(network)
