"""What each kind of Keras layer does to the field of a unit."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from convcourse.explain import axis_field
from convcourse.explain.axis_field import AxisField
from convcourse.reference.window_geometry import pads_for

# Kinds are names of classes, of layers and of operations such as `x + y`; a class derived from them counts as well.
CONVOLUTIONS = {f"{kind}{n}D" for n in (1, 2, 3) for kind in ("Conv", "DepthwiseConv", "SeparableConv")}
POOLS = {f"{kind}Pooling{n}D" for n in (1, 2, 3) for kind in ("Max", "Average")}
TRANSPOSED = {f"Conv{n}DTranspose" for n in (1, 2, 3)}
PADDINGS = {f"ZeroPadding{n}D" for n in (1, 2, 3)}
CROPPINGS = {f"Cropping{n}D" for n in (1, 2, 3)}
UPSAMPLINGS = {f"UpSampling{n}D" for n in (1, 2, 3)}
WHOLE = {f"Global{kind}Pooling{n}D" for n in (1, 2, 3) for kind in ("Max", "Average")}
WHOLE |= {"Flatten", "GroupNormalization"}
MEETINGS = {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "TrueDivide", "Divide"}
# fmt: off
POINTWISE = {
    "InputLayer", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "BatchNormalization",
    "LayerNormalization", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout",
    "GaussianNoise", "AlphaDropout", "ActivityRegularization", "Identity", "Rescaling", "Normalization", "Dense",
    "Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Gelu", "Silu", "Sigmoid", "HardSigmoid", "HardSilu", "Tanh",
    "Softplus", "Abs", "Absolute", "Negative", "Square", "Sqrt", "Exp", "Log", "Clip", "Cast",
}
# fmt: on


class Axis(NamedTuple):
    """One axis of a layer's output.

    Attributes:
        field: What its units see.
        size: How many units there are; None if that is not known.
    """

    field: AxisField
    size: int | None


Axes = tuple[Axis, ...]


def after(layer: Any, branches: Sequence[Axes], pixels: Sequence[int | None], pointwise: Collection[str]) -> Axes:
    """Return the axes of a layer's output.

    Args:
        layer: A Keras layer, or an operation such as `x + y`.
        branches: Axes of each of its inputs.
        pixels: Size of the model's input, along the same axes.
        pointwise: Further kinds of layers that look at one place only, or at the same place of each branch.

    Raises:
        ValueError: The layer is of no known kind, branches do not line up, or a size is not known that is needed.
    """
    if getattr(layer, "data_format", "channels_last") == "channels_first":
        raise ValueError("expected data_format 'channels_last', came 'channels_first'")
    kinds = {each.__name__ for each in type(layer).__mro__}
    if all(axis.field.whole for axes in branches for axis in axes):
        return branches[0]
    if kinds & MEETINGS or (kinds & set(pointwise) and len(branches) > 1):
        return _meet(layer, branches)
    (axes,) = branches if len(branches) == 1 else (None,)
    if axes is None:
        raise _unknown(layer)
    if kinds & WHOLE or _mixes_places(layer, kinds):
        return tuple(Axis(axis_field.whole_input(_known(size)), 1) for size in pixels)
    if kinds & (POINTWISE | set(pointwise)):
        return axes
    return tuple(_along(layer, kinds, axis, number, len(axes)) for number, axis in enumerate(axes))


def _along(layer: Any, kinds: set[str], axis: Axis, number: int, count: int) -> Axis:
    """Return one axis of the output of a layer that slides, enlarges, pads or crops."""

    def option(name: str) -> int:
        value = getattr(layer, name)
        return int(value[number]) if isinstance(value, (tuple, list)) else int(value)

    if kinds & CONVOLUTIONS:
        return _slide(axis, option("kernel_size"), option("strides"), option("dilation_rate"), layer.padding)
    if kinds & POOLS:
        return _slide(axis, option("pool_size"), option("strides"), 1, layer.padding)
    if kinds & TRANSPOSED:
        if layer.output_padding is not None:
            raise ValueError(
                f"expected no output_padding, came {layer.output_padding}: where units stand depends on it"
            )
        return _spread(axis, option("kernel_size"), option("strides"), option("dilation_rate"), layer.padding)
    if kinds & UPSAMPLINGS:
        nearest, factor = getattr(layer, "interpolation", "nearest"), option("size")
        if nearest not in ("nearest", "bilinear"):
            raise ValueError(f"expected interpolation 'nearest' or 'bilinear', came {nearest!r}")
        field = axis_field.repeat(axis.field, factor=factor, linear=nearest == "bilinear")
        return Axis(field, None if axis.size is None else axis.size * factor)
    if kinds & (PADDINGS | CROPPINGS):
        pairs = layer.padding if kinds & PADDINGS else layer.cropping
        before, after_last = pairs if count == 1 else pairs[number]
        sign = 1 if kinds & PADDINGS else -1
        size = None if axis.size is None else axis.size + sign * (before + after_last)
        return Axis(axis_field.slide(axis.field, kernel=1, before=sign * before), size)
    raise _unknown(layer)


def _slide(axis: Axis, kernel: int, stride: int, dilation: int, padding: str) -> Axis:
    span = dilation * (kernel - 1) + 1
    before, after_last = _pads(axis.size, span, stride, padding)
    field = axis_field.slide(axis.field, kernel=kernel, stride=stride, before=before, dilation=dilation)
    return Axis(field, None if axis.size is None else (before + axis.size + after_last - span) // stride + 1)


def _pads(size: int | None, span: int, stride: int, padding: str) -> tuple[int, int]:
    if padding == "causal":
        return span - 1, 0
    if padding == "same" and size is None:
        if stride > 1:
            raise ValueError(
                f"where padding 'same' with stride {stride} puts its zeros depends on the size of the input, which is "
                "not known: build the model for one size, or give input_size"
            )
        size = 1  # with a stride of one it is the same for every size
    return pads_for((size or 1,), (span,), (stride,), padding)[0]


def _spread(axis: Axis, kernel: int, stride: int, dilation: int, padding: str) -> Axis:
    span = dilation * (kernel - 1) + 1
    before = max(span - stride, 0) // 2 if padding == "same" else 0
    field = axis_field.enlarge(axis.field, kernel=kernel, stride=stride, before=before, dilation=dilation)
    extra = 0 if padding == "same" else max(span - stride, 0)
    return Axis(field, None if axis.size is None else axis.size * stride + extra)


def _meet(layer: Any, branches: Sequence[Axes]) -> Axes:
    rank = len(branches[0]) + 2
    if getattr(layer, "axis", -1) not in (-1, rank - 1):
        raise ValueError(f"expected branches that meet along channels, axis -1; came axis {layer.axis}")
    met = []
    for axes in zip(*branches, strict=True):
        wide = [axis for axis in axes if axis.field.whole]
        narrow = [axis for axis in axes if not axis.field.whole]
        # What sees the whole input is the same for all places, so it lines up with everything.
        field = wide[0].field if wide else axis_field.meet([axis.field for axis in axes])
        met.append(Axis(field, (narrow or wide)[0].size))
    return tuple(met)


def _mixes_places(layer: Any, kinds: set[str]) -> bool:
    """Tell whether a layer that works along some axis works along one of space, or of time."""
    if "LayerNormalization" not in kinds and "Softmax" not in kinds:
        return False
    axis = layer.axis
    axes = axis if isinstance(axis, (list, tuple)) else [axis]
    return any(each not in (-1, len(layer.input.shape) - 1) for each in axes)


def _known(size: int | None) -> int:
    if size is None:
        raise ValueError(
            "a unit here sees the whole input, whose size is not known: build the model for one, or give input_size"
        )
    return size


def _unknown(layer: Any) -> ValueError:
    kind = type(layer).__name__
    return ValueError(
        f"expected a kind of layer whose window is known, came {kind}; "
        f"if it looks at one place only, give pointwise=[{kind!r}]"
    )
