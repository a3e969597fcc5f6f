# %% [markdown]
# # 13 · Residual, dense and later networks
#
# **The question.** A seed bank sorts photos of seeds with a network of 20 layers; its engineer adds 30 more, and now it gets even the photos wrong that it trains on. What went wrong, and what did the networks from 2015 on do about it?
#
# **You will be able to**
#
# - *build* a residual block, also one that shrinks its maps, and *explain* why such blocks can be stacked high;
# - *count* a ResNet and a DenseNet by hand, to the last parameter;
# - *choose* a network by what it costs, and say what each later design saves.
#
# **Time** about two hours; a good place for a break is marked. **Builds on** chapters 3 (counting), 8 (first weights, batch normalisation) and 12.

# %%
import numpy as np

from convcourse import checks, data, demos, explain, figures, models, reference
from convcourse.models import zoo
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("13_residual_and_dense")
L = keras.layers
demos.your_progress(check)

# %% [markdown]
# ## A deeper network can be worse, even at what it trains on
#
# Handwritten digits show it, too. Here is a stack of 8, 20 or 50 dense layers that trains in a second, with all that chapter 8 taught: He's first weights, batch normalisation, momentum.

# %%
digits = data.digits("train")


def trained(depth, shortcuts, seed=0):
    """Train a stack for 8 epochs, and return its loss on the 1,438 training digits."""
    settings = {"depth": depth, "width": 24, "shortcuts": shortcuts, "seed": seed}
    network = reference.residual_stack(64, 10, **settings)
    steps = {"epochs": 8, "rate": 0.05, "batch": 64, "seed": seed}
    return list(reference.train(network, digits.images, digits.labels, **steps))[-1]

# %% [markdown]
# **Predict before you run.** Order the depths by the *training* loss after 8 epochs, the best first. No shortcuts yet.

# %% exercise="best_first"
best_first = ...  # the numbers 8, 20 and 50 in your order
### BEGIN SOLUTION
best_first = [8, 20, 50]
### END SOLUTION

# %% check="best_first" points=1
with check("best_first", best_first) as answer:
    answer.satisfies(lambda order: sorted(order) == [8, 20, 50], "8, 20 and 50, each once")
    losses = {depth: trained(depth, shortcuts=False) for depth in (8, 20, 50)}
    answer.equals(sorted(losses, key=losses.get))

# %% [markdown]
# Now switch the **shortcuts** on: the input of every two layers is added to what the two say. Try all depths. On the right: is the plain stack's gradient in the first layer smaller or larger than in the last?

# %% demo="switched_shortcuts"
demos.switched_shortcuts()

# %% [markdown]
# It is *larger*, and still the stack does not learn; more on that below. Was it luck? Three starts each, the smallest and the largest loss:

# %% demo="degradation"
for shortcuts in (False, True):
    for depth in (8, 50):
        runs = [trained(depth, shortcuts, seed) for seed in demos.progress(range(3), "three seeds")]
        way = "with shortcuts" if shortcuts else "plain"
        print(f"{depth:2} layers, {way:14}: training loss {min(runs):.2f} to {max(runs):.2f}")

# %% [markdown]
# This is **degradation**: the deep plain network is worse at the *training* data, so it is no overfitting. Strange, because 50 layers can do all that 8 can: 42 of them need only hand on what they get. They do not find that by themselves. Note also what the shortcuts did not do: 50 layers are no
# better than 8, for digits need no 50. Shortcuts make depth *possible*.
#
# > **Takeaway.** Plain layers on top can spoil a network; that is a failure to train, not to generalise.

# %% [markdown]
# ## A residual block says only what to change
#
# Let the layers of a block compute a change $F(x)$, and add it to the input $x$:
#
# $$y = \mathrm{ReLU}\big(x + F(x)\big).$$
#
# $x$ and $y$ are maps of one shape, (height, width, channels). $F$ is a convolution, a ReLU and a second convolution; what $F$ has to learn is the rest, the **residual**. The way of $x$ past the layers is the shortcut. On paper: one row of pixels, one channel, $x = [2\;0\;3\;1]$, the kernels
# $[0\;1\;{-1}]$ and $[-2\;1\;0]$, zeros outside, no flip:

# %%
def change_of(x):
    """Return what the two layers of the block give on the way: three rows of numbers."""
    first = reference.correlate1d(x, [0, 1, -1], "same")
    active = reference.relu(first)
    return first, active, reference.correlate1d(active, [-2, 1, 0], "same")


row = np.array([2.0, 0, 3, 1])
names = ["kernel 0, 1, −1", "ReLU", "−2, 1, 0: F(x)"]
figures.residual_block(row, dict(zip(names, change_of(row), strict=True)))

# %% [markdown]
# On the left $x + F(x) = [4\;{-4}\;5\;{-2}]$, and the ReLU makes $[4\;0\;5\;0]$ of it. On the right only $F(x)$ goes on.
#
# **Predict before you run.** The same block gets $x = [4\;3\;5\;1]$. What comes out (i) with the shortcut, (ii) without?

# %% exercise="block_by_hand"
block_by_hand = ...  # two lists of four numbers: [(i), (ii)]
### BEGIN SOLUTION
block_by_hand = [[5, 1, 9, 0], [1, 0, 4, 0]]
### END SOLUTION

# %% check="block_by_hand" points=1
with check("block_by_hand", block_by_hand) as answer:
    other_row = np.array([4.0, 3, 5, 1])
    change = change_of(other_row)[-1]
    answer.equals([reference.relu(other_row + change), reference.relu(change)])

# %% [markdown]
# Now in Keras, in two dimensions. `convolved` is the layer of all these networks: no bias, because batch normalisation follows and would take it off again.

# %%
def convolved(x, filters, kernel=3, strides=1, padding="same"):
    """Convolve and normalise; no ReLU."""
    settings = {"use_bias": False, "kernel_initializer": "he_normal"}
    x = L.Conv2D(filters, kernel, strides, padding, **settings)(x)
    return L.BatchNormalization(momentum=0.9)(x)

# %% [markdown]
# ### Exercise: a residual block
#
# Layers are called on tensors: `convolved(x, 16)`, `L.ReLU()(x)`, `L.Add()([x, z])`; `keras.Model(x, y)` is all from $x$ to $y$. One ReLU stands between the two convolutions, one after the sum, none before it.

# %% exercise="residual_block"
def residual_block(height, width, channels):
    """Return a keras.Model from maps (height, width, channels) to maps of the same shape.

    Two 3 by 3 convolutions from `convolved`; residual_block(5, 7, 4) learns 304 numbers.
    """
    ### BEGIN SOLUTION
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, channels))
    change = convolved(change, channels)
    return keras.Model(x, L.ReLU()(L.Add()([x, change])))
    ### END SOLUTION

# %%
def zoo_block(height, width, channels, filters=None, stride=1):
    x = keras.Input((height, width, channels))
    return keras.Model(x, models.basic_block(x, filters or channels, stride, "block"))

# %% [markdown]
# The check looks at shapes, convolutions, the count of what is learnt, and what your block answers to a test picture when its weights are filled in a fixed way.

# %% check="residual_block" points=3
with check("residual_block", residual_block) as answer:
    answer.sees(models.block_in_short)
    answer.on(5, 7, 4).agrees_with(zoo_block, within=0.01)
    answer.on(6, 3, 5).agrees_with(zoo_block, within=0.01)
    answer.avoids("zoo_block", "basic_block")
    ### BEGIN HIDDEN TESTS
    high, wide, deep = answer.random.integers(3, 9, size=3).tolist()
    answer.on(high, wide, deep).agrees_with(zoo_block, within=0.01)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: mend the block that halves its maps
#
# Where maps shrink and channels double, $x$ and $F(x)$ no longer fit. There the shortcut gets a **projection**: a 1 by 1 convolution with the same stride, and batch normalisation. A colleague wrote such a block. It runs, and it has *three* bugs.

# %%
def colleagues_block(height, width, channels, filters):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, filters, strides=2))
    change = L.ReLU()(convolved(change, filters))
    shortcut = convolved(x, filters, kernel=3, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))

# %% [markdown]
# Two you find by reading. The third hides in "same": on an even size Keras puts the odd zero at the *end* (chapter 3). With a stride of 2 the first 3 by 3 window has its middle on pixel 1, while a 1 by 1 projection reads pixel 0: the sum adds up neighbours. So pad first,
# one zero on each side, `L.ZeroPadding2D(1)(x)`, and convolve with `padding="valid"`. Chapter 9's reader refuses ways that do not line up:

# %%
def two_ways(padding):
    x = keras.Input((6, 8, 1))
    padded = L.ZeroPadding2D(1)(x) if padding == "valid" else x
    three = L.Conv2D(1, 3, strides=2, padding=padding)(padded)
    return keras.Model(x, L.Add()([L.Conv2D(1, 1, strides=2)(x), three]))


for padding in ("same", "valid"):
    try:
        field = explain.receptive_field(two_ways(padding))
        print(padding, "- both ways line up, field", field.size)
    except ValueError as error:
        print(padding, "-", error)

# %% exercise="halving_block"
def halving_block(height, width, channels, filters):
    """Return a keras.Model from maps (height, width, channels) to half their size, rounded up.

    `colleagues_block`, mended; halving_block(6, 9, 4, 6) gives maps (3, 5, 6), learns 600 numbers.
    """
    ### BEGIN SOLUTION
    x = keras.Input((height, width, channels))
    padded = L.ZeroPadding2D(1)(x)
    change = L.ReLU()(convolved(padded, filters, strides=2, padding="valid"))
    change = convolved(change, filters)
    shortcut = convolved(x, filters, kernel=1, strides=2)
    return keras.Model(x, L.ReLU()(L.Add()([shortcut, change])))
    ### END SOLUTION

# %%
def zoo_halving(height, width, channels, filters):
    return zoo_block(height, width, channels, filters, stride=2)

# %% check="halving_block" points=3
with check("halving_block", halving_block) as answer:
    answer.sees(models.block_in_short)
    answer.on(6, 9, 4, 6).agrees_with(zoo_halving, within=0.01)
    answer.on(7, 5, 3, 8).agrees_with(zoo_halving, within=0.01)
    answer.avoids("zoo_halving", "zoo_block", "basic_block")
    ### BEGIN HIDDEN TESTS
    high, deep = (2 * answer.random.integers(2, 5, size=2)).tolist()
    answer.on(high, high + 3, deep, deep + 2).agrees_with(zoo_halving, within=0.01)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Add the input to what two layers say, then ReLU; project it only where the shape changes.

# %% [markdown]
# ## A block can switch itself off
#
# Why is this easier to learn? The last batch normalisation of $F$ multiplies by `gamma` and adds `beta`, which starts at 0. With `gamma` = 0 too, $F(x) = 0$ and $y = \mathrm{ReLU}(x)$. If $x$ comes from a ReLU, it is not negative, and $y = x$: the block is gone. To hand on its input, a plain block
# would have to learn two kernels with a 1 in the middle; a residual block needs zeros.

# %%
def largest_change(block, images):
    return float(np.abs(models.outputs_of(block, images) - images).max())


block = zoo_block(6, 9, 4)
images = np.random.default_rng(0).normal(size=(20, 6, 9, 4)).astype("float32")
print(f"as drawn:              largest change {largest_change(block, abs(images)):.2f}")
block.get_layer("block_b").gamma.assign(np.zeros(4))
print(f"last gamma 0, x >= 0:  largest change {largest_change(block, abs(images)):.2f}")
print(f"last gamma 0, any x:   largest change {largest_change(block, images):.2f}")

# %% [markdown]
# In the last line, the ReLU cuts off what is negative. A common trick is to *start* with these `gamma` at 0, so that all blocks are off. Yours, switched off:

# %% demo="your_block_off"
def your_block_off():
    block = residual_block(6, 9, 4)
    last = [layer for layer in block.layers if isinstance(layer, L.BatchNormalization)][-1]
    last.gamma.assign(np.zeros(4))
    return f"your block, switched off: largest change {largest_change(block, abs(images)):.2f}"


print(demos.once_written(your_block_off))

# %% [markdown]
# > **Takeaway.** Doing nothing is where a residual block begins, and what a plain one has to learn.

# %% [markdown]
# ## The gradients of plain stacks need not vanish, and still they fail
#
# On its way back, the gradient passes a residual block on two ways: as it is, and through $F$. For a single number, $\frac{dy}{dx} = 1 + F'(x)$ where the ReLU is open. With 24 blocks in a row and $F' = 0.5$ in each: without shortcuts $0.5^{24} = 0.00000006$ is left, with them the gradient is $1.5^{24} \approx 17\,000$. So shortcuts can make gradients explode.
#
# **Predict before you run.** The dense stack of 50 layers, fresh from its start. Six cases:
#
# | | Xavier | He | He, batch norm |
# | --- | --- | --- | --- |
# | plain | A | B | C |
# | shortcuts | D | E | F |
#
# In which is the gradient in the *first* layer (i) the smallest, (ii) the largest? (Chapter 8: with ReLU, Xavier halves the mean square in every layer; He keeps it. The mean squares of two independent parts add up.)

# %% exercise="smallest_and_largest"
smallest_and_largest = ...  # two letters: ["(i)", "(ii)"]
### BEGIN SOLUTION
smallest_and_largest = ["A", "E"]
### END SOLUTION

# %%
STARTS = {"Xavier": ("xavier", False), "He": ("he", False), "He, batch norm": ("he", True)}


def first_gradient(shortcuts, start, seed=0):
    kind, normalised = STARTS[start]
    settings = {"depth": 50, "width": 24, "shortcuts": shortcuts, "seed": seed}
    network = reference.residual_stack(64, 10, kind=kind, normalised=normalised, **settings)
    network.backpropagate(digits.images[:100], digits.labels[:100])
    return reference.stack_gradients(network)[0]

# %% check="smallest_and_largest" points=2
with check("smallest_and_largest", smallest_and_largest) as answer:
    cases = [(shortcuts, start) for shortcuts in (False, True) for start in STARTS]
    lengths = {letter: first_gradient(*case) for letter, case in zip("ABCDEF", cases, strict=True)}
    answer.satisfies(lambda two: len(two) == 2 and {*two} <= {*"ABCDEF"}, "two letters, A to F")
    answer.equals([min(lengths, key=lengths.get), max(lengths, key=lengths.get)])

# %% [markdown]
# The same question to *convolutions*: one layer of 16 filters, 24 blocks of two, and the scores, 50 layers in all, on 100 digits of 8 by 8.

# %%
def layer(x, weights, normalised):
    x = L.Conv2D(16, 3, padding="same", kernel_initializer=weights)(x)
    return L.BatchNormalization()(x) if normalised else x

# %%
def stack_of_50(shortcuts, *start):
    inputs = keras.Input((8, 8, 1))
    x = L.ReLU()(layer(inputs, *start))
    for _ in range(24):
        change = layer(L.ReLU()(layer(x, *start)), *start)
        x = L.ReLU()(L.Add()([x, change]) if shortcuts else change)
    return keras.Model(inputs, L.Dense(10)(L.GlobalAveragePooling2D()(x)))

# %% [markdown]
# `models.kernel_gradient_lengths` gives the length of the gradient of each kernel, from the input up. Smallest and largest of three seeds:

# %%
in_keras = {"xavier": "glorot_normal", "he": "he_normal"}  # Xavier is the first name of Glorot


def three_seeds(shortcuts, kind, normalised):
    for seed in range(3):
        keras.utils.set_random_seed(seed)
        stack = stack_of_50(shortcuts, in_keras[kind], normalised)
        yield models.kernel_gradient_lengths(stack, digits.images[:100], digits.labels[:100])

# %% demo="gradient_table"
for name, start in demos.progress(STARTS.items(), "three starts"):
    for shortcuts in (False, True):
        first, *_, last, _ = np.transpose([*three_seeds(shortcuts, *start)])
        way = "shortcuts" if shortcuts else "plain"
        print(f"{name:14} {way:9}: first layer {min(first):.1e} to {max(first):.1e}", end=", ")
        print(f"layer 49 {min(last):.1e} to {max(last):.1e}")

# %% [markdown]
# **Xavier**: the plain gradients have vanished, in *all* layers and not only the first; shortcuts bring them back. **He**: the plain ones are small but there; with shortcuts they explode, because every sum doubles the mean square. **He with batch norm**, as
# everyone trains: the plain gradient is the *larger* one, and in the first layer far larger than in the last. With shortcuts, all layers get gradients of about one size.
#
# > ### What books get wrong: "residual networks work because plain gradients vanish"
# > With a good start and batch normalisation they do not vanish, and such a stack of 50 layers fails all the same. He and others checked this in their paper, and speak of degradation. Shortcuts make the *search* easier: doing nothing is the default, and each layer gets a gradient of like size.
#
# ### Your blocks at work
#
# Two networks of 20 layers, halved once: one from your blocks, and a twin without shortcuts. Three epochs on the digits, three seeds.

# %%
def plain_block(height, width, channels, filters=None, strides=1):
    x = keras.Input((height, width, channels))
    change = L.ReLU()(convolved(x, filters or channels, strides=strides))
    return keras.Model(x, L.ReLU()(convolved(change, filters or channels)))


def of_blocks(same, halving):
    x = inputs = keras.Input((8, 8, 1))
    x = L.ReLU()(convolved(x, 8))
    for block in [*[same(8, 8, 8) for _ in range(5)], halving(8, 8, 8, 12)]:
        x = block(x)
    for block in [same(4, 4, 12) for _ in range(3)]:
        x = block(x)
    return keras.Model(inputs, L.Dense(10)(L.GlobalAveragePooling2D()(x)))

# %%
def at_work(name, same, halving):
    model, losses = of_blocks(same, halving), []
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    images = digits.images.astype("float32")
    for seed in demos.progress(range(3), f"{name}: three trainings"):
        keras.utils.set_random_seed(seed)
        model.set_weights(of_blocks(same, halving).get_weights())  # a fresh start
        history = model.fit(images, digits.labels, batch_size=64, epochs=3, verbose=0)
        losses.append(history.history["loss"][-1])
    print(f"{name}: training loss {min(losses):.2f} to {max(losses):.2f}")

# %% demo="your_blocks_at_work"
def both():
    at_work("your blocks", residual_block, halving_block)
    at_work("plain twin ", plain_block, lambda *sizes: plain_block(*sizes, strides=2))


demos.once_written(both)

# %% [markdown]
# > **Takeaway.** Shortcuts cure degradation, which is more than vanishing: they make depth trainable.
#
# *A good place for a break.*

# %% [markdown]
# ## ResNets differ in their block and in how often it is repeated
#
# All have one plan. A 7 by 7 convolution of stride 2 to 64 maps, a max pool of stride 2, four **stages** of blocks, a global average, one dense layer. The first block of stages 2 to 4 halves the maps. ResNet-18 (2, 2, 2 and 2 blocks) and ResNet-34 (3, 4, 6, 3) use the block that you built, with 64, 128, 256 and 512 channels.
#
# ResNet-50 (3, 4, 6, 3), 101 (3, 4, 23, 3) and 152 (3, 8, 36, 3) use a **bottleneck**: 1 by 1 down to $c$ = 64, 128, 256 or 512 channels, 3 by 3 on these, 1 by 1 up to $4c$. The *first* block of every stage has a projection, because there the channels change.
#
# Every convolution has $k \cdot k \cdot c_{in} \cdot c_{out}$ weights, no bias, and $2\,c_{out}$ for its `gamma` and `beta`. The first block of ResNet-50 on paper, 64 channels in:
#
# | | weights | gamma, beta |
# | --- | --- | --- |
# | 1 by 1, 64 to 64 | 4,096 | 128 |
# | 3 by 3, 64 to 64 | 36,864 | 128 |
# | 1 by 1, 64 to 256 | 16,384 | 512 |
# | projection, 64 to 256 | 16,384 | 512 |
#
# Together 75,008. The second block gets 256 channels and has no projection.
#
# ### Exercise: count ResNet-50 by hand
#
# By arithmetic alone, for any number of blocks, so that 101 and 152 come for free. Images have three channels; the dense layer has a bias.

# %% exercise="resnet_parameters"
def resnet_parameters(repeats, classes):
    """Return the parameters of a ResNet of bottleneck blocks.

    repeats has the blocks of the four stages; resnet_parameters((1, 1, 1, 1), 10) is 8023306.
    """
    ### BEGIN SOLUTION
    def convolution(kernel, into, out):
        return kernel * kernel * into * out + 2 * out

    total, channels = convolution(7, 3, 64), 64
    for width, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        total += convolution(1, channels, 4 * width)
        for _ in range(blocks):
            total += convolution(1, channels, width) + convolution(3, width, width)
            total += convolution(1, width, 4 * width)
            channels = 4 * width
    return total + (channels + 1) * classes
    ### END SOLUTION

# %%
def zoo_count(name, classes=1000):
    """Return the count of a network of the zoo, whose tests build it and count every weight."""
    return zoo.network(name).parameters - 2049 * (1000 - classes)


small = models.bottleneck_network(
    (1, 2, 1, 1), (32, 32, 3), 7, stride_in_3x3=False, softmax=False, name="small"
)
counted = sum(int(np.prod(weight.shape)) for weight in small.trainable_weights)

# %% check="resnet_parameters" points=3
with check("resnet_parameters", resnet_parameters) as answer:
    answer.on((1, 2, 1, 1), 7).gives(counted)
    answer.on((3, 4, 6, 3), 1000).gives(zoo_count("ResNet-50"))
    answer.avoids("zoo", "zoo_count", "models", "keras", "counted")
    ### BEGIN HIDDEN TESTS
    classes = int(answer.random.integers(2, 900))
    answer.on((3, 4, 23, 3), classes).gives(zoo_count("ResNet-101", classes))
    answer.on((3, 8, 36, 3), classes).gives(zoo_count("ResNet-152", classes))
    ### END HIDDEN TESTS

# %% [markdown]
# > ### What books get wrong: "ResNet-152 has 60 million parameters", "ResNet-50 needs 3.8 (or 4.1, or 7.7) GFLOPs"
# > The first is right, and yet Keras prints another number. The second depends on what is counted:

# %%
fifty, later, deep = (zoo.network(f"ResNet-{name}") for name in ("50", "50 v1.5", "152"))
channels = 64 + sum(  # a block has c + c + 4c, and a projection 4c
    blocks * 6 * width + 4 * width
    for width, blocks in zip((64, 128, 256, 512), (3, 8, 36, 3), strict=True)
)
print(f"ResNet-152: {deep.parameters:,}; Keras adds a bias and two running values for")
print(f"each of {channels:,} normalised channels: {deep.parameters + 3 * channels:,}")
print(f"ResNet-50, multiply-adds: {fifty.multiply_adds / 1e9:.2f} billion as in the paper,")
print(f"{later.multiply_adds / 1e9:.2f} with the stride in the 3 by 3 (v1.5); a multiplication and")
print(f"an addition counted apart: {2 * fifty.multiply_adds / 1e9:.2f}")

# %% [markdown]
# > ### What books get wrong: "ResNet was the first below 5 %, and people cannot do better than 3 %"
# > ResNet's famous 3.57 % belongs to six networks together, in the contest of 2015. Of the networks in our zoo with a published error for one network that looks once (one **crop**), which was the first below 5 %?

# %%
for network in zoo.ZOO:
    error = network.error
    if error and error.top5 and error.protocol == "one crop":
        print(f"{network.year} {network.name:20} one network, one crop: {error.top5:.2f} % (top 5)")

# %% [markdown]
# > It came a year later. And what "people" can do rests on one annotator's test.
#
# > **Takeaway.** A ResNet is a block, four counts and one dense layer; say which edition you count, and what.

# %% [markdown]
# ## DenseNet stacks where ResNet adds
#
# A sum mixes old and new for good. DenseNet keeps both: each layer of a **dense block** gets *all* maps before it, and stacks $k$ new ones on them. $k$ is the **growth rate**. With $c$ channels at first, layer $\ell$ gets $c + (\ell - 1)\,k$, and after $L$ layers there are $c + L\,k$.
#
# Move all three. How many connections has a block of $L$ layers, each connected with the input and every layer before?

# %% demo="dense_block_growth"
demos.dense_block_growth()

# %% [markdown]
# $1 + 2 + \dots + L = L(L+1)/2$. A layer makes only $k$ maps, 32 in DenseNet-121, 169 and 201, where a ResNet makes hundreds: what is old need not be learnt anew to be handed on.
#
# ### Exercise: a dense block at one place
#
# The smallest one: 1 by 1 kernels, so that places do not mix, and ReLU. Kernel $\ell$ is a matrix, (channels so far, $k$). One place with $[1\;2]$, the kernels $[3\;{-1}]$ and $[-1\;2\;2]$ as columns, $k = 1$: the first layer says $3 - 2 = 1$, the stack is $[1\;2\;1]$; the second says
# $-1 + 4 + 2 = 5$, and $[1\;2\;1\;5]$ comes out. `np.concatenate([a, b], axis=-1)` stacks channels; `x @ kernel` is a 1 by 1 convolution.

# %% exercise="dense_block"
def dense_block(x, kernels):
    """Return the stack after all layers; x is (batch, height, width, channels).

    A kernel is (channels that it gets, growth rate); ReLU after each, the input stays as it is.
    """
    ### BEGIN SOLUTION
    for kernel in kernels:
        x = np.concatenate([x, np.maximum(x @ kernel, 0)], axis=-1)
    return x
    ### END SOLUTION

# %%
place = np.array([[[[1.0, 2]]]])
kernels = [np.array([[3.0], [-1]]), np.array([[-1.0], [2], [2]])]
some_maps = np.arange(-7.0, 5).reshape(1, 3, 2, 2)
two_wide = [np.array([[1.0, -1], [2, 0]]), np.array([[0.0, 1], [1, -2], [-1, 3], [2, 0]])]

# %%
def in_keras_layers(x, kernels):
    """The same by Keras: convolutions, and Concatenate."""
    stack = L.Input(np.shape(x)[1:])
    model_in, made = stack, []
    for kernel in kernels:
        made.append(L.Conv2D(np.shape(kernel)[1], 1, use_bias=False, activation="relu"))
        stack = L.Concatenate()([stack, made[-1](stack)])
    for one, kernel in zip(made, kernels, strict=True):
        one.set_weights([np.reshape(kernel, (1, 1, *np.shape(kernel)))])
    return models.outputs_of(keras.Model(model_in, stack), np.asarray(x, "float32"))

# %% check="dense_block" points=2
with check("dense_block", dense_block) as answer:
    answer.on(some_maps, two_wide[:1]).agrees_with(in_keras_layers, within=1e-4)
    answer.on(place, kernels).gives([[[[1, 2, 1, 5]]]])
    answer.on(some_maps, two_wide).agrees_with(in_keras_layers, within=1e-4)
    answer.avoids("keras", "in_keras_layers")
    ### BEGIN HIDDEN TESTS
    many = answer.random.normal(size=(2, 3, 4, 3))
    drawn = [answer.random.normal(size=(3 + 2 * n, 2)) for n in range(3)]
    answer.on(many, drawn).agrees_with(in_keras_layers, within=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
# Between dense blocks stands a **transition**: a 1 by 1 convolution that halves the channels, and an average pool that halves height and width. DenseNet-121 begins with 64 channels and has blocks of 6, 12, 24 and 16 layers: 64 + 6 · 32 = 256, halved 128; then 128 + 12 · 32 = 512; and so on.
#
# **Predict before you run.** DenseNet-169 has blocks of 6, 12, 32 and 32 layers. How many channels has the stack at the end of each?

# %% exercise="channels_of_169"
channels_of_169 = ...  # four whole numbers
### BEGIN SOLUTION
channels_of_169 = [256, 512, 1280, 1664]
### END SOLUTION

# %% check="channels_of_169" points=1
with check("channels_of_169", channels_of_169) as answer:
    stack, ends = 128, []
    for layers in (6, 12, 32, 32):
        stack = stack // 2 + sum([32] * layers)
        ends.append(stack)
    answer.equals(ends)

# %% [markdown]
# The 121 counts what has weights: one convolution, two in each of the 58 layers (a 1 by 1 first brings the stack to $4k$), three transitions, the scores. With a way back up as in chapter 10, DenseNets also *segment* (the "Tiramisu") and estimate *optical flow*, how each pixel moves from one picture to the next.
#
# > **Takeaway.** Stacking keeps old maps for everyone; each layer may then be thin.

# %% [markdown]
# ## Later blocks save where ResNet spends
#
# **Depthwise separable** (Xception, MobileNetV2). A 3 by 3 convolution looks around and mixes channels at once. Do it one after the other: each channel with a window of its own, then 1 by 1 across channels. At each place that costs $9c + c\,c'$ multiply-adds in place of $9\,c\,c'$, the part
# $\frac1{c'} + \frac19$ of it.
#
# MobileNetV2 turns the bottleneck inside out, an **inverted residual**: 1 by 1 from $c$ to $t\,c$ channels, a depthwise 3 by 3 there, perhaps with a stride, 1 by 1 down to $c'$. Where $t = 1$ the first step is left out.
#
# ### Exercise: what does it cost?
#
# Count the multiply-adds of an inverted residual as in chapter 3: places that come *out* of each step, times what each costs. Sizes are divided by the stride and rounded up.

# %% exercise="inverted_cost"
def inverted_cost(height, width, channels, out, expansion, stride):
    """Return the multiply-adds of an inverted residual on maps (height, width, channels).

    inverted_cost(4, 6, 2, 3, expansion=5, stride=2) is 1200: 480 + 540 + 180.
    """
    ### BEGIN SOLUTION
    wide = expansion * channels
    widen = height * width * channels * wide if expansion > 1 else 0
    places = -(-height // stride) * -(-width // stride)
    return widen + places * wide * (9 + out)
    ### END SOLUTION

# %%
def counted_by_keras(height, width, channels, out, expansion, stride):
    x = keras.Input((height, width, channels))
    y = models.inverted_residual(x, expansion, out, stride, name="block")
    return models.multiply_adds(keras.Model(x, y))

# %% check="inverted_cost" points=2
with check("inverted_cost", inverted_cost) as answer:
    answer.on(7, 9, 4, 5, expansion=3, stride=2).agrees_with(counted_by_keras)
    answer.on(4, 6, 2, 3, expansion=5, stride=2).agrees_with(counted_by_keras)
    answer.on(5, 8, 3, 3, expansion=6, stride=1).agrees_with(counted_by_keras)
    answer.on(5, 8, 6, 4, expansion=1, stride=1).agrees_with(counted_by_keras)
    answer.avoids("counted_by_keras", "models")
    ### BEGIN HIDDEN TESTS
    high, wide, c, out = answer.random.integers(3, 12, size=4).tolist()
    answer.on(high, wide, c, out, expansion=4, stride=2).agrees_with(counted_by_keras)
    ### END HIDDEN TESTS

# %% [markdown]
# **Squeeze and excite** (SE) turns channels up or down by what the whole picture shows: average each map over all places, two small dense layers, a sigmoid, and multiply each map by its number between 0 and 1. One picture, two channels whose means are 3 and 1; `reduce` is $[1\;{-1}]$ as a column, `excite` is
# $[0\;\;{-\tfrac12 \ln 3}]$. The squeeze gives 3 − 1 = 2, ReLU leaves it, excite makes 0 and $-\ln 3$, the sigmoid 0.5 and 0.25.

# %% exercise="squeeze_and_excite"
def squeeze_and_excite(maps, reduce, excite):
    """Return the maps, each times its own weight; maps is (batch, height, width, channels).

    reduce is (channels, few), excite (few, channels); ReLU between, no biases.
    """
    ### BEGIN SOLUTION
    means = maps.mean(axis=(1, 2), keepdims=True)
    gates = 1 / (1 + np.exp(-(np.maximum(means @ reduce, 0) @ excite)))
    return maps * gates
    ### END SOLUTION

# %%
two_maps = np.stack([[[1.0, 5, 3], [2, 4, 3]], [[0, 0, 3], [1, 1, 1]]], axis=-1)[np.newaxis]
small_gate = np.array([[1.0], [-1]]), np.array([[0, -np.log(3) / 2]])
random = np.random.default_rng(13)
wide_maps, wide_gate = random.normal(size=(2, 3, 4, 32)), random.normal(size=(2, 2, 32))

# %%
def zoo_gate(maps, reduce, excite):
    x = keras.Input(np.shape(maps)[1:])
    gate = keras.Model(x, models.squeeze_and_excite(x, "gate"))
    kernels = [weights for weights in gate.weights if "kernel" in weights.path]
    for weights, given in zip(kernels, (reduce, excite), strict=True):
        weights.assign(given)
    return models.outputs_of(gate, np.asarray(maps, "float32"))

# %% check="squeeze_and_excite" points=2
with check("squeeze_and_excite", squeeze_and_excite) as answer:
    answer.on(two_maps, *small_gate).gives(two_maps * [0.5, 0.25])
    answer.on(wide_maps, wide_gate[0].T, wide_gate[1]).agrees_with(zoo_gate, within=1e-4)
    answer.avoids("zoo_gate", "models", "keras")
    ### BEGIN HIDDEN TESTS
    sizes = (3, 2, 5, 32), (32, 2), (2, 32)
    answer.on(*(answer.random.normal(size=size) for size in sizes)).agrees_with(zoo_gate, within=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
# **ResNeXt** splits the 3 by 3 of a bottleneck into 32 groups that do not see each other, and makes it wider for the same cost. **Wide ResNet** makes blocks wider. **ShuffleNet v1** puts even the 1 by 1 into groups, and then deals the channels out anew, like cards, so that groups hear of
# each other; **v2** leaves half of the channels untouched. **Inception-ResNet** adds inception branches (chapter 12), scaled down to a tenth or two, or training broke down. Six channels in 2 groups, shuffled:

# %%
print(models.shuffled(6, groups=2))

# %% [markdown]
# One block of each, on maps of 14 by 14:

# %%
for name, block in models.one_block_each(14, 14).items():
    costs = models.layer_costs(block)
    learnt = sum(cost.parameters for cost in costs)
    products = sum(cost.multiply_adds for cost in costs)
    print(f"{name:24} {block.input_shape[-1]:5} channels {learnt:10,} parameters", end=" ")
    print(f"{products:12,} multiply-adds")

# %% [markdown]
# And the whole networks (the course's tests build each, and count):

# %%
for network in zoo.ZOO:
    if network.year >= 2015 and "Squeeze" not in network.name:
        count = f"{network.parameters:11,} parameters {network.multiply_adds:15,} multiply-adds"
        print(f"{network.year} {network.name:24} {count}")

# %% [markdown]
# > **Takeaway.** Looking around and mixing channels can be paid for apart, and that is where later networks save.

# %% [markdown]
# ## The best network depends on what you can pay
#
# Rest the mouse on a point, or use the buttons. The green ones are **unbeaten**: no other is both cheaper and more often right. Does ResNet-50 stay unbeaten when you switch from multiply-adds to parameters?

# %% demo="accuracy_against_cost"
demos.accuracy_against_cost()

# %% [markdown]
# It does not: DenseNets take its place. How *fast* a network runs is a third thing: measure it on your own machine.
#
# ### Exercise: choose
#
# The seed bank's camera has room for 10 million parameters and time for 4,000 million multiply-adds a photo. Which network is the most often right (torchvision's weights)?

# %% exercise="for_the_camera"
for_the_camera = ...  # a name as in the plot, such as "VGG16"
### BEGIN SOLUTION
for_the_camera = "DenseNet-121"
### END SOLUTION

# %% check="for_the_camera" points=1
with check("for_the_camera", for_the_camera) as answer:
    answer.satisfies(lambda name: name in {each.name for each in zoo.ZOO}, "a name from the zoo")
    fit = [each for each in zoo.ZOO if each.parameters <= 10e6 and each.multiply_adds <= 4e9]
    fit = [each for each in fit if each.torchvision]
    answer.equals(min(fit, key=lambda each: each.torchvision.top1).name)

# %% [markdown]
# ### Written question
#
# A colleague writes: "With He's first weights and batch normalisation our gradients do not vanish. So we leave the shortcuts out of our 50 layers." Answer in four sentences: what is right, with a number from this chapter; what is wrong, with a number; what shortcuts change, if not the vanishing; how to
# tell degradation from overfitting.

# %% [markdown] answer="without_shortcuts" points=3
# ### BEGIN SOLUTION
# **Model answer.** It is right that the gradients do not vanish: in the plain stack of 50 convolutions with batch normalisation the first layer's gradient was more than a hundred times as large as that of layer 49. It is wrong that the stack then trains: 50 plain layers ended at a training loss of about 2, where 8 layers
# reached about 0.1. With shortcuts a block that does nothing is where training begins (`gamma` 0 gives the identity) instead of something to be learnt, and all layers get gradients of like size. It is degradation if the loss on the *training* data is worse than that of a shallower network; in overfitting the training loss is
# good and only the held-out one is bad.
#
# **Rubric.** 1 point: says that plain gradients with batch normalisation do not vanish, with a number from the table. 1 point: says that the deep plain stack fails all the same, with a training loss, and what shortcuts change (identity as the start, or gradients of like size). 1 point: tells degradation from overfitting by the
# training loss.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Say what you can afford, then take the most accurate network that fits.

# %% [markdown]
# ## Three things to remember
#
# 1. A residual block adds what it says to what it gets; with its last `gamma` at 0 it does nothing.
# 2. Deep plain networks degrade even with healthy gradients: the difficulty is the search.
# 3. Stack or add, in groups or depthwise: each design is a way to spend parameters and products.
#
# **Roads not taken.** *Pre-activation* blocks put normalisation and ReLU before each convolution, so that nothing stands on the shortcut. *Highway networks* gate it. *EfficientNet* scales depth, width and image size together. With *Fixup*'s first weights, residual networks train without normalisation.
#
# **If you want more** (ungraded). Train the stack of 50 layers with Xavier and shortcuts: does a smaller rate help? Write `shuffled` with a reshape and a transpose. Set all last `gamma` to 0 in `of_blocks`: does it train faster? Take single blocks out of a trained network: how much is lost?
#
# **Sources.** K. He, X. Zhang, S. Ren and J. Sun, *Deep Residual Learning for Image Recognition* (2015): blocks, plans, degradation. G. Huang and others (2016): DenseNet. S. Jégou and others (2017): Tiramisu. F. Chollet (2016): Xception. S. Xie and others (2016): ResNeXt. S. Zagoruyko and N. Komodakis (2016): Wide ResNet.
# C. Szegedy and others (2016): Inception-ResNet. J. Hu and others (2017): SE. X. Zhang and others (2017), N. Ma and others (2018): ShuffleNets. M. Sandler and others (2018): MobileNetV2. P. Goyal and others (2017): `gamma` at 0.
