"""Known wrong answers of chapter 05, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import has_loop, mentions

# unit_answers


@mistake("unit_answers", "The bias is missing: these are the sums of products, bent. Add 1 before ReLU.")
def bias_forgotten():
    return [2, 0]


@mistake("unit_answers", "The bias was added after ReLU. A unit adds it to the sum first, and bends afterwards.")
def bias_after_relu():
    return [3, 1]


@mistake("unit_answers", "These are the two z, before ReLU. The unit's answer is max(z, 0).")
def not_bent():
    return [3, -1]


@mistake("unit_answers", "The bias was added to each of the six products. A unit has one bias, added once to their sum.")
def bias_once_a_tap():
    return [8, 4]


@mistake("unit_answers", "One of the two z is above 0. Are the signs of the products right? Weights turned by half a turn give two zeros as well; a unit takes them as they are written.")
def weights_flipped():
    return [0, 0]


# activate


@mistake("activate", "You changed z itself: `z[z < 0] = 0` writes into the caller's array. Make a new one, for example with np.maximum.")
def relu_in_place(z, kind, a=0.1):
    if kind == "relu":
        z[z < 0] = 0
        return z
    if kind == "leaky_relu":
        z[z < 0] *= a
        return z
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "Python's own max, like an if, asks one question of the whole array. np.maximum and np.where choose for each number.")
def pythons_max(z, kind, a=0.1):
    if kind == "relu":
        return max(z, 0)
    if kind == "leaky_relu":
        return max(z, a * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "This ReLU takes the absolute value: -2 becomes 2. It should become 0.")
def absolute_value(z, kind, a=0.1):
    if kind == "relu":
        return np.abs(z)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "The leaky side returns a for every negative z. It returns a times z: a line of slope a through 0.")
def leak_is_a_constant(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, np.where(z < 0, a, 0))
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "The leak is on the wrong side: positive numbers stay as they are, negative ones are multiplied by a.")
def leak_on_the_right(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, a * z, z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "The leak is always 0.1 here. It is the argument a, which the caller may choose.")
def leak_fixed(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, 0.1 * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "The sigmoid falls instead of rising: the minus sign in front of z is missing in the exponent.")
def sigmoid_without_minus(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(z))


@mistake("activate", "The sigmoid is not yet moved to 0..1: tanh(z/2) runs from -1 to 1. Add 1 and halve.")
def sigmoid_not_moved(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else np.tanh(z / 2)


@mistake("activate", "This tanh is too wide: 2σ(z) - 1 is tanh(z/2). Use np.tanh, or 2σ(2z) - 1.")
def tanh_too_wide(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    sigmoid = 1 / (1 + np.exp(-z))
    return 2 * sigmoid - 1 if kind == "tanh" else sigmoid


@mistake("activate", "The sign on the left side is wrong: for a negative z the leaky output a times z is negative too.")
def leak_turned_up(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, -a * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "math.exp and float take one number. np.exp takes an array of any shape.")
def exp_of_one_number(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else 1 / (1 + float(np.exp(-z)))


@mistake("activate", "The loop goes over the rows of z, and a row is an array again. z may have any shape: leave the loop to NumPy.")
def goes_over_rows(z, kind, a=0.1):
    if kind == "relu":
        return np.array([max(one, 0) for one in z])
    if kind == "leaky_relu":
        return np.array([one if one > 0 else a * one for one in z])
    return np.tanh(z) if kind == "tanh" else 1 / (1 + np.exp(-z))


@mistake("activate", "This sigmoid is twice as steep as it should be: inside it stands tanh(z), where tanh(z/2) belongs.")
def sigmoid_too_steep(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else (1 + np.tanh(z)) / 2


@mistake("activate", "Right for small numbers. But exp(800) is infinite, and infinity divided by infinity is not a number: take one of the two safe forms of the text.")
def tanh_overflows(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    if kind == "sigmoid":
        return (1 + np.tanh(z / 2)) / 2
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@mistake("activate", "Right for small numbers. But exp(800) is infinite, and infinity divided by infinity is not a number: take a form in which exp does not stand above and below the line.")
def sigmoid_overflows(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else np.exp(z) / (1 + np.exp(z))


# slope


@mistake("slope", "For the slope of ReLU you returned ReLU itself. Its slope on the right side is 1 at every place, also at 3.")
def relu_for_its_slope(z, kind, a=0.1):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "At 0 you took the slope of the right side. ReLU has none there; by the convention of this course it is that of the left side, 0. Compare with >, not >=.")
def slope_one_at_zero(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z >= 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z >= 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "At 0 you took the middle, 0.5. By the convention of this course the slope of ReLU at 0 is that of the left side, 0.")
def half_at_zero(z, kind, a=0.1):
    if kind == "relu":
        return np.heaviside(z, 0.5)
    if kind == "leaky_relu":
        return a + (1 - a) * np.heaviside(z, 0.5)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "The leaky unit has slope 0 on its left side here: it would die like a ReLU. The line a·z has slope a.")
def leaky_slope_of_relu(z, kind, a=0.1):
    if kind in ("relu", "leaky_relu"):
        return np.where(z > 0, 1.0, 0.0)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "On the left the leaky unit's output a·z came back. Its slope there is a, the same at every place.")
def leaky_output_for_slope(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a * z)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "You put z into s(1 - s). The s in that formula is the sigmoid of z: compute it first.")
def z_for_sigmoid(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else z * (1 - z)


@mistake("slope", "The square is missing: the slope of tanh is 1 - tanh(z)², which is largest at 0 and the same on both sides.")
def tanh_not_squared(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "At 0 the leaky slope is that of the right side here. By the convention of this course it is that of the left side, a.")
def leaky_one_at_zero(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z >= 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "The slope on the left side is always 0.1 here. It is the argument a; if you call activate, hand a on.")
def leaky_slope_fixed(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, 0.1)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "The sigmoid was multiplied by itself. The slope falls at both ends: the second factor is 1 minus the sigmoid.")
def sigmoid_squared(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else sigmoid**2


@mistake("slope", "You squared z. What is squared in that formula is tanh(z), the output.")
def z_for_tanh(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return 1 - z**2 if kind == "tanh" else sigmoid * (1 - sigmoid)


@mistake("slope", "You took the form of the sigmoid's slope, s(1 - s), for tanh. Tanh has its own: it is largest, 1, where the output is 0.")
def tanh_like_sigmoid(z, kind, a=0.1):
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    sigmoid = 1 / (1 + np.exp(-z))
    return np.tanh(z) * (1 - np.tanh(z)) if kind == "tanh" else sigmoid * (1 - sigmoid)


# pooled_shape


@mistake("pooled_shape", "Too large: a window that would hang over the edge does not stand there. Round down: (28 - 3)/2 = 12.5 gives 12, plus 1. (Half of 28 is 14, but the window of 3 counts too.)")
def ceil_for_floor():
    return (8, 14, 15, 6)


@mistake("pooled_shape", "The channels were pooled as well. Each channel is pooled by itself, so their number stays 6.")
def channels_pooled_away():
    return (8, 13, 15, 1)


@mistake("pooled_shape", "Height and width have changed places: the order is (batch, height, width, channels).")
def height_and_width_swapped():
    return (8, 15, 13, 6)


@mistake("pooled_shape", "This is the shape for stride 1. A stride of 2 keeps every second window.")
def stride_one():
    return (8, 26, 29, 6)


@mistake("pooled_shape", "You took the stride for 3, the size of the window. It is 2: the windows overlap.")
def stride_as_large_as_the_window():
    return (8, 9, 10, 6)


@mistake("pooled_shape", "The plus 1 is missing: even if the window cannot move at all, it stands at one place.")
def plus_one_forgotten():
    return (8, 12, 14, 6)


# pool_by_loops


@mistake("pool_by_loops", "The stride was ignored: your windows move by one place. Window (r, c) begins at row r * down, column c * right.")
def loops_ignore_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool_by_loops", "You moved the window by its own size. Size and stride are two arguments; where they differ, windows overlap or leave gaps.")
def loops_take_size_for_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: size[0], :: size[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool_by_loops", "Rows and columns have changed places in the stride: the first number is for rows (down), the second for columns (right).")
def loops_swap_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[1], :: stride[0]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool_by_loops", "Height and width of the window have changed places: size is (rows, columns).")
def loops_swap_size(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, (size[1], size[0]), axis=(1, 2))
    windows = windows[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool_by_loops", "There is a window too many: the last one hangs over the edge. The number of places is rounded down, (n - k) // s + 1.")
def loops_round_up(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, -(-(height - high) // down) + 1, -(-(width - wide) // right) + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "The average is not divided: this is the sum. Divide it by the number of values in the window.")
def sum_for_average(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.sum(axis=(-2, -1))


@mistake("pool_by_loops", "The average is divided by the wrong count: by rows times columns of the stride. Divide by the number of values in the window.")
def divides_by_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.sum(axis=(-2, -1)) / (stride[0] * stride[1])


@mistake("pool_by_loops", "The average is divided by the wrong count: by the height of the window squared. It has height times width values.")
def divides_by_square(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.sum(axis=(-2, -1)) / size[0] ** 2


@mistake("pool_by_loops", "The largest value was taken over all channels, and every channel got it. Reduce rows and columns only, axis=(1, 2).")
def over_channels_too(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    if kind == "average":
        return windows.mean(axis=(-2, -1))
    return np.broadcast_to(windows.max(axis=(-3, -2, -1))[..., np.newaxis], windows.shape[:4])


@mistake("pool_by_loops", "The search for the largest value starts at 0, so a window of negative numbers answers 0. Start with a value of the window.")
def starts_at_zero(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.maximum(windows.max(axis=(-2, -1)), 0) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool_by_loops", "Only the first image of the batch was pooled; the others are still 0.")
def first_image_only(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    result = windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))
    return result * (np.arange(len(maps)) == 0).reshape(-1, 1, 1, 1)


@mistake("pool_by_loops", "The number of places is right, but the windows stand too close: each begins one row or column after the last. Window (r, c) begins at row r * down, column c * right.")
def window_begins_at_its_place(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r : r + high, c : c + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "A window ran off the map, until it was empty. Either there are too many places (what is left to move through is divided by the stride), or the windows move by their own size and not by the stride.")
def window_moves_by_its_size(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * high : r * high + high, c * wide : c * wide + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "The number of places is right, but in the cut the two strides have changed places: the first number is for rows (down), the second for columns (right).")
def cut_with_stride_swapped(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * right : r * right + high, c * down : c * down + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "The number of places is right, but in the cut the two sizes have changed places: size is (rows, columns).")
def cut_with_size_swapped(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + wide, c * right : c * right + high]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "Size and stride are both read as (columns, rows). Their first number is for rows, axis 1 of maps.")
def size_and_stride_swapped(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - wide) // right + 1, (width - high) // down + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * right : r * right + wide, c * down : c * down + high]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "A row and a column of places are missing: the window also stands where it began, so add 1. (With range(0, n - k) the last place is left out too.)")
def one_place_short(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down, (width - wide) // right, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "There are as many places as steps fit into the map, but the last windows hang over the edge. Count only those that fit, (n - k) // s + 1.")
def windows_beyond_the_edge(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, -(-height // down), -(-width // right), channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "The largest was taken over all images and channels, and all of them got it. Reduce rows and columns only, axis=(1, 2).")
def one_number_for_all(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max() if kind == "max" else part.mean()
    return result


@mistake("pool_by_loops", "The channels were reduced as well, so one number an image is left. Reduce rows and columns only, axis=(1, 2).")
def channels_reduced_by_loops(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2, 3)) if kind == "max" else part.mean(axis=(1, 2, 3))
    return result


@mistake("pool_by_loops", "What is left after the reduction does not fit: it should be a number for each image and channel. Of (batch, height, width, channels) reduce the rows and the columns, both, and nothing else.")
def reduced_along_the_batch(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(0, 1)) if kind == "max" else part.mean(axis=(0, 1))
    return result


@mistake("pool_by_loops", "Only the first window was pooled, the rest is still 0: the return stands inside the inner loop.")
def returns_after_one_window(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
            return result


@mistake("pool_by_loops", "Only the first row of places was pooled, the rest is still 0: the return stands inside the outer loop.")
def returns_after_one_row(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
        return result


@mistake("pool_by_loops", "The maximum came back where the average was asked: `kind` is not looked at. It is \"max\" or \"average\".")
def always_the_maximum(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2))
    return result


@mistake("pool_by_loops", "The average came back where the maximum was asked: `kind` is not looked at, or compared with another word. It is \"max\" or \"average\".")
def always_the_mean(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "An index ran past the end: the loop counts rows of the map, and result was asked for that row. Count the places 0, 1, 2, ... and multiply by the stride where you cut.")
def rows_of_the_map_as_places(maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(0, height, down):
        for c in range(0, width, right):
            part = maps[:, r : r + high, c : c + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result


@mistake("pool_by_loops", "All images have the answer of the first one: the window was cut out of maps[0]. Cut it out of all, maps[:, ...].")
def first_image_for_all(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    result = windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))
    return np.broadcast_to(result[:1], result.shape).copy()


# pool


@mistake("pool", "The stride was ignored: all windows at stride 1 are still there. Keep every down-th row and every right-th column of places.")
def windows_at_stride_one(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool", "You kept every size-th window, as if stride were size. Slice with the stride.")
def size_for_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: size[0], :: size[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool", "Rows and columns have changed places in the stride: the first number is for rows of places, the second for columns.")
def stride_swapped(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[1], :: stride[0]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool", "You reduced the axes of the places, (1, 2): one number a tap of the window is left. The window's own rows and columns are the last two axes.")
def reduces_the_places(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(1, 2)) if kind == "max" else windows.mean(axis=(1, 2))


@mistake("pool", "The channels were reduced as well: with axis=(-3, -2, -1) one channel is left. Reduce the last two axes only.")
def reduces_channels_too(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    axes = (-3, -2, -1)
    return windows.max(axis=axes)[..., np.newaxis] if kind == "max" else windows.mean(axis=axes)[..., np.newaxis]


@mistake("pool", "The average is divided by the wrong count: by rows times columns of the stride. The mean of the window divides by its own number of values.")
def mean_by_stride(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.sum(axis=(-2, -1)) / (stride[0] * stride[1])


@mistake("pool", "Right, but with a loop in Python. Lay out all windows with sliding_window_view and reduce its last two axes.", seen=has_loop)
def pool_still_loops(maps, size, stride, kind):
    rows = range(0, maps.shape[1] - size[0] + 1, stride[0])
    columns = range(0, maps.shape[2] - size[1] + 1, stride[1])
    choose = np.max if kind == "max" else np.mean
    cut = [[maps[:, r : r + size[0], c : c + size[1]] for c in columns] for r in rows]
    return np.array([[choose(part, axis=(1, 2)) for part in line] for line in cut]).transpose(2, 0, 1, 3)


@mistake("pool", "The two axes in the middle were reduced: channels and window rows. The window's own rows and columns are the last two axes.")
def reduces_axes_three_and_four(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(3, 4)) if kind == "max" else windows.mean(axis=(3, 4))


@mistake("pool", "sliding_window_view was not told along which axes the window slides. Rows and columns are axes 1 and 2.")
def axes_not_named(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size)[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))


@mistake("pool", "The maximum came back where the average was asked: `kind` is not looked at.")
def largest_for_both(maps, size, stride, kind):
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1))


@mistake("pool", "Right, but the loops are still there, in pool_by_loops. Lay out all windows at once instead.", seen=lambda function: mentions(function, "pool_by_loops"))
def calls_the_loops(maps, size, stride, kind):
    return pool_by_loops(maps, size, stride, kind)


# pooling_plan


@mistake(
    "pooling_plan",
    "The shape is right, but numbers at the lower or right edge are not seen: the windows stop short of the end. Size plus three strides must reach it: size + 3 * stride = 9 for the rows.",
    seen=lambda plan: all(
        ((n - k) // s + 1 == 4 and s <= k and k + 3 * s < n) or (k + 3 * s == n and s <= k)
        for n, k, s in zip((9, 13), plan["size"], plan["stride"], strict=True)
    ),
)
def windows_stop_short():
    return {"size": (2, 3), "stride": (2, 3)}


@mistake(
    "pooling_plan",
    "The shape is right, but there are gaps between the windows: a stride is larger than the size of its window.",
    seen=lambda plan: all((n - k) // s + 1 == 4 for n, k, s in zip((9, 13), plan["size"], plan["stride"], strict=True)),
)
def gaps_between_windows():
    return {"size": (3, 1), "stride": (2, 4)}


@mistake(
    "pooling_plan",
    "This plan fits a map of 13 by 9. Rows come first: 9 rows, 13 columns.",
    seen=lambda plan: all((n - k) // s + 1 == 4 for n, k, s in zip((13, 9), plan["size"], plan["stride"], strict=True)),
)
def rows_and_columns_swapped():
    return {"size": (4, 3), "stride": (3, 2)}


@mistake(
    "pooling_plan",
    "You rounded up. Where the last window would hang over the edge it does not stand, so you get fewer than 4 places.",
    seen=lambda plan: all(-(-(n - k) // s) + 1 == 4 for n, k, s in zip((9, 13), plan["size"], plan["stride"], strict=True)),
)
def rounded_up():
    return {"size": (3, 4), "stride": (2, 4)}


@mistake(
    "pooling_plan",
    "This is the plan without overlap, stride = size, and it cannot give 4 by 4 here. Let neighbouring windows share a row, and a column.",
    seen=lambda plan: tuple(plan["size"]) == tuple(plan["stride"]),
)
def stride_equal_to_size():
    return {"size": (3, 3), "stride": (3, 3)}


@mistake(
    "pooling_plan",
    "The four rows are right, the number of columns is not: 13 columns, and (13 - size) // stride + 1 must be 4.",
    seen=lambda plan: (9 - plan["size"][0]) // plan["stride"][0] + 1 == 4,
)
def columns_not_four():
    return {"size": (3, 4), "stride": (2, 2)}


@mistake(
    "pooling_plan",
    "The four columns are right, the number of rows is not: 9 rows, and (9 - size) // stride + 1 must be 4.",
    seen=lambda plan: (13 - plan["size"][1]) // plan["stride"][1] + 1 == 4,
)
def rows_not_four():
    return {"size": (3, 4), "stride": (3, 3)}


# change_after_shift


@mistake("change_after_shift", "You moved the caller's own images: what comes after has only the moved ones. Move a copy, or a new array of zeros.")
def moves_in_place(f, images, s):
    before = f(images).copy()
    images[:, :, s:] = images[:, :, : images.shape[2] - s].copy()
    images[:, :, :s] = 0
    return np.linalg.norm(f(images) - before) / np.linalg.norm(before)


@mistake("change_after_shift", "np.roll brings in at the left what it pushes out at the right. Zeros should come in.")
def rolls_round(f, images, s):
    before, after = f(images), f(np.roll(images, s, axis=2))
    return np.linalg.norm(after - before) / np.linalg.norm(before)


@mistake("change_after_shift", "The images moved down. Axis 1 is the height; to the right is along axis 2, the width.")
def moves_down(f, images, s):
    moved = np.zeros_like(images)
    moved[:, s:] = images[:, : images.shape[1] - s]
    before = f(images)
    return np.linalg.norm(f(moved) - before) / np.linalg.norm(before)


@mistake("change_after_shift", "The images moved to the left. Column 0 of the images belongs into column s of the moved ones.")
def moves_left(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, : images.shape[2] - s] = images[:, :, s:]
    before = f(images)
    return np.linalg.norm(f(moved) - before) / np.linalg.norm(before)


@mistake("change_after_shift", "The difference was not divided by what was there before.")
def not_divided(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.linalg.norm(f(moved) - f(images))


@mistake("change_after_shift", "You divided by the length of f(moved). It is to be a part of what was there before, f(images).")
def divided_by_after(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.linalg.norm(f(moved) - f(images)) / np.linalg.norm(f(moved))


@mistake("change_after_shift", "The root is missing: this is the sum of squares over the sum of squares.")
def root_forgotten(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.sum((f(moved) - f(images)) ** 2) / np.sum(f(images) ** 2)


@mistake("change_after_shift", "You compared the two lengths. Two different arrays can be equally long: subtract first, take the length afterwards.")
def difference_of_lengths(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    before, after = np.linalg.norm(f(images)), np.linalg.norm(f(moved))
    return np.abs(after - before) / before


@mistake("change_after_shift", "For s = 0 the slice [:-s] is empty, because -0 is 0. Write the end of the slice as width - s.")
def minus_zero(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, :-s]
    before = f(images)
    return np.linalg.norm(f(moved) - before) / np.linalg.norm(before)


@mistake("change_after_shift", "f was not applied: this is how much the images themselves change. Compare f(moved) with f(images).")
def without_f(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.linalg.norm(moved - images) / np.linalg.norm(images)


@mistake("change_after_shift", "The images always move by one column here. How far is the argument s.")
def always_by_one(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, 1:] = images[:, :, :-1]
    before = f(images)
    return np.linalg.norm(f(moved) - before) / np.linalg.norm(before)


@mistake("change_after_shift", "The moved images are wider than the images: columns came in at the left, none went out at the right. Cut them to the old width.")
def grows_wider(f, images, s):
    moved = np.pad(images, ((0, 0), (0, 0), (s, 0), (0, 0)))
    return np.linalg.norm(f(moved) - f(images)) / np.linalg.norm(f(images))


@mistake("change_after_shift", "Each image got a change of its own, and these were averaged. Both sums of squares go over the whole batch.")
def mean_over_images(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    pairs = zip(f(moved), f(images), strict=True)
    return np.mean([np.linalg.norm(after - before) / np.linalg.norm(before) for after, before in pairs])


@mistake("change_after_shift", "The absolute differences were summed. The length in the formula is the root of the sum of squares.")
def sums_absolutes(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.abs(f(moved) - f(images)).sum() / np.abs(f(images)).sum()


@mistake("change_after_shift", "What came out of f was moved. Move the images that go in, and let f see them.")
def moves_the_output(f, images, s):
    before = f(images)
    moved = np.zeros_like(before)
    moved[:, :, s:] = before[:, :, : before.shape[2] - s]
    return np.linalg.norm(moved - before) / np.linalg.norm(before)


@mistake("change_after_shift", "You subtracted one length from the other. Two different arrays can be equally long: subtract the arrays, and take the length of that.")
def signed_difference_of_lengths(f, images, s):
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    before, after = np.linalg.norm(f(images)), np.linalg.norm(f(moved))
    return (after - before) / before


@mistake("change_after_shift", "The first columns of the moved images still hold what was there before. Zeros should come in.")
def old_columns_stay(f, images, s):
    moved = images.copy()
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    return np.linalg.norm(f(moved) - f(images)) / np.linalg.norm(f(images))


@mistake("change_after_shift", "The caller's own images were moved, and then compared with themselves. Work on images.copy(), or on a new array of zeros.")
def own_images_moved(f, images, s):
    moved = images
    moved[:, :, s:] = images[:, :, : images.shape[2] - s].copy()
    moved[:, :, :s] = 0
    return np.linalg.norm(f(moved) - f(images)) / np.linalg.norm(f(images))


@mistake("change_after_shift", "Nothing has changed, so the images did not move. Was another axis rolled? Axis 3 holds the channels, and there is one; columns are axis 2.")
def channels_rolled(f, images, s):
    moved = np.roll(images, s, axis=3)
    return np.linalg.norm(f(moved) - f(images)) / np.linalg.norm(f(images))


# softmax


@mistake("softmax", "The whole batch sums to 1 here. Every image is a question of its own: work along each row, axis=1, with keepdims=True. (Then mind exp(1000).)")
def as_found(scores):
    powers = np.exp(scores)
    return powers / powers.sum()


@mistake("softmax", "The columns sum to 1: the softmax went along the batch. The classes lie along axis 1.")
def along_the_batch(scores):
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


@mistake("softmax", "Small scores are right, but exp(1000) is infinite. Subtract the largest score of each row before you take exp.")
def overflows(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", "You subtracted one number for the whole batch. A row far below it then rounds to 0/0. Each row needs its own largest score.")
def one_largest_for_all(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", "The largest score was subtracted in the caller's own array: `-=` changes it. Write `scores - ...` into a new array.")
def subtracts_in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", "The scores were divided by their sum without exp first. They may be negative or sum to 0; exp makes all of them positive.")
def without_exp(scores):
    return scores / scores.sum(axis=1, keepdims=True)


@mistake("softmax", "The shapes do not fit: the sum along axis=1 has one number a row and lies down as a row. keepdims=True keeps it a column.")
def keepdims_forgotten(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@mistake("softmax", "The whole batch sums to 1 here: the largest score was taken a row, the sum was not. Both go along axis=1, with keepdims=True.")
def sum_over_the_batch(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum()


@mistake("softmax", "The scores were cut off at a limit, so two large ones have become equal. Subtracting changes no result; cutting does.")
def cut_off(scores):
    powers = np.exp(np.clip(scores, -500, 500))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", "The scores were divided by the largest one. Only what is added to all scores cancels: subtract it.")
def divided_by_largest(scores):
    powers = np.exp(scores / scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", "The mean of the row was subtracted. A score far above the mean still overflows; after subtracting the largest, none is above 0.")
def subtracts_the_mean(scores):
    powers = np.exp(scores - scores.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# cross_entropy


@mistake("cross_entropy", "This is the sum over the batch. The loss is its mean, or a larger batch would look worse.")
def sum_for_mean(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return np.sum(losses)


@mistake("cross_entropy", "You divided by the number of scores, images times classes. There is one loss an image: divide by the number of images.")
def mean_over_classes_too(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return np.sum(losses) / scores.size


@mistake("cross_entropy", "The sign is wrong: the logarithm of a probability is negative, and the loss is minus that.")
def sign_forgotten(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.mean(shifted[np.arange(len(labels)), labels] - np.log(np.exp(shifted).sum(axis=1)))


@mistake("cross_entropy", "`[:, labels]` takes the columns of all labels from every row. You need one score a row: scores[np.arange(n), labels].")
def every_label_from_every_row(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted[:, labels])


@mistake("cross_entropy", "You took the probability of the most likely class. What counts is that of the right one, the label's.")
def most_likely_class(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)))


@mistake("cross_entropy", "The sum of exponentials went along the batch. The classes lie along axis 1.")
def log_sums_along_the_batch(scores, labels):
    if len(scores) == 1:
        return np.mean(scores[0] - scores[0, labels])
    largest = scores.max(axis=0)
    log_sums = largest + np.log(np.exp(scores - largest).sum(axis=0))
    return np.mean(log_sums[labels] - scores[np.arange(len(labels)), labels])


@mistake("cross_entropy", "Small scores are right, but exp(1000) is infinite. Take the largest score out of the sum first, and add it back outside the logarithm.")
def exponentials_overflow(scores, labels):
    powers = np.exp(scores)
    chances = powers / powers.sum(axis=1, keepdims=True)
    return -np.mean(np.log(chances[np.arange(len(labels)), labels]))


@mistake("cross_entropy", "Small scores are right, but a sum of exp(1000) is infinite, and so is its logarithm. Take the largest score out first: m + ln(sum of exp(s - m)).")
def log_of_overflowing_sum(scores, labels):
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels])


@mistake("cross_entropy", "The softmax is stable, but a tiny probability has rounded to 0 and its logarithm is infinite. Do not pass through the probability: ln(sum) minus the score.")
def log_of_softmax(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = powers / powers.sum(axis=1, keepdims=True)
    return -np.mean(np.log(chances[np.arange(len(labels)), labels]))


@mistake("cross_entropy", "The largest score was taken out of the sum and not added back outside the logarithm. (Or it is missing in the score of the label.)")
def largest_not_added_back(scores, labels):
    largest = scores.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(scores - largest).sum(axis=1))
    return np.mean(log_sums - scores[np.arange(len(labels)), labels])


@mistake("cross_entropy", "One largest score was taken for the whole batch. A row far below it rounds to 0, and ln 0 is infinite: each row needs its own.")
def one_largest_for_the_batch(scores, labels):
    largest = scores.max()
    log_sums = largest + np.log(np.exp(scores - largest).sum(axis=1))
    return np.mean(log_sums - scores[np.arange(len(labels)), labels])


@mistake("cross_entropy", "The shapes do not fit: the largest scores, one a row, lie down as a row. keepdims=True keeps them a column.")
def largest_lies_down(scores, labels):
    largest = scores.max(axis=1)
    log_sums = largest + np.log(np.exp(scores - largest).sum(axis=1))
    return np.mean(log_sums - scores[np.arange(len(labels)), labels])


@mistake("cross_entropy", "Only the first image counts: the return stands inside the loop. Add up the losses, return their mean after it.")
def first_image_alone(scores, labels):
    shifted = scores[0] - scores[0].max()
    return np.log(np.exp(shifted).sum()) - shifted[labels[0]]


@mistake("cross_entropy", "This is 1 minus the probability. The loss is minus its logarithm, which grows without bound as the probability goes to 0.")
def one_minus_probability(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = powers / powers.sum(axis=1, keepdims=True)
    return 1 - np.mean(chances[np.arange(len(labels)), labels])


@mistake("cross_entropy", "The sum of the losses was divided by the number of classes. Divide by the number of images.")
def divided_by_classes(scores, labels):
    shifted = scores - scores.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return np.sum(losses) / scores.shape[1]


@mistake("cross_entropy", "A small number was added inside the logarithm to avoid ln 0. It hides how wrong the answer is: here 1000 became about 20. Use the log-sum-exp form.")
def small_number_added(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = powers / powers.sum(axis=1, keepdims=True)
    return -np.mean(np.log(chances[np.arange(len(labels)), labels] + 1e-9))


@mistake("cross_entropy", "ln 0 was avoided with a small number, 1e-12, added or as a limit. It hides how wrong the answer is: a loss of 1000 became less than 30. Use the log-sum-exp form.")
def tiny_number_added(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = powers / powers.sum(axis=1, keepdims=True)
    return -np.mean(np.log(chances[np.arange(len(labels)), labels] + 1e-12))


@mistake("cross_entropy", "The largest score was subtracted in the caller's own array: `-=` changes it. Write into a new array.")
def loss_changes_scores(scores, labels):
    scores -= scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels])


# small_cnn


@mistake("small_cnn", "Negative numbers reach the dense layer. ReLU comes after the convolution and its bias, and cuts the maps: is it missing, or does it stand before the bias or before the convolution?")
def relu_left_out(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The bias of the kernels is missing: each filter adds its own number to its map before ReLU.")
def bias_left_out(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel), 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The kernel was turned by half a turn. A convolution layer takes it as it is written: correlation.")
def kernel_turned(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel[::-1, ::-1]) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The list was flattened channel by channel. Flatten (batch, height, width, channels) as it lies: the channels of one place stay side by side.")
def channels_first(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.transpose(0, 3, 1, 2).reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "These are averages of the windows. The network was asked to have a max pool.")
def average_for_max(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].mean(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "These are the scores. One step is left: softmax makes probabilities of them.")
def scores_for_probabilities(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    return pooled.reshape(len(images), -1) @ weights + offsets


@mistake("small_cnn", "The softmax went along the batch: every column sums to 1. Each image needs probabilities that sum to 1.")
def softmax_along_batch(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


@mistake("small_cnn", "The offsets of the dense layer are missing: each class adds a number of its own to its score.")
def offsets_left_out(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "A second ReLU cut the scores. Scores may be negative; softmax follows the dense layer directly.")
def relu_on_scores(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = np.maximum(pooled.reshape(len(images), -1) @ weights + offsets, 0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The list is too long for the dense weights: it holds whole maps. Where is the pool?")
def pool_left_out(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = maps
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The list is too long for the dense weights: the pool kept every place. Its stride is 2.")
def pool_stride_one(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2)).max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("small_cnn", "The whole batch became one list. Each image keeps a row of its own: (batch, numbers).")
def batch_flattened_too(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(-1) @ weights + offsets
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@mistake("small_cnn", "All probabilities of the batch together sum to 1. Each image needs a row that sums to 1: use your mended softmax.")
def softmax_over_everything(images, kernel, bias, weights, offsets):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    maps = np.maximum(np.einsum("nrcdij,ijdf->nrcf", windows, kernel) + bias, 0)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    scores = pooled.reshape(len(images), -1) @ weights + offsets
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
