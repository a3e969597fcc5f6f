# %% [markdown]
# # 5 · Nonlinearity, pooling, classification
#
# **The question.** A sorting clerk at a post office feeds envelopes to a machine and must know which digit the machine reads, and how sure
# it is. How do window sums become an answer with a probability?
#
# **You will be able to**
#
# - *explain* what one unit of a network computes, and what its nonlinearity makes possible or destroys;
# - *shrink* maps by pooling, and *measure* what that buys and what it costs;
# - *turn* scores into probabilities and a loss that do not overflow, and run a whole small network.
#
# **Time** about 90 minutes. **Builds on** chapter 3 (channels, stride, output size) and chapter 4 (gradient descent).

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("05_nonlinearity_and_pooling")
demos.your_progress(check)

# %% [markdown]
# ## Without a nonlinearity, two layers are one
#
# What do you gain by filtering a filtered signal once more? Let the kernel `[1, 2]` run over a signal, and then `[3, -1]` over the result.

# %%
signal, first, second = np.array([4.0, 1, -3, 2, 5]), np.array([1.0, 2]), np.array([3.0, -1])
inner = np.correlate(signal, first, "valid")
print("one after the other:", np.correlate(inner, second, "valid"))
both = np.convolve(first, second)
print("one kernel", both, "gives:", np.correlate(signal, both, "valid"))
print("negatives cut between:", np.correlate(np.maximum(inner, 0), second, "valid"))

# %% [markdown]
# The same three numbers: two correlations in a row are one, with a longer kernel (the convolution of both). The third line breaks the rule: cut negative numbers
# to 0 in between, and no single kernel does what the two now do. This bend is what makes depth worth having.
#
# So a **unit** does three things: it multiplies its window with its **weights** and adds up, adds one number of its own, the
# **bias**, and sends the sum through a bent function, its **nonlinearity** or **activation**. Here it is **ReLU** (rectified linear unit), $\max(z, 0)$.

# %%
window = np.array([[1.0, 0, 2], [3, 1, 0]])
unit_weights = np.array([[2.0, 1, -1], [0, -3, 1]])
figures.one_unit(window, unit_weights, bias=1)

# %% [markdown]
# In a formula, for the weights $w$, the window $x$ and the bias $b$:
#
# $$z = \sum_{i,j} w_{i,j}\, x_{i,j} + b = (2 + 0 - 2 + 0 - 3 + 0) + 1 = -2, \qquad \text{output} = \max(z, 0) = 0.$$
#
# In code $w$ is `unit_weights` and $x$ is `window`, both of shape (2, 3); $b$ is a number. A convolution layer is this unit at every place, with the same weights and bias.
#
# **Predict before you run.** The same unit, bias 1, meets `[[0, 2, 1], [4, 0, 1]]` and `[[1, 1, 2], [5, 1, 0]]`. What does it answer?

# %% exercise="unit_answers"
unit_answers = ...  # a list of two numbers
### BEGIN SOLUTION
unit_answers = [0 + 2 - 1 + 0 - 0 + 1 + 1, 0]
### END SOLUTION

# %% check="unit_answers" points=1
with check("unit_answers", unit_answers) as answer:
    windows = np.array([[[0, 2, 1], [4, 0, 1]], [[1, 1, 2], [5, 1, 0]]])
    answer.equals(np.maximum((windows * unit_weights).sum(axis=(1, 2)) + 1, 0))

# %% [markdown]
# > **Takeaway.** A unit is a window sum plus a bias, bent; without the bend, a deep network is a shallow one.

# %% [markdown]
# ## Where the curve is flat, nothing is learnt
#
# Four activations are common. Move the input, and watch the slope at the right.

# %% demo="activation_and_slope"
demos.activation_and_slope()

# %% [markdown]
# | name | output | slope |
# | --- | --- | --- |
# | ReLU | $\max(z, 0)$ | 1 where $z > 0$, else 0 |
# | leaky ReLU | $z$ where $z > 0$, else $a\,z$ | 1 where $z > 0$, else $a$ |
# | sigmoid $\sigma$ | $1 / (1 + e^{-z})$ | $\sigma(z)\,(1 - \sigma(z))$ |
# | tanh | $(e^z - e^{-z}) / (e^z + e^{-z})$ | $1 - \tanh(z)^2$ |
#
# At 0 ReLU has a corner and no slope. By convention one takes the slope from the left: 0, and $a$ for the leaky one.
#
# Learning changes a weight in proportion to the slope (chapter 6 derives it). Sigmoid and tanh go flat at both ends: they **saturate**.
# The sigmoid's slope is $\tfrac14$ at most and 0.0066 at $z = 5$. Through layers the slopes multiply, and those of ten sigmoids alone come to less than a
# millionth.
#
# ### Exercise: four activations
#
# `z` is an array of any shape and size: ±800 too. There the formula of tanh overflows (infinity / infinity); `np.tanh` does not, and $\sigma(z) = (1 + \tanh(z/2))/2$ is safe too.

# %% exercise="activate"
def activate(z, kind, a=0.1):
    """Apply "relu", "leaky_relu" (slope a on the left), "sigmoid" or "tanh" to every number of z.

    On [-2, 0, 3]: relu [0, 0, 3], leaky_relu [-0.2, 0, 3],
    sigmoid [0.119, 0.5, 0.953], tanh [-0.964, 0, 0.995].
    """
    ### BEGIN SOLUTION
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "leaky_relu":
        return np.where(z > 0, z, a * z)
    return np.tanh(z) if kind == "tanh" else (1 + np.tanh(z / 2)) / 2
    ### END SOLUTION

# %% check="activate" points=2
with check("activate", activate) as answer:
    answer.on([-2, 0, 3], "relu").gives([0, 0, 3])
    answer.on([-2, 0, 3], "leaky_relu").gives([-0.2, 0, 3])
    answer.on([[-2, 4, -6]], "leaky_relu", a=0.5).gives([[-1, 4, -3]])
    answer.on([-2, 0, 3], "sigmoid").gives([0.1192, 0.5, 0.9526], within=1e-4)
    answer.on([-2, 0, 3], "tanh").gives([-0.9640, 0, 0.9951], within=1e-4)
    answer.on([-800, 0, 800], "sigmoid").gives([0, 0.5, 1])
    answer.on([-800, 0, 800], "tanh").gives([-1, 0, 1])
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    z = answer.random.normal(scale=3, size=(4, 5))
    for kind in ("relu", "leaky_relu", "sigmoid", "tanh"):
        slopes = {"slope": 0.1} if kind == "leaky_relu" else {}
        answer.on(z, kind).gives(getattr(reference, kind)(z, **slopes))
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: their slopes
#
# Use the table, and `activate` where it helps. A slope can be tested without its formula: the last visible check takes two outputs
# that lie close together and divides their difference by the distance.

# %% exercise="slope"
def slope(z, kind, a=0.1):
    """Return the slope of activate(z, kind, a) at every number of z; at 0 that of the left side.

    On [-2, 0, 3]: relu [0, 0, 1], leaky_relu [0.1, 0.1, 1],
    sigmoid [0.105, 0.25, 0.045], tanh [0.071, 1, 0.010].
    """
    ### BEGIN SOLUTION
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if kind == "leaky_relu":
        return np.where(z > 0, 1.0, a)
    if kind == "tanh":
        return 1 - np.tanh(z) ** 2
    sigmoid = (1 + np.tanh(z / 2)) / 2
    return sigmoid * (1 - sigmoid)
    ### END SOLUTION

# %% check="slope" points=2
with check("slope", slope) as answer:
    answer.on([-2, 0, 3], "relu").gives([0, 0, 1])
    answer.on([[-2, 0, 4, -6]], "leaky_relu", a=0.5).gives([[0.5, 0.5, 1, 0.5]])
    answer.on([-2, 0, 3], "sigmoid").gives([0.105, 0.25, 0.0452], within=1e-4)
    z, step = np.array([-2.0, 0, 3]), 1e-5
    answer.on(z, "tanh").gives((np.tanh(z + step) - np.tanh(z - step)) / (2 * step))
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    z = answer.random.normal(scale=2, size=(3, 4))
    for kind in ("relu", "sigmoid", "tanh"):
        answer.on(z, kind).gives(getattr(reference, f"{kind}_derivative")(z))
    answer.on(z, "leaky_relu").gives(reference.leaky_relu_derivative(z, 0.1))
    ### END HIDDEN TESTS

# %% [markdown]
# Which to take? Four things count. The first two you can read off a hundred thousand random inputs around 0, sent through your own functions:

# %% demo="your_activations"
z = np.random.default_rng(5).normal(scale=3, size=100_000)
try:
    for name in ("relu", "leaky_relu", "sigmoid", "tanh"):
        mean, flat = activate(z, name).mean(), np.mean(slope(z, name) < 0.05)
        print(f"{name:10}  mean output {mean:5.2f}   slope below 0.05: {flat:4.0%}")
except NotImplementedError:
    print("Answer the two exercises above first.")

# %% [markdown]
# - **Saturation**: ReLU is flat on one side (50 % of these inputs), tanh (47 %) and the sigmoid (33 %) on both, leaky ReLU nowhere.
# - **Centre**: only tanh's outputs are centred on 0. If all inputs of a unit are positive, one image can only push its weights
#   all up or all down, and learning zigzags.
# - **Cost**: ReLU needs one comparison, the sigmoid an exponential and a division, which takes several times as long.
# - **Death**: a ReLU unit whose $z$ is negative for *every* input has slope 0 everywhere. It gets no change, ever. Here one
#   starts with a bias of $-3$; the target is itself a ReLU unit.

# %%
inputs = np.random.default_rng(5).normal(size=(200, 3))
target = np.maximum(inputs @ [2, -1, 1] + 1, 0)
for a in (0, 0.1, 1):
    w, b = np.full(3, 0.1), -3.0
    for _ in range(1000):
        z = inputs @ w + b
        change = (reference.leaky_relu(z, a) - target) * reference.leaky_relu_derivative(z, a)
        w, b = w - 0.1 * inputs.T @ change / 200, b - 0.1 * change.mean()
    error = np.mean((reference.leaky_relu(inputs @ w + b, a) - target) ** 2)
    print(f"a = {a:<4} weights {w.round(2)}  bias {b:5.2f}  mean squared error {error:.3f}")

# %% [markdown]
# With $a = 0$ nothing has moved: the unit is dead. With $a = 0.1$ it comes to life and nearly finds $[2, -1, 1]$ and 1.
#
# > ### What books get wrong: "leaky ReLU does not die if a is not 1"
# > It does not die if $a$ is not **0**. The value 1 is special for another reason: leaky ReLU is then $z$ itself, a straight line, and the network is
# > linear again. The third line shows it: alive, unable to bend, its error is some thirty times as large.
#
# > **Takeaway.** Choose an activation by its slope: bent somewhere, flat in as few places as possible.

# %% [markdown]
# ## A pool keeps the answer and drops the place
#
# After the activation comes a second kind of window. **Max pooling** answers with the largest number in it, **average pooling** with the mean. Move it; try every stride.

# %% demo="pooling_window"
demos.pooling_window()

# %% [markdown]
# Take the window of 2 by 3 with stride (2, 1): two rows down, one column right. Windows overlap, and the map of 4 by 5 becomes 2 by 3:
#
# $$\begin{bmatrix} 1&3&2&0&4 \\ 5&1&0&2&1 \\ 2&2&7&1&0 \\ 0&6&1&3&8 \end{bmatrix} \to
# \text{max} \begin{bmatrix} 5&3&4 \\ 7&7&8 \end{bmatrix}, \quad \text{average} \begin{bmatrix} 2&1.33&1.5 \\ 3&3.33&3.33 \end{bmatrix}.$$
#
# The size follows chapter 3: $\lfloor (n - k)/s \rfloor + 1$ for $n$ numbers, a window of $k$ and stride $s$, for height and width apart. Where it does not
# divide, the last numbers are not seen by any window: with 2 by 2 and stride 2, the 8 above is lost. Each channel is pooled by itself, so the number
# of channels stays. And a pool has no weights: nothing to learn.
#
# **Predict before you run.** Maps of shape (8, 28, 31, 6), that is (batch, height, width, channels), meet a max pool of 3 by 3 with stride 2. Which shape comes out?

# %%
paper_map = np.array([[1.0, 3, 2, 0, 4], [5, 1, 0, 2, 1], [2, 2, 7, 1, 0], [0, 6, 1, 3, 8]])
one_map = paper_map[np.newaxis, :, :, np.newaxis]  # one image, one channel
turned = np.dstack([-paper_map[::-1], paper_map - 4])
two_maps = np.stack([np.dstack([paper_map, -paper_map]), turned])[:, :3, :4]  # (2, 3, 4, 2)

# %% exercise="pooled_shape"
pooled_shape = ...  # four whole numbers: (batch, height, width, channels)
### BEGIN SOLUTION
pooled_shape = (8, (28 - 3) // 2 + 1, (31 - 3) // 2 + 1, 6)
### END SOLUTION

# %% check="pooled_shape" points=1
with check("pooled_shape", pooled_shape) as answer:
    answer.equals(reference.max_pool(np.zeros((8, 28, 31, 6)), 3, stride=2).shape)

# %% [markdown]
# ### Exercise: pooling, window by window
#
# Loop over the places of the output. For each one, cut the window out of *all* images and channels at once, and take the largest or the mean over its rows and columns only.

# %% exercise="pool_by_loops"
def pool_by_loops(maps, size, stride, kind):
    """Pool maps of shape (batch, height, width, channels); no window hangs over the edge.

    size and stride are (rows, columns), kind is "max" or "average".
    pool_by_loops(one_map, (2, 3), (2, 1), "max")[0, :, :, 0] is [[5, 3, 4], [7, 7, 8]].
    """
    ### BEGIN SOLUTION
    (high, wide), (down, right) = size, stride
    batch, height, width, channels = maps.shape
    result = np.zeros((batch, (height - high) // down + 1, (width - wide) // right + 1, channels))
    for r in range(result.shape[1]):
        for c in range(result.shape[2]):
            part = maps[:, r * down : r * down + high, c * right : c * right + wide]
            result[:, r, c] = part.max(axis=(1, 2)) if kind == "max" else part.mean(axis=(1, 2))
    return result
    ### END SOLUTION

# %% check="pool_by_loops" points=3
with check("pool_by_loops", pool_by_loops) as answer:
    answer.on(one_map, (2, 3), (2, 1), "max").gives([[[[5], [3], [4]], [[7], [7], [8]]]])
    answer.on(one_map, (2, 2), (2, 2), "average").gives([[[[2.5], [1]], [[2.5], [3]]]])
    answer.on(one_map, (1, 3), (3, 2), "average").gives([[[[2], [2]], [[7 / 3], [4]]]])
    of_two = [[[[5, -1], [7, 0]]], [[[0, 1], [0, 3]]]]
    answer.on(two_maps, (3, 2), (1, 2), "max").gives(of_two)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    maps = answer.random.normal(size=(3, 7, 9, 2))
    answer.on(maps, (3, 2), (2, 3), "max").gives(reference.max_pool(maps, (3, 2), stride=(2, 3)))
    means = reference.average_pool(maps, (2, 4), stride=(3, 1))
    answer.on(maps, (2, 4), (3, 1), "average").gives(means)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: the same without loops
#
# `sliding_window_view(maps, size, axis=(1, 2))` lays out all windows at stride 1. Its shape is (batch, rows of places, columns of places, channels, window rows, window
# columns). Keep every `down`-th row and every `right`-th column of places, then reduce the last two axes.

# %% exercise="pool"
def pool(maps, size, stride, kind):
    """Do what pool_by_loops does, with no Python loop.

    Use np.lib.stride_tricks.sliding_window_view.
    pool(one_map, (2, 3), (2, 1), "max")[0, :, :, 0] is [[5, 3, 4], [7, 7, 8]].
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(maps, size, axis=(1, 2))
    windows = windows[:, :: stride[0], :: stride[1]]
    return windows.max(axis=(-2, -1)) if kind == "max" else windows.mean(axis=(-2, -1))
    ### END SOLUTION

# %% check="pool" points=2
with check("pool", pool) as answer:
    answer.on(one_map, (2, 3), (2, 1), "max").gives([[[[5], [3], [4]], [[7], [7], [8]]]])
    of_two = [[[[5, -1], [7, 0]]], [[[0, 1], [0, 3]]]]
    answer.on(two_maps, (3, 2), (1, 2), "max").gives(of_two)
    answer.on(one_map, (1, 3), (3, 2), "average").gives([[[[2], [2]], [[7 / 3], [4]]]])
    answer.has_no_loop()
    answer.avoids("pool_by_loops", "reference")
    ### BEGIN HIDDEN TESTS
    maps = answer.random.normal(size=(2, 8, 5, 3))
    answer.on(maps, (3, 2), (2, 1), "max").gives(reference.max_pool(maps, (3, 2), stride=(2, 1)))
    means = reference.average_pool(maps, (4, 1), stride=(1, 3))
    answer.on(maps, (4, 1), (1, 3), "average").gives(means)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: a plan that loses nothing
#
# A map of 9 by 13 must become 4 by 4, and every number must be seen by at least one window. Choose size and stride. `seen` counts how many windows see each of `length` numbers along one axis.

# %%
def seen(length, size, stride):
    """Count for each of `length` numbers the windows that see it."""
    count = np.zeros(length, dtype=int)
    for start in range(0, length - size + 1, stride):
        count[start : start + size] += 1
    return count


print("5 numbers, size 2, stride 2:", seen(5, 2, 2), "  size 3, stride 2:", seen(5, 3, 2))

# %% exercise="pooling_plan"
pooling_plan = ...  # {"size": (rows, columns), "stride": (rows, columns)}
### BEGIN SOLUTION
pooling_plan = {"size": (3, 4), "stride": (2, 3)}
### END SOLUTION

# %% check="pooling_plan" points=1
with check("pooling_plan", pooling_plan) as answer:
    def counts(plan):
        sides = zip((9, 13), plan["size"], plan["stride"], strict=True)
        return [seen(length, size, stride) for length, size, stride in sides]

    def pooled_to(plan):
        blank = np.zeros((1, 9, 13, 1))
        return reference.max_pool(blank, plan["size"], stride=plan["stride"]).shape

    answer.satisfies(lambda plan: pooled_to(plan) == (1, 4, 4, 1), "a pooled map of 4 by 4")
    answer.satisfies(lambda plan: all(each.all() for each in counts(plan)), "every number seen")

# %% [markdown]
# > **Takeaway.** A pool summarises each window of each channel; size and stride are two separate choices.

# %% [markdown]
# ## A map moves along, its maximum stays
#
# Shift the picture. The map moves along (equivariance), and as an array of numbers it is then a different one. What changes less?

# %% demo="shifted_and_pooled"
demos.shifted_and_pooled()

# %% [markdown]
# > ### What books get wrong: "convolution is translation invariant", continued
# > It is equivariant (chapter 2). Invariance enters with the *maximum over positions*: taken over all places it does not change at all, as
# > long as the thing stays whole. A small pool gives a small part of that. And a pool with stride 2 is itself equivariant only
# > under shifts by even numbers: try 1 and 2 in the demo. At 2 the pooled map moves whole, by one place.
#
# ### Exercise: measure it
#
# Let $f$ be anything that turns images into numbers. Move all images $s$ columns to the right, with zeros coming in at the left, and compare:
#
# $$\text{change} = \frac{\lVert f(\text{moved}) - f(\text{images}) \rVert}{\lVert f(\text{images}) \rVert}, \qquad \lVert v \rVert = \sqrt{\textstyle\sum v^2}.$$
#
# For `tiny` below and its own pixels, moved by 1: the differences are $-3, -1, 4$ and $-12, 12$, so the change is $\sqrt{314}/13 = 1.363$.

# %%
tiny = np.array([[0.0, 3, 4, 0, 0], [0, 0, 12, 0, 0]]).reshape(1, 2, 5, 1)
pair = np.concatenate([tiny[:, :, :4] + 1, tiny[:, :, 1:]])  # (2, 2, 4, 1)

def pixels(images):
    return images

def every_second(images):
    return images[:, :, ::2]

def largest_of_all(images):
    return images.max(axis=(1, 2))

# %% exercise="change_after_shift"
def change_after_shift(f, images, s):
    """Return the change of f(images) when the images move s columns to the right; s may be 0.

    Images have shape (batch, height, width, channels).
    change_after_shift(pixels, tiny, 1) is 1.363, with largest_of_all it is 0.
    """
    ### BEGIN SOLUTION
    moved = np.zeros_like(images)
    moved[:, :, s:] = images[:, :, : images.shape[2] - s]
    before = f(images)
    return np.linalg.norm(f(moved) - before) / np.linalg.norm(before)
    ### END SOLUTION

# %% check="change_after_shift" points=2
with check("change_after_shift", change_after_shift) as answer:
    answer.on(pixels, pair, 1).gives(np.sqrt(630 / 384))
    answer.on(pixels, tiny, 1).gives(np.sqrt(314) / 13)
    answer.on(every_second, tiny, 1).gives(np.sqrt(145 / 160))
    answer.on(largest_of_all, tiny, 2).gives(0)
    answer.on(pixels, tiny, 0).gives(0)
    ### BEGIN HIDDEN TESTS
    images = answer.random.normal(size=(3, 4, 6, 2))
    moved = np.pad(images, ((0, 0), (0, 0), (2, 0), (0, 0)))[:, :, :6]
    answer.on(pixels, images, 2).gives(np.sqrt(np.sum((moved - images) ** 2) / np.sum(images**2)))
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict before you run.** 359 handwritten digits with room on both sides, an upright edge filter, then a pool. Sort by change: pixels, map, three pools, max of all.

# %% demo="your_changes"
digits = np.pad(data.digits("test").images, ((0, 0), (0, 0), (2, 2), (0, 0)))
upright = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(3, 3, 1, 1) / 4
def edges(images):
    return reference.relu(reference.convolution(images, upright, padding=1))
stages = {"pixels": pixels, "map": edges, "max of all": lambda x: largest_of_all(edges(x))}
for k, kind in ((2, "average"), (2, "max"), (4, "max")):
    stages[f"{kind} pool {k}"] = lambda x, k=k, kind=kind: pool(edges(x), (k, k), (k, k), kind)
try:
    for name, f in stages.items():
        print(f"{name:15} {change_after_shift(f, digits, 1):.2f}")
except NotImplementedError:
    print("Answer change_after_shift and pool first.")

# %% [markdown]
# You should see 0.97 for the map, 0.71 after a 2 by 2 max pool, and 0 at the end. So a small pool is *somewhat* tolerant of a shift by one. Invariant it is not.
#
# > ### What books get wrong: "pooling is there to reduce overfitting"
# > It has no weights, so it can only help by leaving less for later layers to learn. What it surely does is to shrink maps (fewer multiplications), widen what
# > later units see (chapter 9), and add some tolerance of shifts. Whether it reduces overfitting is a question of measurement, each time.
#
# > **Takeaway.** Equivariance comes from the sliding, tolerance from the pooling; only a maximum over all places is invariant.

# %% [markdown]
# ## Maximum or average? It depends on where the evidence is
#
# Two tasks, both in noise: is there one short stroke somewhere? Is there a faint pattern of stripes everywhere?

# %%
def noisy_pictures(task, random, count=1000):
    """Return pictures of 12 by 16 and labels; every second one has the stroke, or the stripes."""
    pictures, labels = random.normal(scale=0.3, size=(count, 12, 16)), np.arange(count) % 2
    for picture in pictures[1::2]:
        if task == "stripes":
            picture[:, 2::4] += 0.25
        else:
            row, column = random.integers(1, 7), random.integers(1, 15)
            picture[row : row + 5, column] += 1
    return pictures, labels

# %%
random = np.random.default_rng(0)
tasks = {task: noisy_pictures(task, random) for task in ("stroke", "stripes")}
figures.pooling_tasks(tasks)

# %% [markdown]
# The same thin-line filter and ReLU for both, then one number per picture: the largest, or the mean. A threshold, chosen on the first half of the pictures,
# says yes or no on the second half.

# %%
line = np.array([[-1.0, 2, -1]] * 3).reshape(3, 3, 1, 1) / 3
summaries = {"max": np.max, "average": np.mean}
for task, (pictures, labels) in tasks.items():
    maps = reference.relu(reference.convolution(pictures[..., np.newaxis], line))
    for name, summarise in summaries.items():
        number = summarise(maps, axis=(1, 2, 3))
        said = number[:500] > number[:500, np.newaxis]  # one row for each threshold
        threshold = number[np.argmax(np.mean(said == labels[:500], axis=1))]
        print(f"{task:8} {name:8} {np.mean((number[500:] > threshold) == labels[500:]):.1%} right")

# %% [markdown]
# The maximum wins where one place holds the evidence; the mean buries a short stroke under 140 places of noise. The average wins where every
# place holds a little: the noise cancels, as in chapter 1, while the maximum picks up the largest accident. Neither is better as such.
#
# Alternatives: a **global average** keeps one number a channel, whatever the size of the map. And a convolution with a **stride** shrinks maps too, with weights
# that can be learnt. It can learn to be an average pool, which is linear; a maximum it cannot be:

# %%
quarter = np.full((2, 2, 1, 1), 1 / 4)
strided = reference.convolution(one_map, quarter, stride=2)
print("largest difference:", np.abs(strided - reference.average_pool(one_map, 2)).max())

# %% [markdown]
# > **Takeaway.** Maximum for evidence in one place, average for evidence spread out; if in doubt, measure.

# %% [markdown]
# ## A class is a name, so answer with a probability for each
#
# The maps are one list of numbers once **flattened** (row by row, the channels of a place side by side). A **dense** layer, where every unit sees the whole list,
# turns it into one number a class, the **score**.
#
# Why not one number for the digit itself? That would be **regression**: a temperature, a length, something where 4 lies between 3 and 5. Classes are names. A
# machine in doubt between 3 and 8 would say 5.5, which nobody wrote. **Classification** asks for a score a class, and **softmax** makes
# probabilities of the scores $s_k$:
#
# $$p_k = \frac{e^{s_k}}{\sum_j e^{s_j}}, \qquad s = [0, \ln 2, \ln 3] \;\to\; e^s = [1, 2, 3] \;\to\; p = [\tfrac16, \tfrac26, \tfrac36].$$

# %%
figures.scores_to_probabilities(np.log([1, 2, 3]))

# %% [markdown]
# All are positive, they sum to 1, and adding one number to all scores changes nothing: the factor $e^c$ cancels. That last fact saves us. Here is a softmax as
# you find it in many places:

# %%
def found_softmax(scores):
    powers = np.exp(scores)
    return powers / powers.sum()


with np.errstate(over="ignore", invalid="ignore"):  # the warnings are left out, the result is not
    print("e to the 1000:", np.exp(1000.0))
    print("softmax of [1000, 999]:", found_softmax(np.array([1000.0, 999.0])))

# %% [markdown]
# Infinity divided by infinity is not a number. Subtract the largest score of the row from the whole row first: no exponent is then above 0.
#
# ### Exercise: mend it
#
# `found_softmax` has a second fault, which shows when a batch comes: one row of scores an image. Mend both.

# %% exercise="softmax"
def softmax(scores):
    """Turn scores (batch, classes) into probabilities of the same shape; each row sums to 1.

    softmax(np.log([[1, 2, 3], [4, 1, 1]])) is [[1/6, 2/6, 3/6], [4/6, 1/6, 1/6]].
    """
    ### BEGIN SOLUTION
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %% check="softmax" points=2
with check("softmax", softmax) as answer:
    answer.on(np.log([[1, 2, 3], [4, 1, 1]])).gives([[1 / 6, 2 / 6, 3 / 6], [4 / 6, 1 / 6, 1 / 6]])
    answer.on(np.log([[1, 2, 5]]) + 1000).gives([[1 / 8, 2 / 8, 5 / 8]])
    answer.on([[0, 2000], [-2000, -2000], [0, 0]]).gives([[0, 1], [0.5, 0.5], [0.5, 0.5]])
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(scale=4, size=(5, 7))).agrees_with(reference.softmax)
    ### END HIDDEN TESTS

# %% [markdown]
# ### How wrong is a probability?
#
# Only the probability of the right class counts: the loss of one image is $-\ln p_\text{right}$. It is 0 if $p = 1$, it is $\ln 3 = 1.099$ for $p = \tfrac13$, and it grows without
# bound as $p$ goes to 0. This is the **cross-entropy**; the loss of a batch is the *mean* over its images. A network that has learnt nothing
# and gives ten classes $\tfrac1{10}$ each has the loss $\ln 10 = 2.303$.
#
# Do not take the logarithm of the softmax: a tiny probability rounds to 0, and $\ln 0$ is infinite. Put the formula in and simplify:
#
# $$-\ln p_y = \ln \sum_j e^{s_j} - s_y, \qquad \ln \sum_j e^{s_j} = m + \ln \sum_j e^{s_j - m}, \quad m = \max_j s_j.$$
#
# Here $y$ is the label. For $s = [0, \ln 2, \ln 3]$ and $y = 1$: $\ln 6 - \ln 2 = \ln 3$. The second part is the **log-sum-exp** trick.

# %% exercise="cross_entropy"
def cross_entropy(scores, labels):
    """Return the mean loss over the batch: scores (batch, classes), whole-number labels (batch,).

    cross_entropy(np.log([[1, 2, 3], [4, 1, 1]]), np.array([1, 0])) is 0.752, (ln 3 + ln 1.5) / 2.
    """
    ### BEGIN SOLUTION
    largest = scores.max(axis=1)
    log_sums = largest + np.log(np.sum(np.exp(scores - largest[:, np.newaxis]), axis=1))
    return np.mean(log_sums - scores[np.arange(len(labels)), labels])
    ### END SOLUTION

# %% check="cross_entropy" points=2
with check("cross_entropy", cross_entropy) as answer:
    answer.on(np.log([[1, 2, 3], [4, 1, 1]]), np.array([1, 0])).gives((np.log(3) + np.log(1.5)) / 2)
    answer.on(np.log([[1, 2, 5]]) + 1000, np.array([1])).gives(np.log(4))
    answer.on([[1000, 0], [0, 0], [0, 0]], np.array([1, 0, 1])).gives((1000 + 2 * np.log(2)) / 3)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    scores, labels = answer.random.normal(scale=5, size=(6, 4)), answer.random.integers(4, size=6)
    answer.on(scores, labels).agrees_with(reference.cross_entropy)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Softmax makes probabilities of scores, cross-entropy judges them; both subtract the largest score first.

# %% [markdown]
# ## Eight kernels, a pool and a dense layer read handwriting
#
# Now the whole: a **feature part** (convolution, ReLU, pool) finds what is where, and a **classifier part** (flatten, dense, softmax) says which digit that is. The digits are
# real handwriting. The outermost columns are almost empty and are left out, so images are 8 high and 6 wide.

# %%
train, test = data.digits("train"), data.digits("test")
train_images, test_images = train.images[:, :, 1:7], test.images[:, :, 1:7]
across = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
slant = np.array([[0.0, 1, 2], [-1, 0, 1], [-2, -1, 0]]) / 4
four = np.stack([across, across.T, slant, slant[:, ::-1]], axis=-1)
kernel = np.concatenate([four, -four], axis=-1)[:, :, np.newaxis, :]  # (3, 3, 1, 8)
bias = np.zeros(8)

# %% [markdown]
# ### Exercise: the whole forward pass
#
# In this order: convolution with bias (yours from chapter 3, or `reference.convolution(images, kernel, bias)`), ReLU, max pool of 2 by 2 with stride 2, flatten to (batch, numbers),
# dense (`@ weights + offsets`), softmax. Use what you have written.
#
# The first check fits on paper: images of 3 by 5, two kernels of 2 by 2, maps of 2 by 4, pooled to 1 by 2, four numbers, three classes.

# %%
one = [[1.0, 0, 2, 0, 0], [0, 1, 0, 0, 1], [1, 0, 0, 2, 0]]
other = [[0.0, 0, 1, 0, 1], [2, 0, 0, 0, 0], [0, 0, 0, 1, 0]]
small_images = np.array([one, other])[..., np.newaxis]  # (2, 3, 5, 1)
small_kernel = np.array([[[1, 0], [0, -1]], [[0, 2], [1, 0]]], dtype=float).reshape(2, 2, 1, 2)
small_bias = np.array([0.0, -2])
small_weights = np.log(2) * np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [2, 0, -1]])
small_offsets = np.log([1, 2, 1 / 4])

# %% exercise="small_cnn"
def small_cnn(images, kernel, bias, weights, offsets):
    """Return probabilities (batch, classes) for images (batch, height, width, channels).

    kernel (height, width, channels, filters), bias (filters,),
    weights (numbers, classes), offsets (classes,).
    """
    ### BEGIN SOLUTION
    maps = activate(reference.convolution(images, kernel, bias), "relu")
    pooled = pool(maps, (2, 2), (2, 2), "max")
    return softmax(pooled.reshape(len(images), -1) @ weights + offsets)
    ### END SOLUTION

# %% check="small_cnn" points=3
with check("small_cnn", small_cnn) as answer:
    small = (small_kernel, small_bias, small_weights, small_offsets)
    answer.on(small_images, *small).gives([[32 / 37, 4 / 37, 1 / 37], [8 / 25, 16 / 25, 1 / 25]])
    answer.on(small_images[1:], *small[:3], np.zeros(3)).gives([[8 / 20, 8 / 20, 4 / 20]])
    ### BEGIN HIDDEN TESTS
    def whole(images, kernel, bias, weights, offsets):
        pooled = reference.max_pool(reference.relu(reference.convolution(images, kernel, bias)), 2)
        return reference.softmax(reference.dense(pooled.reshape(len(images), -1), weights, offsets))

    sizes = ((3, 7, 6, 2), (2, 3, 2, 3), (3,), (3 * 2 * 3, 5), (5,))
    answer.on(*[answer.random.normal(size=size) for size in sizes]).agrees_with(whole)
    ### END HIDDEN TESTS

# %% [markdown]
# The kernels were set by hand: edges in eight directions. The dense weights are learnt, by 600 steps of gradient descent on the cross-entropy; to be quick, each step looks at
# every seventh digit only. Where the gradient comes from is the question of chapter 6.

# %%
def features(images, pool=reference.max_pool):
    maps = reference.relu(reference.convolution(images, kernel, bias))
    return pool(maps, 2).reshape(len(images), -1)


def learn(numbers, labels):
    """Return weights and offsets of a dense layer."""
    weights, offsets = np.zeros((numbers.shape[1], 10)), np.zeros(10)
    for step in range(600):
        some = slice(step % 7, None, 7)
        found = numbers[some] @ weights + offsets
        gradient = reference.cross_entropy_gradient(found, labels[some])
        weights = weights - 2 * (numbers[some].T @ gradient)
        offsets = offsets - 2 * gradient.sum(axis=0)
    return weights, offsets

# %%
weights, offsets = learn(features(train_images), train.labels)
scores = features(test_images) @ weights + offsets
right = np.mean(scores.argmax(axis=1) == test.labels)
print(f"right: {right:.1%} of {len(test.labels)} digits it has never seen")

# %% demo="your_network"
try:
    chances = small_cnn(test_images, kernel, bias, weights, offsets)
    wrong = np.flatnonzero(chances.argmax(axis=1) != test.labels)
    print(f"your network, right: {1 - len(wrong) / len(chances):.1%}")
    print(f"mean highest probability, all: {chances.max(axis=1).mean():.2f}")
    print(f"where it is wrong: {chances[wrong].max(axis=1).mean():.2f}")
    print(f"your loss: {cross_entropy(scores, test.labels):.2f}, untrained {np.log(10):.2f}")
except NotImplementedError:
    print("Answer softmax, cross_entropy and small_cnn first.")

# %% demo="digit_through_network"
shown = test_images[:40]
maps = reference.relu(reference.convolution(shown, kernel, bias))
demos.digit_through_network(shown, test.labels[:40], maps, reference.max_pool(maps, 2), scores[:40])

# %% [markdown]
# Follow one digit from left to right: (8, 6, 1), (6, 4, 8), (3, 2, 8), 48, 10. In the parts there are 80, 0 and 490 weights and biases. Where the network
# is wrong, it is mostly in doubt, too: the clerk can look at those envelopes. Find one.
#
# Now be a sceptic. Is it the pool? Is it even the convolution? Give the digits room, learn anew, and move the test digits left and right.

# %%
def moved(images, right=0):
    return np.pad(images, ((0, 0), (0, 0), (2 + right, 2 - right), (0, 0)))

def averaged(images):
    return features(images, reference.average_pool)

def largest_only(images):
    return features(images, lambda maps, size: maps.max(axis=(1, 2)))

def plain(images):
    return images.reshape(len(images), -1)

# %%
def part_right(f, layer, shift):
    scores = f(moved(test.images, shift)) @ layer[0] + layer[1]
    return np.mean(scores.argmax(axis=1) == test.labels)


kinds = {"max": features, "average": averaged, "max of all": largest_only, "pixels": plain}
for name, f in kinds.items():
    layer = learn(f(moved(train.images)), train.labels)
    right = [(part_right(f, layer, s) + part_right(f, layer, -s)) / 2 for s in (0, 1, 2)]
    print(f"{name:10} in place {right[0]:.0%}   moved by 1: {right[1]:.0%}   by 2: {right[2]:.0%}")

# %% [markdown]
# In place, pixels alone do as well as hand-set kernels and a pool: these digits were centred before anyone saw them. Moved by one pixel, all but the third line fall, pixels
# furthest: the tolerance of a small pool is real, and ends after about a pixel. Maximum and average lie too close to choose. Learning the kernels too (chapter 6), from moved digits (chapter 8), is the way on.
#
# And regression? Least squares on the 48 numbers, rounded to the nearest digit, is right for one image in four.
#
# ### Written question
#
# A colleague proposes the third line, "fully invariant": a maximum over *all* places of each map, 8 numbers an image. In two to four sentences, with numbers from the
# table: what is gained, what is lost, and why does it hurt for digits such as 6 and 9?

# %% [markdown] answer="fully_invariant" points=2
# ### BEGIN SOLUTION
# **Model answer.** The eight numbers no longer change when the digit moves, as long as it stays whole: 52 % in place and 52 % moved by two, where the 2 by 2 pool falls from 95 % to 20 %. But in place 52 % is far less than 95 %: the numbers only say *whether* there is an edge of each direction anywhere, and no longer where.
# A digit is an arrangement of edges: a 6 and a 9 have the same curves and straight strokes, in other places, so their eight numbers are nearly alike. A small pool forgets a pixel or two and keeps the arrangement.
#
# **Rubric.** 1 point: invariance to shifts is gained, the place of each feature is lost, with a number for each. 1 point: digits differ in the arrangement of the same features (6 and 9).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Features say what is where, the classifier says which class; tolerance is bought with place.

# %% [markdown]
# ## Three things to remember
#
# 1. A unit is a window sum, a bias and a bend; where the bend is flat, nothing is learnt.
# 2. A pool has size, stride and no weights; it trades place for tolerance.
# 3. Scores, softmax, cross-entropy: subtract the largest score of each row, and take the mean over the batch.
#
# **Roads not taken.** *ELU*, *GELU* and *swish* bend smoothly. *Stochastic* pooling draws a number by lot, in proportion to its size. The *hinge loss* of support vector machines
# asks for a margin between scores and needs no probabilities. *Blurring* before a stride brings back much of the lost equivariance.
#
# **If you want more** (ungraded). Show that max pooling and ReLU may change places, and that average pooling and ReLU may not. Divide all scores by a number $T$ before softmax: what happens as $T$ grows, as it
# falls to 0? Move the stroke task from one stroke to many: where do maximum and average draw level?
#
# **Sources.** K. Fukushima, *Neocognitron* (1980). J. Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs* (1990): softmax. Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient BackProp* (1998): why to centre. V. Nair
# and G. Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines* (2010). Y.-L. Boureau, J. Ponce and Y. LeCun, *A Theoretical Analysis of Feature Pooling in Visual Recognition* (2010): maximum or average. A. Maas, A. Hannun and A. Ng, *Rectifier
# Nonlinearities Improve Neural Network Acoustic Models* (2013): the leaky one. J. Springenberg and others, *Striving for Simplicity* (2015): strides for pools. R. Zhang, *Making Convolutional Networks Shift-Invariant Again* (2019).
