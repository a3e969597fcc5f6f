"""Two layers that Keras lacks, both of which look at one place only: they mix, choose or reorder its channels."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from convcourse.models.quiet import import_keras

Tensor = Any

POINTWISE = ("LocalResponseNormalization", "TakeChannels")
"""Names of the two, for `explain.receptive_fields(model, pointwise=POINTWISE)`."""


def local_response_normalization(
    x: Tensor,
    *,
    neighbours: int = 5,
    bias: float = 2.0,
    alpha: float = 1e-4,
    beta: float = 0.75,
    name: str | None = None,
) -> Tensor:
    """Divide each activation by what its neighbours in the channels say: x / (bias + alpha * sum of x**2) ** beta.

    A strong answer of one filter damps the same place in the next filters. Nothing is learnt.

    Args:
        x: Shape (batch, height, width, channels).
        neighbours: How many channels are added up, the own one in their middle; outside are zeros.
        bias, alpha, beta: The paper's k, alpha and beta, and its values.
        name: Of the layer.

    Source: Krizhevsky, Sutskever and Hinton (2012), section 3.3.
    """
    return _local_response_normalization()(neighbours, bias, alpha, beta, name=name)(x)


def take_channels(x: Tensor, order: Sequence[int], name: str | None = None) -> Tensor:
    """Return these channels of x, in this order.

    Args:
        x: Shape (batch, height, width, channels).
        order: Numbers of channels.
        name: Of the layer.

    Returns:
        Shape (batch, height, width, len(order)).
    """
    return _take_channels()([int(channel) for channel in order], name=name)(x)


def shuffled(channels: int, groups: int) -> list[int]:
    """Return the channels in the order that takes one of each group in turn.

    After it, a convolution in groups gets something from every group before.

    Raises:
        ValueError: The groups do not divide the channels.

    Source: Zhang et al. (2017), ShuffleNet, section 3.1.

    >>> shuffled(6, 2), shuffled(6, 3)
    ([0, 3, 1, 4, 2, 5], [0, 2, 4, 1, 3, 5])
    """
    if groups < 1 or channels % groups:
        raise ValueError(f"expected groups that divide {channels} channels, came {groups}")
    each = channels // groups
    return [group * each + place for place in range(each) for group in range(groups)]


# The classes are made when they are first used: to write down a layer class, Keras must be there.


@cache
def _local_response_normalization() -> Any:
    keras = import_keras()
    Layer: Any = keras.layers.Layer

    @keras.saving.register_keras_serializable(package="convcourse")
    class LocalResponseNormalization(Layer):
        def __init__(self, neighbours: int, bias: float, alpha: float, beta: float, **options: Any) -> None:
            super().__init__(**options)
            self.neighbours = neighbours
            self.numbers = {"bias": bias, "alpha": alpha, "beta": beta}

        def call(self, x: Tensor) -> Tensor:
            before, channels = (self.neighbours - 1) // 2, x.shape[-1]
            squares = keras.ops.pad(x * x, [(0, 0)] * (len(x.shape) - 1) + [(before, self.neighbours - 1 - before)])
            energy = sum(squares[..., first : first + channels] for first in range(self.neighbours))
            return x / (self.numbers["bias"] + self.numbers["alpha"] * energy) ** self.numbers["beta"]

        def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
            return input_shape

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "neighbours": self.neighbours, **self.numbers}

    return LocalResponseNormalization


@cache
def _take_channels() -> Any:
    keras = import_keras()
    Layer: Any = keras.layers.Layer

    @keras.saving.register_keras_serializable(package="convcourse")
    class TakeChannels(Layer):
        def __init__(self, order: Sequence[int], **options: Any) -> None:
            super().__init__(**options)
            self.order = list(order)

        def call(self, x: Tensor) -> Tensor:
            return keras.ops.take(x, self.order, axis=-1)

        def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
            return (*input_shape[:-1], len(self.order))

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "order": self.order}

    return TakeChannels
