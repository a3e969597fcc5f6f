"""Right answers of chapter 07, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("predicted_parameters")
def as_a_tuple():
    return (95, 0, 0, 630)


@right_answer("predicted_parameters")
def as_an_array():
    return np.array([5 * 19, 0, 0, 90 * 7])


@right_answer("network_of")
def layer_by_layer(height, width, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(height, width, 1)))
    model.add(layers.Conv2D(filters=6, kernel_size=(3, 5), activation="relu"))
    model.add(layers.MaxPooling2D(pool_size=(2, 3), strides=(2, 3)))
    model.add(layers.Conv2D(filters=4, kernel_size=[4, 2], padding="valid", activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units=16, activation="relu"))
    model.add(layers.Dense(units=classes))
    return model


@right_answer("network_of")
def called_on_tensors(height, width, classes):
    picture = keras.Input((height, width, 1))
    maps = keras.layers.Conv2D(6, (3, 5), activation=keras.activations.relu)(picture)
    maps = keras.layers.MaxPool2D((2, 3))(maps)
    row = keras.layers.Flatten()(keras.layers.Conv2D(4, (4, 2), activation="relu")(maps))
    return keras.Model(picture, keras.layers.Dense(classes)(keras.layers.Dense(16, activation="relu")(row)))


@right_answer("mended")
def with_short_arguments(height, width, channels, classes):
    return keras.Sequential([
        keras.Input(shape=(height, width, channels)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, (3, 5), activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(1024, "relu"),
        layers.Dense(classes, activation="linear"),
    ])  # fmt: skip


@right_answer("mended")
def added_one_by_one(height, width, channels, classes):
    model = keras.Sequential([keras.Input((height, width, channels))])
    for filters, window in ((32, (3, 3)), (64, (3, 5))):
        model.add(layers.Conv2D(filters, kernel_size=window, activation="relu"))
        model.add(layers.MaxPool2D(pool_size=(2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(1024, activation="relu"))
    model.add(layers.Dense(classes))
    return model


@right_answer("confusion_matrix")
def with_numpy(labels, answers, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (labels, answers), 1)
    return counts


@right_answer("confusion_matrix")
def by_comparing(labels, answers, classes):
    return [[int(np.sum((labels == r) & (answers == c))) for c in range(classes)] for r in range(classes)]


@right_answer("same_scores")
def the_other_key_first():
    return {"by one": "C", "by two": "CD"}


@right_answer("same_scores")
def as_a_dict_of_words():
    return {name: "".join(letters) for name, letters in {"by two": ["C", "D"], "by one": ["C"]}.items()}


@right_answer("budget_reader")
def with_probabilities(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.Conv2D(14, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])  # fmt: skip
    model.compile(keras.optimizers.Adam(0.004), loss="sparse_categorical_crossentropy")
    return model


@right_answer("budget_reader")
def with_momentum(seed):
    keras.utils.set_random_seed(seed)
    picture = keras.Input((8, 8, 1))
    maps = layers.Conv2D(8, 3, padding="same", activation="relu")(picture)
    maps = layers.MaxPool2D(2)(layers.Conv2D(16, 3, padding="same", activation="relu")(maps))
    model = keras.Model(picture, layers.Dense(10)(layers.Flatten()(maps)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss=loss)
    return model
