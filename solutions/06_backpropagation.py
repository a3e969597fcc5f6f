# %% [markdown]
# # 6 · Backpropagation through a CNN
#
# **The question.** The engineer of a sorting machine sees a 3 that was read as an 8, and thousands of weights that each had a part in it: which
# of them must change, in which direction, and how much?
#
# **You will be able to**
#
# - *trace* an error back through score, ReLU, pool and convolution, by hand;
# - *write* every one of these steps, and *prove* by measurement that it is right;
# - *train* a convolutional network on real handwriting with NumPy alone.
#
# **Time** about 90 minutes. **Builds on** chapter 3 (`conv2d`), chapter 4 ($W^{\mathsf T}$, gradient descent) and chapter 5 (ReLU, pool,
# cross-entropy).

# %%
import math

import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("06_backpropagation")
demos.your_progress(check)

# %% [markdown]
# ## A weight that is used twice is blamed twice
#
# In chapter 4 you nudged a weight and asked how much the loss $L$ changes for each unit of the nudge: the gradient. You can ask this of *every* number in a
# network, also of those in the middle. Write $g$ for the gradient of an output $y$: nudge $y$ by a little $h$, and the loss changes by $g h$.
#
# Take the image $[1\;2\;0;\; 3\;1\;4]$ (rows apart by a semicolon) and a kernel $[a\;b;\; c\;d]$. There are two windows:
#
# $$y_0 = 1a + 2b + 3c + 1d, \qquad y_1 = 2a + 0b + 1c + 4d.$$
#
# Say the gradients $g = [1, 10]$ arrive at the two outputs. Nudge $a$ by $h$: then $y_0$ moves by $1h$ and $y_1$ by $2h$, so the loss
# changes by $1 \cdot 1h + 10 \cdot 2h$. The gradient of $a$ is 21.

# %%
image = np.array([[1.0, 2, 0], [3, 1, 4]])
kernel = np.array([[1.0, 2], [3, -1]])  # a, b; c, d
names = np.array([["a", "b", "", "c", "d", ""], ["", "a", "b", "", "c", "d"]])
figures.tied_gradients(names, image.ravel(), np.array([1.0, 10]))

# %% [markdown]
# A CNN is a dense network with most weights zero and the rest **tied** together: the same $a$ stands in every row of $W$. Untied, each
# connection would collect the gradient of its unit times its input. Tied, all places of $a$ move as one, so what they collect is *added up*. That is all that sharing does to
# learning.
#
# The rule behind it is the **chain rule**: the gradient of a number is the sum, over everything it acts on, of that thing's gradient times how strongly it acts.
# Going through a network with it from the loss to the input is **backpropagation**.
#
# **Predict before you run.** Now $g = [2, -1]$ arrives. What do $a$, $b$, $c$ and $d$ collect?

# %% exercise="tied_weights"
tied_weights = ...  # [a, b, c, d], four numbers
### BEGIN SOLUTION
tied_weights = [2 * 1 - 2, 2 * 2 - 0, 2 * 3 - 1, 2 * 1 - 4]
### END SOLUTION

# %% check="tied_weights" points=1
with check("tied_weights", tied_weights) as answer:
    W_of = np.array([reference.toeplitz2d(np.reshape(one, (2, 2)), (2, 3)) for one in np.eye(4)])
    answer.equals(W_of @ image.ravel() @ [2, -1])

# %% [markdown]
# > **Takeaway.** Gradients of tied weights add up: one sum over all the places where the weight is used.

# %% [markdown]
# ## Backwards, a convolution is two more window sums
#
# For a whole layer, with batch $n$, stride $(S_h, S_w)$, padded input $\tilde x$ and the axes of chapter 3, the same sentence reads
#
# $$\frac{\partial L}{\partial w_{i,j,d,k}} = \sum_{n,r,c} g_{n,r,c,k}\; \tilde x_{n,\,rS_h+i,\,cS_w+j,\,d}, \qquad
# \frac{\partial L}{\partial b_k} = \sum_{n,r,c} g_{n,r,c,k}.$$
#
# $g$ is `output_gradient`, with the shape of the output. The bias acts on every place of every picture with strength 1. On paper: $g = [1, 10]$ gives
# $[21\;2;\; 13\;41]$ for the kernel and 11 for the bias.
#
# ### Exercise: kernel and bias
#
# Loop over the places. `np.tensordot(window, g, axes=(0, 0))` multiplies a window (batch, height, width, channels) by $g$ at that place (batch, filters), sums over the
# batch, and returns the shape of a kernel.

# %% exercise="parameter_gradients"
def parameter_gradients(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    """Return (gradient of the kernel, gradient of the bias).

    output_gradient is (batch, rows, columns, filters), images (batch, height, width, channels);
    the results are (kernel height, kernel width, channels, filters) and (filters,).
    """
    ### BEGIN SOLUTION
    (high, wide), (down, right) = kernel_size, stride
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    total = np.zeros((high, wide, images.shape[3], output_gradient.shape[3]))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        window = padded[:, r * down : r * down + high, c * right : c * right + wide]
        total += np.tensordot(window, output_gradient[:, r, c], axes=(0, 0))
    return total, output_gradient.sum(axis=(0, 1, 2))
    ### END SOLUTION

# %%
def both(output_gradient, images, kernel_size, stride=(1, 1), padding=(0, 0)):
    taps = reference.convolution_kernel_gradient(
        output_gradient, images, kernel_size, stride=stride, padding=padding
    )
    return taps, reference.convolution_bias_gradient(output_gradient)


paper_image, paper_slopes = image.reshape(1, 2, 3, 1), np.array([1.0, 10]).reshape(1, 1, 2, 1)
pictures = (np.arange(2 * 5 * 9 * 2) * 5 % 13 - 4.0).reshape(2, 5, 9, 2)
slopes = (np.arange(2 * 3 * 4 * 3) * 7 % 11 - 5.0).reshape(2, 3, 4, 3)  # of a stride of (2, 3)

# %% check="parameter_gradients" points=3
with check("parameter_gradients", parameter_gradients) as answer:
    on_paper = np.array([[21, 2], [13, 41]]).reshape(2, 2, 1, 1)
    answer.on(paper_slopes, paper_image, (2, 2)).gives((on_paper, np.array([11])))
    answer.on(slopes, pictures, (3, 2), stride=(2, 3), padding=(1, 2)).agrees_with(both)
    answer.avoids("reference", "both")
    ### BEGIN HIDDEN TESTS
    some = answer.random.normal(size=(3, 6, 4, 2))
    arriving = answer.random.normal(size=(3, 5, 3, 4))
    answer.on(arriving, some, (2, 4), padding=(0, 1)).agrees_with(both)
    ### END HIDDEN TESTS

# %% [markdown]
# ### And the input?
#
# Nudge the pixel with the 2. It acts on $y_0$ through $b$ and on $y_1$ through $a$, so it collects $1 \cdot b + 10 \cdot a = 2 + 10 = 12$. Every output lays
# a copy of the kernel, times its gradient, on its window, and overlaps add. You know this map: it is $W^{\mathsf T}$, "scatter". With the kernel $[1\;2;\; 3\;{-1}]$:
#
# $$1 \cdot \begin{bmatrix} 1&2&0 \\ 3&-1&0 \end{bmatrix} + 10 \cdot \begin{bmatrix} 0&1&2 \\ 0&3&-1 \end{bmatrix} =
# \begin{bmatrix} 1&12&20 \\ 3&29&-10 \end{bmatrix}.$$
#
# ### Exercise: the input
#
# A stride moves the windows apart. With padding, scatter onto the padded size, then cut the padding off again: the zeros were nobody's pixels.
# `np.tensordot(g, kernel, axes=(1, 3))` lays a copy down for each picture, summed over filters: (batch, height, width, channels).

# %% exercise="input_gradient"
def input_gradient(output_gradient, kernel, size, stride=(1, 1), padding=(0, 0)):
    """Return the gradient of the images, (batch, height, width, channels); size is (height, width).

    For g = [1, 10] and the kernel above it is [[1, 12, 20], [3, 29, -10]] (batch 1, channel 1).
    """
    ### BEGIN SOLUTION
    (high, wide, channels, _), (down, right) = kernel.shape, stride
    room = (size[0] + 2 * padding[0], size[1] + 2 * padding[1])
    padded = np.zeros((len(output_gradient), *room, channels))
    for r, c in np.ndindex(output_gradient.shape[1:3]):
        copies = np.tensordot(output_gradient[:, r, c], kernel, axes=(1, 3))
        padded[:, r * down : r * down + high, c * right : c * right + wide] += copies
    return padded[:, padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]
    ### END SOLUTION

# %% check="input_gradient" points=3
with check("input_gradient", input_gradient) as answer:
    back = np.array([[1, 12, 20], [3, 29, -10]]).reshape(1, 2, 3, 1)
    answer.on(paper_slopes, kernel.reshape(2, 2, 1, 1), (2, 3)).gives(back)
    taps = (np.arange(3 * 2 * 2 * 3) * 5 % 9 - 3.0).reshape(3, 2, 2, 3)
    trusted = reference.convolution_input_gradient
    answer.on(slopes, taps, (5, 9), stride=(2, 3), padding=(1, 2)).agrees_with(trusted)
    answer.avoids("reference", "trusted")
    ### BEGIN HIDDEN TESTS
    arriving = answer.random.normal(size=(3, 4, 3, 5))
    weights = answer.random.normal(size=(2, 4, 3, 5))
    answer.on(arriving, weights, (8, 4), stride=(2, 1), padding=(0, 1)).agrees_with(trusted)
    ### END HIDDEN TESTS

# %% [markdown]
# The law of chapter 4, $\langle Wx, y \rangle = \langle x, W^{\mathsf T} y \rangle$, tests it without any oracle:

# %%
forwards = reference.convolution(paper_image, kernel.reshape(2, 2, 1, 1))
backwards = reference.convolution_input_gradient(paper_slopes, kernel.reshape(2, 2, 1, 1), (2, 3))
print("outputs times g:             ", np.sum(forwards * paper_slopes))
print("pixels times their gradients:", np.sum(paper_image * backwards))

# %% [markdown]
# > **Takeaway.** Kernel: gather input times gradient. Bias: add up the gradient. Input: scatter with the same kernel, unflipped.

# %% [markdown]
# ## A max pool blames the winner, an average pool everybody
#
# Send a gradient through one window. Start with the max pool and change single entries of $[6\;8;\; 3\;5]$. Then try the average, and a convolution with
# ReLU: what does the gate do?

# %% demo="gradient_flow"
demos.gradient_flow()

# %% [markdown]
# The 8 wins. Raise it by 0.1, and the output rises by 0.1: it receives the whole gradient. Raise the 6 by 0.1, and nothing happens: it receives 0. This holds until the 6 passes the 8; from then
# on it is the winner. Exactly at the **tie** the output rises with either, and falls with neither alone: there is a corner, no slope, and the pool is *not differentiable*. A program must choose. **The
# rule of this course: of equal largest values the first in row-major order wins**, the highest row, and in it the leftmost.
#
# **Predict before you run.** From $[6\;8;\; 3\;5]$, one entry is changed: (i) 3 becomes 7, (ii) 6 becomes 9, (iii) 8 becomes 4, (iv) 5 becomes 8. Each time start from the original.
# Which place receives the gradient? Places are 0, 1 in the first row and 2, 3 in the second.

# %% exercise="who_receives"
who_receives = ...  # four places: [(i), (ii), (iii), (iv)]
### BEGIN SOLUTION
who_receives = [1, 0, 0, 1]
### END SOLUTION

# %% check="who_receives" points=1
with check("who_receives", who_receives) as answer:
    changed = np.array([[6, 8, 7, 5], [9, 8, 3, 5], [6, 4, 3, 5], [6, 8, 3, 8]])
    answer.equals(changed.argmax(axis=1))

# %% [markdown]
# ### Exercise: the way back through a pool
#
# Windows may overlap: an entry that wins several windows collects from each. In an average pool each of the $k_h k_w$ entries of a window gets that part of its gradient. On paper, with windows of 2 by 2 and
# stride 1:
#
# $$\begin{bmatrix} 2&7&7&1 \\ 0&3&5&4 \end{bmatrix}, \quad g = [1, 10, 100] \;\to\; \text{max}
# \begin{bmatrix} 0&11&100&0 \\ 0&0&0&0 \end{bmatrix}, \quad \text{average} \begin{bmatrix} 0.25&2.75&27.5&25 \\ 0.25&2.75&27.5&25 \end{bmatrix}.$$
#
# The left 7 wins the first window, and the second by the rule. `np.argmax(window)` numbers the places of a window row by row and takes the first of
# equals. A loop over all four axes of $g$ is fine.

# %%
paper_map = np.array([[2.0, 7, 7, 1], [0, 3, 5, 4]]).reshape(1, 2, 4, 1)
three_slopes = np.array([1.0, 10, 100]).reshape(1, 1, 3, 1)
maps = (np.arange(2 * 5 * 6 * 2) * 7 % 5).reshape(2, 5, 6, 2).astype(float)  # many ties
pool_slopes = (np.arange(2 * 2 * 5 * 2) * 3 % 7 - 2.0).reshape(2, 2, 5, 2)  # of a stride of (2, 1)


def shared_out(output_gradient, maps, size, stride, kind):
    way = reference.max_pool_gradient if kind == "max" else reference.average_pool_gradient
    return way(output_gradient, maps, size, stride=stride)

# %% exercise="pool_backward"
def pool_backward(output_gradient, maps, size, stride, kind):
    """Return the gradient of maps (batch, height, width, channels); kind is "max" or "average".

    output_gradient is (batch, rows, columns, channels); size and stride are (rows, columns).
    """
    ### BEGIN SOLUTION
    (high, wide), (down, right) = size, stride
    result = np.zeros(maps.shape)
    for n, r, c, d in np.ndindex(output_gradient.shape):
        place = (n, slice(r * down, r * down + high), slice(c * right, c * right + wide), d)
        share = np.full(size, 1 / (high * wide))
        if kind == "max":
            share = np.arange(high * wide).reshape(size) == np.argmax(maps[place])
        result[place] += share * output_gradient[n, r, c, d]
    return result
    ### END SOLUTION

# %% check="pool_backward" points=4
with check("pool_backward", pool_backward) as answer:
    winners = np.array([[0, 11, 100, 0], [0, 0, 0, 0]]).reshape(1, 2, 4, 1)
    answer.on(three_slopes, paper_map, (2, 2), (1, 1), "max").gives(winners)
    for kind in ("max", "average"):
        answer.on(pool_slopes, maps, (3, 2), (2, 1), kind).agrees_with(shared_out)
    everybody = np.array([[0.25, 2.75, 27.5, 25]] * 2).reshape(1, 2, 4, 1)
    answer.on(three_slopes, paper_map, (2, 2), (1, 1), "average").gives(everybody)
    answer.avoids("reference", "shared_out")
    ### BEGIN HIDDEN TESTS
    some = answer.random.normal(size=(3, 7, 4, 2))
    arriving = answer.random.normal(size=(3, 3, 3, 2))
    for kind in ("max", "average"):
        answer.on(arriving, some, (3, 2), (2, 1), kind).agrees_with(shared_out)
    ### END HIDDEN TESTS

# %% [markdown]
# > ### What books get wrong: "no gradient flows to inputs that are not the maximum"
# > True where there is no tie, and it is only half of the story. Where windows overlap, one input can collect several gradients (the 11 above). And at a tie there is no slope to be
# > right about: some programs give everything to one of the equals, others share it out equally, even within one framework. So two correct programs can differ, most often after a ReLU, where
# > windows full of zeros are common. There the gate stops the gradient anyway.
#
# ### Exercise: design a collector
#
# A window of 2 by 2 with stride 1 slides over a map of 3 by 4: six windows. Design a map of twelve *different* numbers so that only two entries receive any gradient, one of them from four windows.

# %% exercise="collector"
collector = ...  # three lists of four numbers, all different
### BEGIN SOLUTION
collector = [[1, 2, 3, 4], [5, 12, 11, 6], [7, 8, 9, 10]]
### END SOLUTION

# %% check="collector" points=1
with check("collector", collector) as answer:
    def collected(numbers):
        whole, ones = np.reshape(numbers, (1, 3, 4, 1)), np.ones((1, 2, 3, 1))
        return np.sort(reference.max_pool_gradient(ones, whole, 2, stride=1), axis=None)[::-1]
    answer.satisfies(lambda m: np.shape(m) == (3, 4), "three lists of four numbers")
    answer.satisfies(lambda m: np.unique(m).size == 12, "twelve different numbers")
    answer.satisfies(lambda m: collected(m)[2] == 0, "at most two entries that receive any")
    answer.satisfies(lambda m: collected(m)[0] == 4, "one entry that collects from four windows")

# %% [markdown]
# > **Takeaway.** Max: all to the first winner. Average: equal parts. Where windows overlap: add.

# %% [markdown]
# ## At the loss, the gradient is the mistake itself
#
# Two steps are left. **ReLU** is a gate: the gradient passes where $z > 0$ and stops elsewhere, $g_z = g_y$ or 0. What multiplies is the *slope*, 0 or 1, not the output.
#
# And the start of it all, the loss. For one image chapter 5 had $L = \ln \sum_j e^{s_j} - s_y$. Nudge score $s_k$: the first part has the slope $e^{s_k} / \sum_j e^{s_j} = p_k$, the second
# $-1$ if $k$ is the label. So
#
# $$\frac{\partial L}{\partial s_k} = p_k - [k = y],$$
#
# probability minus truth, where $[k = y]$ is 1 for the right class and 0 for the others. For $p = [\tfrac16, \tfrac26, \tfrac36]$ and the label 1: $[\tfrac16, -\tfrac46, \tfrac36]$. The right score is pushed up, the others
# down, and each row sums to 0. The loss of a batch is the *mean*, so divide by its size.

# %% exercise="score_gradient"
def score_gradient(scores, labels):
    """Return the gradient of the mean cross-entropy: (batch, classes).

    For scores np.log([[1, 2, 3], [4, 1, 1]]) and labels [1, 0] it is
    [[1, -4, 3], [-2, 1, 1]] / 12.
    """
    ### BEGIN SOLUTION
    gradient = reference.softmax(scores)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)
    ### END SOLUTION

# %% check="score_gradient" points=2
with check("score_gradient", score_gradient) as answer:
    rows = np.array([[1, -4, 3], [-2, 1, 1]])
    answer.on(np.log([[1, 2, 3], [4, 1, 1]]), np.array([1, 0])).gives(rows / 12)
    three = np.array([[2, -2], [-1, 1], [1, -1]])
    answer.on([[1000, 0], [0, 0], [0, 0]], np.array([1, 0, 1])).gives(three / 6)
    answer.avoids("cross_entropy_gradient", "numerical_gradient")
    ### BEGIN HIDDEN TESTS
    scores = answer.random.normal(scale=3, size=(5, 4))
    labels = answer.random.integers(4, size=5)
    answer.on(scores, labels).agrees_with(reference.cross_entropy_gradient)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Probability minus truth, divided by the batch: that number is what goes backwards.

# %% [markdown]
# ## Trust no gradient that you have not measured
#
# A wrong gradient does not crash. The network learns a little less well, and nobody knows why. So measure: nudge one number up, nudge it down, and divide,
#
# $$\text{slope} \approx \frac{L(w + h) - L(w - h)}{2h}.$$
#
# These are **central differences**. How small should $h$ be? Look for yourself; the grey digits are those that both losses share, and that the subtraction wipes out.

# %% demo="gradient_check"
demos.gradient_check()

# %% [markdown]
# A long step misses because the loss is curved (**truncation**): ten times shorter, a hundred times better. One-sided, only ten times. A short step misses because the computer keeps about 16 digits (**rounding**): ten times shorter, ten times worse. About
# $10^{-5}$ is best here; in single precision hardly any step is good.
#
# ### Exercise: the gradient checker
#
# Nudge one entry at a time, for any shape, and leave `point` as it was. `np.ndindex(point.shape)` runs over all places.

# %% exercise="measured_gradient"
def measured_gradient(loss, point, step=1e-5):
    """Return the slope of loss(point) for each entry of point, by central differences.

    loss takes an array of point's shape. For p[0] ** 2 + 5 * p[1] at [3, 1] it is [6, 5].
    """
    ### BEGIN SOLUTION
    slopes = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        nudge = np.zeros(point.shape)
        nudge[place] = step
        slopes[place] = (loss(point + nudge) - loss(point - nudge)) / (2 * step)
    return slopes
    ### END SOLUTION

# %% check="measured_gradient" points=2
with check("measured_gradient", measured_gradient) as answer:
    def square_and_five(p):
        return p[0] ** 2 + 5 * p[1]
    def mixed(p):
        return np.sum(p[0] ** 2 * p[1]) + p[0, 0] * p[1, 2]
    answer.on(square_and_five, [3, 1], 0.5).gives([6, 5])
    answer.on(mixed, [[1, 2, 3], [4, 5, 6]], 0.25).gives([[14, 20, 36], [1, 4, 10]])
    answer.on(lambda p: np.sum(p**3), [1, 2], 0.5).gives([3.25, 12.25])  # h is long, L curved
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    weights, point = answer.random.normal(size=(2, 2, 3, 2))
    call = answer.on(lambda p: np.sum(weights * p**3), point, 1e-4)
    call.gives(3 * weights * point**2, within=1e-5)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: find the bugs
#
# Here is a whole backward pass, written by a colleague in a hurry: convolution, ReLU, 2 by 2 max pool, flatten, dense, loss. It runs. Is it right?

# %%
def forward(images, kernel, bias, weights, offsets):
    z = reference.convolution(images, kernel, bias)
    active = reference.relu(z)
    pooled = reference.max_pool(active, 2)
    return z, active, pooled, pooled.reshape(len(images), -1) @ weights + offsets

# %%
def broken_backward(images, labels, kernel, bias, weights, offsets):
    z, active, pooled, scores = forward(images, kernel, bias, weights, offsets)
    g = reference.cross_entropy_gradient(scores, labels)
    of_weights = pooled.reshape(len(images), -1).T @ g / len(images)
    of_offsets = g.sum(axis=0)
    g = (g @ weights.T).reshape(pooled.shape)
    g = reference.max_pool_gradient(g, active, 2) * np.maximum(z, 0)
    of_kernel = reference.convolution_kernel_gradient(g, images, kernel.shape[:2])
    return of_kernel, g[0].sum(axis=(0, 1)), of_weights, of_offsets

# %%
train, test = data.digits("train"), data.digits("test")
small_images, small_labels = train.images[:3, :7, 1:7], train.labels[:3]
random = np.random.default_rng(6)
sizes = {"kernel": (2, 3, 1, 2), "bias": (2,), "weights": (12, 10), "offsets": (10,)}
parameters = {name: random.normal(scale=0.5, size=size) for name, size in sizes.items()}

# %%
def measured(images, labels, *values):
    def loss_of(place):
        def loss(moved):
            scores = forward(images, *values[:place], moved, *values[place + 1 :])[-1]
            return reference.cross_entropy(scores, labels)
        return loss
    return tuple(reference.numerical_gradient(loss_of(i), values[i]) for i in range(4))

# %%
derived = broken_backward(small_images, small_labels, *parameters.values())
slopes_measured = measured(small_images, small_labels, *parameters.values())
for name, one, other in zip(parameters, derived, slopes_measured, strict=True):
    print(f"{name:8} largest error {np.abs(one - other).max():.1e}")

# %% [markdown]
# Only the offsets are right. There are *three* bugs. Read from the loss backwards: the first wrong gradient on the way tells you where to look.

# %% exercise="backward"
def backward(images, labels, kernel, bias, weights, offsets):
    """Return the gradients of kernel, bias, weights and offsets: `broken_backward`, mended."""
    ### BEGIN SOLUTION
    z, active, pooled, scores = forward(images, kernel, bias, weights, offsets)
    g = reference.cross_entropy_gradient(scores, labels)
    of_weights = pooled.reshape(len(images), -1).T @ g
    of_offsets = g.sum(axis=0)
    g = (g @ weights.T).reshape(pooled.shape)
    g = reference.max_pool_gradient(g, active, 2) * (z > 0)
    of_kernel = reference.convolution_kernel_gradient(g, images, kernel.shape[:2])
    return of_kernel, g.sum(axis=(0, 1, 2)), of_weights, of_offsets
    ### END SOLUTION

# %% check="backward" points=3
with check("backward", backward) as answer:
    answer.on(small_images, small_labels, *parameters.values()).agrees_with(measured)
    answer.avoids("measured", "measured_gradient", "numerical_gradient")
    ### BEGIN HIDDEN TESTS
    others = [answer.random.normal(size=size) for size in ((3, 2, 2, 3), (3,), (18, 4), (4,))]
    images, labels = answer.random.normal(size=(2, 6, 7, 2)), np.array([3, 1])
    answer.on(images, labels, *others).agrees_with(measured, within=1e-5)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Derive, then measure: a gradient is right when $10^{-5}$ nudges say so.

# %% [markdown]
# ## A step with momentum remembers where it came from
#
# Gradients are for moving. **Stochastic gradient descent** (SGD) takes a few images at a time, a **batch**, and steps against *their* gradient: less exact than
# all images, and hundreds of times cheaper. The steps jitter. A **velocity** $v$ smooths them, with the decaying weights of chapter 1:
#
# $$v \leftarrow \mu v - \eta g, \qquad w \leftarrow w + v.$$
#
# $\eta$ is the `rate`, $\mu$ the **momentum**, often 0.9. For $w = [1, 2]$, $v = [1, 0]$, $g = [2, -4]$, $\eta = \mu = 0.5$: $v = [0.5 - 1,\; 0 + 2] = [-0.5, 2]$ and $w = [0.5, 4]$.

# %% exercise="momentum_step"
def momentum_step(weights, velocity, gradient, rate, momentum):
    """Return (new weights, new velocity); the arrays given stay as they are.

    momentum_step([1, 2], [1, 0], [2, -4], 0.5, 0.5) is ([0.5, 4], [-0.5, 2]).
    """
    ### BEGIN SOLUTION
    velocity = momentum * velocity - rate * gradient
    return weights + velocity, velocity
    ### END SOLUTION

# %% check="momentum_step" points=2
with check("momentum_step", momentum_step) as answer:
    answer.on([1, 2], [1, 0], [2, -4], 0.5, 0.5).gives(([0.5, 4], [-0.5, 2]))
    call = answer.on([[3, 0, 1]], [[-1, 2, 4]], [[2, 1, 0]], 0.1, 0.9)
    call.gives(([[1.9, 1.7, 4.6]], [[-1.1, 1.7, 3.6]]))
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    three = [answer.random.normal(size=(3, 2)) for _ in range(3)]
    answer.on(*three, 0.2, 0.8).agrees_with(reference.momentum_step)
    ### END HIDDEN TESTS

# %% [markdown]
# Now let it run. X against O, moved, turned, distorted and noisy; four kernels of 5 by 5, ReLU, pool, one dense layer. Step forward and watch kernels and errors. Then compare the rates.

# %% demo="training_run"
demos.training_run()

# %% [markdown]
# At the smallest rate it crawls. At the largest, the kernels blow up in the first steps, and the network ends by giving every letter the same answer. The kernels start as random numbers, not zeros: four equal kernels
# would collect equal gradients and stay equal for ever (more in chapter 8).
#
# Here is the same network in plain sight. `reference.small_cnn` puts layers in a row; each has a `forward` and a `backward` like yours, in the faster im2col form. `reference.train` does the loop: draw a batch,
# go forwards, go backwards, move each parameter by a momentum step. In an **epoch** each image is seen once.

# %% demo="train_on_letters"
letters = data.letters(400, size=(14, 12), rotate=30, noise=0.2, seed=1)
new_letters = data.letters(400, size=(14, 12), rotate=30, noise=0.2, seed=2)
network = reference.small_cnn((14, 12), classes=2, filters=(4,), kernel=5)
curve = demos.TrainingCurve(10, lowest_score=0.5)
for loss in reference.train(network, letters.images, letters.labels, epochs=10, rate=0.05):
    right = np.mean(network.predict(new_letters.images) == new_letters.labels)
    curve.add(loss=loss, val_accuracy=right)
print(f"right: {right:.1%} of 400 letters it has never seen")

# %% [markdown]
# > **Takeaway.** Many cheap steps beat few exact ones, and a velocity smooths them.

# %% [markdown]
# ## NumPy alone reads handwriting
#
# The real digits again, 8 by 8 pixels, as in chapter 5, but now *every* kernel is learnt. First, two methods to beat, on the same split: **logistic regression**, which is one dense layer on the pixels, and
# the **nearest neighbour**, which answers with the label of the most similar training image.

# %%
def accuracy(answers):
    return np.mean(answers == test.labels)


def nearest(image):
    return train.labels[np.argmin(np.sum((train.images - image) ** 2, axis=(1, 2, 3)))]

# %%
logistic = reference.logistic_regression(64, 10)
last_loss = list(reference.train(logistic, train.images, train.labels, epochs=60))[-1]
marks = {
    "logistic regression": accuracy(logistic.predict(test.images)),
    "nearest neighbour": accuracy(np.array([nearest(image) for image in test.images])),
}
print({name: f"{score:.1%}" for name, score in marks.items()})

# %% [markdown]
# The neighbour is strong: these digits are small and well centred, and someone has always written nearly the same. To reach it, a network needs more examples than 1,438. Chapter 1 helps: the mean of two neighbouring pixels is
# the image moved by *half a pixel*, and a 3 moved by half a pixel is still a 3. So each digit comes in five versions, and in each epoch one of them is drawn.

# %%
def between(size, padding):
    return reference.convolution(train.images, np.full((*size, 1, 1), 0.5), padding=padding)


up, down = between((2, 1), ((0, 1), (0, 0))), between((2, 1), ((1, 0), (0, 0)))
left, right = between((1, 2), ((0, 0), (0, 1))), between((1, 2), ((0, 0), (1, 0)))
versions = np.stack([train.images, up, down, left, right]).astype(np.float32)


def drawn(random):
    return versions[random.integers(5, size=len(train.labels)), np.arange(len(train.labels))]

# %% [markdown]
# Two convolutions of 3 by 3 with 8 and 24 filters, a pool, a dense layer. This takes some seconds; watch the curve.

# %% demo="train_on_digits"
curve = demos.TrainingCurve(12, marks=marks, lowest_score=0.85)
network = reference.small_cnn((8, 8), classes=10, filters=(8, 24))
for loss in reference.train(network, drawn, train.labels, epochs=12):
    curve.add(loss=loss, val_accuracy=accuracy(network.predict(test.images)))
scores = [curve.history["val_accuracy"][-1]]
print(f"right: {scores[0]:.1%} of {len(test.labels)} digits it has never seen")

# %% [markdown]
# Was that luck? Other random starts, other orders:

# %% demo="train_again"
for seed in (1, 2):
    again = reference.small_cnn((8, 8), classes=10, filters=(8, 24), seed=seed)
    list(reference.train(again, drawn, train.labels, epochs=12, seed=seed))
    scores.append(accuracy(again.predict(test.images)))
print("three runs:", [f"{score:.1%}" for score in scores], f" the worst: {min(scores):.1%}")
figures.misread_digits(test.images, test.labels, network.predict(test.images))

# %% [markdown]
# Every run is well above logistic regression. Against the nearest neighbour the lead is a handful of 359 digits: do not call that a victory. What if the digits lie a whole pixel further right?

# %% demo="moved_digits"
moved = np.zeros_like(test.images)
moved[:, :, 1:] = test.images[:, :, :-1]
print(f"logistic regression {accuracy(logistic.predict(moved)):.1%}", end="   ")
print(f"nearest neighbour {accuracy(np.array([nearest(image) for image in moved])):.1%}", end="   ")
print(f"network {accuracy(network.predict(moved)):.1%}")

# %% [markdown]
# ### Written question
#
# A colleague says: "The nearest neighbour is as good, and needs no training. Why bother?" Answer in three sentences, with what you measured, and with what each method must store and compute for a *new* digit. Is there
# anything the neighbour does better?

# %% [markdown] answer="why_bother" points=2
# ### BEGIN SOLUTION
# **Model answer.** On centred digits the two are level, so accuracy is no argument. But the neighbour must keep all 1,438 images (92,032 numbers) and compare each new digit with every one of them, more with each new example, while the network keeps its 5,682 parameters,
# however many examples it learnt from; and moved by a single pixel the neighbour falls far more, because it compares pixel with pixel and knows no shapes. The neighbour is better in that it needs no training, so a new example counts at once, and it can show the image on which it
# based its answer.
#
# **Rubric.** 1 point: uses a measurement (level when centred, or the fall when moved) and says what is stored or computed. 1 point: names a true advantage of the neighbour (no training, new examples at once, explains itself).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Backpropagation turns one number, the loss, into a direction for every weight; with it, a few hundred lines of NumPy read handwriting.

# %% [markdown]
# ## Three things to remember
#
# 1. Forwards gathers, backwards scatters, along the same connections; what is used several times is blamed several times, so use `+=`.
# 2. Max pool: all to the first winner. ReLU: a gate. Loss: probability minus truth, divided by the batch.
# 3. Measure every gradient with central differences before you trust it.
#
# **Roads not taken.** *Automatic differentiation* writes the backward pass for you: chapter 7 hands over to it. *Complex-step* differences lose no digits. *Adam* gives each weight a rate of its own (chapter 8). *Second-order* methods use how
# the loss bends.
#
# **If you want more** (ungraded). Write the backward pass of the sigmoid and train ten layers of it: how large is the gradient of the first layer? Let ties share their gradient equally; does the network learn better? Start all kernels at zero and explain what you see.
#
# **Sources.** B. Polyak, *Some Methods of Speeding up the Convergence of Iteration Methods* (1964): momentum. P. Werbos, *Beyond Regression* (1974). D. Rumelhart, G. Hinton and R. Williams, *Learning Representations by Back-Propagating Errors* (1986). Y. LeCun and others,
# *Backpropagation Applied to Handwritten Zip Code Recognition* (1989): the first trained convolutional network for digits. Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient BackProp* (1998). E. Alpaydin and C. Kaynak (1998): the digits of this chapter.
