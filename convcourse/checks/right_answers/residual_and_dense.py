"""Right answers of chapter 13, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("best_first")
def depths_as_a_tuple():
    return (8, 20, 50)


@right_answer("best_first")
def depths_as_an_array():
    return np.array([8.0, 20, 50])


@right_answer("block_by_hand")
def two_rows_of_an_array():
    return np.array([[5, 1, 9, 0], [1, 0, 4, 0.0]])


@right_answer("block_by_hand")
def two_tuples():
    return ((5, 1, 9, 0), (1, 0, 4, 0))


@right_answer("residual_block")
def with_activations_and_a_plus(height, width, channels):
    inputs = keras.Input((height, width, channels))
    y = convolved(inputs, channels)
    y = L.Activation("relu")(y)
    y = convolved(y, channels, kernel=(3, 3))
    return keras.Model(inputs=inputs, outputs=L.Activation("relu")(inputs + y))


@right_answer("residual_block")
def from_the_layers_of_keras(height, width, channels):
    x = L.Input((height, width, channels))
    change = x
    for number in (1, 2):
        change = L.Conv2D(channels, 3, padding="same", use_bias=False)(change)
        change = L.BatchNormalization()(change)
        change = L.ReLU()(change) if number == 1 else change
    return keras.Model(x, L.Activation("relu")(L.add([change, x])))


@right_answer("halving_block")
def padded_in_another_order(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    shortcut = convolved(x, filters, 1, 2, "valid")
    change = convolved(L.ZeroPadding2D(((1, 1), (1, 1)))(x), filters, 3, 2, "valid")
    change = convolved(L.Activation("relu")(change), filters)
    return keras.Model(x, L.Activation("relu")(change + shortcut))


@right_answer("halving_block")
def second_one_padded_by_hand(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = x
    for strides in (2, 1):
        change = L.ZeroPadding2D(1)(change if strides == 2 else L.ReLU()(change))
        change = convolved(change, filters, strides=strides, padding="valid")
    shortcut = convolved(x, filters, kernel=1, strides=(2, 2))
    return keras.Model(x, L.ReLU()(L.Add()([change, shortcut])))


@right_answer("smallest_and_largest")
def letters_as_a_tuple():
    return ("A", "E")


@right_answer("smallest_and_largest")
def letters_as_an_array():
    return np.array(["A", "E"])


@right_answer("resnet_parameters")
def stage_by_stage(repeats, classes):
    total = 7 * 7 * 3 * 64 + 128
    before = 64
    for stage in range(4):
        c = 64 * 2**stage
        inside = 9 * c * c + 4 * c * c + 2 * (c + c + 4 * c)
        total += before * c + inside + before * 4 * c + 8 * c
        total += (repeats[stage] - 1) * (4 * c * c + inside)
        before = 4 * c
    return total + 2048 * classes + classes


@right_answer("resnet_parameters")
def from_a_list_of_convolutions(repeats, classes):
    rows, channels = [(7, 3, 64)], 64
    for stage, count in enumerate(repeats):
        width = 64 << stage
        for block in range(int(count)):
            rows += [(1, channels, 4 * width)] if block == 0 else []
            rows += [(1, channels, width), (3, width, width), (1, width, 4 * width)]
            channels = 4 * width
    return sum(k**2 * a * b + 2 * b for k, a, b in rows) + classes * (channels + 1)


@right_answer("dense_block")
def with_a_list_of_maps(x, kernels):
    parts = [x]
    for kernel in kernels:
        stack = np.concatenate(parts, axis=3)
        parts.append(np.einsum("bhwc,ck->bhwk", stack, kernel).clip(min=0))
    return np.concatenate(parts, axis=3)


@right_answer("dense_block")
def written_into_one_array(x, kernels):
    growth = sum(np.shape(kernel)[1] for kernel in kernels)
    stack = np.zeros((*x.shape[:-1], x.shape[-1] + growth))
    stack[..., : x.shape[-1]] = x
    for kernel in kernels:
        have, new = np.shape(kernel)
        stack[..., have : have + new] = np.maximum(np.tensordot(stack[..., :have], kernel, axes=1), 0)
    return stack


@right_answer("channels_of_169")
def channels_as_sums():
    first = 64 + 6 * 32
    second = first // 2 + 12 * 32
    third = second // 2 + 32 * 32
    return [first, second, third, third // 2 + 32 * 32]


@right_answer("channels_of_169")
def channels_as_an_array():
    return np.array([256.0, 512, 1280, 1664])


@right_answer("inverted_cost")
def with_ceil(height, width, channels, out, expansion, stride):
    places = int(np.ceil(height / stride)) * int(np.ceil(width / stride))
    wide = channels * expansion
    cost = places * (9 * wide + wide * out)
    if expansion != 1:
        cost += height * width * channels * wide
    return cost


@right_answer("inverted_cost")
def place_by_place(height, width, channels, out, expansion, stride):
    wide, total = channels * expansion, 0
    for row in range(height):
        for column in range(width):
            total += channels * wide * (expansion > 1)
            if row % stride == 0 and column % stride == 0:
                total += 3 * 3 * wide + wide * out
    return total


@right_answer("squeeze_and_excite")
def picture_by_picture(maps, reduce, excite):
    result = np.empty(maps.shape)
    for number, picture in enumerate(maps):
        means = picture.reshape(-1, picture.shape[-1]).mean(axis=0)
        gates = 1 / (1 + np.exp(-np.maximum(means @ reduce, 0) @ excite))
        result[number] = picture * gates
    return result


@right_answer("squeeze_and_excite")
def with_new_axes(maps, reduce, excite):
    hidden = np.mean(maps, axis=(1, 2)) @ reduce
    scores = (hidden * (hidden > 0)) @ excite
    return maps * (0.5 * (1 + np.tanh(scores / 2)))[:, None, None, :]


@right_answer("for_the_camera")
def computed_from_the_zoo():
    fit = [each for each in zoo.ZOO if each.parameters < 1e7 and each.multiply_adds < 4e9 and each.torchvision]
    return max(fit, key=lambda each: -each.torchvision.top1).name


@right_answer("for_the_camera")
def name_in_a_variable():
    size = 121
    return f"DenseNet-{size}"
