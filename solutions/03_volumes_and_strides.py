# %% [markdown]
# # 3 · Volumes: channels, filters, stride, padding
#
# **The question.** An engineer wants an image network to run in a small camera: before anything is trained, how can she know what shape
# each layer puts out, how many numbers it must learn, and how many multiplications each picture will cost?
#
# **You will be able to**
#
# - *compute* by hand what a layer of filters makes of a volume, and the shape of the result for any stride and padding;
# - *write* a convolution layer twice: with loops, and as one matrix product;
# - *count* the parameters of a whole network, and the multiplications and the memory of its layers.
#
# **Time** about 90 minutes. **Builds on** chapter 2: window, kernel, correlation, padding.

# %%
import math
import time

import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("03_volumes_and_strides")
demos.your_progress(check)

# %% [markdown]
# ## A filter reaches through all channels
#
# A colour photo has three channels, so its array has three axes: height, width, channels. Such an array is called a **volume**.
# What does a kernel look like that slides over a volume? It needs a slice of weights for *each* channel. Here is a small
# volume, 4 by 5 with two channels, and two filters of 3 by 2. Move the window, and look at one channel alone. What is still missing then?

# %% demo="volume_slicer"
demos.volume_slicer()

# %% [markdown]
# In each channel you do what you did in chapter 2: multiply number by number and add. Then you add the channels together, and one number
# more, the **bias** of the filter. At row 1, column 1, filter 0 gives $3 + 1 + 1 = 5$. As a formula:
#
# $$y_{r,c,k} = b_k + \sum_i \sum_j \sum_d w_{i,j,d,k}\; x_{r+i,\,c+j,\,d}.$$
#
# $x$ is `volume`, with height $H = 4$, width $W = 5$ and depth $D = 2$ channels. $w$ is `kernels` with the axes (row $i$, column $j$,
# channel $d$, filter $k$), here $3 \times 2 \times 2 \times 2$. $b$ is `bias`, one number for each filter. $y$ is the output.

# %%
volume = np.stack(
    [
        [[1, 0, 2, 3, 0], [0, 1, 0, 2, 1], [2, 0, 1, 0, 3], [1, 3, 0, 1, 0]],
        [[0, 2, 1, 0, 1], [3, 0, 0, 1, 0], [1, 1, 2, 0, 0], [0, 1, 0, 2, 3]],
    ],
    axis=-1,
)
filter_0 = np.stack([[[1, 0], [0, 2], [0, 0]], [[0, 0], [0, 1], [-1, 0]]], axis=-1)
filter_1 = np.stack([[[0, 1], [0, 0], [3, 0]], [[1, 0], [0, 0], [0, -2]]], axis=-1)
kernels, bias = np.stack([filter_0, filter_1], axis=-1), np.array([1, -2])
print(volume.shape, kernels.shape, bias.shape)

# %% [markdown]
# So a layer is chapter 2's correlation, once for each channel, added up:

# %%
by_channel = [reference.correlate2d(volume[:, :, d], kernels[:, :, d, 0]) for d in range(2)]
print(by_channel[0] + by_channel[1] + bias[0])

# %% [markdown]
# **Predict before you run.** What does filter 1, with bias $-2$, give at row 0, column 0, and at row 1, column 2? Take a pencil first; the demo is there to
# look it up afterwards. (In each filter only four weights are not zero.)

# %% exercise="two_results"
two_results = ...  # [at row 0, column 0, at row 1, column 2]
### BEGIN SOLUTION
two_results = [0 * 1 + 3 * 2 + 1 * 0 - 2 * 1 - 2, 1 * 2 + 3 * 0 + 1 * 0 - 2 * 2 - 2]
### END SOLUTION

# %% check="two_results" points=1
with check("two_results", two_results) as answer:
    maps = reference.convolution(volume[np.newaxis], kernels, bias)[0]
    answer.equals([maps[0, 0, 1], maps[1, 2, 1]])

# %% [markdown]
# > **Takeaway.** A filter has a slice for every channel; all the products and one bias become a single number.

# %% [markdown]
# ## The map is flat, because the window cannot move back
#
# The volume has three axes and the filter has three. Why is its output a flat **map** of 2 by 4? Because the filter is
# exactly as deep as the volume. It can move down and right, but along the channels there is only one place for it.

# %%
figures.filter_and_depth((4, 5, 3), (3, 2, 3), (3, 2, 2))

# %% [markdown]
# Below stands the other kind, a real **three-dimensional convolution**: its filter is less deep than the volume and moves back too, so what comes out is a volume.
# That makes sense where the third axis is a place or a time: the slices of a body scan, the pictures of a film. Red, green and
# blue are in no such order. Here is a film of six pictures, used in both ways (axes: batch, then places, channels last):

# %%
as_channels = reference.convolution(np.ones((1, 4, 5, 6)), np.ones((3, 2, 6, 1)))
through_time = reference.convolution(np.ones((1, 6, 4, 5, 1)), np.ones((3, 3, 2, 1, 1)))
print("six pictures as six channels:", as_channels.shape)
print("a window of three pictures moving through time:", through_time.shape)

# %% [markdown]
# ### $K$ filters make a stack of $K$ maps
#
# One filter answers one question about each place. To ask more, take more filters, and stack their maps: the **feature maps**. A volume of
# $H \times W \times D$ goes in, a volume with $K$ channels comes out, and the next layer can take it as its input. Here are four filters
# on a real photo. Which of them has looked at the colours?

# %%
cat = data.photo("chelsea")[:100, 30:150]
four = np.zeros((3, 3, 3, 4))
four[:, 0, :, 0], four[:, 2, :, 0] = 1, -1
four[0, :, :, 1], four[2, :, :, 1] = 1, -1
four[:, :, 0, 2], four[:, :, 2, 2] = 1 / 3, -1 / 3
four[:, :, :, 3], four[1, 1, :, 3] = -1, 8
names = ["lighter on the left", "lighter above", "more red than blue", "lighter than around"]
figures.feature_maps(cat, reference.convolution(cat[np.newaxis] / 255, four)[0], names)

# %% [markdown]
# Three of them treat the channels alike. Map 2 does not: its filter has $+\tfrac13$ in the red slice and $-\tfrac13$ in the blue one, so it is
# dark red on the nose and nearly white in the pupils.
#
# > **Takeaway.** Depth in: one slice in every filter for each channel. Depth out: one map for each filter.

# %% [markdown]
# ## A stride of two keeps every second window
#
# The window need not move by one pixel. Its step is called the **stride** $S$. And you may lay $P$ rows or columns of zeros around
# the input, on each side: the **padding**. How many windows fit? Vary the numbers until you see the rule. A pixel that no window reaches is crossed out.

# %% demo="output_size_calculator"
demos.output_size_calculator()

# %% [markdown]
# Take the width $W$, a filter $F$ wide and the padding $P$. With padding there are $W + 2P$ columns. The first window takes $F$ of them; the rest is room to move
# through, in steps of $S$. A step that would lead over the edge is not taken: the division is rounded *down*. And the first window counts
# too. The height follows the same rule with its own numbers.
#
# ### Exercise: the shape of the output
#
# Write the rule as you found it. All arguments are pairs: first down, then across. In Python `a // b` rounds down.

# %% exercise="output_shape"
def output_shape(size, kernel, stride, padding):
    """Return (height, width) of the output; padding is the number of zeros on one side.

    output_shape((4, 5), (3, 2), (2, 2), (0, 0)) is (1, 2); with padding (1, 1) it is (2, 3).
    """
    ### BEGIN SOLUTION
    height = (size[0] - kernel[0] + 2 * padding[0]) // stride[0] + 1
    width = (size[1] - kernel[1] + 2 * padding[1]) // stride[1] + 1
    return height, width
    ### END SOLUTION

# %% check="output_shape" points=2
with check("output_shape", output_shape) as answer:
    answer.on((4, 5), (3, 2), (2, 2), (0, 0)).gives((1, 2))
    answer.on((8, 19), (3, 5), (2, 3), (2, 1)).gives((5, 6))
    answer.on((11, 8), (4, 3), (3, 1), (0, 1)).gives((3, 8))
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    for _ in range(4):
        low, high = [20, 20, 2, 2, 1, 1, 0, 0], [50, 50, 8, 8, 5, 5, 3, 3]
        numbers = answer.random.integers(low, high).tolist()
        size, kernel, stride, padding = zip(numbers[::2], numbers[1::2], strict=True)
        expected = reference.output_size(size, kernel, stride=stride, padding=padding)
        answer.on(size, kernel, stride, padding).gives(expected)
    ### END HIDDEN TESTS

# %% [markdown]
# In one line:
#
# $$W_{\text{out}} = \left\lfloor \frac{W - F + 2P}{S} \right\rfloor + 1.$$
#
# Our volume under a 3 by 2 filter with stride 2: down $\lfloor 1/2 \rfloor + 1 = 1$, across $\lfloor 3/2 \rfloor + 1 = 2$. Neither
# divides, so the last row and the last column are seen by no window.
#
# > **Takeaway.** Room to move, divided by the step, rounded down, plus one. What is left over at the end is never seen.

# %% [markdown]
# ## Without padding the border is hardly looked at
#
# **Predict before you run.** A window of 3 by 2 visits every place of a picture of 6 by 7, stride 1, no padding. How many windows see a corner pixel?
# A pixel in the middle of the upper edge? In the middle of the left edge? One well inside?

# %% exercise="seen_by"
seen_by = ...  # [corner, upper edge, left edge, inside]
### BEGIN SOLUTION
seen_by = [1, 2, 3, 6]
### END SOLUTION

# %% check="seen_by" points=1
with check("seen_by", seen_by) as answer:
    counts = reference.visits((6, 7), (3, 2))
    answer.equals([counts[0, 0], counts[0, 3], counts[3, 0], counts[3, 3]])

# %%
without, around = reference.visits((6, 7), (3, 2)), reference.visits((6, 7), (3, 2), padding=1)
figures.pixel_visits({"no padding": without, "padding 1 on every side": around}, (3, 2))

# %% [markdown]
# In the left picture the darkest pixels, those with a 6, are few. It is no better at real sizes:

# %%
seen = reference.visits((28, 28), (5, 5))
print(f"28 by 28, filter 5 by 5: windows on a corner {seen[0, 0]}, on the middle {seen.max()};")
print(f"{np.mean(seen < 25):.0%} of the pixels are seen less often than the middle")

# %% [markdown]
# So padding does two things: it keeps the map from shrinking, and it lets the border have its say. For an odd filter and stride 1, $P = (F-1)/2$ keeps
# the size.
#
# > ### What books get wrong: "SAME padding is symmetric"
# > Libraries offer a padding called **same**. In TensorFlow it promises $\lceil n/S \rceil$ outputs ($n/S$ rounded *up*) for $n$ inputs, and adds
# > just as many zeros as that takes. If the number is odd, the extra row goes to the *bottom* and the extra column to the *right*. Six pixels, filter 3, stride 2: one zero, at the end. Code
# > that pads one on both sides also gets three outputs, but its windows are centred on other pixels. Weights trained one way then give other numbers the other way.

# %%
figures.same_padding({"SAME": (0, 1), "alike on both sides": (1, 1)}, size=6, kernel=3, stride=2)

# %% [markdown]
# ### Exercise: repair the padding
#
# A colleague wrote this for one axis. The idea is right: count the places, see how far the last window reaches, pad what is missing. There are *three* mistakes in it.
#
# ```python
# def same_padding(size, kernel, stride):
#     places = size // stride
#     missing = (places - 1) * stride + kernel - size
#     return missing // 2, missing // 2
# ```
#
# Try it on paper for 6, 3, 2; then 7, 3, 2; then 8, 1, 3. (`-(-a // b)` divides and rounds up.)

# %% exercise="same_padding"
def same_padding(size, kernel, stride):
    """Return (zeros before, zeros after) for one axis, so that ceil(size / stride) windows fit.

    An odd zero goes after; padding is never negative. same_padding(6, 3, 2) is (0, 1).
    """
    ### BEGIN SOLUTION
    places = -(-size // stride)
    missing = max((places - 1) * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2
    ### END SOLUTION

# %% check="same_padding" points=2
with check("same_padding", same_padding) as answer:
    answer.on(9, 4, 2).gives((1, 2))
    answer.on(6, 3, 2).gives((0, 1))
    answer.on(7, 3, 2).gives((1, 1))
    answer.on(8, 1, 3).gives((0, 0))
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    for _ in range(6):
        size, kernel, stride = answer.random.integers([9, 1, 1], [40, 8, 5]).tolist()
        found = reference.geometry([size], [kernel], stride=stride, padding="same")
        answer.on(size, kernel, stride).gives(found.pads[0])
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Padding is a choice with a side: say how much, and where the odd one goes.
#
# *A good place for a break. You know the shapes; next come the layer and its bill.*

# %% [markdown]
# ## A layer is one sum for every picture, place and filter
#
# Now write it, for a whole **batch** of $N$ pictures at once. In this course images always have the axes (batch, height, width, channels) and kernels
# (height, width, channels in, filters). With stride $S_h, S_w$ and the padded input $\tilde x$:
#
# $$y_{n,r,c,k} = b_k + \sum_{i,j,d} w_{i,j,d,k}\; \tilde x_{n,\; r S_h + i,\; c S_w + j,\; d}.$$
#
# ### Exercise: the layer with loops
#
# Loop over places and filters; NumPy can sum over $i, j, d$ at once, and even do all pictures together. You may use your `output_shape`, and `np.pad` with a
# pair for each of the four axes. The check uses the small volume, and a batch in which no two sizes are alike:

# %%
pictures = (np.arange(2 * 5 * 7 * 3) * 5 % 13).reshape(2, 5, 7, 3)
three_by_two = (np.arange(3 * 2 * 3 * 4) * 3 % 7 - 3).reshape(3, 2, 3, 4)
print("2 pictures:", pictures.shape, " 4 filters of 3 by 2:", three_by_two.shape)

# %% exercise="conv2d"
def conv2d(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    """Convolve as layers do, without a flip; returns (batch, height, width, filters).

    Images are (batch, height, width, channels), kernels (height, width, channels, filters).
    conv2d(volume[np.newaxis], kernels, bias)[0, :, :, 0] is [[3, 0, 6, 6], [2, 5, 1, 7]].
    """
    ### BEGIN SOLUTION
    high, wide, _, filters = kernels.shape
    height, width = output_shape(images.shape[1:3], (high, wide), stride, padding)
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    result = np.zeros((len(images), height, width, filters))
    for r, c, k in np.ndindex(height, width, filters):
        top, left = r * stride[0], c * stride[1]
        window = padded[:, top : top + high, left : left + wide, :]
        result[:, r, c, k] = np.sum(window * kernels[:, :, :, k], axis=(1, 2, 3)) + bias[k]
    return result
    ### END SOLUTION

# %% check="conv2d" points=4
with check("conv2d", conv2d) as answer:
    both = np.stack([[[3, 0, 6, 6], [2, 5, 1, 7]], [[2, -2, 5, -2], [3, 7, -4, -3]]], axis=-1)
    answer.on(volume[np.newaxis], kernels, bias).gives(both[np.newaxis])
    call = answer.on(pictures, three_by_two, np.arange(4) / 4, stride=(2, 3), padding=(2, 1))
    call.agrees_with(reference.convolution)
    answer.avoids("convolution", "convolution_by_loops", "im2col")
    ### BEGIN HIDDEN TESTS
    for size, kernel, stride, padding in (
        ((6, 5), (2, 4), (2, 1), (0, 2)),
        ((4, 9), (4, 3), (1, 3), (1, 0)),
    ):
        inputs = answer.random.normal(size=(3, *size, 2))
        weights, five = answer.random.normal(size=(*kernel, 2, 5)), answer.random.normal(size=5)
        call = answer.on(inputs, weights, five, stride=stride, padding=padding)
        call.agrees_with(reference.convolution)
    ### END HIDDEN TESTS

# %% [markdown]
# Now *your* layer looks at the cat, with a stride of 2. What is lost, and what stays?

# %% demo="your_maps"
try:
    maps = conv2d(cat[np.newaxis] / 255, four, np.zeros(4), stride=(2, 2))[0]
    shown = figures.feature_maps(cat, maps, names)
except Exception as problem:
    shown = f"Answer the exercise above first: {problem!r}"
shown

# %% [markdown]
# The maps are 49 by 59 instead of 98 by 118: a quarter of the numbers, the same edges in the same places, only coarser.
#
# > **Takeaway.** Whatever its size, a convolution layer is this one sum of products.

# %% [markdown]
# ## The size of the picture does not change the number of parameters
#
# What has to be learnt? The weights and the biases, together called **parameters**. A filter has $F_h F_w D$ weights and one bias, and there
# are $K$ filters:
#
# $$\text{parameters} = (F_h F_w D + 1)\, K.$$
#
# The two small filters above have $(3 \cdot 2 \cdot 2 + 1) \cdot 2 = 26$. Height and width of the *picture* are not in the formula. Move the last slider of
# the demo and watch: which of the three bars stays where it is?

# %% demo="parameter_counter"
demos.parameter_counter()

# %% [markdown]
# Only the first bar stays. The demo starts with a picture of 300 by 300 and one 5 by 5 filter: 26 parameters again. If instead each of the 90,000 outputs had a weight for each of the
# 90,000 inputs, as in a **dense** layer:

# %%
weights = (300 * 300) * (300 * 300)
print(f"{5 * 5 * 1 + 1} parameters against {weights:.1e} weights")
print(f"at 4 bytes each, those weights take {4 * weights / 1e9:.1f} GB")

# %% [markdown]
# > ### What books get wrong: "a layer has height × width × filters parameters"
# > The channels are forgotten, and the biases. It is right only for one channel and no bias. A 3 by 3 layer from 64 channels to 64 has not $3 \cdot 3 \cdot 64 = 576$ parameters, but
# > $(3 \cdot 3 \cdot 64 + 1) \cdot 64 = 36{,}928$.

# %% [markdown]
# ### Exercise: a layer in groups
#
# To save parameters, a layer can be split into $G$ **groups**, equal shares of the channels and of the filters. A filter then
# reaches through the channels of its own group only: with four channels, six filters and two groups, filters 0, 1, 2 see channels 0 and 1, and filters 3, 4, 5 see channels
# 2 and 3. How does the formula change?

# %% exercise="parameters"
def parameters(kernel, channels, filters, groups=1):
    """Count weights and biases of a convolution layer; kernel is (height, width).

    parameters((3, 2), 2, 2) is 26, parameters((3, 3), 64, 64) is 36928 and, in four groups,
    parameters((3, 3), 64, 64, 4) is 9280. The groups divide channels and filters.
    """
    ### BEGIN SOLUTION
    return (kernel[0] * kernel[1] * channels // groups + 1) * filters
    ### END SOLUTION

# %% check="parameters" points=1
with check("parameters", parameters) as answer:
    answer.on((3, 2), 4, 5).gives(125)
    answer.on((5, 5), 1, 10).gives(260)
    answer.on((3, 5), 4, 6, 2).gives(186)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    channels, filters = answer.random.integers([2, 10], [9, 20]).tolist()
    expected = reference.convolution_parameters((7, 4), 3 * channels, 3 * filters, groups=3)
    answer.on((7, 4), 3 * channels, 3 * filters, 3).gives(expected)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** One filter serves all places, so parameters depend on the filter, and not on the picture.

# %% [markdown]
# ## Multiplications are paid at every place
#
# Few parameters do not mean little work. A multiplication with its addition is one **multiply-add**; the bias is only an addition and is not counted.
#
# ### Exercise: count the work
#
# Each number of the output is a sum of products. How many products has one such sum, and how many sums are there? Here the layer is not split into groups.

# %% exercise="multiply_adds"
def multiply_adds(size, kernel, channels, filters, stride, padding):
    """Count the multiply-adds of a layer for one picture; channels and filters are numbers.

    multiply_adds((4, 5), (3, 2), 2, 2, (1, 1), (0, 0)) is 192; with stride (2, 2) it is 48.
    """
    ### BEGIN SOLUTION
    height, width = output_shape(size, kernel, stride, padding)
    return height * width * kernel[0] * kernel[1] * channels * filters
    ### END SOLUTION

# %% check="multiply_adds" points=2
with check("multiply_adds", multiply_adds) as answer:
    answer.on((9, 16), (3, 5), 4, 7, (2, 3), (0, 2)).gives(10080)
    answer.on((4, 5), (3, 2), 2, 2, (2, 2), (0, 0)).gives(48)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    height, width, channels, filters = answer.random.integers([20, 20, 2, 9], 40).tolist()
    places = reference.output_size((height, width), (4, 3), stride=(3, 2), padding=(1, 0))
    expected = reference.convolution_multiply_adds(places, (4, 3), channels, filters)
    answer.on((height, width), (4, 3), channels, filters, (3, 2), (1, 0)).gives(expected)
    ### END HIDDEN TESTS

# %% [markdown]
# In one line:
#
# $$\text{multiply-adds} = H_{\text{out}} W_{\text{out}} \cdot F_h F_w D \cdot K.$$
#
# Our small layer: $2 \cdot 4$ places, 12 products, 2 filters, 192 multiply-adds. And each number of the output has to be kept: in single
# precision it takes 4 bytes.

# %%
places, products, filters = 300 * 300, 5 * 5 * 3, 10
print(f"ten 5 by 5 filters on a colour picture, same size: {(products + 1) * filters} parameters,")
print(f"{places * products * filters:,} multiply-adds, maps of {4 * places * filters / 1e6:.1f} MB")

# %% [markdown]
# ### Exercise: a layer for the camera
#
# The engineer's camera gives 120 by 160 pixels in three colours. The chip behind wants 8 maps of 40 by 32, and grants at most 600 parameters. Choose filter size,
# stride and padding. No pixel may be lost: each must be seen by at least one window. The function below looks a choice up for you.

# %%
def look_up(layer):
    """Return the shape of the maps, the parameters, and the windows on the least seen pixel."""
    (high, wide), stride, padding = [[int(number) for number in pair] for pair in layer]
    shape = reference.output_size((120, 160), (high, wide), stride=stride, padding=padding)
    seen = reference.visits((120, 160), (high, wide), stride=stride, padding=padding)
    return shape, (high * wide * 3 + 1) * 8, seen.min()


print(look_up([(5, 4), (2, 2), (0, 0)]))

# %% exercise="small_layer"
small_layer = ...  # ((filter height, width), (stride down, across), (padding rows, columns))
### BEGIN SOLUTION
small_layer = ((4, 5), (3, 5), (1, 0))
### END SOLUTION

# %% check="small_layer" points=2
with check("small_layer", small_layer) as answer:
    answer.satisfies(lambda layer: np.shape(layer) == (3, 2), "three pairs of numbers")
    answer.satisfies(lambda layer: look_up(layer)[0] == (40, 32), "maps of 40 by 32")
    answer.satisfies(lambda layer: look_up(layer)[1] <= 600, "at most 600 parameters")
    answer.satisfies(lambda layer: look_up(layer)[2] > 0, "every pixel seen by a window")

# %% [markdown]
# Her bill, made out by your own functions. How many times more work would stride 1 be?

# %% demo="your_camera"
try:
    kernel, stride, padding = [tuple(pair) for pair in small_layer]
    print(parameters(kernel, 3, 8), "parameters at any stride")
    for step in (stride, (1, 1)):
        high, wide = output_shape((120, 160), kernel, step, padding)
        work = multiply_adds((120, 160), kernel, 3, 8, step, padding)
        print(f"stride {step}: {work:,} multiply-adds, maps of {4 * 8 * high * wide / 1e3:.0f} kB")
except Exception as problem:
    print("Answer the exercises above first:", repr(problem))

# %% [markdown]
# Between 14 and 15 times: stride 1 has nearly $3 \cdot 5$ places for each one of hers.
#
# > **Takeaway.** Parameters are counted once, multiplications at every place: a stride saves the second and not the first.

# %% [markdown]
# ## A network is counted layer by layer
#
# Here is a small network for handwritten digits: pictures of 28 by 28 in grey, ten filters of 5 by 5, then a **pool** of 2 by 2, which puts one number in
# the place of each 2 by 2 block of each map (chapter 5; nothing to learn, and a row left over is dropped). Then come two *dense* layers, of 200 and of 10 units.
# A dense unit has one weight for each number of its input, and a bias.
#
# | layer | output | parameters |
# | --- | --- | --- |
# | 10 filters 5 × 5 | 24 × 24 × 10 | (5·5·1 + 1) · 10 = 260 |
# | pool 2 × 2 | 12 × 12 × 10 | 0 |
# | dense, 200 units | 200 | (12·12·10 + 1) · 200 = 288,200 |
# | dense, 10 units | 10 | (200 + 1) · 10 = 2,010 |
#
# In all 290,470, and 99 of 100 sit in one dense layer. Note: a dense unit is a filter *as large as its whole input*.
# On 12 by 12 by 10 it has a 12 by 12 kernel, on 200 numbers a 1 by 1 kernel with 200 channels. So you need no new formula.
#
# ### Exercise: count a whole network
#
# Carry two things from layer to layer: `size` and `channels`. All strides are 1, except that a pool steps by its own size. Your `output_shape` and `parameters` will help.

# %% exercise="count_network"
def count_network(size, channels, layers):
    """List the parameters of every layer; `size` is (height, width) of the picture.

    A layer is ("conv", filters, kernel, padding), ("pool", window) or ("dense", units), with
    pairs for kernel, padding and window. For size (28, 28), channels 1 and the layers
    [("conv", 10, (5, 5), (0, 0)), ("pool", (2, 2)), ("dense", 200)] it is [260, 0, 288200].
    """
    ### BEGIN SOLUTION
    counts = []
    for kind, *given in layers:
        if kind == "pool":
            counts.append(0)
            size = output_shape(size, given[0], given[0], (0, 0))
        else:
            kernel, padding = given[1:] if kind == "conv" else (size, (0, 0))
            counts.append(parameters(kernel, channels, given[0]))
            size, channels = output_shape(size, kernel, (1, 1), padding), given[0]
    return counts
    ### END SOLUTION

# %% check="count_network" points=3
with check("count_network", count_network) as answer:
    digits = [("conv", 10, (5, 5), (0, 0)), ("pool", (2, 2)), ("dense", 200), ("dense", 10)]
    answer.on((28, 28), 1, digits).gives([260, 0, 288200, 2010])
    uneven = [("conv", 4, (4, 3), (1, 0)), ("pool", (4, 3))]
    uneven += [("conv", 6, (2, 1), (0, 1)), ("pool", (2, 3)), ("dense", 5)]
    answer.on((13, 12), 3, uneven).gives([148, 0, 54, 0, 35])
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    first, second = answer.random.integers(3, 20, 2).tolist()
    network = [("conv", first, (3, 5), (0, 2)), ("conv", second, (2, 3), (1, 0))]
    network += [("pool", (2, 3)), ("dense", 7)]
    layers = [reference.Conv(first, (3, 5), padding=(0, 2))]
    layers += [reference.Conv(second, (2, 3), padding=(1, 0))]
    layers += [reference.Pool((2, 3)), reference.Flatten(), reference.Dense(7)]
    counted = [count.parameters for count in reference.count_layers(layers, (17, 15, 2))]
    answer.on((17, 15), 2, network).gives([*counted[:3], counted[4]])
    ### END HIDDEN TESTS

# %% [markdown]
# > ### What books get wrong: "338,460 parameters"
# > This is a number printed for the very same network, with a pooled map of 13 by 13: $260 + (13 \cdot 13 \cdot 10 + 1) \cdot 200$. But 13 by 13 does not follow from
# > 28 by 28 and 5 by 5. Without padding you get $24 \to 12$, with *same* $28 \to 14$. And the output layer was left out:

# %%
for padding in ("valid", "same"):
    layers = [reference.Conv(10, 5, padding=padding), reference.Pool(2)]
    layers += [reference.Flatten(), reference.Dense(200), reference.Dense(10)]
    *hidden, last = [count.parameters for count in reference.count_layers(layers, (28, 28, 1))]
    print(f"{padding:5}: {sum(hidden):,} parameters, and {last:,} more in the output layer")

# %% [markdown]
# ### Written question
#
# The digits will be photographed at 56 by 56 instead of 28 by 28; the network stays as it is (no padding). Say for the convolution layer and for the layer of 200 units
# what happens to the parameters, and for the convolution layer what happens to the multiply-adds. Give numbers, and reasons.

# %% [markdown] answer="twice_the_side" points=2
# ### BEGIN SOLUTION
# **Model answer.** The convolution layer keeps its 260 parameters, because one filter serves all places, however many there are. Its map is now 52 by 52 instead of 24 by 24, so it does
# 4.7 times the multiply-adds: 676,000 instead of 144,000. The pooled map is 26 by 26 by 10, and the dense layer needs a weight for each of its numbers, for each unit:
# $(26 \cdot 26 \cdot 10 + 1) \cdot 200 = 1{,}352{,}200$ instead of 288,200.
#
# **Rubric.** 1 point: 260 stay, dense layer grows (1,352,200, or "about 4.7 times"), with the reason. 1 point: multiply-adds grow with the places, 4.7 times (not exactly 4, because the border is lost).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Follow the shape through the layers, and the counts follow: convolutions cost multiplications, dense layers cost parameters.

# %% [markdown]
# ## All windows in one table: the layer is a matrix product
#
# In chapter 1 all windows became the rows of a matrix. The same works here: write every window as one row, through all its channels, and every filter as one column in
# the same order. Then a single matrix product does the whole layer. The trick is called **im2col**, "image to columns". Find the window at row 1, column 1
# in the table: which row is it?

# %%
taps = [f"{i}{j}{d}" for i in range(3) for j in range(2) for d in range(2)]
rows = reference.im2col(volume[np.newaxis], (3, 2))
figures.windows_as_rows(rows, kernels.reshape(-1, 2), bias, place=5, taps=taps)

# %% [markdown]
# It is *place 5*. Times the first column, plus the bias 1, it is 5, as at the start. The price: most pixels are written down
# several times, here 96 numbers for 40. The gain is speed: computers are built for matrix products.

# %%
by_loops = reference.convolution_by_loops(cat[np.newaxis] / 255, four)
product = reference.im2col(cat[np.newaxis] / 255, (3, 3)) @ four.reshape(-1, 4)
print(f"the cat: {by_loops.size:,} sums in a loop, or {product.shape[0]:,} rows in one product")
print("same numbers:", np.allclose(by_loops.reshape(-1, 4), product))

# %% [markdown]
# ### Exercise: the layer without loops
#
# `np.lib.stride_tricks.sliding_window_view(padded, (high, wide), axis=(1, 2))` lays out all windows at stride 1. Its axes are (batch, row, column, *channel, i, j*). For a larger stride, keep
# every $S$-th row and column with a slice, `[:, ::2, ::3]`. Mind the order: `kernels.reshape(-1, filters)` runs through $i$, $j$, channel, so the channel
# must go last: `np.moveaxis(windows, 3, -1)`.

# %% exercise="conv2d_im2col"
def conv2d_im2col(images, kernels, bias, stride=(1, 1), padding=(0, 0)):
    """Do what conv2d does without any loop: no for, no while, no comprehension.

    Returns (batch, output height, output width, filters).
    """
    ### BEGIN SOLUTION
    padded = np.pad(images, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    windows = np.moveaxis(windows[:, :: stride[0], :: stride[1]], 3, -1)
    columns = kernels.reshape(-1, kernels.shape[-1])
    rows = windows.reshape(-1, len(columns))
    return (rows @ columns + bias).reshape(*windows.shape[:3], -1)
    ### END SOLUTION

# %% check="conv2d_im2col" points=3
with check("conv2d_im2col", conv2d_im2col) as answer:
    answer.on(volume[np.newaxis], kernels, bias).agrees_with(reference.convolution)
    call = answer.on(pictures, three_by_two, np.arange(4) / 4, stride=(2, 3), padding=(2, 1))
    call.agrees_with(reference.convolution)
    answer.has_no_loop()
    answer.avoids("reference", "conv2d")
    ### BEGIN HIDDEN TESTS
    inputs = answer.random.normal(size=(3, 8, 6, 2))
    weights, five = answer.random.normal(size=(2, 4, 2, 5)), answer.random.normal(size=5)
    call = answer.on(inputs, weights, five, stride=(3, 1), padding=(0, 2))
    call.agrees_with(reference.convolution)
    ### END HIDDEN TESTS

# %% [markdown]
# A race between your two layers. How many times faster will the second be?

# %% demo="your_race"
try:
    for layer in (conv2d, conv2d_im2col):
        start = time.perf_counter()
        layer(cat[np.newaxis] / 255, four, np.zeros(4))
        print(f"{layer.__name__}: {time.perf_counter() - start:.4f} seconds")
except Exception as problem:
    print("Answer the exercises above first:", repr(problem))

# %% [markdown]
# The work is the same; but now the loop runs inside the matrix product, and no longer in Python.
#
# > **Takeaway.** Windows as rows, filters as columns: a layer is one matrix product. In chapter 4 the *whole layer* becomes a matrix.

# %% [markdown]
# ## Three things to remember
#
# 1. A filter is as deep as its input and gives one flat map; $K$ filters give $K$ maps.
# 2. Output size: $\lfloor (W - F + 2P)/S \rfloor + 1$, for each axis by itself.
# 3. Parameters $(F_h F_w D/G + 1) K$, whatever the picture; multiply-adds grow with the number of places.
#
# **Roads not taken.** A *depthwise* convolution has as many groups as channels: each channel gets its own filter, and nothing is added up; small networks for telephones save much in this way.
# For large kernels the *Fourier transform* of chapter 1 is faster than im2col. And instead of zeros you could pad with a mirrored border, as in chapter 2.
#
# **If you want more** (ungraded). What does a filter of 1 by 1 do? Write one that turns the cat grey. Then: how many parameters do two layers of 3 by 3
# have, and how many has one of 5 by 5, if there are 64 channels everywhere? Which pixels can the second layer see?
#
# **Sources.** K. Fukushima, *Neocognitron* (1980). Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-Based Learning Applied to Document
# Recognition* (1998). K. Chellapilla, S. Puri and P. Simard, *High Performance Convolutional Neural Networks for Document Processing* (2006), for im2col. S. Ji, W. Xu, M. Yang and
# K. Yu, *3D Convolutional Neural Networks for Human Action Recognition* (2013). V. Dumoulin and F. Visin, *A Guide to Convolution Arithmetic for Deep Learning* (2016).
