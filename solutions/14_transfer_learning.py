# %% [markdown]
# # 14 · Transfer learning
#
# **The question.** A winemaker paints a digit on every barrel by hand, and wants a camera to read them. She has photographed 20 barrels of each digit, and no more. Somebody else's network reads *letters*; it was trained on 8,000 pictures. How much of it can she keep?
#
# **You will be able to**
#
# - *freeze* a trained network, give it a new head, and *thaw* its last layers at a low rate;
# - *find* the two faults that spoil most transfers: wrongly prepared pictures and batch normalisation that forgets;
# - *decide* from measurements when to train from scratch, to freeze, or to fine-tune.
#
# **Time** about 100 minutes. **Builds on** chapter 7 (Keras), chapter 8 (batch normalisation) and chapter 3 (counting).

# %%
import functools

import numpy as np

from convcourse import checks, data, demos, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("14_transfer_learning")
L = keras.layers
demos.your_progress(check)

# %% [markdown]
# ## Early layers see what many tasks need
#
# Here are three pictures of the old task and three of the new one: real handwriting, each on a ground of its own.

# %%
letters = data.letter_scenes(400, seed=7)
barrels = data.digit_scenes("train", per_class=20, seed=0)
unseen = data.digit_scenes("test", seed=100)

shown = [*letters.images[:3], *barrels.images[[65, 105, 145]]]
names = [f"letter {data.WRITTEN_LETTERS[label]}" for label in letters.labels[:3]]
names += [f"digit {label}" for label in barrels.labels[[65, 105, 145]]]
figures.captioned_pictures(shown, names)

# %% [markdown]
# And here is the network, the **source**. It reads 21 letters: the other five look too much like digits, so no digit was ever shown to it.

# %%
def accuracy(model, part):
    return float(np.mean(models.outputs_of(model, part.images).argmax(axis=1) == part.labels))


source = models.trained_network("letters")
print(f"letters read by the source: {accuracy(source, letters):.1%}")
print("its layers:", *(layer.name for layer in source.layers[1:4]), "...", source.layers[-2].name)

# %% [markdown]
# It has no score for a digit. But before its scores it computes 64 **features**: how strongly each of its last maps answers, averaged over all places. All layers up to there are the **trunk**; the scores on top are the **head**. Do the features of letters tell digits apart?
#
# Look from the two directions in which the classes of 200 training digits lie furthest apart. Step from the pixels to layer 5: where do held-out digits of one kind gather? Then choose the fresh network.

# %% demo="frozen_features"
demos.frozen_features()

# %% [markdown]
# Pixels are a heap. Layer by layer the digits come apart, though nothing here was trained on digits. A fresh network does not do that.
#
# Now with numbers, for both tasks. For each layer, a **probe**: average its maps, and call a held-out picture by the class whose mean lies nearest.

# %%
lessons = data.letter_scenes(420, seed=8)  # as many a class as there are barrels
names = [f"relu{number}" for number in range(1, 6)]


def probed(train, test):
    layers = [models.averaged_features(source, part.images, names) for part in (train, test)]
    for known, new in zip(*layers, strict=True):
        yield np.mean(reference.class_directions(known, train.labels).read(new) == test.labels)


both = zip(names, probed(barrels, unseen), probed(lessons, letters), strict=True)
for name, digit, letter in both:
    print(f"{name}: digits {digit:.1%}, letters {letter:.1%}")

# %% [markdown]
# In the first layers both tasks are served equally badly: edges and strokes alone name nothing, but both need them. Later layers serve both, and the old task more and more: the last ones are *about letters*. So early layers carry over, and late ones carry over in part. Yosinski and others measured the same for
# photographs.
#
# > **Takeaway.** What a network sees first is of use to many tasks; what it sees last belongs to its own.

# %% [markdown]
# ## Freeze the trunk, and learn only a head
#
# To **freeze** a layer means that its weights stay as they are: `layer.trainable = False`. Here is a trunk small enough for paper, with 2 channels in:
#
# | layer | learnt | kept, not learnt |
# | --- | --- | --- |
# | `conv1`, 3 by 3, 2 to 4, no bias | 9·2·4 = 72 | |
# | `norm1`, batch normalisation | `gamma`, `beta`: 8 | running mean and variance: 8 |
# | `conv2`, 3 by 3, 4 to 5, no bias | 9·4·5 = 180 | |
# | `norm2` | 10 | 10 |
# | `average` | | |
#
# With its old head, 5 features to 7 scores and a bias, 42 numbers, it learnt 72 + 8 + 180 + 10 + 42 = 312.
#
# **Predict before you run.** It gets a new head with 3 scores. How many numbers are learnt (i) with the whole trunk frozen, (ii) with `conv2` thawed and nothing else of the trunk, (iii) with nothing frozen?

# %% exercise="learnt_numbers"
learnt_numbers = ...  # three whole numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
learnt_numbers = [18, 198, 288]
### END SOLUTION

# %%
def paper_trunk():
    keras.utils.set_random_seed(14)
    x = images = keras.Input((6, 5, 2))
    for number, filters in enumerate((4, 5), start=1):
        x = L.Conv2D(filters, 3, padding="same", use_bias=False, name=f"conv{number}")(x)
        x = L.BatchNormalization(name=f"norm{number}")(x)
        x = L.ReLU(name=f"relu{number}")(x)
    trunk = keras.Model(images, L.GlobalAveragePooling2D(name="average")(x), name="trunk")
    trunk.get_layer("norm1").moving_mean.assign([3, 1, 4, 2])  # as if it were trained
    return trunk


def learnt(model):
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)

# %% check="learnt_numbers" points=1
with check("learnt_numbers", learnt_numbers) as answer:
    trunk, counts = paper_trunk(), []
    model = models.frozen_with_head(trunk, 3)
    for names in ((), ("conv2",), ("conv1", "norm1", "conv2", "norm2")):
        for layer in trunk.layers:
            layer.trainable = layer.name in names
        counts.append(learnt(model))
    answer.equals(counts)

# %% [markdown]
# ### Exercise: freeze, and put a new head on
#
# A model is a layer, too: `trunk(images)` gives features for `images = keras.Input(...)`, whose shape is `trunk.input_shape[1:]`. Setting `trunk.trainable` sets the flag of all its layers. The head is one dense layer that gives scores, so without an activation.

# %% exercise="new_head"
def new_head(trunk, classes):
    """Return a keras.Model: the trunk as it is, all frozen, and one dense layer of scores on it.

    trunk is a model from images to features. new_head(paper_trunk(), 3) learns 18 of 306 numbers.
    """
    ### BEGIN SOLUTION
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, L.Dense(classes)(trunk(images)))
    ### END SOLUTION

# %% check="new_head" points=3
with check("new_head", new_head) as answer:
    answer.sees(models.transfer_in_short)
    answer.on(paper_trunk(), 3).agrees_with(models.frozen_with_head, within=0.001)
    answer.on(paper_trunk(), 8).agrees_with(models.frozen_with_head, within=0.001)
    answer.avoids("frozen_with_head")
    ### BEGIN HIDDEN TESTS
    answer.on(paper_trunk(), int(answer.random.integers(9, 30))).agrees_with(models.frozen_with_head, within=0.001)
    ### END HIDDEN TESTS

# %% [markdown]
# Yours, on the letters network and the 200 barrels. `fit` compiles and trains: it goes on until about so many steps of 25 pictures are done.

# %%
def fit(model, rate, part=barrels, steps=100, seed=0):
    keras.utils.set_random_seed(seed)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    epochs = max(1, round(25 * steps / len(part.labels)))
    model.fit(part.images, part.labels, batch_size=25, epochs=epochs, verbose=0)

# %% demo="your_head"
def your_head():
    keras.utils.set_random_seed(0)
    model = new_head(models.trunk_of(models.trained_network("letters")), 10)
    fit(model, 0.03)
    print(f"learns {learnt(model):,} of {model.count_params():,} numbers,", end=" ")
    print(f"reads {accuracy(model, unseen):.1%} of {len(unseen.labels)} unseen barrels")


demos.once_written(your_head)

# %% [markdown]
# A frozen trunk says the same about a picture every time. So ask it once, keep the features, and train the head on them: a dense layer on 64 numbers, in place of five convolutions in every step.

# %%
def train_head(model, trunk, part, seed=0):
    """Train the last layer of a model alone, on the features that its trunk gives now."""
    head = keras.Sequential([keras.Input(trunk.output_shape[1:]), model.layers[-1]])
    features = models.outputs_of(trunk, part.images)
    epochs = 20  # in steps of 25 pictures:
    fit(head, 0.03, part._replace(images=features), epochs * len(features) / 25, seed)


print(f"multiply-adds for a picture: {models.multiply_adds(source):,}, of the head {64 * 10}")

# %% [markdown]
# > **Takeaway.** A frozen trunk and a new head: a few hundred numbers to learn, from a few hundred pictures.

# %% [markdown]
# ## Prepare new pictures exactly as the source's were
#
# The source was trained on numbers from 0 to 1: red, green, blue, upright. The winemaker's camera gives something else: whole numbers from 0 to 255, of shape (count, channels, height, width), and its rows come bottom row first, as in some file formats.

# %%
def from_the_camera(images):
    """Return what the camera would have stored of images (count, height, width, channels)."""
    whole = np.rint(255 * images).astype(np.uint8)
    return np.ascontiguousarray(whole[:, ::-1].transpose(0, 3, 1, 2))


def colleagues_prepared(frames):
    count, channels, height, width = frames.shape
    return frames.reshape(count, height, width, channels) / 255 - 0.5

# %% [markdown]
# How would you *notice* that something is wrong here? There is no error: the shapes fit, and a head can be trained on any features. The trick: **photograph a task whose answers you know**. The old head on pictures of letters must read nearly as well as it did on its own.

# %%
def old_task(prepare):
    """Return how well the source reads letters that went through the camera."""
    pictures = np.asarray(prepare(from_the_camera(letters.images)), dtype="float32")
    return np.mean(models.outputs_of(source, pictures).argmax(axis=1) == letters.labels)


print(f"letters, as the source knows them: {accuracy(source, letters):.1%}")
print(f"letters, prepared by a colleague:  {old_task(colleagues_prepared):.1%}")

# %% [markdown]
# ### Exercise: find the mismatch
#
# Mend the colleague's function. There are three faults; `reshape` is one of them, since it does not move axes, it only cuts the same row of numbers into other pieces. On paper: two channels, two rows, one column, so frames $[[[[1],[2]],[[3],[4]]]]$. The lower row is stored first: it has 1 in the first channel and 3 in the second.

# %% exercise="prepared"
def prepared(frames):
    """Return pictures as the source takes them.

    frames are (count, channels, height, width), whole numbers 0 to 255, the bottom row first.
    """
    ### BEGIN SOLUTION
    return frames.transpose(0, 2, 3, 1)[:, ::-1] / 255
    ### END SOLUTION

# %%
tiny = 10 * np.arange(24).reshape(2, 2, 3, 2) / 255
on_paper = np.array([[[[51], [102]], [[153], [204]]]], dtype=np.uint8)

# %% check="prepared" points=2
with check("prepared", prepared) as answer:
    answer.on(from_the_camera(tiny)).gives(tiny)
    answer.on(on_paper).gives([[[[0.4, 0.8]], [[0.2, 0.6]]]])
    answer.on(from_the_camera(letters.images[:2])).gives(np.rint(255 * letters.images[:2]) / 255)
    ### BEGIN HIDDEN TESTS
    high, wide, deep = answer.random.integers(2, 7, size=3)
    some = answer.random.random(size=(3, high, wide, deep))
    answer.on(from_the_camera(some)).gives(np.rint(255 * some) / 255)
    ### END HIDDEN TESTS

# %% demo="your_preparation"
demos.once_written(lambda: print(f"letters, prepared by you: {old_task(prepared):.1%}"))

# %% [markdown]
# What does each kind of mismatch cost? Some are caught by the letters, some are not:

# %%
mismatches = {
    "0 to 255": lambda x: 255 * x,
    "-0.5 to 0.5": lambda x: x - 0.5,
    "upside down": lambda x: x[:, ::-1],
    "blue, green, red": lambda x: x[..., ::-1],
}
for name, change in mismatches.items():
    pictures = np.ascontiguousarray(change(letters.images)).astype("float32")
    read = np.mean(models.outputs_of(source, pictures).argmax(axis=1) == letters.labels)
    print(f"{name:16} letters read: {read:.1%}")

# %% [markdown]
# Half the letters are still read when 0.5 is taken off: enough to believe that all is well. And exchanged colours cost next to nothing, because letters come in all colours. On photographs, where skies are blue, they do. So look at a prepared picture, too.
#
# > **Takeaway.** A trunk knows one kind of input. Test the preparation on a task whose answers you know.

# %% [markdown]
# ## Batch normalisation must keep its old averages
#
# A normalised channel has a running mean and variance from the old pictures (chapter 8). On paper: one channel whose running mean is 13 and running variance 16, $\gamma = 1$, $\beta = 0$, $\varepsilon$ as good as 0, momentum 0.9. A batch of new pictures gives it 2, 4, 4, 4, 5, 5, 7, 9: mean 5, variance 4. For the picture with 9:
#
# - in use: $(9 - 13)/\sqrt{16} = -1$;
# - in training: $(9 - 5)/\sqrt{4} = 2$, and afterwards the running mean is $0.9 \cdot 13 + 0.1 \cdot 5 = 12.2$.
#
# The next layers were trained on one of these worlds. A trunk in training mode shows them another one, which depends on who else is in the batch, and it forgets the old averages for good.
#
# **Predict before you run.** The same channel, a batch of four: 3, 3, 11, 11. For a picture with 11: (i) in use, (ii) in training, (iii) the running mean after three batches like this in training, to two decimals?

# %% exercise="old_averages"
old_averages = ...  # three numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
old_averages = [-0.5, 1, 11.37]
### END SOLUTION

# %% check="old_averages" points=1
with check("old_averages", old_averages) as answer:
    batch, kept, one = np.array([[3.0], [3], [11], [11]]), ([13.0], [16.0]), np.ones(1)
    settings = {"momentum": 0.9, "epsilon": 1e-15}
    used = reference.batch_norm(batch, one, 0 * one, *kept, training=False, **settings)
    truth = [used.outputs[-1, 0]]
    for times in range(3):
        now = reference.batch_norm(batch, one, 0 * one, *kept, training=True, **settings)
        truth += [now.outputs[-1, 0]] if times == 0 else []
        kept = now[1:]
    answer.equals([*truth, kept[0][0]], within=0.01)

# %% [markdown]
# Keras has a rule for this: a `BatchNormalization` with `trainable = False` works as in use, *also in training*. Elsewhere, in PyTorch for one, a layer without gradients still renews its averages unless you switch it to use by `.eval()`.

# %%
def moves(trainable, **how):
    """Train a paper trunk for one step, and return how far its first running mean moves."""
    trunk, images = paper_trunk(), keras.Input((6, 5, 2))
    trunk.trainable, norm = trainable, trunk.get_layer("norm1")
    before = norm.moving_mean.numpy()
    model = keras.Model(images, L.Dense(3)(trunk(images, **how)))
    model.compile("sgd", "mse")
    rows = np.random.default_rng(0).normal(size=(4, 6, 5, 2)).astype("float32")
    model.train_on_batch(rows, np.zeros((4, 3)))
    return np.abs(norm.moving_mean.numpy() - before).max()

# %%
print(f"Keras {keras.version()}; after one step the running mean has moved by")
print(f"  {moves(True):.4f} with trainable = True")
print(f"  {moves(True, training=False):.4f} with trainable = True, but trunk(x, training=False)")
print(f"  {moves(False):.4f} with trainable = False")

# %% [markdown]
# > ### What books get wrong: "call the trunk with `training=False`, and batch normalisation stays in inference mode when you thaw"
# > Keras's own guide says so. In the version above it does not hold for a trunk inside a functional model: `fit` calls the model with `training=True` and hands that down, over what you wrote. The flag `trainable = False` on each normalisation does hold. Test such rules in four lines, as here: they change from version to version.
#
# > **Takeaway.** Keep the flag of every batch normalisation off, also in layers that you thaw.

# %% [markdown]
# ## Then thaw the last layers, at a low rate
#
# The features were made for letters, so let the last layers move a little: **fine-tuning**. A fresh head knows nothing and needs a high rate, a trained trunk needs a low one. What if both learn at once, at one rate?

# %% demo="one_phase"
for rate in (0.03, 0.001):
    keras.utils.set_random_seed(0)
    old = models.trained_network("letters")
    trunk = models.trunk_of(old)
    model = models.frozen_with_head(trunk, 10)
    models.thaw_last(trunk, 2)
    fit(model, rate)
    told = f"digits {accuracy(model, unseen):.1%}, letters {accuracy(old, letters):.1%}"
    print(f"one phase at {rate}: {told}")

# %% [markdown]
# At the high rate the trunk is spoilt: nearly all letters are forgotten. At the low one about half of them go, too: while the head is still nonsense, its gradients pull at the trunk. So take two phases:
#
# 1. Trunk frozen, head at a high rate (0.03).
# 2. The last convolutions thawed as well, all at a low rate (0.001). Normalisations stay frozen.
#
# ### Exercise: pick the layers to thaw
#
# Set the flags of `trunk.layers`. A convolution is known by `isinstance(layer, L.Conv2D)`. All else stays frozen: earlier convolutions, and every normalisation, even one between two thawed layers.

# %% exercise="thaw"
def thaw(trunk, count):
    """Let the last `count` convolutions of the trunk learn and no other layer; return it.

    thaw(paper_trunk(), 1) leaves conv2 trainable, thaw(paper_trunk(), 0) nothing.
    """
    ### BEGIN SOLUTION
    convolutions = [layer for layer in trunk.layers if isinstance(layer, L.Conv2D)]
    for layer in trunk.layers:
        layer.trainable = layer in convolutions[len(convolutions) - count :]
    return trunk
    ### END SOLUTION

# %%
def thawed_names(trunk):
    return [layer.name for layer in trunk.layers if layer.weights and layer.trainable]


def frozen_letters_trunk():
    trunk = models.trunk_of(models.letters_network())
    trunk.trainable = False
    return trunk

# %% check="thaw" points=2
with check("thaw", thaw) as answer:
    answer.sees(thawed_names)
    answer.on(frozen_letters_trunk(), 3).gives(["conv3", "conv4", "conv5"])
    answer.on(paper_trunk(), 1).gives(["conv2"])
    answer.on(paper_trunk(), 0).gives([])
    answer.avoids("thaw_last")
    ### BEGIN HIDDEN TESTS
    count = int(answer.random.integers(1, 6))
    answer.on(frozen_letters_trunk(), count).gives([f"conv{n}" for n in range(6 - count, 6)])
    ### END HIDDEN TESTS

# %% [markdown]
# How many, and how fast? All pairs below were measured with 20 pictures a digit. Begin at the rate of 0.001: what does thawing win for digits, and what becomes of the *letters*, read by the old head on the changed trunk? Then raise the rate.

# %% demo="thawed_layers"
demos.thawed_layers()

# %% [markdown]
# At 0.001, thawing two layers wins most; all five win less, for 200 pictures are few for so many numbers. Nearly all letters are still read. At 0.0001 little happens in 100 steps. At 0.01 one thawed layer still helps digits, but already costs letters; with three the trunk is torn apart, digits fall far below what it gave when frozen, and letters are **forgotten**, although the old head is unchanged. At 0.1 all that is left is chance. That is what goes wrong with a high rate: what you came for is lost before the new task has learnt from it.
#
# ### Exercise: train in two phases
#
# `fit(model, rate)` compiles and trains. It must be called anew after each change of a flag: a compiled model that was trained goes on with the layers that learnt before, and says nothing. Use your `new_head` and `thaw`; the rates are 0.03 and 0.001, and two convolutions are thawed.

# %% exercise="two_phases"
def two_phases(trunk, classes, fit):
    """Return a model of the trunk with a new head, trained in two phases by fit(model, rate)."""
    ### BEGIN SOLUTION
    model = new_head(trunk, classes)
    fit(model, 0.03)
    thaw(trunk, 2)
    fit(model, 0.001)
    return model
    ### END SOLUTION

# %% [markdown]
# The check gives your function a `fit` that trains nothing: it notes the rate and what would learn, and adds 1 to the head's bias, so that one can see at the end how often this head was trained.

# %%
noted = []


def note(model, rate):
    kernel, bias = model.layers[-1].get_weights()
    if not bias.any():
        noted.clear()  # a fresh head: a new story begins
    names = models.learning_layers(model)
    noted.append([float(rate), [name for name in names if name.startswith(("conv", "norm"))]])
    model.layers[-1].set_weights([kernel, bias + 1])

# %%
def story(model):
    return [*noted, ["this head was trained", int(model.layers[-1].get_weights()[1][0])]]


def story_told(trunk, classes, fit):
    return models.train_in_two_phases(trunk, classes, fit)

# %% check="two_phases" points=3
with check("two_phases", two_phases) as answer:
    answer.sees(story)
    answer.on(frozen_letters_trunk(), 10, note).agrees_with(story_told)
    answer.avoids("train_in_two_phases", "story_told")
    ### BEGIN HIDDEN TESTS
    classes = int(answer.random.integers(3, 9))
    answer.on(frozen_letters_trunk(), classes, note).agrees_with(story_told)
    ### END HIDDEN TESTS

# %% demo="your_two_phases"
def your_two_phases():
    scores = []

    def fit_and_score(model, rate):
        fit(model, rate)
        scores.append(f"{accuracy(model, unseen):.1%} at rate {rate}")

    keras.utils.set_random_seed(0)
    two_phases(models.trunk_of(models.trained_network("letters")), 10, fit_and_score)
    print("unseen barrels read after each phase:", ", then ".join(scores))


demos.once_written(your_two_phases)

# %% [markdown]
# ### Exercise: a plan for the barrels
#
# Choose how many convolutions to thaw and the rate of the second phase, so that at least 65 % of the unseen barrels are read *and* the old head still reads 90 % of the letters. The second phase has 100 steps, 12 seconds at most. Use the demo.

# %% exercise="plan"
plan = ...  # (convolutions thawed, rate of the second phase)
### BEGIN SOLUTION
plan = (2, 0.001)
### END SOLUTION

# %%
def carried_out(plan, seconds=12):
    """Return how well barrels and letters are read after a plan."""
    keras.utils.set_random_seed(0)
    old = models.trained_network("letters")
    trunk = models.trunk_of(old)
    model = models.frozen_with_head(trunk, 10)
    train_head(model, trunk, barrels)
    models.thaw_last(trunk, int(plan[0]))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(float(plan[1])), loss)
    part = barrels.images, barrels.labels
    models.fit_within(model, *part, seconds=seconds, epochs=12, batch_size=25)
    return accuracy(model, unseen), accuracy(old, letters)

# %% check="plan" points=2
with check("plan", plan) as answer:
    answer.satisfies(lambda p: len(p) == 2, "two numbers")
    answer.satisfies(lambda p: p[0] in range(1, 6), "1 to 5 convolutions thawed")
    answer.satisfies(lambda p: 0 < p[1] <= 0.01, "a rate above 0, at most 0.01")
    digit, letter = carried_out(plan)
    answer.satisfies(lambda p: digit >= 0.65, f"65 % of the barrels, not {digit:.1%}")
    answer.satisfies(lambda p: letter >= 0.9, f"90 % of the letters, not {letter:.1%}")

# %% [markdown]
# > **Takeaway.** Head first at a high rate, then the last layers at a low one; too high, and the trunk forgets what you came for.

# %% [markdown]
# ## The fewer pictures, the more a trunk is worth
#
# Three ways: a fresh network of the same kind trained **from scratch**, until it knows its training pictures by heart; the trunk **frozen**; the trunk **fine-tuned** with two convolutions thawed. First guess: how far apart are they at 20 pictures a digit? And at 40?

# %%
def from_scratch(part, steps, seed):
    keras.utils.set_random_seed(seed)
    fresh = models.letters_network(classes=10)
    fit(fresh, 0.004, part, steps, seed)
    return {"from scratch": accuracy(fresh, unseen), "by heart": accuracy(fresh, part)}

# %%
def transferred(part, seed):
    keras.utils.set_random_seed(seed)
    trunk = models.trunk_of(models.trained_network("letters"))
    model = new_head(trunk, 10)
    train_head(model, trunk, part, seed)
    frozen = accuracy(model, unseen)
    thaw(trunk, 2)
    fit(model, 0.001, part, seed=seed)
    return {"frozen": frozen, "fine-tuned": accuracy(model, unseen)}

# %% demo="growing_training_set"
plans = {5: (60, 1), 20: (100, 3), 40: (250, 1)}  # pictures a digit: steps from scratch, seeds


def grown():
    runs = [(count, seed) for count, (_, seeds) in plans.items() for seed in range(seeds)]
    found = {count: [] for count in plans}
    for count, seed in demos.progress(runs, "five times three trainings"):
        part = data.digit_scenes("train", per_class=count, seed=seed)
        run = transferred(part, seed)
        found[count].append(run | from_scratch(part, plans[count][0], seed))
    return found

# %% demo="growing_training_set_told"
def told(found):
    for count, runs in found.items():
        lows = [f"{way} {min(run[way] for run in runs):.1%}" for way in ways]
        what = "worst of three" if len(runs) == 3 else "one run"
        print(f"{count:2} a digit, {what}: {', '.join(lows)}")
    best = max(run["from scratch"] for run in found[20])
    print(f"20 a digit, the best from scratch: {best:.1%}")
    known = [f"{min(run['by heart'] for run in runs):.0%}" for runs in found.values()]
    print("of their training pictures, the networks from scratch know", ", ".join(known))


ways = ("from scratch", "frozen", "fine-tuned")
found = demos.once_written(grown)
print(found) if not found else told(found)

# %% demo="growing_training_set_drawn"
def drawn():
    table = {way: [[run[way] for run in runs] for runs in found.values()] for way in ways}
    return figures.growing_training_set(list(found), table)


drawn() if found else found

# %% [markdown]
# At 20 pictures a digit the networks from scratch know nearly all 200 by heart and read little more than one unseen barrel in ten, which is chance. The trunk brings what 200 pictures cannot teach: what an edge and a stroke are on any ground. Fine-tuning adds some more points. At 40, twice the labels, the trunk gains some points more, and scratch is still far behind. (A source reads letters after 8,000 pictures; nobody says that scratch never gets there.)
#
# > **Takeaway.** With few pictures freezing wins nearly all there is to win, with more of them fine-tuning pays; a fresh network needs far more than either.

# %% [markdown]
# ## Two tasks can share a trunk
#
# The vineyard's lorries carry letters, its barrels digits. Two networks cost twice. But one trunk can carry two heads:
#
# ### Exercise: two heads
#
# Ask the trunk once, and put two dense layers of scores on its features. A model with two outputs is `keras.Model(images, [first, second])`. Leave the flags of the trunk as they are.

# %% exercise="two_heads"
def two_heads(trunk, digits, letters):
    """Return a keras.Model from images to two outputs: scores of digits, then scores of letters.

    Both heads share the trunk; two_heads(paper_trunk(), 3, 4) learns 312 of 330 numbers.
    """
    ### BEGIN SOLUTION
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    return keras.Model(images, [L.Dense(digits)(features), L.Dense(letters)(features)])
    ### END SOLUTION

# %% check="two_heads" points=2
with check("two_heads", two_heads) as answer:
    answer.sees(models.transfer_in_short)
    answer.on(paper_trunk(), 3, 4).agrees_with(models.with_two_heads, within=0.001)
    answer.on(paper_trunk(), 6, 2).agrees_with(models.with_two_heads, within=0.001)
    answer.avoids("with_two_heads")
    ### BEGIN HIDDEN TESTS
    some, others = answer.random.integers(8, 40, size=2).tolist()
    answer.on(paper_trunk(), some, others + 40).agrees_with(models.with_two_heads, within=0.001)
    ### END HIDDEN TESTS

# %% [markdown]
# Thaw two layers at 0.006, a rate at which the trunk begins to forget. Trained on both tasks at once, must it? Each picture has one label only, so the other head's loss gets the weight 0 for it. **Predict:** will the digits suffer when the trunk must serve letters, too?

# %%
def both_tasks(part, others):
    """Return images, two labels each and two weights: the label that one lacks counts 0."""
    count, more = len(part.labels), len(others.labels)
    images = np.concatenate([part.images, others.images])
    digits = np.concatenate([part.labels, np.zeros(more, int)])
    counts = (np.arange(count + more) < count).astype("float32")
    named = np.concatenate([np.zeros(count, int), others.labels])
    return images, [digits, named], [counts, 1 - counts]

# %%
@functools.cache
def known_head(seed):
    """Return the weights of a head that has learnt 200 barrels on the source's trunk."""
    keras.utils.set_random_seed(seed)
    trunk = models.trunk_of(models.trained_network("letters"))
    model = models.frozen_with_head(trunk, 10)
    train_head(model, trunk, data.digit_scenes("train", per_class=20, seed=seed), seed)
    return model.layers[-1].get_weights()

# %%
def started(build, seed):
    """Return a model of two heads that starts with the source's trunk and two heads that know."""
    old = models.trained_network("letters")
    trunk = models.trunk_of(old)
    both = build(trunk, 10, 21)
    models.thaw_last(trunk, 2)
    heads = sorted(both.layers[-2:], key=lambda head: head.units)  # digits, then letters
    for head, known in zip(heads, (known_head(seed), old.layers[-1].get_weights()), strict=True):
        head.set_weights(known)
    return both

# %%
def trained_on(build, seed, more):
    """Train on 200 barrels and so many letters, for 100 steps, and read both."""
    part = data.digit_scenes("train", per_class=20, seed=seed)
    both = started(build, seed)
    images, labels, counts = both_tasks(part, data.letter_scenes(more, seed=50 + seed))
    losses = [keras.losses.SparseCategoricalCrossentropy(from_logits=True) for _ in range(2)]
    both.compile(keras.optimizers.Adam(0.006), losses)
    keras.utils.set_random_seed(seed)
    settings = {"batch_size": 25, "epochs": 2500 // len(images), "verbose": 0}
    both.fit(images, labels, sample_weight=counts, **settings)
    heads = [keras.Model(both.input, scores) for scores in both.outputs]
    return accuracy(heads[0], unseen), accuracy(heads[1], letters)

# %% demo="two_tasks"
def compared():
    for what, more in (("digits alone", 0), ("both tasks", 200)):
        seeds = demos.progress(range(3), f"{what}: three trainings")
        runs = [trained_on(two_heads, seed, more) for seed in seeds]
        digit, letter = np.min(runs, axis=0)
        print(f"one trunk, {what}, worst of three: digits {digit:.1%}, letters {letter:.1%}")


demos.once_written(compared)

# %% [markdown]
# With digits alone, at this rate, the old task loses a fifth or more. With both tasks at once the letters stay; the price is a few digits, since half of each step now goes to letters. The 200 pictures of letters remind the trunk of what it knew. (They are the old task's data; where those are gone, freezing is the only safe way to keep it.)
#
# What does sharing save? The trunk is nearly all of it:

# %%
two = models.with_two_heads(models.trunk_of(source), 10, 21)
one = models.frozen_with_head(models.trunk_of(source), 10)
print(f"one trunk, two heads: {two.count_params():,} numbers")
print(f"two networks:         {one.count_params() + source.count_params():,} numbers")

# %% [markdown]
# > **Takeaway.** Two heads on one trunk cost little more than one; train them together, or the older task is forgotten.

# %% [markdown]
# ## Any published network drops in
#
# Your `new_head` and `thaw` know nothing of letters. With a connection, any network of `keras.applications` can be the source: trained on 1.3 million photographs of ImageNet. `models.published_trunk` gives it without its head, and with its own way to prepare pictures. Nothing is downloaded unless you set `download=True`.

# %% demo="published"
def published(name, download=False):
    try:
        trunk, prepare = models.published_trunk(name, (96, 120), download=download)
    except data.DataMissing as missing:
        return f"Not here: {missing}"
    model = new_head(trunk, 10)
    enlarged = np.repeat(np.repeat(unseen.images, 3, axis=1), 3, axis=2)
    features = models.outputs_of(trunk, prepare(255 * enlarged[:4]))
    told = f"learns {learnt(model):,} of {model.count_params():,}"
    return f"{name}: {features.shape[1]} features, {told}"


print(demos.once_written(published, "MobileNetV2"))

# %% [markdown]
# Every family wants other numbers. Here is what their `preprocess_input` makes of a pixel with red 255, green 100, blue 0:

# %%
pixel = np.array([[[[255.0, 100, 0]]]])
for name in ("mobilenet_v2", "vgg16", "densenet", "efficientnet"):
    family = getattr(keras.applications, name)
    print(f"{name:13}", family.preprocess_input(pixel.copy()).ravel().round(2))

# %% [markdown]
# VGG16 takes blue first and subtracts a mean colour; EfficientNet does the scaling inside. Take the function that comes with the network.
#
# ### Written question
#
# A clinic has 60 labelled microscope pictures in each of four classes. A colleague took a network trained on photographs, thawed all of it at once with a fresh head and a rate of 0.01, and fed it pictures from 0 to 255 although the source was trained on $-1$ to 1. It reads 31 % on new pictures. Name three faults, say for each what it does and how you would notice or mend it; and say what you would measure to decide between freezing and fine-tuning.

# %% [markdown] answer="clinic" points=4
# ### BEGIN SOLUTION
# **Model answer.** First, the preparation: the trunk was trained on −1 to 1, so its features of 0 to 255 are noise. I would notice by feeding pictures of the old task through the same preparation, which the old head must still read, and mend it with the function that comes with the network. Second, everything was thawed at once with a fresh head: its large gradients spoil the trunk. Train the head alone first, the trunk frozen, and keep batch normalisation frozen throughout. Third, the rate of 0.01 is too high for trained layers, they forget; a tenth of it or less. To decide, I would train a head on the frozen trunk, and a fine-tuned copy, on the same training pictures, several seeds each, and compare the worst of each on held-out pictures, with a network from scratch beside them.
#
# **Rubric.** 1 point: wrong preparation, noticed by the old task or mended by the network's own function. 1 point: fresh head and thawed trunk at once; two phases. 1 point: the rate too high for the trunk (forgetting). 1 point: held-out comparison of frozen and fine-tuned with more than one seed.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Same trunk, same preparation, new head.

# %% [markdown]
# ## Three things to remember
#
# 1. Prepare pictures as the source's were, and prove it on a task whose answers you know.
# 2. Head first; then the last convolutions at a tenth of the rate or less, every normalisation frozen.
# 3. The fewer labelled pictures, the more a trunk is worth; measure frozen, fine-tuned and scratch side by side.
#
# **Roads not taken.** A rate that falls from layer to layer towards the input. *Adapters*: small new layers between frozen ones. *Distillation*: a small network learns what a large one answers. *Self-supervised* sources, trained without any labels. *Elastic weight consolidation*: weights that matter to the old task are held by a spring.
#
# **If you want more** (ungraded). Thaw the normalisations as well, with batches of 8: what happens? Take your own new head to layer 3 in place of layer 5. Train a source on digits and transfer it to letters: does it work as well that way round? With a connection, try three networks of `keras.applications` on pictures of your own.
#
# **Sources.** J. Yosinski, J. Clune, Y. Bengio and H. Lipson, *How Transferable Are Features in Deep Neural Networks?* (2014). A. Sharif Razavian and others, *CNN Features off-the-shelf* (2014). S. Kornblith, J. Shlens and Q. Le, *Do Better ImageNet Models Transfer Better?* (2019). R. Caruana, *Multitask Learning* (1997). M. McCloskey and N. Cohen, *Catastrophic Interference in Connectionist Networks* (1989). R. Fisher, *The Use of Multiple Measurements in Taxonomic Problems* (1936): the directions. E. Alpaydin and C. Kaynak (1998): the handwriting.
