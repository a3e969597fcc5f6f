"""Right answers of chapter 10, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("on_paper")
def as_tuple():
    return (3, 1, 32, 10, 35, 5, 10)


@right_answer("on_paper")
def as_sum_of_copies():
    total = np.zeros(7)
    for place, value in ((0, 1), (2, 10), (4, 5)):
        total[place : place + 3] += value * np.array([3, 1, 2])
    return total


@right_answer("sources")
def by_trying(size, kernel, stride, padding):
    sizes = range(max(1, kernel - 2 * padding), stride * (size + 1) + kernel)
    return [each for each in sizes if (each + 2 * padding - kernel) // stride + 1 == size]


@right_answer("sources")
def as_range(size, kernel, stride, padding):
    first = (size - 1) * stride + kernel - 2 * padding
    return np.arange(first, first + stride)


@right_answer("scatter")
def tap_by_tap(values, kernel, stride=1, padding=0, output_padding=0):
    (rows, columns), (high, wide) = values.shape, kernel.shape
    height, width = stride * (rows - 1) + high + output_padding, stride * (columns - 1) + wide + output_padding
    result = np.zeros((height, width))
    for i in range(high):
        for j in range(wide):
            place = slice(i, i + stride * rows, stride), slice(j, j + stride * columns, stride)
            result[place] += kernel[i, j] * values
    return result[padding : height - padding, padding : width - padding]


@right_answer("scatter")
def stretched_then_convolved(values, kernel, stride=1, padding=0, output_padding=0):
    (rows, columns), (high, wide) = values.shape, kernel.shape
    stretched = np.zeros((stride * (rows - 1) + 1, stride * (columns - 1) + 1))
    stretched[::stride, ::stride] = values
    border = ((high - 1, high - 1 + output_padding), (wide - 1, wide - 1 + output_padding))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(stretched, border), kernel.shape)
    result = np.einsum("rcij,ij->rc", windows, kernel[::-1, ::-1])
    return result[padding : result.shape[0] - padding, padding : result.shape[1] - padding]


@right_answer("run_backwards")
def pixel_by_pixel(layer, size, values):
    result = np.zeros(size)
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        result[pixel] = np.sum(layer(impulse) * values)
    return result


@right_answer("run_backwards")
def with_identity(layer, size, values):
    impulses = np.eye(size[0] * size[1]).reshape(-1, *size)
    return np.reshape([np.vdot(layer(impulse), values) for impulse in impulses], size)


@right_answer("enlarger")
def as_fractions():
    return np.array([1, 3, 3, 1]) / 4


@right_answer("enlarger")
def old_places_and_means_between():
    return (0, 0.5, 1, 0.5)


@right_answer("kernel_of_dense")
def with_minus_one(weights, size, channels):
    high, wide = size
    return np.reshape(weights, (high, wide, channels, -1))


@right_answer("kernel_of_dense")
def place_by_place(weights, size, channels):
    kernel = np.zeros((*size, channels, weights.shape[1]))
    for number, place in enumerate(np.ndindex(*size, channels)):
        kernel[place] = weights[number]
    return kernel


@right_answer("decoder")
def functional(code_shape):
    code = keras.Input(shape=code_shape)
    x = keras.layers.Conv2DTranspose(32, (3, 3), strides=(2, 2), padding="same", activation="relu")(code)
    x = keras.layers.Conv2DTranspose(16, (3, 3), strides=(2, 2), padding="same", activation=keras.activations.relu)(x)
    return keras.Model(code, keras.layers.Conv2D(1, (3, 3), padding="same", activation="sigmoid")(x))


@right_answer("decoder")
def added_one_by_one(code_shape):
    model = keras.Sequential()
    model.add(keras.layers.Input(code_shape))
    for filters in (32, 16):
        model.add(keras.layers.Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu"))
    model.add(keras.layers.Conv2D(filters=1, kernel_size=3, padding="same", activation="sigmoid"))
    return model


@right_answer("two_robots")
def rounded():
    return [0.9, 0, 0.86, 0.364]


@right_answer("two_robots")
def as_tuple_of_fractions():
    return (0.9, 0.0, 86 / 100, 4 / 11)


@right_answer("mean_iou")
def with_a_table_of_pairs(truth, said, classes):
    pairs = np.zeros((classes, classes))
    np.add.at(pairs, (truth.astype(int).ravel(), said.astype(int).ravel()), 1)
    both = np.diag(pairs)
    either = pairs.sum(axis=0) + pairs.sum(axis=1) - both
    there = either[1:] > 0
    return np.mean(both[1:][there] / either[1:][there])


@right_answer("mean_iou")
def with_sets(truth, said, classes):
    found = []
    for label in range(1, classes):
        mine, theirs = set(np.flatnonzero(truth == label)), set(np.flatnonzero(said == label))
        if mine or theirs:
            found.append(len(mine & theirs) / len(mine | theirs))
    return sum(found) / len(found)


@right_answer("segmenter")
def fewer_layers(height, width):
    image = keras.Input(shape=(height, width, 5))
    full = small(image, 8)
    half = small(full, 24, stride=2)
    quarter = small(small(half, 40, size=4, stride=2), 40)
    x = larger(larger(quarter, half, 24), full, 8)
    return ready(keras.Model(image, layers.Conv2D(6, 1)(x)), 0.01)


@right_answer("segmenter")
def stacked_as_in_u_net(height, width):
    image = keras.Input((height, width, 5))
    full = small(image, 8)
    half = small(small(full, 16, stride=2), 16)
    x = small(small(half, 32, stride=2), 32)
    for fine, filters in ((half, 16), (full, 8)):
        x = layers.Concatenate()([layers.Conv2DTranspose(filters, 2, strides=2)(x), fine])
        x = small(x, filters)
    model = keras.Model(image, layers.Conv2D(6, 1)(x))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    return model
