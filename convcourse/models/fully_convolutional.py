"""The convolutional part of a network, for pictures of another size: its windows slide over any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def maps_network(network: Any, size: tuple[int, int]) -> keras.Model:
    """Build a network from the layers before the first that needs a whole picture; the weights are shared.

    Args:
        network: A Sequential model that begins with layers that slide: convolutions, pools, activations.
        size: Height and width of the pictures that it is to take.

    Returns:
        A model that gives the maps of the last layer that slides.

    Raises:
        ValueError: The model is not Sequential, or does not begin with such layers.

    Source: chapters 10 and 15.
    """
    keras = import_keras()
    if not isinstance(network, keras.Sequential):
        raise ValueError(f"expected a Sequential model, came {type(network).__name__}")
    sliding = []
    for layer in network.layers:
        if len(layer.output.shape) != 4:
            break
        sliding.append(layer)
    if not sliding:
        raise ValueError(f"expected model {network.name!r} to begin with layers that give maps; it has none")
    return keras.Sequential([keras.Input((*size, network.input_shape[-1])), *sliding])
