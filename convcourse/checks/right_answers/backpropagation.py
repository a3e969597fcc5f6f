"""Right answers of chapter 06, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("tied_weights")
def as_tuple():
    return (0, 4, 5, -2)


@right_answer("tied_weights")
def as_product():
    return 2 * np.array([1.0, 2, 3, 1]) - np.array([2.0, 0, 1, 4])


@right_answer("parameter_gradients")
def with_einsum(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel_size, axis=(1, 2))
    windows = windows[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,nrck->ijdk", windows, output_gradient), np.einsum("nrck->k", output_gradient)


@right_answer("parameter_gradients")
def tap_by_tap(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    batch, rows, columns, filters = output_gradient.shape
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    arriving = output_gradient.reshape(-1, filters)
    kernel = np.zeros((*kernel_size, images.shape[3], filters))
    for i, j in np.ndindex(*kernel_size):
        met = padded[:, i : i + rows * stride[0] : stride[0], j : j + columns * stride[1] : stride[1]]
        kernel[i, j] = met[:, :rows, :columns].reshape(batch * rows * columns, -1).T @ arriving
    return kernel, arriving.sum(axis=0)


@right_answer("input_gradient")
def tap_after_tap(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    batch, rows, columns, _ = output_gradient.shape
    high, wide, channels, _ = kernel.shape
    padded = np.zeros((batch, size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for i, j in np.ndindex(high, wide):
        last_row, last_column = i + (rows - 1) * stride[0] + 1, j + (columns - 1) * stride[1] + 1
        padded[:, i : last_row : stride[0], j : last_column : stride[1]] += output_gradient @ kernel[i, j].T
    return padded[:, padding[0] :][:, : size[0], padding[1] :][:, :, : size[1]]


@right_answer("input_gradient")
def by_gathering_with_the_flipped_kernel(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    batch, rows, columns, filters = output_gradient.shape
    high, wide = kernel.shape[:2]
    spread = np.zeros((batch, size[0] + 2 * padding[0] - high + 1, size[1] + 2 * padding[1] - wide + 1, filters))
    spread[:, : rows * stride[0] : stride[0], : columns * stride[1] : stride[1]] = output_gradient
    spread = np.pad(spread, ((0, 0), (high - 1, high - 1), (wide - 1, wide - 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(spread, (high, wide), axis=(1, 2))
    whole = np.einsum("nrckij,ijdk->nrcd", windows, kernel[::-1, ::-1])
    return whole[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@right_answer("who_receives")
def as_a_tuple():
    return (1, 0, 0, 1)


@right_answer("who_receives")
def as_an_array():
    return np.array([1.0, 0.0, 0.0, 1.0])


@right_answer("pool_backward")
def by_index(output_gradient, maps, size, stride, kind):
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        top, left = r * stride[0], c * stride[1]
        window = maps[n, top : top + size[0], left : left + size[1], d]
        if kind == "max":
            i, j = np.unravel_index(window.argmax(), window.shape)
            result[n, top + i, left + j, d] += output_gradient[n, r, c, d]
        else:
            result[n, top : top + size[0], left : left + size[1], d] += output_gradient[n, r, c, d] / window.size
    return result


@right_answer("pool_backward")
def search_with_four_loops(output_gradient, maps, size, stride, kind):
    result = np.zeros_like(maps)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        places = [(r * stride[0] + i, c * stride[1] + j) for i in range(size[0]) for j in range(size[1])]
        winners = places if kind == "average" else [max(places, key=lambda place: maps[n, place[0], place[1], d])]
        for row, column in winners:
            result[n, row, column, d] += output_gradient[n, r, c, d] / len(winners)
    return result


@right_answer("collector")
def the_other_way_round():
    return [[1, 2, 3, 4], [5, 11, 12, 6], [7, 8, 9, 10]]


@right_answer("collector")
def with_negative_numbers():
    return np.array([[-1, -2, -3, -4], [-5, 7, 6.5, -6], [-7, -8, -9, -10]])


@right_answer("score_gradient")
def with_rows_of_the_identity(scores, labels):
    powers = np.exp(scores - scores.max(axis=1)[:, np.newaxis])
    return (powers / powers.sum(axis=1)[:, np.newaxis] - np.eye(scores.shape[1])[labels]) / len(scores)


@right_answer("score_gradient")
def image_by_image(scores, labels):
    gradient = np.zeros(scores.shape)
    for n, (row, label) in enumerate(zip(scores, labels, strict=True)):
        powers = np.exp(row - row.max())
        gradient[n] = powers / powers.sum()
        gradient[n, label] -= 1
    return gradient / len(labels)


@right_answer("measured_gradient")
def on_a_copy(loss, point, step=1e-5):
    moved, slopes = point.astype(float), np.empty(point.shape)
    for place in np.ndindex(*point.shape):
        kept = moved[place]
        moved[place] = kept + step
        above = loss(moved)
        moved[place] = kept - step
        slopes[place] = (above - loss(moved)) / (2 * step)
        moved[place] = kept
    return slopes


@right_answer("measured_gradient")
def with_unit_nudges(loss, point, step=1e-5):
    nudges = step * np.eye(point.size).reshape(-1, *point.shape)
    return np.array([(loss(point + n) - loss(point - n)) / step / 2 for n in nudges]).reshape(point.shape)


@right_answer("backward")
def with_the_reference_functions(images, labels, kernel, bias, weights, offsets):
    z, active, pooled, scores = forward(images, kernel, bias, weights, offsets)
    found = reference.dense_gradients(
        reference.cross_entropy_gradient(scores, labels), pooled.reshape(len(images), -1), weights
    )
    g = reference.max_pool_gradient(found.inputs.reshape(pooled.shape), active)
    g = g * reference.relu_derivative(z)
    three = reference.convolution_gradients(g, images, kernel)
    return three.kernel, three.bias, found.weights, found.bias


@right_answer("backward")
def with_where(images, labels, kernel, bias, weights, offsets):
    _, active, pooled, scores = forward(images, kernel, bias, weights, offsets)
    g = reference.cross_entropy_gradient(scores, labels)
    flat = pooled.reshape(len(images), -1)
    back = reference.max_pool_gradient(np.dot(g, weights.T).reshape(pooled.shape), active, 2)
    back = np.where(active > 0, back, 0)
    of_kernel = reference.convolution_kernel_gradient(back, images, kernel.shape[:2])
    return [of_kernel, back.reshape(-1, len(bias)).sum(axis=0), np.dot(flat.T, g), g.sum(0)]


@right_answer("momentum_step")
def step_first(weights, velocity, gradient, rate, momentum):
    step = velocity * momentum
    step = step - gradient * rate
    return [weights + step, step]


@right_answer("momentum_step")
def as_one_array(weights, velocity, gradient, rate, momentum):
    new = momentum * velocity - rate * gradient
    return np.stack([weights + new, new])
