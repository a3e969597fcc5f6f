# %% [markdown]
# # 2 · Image filters: convolution in two dimensions
#
# **The question.** How can one small table of nine numbers blur a photo, sharpen it, find its edges, or spot the
# letter X?
#
# **You will be able to**
#
# - *read* an image as an array, and prepare its numbers without losing any;
# - *write* correlation and convolution in two dimensions, with a border of your choice;
# - *design* kernels that answer to edges, corners and shapes, and say what happens to the answer when the image moves.
#
# **Time** about 90 minutes. **Builds on** chapter 1: kernel, flip, the modes valid and same, equivariance.

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("02_image_filters")

# %% [markdown]
# ## An image is a matrix of numbers
#
# Each point of a grey photo, a **pixel**, is one whole number: 0 is black, 255 is white. Rows are counted from the top
# and columns from the left, both from 0, and the row comes first: `photo[row, column]`.

# %%
photo = data.photo("camera", gray=True)[5:135, 20:170]
cup = data.photo("coffee")
print("grey:", photo.shape, photo.dtype, " colour:", cup.shape, cup.dtype)

# %%
figures.image_as_numbers(photo, cup, top=28, left=82)

# %% [markdown]
# The small orange frame marks 54 pixels; at the right you read their numbers. A colour photo is three such matrices,
# called **channels**: how much red, green and blue. Its array has the shape (height, width, 3). In the picture the red
# cup is light in the red channel and dark in the other two, and the white rim is light in all three. In this chapter
# one channel is enough.
#
# The type `uint8` holds the whole numbers from 0 to 255 and no others: eight bits. That saves memory, and it is a
# trap.
#
# **Predict before you run.** What are the three numbers of `pixels + pixels`? The sum is again `uint8`, and like the
# kilometre counter of an old car it starts again at 0 after its largest number.

# %%
pixels = np.array([100, 200, 250], dtype=np.uint8)

# %% exercise="doubled"
doubled = ...  # a list of three numbers
### BEGIN SOLUTION
doubled = [200, 400 - 256, 500 - 256]
### END SOLUTION

# %% check="doubled" points=1
with check("doubled", doubled) as answer:
    answer.equals(pixels + pixels)

# %% [markdown]
# No error, no warning, only wrong numbers. So the first step is always to leave `uint8`. Networks also learn better
# from small numbers. Two customs: $x/255$, which runs from 0 to 1, and $x/255 - 0.5$, which runs from $-0.5$ to $0.5$
# and has middle grey near
# 0. For $x = 51$ they give 0.2 and $-0.3$. A division by a whole number with `/` already gives floats.

# %% exercise="scale_pixels"
def scale_pixels(image, centred):
    """Scale pixels of 0..255 to 0..1, or to -0.5..0.5 when `centred` is True; the shape stays.

    Pixels [[0, 51, 255]] become [[0, 0.2, 1]], centred [[-0.5, -0.3, 0.5]].
    """
    ### BEGIN SOLUTION
    scaled = image / 255
    return scaled - 0.5 if centred else scaled
    ### END SOLUTION

# %% check="scale_pixels" points=2
with check("scale_pixels", scale_pixels) as answer:
    small = np.array([[0, 51, 255], [102, 204, 0]], dtype=np.uint8)
    answer.on(small, False).gives([[0, 0.2, 1], [0.4, 0.8, 0]])
    answer.on(small, True).gives([[-0.5, -0.3, 0.5], [-0.1, 0.3, -0.5]])
    answer.on(small[:, :2], False).gives([[0, 0.2], [0.4, 0.8]])
    ### BEGIN HIDDEN TESTS
    colours = answer.random.integers(20, 220, size=(3, 5, 3), dtype=np.uint8)
    for centred in (False, True):
        answer.on(colours, centred).gives(colours.astype(float) / 255 - 0.5 * centred)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** An image is an array (height, width) or (height, width, 3); make it floats before you compute.

# %% [markdown]
# ## A window on an image gives one number at each place
#
# In chapter 1 a window slid along a line. Here it slides over a surface: along the first row, then along the next.
# Take an image of 4 by 4 and a kernel of 2 by 2, move the window, and watch the output fill.

# %% demo="window_over_image"
demos.window_over_image()

# %% [markdown]
# Window and kernel lie on top of each other, number on number. Multiply the pairs, add the products, and write the sum
# down where the window stands. That is correlation in two dimensions:
#
# $$S_{r,c} = \sum_{i=0}^{h-1} \sum_{j=0}^{w-1} K_{i,j}\, I_{r+i,\,c+j}.$$
#
# $I$ is `image`, $K$ is `kernel` with height $h$ and width $w$, and $(r, c)$ is where the upper left corner of the
# window lies. For $r = 1$, $c = 0$ and the uneven kernel: $1 \cdot 4 + 2 \cdot 6 + 0 \cdot 2 - 1 \cdot 1 = 15$.

# %%
image = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
diagonal = np.array([[1.0, 0], [0, 1]])
uneven = np.array([[1.0, 2], [0, -1]])

# %% [markdown]
# ### Exercise: correlation in two dimensions
#
# Write the double sum with loops. The window must stay inside the image, so as in mode *valid* there are $H - h + 1$
# rows and $W - w + 1$ columns of results, for an image of $H$ by $W$. Use `image.shape` and `kernel.shape`: neither
# need be square.

# %% exercise="correlate2d"
def correlate2d(image, kernel):
    """Correlate two 2-D arrays, window inside the image; returns an array of (H - h + 1, W - w + 1) numbers.

    correlate2d([[1, 0, 2], [4, 6, 0]], [[1, 2], [0, -1]]) is [[-5, 4]].
    """
    ### BEGIN SOLUTION
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        result[r, c] = np.sum(image[r : r + h, c : c + w] * kernel)
    return result
    ### END SOLUTION

# %% check="correlate2d" points=3
with check("correlate2d", correlate2d) as answer:
    answer.on(image, uneven).gives([[-5, 4, 7], [15, 1, 2], [1, 10, -2]])
    broad = [[1, 2, 0, 3, 1], [0, 1, 4, 1, 2], [2, 0, 1, 5, 0]]
    answer.on(broad, [[1, 0, 2], [0, -1, 3]]).gives([[12, 7, 7], [11, 17, 3]])
    ### BEGIN HIDDEN TESTS
    for shape, kernel_shape in (((7, 5), (3, 2)), ((4, 9), (1, 4)), ((6, 3), (6, 3))):
        picture, taps = answer.random.normal(size=shape), answer.random.normal(size=kernel_shape)
        answer.on(picture, taps).agrees_with(reference.correlate2d)
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict before you run.** The photo has 130 rows and 150 columns. A kernel 5 high and 3 wide is run over it, then
# over the result, and so on, ten times in all. What shape is left?

# %% exercise="shape_after_ten"
shape_after_ten = ...  # (rows, columns)
### BEGIN SOLUTION
shape_after_ten = (130 - 10 * 4, 150 - 10 * 2)
### END SOLUTION

# %% check="shape_after_ten" points=1
with check("shape_after_ten", shape_after_ten) as answer:
    left = photo
    for _ in range(10):
        left = reference.correlate2d(left, np.full((5, 3), 1 / 15))
    answer.equals(left.shape)

# %% [markdown]
# > **Takeaway.** Each result is the sum of one window's products; without a border the output is smaller by the
# > kernel's size less one.

# %% [markdown]
# ## Half a turn makes correlation a convolution
#
# Convolution flips the kernel. In two dimensions that means *both* axes, and both flips together are a turn by 180
# degrees:
#
# $$(I * K)_{r,c} = \sum_i \sum_j K_{i,j}\, I_{r-i,\,c-j}.$$
#
# In this sum $(r, c)$ is the window's lower right corner. Upper left or lower right, that is only a question of where
# you write a result down; the minus signs are what turns the kernel.

# %%
figures.half_turn(
    [
        (name, kernel, reference.correlate2d(image, kernel), reference.convolve2d(image, kernel))
        for name, kernel in [("diagonal", diagonal), ("uneven", uneven)]
    ]
)

# %% [markdown]
# Compare the rows. The diagonal kernel is its own half turn, so both results are equal. The uneven kernel shows the
# difference at once.
#
# > ### What books get wrong: "a convolution layer convolves"
# > The example with a 4 by 4 image and a diagonal 2 by 2 kernel is a favourite, and it cannot tell the two operations
# > apart: many a text prints the formula of one beside the result of the other. Convolution layers correlate, as you
# > saw in chapter 1. Whenever you test such code, take a kernel that differs from all its flips.
#
# ### Exercise: convolution from correlation
#
# One line is enough, if you use your `correlate2d`.

# %% exercise="convolve2d"
def convolve2d(image, kernel):
    """Convolve two 2-D arrays, window inside the image; the same shape as from correlate2d.

    convolve2d([[1, 0, 2], [4, 6, 0]], [[1, 2], [0, -1]]) is [[13, 12]].
    """
    ### BEGIN SOLUTION
    return correlate2d(image, kernel[::-1, ::-1])
    ### END SOLUTION

# %% check="convolve2d" points=2
with check("convolve2d", convolve2d) as answer:
    answer.on(image, uneven).gives([[13, 12, -1], [1, 1, 10], [1, 6, 4]])
    broad = [[1, 2, 0, 3, 1], [0, 1, 4, 1, 2], [2, 0, 1, 5, 0]]
    answer.on(broad, [[1, 0, 2], [0, -1, 3]]).gives([[5, 9, 7], [4, 4, 13]])
    ### BEGIN HIDDEN TESTS
    for shape, kernel_shape in (((7, 5), (3, 2)), ((4, 9), (2, 4))):
        picture, taps = answer.random.normal(size=shape), answer.random.normal(size=kernel_shape)
        answer.on(picture, taps).agrees_with(reference.convolve2d)
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Convolution is correlation with the kernel turned by half a turn: both axes, not one.

# %% [markdown]
# ## At the border you must invent pixels, or lose some
#
# A kernel with odd sides has a middle. Put the middle on a pixel, and the result belongs to that pixel: the kernel is
# **centred** on it. On a corner pixel, 5 of the 9 weights of a 3 by 3 kernel then hang over. If the output is to be as
# large as the input, you must say what they find there. Adding invented pixels is called **padding**.

# %%
tiny = np.array([[8.0, 2, 4, 6], [1, 9, 3, 5], [7, 0, 2, 4]])
cat = data.photo("chelsea", gray=True)[:84, 40:136]
rules = {"zeros": "constant", "repeat": "edge", "mirror": "reflect", "wrap": "wrap"}
padded = {name: np.pad(tiny, 1, mode=rule) for name, rule in rules.items()}
box = np.full((9, 9), 1 / 81)
blurred = {name: reference.correlate2d(np.pad(cat, 4, mode=rule), box) for name, rule in rules.items()}
figures.border_rules(padded, blurred)

# %% [markdown]
# The dashed numbers are invented; the window is centred on the pixel 8. Below, a photo has been blurred under each
# rule. *Zeros* are black, and the blur draws this black into the picture: a dark frame. *Repeat* and *mirror* show no
# frame. *Wrap* brings in the opposite edge, which suits a map of the whole globe and little else. Networks mostly take
# zeros, because they are simple, and because learnt weights can make use of seeing where the border is.
#
# ### Exercise: an output as large as the image
#
# Pad with zeros, then correlate. For a kernel of height $h$ you need $h - 1$ extra rows: $\lfloor h/2 \rfloor$ above
# and the rest, $\lfloor (h-1)/2 \rfloor$, below. For odd $h$ both are equal. Columns likewise with $w$, left and
# right. (`np.pad` takes a pair of numbers for each axis.)

# %% exercise="correlate_same"
def correlate_same(image, kernel):
    """Correlate with zeros around the image: h//2 rows above, (h-1)//2 below; w//2 columns left, (w-1)//2 right.

    correlate_same([[8, 2, 4]], [[1, 10]]) is [[80, 28, 42]].
    """
    ### BEGIN SOLUTION
    h, w = kernel.shape
    around = ((h // 2, (h - 1) // 2), (w // 2, (w - 1) // 2))
    return correlate2d(np.pad(image, around), kernel)
    ### END SOLUTION

# %% check="correlate_same" points=2
with check("correlate_same", correlate_same) as answer:
    three = [[0, 1, 0], [0, 0, 2], [5, 0, 0]]
    answer.on(tiny, three).gives([[4, 13, 57, 15], [26, 43, 14, 16], [1, 13, 11, 5]])
    answer.on(tiny, [[1, 10]]).gives([[80, 28, 42, 64], [10, 91, 39, 53], [70, 7, 20, 42]])
    ### BEGIN HIDDEN TESTS
    for kernel_shape in ((3, 5), (4, 1), (2, 4)):
        picture, taps = answer.random.normal(size=(6, 8)), answer.random.normal(size=kernel_shape)
        answer.on(picture, taps).agrees_with(lambda image, kernel: reference.correlate2d(image, kernel, padding="same"))
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** To keep the size you invent a border, and what you invent shows in the result.

# %% [markdown]
# ## Nine numbers decide what becomes of a photo
#
# Try every preset on the three photos. Then change single weights. What does the sum of the weights do? What does a
# negative weight do?

# %% demo="kernel_on_photo"
demos.kernel_on_photo()

# %% [markdown]
# Look at a **flat** part, where all nine pixels have the same brightness $b$. The result there is $b$ times the sum of
# the weights. So a sum of 1 keeps the brightness, and a sum of 0 makes every flat part 0 and leaves only changes: such
# a kernel **detects** edges.
#
# - **Blur**: all weights positive, sum 1. Each pixel becomes an average of its neighbourhood.
# - **Sharpen**: a large weight in the middle, negative ones around it, sum 1. What differs from its neighbours will
#   differ more.
# - **Edge**: positive on one side, negative on the other, sum 0.
#
# ### Exercise: give back what the blur took away
#
# Blurring with nine equal weights loses detail. The lost detail is photo minus blurred photo. Add it to the photo:
# $\text{sharp} = \text{photo} + (\text{photo} - \text{blurred})$. Correlation is linear, so one kernel does all of
# this at once. Which? (The kernel that leaves a photo as it is has a single 1, in the middle.)

# %% exercise="sharpen_kernel"
sharpen_kernel = ...  # an array of 3 by 3
### BEGIN SOLUTION
unchanged = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
sharpen_kernel = 2 * unchanged - np.full((3, 3), 1 / 9)
### END SOLUTION

# %% check="sharpen_kernel" points=1
with check("sharpen_kernel", sharpen_kernel) as answer:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1.0
    twice_less_blurred = 2 * dot[1:4, 1:4] - reference.correlate2d(dot, np.full((3, 3), 1 / 9))
    answer.equals(twice_less_blurred, within=0.001)

# %% [markdown]
# ### Exercise: lighter on the left
#
# Design a kernel of 3 by 3 that finds upright edges whose *left* side is lighter. Used with `correlate2d` it must give
# 0 on flat parts and on level edges, a positive number where the left side is lighter, a negative one where the right
# side is.

# %% exercise="left_lighter_kernel"
left_lighter_kernel = ...  # an array of 3 by 3
### BEGIN SOLUTION
left_lighter_kernel = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
### END SOLUTION

# %% check="left_lighter_kernel" points=1
with check("left_lighter_kernel", left_lighter_kernel) as answer:
    upright = np.tile([9.0, 9, 2, 2], (4, 1))
    answer.satisfies(lambda k: np.shape(k) == (3, 3), "a kernel of 3 by 3")
    answer.satisfies(lambda k: np.allclose(reference.correlate2d(np.ones((3, 3)), k), 0), "0 on flat parts")
    answer.satisfies(lambda k: np.allclose(reference.correlate2d(upright.T, k), 0), "0 on level edges")
    answer.satisfies(lambda k: reference.correlate2d(upright, k).min() >= 0, "never negative where the left is lighter")
    answer.satisfies(lambda k: reference.correlate2d(upright, k).max() > 0, "a positive answer to that edge")

# %% [markdown]
# > **Takeaway.** The sum of the weights says what flat parts become; the signs say which change is looked for.

# %% [markdown]
# ## Some kernels are a column times a row
#
# Blur up and down with a column, then left and right with a row. The result is one blur with a larger kernel, whose
# weights are all the products: row $i$, column $j$ holds `column[i] * row[j]`. Such a kernel is **separable**.

# %%
column, row = np.array([1, 2, 1]), np.array([1, 4, 6, 4, 1])
figures.separable_kernel(column, row)

# %% [markdown]
# Divided by its sum, $4 \cdot 16 = 64$, it is a soft blur with the most weight in the middle. For each pixel, two thin
# passes need $3 + 5 = 8$ products, one thick pass needs $3 \cdot 5 = 15$. The results agree:

# %%
in_two = reference.correlate2d(reference.correlate2d(photo, column[:, np.newaxis]), row[np.newaxis, :])
in_one = reference.correlate2d(photo, np.outer(column, row))
print("same result:", np.array_equal(in_two, in_one))

# %% [markdown]
# You can see whether a kernel is separable: every row must be a multiple of one and the same row. The diagonal kernel
# fails: $[1, 0]$ is no multiple of $[0, 1]$.
#
# **Predict before you run.** How many products for each pixel does a separable kernel 9 high and 15 wide need, in one
# pass and in two?

# %% exercise="products_per_pixel"
products_per_pixel = ...  # [in one pass, in two passes]
### BEGIN SOLUTION
products_per_pixel = [9 * 15, 9 + 15]
### END SOLUTION

# %% check="products_per_pixel" points=1
with check("products_per_pixel", products_per_pixel) as answer:
    tall, wide = np.ones(9), np.ones(15)
    answer.equals([np.outer(tall, wide).size, tall.size + wide.size])

# %% [markdown]
# > **Takeaway.** A column times a row: the price falls from $h \cdot w$ to $h + w$ products a pixel.

# %% [markdown]
# ## Two edge responses together give the strength of an edge
#
# **Sobel's** kernels are separable: a difference in one direction, times the soft blur $[1, 2, 1]$ in the other.

# %%
across_kernel = np.outer([1, 2, 1], [-1, 0, 1])  # lighter on the right?
down_kernel = np.outer([-1, 0, 1], [1, 2, 1])  # lighter below?
across = reference.correlate2d(photo[:, 20:], across_kernel)
down = reference.correlate2d(photo[:, 20:], down_kernel)

# %%
figures.edges_of_photo(across, down, np.hypot(across, down))

# %% [markdown]
# Left: the legs of the tripod and the edge of the coat; level edges are missing. Middle: the other way round. Right:
# every edge, whatever its direction. The two numbers at a pixel are the two sides of a right-angled triangle, and its
# long side tells how steep the brightness is:
#
# $$\text{strength} = \sqrt{\text{across}^2 + \text{down}^2}.$$
#
# It is called the **gradient magnitude**. On paper: let the brightness fall by 3 from column to column and rise by 4
# from row to row, as in `[[10, 7, 4], [14, 11, 8], [18, 15, 12]]`. Sobel gives $-24$ across and $32$ down (8 times the
# slope), so the strength is $\sqrt{576 + 1024} = 40$.

# %% exercise="edge_strength"
def edge_strength(image):
    """Return the gradient magnitude by Sobel's kernels, window inside the image: (H - 2) by (W - 2) numbers.

    edge_strength([[10, 7, 4], [14, 11, 8], [18, 15, 12]]) is [[40]]. The image may be uint8, as photos are.
    """
    ### BEGIN SOLUTION
    return np.hypot(correlate2d(image, across_kernel), correlate2d(image, down_kernel))
    ### END SOLUTION

# %% check="edge_strength" points=2
with check("edge_strength", edge_strength) as answer:
    answer.on([[10, 7, 4], [14, 11, 8], [18, 15, 12]]).gives([[40]])
    part = np.array([[200, 20, 20, 20], [200, 20, 20, 90], [200, 200, 30, 90]], dtype=np.uint8)
    answer.on(part).gives([[np.hypot(-710, 370), np.hypot(30, 270)]])
    ### BEGIN HIDDEN TESTS
    picture = answer.random.integers(0, 256, size=(5, 8), dtype=np.uint8)
    answer.on(picture).gives(reference.sobel(picture).magnitude[1:-1, 1:-1])
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** One kernel sees one direction; the root of the sum of squares sees them all alike.

# %% [markdown]
# ## A corner is where two edges meet
#
# A corner changes across *and* down. So multiply the two responses? Turn the square and watch both attempts.

# %% demo="corners_of_square"
demos.corners_of_square()

# %% [markdown]
# The product works as long as the square stands upright. When it is turned, all four sides light up: a slanting edge
# has both responses everywhere, though it is no corner. But along an edge they keep one proportion,
# $\text{down} = m \cdot \text{across}$. At a corner two proportions meet. To compare neighbours, sum over each window
# of 3 by 3:
#
# $$A = \sum \text{across}^2, \quad B = \sum \text{down}^2, \quad C = \sum \text{across} \cdot \text{down}, \quad
# \text{corner} = A \cdot B - C^2.$$
#
# On a straight edge $B = m^2 A$ and $C = m A$, so $A \cdot B - C^2 = 0$: no corner. For the window
#
# $$\text{across} = \begin{bmatrix} 1 & 0 & 0 \\ 0 & 2 & 0 \\ 0 & 0 & 0 \end{bmatrix}, \qquad
# \text{down} = \begin{bmatrix} 0 & 0 & 0 \\ 0 & 1 & 0 \\ 0 & 0 & 3 \end{bmatrix}$$
#
# $A = 5$, $B = 10$, $C = 2$, and the corner strength is $50 - 4 = 46$. (To sum over every window at once: correlate
# with nine ones.)

# %% exercise="corner_strength"
def corner_strength(across, down):
    """Return A * B - C**2 for every 3 by 3 window of two edge responses of one shape: 2 rows and columns fewer.

    With across [[1, 0, 0], [0, 2, 0], [0, 0, 0]] and down [[0, 0, 0], [0, 1, 0], [0, 0, 3]] it is [[46]].
    """
    ### BEGIN SOLUTION
    ones = np.ones((3, 3))
    a, b = correlate2d(across**2, ones), correlate2d(down**2, ones)
    return a * b - correlate2d(across * down, ones) ** 2
    ### END SOLUTION

# %% check="corner_strength" points=2
with check("corner_strength", corner_strength) as answer:
    answer.on([[1, 0, 0], [0, 2, 0], [0, 0, 0]], [[0, 0, 0], [0, 1, 0], [0, 0, 3]]).gives([[46]])
    edge = [[1, 0, 2, 0], [3, 0, 1, 1], [0, 1, 0, 2]]
    answer.on(edge, [[2, 0, 4, 0], [6, 0, 2, 2], [0, 2, 0, 5]]).gives([[0, 7]])
    ### BEGIN HIDDEN TESTS
    x, y = answer.random.normal(size=(2, 6, 5))
    a, b, c = (reference.correlate2d(product, np.ones((3, 3))) for product in (x * x, y * y, x * y))
    answer.on(x, y).gives(a * b - c * c)
    ### END HIDDEN TESTS

# %% [markdown]
# In the photo above, the corner strength finds the camera, the collar and the joint of the tripod. Such points are
# found again when the camera turns; panoramas are stitched together by them.
#
# > **Takeaway.** Simple responses, multiplied and summed over a window, answer to something that no single kernel
# > sees.

# %% [markdown]
# ## An X is recognised by its pieces
#
# When is a picture an X? Try the obvious: lay it over a model X, pixel by pixel. Write $+1$ for ink and $-1$ for
# paper. Then a product is $+1$ where both agree and $-1$ where they differ, and the mean product, the **match**, runs
# from $-1$ to 1. Instead of the whole X you can also take a piece of it as a kernel, slide it over the picture and
# note its best match.

# %%
moved_x = data.letter("X", shift=(1, 2))
turned_x = data.letter("X", rotate=15, thickness=0.9)
bent_x = data.letter("X", slant=0.3, stretch=(0.8, 1))
pictures = {"plain": data.letter("X"), "moved": moved_x, "shrunk": data.letter("X", shrink=2 / 3)}
pictures |= {"rotated": turned_x, "deformed": bent_x, "O": data.letter("O")}

# %%
arm = np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
pieces = {"crossing": crossing, "arm \\": arm, "arm /": arm[:, ::-1]}
signed = {name: 2 * picture - 1 for name, picture in pictures.items()}

# %% demo="x_matcher"
demos.x_matcher(pictures, pieces)

# %% [markdown]
# **Predict before you run.** The window stands in the middle of an arm and holds exactly the piece `arm`; the kernel
# is `crossing`. What is the match?

# %% exercise="crossing_on_arm"
crossing_on_arm = ...  # a number from -1 to 1
### BEGIN SOLUTION
crossing_on_arm = (7 - 2) / 9
### END SOLUTION

# %% check="crossing_on_arm" points=1
with check("crossing_on_arm", crossing_on_arm) as answer:
    answer.equals(np.mean(crossing * arm), within=0.005)

# %%
scores = {"pixel by pixel": {name: np.mean(picture * signed["plain"]) for name, picture in signed.items()}}
for piece, kernel in pieces.items():
    scores[piece] = {name: reference.correlate2d(picture, kernel).max() / 9 for name, picture in signed.items()}
figures.x_scores(pictures, scores)

# %% [markdown]
# Read the first row of the table: pixel by pixel, an O (0.48) is more like an X than an X that has moved (0.41). Now
# the second row: the crossing is there, whole, in every X, and not in the O. The arms show why one piece is not enough
# for everything: the O has slanting pieces too, and the rotated X lost them. Which pieces to take, and how to weigh
# them, is what a network learns.
#
# > **Takeaway.** Pieces survive a move, a change of size and some bending; the whole does not.

# %% [markdown]
# ## Move the image, and the response moves along
#
# What does a move do to the response of a kernel? Here is the crossing on the plain X and on the moved one.

# %%
both = {name: pictures[name] for name in ("plain", "moved")}
figures.moved_picture(both, {name: reference.correlate2d(signed[name], crossing) / 9 for name in both})

# %% [markdown]
# The X has moved 1 down and 2 right, and its strongest match with it: from (3, 3) to (4, 5). The response is not the
# same; it moves along. This is **equivariance**, as in chapter 1. Only the *maximum* over all places is the same
# before and after, and it has forgotten the place. This is **invariance**.
#
# ### Exercise: write the test
#
# Move a camera down and to the right, and the scene loses its first rows and columns: `image[down:, right:]`. An
# operation is equivariant if it makes no difference whether you cut before or after it. Write a function that tests
# any operation on a given image. Try it on these:

# %%
def edges(image):
    return reference.correlate2d(image, across_kernel)

def darker_to_the_right(image):
    return image - np.arange(image.shape[1])

def darker_downwards(image):
    return image - np.arange(image.shape[0])[:, np.newaxis]

def mirrored(image):
    return image[:, ::-1]

# %% exercise="is_equivariant"
def is_equivariant(operation, image, down, right):
    """Return True if operation(image) cut by `down` rows and `right` columns equals the operation on the cut image.

    is_equivariant(edges, tiny, 0, 1) is True, is_equivariant(mirrored, tiny, 0, 1) is False.
    """
    ### BEGIN SOLUTION
    return np.array_equal(operation(image[down:, right:]), operation(image)[down:, right:])
    ### END SOLUTION

# %% check="is_equivariant" points=2
with check("is_equivariant", is_equivariant) as answer:
    scene = np.array([[1.0, 0, 2, 5, 1], [4, 6, 0, 3, 2], [2, 1, 9, 0, 6], [0, 3, 1, 7, 2], [5, 2, 0, 1, 3]])
    scene = np.vstack([scene, [3, 0, 4, 2, 1]])
    answer.on(edges, scene, 1, 2).gives(True)
    answer.on(darker_to_the_right, scene, 1, 2).gives(False)
    answer.on(darker_downwards, scene, 1, 2).gives(False)
    answer.on(mirrored, scene, 1, 2).gives(False)
    ### BEGIN HIDDEN TESTS
    other = answer.random.integers(0, 50, size=(8, 7)).astype(float)
    for operation, truth in ((edges, True), (darker_to_the_right, False), (darker_downwards, False), (mirrored, False)):
        answer.on(operation, other, 2, 1).gives(truth)
    ### END HIDDEN TESTS

# %% [markdown]
# And with padding? The same test, for a window sum with zeros around the photo:

# %%
ones = np.ones((3, 3))
cut_before = reference.correlate2d(photo[2:, 3:], ones, padding="same")
cut_after = reference.correlate2d(photo, ones, padding="same")[2:, 3:]
wrong = cut_before != cut_after
print(wrong.sum(), "of", wrong.size, "pixels differ")
print(wrong[1:, 1:].sum(), "of them lie away from the first row and column")

# %% [markdown]
# > ### What books get wrong: "convolution is translation invariant"
# > It is *equivariant*: when the input moves, the output moves along. Even that holds only inside the image, as you
# > just computed: at the border, invented pixels take the place of real ones. And it needs a window that stops at
# > every pixel; chapter 3 makes larger steps. What does not change under a move is the maximum over all places, as
# > long as the X stays whole.
#
# ### Written question
#
# A robot must *grasp* a cup that its camera sees. Somebody suggests: correlate with a kernel for cups and hand the
# maximum over all places to the arm, "because the maximum is invariant". In two or three sentences: what is the
# maximum good for, what does the arm need, and why does it help that correlation is equivariant?

# %% [markdown] answer="robot_and_cup" points=2
# ### BEGIN SOLUTION
# **Model answer.** The maximum says whether there is a cup, wherever it stands: it stays the same when the cup moves.
# The arm must know where the cup is, and the maximum has thrown that away. The map of responses still has it: because
# correlation is equivariant, the strongest response moves by as much as the cup, so its position tells where to grasp.
#
# **Rubric.** 1 point: the maximum is invariant, so it answers "whether" and not "where". 1 point: the response map is
# equivariant, so the position of its maximum follows the cup.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Correlation carries a move along (equivariant); a maximum over all places forgets it (invariant).

# %% [markdown]
# ## Three things to remember
#
# 1. An image is an array of numbers; a filter is a small array of weights, and each result is the sum of one window's
#    products.
# 2. Half turn, border and the sum of the weights are choices you must make and say.
# 3. Responses move with the image. Pieces found anywhere, and a maximum over all places, make the step from pixels to
#    an X.
#
# **Roads not taken.** The *median* of a window removes specks that no weighted average can, but it is not linear. The
# *bilateral* filter blurs without crossing edges. *Canny's* edge detector thins edges to lines. Large kernels are
# faster by way of the *Fourier transform*, as in chapter 1.
#
# **If you want more** (ungraded). Find a 3 by 3 kernel that moves a photo by one pixel to the left, and two kernels
# that, one after the other, leave it as it was. Sharpen a photo ten times: what happens, and why? Give the X matcher a
# fourth piece that the rotated X still has.
#
# **Sources.** I. Sobel and G. Feldman, *A 3x3 Isotropic Gradient Operator for Image Processing* (talk, 1968). H.
# Moravec (1980), C. Harris and M. Stephens, *A Combined Corner and Edge Detector* (1988), J. Shi and C. Tomasi, *Good
# Features to Track* (1994): from two edge responses to corners. J. Canny, *A Computational Approach to Edge Detection*
# (1986). R. Szeliski, *Computer Vision: Algorithms and Applications* (2010). The X and its pieces follow an idea of B.
# Rohrer, *How Do Convolutional Neural Networks Work?* (2016).
