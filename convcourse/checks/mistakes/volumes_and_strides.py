"""Known wrong answers of chapter 03, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import has_loop, mentions

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


@mistake("two_results", "The filter was turned. A layer correlates: the filter's upper left weight lies on the window's upper left number.")
def results_of_turned_filter():
    return [1, 6]


@mistake("two_results", "The first number is right; the second is that of another column. Rows and columns are counted from 0.", seen=lambda found: found.shape == (2,) and found[0] == 2 and found[1] in (-2, 7, 5))
def another_column():
    return [2, 7]


@mistake("two_results", "The first number is right. Go through the four products of the second again, two in each channel.", seen=lambda found: found.shape == (2,) and found[0] == 2)
def second_slipped():
    return [2, -3]


@mistake("two_results", "The second number is right. Go through the four products of the first again, two in each channel.", seen=lambda found: found.shape == (2,) and found[1] == -4)
def first_slipped():
    return [1, -4]


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


@mistake("output_shape", "The room to move was not divided by the stride: either the stride is left out, or the division took hold of 2 * P alone. Brackets decide.")
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


@mistake("output_shape", "The 1 was added before the division. First count the steps, rounded down; the first window is added after that.")
def adds_one_before_dividing(size, kernel, stride, padding):
    return tuple((n - f + 2 * p + 1) // s for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "Half a window is no window: the division left a fraction. Rounded down, the step that leads over the edge is not taken.")
def fraction_of_a_step(size, kernel, stride, padding):
    return tuple((n - f + 2 * p) / s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "Rounded to the nearest whole number. A step that would lead over the edge is not taken, however near it comes: round down.")
def rounded_to_the_nearest(size, kernel, stride, padding):
    return tuple(round((n - f + 2 * p) / s) + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))


@mistake("output_shape", "The stride and the padding of the height were used for the width as well. Each axis has its own.")
def stride_and_padding_down_for_both(size, kernel, stride, padding):
    return tuple((n - f + 2 * padding[0]) // stride[0] + 1 for n, f in zip(size, kernel, strict=True))


@mistake("output_shape", "The padding of the height was used for the width as well. Each axis has its own: padding[1] is for left and right.")
def padding_down_for_both(size, kernel, stride, padding):
    return tuple((n - f + 2 * padding[0]) // s + 1 for n, f, s in zip(size, kernel, stride, strict=True))


@mistake("output_shape", "The height stands there twice. The width has its own size, filter, stride and padding: number 1 of each pair.")
def height_twice(size, kernel, stride, padding):
    return ((size[0] - kernel[0] + 2 * padding[0]) // stride[0] + 1,) * 2


@mistake("output_shape", "Only the height came back. If a `return` stands in a loop, it ends the loop in the first round.")
def height_alone(size, kernel, stride, padding):
    for n, f, s, p in zip(size, kernel, stride, padding, strict=True):
        return (n - f + 2 * p) // s + 1


@mistake("output_shape", "Pairs cannot be subtracted from each other as a whole. Take the numbers out, size[0] and size[1], and treat each axis by itself.")
def pairs_subtracted(size, kernel, stride, padding):
    return (size - kernel + 2 * padding) // stride + 1


@mistake("output_shape", "Right, but the course's own function did the work. Write the rule yourself: the chapter stands on it.", seen=lambda function: mentions(function, "reference"))
def reference_knew_the_shape(size, kernel, stride, padding):
    return reference.output_size(size, kernel, stride=stride, padding=padding)


# seen_by


@mistake("seen_by", "Upper edge and left edge have changed places. At the upper edge the window can be shifted across and still hold the pixel, at the left edge down. Which way is it larger?")
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


@mistake("seen_by", "Look at the corner pixel again. Push the window into that corner: is there any other place where it still holds the pixel?", seen=lambda counts: len(counts) == 4 and counts[0] != 1)
def corner_miscounted():
    return [4, 2, 3, 6]


@mistake("seen_by", "The upper edge is not right. The pixel is in row 0 there, so the window is in its uppermost row; in how many columns can the window begin and still hold it?", seen=lambda counts: len(counts) == 4 and counts[1] != 2)
def upper_edge_miscounted():
    return [1, 6, 3, 6]


@mistake("seen_by", "The left edge is not right. The pixel is in column 0 there, so the window is in its leftmost column; in how many rows can the window begin and still hold it?", seen=lambda counts: len(counts) == 4 and counts[2] != 3)
def left_edge_miscounted():
    return [1, 2, 4, 6]


@mistake("seen_by", "Only the pixel inside is not right. It can take every position in the window: how many has a window?", seen=lambda counts: len(counts) == 4 and counts[3] != 6)
def inside_miscounted():
    return [1, 2, 3, 5]


# same_padding


@mistake("same_padding", "Half a kernel on both sides: that is the symmetric padding from the box. Compute what the last window lacks, and see what is left to pad.")
def half_a_kernel_each(size, kernel, stride):
    return kernel // 2, kernel // 2


@mistake("same_padding", "The extra zero went to the front. TensorFlow puts it after: at the bottom, on the right.")
def extra_zero_in_front(size, kernel, stride):
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing - missing // 2, missing // 2


@mistake("same_padding", "When an odd number is missing, missing // 2 twice is one too few. Before and after must add up to what is missing.")
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


@mistake("same_padding", "Rounded down and one added: that is one place too many where the stride divides the size. Round the division up instead.")
def always_one_place_more(size, kernel, stride):
    missing = max(size // stride * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2


@mistake("same_padding", "Half a zero cannot be laid down. An odd number is split into two whole ones, with the larger one after.")
def halves_of_zeros(size, kernel, stride):
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing / 2, missing / 2


@mistake("same_padding", "There is one more after than before even where an even number is missing. The two must add up to what is missing.")
def always_one_more_after(size, kernel, stride):
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing // 2, missing // 2 + (missing > 0)


@mistake("same_padding", "The minus sign was dropped: fewer than no zeros became one or more. Where the last window ends before the last pixel, nothing is missing.")
def minus_sign_dropped(size, kernel, stride):
    missing = abs((-(-size // stride) - 1) * stride + kernel - size)
    return missing // 2, missing - missing // 2


@mistake("same_padding", "That is right for stride 1 only: kernel - 1 zeros in all. With a larger stride the last window begins earlier or later; compute where it ends.")
def as_for_stride_one(size, kernel, stride):
    return (kernel - 1) // 2, kernel // 2


@mistake("same_padding", "Right, but the course's own function did the work. Repair the three lines.", seen=lambda function: mentions(function, "reference"))
def reference_padded(size, kernel, stride):
    return reference.geometry((size,), (kernel,), stride=stride, padding="same").pads[0]


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


@mistake("conv2d", "All is 0 but the first place: `return` stands inside the loops and ends them in the first round. Move it to the left.")
def returns_after_the_first_place(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r in range(height):
        for c in range(width):
            window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
            result[:, r, c] = np.tensordot(window, kernels, axes=3) + bias
            return result


@mistake("conv2d", "All is 0 but the first place of filter 0: `return` stands inside the loops and ends them in the first round. Move it to the left.")
def returns_after_the_first_filter(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
        return result


@mistake("conv2d", "The first row of places is right, the others are 0: `return` stands inside the loop over rows. Move it to the left.")
def returns_after_the_first_row(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r in range(height):
        for c in range(width):
            window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
            result[:, r, c] = np.tensordot(window, kernels, axes=3) + bias
        return result


@mistake("conv2d", "The last row and the last column of places are missing: there is one window more than there are steps.")
def last_places_left_out(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height - 1, width - 1, filters))
    for r in range(height - 1):
        for c in range(width - 1):
            window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
            result[:, r, c] = np.tensordot(window, kernels, axes=3) + bias
    return result


@mistake("conv2d", "The last row and the last column of places stay 0: `range` stops before its end, so range(height) is enough.")
def last_places_stay_zero(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r in range(height - 1):
        for c in range(width - 1):
            window = padded[:, r * stride[0] : r * stride[0] + high, c * stride[1] : c * stride[1] + wide]
            result[:, r, c] = np.tensordot(window, kernels, axes=3) + bias
    return result


@mistake("conv2d", "Fractions were cut off: the array for the results holds whole numbers only. np.zeros makes room for fractions unless you tell it otherwise.")
def whole_numbers_only(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters), dtype=int)
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "The windows stand in the wrong columns: their left edge moves by the stride of the rows. Across it is stride[1].")
def step_down_for_both(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[0]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Right shape, but the rows of the windows are not `stride` apart: r counts places, not pixels.")
def windows_without_steps(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r, c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Right shape, but the columns of the windows are not `stride` apart: c counts places, not pixels.")
def columns_without_steps(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "The border is not made of zeros: np.pad was told to repeat or mirror the edge.")
def border_repeated(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)), mode="edge")
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "The zeros went to other axes. Axis 0 is the batch and gets none; rows are axis 1, columns axis 2.")
def pads_the_batch(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((padding[0],) * 2, (padding[1],) * 2, (0, 0), (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Each axis got the whole pair `padding`: padding[0] above and padding[1] below. Rows need padding[0] on both sides, columns padding[1].")
def padding_pair_for_each_axis(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), padding, padding, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Several numbers came for a place and filter where one belongs. Either the channels were not summed (axis 3 of the window), or the whole bias was added in place of bias[k].")
def window_channels_not_summed(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2)) + bias[k]
    return result


@mistake("conv2d", "kernels[k] is row k of all filters. The filter is the *last* axis of kernels.")
def filter_from_the_first_axis(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "A window lay outside the array and was cut short. Your count of places fits a padded picture, but the windows are taken from the bare one.")
def runs_over_the_edge(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = images[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "A window lay outside the array and was cut short: there are too many places. Is the padding counted twice, or the stride not at all?")
def padded_and_counted_twice(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] + 2 * padding[0] - high) // stride[0] + 1, (padded.shape[2] + 2 * padding[1] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Height and width have changed places: shape is (batch, height, width, channels), and kernels have rows first too.")
def rows_taken_for_columns(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    wide, high, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height, width = (padded.shape[1] - high) // stride[0] + 1, (padded.shape[2] - wide) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "Right, but the course's own function did the work. Write the loops once yourself.", seen=lambda function: mentions(function, "convolution", "convolution_by_loops", "im2col"))
def reference_did_the_layer(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    return reference.convolution(images, kernels, bias, stride=stride, padding=padding)


@mistake("conv2d", "Right shape, but the zeros lie elsewhere: in np.pad the two paddings have changed places. padding[0] is for rows (above and below), padding[1] for columns.")
def paddings_exchanged_in_np_pad(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[1],) * 2, (padding[0],) * 2, (0, 0)))
    height = (images.shape[1] - high + 2 * padding[0]) // stride[0] + 1
    width = (images.shape[2] - wide + 2 * padding[1]) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "A window lay outside the array: np.pad was given the whole pair `padding` for each axis, padding[0] before and padding[1] after. Rows need padding[0] on both sides, columns padding[1].")
def whole_padding_for_each_axis(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), padding, padding, (0, 0)))
    height = (images.shape[1] - high + 2 * padding[0]) // stride[0] + 1
    width = (images.shape[2] - wide + 2 * padding[1]) // stride[1] + 1
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


@mistake("conv2d", "The result has no axis for the batch, but four places were written to. Its shape is (batch, height, width, filters).")
def result_without_a_batch(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    high, wide, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    height = (images.shape[1] - high + 2 * padding[0]) // stride[0] + 1
    width = (images.shape[2] - wide + 2 * padding[1]) // stride[1] + 1
    result = np.zeros((height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide]
        result[:, r, c, k] = np.sum(window * kernels[..., k], axis=(1, 2, 3)) + bias[k]
    return result


# parameters


@mistake("parameters", "The channels are missing: a filter has a slice of weights for each channel.")
def forgets_channels(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] + 1) * filters


@mistake("parameters", "Neither channels nor biases are counted: this is the formula from the box.")
def formula_of_the_box(kernel, channels, filters, groups=1):
    return kernel[0] * kernel[1] * filters


@mistake("parameters", "The biases are missing: each filter has one.")
def forgets_biases(kernel, channels, filters, groups=1):
    return kernel[0] * kernel[1] * channels // groups * filters


@mistake("parameters", "One bias for the whole layer. Each filter has its own: put the + 1 inside the brackets.")
def one_bias_for_all(kernel, channels, filters, groups=1):
    return kernel[0] * kernel[1] * channels // groups * filters + 1


@mistake("parameters", "A bias for each channel of each filter. All channels are added up first; a filter has one bias.")
def bias_for_each_channel(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] + 1) * channels * filters


@mistake("parameters", "The height of the kernel was used twice. A kernel need not be square: kernel[0] * kernel[1].")
def square_kernel(kernel, channels, filters, groups=1):
    return (kernel[0] ** 2 * channels // groups + 1) * filters


@mistake("parameters", "Channels and filters have changed places: each of the `filters` filters has one bias and a slice for each channel.")
def channels_for_filters(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] * filters + 1) * channels


@mistake("parameters", "The groups are ignored: a filter reaches through the channels of its own group only.")
def groups_ignored(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] * channels + 1) * filters


@mistake("parameters", "Everything was divided by the groups, the biases too. Each filter keeps its bias; only its channels become fewer.")
def biases_divided_too(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] * channels + 1) * filters // groups


@mistake("parameters", "Both channels and filters were divided: that is one group alone. All groups together still hold all the filters.")
def one_group_alone(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] * channels // groups + 1) * (filters // groups)


@mistake("parameters", "The count grew by the groups. Groups save parameters: a filter sees fewer channels.")
def multiplied_by_the_groups(kernel, channels, filters, groups=1):
    return (kernel[0] * kernel[1] * channels + 1) * filters * groups


@mistake("parameters", "The two sides of the kernel were added. A window of 3 by 2 has six places: multiply.")
def sides_added(kernel, channels, filters, groups=1):
    return ((kernel[0] + kernel[1]) * channels // groups + 1) * filters


@mistake("parameters", "`kernel` is a pair, and a pair times a number repeats the pair. Take its two numbers, kernel[0] and kernel[1].")
def pair_as_a_number(kernel, channels, filters, groups=1):
    return (kernel * channels + 1) * filters


@mistake("parameters", "Right, but the course's own function did the work. Write the formula yourself.", seen=lambda function: mentions(function, "reference"))
def reference_counted(kernel, channels, filters, groups=1):
    return reference.convolution_parameters(kernel, channels, filters, groups=groups)


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


@mistake("multiply_adds", "Twice too many: a multiplication with its addition is one multiply-add, not two.")
def counts_additions_too(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))
    return 2 * height * width * kernel[0] * kernel[1] * channels * filters


@mistake("multiply_adds", "The work of stride 1 was divided by the strides. That is near, but the places are rounded down for each axis by itself: use your output_shape.")
def divided_by_the_strides(size, kernel, channels, filters, stride, padding):
    height, width = size[0] - kernel[0] + 2 * padding[0] + 1, size[1] - kernel[1] + 2 * padding[1] + 1
    return height * width * kernel[0] * kernel[1] * channels * filters // (stride[0] * stride[1])


@mistake("multiply_adds", "These are the products at one place. The window stands at every place of the output.")
def work_of_one_place(size, kernel, channels, filters, stride, padding):
    return kernel[0] * kernel[1] * channels * filters


@mistake("multiply_adds", "These are the numbers of the output. Each of them is a sum of many products.")
def numbers_of_the_output(size, kernel, channels, filters, stride, padding):
    height, width = ((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, stride, padding, strict=True))
    return height * width * filters


@mistake("multiply_adds", "Right, but the course's own function did the work. Use your own output_shape.", seen=lambda function: mentions(function, "reference"))
def reference_did_the_count(size, kernel, channels, filters, stride, padding):
    places = reference.output_size(size, kernel, stride=stride, padding=padding)
    return reference.convolution_multiply_adds(places, kernel, channels, filters)


# small_layer


@mistake(
    "small_layer",
    "Three pairs are wanted, each in its own brackets: the filter, the stride, the padding. In each pair rows come first.",
    seen=lambda layer: np.shape(layer) != (3, 2),
)
def not_three_pairs():
    return (3, 5, 3, 5, 0, 0)


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
    "Too many parameters: (height * width * 3 + 1) * 8 is above 600. How large may height times width be at most?",
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


@mistake("count_network", "After the dense layer its inputs are wrong: it has as many outputs as units, and these are the channels of the next layer, at a single place.")
def dense_keeps_channels(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = given[0] if kind == "conv" else channels
    return counts


@mistake("count_network", "The layer after a dense layer sees the old maps. A dense layer puts out one number for each unit, and no map is left.")
def dense_changes_nothing(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        if kind != "dense":
            size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
            channels = given[0] if kind == "conv" else channels
    return counts


@mistake("count_network", "After the convolution the channels are still those of the picture. Its filters are the channels of what comes next.")
def conv_keeps_channels(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = given[0] if kind == "dense" else channels
    return counts


@mistake("count_network", "The convolution leaves the size as it was. Without padding its map is smaller than its input.")
def conv_keeps_size(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel = given[1] if kind == "conv" else given[0] if kind == "pool" else size
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        if kind != "conv":
            size = tuple(n // f for n, f in zip(size, kernel, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The pool moves by one pixel in your count. It steps by its own size, so that its blocks do not overlap.")
def pool_of_stride_one(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        size = tuple(n - f + 2 * p + 1 for n, f, p in zip(size, kernel, padding, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The pool always steps by 2 in your count. It steps by its own size, down and across.")
def pool_of_stride_two(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = (2, 2) if kind == "pool" else (1, 1)
        counts.append(0 if kind == "pool" else (kernel[0] * kernel[1] * channels + 1) * given[0])
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The pool always halves the size in your count. It has its own window, down and across.")
def pool_halves(size, channels, layers):
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
            size = (size[0] // 2, size[1] // 2)
        else:
            kernel, padding = given[1:] if kind == "conv" else (size, (0, 0))
            counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
            size, channels = tuple(n - f + 2 * p + 1 for n, f, p in zip(size, kernel, padding, strict=True)), given[0]
    return counts


@mistake("count_network", "The pool left a fraction of a row or column. What does not fill a whole window is dropped: round down.")
def pool_leaves_fractions(size, channels, layers):
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
            size = (size[0] / given[0][0], size[1] / given[0][1])
        else:
            kernel, padding = given[1:] if kind == "conv" else (size, (0, 0))
            counts.append((kernel[0] * kernel[1] * channels + 1) * given[0])
            size, channels = tuple((n - f + 2 * p) // 1 + 1 for n, f, p in zip(size, kernel, padding, strict=True)), given[0]
    return counts


@mistake("count_network", "The list has only the first layer: `return` stands inside the loop. Move it to the left.")
def returns_after_the_first_layer(size, channels, layers):
    for _, filters, kernel, _ in layers:
        return [(kernel[0] * kernel[1] * channels + 1) * filters]


@mistake("count_network", "Right, but the course's own function did the work. Follow size and channels yourself.", seen=lambda function: mentions(function, "reference"))
def reference_counted_the_network(size, channels, layers):
    made = {"conv": reference.Conv, "pool": reference.Pool, "dense": reference.Dense}
    stack = [made[kind](*given[:2], padding=given[2]) if kind == "conv" else made[kind](given[0]) for kind, *given in layers]
    first = next((number for number, layer in enumerate(layers) if layer[0] == "dense"), len(stack))
    stack.insert(first, reference.Flatten())
    counted = [count.parameters for count in reference.count_layers(stack, (*size, channels))]
    return counted[:first] + counted[first + 1 :]


@mistake("count_network", "The height and width of a map were taken for those of the filter. A convolution counts its kernel; only a dense layer counts the whole map.")
def map_for_kernel(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        out = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        seen = out if kind == "conv" else kernel
        counts.append(0 if kind == "pool" else (seen[0] * seen[1] * channels + 1) * given[0])
        size, channels = out, channels if kind == "pool" else given[0]
    return counts


@mistake("count_network", "The pool was counted as if it had weights. It has nothing to learn.")
def pool_with_weights(size, channels, layers):
    counts = []
    for kind, *given in layers:
        kernel, padding = given[1:] if kind == "conv" else (given[0], (0, 0)) if kind == "pool" else (size, (0, 0))
        step = given[0] if kind == "pool" else (1, 1)
        filters = channels if kind == "pool" else given[0]
        counts.append((kernel[0] * kernel[1] * channels + 1) * filters)
        size = tuple((n - f + 2 * p) // s + 1 for n, f, s, p in zip(size, kernel, step, padding, strict=True))
        channels = filters
    return counts


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


@mistake("conv2d_im2col", "The two strides have changed places: rows are kept with stride[0], columns with stride[1].")
def strides_exchanged(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[1], :: stride[0]]
    windows = np.moveaxis(windows, 3, -1)
    columns = kernels.reshape(-1, kernels.shape[-1])
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(*windows.shape[:3], -1)


@mistake("conv2d_im2col", "The slice skips pictures of the batch, or rows for columns: axis 0 of the windows is the batch. Leave it whole, and step through axes 1 and 2.")
def pictures_skipped(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:: stride[0], :: stride[1]]
    windows = np.moveaxis(windows, 3, -1)
    columns = kernels.reshape(-1, kernels.shape[-1])
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(*windows.shape[:3], -1)


@mistake("conv2d_im2col", "The table was folded back with width before height. Its rows run through the batch, then down, then across.")
def folded_columns_first(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    windows = np.moveaxis(windows, 3, -1)
    columns = kernels.reshape(-1, kernels.shape[-1])
    batch, height, width = windows.shape[:3]
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(batch, width, height, -1)


@mistake("conv2d_im2col", "Right shape, but the table was folded with the filters before the places. In the product the filter is the last axis already: keep it last.")
def folded_filters_first(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    windows = np.moveaxis(windows, 3, -1)
    columns = kernels.reshape(-1, kernels.shape[-1])
    batch, height, width = windows.shape[:3]
    table = windows.reshape(-1, len(columns)) @ columns + bias
    return np.moveaxis(table.reshape(batch, -1, height, width), 1, -1)


@mistake("conv2d_im2col", "The column j was moved to the front, not the channel to the end. np.moveaxis takes first the axis to move, then where it goes.")
def last_axis_moved_forward(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(images, ((0, 0), (padding[0],) * 2, (padding[1],) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    windows = np.moveaxis(windows, -1, 3)
    columns = kernels.reshape(-1, kernels.shape[-1])
    return (windows.reshape(-1, len(columns)) @ columns + bias).reshape(*windows.shape[:3], -1)


@mistake("conv2d_im2col", "Right, but another function did the work: the course's own, or your conv2d. Lay out the windows and multiply yourself.", seen=lambda function: mentions(function, "reference", "conv2d"))
def reference_made_the_table(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    return reference.convolution(images, kernels, bias, stride=stride, padding=padding)
