# %% [markdown]
# # 11 · Finding and steering: detection and control
#
# **The question.** The driver of a delivery robot needs two answers from its camera, many times a second: what stands *where*, and which way do I turn the wheels?
#
# **You will be able to**
#
# - *measure* how well boxes fit, and how good a whole list of them is;
# - *build* the parts of a detector: anchors, box codes, suppression;
# - *train* a network that steers, and *say* why it must be allowed to have two opinions.
#
# **Time** about 90 minutes. **Builds on** chapter 7 (Keras), chapter 8 (training) and chapter 10 (a dense layer is a convolution, IoU of masks).

# %%
import numpy as np

from convcourse import checks, data, demos, figures, models, reference
from convcourse.models.quiet_keras import keras

check = checks.for_chapter("11_detection_and_control")
demos.your_progress(check)

# %% [markdown]
# ## One scene, four questions
#
# Which answer would you need to pick a thing up? Which to count things?

# %%
look = {"noise": 0.1, "radii": (0.15, 0.28)}  # radii as a part of the height
scene = data.scenes(1, objects=(4, 4), **look, seed=23)
names = [data.SCENE_CLASSES[label] for label in scene.labels[0]]
figures.four_questions(scene.images[0], scene.label_maps[0], scene.boxes[0], names)

# %% [markdown]
# **Classification** says what the picture holds, **localisation** one box for its main thing. **Detection** gives a box, a class and a score for *every* thing, and nobody says how many there are. **Segmentation** (chapter 10) answers for each
# pixel, but two touching crosses become one patch. This chapter is about boxes.
#
# The scenes: 48 by 64 pixels, one to five discs, squares, triangles, crosses and rings that hide up to a quarter of each other, the largest nearly twice as wide as the smallest. Ground and objects take their colours from the same range, both carry textures, and every colour of every pixel has an
# error of 0.1. No colour threshold finds them.

# %% [markdown]
# ## A box is right when it overlaps enough
#
# A box is `[top, left, bottom, right]`: the first row and column that belong to it, and the first that do not. So bottom minus top is its height. How well do $A = [2, 1, 6, 7]$ and $B = [3, 4, 8, 8]$ agree?

# %%
figures.two_boxes([2, 1, 6, 7], [3, 4, 8, 8])

# %% [markdown]
# **Intersection over union**, IoU, is the shared area over the area of both together: $9/35 = 0.257$. It is 1 for equal boxes and 0 for boxes that do not touch. From 0.5 on, a found box counts as right. That is strict: move a box by a third of its width, and only $\tfrac{2}{3} : \tfrac{4}{3} = 0.5$ is left.
#
# ### Exercise: all overlaps at once
#
# The intersection starts at the lower of the two tops (lower in the picture) and ends at the upper of the two bottoms; columns likewise. Two boxes can lie apart in rows *and* in columns: what does your product make of two negative sides?

# %% exercise="iou_matrix"
def iou_matrix(boxes, others):
    """Return the IoU of each of boxes (n, 4) with each of others (m, 4), shape (n, m).

    For [[2, 1, 6, 7]] and [[3, 4, 8, 8]] it is [[0.257]].
    """
    ### BEGIN SOLUTION
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    return shared / (areas + others_areas - shared)
    ### END SOLUTION

# %%
some_boxes = np.array([[2.0, 1, 6, 7], [0, 0, 3, 9], [4, 2, 9, 4]])
more_boxes = np.array([[3.0, 4, 8, 8], [7, 8, 9, 9]])

# %% check="iou_matrix" points=3
with check("iou_matrix", iou_matrix) as answer:
    answer.on(some_boxes[:1], more_boxes[:1]).gives([[9 / 35]])
    answer.on(some_boxes, more_boxes).agrees_with(reference.iou_matrix)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    corners = answer.random.integers(0, 9, size=(7, 2))
    made = np.concatenate([corners, corners + answer.random.integers(1, 9, size=(7, 2))], axis=1)
    answer.on(made[:4].astype(float), made[4:].astype(float)).agrees_with(reference.iou_matrix)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** IoU asks one question of two boxes: of all that either covers, how much do both?

# %% [markdown]
# ## Trying every box is hopeless
#
# The naive detector cuts out a box, asks a classifier, and takes the next one. How many are there? Count tops and bottoms first: in 3 rows, a box of height 1 has 3 places, of height 2 it has 2, of height 3 it has 1.
#
# ### Exercise: count the boxes
#
# Only boxes at least `smallest` (height, width) count. Look for a sum that you know, and mind the side on which nothing fits.

# %% exercise="count_boxes"
def count_boxes(height, width, smallest=(1, 1)):
    """Return how many boxes with whole-pixel edges an image of height by width pixels has.

    count_boxes(3, 2) is 18; count_boxes(3, 2, (2, 1)) is 9.
    """
    ### BEGIN SOLUTION
    rows = max(height - smallest[0] + 1, 0)
    columns = max(width - smallest[1] + 1, 0)
    return rows * (rows + 1) // 2 * columns * (columns + 1) // 2
    ### END SOLUTION

# %% check="count_boxes" points=2
with check("count_boxes", count_boxes) as answer:
    answer.on(3, 2).gives(18)
    answer.on(3, 2, (2, 1)).gives(9)
    answer.on(7, 12, (3, 5)).agrees_with(reference.count_boxes)
    answer.on(4, 6, (7, 2)).gives(0)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    sides = answer.random.integers(20, 60, size=2)
    answer.on(int(sides[0]), int(sides[1]), (9, 14)).agrees_with(reference.count_boxes)
    ### END HIDDEN TESTS

# %%
random = np.random.default_rng(11)
ends = random.integers(0, [[49], [65]], size=(2, 2, 20000))  # two rows and two columns a box
thrown = np.concatenate([ends.min(axis=1), ends.max(axis=1)]).T
thrown = thrown[(thrown[:, 2:] > thrown[:, :2]).all(axis=1)]
right = reference.iou_matrix(thrown, scene.boxes[0]).max(axis=1) >= 0.5
print(f"all boxes of a 48 by 64 image: {reference.count_boxes(48, 64):,}")
print(f"boxes thrown at random: {right.mean():.1%} fit one of {len(names)} objects")

# %% [markdown]
# **R-CNN** (2014) first proposes about 2,000 regions by colour and texture, warps each to one size, and runs a CNN on each: 2,000 runs a picture. Most of that work is done again and again, because the regions overlap.
#
# The cure is in chapter 10. A classifier for a window of 20 by 20, its dense layer written as a convolution, can run on the *whole* image: it puts out one score for each window, and neighbouring windows share their first layers.

# %%
first, second = random.normal(size=(5, 5, 3, 6)), random.normal(size=(8, 8, 6, 1))


def classify(pictures):  # 20 by 20 becomes 8 by 8, then one score
    hidden = reference.relu(reference.convolution(pictures, first, stride=2))
    return reference.convolution(hidden, second)


score_map = classify(scene.images)
one_window = classify(scene.images[:, 10:30, 24:44])  # the window of map row 5, column 12
print("on the whole image:", score_map.shape[1:3], "windows")
print(f"row 5, column 12: {score_map[0, 5, 12, 0]:.6f}; alone: {one_window[0, 0, 0, 0]:.6f}")

# %%
cost = reference.convolution_multiply_adds
each_window = cost((8, 8), (5, 5), 3, 6) + cost((1, 1), (8, 8), 6, 1)
at_once = cost((22, 30), (5, 5), 3, 6) + cost((15, 23), (8, 8), 6, 1)
print(f"{score_map.size} windows one by one: {score_map.size * each_window:,} multiply-adds")
print(f"convolutionally: {at_once:,}, {score_map.size * each_window / at_once:.0f} times less")

# %% [markdown]
# **Fast R-CNN** (2015) runs its trunk once and cuts the regions out of the feature map. **Faster R-CNN** (2015) asks the same trunk for the regions, too. That last part, a **region proposal network**, is what you build now; yours also names the class at once.
#
# > **Takeaway.** Look at the whole image once; what windows share is computed once.

# %% [markdown]
# ## Anchors turn "where?" into "how far from here?"
#
# After three strides of two, the feature map of a 48 by 64 image has 6 by 8 places, one for every 8 by 8 pixels. A place cannot name rows and columns: it does not know where it is. But it can compare what it sees with boxes that are fixed beforehand, the **anchors**. Walk over the map: where does an object claim an anchor?

# %% demo="anchors_on_image"
demos.anchors_on_image()

# %% [markdown]
# An anchor **belongs** to an object at an IoU of 0.5 or more; below 0.4 it is background; between, it is left out of the loss. And every object gets the anchor that fits it best, however badly. Long, thin anchors hardly fit these shapes.
#
# ### Exercise: lay the anchors
#
# Place $(r, c)$ of the map stands for the cell whose middle is $((r + \tfrac12)\,s, (c + \tfrac12)\,s)$, where $s$ is the `stride`. Around it lies one box of each size (height, width). The order counts, because the network's answers come in it: row by row, and at each place size by size.

# %% exercise="anchors"
def anchors(grid, stride, sizes):
    """Return the anchors, shape (rows * columns * sizes, 4); grid is (rows, columns).

    anchors((1, 2), 8, [(6, 4)]) is [[1, 2, 7, 6], [1, 10, 7, 14]].
    """
    ### BEGIN SOLUTION
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            corner = [row - height / 2, column - width / 2]
            boxes.append([*corner, corner[0] + height, corner[1] + width])
    return np.array(boxes)
    ### END SOLUTION

# %% check="anchors" points=3
with check("anchors", anchors) as answer:
    answer.on((1, 2), 8, ((6, 4),)).gives([[1, 2, 7, 6], [1, 10, 7, 14]])
    answer.on((2, 3), 5, ((6, 4), (3, 10))).agrees_with(reference.anchor_boxes)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    rows, columns, high, wide = (int(n) for n in answer.random.integers(2, 9, size=4))
    sizes = ((high, wide), (7, 3), (2, 9))
    answer.on((rows, columns + 9), 4, sizes).agrees_with(reference.anchor_boxes)
    ### END HIDDEN TESTS

# %% [markdown]
# ### A box is told in steps of its anchor
#
# Let an anchor have its middle at $(r_a, c_a)$, height $h_a$, width $w_a$, and a box have $(r, c)$, $h$, $w$. Its **code**, one row of `codes`, is
#
# $$\left[\frac{r - r_a}{h_a},\quad \frac{c - c_a}{w_a},\quad \log\frac{h}{h_a},\quad \log\frac{w}{w_a}\right].$$
#
# Divided by the anchor, a code is the same for a thing near and large as for one far and small; the logarithm makes "twice" and "half" equally far. The box $[4, 10, 12, 30]$ seen from the anchor $[0, 0, 16, 10]$: both middles are in row 8, the box's 15 columns further right, 1.5 anchors; half as high, twice as wide. Code: $[0,\; 1.5,\; -0.693,\; 0.693]$.
#
# ### Exercise: mend the code
#
# A colleague wrote it in a hurry. It gives 0 for equal boxes, as it should. There are *three* bugs.

# %%
def broken_encode(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size, anchors[:, :2] + anchor_size
    steps = (middle - anchor_middle) / size
    return np.concatenate([steps, np.log(anchor_size / size)], axis=1)


paper_box, paper_anchor = np.array([[4.0, 10, 12, 30]]), np.array([[0.0, 0, 16, 10]])
print(broken_encode(paper_box, paper_anchor).round(3))

# %% exercise="encode"
def encode(boxes, anchors):
    """Return the codes, shape (n, 4), of boxes (n, 4), one anchor each: `broken_encode`, mended."""
    ### BEGIN SOLUTION
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log(size / anchor_size)], axis=1)
    ### END SOLUTION

# %% check="encode" points=2
with check("encode", encode) as answer:
    answer.on(paper_box, paper_anchor).gives([[0, 1.5, -np.log(2), np.log(2)]])
    others = np.add(some_boxes[::-1], [0, 3, 2, 4])
    answer.on(some_boxes, others).agrees_with(reference.encode_boxes)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    corners = answer.random.uniform(0, 9, size=(8, 2))
    made = np.concatenate([corners, corners + answer.random.uniform(1, 9, size=(8, 2))], axis=1)
    answer.on(made[:4], made[4:]).agrees_with(reference.encode_boxes)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: and back
#
# The network answers in codes; you want boxes. Undo the code, from its last step to its first.

# %% exercise="decode"
def decode(codes, anchors):
    """Return the boxes, shape (n, 4), that codes (n, 4) mean for anchors (n, 4).

    The code [0, 1.5, -0.693, 0.693] and the anchor [0, 0, 16, 10] give [4, 10, 12, 30].
    """
    ### BEGIN SOLUTION
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)
    ### END SOLUTION

# %% check="decode" points=2
with check("decode", decode) as answer:
    answer.on([[0, 1.5, -np.log(2), np.log(2)]], paper_anchor).gives(paper_box)
    some_codes = np.array([[0.5, -1, 0.3, 0], [0, 0.25, -0.2, 0.4], [1, 0, 0, -0.7]])
    answer.on(some_codes, some_boxes).agrees_with(reference.decode_boxes)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    some_codes = answer.random.normal(size=(3, 4))
    answer.on(some_codes, some_boxes).agrees_with(reference.decode_boxes)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** An anchor is a question, "is something about here, about this big?", and a code is the correction.

# %% [markdown]
# ## Of boxes that mean the same, keep the surest
#
# Every anchor near an object reports it. Below, a stand-in detector answers: it knows the truth, and errs by chance. First lower the overlap allowed, step by step. When is each object found once? Go on to 0: what happens to neighbours? Then turn the least score.

# %% demo="live_boxes"
demos.live_boxes()

# %% [markdown]
# **Non-maximum suppression** takes the box with the best score, drops all that overlap it by *more* than the limit, and goes on with what is left. A dropped box drops nobody: three in a chain leave the first and the third. In scene 1 a limit of 0.3 leaves one box an object; at 0 it removes true neighbours that overlap a little.
#
# ### Exercise: suppress
#
# `np.argsort(-scores)` sorts places, best first. Your `iou_matrix` is at hand.

# %% exercise="suppress"
def suppress(boxes, scores, most_overlap):
    """Return the places of the boxes (n, 4) that stay, best of the scores (n,) first.

    Boxes [[0, 0, 4, 6], [0, 1, 4, 7], [8, 8, 12, 12]] with scores [0.4, 0.9, 0.6] and 0.5: [1, 2].
    """
    ### BEGIN SOLUTION
    overlap, left, kept = iou_matrix(boxes, boxes), np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlap[best, left] <= most_overlap]
    return np.array(kept, dtype=int)
    ### END SOLUTION

# %%
trio = np.array([[0.0, 0, 4, 6], [0, 1, 4, 7], [8, 8, 12, 12]])
chain = np.array([[0.0, 8, 4, 18], [0, 4, 4, 14], [6, 6, 9, 9], [0, 0, 4, 10]])

# %% check="suppress" points=3
with check("suppress", suppress) as answer:
    answer.on(trio, [0.4, 0.9, 0.6], 0.5).gives([1, 2])
    answer.on(chain, [0.9, 0.8, 0.2, 0.7], 0.4).gives([0, 3, 2])
    answer.on(trio, [0.3, 0.2, 0.1], 5 / 7).agrees_with(reference.suppress)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    corners = answer.random.uniform(0, 12, size=(15, 2))
    made = np.concatenate([corners, corners + answer.random.uniform(4, 9, size=(15, 2))], axis=1)
    answer.on(made, answer.random.random(15), 0.3).agrees_with(reference.suppress)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** A detector shouts once an anchor; suppression lets one voice an object through.

# %% [markdown]
# ## Average precision judges the whole list
#
# Where should the least score lie? The detector should be judged before anyone chooses. Sort *all* boxes of all images, surest first. A box is a **hit** if its IoU with a true box is at least 0.5 and no surer box has had that one. Going down the list, **precision** is the part of the boxes so far that are hits, **recall** the part of
# the true boxes found.
#
# Say five boxes come out as hit, miss, hit, hit, miss, and there are 4 true ones. Precision at the hits: $1$, $\tfrac{2}{3}$, $\tfrac{3}{4}$. The curve may not rise again, so each hit takes the best precision there *or later*: $1, \tfrac34, \tfrac34$. (This **interpolation** is the rule of the PASCAL VOC contests since 2010; others leave it out.) The fourth object is never found: 0. The **average precision** is $(1 + \tfrac34 + \tfrac34 + 0)/4 = 0.625$.

# %% exercise="average_precision"
def average_precision(hits, truths):
    """Return the interpolated average precision.

    hits is (n,), True or False for each box, surest first; truths is how many true boxes there are.
    average_precision([True, False, True, True, False], 4) is 0.625.
    """
    ### BEGIN SOLUTION
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here[hits].sum() / truths
    ### END SOLUTION

# %% check="average_precision" points=3
with check("average_precision", average_precision) as answer:
    answer.on(np.array([False, True, True, False, True]), 4).gives((2 / 3 + 2 / 3 + 3 / 5) / 4)
    answer.on(np.array([True, False, True, True, False]), 4).gives(0.625)
    answer.on(np.array([False, True, False, False, True, True, True]), 5).gives(4 * 4 / 7 / 5)
    answer.on(np.array([False, False]), 3).gives(0)
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.random(30) < 0.6, 40).agrees_with(reference.average_precision)
    ### END HIDDEN TESTS

# %% [markdown]
# Now put your parts together. The trunk is five convolutions; at each of the 6 by 8 places two anchors answer with six scores (background and five classes) and one code. The loss is cross-entropy for the scores plus the error of the codes, those of objects' anchors only.

# %%
train = data.scenes(2000, **look, seed=1)
held_out = data.scenes(200, **look, seed=2)
objects = sum(map(len, held_out.boxes))


def train_detector(seed, epochs=4):
    places = anchors((6, 8), 8, [(16, 16), (24, 24)])
    targets = models.anchor_targets(train.boxes, train.labels, places, encode)
    rate = keras.optimizers.schedules.CosineDecay(4e-3, epochs * 125)
    network = models.detection_network((48, 64), kinds=2, classes=5, rate=rate, seed=seed)
    curve = demos.TrainingCurve(epochs, ["loss"])
    showing = [curve.keras_callback()]
    network.fit(train.images, targets, 16, epochs, verbose=0, callbacks=showing)
    return models.raw_boxes(network, held_out.images, places, decode)

# %%
def ranking(found, truth=held_out.boxes):
    boxes, scores = [each.boxes for each in found], [each.scores for each in found]
    return reference.match_detections(boxes, scores, truth)[0]


def find_three_times():
    suppress(trio, np.ones(3), 0.5)
    average_precision(np.array([True]), 1)
    seeds = demos.progress(range(3), "three trainings")
    return [models.keep_best(train_detector(seed), suppress) for seed in seeds]

# %% [markdown]
# What has it to beat? The mean picture of all objects, slid over the image as in chapter 2: once on grey values, and once, as a head start, on edge strength, which forgets the colours. Both know one size only.

# %% demo="mean_template"
def by_template(make_map, size=(20, 20)):
    maps = [np.array([make_map(image.mean(axis=2)) for image in each.images])
            for each in (train._replace(images=train.images[:300]), held_out)]
    template = reference.mean_template(maps[0], train.boxes[:300], size)
    boxes, scores = reference.match_template(maps[1], template)
    best = [np.argsort(-each)[:150] for each in scores]  # of 1,305 places
    pairs = zip(scores, best, strict=True)
    swarm = [models.Found(boxes[top], each[top], top) for each, top in pairs]
    return ranking(models.keep_best(swarm, least_score=0.0))

# %% demo="two_templates"
rankings = {"mean picture": by_template(lambda grey: grey)}
rankings["mean edges"] = by_template(lambda grey: reference.sobel(grey).magnitude)
areas = {name: reference.average_precision(hits, objects) for name, hits in rankings.items()}
print("average precision at 0.5:", {name: f"{area:.3f}" for name, area in areas.items()})

# %% demo="train_detector"
runs = demos.once_written(find_three_times)
if runs:
    scored = [average_precision(ranking(found), objects) for found in runs]
    print("detector, three runs:", [f"{s:.3f}" for s in scored], f"the worst: {min(scored):.3f}")
    worst = ranking(runs[int(np.argmin(scored))])
    rankings = {"your detector": worst, **rankings}
    areas["your detector"] = min(scored)
    ranked = {name: (hits, areas[name]) for name, hits in rankings.items()}
runs and figures.precision_recall(ranked, objects)

# %% [markdown]
# The area under a curve is its average precision: above 0.9 for the detector, below 0.5 for both templates. So far this is **class-agnostic**: a box counts if something is there, whatever it is called. Naming is harder. If the class must be right too, with the average precision of each class and their mean:

# %% demo="name_the_class"
def of_class(found, label):
    kept = [models.Found(*(part[each.labels == label] for part in each)) for each in found]
    truth = [b[lab == label] for b, lab in zip(held_out.boxes, held_out.labels, strict=True)]
    return average_precision(ranking(kept, truth), sum(map(len, truth)))


if runs:
    by_name = {data.SCENE_CLASSES[label]: of_class(runs[0], label) for label in range(1, 6)}
    print({name: f"{area:.2f}" for name, area in by_name.items()})
    print(f"mean over the classes: {np.mean(list(by_name.values())):.2f}")
runs and demos.live_boxes(held_out, runs[0])

# %% [markdown]
# Rings are named well, the others often mixed up: four epochs are enough to see that something is there, and not what. The demo shows your own detector's boxes; turn the least score until you would let the robot drive with it.
#
# > **Takeaway.** Average precision is the area under precision against recall; a threshold comes later, and is yours.

# %% [markdown]
# ## A mean of two right answers can be wrong
#
# Now steer. A camera sees a road; each metre the driver turns the wheels by an **angle** in radians, positive to the left (0.5 are 29 degrees); the car moves, and the *next* picture follows from that. This is a **closed loop**: small errors lead to pictures that nobody ever took.
#
# The lessons are pictures from all over the tarmac with the answers of two experts. Roads of new colours, curves, camera noise and starts off the middle are kept for the test. Two simple drivers go first: how far does each get?

# %%
roads = [data.winding_road(seed) for seed in range(20)]
forks = [data.winding_road(seed, fork=True) for seed in range(20)]

# %%
lessons = models.road_lessons()
pixels = lessons.images[::8].reshape(len(lessons.images[::8]), -1)
told = lessons.answers[::8].mean(axis=1)
gram = pixels @ pixels.T + 100 * np.eye(len(pixels))
weights = pixels.T @ np.linalg.solve(gram, told)  # a linear model, kept small


def linear(pictures):
    return pictures.reshape(len(pictures), -1) @ weights

# %%
def finished(some_roads, driver):
    return sum(each.outcome == "finished" for each in data.drive(some_roads, driver))


def constant(angle):
    return lambda pictures: np.full(len(pictures), angle)

# %% demo="simple_drivers"
best = max(finished(roads, constant(angle)) for angle in (-0.1, -0.05, 0, 0.05, 0.1))
print(f"of 20 roads: a constant angle {best}, the linear model {finished(roads, linear)}")
drives = {
    "straight on": models.record_drive(roads[3], constant(0.0)),
    "linear model": models.record_drive(roads[3], linear),
}
demos.driving(drives)

# %% [markdown]
# A linear model gives each pixel one weight, whether the road is lighter than the grass or darker. And at a fork? Experts steer left or right, both are right, and squared error wants *one* number.
#
# **Predict before you run.** Three drivers steer 0.3 at a fork and one steers −0.5. (i) Which single angle has the smallest mean squared error? (ii) What part of the drivers steered within 0.15 of it?

# %% exercise="one_angle"
one_angle = ...  # two numbers: [(i) the angle, (ii) a part from 0 to 1]
### BEGIN SOLUTION
one_angle = [0.1, 0]
### END SOLUTION

# %% check="one_angle" points=1
with check("one_angle", one_angle) as answer:
    steered, tried = np.array([0.3, 0.3, 0.3, -0.5]), np.linspace(-0.6, 0.6, 1201)
    cheapest = tried[np.argmin(((tried[:, None] - steered) ** 2).mean(axis=1))]
    answer.equals([cheapest, np.mean(np.abs(steered - cheapest) < 0.15)])

# %% [markdown]
# So let the network answer with a **distribution**: `models.ANGLES` holds 21 angles from −0.5 to 0.5, and the network gives each a score, as if they were classes. The target is a small bell around the expert's angle; at a fork, two half bells. `models.choose_angle` then looks at the peaks at least a quarter as high as the highest, and steers for the one that needs the *least* steering: so whoever has turned a little to one side keeps to it.
#
# ### Exercise: keep the car on the road
#
# Build and compile the driver. Where the road lies matters, so do not average the map away: flatten it. The last layer gives *scores*, so the loss is `keras.losses.CategoricalCrossentropy(from_logits=True)`. Three strided convolutions, each with `BatchNormalization(momentum=0.9)` before its ReLU, one hidden dense layer and Adam as it comes are enough. Training gets 3 epochs and at most 24 seconds; of 20 unseen roads, 18 must be finished.

# %% exercise="driver"
def driver(size, angles):
    """Return a compiled Keras model: images (n, *size, 3) in, scores (n, angles) out."""
    ### BEGIN SOLUTION
    layers, convolutions = keras.layers, []
    for filters, kernel in ((12, 5), (24, 3), (32, 3)):
        convolutions.append(layers.Conv2D(filters, kernel, strides=2, padding="same"))
        convolutions += [layers.BatchNormalization(momentum=0.9), layers.ReLU()]
    head = [layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(angles)]
    model = keras.Sequential([keras.Input((*size, 3)), *convolutions, *head])
    rate = keras.optimizers.schedules.CosineDecay(3e-3, 3 * 188)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    return model
    ### END SOLUTION

# %%
def in_short(model):
    plan = models.blueprint(model)
    kinds = [settings.get("activation") for _, settings in plan["layers"]]
    compiled = plan["compiled"] or {"loss": "not compiled", "from_logits": False}
    curved = any(kind not in (None, "linear") for kind in kinds[:-1])
    curved = curved or any(row[0] in ("ReLU", "Activation") for row, _ in plan["layers"])
    return [
        ["takes", plan["input"]], ["gives", list(model.output_shape[1:])],
        ["ends in", kinds[-1]], ["loss", compiled["loss"]],
        ["scores, not chances, into the loss", compiled["from_logits"]], ["bends", curved],
    ]

# %% check="driver" points=4
with check("driver", driver) as answer:
    answer.sees(in_short)
    rest = [["ends in", "linear"], ["loss", "CategoricalCrossentropy"]]
    rest += [["scores, not chances, into the loss", True], ["bends", True]]
    answer.on((24, 40), 15).gives([["takes", [24, 40, 3]], ["gives", [15]], *rest])
    keras.utils.set_random_seed(11)
    def roads_finished(model):
        taught = models.road_lessons()  # the same lessons; they are kept, not drawn again
        return models.driving_trial(model, taught, roads, seconds=24, epochs=3).finished
    answer.on((32, 48), 21).measures("unseen roads finished, of 20", roads_finished, at_least=18)
    ### BEGIN HIDDEN TESTS
    high = int(answer.random.integers(16, 30))
    answer.on((high, 56), 9).gives([["takes", [high, 56, 3]], ["gives", [9]], *rest])
    ### END HIDDEN TESTS

# %% [markdown]
# Drive it, three times trained anew. Each network drives 20 winding roads by a peak, then 20 forks twice: by a peak, and by the *mean* of the very same distribution.

# %% demo="three_drivers"
def learn_to_drive(seed):
    keras.utils.set_random_seed(seed)
    network, curve = driver((32, 48), 21), demos.TrainingCurve(3, ["loss"])
    showing = (curve.keras_callback(),)
    budget = {"seconds": 60, "epochs": 3, "seed": seed, "callbacks": showing}
    done = models.driving_trial(network, lessons, roads, **budget).finished
    drivers = [models.network_driver(network, way) for way in ("gentle", "mean")]
    peak, mean = (finished(forks, each) for each in drivers)
    print(f"seed {seed}: {done} of 20 roads; of 20 forks by a peak {peak}, by the mean {mean}")
    return network


networks = demos.once_written(lambda: [learn_to_drive(seed) for seed in range(3)])
networks

# %% demo="drive_the_car"
def record(network):
    ways = {"road": (roads[3], "gentle"), "fork, left peak": (forks[0], "left"),
            "fork, right peak": (forks[0], "right"), "fork, mean": (forks[0], "mean")}
    return {
        name: models.record_drive(road, models.network_driver(network, way), network)
        for name, (road, way) in ways.items()
    }


networks and demos.driving(record(networks[0]), start=30)

# %% [markdown]
# Step to the fork. The distribution grows two peaks, and their mean points at the grass between. Whoever follows a peak stays on the road, and can *choose* the left or the right one: that is how a navigator gives orders.
#
# ### Written question
#
# A colleague trains the driver with squared error on one angle. On winding roads it is as good as yours. "The fork is only one picture in a thousand, so the error is as small." Answer in three sentences: what does the network answer at a fork and why, why does a small mean error not help in a closed loop, and what do you propose?

# %% [markdown] answer="why_two_opinions" points=2
# ### BEGIN SOLUTION
# **Model answer.** Squared error is smallest at the mean of the experts' answers, so at a fork with as many left as right the network learns to go straight on, which no expert ever did and which leads to the grass. In a closed loop one wrong answer moves the car to where no lesson was taken, and the drive is over, however good the thousand pictures before were: the outcome counts, not the mean error. I propose to answer with a distribution over angles, to follow one of its peaks, and to judge by roads finished, forks among them.
#
# **Rubric.** 1 point: the mean of two right answers, and why squared error asks for it. 1 point: one error ends a closed loop, and a proposal (a distribution and a peak, or an order which way to go).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Where two answers are right, learn a distribution and choose; a mean may be right for nobody.

# %% [markdown]
# ## Three things to remember
#
# 1. IoU judges a box, suppression leaves one box an object, average precision judges the list.
# 2. Anchors and codes turn finding into classifying and correcting, at all places at once.
# 3. A controller is judged by where it arrives; where several answers are right, it needs a distribution.
#
# **Roads not taken.** *YOLO* and *SSD* (2016) drop the second stage; *feature pyramids* (2017) find large and small things at once; *DETR* (2020) needs no anchors and no suppression. *Imitation* suffers from pictures nobody took; *DAgger* (2011) drives, and asks the expert about what it met.
#
# **If you want more** (ungraded). Lay one anchor at a place instead of two: what does average precision say? Cut out the found boxes and let a second network name them, as R-CNN does. Leave the pictures from where a fork's ways part out of the lessons (`models.road_lessons(wedges=0)`): where does the car leave the road?
#
# **Sources.** D. Pomerleau, *ALVINN* (1989): a network that steers by a distribution over angles. M. Everingham and others, *The PASCAL VOC Challenge* (2010). P. Sermanet and others, *OverFeat* (2014): windows at once. R. Girshick and others, *Rich Feature Hierarchies* (2014): R-CNN; *Fast R-CNN* (2015). S. Ren, K. He, R. Girshick and J. Sun, *Faster R-CNN* (2015). M. Bojarski and
# others, *End to End Learning for Self-Driving Cars* (2016). S. Ross, G. Gordon and D. Bagnell, *A Reduction of Imitation Learning* (2011).
