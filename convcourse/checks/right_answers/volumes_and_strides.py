"""Right answers of chapter 03, written differently from the reference."""

import math

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("two_results")
def as_plain_numbers():
    return (2, -4)


@right_answer("two_results")
def as_array_of_floats():
    return np.array([2.0, -4.0])


@right_answer("output_shape")
def with_floor_of_a_fraction(size, kernel, stride, padding):
    shape = []
    for n, f, s, p in zip(size, kernel, stride, padding, strict=True):
        shape.append(math.floor((n - f + 2 * p) / s) + 1)
    return shape


@right_answer("output_shape")
def by_counting_the_starts(size, kernel, stride, padding):
    starts = [range(-p, n + p - f + 1, s) for n, f, s, p in zip(size, kernel, stride, padding, strict=True)]
    return len(starts[0]), len(starts[1])


@right_answer("seen_by")
def as_products():
    return np.array([1 * 1, 1 * 2, 3 * 1, 3 * 2])


@right_answer("seen_by")
def as_a_tuple():
    return (1, 2, 3, 6)


@right_answer("same_padding")
def with_the_last_window(size, kernel, stride):
    places = math.ceil(size / stride)
    end = (places - 1) * stride + kernel
    if end <= size:
        return 0, 0
    before = (end - size) // 2
    return before, end - size - before


@right_answer("same_padding")
def with_the_remainder(size, kernel, stride):
    rest = size % stride
    missing = kernel - (rest if rest else stride)
    missing = max(0, missing)
    return [missing // 2, (missing + 1) // 2]


@right_answer("conv2d")
def with_every_loop_written_out(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height = (padded.shape[1] - high) // stride[0] + 1
    width = (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for n, r, c, k in np.ndindex(result.shape):
        total = bias[k]
        for i, j, d in np.ndindex(high, wide, channels):
            total += padded[n, r * stride[0] + i, c * stride[1] + j, d] * kernels[i, j, d, k]
        result[n, r, c, k] = total
    return result


@right_answer("conv2d")
def tap_by_tap(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    (down, across), (high, wide, _, filters) = stride, kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // down + 1, (padded.shape[2] - wide) // across + 1
    result = np.zeros((len(images), height, width, filters)) + bias
    for i in range(high):
        for j in range(wide):
            seen = padded[:, i : i + (height - 1) * down + 1 : down, j : j + (width - 1) * across + 1 : across]
            result += seen @ kernels[i, j]
    return result


@right_answer("parameters")
def weights_and_biases_apart(kernel, channels, filters, groups=1):
    weights = np.prod(kernel) * channels * filters / groups
    return weights + filters


@right_answer("parameters")
def group_by_group(kernel, channels, filters, groups=1):
    high, wide = kernel
    seen, made = channels // groups, filters // groups
    return sum((high * wide * seen + 1) * made for _ in range(groups))


@right_answer("multiply_adds")
def with_prod(size, kernel, channels, filters, stride, padding):
    places = [(n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True)]
    return math.prod(places) * math.prod(kernel) * channels * filters


@right_answer("multiply_adds")
def from_parameters(size, kernel, channels, filters, stride, padding):
    places = (size[0] + 2 * padding[0] - kernel[0]) // stride[0] + 1
    places *= (size[1] + 2 * padding[1] - kernel[1]) // stride[1] + 1
    return places * ((kernel[0] * kernel[1] * channels + 1) * filters - filters)


@right_answer("small_layer")
def tiles_without_overlap():
    return ((3, 5), (3, 5), (0, 0))


@right_answer("small_layer")
def wide_windows():
    return np.array([[3, 7], [3, 5], [0, 1]])


@right_answer("small_layer")
def as_lists():
    return [[4, 6], [3, 5], [1, 1]]


@right_answer("count_network")
def three_cases(size, channels, layers):
    counts = []
    height, width = size
    for layer in layers:
        if layer[0] == "conv":
            _, filters, (high, wide), (rows, columns) = layer
            counts.append((high * wide * channels + 1) * filters)
            height, width, channels = height - high + 2 * rows + 1, width - wide + 2 * columns + 1, filters
        elif layer[0] == "pool":
            counts.append(0)
            height, width = height // layer[1][0], width // layer[1][1]
        else:
            counts.append((height * width * channels + 1) * layer[1])
            height, width, channels = 1, 1, layer[1]
    return counts


@right_answer("count_network")
def with_numbers_in_a_row(size, channels, layers):
    counts = np.zeros(len(layers))
    features = None
    for number, layer in enumerate(layers):
        if layer[0] == "dense":
            features = size[0] * size[1] * channels if features is None else features
            counts[number] = features * layer[1] + layer[1]
            features = layer[1]
        elif layer[0] == "pool":
            size = (size[0] // layer[1][0], size[1] // layer[1][1])
        else:
            counts[number] = layer[2][0] * layer[2][1] * channels * layer[1] + layer[1]
            size = tuple(size[axis] + 2 * layer[3][axis] - layer[2][axis] + 1 for axis in (0, 1))
            channels = layer[1]
    return counts


@right_answer("conv2d_im2col")
def with_einsum(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdk->nrck", windows[:, :: stride[0], :: stride[1]], kernels) + bias


@right_answer("conv2d_im2col")
def with_channels_first_in_both(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    windows = windows[:, :: stride[0], :: stride[1]]
    columns = np.moveaxis(kernels, 2, 0).reshape(-1, kernels.shape[-1])
    table = windows.reshape(-1, columns.shape[0])
    return (table @ columns).reshape((*windows.shape[:3], -1)) + bias
