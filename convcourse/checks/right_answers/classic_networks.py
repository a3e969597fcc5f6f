"""Right answers of chapter 12, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("lenet5")
def added_one_by_one(input_shape, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    for filters in (6, 16):
        model.add(layers.Conv2D(filters, kernel_size=(5, 5), padding="valid", activation="tanh"))
        model.add(layers.AveragePooling2D(pool_size=(2, 2), strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(units=120, activation="tanh"))
    model.add(layers.Dense(units=84, activation=keras.activations.tanh))
    model.add(layers.Dense(classes, activation="linear"))
    return model


@right_answer("lenet5")
def called_on_tensors(input_shape, classes):
    image = keras.Input(input_shape)
    x = layers.AveragePooling2D(2)(layers.Conv2D(6, 5, activation="tanh")(image))
    x = layers.AveragePooling2D(2)(layers.Conv2D(16, 5, activation="tanh")(x))
    x = layers.Dense(84, activation="tanh")(layers.Dense(120, activation="tanh")(layers.Flatten()(x)))
    return keras.Model(image, layers.Dense(classes)(x))


@right_answer("alexnet_sizes")
def as_a_tuple():
    return 54, 230, 2


@right_answer("alexnet_sizes")
def as_an_array_of_floats():
    return np.array([54.0, 230.0, 2.0])


@right_answer("heaviest")
def heaviest_as_a_tuple():
    return (6, 2, 1)


@right_answer("heaviest")
def heaviest_as_an_array():
    return np.array([6, 2, 1])


@right_answer("vgg")
def with_add(configuration, input_shape, units, classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for word in configuration.split(" "):
        if word.isdigit():
            model.add(layers.Conv2D(int(word), (3, 3), padding="same", activation="relu"))
        else:
            model.add(layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(classes))
    return model


@right_answer("vgg")
def tensor_by_tensor(configuration, input_shape, units, classes):
    x = image = keras.Input(shape=input_shape)
    for word in configuration.split():
        layer = layers.MaxPooling2D() if word == "M" else layers.Conv2D(int(word), 3, padding="SAME", activation="relu")
        x = layer(x)
    x = layers.Flatten()(x)
    for size in [units] * 2:
        x = layers.Dense(size, activation="relu")(x)
    return keras.Model(image, layers.Dense(classes)(x))


@right_answer("widest_reduction")
def by_trying(channels, filters, kernel, times):
    direct, thin = kernel[0] * kernel[1] * channels * filters, 0
    while times * (thin + 1) * (channels + kernel[0] * kernel[1] * filters) <= direct:
        thin += 1
    return thin


@right_answer("widest_reduction")
def rounded_down(channels, filters, kernel, times):
    taps = int(np.prod(kernel))
    return np.floor(taps * channels * filters / times / (channels + taps * filters))


@right_answer("inception")
def with_layers_alone(input_shape, widths):
    image = keras.Input(input_shape)

    def bent(x, filters, side):
        return layers.ReLU()(layers.Conv2D(filters, (side, side), padding="same")(x))

    pooled = layers.MaxPool2D((3, 3), 1, "same")(image)
    last = bent(pooled, widths[5], 1)
    five = bent(bent(image, widths[3], 1), widths[4], 5)
    three = bent(bent(image, widths[1], 1), widths[2], 3)
    return keras.Model(inputs=image, outputs=layers.concatenate([bent(image, widths[0], 1), three, five, last]))


@right_answer("inception")
def with_an_axis(input_shape, widths):
    image = keras.Input(input_shape)
    branches = [conv(image, widths[0], 1)]
    for side, place in ((3, 1), (5, 3)):
        branches.append(conv(conv(image, widths[place], 1), widths[place + 1], side))
    branches.append(conv(layers.MaxPooling2D(3, 1, padding="same")(image), widths[5], 1))
    return keras.Model(image, layers.Concatenate(axis=-1)(branches))
