"""A convolution in which each map reads only some of the maps below it. Importing this module imports Keras."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from convcourse.models.quiet_keras import keras


@keras.saving.register_keras_serializable("convcourse")
class SparseConvolution(keras.layers.Layer):  # type: ignore[name-defined]
    """A convolution without padding, each of whose maps reads its own choice of the maps below.

    The weights that are there lie side by side, one slice of `kernel_size` by `kernel_size` for each pair of maps; in
    each call they are laid out as a full kernel with zeros between them.

    Args:
        reads: For each map, the places of the maps below that it reads.
        kernel_size: Height and width of the kernels.
        kernel_limits: For each map, its weights begin evenly between minus and plus this number.

    Source: layer C3 of LeCun, Bottou, Bengio and Haffner (1998).
    """

    def __init__(
        self, reads: Sequence[Sequence[int]], kernel_size: int, kernel_limits: Sequence[float], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.reads = [list(map(int, places)) for places in reads]
        self.kernel_size, self.kernel_limits = kernel_size, [float(limit) for limit in kernel_limits]

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """Make the weights and biases, and note where each weight lies in the full kernel."""
        channels, maps = int(input_shape[-1] or 0), len(self.reads)
        pairs = [(read, place) for place, reads in enumerate(self.reads) for read in reads]
        if max(read for read, _ in pairs) >= channels:
            raise ValueError(f"expected places below {channels}, the maps of the input; came {self.reads}")
        self.layout = np.zeros((len(pairs), channels * maps), np.float32)
        for number, (read, place) in enumerate(pairs):
            self.layout[number, read * maps + place] = 1
        limits = np.array([self.kernel_limits[place] for _, place in pairs], np.float32)
        start = keras.initializers.RandomUniform(-1.0, 1.0)
        shape = (self.kernel_size, self.kernel_size, len(pairs))
        self.weight = self.add_weight(shape=shape, initializer=lambda *a, **k: start(*a, **k) * limits, name="weight")
        self.bias = self.add_weight(shape=(maps,), initializer="zeros", name="bias")

    def call(self, inputs: Any) -> Any:
        """Return shape (batch, height - size + 1, width - size + 1, maps)."""
        shape = (self.kernel_size, self.kernel_size, inputs.shape[-1], len(self.reads))
        kernel = keras.ops.reshape(keras.ops.matmul(self.weight, self.layout), shape)
        return keras.ops.conv(inputs, kernel, padding="valid", data_format="channels_last") + self.bias

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of what `call` returns."""
        batch, height, width, _ = input_shape
        cut = self.kernel_size - 1
        return (batch, height and height - cut, width and width - cut, len(self.reads))

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make the layer anew."""
        own = {"reads": self.reads, "kernel_size": self.kernel_size, "kernel_limits": self.kernel_limits}
        return {**super().get_config(), **own}
