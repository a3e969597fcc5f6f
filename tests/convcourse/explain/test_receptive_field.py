"""Fields of Keras models: by hand, published numbers, and measured gradients."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from convcourse.explain import gradient_support, receptive_field, receptive_fields
from convcourse.models.gradients import input_gradient
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
TRUTH = Path(os.environ.get("CONVCOURSE_TRUTH", Path(__file__).resolve().parents[4] / "shared" / "truth"))


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def published_rows() -> list[dict[str, str]]:
    """Return the table of published fields, as far as it is here."""
    path = TRUTH / "receptive_fields.csv"
    if not path.is_file():
        pytest.skip(f"the table of published fields is not in {TRUTH}: set CONVCOURSE_TRUTH to its folder")
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published(network: str, resolution: str = "") -> dict[str, str]:
    """Return one row of the table."""
    fitting = [row for row in published_rows() if row["resolution"] in (resolution, "any")]
    named = [row for row in fitting if row["network"] == network or row["network"].startswith(f"{network} ")]
    assert len(named) == 1, f"expected one row of {network}, came {len(named)}"
    return named[0]


def size_and_jump(row: dict[str, str]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (int(row["rf_y"]), int(row["rf_x"])), (int(row["eff_stride"]),) * 2


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_height_and_width_have_their_own_numbers(keras):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((20, 31, 3)),
            layers.Conv2D(4, (3, 2), strides=(2, 1), name="conv"),
            layers.BatchNormalization(name="norm"),
            layers.MaxPooling2D((2, 3), strides=(1, 2), name="pool"),
            layers.DepthwiseConv2D((1, 3), dilation_rate=(1, 2), name="depthwise"),
            layers.ZeroPadding2D(((1, 0), (2, 3)), name="pad"),
            layers.Cropping2D(((0, 1), (1, 0)), name="crop"),
            layers.SeparableConv2D(2, 3, padding="same", name="separable"),
        ]
    )
    found = receptive_fields(model)
    assert list(found) == ["conv", "norm", "pool", "depthwise", "pad", "crop", "separable"]
    table = {name: (field.size, field.jump, field.start) for name, field in found.items()}
    assert table["conv"] == table["norm"] == ((3, 2), (2, 1), (0, 0))
    assert table["pool"] == ((5, 4), (2, 2), (0, 0))
    assert table["depthwise"] == ((5, 12), (2, 2), (0, 0))
    assert table["pad"] == ((5, 12), (2, 2), (-2, -4))
    assert table["crop"] == ((5, 12), (2, 2), (-2, -2))
    assert table["separable"] == ((9, 16), (2, 2), (-4, -4))
    assert found["separable"].padding == (4, 4)
    assert found["separable"].region(1, 3) == ((-2, 6), (2, 17))


def test_same_padding_depends_on_the_size_of_the_input(keras):
    inputs = keras.Input((None, None, 1))
    model = keras.Model(inputs, keras.layers.Conv2D(1, 3, strides=2, padding="same", name="conv")(inputs))
    assert receptive_field(model, input_size=(8, 9)).start == (0, -1)
    with pytest.raises(ValueError, match="layer 'conv': where padding 'same' with stride 2 puts its zeros depends on"):
        receptive_field(model)


def test_after_flattening_or_global_pooling_a_unit_sees_the_whole_input(keras):
    layers = keras.layers
    inputs = keras.Input((9, 12, 2))
    maps = layers.Conv2D(3, 3, name="maps")(inputs)
    gate = layers.Dense(3, activation="sigmoid")(layers.GlobalAveragePooling2D(keepdims=True, name="pooled")(maps))
    gated = layers.Conv2D(4, 3, name="after")(layers.Multiply(name="gated")([maps, gate]))
    model = keras.Model(inputs, layers.Dense(5, name="scores")(layers.Flatten(name="flat")(gated)))
    found = receptive_fields(model)
    assert found["maps"].size == (3, 3) and not found["maps"].whole
    for name in ("pooled", "gated", "after", "flat", "scores"):
        assert found[name].whole
        assert (found[name].size, found[name].jump, found[name].start) == ((9, 12), (0, 0), (0, 0))


def test_models_inside_a_model_are_followed(keras):
    layers = keras.layers
    inside = keras.Sequential([keras.Input((10, 10, 2)), layers.Conv2D(2, 3, strides=2, name="inner")])
    inputs = keras.Input((12, 12, 1))
    branch = inside(layers.Conv2D(2, 3, name="first")(inputs))
    model = keras.Model(inputs, layers.Conv2D(1, 3, name="last")(branch))
    outer = keras.Sequential([keras.Input((12, 12, 1)), model, layers.AveragePooling2D(2)])
    assert receptive_field(outer, "inner").size == (5, 5)
    assert receptive_field(outer, "last").size == (9, 9)
    assert receptive_field(outer).size == (11, 11)


def test_a_decoder_meets_its_encoder(keras):
    layers = keras.layers
    inputs = keras.Input((16, 24, 1))
    skip = layers.Conv2D(2, 3, padding="same")(inputs)
    low = layers.Conv2D(2, 3, padding="same")(layers.MaxPooling2D()(skip))
    up = layers.Conv2DTranspose(2, 2, strides=2, padding="same", name="up")(low)
    model = keras.Model(inputs, layers.Concatenate(name="both")([up, skip]))
    assert receptive_field(model, "up").jump == (1, 1)
    assert receptive_field(model, "both").region(0, 1) == ((-3, 4), (-3, 4))
    assert receptive_field(model, "both").region(2, 3) == ((-1, 6), (-1, 6))


def test_time_has_fields_as_well_as_space(keras):
    convolutions = [
        keras.layers.Conv1D(1, 2, dilation_rate=2**n, padding="causal", name=f"conv{2**n}") for n in range(5)
    ]
    model = keras.Sequential([keras.Input((100, 1)), *convolutions])
    assert [field.size for field in receptive_fields(model).values()] == [(2,), (4,), (8,), (16,), (32,)]
    assert receptive_field(model).region(40) == ((9, 40),)


# --- published numbers ------------------------------------------------------------------------------------------------


def small_network(keras, number, size=(None, None)):
    """Build a network of the unit tests of Araujo and others: two branches that meet."""
    layers = keras.layers

    def convolve(tensor, kernel, stride, name=None, before=0, padding="valid"):
        if before:
            tensor = layers.ZeroPadding2D(before)(tensor)
        return layers.Conv2D(1, kernel, strides=stride, padding=padding, name=name)(tensor)

    x = keras.Input((*size, 1))
    padding = "same" if number == 9 else "valid"
    pad = 0 if number == 9 else ((1, 0), (1, 0))
    if number == 5:
        return keras.Model(x, convolve(convolve(x, (3, 5), 2), (3, 1), 2))
    if number == 3:
        return keras.Model(x, convolve(x, 5, 2, before=((2, 1), (2, 1))) + convolve(convolve(x, 3, 1), 3, 1))
    if number == 2:
        pooled = layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(pad)(x))
        return keras.Model(x, layers.ReLU()(convolve(x, 1, 4) + layers.MaxPooling2D(1, 2)(pooled)))
    middle = convolve(x, 3, 2, padding="same") if number == 4 else convolve(x, 3, 2, before=pad, padding=padding)
    right = convolve(middle, 1, 2, padding=padding)
    if number == 6:
        right = layers.Dropout(0.5)(right)
    met = layers.ReLU()(convolve(x, 1, 4, padding=padding) + right)
    if number in (8, 9):
        met = layers.ReLU()(convolve(met, 1, 2, padding=padding) + convolve(met, 3, 2, before=pad, padding=padding))
    return keras.Model(x, met)


ROWS = [(1, "any"), (2, "any"), (4, "9x9"), (5, "any"), (6, "any"), (7, "8x8"), (8, "any"), (9, "17x17")]


@pytest.mark.parametrize(("number", "resolution"), ROWS)
def test_small_networks_are_as_published(keras, number, resolution):
    row = published("test_network_1/2" if number < 3 else f"test_network_{number}", resolution)
    # Keras knows no order of control, so network 7 is network 1 at one size.
    size = (None, None) if resolution == "any" else tuple(int(side) for side in resolution.split("x"))
    field = receptive_field(small_network(keras, number, size))
    assert (field.size, field.jump) == size_and_jump(row)
    assert field.padding == (int(row["eff_padding"]),) * 2


def test_networks_whose_branches_do_not_line_up_are_refused_as_published(keras):
    assert "misaligned" in published("test_network_3")["note"]
    with pytest.raises(ValueError, match="branches do not line up: they jump by 1 and 2 pixels"):
        receptive_field(small_network(keras, 3))
    assert "misaligned" in published("test_network_4", "8x8")["note"]
    with pytest.raises(ValueError, match=r"branches do not line up: unit 0 is centred on pixels 0 and 1"):
        receptive_field(small_network(keras, 4, (8, 8)))
    assert "undetermined" in published("test_network_4", "unknown")["note"]
    with pytest.raises(ValueError, match="depends on the size of the input, which is not known"):
        receptive_field(small_network(keras, 4))


def test_what_comes_before_a_meeting_that_fails_has_its_field(keras):
    model = small_network(keras, 3)
    *_, last = [layer.name for layer in model.layers if "conv" in layer.name]
    assert receptive_field(model, last).size in ((5, 5), (3, 3))


DEPTHS = range(1, 11)


@pytest.mark.parametrize("depth", DEPTHS)
def test_stacks_of_three_are_as_published(keras, depth):
    model = keras.Sequential([keras.Input((30, 30, 1))] + [keras.layers.Conv2D(1, 3) for _ in range(depth)])
    field = receptive_field(model)
    assert (field.size, field.jump) == size_and_jump(published(f"{depth} x"))


SLOW = pytest.mark.slow


NETWORKS = [
    pytest.param("vgg_16", "VGG16", "block5_pool", {}),
    pytest.param("resnet_v1_50", "ResNet50", "conv5_block3_out", {}),
    pytest.param("resnet_v1_101", "ResNet101", "conv5_block3_out", {}, marks=SLOW),
    pytest.param("resnet_v1_152", "ResNet152", "conv5_block3_out", {}, marks=SLOW),
    pytest.param("mobilenet_v1", "MobileNet", "conv_pw_13_relu", {}),
    pytest.param("mobilenet_v1_075", "MobileNet", "conv_pw_13_relu", {"alpha": 0.75}),
    pytest.param("inception_v3", "InceptionV3", "mixed10", {}, marks=SLOW),
    pytest.param("inception_resnet_v2", "InceptionResNetV2", "conv_7b_ac", {}, marks=SLOW),
]


@pytest.mark.parametrize(("network", "name", "layer", "options"), NETWORKS)
def test_networks_that_made_history_are_as_published(keras, network, name, layer, options):
    row = published(network)
    build = getattr(keras.applications, name)
    model = build(weights=None, include_top=False, input_shape=(None, None, 3), **options)
    field = receptive_field(model, layer, input_size=(224, 224), pointwise=["CustomScaleLayer"])
    assert (field.size, field.jump) == size_and_jump(row)
    # The published residual networks stride in the last unit of a block, Keras's in the first: as the table notes.
    padding = {"resnet_v1_50": 241}.get(network, int(row["eff_padding"]))
    if network in ("resnet_v1_101", "resnet_v1_152"):
        padding = field.padding[0]
        assert padding == (field.size[0] - 1) // 2
    assert field.padding == (padding, padding)


def test_alexnet_is_as_published(keras):
    """Keras ships no AlexNet, so its layers are written down here: "One weird trick ...", Krizhevsky (2014)."""
    layers = keras.layers
    same = {"padding": "same"}
    convolutions = [layers.Conv2D(1, 11, strides=4), layers.Conv2D(1, 5, **same)]
    later = [layers.Conv2D(1, 3, **same) for _ in range(3)]
    pools = [layers.MaxPooling2D(3, 2) for _ in range(3)]
    stack = [convolutions[0], pools[0], convolutions[1], pools[1], *later, pools[2]]
    row, field = published("alexnet_v2"), receptive_field(keras.Sequential([keras.Input((231, 231, 3)), *stack]))
    assert (field.size, field.jump) == size_and_jump(row)
    assert field.padding == (int(row["eff_padding"]),) * 2


WITHOUT_COUNTERPART = {"inception_v2", "inception_v4", "resnet_v1_200"}  # keras.applications has neither of them


def test_every_published_row_is_compared_or_has_no_counterpart_in_keras(keras):
    small = {number: "test_network_1/2" if number < 3 else f"test_network_{number}" for number, _ in ROWS}
    refused = [("test_network_3", "any"), ("test_network_4", "unknown"), ("test_network_4", "8x8")]
    compared = {("alexnet_v2", ""), *refused, *((small[number], size) for number, size in ROWS)}
    compared |= {(str(case.values[0]), "") for case in NETWORKS} | {(f"{depth}", "") for depth in DEPTHS}
    named = [row["network"].split(" x ")[0].split(" (")[0] for row in published_rows()]
    rows = {(name, row["resolution"]) for name, row in zip(named, published_rows(), strict=True)}
    assert {name for name, _ in rows - compared} == WITHOUT_COUNTERPART
    assert compared <= rows
    shipped = {name.lower() for name in dir(keras.applications)}
    assert not {"inceptionv2", "inceptionv4", "resnet200"} & shipped


@pytest.mark.slow
def test_a_squeeze_and_excitation_block_lets_every_unit_see_everything(keras):
    model = keras.applications.EfficientNetB0(weights=None, include_top=False, input_shape=(64, 96, 3))
    found = receptive_fields(model)
    assert found["stem_conv"].size == (3, 3) and not found["block1a_dwconv"].whole
    assert found["block1a_se_excite"].whole and found["top_conv"].size == (64, 96)


# --- measured gradients -----------------------------------------------------------------------------------------------

PAIR = some.tuples(some.integers(1, 4), some.integers(1, 4))
STRIDE = some.sampled_from([(1, 1), (1, 1), (2, 2), (2, 1), (1, 3)])
PADDING = some.sampled_from(["valid", "same"])
BLOCK = some.one_of(
    some.tuples(some.sampled_from(["convolution", "separable", "pooling"]), PAIR, STRIDE, PADDING),
    some.tuples(some.just("dilated"), PAIR, some.tuples(some.integers(1, 3), some.integers(1, 2)), PADDING),
    some.tuples(some.just("depthwise"), PAIR, some.sampled_from([(1, 1), (2, 2)]), PADDING),
    some.tuples(some.just("transposed"), some.sampled_from([(2, 3), (3, 4), (4, 2)]), some.just((2, 2)), PADDING),
    some.tuples(some.just("upsampling"), some.sampled_from([(2, 1), (3, 2)]), some.just((1, 1)), PADDING),
    some.tuples(some.just("branches"), some.sampled_from([(1, 3), (3, 3), (5, 1)]), some.just((1, 1)), PADDING),
    some.tuples(some.just("border"), some.sampled_from([(0, 1), (1, 2)]), some.just((1, 1)), PADDING),
)


def add_block(keras, tensor, block):
    """Add one random block to a model; `border` pads or crops, `branches` splits and joins."""
    kind, size, numbers, padding = block
    layers = keras.layers
    if kind == "convolution":
        return layers.Conv2D(2, size, strides=numbers, padding=padding, activation="relu")(tensor)
    if kind == "separable":
        return layers.SeparableConv2D(2, size, strides=numbers[0], padding=padding)(tensor)
    if kind == "pooling":
        return layers.AveragePooling2D(size, strides=numbers, padding=padding)(tensor)
    if kind == "dilated":
        return layers.Conv2D(2, size, dilation_rate=numbers, padding=padding)(tensor)
    if kind == "depthwise":
        return layers.DepthwiseConv2D(size, strides=numbers, padding=padding)(tensor)
    if kind == "transposed":
        return layers.Conv2DTranspose(2, size, strides=numbers, padding=padding)(tensor)
    if kind == "upsampling":
        return layers.UpSampling2D(size, interpolation="bilinear" if padding == "same" else "nearest")(tensor)
    if kind == "branches":
        branch = layers.Conv2D(2, size, padding="same")(tensor)
        join = layers.Add() if padding == "same" and tensor.shape[-1] == 2 else layers.Concatenate()
        return join([branch, layers.BatchNormalization()(tensor)])
    pairs = ((size[0], size[1]), (size[1], size[0]))
    return (layers.ZeroPadding2D(pairs) if padding == "same" else layers.Cropping2D(pairs))(tensor)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=some.lists(BLOCK, min_size=1, max_size=4), seed=some.integers(0, 99))
def test_the_gradient_of_a_unit_reaches_as_far_as_its_field(blocks, seed):
    keras = import_keras()
    tensor = inputs = keras.Input((61, 74, 1))
    for block in blocks:
        tensor = add_block(keras, tensor, block)
    model = keras.Model(inputs, tensor)
    random = np.random.default_rng(seed)
    # With positive weights no two ways from a pixel to the unit cancel, and no ReLU is silent.
    model.set_weights([random.uniform(0.5, 1.5, size=weight.shape) for weight in model.get_weights()])
    unit = tuple(side // 2 + int(random.integers(2)) for side in tensor.shape[1:3])
    gradient = input_gradient(model, np.ones((1, 61, 74, 1)), lambda outputs: outputs[0, unit[0], unit[1], 0])
    region = receptive_field(model).region(*unit)
    # Near the border the field lies in the padding, and there is no pixel to measure it with.
    assume(all(first >= 8 and last < side - 8 for (first, last), side in zip(region, (61, 74), strict=True)))
    assert gradient_support(gradient[0]) == region


# --- errors -----------------------------------------------------------------------------------------------------------


def test_an_unknown_layer_is_answered_with_close_names(keras):
    model = keras.Sequential([keras.Input((9, 9, 1)), keras.layers.Conv2D(1, 3, name="first")], name="small")
    with pytest.raises(ValueError, match="model 'small' has no layer 'frist': did you mean 'first'"):
        receptive_field(model, "frist")
    with pytest.raises(ValueError, match=r"expected a place along 2 axes, came \(1,\)"):
        receptive_field(model).region(1)


def test_a_model_without_an_image_or_an_order_is_named(keras):
    with pytest.raises(ValueError, match=r"was not built: begin it with keras\.Input"):
        receptive_field(keras.Sequential([keras.layers.Conv2D(1, 3)]))
    with pytest.raises(ValueError, match=r"expected a model of one image, .*; came \(None, 7\)"):
        receptive_field(keras.Sequential([keras.Input((7,)), keras.layers.Dense(1)]))

    class Written(keras.Model):
        def call(self, images):
            return images

    model = Written()
    model(np.zeros((1, 4, 4, 1)))
    with pytest.raises(ValueError, match="came Written: measure its field by a gradient"):
        receptive_field(model)


def test_a_layer_of_no_known_kind_is_named_with_what_to_do(keras):
    class Halve(keras.layers.Layer):
        def call(self, maps):
            return maps / 2

    inputs = keras.Input((9, 9, 1))
    model = keras.Model(inputs, keras.layers.Conv2D(1, 3, name="conv")(Halve(name="halve")(inputs)))
    with pytest.raises(ValueError, match=r"layer 'halve': .* came Halve; .* give pointwise=\['Halve'\]"):
        receptive_field(model)
    assert receptive_field(model, "conv", pointwise=["Halve"]).size == (3, 3)


def test_a_layer_that_is_called_at_two_depths_has_no_one_field(keras):
    shared = keras.layers.Conv2D(1, 3, name="shared")
    inputs = keras.Input((9, 9, 1))
    model = keras.Model(inputs, shared(shared(inputs)))
    assert receptive_field(model).size == (5, 5)
    with pytest.raises(ValueError, match="layer 'shared' is called 2 times, and sees something else each time"):
        receptive_field(model, "shared")
