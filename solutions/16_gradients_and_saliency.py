# %% [markdown]
# # 16 · Which pixels mattered: gradients
#
# **The question.** A network sorts parts by their shape; it was nearly always right in the factory, and at a customer it takes squares for discs: an engineer must find out which pixels mislead it, and which of the pictures that claim to show them can be believed.
#
# **You will be able to**
#
# - *compute* saliency, SmoothGrad and Grad-CAM maps of a Keras model, and *say* what three rules at a ReLU do;
# - *score* a map against the truth and against chance;
# - *test* whether a map explains the network at all, and *find* a shortcut with one that does.
#
# **Time** about two hours; a good place for a break is marked. **Builds on** chapter 5 (softmax), chapter 6 (gradients), chapter 9 (gradient of one unit) and chapter 15 (activations, deconvnet).

# %%
import numpy as np

from convcourse import checks, data, demos, explain, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("16_gradients_and_saliency")
demos.your_progress(check)

# %% [markdown]
# The network is that of chapter 15: scenes in, a score for each of five shapes out. It is a sound one; the misled one comes last. The scenes have true masks, so that you can check what a map claims.

# %%
network = models.trained_network("shapes")
NAMES = data.SCENE_CLASSES[1:]  # disc, square, triangle, cross, ring
SETS = [data.scenes(40, objects=(1, 1), seed=seed) for seed in (15, 16, 17)]
LABELS = [np.concatenate(each.labels) - 1 for each in SETS]
MASKS = [np.array([masks[0] for masks in each.masks]) for each in SETS]
scenes, labels = SETS[0].images, LABELS[0]
right = [np.mean(network.predict(each.images, verbose=0).argmax(axis=1) == truth)
         for each, truth in zip(SETS, LABELS, strict=True)]
print("right, three sets of scenes:", [f"{part:.0%}" for part in right])

# %% [markdown]
# ## The gradient of a score says what each pixel could change
#
# A network for paper: six pixels, three units with ReLU, and two scores from the units' outputs $h$:
# disc $= 3h_0 - h_1 + 2h_2$ and ring $= 4h_0 + h_1 - h_2 - 15$.

# %%
paper = np.array([[1.0, 2, 0], [3, 1, 2]])
units = np.array([[[2.0, 0, 1], [1, -1, 0]], [[0, 1, -1], [1, 0, 0]], [[1, -2, 0], [0, 2, -1]]])
disc = np.array([3.0, -1, 2])  # what the score of the disc sends back to the units
figures.relu_rules_on_paper(paper, units, disc)

# %% [markdown]
# The ReLUs give $h = [4\;5\;0]$; disc scores 7, ring 6. Go backwards (chapter 6): 3 and −1 pass their ReLUs; the third is **shut**, as its input −3 is negative, and stops the 2. So the gradient of the disc's score is 3 times the weights of unit 0 minus those of unit 1:
#
# $$\frac{\partial\,\text{disc}}{\partial x} = \begin{bmatrix} 6 & -1 & 4 \\ 2 & -3 & 0 \end{bmatrix}$$
#
# Its size at each pixel is the **saliency** of the pixel: 6 1 4; 2 3 0. A little more of the first pixel raises the score six times as much.
#
# **Predict before you run.** And the *probability* of the disc, after softmax? A little more of each pixel: does it rise (1), fall (−1) or stay (0)? The ring's score has a gradient too.

# %% exercise="probability_signs"
probability_signs = ...  # six signs, as the image: [[., ., .], [., ., .]]
### BEGIN SOLUTION
probability_signs = [[-1, -1, 1], [-1, 1, 0]]
### END SOLUTION

# %%
L = keras.layers
small = keras.Sequential(
    [keras.Input((2, 3, 1)), L.Flatten(), L.Dense(3, activation="relu"), L.Dense(2)])
both = np.array([disc, [4, 1, -1]]).T  # from the units to the scores of disc and ring
small.set_weights([units.reshape(3, 6).T, np.zeros(3), both, np.array([0, -15])])


def gradient_of(score):
    return models.input_gradient(small, paper[None, ..., None], score)[0, ..., 0]

# %% check="probability_signs" points=1
with check("probability_signs", probability_signs) as answer:
    answer.equals(np.sign(gradient_of(lambda scores: keras.ops.softmax(scores)[:, 0])))

# %% [markdown]
# Only the *lead* over the other scores counts for a probability. The first pixel gives the disc 6 and the ring 8: the score rises, the probability falls. The fifth lowers both, the ring more. With $s_j$ for the scores and $p_j$ for the probabilities:
#
# $$\frac{\partial p_c}{\partial x} = p_c \Big( \frac{\partial s_c}{\partial x} - \sum_j p_j \frac{\partial s_j}{\partial x} \Big)$$
#
# `models.input_gradient(model, images, score)` gives gradients of the shape of the images, (batch, height, width, channels). `score` picks one number an image from the outputs: `lambda scores: scores[:, 3]`. How large are they, on scenes of which the network is sure?

# %%
def root_mean_square(gradient):
    return np.sqrt(np.mean(gradient**2, axis=(1, 2, 3)))


wanted = keras.ops.one_hot(labels, 5)
of_score = models.input_gradient(network, scenes, lambda s: keras.ops.sum(s * wanted, axis=1))
of_part = models.input_gradient(
    network, scenes, lambda s: keras.ops.sum(keras.ops.softmax(s) * wanted, axis=1))
share = root_mean_square(of_part) / root_mean_square(of_score)

# %%
print(f"gradient of the probability, as a part of the score's: median {np.median(share):.1e},")
print(f"smallest {share.min():.1e}, largest {share.max():.1e}")
pairs = zip(np.abs(of_score), np.abs(of_part), strict=True)
alike = np.mean([explain.rank_correlation(*pair) for pair in pairs])
print(f"order of the pixels in the two: rank correlation {alike:.2f} (1: the same)")

# %% [markdown]
# > ### What books get wrong: "the gradient of the predicted probability"
# > When $p_c$ is near 1, the sum is nearly $\partial s_c / \partial x$: the bracket is close to 0. Here the order of the pixels stays much the same; the size does not. So maps of two scenes cannot be compared, a step along such a gradient goes nowhere, and a pixel may have the wrong sign, as on paper. Take the score before softmax; `explain` leaves a last softmax out wherever it finds one.
#
# ### Exercise: saliency
#
# A pixel has three channels, so three numbers. Its saliency is their largest size (`"max"`) or their mean size (`"mean"`); with `"all"` you get the gradient as it is, signs and all.

# %% exercise="saliency"
def saliency(model, images, class_index, channels="max"):
    """Return a map for each image, shape (batch, height, width); for "all" as the images.

    The model ends in scores. A pixel with the gradient 3, -5, 1 has 5 for "max", 3 for "mean".
    """
    ### BEGIN SOLUTION
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)
    ### END SOLUTION

# %%
keras.utils.set_random_seed(16)
bent = keras.Sequential([keras.Input((4, 5, 3)), L.Conv2D(6, (2, 3), activation="relu"),
                         L.Flatten(), L.Dense(4)])
waves = np.sin(np.arange(120.0)).reshape(2, 4, 5, 3)


def true_saliency(model, images, class_index, channels="max"):
    return explain.saliency(model, images, class_index, channels=channels)

# %% check="saliency" points=2
with check("saliency", saliency) as answer:
    answer.on(small, paper[None, ..., None], 0).gives([[[6, 1, 4], [2, 3, 0]]])
    answer.on(bent, waves, 2).agrees_with(true_saliency)
    answer.on(bent, waves, 3, "mean").agrees_with(true_saliency)
    answer.on(bent, waves, 0, "all").agrees_with(true_saliency)
    answer.avoids("explain", "true_saliency")
    ### BEGIN HIDDEN TESTS
    made = answer.random.normal(size=(3, 4, 5, 3))
    for channels in ("max", "mean", "all"):
        answer.on(bent, made, 1, channels).agrees_with(true_saliency)
    ### END HIDDEN TESTS

# %% [markdown]
# Yours on four scenes. Yellow pixels would move the score most. Do you recognise the shapes?

# %%
def lit(image, heat):
    return figures.heat_over_image(image, heat, np.quantile(heat, 0.995))

# %% demo="your_saliency"
def show_saliency(places=(0, 1, 2, 3)):
    maps = [saliency(network, scenes[place][None], labels[place])[0] for place in places]
    heat = [lit(scenes[place], np.array(each)) for place, each in zip(places, maps, strict=True)]
    return figures.filter_gallery({"scene": scenes[list(places)], "your saliency": heat}, side=192)


demos.once_written(show_saliency)

# %% [markdown]
# The maps gather at the shapes, but they are ragged. A gradient says what a *small change* does; it does not say what is there.
#
# > **Takeaway.** Saliency is the size of the gradient of the score, not of the probability.

# %% [markdown]
# ## A mean over noisy copies is smoother, not always better
#
# A ReLU opens or shuts at a touch, so the gradient jumps from pixel to pixel. **SmoothGrad** adds noise to the image many times and takes the mean of the gradients. Add copies, then noise: when does the map get calmer, and when does it lose the object?

# %% demo="smooth_gradient_noise"
demos.smooth_gradient_noise(network)

# %% [markdown]
# ### Exercise: SmoothGrad
#
# The noise has the standard deviation `noise` times the image's range, largest minus smallest number. `draws` holds standard normal numbers, one array of the image's shape for each copy. `gradient_of` takes a batch. On paper: the image $[-1\;2]$, of range 3; noise $\frac13$, so the draws count as they are: $[2\;0]$ and $[0\;{-3}]$. The copies are $[1\;2]$ and $[-1\;{-1}]$. For a ReLU at each pixel the gradients are $[1\;1]$ and $[0\;0]$, with the mean $[0.5\;0.5]$. Without noise it is $[0\;1]$.

# %% exercise="smooth_gradient"
def smooth_gradient(gradient_of, image, noise, draws):
    """Return the mean gradient of noisy copies, in the shape of the image.

    smooth_gradient(lambda batch: batch > 0, [-1, 2], 1 / 3, [[2, 0], [0, -3]]) is [0.5, 0.5].
    """
    ### BEGIN SOLUTION
    deviation = noise * (image.max() - image.min())
    return np.mean(gradient_of(image + deviation * draws), axis=0)
    ### END SOLUTION

# %%
def open_relus(batch):
    return (np.asarray(batch) > 0).astype(float)


def of_class_2(batch):
    return models.input_gradient(bent, batch, lambda scores: scores[:, 2])


def of_a_third_of_cubes(batch):
    return np.asarray(batch) ** 2

# %% check="smooth_gradient" points=2
with check("smooth_gradient", smooth_gradient) as answer:
    truth = reference.mean_noisy_gradient
    draws = np.array([[[1.0, 2, 0], [-2, 1, 3]], [[0, 1, -1], [4, -1, 2]]])
    answer.on(of_a_third_of_cubes, [[1, -2, 0.5], [3, 0, -1]], 0.2, draws).agrees_with(truth)
    two_draws = [[2, 0], [0, -3]]
    answer.on(open_relus, [-1, 2], 1 / 3, two_draws).gives([0.5, 0.5])
    answer.on(open_relus, [-1, 2], 0, two_draws).gives([0, 1])
    three_draws = np.cos(np.arange(180.0)).reshape(3, 4, 5, 3)
    answer.on(of_class_2, 20 * waves[0] - 5, 0.2, three_draws).agrees_with(truth)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    many = answer.random.normal(size=(7, 4, 5, 3))
    image = answer.random.normal(size=(4, 5, 3))
    answer.on(of_class_2, image, 0.4, many).agrees_with(reference.mean_noisy_gradient)
    ### END HIDDEN TESTS

# %% [markdown]
# Does yours help? The scenes know the truth. **Energy inside** is the part of a map's sum that lies on the object; the part of the pixels on the object is chance.

# %%
def noisy_maps(images, truth, noise, copies):
    random = np.random.default_rng(16)
    for image, label in zip(images, truth, strict=True):
        def gradient_of(batch, label=label):
            return models.input_gradient(network, batch, lambda scores: scores[:, label])
        draws = random.normal(size=(copies, *image.shape))
        yield np.abs(smooth_gradient(gradient_of, image, noise, draws)).max(axis=-1)

# %% demo="your_smoothgrad_measured"
def measured(noise, copies):
    maps = [np.array([*noisy_maps(each.images, truth, noise, copies)])
            for each, truth in zip(SETS, LABELS, strict=True)]
    return [explain.energy_inside(*pair).share.mean() for pair in zip(maps, MASKS, strict=True)]


for noise, copies in demos.progress(((0, 1), (0.1, 8), (0.3, 8)), "three amounts of noise"):
    inside = demos.once_written(measured, noise, copies)
    words = " ".join(f"{part:.3f}" for part in inside) if inside else inside
    print(f"noise {noise:4.0%}: energy inside, three sets {words}")
print("chance", *(f"{masks.mean():.3f}" for masks in MASKS))

# %% [markdown]
# A tenth of the range helps, a little, on each of the three sets. Three tenths do *harm*: half of the scenes that this network learnt from had noise, but not so much.
#
# > **Takeaway.** SmoothGrad explains the network near the image; how near, you must choose, and measure.

# %% [markdown]
# ## Three rules at a ReLU draw three pictures
#
# Chapter 15 used two rules for what comes back to a ReLU. The plain gradient passes where the ReLU's input was above 0. Deconvnet passes what is positive *coming back*, whatever the input was. **Guided backpropagation** asks for both.
#
# ### Exercise: the rules

# %% exercise="back_through_relu"
def back_through_relu(given, coming_back, rule):
    """Return what goes on, for rule "plain", "deconvnet" or "guided"; else raise ValueError.

    given is what the ReLU was given. An input of 0 is shut. With "plain",
    back_through_relu([3, -1, 2, 0], [-2, 4, 5, 1], "plain") is [-2, 0, 5, 0].
    """
    ### BEGIN SOLUTION
    if rule not in ("plain", "deconvnet", "guided"):
        raise ValueError(f"expected plain, deconvnet or guided; came {rule!r}")
    passes = np.ones(given.shape, dtype=bool)
    if rule != "deconvnet":
        passes &= given > 0
    if rule != "plain":
        passes &= coming_back > 0
    return np.where(passes, coming_back, 0.0)
    ### END SOLUTION

# %% check="back_through_relu" points=2
with check("back_through_relu", back_through_relu) as answer:
    given, came = [[-1, 2, 5], [0, 3, -4]], [[2, -3, 7], [6, 1, -5]]
    answer.on(given, came, "plain").gives([[0, -3, 7], [0, 1, 0]])
    for rule in ("deconvnet", "guided"):
        answer.on(given, came, rule).agrees_with(reference.back_through_relu)
    answer.on(given, came, "guide").raises(ValueError)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    for rule in ("plain", "guided", "deconvnet"):
        inputs, back = answer.random.normal(size=(2, 3, 4, 5))
        answer.on(inputs, back, rule).agrees_with(reference.back_through_relu)
    ### END HIDDEN TESTS

# %% [markdown]
# Your rules on the paper network. The maps differ already in their signs:

# %% demo="your_rules_on_paper"
RULES = ("plain", "deconvnet", "guided")


def show_rules():
    given = np.sum(units * paper, axis=(1, 2))
    handed = {rule: np.array(back_through_relu(given, disc, rule)) for rule in RULES}
    return figures.relu_rules_on_paper(paper, units, disc, handed)


demos.once_written(show_rules)

# %% [markdown]
# And on the real network: `models.gradient_by_rule` goes back through it layer by layer, and calls *your* function at each ReLU.

# %% demo="your_rules"
def show_your_rules(places=(0, 1, 2, 3)):
    rows = {"scene": scenes[list(places)]}
    for rule in RULES:
        rows[rule] = []
        for place in places:
            def bend(given, came, rule=rule):
                return back_through_relu(given, came, rule)
            found = models.gradient_by_rule(network, scenes[place][None], labels[place], bend)
            rows[rule].append(lit(scenes[place], np.abs(found[0]).max(axis=-1)))
    return figures.filter_gallery(rows, side=192)


demos.once_written(show_your_rules)

# %% [markdown]
# Guided backpropagation clears the ground and gathers at the shape, tidy enough for a report. Keep your judgement until the network forgets, below.
#
# > **Takeaway.** Plain asks whether the ReLU was open, deconvnet what comes back, guided both; only plain is the gradient.

# %% [markdown]
# ## Grad-CAM asks a layer, not the pixels
#
# The maps of the last layers know *what* and still know *where*. **Grad-CAM** adds them up. With $A_k$ for map $k$ of a layer ($N$ places) and $s_c$ for the score:
#
# $$\alpha_k = \frac{1}{N} \sum_{\text{places}} \frac{\partial s_c}{\partial A_k}, \qquad \text{map} = \text{ReLU}\Big( \sum_k \alpha_k A_k \Big)$$
#
# On paper: two maps of 1 by 2, $[4\;{-1}]$ and $[2\;6]$, with the gradients $[1\;3]$ and $[-1\;0]$. The weights are 2 and −0.5, the sum is $[7\;{-5}]$, the map $[7\;0]$.
#
# Without the last ReLU it is the *vanilla* variant, which also shows what speaks against the class. Times guided backpropagation, pixel by pixel, it is *guided* Grad-CAM. Go down the layers: when does it lose the object?

# %% demo="grad_cam_layers"
demos.grad_cam_layers(network)

# %%
for layer in ("conv1", "conv3", "conv5"):
    hits = []
    for each, truth, masks in zip(SETS, LABELS, MASKS, strict=True):
        maps = explain.grad_cam(network, each.images, truth, layer=layer, variant="vanilla")
        hits.append(explain.pointing_game(maps, masks).mean())
    print(f"Grad-CAM of {layer}: hottest pixel on the object", *(f"{part:.0%}" for part in hits))

# %% [markdown]
# Lower layers see edges and parts, wherever they are. One weight for a whole map cannot say which of them count.
#
# ### Exercise: repair a colleague's Grad-CAM
#
# `models.layer_gradient(model, images, layer, score)` gives `.activations` and `.gradient`, both (batch, height, width, channels). It runs. It has four bugs; compare it with the formula, image by image.

# %%
def colleagues_grad_cam(model, images, class_index, layer):
    def score(outputs):
        return keras.ops.softmax(outputs)[:, class_index]

    found = models.layer_gradient(model, images, layer, score)
    weights = np.abs(found.gradient).mean(axis=(0, 1, 2))
    return np.sum(weights * np.maximum(found.activations, 0), axis=-1)

# %% exercise="grad_cam"
def grad_cam(model, images, class_index, layer):
    """Return the map of a layer, ReLU at the end, shape (batch, height, width) of the layer.

    The model ends in scores.
    """
    ### BEGIN SOLUTION
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)
    ### END SOLUTION

# %%
keras.utils.set_random_seed(6)
tall = keras.Sequential([keras.Input((7, 5, 2)), L.Conv2D(4, 3, name="first"), L.ReLU(),
                         L.Conv2D(3, (2, 1), name="second"), L.Flatten(), L.Dense(3)])
ripples = np.sin(np.arange(210.0)).reshape(3, 7, 5, 2)


def true_grad_cam(model, images, class_index, layer):
    return explain.grad_cam(model, images, class_index, layer=layer, resize=False)

# %% check="grad_cam" points=3
with check("grad_cam", grad_cam) as answer:
    answer.on(tall, ripples[:1], 0, "first").agrees_with(true_grad_cam)
    answer.on(tall, ripples, 1, "second").agrees_with(true_grad_cam)
    answer.on(tall, ripples, 2, "first").agrees_with(true_grad_cam)
    answer.avoids("explain", "true_grad_cam", "colleagues_grad_cam")
    ### BEGIN HIDDEN TESTS
    made = answer.random.normal(size=(4, 7, 5, 2))
    answer.on(tall, made, 0, "second").agrees_with(true_grad_cam)
    answer.on(tall, made[:2], 1, "first").agrees_with(true_grad_cam)
    ### END HIDDEN TESTS

# %% demo="your_grad_cam"
def show_grad_cam(places=(0, 1, 2, 3)):
    rows = {"scene": scenes[list(places)], "your Grad-CAM, conv5": []}
    for place in places:
        coarse = np.array(grad_cam(network, scenes[place][None], labels[place], "conv5"))
        fine = explain.resized(coarse[..., None], scenes.shape[1:3])[0, ..., 0]
        rows["your Grad-CAM, conv5"].append(figures.heat_over_image(scenes[place], fine))
    return figures.filter_gallery(rows, side=192)


demos.once_written(show_grad_cam)

# %% [markdown]
# Behind a global average and one dense layer, $\partial s_c / \partial A_k$ is the class weight $w_{kc}$ over $N$ at every place: Grad-CAM is the older **class activation map** $\sum_k w_{kc} A_k$, over $N$.

# %%
weights_of_scores = network.get_layer("scores").get_weights()[0]
maps = explain.activations(network, scenes, "conv5")
cam = np.sum(maps * weights_of_scores[:, labels].T[:, None, None], axis=-1)
vanilla = explain.grad_cam(network, scenes, labels, variant="vanilla", resize=False)
off = np.abs(maps.shape[1] * maps.shape[2] * vanilla - cam).max() / np.abs(cam).max()
print(f"class activation map against Grad-CAM times N: differ by at most {off:.0e} of the largest")

# %% [markdown]
# > ### What books get wrong: "saliency" that is a class activation map
# > Code under the title *saliency* often averages a layer's gradients and adds up maps. That is Grad-CAM. You tell them apart by the shape: here (12, 16) places and smooth, not (48, 64) pixels and ragged. Two methods, two names: the one says which pixels could change the score, the other where a layer saw what speaks for it.
#
# > **Takeaway.** Grad-CAM: the maps of a layer, weighted by the mean gradient of the score, then ReLU.

# %% [markdown]
# ## Integrated gradients add up to the score
#
# A gradient can be 0 where something matters. On paper: the score $f(x) = 4 \min(x, 1)$ at the pixel $x = 3$.
#
# **Predict before you run.** (i) What is the gradient at $x = 3$? (ii) Fade the pixel in, from 0 to 3, in many equal steps; the mean of the gradients on the way, times the way of 3: what is that?

# %% exercise="faded_in"
faded_in = ...  # two numbers: [(i), (ii)]
### BEGIN SOLUTION
faded_in = [0, 4]
### END SOLUTION

# %% check="faded_in" points=1
with check("faded_in", faded_in) as answer:
    way = 3 * (np.arange(3000) + 0.5) / 3000
    slopes = np.diff(4 * np.minimum(np.append(way, 3.0), 1)) / np.diff(np.append(way, 3.0))
    answer.equals([slopes[-1], 3 * slopes.mean()], within=1e-2)

# %% [markdown]
# (ii) is $f(3) - f(0)$. So it is with many pixels: **integrated gradients** go from a *baseline* image $x'$, such as the mean colour, to the image $x$. Each pixel gets $(x - x')$ times its mean gradient on the way, and together they are the change of the score:

# %%
parts = explain.integrated_gradients(network, scenes[:3], labels[:3], steps=64)
empty = np.broadcast_to(scenes[:3].mean(axis=(1, 2), keepdims=True), scenes[:3].shape)
for place in range(3):
    pair = np.stack([scenes[place], empty[place]])
    scores = network.predict(pair, verbose=0)[:, labels[place]]
    change = scores[0] - scores[1]
    print(f"sum of the parts {parts[place].sum():.2f}, change of the score {change:.2f}")

# %% [markdown]
# The price: a pixel of the baseline's own colour gets 0, whatever it means.
#
# > **Takeaway.** Integrated gradients share out a difference of scores, between an image and a baseline that you chose.
#
# *A good place for a break. You can draw maps; now put them on trial.*

# %% [markdown]
# ## Score a map before you believe it
#
# With true masks there are four questions. **Pointing game**: is the hottest pixel on the object? **Energy inside**: how much of the map is? **Deletion**: put the image's mean colour over pixels, hottest first; how soon does the probability fall (area below its curve: small is good)? **Insertion**: bring them into a blurred image; how soon does it rise (large is good)?
#
# ### Exercise: the pointing game
#
# Where several pixels are the hottest, the part of them that lies in the mask counts. So a constant map scores what a blind guess does.

# %% exercise="pointing_game"
def pointing_game(maps, masks):
    """Return for each map 1 for a hit and 0 for a miss; ties are shared. Shape (batch,).

    maps and masks have the shape (batch, height, width); a mask is True on the object.
    """
    ### BEGIN SOLUTION
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.sum(hottest & (masks > 0), axis=(1, 2)) / np.sum(hottest, axis=(1, 2))
    ### END SOLUTION

# %%
three_maps = np.array([[[0.0, 3, 1], [2, 1, 3]],
                       [[4, 0, 4], [0, 4, 4]], [[-3, -1, -2], [-5, -4, -2]]])
three_masks = np.array([[[1, 1, 0], [0, 0, 0]], [[0, 0, 1], [1, 1, 0]], [[1, 0, 1], [1, 1, 0]]]) > 0

# %% check="pointing_game" points=2
with check("pointing_game", pointing_game) as answer:
    answer.on(three_maps, three_masks).gives([0.5, 0.5, 0])
    answer.on(-three_maps[:2], ~three_masks[:2]).agrees_with(explain.pointing_game)
    answer.avoids("explain")
    ### BEGIN HIDDEN TESTS
    maps_ = answer.random.integers(-5, 4, size=(9, 3, 5)).astype(float)
    marks = answer.random.random((9, 3, 5)) < 0.4
    marks[:, 0, 0] = True
    answer.on(maps_, marks).agrees_with(explain.pointing_game)
    ### END HIDDEN TESTS

# %% [markdown]
# Now all methods on one scene. Which has the *prettiest* picture, and which the best numbers?

# %% demo="methods_side_by_side"
demos.methods_side_by_side(network)

# %%
methods = {
    "saliency": explain.saliency,
    "SmoothGrad": lambda m, x, c: explain.smooth_gradient(m, x, c, samples=8, noise=0.1),
    "guided": explain.guided_backpropagation,
    "deconvnet": explain.deconvnet,
    "Grad-CAM": explain.grad_cam,
    "guided Grad-CAM": lambda m, x, c: explain.grad_cam(m, x, c, variant="guided"),
    "integrated": lambda m, x, c: explain.integrated_gradients(m, x, c, steps=16),
}
random = np.random.default_rng(16)
methods["random map"] = lambda m, x, c: random.random(x.shape[:3])

# %%
def scored(method, images, truth, masks, few=5):
    maps = method(network, images, truth)
    hits = [pointing_game(maps, masks).mean(),  # yours; and one that lets 2 pixels pass:
            explain.pointing_game(maps, masks, tolerance=2).mean()]
    taken = [curve(network, images[:few], maps[:few], truth[:few], steps=16).area.mean()
             for curve in (explain.deletion, explain.insertion)]
    return [*hits, explain.energy_inside(maps, masks).share.mean(), *taken]

# %% demo="methods_scored"
def score_all():
    print("worst of three sets  hit   hit within 2   energy   deletion   insertion")
    for name, method in demos.progress(methods.items(), "eight methods"):
        rows = np.array([scored(method, each.images, truth, masks)
                         for each, truth, masks in zip(SETS, LABELS, MASKS, strict=True)])
        worst = [*rows[:, :3].min(axis=0), rows[:, 3].max(), rows[:, 4].min()]
        print(f"{name:19}", *(f"{number:9.2f}" for number in worst))


demos.once_written(score_all)

# %% [markdown]
# In the first three columns all but deconvnet beat the random map by far; deconvnet points like a blind guess: it draws the unit, not this scene (chapter 15). Insertion hardly separates the methods. Grad-CAM has the best hottest pixel, but its places are 4 pixels wide, so just beside the edge happens. Let 2 pixels pass, half a place and it hits more than nine times in ten. SmoothGrad has more energy inside than plain saliency and points no better. Guided backpropagation scores well. And the four questions have no common winner: deletion, for one, makes images with holes, which the network has never seen.
#
# From a map to a mask: **GrabCut** takes the hottest pixels as object, learns the colours of both sides, and moves the edge to where colours change. Intersection over union with the true mask, beside a plain threshold at the hottest 15 % of the pixels. (Objects have about a tenth: it cannot get far beyond 0.6.)

# %%
def overlap(one, other):
    return np.sum(one & other) / np.sum(one | other)


for each, truth, masks in zip(SETS, LABELS, MASKS, strict=True):
    maps = explain.grad_cam(network, each.images, truth)
    photos = np.round(255 * each.images).astype(np.uint8)
    cut = [explain.heat_map_mask(*pair, object_part=0.03, likely_part=0.15)
           for pair in zip(photos, maps, strict=True)]
    plain = [heat >= np.quantile(heat, 0.85) for heat in maps]
    ious = [np.mean([overlap(*pair) for pair in zip(found, masks, strict=True)])
            for found in (cut, plain)]
    print(f"mask from Grad-CAM: GrabCut {ious[0]:.2f}, threshold {ious[1]:.2f}")

# %% [markdown]
# The colours of the scene mend what the coarse map does not know.
#
# And on something the network has not learnt from? Show the course's reader of 21 printed letters (chapter 14) *real handwritten digits*. It must name a letter; does it at least look at the ink?

# %%
reader = models.trained_network("letters")
for seed in (15, 16, 17):
    written = data.digit_scenes("test", per_class=6, seed=seed)
    letters = reader.predict(written.images, verbose=0).argmax(axis=1)
    hits = [explain.pointing_game(explain_it(reader, written.images, letters), written.masks).mean()
            for explain_it in (explain.saliency, explain.grad_cam, explain.guided_backpropagation)]
    told = [f"{part:.2f}" for part in [*hits, written.masks.mean()]]
    print("hottest pixel on the ink: saliency, Grad-CAM, guided, chance:", *told)

# %%
some = [0, 14, 24, 30, 44, 56]
heat = explain.grad_cam(reader, written.images[some], letters[some])
warm = [figures.heat_over_image(*pair) for pair in zip(written.images[some], heat, strict=True)]
title = "Grad-CAM of the letter that the reader names"
seen_as = {title: [data.WRITTEN_LETTERS[k] for k in letters[some]]}
figures.filter_gallery({"real handwriting": written.images[some], title: warm}, seen_as, side=120)

# %% [markdown]
# At least twice as often as by chance, though it has never seen a digit: it takes the strokes for letters. The methods work on any Keras model, here one with batch normalisation.
#
# > **Takeaway.** Count against chance and against a random map; a pretty map can be a poor witness.

# %% [markdown]
# ## A map that does not change when the network forgets explains nothing
#
# The harshest test needs no masks. Give the network random weights, layer by layer from the top. It then knows nothing; a map that explains what it *had* learnt must change. **Rank correlation** compares the order of the pixels, before and after: 1 is the same map, about 0 is nothing left.
#
# **Predict before you run.** The layers scores, conv5 and conv4 are random now. One of the four, saliency, guided, deconvnet, Grad-CAM, keeps most of its old map. Which?

# %% exercise="fails_check"
fails_check = ...  # a name in quotes: "saliency", "guided", "deconvnet" or "Grad-CAM"
### BEGIN SOLUTION
fails_check = "guided"
### END SOLUTION

# %%
UPPER = "scores", "conv5", "conv4"

# %% check="fails_check" points=1
with check("fails_check", fails_check) as answer:
    four = ("saliency", "guided", "deconvnet", "Grad-CAM")
    given = network, scenes[:6], labels[:6]
    left = [explain.sanity_check(methods[name], *given, layers=UPPER).left for name in four]
    answer.satisfies(lambda name: name in four, "one of the four names")
    answer.equals(four[int(np.argmax(left))])

# %% [markdown]
# Let it forget, and look:

# %% demo="forgetting_layers"
demos.forgetting_layers(network)

# %% demo="what_is_left"
kept = {}
for name in demos.progress(("saliency", "guided", "deconvnet", "Grad-CAM"), "four methods"):
    kept[name] = [explain.sanity_check(methods[name], network, scenes[:8], labels[:8], seed=seed)
                  for seed in (0, 1, 2)]
order = kept["guided"][0].layers
figures.forgotten_layers(order, {name: np.mean([c.similarity.mean(axis=1) for c in each], axis=0)
                                 for name, each in kept.items()})

# %% demo="what_is_left_in_numbers"
deep = order.index("conv4")
for name, each in kept.items():
    after = [c.similarity[deep].mean() for c in each], [c.left for c in each]
    text = [f"{min(part):.2f} to {max(part):.2f}" for part in after]
    print(f"{name:10} down to conv4 {text[0]}, all layers {text[1]}")

# %% [markdown]
# Guided backpropagation fails: with the upper half of the network random, much of its map is as before, in each of three runs. It shows what the *first* layers answer to, edges above all, and hardly asks the upper ones; it scored well because edges of shapes lie on shapes. When those first layers forget too, it comes down like the others. Grad-CAM loses its map at the first step; from there a single random network may agree by chance, up to about 0.4, and with all layers random at most 0.1 is left. Plain saliency lies between, until conv1 forgets, too.
#
# > **Takeaway.** Before you ask what a map says about a network, ask whether it depends on the network.

# %% [markdown]
# ## A shortcut in the data is found by its saliency
#
# Back to the engineer. Two networks of one kind: the sound one of this chapter, and one that was trained on scenes of her own factory. At the customer that one takes squares for discs.

# %%
NETS = {"misled": models.trained_network("shortcut"), "sound": network}
PLANTED = {"factory": {"disc": 0.95}, "customer": {"square": 0.95}}
SEEDS = (25, 26, 27)
PARTS = {where: [data.scenes(100, objects=(1, 1), shortcut=mark, seed=seed) for seed in SEEDS]
         for where, mark in PLANTED.items()}


def right_on(net, made):
    said = net.predict(made.images, verbose=0).argmax(axis=1)
    truth = np.concatenate(made.labels) - 1
    squares = truth == NAMES.index("square")
    return np.mean(said == truth), np.mean(said[squares] == NAMES.index("disc"))

# %%
for name, net in NETS.items():
    three = {where: np.array([right_on(net, made) for made in PARTS[where]]) for where in PARTS}
    least = [f"{where} {three[where][:, 0].min():.0%}" for where in three]
    taken = [f"{part:.0%}" for part in three["customer"][:, 1]]
    print(f"{name}: right, least of three sets: {', '.join(least)};", end=" ")
    print("squares called disc at the customer", *taken)

# %% [markdown]
# In the factory the test was passed. No accuracy measured *there* could tell. So where does the misled network look when it sees a disc? One map is ragged; take the mean over all discs of a set, and find its brightest block.
#
# ### Exercise: where is a map brightest?
#
# On paper: of the map with the rows $[0\;1\;2\;0]$ and $[6\;0\;3\;5]$, blocks of 2 by 2 sum to 7, 6 and 10.

# %% exercise="brightest_block"
def brightest_block(heat, size):
    """Return [top, left] of the block of size (height, width) with the largest sum.

    heat is (rows, columns). brightest_block([[0, 1, 2, 0], [6, 0, 3, 5]], (2, 2)) is [0, 2].
    """
    ### BEGIN SOLUTION
    blocks = np.lib.stride_tricks.sliding_window_view(heat, size)
    sums = blocks.sum(axis=(2, 3))
    return [*np.unravel_index(sums.argmax(), sums.shape)]
    ### END SOLUTION

# %% check="brightest_block" points=2
with check("brightest_block", brightest_block) as answer:
    answer.on([[0, 1, 2, 0], [6, 0, 3, 5]], (2, 2)).gives([0, 2])
    heat = np.abs(np.sin(np.arange(35.0) ** 2)).reshape(5, 7)
    heat[4, 0] = 2  # the brightest pixel is not in the brightest block
    for size in ((2, 3), (3, 2), (1, 1), (5, 4), (1, 7)):
        answer.on(heat, size).agrees_with(reference.brightest_block)
    answer.on(heat - 5, (2, 2)).agrees_with(reference.brightest_block)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    high, wide = answer.random.integers(2, 5, size=2).tolist()
    answer.on(answer.random.random((6, 9)), (high, wide)).agrees_with(reference.brightest_block)
    ### END HIDDEN TESTS

# %% demo="your_brightest_blocks"
def look_at_discs():
    rows = {"discs in the factory": [], **{f"{name}: mean saliency": [] for name in NETS}}
    for made in PARTS["factory"]:
        discs = made.images[np.concatenate(made.labels) == 1]
        rows["discs in the factory"].append(discs[0])
        for name, net in NETS.items():
            heat = np.mean(explain.saliency(net, discs, 0), axis=0)
            top, left = brightest_block(heat, (6, 6))
            print(f"{name}: {len(discs)} discs, brightest block at row {top}, column {left}")
            rows[f"{name}: mean saliency"].append(heat / heat.max())
    return figures.filter_gallery(rows, side=192)


demos.once_written(look_at_discs)

# %% [markdown]
# The sound network looks at the middle, where discs lie. The misled one looks at rows 42 to 47, columns 58 to 63 of 48 by 64: the bottom right corner, three times of three. There nearly every disc has a chequered mark; say, the sticker of the machine that makes discs. At the customer the *squares* have it.
#
# Which methods see it? The corner of 6 by 6 pixels is 1.2 % of the image:

# %%
def marked_discs(made):
    chosen = [i for i in range(100) if made.marked[i] and made.labels[i][0] == 1]
    return made.images[chosen], np.array([made.masks[i][0] for i in chosen])


def energy_in_corner(maps):
    return explain.energy_inside(maps, np.broadcast_to(CORNER, maps.shape)).share.mean()


DISCS = [marked_discs(made) for made in PARTS["factory"]]
CORNER = np.zeros((48, 64), dtype=bool)
CORNER[-6:, -6:] = True

# %% demo="the_corner"
def look_into_the_corner():
    for name, net in NETS.items():
        for method in ("saliency", "Grad-CAM", "guided", "integrated"):
            maps = [methods[method](net, images, 0) for images, _ in DISCS]
            energy = [f"{energy_in_corner(each):.1%}" for each in maps]
            hits = [pointing_game(each, np.broadcast_to(CORNER, each.shape)) for each in maps]
            print(f"{name}: {method} in the corner", *energy, end="; hottest pixel there ")
            print(*(f"{np.mean(each):.0%}" for each in hits))


demos.once_written(look_into_the_corner)

# %% demo="squares_at_the_customer"
made = PARTS["customer"][0]
four = [i for i in range(100) if made.marked[i]][:4]
rows, names = {"squares at the customer": made.images[four]}, {}
for title, net in NETS.items():
    said = net.predict(made.images[four], verbose=0).argmax(axis=1)
    maps = explain.saliency(net, made.images[four], said)
    rows[title] = [lit(*pair) for pair in zip(made.images[four], maps, strict=True)]
    names[title] = [f"says: {NAMES[k]}" for k in said]
figures.filter_gallery(rows, names, side=192)

# %% [markdown]
# All four methods have at least three times as much in the corner of the misled network as chance would give, and in the sound one less than chance. (A size has no sign: where the misled network says square, the corner may speak *against* it.) Mind how you ask: the *hottest* pixel of Grad-CAM never lies there, because the disc counts for more. The cause is in the *data*: the network learnt the easiest clue to the label. So is the remedy: photograph without stickers, or put them on all shapes alike. Your map found it from factory pictures alone, and a person knew that the corner ought not to matter.
#
# Guided backpropagation saw the corner as well. Is it cleared, then? Shuffle the weights of the upper layers: now the network cannot tell a disc from anything, and nothing decides.

# %%
def half_shuffled(seed):
    net, random = models.trained_network("shortcut"), np.random.default_rng(seed)
    for layer in map(net.get_layer, UPPER):
        layer.set_weights([random.permutation(w.ravel()).reshape(w.shape)
                           for w in layer.get_weights()])
    return net

# %% demo="half_shuffled"
misled, *shuffled = NETS["misled"], *map(half_shuffled, (0, 1, 2))
for method in ("guided", "saliency"):
    for what, nets in (("trained", 3 * [misled]), ("shuffled", shuffled)):
        pairs = [(methods[method](net, images, 0), masks)
                 for net, (images, masks) in zip(nets, DISCS, strict=True)]
        on_disc = [f"{explain.energy_inside(*pair).share.mean():.0%}" for pair in pairs]
        in_corner = [f"{energy_in_corner(maps):.1%}" for maps, _ in pairs]
        print(f"{method}, {what}: on the disc", *on_disc, "in the corner", *in_corner)
print("chance: on the disc", *(f"{masks.mean():.0%}" for _, masks in DISCS), "in the corner 1.2%")

# %% [markdown]
# Saliency falls to chance. Guided backpropagation still has twice its chance and more on the disc, three times in the corner: it shows what the lower layers *notice*, not what the network makes of it.
#
# ### Written question
#
# A supplier shows you guided backpropagation of ten discs. "Three times as much of the map lies on the disc as by chance, so the network decides by the shape; and the accuracy in our factory is as good as 100 %. Sign." Answer in four sentences: why the picture is no evidence; which map you ask for instead, and which two of this chapter's tests it must have passed; why the accuracy is no evidence; and how you would test for a shortcut without any map.

# %% [markdown] answer="the_sticker" points=3
# ### BEGIN SOLUTION
# **Model answer.** Guided backpropagation shows what the lower layers notice: with the upper layers random or shuffled its map still lies on the disc, so it cannot tell what the network decides by. I ask for Grad-CAM, or the gradient of the score, on the same discs, with the energy or the pointing game beside chance, and with the sanity check by random weights. The accuracy was measured where the mark stands beside the discs, so a network that reads the mark gets it too. Without a map I move the mark to the squares, or take it away, and count again.
#
# **Rubric.** 1 point: guided backpropagation fails the sanity check, so it is no evidence of what the network decides by. 1 point: names Grad-CAM or saliency, scored against masks and chance, and put to the sanity check. 1 point: the test data share the bias; change the mark (moved, removed) and measure again.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** A map that passes the sanity check can find a bias in the data that no accuracy on that data shows.

# %% [markdown]
# ## Three things to remember
#
# 1. Differentiate the score, not the probability; say which method drew the map.
# 2. Score a map against masks and chance; check that it changes when the network forgets.
# 3. A shortcut shows in the map before it shows in the accuracy.
#
# **Roads not taken.** *Layer-wise relevance propagation* and *DeepLIFT* share the score out by other rules; *SHAP* takes means over orders in which pixels come in. *Score-CAM* weighs maps by forward runs and needs no gradient. *Concept activation vectors* ask for ideas instead of pixels.
#
# **If you want more** (ungraded). Do the sanity check with random *labels*: train the network on them, and compare maps. Take black in place of the mean colour as the baseline of integrated gradients: which scenes suffer? Square the gradients before SmoothGrad's mean. Plant a mark of your own in the digits of chapter 7, and find it. With a connection, explain the cat of `data.photo("chelsea")` by `keras.applications.VGG16`; it ends in a softmax.
#
# **Sources.** K. Simonyan, A. Vedaldi and A. Zisserman, *Deep Inside Convolutional Networks* (2014): saliency, by the score. D. Smilkov and others, *SmoothGrad* (2017). M. Zeiler and R. Fergus (2014): deconvnet. J. Springenberg and others, *Striving for Simplicity* (2015): guided backpropagation. B. Zhou and others (2016): class activation maps. R. Selvaraju and others, *Grad-CAM* (2017). M. Sundararajan, A. Taly and Q. Yan, *Axiomatic Attribution for Deep Networks* (2017). C. Rother, V. Kolmogorov and A. Blake, *GrabCut* (2004). J. Zhang and others (2016): the pointing game. V. Petsiuk, A. Das and K. Saenko, *RISE* (2018): deletion and insertion. J. Adebayo and others, *Sanity Checks for Saliency Maps* (2018).
