"""Right answers of chapter 05, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("unit_answers")
def as_floats():
    return np.array([3.0, 0.0])


@right_answer("unit_answers")
def bent_at_last():
    return (max(2 + 1, 0), max(-2 + 1, 0))


@right_answer("activate")
def with_masks(z, kind, a=0.1):
    z = np.array(z, dtype=float)
    if kind == "relu":
        return z * (z > 0)
    if kind == "leaky_relu":
        return np.maximum(z, 0) + a * np.minimum(z, 0)
    if kind == "sigmoid":
        return 1 / (1 + np.exp(-z))
    return 2 / (1 + np.exp(-2 * z)) - 1


@right_answer("activate")
def from_a_table(z, kind, a=0.1):
    with np.errstate(over="ignore"):
        table = {
            "relu": (z + np.abs(z)) / 2,
            "leaky_relu": np.where(z < 0, a * z, z),
            "sigmoid": np.exp(-np.logaddexp(0, -z)),
            "tanh": np.tanh(z),
        }
    return table[kind]


@right_answer("slope")
def with_comparisons(z, kind, a=0.1):
    if kind == "relu":
        return (z > 0).astype(float)
    if kind == "leaky_relu":
        return (z > 0) + a * (z <= 0)
    if kind == "sigmoid":
        return np.exp(-z) / (1 + np.exp(-z)) ** 2
    return 1 / np.cosh(z) ** 2


@right_answer("slope")
def from_a_dictionary(z, kind, a=0.1):
    s = 1 / (1 + np.exp(-z))
    t = np.tanh(z)
    return {
        "relu": np.heaviside(z, 0),
        "leaky_relu": np.where(z <= 0, a, 1),
        "sigmoid": s - s**2,
        "tanh": (1 - t) * (1 + t),
    }[kind]


@right_answer("pooled_shape")
def as_a_list():
    return [8, 13, 15, 6]


@right_answer("pooled_shape")
def counted():
    return (8, len(range(0, 28 - 3 + 1, 2)), len(range(0, 31 - 3 + 1, 2)), 6)


@right_answer("pool_by_loops")
def with_four_loops(maps, size, stride, kind):
    rows = (maps.shape[1] - size[0]) // stride[0] + 1
    columns = (maps.shape[2] - size[1]) // stride[1] + 1
    result = np.empty((len(maps), rows, columns, maps.shape[3]))
    for n, r, c, d in np.ndindex(result.shape):
        top, left = r * stride[0], c * stride[1]
        values = maps[n, top : top + size[0], left : left + size[1], d].ravel()
        result[n, r, c, d] = max(values) if kind == "max" else sum(values) / len(values)
    return result


@right_answer("pool_by_loops")
def tap_by_tap(maps, size, stride, kind):
    rows = (maps.shape[1] - size[0]) // stride[0] * stride[0] + 1
    columns = (maps.shape[2] - size[1]) // stride[1] * stride[1] + 1
    taps = []
    for i in range(size[0]):
        for j in range(size[1]):
            taps.append(maps[:, i : i + rows : stride[0], j : j + columns : stride[1]])
    return np.max(taps, axis=0) if kind == "max" else np.mean(taps, axis=0)


@right_answer("pool")
def with_einsum_for_the_mean(maps, size, stride, kind):
    down, right = stride
    view = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, ::down, ::right, :, :, :]
    if kind == "max":
        return np.max(np.max(view, axis=5), axis=4)
    return np.einsum("nrcdij->nrcd", view) / (size[0] * size[1])


@right_answer("pool")
def with_index_grids(maps, size, stride, kind):
    rows = np.arange(0, maps.shape[1] - size[0] + 1, stride[0])[:, None] + np.arange(size[0])
    columns = np.arange(0, maps.shape[2] - size[1] + 1, stride[1])[:, None] + np.arange(size[1])
    parts = maps[:, rows][:, :, :, columns]
    return parts.max(axis=(2, 4)) if kind == "max" else parts.mean(axis=(2, 4))


@right_answer("pooling_plan")
def with_more_overlap():
    return {"size": (6, 7), "stride": (1, 2)}


@right_answer("pooling_plan")
def as_lists():
    return {"stride": [2, 1], "size": [3, 10]}


@right_answer("change_after_shift")
def with_pad(f, images, s):
    moved = np.pad(images, ((0, 0), (0, 0), (s, 0), (0, 0)))[:, :, : images.shape[2]]
    difference = f(moved) - f(images)
    return np.sqrt(np.sum(difference**2) / np.sum(f(images) ** 2))


@right_answer("change_after_shift")
def with_roll_and_zeros(f, images, s):
    moved = np.roll(images, s, axis=2)
    moved[:, :, :s] = 0
    return float(np.linalg.norm((f(moved) - f(images)).ravel()) / np.linalg.norm(f(images).ravel()))


@right_answer("softmax")
def from_the_log_sum(scores):
    largest = np.max(scores, axis=1)[:, None]
    return np.exp(scores - largest - np.log(np.exp(scores - largest).sum(1)[:, None]))


@right_answer("softmax")
def row_by_row(scores):
    result = []
    for row in scores:
        powers = np.exp(row - max(row))
        result.append(powers / sum(powers))
    return result


@right_answer("cross_entropy")
def image_by_image(scores, labels):
    total = 0.0
    for row, label in zip(scores, labels, strict=True):
        shifted = row - row.max()
        total += np.log(np.exp(shifted).sum()) - shifted[label]
    return total / len(labels)


@right_answer("cross_entropy")
def with_logaddexp(scores, labels):
    right = np.take_along_axis(scores, labels[:, None], axis=1)[:, 0]
    return (np.logaddexp.reduce(scores, axis=1) - right).mean()


@right_answer("small_cnn")
def with_einsum(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias
    rows, columns = maps.shape[1] // 2 * 2, maps.shape[2] // 2 * 2
    quarters = [maps[:, i:rows:2, j:columns:2] for i in (0, 1) for j in (0, 1)]
    pooled = np.maximum(np.max(quarters, axis=0), 0)
    scores = np.concatenate([pooled.reshape(len(images), -1), np.ones((len(images), 1))], axis=1)
    scores = scores @ np.vstack([weights, offsets])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@right_answer("small_cnn")
def image_by_image_and_place_by_place(images, kernel, bias, weights, offsets):
    high, wide = kernel.shape[:2]
    answers = []
    for image in images:
        places = [(r, c) for r in range(image.shape[0] - high + 1) for c in range(image.shape[1] - wide + 1)]
        sums = [np.tensordot(image[r : r + high, c : c + wide], kernel, 3) + bias for r, c in places]
        maps = np.maximum(np.reshape(sums, (image.shape[0] - high + 1, image.shape[1] - wide + 1, -1)), 0)
        tops, lefts = range(0, maps.shape[0] - 1, 2), range(0, maps.shape[1] - 1, 2)
        pooled = [maps[r : r + 2, c : c + 2].max(axis=(0, 1)) for r in tops for c in lefts]
        scores = np.ravel(pooled) @ weights + offsets
        powers = np.exp(scores - scores.max())
        answers.append(powers / powers.sum())
    return np.array(answers)
