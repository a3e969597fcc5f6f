"""Known wrong answers of chapter 07, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# predicted_parameters


@mistake("predicted_parameters", "The biases of the convolution are missing: one for each filter.")
def no_bias():
    return [90, 0, 0, 630]


@mistake("predicted_parameters", "The window of the convolution goes through one channel only in your count. Each filter has weights for all channels of the picture.")
def one_channel():
    return [35, 0, 0, 630]


@mistake("predicted_parameters", "The dense layer has no offsets here: read its last argument again.")
def offsets_counted():
    return [95, 0, 0, 637]


@mistake("predicted_parameters", "The two numbers of the pool have changed places: it is 3 rows high and 2 columns wide, so the map gets lower by 3 and narrower by 2.")
def pool_turned():
    return [95, 0, 0, 560]


@mistake("predicted_parameters", "You counted the pool's window as weights. A maximum has nothing to learn.")
def pool_learns():
    return [95, 6, 0, 630]


@mistake("predicted_parameters", 'The convolution has no padding here ("valid" is the default), so its maps are smaller than the picture: 9 by 12, and after the pool 3 by 6.')
def padding_assumed():
    return [95, 0, 0, 735]


@mistake("predicted_parameters", "The bias is one for each filter, not one for each weight of the window or each channel.")
def bias_for_each_channel():
    return [105, 0, 0, 630]


@mistake("predicted_parameters", "The dense layer sees what comes out of the pool, and your count gives it the maps from before the pool.")
def pool_skipped():
    return [95, 0, 0, 3780]


@mistake("predicted_parameters", "Flatten lays *all* maps in one row, and your dense layer has the weights for one of them.")
def one_map_flattened():
    return [95, 0, 0, 126]


@mistake("predicted_parameters", "The window of the convolution is turned: it has 2 rows and 3 columns, so the map loses 1 row and 2 columns.")
def window_of_puzzle_turned():
    return [95, 0, 0, 420]


# network_of


@mistake("network_of", "Your model was not built: it has no weights and no shapes until it knows what comes in. Begin it with the picture's shape.")
def no_input(height, width, classes):
    return keras.Sequential([
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "This is a Python list of layers. Hand it to the class that makes a model of it.")
def bare_list(height, width, classes):
    return [
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ]


@mistake("network_of", "Your function builds a model and keeps it to itself: return it.")
def returns_nothing(height, width, classes):
    model = keras.Sequential([keras.Input((height, width, 1))])
    model.add(layers.Conv2D(6, (3, 5), activation="relu"))
    model.add(layers.Dense(classes))


@mistake("network_of", "The first window is turned: the map loses 2 rows and 4 columns, so the window has more columns than rows. The first number is for rows.")
def first_window_turned(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (5, 3), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The second window is turned: the map loses 3 rows and 1 column. Turned it would have as many weights, but other shapes.")
def second_window_turned(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (2, 4), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The pool is turned: 18 rows become 9, and 27 columns become 9. The first number is for rows.")
def pool_is_turned(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((3, 2)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "Height and width have changed places in the input: the shape of a picture is (height, width, channels).")
def input_turned(height, width, classes):
    return keras.Sequential([
        keras.Input((width, height, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The shapes are right and the nonlinearities are missing: without ReLU the layers collapse into one linear map (chapter 5).")
def no_activations(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5)),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2)),
        layers.Flatten(),
        layers.Dense(16),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The last layer gives probabilities. The table wants bare scores there: no activation.")
def softmax_at_the_end(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip


@mistake("network_of", "The last layer has a ReLU, which turns every negative score into 0. The table wants bare scores there: no activation.")
def relu_at_the_end(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes, activation="relu"),
    ])  # fmt: skip


@mistake("network_of", "Flatten is missing. A dense layer on maps works on the channels of each place on its own, and you get scores for every place.")
def flatten_forgotten(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", 'The convolutions keep the size of their maps. The table says "valid": no padding.')
def same_padding(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), padding="same", activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "This averages where the table takes the maximum.")
def average_for_maximum(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.AveragePooling2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The table's numbers are built in: with other pictures or classes your function gives the same network. Use its arguments.")
def built_in_numbers(height, width, classes):
    return keras.Sequential([
        keras.Input((20, 31, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(10),
    ])  # fmt: skip


@mistake("network_of", "The picture's size is built in: with other pictures your function gives the same network. Use its arguments.")
def picture_built_in(height, width, classes):
    return keras.Sequential([
        keras.Input((20, 31, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The last layer gives ten scores, whatever the function is asked for. The number of classes is an argument.")
def classes_built_in(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(10),
    ])  # fmt: skip


@mistake("network_of", "Each layer went to `Sequential` as an argument of its own. It wants one list of them: mind the brackets.")
def brackets_forgotten(height, width, classes):
    return keras.Sequential(
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    )  # fmt: skip


@mistake("network_of", "`keras.Input` got the numbers of the shape one by one, and takes the first for the whole shape. Put all three into one pair of parentheses.")
def input_in_three_numbers(height, width, classes):
    return keras.Sequential([
        keras.Input(height, width, 1),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The two sides of a window went in as two arguments, and then the second of them is the stride. Put both into one pair of parentheses.")
def window_in_two_numbers(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, 3, 5, activation="relu"),
        layers.MaxPool2D((2, 3)),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("network_of", "The two sides of the pool went in as two arguments, and then the second of them is the stride. Put both into one pair of parentheses.")
def pool_in_two_numbers(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D(2, 3),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


# mended


NO_WINDOW = "A Conv2D has no window. Either `filter_size` is still there, a name that Keras does not know; or a Conv2D still stands where units that see everything are meant, and that is another kind of layer."


@mistake("mended", NO_WINDOW)
def filter_size_left(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, filter_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, filter_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "A line still asks a convolution to be a pool. A pool has no filters and no weights; it is a layer of its own.")
def pool_left(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.Conv2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.Conv2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", NO_WINDOW)
def dense_left(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Conv2D(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The lines are mended, and the model still has no weights: nobody has told it the shape of a picture. What must come first?")
def input_still_missing(height, width, channels, classes):
    return keras.Sequential([
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The dense layers work on maps: between the last pool and them the maps must be laid out in one row.")
def no_flatten(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "This thins the maps out with a convolution of stride 2. It has weights, and a maximum has none: the author wanted a max pool.")
def strided_convolution(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.Conv2D(32, kernel_size=2, strides=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.Conv2D(64, kernel_size=2, strides=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The window of the second convolution is turned: 3 by 5 means 3 rows and 5 columns.")
def window_turned(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(5, 3), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "Height and width of the picture have changed places: the shape is (height, width, channels).")
def picture_turned(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((width, height, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The picture has one channel in your model, whatever the function is asked for. The number of channels is an argument.")
def one_channel_only(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The 1,024 dense units lost their ReLU on the way. Two dense layers in a row without it are one.")
def relu_lost(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((height, width, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024),
        layers.Dense(classes),
    ])  # fmt: skip


@mistake("mended", "The picture's size is built in: with other pictures your function gives the same network. Use its arguments.")
def size_built_in(height, width, channels, classes):
    return keras.Sequential([
        keras.Input((28, 20, channels)),
        layers.Conv2D(32, kernel_size=3, activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Conv2D(64, kernel_size=(3, 5), activation="relu"),
        layers.MaxPool2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(classes),
    ])  # fmt: skip


# confusion_matrix


@mistake("confusion_matrix", "Rows and columns have changed places: the row is the truth, the column the answer.")
def turned_over(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in zip(labels, answers, strict=True):
        counts[answered, label] += 1
    return counts


@mistake("confusion_matrix", "Each pair is marked with a 1, however often it occurs. Count: one more each time.")
def marked_once(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in zip(labels, answers, strict=True):
        counts[label, answered] = 1
    return counts


@mistake("confusion_matrix", "The rows are divided by their sums, and a class that does not occur divides by zero. Asked are counts.")
def parts_of_rows(labels, answers, classes):
    counts = np.zeros((classes, classes))
    for label, answered in zip(labels, answers, strict=True):
        counts[label, answered] += 1
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


@mistake("confusion_matrix", "The table is only as large as the largest label that occurs. A class without a picture has its row and column, too.")
def as_large_as_needed(labels, answers, classes):
    size = max(labels.max(), answers.max()) + 1
    counts = np.zeros((size, size), int)
    for label, answered in zip(labels, answers, strict=True):
        counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "Only the wrong answers are counted. What is right belongs on the diagonal.")
def wrong_ones_only(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in zip(labels, answers, strict=True):
        if label != answered:
            counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "Only the right answers are counted. A mix-up belongs where the row of the truth meets the column of the answer.")
def right_ones_only(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in zip(labels, answers, strict=True):
        if label == answered:
            counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "Only the first pair was counted: does the `return` stand inside the loop?")
def returns_inside_the_loop(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in zip(labels, answers, strict=True):
        counts[label, answered] += 1
        return counts


@mistake("confusion_matrix", "The last class has no row: labels run from 0 to classes - 1, so an array of that size is one too small.")
def one_class_too_few(labels, answers, classes):
    counts = np.zeros((classes - 1, classes - 1), int)
    for label, answered in zip(labels, answers, strict=True):
        counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "Every label was paired with every answer. A label belongs to the answer at the same place, and to no other.")
def all_pairs(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label in labels:
        for answered in answers:
            counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "As many pairs were counted as there are classes. There are as many as there are labels.")
def as_many_pairs_as_classes(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answered in list(zip(labels, answers, strict=True))[:classes]:
        counts[label, answered] += 1
    return counts


@mistake("confusion_matrix", "All rows are one and the same list: `[row] * classes` does not copy it, so a count in one appears in all.")
def one_row_for_all(labels, answers, classes):
    counts = [[0] * classes] * classes
    for label, answered in zip(labels, answers, strict=True):
        counts[label][answered] += 1
    return counts


@mistake("confusion_matrix", "`np.zeros` takes its second argument for the kind of number. Put the two sides of the table into one pair of parentheses.")
def shape_in_two_numbers(labels, answers, classes):
    return np.zeros(classes, classes)


# same_scores


@mistake("same_scores", "B convolves, so its maps move along; but then it flattens, and a dense layer has other weights for the new places.")
def convolution_is_enough():
    return {"by two": "BCD", "by one": "BCD"}


@mistake("same_scores", "D by one pixel: its pool of 2 stands on a grid, and after an odd step other pixels share a window.")
def pool_forgiven():
    return {"by two": "CD", "by one": "CD"}


@mistake("same_scores", "D by two pixels: two pixels are one whole window of its pool, so the pooled map moves by one place, and the maximum over all places does not mind.")
def pool_feared():
    return {"by two": "C", "by one": "C"}


@mistake("same_scores", "B has a pool, and its pooled maps move along with the digit. But they are flattened, and a dense layer has other weights for the new places.")
def pool_is_enough():
    return {"by two": "BCD", "by one": "C"}


@mistake("same_scores", "One and two have changed places: the larger step fits the grid of the pool, the smaller does not.")
def steps_swapped():
    return {"by two": "C", "by one": "CD"}


@mistake("same_scores", "Only D? In C nothing stands on a grid at all: its maps move along with every step.")
def only_the_pool():
    return {"by two": "D", "by one": ""}


@mistake("same_scores", "C by one pixel: nothing in it stands on a grid, so its maps move along with every step, and the maximum over all places does not mind.")
def odd_steps_feared():
    return {"by two": "CD", "by one": ""}


# budget_reader


@mistake("budget_reader", "The model was not compiled: it does not know yet what to make small, and how.")
def not_compiled(seed):
    keras.utils.set_random_seed(seed)
    return keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Flatten(),
        layers.Dense(10),
    ])  # fmt: skip


@mistake("budget_reader", "The last layer gives probabilities, and the loss takes them for scores (`from_logits=True`) and makes probabilities of them once more. One of the two, not both.")
def softmax_twice(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])  # fmt: skip
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=loss, metrics=["accuracy"])
    return model


@mistake("budget_reader", "The last layer gives scores, and the loss takes them for probabilities. Say `from_logits=True`, or let the last layer be a softmax.")
def logits_unsaid(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10),
    ])  # fmt: skip
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@mistake("budget_reader", "This loss wants a row of ten numbers for each label, a 1 at its class. Our labels are whole numbers: take the sparse form.")
def loss_not_sparse(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])  # fmt: skip
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


@mistake("budget_reader", "Flatten is missing, so the model gives ten numbers for every place of the map, and not ten for the picture.")
def scores_for_every_place(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Dense(10),
    ])  # fmt: skip
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@mistake("budget_reader", "A hidden dense layer right after Flatten takes most of the budget. What else could thin the picture out before?")
def dense_is_dear(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ])  # fmt: skip
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


@mistake("budget_reader", "One output for ten digits: a digit is a choice among ten, not an amount. Give ten numbers a picture.")
def one_number_for_the_digit(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.MaxPool2D(2),
        layers.Flatten(),
        layers.Dense(1),
    ])  # fmt: skip
    model.compile(optimizer="adam", loss="mean_squared_error")
    return model
