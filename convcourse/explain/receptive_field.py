"""What the units of any layer of a Keras model can see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from convcourse.explain.axis_field import PIXEL, AxisField
from convcourse.explain.layer_geometry import Axes, Axis, after


@dataclass(frozen=True)
class LayerField:
    """What the units of a layer can see. Every property has one entry for each axis: height and width.

    Args:
        layer: Name of the layer.
        axes: What its units see along each axis.
    """

    layer: str
    axes: tuple[AxisField, ...]

    @property
    def size(self) -> tuple[int, ...]:
        """Pixels from the first to the last one that a unit sees, holes and padding counted."""
        return tuple(axis.size for axis in self.axes)

    @property
    def jump(self) -> tuple[float, ...]:
        """Pixels between the fields of neighbouring units; 0 if every unit sees the whole input."""
        return tuple(int(axis.jump) if axis.jump.denominator == 1 else float(axis.jump) for axis in self.axes)

    @property
    def start(self) -> tuple[int, ...]:
        """The first pixel that unit 0 sees; negative in the padding."""
        return tuple(axis.start for axis in self.axes)

    @property
    def padding(self) -> tuple[int, ...]:
        """Pixels of padding that unit 0 sees before the image."""
        return tuple(-axis.start for axis in self.axes)

    @property
    def whole(self) -> bool:
        """Whether every unit sees the whole input."""
        return all(axis.whole for axis in self.axes)

    def region(self, *unit: int) -> tuple[tuple[int, int], ...]:
        """Return the first and last pixel that a unit sees, along each axis; some may lie in the padding.

        Args:
            unit: Its place, such as row and column.
        """
        if len(unit) != len(self.axes):
            raise ValueError(f"expected a place along {len(self.axes)} axes, came {unit}")
        return tuple(axis.region(each) for axis, each in zip(self.axes, unit, strict=True))


def receptive_field(
    model: Any,
    layer: str | None = None,
    *,
    input_size: Sequence[int] | None = None,
    pointwise: Collection[str] = (),
) -> LayerField:
    """Read off a Keras model what the units of a layer can see.

    That is what they can see by the windows they look through: convolution, pooling, padding, cropping, upsampling,
    transposed convolution. Where branches meet, a unit sees what any of them sees. After a global pooling or a
    flattening it sees the whole input; so it does after a squeeze-and-excitation block, which pools globally inside.

    Args:
        model: A Sequential or functional model that was built; models inside it are followed.
        layer: Name of the layer; the model's output if there is none.
        input_size: Height and width of the image, if other than the model was built for. Padding "same" depends on it.
        pointwise: Names of further layer classes that look at one place only.

    Raises:
        ValueError: Branches that lead to the layer do not line up, the model holds a layer of no known kind on the way,
            it has no such layer, or its order of layers is not recorded.

    Source: chapter 09; Araujo, Norris and Sim (2019).
    """
    found, last = _follow(model, input_size, pointwise)
    if layer is None:
        return _field(model.name, [last])
    if layer not in found:
        close = get_close_matches(layer, found, cutoff=0.5)
        advice = f"did you mean {' or '.join(map(repr, close))}?" if close else f"it has {', '.join(map(repr, found))}"
        raise ValueError(f"model {model.name!r} has no layer {layer!r}: {advice}")
    return _field(layer, found[layer])


def receptive_fields(
    model: Any, *, input_size: Sequence[int] | None = None, pointwise: Collection[str] = ()
) -> dict[str, LayerField]:
    """Read off a Keras model what the units of each of its layers can see, from the input on.

    Args:
        model, input_size, pointwise: As for `receptive_field`.

    Returns:
        Keys are names of layers.

    Raises:
        ValueError: As `receptive_field`, for any of the layers.
    """
    found, _ = _follow(model, input_size, pointwise)
    return {name: _field(name, results) for name, results in found.items()}


# Of a layer that has no field, the reason is kept: it matters only to those who ask for what comes after it.
Result = Axes | ValueError


def _field(name: str, results: list[Result]) -> LayerField:
    for result in results:
        if isinstance(result, ValueError):
            raise result
    fields = {tuple(axis.field for axis in result) for result in results if not isinstance(result, ValueError)}
    if len(fields) > 1:
        raise ValueError(f"layer {name!r} is called {len(results)} times, and sees something else each time")
    return LayerField(name, fields.pop())


def _follow(
    model: Any, input_size: Sequence[int] | None, pointwise: Collection[str]
) -> tuple[dict[str, list[Result]], Result]:
    """Return the results of all layers by name, and that of the model's output."""
    if not getattr(model, "built", False):
        raise ValueError(f"model {model.name!r} was not built: begin it with keras.Input(...)")
    _check_order_is_recorded(model)
    if len(model.inputs) != 1 or len(model.inputs[0].shape) < 3:
        shapes = ", ".join(str(tuple(each.shape)) for each in model.inputs)
        raise ValueError(f"expected a model of one image, of shape (batch, height, width, channels); came {shapes}")
    built_for = tuple(model.inputs[0].shape)[1:-1]
    pixels = built_for if input_size is None else tuple(input_size)
    if len(pixels) != len(built_for):
        raise ValueError(f"expected input_size along {len(built_for)} axes, came {pixels}")
    found: dict[str, list[Result]] = {}
    last = _walk(model, tuple(Axis(PIXEL, size) for size in pixels), pixels, pointwise, found)
    return found, last


def _walk(
    model: Any, start: Result, pixels: Sequence[int | None], pointwise: Collection[str], found: dict[str, list[Result]]
) -> Result:
    results: dict[int, Result] = {0: start}
    calls, output = _calls(model)
    for layer, sources, targets in calls:
        branches = [results[source] for source in sources]
        troubles = [branch for branch in branches if isinstance(branch, ValueError)]
        sound = [branch for branch in branches if not isinstance(branch, ValueError)]
        result: Result
        if troubles:
            result = troubles[0]
        elif hasattr(layer, "layers"):
            result = _walk_inside(layer, sound, pixels, pointwise, found)
        else:
            try:
                result = after(layer, sound, pixels, pointwise)
            except ValueError as trouble:
                result = ValueError(f"layer {layer.name!r}: {trouble}")
        found.setdefault(layer.name, []).append(result)
        results.update(dict.fromkeys(targets, result))
    return results[output]


def _walk_inside(
    model: Any,
    branches: list[Axes],
    pixels: Sequence[int | None],
    pointwise: Collection[str],
    found: dict[str, list[Result]],
) -> Result:
    try:
        _check_order_is_recorded(model)
        if len(branches) != 1:
            raise ValueError(f"expected a model of one input inside, came {len(branches)} inputs")
    except ValueError as trouble:
        return trouble
    return _walk(model, branches[0], pixels, pointwise, found)


# --- how Keras records a model: nothing else here knows ---------------------------------------------------------------


def _is_sequential(model: Any) -> bool:
    return "Sequential" in {each.__name__ for each in type(model).__mro__}


def _check_order_is_recorded(model: Any) -> None:
    if not _is_sequential(model) and not hasattr(model, "_nodes_by_depth"):
        raise ValueError(
            f"expected a Sequential or functional model, which records the order of its layers; "
            f"came {type(model).__name__}: measure its field by a gradient"
        )


def _calls(model: Any) -> tuple[list[tuple[Any, list[int], list[int]]], int]:
    """Return each call of a layer, in order, with the tensors that go in and come out, and the model's output.

    Tensors are numbered; 0 is the model's input. Of several outputs it is the first.
    """
    if _is_sequential(model):
        chain = [(layer, [number], [number + 1]) for number, layer in enumerate(model.layers)]
        return chain, len(chain)
    numbers = {id(model.inputs[0]): 0}
    calls = []
    for depth in sorted(model._nodes_by_depth, reverse=True):
        for node in model._nodes_by_depth[depth]:
            sources = [numbers[id(each)] for each in node.input_tensors] or [0]
            targets = [numbers.setdefault(id(each), len(numbers)) for each in node.outputs]
            calls.append((node.operation, sources, targets))
    return calls, numbers[id(model.outputs[0])]
