"""Known wrong answers of chapter 14, each with the hint for who made it."""

from convcourse.checks.known_answers import mistake

# learnt_numbers


@mistake("learnt_numbers", "These are counts with the old head of 7 scores. The new one has 3.")
def old_head_counted():
    return [42, 222, 312]


@mistake("learnt_numbers", "The head has a bias, too: one number a score.")
def bias_left_out():
    return [15, 195, 285]


@mistake("learnt_numbers", "In (ii) the learnt numbers of norm2 are counted as well. Only conv2 is thawed there.")
def norm_thawed_along():
    return [18, 208, 288]


@mistake("learnt_numbers", "In (iii) the running means and variances are counted. They are kept, and no gradient changes them, whatever is frozen.")
def running_values_counted():
    return [18, 198, 306]


@mistake("learnt_numbers", "(ii) and (iii) lack the head, which is learnt in each of the three.")
def head_forgotten():
    return [18, 180, 270]


@mistake("learnt_numbers", "In (ii) you counted the frozen part. Asked is what is learnt.")
def frozen_for_learnt():
    return [18, 90, 288]


# new_head


@mistake("new_head", "The trunk still learns: nothing froze it.")
def not_frozen(trunk, classes):
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(classes)(trunk(images)))


@mistake("new_head", "Nothing learns at all: the flag was set for the whole model, the new head included. Freeze the trunk alone.")
def head_frozen_too(trunk, classes):
    images = keras.Input(trunk.input_shape[1:])
    model = keras.Model(images, L.Dense(classes)(trunk(images)))
    for layer in model.layers:
        layer.trainable = False
    return model


@mistake("new_head", "The convolutions are frozen, but the batch normalisations still learn their gamma and beta.")
def convolutions_only(trunk, classes):
    for layer in trunk.layers:
        layer.trainable = not isinstance(layer, L.Conv2D)
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(classes)(trunk(images)))


@mistake("new_head", "`clone_model` builds a trunk with fresh weights: all that it had learnt is gone. Use the trunk that you are given.")
def cloned(trunk, classes):
    fresh = keras.models.clone_model(trunk)
    fresh.trainable = False
    images = keras.Input(fresh.input_shape[1:])
    return keras.Model(images, L.Dense(classes)(fresh(images)))


@mistake("new_head", "The head ends in softmax. Scores are asked for: the loss of this chapter takes them as they are.")
def with_softmax(trunk, classes):
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(classes, activation="softmax")(trunk(images)))


@mistake("new_head", "The head ends in ReLU, so no score can be negative.")
def with_relu(trunk, classes):
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(classes, activation="relu")(trunk(images)))


@mistake("new_head", "The trunk comes back without a head: put a Dense of so many classes on its features.")
def without_head(trunk, classes):
    trunk.trainable = False
    return trunk


@mistake("new_head", "The function has no `return`: give the model back.")
def no_model_returned(trunk, classes):
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    keras.Model(images, L.Dense(classes)(trunk(images)))


@mistake("new_head", "`trunk.input_shape` has the batch axis in front, None; keras.Input adds one of its own. Leave it out with [1:].")
def batch_axis_twice(trunk, classes):
    trunk.trainable = False
    images = keras.Input(trunk.input_shape)
    return keras.Model(images, L.Dense(classes)(trunk(images)))


# prepared


@mistake("prepared", "The rows are still upside down: the camera stores the bottom row first.")
def upside_down(frames):
    return frames.transpose(0, 2, 3, 1) / 255


@mistake("prepared", "One half is taken off. The source was trained on 0 to 1, and the lowest number here is below 0.")
def half_taken_off(frames):
    return frames.transpose(0, 2, 3, 1)[:, ::-1] / 255 - 0.5


@mistake("prepared", "The numbers still run to 255.")
def not_scaled(frames):
    return frames.transpose(0, 2, 3, 1)[:, ::-1]


@mistake("prepared", "`reshape` cuts the same row of numbers into pieces of another size. To bring the channels to the end, move the axis: `transpose` or `np.moveaxis`.")
def reshaped(frames):
    count, channels, height, width = frames.shape
    return frames.reshape(count, height, width, channels)[:, ::-1] / 255


@mistake("prepared", "This is the colleague's function as it was: all three faults are still there.")
def as_it_was(frames):
    count, channels, height, width = frames.shape
    return frames.reshape(count, height, width, channels) / 255 - 0.5


@mistake("prepared", "Height and width have changed places: `.T` and `transpose(0, 3, 2, 1)` turn all axes round. Only the channels move.")
def height_and_width_swapped(frames):
    return frames.transpose(0, 3, 2, 1)[:, ::-1] / 255


@mistake("prepared", "Left and right are exchanged, not top and bottom: after the channels have gone to the end, rows are axis 1.")
def mirrored(frames):
    return frames.transpose(0, 2, 3, 1)[:, :, ::-1] / 255


@mistake("prepared", "`//` divides whole numbers and drops the rest: nearly every pixel became 0.")
def whole_division(frames):
    return frames.transpose(0, 2, 3, 1)[:, ::-1] // 255


@mistake("prepared", "The order of the pictures was turned round, not that of the rows: axis 0 counts pictures.")
def pictures_turned_round(frames):
    return frames.transpose(0, 2, 3, 1)[::-1] / 255


# old_averages


@mistake("old_averages", "(i) and (ii) have changed places: in use the running values count, in training those of the batch.")
def use_and_training_swapped():
    return [1, -0.5, 11.37]


@mistake("old_averages", "You divided by the variance. Divide by its root.")
def by_the_variance():
    return [-0.125, 0.25, 11.37]


@mistake("old_averages", "(iii) is the running mean after one batch. Do it three times.")
def one_batch():
    return [-0.5, 1, 12.4]


@mistake("old_averages", "In (iii) the running mean went (nearly) all the way to that of the batch. 0.9 belongs to what was there, 0.1 to the batch.")
def momentum_on_the_batch():
    return [-0.5, 1, 7.01]


@mistake("old_averages", "In (iii) the same step was taken three times from 13. Each begins where the one before ended, so they get shorter.")
def equal_steps():
    return [-0.5, 1, 11.2]


# thaw


@mistake("thaw", "These are the first convolutions. The last ones are to be thawed.")
def the_first_ones(trunk, count):
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in trunk.layers:
        layer.trainable = layer in convolutions[:count]
    return trunk


@mistake("thaw", "You counted layers, not convolutions: the last layers of the trunk are an average, a ReLU and a normalisation.")
def layers_counted(trunk, count):
    for place, layer in enumerate(trunk.layers):
        layer.trainable = place >= len(trunk.layers) - count
    return trunk


@mistake("thaw", "Normalisations are thawed along, so they would forget their running averages. Only convolutions may learn.")
def normalisations_along(trunk, count):
    convolutions = [place for place, layer in enumerate(trunk.layers) if isinstance(layer, L.Conv2D)]
    first = convolutions[len(convolutions) - count] if count else len(trunk.layers)
    for place, layer in enumerate(trunk.layers):
        layer.trainable = place >= first
    return trunk


@mistake("thaw", "With a count of 0 everything is thawed: `[-0:]` is the whole list.")
def minus_zero(trunk, count):
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in trunk.layers:
        layer.trainable = layer in convolutions[-count:]
    return trunk


@mistake("thaw", "Some flags were set to True and none to False: what was trainable before still is.")
def nothing_frozen(trunk, count):
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in convolutions[len(convolutions) - count :]:
        layer.trainable = True
    return trunk


@mistake("thaw", "The whole trunk is thawed.")
def the_whole_trunk(trunk, count):
    trunk.trainable = True
    return trunk


@mistake("thaw", "The trunk is frozen at the end: the flag of the trunk sets those of all its layers, so it must be set first if at all.")
def frozen_last(trunk, count):
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in convolutions[len(convolutions) - count :]:
        layer.trainable = True
    trunk.trainable = False
    return trunk


@mistake("thaw", "The function gives nothing back: return the trunk.")
def trunk_not_returned(trunk, count):
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in trunk.layers:
        layer.trainable = layer in convolutions[len(convolutions) - count :]


# two_phases


@mistake("two_phases", "The second phase has the high rate of the first: it would tear at what the trunk knows.")
def one_rate(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    thaw(trunk, 2)
    fit(model, 0.03)
    return model


@mistake("two_phases", "The rates have changed places: the head alone may learn fast, the trunk may not.")
def rates_swapped(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.001)
    thaw(trunk, 2)
    fit(model, 0.03)
    return model


@mistake("two_phases", "The trunk is thawed before the first phase: gradients of a fresh head, which is nonsense, would go through it.")
def thawed_from_the_start(trunk, classes, fit):
    model = new_head(trunk, classes)
    thaw(trunk, 2)
    fit(model, 0.03)
    fit(model, 0.001)
    return model


@mistake("two_phases", "Nothing was thawed between the phases: the second only trains the head again.")
def never_thawed(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    fit(model, 0.001)
    return model


@mistake("two_phases", "The second phase begins with a fresh head: what the first has trained is thrown away. Keep the model.")
def second_head(trunk, classes, fit):
    fit(new_head(trunk, classes), 0.03)
    model = new_head(trunk, classes)
    thaw(trunk, 2)
    fit(model, 0.001)
    return model


@mistake("two_phases", "After thawing, fit was not called again: the second phase is missing.")
def one_phase(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    thaw(trunk, 2)
    return model


@mistake("two_phases", "In the second phase one convolution is thawed, and not two.")
def one_convolution(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    thaw(trunk, 1)
    fit(model, 0.001)
    return model


@mistake("two_phases", "In the second phase the whole trunk learns, normalisations included. Use your `thaw`.")
def all_thawed(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    for layer in trunk.layers:
        layer.trainable = True
    fit(model, 0.001)
    return model


@mistake("two_phases", "The function gives no model back: return the one that was trained.")
def model_not_returned(trunk, classes, fit):
    model = new_head(trunk, classes)
    fit(model, 0.03)
    thaw(trunk, 2)
    fit(model, 0.001)


# plan: recognised before or after one training


@mistake("plan", "That rate is far too high: see in the demo what it does to letters.", seen=lambda plan: len(plan) == 2 and 1 <= plan[0] <= 5 and plan[1] > 0.002)
def high_rate():
    return (3, 0.01)


@mistake("plan", "The numbers stand in the other order: first how many convolutions, then the rate.", seen=lambda plan: len(plan) == 2 and plan[0] < 1 <= plan[1])
def rate_first():
    return (0.001, 3)


@mistake("plan", "So low a rate moves next to nothing in 100 steps.", seen=lambda plan: len(plan) == 2 and plan[0] >= 1 and 0 < plan[1] < 0.0005)
def rate_too_low():
    return (1, 0.000001)


@mistake("plan", "Nothing is thawed: that is the first phase again.", seen=lambda plan: len(plan) == 2 and plan[0] == 0)
def nothing_thawed():
    return (0, 0.001)


@mistake("plan", "Names of layers are not asked for: how many convolutions, and the rate.", seen=lambda plan: any(isinstance(each, str | list | tuple) for each in plan))
def names_of_layers():
    return (["conv4", "conv5"], 0.001)


@mistake("plan", "The trunk has five convolutions; the other layers cannot be thawed here.", seen=lambda plan: len(plan) == 2 and plan[0] > 5)
def more_than_there_are():
    return (15, 0.001)


# two_heads


@mistake("two_heads", "There are two trunks in this model: twice the numbers, and nothing is shared. Ask the trunk once, and give its features to both heads.")
def two_trunks(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    other = keras.models.clone_model(trunk)
    other.set_weights(trunk.get_weights())
    return keras.Model(images, [L.Dense(digits)(trunk(images)), L.Dense(letters)(other(images))])


@mistake("two_heads", "The second head stands on the first: letters would be told from the ten scores of digits. Both heads stand on the features.")
def head_on_head(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    first = L.Dense(digits)(trunk(images))
    return keras.Model(images, [first, L.Dense(letters)(first)])


@mistake("two_heads", "There is one head for all classes together. Two outputs are asked for, in a list.")
def one_long_head(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(digits + letters)(trunk(images)))


@mistake("two_heads", "The heads have changed places: digits come first.")
def letters_first(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    return keras.Model(images, [L.Dense(letters)(features), L.Dense(digits)(features)])


@mistake("two_heads", "The trunk was frozen. Here it should stay as it is handed over: both tasks will train it together.")
def trunk_frozen(trunk, digits, letters):
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    return keras.Model(images, [L.Dense(digits)(features), L.Dense(letters)(features)])


@mistake("two_heads", "One head is missing from the outputs of the model.")
def one_output_only(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    first = L.Dense(digits)(features)
    L.Dense(letters)(features)
    return keras.Model(images, first)


@mistake("two_heads", "The heads end in softmax. Scores are asked for.")
def heads_with_softmax(trunk, digits, letters):
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    heads = [L.Dense(count, activation="softmax")(features) for count in (digits, letters)]
    return keras.Model(images, heads)
