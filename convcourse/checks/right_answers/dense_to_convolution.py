"""Right answers of chapter 04, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("weights_of_each")
def as_tuple():
    return (630, 108, 6)


@right_answer("weights_of_each")
def as_float_array():
    return np.array([630.0, 108, 6])


@right_answer("free_parameters")
def with_branches(height, width, kernel_height, kernel_width, kind):
    units = (height - (kernel_height - 1)) * (width - (kernel_width - 1))
    if kind == "shared":
        return kernel_height * kernel_width + 1
    if kind == "sparse":
        return units * kernel_height * kernel_width + units
    return units * height * width + units


@right_answer("free_parameters")
def by_counting_places(height, width, kernel_height, kernel_width, kind):
    places = np.lib.stride_tricks.sliding_window_view(np.zeros((height, width)), (kernel_height, kernel_width)).shape
    inputs = height * width if kind == "dense" else kernel_height * kernel_width
    return (inputs + 1) * (1 if kind == "shared" else places[0] * places[1])


@right_answer("layers_to_meet")
def as_pair():
    return (50, 12)


@right_answer("layers_to_meet")
def with_ceil():
    return np.ceil([100 / 2, 100 / 9])


@right_answer("inputs_of")
def layer_by_layer(unit, widths):
    first = last = unit
    for width in widths[::-1]:
        last = last + width - 1
    return [first, last]


@right_answer("inputs_of")
def by_matrices(unit, widths):
    count = unit + 1
    reach = np.eye(count)
    for width in widths[::-1]:
        width = int(width)
        layer = np.array([np.convolve(np.eye(count)[row], np.ones(width)) for row in range(count)])
        reach, count = reach @ layer, count + width - 1
    seen = np.flatnonzero(reach[unit])
    return seen[0], seen[-1]


@right_answer("matrix_1d")
def with_diagonals(kernel, n):
    rows = n - len(kernel) + 1
    return sum(weight * np.eye(rows, n, k=tap) for tap, weight in enumerate(kernel))


@right_answer("matrix_1d")
def as_lists(kernel, n):
    k = len(kernel)
    return [[0.0] * row + list(kernel) + [0.0] * (n - k - row) for row in range(n - k + 1)]


@right_answer("matrix_1d")
def from_impulses(kernel, n):
    return np.array([np.correlate(impulse, kernel, "valid") for impulse in np.eye(n)]).T


@right_answer("matrix_2d")
def window_by_window(kernel, height, width):
    h, w = kernel.shape
    rows = []
    for r in range(height - h + 1):
        for c in range(width - w + 1):
            image = np.zeros((height, width))
            image[r : r + h, c : c + w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


@right_answer("matrix_2d")
def with_kronecker_products(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for i in range(h):
        block = sum(kernel[i, j] * np.eye(columns, width, k=j) for j in range(w))
        W += np.kron(np.eye(rows, height, k=i), block)
    return W


@right_answer("backwards_from_one")
def by_slicing():
    folded = np.zeros((4, 4))
    folded[1:, :3] = np.arange(1, 10).reshape(3, 3)
    return folded


@right_answer("backwards_from_one")
def as_floats():
    return [[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 3.0, 0.0], [4.0, 5.0, 6.0, 0.0], [7.0, 8.0, 9.0, 0.0]]


@right_answer("backwards")
def weight_by_weight(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for i in range(h):
        for j in range(w):
            result[i : i + rows, j : j + columns] += kernel[i, j] * values
    return result


@right_answer("backwards")
def padded_and_turned(values, kernel):
    h, w = kernel.shape
    padded = np.pad(values, ((h - 1, h - 1), (w - 1, w - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (h, w))
    return np.sum(windows * kernel[::-1, ::-1], axis=(2, 3))


@right_answer("gradient_step")
def with_loops(kernel, image, target, rate):
    (h, w), (rows, columns) = kernel.shape, target.shape
    slope = np.zeros((h, w))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + h, c : c + w]
            slope += (np.sum(window * kernel) - target[r, c]) * window
    return kernel - rate * slope / (rows * columns)


@right_answer("gradient_step")
def as_one_matrix_product(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape).reshape(target.size, kernel.size)
    error = windows @ kernel.ravel() - target.ravel()
    return kernel - rate * (windows.T @ error / error.size).reshape(kernel.shape)


@right_answer("gradient_step")
def one_average_a_weight(kernel, image, target, rate):
    rows, columns = target.shape
    parts = {(i, j): image[i : i + rows, j : j + columns] for i, j in np.ndindex(*kernel.shape)}
    error = sum(kernel[place] * part for place, part in parts.items()) - target
    new = kernel.copy()
    for place, part in parts.items():
        new[place] -= rate * np.mean(error * part)
    return new


@right_answer("useless_signal")
def doubling():
    return [1, 2, 4, 8, 16]


@right_answer("useless_signal")
def alternating():
    return np.array([3.0, -3.0, 3.0, -3.0])


@right_answer("at_the_right")
def other_order():
    return {"shared": 95, "dense": 50}


@right_answer("at_the_right")
def with_points():
    return {"dense": 50.0, "shared": 95.0}
