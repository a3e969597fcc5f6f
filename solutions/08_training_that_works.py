# %% [markdown]
# # 8 · Training that works
#
# **The question.** An archivist has 150 labelled digits from old ledgers. Her network learns nothing, or it learns the 150 by heart and misreads the next page. What must she change so that it reads
# new pages?
#
# **You will be able to**
#
# - *test* in ten seconds whether a network can learn at all, and *start* it so that it can;
# - *write* batch normalisation, dropout and augmentation, and *mend* an optimiser;
# - *tell* underfitting from overfitting, and *close* the gap between what was trained on and what comes next.
#
# **Time** about 90 minutes. **Builds on** chapter 6 (gradients, momentum) and chapter 7 (Keras).

# %%
import numpy as np

from convcourse import checks, data, demos, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("08_training_that_works")
layers = keras.layers
demos.your_progress(check)

# %% [markdown]
# ## Before you train for an hour, train for ten seconds
#
# Here is the archive: fifteen examples of each digit to learn from, real handwriting, on a canvas of 12 by 12. Two sets are held out: `careful` was scanned like the training digits. `hurried` shows the same
# digits, laid on the scanner in a hurry: up to one and a half pixels off, and turned by up to 15°.

# %%
def in_a_hurry(images, seed):
    random = np.random.default_rng(seed)
    changes = [reference.draw_change(random, shift=1.5, turn=15) for _ in images]
    pairs = zip(images, changes, strict=True)
    return np.stack([reference.changed_image(image, change) for image, change in pairs])

# %%
def archive(seed):
    known, new = data.digits("train", seed=seed), data.digits("test", seed=seed)
    places = np.concatenate([np.flatnonzero(known.labels == digit)[:15] for digit in range(10)])
    margin = ((0, 0), (2, 2), (2, 2), (0, 0))
    few, careful = np.pad(known.images[places], margin), np.pad(new.images, margin)
    hurried = in_a_hurry(careful, seed)
    return (few, known.labels[places]), (careful, new.labels), (hurried, new.labels)


few, careful, hurried = archive(0)
print("to learn from:", few[0].shape, " held out, twice:", careful[0].shape)

# %% [markdown]
# And a plain network, as in chapter 7. `Adam` is an optimiser; more on it below.

# %%
def compiled(inner, rate=0.003):
    scores = layers.Dense(10)
    model = keras.Sequential([keras.Input((12, 12, 1)), *inner, scores])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    return model


def plain_model(rate=0.003):
    convolution = [layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D()]
    return compiled([*convolution, layers.Flatten(), layers.Dense(64, activation="relu")], rate)

# %%
def fitted(model, part, epochs=60, curve=None, seed=0, held_out=None):
    keras.utils.set_random_seed(seed)
    images, labels = part[0].astype("float32"), part[1]
    callbacks = [] if curve is None else [curve.keras_callback()]
    settings = {"epochs": epochs, "batch_size": 50, "callbacks": callbacks, "verbose": 0}
    return model.fit(images, labels, validation_data=held_out, **settings).history

# %%
def scores_of(model, images):
    return models.outputs_of(model, images.astype("float32"))


def accuracy(model, part):
    return np.mean(scores_of(model, part[0]).argmax(axis=1) == part[1])

# %% [markdown]
# **Check one: the first loss.** Fresh weights know nothing. With $c$ classes, each should get a probability near $1/c$, so the loss is near $-\ln(1/c) = \ln c$. For ten digits that is 2.303:

# %%
keras.utils.set_random_seed(0)
fresh = scores_of(plain_model(), few[0])
print(f"first loss {reference.cross_entropy(fresh, few[1]):.3f}, ln 10 = {np.log(10):.3f}")
print(f"with scores 100 times as large {reference.cross_entropy(100 * fresh, few[1]):.3f}")

# %% [markdown]
# Much more means that the network is *sure* of nonsense: its weights or its inputs are too large (pixels up to 255?).
#
# **Predict before you run.** Three colleagues report the first losses 0.69, 4.61 and 6.91. All is well with their networks. How many classes has each? (On paper: $e^{2.3} \approx 10$.)

# %% exercise="class_counts"
class_counts = ...  # three whole numbers
### BEGIN SOLUTION
class_counts = [2, 100, 1000]
### END SOLUTION

# %% check="class_counts" points=1
with check("class_counts", class_counts) as answer:
    answer.equals(np.rint(np.exp([0.6931, 4.6052, 6.9078])))

# %% [markdown]
# **Check two: ten images by heart.** Any sound network can learn ten images until the loss is nearly 0. If it cannot, do not train longer: look for the bug. Here is the plain network, one with a bug (a ReLU on the scores, so that none can be
# negative), and the plain one with *wrong labels* for all ten.

# %%
def losses_of(model, images, labels, steps=60):
    images = images.astype("float32")  # each step uses all the pictures
    return [float(model.train_on_batch(images, labels)[0]) for _ in range(steps)]

# %% demo="ten_by_heart"
ten, truth = few[0][::15], few[1][::15]
for what in ("sound", "ReLU on scores", "wrong labels"):
    labels = truth[::-1] if what == "wrong labels" else truth
    keras.utils.set_random_seed(0)
    model = plain_model()
    if what == "ReLU on scores":
        model.layers[-1].activation = keras.activations.relu
    losses_of(model, ten, labels)
    loss = reference.cross_entropy(scores_of(model, ten), labels)
    print(f"{what:16} {accuracy(model, (ten, labels)):4.0%} of ten by heart, loss {loss:.4f}")

# %% [markdown]
# The bug shows at once. But wrong labels are learnt too: this check finds bugs in the network, not in the labels.
#
# > **Takeaway.** First loss near $\ln c$, ten images by heart; only then train.

# %% [markdown]
# ## Twenty layers deep, a factor a little off 1 is fatal
#
# A unit sums $n$ inputs: $z = \sum_i w_i x_i$. If the weights are random around 0, with standard deviation $\sigma$, the terms partly cancel, and the mean squares obey
#
# $$\overline{z^2} = n\,\sigma^2\;\overline{x^2}.$$
#
# Each layer multiplies by $n\sigma^2$, twenty layers by its twentieth power. ReLU cuts off half of the sums, which halves $\overline{z^2}$ once more. The gradients on their way back meet the same
# factors, with $n'$, the number of outputs that an input acts on, in place of $n$. So the first weights should have
#
# - **Xavier** (for tanh): $\sigma^2 = 2/(n + n')$, between the $1/n$ that suits the way there and the $1/n'$ that suits the way back;
# - **He** (for ReLU): $\sigma^2 = 2/n$, which makes up for the lost half.
#
# **Predict before you run.** Twenty layers, all equally wide, Xavier, each followed by ReLU. The inputs have size 1 (root mean square). About what size comes out: 0.5, 0.05, 0.001 or 0.000001?

# %% exercise="size_after_20"
size_after_20 = ...  # 0.5, 0.05, 0.001 or 0.000001
### BEGIN SOLUTION
size_after_20 = 0.001
### END SOLUTION

# %% check="size_after_20" points=1
with check("size_after_20", size_after_20) as answer:
    answer.satisfies(lambda size: size in (0.5, 0.05, 0.001, 0.000001), "one of the four")
    answer.satisfies(lambda size: abs(np.log2(size) + 20 / 2) < 0.1, "the right one of the four")

# %% [markdown]
# Now look. Which of the four ways keeps its size with ReLU? Which explodes without an activation? And what does the switch for batch normalisation do to the weights of 0.01?

# %% demo="spread_through_layers"
demos.spread_through_layers()

# %% [markdown]
# With ReLU only He keeps its size; without an activation He explodes, because nothing halves; with the switch on, even 0.01 comes through. (With tanh, which holds large numbers down, Xavier and He end close together, at 0.14 and 0.55.) Zeros never do: all units of a layer are the same and stay the same.
#
# ### Exercise: the spread of the first weights
#
# A dense layer of shape $(n, n')$ is easy. For a kernel of shape (height, width, channels, filters), ask: how many numbers does one output sum up, and on how many outputs does one input act (stride 1, not at the border)? The shape
# $(4, 2, 9, 7)$ has $n = 72$ and $n' = 56$.

# %% exercise="initial_spread"
def initial_spread(shape, kind):
    """Return the standard deviation of the first weights.

    shape is (inputs, outputs) or (height, width, channels, filters); kind is "xavier" or "he".
    initial_spread((4, 2, 9, 7), "xavier") is 1/8, and with "he" it is 1/6.
    """
    ### BEGIN SOLUTION
    window = np.prod(shape[:-2])
    into, out = window * shape[-2], window * shape[-1]
    return np.sqrt(2 / (into + out)) if kind == "xavier" else np.sqrt(2 / into)
    ### END SOLUTION

# %% check="initial_spread" points=2
with check("initial_spread", initial_spread) as answer:
    for kind, kernel, dense in (("xavier", 8, 6), ("he", 6, 5)):
        answer.on((4, 2, 9, 7), kind).gives(1 / kernel)
        answer.on((50, 22), kind).gives(1 / dense)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    shape = tuple(int(size) for size in answer.random.integers(2, 7, size=4))
    for kind in ("xavier", "he"):
        answer.on(shape, kind).agrees_with(reference.initial_spread)
        answer.on(shape[1:3], kind).agrees_with(reference.initial_spread)
    ### END HIDDEN TESTS

# %% [markdown]
# Your spreads at work, twenty layers of 256 units with ReLU; beside them what the formula says.

# %% demo="your_spreads"
def through_20(kind):
    random = np.random.default_rng(0)
    numbers, spread = random.normal(size=(256, 256)), initial_spread((256, 256), kind)
    for _ in range(20):
        numbers = np.maximum(numbers @ random.normal(scale=spread, size=(256, 256)), 0)
    return f"{kind:6} {np.sqrt(np.mean(numbers**2)):.4f}  formula {(256 * spread**2 / 2) ** 10:.4f}"


for kind in ("xavier", "he"):
    print(demos.once_written(through_20, kind))

# %% [markdown]
# > **Takeaway.** Choose the first weights so that each layer hands on numbers of the size it gets: He for ReLU, Xavier for tanh.

# %% [markdown]
# ## Batch normalisation sets the size anew in every layer
#
# Instead of hoping for the right size, measure it. **Batch normalisation** takes, for each channel, the mean $\bar x$ and the variance $s^2$ over the whole batch (and over all places of a map), and returns
#
# $$y = \gamma\,\frac{x - \bar x}{\sqrt{s^2 + \varepsilon}} + \beta.$$
#
# `gamma` and `beta` have one number a channel and are learnt; $\varepsilon$ keeps the root from 0. Five rows, two channels, $\gamma = [2, 1]$, $\beta = [10, 0]$, $\varepsilon = 0$:
#
# | | rows | $\bar x$ | $s^2$ | $y$ |
# | --- | --- | --- | --- | --- |
# | channel 0 | 2, 4, 5, 6, 8 | 5 | 4 | 7, 9, 10, 11, 13 |
# | channel 1 | 10, 10, 10, 10, 60 | 20 | 400 | $-0.5$, $-0.5$, $-0.5$, $-0.5$, 2 |
#
# In use there may be no batch, and an answer must not depend on who else is asked about. So in training the layer also keeps a **running** mean and variance (they start at 0 and 1): after each batch, running ← `momentum` · running + (1 − `momentum`) · batch. In use it takes
# these, and leaves them as they are. With `momentum` 0.9 the batch above turns the means 0 and 0 into 0.5 and 2, and the variances 1 and 1 into 1.3 and 40.9.
#
# **Predict before you run.** One row alone, $[7, 40]$, with the same $\gamma$, $\beta$ and $\varepsilon = 0^+$ (as good as 0). What comes out (i) in training, (ii) in use with running means $[3, 20]$ and variances $[4, 400]$?

# %% exercise="one_row"
one_row = ...  # [[channel 0, channel 1] of (i), [channel 0, channel 1] of (ii)]
### BEGIN SOLUTION
one_row = [[10, 0], [14, 1]]
### END SOLUTION

# %%
gamma, beta = np.array([2.0, 1]), np.array([10.0, 0])

# %% check="one_row" points=1
with check("one_row", one_row) as answer:
    row, kept = np.array([[7.0, 40]]), ([3, 20], [4, 400])
    both_ways = [
        reference.batch_norm(row, gamma, beta, *kept, training=training, epsilon=1e-15).outputs[0]
        for training in (True, False)
    ]
    answer.equals(both_ways)

# %% [markdown]
# In training a single row forgets itself: the answer is $\beta$, whatever comes in. That is why a network that was left in training mode gives strange answers to single pictures.
#
# ### Exercise: batch normalisation
#
# Mean and variance are taken over all axes but the last. `x.var` divides by the count, as Keras does.

# %% exercise="batch_norm"
def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum, epsilon):
    """Return (outputs, running mean, running variance); the arrays given stay as they are.

    x is (batch, channels) or (batch, height, width, channels), all others (channels,).
    The table above, with running values of 0 and 1 and momentum 0.9, is a worked example.
    """
    ### BEGIN SOLUTION
    mean, variance = running_mean, running_var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, running_mean, running_var
    ### END SOLUTION

# %%
rows = np.array([[2.0, 10], [4, 10], [5, 10], [6, 10], [8, 60]])
maps = (np.arange(3 * 2 * 4 * 2) * 7 % 11 - 3.0).reshape(3, 2, 4, 2)
before = np.array([1.0, -2]), np.array([4.0, 9])


def normalised(x, gamma, beta, mean, variance, training, momentum, epsilon):
    settings = {"training": training, "momentum": momentum, "epsilon": epsilon}
    return tuple(reference.batch_norm(x, gamma, beta, mean, variance, **settings))

# %% check="batch_norm" points=3
with check("batch_norm", batch_norm) as answer:
    on_paper = np.array([[7, -0.5], [9, -0.5], [10, -0.5], [11, -0.5], [13, 2]])
    first = answer.on(rows, gamma, beta, [0, 0], [1, 1], True, 0.9, 0.0)
    first.gives((on_paper, np.array([0.5, 2]), np.array([1.3, 40.9])))
    answer.on(maps, gamma, beta, *before, True, 0.8, 0.5).agrees_with(normalised)
    answer.on(maps, gamma, beta, *before, False, 0.8, 0.5).agrees_with(normalised)
    answer.avoids("reference", "normalised")
    ### BEGIN HIDDEN TESTS
    some, three = answer.random.normal(size=(4, 3, 2, 3)), answer.random.normal(size=(3, 3))
    for training in (True, False):
        call = answer.on(some, *three, three[0] ** 2, training, 0.7, 0.1)
        call.agrees_with(normalised)
    ### END HIDDEN TESTS

# %% [markdown]
# In a network it stands between the sums and the activation: `Conv2D(16, 3, use_bias=False)`, `BatchNormalization()`, `ReLU()`. A bias would be in vain: $\bar x$ takes it away again, and $\beta$ is one.
#
# What is it worth? Six layers whose first weights are of size 0.01, sixty steps on the archive: what will the loss be, without and with it?

# %% demo="small_weights"
def six_layers(with_it):
    inner = [layers.Flatten()]
    for _ in range(6):
        small = keras.initializers.RandomNormal(stddev=0.01)
        inner.append(layers.Dense(32, use_bias=not with_it, kernel_initializer=small))
        inner += [layers.BatchNormalization(), layers.ReLU()] if with_it else [layers.ReLU()]
    return compiled(inner)


for with_it in (False, True):
    keras.utils.set_random_seed(0)
    loss = losses_of(six_layers(with_it), *few)
    print(f"normalised: {with_it!s:5}  first loss {loss[0]:.3f}, last {loss[-1]:.3f}")

# %% [markdown]
# Without it nothing moves: outputs and gradients are far too small. With it the same weights learn.
#
# One trap for small data. Keras keeps `momentum=0.99`. After 180 batches, all that you will train on below, a part of $0.99^{180}$, that is 16 %, of the running values is still the 0 and 1 from the start, and the network in use is not the one that was trained. With
# 0.9 nothing is left of them. So for short trainings write `layers.BatchNormalization(momentum=0.9)`.
#
# > **Takeaway.** In training normalise by the batch, in use by what was remembered.

# %% [markdown]
# ## An optimiser decides how far to go in each direction
#
# One rate for all weights is a compromise: in a valley that is 25 times as steep across as along, the step that is right across is far too short along. Momentum (chapter 6) helps. **RMSProp** gives each weight a rate of its own: it divides the
# gradient $g$ by the root of a running mean $v$ of its square. **Adam** does so too, and takes a running mean $m$ of the gradient for the direction:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1) g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \qquad w \leftarrow w - \eta\,\frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \varepsilon}.$$
#
# ($\beta_1$ and $\beta_2$, 0.9 and 0.999, are no kin of the $\beta$ above.) $m$ and $v$ start at 0. After $t$ steps their decaying weights, those of chapter 1, sum only to $1 - \beta^t$; dividing by that makes up for it. For $w = [1, 2]$, $g = [3, -0.3]$ and the rate $\eta = 0.1$, the first step has
# $m/(1 - \beta_1) = g$ and $v/(1 - \beta_2) = g^2$, so it is $-\eta\,g/|g|$: $w$ becomes $[0.9, 2.1]$. The large and the small gradient move equally far.
#
# Watch all four. Which is thrown out of the valley at a rate of 0.1? Then switch the noise on: who comes to rest? And with a falling rate, the **schedule** "cosine"?

# %% demo="optimiser_paths"
demos.optimiser_paths()

# %% [markdown]
# Plain SGD flies out: across the valley, a rate of 0.1 overshoots by more than it was off. RMSProp and Adam hardly notice the steepness: their rate is about the length of a step. No noisy run comes to rest at a constant rate. A falling rate
# takes large steps first and small ones at the end, and the jitter dies down. In Keras, for the rate write `keras.optimizers.schedules.CosineDecay(0.01, 180)`: from 0.01 to 0 in 180 batches.
#
# Which rate suits *your* network? Try powers of ten, a few epochs each. Of the three below two leave the loss near $\ln 10$. Which, and how do you tell their faults apart?

# %% demo="three_rates"
for rate in (0.00003, 0.003, 0.3):
    keras.utils.set_random_seed(0)
    model = plain_model(rate)
    loss = losses_of(model, *few)
    on = np.mean(scores_of(model.layers[0], few[0]) > 0)  # of what the convolution gives
    told = f"at first {loss[0]:.3f}, at most {max(loss):6.3f}, at last {loss[-1]:.3f}"
    print(f"rate {rate:.5f}  loss {told}, ReLUs on: {on:.0%}")

# %% [markdown]
# 0.00003 creeps: longer would help. 0.3 blew the loss up at once and killed the ReLUs (chapter 5): longer will not help. Take the largest rate whose loss falls smoothly.
#
# ### Exercise: mend Adam
#
# A colleague wrote this from memory. It goes downhill, somehow. There are *three* bugs; compare with the formula, and with what must be remembered for the next step.

# %%
def broken_adam(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1 * step)
    v = v / (1 - beta2**step)
    return weights - rate * m / (v + epsilon), m, v

# %% exercise="adam_step"
def adam_step(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    """Return (weights, m, v) after step number `step`, 1 for the first: `broken_adam`, mended.

    For weights [1, 2], m and v 0, gradient [3, -0.3], step 1 and rate 0.1
    the new weights are [0.9, 2.1].
    """
    ### BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    direction, size = m / (1 - beta1**step), np.sqrt(v / (1 - beta2**step))
    return weights - rate * direction / (size + epsilon), m, v
    ### END SOLUTION

# %%
def by_the_book(weights, m, v, gradient, step, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
    betas = beta1, beta2
    return tuple(reference.adam_step(weights, m, v, gradient, step, rate, betas, epsilon))

# %% check="adam_step" points=3
with check("adam_step", adam_step) as answer:
    third = answer.on([[1, 2, 4]], [[3, 0, -1]], [[4, 1, 9]], [[2, -6, 1]], 3, 0.5)
    third.agrees_with(by_the_book)
    first = answer.on([1, 2], [0, 0], [0, 0], [3, -0.3], 1, 0.1)
    first.agrees_with(by_the_book)
    second = answer.on([1, 2], [2, -1], [16, 4], [4, 8], 2, 0.1, 0.5, 0.75, 1.0)
    second.agrees_with(by_the_book)
    answer.avoids("reference", "by_the_book")
    ### BEGIN HIDDEN TESTS
    w, m, g = answer.random.normal(size=(3, 2, 3))
    answer.on(w, m, m**2, g, 4, 0.3, 0.8, 0.9).agrees_with(by_the_book)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** SGD's rate must fit the steepest direction; Adam's is the length of a step. Let it fall at the end.

# %% [markdown]
# ## Learnt by heart is not learnt
#
# Now the plain network, and one that is far too small. `history` keeps the loss of each epoch.

# %%
def report(name, model):
    parts = {"training": few, "careful": careful, "hurried": hurried}
    print(f"{name:12}", "  ".join(f"{part} {accuracy(model, parts[part]):.1%}" for part in parts))

# %% demo="by_heart"
keras.utils.set_random_seed(0)
tiny = compiled([layers.Conv2D(2, 3, activation="relu"), layers.GlobalAveragePooling2D()])
fitted(tiny, few)
report("too small", tiny)

# %% demo="by_heart_plain"
keras.utils.set_random_seed(0)
plain = plain_model()
curve = demos.TrainingCurve(60, ("loss", "val_loss", "accuracy", "val_accuracy"))
history = fitted(plain, few, curve=curve, held_out=hurried)
report("plain", plain)
print("held-out loss: lowest after epoch", 1 + int(np.argmin(history["val_loss"])), "of 60")

# %% [markdown]
# The small network **underfits**: it is bad even at what it has seen, so more data will not help it. The plain one **overfits**: perfect on its 150 digits, worse on new ones, and lost when they lie a little differently. Look at the curve, too: while the training loss falls towards 0, the held-out
# loss turns and rises.
#
# - **Early stopping** takes the weights from where it turned: `keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)`. What you stop by, you have chosen by: a score on it flatters you. Keep a third part for the final mark.
# - **L2** adds $\lambda \sum w^2$ to the loss; its gradient $2\lambda w$ pulls each weight towards 0: `kernel_regularizer=keras.regularizers.L2(0.001)`.
# - **Dropout** silences a part $p$ of the numbers at random, anew in each step, so that no unit can rely on a single other one. Those that are left are divided by $1 - p$, so the mean stays; in use nothing happens at all.
#
# For $x = [6, 3, 9, 12]$, $p = \tfrac14$ and random draws $[0.9, 0.1, 0.3, 0.7]$ the 3 is silenced, because its draw is below $p$: $[8, 0, 12, 16]$.

# %% exercise="dropout"
def dropout(x, rate, draws, training):
    """Silence the numbers of x whose draw (0 to 1, shape of x) is below rate; keep the mean.

    dropout([6, 3, 9, 12], 0.25, [0.9, 0.1, 0.3, 0.7], True) is [8, 0, 12, 16].
    """
    ### BEGIN SOLUTION
    return x * (draws >= rate) / (1 - rate) if training else x
    ### END SOLUTION

# %% check="dropout" points=2
with check("dropout", dropout) as answer:
    answer.on([6, 3, 9, 12], 0.25, [0.9, 0.1, 0.3, 0.7], False).gives([6, 3, 9, 12])
    answer.on([6, 3, 9, 12], 0.25, [0.9, 0.1, 0.3, 0.7], True).gives([8, 0, 12, 16])
    answer.on([[4, -2, 6], [1, 5, 2]], 0.8, [[0.1, 0.85, 0.3], [0.9, 0.7, 0.2]], True).gives(
        [[0, -10, 0], [5, 0, 0]]
    )
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    some, drawn = answer.random.normal(size=(3, 4, 2)), answer.random.random(size=(3, 4, 2))
    answer.on(some, 0.4, drawn, True).gives(reference.dropout(some, 0.4, drawn))
    answer.on(some, 0.4, drawn, False).gives(some)
    ### END HIDDEN TESTS

# %% [markdown]
# > ### What books get wrong: "L2 is the same as weight decay"
# > With plain SGD it is: the step $-\eta \cdot 2\lambda w$ makes every weight smaller by one and the same factor. With Adam it is not. Take two weights, 10 and 0.1, and no gradient but that of L2:

# %%
w = np.array([10.0, 0.1])
pull = 2 * 0.01 * w
print("SGD: ", w - 0.05 * pull, " parts that are left:", (w - 0.05 * pull) / w)
moved = reference.adam_step(w, 0 * w, 0 * w, pull, 1, 0.05).weights
print("Adam:", moved.round(3), " parts that are left:", (moved / w).round(3))

# %% [markdown]
# > SGD takes a thousandth off both. Adam divides the pull away, and takes 0.05 off each: half a per cent of the one, half of the other. If you want decay with Adam, use `keras.optimizers.AdamW` (Loshchilov and Hutter).
#
# > **Takeaway.** Bad in training: a larger network, longer. Good in training only: more data, or make it harder to learn by heart.

# %% [markdown]
# ## Augmentation is data for free, if the label survives
#
# You cannot scan more ledgers. But a 3 moved by a pixel is a 3 that the network has not seen. **Augmentation** changes each picture a little, anew in each epoch. Move, turn, scale and mirror. Up to which turn is the 6 a 6?

# %% demo="augmentation_sampler"
demos.augmentation_sampler()

# %% [markdown]
# There is no sharp limit: somewhere past a quarter turn the 6 is on its way to being a 9.
#
# Where a label belongs to each *pixel*, as in the mask of the shapes, the mask must be changed exactly as the picture. And labels must not be mixed: halfway between background (0) and cross (4) lies 2, a square. So a turned picture mixes neighbouring pixels, a turned mask takes the nearest one.
#
# Not every change keeps the label. Here are digits as a pocket calculator shows them:

# %%
lines = [
    "### ..# ### ### #.# ### ### ### ### ###",
    "#.# ..# ..# ..# #.# #.. #.. ..# #.# #.#",
    "#.# ..# ### ### ### ### ### ..# ### ###",
    "#.# ..# #.. ..# ..# ..# #.# ..# #.# ..#",
    "### ..# ### ### ..# ### ### ..# ### ###",
]
ink = np.array([[sign == "#" for sign in line] for line in lines], dtype=float)
glyphs = {digit: ink[:, 4 * digit : 4 * digit + 3] for digit in range(10)}
figures.captioned_pictures([glyphs[n] for n in range(2, 10)], [f"a {n}" for n in range(2, 10)])

# %% [markdown]
# **Predict before you run.** What does each become: (i) 2, left and right mirrored, (ii) 3, turned upside down like a reflection in water, (iii) 6, turned by half a turn, (iv) 7, left and right mirrored, (v) 8, turned by half a turn? Write $-1$ where no digit comes out.

# %% exercise="becomes"
becomes = ...  # five numbers: a digit, or -1
### BEGIN SOLUTION
becomes = [5, 3, 9, -1, 8]
### END SOLUTION

# %% check="becomes" points=2
with check("becomes", becomes) as answer:
    two, three, six, seven, eight = (glyphs[n] for n in (2, 3, 6, 7, 8))
    seen = [two[:, ::-1], three[::-1], six[::-1, ::-1], seven[:, ::-1], eight[::-1, ::-1]]
    found = [[n for n in glyphs if np.array_equal(glyphs[n], picture)] for picture in seen]
    answer.equals([numbers[0] if numbers else -1 for numbers in found])

# %% [markdown]
# And in handwriting? Below each changed digit stands the label of the most similar one among 1,438:

# %%
known = data.digits("train")


def most_similar(image):
    return known.labels[np.argmin(np.sum((known.images[..., 0] - image) ** 2, axis=(1, 2)))]


six, two = (known.images[known.labels == digit][3, ..., 0] for digit in (6, 2))
changed = [six, np.rot90(six, 2), two, np.fliplr(two)]
names = ["a 6", "half a turn", "a 2", "mirrored"]
pairs = zip(names, changed, strict=True)
captions = [f"{name}\nlike a {most_similar(image)}" for name, image in pairs]
figures.captioned_pictures(changed, captions)

# %%
sixes = known.images[known.labels == 6][:, ::-1, ::-1, 0]
like = np.array([most_similar(image) for image in sixes])
print(f"turned by half a turn, {np.mean(like == 9):.0%} of {len(sixes)} sixes look most like a 9")

# %% [markdown]
# Train with such pictures, and you teach that a 9 is a 6. Which changes keep a label is knowledge about the *task*: a mirrored cat is a cat, a mirrored 2 is nothing, a mirrored left hand is a right hand.
#
# ### Exercise: augment a picture with its mask
#
# First mirror, then move; what comes in from outside is 0. The picture $[1\;2\;3;\; 4\;5\;6]$ and the mask $[0\;1\;1;\; 0\;0\;1]$, mirrored, moved down by 1 and right by 1, become $[0\;0\;0;\; 0\;3\;2]$ and
# $[0\;0\;0;\; 0\;1\;1]$. A negative number moves up, or left.

# %% exercise="augment"
def augment(image, mask, down, right, mirror):
    """Return (image, mask), both changed alike; the arrays given stay as they are.

    image is (height, width, channels), mask (height, width); down and right are whole numbers,
    smaller than the picture; mirror is True or False.
    """
    ### BEGIN SOLUTION
    def changed(values):
        height, width = values.shape[:2]
        values = values[:, ::-1] if mirror else values
        kept = values[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        result = np.zeros_like(values)
        result[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = kept
        return result
    return changed(image), changed(mask)
    ### END SOLUTION

# %%
picture = np.array([[1.0, 2, 3], [4, 5, 6]]).reshape(2, 3, 1)
mask = np.array([[0, 1, 1], [0, 0, 1]])
colours = (np.arange(4 * 5 * 3) % 17 + 1.0).reshape(4, 5, 3)
regions = np.arange(20).reshape(4, 5) % 6


def changed_alike(image, mask, down, right, mirror):
    return tuple(reference.augment(image, mask, reference.Change(down, right, flip=mirror)))

# %% check="augment" points=3
with check("augment", augment) as answer:
    moved = np.array([[0, 0, 0], [0, 3, 2]])[..., np.newaxis], np.array([[0, 0, 0], [0, 1, 1]])
    answer.on(picture, mask, 1, 1, True).gives(moved)
    answer.on(colours, regions, -1, 2, False).agrees_with(changed_alike)
    answer.on(colours, regions, 2, 1, True).agrees_with(changed_alike)
    answer.on(colours, regions, 0, 0, False).gives((colours, regions))
    answer.avoids("reference", "changed_alike")
    ### BEGIN HIDDEN TESTS
    some, labels = answer.random.normal(size=(5, 4, 2)), answer.random.integers(4, size=(5, 4))
    for down, right in ((2, -3), (-3, 0), (0, 1), (-1, -1)):
        answer.on(some, labels, down, right, True).agrees_with(changed_alike)
    ### END HIDDEN TESTS

# %% [markdown]
# Yours, on a scene of shapes and its mask:

# %% demo="your_augmentation"
scene = data.scenes(1, size=(48, 64), seed=3)
grey, mask_of_scene = scene.images[0].mean(axis=2, keepdims=True), (scene.label_maps[0] > 0) * 1.0


def before_and_after():
    new, new_mask = augment(grey, mask_of_scene, 6, -10, True)
    titles = ["picture", "mask", "your picture", "your mask"]
    return figures.captioned_pictures([grey[..., 0], mask_of_scene, new[..., 0], new_mask], titles)


demos.once_written(before_and_after)

# %% [markdown]
# > **Takeaway.** Augment with what may happen to a picture in your task, and with nothing that changes its label.

# %% [markdown]
# ## Close the gap
#
# In Keras augmentation can be a layer; it acts in training only. `layers.RandomTranslation(0.25, 0.1, fill_mode="constant")` moves by up to a quarter of the height and a tenth of the width, `layers.RandomRotation(0.5, fill_mode="constant")` turns by up to half of a *full turn* either way,
# `layers.RandomZoom(0.1, fill_mode="constant")` scales by up to 10 %, and `layers.RandomFlip("horizontal")` mirrors.
#
# ### Exercise: a network that reads hurried pages
#
# Return `compiled([...])` with layers of your choice: convolutions, `BatchNormalization`, `Dropout`, augmentation (it comes first). At most 40,000 parameters. It is trained on the 150 digits for 60 epochs, in at most 15 seconds, twice (once on another archive), and must read **75 %** of the digits
# scanned in a hurry. The plain network reads less than half. It is called as `better_model(1.5, 15)`: what is that as a part of 12 pixels, and of a full turn?

# %% exercise="better_model"
def better_model(pixels, degrees):
    """Return a compiled network for images of (12, 12, 1) with ten scores, not yet trained.

    The digits may be off by up to `pixels` in height and width, and turned by up to `degrees`.
    """
    ### BEGIN SOLUTION
    part = pixels / 12
    inner = [layers.RandomTranslation(part, part, fill_mode="constant")]
    inner += [layers.RandomRotation(degrees / 360, fill_mode="constant")]
    for filters in (16, 32, 48):
        inner += [layers.Conv2D(filters, 3, use_bias=False)]
        inner += [layers.BatchNormalization(momentum=0.9), layers.Activation("relu")]
        inner += [layers.MaxPooling2D()] if filters == 32 else []
    return compiled([*inner, layers.Flatten(), layers.Dropout(0.3)])
    ### END SOLUTION

# %%
def kinds_of(model):
    return [kind for kind, _, _ in models.layer_table(model)]


def hurried_score(model, seed=0):
    part, _, test = archive(seed)
    settings = {"seconds": 15, "epochs": 60, "batch_size": 50, "seed": seed}
    return models.trial(model, part, test, **settings).accuracy

# %% check="better_model" points=4
with check("better_model", better_model) as answer:
    answer.sees(models.blueprint)
    call = answer.on(1.5, 15)
    call.satisfies(lambda m: m.optimizer is not None, "a compiled model")
    call.satisfies(lambda m: m.input_shape == (None, 12, 12, 1), "pictures of 12 by 12 go in")
    call.satisfies(lambda m: m.output_shape == (None, 10), "ten scores come out")
    call.satisfies(lambda m: m.count_params() <= 40_000, "at most 40,000 parameters")
    call.satisfies(lambda m: "RandomFlip" not in kinds_of(m), "no change that spoils a label")
    call.measures("accuracy on digits scanned in a hurry", hurried_score, at_least=0.75)
    ### BEGIN HIDDEN TESTS
    on_another = "accuracy on another archive"
    answer.on(1.5, 15).measures(on_another, lambda m: hurried_score(m, 1), at_least=0.75)
    ### END HIDDEN TESTS

# %% [markdown]
# Was it luck? Three archives, three starts; beside yours the plain network, and the plain network with L2 and dropout but no augmentation.

# %%
def regularised_model():
    weights = {"activation": "relu", "kernel_regularizer": keras.regularizers.L2(0.001)}
    convolution = [layers.Conv2D(16, 3, **weights), layers.MaxPooling2D(), layers.Flatten()]
    dense = [layers.Dropout(0.3), layers.Dense(64, **weights), layers.Dropout(0.3)]
    return compiled([*convolution, *dense])

# %%
def worst_of_three(build, name):
    scores = []
    for seed in demos.progress(range(3), f"{name}: three trainings"):
        part, slow, fast = archive(seed)
        keras.utils.set_random_seed(seed)
        model = build()
        fitted(model, part, seed=seed)
        scores.append([accuracy(model, each) for each in (part, slow, fast)])
    low = np.min(scores, axis=0)
    return f"{name:16} training {low[0]:.1%}  careful {low[1]:.1%}  hurried {low[2]:.1%}"

# %% demo="three_archives"
def compared():
    yours = worst_of_three(lambda: better_model(1.5, 15), "yours")
    others = {"plain": plain_model, "L2 and dropout": regularised_model}
    lines = [worst_of_three(build, name) for name, build in others.items()]
    return "\n".join(["worst of three:", *lines, yours])


print(demos.once_written(compared))

# %% [markdown]
# L2 and dropout cannot know that pages lie askew; augmentation says so. (The hurried digits are both the goal and the score: the limits of 1.5 pixels and 15° were *told* to you, not tuned on them.)
#
# ### Written question
#
# A clinic sorts photos of hands into *left* and *right*, 300 photos in all. A colleague reports 99.8 % in training, 71 % on new photos, and a first loss of 0.70. He proposes (a) mirroring half of the photos, (b) a network twice as large, (c) dropout. Say for each
# whether it helps and why; what does the first loss tell you?

# %% [markdown] answer="three_proposals" points=3
# ### BEGIN SOLUTION
# **Model answer.** The first loss is $\ln 2 = 0.693$, as it should be with two classes, so the start is sound. 99.8 % against 71 % is overfitting. (a) Mirroring harms: a mirrored left hand is a right hand, so half of the labels would be wrong, unless the label is changed with the picture; small moves and turns would keep it. (b) A larger network does
# not help: this one already fits its training data, and a larger one learns it by heart the more easily. (c) Dropout may help, because it makes learning by heart harder; it must be off in use.
#
# **Rubric.** 1 point: mirroring changes the label (or must swap it). 1 point: overfitting is named from the two numbers, and so (b) is rejected and (c) accepted, each with its reason. 1 point: the first loss is $\ln 2$, what two classes should give.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Ask first whether it cannot learn, or has only learnt by heart; the cures are opposite.

# %% [markdown]
# ## Three things to remember
#
# 1. First loss near $\ln c$, ten images by heart, and first weights that keep the size of numbers.
# 2. Batch normalisation and dropout act differently in training and in use.
# 3. Augment with what may happen to a picture and leaves its label; measure on data that chose nothing.
#
# **Roads not taken.** *Layer* and *group normalisation* take the mean over channels instead of the batch. *Label smoothing* asks for 0.9, not 1. *Mixup* blends two pictures and their labels. *Warm-up* lets the rate rise before it falls.
#
# **If you want more** (ungraded). Train on 50 digits instead of 150: which of your layers still helps? Add `RandomFlip` to your network and see which digits suffer most. How few layers with weights of 0.01 learn without batch normalisation, too? Take the default `momentum` of 0.99 and watch the
# held-out accuracy.
#
# **Sources.** X. Glorot and Y. Bengio, *Understanding the Difficulty of Training Deep Feedforward Neural Networks* (2010). N. Srivastava and others, *Dropout* (2014). K. He and others, *Delving Deep into Rectifiers* (2015). S. Ioffe and C. Szegedy, *Batch Normalization* (2015). D. Kingma and J. Ba, *Adam* (2015). T.
# Tieleman and G. Hinton, lecture 6.5 of *Neural Networks for Machine Learning* (2012): RMSProp. I. Loshchilov and F. Hutter, *Decoupled Weight Decay Regularization* (2019). E. Alpaydin and C. Kaynak (1998): the digits.
