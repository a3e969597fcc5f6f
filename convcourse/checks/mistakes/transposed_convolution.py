"""Known wrong answers of chapter 10, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# on_paper


@mistake("on_paper", "Where two copies share a place, the later one has wiped out the earlier. They are added up.")
def copies_wipe_each_other_out():
    return [3, 1, 30, 10, 15, 5, 10]


@mistake("on_paper", "The copies lie one place apart, as with stride 1. With stride 2 each begins two places after the one before.")
def stride_of_one():
    return [3, 31, 27, 25, 10]


@mistake("on_paper", "The copies stand one behind the other without sharing a place, as with stride 3. With stride 2 each begins two places after the one before.")
def stride_of_three():
    return [3, 1, 2, 30, 10, 20, 15, 5, 10]


@mistake("on_paper", "The kernel was laid down back to front. Here each copy lies as it is written: 3 first.")
def kernel_flipped():
    return [2, 1, 23, 10, 40, 5, 15]


@mistake("on_paper", "One place is cut off at each end, as with padding 1. Asked is no padding.")
def padding_of_one():
    return [1, 32, 10, 35, 5]


# sources


@mistake("sources", "You went forwards: this is the size that the convolution makes of `size`. Asked is from which sizes it makes `size`.")
def forwards(size, kernel, stride, padding):
    return [(size + 2 * padding - kernel) // stride + 1]


@mistake("sources", "Only the smallest size is there. The floor in the formula lets several inputs lead to one size: how many, with this stride?")
def smallest_only(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel - 2 * padding]


@mistake("sources", "You multiplied the size by the stride, which fits \"same\" only. Between the first and the last window there are size − 1 steps, and the last window is as long as the kernel.")
def times_the_stride(size, kernel, stride, padding):
    return [stride * size + extra for extra in range(stride)]


@mistake("sources", "The padding was added. It is not part of the input: the convolution added it, so going back it is taken away.")
def padding_added(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel + 2 * padding + extra for extra in range(stride)]


@mistake("sources", "The padding was taken away at one end only. It stands at both.")
def padding_once(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel - padding + extra for extra in range(stride)]


@mistake("sources", "There is one size too many. Output padding runs from 0 to stride − 1: with the stride itself another window would fit in.")
def one_too_many(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel - 2 * padding + extra for extra in range(stride + 1)]


@mistake("sources", "You counted size steps between the windows. Between the first and the last of them there is one step fewer than windows.")
def a_step_too_many(size, kernel, stride, padding):
    return [stride * size + kernel - 2 * padding + extra for extra in range(stride)]


@mistake("sources", "The sizes stand in the wrong order, or begin above the smallest: list the smallest first.")
def largest_first(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel - 2 * padding + extra for extra in range(stride)][::-1]


@mistake("sources", "The extra places grow by the stride. They grow by one: each is one more input place that no window reaches.")
def extra_in_strides(size, kernel, stride, padding):
    return [stride * (size - 1) + kernel - 2 * padding + extra * stride for extra in range(stride)]


# scatter


@mistake("scatter", "Where copies overlap, the later one wiped out the earlier: use += instead of =.")
def assigns(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] = values[r, c] * kernel
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "The kernel was turned by half a turn. Each copy is laid down as it is written.")
def kernel_turned(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel[::-1, ::-1]
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "The output padding is missing: those rows and columns belong to the result, at its end.")
def output_padding_left_out(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "Zeros stand where the copies reach: the padding was cut off first and the output padding was added after it. Make room for both, scatter, then cut.")
def zeros_at_the_end(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    result = result[padding : room[0] - padding, padding : room[1] - padding]
    return np.pad(result, ((0, output_padding), (0, output_padding)))


@mistake("scatter", "Output padding was added at both ends. It stands at the end only, below and on the right.")
def output_padding_at_both_ends(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + 2 * output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride + output_padding, c * stride + output_padding
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "The padding was not cut off.")
def padding_not_cut(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    return result


@mistake("scatter", "Without padding nothing is left: a slice such as [0:-0] is empty. Count the end from the size instead.")
def empty_without_padding(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    return result[padding:-padding, padding:-padding]


@mistake("scatter", "The result has room for stride times the values, so the last copies do not fit, or zeros are left over. The last copy begins at stride times (values − 1) and is as long as the kernel.")
def room_of_stride_times_values(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * n + output_padding for n in values.shape]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "The stride was ignored while laying down: copy (r, c) began at row r, column c. It begins at r and c times the stride.")
def stride_ignored(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        result[r : r + kernel.shape[0], c : c + kernel.shape[1]] += values[r, c] * kernel
    return result[padding : room[0] - padding, padding : room[1] - padding]


@mistake("scatter", "Only the first copy lies there: does the `return` stand inside the loop?")
def returns_inside_the_loop(values, kernel, stride=1, padding=0, output_padding=0):
    room = [stride * (n - 1) + k + output_padding for n, k in zip(values.shape, kernel.shape, strict=True)]
    result = np.zeros(room)
    for r, c in np.ndindex(values.shape):
        down, right = r * stride, c * stride
        result[down : down + kernel.shape[0], right : right + kernel.shape[1]] += values[r, c] * kernel
        return result[padding : room[0] - padding, padding : room[1] - padding]


# run_backwards


@mistake("run_backwards", "Rows and columns of W have changed places somewhere: the impulse responses, one for each pixel, are the *columns* of W, so they are the rows of W transposed.")
def not_transposed(layer, size, values):
    columns = []
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    return (np.array(columns).T @ values.ravel()).reshape(size)


@mistake("run_backwards", "The 1 stays in the image: from the second pixel on the impulse has several ones. Begin with zeros for each pixel.")
def impulses_pile_up(layer, size, values):
    columns = []
    impulse = np.zeros(size)
    for pixel in np.ndindex(*size):
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    return (np.array(columns) @ values.ravel()).reshape(size)


@mistake("run_backwards", "This tries to undo the layer (an inverse, or pseudo-inverse). The transpose goes back along the same connections and undoes nothing.")
def pseudo_inverse(layer, size, values):
    columns = []
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    return (np.linalg.pinv(np.array(columns).T) @ values.ravel()).reshape(size)


@mistake("run_backwards", "Height and width of the result have changed places: fold it to `size` as it is given.")
def size_swapped(layer, size, values):
    columns = []
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    return (np.array(columns) @ values.ravel()).reshape(size[::-1])


@mistake("run_backwards", "The numbers are right, but in one line. Fold them back to an image of `size`.")
def not_folded(layer, size, values):
    columns = []
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    return np.array(columns) @ values.ravel()


@mistake("run_backwards", "The layer was called with a flattened impulse; it takes an image of (height, width).")
def flattened_impulses(layer, size, values):
    rows = [layer(impulse).ravel() for impulse in np.eye(size[0] * size[1])]
    return (np.array(rows) @ values.ravel()).reshape(size)


@mistake("run_backwards", "Values and responses were multiplied as maps and not flattened first: `@` of two maps is another product. Use .ravel() on both.")
def maps_not_flattened(layer, size, values):
    result = np.zeros(size)
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        result[pixel] = layer(impulse) @ values
    return result


@mistake("run_backwards", "The layer was run forwards, on the values. Going backwards it is run on impulses only, to find W.")
def run_forwards(layer, size, values):
    return layer(values)


# enlarger


@mistake("enlarger", "Flat maps and ramps come out right, but a weight is below 0: places are reckoned from beyond the two numbers. All new places should lie between two numbers.", seen=lambda w: w.shape == (4,) and np.min(w) < 0 and np.allclose([w[0] + w[2], w[1] + w[3], w[2] - w[3]], [1, 1, 0.5]))
def beyond_the_numbers():
    return [-0.25, 0.25, 1.25, 0.75]


@mistake("enlarger", "A flat map stays flat, but a ramp becomes a staircase: each number is repeated. The new places should lie between two numbers.", seen=lambda w: w.shape == (4,) and np.allclose(w, [0, 1, 1, 0]))
def repeats():
    return [0, 1, 1, 0]


@mistake("enlarger", "All weights are equal, so each place is the plain mean of two numbers, and a ramp becomes a staircase. The nearer number should count more.", seen=lambda w: w.shape == (4,) and np.allclose(w, w[0]) and np.isclose(w[0], 0.5))
def all_halves():
    return [0.5, 0.5, 0.5, 0.5]


@mistake("enlarger", "The map comes out at another height. Which two weights meet at one place? They should sum to 1, and so should the other two.", seen=lambda w: w.shape == (4,) and not (np.isclose(w[0] + w[2], 1) and np.isclose(w[1] + w[3], 1)))
def sums_to_one():
    return [0.125, 0.375, 0.375, 0.125]


@mistake("enlarger", "The far number counts more than the near one: the ramp goes back and forth. Exchange the inner and the outer weights.", seen=lambda w: w.shape == (4,) and np.allclose(w, [0.75, 0.25, 0.25, 0.75]))
def inside_out():
    return [0.75, 0.25, 0.25, 0.75]


@mistake("enlarger", "A flat map stays flat, but the ramp has steps of two sizes: the near number counts too much or too little against the far one.", seen=lambda w: w.shape == (4,) and np.isclose(w[0] + w[2], 1) and np.isclose(w[1] + w[3], 1))
def nearly_equal():
    return [0.4, 0.6, 0.6, 0.4]


# kernel_of_dense


@mistake("kernel_of_dense", "The channels were put before height and width. Flattening runs over the channels last, so they change fastest and stand behind the size.")
def channels_first(weights, size, channels):
    return weights.reshape(channels, *size, weights.shape[1]).transpose(1, 2, 0, 3)


@mistake("kernel_of_dense", "The axes are in the order channels, height, width, units. In this course a kernel is (height, width, channels, units).")
def axes_channels_first(weights, size, channels):
    return weights.reshape(channels, *size, weights.shape[1])


@mistake("kernel_of_dense", "`size` is a pair, and reshape wants single numbers: take the pair apart.")
def size_left_a_pair(weights, size, channels):
    return weights.reshape(size, channels, weights.shape[1])


@mistake("kernel_of_dense", "Height and width have changed places: size is (height, width).")
def width_before_height(weights, size, channels):
    return weights.reshape(size[1], size[0], channels, weights.shape[1])


@mistake("kernel_of_dense", "Units and inputs were mixed up: weights is (inputs, units), and the units stay the last axis.")
def units_mixed_with_inputs(weights, size, channels):
    return weights.T.reshape(*size, channels, weights.shape[1])


@mistake("kernel_of_dense", "The kernel was turned by half a turn. A layer does not flip its kernel, so the weight of pixel (i, j) stays at (i, j).")
def kernel_turned_round(weights, size, channels):
    return weights.reshape(*size, channels, weights.shape[1])[::-1, ::-1]


@mistake("kernel_of_dense", "Units and channels have changed places at the end: the order is height, width, channels, units.")
def units_before_channels(weights, size, channels):
    return weights.reshape(*size, channels, weights.shape[1]).transpose(0, 1, 3, 2)


@mistake("kernel_of_dense", "The axis of the channels is missing. A kernel has four axes, also for one channel.")
def no_channel_axis(weights, size, channels):
    return weights.reshape(size[0], size[1] * channels, weights.shape[1])


@mistake("kernel_of_dense", "Height and width were flattened by columns (order=\"F\"). This course flattens row by row.")
def column_by_column(weights, size, channels):
    return weights.reshape(*size, channels, weights.shape[1], order="F")


# decoder


@mistake("decoder", "The maps do not grow: without `strides=2` a transposed convolution keeps the size.")
def no_strides(code_shape):
    double = {"strides": 1, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "The maps come out larger than twice their size, or by another amount: `padding=\"same\"` is missing, and copies hang over the end.")
def padding_left_out(code_shape):
    double = {"strides": 2, "padding": "valid", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "The ReLU after the transposed convolutions is missing; without it two of them in a row are one linear map.")
def relu_left_out(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "linear"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "The last layer has ReLU. Pixels are to lie between 0 and 1: which activation keeps them there?")
def relu_at_the_end(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="relu"),
        ]
    )


@mistake("decoder", "The last layer has no activation, so pixels can be anything. They are to lie between 0 and 1.")
def nothing_at_the_end(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="linear"),
        ]
    )


@mistake("decoder", "The kernels of the first layers have another size than the table's parameters ask for. Take the bias off, divide by filters and by channels in: what is left is height times width of the kernel.")
def kernels_of_four(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 4, **double),
            layers.Conv2DTranspose(16, 4, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "16 and 32 filters have changed places: the first layer puts out 32 maps.")
def filters_swapped(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "The code's shape is fixed to that of the table. Take it from `code_shape`.")
def shape_of_the_table(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input((3, 2, 16)),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "These are upsampling layers and ordinary convolutions. They would do, but they are other layers than the table's.")
def upsampling_instead(code_shape):
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.UpSampling2D(2),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.UpSampling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


@mistake("decoder", "The model has no input, so its layers have no weights yet: begin it with `keras.Input(code_shape)`.")
def no_input(code_shape):
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )


# two_robots


@mistake("two_robots", "The IoU of B was divided by the 10 weed pixels alone. Divide by all pixels that truth or answer calls weed: the 12 wrong ones belong to them.")
def found_part():
    return [0.9, 0, 0.86, 0.8]


@mistake("two_robots", "The IoU of B was divided by the 20 pixels that B calls weed. Two more are weed in truth only: they belong to the union.")
def right_part():
    return [0.9, 0, 0.86, 0.4]


@mistake("two_robots", "For the union 10 and 20 were added, and the 8 pixels of the intersection counted twice.")
def intersection_counted_twice():
    return [0.9, 0, 0.86, 8 / 30]


@mistake("two_robots", "The IoU of A is that of the soil. Asked is the weed's: A finds none of it.")
def iou_of_the_soil():
    return [0.9, 0.9, 0.86, 8 / 22]


@mistake("two_robots", "B's accuracy leaves out a kind of error: it misses 2 weed pixels *and* calls 12 soil pixels weed.")
def one_kind_of_error():
    return [0.9, 0, 0.88, 8 / 22]


@mistake("two_robots", "B's accuracy counts only the 2 weed pixels that it misses. The 12 soil pixels that it calls weed are wrong, too.")
def only_missed_pixels():
    return [0.9, 0, 0.98, 8 / 22]


@mistake("two_robots", "The IoU of B is rounded too far. Write it as a fraction, or with three digits after the point.")
def rounded_too_far():
    return [0.9, 0, 0.86, 0.36]


@mistake("two_robots", "These are per cent. Write them as parts of 1: 50 % is 0.5.")
def in_percent():
    return [90, 0, 86, 100 * 8 / 22]


# mean_iou


@mistake("mean_iou", "The background was counted: begin with class 1.")
def with_background(truth, said, classes):
    found = []
    for label in range(classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            found.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(found)


@mistake("mean_iou", "The last class was left out: range(1, n) ends before n.")
def last_class_left_out(truth, said, classes):
    found = []
    for label in range(1, classes - 1):
        a, b = truth == label, said == label
        if np.any(a | b):
            found.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(found)


@mistake("mean_iou", "This is the share of right pixels among all. It hides the small classes behind the background: go class by class.")
def pixel_accuracy(truth, said, classes):
    return np.mean(truth == said)


@mistake("mean_iou", "You divided by the truth's pixels alone, so wrong extra pixels cost nothing. Divide by the union.")
def divided_by_the_truth(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            found.append(np.sum(a & b) / max(np.sum(a), 1))
    return np.mean(found)


@mistake("mean_iou", "You divided the intersection by itself. The union holds the pixels that truth *or* answer calls so.")
def intersection_by_itself(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a & b):
            found.append(np.sum(a & b) / np.sum(a & b))
    return np.mean(found)


@mistake("mean_iou", "For each class of the truth you took the share of its pixels that was found, so wrong extra pixels and classes cost nothing. Divide by the union.")
def share_of_the_truth_found(truth, said, classes):
    return np.mean([np.mean(said[truth == label] == label) for label in range(1, classes) if np.any(truth == label)])


@mistake("mean_iou", "You divided by the sum of both counts, which holds the intersection twice. (Twice the intersection over that sum is another score, Dice's.)")
def divided_by_the_sum(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            found.append(np.sum(a & b) / (np.sum(a) + np.sum(b)))
    return np.mean(found)


@mistake("mean_iou", "This is Dice's score: twice the intersection over the sum of both counts. Asked is intersection over union.")
def dice(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            found.append(2 * np.sum(a & b) / (np.sum(a) + np.sum(b)))
    return np.mean(found)


@mistake("mean_iou", "A class that nobody names counts as 0. Leave it out of the mean.")
def absent_counts_as_zero(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        found.append(np.sum(a & b) / max(np.sum(a | b), 1))
    return np.mean(found)


@mistake("mean_iou", "A class that nobody names counts as 1. Leave it out of the mean.")
def absent_counts_as_one(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        found.append(np.sum(a & b) / np.sum(a | b) if np.any(a | b) else 1.0)
    return np.mean(found)


@mistake("mean_iou", "A class that nobody names gives 0 / 0, which is NaN. Leave it out.")
def nan_of_an_absent_class(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        with np.errstate(invalid="ignore"):
            found.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(found)


@mistake("mean_iou", "Classes that occur in the truth only were counted: a class that is named where there is none counts with 0.")
def only_classes_of_the_truth(truth, said, classes):
    found = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a):
            found.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(found)


@mistake("mean_iou", "Intersections and unions of all classes were thrown together, so large classes count more. Take each class's IoU first, then the mean.")
def all_classes_together(truth, said, classes):
    both = sum(np.sum((truth == label) & (said == label)) for label in range(1, classes))
    either = sum(np.sum((truth == label) | (said == label)) for label in range(1, classes))
    return both / either


@mistake("mean_iou", "The loop ends with the first class: does the `return` stand inside it?")
def first_class_only(truth, said, classes):
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            return np.sum(a & b) / np.sum(a | b)
    return 0.0


@mistake("mean_iou", "The IoU was taken picture by picture, then its mean. Count the pixels of all pictures together.")
def picture_by_picture(truth, said, classes):
    found = []
    for one, other in zip(truth, said, strict=True):
        for label in range(1, classes):
            a, b = one == label, other == label
            if np.any(a | b):
                found.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(found)


# segmenter


@mistake("segmenter", "The maps were made larger once, though they were halved twice: the scores come out at half the size.")
def one_enlargement_short(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The last convolution has no `padding=\"same\"`, so a border of pixels is left without an answer.")
def border_lost(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3)(x)), 0.01)


@mistake("segmenter", "Five scores a pixel: the background is a class, too, with the label 0.")
def background_forgotten(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(5, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "Four scores a pixel, for the three shapes that are drawn and the background. Labels are places in `names`, so the ring's is larger than that: one score for each of `names`.")
def only_the_shapes_drawn(height, width):
    image = keras.Input((height, width, 5))
    half = small(image, 16, stride=2)
    x = larger(small(half, 32, stride=2), half, 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(4, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The model takes one size of picture, whatever is asked for. Take it from `height` and `width`.")
def size_of_the_training(height, width):
    image = keras.Input((24, 24, 5))
    half = small(image, 16, stride=2)
    x = larger(small(half, 32, stride=2), half, 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The scores come out of a ReLU, with which `small` and `larger` end: nothing below 0 is left. End with a plain convolution.")
def small_at_the_end(height, width):
    image = keras.Input((height, width, 5))
    half = small(image, 16, stride=2)
    x = larger(small(half, 32, stride=2), half, 16)
    return ready(keras.Model(image, small(larger(x, small(image, 8), 8), 6)), 0.01)


@mistake("segmenter", "This gives one answer for the whole picture. Leave Flatten and Dense away: every pixel wants its own scores.")
def one_answer_for_the_picture(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    return ready(keras.Model(image, layers.Dense(6)(layers.Flatten()(quarter))), 0.01)


@mistake("segmenter", "The last layer has a softmax, and the loss takes another one: two in a row learn badly. Leave the activation away.")
def softmax_twice(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same", activation="softmax")(x)), 0.01)


@mistake("segmenter", "A ReLU on the scores makes all of them 0 or more, and what is 0 learns nothing. Leave the activation of the last layer away.")
def relu_on_the_scores(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same", activation="relu")(x)), 0.01)


@mistake("segmenter", "The model takes three channels. Beside the colours it is given two clues: five in all.")
def clues_left_out(height, width):
    image = keras.Input((height, width, 3))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The model is not compiled: hand it through `ready(model, rate)` before you return it.")
def not_compiled(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return keras.Model(image, layers.Conv2D(6, 3, padding="same")(x))


@mistake("segmenter", "That is more than 40,000 parameters. A kernel of 3 by 3 between 64 and 64 maps alone has 36,864: take fewer filters.")
def too_many_filters(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 32, stride=2), 32)
    quarter = small(small(half, 64, stride=2), 64)
    x = small(larger(quarter, half, 32), 32)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The maps that `larger` adds have different numbers of filters. Its third argument must be that of the fine map.")
def filters_that_do_not_fit(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 32), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "`larger` was given a fine map of another size than twice that of x: the picture itself is no partner of the quarter.")
def sizes_that_do_not_fit(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = larger(quarter, small(image, 16), 16)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)


@mistake("segmenter", "The result is the tensor of scores. Make a model of it: `keras.Model(image, scores)`.")
def scores_instead_of_a_model(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    x = larger(half, small(image, 8), 8)
    return layers.Conv2D(6, 3, padding="same")(x)


@mistake("segmenter", "The model is compiled but not returned: end with `return model`.")
def nothing_returned(height, width):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    x = larger(half, small(image, 8), 8)
    ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)
