# %% [markdown]
# # 17 · Images made by networks
#
# **The question.** A guard at a gate trusts a network that looks at badges. Somebody shows it a badge that no person would take for a real one, and it opens: an inspector must know what pictures a network can be made to see, and how to tell made from real.
#
# **You will be able to**
#
# - *draw* what a network takes for a class, and *keep* the drawing from becoming noise;
# - *compute* what a style is to a network, and lay it over another picture;
# - *fool* a network within a small budget, and *measure* what tells made from real.
#
# **Time** about two hours; a good place for a break is marked. **Builds on** chapter 6 (descent), chapter 14 (frozen weights), chapter 15 (activations) and chapter 16 (gradient of a score).

# %%
import numpy as np

from convcourse import checks, data, demos, explain, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("17_images_from_networks")
demos.your_progress(check)

# %% [markdown]
# Two networks that sort parts by shape, from chapters 15 and 16; each was trained for itself. The first is yours today. The other, which fell for a mark in the corner, is asked for a second opinion: there are no marks here.

# %%
network, other = models.trained_network("shapes"), models.trained_network("shortcut")
NAMES = data.SCENE_CLASSES[1:]  # disc, square, triangle, cross, ring
scenes = data.scenes(60, objects=(1, 1), seed=41)
labels = np.concatenate(scenes.labels) - 1


def answers(model, images):
    return models.outputs_of(model, np.asarray(images, dtype="float32")).argmax(axis=1)


print(f"right: {np.mean(answers(network, scenes.images) == labels):.0%},", end=" ")
print(f"the other network {np.mean(answers(other, scenes.images) == labels):.0%}")
best = models.outputs_of(network, scenes.images).max()
print(f"the highest score of a real scene: {best:.0f}")

# %% [markdown]
# ## The weights stay, the image learns
#
# In training you hold the image and move the weights *down* the gradient of a loss. Now hold the weights and move the image *up* the gradient of a score. From a grey image, step by step, comes what the network would rather see than anything else: a **class model**.
#
# A gradient may be tiny or huge, so only its direction is used. With $g$ for the gradient, $N$ for how many numbers it has and $\eta$ for the step size:
#
# $$x \leftarrow x + \eta\,\frac{g}{\sqrt{\tfrac{1}{N}\sum g_i^2}}, \qquad \text{then cut to } 0 \ldots 1$$
#
# On paper: the image $[0.2\;\,0.7\;\,0.5\;\,0.9]$, the gradient $[3\;\,4\;\,0\;\,0]$, $\eta = 0.25$. The root mean square of the gradient is $\sqrt{25/4} = 2.5$, the step is $[0.3\;\,0.4\;\,0\;\,0]$, and the image becomes $[0.5\;\,1\;\,0.5\;\,0.9]$: the 1.1 was cut.
#
# ### Exercise: one step up
#
# The image may have any shape. Where the gradient is zero everywhere, there is no way up: the image stays as it is.

# %% exercise="ascent_step"
def ascent_step(image, gradient, step_size):
    """Return the image after one step up the gradient, in its shape, cut to 0 to 1.

    ascent_step([0.2, 0.7, 0.5, 0.9], [3, 4, 0, 0], 0.25) is [0.5, 1, 0.5, 0.9].
    """
    ### BEGIN SOLUTION
    size = np.sqrt(np.mean(gradient**2))
    if size == 0:
        return image
    return np.clip(image + step_size * gradient / size, 0, 1)
    ### END SOLUTION

# %% check="ascent_step" points=2
with check("ascent_step", ascent_step) as answer:
    answer.on([0.2, 0.7, 0.5, 0.9], [3, 4, 0, 0], 0.25).gives([0.5, 1, 0.5, 0.9])
    grid = np.linspace(0.05, 0.9, 6).reshape(2, 3)
    answer.on(grid, [[-6, 2, 0], [1, -2, 3]], 0.2).agrees_with(reference.ascent_step)
    answer.on(grid, np.zeros((2, 3)), 0.2).gives(grid)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    some, slope = answer.random.random(size=(3, 4, 2)), answer.random.normal(size=(3, 4, 2))
    answer.on(some, 1e-4 * slope, 0.3).agrees_with(reference.ascent_step)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Same gradient, other variable: with frozen weights an image can be trained.

# %% [markdown]
# ## A free climb is grainy; reins clean the strokes
#
# Set all reins to *off* and take more and more steps. The score goes far beyond that of any real scene: what do you see? Then switch the **reins** on, one by one. Which of them clears the grain away?

# %% demo="class_model_growing"
demos.class_model_growing(network)

# %% [markdown]
# Without reins, bits of shapes lie everywhere under fine grain. The network never said "one disc, in the middle": it takes the *mean* of its last maps, so it wants as many pieces of discs as there is room for. The grain is what its first layers let through and no scene ever had. The reins:
#
# - **Jitter**: shift the image by some pixels before each step, and back afterwards. Grain that helps at one place only is lost; strokes stay.
# - **L2**: after each step every number loses a part of its distance from grey, so that only what is asked for again and again stays.
# - **Blur**: now and then soften the image. **Smooth**: weaken the gradient's fine detail.
#
# All of them say *what pictures are like*, which the network itself was never taught.
#
# ### Exercise: a climb with reins
#
# For each `(down, across)` in `shifts`: shift the image (`np.roll` with `axis=(0, 1)`), take `ascent_step` at the gradient *there*, pull it towards 0.5 by the part `l2`, shift it back. On paper, the pull alone, with `l2` = 0.1: 0.9 becomes $0.5 + 0.9 \cdot 0.4 = 0.86$.

# %% exercise="climbed"
def climbed(gradient_of, image, shifts, step_size, l2):
    """Return the image after one step for each shift; gradient_of(image) has its shape.

    image is (height, width) or (height, width, 3), from 0 to 1; shifts are pairs (down, across).
    """
    ### BEGIN SOLUTION
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image
    ### END SOLUTION

# %%
hill = np.array([[1.0, -2, 0, 3], [0, 1, 4, -1], [2, 0, -3, 1]])


def towards_hill(image):  # up, wherever the image is below this pattern
    return hill / 4 - np.asarray(image)

# %% check="climbed" points=3
with check("climbed", climbed) as answer:
    start, shifts = np.linspace(0.1, 0.8, 12).reshape(3, 4), [(1, 0), (0, -2), (-1, 3)]
    for reins in (([(0, 0)], 0.1, 0.0), (shifts, 0.1, 0.0), ([(0, 0), (0, 0)], 0.1, 0.2),
                  (shifts[::-1], 0.05, 0.3)):
        answer.on(towards_hill, start, *reins).agrees_with(reference.reined_ascent)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    drawn = [tuple(pair) for pair in answer.random.integers(-2, 3, size=(4, 2)).tolist()]
    some = answer.random.random(size=(3, 4))
    answer.on(towards_hill, some, drawn, 0.07, 0.15).agrees_with(reference.reined_ascent)
    ### END HIDDEN TESTS

# %% [markdown]
# *Your* climb draws the five classes, once free and once with reins. Are the drawings of use to anybody but the network that they were drawn for? Ask the other one.

# %%
def draw(class_index, jitter, l2, seed, steps=40):
    random = np.random.default_rng(seed)

    def gradient_of(image):
        given = np.asarray(image)[None]
        return models.input_gradient(network, given, lambda scores: scores[:, class_index])[0]

    grey = 0.5 + 0.01 * random.standard_normal((48, 64, 3))
    shifts = random.integers(-jitter, jitter, endpoint=True, size=(steps, 2)).tolist()
    return climbed(gradient_of, grey, shifts, 0.03, l2)

# %% demo="your_class_models"
def draw_all(jitter, l2, seeds=(0, 1, 2)):
    sets = [np.array([draw(k, jitter, l2, seed) for k in range(5)]) for seed in seeds]
    for name, model in (("this network", network), ("the other", other)):
        seen = [f"{np.mean(answers(model, images) == np.arange(5)):.0%}" for images in sets]
        print(f"jitter {jitter}, L2 {l2:4}: recognised by {name}", *seen)
    print("its scores:", models.outputs_of(network, sets[0].astype("float32")).max(axis=1).round())
    return sets[0]


def show_class_models():
    rows = {"free": draw_all(0, 0.0), "with reins": draw_all(4, 0.02)}
    return figures.filter_gallery(rows, dict.fromkeys(rows, NAMES), side=144)


demos.once_written(show_class_models)

# %% [markdown]
# Look for hexagons and arcs in the disc's image, for right angles in the square's, for dots in the cross's. With reins the scores are lower and the strokes cleaner. Most drawings, free or not, are recognised by a network that had no part in them: so they show something that the *task* teaches. But no child would say "a disc". A class model tells what is **enough** for the network, not what the thing looks like.
#
# > **Takeaway.** The score says what the network wants, the reins say what pictures are like; a class model without them is grainy.

# %% [markdown]
# ## Inner layers have wishes of their own
#
# Climb the mean of one inner map in place of a score, and you get the texture that a channel answers to. It starts from noise: on plain grey some channels are silent, every ReLU on the way is shut, and there is no way up. Here are six channels of each layer. Look down the layers: where do plain colours end, where do stripes, where do dots begin?

# %% demo="patterns"
any_size = keras.Input((None, None, 3))
convolutions = [layer for layer in network.layers if layer.name.startswith(("conv", "pool"))]
trunk = keras.Sequential([any_size, *convolutions])
noise = np.random.default_rng(1).standard_normal((1, 72, 88, 3))
start = 0.5 + explain.gaussian_blur(0.6 * noise, 1.0)[0].clip(-0.5, 0.5)


def patterns(layer):
    seen = explain.activations(network, scenes.images[:20], layer)[:, 3:-3, 3:-3]
    loud = np.argsort(-seen.max(axis=(1, 2)).mean(axis=0))[:6].tolist()  # on real scenes
    reins = {"steps": 32, "jitter": 4, "smooth": 0.5, "l2": 0.04}
    return explain.filter_pattern(trunk, layer, loud, start=start, **reins).images

# %% demo="patterns_shown"
def stretched(images):
    apart = images - 0.5
    return 0.5 + apart / (2 * np.abs(apart).max(axis=(1, 2, 3), keepdims=True))


names = [f"conv{number}" for number in range(1, 6)]
drawn = {name: stretched(patterns(name)) for name in demos.progress(names, "five layers")}
figures.filter_gallery({name: made[:, 12:-12, 12:-12] for name, made in drawn.items()}, side=144)

# %% [markdown]
# conv1 asks for colours and colour edges, conv2 and conv3 for stripes in one direction. In conv4 dots and ladders begin, and conv5 asks for dots and for angles, which it puts together from what lies below.
#
# **Deep dream** starts from a photo and lets a layer have *more of whatever it sees in it*: it climbs the sum of squares of all its maps. It is done at a small size first, and the change is laid over the next larger size (an **octave**), so that large strokes come first and fine ones go into them.

# %% demo="dream"
cat = data.photo("chelsea") / 255.0


def dream(picture, layer):
    settings = {"octaves": 4, "steps": 10, "step_size": 0.015}
    return explain.deep_dream(trunk, picture, layer=layer, **settings).image


dreams = [dream(cat, layer)
          for layer in demos.progress(("conv2", "conv4", "conv5"), "three dreams")]
rows = {"a cat": [cat, dreams[0]], "its dreams": dreams[1:]}
titles = {"a cat": ["the photo", "conv2"], "its dreams": ["conv4", "conv5"]}
figures.filter_gallery(rows, titles, side=400)

# %% [markdown]
# This network has never seen a cat. It has seen edges and corners of parts, and finds them in the fur. A network that was trained on photographs of animals dreams of eyes and snouts.
#
# > **Takeaway.** A dream shows what a layer is ready to see, whatever you show it.
#
# *A good place for a break. So far images were drawn; next, two pictures become one, and then the network is misled.*

# %% [markdown]
# ## Style is which maps answer together, wherever
#
# For the *things* in a picture it counts where a map answers. For its *strokes* it does not: red on a slanted edge is the same stroke anywhere. The **Gram matrix** forgets the places. With $A_{pk}$ for what map $k$ says at place $p$, and $N$ places:
#
# $$G_{kl} = \frac{1}{N} \sum_p A_{pk} A_{pl}$$
#
# On paper: 2 × 2 places, two maps. The places say $(1, 2)$, $(3, 0)$, $(1, 4)$, $(1, 2)$. Then $G_{00} = (1 + 9 + 1 + 1)/4 = 3$, $G_{01} = (2 + 0 + 4 + 2)/4 = 2$ and $G_{11} = (4 + 0 + 16 + 4)/4 = 6$.
#
# **Predict before you run.** The four places change their order, and then all numbers of map 1 are doubled. What is the Gram matrix now?

# %% exercise="doubled_gram"
doubled_gram = ...  # two rows of two numbers: [[., .], [., .]]
### BEGIN SOLUTION
doubled_gram = [[3, 4], [4, 24]]
### END SOLUTION

# %% check="doubled_gram" points=1
with check("doubled_gram", doubled_gram) as answer:
    said = np.array([[[3.0, 0], [1, 4]], [[1, 2], [1, 2]]]) * [1, 2]
    answer.equals(reference.gram_matrix(said))

# %% [markdown]
# ### Exercise: the Gram matrix

# %% exercise="gram_matrix"
def gram_matrix(maps):
    """Return the Gram matrix, (channels, channels), of maps of shape (height, width, channels).

    With the four places above it is [[3, 2], [2, 6]].
    """
    ### BEGIN SOLUTION
    rows = maps.reshape(-1, maps.shape[-1])
    return rows.T @ rows / len(rows)
    ### END SOLUTION

# %% check="gram_matrix" points=2
with check("gram_matrix", gram_matrix) as answer:
    answer.on([[[1, 2], [3, 0]], [[1, 4], [1, 2]]]).gives([[3, 2], [2, 6]])
    waves = np.sin(np.arange(2 * 5 * 3.0)).reshape(2, 5, 3)
    answer.on(waves).agrees_with(reference.gram_matrix)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    high, wide, deep = answer.random.integers(2, 7, size=3).tolist()
    answer.on(answer.random.normal(size=(high, wide, deep + 1))).agrees_with(reference.gram_matrix)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: how far two styles are apart
#
# Several layers are compared, from fine strokes to coarse ones. Layers with large numbers must not drown the others. So for each layer: the sum of squared differences, divided by the sum of squares of what is wanted; then the mean over the layers. On paper, one layer: now $\begin{bmatrix}1&0\\0&1\end{bmatrix}$, wanted $\begin{bmatrix}1&0\\0&3\end{bmatrix}$. That is $4/10$.

# %% exercise="style_loss"
def style_loss(grams, aims):
    """Return one number, 0 for the same style; grams and aims hold one matrix for each layer.

    style_loss([[[1, 0], [0, 1]]], [[[1, 0], [0, 3]]]) is 0.4. Layers differ in size.
    """
    ### BEGIN SOLUTION
    each = [np.sum((np.array(now) - aim) ** 2) / np.sum(np.square(aim))
            for now, aim in zip(grams, aims, strict=True)]
    return np.mean(each)
    ### END SOLUTION

# %% check="style_loss" points=2
with check("style_loss", style_loss) as answer:
    one, two = np.array([[1.0, 0], [0, 1]]), np.array([[1.0, 0], [0, 3]])
    large = np.array([[9.0, 1, -2], [1, 4, 0], [-2, 0, 6]])
    answer.on([one], [two]).gives(0.4)
    answer.on([one, large], [two, large + 1]).agrees_with(reference.style_loss)
    answer.on([large - 2, two, one], [large, one, two]).agrees_with(reference.style_loss)
    answer.avoids("reference", "explain")
    ### BEGIN HIDDEN TESTS
    some, more = answer.random.normal(size=(2, 4, 4)), answer.random.normal(size=(2, 3, 3))
    answer.on([some[0], more[0]], [some[1], more[1]]).agrees_with(reference.style_loss)
    ### END HIDDEN TESTS

# %% [markdown]
# **Style transfer** makes two distances small at a time, by changing the image: that of the *maps* of a higher layer from those of a photo (things), and that of the *Gram matrices* of several layers from those of another picture (strokes). The **style weight** says how much the second counts. Move it: what of the cat changes, what stays?

# %% demo="style_weight"
demos.style_weight(network)

# %% [markdown]
# Larger, and with your own loss as the judge:

# %% demo="your_style"
STYLE = ["conv1", "conv2", "conv3", "conv4"]


def style_of(image):
    given = np.asarray(image, dtype="float32")[None]
    return [gram_matrix(explain.activations(trunk, given, layer)[0]) for layer in STYLE]


def styled(name, style, content):
    layers = {"content_layer": "conv3", "style_layers": STYLE}
    made = explain.style_transfer(trunk, content, style, style_weight=100, steps=100, **layers)
    now = [style_loss(style_of(image), style_of(style)) for image in (content, made.image)]
    print(f"{name:9} style loss {now[0]:.3f}, then {now[1]:.4f}: {1 - now[1] / now[0]:.1%} less")
    return made.image

# %% demo="your_style_shown"
def show_styles():
    coffee = data.photo("coffee") / 255.0
    looks = {"coffee": coffee, "a dream": dream(coffee, "conv4"), "stripes": drawn["conv3"][0]}
    content, *rest = (explain.resized(np.asarray(picture)[None], (88, 132))[0]
                      for picture in (cat, *looks.values()))
    made = [styled(name, style, content)
            for name, style in zip(demos.progress(looks, "three styles"), rest, strict=True)]
    rows = {"the cat in three styles": made, "whose style": rest}
    return figures.filter_gallery(rows, {"whose style": list(looks)}, side=264)


demos.once_written(show_styles)

# %% [markdown]
# The cat stays where it is, and the strokes are those of the other picture: most clearly those of the dream and of the stripes, for strokes are what this network knows. Of a photo it takes little more than the tint: it has learnt the edges and colours of five shapes. (For the brush strokes of painters one takes a deep network that was trained on photographs.)
#
# > **Takeaway.** Maps say what is where; their Gram matrix says in which strokes, and forgets where.

# %% [markdown]
# ## A small push on every pixel adds up
#
# Now the badge at the gate. Take a linear score $s = \sum w_i x_i$ with $N = 2500$ inputs, each weight $+0.04$ or $-0.04$. You may change each input by at most 0.01, which no eye sees.
#
# **Predict before you run.** (i) By how much can you raise the score at most? (ii) And if you change each input by $+0.01$ or $-0.01$ *at random*: what is the standard deviation of the change? (Chapter 1: variances add up.)

# %% exercise="pushes"
pushes = ...  # two numbers: [(i), (ii)]
### BEGIN SOLUTION
pushes = [1, 0.02]
### END SOLUTION

# %% check="pushes" points=1
with check("pushes", pushes) as answer:
    weights = 0.04 * np.where(np.arange(2500) % 3 == 0, -1, 1)
    answer.equals(reference.budget_spent(weights, 0.01), within=1e-6)

# %% [markdown]
# Fifty times as much, the root of 2500. In high dimensions a push that *knows* the signs is another thing than a push of the same size that does not. That is the heart of **adversarial examples**: step each number by the whole budget, in the direction of the sign of a gradient. It is the fast gradient sign method.
#
# ### Exercise: fool the network within a budget
#
# Return images that the network takes for something else. No number may change by more than `budget`, and all must stay from 0 to 1. The model ends in scores; the gradient of which number do you follow, and up or down? `models.input_gradient(model, images, score)` wants from `score(scores)` one number for each image; a row of scores times a row of `keras.ops.one_hot(labels, 5)`, added up, is the true class's.

# %% exercise="fooled"
def fooled(model, images, labels, budget):
    """Return changed images, shape (batch, height, width, 3), from 0 to 1.

    labels are the true classes, whole numbers of shape (batch,).
    """
    ### BEGIN SOLUTION
    true = keras.ops.one_hot(labels, model.output_shape[-1])

    def log_probability(scores):
        return keras.ops.sum(true * keras.ops.log_softmax(scores), axis=1)

    gradient = models.input_gradient(model, images, log_probability)
    return np.clip(images - budget * np.sign(gradient), 0, 1)
    ### END SOLUTION

# %%
def shaped_as(images):
    def holds(made):
        return np.shape(made) == images.shape
    return holds


def within(images, budget):
    def holds(made):
        return np.max(np.abs(np.asarray(made) - images)) <= budget + 1e-6
    return holds


def misread(truth, most):
    def holds(made):
        return np.mean(answers(network, made) == truth) <= most
    return holds

# %% check="fooled" points=3
with check("fooled", fooled) as answer:
    for few, grey_levels in ((slice(0, 20), 12), (slice(20, 44), 10)):
        images, truth = scenes.images[few], labels[few]
        call = answer.on(network, images, truth, grey_levels / 255)
        call.satisfies(shaped_as(images), "images of the same shape")
        call.satisfies(within(images, grey_levels / 255), "no change beyond the budget")
        call.satisfies(lambda made: 0 <= np.min(made) <= np.max(made) <= 1, "numbers from 0 to 1")
        call.satisfies(misread(truth, 0.5), "at most half of them read rightly")
    answer.avoids("adversarial")
    ### BEGIN HIDDEN TESTS
    new = data.scenes(30, objects=(1, 1), seed=int(answer.random.integers(1000)))
    truth = np.concatenate(new.labels) - 1
    call = answer.on(network, new.images, truth, 14 / 255)
    call.satisfies(within(new.images, 14 / 255), "no change beyond the budget")
    call.satisfies(misread(truth, 0.5), "at most half of them read rightly")
    ### END HIDDEN TESTS

# %% [markdown]
# Move the budget: from how many grey levels on does the answer change, and from how many do *you* see it? Then take the push at random, in the last picture.

# %% demo="adversarial_budget"
demos.adversarial_budget(network)

# %% [markdown]
# Your attack against the same budget spent at random, and against eight smaller steps, worst of three sets of scenes:

# %% demo="your_attack"
def read_after(levels, seed):
    made = data.scenes(60, objects=(1, 1), seed=seed)
    truth, random = np.concatenate(made.labels) - 1, np.random.default_rng(seed)
    budget, push = levels / 255, random.choice([-1, 1], size=made.images.shape)
    yours = fooled(network, made.images, truth, budget)
    ways = [np.clip(made.images + budget * push, 0, 1), yours,
            explain.adversarial(network, made.images, truth, budget=budget, steps=8)]
    right = [np.mean(answers(network, way) == truth) for way in ways]
    return [*right, np.mean(answers(other, yours) == truth)]

# %% demo="your_attack_measured"
def measure_attack():
    print("read rightly after   at random   yours   eight steps   yours, by the other network")
    for levels in demos.progress((1, 2, 4, 8, 16), "five budgets"):
        rows = np.array([read_after(levels, seed) for seed in (41, 42, 43)])
        told = "".join(f"{number:12.0%}" for number in [rows[:, 0].min(), *rows[:, 1:].max(axis=0)])
        print(f"{levels:2} grey levels    {told}")


demos.once_written(measure_attack)

# %% [markdown]
# (At random: the smallest of three; the others: the largest.) Eight grey levels of 255 are enough to take two answers of three away, in small steps all of them, where the same push at random does nothing at all. Several small steps do better than one, because the gradient turns on the way. And images that were made against this network trouble the other one too, though much less: who wants to fool a guard need not own the same guard.
#
# > ### What books get wrong: "adversarial examples show that networks see nothing like we do"
# > They show that a direction exists that adds up, in a space of thousands of numbers. The *linear* score above has it too, and nobody finds that mysterious. It is a fault of the decision all the same, and training on such images, as a kind of augmentation (chapter 8), makes it smaller.
#
# > **Takeaway.** A budget spent along the signs of a gradient does what no random noise of that size can.

# %% [markdown]
# ## Made or real is a measurement, and an arms race
#
# Pictures that networks make, **deep fakes** among them, carry traces of how they were made. Whoever wants to tell them looks for a number that real pictures have in one range and made ones in another. Here: real scenes, and scenes after an attack of 16 grey levels.
#
# ### Exercise: a number that tells made from real
#
# Design it: the higher, the more likely made. Think of what the attack does to *neighbouring* pixels, and what scenes are like there. It must put at least 90 % of the pairs, one real and one made, into the right order. No network and no label is needed.

# %% exercise="made_score"
def made_score(images):
    """Return one number for each image, shape (batch,); images are (batch, height, width, 3)."""
    ### BEGIN SOLUTION
    bends = images[:, :-2] - 2 * images[:, 1:-1] + images[:, 2:]
    return np.mean(np.abs(bends), axis=(1, 2, 3))
    ### END SOLUTION

# %%
def gallery(count, seed):
    """Return scenes, half of them attacked, and which ones are."""
    drawn = data.scenes(2 * count, objects=(1, 1), seed=seed)
    truth, made = np.concatenate(drawn.labels) - 1, np.arange(2 * count) % 2 == 1
    attacked = explain.adversarial(network, drawn.images[made], truth[made], budget=16 / 255)
    mixed = drawn.images.copy()
    mixed[made] = attacked
    return mixed, made


def tells_apart(made):
    def holds(scores):
        return reference.separation(scores, made) >= 0.9
    return holds

# %% check="made_score" points=2
with check("made_score", made_score) as answer:
    for seed in (51, 52, 53):
        mixed, made = gallery(30, seed)
        call = answer.on(mixed)
        call.satisfies(lambda scores: np.shape(scores) == (60,), "one number for each image")
        call.satisfies(tells_apart(made), "90 % of the pairs in the right order")
    ### BEGIN HIDDEN TESTS
    mixed, made = gallery(40, seed=int(answer.random.integers(1000)))
    answer.on(mixed).satisfies(tells_apart(made), "90 % of the pairs in the right order")
    ### END HIDDEN TESTS

# %% [markdown]
# What did you find, a forger or a trace? Try your number on scenes with noise that fools nobody, and on attacks that know it: here the attacker blurs his push a little.

# %% demo="your_detector"
def three_ways(seed, budget=16 / 255):
    drawn = data.scenes(60, objects=(1, 1), seed=seed)
    real, truth = drawn.images, np.concatenate(drawn.labels) - 1
    signs = np.random.default_rng(seed).choice([-1, 1], real.shape)
    loud = explain.adversarial(network, real, truth, budget=budget)
    soft = explain.gaussian_blur(loud - real, 1.0)
    soft *= budget / np.abs(soft).max(axis=(1, 2, 3), keepdims=True)
    ways = {"attack": loud, "harmless noise": real + budget * signs, "sly attack": real + soft}
    return real, truth, {name: np.clip(way, 0, 1) for name, way in ways.items()}

# %% demo="your_detector_measured"
def measure_detector():
    for what in ("attack", "harmless noise", "sly attack"):
        told = []
        for seed in (61, 62, 63):
            real, truth, ways = three_ways(seed)
            both = made_score(np.concatenate([real, ways[what]]))
            right = np.mean(answers(network, ways[what]) == truth)
            told.append((reference.separation(both, np.arange(120) >= 60), right))
        apart, right = np.transpose(told)
        print(f"{what:15} told apart {apart.min():.0%} to {apart.max():.0%};", end=" ")
        print(f"read rightly {right.min():.0%} to {right.max():.0%}")


demos.once_written(measure_detector)

# %% [markdown]
# Your number answers to *noise*, not to intent: it cries at harmless grain as well. And a forger who knows it makes softer pictures: they pass (50 % is guessing), and mislead as before. So with deep fakes: a detector finds the traces of yesterday's method, its errors fall on honest pictures, and what helps in the end is to know where a picture comes from.
#
# ### Written question
#
# The maker of a camera for gates writes: "Our network was tested with random noise of 16 grey levels: not one error in 10,000 pictures. To be safe we add a detector that finds 99 % of manipulated pictures." Answer in four sentences: why the test says little, with the numbers of the small linear score; what test you ask for; what you would ask about the detector's 99 %, and name two kinds of pictures to try it on.

# %% [markdown] answer="the_gate" points=3
# ### BEGIN SOLUTION
# **Model answer.** Random noise does not know the signs of the gradient, so its pushes cancel: with 2500 inputs a push along the signs changes the score by 1 where random ones change it by 0.02, fifty times less. I ask for an attack within a budget, one step and several, made against this network and against a similar one, and for the part read rightly at 1, 2, 4, 8 and 16 grey levels. Of the detector I ask how many *honest* pictures it calls manipulated at those 99 %. I would try it on honest pictures with grain, or from another camera, and on attacks that know the detector, such as softened ones.
#
# **Rubric.** 1 point: random pushes cancel, signs add up, with 1 against 0.02 (or fifty times). 1 point: an attack within stated budgets, with more than one step or against a second network. 1 point: asks for false alarms on honest pictures, and names two kinds of pictures, grainy honest ones and attacks that know the detector (or blurred, or by a new method).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** A detector measures traces, not intent: count its false alarms, and expect the next forger to know it.

# %% [markdown]
# ## Three things to remember
#
# 1. With frozen weights the image is what learns; without reins it becomes grainy.
# 2. Gram matrices keep the strokes of a picture and forget its places.
# 3. A push along the signs of a gradient adds up; random noise of that size tests nothing.
#
# **Roads not taken.** *Generative adversarial networks* and *diffusion models* are trained to make pictures, and make far better ones than a classifier run backwards. *Feature inversion* finds an image from its maps. *Adversarial training* and *certified bounds* defend. *Watermarks* and signed cameras say where a picture comes from.
#
# **If you want more** (ungraded). Draw the class model of *all* classes at once: what wins? Let the dream please one channel (`channel=...`) only. Take the style from one of your dreams. Attack with a target: make every scene a ring. Give `explain.class_model` a published network with a connection: `keras.applications.VGG16` and `input_range` of its own. Attack *your* detector and the network at the same time.
#
# **Sources.** D. Erhan, Y. Bengio, A. Courville and P. Vincent, *Visualizing Higher-Layer Features of a Deep Network* (2009). K. Simonyan, A. Vedaldi and A. Zisserman, *Deep Inside Convolutional Networks* (2014): class models. C. Szegedy and others, *Intriguing Properties of Neural Networks* (2014). I. Goodfellow, J. Shlens and C. Szegedy, *Explaining and Harnessing Adversarial Examples* (2015). A. Nguyen, J. Yosinski and J. Clune, *Deep Neural Networks Are Easily Fooled* (2015). J. Yosinski and others, *Understanding Neural Networks Through Deep Visualization* (2015): reins. A. Mordvintsev, C. Olah and M. Tyka, *Inceptionism* (2015). L. Gatys, A. Ecker and M. Bethge, *Image Style Transfer Using Convolutional Neural Networks* (2016). A. Kurakin, I. Goodfellow and S. Bengio, *Adversarial Machine Learning at Scale* (2017).
