# %% [markdown]
# # 12 · Classic networks: LeNet-5 to GoogLeNet
#
# **The question.** A developer has 100 MB for an app that names flowers, and a list of famous networks: which of them fits, and where do the others keep their weights and do their work?
#
# **You will be able to**
#
# - *rebuild* a network from a row of a paper's table, and prove by counting that it is the same;
# - *predict* which layer holds the weights and which does the work;
# - *repair* a block with branches, and make it cheap with 1 by 1 convolutions.
#
# **Time** about 80 minutes. **Builds on** chapter 1 (the sliding window), chapter 3 (counting), chapter 7 (Keras) and chapter 9 (fields).

# %%
import time

import numpy as np

from convcourse import checks, data, demos, figures, models, reference
from convcourse.models import zoo
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("12_classic_networks")
layers = keras.layers
demos.your_progress(check)

# %% [markdown]
# ## The idea is older than the computers for it
#
# In 1959 and 1962 David Hubel and Torsten Wiesel told what cells in a cat's visual cortex answer to. **Simple cells** want an edge of one direction at one place. **Complex cells** want it too, but a little further along will do: as if each pooled simple cells side by side. In 1980 Kunihiko Fukushima
# stacked layers of both kinds and called it the **Neocognitron**. It had shared windows and pools, but no gradient to train them.
#
# In 1989 Alexander Waibel and others trained windows by backpropagation. Their **time-delay network** hears speech: a window slides over time, with the same weights at each moment. That is chapter 1, with weights that can be learnt. See for yourself: the aeroplane's track, and chapter 1's weights inside a Keras layer.

# %%
readings = data.aeroplane_track().measured_range
kernel = np.array([1, 2, 3]) / 6  # the newest reading counts most
delays = keras.Sequential([keras.Input((len(readings), 1)), layers.Conv1D(1, 3, use_bias=False)])
delays.set_weights([kernel.reshape(3, 1, 1)])
heard = models.outputs_of(delays, readings.reshape(1, -1, 1))[0, :, 0]
averages = reference.correlate1d(readings, kernel)
print(f"{len(heard)} averages; largest difference: {np.abs(heard - averages).max():.4f} metres")

# %% [markdown]
# > **Takeaway.** Simple cells became convolutions, complex cells became pools; what was new in 1989 was to train them.

# %% [markdown]
# ## A table is enough to rebuild a network
#
# LeNet-5 (1998) read digits on cheques. You trained it in chapter 7. Now meet it as papers show networks, as a table, here for grey images of 32 by 32 pixels:
#
# | layer | shape out | parameters |
# | --- | --- | --- |
# | C1, convolution | 28 × 28 × 6 | 156 |
# | S2, average pool | 14 × 14 × 6 | 0 |
# | C3, convolution | 10 × 10 × 16 | 2,416 |
# | S4, average pool | 5 × 5 × 16 | 0 |
# | flat | 400 | 0 |
# | C5, dense | 120 | 48,120 |
# | F6, dense | 84 | 10,164 |
# | scores, dense | 10 | 850 |
#
# It does not say how large the windows are, but you can work it out. Each filter of C1 has $156 / 6 = 26$ parameters. One is its bias, 25 are weights, and only one channel comes in: 5 by 5. And as $32 - 5 + 1 = 28$, there is no padding.
#
# ### Exercise: LeNet-5 by its table
#
# Find the window of C3 in the same way. Every layer with parameters ends in `tanh`, except the scores, which stay as they are. Pools do not overlap.

# %% exercise="lenet5"
def lenet5(input_shape, classes):
    """Return LeNet-5 as a Keras model: images of input_shape in, one score for each class out.

    lenet5((32, 32, 1), 10) has the rows of the table, and 61,706 parameters.
    """
    ### BEGIN SOLUTION
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"),
        layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"),
        layers.AveragePooling2D(2),
        layers.Flatten(),
        *[layers.Dense(units, activation="tanh") for units in (120, 84)],
        layers.Dense(classes),
    ])
    ### END SOLUTION

# %%
def in_short(model):  # each layer: class, shape out, parameters, activation
    plan = models.blueprint(model)
    return [[*row, settings.get("activation", "")] for row, settings in plan["layers"]]


def true_lenet5(input_shape, classes):
    return models.lenet5(input_shape, classes, form="common")

# %% check="lenet5" points=2
with check("lenet5", lenet5) as answer:
    answer.sees(in_short)
    answer.on((32, 32, 1), 10).agrees_with(true_lenet5)
    answer.on((32, 32, 3), 7).agrees_with(true_lenet5)
    answer.avoids("models", "true_lenet5")
    ### BEGIN HIDDEN TESTS
    channels, classes = answer.random.integers(2, 30, size=2).tolist()
    answer.on((32, 32, channels), classes).agrees_with(true_lenet5)
    ### END HIDDEN TESTS

# %% [markdown]
# The paper says 60,000 parameters, you count 61,706. Both are right:

# %%
published = models.lenet5((32, 32, 1), form="1998")
today = models.lenet5((32, 32, 1), form="common")
for name, model in (("as published", published), ("as books show it", today)):
    learnt = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    print(f"LeNet-5 {name}: {learnt:,} parameters")

# %% [markdown]
# In 1998 each map of C3 read only some of the six maps below (60 of 96 pairs), pools had a weight and a bias for each map, and the last layer was a set of fixed drawings. Books leave that out, and so does your model.
#
# > **Takeaway.** Shapes and parameters determine the windows; a count that is equal to the last digit is good evidence that two networks are the same.

# %% [markdown]
# ## AlexNet: weights sit in dense layers, work sits in convolutions
#
# AlexNet won the ImageNet contest of 2012: 1.2 million photos, 1,000 classes. It has ReLU, dropout, and **groups**: half of its maps lay on each of two graphics cards, and in conv2, conv4 and conv5 a filter reads only the maps of its own card. Conv1 has filters of 11 by 11 with a stride of 4, and puts out 55 by 55 places.
#
# **Predict before you run.** The paper says that images have 224 by 224 pixels. A window counts only where it fits. (i) How many places in a row does conv1 have on 224 pixels, without padding? (ii) What is the *largest* image that still gives 55, without padding? (iii) If you keep the 224, what is the least padding on *each* side that gives 55?

# %% exercise="alexnet_sizes"
alexnet_sizes = ...  # three whole numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
alexnet_sizes = [54, 230, 2]
### END SOLUTION

# %% check="alexnet_sizes" points=1
with check("alexnet_sizes", alexnet_sizes) as answer:
    def places(pixels, padding=0):
        (found,) = reference.output_size((pixels,), 11, stride=4, padding=padding)
        return found
    most = max(pixels for pixels in range(11, 400) if places(pixels) == 55)
    least = next(padding for padding in range(9) if places(224, padding) == 55)
    answer.equals([places(224), most, least])

# %% [markdown]
# > ### What books get wrong: "AlexNet has 12 layers and takes 227 by 227 pixels"
# > It has 8 layers with weights: five convolutions and three dense ones. You get 12 if you count the pools and the input as well. The paper writes 224, the arithmetic needs at least 227, or 224 with the padding that you found. This course builds it for 227.
#
# Here are the eight, as the two cards compute them; "reads" is how many channels one filter reads:
#
# | number | layer | window | reads | filters or units | places |
# | --- | --- | --- | --- | --- | --- |
# | 1 | conv1 | 11 × 11 | 3 | 96 | 55 × 55 |
# | 2 | conv2 | 5 × 5 | 48 | 256 | 27 × 27 |
# | 3 | conv3 | 3 × 3 | 256 | 384 | 13 × 13 |
# | 4 | conv4 | 3 × 3 | 192 | 384 | 13 × 13 |
# | 5 | conv5 | 3 × 3 | 192 | 256 | 13 × 13 |
# | 6 | fc6, dense | | 9,216 | 4,096 | |
# | 7 | fc7, dense | | 4,096 | 4,096 | |
# | 8 | scores, dense | | 4,096 | 1,000 | |
#
# **Predict before you run.** Which layer (i) has the most parameters, (ii) does the most multiply-adds, (iii) has the *fewest* parameters? Answer by number. Orders of magnitude are enough.

# %% exercise="heaviest"
heaviest = ...  # three layer numbers, 1 to 8: [(i), (ii), (iii)]
### BEGIN SOLUTION
heaviest = [6, 2, 1]
### END SOLUTION

# %% check="heaviest" points=1
with check("heaviest", heaviest) as answer:
    alexnet = models.weightless(zoo.network("AlexNet").build)
    counted = [cost for cost in models.layer_costs(alexnet) if cost.multiply_adds]
    learnt = [cost.parameters for cost in counted]
    work = [cost.multiply_adds for cost in counted]
    answer.equals([1 + np.argmax(learnt), 1 + np.argmax(work), 1 + np.argmin(learnt)])

# %% [markdown]
# Now walk through the networks. In AlexNet, go from layer to layer: where are the orange bars, where the blue ones? Then switch the network: is it the same in VGG16? In GoogLeNet?

# %% demo="walk_through_network"
demos.walk_through_network()

# %% [markdown]
# A dense layer uses each weight once; a convolution uses it at every place. So the three dense layers of AlexNet hold 96 % of its parameters and do 8 % of its multiply-adds. (`models.weightless` builds networks to be counted: their weights have shapes only.)
#
# In 2013, **ZFNet** looked at what AlexNet's first filters answer to (chapter 15 does it too), found that 11 by 11 at a stride of 4 skips too much, and took 7 by 7 at a stride of 2. The same table, finer in front: fewer errors, 61 % more work.
#
# > **Takeaway.** Parameters are what you store, multiply-adds are what you wait for; they sit in different layers.

# %% [markdown]
# ## VGG: one window, again and again
#
# In 2014, Karen Simonyan and Andrew Zisserman asked what depth alone can do. All windows are 3 by 3 with padding "same", all pools are 2 by 2, and a network is one line of text. This is their configuration D, better known as **VGG16**; a number is a convolution with so many filters and ReLU, M a maximum pool:

# %%
D = "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M"
E = "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M"
for name, line in (("D", D), ("E", E)):
    convolutions = sum(word != "M" for word in line.split())
    print(f"configuration {name}: {convolutions} convolutions and 3 dense layers")

# %% [markdown]
# On paper: "2 M 3 M" on images of 8 × 12 × 1 gives maps of 8 × 12 × 2, 4 × 6 × 2, 4 × 6 × 3, 2 × 3 × 3, so 18 numbers when flat.
#
# ### Exercise: VGG from a line of text
#
# Behind the last word come a flattening, two dense layers with ReLU, and the scores. `configuration.split()` gives the words.

# %% exercise="vgg"
def vgg(configuration, input_shape, units, classes):
    """Return the Keras model that the configuration describes.

    units is the size of each of the two dense layers; one score for each class comes out.
    vgg("2 M 3 M", (8, 12, 1), 5, 4) has 226 parameters.
    """
    ### BEGIN SOLUTION
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        if word == "M":
            stack.append(layers.MaxPooling2D(2))
        else:
            stack.append(layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    stack.append(layers.Flatten())
    stack += [layers.Dense(units, activation="relu") for _ in range(2)]
    return keras.Sequential([*stack, layers.Dense(classes)])
    ### END SOLUTION

# %% check="vgg" points=3
with check("vgg", vgg) as answer:
    answer.sees(in_short)
    answer.on("2 M 3 M", (8, 12, 1), 5, 4).agrees_with(models.vgg_from)
    answer.on("M 3 3 16 M M 2", (17, 26, 2), 3, 6).agrees_with(models.vgg_from)
    answer.avoids("vgg_from", "zoo", "models")
    ### BEGIN HIDDEN TESTS
    first, second, units, classes = answer.random.integers(2, 40, size=4).tolist()
    line = f"{first} M {second} {second} M"
    answer.on(line, (13, 20, 3), units, classes).agrees_with(models.vgg_from)
    ### END HIDDEN TESTS

# %% [markdown]
# Build both configurations at full size with *your* function. Published: 138 and 144 million.

# %% demo="your_vgg"
def at_full_size(lines):
    for name, line in lines.items():
        model = models.weightless(lambda line=line: vgg(line, (224, 224, 3), 4096, 1000))
        learnt, size = model.count_params(), 4 * model.count_params()
        same = "the zoo's number" if learnt == zoo.network(name).parameters else "NOT the zoo's"
        print(f"{name}: {learnt:,} parameters, {same}; {size / 1e6:.1f} MB, {size / 2**20:.1f} MiB")


demos.once_written(at_full_size, {"VGG16": D, "VGG19": E})

# %% [markdown]
# > ### What books get wrong: "VGG16 takes 522 MB", "AlexNet takes 255 MB"
# > A weight in single precision (float32) has 4 bytes. A megabyte (MB) has $10^6$ bytes, a mebibyte (MiB) $2^{20}$: VGG16 takes 553.4 MB, which is 527.8 MiB. AlexNet's 60,965,224 parameters take 243.9 MB. Say which unit you mean, and compute it.
#
# Why 3 by 3? Three of them see 7 by 7 (chapter 9). With $C$ maps in and out they have $3 \cdot 9\,C^2 = 27\,C^2$ weights, and one window of 7 by 7 has $49\,C^2$. But most of VGG16 is not windows: its first dense layer alone, on $7 \cdot 7 \cdot 512$ numbers, has 102,764,544 parameters.
#
# Does one need it? Instead of flattening, take the mean of each map: a **global average**. Then the scores read 512 numbers and not 25,088. Small experiment on real handwriting: the same four convolutions, once with a dense head, once with a global average.

# %%
train, test = data.digits("train"), data.digits("test")


def reader(head):
    windows = [layers.Conv2D(n, 3, padding="same", activation="relu") for n in (16, 16, 32, 32)]
    stack = [keras.Input((8, 8, 1)), *windows[:2], layers.MaxPooling2D(2), *windows[2:]]
    if head == "dense head":
        stack += [layers.Flatten(), layers.Dense(128, activation="relu")]
    else:
        stack += [layers.GlobalAveragePooling2D()]
    return keras.Sequential([*stack, layers.Dense(10)])

# %% demo="two_heads"
def right_answers(head, seed):
    keras.utils.set_random_seed(seed)
    model = reader(head)
    rate = keras.optimizers.schedules.CosineDecay(5e-3, 10 * 45)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    return models.trial(model, train, test, seconds=60, epochs=10, seed=seed).accuracy


heads, found = ("dense head", "global average"), {}
for head, seed in demos.progress([(h, s) for h in heads for s in range(3)], "six trainings"):
    found.setdefault(head, []).append(right_answers(head, seed))

# %% demo="what_heads_cost"
print(f"to answer 0 every time is right in {np.mean(test.labels == 0):.1%}")
for head, three in found.items():
    print(f"{head:14}: {reader(head).count_params():,} parameters,", end=" ")
    print(", ".join(f"{each:.1%}" for each in three), f"right, the worst {min(three):.1%}")

# %% [markdown]
# A fifth of the parameters, and only one or two digits in a hundred more are misread. Where a thing is, the mean forgets; for *what* it is, that is no great loss.
#
# > **Takeaway.** Small windows in a deep stack cost less than large ones; the large cost is the dense head, and a global average does without.

# %% [markdown]
# ## A 1 by 1 convolution makes maps thin before the work begins
#
# Also in 2014: which size of window is best, 1, 3 or 5? **GoogLeNet** takes them all, side by side, and stacks the maps that come out: an **inception block**. The danger: 5 by 5 windows on 192 maps are costly. On one place, 32 filters of 5 by 5 on 192 maps make $25 \cdot 192 \cdot 32 = 153{,}600$ multiply-adds.
#
# The cure is a **1 by 1 convolution**. It looks at one place only, and mixes its channels. Let it turn 192 maps into $r = 16$ first: $192 \cdot 16 + 25 \cdot 16 \cdot 32 = 15{,}872$ multiply-adds, about a tenth. Look at the whole block. Switch the 1 by 1 convolutions off: which numbers jump? What happens to the maps that come out of the pool?

# %% demo="inception_block"
demos.inception_block()

# %% [markdown]
# Without them, block 3a needs 2.4 times the multiply-adds, and the pool hands on all its 192 maps. Block by block, the stack would grow thicker and thicker.
#
# ### Exercise: how thin must it be?
#
# Turn the question round. A direct convolution costs too much; the two steps (1 by 1 to $r$ maps, then the window) may cost at most one `times`-th of its multiply-adds. How large may $r$ be?

# %% exercise="widest_reduction"
def widest_reduction(channels, filters, kernel, times):
    """Return the largest number of maps between the two steps; kernel is (height, width).

    widest_reduction(192, 32, (5, 5), 10) is 15: with 16 it would be a little more than a tenth.
    """
    ### BEGIN SOLUTION
    taps = kernel[0] * kernel[1]
    return channels * filters * taps // (times * (channels + taps * filters))
    ### END SOLUTION

# %%
def true_reduction(channels, filters, kernel, times):  # by trying
    def cost(window, before, after):
        return reference.convolution_multiply_adds((1, 1), window, before, after)
    direct = cost(kernel, channels, filters)
    fits = [thin for thin in range(1, channels + 1) if direct >= times * (
        cost((1, 1), channels, thin) + cost(kernel, thin, filters))]
    return max(fits)

# %% check="widest_reduction" points=2
with check("widest_reduction", widest_reduction) as answer:
    answer.on(192, 32, (5, 5), 10).gives(15)
    answer.on(80, 7, (1, 9), 2).agrees_with(true_reduction)
    answer.on(480, 208, (3, 3), 4).agrees_with(true_reduction)
    answer.avoids("true_reduction", "reference")
    ### BEGIN HIDDEN TESTS
    channels, filters = answer.random.integers(200, 900, size=2).tolist()
    high, wide, times = answer.random.integers(2, 8, size=3).tolist()
    answer.on(channels, filters, (high + 1, wide), times).agrees_with(true_reduction)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: repair the block
#
# Branches need Keras's *functional* form: a layer is called on what another one gave, and `keras.Model(first, last)` ties the two ends. `widths` are, as in the paper's table: filters of the 1 × 1 branch; the thin maps and the filters of 3 × 3; the same of 5 × 5; and the 1 × 1 convolution *after* the pool.
#
# A colleague's block gives the right shape, so nothing complains. Compare it with the demo, box by box: there are *three* bugs.

# %%
def conv(x, filters, side, strides=1):
    return layers.Conv2D(filters, side, strides, padding="same", activation="relu")(x)


def broken_inception(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    one = conv(image, ones, 1)
    three = conv(conv(image, thin_three, 3), threes, 3)
    five = conv(conv(three, thin_five, 1), fives, 5)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(conv(image, projection, 1))
    return keras.Model(image, layers.Concatenate()([one, three, five, pool]))

# %%
broken = broken_inception((28, 28, 192), (64, 96, 128, 16, 32, 32))
print(f"{broken.output_shape[1:]} out, {broken.count_params():,} parameters")

# %% exercise="inception"
def inception(input_shape, widths):
    """Return the mended block as a Keras model, its branches stacked in the order of the widths.

    inception((28, 28, 192), (64, 96, 128, 16, 32, 32)) has 163,696 parameters.
    """
    ### BEGIN SOLUTION
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    one = conv(image, ones, 1)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(image)
    branches = [one, three, five, conv(pool, projection, 1)]
    return keras.Model(image, layers.Concatenate()(branches))
    ### END SOLUTION

# %%
def true_inception(input_shape, widths):
    image = keras.Input(input_shape)
    return keras.Model(image, models.inception_module(image, *widths, name="block"))

# %% check="inception" points=3
with check("inception", inception) as answer:
    answer.sees(models.branches)  # each layer of each branch: window, class, activation, maps out
    answer.on((6, 9, 5), (4, 3, 7, 2, 6, 8)).agrees_with(true_inception)
    answer.on((10, 7, 12), (9, 8, 2, 5, 1, 3)).agrees_with(true_inception)
    answer.avoids("true_inception", "inception_module")
    ### BEGIN HIDDEN TESTS
    widths = answer.random.permutation(np.arange(2, 14))[:6].tolist()
    answer.on((7, 11, 6), tuple(widths)).agrees_with(true_inception)
    ### END HIDDEN TESTS

# %% [markdown]
# Nine of *your* blocks in a row, a few layers in front, a global average behind: that is GoogLeNet. The zoo counts 6,998,552 parameters.

# %% demo="your_googlenet"
def your_googlenet():
    def pool(x):
        return layers.MaxPooling2D(3, strides=2, padding="same")(x)
    image = keras.Input((224, 224, 3))
    x = pool(conv(conv(pool(conv(image, 64, 7, 2)), 64, 1), 192, 3))
    for name, widths in models.GOOGLENET_MODULES.items():
        x = inception(x.shape[1:], widths)(x)
        x = pool(x) if name in ("3b", "4e") else x
    return keras.Model(image, layers.Dense(1000)(layers.GlobalAveragePooling2D()(x)))

# %% demo="count_your_googlenet"
def count_yours():
    counted = models.weightless(your_googlenet)
    print(f"your GoogLeNet: {counted.count_params():,} parameters")


demos.once_written(count_yours)

# %%
count = {network.name: network.parameters for network in zoo.ZOO}
main, training = count["GoogLeNet"], count["GoogLeNet, in training"]
print(f"AlexNet has {count['AlexNet'] / main:.1f} times the parameters of GoogLeNet;", end=" ")
print(f"without GoogLeNet's scores {count['AlexNet'] / (main - 1025 * 1000):.1f} times")
print(f"in training GoogLeNet has {training:,} parameters, {training / main:.1f} times as many")

# %% [markdown]
# > ### What books get wrong: "GoogLeNet has 12 times fewer parameters than AlexNet"
# > The paper says so itself. Its own table of widths gives 8.7 times, or 10.2 without the last layer. Counting settles what quoting cannot.
#
# Why more in training? Two **auxiliary outputs**, after blocks 4a and 4d, guess the class from inner maps. Their errors, with a weight of 0.3, give the first blocks a short way for the gradient (chapter 6). For use they are cut off.
#
# A year later, **Inception v3** took windows apart: 5 by 5 into two of 3 by 3, and $n$ by $n$ into a row and a column, 1 by $n$ and then $n$ by 1. With $C$ maps all through:

# %%
def weights(*windows, channels=64):
    each = [reference.convolution_parameters(w, channels, channels, bias=False) for w in windows]
    return sum(each)


print(f"5 by 5 into two 3 by 3: {weights((3, 3), (3, 3)) / weights((5, 5)):.0%} of the weights")
print(f"7 by 7 into 1 by 7 and 7 by 1: {weights((1, 7), (7, 1)) / weights((7, 7)):.0%}")

# %% [markdown]
# Chapter 2's separable kernels again, now learnt, with a ReLU between.
#
# > **Takeaway.** Branches see several sizes at once; 1 by 1 convolutions pay for them.

# %% [markdown]
# ## Fewer errors took more work, not more weights
#
# The whole family, built and counted. "Maps" are the numbers that all its layers with weights put out for one image.

# %% demo="the_family"
NAMES = ("AlexNet", "AlexNet, one tower", "ZFNet", "VGG16", "VGG19", "GoogLeNet",
         "GoogLeNet, in training", "Inception v3")
print(f"{'':23}year   parameters  published     MB   G multiply-adds   M maps")
for name in demos.progress(NAMES, "eight networks"):
    network = zoo.network(name)
    costs = models.layer_costs(models.weightless(network.build))
    learnt, work = (sum(cost[place] for cost in costs) for place in (3, 4))
    maps = sum(np.prod(cost.shape) for cost in costs if cost.multiply_adds)
    verdict = "equal" if learnt == network.parameters else "NOT EQUAL"
    print(f"{name:23}{network.year}  {learnt:>11,}  {verdict:>9}", end="  ")
    print(f"{4 * learnt / 1e6:5.1f}  {work / 1e9:16.2f}  {maps / 1e6:7.2f}")

# %% [markdown]
# Papers round: 60, 138 and 144 million, "less than 25". To the last digit the counts follow from their tables of layers. Others that you will meet have their reasons. AlexNet 62,378,344: one tower, without groups; 61,100,840: torchvision builds a later paper's filters. GoogLeNet 6,624,904: torchvision has batch normalisation, and 3 by 3 for 5 by 5. Inception v3 23,851,784: Keras counts running means and variances too; 27,161,264: torchvision counts the auxiliary output.
#
# What did training cost? The papers say. AlexNet: 90 times through 1.2 million images, five to six days on two graphics cards. VGG: 370,000 steps of 256 images, two to three weeks on four cards. GoogLeNet was trained on many ordinary processors; a few cards would need a week, its authors guessed.
#
# The way back takes about twice the work of the way forward: one gradient for the inputs, one for the weights (chapter 6). So it is three times the multiply-adds, for each image, each time. And on your machine, if it kept the pace of a large matrix product all the time, which no training does?

# %% demo="what_training_cost"
square = np.random.default_rng(12).normal(size=(1024, 1024)).astype("float32")
begun = time.perf_counter()
for _ in range(5):
    square @ square
pace = 5 * 1024**3 / (time.perf_counter() - begun)
for name, images in (("AlexNet", 90 * 1.2e6), ("VGG16", 370e3 * 256)):
    total = 3 * zoo.network(name).multiply_adds * images
    print(f"{name}: {total:.1e} multiply-adds, on this machine {total / pace / 86400:.0f} days")

# %% [markdown]
# And what did it buy? ImageNet counts a picture as wrong if its class is not among the first *five* guesses: **top-5 error**. Filled dots were measured on the contest's test images, open ones on its validation images. Which names stand there twice, and which of the two is lower?

# %%
MANY = {0: "chosen features", 7: "seven nets", 6: "six nets", 4: "four nets", None: "several nets"}
points = [(each.year, each.name.replace("convolutional network", "CNN"), MANY[each.nets],
           each.top5, each.nets, each.source) for each in zoo.ENTRIES if each.year < 2016]
for name in ("AlexNet", "ZFNet", "VGG16", "Inception v3"):
    network = zoo.network(name)
    error = network.error or network.torchvision
    how = f"one net, {error.protocol}"
    points.append((network.year, name, how, round(error.top5, 1), 1, error.source))
figures.error_timeline(sorted(points, key=lambda each: each[0]))

# %% [markdown]
# > ### What books get wrong: one name, many errors
# > "AlexNet 15.3 %, the second 26.2 %": that is the entry, seven nets averaged, two of them trained on further data. One AlexNet has 18.2 %. "Inception v3 has 3.6 %": four nets, many crops, test images; one net with one crop has 5.6 % on the validation images. "ZFNet won 2013": several systems carry that name, and numbers of different ones are mixed. Before you compare two numbers ask: how many nets, how many crops, which images?
#
# (An error is shown only where it was read in its source. That is why one net of GoogLeNet is missing, and VGG16 is there with the weights of a later library.)
#
# And the flower app? With a global average in place of its dense layers, even VGG16 would fit:

# %%
vgg16 = models.layer_costs(models.weightless(zoo.network("VGG16").build))
windows = sum(cost.parameters for cost in vgg16 if cost.kind == "Conv2D")
work = sum(cost.multiply_adds for cost in vgg16 if cost.kind == "Conv2D")
head = reference.dense_parameters(512, 1000)
print(f"VGG16 with a global average: {windows + head:,} parameters,", end=" ")
print(f"{4 * (windows + head) / 1e6:.1f} MB, {(work + 512 * 1000) / 1e9:.2f} G multiply-adds")

# %% [markdown]
# ### Written question
#
# The developer has 100 MB, and a phone that does 5 billion multiply-adds in a second; an answer may take one second. A colleague says: "Take VGG16, it is the simplest, and cut its head to fit the 100 MB." Answer in four sentences: what is right about that, with a number; which limit it still breaks, with a number; which network of this chapter you take, with its two numbers; and what you would ask before you believe its published error.

# %% [markdown] answer="flower_app" points=3
# ### BEGIN SOLUTION
# **Model answer.** It is right that the head is what does not fit: with a global average VGG16 has 15.2 million parameters, 60.9 MB in place of 553.4. But the work hardly changes, because it sits in the convolutions: 15.35 billion multiply-adds, three seconds for each picture. I take GoogLeNet: 7.0 million parameters, 28 MB, and 1.58 billion multiply-adds, a third of a second (AlexNet would be quick enough and does not fit; Inception v3 fits with 95.3 MB, but its 5.7 billion multiply-adds take more than a second). Before I believe an error I ask how many nets were averaged, how many crops of each picture, and on which images it was measured; 6.67 % is seven GoogLeNets and not one.
#
# **Rubric.** 1 point: the head holds the weights and can go (about 61 MB, or 15.2 million), but the work stays (about 15.4 billion, or three seconds). 1 point: GoogLeNet with its memory or parameters *and* its multiply-adds. 1 point: asks for nets, crops or images behind a published error, at least two of them.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** A network is judged by three numbers, what it stores, what it computes and how often it errs, and the third has fine print.

# %% [markdown]
# ## Three things to remember
#
# 1. Dense layers hold the weights, convolutions do the work; a global average removes most of the weights.
# 2. Small windows in a deep stack, and 1 by 1 convolutions before costly ones: the same view for less.
# 3. Count for yourself: shapes, parameters and multiply-adds follow from the table. Errors do not; ask how they were measured.
#
# **Roads not taken.** *Network in Network* (2013) had the 1 by 1 convolution and the global average before GoogLeNet. *Local response normalisation*, in AlexNet, ZFNet and GoogLeNet, has no parameters and left with batch normalisation. Why not 50 layers of VGG? That is the next chapter.
#
# **If you want more** (ungraded). How many units may the two dense layers of VGG16 have if all of it must fit 100 MB? Train `lenet5` on `data.digits("train", size=32)` and compare with chapter 7. Build one row of Inception v3's table with your `conv`. In the walk, from which module of GoogLeNet on does a unit see the whole picture?
#
# **Sources.** D. Hubel and T. Wiesel, *Receptive Fields of Single Neurones in the Cat's Striate Cortex* (1959), and (1962). K. Fukushima, *Neocognitron* (1980). A. Waibel and others, *Phoneme Recognition Using Time-Delay Neural Networks* (1989). Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998): LeNet-5. A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet
# Classification with Deep Convolutional Neural Networks* (2012). M. Zeiler and R. Fergus, *Visualizing and Understanding Convolutional Networks* (2013). M. Lin, Q. Chen and S. Yan, *Network in Network* (2013). K. Simonyan and A. Zisserman, *Very Deep Convolutional Networks* (2014). C. Szegedy and others, *Going Deeper with Convolutions* (2014); *Rethinking the Inception Architecture* (2015).
# K. He and others (2015), with the error of ResNet.
