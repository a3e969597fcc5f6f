"""Layers that can be run forwards, and then backwards: each remembers what its way back needs."""

from typing import Protocol

from numpy.typing import ArrayLike

from convcourse.reference.activations import relu, relu_derivative
from convcourse.reference.arguments import Floats, Sizes, as_floats
from convcourse.reference.convolution_backward import convolution_gradients
from convcourse.reference.convolution_nd import convolution
from convcourse.reference.dense_layer import dense, dense_gradients
from convcourse.reference.pooling import max_pool
from convcourse.reference.pooling_gradients import max_pool_gradient
from convcourse.reference.window_geometry import Padding


class TrainableLayer(Protocol):
    """What a network asks of its layers.

    Attributes:
        parameters: Arrays that are learnt; an empty list where there is nothing to learn.
        gradients: One array for each parameter, of its shape, after `backward`.
    """

    parameters: list[Floats]
    gradients: list[Floats]

    def forward(self, inputs: Floats) -> Floats:
        """Return the layer's output, and remember what the way back needs."""

    def backward(self, output_gradient: Floats) -> Floats:
        """Set `gradients`, and return the gradient for the inputs of the last `forward`."""


class ConvolutionLayer:
    """A convolution with stride and padding.

    Args:
        kernel: Shape (*kernel size, channels, filters).
        bias: Shape (filters,).
        stride, padding: As in `convolution`.

    >>> layer = ConvolutionLayer([[[1]], [[2]], [[3]]], [0])
    >>> layer.forward([[[1], [2], [3], [4]]])[0, :, 0]
    array([14., 20.])
    >>> layer.backward([[[1], [10]]])[0, :, 0]
    array([ 1., 12., 23., 30.])
    >>> layer.gradients[0][:, 0, 0], layer.gradients[1]
    (array([21., 32., 43.]), array([11.]))
    """

    def __init__(self, kernel: ArrayLike, bias: ArrayLike, *, stride: Sizes = 1, padding: Padding = 0) -> None:
        self.parameters = [as_floats(kernel, "kernel").copy(), as_floats(bias, "bias").copy()]
        self.gradients: list[Floats] = []
        self.stride, self.padding = stride, padding

    def forward(self, inputs: Floats) -> Floats:
        """Return maps of shape (batch, *output size, filters) for images (batch, *size, channels)."""
        self._inputs = inputs
        kernel, bias = self.parameters
        return convolution(inputs, kernel, bias, stride=self.stride, padding=self.padding)

    def backward(self, output_gradient: Floats) -> Floats:
        """Set the gradients for kernel and bias, and return the one for the images."""
        kernel, _ = self.parameters
        found = convolution_gradients(output_gradient, self._inputs, kernel, stride=self.stride, padding=self.padding)
        self.gradients = [found.kernel, found.bias]
        return found.images


class ReluLayer:
    """A ReLU: a gate that lets gradients through where the input was positive."""

    def __init__(self) -> None:
        self.parameters: list[Floats] = []
        self.gradients: list[Floats] = []

    def forward(self, inputs: Floats) -> Floats:
        """Return the positive part of the inputs, any shape."""
        self._inputs = inputs
        return relu(inputs)

    def backward(self, output_gradient: Floats) -> Floats:
        """Return the gradient where the input was positive, and 0 elsewhere."""
        return output_gradient * relu_derivative(self._inputs)


class MaxPoolLayer:
    """Max pooling.

    Args:
        size, stride: As in `max_pool`.
    """

    def __init__(self, size: Sizes = 2, *, stride: Sizes | None = None) -> None:
        self.parameters: list[Floats] = []
        self.gradients: list[Floats] = []
        self.size, self.stride = size, stride

    def forward(self, inputs: Floats) -> Floats:
        """Return the largest value of every window, shape (batch, *output size, channels)."""
        self._inputs = inputs
        return max_pool(inputs, self.size, stride=self.stride)

    def backward(self, output_gradient: Floats) -> Floats:
        """Return the gradient for the inputs: it goes to the winners only."""
        return max_pool_gradient(output_gradient, self._inputs, self.size, stride=self.stride)


class FlattenLayer:
    """Every image of the batch as one row of numbers."""

    def __init__(self) -> None:
        self.parameters: list[Floats] = []
        self.gradients: list[Floats] = []

    def forward(self, inputs: Floats) -> Floats:
        """Return shape (batch, features) for any shape (batch, ...)."""
        self._shape = inputs.shape
        return inputs.reshape(len(inputs), -1)

    def backward(self, output_gradient: Floats) -> Floats:
        """Return the same numbers in the shape of the inputs."""
        return output_gradient.reshape(self._shape)


class DenseLayer:
    """A dense layer.

    Args:
        weights: Shape (features, units).
        bias: Shape (units,).
    """

    def __init__(self, weights: ArrayLike, bias: ArrayLike) -> None:
        self.parameters = [as_floats(weights, "weights").copy(), as_floats(bias, "bias").copy()]
        self.gradients: list[Floats] = []

    def forward(self, inputs: Floats) -> Floats:
        """Return shape (batch, units) for inputs (batch, features)."""
        self._inputs = inputs
        weights, bias = self.parameters
        return dense(inputs, weights, bias)

    def backward(self, output_gradient: Floats) -> Floats:
        """Set the gradients for weights and bias, and return the one for the inputs."""
        found = dense_gradients(output_gradient, self._inputs, self.parameters[0])
        self.gradients = [found.weights, found.bias]
        return found.inputs
