"""What lies side by side in a model that ends in a stack of branches: plain words that a check can compare."""

from typing import Any

from convcourse.models.layer_table import blueprint, checked_model
from convcourse.models.quiet import import_keras


def branches(model: Any) -> list[list[str]]:
    """List the branches of a model that ends in a concatenation along the channels, in the order they are stacked.

    Args:
        model: A functional Keras model.

    Returns:
        For each branch its layers from the input up, each as "3x3 Conv2D relu -> 7": window, class, activation, maps
        that come out; a stride other than 1 is named too. The order in which layers were written does not matter.

    Raises:
        TypeError, ValueError: It is no built Keras model, or it does not end in a Concatenate along the channels.

    Source: chapter 12.
    """
    last = checked_model(model).outputs[0]._keras_history.operation
    if not isinstance(last, import_keras().layers.Concatenate):
        raise ValueError(f"expected a model that ends in Concatenate, came one that ends in {type(last).__name__}")
    if last.axis not in (-1, len(model.output_shape) - 1):
        raise ValueError(f"expected a Concatenate along the channels, the last axis; came axis {last.axis}")
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    settings = {
        layer.name: read for layer, (_, read) in zip(layers, blueprint(model)["layers"], strict=True)
    }
    return [_steps_to(tensor, settings) for tensor in last._inbound_nodes[0].input_tensors]


def _steps_to(tensor: Any, settings: dict[str, Any]) -> list[str]:
    """Follow a branch from the input up to this tensor."""
    layer = tensor._keras_history.operation
    kind, read = type(layer).__name__, settings.get(layer.name, {})
    if kind == "InputLayer":
        return []
    inputs = layer._inbound_nodes[0].input_tensors
    if len(inputs) > 1:
        raise ValueError(f"expected branches that are chains of layers, came {kind}, which takes {len(inputs)} inputs")
    below, activation = _steps_to(inputs[0], settings), read.get("activation", "").replace("linear", "")
    if kind in ("ReLU", "Activation") and below:  # a layer of its own that does what `activation=` does
        words, arrow, maps = below[-1].partition(" -> ")
        return [*below[:-1], f"{words} {activation or 'relu'}{arrow}{maps}"]
    window, strides = read.get("kernel_size", read.get("pool_size", ())), set(read.get("strides", (1,)))
    parts = ["x".join(map(str, window)), kind, activation, "" if strides == {1} else f"stride {max(strides)}"]
    return [*below, f"{' '.join(word for word in parts if word)} -> {layer.output.shape[-1]}"]
