# %% [markdown]
# # 15 · What a CNN responds to: activations, filters, patches, occlusion
#
# **The question.** An inspector must sign for a network that sorts parts by their shape, and it is nearly always right: what in the picture does it respond to?
#
# **You will be able to**
#
# - *look into* any layer: at its maps, its filters, and the patches that excite a unit most;
# - *compute* the input that a unit likes best, and *say* under which bound;
# - *measure* what matters by covering it, and *name* what the cover itself does.
#
# **Time** about 90 minutes. **Builds on** chapter 7 (Keras), chapter 9 (receptive fields), chapter 10 (the way back through a convolution) and chapter 11 (boxes).

# %%
import numpy as np

from convcourse import checks, data, demos, explain, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("15_activations_and_occlusion")
demos.your_progress(check)

# %% [markdown]
# The network to inspect was trained beforehand: five convolutions with ReLU, conv1 to conv5, the average of each of the 48 last maps, and from these averages a score for each of five shapes. Three sets of scenes that it has never seen:

# %%
network = models.trained_network("shapes")
NAMES = data.SCENE_CLASSES[1:]  # disc, square, triangle, cross, ring
LAYERS = ("conv1", "conv2", "conv3", "conv4", "conv5")

# %% demo="three_sets"
sets = [data.scenes(300, objects=(1, 1), seed=seed) for seed in (15, 16, 17)]
labels = [np.concatenate(each.labels) - 1 for each in sets]
said, zeros, strongest, averages = [], [], [], []
for each, truth in zip(sets, labels, strict=True):
    maps = explain.all_activations(network, each.images)  # by the name of the layer
    said.append(maps["scores"].argmax(axis=1))
    zeros.append([np.mean(maps[layer] == 0) for layer in LAYERS])
    strongest.append([maps[layer].max(axis=(1, 2)) for layer in LAYERS])
    averages.append(maps["average"])
    print(f"of 300 scenes right: {np.mean(said[-1] == truth):.1%}")
scenes = sets[0]

# %% [markdown]
# ## A map says where, and each channel asks something else
#
# What a layer gives for an image are its **activations**: one map for each channel. Convolutions slide over pictures of any size, so you can show these a photo. Start with conv1: which channels answer to edges, and of which direction? Then go up to conv5. What becomes of the cat? What of the shapes? And what does the mean of all channels hide?

# %% demo="activation_maps"
demos.activation_maps(network)

# %% [markdown]
# In conv1 you still recognise the cat: light, dark, edges. From layer to layer the maps get coarser, and harder to name. In conv5 one channel lights up at the rings, another at the triangle; of the cat, blots are left. The mean says *where* something is; only the single channels say *what*. How many numbers are 0, and is there a channel that no scene excites, a **dead** one (chapter 5)?

# %% demo="zeros_and_dead"
for place, layer in enumerate(LAYERS):
    parts = [each[place] for each in zeros]
    dead = [int(np.sum(each[place].max(axis=0) == 0)) for each in strongest]
    print(f"{layer}: zeros {min(parts):.0%} to {max(parts):.0%}, dead channels {max(dead)}")

# %% [markdown]
# ### Exercise: a grid of activations
#
# Put all maps of a layer into one picture. Each is divided by its own largest number, so that faint ones are seen too. On paper: three maps of 1 by 2, $[1\;2]$, $[4\;1]$ and $[0\;5]$, in two columns.

# %% exercise="grid"
def grid(maps, columns):
    """Return maps (height, width, channels), all 0 or more, side by side in rows.

    grid([[[1, 4, 0], [2, 1, 5]]], 2) is [[0.5, 1, 1, 0.25], [0, 1, 0, 0]]: what is left of the
    last row is 0. A map that is 0 everywhere stays so.
    """
    ### BEGIN SOLUTION
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        largest = maps[..., c].max()
        if largest > 0:
            picture[top : top + height, left : left + width] = maps[..., c] / largest
    return picture
    ### END SOLUTION

# %% check="grid" points=2
with check("grid", grid) as answer:
    answer.on([[[1, 4, 0], [2, 1, 5]]], 2).gives([[0.5, 1, 1, 0.25], [0, 1, 0, 0]])
    numbers = np.arange(30.0).reshape(2, 3, 5) * [3, 0, 1, 2, 1]  # channel 1 is 0 everywhere
    answer.on(numbers, 2).agrees_with(reference.map_grid)
    answer.on(numbers, 5).agrees_with(reference.map_grid)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    made = np.maximum(answer.random.normal(size=(4, 3, 7)), 0) * [1, 5, 0, 2, 1, 3, 0.1]
    answer.on(made, 3).agrees_with(reference.map_grid)
    ### END HIDDEN TESTS

# %% demo="your_grid"
def show_grid(place=4):
    image = scenes.images[place]
    maps = explain.activations(network, image[None], "conv5")[0]
    rows = {"a scene": [image], "conv5, in your grid: map 0 top left": [grid(maps, 12)]}
    return figures.filter_gallery(rows, side=[260, 800])


demos.once_written(show_grid)

# %% [markdown]
# > **Takeaway.** A map answers one question at every place; ReLU makes many answers 0.

# %% [markdown]
# ## A filter can be looked at only where it looks at pixels
#
# Filters of the first layer have three channels, red, green and blue, so they are pictures. Mid-grey is a weight of 0. What do these look for?

# %%
first = explain.filter_pictures(explain.filters(network, "conv1"))
figures.filter_gallery({"conv1, filters 0 to 7": first[:8], "filters 8 to 15": first[8:]})

# %% [markdown]
# Most have a light and a dark side: edges, each in its own direction and colours. Some are spots or stripes. A little speckle is left, too: training starts from random numbers, and leaves what does no harm. In pure noise, neighbouring weights have nothing to do with each other; here?

# %%
def neighbours(kernels):
    pairs = (kernels[:, 1:], kernels[:, :-1]), (kernels[:, :, 1:], kernels[:, :, :-1])
    return [f"{np.corrcoef(a.ravel(), b.ravel())[0, 1]:.2f}" for a, b in pairs]


keras.utils.set_random_seed(15)
for name, each in {"trained": network, "at the start": models.shapes_network()}.items():
    found = neighbours(explain.filters(each))
    print(f"correlation of neighbours below and beside, {name}:", *found)

# %% [markdown]
# So what you see there is structure, and training made it. A filter of conv2 has 3 by 3 weights for each of the 16 maps below it:

# %%
second = explain.filter_pictures(explain.filters(network, "conv2"))
slices = {
    f"conv2, filter {n}, on maps 0 to 11": np.moveaxis(second[n, ..., :12], 2, 0)
    for n in (0, 1)
}
figures.filter_gallery(slices, side=56)

# %% [markdown]
# Nobody can read that: you would have to know what each map below means. And in a *first* layer, would 3 by 3 be as telling as 7 by 7? Take upright stripes, 8 pixels from one to the next, as a kernel, and turn the stripes of the input:

# %%
angles = np.arange(91)
tuned = {side: reference.direction_tuning(side, 8, angles) for side in (3, 7, 11)}
figures.direction_tuning(angles, tuned)

# %% [markdown]
# The kernel of 3 sees only a slope, and takes stripes of nearly any direction for its own. That of 11 holds a whole stripe and more, and is choosy. For fine stripes of 3 pixels, small kernels do better. Angles at which half of the response is left:

# %%
for wave in (3, 8):
    halves = [reference.direction_tuning(side, wave, angles).half for side in (3, 7, 11)]
    print(f"stripes of {wave} pixels, kernels of 3, 7, 11: half at {halves} degrees")

# %% [markdown]
# So AlexNet's paper (chapter 12) could print its first filters, of 11 by 11, as pictures; one filter of 3 by 3, as in VGG, says little. Depth makes up for it: several layers of 3 by 3 see as far (chapter 9).
#
# The last layer has filters too, of 1 by 1: one weight from each map's average to each class.

# %%
last, bias = network.get_layer("scores").get_weights()
figures.class_weights(last, NAMES)

# %% [markdown]
# > **Takeaway.** First filters are pictures; the last say which maps speak for a class; those between need other means.

# %% [markdown]
# ## The input that a unit likes best depends on what is allowed
#
# A unit before its ReLU is a weighted sum, $y = \sum_i w_i x_i + b$. This $y$ is its **response**. Here $w$ is `weights`, $x$ the input under the window, both of the kernel's shape, and $b$ the bias, the same for every input. Let us leave it out. On paper:
#
# $$w = \begin{bmatrix} 4 & -1 & 2 \\ 0 & -2 & 0 \end{bmatrix}$$
#
# **Predict before you run.** How large can the response be, if (i) the squares of the six inputs add up to at most 1; (ii) each lies between 0 and 1, as pixels do; (iii) each lies between −1 and 1?

# %% exercise="three_bounds"
three_bounds = ...  # three numbers: [(i), (ii), (iii)]
### BEGIN SOLUTION
three_bounds = [5, 6, 9]
### END SOLUTION

# %%
paper = np.array([[4.0, -1, 2], [0, -2, 0]])
# %% check="three_bounds" points=1
with check("three_bounds", three_bounds) as answer:
    corners = np.array(list(np.ndindex((2,) * 6)))  # all inputs of zeros and ones
    across = (corners @ paper.ravel()).max(), ((2 * corners - 1) @ paper.ravel()).max()
    answer.equals([np.sum(paper * reference.loudest_input(paper, 0, 1)), *across])

# %%
loudest = {"squares up to 1": paper / 5, "0 to 1": paper > 0, "−1 to 1": np.sign(paper)}
figures.loudest_inputs(paper, loudest)

# %% [markdown]
# (i) is the inequality of Cauchy and Schwarz: $w \cdot x = \lVert w \rVert \lVert x \rVert \cos\varphi$, where $\lVert w \rVert$ is the root of the summed squares and $\varphi$ the angle between the two. Among all inputs of length 1, the best points along the weights: $x = w / \lVert w \rVert$, and it scores $\lVert w \rVert = 5$. Can chance find a better one?

# %%
kernel = explain.filters(network, "conv1")[0]  # (7, 7, 3)
random = np.random.default_rng(15)
thrown = random.normal(size=(100_000, kernel.size))
thrown /= np.linalg.norm(thrown, axis=1, keepdims=True)
length = np.linalg.norm(kernel)
best = (thrown @ kernel.ravel()).max()
print(f"w/|w| gives {np.sum(kernel * kernel / length) / length:.3f} of |w|")
print(f"the best of 100,000 inputs of length 1: {best / length:.3f} of |w|")

# %% [markdown]
# > ### What books get wrong: "the best input for a unit is w / ‖w‖"
# > That holds for a *linear* unit under a bound on the *length*. Pixels have no bound on their length: each lies between 0 and 1. Under such a **box** bound every pixel counts by its sign alone: 1 where the weight is positive, 0 where it is negative. In (ii) the response is 6, and $w / 5$ has negative pixels, which no camera gives.
#
# ### Exercise: the best input near a middle
#
# Images are not centred on 0. You start from a `middle`, such as mid-grey, and may walk away from it by a length of at most `length`. Where do you go? On paper, from 0.5, by 2.5:

# %% exercise="best_input"
def best_input(weights, middle, length):
    """Return the input, at most so far from the middle, that excites the unit most.

    best_input([[4, -1, 2], [0, -2, 0]], 0.5, 2.5) is [[2.5, 0, 1.5], [0.5, -0.5, 0.5]]. If all
    weights are 0 it is the middle.
    """
    ### BEGIN SOLUTION
    size = np.sqrt(np.sum(weights**2))
    if size == 0:
        return np.full(weights.shape, middle, dtype=float)
    return middle + length * weights / size
    ### END SOLUTION

# %% check="best_input" points=2
with check("best_input", best_input) as answer:
    answer.on(paper, 0.5, 2.5).gives([[2.5, 0, 1.5], [0.5, -0.5, 0.5]])
    answer.on([[2, -3], [6, 0], [0, 0]], 1.0, 21).agrees_with(reference.loudest_input)
    answer.on([[0, 0, 0]], 0.25, 2).gives([[0.25, 0.25, 0.25]])
    answer.on(np.arange(-5.0, 7).reshape(2, 2, 3), -2.0, 0.5).agrees_with(reference.loudest_input)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(size=(3, 2, 4)), 0.3, 4.0).agrees_with(reference.loudest_input)
    ### END HIDDEN TESTS

# %% [markdown]
# Put it to use on the network's own first filters, beside the best image of the box, and beside the patch that really excites each filter most in 100 scenes.

# %% demo="inner_patches"
def inner_patches(channel):
    tops = explain.top_patches(network, scenes.images[:100], "conv1", channel, count=100)
    return [top.pixels for top in tops if top.pixels.shape == (7, 7, 3)]

# %% demo="your_best_inputs"
def show_best_inputs():
    seen = {channel: inner_patches(channel) for channel in range(16)}
    chosen = [channel for channel in seen if len(seen[channel]) >= 30][:8]
    kernels = explain.filters(network, "conv1")[chosen]
    rows = {"best within a length of 3 from grey": [best_input(k, 0.5, 3.0) for k in kernels]}
    rows |= {"best of all images": [np.where(k > 0, 1.0, 0.0) for k in kernels]}
    rows |= {"best of 100 scenes": [seen[channel][0] for channel in chosen]}
    rows |= {"mean of the 30 best": [np.mean(seen[channel][:30], axis=0) for channel in chosen]}
    return figures.filter_gallery(rows, side=77)


demos.once_written(show_best_inputs)

# %% demo="reached_in_scenes"
shift = network.get_layer("conv1").get_weights()[1]
possible = np.maximum(explain.filters(network, "conv1"), 0).sum(axis=(1, 2, 3)) + shift
reached = np.concatenate([each[0].max(axis=0) / possible for each in strongest])
print(f"best of 300 scenes, as a part of the possible: {reached.min():.0%} to {reached.max():.0%}")

# %% [markdown]
# The two ideals are noise in the filter's own colours: no scene holds such a thing, and real patches reach only a part of it. What they do hold are edges, and their mean shows which edge the filter waits for. The formula is right, and tells you less than the data.
#
# > **Takeaway.** "The best input" is a sentence without an end: best among what? For deeper units there is no formula at all; you climb a gradient (chapter 17), or you search.

# %% [markdown]
# ## Search a data set: the patches that excite a unit most
#
# A unit deep inside is no weighted sum of pixels. But you can run many scenes, note where a channel is largest, and cut out what that unit saw: its receptive field (chapter 9). Go through the channels of conv5, then of conv1. Which of them find one shape? Which are dead?

# %% demo="top_patches_of_unit"
demos.top_patches_of_unit(network, scenes, channel=int(last[:, 4].argmax()))

# %% [markdown]
# ### Exercise: mend the coordinates
#
# A field along one axis is told by `start`, `jump` and `size`: unit $u$ sees the pixels $a + uj$ to $a + uj + r - 1$ (chapter 9: start $a$, jump $j$, size $r$). On paper: an image of 9 by 12, rows $(-2, 4, 7)$, columns $(-3, 2, 5)$. A colleague cuts:

# %%
def colleagues_patch(unit, field, image_size):
    start, jump, size = field[0]
    top, left = start + unit[0] * jump, start + unit[1] * jump
    return [top, left, top + size - 1, left + size - 1]


paper_field = ((-2, 4, 7), (-3, 2, 5))
image = np.arange(108).reshape(9, 12)
top, left, bottom, right = colleagues_patch((0, 4), paper_field, image.shape)
print("box:", [top, left, bottom, right], "  pixels cut out:", image[top:bottom, left:right].shape)

# %% [markdown]
# Nothing is cut out. There are three bugs. The box is as in chapter 11: the first row and column that belong to it, and the first that do not. What lies in the padding is not in the box.

# %% exercise="patch_of"
def patch_of(unit, field, image_size):
    """Return [top, left, bottom, right] of the pixels of the image that a unit (row, column) sees.

    field holds (start, jump, size) along rows, then along columns.
    patch_of((0, 4), ((-2, 4, 7), (-3, 2, 5)), (9, 12)) is [0, 5, 5, 10].
    """
    ### BEGIN SOLUTION
    first, end = [], []
    for place, (start, jump, size), most in zip(unit, field, image_size, strict=True):
        first.append(max(0, start + place * jump))
        end.append(min(most, start + place * jump + size))
    return [*first, *end]
    ### END SOLUTION

# %% check="patch_of" points=2
with check("patch_of", patch_of) as answer:
    answer.on((0, 4), paper_field, (9, 12)).gives([0, 5, 5, 10])
    answer.on((1, 0), paper_field, (9, 12)).gives([2, 0, 9, 2])
    answer.on((2, 5), paper_field, (9, 12)).agrees_with(reference.unit_patch)
    answer.on((1, 3), ((0, 3, 4), (-1, 2, 6)), (20, 9)).agrees_with(reference.unit_patch)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    for row, column in answer.random.integers(0, 6, size=(3, 2)).tolist():
        asked = (row, column), ((-3, 4, 9), (-6, 5, 13)), (22, 27)
        answer.on(*asked).agrees_with(reference.unit_patch)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: the top patches
#
# Neighbouring units see nearly the same, so take the strongest unit of each image only, then the `count` images whose strongest unit is largest. Of equal ones the first comes first. `np.unravel_index(place, shape)` turns a place in the flattened map into row and column.

# %% exercise="top_patches"
def top_patches(maps, count, field, image_size):
    """Return rows of [image, top, left, bottom, right], the strongest first.

    maps is one channel of a layer for several images, shape (images, height, width).
    """
    ### BEGIN SOLUTION
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    rows = []
    for image in order:
        unit = np.unravel_index(flat[image].argmax(), maps.shape[1:])
        rows.append([image, *patch_of(unit, field, image_size)])
    return rows
    ### END SOLUTION

# %%
paper_maps = np.zeros((4, 2, 5))  # 4 images, maps of 2 by 5
paper_maps[0, 1, 2], paper_maps[2, 0, 4], paper_maps[2, 0, 3], paper_maps[3, 1, 0] = 5, 7, 6, 5
paper_maps[1] = 2  # everywhere

# %% check="top_patches" points=3
with check("top_patches", top_patches) as answer:
    three = [[2, 0, 5, 5, 10], [0, 2, 1, 9, 6], [3, 2, 0, 9, 2]]
    answer.on(paper_maps, 3, paper_field, (9, 12)).gives(three)
    below = paper_maps[::-1] - 9
    answer.on(below, 2, paper_field, (9, 12)).agrees_with(reference.strongest_patches)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    made = answer.random.integers(0, 9, size=(7, 3, 4)).astype(float)
    answer.on(made, 5, ((-1, 3, 5), (-4, 2, 9)), (8, 11)).agrees_with(reference.strongest_patches)
    ### END HIDDEN TESTS

# %% [markdown]
# Yours on the network, for the map that speaks most for each class. Does each row hold one shape only?

# %% demo="your_top_patches"
def show_top_patches(per_class=9):
    shape, field = scenes.images.shape[1:3], explain.receptive_field(network, "conv5")
    along = tuple(zip(field.start, field.jump, field.size, strict=True))
    maps, rows = explain.activations(network, scenes.images, "conv5"), {}
    for name, channel in zip(NAMES, last.argmax(axis=0), strict=True):
        found = np.array(top_patches(maps[..., channel], per_class, along, shape)).astype(int)
        cut = [scenes.images[n, top:end, left:right] for n, top, left, end, right in found]
        rows[f"conv5, channel {channel}, the most for the {name}"] = cut
    return figures.filter_gallery(rows, side=78)


demos.once_written(show_top_patches)

# %% [markdown]
# Now counted, for all channels of a layer: how many of the ten best patches come from scenes of the commonest class? Ten scenes drawn at random stand beside it.

# %% demo="purity"
def purity(strength, truth):  # strength (images, channels): of the strongest unit
    tops = np.argsort(-strength, axis=0)[:10]
    return np.mean([np.bincount(truth[each]).max() / 10 for each in tops.T])


for place, layer in enumerate(LAYERS):
    parts = [purity(s[place], truth) for s, truth in zip(strongest, labels, strict=True)]
    print(f"{layer}: commonest class among the ten best {min(parts):.0%} to {max(parts):.0%}")
chance = [purity(random.random((300, 500)), truth) for truth in labels]
print(f"ten scenes at random: {min(chance):.0%} to {max(chance):.0%}")

# %% [markdown]
# Shape by shape the channels get purer; conv1 is no better than chance, since every shape has edges. So is the map with the largest weight *the* ring detector? Ten best patches are the tip of a ranking; they do not say what else excites the unit, nor whether the network needs it. Switch maps off, those that speak most for a class first:

# %% demo="switched_off"
def right_without(count, label, averages, truth):
    off = np.argsort(-last[:, label])[:count]
    says = (np.where(np.isin(np.arange(48), off), 0, averages) @ last + bias).argmax(axis=1)
    return np.mean(says[truth == label] == label)


for label, name in enumerate(NAMES):
    curves = [[right_without(count, label, *each) for count in range(49)]
              for each in zip(averages, labels, strict=True)]
    whole, one_off = (min(curve[count] for curve in curves) for count in (0, 1))
    half = min(int(np.argmax(np.less(curve, 0.5))) for curve in curves)
    print(f"{name}: right {whole:.0%}, without its first map {one_off:.0%},", end=" ")
    print(f"under half when {half} maps are off")

# %% [markdown]
# Nobody misses the "ring detector": many maps say nearly the same, and the others carry on.
#
# > **Takeaway.** Top patches say what excites a unit *most*. Whether it matters is another measurement.

# %% [markdown]
# ## Cover a part, and see what the score loses
#
# The plainest question: hide a part of the image; does the score fall? On paper, a linear unit with its weights, and a patch of grey 2:

# %%
picture = np.array([[1.0, 0, 2, 1, 0], [0, 3, 1, 3, 1], [2, 1, 0, 4, 3]])
weights = np.array([[0.0, 1, 0, 0, 2], [1, 0, -1, 2, 0], [0, 0, 1, -1, 4]])
figures.covered_on_paper(picture, weights, (1, 1), (2, 2), 2)

# %% [markdown]
# Here the response *rises* by 1. The **drop**, before minus after, is −1.
#
# **Predict before you run.** The patch moves to rows 1 and 2, columns 3 and 4. (i) What is the drop with grey 2? (ii) With which grey would it be exactly 0?

# %% exercise="lost_score"
lost_score = ...  # two numbers: [(i), (ii)]
### BEGIN SOLUTION
lost_score = [4, 2.8]
### END SOLUTION

# %% check="lost_score" points=1
with check("lost_score", lost_score) as answer:
    greys = np.linspace(0, 5, 51)
    def cover(grey):
        return reference.covered_copies(picture[..., None], (2, 2), (1, 1), grey)[7, ..., 0]
    drops = [np.sum(weights * (picture - cover(grey))) for grey in greys]
    answer.equals([drops[20], greys[np.argmin(np.abs(drops))]])

# %% [markdown]
# > ### What books get wrong: "occluding changes the score by w · patch"
# > Only if you cover with 0. With a grey $g$ the change is $w \cdot (\text{patch} - g)$: above, 4 and not 14. Black is as much of a colour as any other, and on images from −1 to 1 a cover of 0 is not black. A grey in the middle of the image's own scale, such as its mean colour, is a fairer "nothing".
#
# ### Exercise: where the patch begins
#
# The patch steps on by `stride`. Where the last step does not fit, the last place touches the border, so that the whole image is visited.

# %% exercise="starts"
def starts(size, patch, stride):
    """Return where a patch begins along an axis of so many pixels.

    starts(5, 2, 2) is [0, 2, 3] and starts(6, 2, 2) is [0, 2, 4].
    """
    ### BEGIN SOLUTION
    return [*range(0, size - patch, stride), size - patch]
    ### END SOLUTION

# %% check="starts" points=1
with check("starts", starts) as answer:
    answer.on(6, 2, 2).gives([0, 2, 4])
    answer.on(5, 2, 2).gives([0, 2, 3])
    for numbers in ((9, 3, 4), (7, 7, 3), (10, 4, 3), (8, 3, 1), (9, 1, 4)):
        answer.on(*numbers).agrees_with(reference.cover_starts)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    for size in answer.random.integers(9, 60, size=4).tolist():
        answer.on(size, 5, 7).agrees_with(reference.cover_starts)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: all covered copies at once
#
# One run of a network on 32 images is far cheaper than 32 runs on one. So make all copies first. Leave the image itself as it was.

# %% exercise="covered"
def covered(image, patch, stride, grey):
    """Return copies of image (height, width, channels), one for each place of the patch.

    patch and stride are pairs, height first. Shape (places, height, width, channels), row by row.
    """
    ### BEGIN SOLUTION
    copies = []
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copy = image.copy()
            copy[top : top + patch[0], left : left + patch[1]] = grey
            copies.append(copy)
    return np.array(copies)
    ### END SOLUTION

# %% check="covered" points=2
with check("covered", covered) as answer:
    small = np.arange(1.0, 7).reshape(2, 3, 1)
    two = [[[0, 0, 3], [0, 0, 6]], [[1, 0, 0], [4, 0, 0]]]
    answer.on(small, (2, 2), (1, 1), 0).gives(np.array(two)[..., None])
    answer.on(picture[..., None], (2, 2), (2, 3), 2.0).agrees_with(reference.covered_copies)
    answer.on(np.ones((4, 7, 2)), (1, 3), (2, 2), [0.5, 9]).agrees_with(reference.covered_copies)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    made = answer.random.normal(size=(6, 5, 3))
    answer.on(made, (3, 2), (2, 2), 0.5).agrees_with(reference.covered_copies)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: the map of drops
#
# Run the model once on the image and once on all copies: `model.predict(images, verbose=0)` gives scores of shape (images, classes). One drop for each place, rows by columns.

# %% exercise="occlusion_drops"
def occlusion_drops(model, image, class_index, patch, stride, grey):
    """Return how far the score of a class falls, shape (rows of places, columns of places)."""
    ### BEGIN SOLUTION
    copies = covered(image, patch, stride, grey)
    before = model.predict(image[None], verbose=0)[0, class_index]
    after = model.predict(copies, verbose=0)[:, class_index]
    rows = len(starts(image.shape[0], patch[0], stride[0]))
    return (before - after).reshape(rows, -1)
    ### END SOLUTION

# %%
L = keras.layers
linear = keras.Sequential([keras.Input((3, 5, 1)), L.Flatten(), L.Dense(2, use_bias=False)])
linear.set_weights([np.stack([weights.ravel(), weights[::-1].ravel()], axis=1)])
keras.utils.set_random_seed(15)
bent = keras.Sequential([keras.Input((6, 9, 2)), L.Conv2D(3, (2, 3), activation="relu"),
                         L.Flatten(), L.Dense(4)])


def true_drops(model, image, class_index, patch, stride, grey):
    given = {"patch": patch, "stride": stride, "grey": grey}
    return explain.occlusion_drops(model, image[None], class_index, **given).drops[0]

# %% check="occlusion_drops" points=3
with check("occlusion_drops", occlusion_drops) as answer:
    near = {"within": 1e-4}
    asked = (linear, picture[..., None], 0, (2, 2), (2, 2), 2.0)
    answer.on(*asked).agrees_with(true_drops, **near)
    waves = np.sin(np.arange(108.0)).reshape(6, 9, 2)
    answer.on(bent, waves, 3, (2, 3), (3, 2), 0.25).agrees_with(true_drops, **near)
    answer.avoids("reference", "explain", "true_drops")
    ### BEGIN HIDDEN TESTS
    made = answer.random.normal(size=(6, 9, 2))
    answer.on(bent, made, 1, (3, 2), (2, 4), 0.5).agrees_with(true_drops, **near)
    ### END HIDDEN TESTS

# %% [markdown]
# Now the real network. Drag the patch over the object, then over the empty ground. Change its size and its colour. When does the network change its mind? And look at the score of the *square* when a patch lies on empty ground.

# %% demo="grey_patch"
demos.grey_patch(network)

# %% [markdown]
# Yours on four scenes: red where the score falls when it is covered, blue where it rises. What hides under the blue stains?

# %% demo="your_occlusion"
def show_drops(places=(0, 1, 2, 3)):
    rows = {"scene": [scenes.images[place] for place in places], "your drops": []}
    for place in places:
        image = scenes.images[place]
        grey = image.mean(axis=(0, 1))
        drops = occlusion_drops(network, image, labels[0][place], (8, 8), (4, 4), grey)
        rows["your drops"].append(figures.signed_colours(np.array(drops)))
    return figures.filter_gallery(rows, side=192)


demos.once_written(show_drops)

# %% [markdown]
# Is the place where the score falls most on the object? The scenes have true boxes, so it can be counted, with patches of 12 by 12. Beside it, what a blind guess would hit.

# %% demo="hottest_patch"
def centre_in_box(drops, tops, lefts, box, side):
    middles = np.array([(top + side / 2, left + side / 2) for top in tops for left in lefts])
    inside = ((middles >= box[:2]) & (middles < box[2:])).all(axis=1)
    return inside[drops.argmax()], inside.mean()


for each, truth in zip(demos.progress(sets, "three sets of scenes"), labels, strict=True):
    given = {"patch": (12, 12), "stride": (6, 6)}
    found = explain.occlusion_drops(network, each.images[:30], truth[:30], **given)
    pairs = zip(found.drops, each.boxes[:30], strict=True)
    hits = [centre_in_box(drops, found.tops, found.lefts, boxes[0], 12) for drops, boxes in pairs]
    hit, chance = np.mean(hits, axis=0)
    print(f"hottest patch, its middle in the object's box: {hit:.0%}, by chance {chance:.0%}")

# %% [markdown]
# Now the control that is often forgotten. Put a patch of 12 by 12 where there is *nothing* but ground, at least 2 pixels from the object. A fair cover would change nothing.

# %% demo="empty_ground"
def empty_place(mask, random, side=12):
    while True:
        top, left = random.integers(0, np.array(mask.shape) - side + 1)
        if not mask[max(0, top - 2) : top + side + 2, max(0, left - 2) : left + side + 2].any():
            return np.s_[top : top + side, left : left + side]


def cover_ground(each, colour):
    random, images = np.random.default_rng(15), each.images.copy()
    for image, masks in zip(images, each.masks, strict=True):
        image[empty_place(masks[0], random)] = image.mean(axis=(0, 1)) if colour is None else colour
    return images

# %% demo="covered_ground"
for name, colour in {"mean colour": None, "black": 0.0, "white": 1.0}.items():
    rows = []
    for each, mean, before in zip(sets, averages, said, strict=True):
        after = network.predict(cover_ground(each, colour), verbose=0)
        now, rises = after.argmax(axis=1), after[:, 1] > (mean @ last + bias)[:, 1]
        changed = now != before
        rows.append([rises.mean(), changed.mean(), np.mean(changed & (now == 1))])
    low = np.min(rows, axis=0)
    print(f"{name} on empty ground: the score of the square rises in {low[0]:.0%};", end=" ")
    print(f"another answer in {low[1]:.1%}, square in {low[2]:.1%}")

# %% [markdown]
# The cover is not nothing: it *is* a square, and the network knows squares. Even the mean colour feeds the square's score nearly every time; white, the harshest, changes most answers, and nearly all to square. So an occlusion map shows what the hidden part did *and* what the cover does. Read it with care, and try a second colour.
#
# > **Takeaway.** Occlusion asks the network itself and needs no gradient. But a cover is a picture too.

# %% [markdown]
# ## Deconvnet runs a unit backwards, and only pools tell it of the scene
#
# Which pixels of a top patch excited the unit? Chapter 10 went backwards through a convolution with $W^T$. Zeiler and Fergus (2014) did so from one unit down to the pixels. Through a max pool the signal goes back to the place that won (chapter 6). What about a ReLU? The gradient stops where the ReLU's *input* was negative. Their **deconvnet** puts a ReLU on the way back instead: it stops what is negative *coming back*, whatever the input was.
#
# **Predict before you run.** The inputs of five ReLUs were $[2, -1, 3, -2, 1]$; what comes back to them is $[-1, 4, 5, -3, 2]$. What does deconvnet hand on?

# %% exercise="handed_back"
handed_back = ...  # five numbers
### BEGIN SOLUTION
handed_back = [0, 4, 5, 0, 2]
### END SOLUTION

# %%
five = keras.Sequential([keras.Input((5,)), L.ReLU()])
inputs, coming_back = np.array([[2.0, -1, 3, -2, 1]]), np.array([[-1.0, 4, 5, -3, 2]])
# %% check="handed_back" points=1
with check("handed_back", handed_back) as answer:
    def score_of(outputs):
        return keras.ops.sum(outputs * coming_back.astype("float32"), axis=1)
    rule = {"relu_rule": "deconvnet"}
    answer.equals(models.input_gradient(five, inputs, score_of, **rule)[0])

# %% [markdown]
# `models.input_gradient(network, images, score, layer=..., relu_rule="deconvnet")` does it for any unit. Patches that excite one channel of conv5, and what comes back from that very unit, by deconvnet and by the plain gradient:

# %%
def run_back(images, layer, unit, channel, rule):
    def score_of(maps):
        return maps[:, unit[0], unit[1], channel]

    return models.input_gradient(network, images, score_of, layer=layer, relu_rule=rule)


def as_picture(gradient):
    return 0.5 + 0.5 * gradient / max(np.quantile(np.abs(gradient), 0.995), 1e-12)

# %% demo="deconvnet"
ring = int(last[:, 4].argmax())
tops = explain.top_patches(network, scenes.images, "conv5", ring, count=4)
rows = {f"conv5, channel {ring}: the scenes": [scenes.images[t.image] for t in tops]}
for rule in ("deconvnet", "plain"):
    back = [run_back(scenes.images[[t.image]], "conv5", t.unit, ring, rule) for t in tops]
    rows[f"{rule}: what comes back"] = [as_picture(each[0]) for each in back]
figures.filter_gallery(rows, side=192)

# %% [markdown]
# Both light up where the ring is; neither draws it well. And does deconvnet draw *this* scene at all? It ignores which ReLUs were open, so the scene comes in only through the winners of max pools. conv2 lies below the only pool. Take one unit and two scenes, and compare what comes back: 1 is the same drawing, 0 an unrelated one.

# %% demo="two_scenes_one_unit"
def alike(layer, unit, rule):
    found = []
    for channel in range(8):
        backs = run_back(scenes.images[:24], layer, unit, channel, rule)
        awake = [back.ravel() for back in backs if back.any()]
        found += list(np.diag(np.corrcoef(awake), k=1)) if len(awake) > 1 else []
    return np.mean(found)


for rule in ("deconvnet", "plain"):
    low, high = alike("conv2", (10, 14), rule), alike("conv5", (6, 8), rule)
    print(f"{rule}, two scenes, one unit: alike {low:.2f} from conv2, {high:.2f} from conv5")

# %% [markdown]
# From conv2 deconvnet returns *the same drawing for every scene*: it shows what the unit looks for, not what it found. Above the pool the winners let the scene in. Chapter 16 puts such drawings to the test, with more methods.
#
# ### Written question
#
# A colleague shows the inspector ten top patches of one conv5 channel, all rings: "This unit detects rings. The network decides by the shape of the part, so sign." Answer in four sentences: what do the patches show and what not; how do you measure whether the network needs this unit; how do you measure which part of the picture it needs; and what is wrong with judging by one cover alone?

# %% [markdown] answer="one_ring_unit" points=3
# ### BEGIN SOLUTION
# **Model answer.** The patches show what excites the unit most in this data set; they do not show what else excites it further down the ranking, and not whether the network uses it. I would switch the map off and count how many rings are still named right: other maps may carry on. I would cover parts of many scenes, map the drop of the score of the true class, and count how often the hottest place lies on the part, beside the chance level. One cover is a shape and a colour itself: on empty ground it already changes the answer now and then, often to square, so I would repeat it with another colour and on empty ground.
#
# **Rubric.** 1 point: top patches say what excites most, and not what else, or not whether it matters. 1 point: two measurements: switching the map off and counting; occlusion with the hottest place counted against chance. 1 point: the cover is a picture too, with a control (another colour, or empty ground).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** A beautiful picture of a unit is not yet an explanation of a scene.

# %% [markdown]
# ## Three things to remember
#
# 1. First filters can be looked at; deeper units are asked through data: activations, and top patches with exact coordinates.
# 2. The best input depends on the bound: $w / \lVert w \rVert$ for a length, a pattern of 0 and 1 for pixels.
# 3. Cover and measure, count against chance, and test the cover on empty ground.
#
# **Roads not taken.** *Network dissection* (2017) names units by labelled parts of images, instead of by eye. *RISE* (2018) covers with thousands of random masks and averages. Filling the hole in with a likely picture, instead of grey, makes the cover less of a shape. *Feature visualisation* climbs a gradient: chapter 17.
#
# **If you want more** (ungraded). Cover with a disc instead of a square: to what does the network change its mind now? Cover *everything but* a patch: how large must the patch be until the network is right? If the *sum of sizes* $\sum |x_i|$ is at most 1, which input is best? With a connection, load `keras.applications.ResNet50` with its weights and look at its 7 by 7 filters with `explain.filters`.
#
# **Sources.** M. Zeiler and R. Fergus, *Visualizing and Understanding Convolutional Networks* (2014): top patches, occlusion, deconvnet. D. Erhan, Y. Bengio, A. Courville and P. Vincent, *Visualizing Higher-Layer Features of a Deep Network* (2009): the best input under a norm bound. A. Krizhevsky, I. Sutskever and G. Hinton (2012): the filters of 11 by 11. A. Mahendran and A. Vedaldi, *Salient Deconvolutional
# Networks* (2016): why deconvnet hardly depends on the image. D. Bau and others, *Network Dissection* (2017). V. Petsiuk, A. Das and K. Saenko, *RISE* (2018).
