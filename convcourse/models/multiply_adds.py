"""Multiply-adds of a Keras model: the products that its convolutions and dense layers add up for one image."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, NamedTuple

from convcourse.models.quiet import import_keras
from convcourse.reference.counting import convolution_multiply_adds


class LayerCost(NamedTuple):
    """What one layer makes and costs for one image.

    Attributes:
        name: Of the layer.
        kind: Its class.
        shape: Shape of its output, without the batch.
        parameters: Numbers that it learns.
        multiply_adds: Products that are added up.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int


def multiply_adds(model: Any) -> int:
    """Return how many products a model adds up for one image.

    Convolutions of every kind and dense layers count, as in the papers. Biases, normalisation, activations, pooling and
    the sums where branches meet do not.

    Args:
        model: A Sequential or functional model that was built for one size of image.

    Raises:
        ValueError: The model records no order of its layers, the size of some map is not known, or a layer has a matrix
            of weights but is of no known kind.

    Source: chapters 03 and 12.
    """
    return sum(cost.multiply_adds for cost in layer_costs(model))


def layer_costs(model: Any) -> list[LayerCost]:
    """List what each layer makes and costs, inputs left out; layers of a model inside stand in its place.

    A layer that is called several times has a line for each call; its parameters stand in the first.

    Args:
        model: As for `multiply_adds`.

    Raises:
        ValueError: As for `multiply_adds`.
    """
    costs: list[LayerCost] = []
    seen: set[int] = set()
    for layer, shape_in, shape_out in _calls(model):
        first = id(layer) not in seen
        seen.add(id(layer))
        parameters = sum(prod(weight.shape) for weight in layer.trainable_weights) if first else 0
        products = _products(layer, shape_in, shape_out)
        costs.append(LayerCost(layer.name, type(layer).__name__, shape_out, parameters, products))
    return costs


def _calls(model: Any) -> Iterator[tuple[Any, tuple[int, ...], tuple[int, ...]]]:
    """Go through the calls of the model's layers, with shapes in and out."""
    for _, nodes in sorted(_graph(model)._nodes_by_depth.items(), reverse=True):
        for node in nodes:
            operation = node.operation
            if node.is_input or not hasattr(operation, "trainable_weights"):
                continue
            if hasattr(operation, "layers"):
                yield from _calls(operation)
                continue
            yield operation, _shape(operation, node.input_tensors[0]), _shape(operation, node.output_tensors[0])


def _graph(model: Any) -> Any:
    """Return the model as a functional one, which records the calls of its layers."""
    if hasattr(model, "_nodes_by_depth"):
        return model
    try:
        return import_keras().Model(model.inputs, model.outputs)
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(
            f"expected a Sequential model that was built or a functional model, came {type(model).__name__}: "
            "begin it with keras.Input(...)"
        ) from error


def _shape(layer: Any, tensor: Any) -> tuple[int, ...]:
    shape = tuple(tensor.shape[1:])
    if None in shape:
        raise ValueError(f"layer {layer.name!r}: its size is not known, build the model for one size of image")
    return shape


def _products(layer: Any, shape_in: Sequence[int], shape_out: Sequence[int]) -> int:
    kinds = {each.__name__ for each in type(layer).__mro__}
    if any(kind.startswith("Conv") and kind.endswith("Transpose") for kind in kinds):
        # Each place of the input lays down its window: the same products as the convolution that goes the other way.
        return convolution_multiply_adds(shape_in[:-1], layer.kernel_size, layer.filters, shape_in[-1])
    if kinds & {"Conv1D", "Conv2D", "Conv3D"}:
        return convolution_multiply_adds(
            shape_out[:-1], layer.kernel_size, shape_in[-1], layer.filters, groups=layer.groups
        )
    if kinds & {"DepthwiseConv1D", "DepthwiseConv2D"}:
        return _depthwise(layer, shape_in[-1], shape_out)
    if kinds & {"SeparableConv1D", "SeparableConv2D"}:
        wide = shape_in[-1] * layer.depth_multiplier
        mixing = convolution_multiply_adds(shape_out[:-1], (1,) * len(layer.kernel_size), wide, layer.filters)
        return _depthwise(layer, shape_in[-1], shape_out) + mixing
    if "Dense" in kinds:
        return prod(shape_in) * layer.units
    if any(len(weight.shape) > 1 for weight in layer.trainable_weights):
        raise ValueError(f"expected convolutions and dense layers, came {layer.name!r} of class {type(layer).__name__}")
    return 0


def _depthwise(layer: Any, channels: int, shape_out: Sequence[int]) -> int:
    filters = channels * layer.depth_multiplier
    return convolution_multiply_adds(shape_out[:-1], layer.kernel_size, channels, filters, groups=channels)
