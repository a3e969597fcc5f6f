"""Known wrong answers of chapter 06, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# tied_weights


@mistake("tied_weights", "This is what the first window alone collects. Each weight also acts on the second output: add that window's part.")
def first_window_only():
    return [2, 4, 6, 2]


@mistake("tied_weights", "This is what the last window alone collects, as if it had wiped out the first. The two parts are added up.")
def last_window_only():
    return [-2, 0, -1, -4]


@mistake("tied_weights", "You took the mean of the two places. A nudge of the shared weight moves both places in full, so their parts are added.")
def mean_of_the_places():
    return [0, 2, 2.5, -1]


@mistake("tied_weights", "The two gradients have changed places: 2 arrives at the first window, -1 at the second.")
def gradients_swapped():
    return [3, -2, -1, 7]


@mistake("tied_weights", "The kernel was flipped: a lies at the upper left of the window, d at the lower right. Nothing is turned in this course's layers.")
def kernel_flipped():
    return [-2, 5, 4, 0]


@mistake("tied_weights", "The gradients that arrive are missing: these are the sums of the inputs under each weight. Multiply each input by the gradient of its window first.")
def gradients_left_out():
    return [3, 2, 4, 5]


# parameter_gradients


@mistake("parameter_gradients", "For the kernel only the last window counts: with = each place wipes out the one before it. The weight was used at every place, so add up with +=.")
def assigns_window_after_window(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total = np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "The bias has one gradient for each place: you summed over the batch only. The same bias is added at every place of every picture.")
def bias_not_summed_over_places(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=0)


@mistake("parameter_gradients", "The bias has one gradient for each picture: you summed over the places only. All pictures of the batch use the same bias.")
def bias_not_summed_over_batch(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(1, 2))


@mistake("parameter_gradients", "For the bias you took the mean instead of the sum. The division by the batch was done at the loss, once; here everything is added up.")
def bias_is_a_mean(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.mean(axis=(0, 1, 2))


@mistake("parameter_gradients", "The gradient of the kernel came out turned by half a turn. The forward pass does not flip the kernel, so tap (i, j) meets the input i rows down and j columns right.")
def kernel_gradient_flipped(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total[::-1, ::-1], output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "The stride was ignored: gradient (r, c) met the window that begins at row r, column c. That window begins at row r * down, column c * right.")
def stride_ignored(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    high, wide = kernel_size
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        total += np.tensordot(padded[:, r : r + high, c : c + wide], output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "Padding of rows and columns have changed places: the first number is for rows, above and below.")
def padding_swapped(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[1], padding[1]), (padding[0], padding[0]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "Only the first picture of the batch was used. All of them pushed on the same kernel and the same bias: add up over the batch.")
def first_picture_only(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:1, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:1, r, c], axes=(0, 0))
    return total, output_gradient[0].sum(axis=(0, 1))


@mistake("parameter_gradients", "The images were not padded, so the windows at the end are cut short or do not exist. Pad them first, as the forward pass did.")
def images_not_padded(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = images
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "The two strides have changed places in the window: the first number moves it down, the second to the right.")
def strides_of_kernel_swapped(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (right, down) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "You divided by the number of pictures. The mean over the batch is taken once, at the loss; here everything is added up.")
def divided_by_the_batch(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total / len(images), output_gradient.sum(axis=(0, 1, 2)) / len(images)


@mistake("parameter_gradients", "The kernel was divided by the number of pictures. The mean over the batch is taken once, at the loss; here its parts are added up.")
def kernel_divided_by_the_batch(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total / len(images), output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "Only the first window counts: does the `return` stand inside the loop? It ends the function at the first place.")
def returns_inside_the_loop(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
        return total, output_gradient.sum(axis=(0, 1, 2))


@mistake("parameter_gradients", "Both are there, in the wrong order: the kernel first, then the bias.")
def bias_before_kernel(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return output_gradient.sum(axis=(0, 1, 2)), total


@mistake("parameter_gradients", "For the bias you added up over the filters too. Each filter has a bias of its own: keep that axis.")
def bias_summed_over_filters(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum()


# input_gradient


@mistake("input_gradient", "Where windows overlap, the later copy wiped out the earlier ones. A pixel that acts on several outputs is blamed for each: add with += instead of =.")
def copies_wipe_each_other_out(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] = copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "The kernel was turned by half a turn. If you scatter, lay it down as it is written: weight (i, j) goes back along the connection on which it came. (Gathering with a sliding window would need the flip.)")
def copies_are_flipped(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel[::-1, ::-1], axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "The padding is still there: the result is larger than the image. Cut off what lies outside it, padding[0] rows above and below, padding[1] columns left and right.")
def padding_left_on(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded


@mistake("input_gradient", "The padding was cut off at the end only, so everything is shifted: the image begins at row padding[0], column padding[1] of the padded one.")
def cut_at_the_wrong_end(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, : size[0], : size[1]]


@mistake("input_gradient", "The stride was ignored: copy (r, c) belongs on the window that begins at row r * down, column c * right.")
def copies_without_stride(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    high, wide, channels, _ = kernel.shape
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        padded[:, r : r + high, c : c + wide] += np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "The two strides have changed places: the first number moves the window down, the second to the right.")
def strides_swapped(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (right, down) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "Every picture got the copies of the first one. Each picture of the batch has gradients of its own.")
def batch_of_one(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[0, r, c], kernel, axes=(0, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "Nothing is left without padding: a slice from 0 to -0 is empty. Say where the image ends by its size, and not by counting from the end.")
def cut_from_minus_zero(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : -padding[0], padding[1] : -padding[1]]


@mistake("input_gradient", "The array is too small for the copies at its end: it has no room for padding. Padding lies on both sides, so twice padding[0] rows and twice padding[1] columns come on top of the image.")
def no_room_for_padding(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0], size[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded


@mistake("input_gradient", "The array is too small for the copies at its end: padding was counted on one side only. It lies above and below, left and right.")
def room_on_one_side(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + padding[0], size[1] + padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "Padding of rows and columns have changed places: the first number is for rows, above and below.")
def padding_of_input_swapped(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    padding = (padding[1], padding[0])
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


@mistake("input_gradient", "Only one copy was laid down: does the `return` stand inside the loop? It ends the function at the first place.")
def returns_after_one_copy(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    padded = np.zeros((len(output_gradient), size[0] + 2 * padding[0], size[1] + 2 * padding[1], channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
        return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]


# who_receives


@mistake("who_receives", "At the tie the last of the equal values received the gradient. The rule of this course: the first, reading row by row.")
def tie_goes_to_the_last():
    return [1, 0, 0, 3]


@mistake("who_receives", "Places are counted from 0: the upper right is place 1, the lower left place 2.")
def counted_from_one():
    return [2, 1, 1, 2]


@mistake("who_receives", "You followed the entry that was changed. The gradient goes to the largest of the four, changed or not.")
def the_changed_entry():
    return [2, 0, 1, 3]


@mistake("who_receives", "The gradient does not stay with the upper right place. Find the largest entry anew in each of the four cases.")
def always_upper_right():
    return [1, 1, 1, 1]


@mistake("who_receives", "These are the largest values. Asked is where they stand: 0, 1 in the first row, 2, 3 in the second.")
def values_for_places():
    return [8, 9, 6, 8]


@mistake("who_receives", "The places are counted row by row: 0, 1 in the first row, 2, 3 in the second. So are ties. You went down the columns.")
def column_by_column():
    return [2, 0, 0, 2]


@mistake("who_receives", "The changes were piled up. Each time begin with the original window, and change one entry.")
def changes_piled_up():
    return [1, 0, 0, 0]


# pool_backward


@mistake("pool_backward", "Where windows overlap, the later one wiped out the earlier. An entry collects from every window it belongs to: add with += instead of =.")
def windows_wipe_each_other_out(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] = share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "At a tie every one of the equal values received the whole gradient, so more came out than went in. The rule of this course: only the first of them, row by row.")
def every_tied_maximum(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = maps[place] == maps[place].max() if kind == "max" else np.full(size, 1 / (high * wide))
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "At a tie the gradient was shared out among the equal values. Some programs do that; the rule of this course gives all of it to the first, row by row.")
def shared_among_ties(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = maps[place] == maps[place].max() if kind == "max" else np.ones(size)
        result[place] += share / share.sum() * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "At a tie the last of the equal values received the gradient. The rule of this course: the first, row by row. Did you compare with >= instead of >?")
def last_of_ties(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide)[::-1].reshape(size) == np.argmax(maps[place].ravel()[::-1])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "For \"average\" every entry received the whole gradient. It is one of height times width entries of its window, and gets that part.")
def average_not_divided(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.ones(size)
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "The average is divided by the wrong count: by rows times columns of the stride. The mean was over the window: divide by its own height times width.")
def average_divided_by_stride(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (down * right))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "The average is divided by the wrong count: by the height of the window squared. It has height times width entries, and here they differ.")
def average_divided_by_square(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / high**2)
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "The stride was ignored: window (r, c) begins at row r * down, column c * right.")
def pool_without_stride(output_gradient, maps, size, stride, kind):
    high, wide = size
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r, r + high), slice(c, c + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "Only the first picture of the batch received anything.")
def pool_first_picture_only(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for _, r, c, d in np.ndindex(1, *output_gradient.shape[1:]):
        place = (0, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[0, r, c, d]
    return result


@mistake("pool_backward", "The two strides have changed places: the first number moves the window down, the second to the right.")
def strides_of_pool_swapped(output_gradient, maps, size, stride, kind):
    (high, wide), (right, down) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "Only one number arrived where there are many: does the `return` stand inside the loop? It ends the function too early.")
def returns_after_one_number(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
        return result


@mistake("pool_backward", "Max is right. For \"average\", where windows overlap, the later one wiped out the earlier: add with += there too.")
def average_wipes_out(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        old = result[place] if kind == "max" else 0
        result[place] = old + share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "Everything landed at the upper left: the winner's row and column were counted inside its window. Add where the window begins.")
def winner_placed_from_the_corner(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            flat = np.argmax(maps[place])
            result[n, flat // wide, flat % wide, d] += output_gradient[n, r, c, d]
            continue
        result[place] += share * output_gradient[n, r, c, d]
    return result


@mistake("pool_backward", "The winner landed at a wrong place of its window. `np.argmax` counts row by row, so its number is divided by the *width* of the window, and not by the height.")
def number_divided_by_the_height(output_gradient, maps, size, stride, kind):
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            flat = np.argmax(maps[place])
            result[n, r * down + flat // high, c * right + flat % high, d] += output_gradient[n, r, c, d]
            continue
        result[place] += share * output_gradient[n, r, c, d]
    return result


# collector


@mistake("collector", "Some of the twelve numbers are equal. Without ties there is no doubt about the winner.", seen=lambda numbers: numbers.size == 12 and np.unique(numbers).size < 12)
def all_equal():
    return [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]


@mistake(
    "collector",
    "Your largest number stands at the edge, where at most two windows see it (one in a corner). Put it where four windows overlap.",
    seen=lambda numbers: (
        numbers.shape == (3, 4) and np.unravel_index(numbers.argmax(), (3, 4)) not in ((1, 1), (1, 2))
    ),
)
def row_by_row():
    return [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]


@mistake(
    "collector",
    "The largest number is well placed: four windows are its own. But two windows are left, and they have different winners. Which entry is in both?",
    seen=lambda numbers: numbers.shape == (3, 4) and np.unravel_index(numbers.argmax(), (3, 4)) in ((1, 1), (1, 2)),
)
def second_in_a_corner():
    return [[1, 2, 3, 11], [5, 12, 4, 6], [7, 8, 9, 10]]


# score_gradient


@mistake("score_gradient", "This is the gradient of the sum of the losses. The loss of a batch is the mean: divide by the number of images.")
def sum_for_mean(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) - np.eye(scores.shape[1])[labels]


@mistake("score_gradient", "The sign is wrong: truth minus probability. Raising the right score lowers the loss, so its gradient is negative: probability minus truth.")
def truth_minus_probability(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (np.eye(scores.shape[1])[labels] - powers / powers.sum(axis=1, keepdims=True)) / len(labels)


@mistake("score_gradient", "You divided by all numbers of the array, images times classes. The mean of the loss is over the images only.")
def divided_by_all_numbers(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True) - np.eye(scores.shape[1])[labels]) / scores.size


@mistake("score_gradient", "These are the probabilities, divided by the batch. The truth is missing: subtract 1 at each image's label.")
def truth_forgotten(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) / len(labels)


@mistake("score_gradient", "The 1 was subtracted from the scores, and not from the probabilities: softmax first.")
def scores_for_probabilities(scores, labels):
    return (scores - np.eye(scores.shape[1])[labels]) / len(labels)


@mistake("score_gradient", "You subtracted 1 in whole columns: `gradient[:, labels]` means those classes for every image. Each image has its own label: `gradient[np.arange(len(labels)), labels]`.")
def whole_columns(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[:, labels] -= 1
    return gradient / len(labels)


@mistake("score_gradient", "You changed the caller's scores: the softmax was written into them. Make a new array.")
def writes_into_the_scores(scores, labels):
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    scores[np.arange(len(labels)), labels] -= 1
    return scores / len(labels)


@mistake("score_gradient", "e to the power of 1000 is too large for the computer: infinity by infinity is no number. Take the largest score *of each row* off first, as in chapter 5; the probabilities stay the same.")
def powers_overflow(scores, labels):
    with np.errstate(all="ignore"):
        powers = np.exp(scores)
        gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake("score_gradient", "The powers were divided by the sum over the images. The probabilities of *one* image sum to 1: divide each row by its own sum.")
def sum_over_the_images(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=0)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake("score_gradient", "You subtracted the labels themselves. A label is the *number* of the right column: 1 is subtracted there, and nothing elsewhere.")
def labels_subtracted(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True) - labels[:, np.newaxis]) / len(labels)


@mistake("score_gradient", "Only the right class got a gradient. The other scores are pushed down: theirs is their probability, divided by the batch.")
def right_class_only(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    truth = np.eye(scores.shape[1])[labels]
    return (powers / powers.sum(axis=1, keepdims=True) - 1) * truth / len(labels)


@mistake("score_gradient", "The powers were divided by the sum of the whole array. The probabilities of *one* image sum to 1: divide each row by its own sum.")
def sum_over_everything(scores, labels):
    powers = np.exp(scores - scores.max())
    gradient = powers / powers.sum()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake("score_gradient", "The sums of the rows lie in one row, and do not fit beside the array. Keep them as a column: `keepdims=True`.")
def sums_not_kept_as_a_column(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


@mistake("score_gradient", "You took the largest score of the whole batch off. A row far below it is left with powers of 0, and 0 by 0 is no number: take the largest of each row off.")
def largest_of_the_batch(scores, labels):
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max())
        gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


# measured_gradient


@mistake("measured_gradient", "This is the one-sided difference, (L(w + h) - L(w)) / h. It misses by a part of h. Nudge up and down, and divide by 2h.")
def one_sided(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point)) / step
    return slopes


@mistake("measured_gradient", "Every slope is twice what it should be: between w - h and w + h lie 2h, not h.")
def divided_by_one_step(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / step
    return slopes


@mistake("measured_gradient", "All entries were nudged at once, so every slope is the sum of all of them. Nudge one entry, and leave the others.")
def all_at_once(loss, point, step=1e-5):
    return np.full(point.shape, (loss(point + step) - loss(point - step)) / (2 * step))


@mistake("measured_gradient", "The nudges are not taken back: from the second entry on, the earlier entries are still moved. Start from the untouched point each time.")
def nudges_pile_up(loss, point, step=1e-5):
    slopes, moved = np.zeros(point.shape), point.copy()
    for place in np.ndindex(point.shape):
        moved[place] += step
        above = loss(moved)
        moved[place] -= 2 * step
        slopes[place] = (above - loss(moved)) / (2 * step)
    return slopes


@mistake("measured_gradient", "Right slopes, but you moved the caller's point and did not put it back. Work on a copy, or undo each nudge.")
def point_left_changed(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / (2 * step)
    point += step
    return slopes


@mistake("measured_gradient", "The sign is wrong: it is up minus down, L(w + h) - L(w - h).")
def down_minus_up(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point - nudge) - loss(point + nudge)) / (2 * step)
    return slopes


@mistake("measured_gradient", "For an array with several axes whole rows were nudged: `range(len(point))` counts rows only. Use np.ndindex(point.shape).")
def rows_for_entries(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in range(len(point)):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / (2 * step)
    return slopes


@mistake("measured_gradient", "Both losses were taken at the same point: `up = point` gives the array a second name and copies nothing, so the nudges cancel.")
def two_names_for_one_array(loss, point, step=1e-5):
    return np.zeros(point.shape)


@mistake("measured_gradient", "`/ 2 * step` divides by 2 and then *multiplies* by the step. Put brackets round 2h.")
def brackets_missing(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / 2 * step
    return slopes


@mistake("measured_gradient", "Only the first entry has a slope: does the `return` stand inside the loop? It ends the function after one entry.")
def returns_after_one_entry(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / (2 * step)
        return slopes


@mistake("measured_gradient", "Your nudge is always the same: the `step` that the caller asked for was not used.")
def step_of_its_own(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = 1e-5
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / 2e-5
    return slopes


@mistake("measured_gradient", "One number counts rows only, so the count ran past the last row. A place of a larger array has one number for each axis: np.ndindex(point.shape).")
def counts_past_the_rows(loss, point, step=1e-5):
    slopes = np.zeros(point.shape)
    for place in range(point.size):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / (2 * step)
    return slopes


# backward


@mistake("backward", "The weights are right now; kernel and bias are not. Look at the ReLU: its slope, 0 or 1, multiplies the gradient, not its output. And does the bias hear of every picture?")
def relu_and_bias_left(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * active
    return np.einsum("nrcdij,nrck->ijdk", view, g), g[0].sum(axis=(0, 1)), of_weights, of_offsets


@mistake("backward", "Two of three. One bug is left: the gradient is multiplied by ReLU's output. The gate lets it through or stops it: multiply by the slope, 1 where z > 0 and 0 elsewhere.")
def relu_for_its_slope(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * active
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(0, 1, 2)), of_weights, of_offsets


@mistake("backward", "Two of three. One bug is left: the bias hears of the first picture only. Sum over the batch too, axis=(0, 1, 2).")
def bias_of_the_first_picture(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g[0].sum(axis=(0, 1)), of_weights, of_offsets


@mistake("backward", "Two of three. One bug is left: the weights are divided by the batch once more. `cross_entropy_gradient` has done that already.")
def divided_twice(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g / batch, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(0, 1, 2)), of_weights, of_offsets


@mistake("backward", "The weights are still divided by the batch twice, and the ReLU still multiplies by its output. Only the bias is mended so far.")
def only_the_bias_mended(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g / batch, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * active
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(0, 1, 2)), of_weights, of_offsets


@mistake("backward", "Nothing has changed yet: three bugs are left. The first wrong gradient on the way back is that of the weights; start there.")
def nothing_mended(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g / batch, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * active
    return np.einsum("nrcdij,nrck->ijdk", view, g), g[0].sum(axis=(0, 1)), of_weights, of_offsets


@mistake("backward", "The gate lets everything through now: is it gone, or is it a question that is always answered yes, as whether the *output* of ReLU is at least 0? The gradient stops where z is not positive.")
def no_gate(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0)))
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(0, 1, 2)), of_weights, of_offsets


@mistake("backward", "The bias is averaged now. It is added at every place of every picture: sum over batch and places.")
def bias_averaged(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.mean(axis=(0, 1, 2)), of_weights, of_offsets


@mistake("backward", "The ReLU is mended. The weights are still divided by the batch twice, and the bias hears of the first picture only.")
def only_the_gate_mended(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g / batch, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g[0].sum(axis=(0, 1)), of_weights, of_offsets


@mistake("backward", "The bias has a gradient for each picture now. All pictures share it: sum over the batch as well as the places.")
def bias_for_each_picture(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.sum(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(1, 2)), of_weights, of_offsets


@mistake("backward", "The offsets were right before. Their gradient is the plain sum over the batch: the mean was taken at the loss.")
def offsets_broken(images, labels, kernel, bias, weights, offsets):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    z = np.einsum("nrcdij,ijdk->nrck", view, kernel) + bias
    active, batch, rows, columns, filters = np.maximum(z, 0), len(z), z.shape[1] // 2, z.shape[2] // 2, z.shape[3]
    blocks = active[:, : 2 * rows, : 2 * columns].reshape(batch, rows, 2, columns, 2, filters)
    blocks = blocks.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, filters, 4)
    flat = blocks.max(axis=-1).reshape(batch, -1)
    g = np.exp(flat @ weights + offsets)
    g = (g / g.sum(axis=1, keepdims=True) - np.eye(len(offsets))[labels]) / batch
    of_weights, of_offsets = flat.T @ g, g.mean(axis=0)
    wins = np.arange(4) == blocks.argmax(axis=-1)[..., np.newaxis]
    g = ((g @ weights.T).reshape(batch, rows, columns, filters, 1) * wins).reshape(batch, rows, columns, filters, 2, 2)
    g = g.transpose(0, 1, 4, 2, 5, 3).reshape(batch, 2 * rows, 2 * columns, filters)
    g = np.pad(g, ((0, 0), (0, z.shape[1] - 2 * rows), (0, z.shape[2] - 2 * columns), (0, 0))) * (z > 0)
    return np.einsum("nrcdij,nrck->ijdk", view, g), g.sum(axis=(0, 1, 2)), of_weights, of_offsets


# momentum_step


@mistake("momentum_step", "This climbs: the gradient points uphill, so the rate times the gradient is subtracted from the velocity.")
def climbs(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity + rate * gradient
    return weights + velocity, velocity


@mistake("momentum_step", "The velocity points downhill already. Add it to the weights; subtracting it turns the step round.")
def subtracts_the_velocity(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity - rate * gradient
    return weights - velocity, velocity


@mistake("momentum_step", "The weights moved with the old velocity. First the new velocity, then move by it.")
def moves_with_the_old_velocity(weights, velocity, gradient, rate, momentum):
    return weights + velocity, momentum * velocity - rate * gradient


@mistake("momentum_step", "The old velocity is forgotten: this is plain gradient descent. Keep momentum times the velocity.")
def without_memory(weights, velocity, gradient, rate, momentum):
    return weights - rate * gradient, -rate * gradient


@mistake("momentum_step", "The gradient was also multiplied by 1 - momentum. Some programs average like that; here the step is the rate times the gradient.")
def averaging(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity - (1 - momentum) * rate * gradient
    return weights + velocity, velocity


@mistake("momentum_step", "The rate is missing: multiply the gradient by it.")
def without_rate(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity - gradient
    return weights + velocity, velocity


@mistake("momentum_step", "The numbers are right, but you changed the caller's arrays: `*=`, `-=` and `+=` write into them. Make new ones.")
def in_place(weights, velocity, gradient, rate, momentum):
    velocity *= momentum
    velocity -= rate * gradient
    weights += velocity
    return weights, velocity


@mistake("momentum_step", "Both are right, in the wrong order: the weights first, then the velocity.")
def velocity_first(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity - rate * gradient
    return velocity, weights + velocity


@mistake("momentum_step", "The rate multiplies the velocity here, not the gradient. Some programs do that; in this course the velocity is already the step, so the rate belongs to the gradient.")
def rate_at_the_end(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity - gradient
    return weights + rate * velocity, velocity


@mistake("momentum_step", "This velocity points uphill and is subtracted, with the rate. Some programs do that; in this course the velocity points downhill, and the rate is in it.")
def uphill_velocity(weights, velocity, gradient, rate, momentum):
    velocity = momentum * velocity + gradient
    return weights - rate * velocity, velocity


@mistake("momentum_step", "Rate and momentum have changed places: the momentum multiplies the old velocity, the rate the gradient.")
def rate_and_momentum_swapped(weights, velocity, gradient, rate, momentum):
    velocity = rate * velocity - momentum * gradient
    return weights + velocity, velocity


@mistake("momentum_step", "The old velocity was multiplied by 1 - momentum. A momentum of 0.9 keeps nine tenths of it.")
def keeps_the_rest(weights, velocity, gradient, rate, momentum):
    velocity = (1 - momentum) * velocity - rate * gradient
    return weights + velocity, velocity


@mistake("momentum_step", "The new weights are right, and alone. The next step needs the velocity too: return both.")
def weights_alone(weights, velocity, gradient, rate, momentum):
    return weights + momentum * velocity - rate * gradient
