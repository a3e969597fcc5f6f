"""Known wrong answers of chapter 09, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# fields_by_hand


@mistake("fields_by_hand", "These are the kernels added up. Neighbouring windows overlap: only the first pixel and what each layer adds to it count.")
def kernels_added_up():
    return [12, 11, 10]


@mistake("fields_by_hand", "These are the ways down, the product of the kernels. Many ways lead to the same pixel; count pixels.")
def ways_counted():
    return [81, 40, 14]


@mistake("fields_by_hand", "One pixel is missing in each: what the layers add comes on top of the pixel that even no layer at all sees.")
def first_pixel_left_out():
    return [8, 8, 7]


@mistake("fields_by_hand", "This is what the last layer alone sees of the layer below it. Go on down to the pixels.")
def last_layer_only():
    return [3, 4, 2]


@mistake("fields_by_hand", "This is what the largest kernel sees. Layers on top of each other see more than any of them alone.")
def largest_kernel_only():
    return [3, 5, 7]


@mistake("fields_by_hand", "(iii) is one too large: a kernel of 1 looks at one unit only and adds nothing.")
def kernel_of_one_adds_one():
    return [9, 9, 9]


# layers_needed


@mistake("layers_needed", "Your count stops one layer short where the numbers do not divide: rounded down, the last pixels are not seen.")
def rounded_down(pixels, kernel):
    return (pixels - 1) // (kernel - 1)


@mistake("layers_needed", "Your count is rounded to the nearest whole number. Half a layer cannot be built: when in doubt, one more.")
def rounded_to_nearest(pixels, kernel):
    return round((pixels - 1) / (kernel - 1))


@mistake("layers_needed", "Your count is one too many where the numbers divide: there the layers fit exactly. Was one added always, or the pixel that needs no layer not taken off?")
def always_one_more(pixels, kernel):
    return (pixels - 1) // (kernel - 1) + 1


@mistake("layers_needed", "The pixels are divided by the whole kernel, as if windows did not overlap. Each layer adds less than its kernel.")
def divided_by_the_kernel(pixels, kernel):
    return -(-pixels // kernel)


@mistake("layers_needed", "The first pixel is taken off, but the rest is divided by the whole kernel. Each layer adds less than that.")
def rest_divided_by_the_kernel(pixels, kernel):
    return -((1 - pixels) // kernel)


@mistake("layers_needed", "Each layer was taken to add twice what it does: kernel minus one is what it adds on both sides together.")
def both_sides_counted_twice(pixels, kernel):
    return -((1 - pixels) // (2 * (kernel - 1)))


@mistake("layers_needed", "This is a fraction of a layer. Layers are whole: which whole number is enough?")
def left_as_a_fraction(pixels, kernel):
    return (pixels - 1) / (kernel - 1)


@mistake("layers_needed", "This is the field of so many layers: the formula as it stands. Turn it round, and ask for the layers.")
def field_instead_of_layers(pixels, kernel):
    return pixels * (kernel - 1) + 1


@mistake("layers_needed", "Only kernels of 3 are right: the 2 in 2N + 1 is their kernel minus one.")
def kernels_of_three_only(pixels, kernel):
    return -((1 - pixels) // 2)


@mistake("layers_needed", "Even for a single pixel your function asks for a layer. A pixel sees itself with none.")
def at_least_one(pixels, kernel):
    return max(1, -((1 - pixels) // (kernel - 1)))


# strides_in_order


@mistake("strides_in_order", "A layer's own stride was counted in its own step. Its window still lies on the map below it, where units are as far apart as before.")
def own_stride_counts():
    return [13, 9, 11]


@mistake("strides_in_order", "The strides are left out: after a stride of 2, neighbouring units stand two pixels apart, and a window over them spans more.")
def strides_left_out():
    return [7, 7, 7]


@mistake("strides_in_order", "You read the stacks from the top down. The first stride is that of the layer on the input.")
def read_from_the_top():
    return [7, 11, 9]


@mistake("strides_in_order", "Only the layer right after the stride grew faster. The units stay two apart in all the layers above.")
def only_the_next_layer():
    return [9, 7, 9]


@mistake("strides_in_order", "The field itself was doubled after the stride. What doubles is the step from one unit to the next, and so what later layers add.")
def field_doubled():
    return [10, 14, 12]


@mistake("strides_in_order", "A stride shrinks the map, not the field: the field can only grow from layer to layer.")
def field_halved():
    return [6, 4, 5]


@mistake("strides_in_order", "One pixel is missing in each: what the layers add comes on top of the pixel that sees itself.")
def without_the_first_pixel():
    return [10, 6, 8]


@mistake("strides_in_order", "A layer with a stride of 2 adds 4 here, and the others 2: the stride counts in its own layer, and the layers after it do not feel it. It is the other way round.")
def strided_layer_alone():
    return [9, 9, 9]


# receptive_field


@mistake("receptive_field", "The jump was multiplied by the layer's own stride before the layer was counted. Its taps still lie on the units below it: the stride comes last.")
def stride_first(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        jump *= stride
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
    return size, jump, start


@mistake("receptive_field", "The size is right, the start is not: the jump was already multiplied by the layer's own stride when the padding was counted.")
def start_after_the_stride(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
        start -= padding * jump
    return size, jump, start


@mistake("receptive_field", "The dilation is left out: the taps lie that many units apart.")
def without_dilation(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, _ in layers:
        size += (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "A kernel of k taps has k - 1 gaps between them. Your dilation widens the last tap as well, as if a hole came after it.")
def hole_after_the_last_tap(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += (dilation * kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The jump is left out of the size: a tap further on is not one pixel further on, once a stride lies below.")
def size_without_jump(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1)
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The padding is counted in pixels of the input. It is added on the map below the layer, whose units are a jump apart.")
def padding_in_pixels(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The start has the wrong sign: padding lies before pixel 0, where the indices are negative.")
def start_positive(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start += padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The padding is left out: the start never moves.")
def without_padding(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, _, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "Strides are added here. A stride of 3 on a map whose units are 2 apart makes them 6 apart.")
def jumps_added(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump += stride
    return size, jump, start


@mistake("receptive_field", "The jump is that of the last layer only: it is the product of all the strides so far.")
def last_stride_only(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump = stride
    return size, jump, start


@mistake("receptive_field", "The jump is multiplied by the dilation as well. Dilation pulls the taps of one unit apart; neighbouring units stay where they are.")
def dilation_in_the_jump(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride * dilation
    return size, jump, start


@mistake("receptive_field", "The size begins at 0. Without any layer a pixel sees one pixel: itself.")
def begins_at_zero(layers):
    size, jump, start = 0, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "Each layer adds its whole kernel here. Its first tap lies where the field already is.")
def whole_kernel_added(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * kernel * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The field itself is multiplied by the stride. Only the jump is; the field grows by a sum.")
def field_times_stride(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size = size * stride + dilation * (kernel - 1)
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The list was read from the top down. The first entry is the layer on the input.")
def from_the_top(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in reversed(layers):
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "Padding makes the map larger, and not the window: it moves the start, and adds nothing to the size.")
def padding_adds_to_the_size(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += (dilation * (kernel - 1) + 2 * padding) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The third number is the middle of what unit 0 sees. Asked is its first pixel.")
def middle_for_start(layers):
    size, jump, middle = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        middle += (dilation * (kernel - 1) / 2 - padding) * jump
        jump *= stride
    return size, jump, middle


@mistake("receptive_field", "The size is right, and alone. Return three numbers: size, jump and start.")
def size_alone(layers):
    size, jump = 1, 1
    for kernel, stride, _, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size


@mistake("receptive_field", "Start and jump have changed places: the order is size, jump, start.")
def start_before_jump(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, start, jump


@mistake("receptive_field", "Stride and padding have changed places: a layer is (kernel, stride, padding, dilation).")
def stride_and_padding_swapped(layers):
    size, jump, start = 1, 1, 0
    for kernel, padding, stride, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start


@mistake("receptive_field", "The `return` stands inside the loop: it leaves after the first layer, and without layers it gives nothing.")
def returns_in_the_loop(layers):
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
        return size, jump, start


# dilated


@mistake("dilated", "The kernel was flipped: its first weight belongs to the first of the readings, as layers do it.")
def flipped(signal, kernel, dilation):
    length = len(signal) - dilation * (len(kernel) - 1)
    return sum(weight * signal[t * dilation : t * dilation + length] for t, weight in enumerate(kernel[::-1]))


@mistake("dilated", "The dilation is left out of the taps: they lie side by side. Only the length of the result took note of it.")
def taps_side_by_side(signal, kernel, dilation):
    length = len(signal) - dilation * (len(kernel) - 1)
    return sum(weight * signal[t : t + length] for t, weight in enumerate(kernel))


@mistake("dilated", "This is the kernel without holes: the dilation is not used.")
def without_holes(signal, kernel, dilation):
    length = len(signal) - (len(kernel) - 1)
    return sum(weight * signal[t : t + length] for t, weight in enumerate(kernel))


@mistake("dilated", "Your taps lie dilation + 1 places apart: dilation counts the step from tap to tap, not the skipped readings between them.")
def skipped_readings_counted(signal, kernel, dilation):
    step = dilation + 1
    length = len(signal) - step * (len(kernel) - 1)
    return np.array([sum(w * signal[n + t * step] for t, w in enumerate(kernel)) for n in range(max(length, 0))])


@mistake("dilated", "The window itself jumps by the dilation: that is a stride. Outputs stand at all places where the taps fit; only the taps are pulled apart.")
def stride_instead(signal, kernel, dilation):
    windows = np.lib.stride_tricks.sliding_window_view(signal, len(kernel))
    return windows[::dilation] @ kernel


@mistake("dilated", "Only every so many-th output is there: was the signal thinned out first, or the result? The readings between are starting places as well.")
def signal_thinned_out(signal, kernel, dilation):
    thin = signal[::dilation]
    length = len(thin) - (len(kernel) - 1)
    return sum(weight * thin[t : t + length] for t, weight in enumerate(kernel))


@mistake("dilated", "The last output is missing: there is one more place where all taps still fit.")
def one_output_short(signal, kernel, dilation):
    length = len(signal) - dilation * (len(kernel) - 1) - 1
    return sum(weight * signal[t * dilation : t * dilation + length] for t, weight in enumerate(kernel))


@mistake("dilated", "A kernel of k taps has k - 1 gaps: it spans dilation times k - 1 places and one. You left room for one hole too many.")
def room_for_a_last_hole(signal, kernel, dilation):
    length = len(signal) - dilation * len(kernel) + 1
    return np.array([sum(w * signal[n + t * dilation] for t, w in enumerate(kernel)) for n in range(length)])


@mistake("dilated", "This runs off the end of the signal: the last window starts where its *last* tap still fits, and the taps lie dilation apart.")
def runs_off_the_end(signal, kernel, dilation):
    length = len(signal) - len(kernel) + 1
    return np.array([sum(w * signal[n + t * dilation] for t, w in enumerate(kernel)) for n in range(length)])


@mistake("dilated", "The last windows are cut short: a slice that runs past the end of the signal is shorter than the kernel. Stop where the *last* tap still fits; the taps lie dilation apart.")
def slices_cut_short(signal, kernel, dilation):
    reach = dilation * len(kernel)
    return np.array([np.dot(kernel, signal[n : n + reach : dilation]) for n in range(len(signal) - len(kernel) + 1)])


@mistake("dilated", "Where taps lie outside you put zeros in, and so there are as many outputs as readings. Asked are only the places where all taps fit.")
def padded_at_the_end(signal, kernel, dilation):
    padded = np.concatenate([signal, np.zeros(dilation * (len(kernel) - 1))])
    return sum(weight * padded[t * dilation : t * dilation + len(signal)] for t, weight in enumerate(kernel))


@mistake("dilated", "Where taps lie before the beginning you put zeros in: that is a causal layer, as in WaveNet. Asked are only the places where all taps fit.")
def padded_at_the_front(signal, kernel, dilation):
    padded = np.concatenate([np.zeros(dilation * (len(kernel) - 1)), signal])
    return sum(weight * padded[t * dilation : t * dilation + len(signal)] for t, weight in enumerate(kernel))


@mistake("dilated", "Only the last tap's products are there: `=` wipes out what the taps before have given. Add up.")
def assigned_not_added(signal, kernel, dilation):
    length = len(signal) - dilation * (len(kernel) - 1)
    result = np.zeros(length)
    for t, weight in enumerate(kernel):
        result = weight * signal[t * dilation : t * dilation + length]
    return result


# wavenet


@mistake("wavenet", "This is the span of the last kernel alone, 512 + 1 readings. The layers below it see readings of their own.")
def last_kernel_only():
    return [513, 1539]


@mistake("wavenet", "One reading is missing in each: the dilations are what the layers add to the reading that sees itself.")
def first_reading_left_out():
    return [1023, 3069]


@mistake("wavenet", "A block sees 1,024, but three blocks do not see three times that: the fields of neighbours overlap, and the first reading is counted once.")
def three_times_a_block():
    return [1024, 3072]


@mistake("wavenet", "(i) is right. Blocks multiply only if the doubling goes on from layer to layer; a second block begins again with dilation 1, and adds what the first one adds.")
def blocks_multiplied():
    return [1024, 1024**3]


@mistake("wavenet", "This would be so with dilation 1 everywhere. Each layer adds its dilation times kernel minus one.")
def dilation_left_out():
    return [11, 31]


@mistake("wavenet", "Half of it: the last dilation is 512, and all dilations together are nearly twice that.")
def one_doubling_short():
    return [512, 1534]


@mistake("wavenet", "Twice too much for one block: from 1 to 512 there are ten dilations, not eleven.")
def one_doubling_too_many():
    return [2048, 6142]


# schedule


@mistake("schedule", "This is a single number. Write one dilation for each of the four layers, in brackets.", seen=lambda ds: np.ndim(ds) == 0)
def one_number():
    return 9


@mistake("schedule", "The exercise asks for four layers, one dilation for each.", seen=lambda ds: len(ds) != 4)
def three_layers():
    return [1, 3, 27]


@mistake("schedule", "A dilation is a step from tap to tap, a whole number of places: 0 puts all taps on one pixel, and half a pixel does not exist.", seen=lambda ds: any(d < 1 or d != int(d) for d in ds))
def half_a_pixel():
    return [1, 3, 9.5, 17]


@mistake("schedule", "Doubling suits kernels of 2. With kernels of 3 it leaves no hole, but it does not reach far enough: each pixel in the middle is seen on many ways. Spread the ways out.", seen=lambda ds: list(ds) == [1, 2, 4, 8])
def doubling():
    return [1, 2, 4, 8]


@mistake("schedule", "These reach less than 60 pixels: what they add up to, twice over, and one.", seen=lambda ds: 2 * sum(ds) + 1 < 60)
def too_short():
    return [1, 3, 9, 14]


@mistake("schedule", "All your dilations have a factor in common, so from one unit only pixels at multiples of it are reached: the holes never close.", seen=lambda ds: 2 * sum(ds) + 1 >= 60 and np.gcd.reduce(np.array(ds).astype(int)) > 1)
def all_even():
    return [2, 4, 8, 16]


@mistake("schedule", "It reaches far enough, but there are holes. Look at the layers with the smaller dilations alone: the next dilation may move their field on by no more than its own size.", seen=lambda ds: 2 * sum(ds) + 1 >= 60)
def a_step_too_wide():
    return [1, 2, 9, 20]


# field_of_model


@mistake("field_of_model", "This is the colleague's function, unchanged. Which layers does it leave out, in which order does it count, and which setting of a convolution does it not ask for?")
def unchanged(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            jump = jump * layer.strides
            size = size + (np.array(layer.kernel_size) - 1) * jump
    return size, jump


@mistake("field_of_model", "The strides come in the right place now. Two bugs are left: the rows `dilation` and `pools` of the table show them.")
def only_the_order_repaired(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            size = size + (np.array(layer.kernel_size) - 1) * jump
            jump = jump * layer.strides
    return size, jump


@mistake("field_of_model", "The dilation is in now. Two bugs are left: the rows `strides` and `pools` of the table show them.")
def only_the_dilation_repaired(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            jump = jump * layer.strides
            size = size + np.array(layer.dilation_rate) * (np.array(layer.kernel_size) - 1) * jump
    return size, jump


@mistake("field_of_model", "Pools count now. Two bugs are left: the rows `strides` and `dilation` of the table show them.")
def only_the_pools_repaired(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        jump = jump * getattr(layer, "strides", (1, 1))
        size = size + (np.array(window) - 1) * jump
    return size, jump


@mistake("field_of_model", "Pools are still left out. They have a window and a stride as well.")
def pools_left_out(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            size = size + np.array(layer.dilation_rate) * (np.array(layer.kernel_size) - 1) * jump
            jump = jump * layer.strides
    return size, jump


@mistake("field_of_model", "The strides still come too early: a layer's own stride widens only the layers after it.")
def strides_too_early(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        jump = jump * getattr(layer, "strides", (1, 1))
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
    return size, jump


@mistake("field_of_model", "The dilation is still left out: dilated taps lie further apart.")
def dilation_still_left_out(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + (np.array(window) - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size, jump


@mistake("field_of_model", "A pool has no `dilation_rate`, so asking for it raises an error. Take the step of 1 there; `getattr(layer, name, otherwise)` can say so.")
def dilation_of_a_pool(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "strides"):
            window = layer.kernel_size if hasattr(layer, "kernel_size") else layer.pool_size
            size = size + np.array(layer.dilation_rate) * (np.array(window) - 1) * jump
            jump = jump * layer.strides
    return size, jump


@mistake("field_of_model", "A ReLU, a dropout or a normalisation has no window, so asking it for one raises an error. Pass over layers without.")
def every_layer_has_a_window(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = layer.kernel_size if hasattr(layer, "kernel_size") else layer.pool_size
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
        jump = jump * layer.strides
    return size, jump


@mistake("field_of_model", "Pools make the jump larger here, but add nothing to the size: their window counts as any other.")
def window_of_pools_left_out(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window, spread = getattr(layer, "kernel_size", (1, 1)), getattr(layer, "dilation_rate", (1, 1))
        size = size + np.array(spread) * (np.array(window) - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size, jump


@mistake("field_of_model", "Pools add to the size here, but not to the jump: their stride counts as any other.")
def stride_of_pools_left_out(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
        if hasattr(layer, "kernel_size"):
            jump = jump * layer.strides
    return size, jump


@mistake("field_of_model", "A pool's window was taken for its stride. They are often equal, but a pool has `strides` of its own.")
def pool_size_for_its_stride(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
        jump = jump * (layer.pool_size if hasattr(layer, "pool_size") else getattr(layer, "strides", (1, 1)))
    return size, jump


@mistake("field_of_model", "Height and width have changed places: Keras gives every pair with the height first.")
def width_first(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size[::-1], jump[::-1]


@mistake("field_of_model", "The height's numbers stand for both axes. Count height and width apart: each pair has two entries.")
def height_for_both(model):
    size, jump = 1, 1
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))[0]
        size += getattr(layer, "dilation_rate", (1, 1))[0] * (window - 1) * jump
        jump *= getattr(layer, "strides", (1, 1))[0]
    return (size, size), (jump, jump)


@mistake("field_of_model", "The size is right, and alone: return the size and the jump, two pairs.")
def only_the_size(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + np.array(getattr(layer, "dilation_rate", (1, 1))) * (np.array(window) - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size


@mistake("field_of_model", "A kernel of k taps has k - 1 gaps: dilation times kernel, minus one, makes room for a hole after the last tap.")
def hole_behind_the_last_tap(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        size = size + (np.array(getattr(layer, "dilation_rate", (1, 1))) * window - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size, jump


@mistake("field_of_model", "Python says that a tuple and a number do not go together here: `layer.kernel_size - 1` needs `np.array(...)` around the pair.")
def tuple_minus_number(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            size = size + np.array(layer.dilation_rate) * (layer.kernel_size - 1) * jump
            jump = jump * layer.strides
        elif hasattr(layer, "pool_size"):
            size = size + (np.array(layer.pool_size) - 1) * jump
            jump = jump * layer.strides
    return size, jump


# measured_field


@mistake("measured_field", "This is what moves *any* unit: the score adds up the whole output. Pick the one unit's number.")
def every_unit(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: keras.ops.sum(outputs))
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "Row and column of the unit have changed places: the axes of the outputs are batch, height, width, filters.")
def unit_turned_round(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[1], unit[0], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "A negative gradient counts as well: a nudge of that pixel moves the unit down.")
def positive_only(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] > 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "Only the first channel was looked at. A pixel counts if any of its channels moves the unit.")
def first_channel_only(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(slopes[0, :, :, 0])
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "The channels were added up, and two of opposite sign wipe each other out. A pixel counts if *any* of its channels moves the unit.")
def channels_added_up(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(slopes[0].sum(axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "A pixel counts here only if *all* of its channels move the unit. Any one is enough.")
def all_channels_needed(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.all(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "Your second number is one past the end. Asked is the last pixel that moves the unit.")
def one_past_the_end(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max() + 1), (columns.min(), columns.max() + 1)


@mistake("measured_field", "These are the first ones of rows and columns, then the last ones. Put first and last of the *rows* together, then those of the columns.")
def corners(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), columns.min()), (rows.max(), columns.max())


@mistake("measured_field", "Your columns are those of the first and of the last pixel that NumPy lists, and it lists row by row. The outermost columns may lie in between: take the smallest and the largest.")
def columns_in_reading_order(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows[0], rows[-1]), (columns[0], columns[-1])


@mistake("measured_field", "Columns come first here. Rows first, as in every pair of the course.")
def columns_first(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (columns.min(), columns.max()), (rows.min(), rows.max())


@mistake("measured_field", "These are the sizes of the field. Asked is where it lies: first and last.")
def sizes(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return np.ptp(rows) + 1, np.ptp(columns) + 1


@mistake("measured_field", "The image has no batch axis. `input_gradient` takes images of shape (batch, height, width, channels), even if the batch is of one.")
def without_the_batch(model, unit):
    image = np.ones(model.input_shape[1:])
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "The gradient has four axes, the batch first. These are the extremes of the batch and of the rows: take the image out of the batch.")
def batch_taken_for_rows(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1], 0])
    rows, columns = np.nonzero(slopes)[:2]
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "The unit's row stands where the outputs have their batch: their axes are batch, height, width, filters. Pick the one image of the batch first.")
def unit_without_the_batch(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[unit[0], unit[1], 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


@mistake("measured_field", "The score is not one number: all filters of the unit came. Pick its filter 0 as well.")
def all_filters(model, unit):
    image = np.ones((1, *model.input_shape[1:]))
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, unit[0], unit[1]])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())


# four_times_deeper


@mistake("four_times_deeper", "What a unit can see grows in step with the layers, but what it uses does not: look at the spreads at 10 and at 40 layers.")
def both_in_step():
    return [4, 4]


@mistake("four_times_deeper", "Factors, not powers: four times as many layers of 2 pixels each make the field about so many times as wide.")
def powers():
    return [1, 0.5]


@mistake("four_times_deeper", "(ii) is right. But the receptive field adds 2 pixels with every layer: compare 2N + 1 for both depths.")
def both_with_the_root():
    return [2, 2]


@mistake("four_times_deeper", "The two have changed places: the limit grows faster than what is used of it.")
def swapped():
    return [2, 4]


@mistake("four_times_deeper", "These are the factors before rounding. Asked is each to the nearest whole number.", seen=lambda factors: list(np.round(factors)) == [4, 2] and list(factors) != [4, 2])
def not_rounded():
    return [3.86, 2]


@mistake("four_times_deeper", "These are factors of the number of pixels, height times width. Asked is the factor along one axis.")
def areas():
    return [16, 4]


@mistake("four_times_deeper", "These are the size and the spread at 40 layers. Divide them by those at 10.")
def sizes_at_forty():
    return [81, 5]


@mistake("four_times_deeper", "(i) is right. (ii) is nearer to the difference of the two spreads than to how many times one is the other: divide.")
def difference():
    return [4, 3]
