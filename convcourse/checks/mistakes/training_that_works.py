"""Known wrong answers of chapter 08, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# class_counts


@mistake("class_counts", "These are 10 to the power of the losses. The logarithm in the loss is the natural one, so use e.")
def powers_of_ten():
    return [4.9, 40738, 8128305]


@mistake("class_counts", "These are the logarithms of the losses. The loss is already the logarithm of the number of classes: go the other way.")
def logarithms_again():
    return [-0.37, 1.53, 1.93]


@mistake("class_counts", "These are powers of two: a loss in bits would be that. The loss of this course takes the natural logarithm, so use e.")
def powers_of_two():
    return [2, 24, 120]


@mistake("class_counts", "You went from loss to class count in proportion, as if ten classes with 2.30 were a rate. The loss grows with the logarithm: twice the loss is the square of the count.")
def in_proportion():
    return [3, 20, 30]


@mistake("class_counts", "The first is one class too few: with a single class there is nothing to get wrong, and the loss would be 0.")
def one_class():
    return [1, 100, 1000]


@mistake("class_counts", "These are the probabilities of one class each. Asked is how many classes share the whole.")
def probabilities_for_counts():
    return [0.5, 0.01, 0.001]


@mistake("class_counts", "These are the losses themselves, rounded. The loss is the logarithm of the number of classes: go back from it.")
def losses_rounded():
    return [1, 5, 7]


@mistake(
    "class_counts",
    "Nearly: the losses were reported with two digits, so a count does not come out whole. Round each to the whole number that it means; the large ones to a round one.",
    seen=lambda counts: np.shape(counts) == (3,) and np.allclose(counts, [2, 100, 1000], rtol=0.02),
)
def not_made_whole():
    return [1.994, 100.48, 1002.25]


# size_after_20


@mistake("size_after_20", "That is the mean square at the end. The size is its root.")
def mean_square_for_size():
    return 0.000001


@mistake("size_after_20", "That is what one layer does to the mean square. Twenty layers multiply by it twenty times.")
def one_layer_only():
    return 0.5


@mistake("size_after_20", "One twentieth: factors were added up. Each layer multiplies what the one before has left.")
def in_twentieths():
    return 0.05


@mistake("size_after_20", "That is the size, computed. Choose the one of the four that is nearest to it.")
def computed_not_chosen():
    return 1 / 1024


# initial_spread


@mistake("initial_spread", "That is the variance. The standard deviation is its root.")
def variance_for_spread(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return 2 / (into + out) if kind == "xavier" else 2 / into


@mistake("initial_spread", "A kernel's window is left out: one output sums height times width times channels numbers, and one input acts on that many places, too.")
def window_left_out(shape, kind):
    into, out = shape[-2], shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "For the outputs the kernel's window is left out: one input acts on every output of each filter whose window it lies in.")
def window_left_out_for_outputs(shape, kind):
    into, out = np.prod(shape[:-1]), shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "He divides by the number of inputs, not of outputs: it keeps the size on the way there.")
def he_from_outputs(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / out)


@mistake("initial_spread", "Your He has a 1 over the root. ReLU takes away half of the mean square, so the variance must be twice 1/n.")
def he_without_the_two(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(1 / into)


@mistake("initial_spread", "Your Xavier has a 1 over the root. If n and n' are equal it must be 1/n, and n + n' is twice as much.")
def xavier_without_the_two(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(1 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "Your Xavier takes the inputs alone. It stands between 1/n and 1/n': it needs the outputs, too.")
def xavier_from_inputs(shape, kind):
    into = np.prod(shape[:-1])
    return np.sqrt(1 / into) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "For one kind your function gives the spread of the other: they have changed places, or the comparison never holds (the kinds come in small letters).")
def kinds_swapped(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "he" else np.sqrt(2 / into)


@mistake("initial_spread", "All four sizes were multiplied for the inputs. One output belongs to one filter: the last axis does not count for n.")
def filters_counted_as_inputs(shape, kind):
    window = np.prod(shape[:-2])
    into, out = np.prod(shape), window * shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "The shape was unpacked into four names: a dense layer has two sizes, and the function must take both. `shape[-2]` and `shape[-1]` are there either way.")
def four_sizes_only(shape, kind):
    high, wide, channels, filters = shape
    into, out = high * wide * channels, high * wide * filters
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "You drew weights. Asked is their standard deviation, one number.")
def weights_drawn(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    spread = np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)
    return np.random.default_rng(0).normal(scale=spread, size=shape)


@mistake("initial_spread", "In Xavier the outputs were added after the division: n + n' needs brackets below the line.")
def brackets_forgotten(shape, kind):
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(2 / into + out) if kind == "xavier" else np.sqrt(2 / into)


@mistake("initial_spread", "All four sizes were multiplied for the outputs. An input belongs to one channel: the channels do not count for n'.")
def channels_counted_as_outputs(shape, kind):
    into, out = np.prod(shape[:-1]), np.prod(shape) if len(shape) > 2 else shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)


# one_row


@mistake("one_row", "In training the running values do not count: you normalised both by them. A batch of one row has that row for its mean.")
def running_values_both_times():
    return [[14, 1], [14, 1]]


@mistake("one_row", "In use the running values count, not the row itself.")
def the_row_itself_both_times():
    return [[10, 0], [10, 0]]


@mistake("one_row", "(i) and (ii) have changed places.")
def the_other_way_round():
    return [[14, 1], [10, 0]]


@mistake("one_row", "Gamma and beta are missing: after normalising comes the stretch and the move.")
def without_gamma_and_beta():
    return [[0, 0], [2, 1]]


@mistake("one_row", "(i) is right. In (ii) you divided by the variance; divide by its root.")
def divided_by_the_variance():
    return [[10, 0], [12, 0.05]]


@mistake("one_row", "In (i) the row's distance from its own mean is 0, and 0 divided by as good as 0, but not 0, is 0: beta alone is left, not gamma + beta.")
def zero_over_zero_is_one():
    return [[12, 1], [14, 1]]


@mistake("one_row", "In (i) the row came out as it went in. A layer in training takes the mean of its batch away, whatever the batch is; here the batch is this row.")
def row_unchanged_in_training():
    return [[7, 40], [14, 1]]


@mistake("one_row", "(i) is right. In (ii) beta is missing.")
def beta_missing_in_use():
    return [[10, 0], [4, 1]]


# batch_norm


@mistake("batch_norm", "You divided by the variance. Divide by its root, the standard deviation.")
def no_root(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / (variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "Epsilon was added after the root. It belongs to the variance, under the root.")
def epsilon_outside(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / (np.sqrt(variance) + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "Epsilon is left out: it is added to the variance, so that a channel that is the same everywhere does not divide by 0.")
def epsilon_left_out(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance) + beta, running_mean, running_var


@mistake("batch_norm", "Right for rows. For maps you took the mean over the batch alone, so each place got its own: a channel has one mean over the batch and all its places.")
def over_the_batch_only(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "One mean for everything: the channels were mixed. Each channel, the last axis, has a mean and a variance of its own.")
def one_mean_for_all(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        mean, variance = x.mean(), x.var()
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "The variance was divided by the count less one. Here it is divided by the count, as `x.var` does without further words.")
def count_less_one(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes, ddof=1)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "The outputs are right; momentum and 1 - momentum have changed places in the running values. The momentum is the part of the old ones that is kept.")
def momentum_the_other_way(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "In training you normalised by the running values. They are for use; a batch in training is normalised by its own mean and variance.")
def running_values_in_training(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    if training:
        axes = tuple(range(x.ndim - 1))
        running_mean = momentum * running_mean + (1 - momentum) * x.mean(axis=axes)
        running_var = momentum * running_var + (1 - momentum) * x.var(axis=axes)
    y = gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta
    return y, running_mean, running_var


@mistake("batch_norm", "In use you normalised by the batch's own mean and variance: then the answer for one picture depends on the others that are asked about. Take the running values.")
def batch_values_in_use(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    if training:
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "The outputs are right, but in use the running values changed as well. Using a network must not change it.")
def remembers_in_use(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    used = (mean, variance) if training else (running_mean, running_var)
    running_mean = momentum * running_mean + (1 - momentum) * mean
    running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - used[0]) / np.sqrt(used[1] + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "The outputs are right, but nothing was remembered: in training a part of the batch's mean and variance goes into the running ones.")
def remembers_nothing(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = (x.mean(axis=axes), x.var(axis=axes)) if training else (running_mean, running_var)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "Outputs alone: the next batch needs the running mean and variance, too. Return all three.")
def outputs_alone(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = (x.mean(axis=axes), x.var(axis=axes)) if training else (running_mean, running_var)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


@mistake("batch_norm", "Beta was added before gamma multiplied, so it was stretched as well. First stretch, then move.")
def moves_before_it_stretches(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * ((x - mean) / np.sqrt(variance + epsilon) + beta), running_mean, running_var


@mistake("batch_norm", "The numbers are right, but the running arrays that were given have been changed: `*=` and `+=` write into them. Make new ones.")
def running_values_in_place(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean *= momentum
        running_mean += (1 - momentum) * mean
        running_var *= momentum
        running_var += (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "In use you first made the batch a part of the running values, and then normalised by them. In use they are taken as they are.")
def updates_before_use(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    running_mean = momentum * running_mean + (1 - momentum) * mean
    running_var = momentum * running_var + (1 - momentum) * variance
    if not training:
        mean, variance = running_mean, running_var
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "You took the standard deviation, and then its root once more. Under the root belongs the variance.")
def root_twice(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.std(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


@mistake("batch_norm", "The mean was taken along the channels, so each row got its own. The axes to average over are all but the last: the channel is the one that is left.")
def along_the_channels(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    mean, variance = running_mean, running_var
    if training:
        mean, variance = x.mean(axis=-1), x.var(axis=-1)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, running_mean, running_var


# adam_step


@mistake("adam_step", "Nothing was mended yet: the colleague's version has three bugs.")
def as_it_was(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1 * step)
    v = v / (1 - beta2**step)
    return weights - rate * m / (v + epsilon), m, v


@mistake("adam_step", "The root is there now. Two are left: look at what t does to beta, and at which m and v the next step gets.")
def root_only(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1 * step)
    v = v / (1 - beta2**step)
    return weights - rate * m / (np.sqrt(v) + epsilon), m, v


@mistake("adam_step", "The power is there now. Two are left: by what is m divided, and which m and v does the next step get?")
def power_only(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1**step)
    v = v / (1 - beta2**step)
    return weights - rate * m / (v + epsilon), m, v


@mistake("adam_step", "The new weights are right. But the m and v that you return were divided by 1 - beta ** step already, and the next step would do it again: remember them undivided.")
def divided_values_remembered(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1**step)
    v = v / (1 - beta2**step)
    return weights - rate * m / (np.sqrt(v) + epsilon), m, v


@mistake("adam_step", "One is left: compare what step number does to beta1 and to beta2. At the first step there is no difference, at the second there is.")
def times_for_power(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    direction, size = m / (1 - beta1 * step), np.sqrt(v / (1 - beta2**step))
    return weights - rate * direction / (size + epsilon), m, v


@mistake("adam_step", "One is left: the step is divided by v itself, so large gradients take the smallest steps. Divide by its root.")
def root_forgotten(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (1 - beta1**step) / (v / (1 - beta2**step) + epsilon), m, v


@mistake("adam_step", "Power and memory are mended and the root is there, but epsilon has moved under it. In the formula it is added after the root.")
def epsilon_under_the_root(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (1 - beta1**step) / np.sqrt(v / (1 - beta2**step) + epsilon), m, v


@mistake("adam_step", "The division by 1 - beta ** step is gone altogether: the first steps come out with a wrong length. Keep it, for the step alone.")
def without_making_up(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (np.sqrt(v) + epsilon), m, v


@mistake("adam_step", "The weights alone: the next step needs m and v as well. Return all three.")
def weights_alone(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (1 - beta1**step) / (np.sqrt(v / (1 - beta2**step)) + epsilon)


@mistake("adam_step", "This climbs: the gradient points uphill, so the step is subtracted.")
def climbs(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights + rate * m / (1 - beta1**step) / (np.sqrt(v / (1 - beta2**step)) + epsilon), m, v


@mistake("adam_step", "beta1 and beta2 have changed places: beta1 belongs to m, beta2 to v.")
def betas_swapped(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta2 * m + (1 - beta2) * gradient
    v = beta1 * v + (1 - beta1) * gradient**2
    return weights - rate * m / (1 - beta2**step) / (np.sqrt(v / (1 - beta1**step)) + epsilon), m, v


@mistake("adam_step", "m is divided by its 1 - beta1 ** step, v is not by its own. Both start at 0 and need it.")
def only_m_made_up_for(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (1 - beta1**step) / (np.sqrt(v) + epsilon), m, v


@mistake("adam_step", "v is divided by its 1 - beta2 ** step, m is not by its own. Both start at 0 and need it.")
def only_v_made_up_for(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return weights - rate * m / (np.sqrt(v / (1 - beta2**step)) + epsilon), m, v


@mistake("adam_step", "The step was counted on once more: the number that is given is 1 for the first step already.")
def step_counted_twice(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    direction, size = m / (1 - beta1 ** (step + 1)), np.sqrt(v / (1 - beta2 ** (step + 1)))
    return weights - rate * direction / (size + epsilon), m, v


@mistake("adam_step", "v is a mean of the gradient here. It was right before: a mean of its *square*.")
def square_lost(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient
    with np.errstate(invalid="ignore"):
        size = np.sqrt(v / (1 - beta2**step))
    return weights - rate * m / (1 - beta1**step) / (size + epsilon), m, v


# dropout


@mistake("dropout", "The mean sinks: those that are left must grow, divided by 1 - rate.")
def without_making_up_for_it(x, rate, draws, training):
    return x * (draws >= rate) if training else x


@mistake("dropout", "You divided by the rate. What is left is the part 1 - rate, so divide by that.")
def divided_by_the_rate(x, rate, draws, training):
    return x * (draws >= rate) / rate if training else x


@mistake("dropout", "You silenced the wrong ones: a draw *below* the rate silences. This way the part that is left is the rate.")
def keeps_the_wrong_ones(x, rate, draws, training):
    return x * (draws < rate) / (1 - rate) if training else x


@mistake("dropout", "In use numbers are silenced. When the network is used nothing must happen. (If in training they are not, the two have changed places.)")
def silences_in_use(x, rate, draws, training):
    return x * (draws >= rate) / (1 - rate)


@mistake("dropout", "The older form: nothing is made larger in training, and in use everything is multiplied by 1 - rate. It works as well, but asked is the form in which nothing happens in use.")
def older_form(x, rate, draws, training):
    return x * (draws >= rate) if training else x * (1 - rate)


@mistake("dropout", "You divided by the part that happened to be left. Divide by 1 - rate: the mean stays on average over the draws, not in each of them.")
def divided_by_the_part_left(x, rate, draws, training):
    kept = draws >= rate
    return x * kept / max(kept.mean(), 1e-9) if training else x


@mistake("dropout", "The others are multiplied by 1 - rate and so get smaller. They must grow: divide.")
def made_smaller(x, rate, draws, training):
    return x * (draws >= rate) * (1 - rate) if training else x


@mistake("dropout", "In use the numbers are made larger. When the network is used nothing must happen: return x.")
def grows_in_use(x, rate, draws, training):
    return x * (draws >= rate) / (1 - rate) if training else x / (1 - rate)


@mistake("dropout", "The numbers are right, but you wrote zeros into the array you were given. Work on a new one.")
def in_place(x, rate, draws, training):
    if training:
        x[draws < rate] = 0
        x /= 1 - rate
    return x


@mistake("dropout", "The draws were compared, but not number by number: Python's `if` cannot take an array. Multiply by the comparison, or use `np.where`.")
def one_if_for_all(x, rate, draws, training):
    if training:
        return 0 * x if draws < rate else x / (1 - rate)
    return x


@mistake("dropout", "You went through the rows and compared each whole row at once. Let NumPy compare the arrays: x may have any number of axes.")
def row_by_row(x, rate, draws, training):
    if not training:
        return x
    return np.array([0 if draw < rate else number / (1 - rate) for number, draw in zip(x, draws, strict=True)])


@mistake("dropout", "A number is silenced when its draw is below `rate`; what is left out must become 0, and the shape must stay.")
def leaves_the_silent_out(x, rate, draws, training):
    return x[draws >= rate] / (1 - rate) if training else x


# becomes


@mistake("becomes", "The 2 on a calculator is all corners: its mirror image is a digit, too. Draw it.")
def mirrored_two_is_nothing():
    return [-1, 3, 9, -1, 8]


@mistake("becomes", "Every digit was left as it is. Some of these changes make another one of it; draw the 2 and the 6.")
def all_stay():
    return [2, 3, 6, 7, 8]


@mistake("becomes", "The 6, turned by half a turn, is no 6: its ring comes to the top.")
def six_stays_six():
    return [5, 3, 6, -1, 8]


@mistake("becomes", "The 7 has its stroke on the right; mirrored it has it on the left, and no digit looks like that. (A 1 would have no stroke at the top.)")
def mirrored_seven_is_a_digit():
    return [5, 3, 9, 7, 8]


@mistake("becomes", "The reflection in water exchanges top and bottom only. The strokes of the 3 stay on the right.")
def three_becomes_nothing():
    return [5, -1, 9, -1, 8]


# augment


@mistake("augment", "The mask stayed where it was: its labels now belong to other pixels. Whatever is done to the picture is done to it.")
def mask_left_alone(image, mask, down, right, mirror):
    height, width = mask.shape
    image = image[:, ::-1] if mirror else image
    result = np.zeros_like(image)
    kept = image[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
    result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
    return result, mask


@mistake("augment", "What leaves on one side comes in on the other: `np.roll` goes round. What comes in must be 0.")
def goes_round(image, mask, down, right, mirror):
    def changed(values):
        values = values[:, ::-1] if mirror else values
        return np.roll(values, (down, right), axis=(0, 1))

    return changed(image), changed(mask)


@mistake("augment", "It moved the other way: a positive `down` moves the content down, so the first rows become 0.")
def other_way(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1] if mirror else values
        kept = values[max(down, 0) : height - max(-down, 0), max(right, 0) : width - max(-right, 0)]
        result = np.zeros_like(values)
        result[max(-down, 0) : height + min(-down, 0), max(-right, 0) : width + min(-right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "`down` moved the columns and `right` the rows. The first axis is the height.")
def axes_swapped(image, mask, down, right, mirror):
    down, right = right, down

    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1] if mirror else values
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "First moved, then mirrored: so it went to the other side. First mirror, then move.")
def moved_then_mirrored(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result[:, ::-1] if mirror else result

    return changed(image), changed(mask)


@mistake("augment", "Mirrored are top and bottom. Left and right change places along the second axis.")
def upside_down(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[::-1] if mirror else values
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "Along the last axis the picture has its colours, so `[..., ::-1]` exchanged red and blue and mirrored only the mask. Left and right are the second axis.")
def colours_back_to_front(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[..., ::-1] if mirror else values
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "The mask was mirrored but not moved along.")
def mask_only_mirrored(image, mask, down, right, mirror):
    height, width = mask.shape
    image, mask = (image[:, ::-1], mask[:, ::-1]) if mirror else (image, mask)
    result = np.zeros_like(image)
    kept = image[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
    result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
    return result, mask


@mistake("augment", "It mirrors always. Only if `mirror` is True.")
def mirrors_always(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1]
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "It works for moves down and right only: with a negative number `result[down:]` counts from the end. Think about each direction apart.")
def forwards_only(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1] if mirror else values
        result = np.zeros_like(values)
        result[down:, right:] = values[: height - down, : width - right]
        return result

    return changed(image), changed(mask)


@mistake("augment", "What should come in as 0 still shows the old content: the result was begun as a copy. Begin with zeros.")
def old_content_stays(image, mask, down, right, mirror):
    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1] if mirror else values
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = values.copy()
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result

    return changed(image), changed(mask)


@mistake("augment", "The picture alone: the mask is asked for, too. Return both.")
def picture_alone(image, mask, down, right, mirror):
    height, width = mask.shape
    image = image[:, ::-1] if mirror else image
    result = np.zeros_like(image)
    kept = image[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
    result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
    return result


@mistake("augment", "With a slice like `[:-down]` a move of 0 leaves nothing, and a negative one counts from the other end. Think about each direction apart.")
def slices_from_the_end(image, mask, down, right, mirror):
    def changed(values):
        values = values[:, ::-1] if mirror else values
        result = np.zeros_like(values)
        result[down:, right:] = values[:-down, :-right]
        return result

    return changed(image), changed(mask)


@mistake("augment", "Zeros were added on one side, and the result was cut from the top left each time. For a move up or to the left the part to keep begins elsewhere.")
def cut_from_the_top_left(image, mask, down, right, mirror):
    height, width = mask.shape
    image, mask = (image[:, ::-1], mask[:, ::-1]) if mirror else (image, mask)
    rows, columns = (max(down, 0), max(-down, 0)), (max(right, 0), max(-right, 0))
    image, mask = np.pad(image, (rows, columns, (0, 0))), np.pad(mask, (rows, columns))
    return image[:height, :width], mask[:height, :width]


# better_model: each is recognised before any training, but for the last


@mistake("better_model", "The function has no `return`: give the model back that `compiled` makes.")
def no_return(pixels, degrees):
    compiled([layers.RandomTranslation(pixels / 12, pixels / 12), layers.Flatten()])


@mistake("better_model", "A list of layers is no network yet: put it into `compiled([...])`.")
def list_of_layers(pixels, degrees):
    return [layers.RandomTranslation(pixels / 12, pixels / 12), layers.Conv2D(16, 3), layers.Flatten(), layers.Dense(10)]


@mistake("better_model", "The model has no optimiser and no loss yet. `compiled` sets both; if you build it yourself, call `model.compile`.")
def not_compiled(pixels, degrees):
    return keras.Sequential([keras.Input((12, 12, 1)), layers.Conv2D(16, 3), layers.Flatten(), layers.Dense(10)])


@mistake("better_model", "The model does not know its input, so it has no weights yet. `compiled` begins with the right `keras.Input`; if you build it yourself, do the same.")
def without_input(pixels, degrees):
    model = keras.Sequential([layers.Conv2D(16, 3), layers.Flatten(), layers.Dense(10)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("better_model", "A mirrored 2 is no 2, and a mirrored 5 looks like one: leave RandomFlip out.")
def mirrored_digits(pixels, degrees):
    inner = [layers.RandomFlip("horizontal"), layers.RandomTranslation(pixels / 12, pixels / 12, fill_mode="constant")]
    return compiled([*inner, layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten()])


@mistake("better_model", "There is no Flatten or global pool before the scores, so each place of the map gets ten scores of its own.")
def without_flatten(pixels, degrees):
    inner = [layers.RandomTranslation(pixels / 12, pixels / 12, fill_mode="constant"), layers.Conv2D(16, 3, activation="relu")]
    return compiled(inner)


@mistake("better_model", "Too many parameters, nearly all of them in the dense layer after Flatten: pool before it, or make it smaller.")
def far_too_large(pixels, degrees):
    inner = [layers.RandomTranslation(pixels / 12, pixels / 12, fill_mode="constant"), layers.Conv2D(64, 3, activation="relu")]
    return compiled([*inner, layers.Flatten(), layers.Dense(128, activation="relu")])


@mistake("better_model", "RandomTranslation was given pixels. It takes a part of the height and of the width: 1.5 pixels of 12 are how much of it?")
def moved_by_pixels(pixels, degrees):
    inner = [layers.RandomTranslation(pixels, pixels, fill_mode="constant"), layers.Conv2D(16, 3, activation="relu")]
    return compiled([*inner, layers.MaxPooling2D(), layers.Flatten()])


@mistake("better_model", "RandomRotation was given degrees. It takes a part of a full turn.")
def turned_by_degrees(pixels, degrees):
    inner = [layers.RandomRotation(degrees, fill_mode="constant"), layers.Conv2D(16, 3, activation="relu")]
    return compiled([*inner, layers.MaxPooling2D(), layers.Flatten()])


@mistake("better_model", "This is the plain network again. It reads neat pages; the hurried ones lie where it has never seen a digit. Show it such digits in training.")
def plain_again(pixels, degrees):
    return plain_model()
