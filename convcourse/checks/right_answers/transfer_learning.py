"""Right answers of chapter 14, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("learnt_numbers")
def added_up():
    head = 5 * 3 + 3
    return (head, head + 180, head + 72 + 8 + 180 + 10)


@right_answer("learnt_numbers")
def in_an_array():
    return np.array([18.0, 198.0, 288.0])


@right_answer("new_head")
def as_a_sequential(trunk, classes):
    trunk.trainable = False
    return keras.Sequential([keras.Input(trunk.input_shape[1:]), trunk, L.Dense(classes)])


@right_answer("new_head")
def layer_by_layer(trunk, classes):
    for layer in trunk.layers:
        layer.trainable = False
    scores = L.Dense(classes, name="scores")(trunk.output)
    return keras.Model(trunk.input, scores)


@right_answer("new_head")
def as_keras_guide_says(trunk, classes):
    inputs = keras.Input(shape=trunk.input_shape[1:])
    trunk.trainable = False
    features = trunk(inputs, training=False)
    return keras.Model(inputs, L.Dense(classes, activation="linear")(features))


@right_answer("prepared")
def with_moveaxis(frames):
    pictures = np.moveaxis(frames, 1, -1).astype(float)
    return np.flip(pictures, axis=1) / 255.0


@right_answer("prepared")
def channel_by_channel(frames):
    upright = frames[:, :, ::-1]
    return np.stack([upright[:, channel] / 255 for channel in range(frames.shape[1])], axis=-1)


@right_answer("old_averages")
def worked_out():
    mean, batch = 13.0, 7
    for _ in range(3):
        mean = 0.9 * mean + 0.1 * batch
    return [(11 - 13) / 4, (11 - 7) / 4, mean]


@right_answer("old_averages")
def in_a_tuple():
    return (-0.5, 1.0, 11.374)


@right_answer("thaw")
def from_the_end(trunk, count):
    left = count
    for layer in reversed(trunk.layers):
        is_convolution = isinstance(layer, L.Conv2D)
        layer.trainable = is_convolution and left > 0
        left -= is_convolution
    return trunk


@right_answer("thaw")
def all_frozen_first(trunk, count):
    trunk.trainable = False
    names = [layer.name for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for name in names[::-1][:count]:
        trunk.get_layer(name).trainable = True
    return trunk


@right_answer("two_phases")
def in_a_loop(trunk, classes, fit):
    model = new_head(trunk, classes)
    for thawed, rate in ((0, 3e-2), (2, 1e-3)):
        thaw(trunk, thawed)
        fit(model, rate)
    return model


@right_answer("two_phases")
def rates_computed(trunk, classes, fit):
    rate, model = 0.03, new_head(trunk, classes)
    fit(model, rate)
    thaw(trunk, 2)
    fit(model, rate / 30)
    return model


@right_answer("plan")
def in_a_list():
    return [2, 1e-3]


@right_answer("plan")
def three_layers():
    return (3, 0.001)


@right_answer("two_heads")
def named_otherwise(trunk, digits, letters):
    picture = keras.Input(trunk.input_shape[1:], name="picture")
    shared = trunk(picture)
    return keras.Model(picture, [L.Dense(n)(shared) for n in (digits, letters)])


@right_answer("two_heads")
def on_the_trunks_output(trunk, digits, letters):
    tops = (L.Dense(digits, name="digit")(trunk.output), L.Dense(letters, name="letter")(trunk.output))
    return keras.Model(trunk.input, tops)
