# %% [markdown]
# # 10 · Making maps bigger: transposed convolution and segmentation
#
# **The question.** Someone builds a robot that pulls weeds, and it must know of *every pixel* whether it is weed, crop or soil. But a CNN has
# shrunk the photo to a coarse map. How does the map become as large as the photo again, with an answer at each pixel?
#
# **You will be able to**
#
# - *run* a convolution backwards, and say which size comes out;
# - *build* a decoder, and rewrite a classifier so that it takes pictures of any size;
# - *train* a network that draws masks, and judge it by intersection over union.
#
# **Time** about 100 minutes; a good place for a break is marked. **Builds on** chapter 4 ($W^{\mathsf T}$), chapter 6 (gradients) and chapter 7 (Keras).

# %%
import numpy as np

from convcourse import checks, data, demos, figures, models, reference
from convcourse.models.quiet_keras import keras

layers = keras.layers
check = checks.for_chapter("10_transposed_convolution")
demos.your_progress(check)

# %% [markdown]
# ## A convolution run backwards makes maps bigger
#
# A convolution with stride 2 gathers: from each window it makes one number, and the map shrinks. Turn it round. Each number lays a copy of the kernel, times itself, on its
# window, and where copies overlap they add up. You met this in chapter 4 as $W^{\mathsf T}$, and in chapter 6 as the gradient of the input. Used as a layer of its own, it is a **transposed convolution**.
#
# Lay down the copies one by one. Then change the stride: when do copies overlap, when do they leave gaps? Which control changes the size by how much?

# %% demo="transposed_convolution"
demos.transposed_convolution()

# %% [markdown]
# Copies lie one stride $S$ apart. With the values 2, 1, 3, the kernel 1, 2, 4 and $S = 2$, neighbours share one place: $8 + 1 = 9$ and $4 + 3 = 7$. **Padding** $P$ means what it means in the convolution that is turned round: there, $P$ zeros were
# added at each end; here, $P$ places are cut off at each end.
#
# **Predict before you run.** Now the values are 1, 10, 5 and the kernel is 3, 1, 2, with stride 2. What comes out with no padding?

# %% exercise="on_paper"
on_paper = ...  # a list of numbers
### BEGIN SOLUTION
on_paper = [3, 1, 2 + 30, 10, 20 + 15, 5, 10]
### END SOLUTION

# %% check="on_paper" points=1
with check("on_paper", on_paper) as answer:
    wiring = reference.toeplitz1d([3, 1, 2], 7, stride=2)
    answer.equals(np.array([1, 10, 5]) @ wiring)

# %% [markdown]
# ### Which size comes out?
#
# Chapter 3 has the size of a convolution: $O = \lfloor (I + 2P - K)/S \rfloor + 1$ for an input of size $I$ and a kernel of size $K$. Three worked cases with $K = 3$, $P = 1$: stride 2 takes 5 to 3. Stride 1 takes
# 5 to 5. And the transposed convolution with stride 2 takes 3 back to 5.
#
# Or to 6? The floor sign hides something: with stride 2, an input of 5 *and* one of 6 lead to 3. Whoever goes backwards must choose. **Output padding** is that choice: places added at the end, from 0 to $S - 1$.
#
# ### Exercise: which sizes lead here?

# %% exercise="sources"
def sources(size, kernel, stride, padding):
    """List all input sizes from which a convolution leads to `size`, the smallest first.

    They are what the transposed convolution gives with output padding 0, 1, ...
    sources(3, kernel=3, stride=2, padding=1) is [5, 6].
    """
    ### BEGIN SOLUTION
    smallest = stride * (size - 1) + kernel - 2 * padding
    return [smallest + extra for extra in range(stride)]
    ### END SOLUTION

# %%
def sizes_back(size, kernel, stride, padding):
    options = {"stride": stride, "padding": padding}
    return [
        reference.transposed_output_size((size,), kernel, **options, output_padding=extra)[0]
        for extra in range(stride)
    ]

# %% check="sources" points=2
with check("sources", sources) as answer:
    answer.on(4, kernel=7, stride=3, padding=1).agrees_with(sizes_back)
    answer.on(3, kernel=3, stride=2, padding=1).gives([5, 6])
    answer.on(5, kernel=3, stride=1, padding=1).gives([5])
    answer.on(7, kernel=2, stride=4, padding=1).agrees_with(sizes_back)
    answer.avoids("reference", "sizes_back")
    ### BEGIN HIDDEN TESTS
    size, kernel_size, step = (int(one) for one in answer.random.integers([2, 3, 2], [9, 8, 6]))
    answer.on(size, kernel_size, step, 1).agrees_with(sizes_back)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: scatter in two dimensions
#
# Chapter 6 has the loop. New is that you must find the size yourself, with output padding. Scatter onto an array that has room for everything, the output padding included; then cut the padding off.

# %% exercise="scatter"
def scatter(values, kernel, stride=1, padding=0, output_padding=0):
    """Return the transposed convolution of values (rows, columns) with a kernel (high, wide).

    Stride, padding and output padding are the same down and across.
    scatter([[1, 10]], [[1, 2, 4]], stride=2) is [[1, 2, 14, 20, 40]].
    """
    ### BEGIN SOLUTION
    (rows, columns), (high, wide) = values.shape, kernel.shape
    height = stride * (rows - 1) + high + output_padding
    width = stride * (columns - 1) + wide + output_padding
    result = np.zeros((height, width))
    for r, c in np.ndindex(rows, columns):
        down, right = r * stride, c * stride
        result[down : down + high, right : right + wide] += values[r, c] * kernel
    return result[padding : height - padding, padding : width - padding]
    ### END SOLUTION

# %%
def transposed(values, kernel, stride=1, padding=0, output_padding=0):
    maps, taps = values.reshape(1, *values.shape, 1), kernel.reshape(*kernel.shape, 1, 1)
    options = {"stride": stride, "padding": padding, "output_padding": output_padding}
    return reference.transposed_convolution(maps, taps, **options)[0, :, :, 0]


values = np.array([[2.0, 1, 3], [0, -1, 5]])
kernel = np.array([[1.0, 2], [4, 3], [-2, 1]])

# %% check="scatter" points=3
with check("scatter", scatter) as answer:
    answer.on([[1, 10]], [[1, 2, 4]], stride=2).gives([[1, 2, 14, 20, 40]])
    answer.on(values, kernel).agrees_with(transposed)
    answer.on(values, kernel, stride=3, padding=1, output_padding=2).agrees_with(transposed)
    answer.on(values, kernel, stride=2, output_padding=1).agrees_with(transposed)
    answer.avoids("reference", "transposed")
    ### BEGIN HIDDEN TESTS
    some, taps = answer.random.normal(size=(4, 3)), answer.random.normal(size=(4, 5))
    answer.on(some, taps, stride=3, padding=1, output_padding=1).agrees_with(transposed)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: the transpose of any map
#
# "Transposed" means more than convolutions. Take any map that is **linear** (twice the input, twice the output; a sum, the sum of outputs). It has a matrix $W$, even if nobody wrote it down: column $p$ is what
# an image with a single 1 in pixel $p$ becomes, the impulse response of chapter 1. Find $W$ so, and go backwards with $W^{\mathsf T}$.

# %% exercise="run_backwards"
def run_backwards(layer, size, values):
    """Return W transposed times values, as an image of shape size = (height, width).

    layer is a linear function from an image (height, width) to a map of values' shape.
    """
    ### BEGIN SOLUTION
    columns = []
    for pixel in np.ndindex(*size):
        impulse = np.zeros(size)
        impulse[pixel] = 1
        columns.append(layer(impulse).ravel())
    W = np.array(columns).T
    return (W.T @ values.ravel()).reshape(size)
    ### END SOLUTION

# %%
def strided(image):
    return reference.correlate2d(image, kernel, stride=2)


def halved(image):
    return reference.average_pool(image.reshape(1, *image.shape, 1), 2)[0, :, :, 0]

# %% check="run_backwards" points=3
with check("run_backwards", run_backwards) as answer:
    answer.on(halved, (2, 4), [[4, 8]]).gives([[1, 1, 2, 2]] * 2)
    answer.on(strided, (5, 6), values).gives(transposed(values, kernel, stride=2))
    answer.on(strided, (6, 7), values).gives(transposed(values, kernel, 2, output_padding=1))
    ### BEGIN HIDDEN TESTS
    mix = answer.random.normal(size=(3, 2, 4, 5))
    some = answer.random.normal(size=(3, 2))
    call = answer.on(lambda image: np.tensordot(mix, image, 2), (4, 5), some)
    call.gives(np.tensordot(some, mix, 2))
    ### END HIDDEN TESTS

# %% [markdown]
# Four roads, one result: scattering, the matrix, the *gradient* of a Keras convolution (of the sum of outputs times values), and Keras's own layer, `Conv2DTranspose`. Do they agree?

# %%
taps, maps = kernel.reshape(3, 2, 1, 1), values.reshape(1, 2, 3, 1)
wiring = reference.toeplitz2d(kernel, (6, 7), stride=2)
forwards = keras.Sequential([keras.Input((6, 7, 1)), layers.Conv2D(1, (3, 2), 2, use_bias=False)])
backwards = layers.Conv2DTranspose(1, (3, 2), 2, output_padding=1, use_bias=False)
backwards.build((None, 2, 3, 1))
forwards.set_weights([taps])
backwards.set_weights([taps])

# %%
truth = transposed(values, kernel, stride=2, output_padding=1)
gradient = models.input_gradient(
    forwards, np.zeros((1, 6, 7, 1)), lambda outputs: keras.ops.sum(outputs * maps, axis=(1, 2, 3))
)
for name, one in {
    "matrix": (wiring.T @ values.ravel()).reshape(6, 7),
    "gradient": gradient[0, :, :, 0],
    "Keras's layer": keras.ops.convert_to_numpy(backwards(maps))[0, :, :, 0],
}.items():
    print(f"{name:14} largest difference {np.abs(one - truth).max():.0e}")

# %% [markdown]
# > ### What books get wrong: "Keras makes maps bigger with an upsampling layer only"
# > It has `UpSampling2D`, which repeats or interpolates and learns nothing, *and* `Conv2DTranspose`, which learns its kernel, as you have just seen. And a transposed convolution is often called
# > "deconvolution". That is a bad name: to deconvolve is to *undo* a convolution. This only goes back to the size. Forwards and back again:

# %%
row = np.array([[1.0, 2, 0, 3, 1]])
there = reference.correlate2d(row, [[1, 2, 4]], stride=2)
back = transposed(there, np.array([[1, 2, 4]]), stride=2)
print("row", row[0], " there", there[0], " and back", back[0])

# %% [markdown]
# > **Takeaway.** A transposed convolution scatters along the connections on which a convolution gathers. It brings back the size, not the values.

# %% [markdown]
# ## Where the stride does not divide the kernel, a checkerboard shows
#
# Make a flat grey map twice as big. It should stay flat. Try all sizes of kernel with both ways: which give a pattern, and what do the bars say?

# %% demo="checkerboard"
demos.checkerboard()

# %% [markdown]
# With 3 taps and stride 2, pixels in turn are reached by two copies and by one, in both directions: up to four against one. With 2 or 4 taps all are reached equally often, and equal weights give a flat map. Uneven *weights* can bring the pattern back, as the random ones show, and
# well-chosen ones could avoid it even with 3 taps; but training must find them. Or **resize, then convolve**: repeat each pixel, then slide an ordinary kernel; no place differs from its neighbour.
#
# ### Exercise: design a smooth enlarger
#
# In one dimension, with stride 2: design four weights, none below 0, so that a flat map of ones stays flat, and the ramp 0, 1, 2, 3, ... becomes a ramp again, with steps of a half (away from the ends). More than one set will do.

# %% exercise="enlarger"
enlarger = ...  # four numbers
### BEGIN SOLUTION
enlarger = [0.25, 0.75, 0.75, 0.25]
### END SOLUTION

# %% check="enlarger" points=2
with check("enlarger", enlarger) as answer:
    def enlarged(weights, signal):
        values, kernel = signal.reshape(1, -1, 1), np.reshape(weights, (4, 1, 1))
        return reference.transposed_convolution(values, kernel, stride=2)[0, 2:-2, 0]
    answer.satisfies(lambda w: np.shape(w) == (4,), "four numbers")
    answer.satisfies(lambda w: np.allclose(enlarged(w, np.ones(9)), 1), "ones stay ones")
    answer.satisfies(
        lambda w: np.allclose(np.diff(enlarged(w, np.arange(9.0))), 0.5),
        "a ramp with steps of a half",
    )
    answer.satisfies(lambda w: np.min(w) >= 0, "no weight below 0")

# %% [markdown]
# This is linear interpolation, and a good start for a kernel that is to be learnt. Down and across, the kernel is the product of your weights with themselves, and the interpolation **bilinear**. Does it mend the checkerboard of a photo?

# %% demo="your_enlarger"
cat = data.photo("chelsea", gray=True)[30:62:2, 60:140:2].astype(float)
if enlarger is not ...:
    yours = transposed(cat, np.outer(enlarger, enlarger), stride=2, padding=1)
    rough = transposed(cat, np.full((3, 3), 4 / 9), stride=2, output_padding=1)[1:, 1:]
    for name, image in (("kernel of 3, equal weights", rough), ("your enlarger", yours)):
        print(f"{name:27} neighbours differ by {np.abs(np.diff(image)).mean():.0f} grey levels")

# %% [markdown]
# > **Takeaway.** Let the stride divide the kernel, or resize first; else the grid of the copies shows in the picture.
#
# *A good place for a break.*

# %% [markdown]
# ## A dense layer is a convolution with a kernel as large as its map
#
# The robot's camera takes wide pictures; the classifier was trained on small ones. Its dense layer is bound to one size. But look at one unit of it: a weight for each place and channel of the map, and a sum. That is what a
# *convolution* computes at one place, with a kernel as large as the map. Rewrite the dense layer so, and the network takes a picture of any size at least as large: it is **fully convolutional**. Out comes a map of scores, one
# row of scores for each place of the window.
#
# ### Exercise: weights carried over
#
# Flattening (chapter 4) runs over rows, then columns, then channels, and `reshape` undoes it in the same order.

# %% exercise="kernel_of_dense"
def kernel_of_dense(weights, size, channels):
    """Return the kernel of the convolution that does what a dense layer does.

    weights is (inputs, units), for flattened maps of size = (height, width) and channels;
    the kernel is (height, width, channels, units).
    """
    ### BEGIN SOLUTION
    return weights.reshape(*size, channels, weights.shape[1])
    ### END SOLUTION

# %%
def same_as_dense(weights, size, channels):
    flat = np.eye(len(weights)).reshape(-1, *size, channels)
    return np.moveaxis(np.tensordot(weights.T, flat, 1), 0, -1)


numbers = np.arange(2 * 3 * 2 * 4.0).reshape(12, 4) % 7

# %% check="kernel_of_dense" points=2
with check("kernel_of_dense", kernel_of_dense) as answer:
    answer.on([[1, 10], [2, 20]], (1, 2), 1).gives(np.reshape([1, 10, 2, 20], (1, 2, 1, 2)))
    answer.on(numbers, (2, 3), 2).agrees_with(same_as_dense)
    answer.on(numbers, (3, 1), 4).agrees_with(same_as_dense)
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(size=(60, 7)), (3, 5), 4).agrees_with(same_as_dense)
    ### END HIDDEN TESTS

# %% [markdown]
# Put it to use. Chapter 6's logistic regression is one dense layer on 64 pixels. We train it on single real digits, carry its weights over with *your* function, and let it read a whole line of five digits in one go.

# %% demo="read_a_line"
train_digits, test_digits = data.digits("train"), data.digits("test")
logistic = reference.logistic_regression(64, 10)
list(reference.train(logistic, train_digits.images, train_digits.labels, epochs=40))
weights, bias = logistic.layers[-1].parameters
five = [3, 11, 25, 40, 52]
line = np.concatenate(list(test_digits.images[five]), axis=1)[np.newaxis]

# %% demo="your_kernel_reads"
def read_line():
    wide = reference.convolution(line, kernel_of_dense(weights, (8, 8), 1), bias)
    there = wide[0, 0, ::8]  # every eighth place stands on a digit
    far = np.abs(there - logistic.scores(test_digits.images[five])).max()
    print("input", line.shape[1:], " scores", wide.shape[1:], f" largest difference {far:.0e}")
    print("meant:", test_digits.labels[five], " read:", there.argmax(axis=1))


demos.once_written(read_line)

# %% [markdown]
# Every eighth place stands on a digit, and says what the dense layer says of it alone, mistakes included. In a deep network the rewriting also saves work: neighbouring windows share all layers before the last. Chapter 11 finds objects so.
#
# > **Takeaway.** Dense on a map equals a convolution as large as the map; written so, a network takes any size.

# %% [markdown]
# ## An encoder forgets the noise, a decoder paints without it
#
# Now make something bigger with *learnt* kernels. An **encoder** of strided convolutions shrinks an image to a small map, the code; a **decoder** of transposed convolutions makes an image of it again. The pair is a **convolutional autoencoder**. Give it noisy
# digits and ask for the clean ones: strokes can be guessed from their surroundings, noise cannot. The **pixel loss** is the mean of the squared differences, pixel by pixel.
#
# ### Exercise: build the decoder
#
# A `keras.Sequential` for a code of any size; ReLU after the first two layers, `"sigmoid"` (numbers from 0 to 1) after the last. For a code of shape (3, 2, 16), its layers are to be
#
# | layer | puts out | parameters |
# | --- | --- | --- |
# | `Conv2DTranspose` | (6, 4, 32) | 4,640 |
# | `Conv2DTranspose` | (12, 8, 16) | 4,624 |
# | `Conv2D` | (12, 8, 1) | 145 |
#
# Find the kernel sizes from the parameters: $(K_h K_w \cdot \text{channels in} + 1) \cdot \text{filters}$. `strides=2` and `padding="same"` double a size exactly.

# %% exercise="decoder"
def decoder(code_shape):
    """Return the decoder of the table, for codes of shape (height, width, channels)."""
    ### BEGIN SOLUTION
    double = {"strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(code_shape),
            layers.Conv2DTranspose(32, 3, **double),
            layers.Conv2DTranspose(16, 3, **double),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ]
    )
    ### END SOLUTION

# %%
def in_short(model):
    described = models.blueprint(model)["layers"]
    return [[*row, settings.get("activation", "")] for row, settings in described]

# %% check="decoder" points=3
with check("decoder", decoder) as answer:
    answer.sees(in_short)
    first = ["Conv2DTranspose", (6, 4, 32), 4640, "relu"]
    second = ["Conv2DTranspose", (12, 8, 16), 4624, "relu"]
    answer.on((3, 2, 16)).gives([first, second, ["Conv2D", (12, 8, 1), 145, "sigmoid"]])
    first, second = ["Conv2DTranspose", (2, 10, 32), 896, "relu"], [*second]
    second[1] = (4, 20, 16)
    answer.on((1, 5, 3)).gives([first, second, ["Conv2D", (4, 20, 1), 145, "sigmoid"]])
    ### BEGIN HIDDEN TESTS
    c = int(answer.random.integers(3, 9))
    first = ["Conv2DTranspose", (10, 4, 32), 32 * (9 * c + 1), "relu"]
    second = ["Conv2DTranspose", (20, 8, 16), 4624, "relu"]
    answer.on((5, 2, c)).gives([first, second, ["Conv2D", (20, 8, 1), 145, "sigmoid"]])
    ### END HIDDEN TESTS

# %% [markdown]
# Two things to notice. Our code is 2 by 2 with 16 channels: 64 numbers, as many as the digit has pixels. So the noise has room in it; the clean target is what keeps it out. And stride 2 does not divide 3, against the rule before the break: here a
# plain convolution comes last, which can even out the grid.
#
# Now your decoder, three times from other random starts, against the best a blur can do (five widths tried on the test digits themselves, which favours the blur):

# %%
def noisy(images, seed):
    return images + np.random.default_rng(seed).normal(scale=0.4, size=images.shape)


def blurred(images, width):
    taps = np.exp(-(np.arange(-1, 2) ** 2) / (2 * width**2))
    kernel = np.outer(taps, taps)[..., np.newaxis, np.newaxis] / taps.sum() ** 2
    return np.clip(reference.convolution(images, kernel, padding=1), 0, 1)


def autoencoder():
    half = {"strides": 2, "padding": "same", "activation": "relu"}
    encoder = [layers.Conv2D(16, 3, **half), layers.Conv2D(16, 3, **half)]
    return keras.Sequential([keras.Input((8, 8, 1)), *encoder, decoder((2, 2, 16))])

# %%
def remove_noise(seed):
    keras.utils.set_random_seed(seed)
    model = autoencoder()
    model.compile(keras.optimizers.Adam(0.006), "mse")
    given = np.concatenate([noisy(train_digits.images, 10 * seed + copy) for copy in range(4)])
    wanted = np.concatenate([train_digits.images] * 4)
    model.fit(given, wanted, batch_size=128, epochs=5, verbose=0)
    return models.outputs_of(model, noisy(test_digits.images, 99))


def remove_noise_three_times():
    return [remove_noise(seed) for seed in demos.progress((0, 1, 2), "three autoencoders")]

# %% demo="remove_noise"
def error(images):
    return float(np.mean((images - test_digits.images) ** 2))


rows = {"clean": test_digits.images, "noisy": np.clip(noisy(test_digits.images, 99), 0, 1)}
blurs = [blurred(noisy(test_digits.images, 99), width) for width in (0.4, 0.5, 0.6, 0.7, 0.8)]
rows["best blur"] = min(blurs, key=error)
painted = demos.once_written(remove_noise_three_times)
if painted:
    rows["autoencoder"] = max(painted, key=error)  # the worst of three
figures.denoised_digits(rows, {name: error(rows[name]) for name in rows if name != "clean"})

# %% demo="noise_in_numbers"
errors = {name: f"{error(rows[name]):.4f}" for name in rows if name != "clean"}
print("mean squared error on held-out digits:", errors)

# %% [markdown]
# The blur cannot tell a stroke from noise. The decoder has learnt what strokes look like. It can also be wrong with confidence: look for a digit that it made prettier and *different*.
#
# > **Takeaway.** A decoder is an encoder turned round; what it has learnt fills in what the noise has hidden.

# %% [markdown]
# ## Judge a mask by intersection over union
#
# **Semantic segmentation** asks for a class at every pixel: a **mask** for each class. The loss is chapter 6's cross-entropy at each pixel, and its mean. But do not judge by the share of right pixels. In a photo of 100 pixels, 90 are soil and 10 weed. Network A
# says "soil" everywhere. Network B finds 8 of the 10 weed pixels, and calls 12 soil pixels weed. Better is the **intersection over union** (IoU) of a class: pixels that truth *and* answer call so, divided by pixels
# that truth *or* answer calls so.
#
# **Predict before you run.** What are accuracy and weed IoU of both?

# %% exercise="two_robots"
two_robots = ...  # [accuracy of A, weed IoU of A, accuracy of B, weed IoU of B]
### BEGIN SOLUTION
two_robots = [90 / 100, 0, 86 / 100, 8 / 22]
### END SOLUTION

# %% check="two_robots" points=1
with check("two_robots", two_robots) as answer:
    soil_and_weed = np.repeat([0, 1], [90, 10])
    said_by_b = np.repeat([0, 1, 0, 1], [78, 12, 2, 8])
    expected = []
    for said in (np.zeros(100, int), said_by_b):
        iou = reference.class_ious(soil_and_weed, said, 2)[1]
        expected += [np.mean(said == soil_and_weed), iou]
    answer.equals(expected, within=1e-3)

# %% [markdown]
# ### Exercise: the mean IoU
#
# Count the pixels of all pictures together. Leave out class 0, the background: it is easy, and would hide the rest. Leave out a class that neither map holds.

# %% exercise="mean_iou"
def mean_iou(truth, said, classes):
    """Return the mean IoU over the classes 1 to classes - 1 that occur in truth or said.

    Both are whole numbers of one shape, such as (pictures, height, width).
    mean_iou([[0, 1, 1], [2, 2, 0]], [[0, 1, 2], [2, 2, 0]], 4) is (1/2 + 2/3) / 2.
    """
    ### BEGIN SOLUTION
    ious = []
    for label in range(1, classes):
        a, b = truth == label, said == label
        if np.any(a | b):
            ious.append(np.sum(a & b) / np.sum(a | b))
    return np.mean(ious)
    ### END SOLUTION

# %% check="mean_iou" points=2
with check("mean_iou", mean_iou) as answer:
    many = np.array([[[0, 1, 1, 2], [2, 2, 0, 4]], [[1, 1, 0, 0], [0, 1, 0, 0]]])
    others = np.array([[[0, 1, 1, 1], [2, 3, 0, 4]], [[0, 1, 1, 0], [0, 0, 2, 3]]])
    answer.on(many, others, 6).agrees_with(reference.mean_iou)
    answer.on(others, many, 5).agrees_with(reference.mean_iou)
    true_map, said_map = np.array([[0, 1, 1], [2, 2, 0]]), np.array([[0, 1, 2], [2, 2, 0]])
    answer.on(true_map, said_map, 4).gives((1 / 2 + 2 / 3) / 2)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    maps = answer.random.integers(0, 5, size=(2, 3, 8, 7))
    answer.on(maps[0], maps[1], 5).agrees_with(reference.mean_iou)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Where one class fills the picture, accuracy flatters. IoU asks what was found, and what was found wrongly.

# %% [markdown]
# ## The coarse map knows what, the fine map knows where
#
# Our weeds are discs, triangles and rings: 1 to 3 in a scene, which may hide parts of each other, all with textures and noise. The ground's colours change across the picture, and objects and ground take theirs from one and the same range. A label is a place in
# `names`: six with the background, for squares and crosses have theirs, too, though none is drawn here.

# %%
shapes = {"classes": ("disc", "triangle", "ring"), "noise": 0.02}
kind = {**shapes, "size": (32, 40), "ground": 0.85, "radii": (0.28, 0.32), "objects": (1, 3)}
names = data.SCENE_CLASSES


def drawn(count, seed, kind=kind):
    made = data.scenes(count, seed=seed, **kind)
    return made.images, made.label_maps

# %% [markdown]
# Can colour find them? Two fair tries, both fitted to scenes with known masks. **A table**: cut red, green and blue into 8 steps each, and let each of the 512 colours vote for a class, with the weight of the background that serves best. **A threshold** on
# how far a pixel's colour lies from the mean colour of the border; it cannot tell classes, so we ask it for object or ground only.

# %%
def by_table(learn, images):
    cells = [np.minimum(one * 8, 7).astype(int) @ [64, 8, 1] for one in (learn[0], images)]
    votes = np.zeros((512, len(names)))
    np.add.at(votes, (cells[0], learn[1]), 1)
    tables = [(votes * ([weight] + 5 * [1])).argmax(axis=1) for weight in (1, 0.5, 0.2, 0.1)]
    fits = [reference.mean_iou(learn[1], table[cells[0]], len(names)) for table in tables]
    return tables[np.argmax(fits)][cells[1]]


def from_border(images):
    edges = [images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]]
    middle = np.concatenate(edges, axis=1).mean(axis=1)[:, np.newaxis, np.newaxis]
    return np.linalg.norm(images - middle, axis=-1)

# %% demo="thresholds"
(images, masks), unseen = drawn(2400, 1), drawn(300, 2)
learn = images[:1000], masks[:1000]
tabled = by_table(learn, unseen[0])
bounds = np.arange(0.1, 1, 0.05)


def iou_of_objects(scenes, bound):
    far = (from_border(scenes[0]) > bound).astype(int)
    return reference.class_ious(np.minimum(scenes[1], 1), far, 2)[1]


fitted = max(bounds, key=lambda bound: iou_of_objects(learn, bound))
print(f"colour table: mean IoU {reference.mean_iou(unseen[1], tabled, len(names)):.3f}")
print(f"threshold, object or ground only: IoU {iou_of_objects(unseen, fitted):.3f}")

# %% [markdown]
# A network must look at shapes, so its windows must be wide: shrink, as always. But what can a coarse map still say? Suppose it were *perfect*, with the best label for each block of 4 by 4 or 8 by 8 pixels:

# %% demo="perfect_blocks"
def best_blocks(masks, side):
    blocks = masks.reshape(len(masks), masks.shape[1] // side, side, -1, side)
    counts = np.stack([(blocks == label).sum(axis=(2, 4)) for label in range(len(names))], axis=-1)
    return counts.argmax(axis=-1).repeat(side, axis=1).repeat(side, axis=2)


rows = {"true mask": unseen[1]}
rows |= {f"{side} × {side}": best_blocks(unseen[1], side) for side in (4, 8)}
for name, said in rows.items():
    print(f"{name}: mean IoU {reference.mean_iou(unseen[1], said, len(names)):.3f}")
figures.scenes_and_masks(unseen[0], rows, names)

# %% [markdown]
# Right class, wrong edges, and small things vanish. So give the decoder a way to look at the fine maps again: a **skip connection** carries the encoder's map of each size over to the decoder's map of the same size, and the two are added (or stacked along the channels, as U-Net
# does). These are the two building blocks; batch normalisation is chapter 8's.

# %%
def small(x, filters, size=3, stride=1):
    x = layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))


def larger(x, fine, filters):
    x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
    return layers.ReLU()(layers.Add()([x, fine]))  # fine: twice as large, and as many filters


def ready(model, rate):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    return model

# %% [markdown]
# Two clues save the network time. Beside red, green and blue it is given how far the colour is from the border's, and how fast it changes, as in chapter 2's edges: five channels.

# %%
def with_clues(images):
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="edge")
    across = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    down = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    edges = np.sqrt(np.sum(across**2 + down**2, axis=-1))
    clues = np.stack([from_border(images), edges], axis=-1)
    return np.concatenate([images, clues], axis=-1).astype("float32")

# %% [markdown]
# ### Exercise: train your own
#
# First on easier scenes: 1 or 2 objects, and a quieter ground. Go down to a quarter of the size with `small(..., stride=2)` and up again with `larger`. The last layer gives six *scores* for each pixel, one for each of `names`, without activation: the loss takes the softmax. Return it compiled, with `ready(model, rate)`;
# 0.01 is a good rate. At most 40,000 parameters. Your model is trained for 8 epochs on 600 scenes within 20 seconds, and must reach a mean IoU of 0.5 on 200 new ones.

# %% exercise="segmenter"
def segmenter(height, width):
    """Return a compiled model from images (height, width, 5) to scores (height, width, 6).

    Height and width are multiples of 4.
    """
    ### BEGIN SOLUTION
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(larger(quarter, half, 16), 16)
    x = larger(x, small(image, 8), 8)
    return ready(keras.Model(image, layers.Conv2D(6, 3, padding="same")(x)), 0.01)
    ### END SOLUTION

# %%
easy = {**shapes, "size": (24, 24), "ground": 0.3, "radii": (0.24, 0.34), "objects": (1, 2)}
parts = drawn(600, 3, easy), drawn(200, 4, easy)
easy_learn, easy_unseen = [(with_clues(images), masks) for images, masks in parts]


def iou_of(model):
    trained = models.mask_trial(model, easy_learn, easy_unseen, seconds=20, epochs=8)
    return trained.iou


def outline(model):
    name, _, _, activation = in_short(model)[-1]
    sizes = {"input": model.input_shape[1:], "output": model.output_shape[1:]}
    activation = name if name in ("ReLU", "Softmax") else activation
    few = model.count_params() <= 40_000
    return {**sizes, "activation": activation, "few enough": few, "compiled": model.compiled}

# %% check="segmenter" points=4
with check("segmenter", segmenter) as answer:
    answer.sees(outline)
    call = answer.on(16, 20)
    call.satisfies(lambda model: model.output_shape == (None, 16, 20, 6), "scores (16, 20, 6)")
    call.satisfies(lambda model: model.count_params() <= 40_000, "at most 40,000 parameters")
    call = answer.on(24, 24)
    call.satisfies(lambda m: outline(m)["activation"] in ("", "linear"), "no activation at the end")
    call.measures("mean IoU on unseen scenes", iou_of, at_least=0.5)
    ### BEGIN HIDDEN TESTS
    high, wide = (4 * int(each) for each in answer.random.integers([5, 8], [8, 11]))
    call = answer.on(high, wide)
    call.satisfies(lambda model: model.output_shape == (None, high, wide, 6), "one row a pixel")
    ### END HIDDEN TESTS

# %% [markdown]
# ### And now the hard ones
#
# The same plan, one level deeper. The last step up leads to the scores themselves, with a kernel of 4 and a stride of 2: the stride divides the kernel.

# %%
def fcn(height, width, classes):
    image = keras.Input((height, width, 5))
    half = small(small(image, 16, size=4, stride=2), 16)
    quarter = small(small(half, 32, stride=2), 32)
    x = small(small(quarter, 64, stride=2), 64)
    x = small(larger(x, quarter, 32), 32)
    x = small(larger(x, half, 16), 16)
    scores = layers.Conv2DTranspose(classes, 4, strides=2, padding="same")(x)
    return keras.Model(image, scores)

# %%
EPOCHS, BATCH = 4, 16


def falling_rate(steps):
    warm = {"warmup_target": 0.01, "warmup_steps": steps // 10}
    return keras.optimizers.schedules.CosineDecay(0.001, steps, **warm)


def mask_of(model, images):
    scores = models.outputs_of(model, images)
    mirrored = models.outputs_of(model, images[:, :, ::-1])
    return (scores + mirrored[:, :, ::-1]).argmax(axis=-1)

# %% [markdown]
# Each scene is mirrored by chance while we train (chapter 8), and the rate first rises, then falls along half a cosine. For a mask, the scores of a scene and of its mirror image are added. Your `mean_iou` judges. This takes a while: one training with its curve, then two more.

# %%
def train_fcn(seed, images, masks, after=lambda model, history: None):
    """Train one network; `after` is called with it, before the first epoch and after each."""
    keras.utils.set_random_seed(seed)
    random, steps = np.random.default_rng(seed), EPOCHS * len(images) // BATCH
    model = ready(fcn(*kind["size"], len(names)), falling_rate(steps))
    after(model, {})
    for _ in range(EPOCHS):
        turn = random.random((len(images), 1, 1)) < 0.5
        given = np.where(turn[..., np.newaxis], images[:, :, ::-1], images)
        wanted = np.where(turn, masks[:, :, ::-1], masks)
        after(model, model.fit(given, wanted, batch_size=BATCH, verbose=0).history)
    return model

# %% demo="ready_to_train"
many, asked, said, scores = with_clues(images), with_clues(unseen[0]), [], []
curve = demos.TrainingCurve(EPOCHS, ["loss", "mean_iou"])


def keep(model, history):
    answers = mask_of(model, asked)
    iou = mean_iou(unseen[1], answers, len(names))  # your exercise
    said.append(answers)
    if history:
        curve.add(loss=history["loss"][-1], mean_iou=iou)

# %% demo="train_fcn"
trained = demos.once_written(train_fcn, 0, many, masks, keep)
if trained:
    scores.append(curve.history["mean_iou"][-1])
    print(f"mean IoU on 300 scenes it has never seen: {scores[0]:.3f}")
else:
    print(trained)

# %% demo="train_fcn_again"
for seed in demos.progress((1, 2) if trained else (), "two more trainings"):
    answers = mask_of(train_fcn(seed, many, masks), asked)
    scores.append(mean_iou(unseen[1], answers, len(names)))
if scores:
    shown = [f"{score:.3f}" for score in scores]
    print("three trainings:", shown, f" the worst: {min(scores):.3f}")
rows = {"true mask": unseen[1], **({"network": said[-1]} if said else {}), "colour table": tabled}
figures.scenes_and_masks(unseen[0], rows, names)

# %% [markdown]
# Even the worst run is far above the table and the threshold. Now watch a mask come into being. What is right first, the place, the class or the edge? Change the epoch, then the scene.

# %% demo="mask_over_epochs"
demos.mask_over_epochs(*unseen, said) if said else trained

# %% [markdown]
# Measured on all 300 scenes, for object against ground and for the classes, after each epoch:

# %% demo="what_comes_last"
objects = np.minimum(unseen[1], 1)
for epoch, answers in enumerate(said):
    place = reference.mean_iou(objects, np.minimum(answers, 1), 2)
    classes = reference.mean_iou(unseen[1], answers, len(names))
    print(f"epoch {epoch}: object or ground {place:.3f}  classes {classes:.3f}")

# %% demo="where_it_is_wrong"
around = np.pad(unseen[1], ((0, 0), (1, 1), (1, 1)), mode="edge")
moved = [around[:, 1:-1, 2:], around[:, 1:-1, :-2], around[:, 2:, 1:-1], around[:, :-2, 1:-1]]
edge = np.any([one != unseen[1] for one in moved], axis=0)
if said:
    share = edge[said[-1] != unseen[1]].mean()
    print(f"at an edge: {edge.mean():.0%} of all pixels, {share:.0%} of the wrong ones")

# %% [markdown]
# The place comes first, then the class. What is still wrong at the end lies mostly at the edges, where a pixel is half object, half ground.
#
# > **Takeaway.** Shrink to know what, enlarge to say where, and carry the fine maps across.

# %% [markdown]
# ### Written question
#
# A firm offers weed masks "right for 97 % of all pixels". On the field, 2 % of the pixels are weed. In three sentences: why does the number say little, what would you ask for instead, and with which cheap method should the firm compare?

# %% [markdown] answer="ninety_seven_percent" points=2
# ### BEGIN SOLUTION
# **Model answer.** A mask that says "soil" everywhere is right for 98 % of these pixels, more than the firm's, and finds no weed. I would ask for the IoU of the weed, on fields that the network has not seen, because wrong extra pixels and missed ones both lower it. They should print beside it what a fitted colour threshold reaches on the same
# fields.
#
# **Rubric.** 1 point: computes or names the empty mask's 98 %. 1 point: asks for the weed's IoU on unseen pictures, and for a named baseline.
# ### END SOLUTION

# %% [markdown]
# ## Three things to remember
#
# 1. A transposed convolution scatters with $W^{\mathsf T}$; it gives the size back, and not the values.
# 2. Stride divides kernel, or resize first: else a checkerboard.
# 3. Coarse maps say what, fine maps say where, and IoU says how well.
#
# **Roads not taken.** *Unpooling* puts each value back to where the maximum was. *Sub-pixel convolution* makes four channels into one map of twice the size. *Instance segmentation* gives two touching discs two masks (chapter 11 separates them by boxes). *Dice loss* trains on the overlap itself.
#
# **If you want more** (ungraded). Train `fcn` without its skip connections: how much do you lose? Double all filters. Give the decoder kernels of 4. Start the `Conv2DTranspose` kernels from your `enlarger`: does it learn faster?
#
# **Sources.** M. Zeiler, D. Krishnan, G. Taylor and R. Fergus, *Deconvolutional Networks* (2010): the name. J. Long, E. Shelhamer and T. Darrell, *Fully Convolutional Networks for Semantic Segmentation* (2015). O. Ronneberger, P. Fischer and T. Brox, *U-Net* (2015). V. Dumoulin and F. Visin, *A Guide to Convolution
# Arithmetic for Deep Learning* (2016). A. Odena, V. Dumoulin and C. Olah, *Deconvolution and Checkerboard Artifacts* (2016). P. Vincent and others, *Stacked Denoising Autoencoders* (2010). P. Jaccard (1901): intersection over union.
