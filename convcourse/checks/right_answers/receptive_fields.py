"""Right answers of chapter 09, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("fields_by_hand")
def as_a_tuple():
    return (9, 9, 8)


@right_answer("fields_by_hand")
def as_sums():
    return np.array([1 + 4 * 2, 1 + 4 + 1 + 3, 1 + 6 + 0 + 1.0])


@right_answer("layers_needed")
def counting_up(pixels, kernel):
    layers, field = 0, 1
    while field < pixels:
        field += kernel - 1
        layers += 1
    return layers


@right_answer("layers_needed")
def with_ceil(pixels, kernel):
    return np.ceil((pixels - 1) / (kernel - 1))


@right_answer("strides_in_order")
def with_a_tuple():
    return (11, 7, 9)


@right_answer("strides_in_order")
def layer_by_layer():
    return [1 + 2 + 4 + 4, 1 + 2 + 2 + 2, 1 + 2 + 2 + 4]


@right_answer("receptive_field")
def jumps_first(layers):
    strides = [layer[1] for layer in layers]
    jumps = [int(np.prod(strides[:n])) for n in range(len(layers) + 1)]
    size = 1 + sum(d * (k - 1) * j for (k, _, _, d), j in zip(layers, jumps, strict=False))
    start = -sum(p * j for (_, _, p, _), j in zip(layers, jumps, strict=False))
    return size, jumps[-1], start


@right_answer("receptive_field")
def first_and_last_from_the_top(layers):
    def pixel(unit, last):
        for kernel, stride, padding, dilation in reversed(layers):
            unit = unit * stride - padding + last * dilation * (kernel - 1)
        return unit

    return [pixel(0, 1) - pixel(0, 0) + 1, pixel(1, 0) - pixel(0, 0), pixel(0, 0)]


@right_answer("dilated")
def output_by_output(signal, kernel, dilation):
    span = dilation * (len(kernel) - 1)
    return [sum(kernel[t] * signal[n + t * dilation] for t in range(len(kernel))) for n in range(len(signal) - span)]


@right_answer("dilated")
def with_a_spread_kernel(signal, kernel, dilation):
    spread = np.zeros(dilation * (len(kernel) - 1) + 1)
    spread[::dilation] = kernel
    windows = np.lib.stride_tricks.sliding_window_view(signal, len(spread))
    return windows @ spread


@right_answer("wavenet")
def with_powers():
    return [2**10, 3 * (2**10 - 1) + 1]


@right_answer("wavenet")
def as_an_array():
    return np.array([1024.0, 3070.0])


@right_answer("schedule")
def as_far_as_possible():
    return (27, 9, 3, 1)


@right_answer("schedule")
def large_steps_first():
    return np.array([20, 7, 2, 1])


@right_answer("field_of_model")
def by_kind_of_layer(model):
    size, jump = [1, 1], [1, 1]
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            window, spread = layer.kernel_size, layer.dilation_rate
        elif isinstance(layer, (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D)):
            window, spread = layer.pool_size, (1, 1)
        else:
            continue
        for axis in (0, 1):
            size[axis] += spread[axis] * (window[axis] - 1) * jump[axis]
            jump[axis] *= layer.strides[axis]
    return tuple(size), tuple(jump)


@right_answer("field_of_model")
def with_the_function_for_one_axis(model):
    found = []
    for axis in (0, 1):
        rows = []
        for layer in model.layers:
            if hasattr(layer, "kernel_size"):
                rows.append((layer.kernel_size[axis], layer.strides[axis], 0, layer.dilation_rate[axis]))
            if hasattr(layer, "pool_size"):
                rows.append((layer.pool_size[axis], layer.strides[axis], 0, 1))
        found.append(receptive_field(rows))
    (high, down, _), (wide, right, _) = found
    return (high, wide), (down, right)


@right_answer("measured_field")
def with_a_random_image(model, unit):
    shape = (1, *model.input_shape[1:])
    image = np.random.default_rng(3).normal(size=shape)
    gradient = models.input_gradient(model, image, lambda outputs: outputs[:, unit[0], unit[1], 0])
    seen = np.abs(gradient).max(axis=(0, 3)) > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    return [(rows[0], rows[-1]), (columns[0], columns[-1])]


@right_answer("measured_field")
def over_all_four_axes(model, unit):
    def score(outputs):
        return outputs[0, unit[0], unit[1], 0]

    gradient = models.input_gradient(model, np.zeros((1, *model.input_shape[1:])), score)
    places = np.nonzero(gradient)
    return np.array([[places[axis].min(), places[axis].max()] for axis in (1, 2)])


@right_answer("four_times_deeper")
def tuple_of_two():
    return (4, 2)


@right_answer("four_times_deeper")
def array_of_two():
    return np.array([4.0, 2.0])
