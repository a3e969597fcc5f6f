# %% [markdown]
# # 9 · Receptive fields
#
# **The question.** An engineer photographs a bridge, and a crack in it is 300 pixels long: how many layers of small windows does a network need before one unit can see
# the whole crack, and how much of what it can see does it use?
#
# **You will be able to**
#
# - *compute* which pixels a unit of any layer can see, by hand and for a real Keras model;
# - *design* a stack that sees far enough, with strides, pools and dilated kernels, and without holes;
# - *measure* by a gradient what a unit really uses.
#
# **Time** about 90 minutes. **Builds on** chapter 3 (stride, padding), chapter 4 (two inputs that meet), chapter 6 (gradients) and chapter 7 (Keras).

# %%
import numpy as np

from convcourse import checks, demos, explain, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("09_receptive_fields")
demos.your_progress(check)

# %% [markdown]
# ## Every layer adds its kernel minus one
#
# Take a row of 8 pixels. Layer 1 has a kernel of 3, layer 2 a kernel of 4. Follow the lines from unit 1 of layer 2 down to the pixels.

# %%
figures.field_by_layers([(3,), (4,)], pixels=8, unit=1)

# %% [markdown]
# It looks at four units of layer 1, and each of them looks at three pixels. That makes twelve ways down, and yet it sees only 6 pixels, 1 to 6: neighbours overlap. All pixels between the first and the last one that a unit depends on are its
# **receptive field**, or **field** for short. Its size here is 6.
#
# **Predict before you run.** Three other stacks, from the input up: (i) four kernels of 3; (ii) kernels of 5, 2 and 4; (iii) kernels of 7, 1 and 2. How many pixels does one unit on top see? Draw it
# if you are not sure.

# %% exercise="fields_by_hand"
fields_by_hand = ...  # three numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
fields_by_hand = [9, 9, 8]
### END SOLUTION

# %% check="fields_by_hand" points=1
with check("fields_by_hand", fields_by_hand) as answer:
    stacks = [(3,) * 4, (5, 2, 4), (7, 1, 2)]
    answer.equals([len(reference.ways_to_pixels([(k, 1) for k in stack])) for stack in stacks])

# %% [markdown]
# Write $r$ for the size of the field. A pixel sees itself: $r_0 = 1$. A unit of layer $\ell$ looks at $k_\ell$ neighbours, and the field of each lies one pixel further on than that of the one before. So
#
# $$r_\ell = r_{\ell-1} + (k_\ell - 1).$$
#
# $N$ layers of 3 by 3 see $2N + 1$ pixels along each axis: height and width are counted apart. Four layers see 9, and to see 10 you need a fifth.
#
# ### Exercise: how many layers for the crack?
#
# Turn the formula round, for equal layers of stride 1.

# %% exercise="layers_needed"
def layers_needed(pixels, kernel):
    """Return the fewest layers of this kernel, stride 1, whose units see at least so many pixels.

    layers_needed(9, 3) is 4 and layers_needed(10, 3) is 5.
    """
    ### BEGIN SOLUTION
    return -((1 - pixels) // (kernel - 1))
    ### END SOLUTION

# %% check="layers_needed" points=2
with check("layers_needed", layers_needed) as answer:
    for pixels, kernel in ((24, 7), (13, 4), (9, 3), (10, 3), (12, 4), (1, 5), (8, 2)):
        answer.on(pixels, kernel).agrees_with(reference.layers_needed)
    answer.avoids("reference", "receptive_field")
    ### BEGIN HIDDEN TESTS
    for kernel in range(2, 8):
        pixels = int(answer.random.integers(2, 400))
        answer.on(pixels, kernel).agrees_with(reference.layers_needed)
    ### END HIDDEN TESTS

# %% [markdown]
# Put it to use on the crack:

# %% demo="layers_for_the_crack"
def for_the_crack():
    for side in (3, 5, 7):
        print(f"layers of {side} by {side} to see 300 pixels: {layers_needed(300, side)}")


demos.once_written(for_the_crack)

# %% [markdown]
# > ### What books get wrong: "a stack of 3 by 3 sees 2N + 1 pixels, so 300 pixels need about 75 layers"
# > The formula is right, the number is not: $2 \cdot 75 + 1$ is only 151. It needs 150 layers; 75 is the answer for 5 by 5. And to see is not yet to use, as the last section shows.
#
# Two layers of 3 see 5 pixels, exactly as one layer of 5 does. What does it cost, with 64 maps in and out?

# %%
small = 2 * reference.convolution_parameters((3, 3), 64, 64)
large = reference.convolution_parameters((5, 5), 64, 64)
print(f"two layers of 3 by 3: {small:,} parameters    one of 5 by 5: {large:,}")

# %% [markdown]
# The same field for fewer weights, and a ReLU more in between: one reason why networks are deep and their kernels small.
#
# > **Takeaway.** Fields add up: every layer of stride 1 adds its kernel minus one.

# %% [markdown]
# ## A stride makes the layers after it grow faster
#
# 150 layers are too many. Build a better stack: the photo is faded where one unit does not look; point at the photo, and the unit goes there. First add layers. Then shrink the map, and watch the bars: does
# the layer with the stride grow faster, or do those after it?

# %% demo="field_on_photo"
demos.field_on_photo()

# %% [markdown]
# Six layers of 3 by 3 see 13 by 13 pixels, less than a hundredth of the photo. With a stride of 2 in the third layer, that layer itself still adds 2. Layers 4 to 6 add 4.
#
# **Predict before you run.** Three kernels of 3, without padding. From the input up, the strides are (i) 2, 1, 1; (ii) 1, 1, 2; (iii) 1, 2, 1. How large is the field on top?

# %% exercise="strides_in_order"
strides_in_order = ...  # three numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
strides_in_order = [11, 7, 9]
### END SOLUTION

# %% check="strides_in_order" points=1
with check("strides_in_order", strides_in_order) as answer:
    orders = [(2, 1, 1), (1, 1, 2), (1, 2, 1)]
    answer.equals([reference.receptive_field([(3, s) for s in order]).size for order in orders])

# %% [markdown]
# After a stride of 2, neighbouring units stand 2 pixels apart. Call this distance the **jump** $j$; the input has $j = 1$. Call the first pixel that unit 0 sees the **start** $a$; in the padding it is negative. A layer has a kernel $k$, a stride
# $s$, a padding $p$ (at the front), and the places that it reads, its **taps**, lie $d$ units apart ($d$ is 1 so far; the next section is about it). It moves all three, in this order:
#
# $$r \leftarrow r + d\,(k - 1)\,j, \qquad a \leftarrow a - p\,j, \qquad j \leftarrow s\,j.$$
#
# Its own stride comes last: only later layers feel it. Unit $u$ then sees pixels $a + u j$ to $a + u j + r - 1$. A pool counts like a convolution; a ReLU changes nothing.
#
# On paper: 5 pixels, twice kernel 3, stride 2, padding 1. They become 3 units, then 2:

# %%
figures.field_by_layers([(3, 2, 1), (3, 2, 1)], pixels=5, unit=0)

# %% [markdown]
# | | $r$ | $j$ | $a$ |
# | --- | --- | --- | --- |
# | input | 1 | 1 | 0 |
# | layer 1 | 1 + 2·1 = 3 | 2 | 0 − 1·1 = −1 |
# | layer 2 | 3 + 2·2 = 7 | 4 | −1 − 1·2 = −3 |
#
# Unit 0 has a field of 7, from pixel −3 to 3, larger than the image. What lies outside is padding, dashed. The zero of layer 1 stands for pixels −3 to −1: below it nothing is drawn, as a zero looks at nothing.
#
# ### Exercise: the field of any stack

# %% exercise="receptive_field"
def receptive_field(layers):
    """Return (size, jump, start) of the units on top of the layers, along one axis.

    layers holds (kernel, stride, padding, dilation) for each layer, from the input up.
    receptive_field([(3, 2, 1, 1), (3, 2, 1, 1)]) is (7, 4, -3).
    """
    ### BEGIN SOLUTION
    size, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        size += dilation * (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return size, jump, start
    ### END SOLUTION

# %% check="receptive_field" points=3
with check("receptive_field", receptive_field) as answer:
    answer.on(((4, 1, 2, 3),)).gives((10, 1, -2))
    answer.on(((3, 2, 1, 1), (3, 2, 1, 1))).gives((7, 4, -3))
    answer.on(((5, 3, 2, 1), (2, 2, 0, 1), (3, 1, 4, 2))).gives((32, 6, -26))
    answer.on(()).gives((1, 1, 0))
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    for count in (2, 3, 5):
        rows = answer.random.integers((1, 1, 0, 1), (6, 4, 3, 4), size=(count, 4))
        answer.on(tuple(map(tuple, rows.tolist()))).agrees_with(reference.receptive_field)
    ### END HIDDEN TESTS

# %%
strides = [2, 1, 1, 1, 1]
grown = [reference.receptive_field([(3, s) for s in strides[:n]]).size for n in range(1, 6)]
print("stride 2 in the first layer only:", grown)
needed = reference.layers_needed(300, 3, stride=2)
print("stride 2 everywhere: layers of 3 by 3 for 300 pixels:", needed)

# %% [markdown]
# > ### What books get wrong: "after a strided layer, later layers double the field"
# > They double the *growth*: the fields above go 3, 7, 11, 15, 19, four more each time in place of two. Doubled fields would be 3, 6, 12, 24, 48.
#
# With a stride of 2 in *every* layer the growth itself doubles from layer to layer: 8 layers see 300 pixels. The price: the map shrinks to half each time, and the place of a thin crack becomes blurred.
#
# > **Takeaway.** A stride multiplies the jump, and every later layer grows by jump times kernel minus one.

# %% [markdown]
# ## A dilated kernel sees far, and may look through holes
#
# Can one see far and keep the map large? Yes: pull the taps apart. A **dilated** convolution puts its taps $d$ places apart, and what lies between is skipped:
#
# $$y_n = \sum_t w_t\, x_{n + t d}.$$
#
# $x$ is `signal`, $w$ is `kernel`, $d$ is the `dilation`, and $n$ runs as long as all taps fit. $k$ taps span $d(k-1) + 1$ places. On paper: $x = [1\;2\;0\;3\;1\;4]$, $w = [1\;2\;{-1}]$, $d = 2$. Then
# $y_0 = 1 \cdot 1 + 2 \cdot 0 - 1 \cdot 1 = 0$ and $y_1 = 1 \cdot 2 + 2 \cdot 3 - 1 \cdot 4 = 4$, and that is all.

# %% exercise="dilated"
def dilated(signal, kernel, dilation):
    """Return the outputs of a dilated kernel (not flipped) wherever all its taps fit.

    dilated([1, 2, 0, 3, 1, 4], [1, 2, -1], 2) is [0, 4].
    """
    ### BEGIN SOLUTION
    length = len(signal) - dilation * (len(kernel) - 1)
    result = np.zeros(length)
    for tap, weight in enumerate(kernel):
        result += weight * signal[tap * dilation : tap * dilation + length]
    return result
    ### END SOLUTION

# %% check="dilated" points=2
with check("dilated", dilated) as answer:
    answer.on([1, 2, 0, 3, 1, 4, 2, 7], [3, -1], 3).gives([0, 5, -4, 7, -4])
    answer.on([1, 2, 0, 3, 1, 4], [1, 2, -1], 2).gives([0, 4])
    answer.on([2, 0, 5, 1, 4], [1, 2], 1).agrees_with(reference.dilated_correlate1d)
    answer.avoids("reference", "dilated_correlate1d", "convolve", "correlate")
    ### BEGIN HIDDEN TESTS
    for taps, dilation in ((4, 3), (2, 5), (3, 1)):
        signal, kernel = answer.random.normal(size=17), answer.random.normal(size=taps)
        answer.on(signal, kernel, dilation).agrees_with(reference.dilated_correlate1d)
    ### END HIDDEN TESTS

# %% [markdown]
# Now stack three such layers of 3 by 3. With the dilations 2, 2, 2, which pixels do they never see, however much you train them? Change one of the three to 1. Then look for three dilations that see 27 pixels without a hole.

# %% demo="dilation_grid"
demos.dilation_grid()

# %% [markdown]
# With 2, 2, 2 every second pixel falls through in each direction: 120 of 169 are **holes**. A thin line could hide there. Count the **ways** from the unit to a pixel to find them: 0 ways is a hole. A single dilation of 1 closes these holes. And 27 is the most that three kernels of 3 can do: there are
# $3 \cdot 3 \cdot 3$ ways along an axis, and then each leads to a pixel of its own.
#
# > ### What books get wrong: "dilated convolution is faster and has fewer parameters"
# > Than what? Ask Keras, with 16 maps in and out:

# %%
for side, spread in ((3, 1), (3, 2), (5, 1)):
    layer = keras.layers.Conv2D(16, side, dilation_rate=spread)
    layer.build((None, None, None, 16))
    print(f"{side} by {side}, dilation {spread}: {layer.count_params():,} parameters")

# %% [markdown]
# > A dilated kernel has exactly the parameters of the same kernel without holes, and as many multiply-adds at each place. It has fewer only than a full kernel of the *extent* that it spans.
#
# The network WaveNet, which makes speech, sees far into the past with kernels of just 2: its dilations double from layer to layer. Every reading has exactly one way to the top:

# %%
figures.field_by_layers([(2, 1, 0, d) for d in (1, 2, 4, 8)], pixels=16, unit=0, causal=True)

# %% [markdown]
# Send an impulse through your own function, four times, with the kernel `[1, 1]`: the result says on how many ways each reading is seen.

# %% demo="your_dilated_stack"
def ways_through(*schedules):
    for dilations in schedules:
        signal = np.zeros(2 * sum(dilations) + 1)
        signal[sum(dilations)] = 1
        for dilation in dilations:
            signal = dilated(signal, [1, 1], dilation)
        print(f"dilations {dilations}:", *np.array(signal).astype(int))


demos.once_written(ways_through, [1, 2, 4, 8], [2, 4, 8], [1, 1, 2])

# %% [markdown]
# Without the 1, every second reading falls through; with 1, 1, 2 some are seen twice, which is no harm, only no gain.
#
# **Predict before you run.** WaveNet goes on to a dilation of 512: ten layers are one block. How many readings does a unit on top see (i) after one block, (ii) after three blocks on top of each other, each beginning again
# with dilation 1?

# %% exercise="wavenet"
wavenet = ...  # two numbers: [(i), (ii)]
### BEGIN SOLUTION
wavenet = [1024, 3070]
### END SOLUTION

# %% check="wavenet" points=1
with check("wavenet", wavenet) as answer:
    block = [(2, 2**n) for n in range(10)]
    answer.equals([len(reference.ways_to_pixels(blocks * block)) for blocks in (1, 3)])

# %% [markdown]
# Without dilation, kernels of 2 would need 1,023 layers for one block's view.
#
# ### Exercise: design a schedule without gaps
#
# The engineer wants four layers with kernels of 3, stride 1. Choose their dilations so that one unit sees at least 60 pixels along each axis, *every one of them*.

# %% exercise="schedule"
schedule = ...  # four whole numbers, from the input up
### BEGIN SOLUTION
schedule = [1, 3, 9, 18]
### END SOLUTION

# %% check="schedule" points=2
with check("schedule", schedule) as answer:
    def ways(dilations):
        return reference.ways_to_pixels([(3, int(d)) for d in dilations])
    answer.satisfies(lambda ds: np.shape(ds) == (4,), "four numbers")
    answer.satisfies(lambda ds: all(d >= 1 and d == int(d) for d in ds), "whole, 1 or more")
    answer.satisfies(lambda ds: len(ways(ds)) >= 60, "a field of at least 60 pixels")
    answer.satisfies(lambda ds: ways(ds).min() > 0, "no pixel inside the field is missed")

# %% [markdown]
# > **Takeaway.** Dilation widens the field for no extra weights and no smaller map; count the ways, and 0 is a hole.

# %% [markdown]
# ## Real networks are read off, layer by layer
#
# A Keras layer knows its own window: `layer.kernel_size`, `layer.dilation_rate` and `layer.strides` for a convolution, `layer.pool_size` and `layer.strides` for a pool; each is a pair, height first. Layers without a window have none of them.
#
# ### Exercise: repair a colleague's reader
#
# It runs. Is it right?

# %%
def colleagues_field(model):
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        if hasattr(layer, "kernel_size"):
            jump = jump * layer.strides
            size = size + (np.array(layer.kernel_size) - 1) * jump
    return size, jump

# %%
L = keras.layers
first, last = L.Conv2D(4, (3, 5), strides=(2, 1)), L.Conv2D(4, (3, 2), dilation_rate=(2, 3))
between = [L.AveragePooling2D((3, 2), strides=(1, 2)), L.BatchNormalization(), L.Dropout(0.5)]
stacks = {
    "plain": [L.Conv2D(4, (3, 5)), L.ReLU(), L.Conv2D(4, (2, 3))],
    "strides": [L.Conv2D(4, (2, 3), strides=(2, 3)), L.Conv2D(4, (3, 2), strides=(3, 1))],
    "dilation": [L.Conv2D(4, (3, 2), dilation_rate=(2, 4)), L.Conv2D(4, 3, dilation_rate=2)],
    "pools": [L.MaxPooling2D((2, 3)), L.Conv2D(2, 3)],
    "all": [first, *between, last, L.MaxPooling2D(2)],
}
image_size = keras.Input((90, 120, 3))
networks = {name: keras.Sequential([image_size, *stack]) for name, stack in stacks.items()}

# %%
def true_field(model):
    field = explain.receptive_field(model)
    return field.size, field.jump


for name, network in networks.items():
    size, jump = colleagues_field(network)
    print(f"{name:8} colleague {size.astype(int)} {jump.astype(int)}   true", *true_field(network))

# %% [markdown]
# There are three bugs, and each of the middle rows shows one. Compare the loop with the rules above. The check begins with the network `all`.

# %% exercise="field_of_model"
def field_of_model(model):
    """Return (size, jump) of the last layer's units, each a pair (height, width).

    Convolutions and pools count, whatever their stride and dilation.
    """
    ### BEGIN SOLUTION
    size, jump = np.ones(2), np.ones(2)
    for layer in model.layers:
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))
        spread = getattr(layer, "dilation_rate", (1, 1))
        size = size + np.array(spread) * (np.array(window) - 1) * jump
        jump = jump * getattr(layer, "strides", (1, 1))
    return size, jump
    ### END SOLUTION

# %% check="field_of_model" points=3
with check("field_of_model", field_of_model) as answer:
    for network in reversed(networks.values()):
        answer.on(network).agrees_with(true_field)
    answer.avoids("explain", "true_field")
    ### BEGIN HIDDEN TESTS
    layers = []
    for high, wide, down, right in answer.random.integers(1, 4, size=(3, 4)).tolist():
        layers += [L.Conv2D(2, (high, wide), strides=(down, right)), L.ReLU()]
        layers += [L.AveragePooling2D((wide, high), strides=(right, 1))]
    size = keras.Input((400, 400, 1))
    answer.on(keras.Sequential([size, *layers])).agrees_with(true_field)
    ### END HIDDEN TESTS

# %% [markdown]
# Your reader on a network that made history, VGG16 (chapter 12). Published: 212.

# %%
vgg = keras.applications.VGG16(weights=None, include_top=False, input_shape=(224, 224, 3))

# %% demo="your_reader"
demos.once_written(lambda: print("VGG16, size and jump:", *field_of_model(vgg)))

# %% [markdown]
# Other networks split into **branches** that meet again. There a unit sees what any branch sees, so the widest counts. But all branches must be centred on the same pixel and have the same jump, or the sum adds up what does not belong together. `explain.receptive_field`
# follows branches, and refuses those that do not line up. Compare with the sizes that Araujo, Norris and Sim published; `padding` is $-a$, what unit 0 sees before the image:

# %%
mobile = keras.applications.MobileNet(weights=None, include_top=False, input_shape=(224, 224, 3))
resnet = keras.applications.ResNet50(weights=None, include_top=False, input_shape=(224, 224, 3))
for name, model, last, published in (
    ("VGG16", vgg, "block5_pool", 212),
    ("MobileNet", mobile, "conv_pw_13_relu", 315),
    ("ResNet-50", resnet, "conv5_block3_out", 483),
):
    field = explain.receptive_field(model, last)
    told = f"size {field.size[0]}, jump {field.jump[0]}, padding {field.padding[0]}"
    print(f"{name:9} read off: {told}; published: size {published}")

# %% [markdown]
# VGG16 sees too little for the crack, the other two see enough: even more than the 224 pixels that they are fed here. The rest is padding.
#
# A block of ResNet-50 is three convolutions, of 1, 3 and 1. Where a stage shrinks the map, which of them has the stride? Two editions answer differently:

# %%
def resnet_50(strides_of_block):
    layers = [(7, 2), (3, 2)]
    for stage, blocks in enumerate((3, 4, 6, 3)):
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            layers += zip((1, 3, 1), strides_of_block(stride), strict=True)
    return reference.receptive_field(layers).size


print("stride in the 1 by 1:", resnet_50(lambda s: (s, 1, 1)))
print("stride in the 3 by 3:", resnet_50(lambda s: (1, s, 1)))

# %% [markdown]
# > ### What books get wrong: "the receptive field of ResNet-50 is 483"
# > It is in the first edition, and in Keras: the 1 by 1 has the stride, so the 3 by 3 after it already works with the doubled jump. In the widespread edition "v1.5" the 3 by 3 itself has the stride, and the field is 427. As many weights, another field: say which edition you mean.
#
# > **Takeaway.** Every layer with a window counts, pools too; where branches meet, the widest one counts.

# %% [markdown]
# ## What a unit can see is not what it uses
#
# All this says what a unit *can* see. Measure it. Chapter 6 taught how: the gradient of one unit with respect to every pixel. Where it is 0, a nudge of the pixel does not move the unit. `models.input_gradient(model, images, score)` returns it, in the shape of the images: (batch,
# height, width, channels). `score` is a function that picks one number from the model's outputs, which have the axes (batch, height, width, filters).
#
# ### Exercise: measure a field
#
# Pick the unit's filter 0. The models of this exercise are linear (no ReLU), so any image will do, such as one of ones; its shape without the batch is `model.input_shape[1:]`. A pixel counts if the gradient is other than 0 in *any* channel.

# %% exercise="measured_field"
def measured_field(model, unit):
    """Return ((first row, last row), (first column, last column)) that move a unit.

    unit is its (row, column) in the output.
    """
    ### BEGIN SOLUTION
    image = np.ones((1, *model.input_shape[1:]))
    row, column = unit
    slopes = models.input_gradient(model, image, lambda outputs: outputs[0, row, column, 0])
    rows, columns = np.nonzero(np.any(slopes[0] != 0, axis=-1))
    return (rows.min(), rows.max()), (columns.min(), columns.max())
    ### END SOLUTION

# %%
taps = np.array([[[0, 0], [-2, -5], [1, -1]], [[0, -6], [-3, 0], [0, 0]]])  # (2, 3, channels)
one_layer = keras.Sequential([keras.Input((5, 8, 2)), L.Conv2D(1, (2, 3), use_bias=False)])
one_layer.set_weights([taps[..., np.newaxis]])
keras.utils.set_random_seed(9)
strided = L.Conv2D(3, (3, 2), strides=(2, 3))
three = [strided, L.AveragePooling2D((2, 3), strides=1), L.Conv2D(2, (1, 2))]
three_layers = keras.Sequential([keras.Input((17, 23, 2)), *three])


def true_region(model, unit):
    return explain.receptive_field(model).region(*unit)

# %% check="measured_field" points=3
with check("measured_field", measured_field) as answer:
    answer.on(one_layer, (1, 3)).gives(((1, 2), (3, 5)))
    answer.on(three_layers, (2, 1)).agrees_with(true_region)
    answer.avoids("explain", "true_region")
    ### BEGIN HIDDEN TESTS
    for unit in answer.random.integers((0, 0), (6, 4), size=(2, 2)).tolist():
        answer.on(three_layers, tuple(unit)).agrees_with(true_region)
    ### END HIDDEN TESTS

# %% [markdown]
# The example from paper, 5 pixels to 3 to 2, now as the height of an image of 5 by 8: you measure only the part of the field that lies inside the image.

# %% demo="your_measurement"
lower, upper = ([L.ZeroPadding2D(1), L.Conv2D(2, 3, strides=2)] for _ in range(2))
paper = keras.Sequential([keras.Input((5, 8, 1)), *lower, *upper])
print("computed:", explain.receptive_field(paper).region(0, 1))
demos.once_written(lambda: print("measured:", *np.array(measured_field(paper, (0, 1))).tolist()))

# %% [markdown]
# But "not 0" is a weak word. *How large* is the gradient? Square it and divide by the sum over all pixels: that is the **share** of a pixel. Here are the shares for stacks of 3 by 3, random kernels as a mean over 20 networks. They are called the **effective receptive field**. First guess: does a unit that sees 41 by 41 pixels use the corners as much as the middle?

# %% demo="effective_field"
demos.effective_field()

# %% [markdown]
# Hardly anything of the corners arrives. The framed square has as many pixels as those whose gradient is above 4.55 % of the largest: that much of the field is *used*. The shares fall off like a bell, and their **spread** (standard deviation) says how wide it is.
#
# **Predict before you run.** Make a stack of random 3 by 3 kernels four times as deep: 40 layers in place of 10. To the nearest whole number, by what factor grows (i) the receptive field, (ii) the spread of the effective one? Guess, then look it up in the demo.

# %% exercise="four_times_deeper"
four_times_deeper = ...  # two factors: [(i), (ii)]
### BEGIN SOLUTION
four_times_deeper = [4, 2]
### END SOLUTION

# %% check="four_times_deeper" points=1
with check("four_times_deeper", four_times_deeper) as answer:
    low, high = (explain.effective_field("random", depth) for depth in (10, 40))
    answer.equals([round(high.theory / low.theory), round(high.spread / low.spread)])

# %% [markdown]
# Why a bell, and why the square root? A way from the unit down to a pixel is a walk: in every layer one of −1, 0, +1 along each axis. One such step has the variance $\frac23$, and variances add up (chapter 1), so after $N$ layers the end points spread by $\sqrt{2N/3}$. Many
# walks end in the middle, and only one in each corner. That many small independent steps add up to a bell is the central limit theorem.
#
# With random kernels the mean *squared* gradient counts walks. With equal ("uniform") weights the gradient itself does; squared, a bell is narrower by $\sqrt2$, so $\sqrt{N/3}$. ReLU is not in this theory. Here are theory and measurement, as means over three seeds:

# %%
depths, measured = (5, 10, 20, 40), {}
theory = {"uniform": 1 / 3, "random": 2 / 3, "random + ReLU": 2 / 3}
for kind in demos.progress(explain.KINDS, "three kinds of kernels"):
    measured[kind] = [explain.effective_fields(kind, depths, seed=seed) for seed in (0, 1, 2)]
print("layers of 3 by 3       ", *(f"{depth:6}" for depth in depths))
print("receptive field        ", *(f"{2 * depth + 1:6}" for depth in depths))
for kind, seeds in measured.items():
    spreads = np.mean([[field.spread for field in each.fields] for each in seeds], axis=0)
    print(f"spread, {kind:14} ", *(f"{spread:6.2f}" for spread in spreads))
    print("   the walk says       ", *(f"{np.sqrt(theory[kind] * depth):6.2f}" for depth in depths))

# %% [markdown]
# They agree to a few percent. Where the weights are equal and the layers few, the walk is not a bell yet, and its square is a little wider than a bell's. Now the growth, and the part of all differences between pixels that a bell curve of the same spread explains, from the
# worst to the best of all runs:

# %%
sizes = [2 * depth + 1 for depth in depths]
itself = np.polyfit(np.log(depths), np.log(sizes), 1)[0]
print(f"receptive field: grows with depth to the power {itself:.2f}")
for kind, seeds in measured.items():
    powers = [each.exponent for each in seeds]
    fits = [field.fit for each in seeds for field in each.fields]
    print(f"spread, {kind}: power {min(powers):.2f} to {max(powers):.2f},", end=" ")
    print(f"a bell curve explains {min(fits):.1%} to {max(fits):.1%}")

# %%
used = {kind: [field.width for field in seeds[0].fields] for kind, seeds in measured.items()}
figures.field_growth(depths, sizes, used)

# %% [markdown]
# The receptive field grows almost in step with depth, what is used only with its square root. So the deeper the stack, the smaller the used part: at 40 layers, less than a sixth of the pixels. ReLU keeps the square root, and makes the bell rougher. Luo and others, whose
# experiment this is, also found that training widens the used part, strides and dilation too, and that shortcuts past layers narrow it.
#
# ### Written question
#
# A colleague takes a plain stack of 150 layers of 3 by 3 for the crack of 300 pixels: "Each unit sees 301 pixels, so it judges the whole crack." Answer in four sentences: what is right; what is wrong, with a number from this chapter; how you would measure it on the trained network; and one
# change to the design, with its price.

# %% [markdown] answer="whole_crack" points=3
# ### BEGIN SOLUTION
# **Model answer.** It is right that one unit *can* see 301 pixels, since $2 \cdot 150 + 1 = 301$. It is wrong that all of them count: the spread of the effective field grows only with the square root of depth, $\sqrt{2 \cdot 150/3} = 10$ pixels, so the ends of the crack, 150 pixels away, hardly move
# the unit. I would take the gradient of one unit with respect to the pixels, on real photos, and look at where it is large, not only where it is not 0. I would put strides or pools into the stack: a jump of 8 makes every later layer grow eight times as fast, at the price of a coarse map in which
# a thin crack is blurred (or dilated kernels, at the price of possible holes).
#
# **Rubric.** 1 point: says that the size 301 is right, and that the used part is far smaller, with a number (a spread of about 10 pixels, the square root, or the used part at 40 layers). 1 point: measures with the gradient of a unit with respect to the pixels, and looks at its size. 1 point: one change (stride, pool, dilation) with its
# price (coarse map, holes).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** The receptive field is a limit; what is used of it is a bell in the middle that grows with the square root of depth.

# %% [markdown]
# ## Three things to remember
#
# 1. Size, start, jump, in this order: $r + d(k-1)j$, $a - pj$, $sj$; the stride of a layer comes last.
# 2. Dilation widens the field without weights; count the ways to find holes.
# 3. Can see is not uses: measure with a gradient.
#
# **Roads not taken.** A *global* pool lets every unit after it see everything; so do squeeze-and-excitation blocks. *Attention* looks anywhere in one layer, at a cost that grows with the square of the number of places. *Deformable* convolutions learn where to put their taps. Where upsampling follows, as in the next chapter, neighbouring
# units see fields of different size.
#
# **If you want more** (ungraded). Measure the effective field of the network that you trained in chapter 7, before and after training: did it grow? Add shortcuts to a stack of 20 layers and measure again: does it narrow? Find five dilations for kernels of 3 that see 243 pixels, each on exactly one way. Build two branches that do not line up, and read what `explain.receptive_field` says.
#
# **Sources.** W. Luo, Y. Li, R. Urtasun and R. Zemel, *Understanding the Effective Receptive Field in Deep Convolutional Neural Networks* (2016): the experiment of the last section. A. Araujo, W. Norris and J. Sim, *Computing Receptive Fields of Convolutional Neural Networks* (2019): the recurrence, and the published sizes. F. Yu and V. Koltun,
# *Multi-Scale Context Aggregation by Dilated Convolutions* (2016). A. van den Oord and others, *WaveNet* (2016). K. Simonyan and A. Zisserman (2015): small kernels in deep stacks. K. He, X. Zhang, S. Ren and J. Sun (2016): ResNet.
