"""Right answers of chapter 08, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("class_counts")
def as_floats():
    return np.array([2.0, 100.0, 1000.0])


@right_answer("class_counts")
def as_a_tuple():
    return (2, 100, 1000)


@right_answer("size_after_20")
def as_a_power():
    return 1e-3


@right_answer("size_after_20")
def as_a_fraction():
    return 1 / 1000


@right_answer("initial_spread")
def with_a_loop(shape, kind):
    *window, channels, filters = shape
    places = 1
    for size in window:
        places *= size
    sums = {"he": places * channels, "xavier": places * (channels + filters)}
    return (2 / sums[kind]) ** 0.5


@right_answer("initial_spread")
def from_the_whole_product(shape, kind):
    everything = np.prod(np.array(shape, dtype=float))
    n, m = everything / shape[-1], everything / shape[-2]
    variance = 2 / n if kind == "he" else 1 / np.mean([n, m])
    return float(np.sqrt(variance))


@right_answer("initial_spread")
def one_case_for_each_shape(shape, kind):
    if len(shape) == 2:
        n, m = shape
    else:
        height, width, channels, filters = shape
        n, m = height * width * channels, height * width * filters
    return np.sqrt(2 / (n + m)) if kind == "xavier" else np.sqrt(2 / n)


@right_answer("one_row")
def as_an_array():
    return np.array([[10.0, 0.0], [14.0, 1.0]])


@right_answer("one_row")
def computed():
    used = 2 * (7 - 3) / 2 + 10, 1 * (40 - 20) / 20
    return [(10, 0), used]


@right_answer("batch_norm")
def on_a_table(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    table = x.reshape(-1, x.shape[-1])
    if not training:
        return (x - running_mean) * (gamma / (running_var + epsilon) ** 0.5) + beta, running_mean, running_var
    mean = table.sum(axis=0) / len(table)
    variance = ((table - mean) ** 2).sum(axis=0) / len(table)
    y = ((table - mean) * (gamma / (variance + epsilon) ** 0.5) + beta).reshape(x.shape)
    new = 1 - momentum
    return y, running_mean + new * (mean - running_mean), running_var + new * (variance - running_var)


@right_answer("batch_norm")
def channel_by_channel(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    result, mean, variance = np.empty(x.shape), running_mean.astype(float), running_var.astype(float)
    for channel in range(x.shape[-1]):
        values = x[..., channel]
        middle, spread = (values.mean(), values.std() ** 2) if training else (mean[channel], variance[channel])
        result[..., channel] = (values - middle) / np.sqrt(spread + epsilon) * gamma[channel] + beta[channel]
        if training:
            mean[channel] = momentum * mean[channel] + (1 - momentum) * middle
            variance[channel] = momentum * variance[channel] + (1 - momentum) * spread
    return result, mean, variance


@right_answer("adam_step")
def rate_corrected(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (gradient * gradient - v)
    longer = np.sqrt(1 - beta2**step)
    return weights - rate * longer / (1 - beta1**step) * m / (np.sqrt(v) + longer * epsilon), m, v


@right_answer("adam_step")
def with_new_names(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    next_m = beta1 * m + (1 - beta1) * gradient
    next_v = beta2 * v + (1 - beta2) * gradient**2
    full_m = next_m / (1 - beta1**step)
    full_v = next_v / (1 - beta2**step)
    return [weights - rate * full_m / (full_v**0.5 + epsilon), next_m, next_v]


@right_answer("dropout")
def with_where(x, rate, draws, training):
    if not training:
        return x
    return np.where(draws < rate, 0.0, x / (1 - rate))


@right_answer("dropout")
def on_a_copy(x, rate, draws, training):
    result = x.copy()
    if training:
        result[draws < rate] = 0
        result = result / (1 - rate)
    return result


@right_answer("becomes")
def as_numbers_in_an_array():
    return np.array([5, 3, 9, -1, 8])


@right_answer("becomes")
def as_numbers_in_a_tuple():
    return (5, 3, 9, -1, 8)


@right_answer("augment")
def pixel_by_pixel(image, mask, down, right, mirror):
    new_image, new_mask = np.zeros(image.shape), np.zeros(mask.shape, dtype=mask.dtype)
    height, width = mask.shape
    for row in range(height):
        for column in range(width):
            from_row, from_column = row - down, column - right
            if 0 <= from_row < height and 0 <= from_column < width:
                from_column = width - 1 - from_column if mirror else from_column
                new_image[row, column] = image[from_row, from_column]
                new_mask[row, column] = mask[from_row, from_column]
    return new_image, new_mask


@right_answer("augment")
def cut_from_a_padded_one(image, mask, down, right, mirror):
    both = np.dstack([image, mask])
    if mirror:
        both = np.fliplr(both)
    rows, columns = abs(down), abs(right)
    padded = np.pad(both, ((rows, rows), (columns, columns), (0, 0)))
    both = padded[rows - down :, columns - right :][: mask.shape[0], : mask.shape[1]]
    return both[..., :-1], both[..., -1]


@right_answer("better_model")
def with_a_global_pool(pixels, degrees):
    inner = [layers.RandomTranslation(pixels / 11, pixels / 11, fill_mode="constant")]
    inner += [layers.RandomRotation(1.2 * degrees / 360, fill_mode="constant")]
    for filters in (16, 32, 48):
        inner.append(layers.Conv2D(filters, 3, activation="relu"))
        inner.append(layers.BatchNormalization(momentum=0.9))
    falling = keras.optimizers.schedules.CosineDecay(0.01, 180)
    return compiled([*inner, layers.GlobalAveragePooling2D()], rate=falling)


@right_answer("better_model")
def built_by_hand(pixels, degrees):
    model = keras.Sequential([keras.Input((12, 12, 1))])
    model.add(layers.RandomRotation(degrees / 360, fill_mode="constant"))
    model.add(layers.RandomTranslation(pixels / 12, pixels / 12, fill_mode="constant"))
    for filters in (16, 32):
        model.add(layers.Conv2D(filters, 3, use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
    model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(40, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.004), loss)
    return model
