"""Known wrong answers of chapter 13, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# best_first


@mistake("best_first", "You put the deepest first. More layers can do more, but here it is about what training finds in 8 epochs.")
def deeper_is_better():
    return [50, 20, 8]


@mistake("best_first", "50 layers do not come second: look at what is left of learning there, in the demo below.")
def fifty_second():
    return [8, 50, 20]


@mistake("best_first", "You put 20 in front, as the happy middle. For plain layers each further block makes the search harder, and 8 are enough for digits.")
def middle_is_best():
    return [20, 8, 50]


@mistake("best_first", "You put 20 in front and 8 last. More layers can do more, but here it is about what training finds in 8 epochs.")
def middle_then_deep():
    return [20, 50, 8]


@mistake("best_first", "You put the deepest first. It can do all that the others can, but it does not find it.")
def deepest_then_shallow():
    return [50, 8, 20]


# block_by_hand


@mistake("block_by_hand", "A ReLU was set before the sum: the change lost its minus signs, and the block can only add. The ReLU comes after the sum.")
def relu_before_the_sum():
    return [[5, 3, 9, 1], [1, 0, 4, 0]]


@mistake("block_by_hand", "Some of your numbers are below 0: the last ReLU is missing.")
def last_relu_missing():
    return [[5, 1, 9, -6], [1, -2, 4, -7]]


@mistake("block_by_hand", "The ReLU between the two kernels is missing.")
def inner_relu_missing():
    return [[5, 0, 13, 0], [1, 0, 8, 0]]


@mistake("block_by_hand", "The kernels were flipped. In [0, 1, −1] the middle belongs to the pixel itself, and −1 to the one on its right.")
def kernels_flipped():
    return [[8, 0, 7, 1], [4, 0, 2, 0]]


@mistake("block_by_hand", "The two have changed places: (i) is with the shortcut.")
def ways_swapped():
    return [[1, 0, 4, 0], [5, 1, 9, 0]]


@mistake("block_by_hand", "Your (i) adds x to what comes out after the first kernel and its ReLU. The change is what the second kernel makes of that.")
def second_kernel_left_out():
    return [[5, 3, 9, 2], [1, 0, 4, 1]]


# residual_block


@mistake("residual_block", "Nothing is added: without a sum of the input and what the convolutions say, this is a plain block.")
def without_shortcut(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU()(change))


@mistake("residual_block", "What comes out is the second convolution alone: neither sum nor last ReLU.")
def second_convolution_alone(height, width, channels):
    x = keras.Input((height, width, channels))
    return keras.Model(x, convolved(L.ReLU()(convolved(x, channels)), channels))


@mistake("residual_block", "There is a ReLU before the sum. Then what is added is never negative: the block can only make numbers larger. One ReLU between the convolutions, one after the sum.")
def relu_before_and_after_the_sum(height, width, channels):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(L.ReLU()(convolved(x, channels)), channels))
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "The last ReLU stands before the sum and not after it: what is added can only make numbers larger.")
def relu_only_before_the_sum(height, width, channels):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(L.ReLU()(convolved(x, channels)), channels))
    return keras.Model(x, L.Add()([x, change]))


@mistake("residual_block", "The ReLU after the sum is missing.")
def no_relu_after_the_sum(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.Add()([x, change]))


@mistake("residual_block", "The ReLU between the two convolutions is missing: `convolved` has none of its own, and two linear layers in a row are as one.")
def no_relu_between(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(convolved(x, channels), channels)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "Neither ReLU is there: `convolved` has none of its own. One between the convolutions, one after the sum.")
def no_relu_at_all(height, width, channels):
    x = keras.Input((height, width, channels))
    return keras.Model(x, L.Add()([x, convolved(convolved(x, channels), channels)]))


@mistake("residual_block", "Input and change are stacked, so twice as many channels come out. That is DenseNet's way, further below; here they are added.")
def stacked(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU()(L.Concatenate()([x, change])))


@mistake("residual_block", "The shortcut has a 1 by 1 convolution. Where shapes agree, it hands on x as it is.")
def projected_always(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU()(L.Add()([convolved(x, channels, kernel=1), change])))


@mistake("residual_block", "The sum takes what comes out of the first convolution, and not the input of the block: the variable x was overwritten on the way.")
def input_overwritten(height, width, channels):
    x = inputs = keras.Input((height, width, channels))
    x = L.ReLU()(convolved(x, channels))
    change = convolved(x, channels)
    return keras.Model(inputs, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "There is one convolution where two are asked for.")
def one_convolution(height, width, channels):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, channels))
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "The first convolution reaches nobody: the second one takes x again, and not what the first one said.")
def second_takes_x(height, width, channels):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, channels))
    change = convolved(x, channels)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "Height and width have changed places in the input.")
def width_first(height, width, channels):
    x = keras.Input((width, height, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "The convolutions have biases or no normalisation, so the count of what is learnt is another. Take `convolved`.")
def convolutions_of_keras(height, width, channels):
    x = keras.Input((height, width, channels))
    change = L.Conv2D(channels, 3, padding="same", activation="relu")(x)
    change = L.Conv2D(channels, 3, padding="same")(change)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("residual_block", "This is the tensor that comes out. A model has a beginning and an end: `keras.Model(x, y)`.")
def tensor_returned(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return L.ReLU()(L.Add()([x, change]))


@mistake("residual_block", "`L.Add()` takes one list of tensors: mind the square brackets.")
def add_without_a_list(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU()(L.Add()(x, change)))


@mistake("residual_block", "A layer is made first and called then: `L.ReLU()(x)`, two pairs of brackets.")
def layer_not_made(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU(convolved(x, channels)), channels)
    return keras.Model(x, L.ReLU(L.Add()([x, change])))


@mistake("residual_block", "Nothing comes back: does the function end in `return keras.Model(...)`?")
def nothing_returned(height, width, channels):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(x, channels)), channels)
    keras.Model(x, L.ReLU()(L.Add()([x, change])))


# halving_block


@mistake("halving_block", "This is the colleague's block as it was: there is a ReLU too many, a kernel too large, and a padding to mend.")
def as_it_was(height, width, channels, filters):
    return colleagues_block(height, width, channels, filters)


@mistake("halving_block", "Two bugs are mended. Left is \"same\" in the convolution with the stride: on an even size its window stands one pixel too far on.")
def still_same_padding(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(x, filters, strides=2)
    change = convolved(L.ReLU()(change), filters)
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "Two bugs are mended. Left is a ReLU before the sum: what is added there can only be 0 or more.")
def still_relu_before_the_sum(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = L.ReLU()(convolved(L.ReLU()(change), filters))
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "Two bugs are mended. Left is the shortcut: it should look at one pixel, and has nine times the weights that it needs.")
def still_large_projection(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = convolved(L.ReLU()(change), filters)
    shortcut = convolved(x, filters, kernel=3, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "The padding is mended. Read on how a shortcut is projected, and on where ReLUs stand.")
def only_padding_mended(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = L.ReLU()(convolved(L.ReLU()(change), filters))
    shortcut = convolved(x, filters, kernel=3, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "The ReLU before the sum is gone. Left are the projection and the padding of the convolution with the stride.")
def only_relu_mended(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(x, filters, strides=2)
    change = convolved(L.ReLU()(change), filters)
    shortcut = convolved(x, filters, kernel=3, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "The projection is mended. Left are a ReLU that stands too early, and the padding of the convolution with the stride.")
def only_projection_mended(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(x, filters, strides=2)
    change = L.ReLU()(convolved(L.ReLU()(change), filters))
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "Padded twice: the zeros are there already, and \"same\" adds its own. After `ZeroPadding2D` the convolution needs `padding=\"valid\"`.")
def padded_twice(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ReLU()(convolved(L.ZeroPadding2D(1)(x), filters, strides=2)), filters)
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "The shortcut has no stride, so its maps are twice as high and wide as those it is added to.")
def shortcut_without_stride(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = convolved(L.ReLU()(change), filters)
    return keras.Model(x, L.ReLU()(L.Add()([convolved(x, filters, kernel=1), change])))


@mistake("halving_block", "x itself is added: it has other channels and twice the size. Here the shortcut needs its projection.")
def without_projection(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = convolved(L.ReLU()(change), filters)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))


@mistake("halving_block", "The shortcut begins at the padded maps: its first pixel is then a zero of the padding. It begins at x.")
def shortcut_from_the_padding(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    padded = L.ZeroPadding2D(1)(x)
    change = convolved(L.ReLU()(convolved(padded, filters, strides=2, padding="valid")), filters)
    shortcut = convolved(padded, filters, kernel=1, strides=2)
    shortcut = L.Cropping2D(((0, shortcut.shape[1] - change.shape[1]), (0, shortcut.shape[2] - change.shape[2])))(shortcut)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "There is a ReLU on the shortcut. It hands on numbers of both signs; the ReLU comes after the sum.")
def relu_on_the_shortcut(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = convolved(L.ZeroPadding2D(1)(x), filters, strides=2, padding="valid")
    change = convolved(L.ReLU()(change), filters)
    shortcut = L.ReLU()(convolved(x, filters, kernel=1, strides=2))
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


@mistake("halving_block", "The stride is in the second convolution of the block, not in the first.")
def stride_in_the_second(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, filters))
    change = convolved(L.ZeroPadding2D(1)(change), filters, strides=2, padding="valid")
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))


# smallest_and_largest


@mistake("smallest_and_largest", "The two have changed places: (i) is the smallest.")
def smallest_last():
    return ["E", "A"]


@mistake("smallest_and_largest", "(i) is right. For (ii): batch normalisation brings every layer back to size 1, so those cases do not grow without bound on their way up. Where is nothing brought back, and every sum doubles?")
def normalised_is_largest():
    return ["A", "C"]


@mistake("smallest_and_largest", "(i) is right. For (ii): batch normalisation sets the size of what a block says to 1 again. Where is nothing brought back, and every sum doubles?")
def normalised_with_shortcuts_is_largest():
    return ["A", "F"]


@mistake("smallest_and_largest", "(i) is right. For (ii): with Xavier what a block says is smaller than its input, so a sum grows more slowly than with another start.")
def xavier_shortcuts_are_largest():
    return ["A", "D"]


@mistake("smallest_and_largest", "(i) is right. For (ii): He keeps the mean square, so the plain stack does not explode. What do sums do to it?")
def plain_he_is_largest():
    return ["A", "B"]


@mistake("smallest_and_largest", "(ii) is right. For (i): He keeps the mean square in every layer. Which start halves it, 50 times?")
def plain_he_is_smallest():
    return ["B", "E"]


@mistake("smallest_and_largest", "(ii) is right. For (i): batch normalisation sets the size anew in every layer, so nothing dies away there.")
def plain_normalised_is_smallest():
    return ["C", "E"]


# resnet_parameters


@mistake("resnet_parameters", "The normalisations are left out: each convolution has a gamma and a beta for every channel that it makes.")
def without_normalisation(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "There is one number for every channel where there should be two: gamma and beta. Or did the convolutions get biases in place of a normalisation?")
def one_number_a_channel(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 1 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "There are three numbers for every channel: the convolutions have no bias, because the normalisation would take it off again.")
def biases_too(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 3 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The running means and variances are counted. They are kept, but not learnt by gradients.")
def running_values_too(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 4 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The projections are missing: the first block of each stage has one more 1 by 1 convolution, on its shortcut.")
def without_projections(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The first stage has no projection in your count. It halves nothing, but its channels go from 64 to 256: x and F(x) do not fit.")
def projection_where_halved(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        if width > 64:
            total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "Every block has a projection in your count. After the first block of a stage the shapes agree, and x is handed on as it is.")
def projection_in_every_block(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        for _ in range(blocks):
            total += convolution(1, channels, 4 * width)
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The first convolution gets one channel in your count. Photos have three.")
def grey_photos(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 1, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The dense layer has no bias in your count: one number for each class.")
def dense_without_bias(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048) * classes


@mistake("resnet_parameters", "The dense layer at the end is missing.")
def without_dense(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total


@mistake("resnet_parameters", "The middle convolution of a block counts as 1 by 1 in your sum.")
def middle_is_one_by_one(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(1, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The blocks after the first get too few channels: a block hands on 4c of them, and the next one begins with those.")
def narrow_between_blocks(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "Your blocks end at c channels. The last 1 by 1 goes up to 4c, and the dense layer gets 2,048.")
def not_up_again(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, width)
            channels = width
    return total + (512 + 1) * classes


@mistake("resnet_parameters", "Only the first convolution is off: it is 7 by 7.")
def stem_of_three(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(3, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


@mistake("resnet_parameters", "The first convolution, 7 by 7 on three channels, is missing.")
def without_stem(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total - (49 * 3 * 64 + 2 * 64) + (2048 + 1) * classes


@mistake("resnet_parameters", "Only one block of each stage is counted. Did a loop over the blocks get lost?")
def one_block_a_stage(repeats, classes):
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), (1, 1, 1, 1), strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(1):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (2048 + 1) * classes


# dense_block


@mistake("dense_block", "The ReLU is missing: the new maps have numbers below 0.")
def without_relu(x, kernels):
    for kernel in kernels:
        x = np.concatenate([x, x @ kernel], axis=-1)
    return x


@mistake("dense_block", "The ReLU went over the whole stack, old maps included. It belongs to what is new.")
def relu_on_the_stack(x, kernels):
    for kernel in kernels:
        x = np.maximum(np.concatenate([x, x @ kernel], axis=-1), 0)
    return x


@mistake("dense_block", "The new maps stand in front. They are stacked on the old ones: after them.")
def new_in_front(x, kernels):
    for kernel in kernels:
        new = np.maximum(x @ kernel, 0)
        x = np.concatenate([new, x], axis=-1)
    return x


@mistake("dense_block", "Old and new were added, as ResNet does. Here they are stacked, so that the channels grow.")
def added(x, kernels):
    for kernel in kernels:
        x = x + np.maximum(x @ kernel, 0)
    return x


@mistake("dense_block", "Only new maps come back: the input, and all that was made on the way, should stand in the stack before them. Or did each layer get only what the one before it made, as in a plain stack?")
def plain_stack(x, kernels):
    for kernel in kernels:
        x = np.maximum(x @ kernel, 0)
    return x


@mistake("dense_block", "Every layer of yours gets the input of the block alone. It should get all that was stacked on it so far.")
def input_alone(x, kernels):
    return np.concatenate([x, *(np.maximum(x @ kernel, 0) for kernel in kernels)], axis=-1)


@mistake("dense_block", "The arrays were stacked along another axis than the channels, the last one: `axis=-1`.")
def stacked_along_the_batch(x, kernels):
    for kernel in kernels:
        x = np.concatenate([x, np.maximum(x @ kernel, 0)])
    return x


@mistake("dense_block", "The `return` stands inside the loop: it leaves after the first layer.")
def returns_after_the_first(x, kernels):
    for kernel in kernels:
        x = np.concatenate([x, np.maximum(x @ kernel, 0)], axis=-1)
        return x


@mistake("dense_block", "`*` multiplies number by number. Mixing channels is a matrix product, `@`.")
def star_for_at(x, kernels):
    for kernel in kernels:
        x = np.concatenate([x, np.maximum(x * kernel, 0)], axis=-1)
    return x


@mistake("dense_block", "The factors stand in the wrong order: channels are the last axis of x and the first of the kernel, so x comes first.")
def kernel_first(x, kernels):
    for kernel in kernels:
        x = np.concatenate([x, np.maximum(kernel @ x, 0)], axis=-1)
    return x


# channels_of_169


@mistake("channels_of_169", "The transitions are left out: between two blocks the channels are halved.")
def never_halved():
    return [256, 640, 1664, 2688]


@mistake("channels_of_169", "These are the channels after the transitions. Asked is the end of each block, before anything is halved; and after the last block comes no transition.")
def after_the_transitions():
    return [128, 256, 640, 832]


@mistake("channels_of_169", "These are the channels of DenseNet-121. The blocks of 169 have 6, 12, 32 and 32 layers.")
def those_of_121():
    return [256, 512, 1024, 1024]


@mistake("channels_of_169", "These are the new maps alone. A block hands on what it got as well.")
def new_maps_alone():
    return [192, 384, 1024, 1024]


@mistake("channels_of_169", "After the last block nothing is halved.")
def last_one_halved():
    return [256, 512, 1280, 832]


@mistake("channels_of_169", "Each block begins with 64 channels in your count. Only the first does; the next ones get half of what the one before had.")
def each_begins_with_64():
    return [256, 448, 1088, 1088]


@mistake("channels_of_169", "One layer is missing in each block: the last one stacks its maps as well.")
def one_layer_short():
    return [224, 464, 1224, 1604]


# inverted_cost


@mistake("inverted_cost", "The depthwise step is counted on the maps that come in. A stride of 2 leaves a quarter of the places, and only at these a window is laid.")
def filtered_before_the_stride(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + height * width * wide * 9 + places * wide * out


@mistake("inverted_cost", "All three steps are counted on the maps that come out. The first 1 by 1 comes before the stride, at every place.")
def all_after_the_stride(height, width, channels, out, expansion, stride):
    high, across, wide = -(-height // stride), -(-width // stride), expansion * channels
    return high * across * wide * ((channels if expansion > 1 else 0) + 9 + out)


@mistake("inverted_cost", "The stride is left out: fewer places come out of the depthwise step.")
def without_stride(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = height * width
    return widen + places * wide * (9 + out)


@mistake("inverted_cost", "The 3 by 3 mixes all channels in your count. Depthwise, each channel has a window of its own: 9 products a place and channel.")
def not_depthwise(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * (9 * wide + out)


@mistake("inverted_cost", "Where nothing is made wider (an expansion of 1), the first 1 by 1 is not there.")
def first_step_always(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * (9 + out)


@mistake("inverted_cost", "Sizes that the stride does not divide are rounded down in your count. With \"same\" they are rounded up.")
def rounded_down(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = (height // stride) * (width // stride)
    return widen + places * wide * (9 + out)


@mistake("inverted_cost", "Halves of a place are counted. Sizes are divided by the stride and rounded up.")
def not_rounded(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    return widen + (height / stride) * (width / stride) * wide * (9 + out)


@mistake("inverted_cost", "The last 1 by 1 goes to as many channels as came in, in your count. It goes to `out`.")
def thin_as_before(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * (9 + channels)


@mistake("inverted_cost", "The depthwise step has 3 products a place and channel in your count. Its window is 3 by 3.")
def three_taps(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * (3 + out)


@mistake("inverted_cost", "The depthwise step is missing.")
def without_filtering(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * out


@mistake("inverted_cost", "These are parameters: the places are missing. Each weight is used once at every place that comes out.")
def parameters_counted(height, width, channels, out, expansion, stride):
    wide = expansion * channels
    return (channels * wide if expansion > 1 else 0) + 9 * wide + wide * out


@mistake("inverted_cost", "Depthwise and last step are counted on the thin maps. Between widening and thinning there are expansion times as many channels.")
def on_thin_maps(height, width, channels, out, expansion, stride):
    places = -(-height // stride) * -(-width // stride)
    widen = height * width * channels * expansion * channels if expansion > 1 else 0
    return widen + places * channels * (9 + out)


# squeeze_and_excite


@mistake("squeeze_and_excite", "The squeeze adds up all places. It takes their mean, so that large pictures do not count more.")
def summed_up(maps, reduce, excite):
    means = maps.sum(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "The squeeze takes the largest number of each map. It takes the mean.")
def largest_taken(maps, reduce, excite):
    means = maps.max(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "The mean goes over the batch as well: what other pictures show then changes this one's weights.")
def mean_over_the_batch(maps, reduce, excite):
    means = maps.mean(axis=(0, 1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "There is no mean: every place gets weights of its own. The squeeze looks at the whole picture.")
def without_squeeze(maps, reduce, excite):
    means = maps
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "The ReLU between the two dense layers is missing.")
def no_relu_in_the_gate(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(means @ reduce @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "The sigmoid is missing: weights can be below 0 and above 1.")
def without_sigmoid(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    return maps * (np.maximum(means @ reduce, 0) @ excite)


@mistake("squeeze_and_excite", "The sigmoid is upside down: 1 / (1 + exp(-z)), with a minus sign.")
def sigmoid_upside_down(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * (1 - gates)


@mistake("squeeze_and_excite", "A softmax makes the weights sum to 1, so that channels compete. A sigmoid opens each gate for itself.")
def softmax_for_sigmoid(maps, reduce, excite):
    scores = np.exp(np.maximum(maps.mean(axis=(1, 2), keepdims=True) @ reduce, 0) @ excite)
    return maps * scores / scores.sum(axis=-1, keepdims=True)


@mistake("squeeze_and_excite", "These are the weights alone. Multiply each map by its own.")
def gates_alone(maps, reduce, excite):
    means = maps.mean(axis=(1, 2))
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return gates


@mistake("squeeze_and_excite", "These are the weights alone. Multiply each map by its own.")
def gates_alone_with_axes(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return gates


@mistake("squeeze_and_excite", "Only the first map of the weights' picture fits: the mean lost its two axes of size 1, so the weights do not line up with (batch, height, width, channels). `keepdims=True` keeps them.")
def axes_lost(maps, reduce, excite):
    means = maps.mean(axis=(1, 2))
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates


@mistake("squeeze_and_excite", "The weights are added to the maps. They are factors.")
def gates_added(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps + gates


@mistake("squeeze_and_excite", "The ReLU stands after the second layer too: then no weight is below one half.")
def relu_after_excite(maps, reduce, excite):
    means = maps.mean(axis=(1, 2), keepdims=True)
    return maps / (1 + np.exp(-np.maximum(np.maximum(means @ reduce, 0) @ excite, 0)))


# for_the_camera


@mistake("for_the_camera", "It keeps to the time, but has more than 10 million parameters. Switch the cost to parameters.")
def time_alone():
    return "DenseNet-169"


@mistake("for_the_camera", "It keeps to both limits, but there is one that is right more often and still fits.")
def cheaper_than_needed():
    return "MobileNetV2"


@mistake("for_the_camera", "It keeps to both limits, but it is the cheapest of the unbeaten ones, and far from the limits.")
def cheapest():
    return "ShuffleNet v2"


@mistake("for_the_camera", "It has too many parameters and too many multiply-adds for this camera.")
def too_large():
    return "ResNeXt-50"


@mistake("for_the_camera", "It is the most often right, and the dearest of the unbeaten ones: look at both limits.")
def most_accurate():
    return "Wide ResNet-50-2"


@mistake("for_the_camera", "Written as on the plot: with a hyphen.")
def without_hyphen():
    return "DenseNet121"
