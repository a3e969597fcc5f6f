"""Known wrong answers of chapter 03, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import has_loop

# two_results


@mistake("two_results", "The bias is missing: after the products of both channels comes the filter's own number, here -2.")
def results_without_bias():
    return [4, -2]


@mistake("two_results", "The bias was added once for each channel. A filter has one bias, added once at the end.")
def results_with_bias_per_channel():
    return [0, -6]


@mistake("two_results", "Only channel 0 was used. The filter has a slice for channel 1 too; its sum is added.")
def results_of_first_channel():
    return [4, 0]


@mistake("two_results", "Only channel 1 was used. The filter has a slice for channel 0 too; its sum is added.")
def results_of_second_channel():
    return [-4, -6]


@mistake("two_results", "These are the results of filter 0. Asked are those of filter 1, whose bias is -2.")
def results_of_filter_0():
    return [3, 1]


# output_shape


@mistake("output_shape", "Rounded up. A step that would lead over the edge is not taken, so the division is rounded down: `//`.")
def ceil_for_floor(size, kernel, stride, padding):
    return tuple(-(-(n - f + 2 * p) // s) + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "The padding was counted on one side only. There are P rows above and P below: 2 * P.")
def pads_one_side(size, kernel, stride, padding):
    return tuple((n - f + p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "The padding was left out: it makes room for more windows on both sides.")
def ignores_padding(size, kernel, stride, padding):
    return tuple((n - f) // s + 1 for n, f, s in zip(size, kernel, stride, strict=True))


@mistake("output_shape", "The stride was left out: the room to move is taken in steps of S, so divide by it.")
def ignores_stride(size, kernel, stride, padding):
    return tuple(n - f + 2 * p + 1 for n, f, p in zip(size, kernel, padding, strict=True))


@mistake("output_shape", "The stride of the height was used for the width as well. Each axis has its own: stride[1] is the step across.")
def one_stride_for_both(size, kernel, stride, padding):
    return tuple((n - f + 2 * p) // stride[0] + 1 for n, f, p in zip(size, kernel, padding, strict=True))


@mistake("output_shape", "One too few: the place where the window stands before its first step counts too. Add 1 after the division.")
def forgets_the_first_window(size, kernel, stride, padding):
    return tuple((n - f + 2 * p) // s for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "Height and width have changed places: the height comes first, as in `array.shape`.")
def width_before_height(size, kernel, stride, padding):
    return tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))[::-1]


@mistake("output_shape", "The 1 was added before the division. First the steps are counted, (W - F + 2P) // S; then the first window is added.")
def adds_one_before_dividing(size, kernel, stride, padding):
    return tuple((n - f + 2 * p + 1) // s for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


# seen_by


@mistake("seen_by", "Upper edge and left edge have changed places. At the upper edge the window cannot move up or down (1 row), but it can lie in 2 ways across.")
def edges_exchanged():
    return [1, 3, 2, 6]


@mistake("seen_by", "A pixel near the border is in fewer windows, because no window may hang over the edge. Which windows hold the corner?")
def every_pixel_alike():
    return [6, 6, 6, 6]


@mistake("seen_by", "These counts are with padding 1. Without it no window may hang over the edge.")
def counted_with_padding():
    return [4, 4, 6, 6]


@mistake("seen_by", "You added the ways down and the ways across. Each way down goes with each way across: multiply.")
def ways_added():
    return [2, 3, 4, 5]


@mistake("seen_by", "That is the count of windows of 3 by 3. This one is 3 high and 2 wide.")
def as_if_square():
    return [1, 3, 3, 9]


# same_padding


@mistake("same_padding", "Half a kernel on both sides: that is the symmetric padding from the box. Compute what the last window lacks, and see what is left to pad.")
def half_a_kernel_each(size, kernel, stride):
    return kernel // 2, kernel // 2


@mistake("same_padding", "The extra zero went to the front. TensorFlow puts it after: at the bottom, on the right.")
def extra_zero_in_front(size, kernel, stride):
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing - missing // 2, missing // 2


@mistake("same_padding", "When an odd number is missing, missing // 2 twice is one too few. What is not before must go after: missing - missing // 2.")
def loses_the_odd_one(size, kernel, stride):
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing // 2, missing // 2


@mistake("same_padding", "The places were rounded down. Same promises size / stride rounded up: seven pixels at stride 2 have four places.")
def places_rounded_down(size, kernel, stride):
    missing = max((size // stride - 1) * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2


@mistake("same_padding", "A negative padding: where the last window ends before the last pixel, nothing is missing. Take 0 then.")
def below_zero(size, kernel, stride):
    missing = (-(-size // stride) - 1) * stride + kernel - size
    return missing // 2, missing - missing // 2


@mistake("same_padding", "This is the code as it was: places, the odd zero and negative numbers are still to be mended.")
def not_repaired(size, kernel, stride):
    missing = (size // stride - 1) * stride + kernel - size
    return missing // 2, missing // 2


# conv2d


@mistake("conv2d", "The kernel was flipped. A layer correlates: window and kernel lie on each other as they are.")
def flips_the_kernel(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels[::-1, ::-1]) + bias


@mistake("conv2d", "Only the first channel was used. Sum over all channels of the window.")
def first_channel_only(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcij,ijk->nrck", windows[:, :, :, 0], kernels[:, :, 0]) + bias


@mistake("conv2d", "The channels were averaged: the result is divided by their number. They are added.")
def averages_channels(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) / images.shape[3] + bias


@mistake("conv2d", "The channels were kept apart: the result has an axis for them. Sum over the channel axis too, and one number is left for each filter.")
def keeps_channels_apart(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrcdk", windows, kernels) + bias


@mistake("conv2d", "The bias was added once for each weight. It is added once, after the sum: keep it out of what np.sum adds up.")
def bias_once_per_tap(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + kernels[..., 0].size * bias


@mistake("conv2d", "The bias was added once for each channel. It is added once, when all channels have been summed.")
def bias_once_per_channel(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + images.shape[3] * bias


@mistake("conv2d", "The bias is missing: add bias[k] to the sum of filter k.")
def forgets_bias(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels)


@mistake("conv2d", "Filters and channels have changed places. The last axis of kernels is the filter: filter k is kernels[:, :, :, k].")
def filters_for_channels(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijkd->nrck", windows, kernels) + bias


@mistake("conv2d", "The padding is missing: with zeros around the image more windows fit.")
def forgets_padding(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "The zeros are above and left only. np.pad wants a pair for each axis: as many below as above, as many right as left.")
def pads_above_and_left(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0], 0), (padding[1], 0), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "The two paddings have changed places: padding[0] is for rows (above and below), padding[1] for columns.")
def paddings_exchanged(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[1],) * 2, (padding[0],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "The stride is ignored: every place has a result. Output row r belongs to the window that begins at row r * stride[0].")
def forgets_stride(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "Right shape, but the windows are not `stride` apart: r and c count places. The window of place (r, c) begins at r * stride[0], c * stride[1].")
def right_shape_without_steps(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    height, width = -(-windows.shape[1] // stride[0]), -(-windows.shape[2] // stride[1])
    return np.einsum("nrcdij,ijdk->nrck", windows[:, :height, :width], kernels) + bias


@mistake("conv2d", "The stride down was used across too. The window moves by stride[0] rows and by stride[1] columns.")
def stride_down_for_both(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[0]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "Only the first picture of the batch was used. Each picture has its own result along axis 0.")
def first_picture_only(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images[:1], ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d", "The pictures of the batch were added together. Sum over rows, columns and channels of the window, axes 1, 2 and 3, not over axis 0.")
def sums_over_the_batch(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    total = np.einsum("nrcdij,ijdk->rck", windows, kernels) + bias
    return np.repeat(total[np.newaxis], len(images), axis=0)


@mistake("conv2d", "As many columns as rows: the width of the result was computed from the height. Pictures and kernels need not be square.")
def as_if_pictures_were_square(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows[:, :, : windows.shape[1]], kernels) + bias


@mistake("conv2d", "A window is a view of the padded images: `window *= ...` writes the products into them, and the next window finds them there. Make a new array: window * kernels[..., k].")
def multiplies_in_place(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    high, wide, _, filters = kernels.shape
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
        window *= kernels[..., k]
        result[:, r, c, k] = window.sum(axis=(1, 2, 3)) + bias[k]
    return result


# parameters


@mistake("parameters", "The channels are missing: a filter has a slice of weights for each channel.")
def forgets_channels(kernel, channels, filters):
    return (kernel[0] * kernel[1] + 1) * filters


@mistake("parameters", "Neither channels nor biases are counted: this is the formula from the box.")
def formula_of_the_box(kernel, channels, filters):
    return kernel[0] * kernel[1] * filters


@mistake("parameters", "The biases are missing: each filter has one.")
def forgets_biases(kernel, channels, filters):
    return kernel[0] * kernel[1] * channels * filters


@mistake("parameters", "One bias for the whole layer. Each filter has its own: put the + 1 inside the brackets.")
def one_bias_for_all(kernel, channels, filters):
    return kernel[0] * kernel[1] * channels * filters + 1


@mistake("parameters", "A bias for each channel of each filter. All channels are added up first; a filter has one bias.")
def bias_for_each_channel(kernel, channels, filters):
    return (kernel[0] * kernel[1] + 1) * channels * filters


@mistake("parameters", "The height of the kernel was used twice. A kernel need not be square: kernel[0] * kernel[1].")
def square_kernel(kernel, channels, filters):
    return (kernel[0] ** 2 * channels + 1) * filters


@mistake("parameters", "Channels and filters have changed places: each of the `filters` filters has one bias and a slice for each channel.")
def channels_for_filters(kernel, channels, filters):
    return (kernel[0] * kernel[1] * filters + 1) * channels


# multiply_adds


@mistake("multiply_adds", "Counted at every pixel of the input. A product is only made where a window stands: use the height and width of the output.")
def at_every_pixel(size, kernel, channels, filters, stride, padding):
    return size[0] * size[1] * kernel[0] * kernel[1] * channels * filters


@mistake("multiply_adds", "The stride is ignored: with larger steps there are fewer places.")
def at_every_place_of_stride_one(size, kernel, channels, filters, stride, padding):
    height, width = size[0] - kernel[0] + 2 * padding[0] + 1, size[1] - kernel[1] + 2 * padding[1] + 1
    return height * width * kernel[0] * kernel[1] * channels * filters


@mistake("multiply_adds", "The bias was counted as a product. It is added, not multiplied: leave it out here.")
def counts_the_bias(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))
    return height * width * (kernel[0] * kernel[1] * channels + 1) * filters


@mistake("multiply_adds", "The channels are missing: each place needs its products in every channel.")
def products_of_one_channel(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))
    return height * width * kernel[0] * kernel[1] * filters


@mistake("multiply_adds", "This is the work of one filter. Every filter visits every place.")
def work_of_one_filter(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))
    return height * width * kernel[0] * kernel[1] * channels


@mistake("multiply_adds", "The padding is ignored: windows that reach into it are work too.")
def places_without_padding(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f) // s + 1 for n, f, s in zip(size, kernel, stride, strict=True))
    return height * width * kernel[0] * kernel[1] * channels * filters


# small_layer


@mistake(
    "small_layer",
    "Rows and columns have changed places. 120 rows shall become 40, a third; 160 columns shall become 32, a fifth.",
    seen=lambda layer: layer[1][0] == 5 and layer[1][1] == 3,
)
def axes_exchanged():
    return ((5, 3), (5, 3), (0, 0))


@mistake(
    "small_layer",
    "The filter is smaller than its stride along one axis, so there are gaps between the windows, and pixels in the gaps are seen by none.",
    seen=lambda layer: bool(np.any(layer[0] < layer[1])),
)
def gaps_between_windows():
    return ((3, 3), (3, 5), (0, 0))


@mistake(
    "small_layer",
    "Too many parameters: (height * width * 3 + 1) * 8 is above 600. Height times width may be 24 at most.",
    seen=lambda layer: (np.prod(layer[0]) * 3 + 1) * 8 > 600,
)
def over_the_budget():
    return ((5, 5), (3, 5), (1, 0))


@mistake(
    "small_layer",
    "The stride does not bring 120 by 160 down to 40 by 32: a third of the rows, a fifth of the columns.",
    seen=lambda layer: layer[1][0] != 3 or layer[1][1] != 5,
)
def stride_too_small():
    return ((4, 4), (2, 2), (1, 1))


@mistake(
    "small_layer",
    "Right shape, but the last row or column is lost: the padding moved the windows up or left, and a remainder is cut off at the end.",
    seen=lambda layer: bool(np.all((np.array([120, 160]) + 2 * layer[2] - layer[0]) // layer[1] + 1 == [40, 32])),
)
def last_row_lost():
    return ((3, 5), (3, 5), (1, 0))


@mistake(
    "small_layer",
    "The strides are right, but there is one window too many or too few. Compute (120 - F + 2P) // 3 + 1 and (160 - F + 2P) // 5 + 1 on paper.",
    seen=lambda layer: layer[1][0] == 3 and layer[1][1] == 5,
)
def one_window_too_few():
    return ((4, 6), (3, 5), (0, 0))


# count_network


@mistake("count_network", "The channels were not carried on: after a convolution there are as many channels as it has filters.")
def channels_stay(size, channels, layers):
    counts, inputs = [], channels
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * inputs + 1) * given[0])
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
    return counts


@mistake("count_network", "The size was not carried on: a convolution without padding and a pool make the maps smaller, and the dense layer sees what is left.")
def size_stays(size, channels, layers):
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
        else:
            kernel = given[1] if kind == "conv" else size
            counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
            channels, size = given[0], size if kind == "conv" else (1, 1)
    return counts


@mistake("count_network", "The pool is ignored when you follow the size. It divides height and width by its window, rounded down.")
def pool_keeps_size(size, channels, layers):
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
            continue
        kernel, padding = given[1:] if kind == "conv" else (size, (0, 0))
        counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
        size, channels = tuple(n - f + 2 * p + 1 for n, f, p in zip(size, kernel, padding, strict=True)), given[0]
    return counts


@mistake("count_network", "The padding of a convolution is ignored: with it the map is larger.")
def padding_ignored_in_network(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel = given[1] if kind == "conv" else given[0] if kind == "pool" else size
        step = kernel if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        size = tuple((n - f) // s + 1 for n, f, s in zip(size, kernel, step, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "After a dense layer there is no height and width left: the next dense layer sees only its units.")
def dense_keeps_size(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        if kind != "dense":
            size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The biases of the dense layers are missing: each unit has one.")
def dense_without_bias(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + (kind == "conv")) * given[0])
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The pool was rounded up. A row or column that does not fill a whole window is dropped.")
def pool_rounded_up(size, channels, layers):
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
            size = tuple(-(-n // f) for n, f in zip(size, given[0], strict=True))
        else:
            kernel, padding = given[1:] if kind == "conv" else (size, (0, 0))
            counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
            size, channels = tuple(n - f + 2 * p + 1 for n, f, p in zip(size, kernel, padding, strict=True)), given[0]
    return counts


@mistake("count_network", "The pool has no line in your list. It has nothing to learn: 0, but one number for each layer.")
def pool_left_out(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        if kind != "pool":
            counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
            channels = given[0]
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
    return counts


@mistake("count_network", "This is the sum over all layers. Asked is a list with one number for each layer.")
def only_the_sum(size, channels, layers):
    total = 0
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        if kind != "pool":
            total += (kernel[0] * kernel[1] * channels + 1) * given[0]
            channels = given[0]
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
    return total


# conv2d_im2col


@mistake("conv2d_im2col", "The channel axis is in front of i and j in your rows, but in kernels.reshape it comes last, so the wrong pairs are multiplied. Move it: np.moveaxis(windows, 3, -1).")
def channel_not_last(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    columns = kernels.reshape(-1, kernels.shape[-1])
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(*windows.shape[:3], -1)


@mistake("conv2d_im2col", "The kernels were cut into rows first and then transposed, which mixes the filters. kernels.reshape(-1, filters) keeps each filter in one column.")
def reshaped_before_transposed(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    windows = np.moveaxis(windows, 3, -1)
    columns = kernels.reshape(kernels.shape[-1], -1).T
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(*windows.shape[:3], -1)


@mistake("conv2d_im2col", "This is still the table with one row a place. Fold it back: (batch, height, width, filters).")
def table_not_folded(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    columns = kernels.reshape(-1, kernels.shape[-1])
    return np.moveaxis(windows, 3, -1).reshape(-1, len(columns)) @ columns + bias


@mistake("conv2d_im2col", "The bias is missing: add it to the product of the tables.")
def product_without_bias(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels)


@mistake("conv2d_im2col", "The stride is missing: sliding_window_view lays out every place. Keep each stride[0]-th row and stride[1]-th column of places.")
def every_window_kept(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d_im2col", "The padding is missing: lay zeros around the images before you lay out the windows.")
def windows_of_bare_images(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels) + bias


@mistake("conv2d_im2col", "The kernel was flipped. A layer correlates: leave the kernels as they are.")
def columns_flipped(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernels[::-1, ::-1]) + bias


@mistake("conv2d_im2col", "Right, but with a loop in Python. Lay out all windows with sliding_window_view and let one matrix product do the work.", seen=has_loop)
def loops_over_places(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    high, wide, _, filters = kernels.shape
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r in range(height):
        for c in range(width):
            window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
            result[:, r, c] = np.tensordot(window, kernels, axes=3) + bias
    return result
