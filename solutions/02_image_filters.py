# %% [markdown]
# # 2 · Image filters: convolution in two dimensions
#
# **The question.** You want a program that spots the letter X. How can small tables of nine numbers blur a photo, sharpen it,
# find its edges, and at last an X?
#
# **You will be able to**
#
# - *read* an image as an array;
# - *write* correlation and convolution in two dimensions, with a border of your choice;
# - *design* kernels that answer to edges, corners and shapes, and say what happens to the answer when the image moves.
#
# **Time** about two and a half hours; a good place for a break is marked. **Builds on**
# chapter 1: kernel, flip, the modes valid and same, equivariance.

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("02_image_filters")
demos.your_progress(check)

# %% [markdown]
# ## An image is a matrix of numbers
#
# Each point of a grey photo, a **pixel**, is one whole number: 0 is black, 255 is white. Rows are counted from the top
# and columns from the left, both from 0, and the row comes first: `photo[row, column]`.

# %%
photo = data.photo("camera", gray=True)[5:135, 20:154]
cup = data.photo("coffee")
print("grey:", photo.shape, photo.dtype, " colour:", cup.shape, cup.dtype)

# %% [markdown]
# A colour photo is three such matrices, called **channels**: how much red, green and blue. Its array has the shape (height, width, 3).
# In which of its channels will a red cup look light, and in which its white rim?

# %%
figures.image_as_numbers(photo, cup, top=28, left=82)

# %% [markdown]
# The orange frame marks 54 pixels; at the right you read their numbers. The red cup is light in the red channel only, the white
# rim in all three. In this chapter one channel is enough.
#
# The type `uint8` holds the whole numbers from 0 to 255 and no others. That saves memory, and it is a trap: like the kilometre counter of
# an old car it starts again at 0 after its largest number. So 200 + 100 is 44, which is 300 less one round of 256, and nobody warns you.
#
# **Predict before you run.** Somebody brightens a photo: three `uint8` pixels, all above 127, are doubled. Out come 60, 144 and 244.
# Which three pixels were they?

# %% exercise="before_doubling"
before_doubling = ...  # a list of three whole numbers
### BEGIN SOLUTION
before_doubling = [(60 + 256) // 2, (144 + 256) // 2, (244 + 256) // 2]
### END SOLUTION

# %% check="before_doubling" points=1
with check("before_doubling", before_doubling) as answer:
    answer.satisfies(lambda p: len(p) == 3, "a list of three whole numbers")
    answer.satisfies(lambda p: min(p) > 127 and max(p) < 256, "three pixels from 128 to 255")
    answer.satisfies(
        lambda p: (2.0 * p % 256 == [60, 144, 244]).all(), "60, 144 and 244 when doubled"
    )

# %% [markdown]
# So first leave `uint8`. (The functions in `reference` do so by themselves.) Two customs: $x/255$, from 0 to 1, and $x/255 - 0.5$,
# in which middle grey is near 0. For $x = 51$ they give 0.2 and $-0.3$.
#
# Docstrings write arrays as lists; to try an example, wrap each list in `np.array(...)`.

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
# Move it. Which four numbers of the image make the result at row 1, column 0?

# %% demo="window_over_image"
demos.window_over_image()

# %% [markdown]
# They are 4, 6, 2 and 1: the window's *upper left* corner is at row 1, column 0.
# Multiply window and kernel pair by pair and add the products. That is correlation in two dimensions:
#
# $$S_{r,c} = \sum_{i=0}^{h-1} \sum_{j=0}^{w-1} K_{i,j}\, I_{r+i,\,c+j}.$$
#
# $S$ is the output, $I$ is `image`, $K$ is `kernel` with height $h$ and width $w$. Read the two sums as two loops: for every row $i$ of
# the kernel, for every column $j$.

# %%
image = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
diagonal = np.array([[1.0, 0], [0, 1]])
uneven = np.array([[1.0, 2], [0, -1]])

# %% [markdown]
# For $r = 1$, $c = 0$ and the kernel `uneven`: $1 \cdot 4 + 2 \cdot 6 + 0 \cdot 2 - 1 \cdot 1 = 15$.
#
# ### Exercise: correlation in two dimensions
#
# The window must stay inside the image, so as in mode *valid* there are $H - h + 1$ rows and $W - w + 1$ columns of results, for an
# image of $H$ by $W$. Use `image.shape` and `kernel.shape`: neither need be square.

# %% exercise="correlate2d"
def correlate2d(image, kernel):
    """Correlate two 2-D arrays, window inside the image.

    Returns an array of (H - h + 1, W - w + 1) floats.

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
    answer.on(np.array([[9, 4, 2]], dtype=np.uint8), [[0.5, 0.25]]).gives([[5.5, 2.5]])
    answer.satisfies(lambda f: isinstance(f(image, uneven), np.ndarray), "an array, not a list")
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    for shape, kernel_shape in (((7, 5), (3, 2)), ((4, 9), (1, 4)), ((6, 3), (6, 3))):
        picture, taps = answer.random.normal(size=shape), answer.random.normal(size=kernel_shape)
        answer.on(picture, taps).agrees_with(reference.correlate2d)
    ### END HIDDEN TESTS

# %% [markdown]
# Now your function on the photo, with 49 equal weights. What happens to the grass, and what to the tripod?

# %% demo="my_correlation"
figures.made_by_you(photo, correlate2d, photo.astype(float), np.full((7, 7), 1 / 49))

# %% [markdown]
# The grass becomes smooth, the legs turn to mist: each pixel is an average of 49.
#
# **Predict before you run.** The photo has 130 rows and 134 columns. A kernel 5 high and 3 wide is run over it, then
# over the result, and so on, ten times in all. What shape is left?

# %% exercise="shape_after_ten"
shape_after_ten = ...  # (rows, columns)
### BEGIN SOLUTION
shape_after_ten = (130 - 10 * 4, 134 - 10 * 2)
### END SOLUTION

# %% check="shape_after_ten" points=1
with check("shape_after_ten", shape_after_ten) as answer:
    left = photo
    for _ in range(10):
        left = reference.correlate2d(left, np.full((5, 3), 1 / 15))
    answer.equals(left.shape)

# %% [markdown]
# > **Takeaway.** Each result is the sum of one window's products; the output is smaller by the kernel's size less one.

# %% [markdown]
# ## Half a turn makes correlation a convolution
#
# Convolution flips the kernel. In two dimensions that means *both* axes, and both flips together are a turn by 180
# degrees:
#
# $$(I * K)_{r,c} = \sum_i \sum_j K_{i,j}\, I_{r-i,\,c-j}.$$
#
# The minus signs say it: while you go right and down in the kernel, you go left and up in the image. So $(r, c)$ is now the
# window's lower right corner. For which of our two kernels will convolution and correlation agree?

# %%
figures.half_turn(
    [
        (name, kernel, reference.correlate2d(image, kernel), reference.convolve2d(image, kernel))
        for name, kernel in [("diagonal", diagonal), ("uneven", uneven)]
    ]
)

# %% [markdown]
# For the diagonal one: it is its own half turn. The uneven kernel shows the difference at once.
#
# > ### What books get wrong: "a convolution layer convolves"
# > Convolution layers correlate, as you saw in chapter 1. A favourite example, with a diagonal kernel, cannot tell
# > the two apart. When you test such code, take a kernel that differs from all its flips.
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
    answer.avoids("reference")
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
# **centred** on it. On a corner pixel, 5 of the 9 weights of a 3 by 3 kernel then hang over, and you must say what they find
# there. Adding invented pixels is called **padding**. Here are four rules; below,
# a part of the photo is blurred by each. Which rules leave a trace?

# %%
tiny = np.array([[8.0, 2, 4, 6], [1, 9, 3, 5], [7, 0, 2, 4]])
coat_and_grass, box = photo[40:124, 38:], np.full((9, 9), 1 / 81)
padded, blurred = {}, {}
rules = {"zeros": "constant", "repeat": "edge", "mirror": "reflect", "wrap": "wrap"}
for name, rule in rules.items():
    padded[name] = np.pad(tiny, 1, mode=rule)
    blurred[name] = reference.correlate2d(np.pad(coat_and_grass, 4, mode=rule), box)
figures.border_rules(padded, blurred)

# %% [markdown]
# The dashed numbers are invented; the window is centred on the pixel 8. *Zeros* are black, and the blur draws a dark frame.
# *Repeat* copies the border pixel. For *mirror* the border row itself is the mirror, so row 1
# appears above row 0; the photo hardly tells these two apart. *Wrap* brings in the opposite edge: the coat at the left gets a light
# seam from the grass, the grass a dark one from the coat. Networks mostly take zeros, because they are simple.
#
# ### Exercise: an output as large as the image
#
# Pad with zeros, then correlate. For a kernel of height $h$ you need $h - 1$ extra rows: $\lfloor h/2 \rfloor$ above
# and the rest, $\lfloor (h-1)/2 \rfloor$, below. For odd $h$ both are equal. Columns likewise with $w$, left and
# right. `np.pad(image, ((1, 0), (2, 3)))` adds one row above, none below, two columns left and three right.

# %% exercise="correlate_same"
def correlate_same(image, kernel):
    """Correlate with zeros around the image; the result is as large as the image.

    Zeros: h//2 rows above, (h-1)//2 below; w//2 columns left, (w-1)//2 right.

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
    answer.on(tiny, [[1], [10]]).gives([[80, 20, 40, 60], [18, 92, 34, 56], [71, 9, 23, 45]])
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    for kernel_shape in ((3, 5), (4, 1), (2, 4)):
        picture, taps = answer.random.normal(size=(6, 8)), answer.random.normal(size=kernel_shape)
        answer.on(picture, taps).agrees_with(lambda image, kernel: reference.correlate2d(image, kernel, padding="same"))
    ### END HIDDEN TESTS

# %% [markdown]
# Yours on the photo. Is the size kept?

# %% demo="my_same"
figures.made_by_you(photo, correlate_same, photo.astype(float), box)

# %% [markdown]
# > **Takeaway.** To keep the size you invent a border, and it shows: here as a dark frame.

# %% [markdown]
# ## Nine numbers decide what becomes of a photo
#
# Try every preset on the three photos, then change single weights. What does their sum do? What does a
# negative one? Point at an output pixel: its nine products.

# %% demo="kernel_on_photo"
demos.kernel_on_photo()

# %% [markdown]
# Look at a **flat** part, where all nine pixels have the same brightness $b$. The result there is $b$ times the sum of
# the weights. So a sum of 1 keeps the brightness, and a sum of 0 makes every flat part 0 and leaves only changes: such
# a kernel **detects** edges. A negative weight takes its pixel away from the others.
#
# - **Blur**: all weights positive, sum 1.
# - **Sharpen**: a large weight in the middle, negative ones around it, sum 1.
# - **Edge**: sum 0; positive on one side and negative on the other, or, for edges all round, positive in the middle only.
#
# ### Exercise: give back what the blur took away
#
# Blurring with nine equal weights loses detail. The lost detail is photo minus blurred photo. Add it to the photo once:
# $\text{sharp} = \text{photo} + (\text{photo} - \text{blurred})$. Correlation is linear, so one kernel does it all. Which? (The kernel that leaves a photo as it is has a single 1, in the middle.)

# %% exercise="sharpen_kernel"
sharpen_kernel = ...  # an array of 3 by 3
### BEGIN SOLUTION
unchanged = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
sharpen_kernel = 2 * unchanged - np.full((3, 3), 1 / 9)
### END SOLUTION

# %% check="sharpen_kernel" points=1
with check("sharpen_kernel", sharpen_kernel) as answer:
    inner = photo[1:-1, 1:-1].astype(float)
    lost = inner - reference.correlate2d(photo, np.full((3, 3), 1 / 9))
    answer.satisfies(lambda k: k.shape == (3, 3), "a kernel of 3 by 3")
    answer.satisfies(
        lambda k: np.allclose(reference.correlate2d(photo, k), inner + lost, atol=0.5),
        "the photo plus the lost detail",
    )

# %% demo="my_sharpening"
figures.made_by_you(photo, sharpen_kernel)

# %% [markdown]
# At each edge the dark side got darker, the light side lighter.
#
# ### Exercise: lighter on the left
#
# A *vertical* edge runs from top to bottom, a *horizontal* one from left to right. Design a kernel of 3 by 3. Used with
# `correlate2d` it gives 0 on flat parts and on horizontal edges, on vertical edges a positive number where the *left* side is lighter,
# a negative one where the right side is.

# %% exercise="left_lighter_kernel"
left_lighter_kernel = ...  # an array of 3 by 3
### BEGIN SOLUTION
left_lighter_kernel = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
### END SOLUTION

# %% check="left_lighter_kernel" points=1
with check("left_lighter_kernel", left_lighter_kernel) as answer:
    vertical = np.tile([9.0, 9, 2, 2], (4, 1))
    on = reference.correlate2d
    answer.satisfies(lambda k: np.shape(k) == (3, 3), "a kernel of 3 by 3")
    answer.satisfies(lambda k: np.allclose(on(np.ones((3, 3)), k), 0), "0 on flat parts")
    answer.satisfies(lambda k: np.allclose(on(vertical.T, k), 0), "0 on horizontal edges")
    # the left side of `vertical` is the lighter one
    answer.satisfies(lambda k: on(vertical, k).min() >= 0, "never negative on that edge")
    answer.satisfies(lambda k: on(vertical, k).max() > 0, "somewhere positive on it")

# %% [markdown]
# Red marks your positive numbers. On which side of the dark coat do you expect red?

# %% demo="my_edges"
figures.made_by_you(photo, left_lighter_kernel)

# %% [markdown]
# Where light turns dark from left to right: at the back of the coat. Its front is blue.
#
# > **Takeaway.** The sum of the weights says what flat parts become; the signs say which change is looked for.
#
# *A good place for a break. You can now filter any image; what follows finds things in it.*

# %% [markdown]
# ## A column times a row costs less than the whole kernel
#
# Blur up and down with a column, then left and right with a row. It is the same as one blur with the table of all their products,
# `column * row`. Such a kernel is **separable**. How many products does a pixel need in one pass, how many in two?

# %%
column, row = np.array([[1], [2], [1]]), np.array([[1, 4, 6, 4, 1]])
figures.separable_kernel(column, row)

# %%
in_two = reference.correlate2d(reference.correlate2d(photo, column), row)
in_one = reference.correlate2d(photo, column * row)
print("same result:", np.array_equal(in_two, in_one))

# %% [markdown]
# > **Takeaway.** Fifteen against eight: if every row is a multiple of one row, two thin passes do the work of a thick one.

# %% [markdown]
# ## Two edge responses together give the strength of an edge
#
# **Sobel's** kernels are separable: a difference $[-1, 0, 1]$ in one direction, times the soft blur $[1, 2, 1]$ in the other.
# Which of the two will see the legs of the tripod, which the horizon?

# %%
across_kernel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])  # lighter on the right?
down_kernel = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])  # lighter below?
across = reference.correlate2d(photo, across_kernel)
down = reference.correlate2d(photo, down_kernel)
figures.edges_of_photo(photo, across, down)

# %% [markdown]
# *Across* sees the legs, *down* the horizon; slanting edges are in both. To see them all
# alike, take the two numbers at a pixel as the short sides of a right-angled triangle. Its long side says how fast the
# brightness changes, whatever the direction: the edge strength, or **gradient magnitude**.
#
# On paper: `[[10, 7, 4], [14, 11, 8], [18, 15, 12]]` falls by 3 from column to column and rises by 4 from row to row. Sobel gives $-24$ across and $32$ down. That is 8 times the
# change, because the rows count $1 + 2 + 1 = 4$ times and the two outer columns are 2 apart. The long side is 40.

# %% exercise="edge_strength"
def edge_strength(image):
    """Return the gradient magnitude by Sobel's kernels: (H - 2) by (W - 2) numbers.

    edge_strength([[10, 7, 4], [14, 11, 8], [18, 15, 12]]) is [[40]]. The image may be uint8.
    """
    ### BEGIN SOLUTION
    return np.hypot(correlate2d(image, across_kernel), correlate2d(image, down_kernel))
    ### END SOLUTION

# %% check="edge_strength" points=2
with check("edge_strength", edge_strength) as answer:
    answer.on([[10, 7, 4], [14, 11, 8], [18, 15, 12]]).gives([[40]])
    answer.on([[2, 1, 0], [2, 1, 0], [2, 1, 0]]).gives([[8]])
    part = np.array([[200, 20, 20, 20], [200, 20, 20, 90], [200, 200, 30, 90]], dtype=np.uint8)
    answer.on(part).gives([[800.62476, 271.66155]])
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    picture = answer.random.integers(0, 256, size=(5, 8), dtype=np.uint8)
    answer.on(picture).gives(reference.sobel(picture).magnitude[1:-1, 1:-1])
    ### END HIDDEN TESTS

# %% demo="my_edge_strength"
figures.made_by_you(photo, edge_strength, photo)

# %% [markdown]
# Legs, horizon, slanting coat: all are there.
#
# > **Takeaway.** One kernel sees one direction; $\sqrt{\text{across}^2 + \text{down}^2}$ sees them all alike.

# %% [markdown]
# ## A corner is where two edges meet
#
# A corner changes across *and* down. So look at the size of their product? The demo shows this attempt, and
# a better one, which you will write. Turn the square. When does the product go wrong?

# %% demo="corners_of_square"
demos.corners_of_square()

# %% [markdown]
# When the square is turned, all four sides light up: a slanting edge
# has both responses everywhere. But along a straight edge the two keep one proportion,
# $\text{down} = m \cdot \text{across}$ (or across is 0 everywhere). Do neighbours keep it? Sum over each window of 3 by 3:
#
# $$A = \sum \text{across}^2, \quad B = \sum \text{down}^2, \quad C = \sum \text{across} \cdot \text{down}, \quad
# \text{corner strength} = A \cdot B - C^2.$$
#
# An edge with $m = 2$, say across 1, 2, 3 and down 2, 4, 6: $A = 14$, $B = 56$, $C = 28$, and $14 \cdot 56 - 28^2 = 0$. So it is on every
# straight edge: $B = m^2 A$ and $C = m A$, or $A = C = 0$. At a corner two proportions meet. Then $C$ is too small to reach $A \cdot B$. For the window
#
# $$\text{across} = \begin{bmatrix} 1 & 0 & 0 \\ 0 & 2 & 0 \\ 0 & 0 & 0 \end{bmatrix}, \qquad
# \text{down} = \begin{bmatrix} 0 & 0 & 0 \\ 0 & 1 & 0 \\ 0 & 0 & 3 \end{bmatrix}$$
#
# $A = 5$, $B = 10$, $C = 2$, and the corner strength is $50 - 4 = 46$.
#
# ### Exercise: repair this
#
# A colleague wrote `return across**2 * down**2 - (across * down)**2` and gets 0 everywhere. See why, and repair it.
# (To sum over every window: correlate with nine ones.)

# %% exercise="corner_strength"
def corner_strength(across, down):
    """Return A * B - C**2 for every 3 by 3 window of two arrays of one shape (H, W).

    The result has (H - 2, W - 2) numbers; for the window above it is [[46]].
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
    answer.avoids("reference")
    ### BEGIN HIDDEN TESTS
    x, y = answer.random.normal(size=(2, 6, 5))
    a, b, c = (reference.correlate2d(product, np.ones((3, 3))) for product in (x * x, y * y, x * y))
    answer.on(x, y).gives(a * b - c * c)
    ### END HIDDEN TESTS

# %% [markdown]
# On the photo, with a circle around the 20 strongest. Do they lie on corners?

# %% demo="my_corners"
figures.made_by_you(photo, corner_strength, across, down, mark=20)

# %% [markdown]
# Most do. Such points are
# found again when the camera turns; panoramas are stitched together by them.
#
# > **Takeaway.** Responses multiplied and summed over a window find what no single kernel sees.

# %% [markdown]
# ## An X is recognised by its pieces
#
# When is a picture an X? Lay it over a model X, pixel by pixel, with $+1$ for ink and $-1$ for
# paper. A product is $+1$ where both agree and $-1$ where they differ, and the mean product, the **match**, runs
# from $-1$ to 1. Or take a piece of the X as a kernel, slide it over the picture and
# note its best match. Three pieces:

# %%
crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
arm = np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
pieces = {"crossing": crossing, "arm \\": arm, "arm /": arm[:, ::-1]}

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

# %% [markdown]
# Six pictures follow, 1 for ink and 0 for paper. Four X's have been moved 1 down and 2 right; what leaves the
# picture is cut off. In which picture does the crossing match nowhere?

# %%
moved = (1, 2)
pictures = {
    "plain": data.letter("X"),
    "moved": data.letter("X", shift=moved),
    "shrunk": data.letter("X", shift=moved, shrink=2 / 3),
    "rotated": data.letter("X", shift=moved, rotate=15, thickness=0.9),
    "bent": data.letter("X", shift=moved, slant=0.3, stretch=(0.8, 1)),
    "O": data.letter("O"),
}

# %% demo="x_matcher"
demos.x_matcher(pictures, pieces)

# %% [markdown]
# In the O: 0.56 at best. Now the whole X pixel by pixel, and each piece at its best place. Which row tells the X's from the O?

# %%
figures.x_scores(pictures, pieces)

# %% [markdown]
# Not the first: pixel by pixel, an O (0.48) is more like an X than any X that has moved. The second: the
# crossing is whole in every X. Not the arms: the O has slanting pieces too, and the rotated X lost them.
#
# ### Exercise: is it an X?
#
# Decide, with a piece and a threshold of your choice. `2 * picture - 1` turns 0 and 1 into $-1$ and $+1$.

# %% exercise="is_x"
def is_x(picture):
    """Return True if a picture (1 ink, 0 paper) shows an X, wherever it lies, and False for an O.

    is_x(pictures["moved"]) is True.
    """
    ### BEGIN SOLUTION
    return correlate2d(2 * picture - 1, crossing).max() / 9 > 0.8
    ### END SOLUTION

# %% check="is_x" points=1
with check("is_x", is_x) as answer:
    answer.on(pictures["plain"]).gives(True)
    answer.on(pictures["O"]).gives(False)
    for name in ("moved", "shrunk", "bent", "rotated"):
        answer.on(pictures[name]).gives(True)
    answer.on(data.letter("O", shift=(-1, 1))).gives(False)
    ### BEGIN HIDDEN TESTS
    for letter in "XXOXOO":
        shift = tuple(answer.random.integers(-2, 3, size=2))
        answer.on(data.letter(letter, shift=shift)).gives(letter == "X")
    ### END HIDDEN TESTS

# %% [markdown]
# You chose piece and threshold from six pictures; a network learns both, from thousands.
#
# > **Takeaway.** A well-chosen piece survives a move, a change of size and some bending; the whole does not.

# %% [markdown]
# ## Move the image, and the response moves along
#
# Here is the crossing on the plain X and on the moved one (its two right tips are cut
# off). The plain X matches best at row 3, column 3; where does the moved one?

# %%
both = {name: pictures[name] for name in ("plain", "moved")}
matches = {name: reference.correlate2d(2 * both[name] - 1, crossing) / 9 for name in both}
figures.moved_picture(both, matches)

# %% [markdown]
# At (4, 5): 1 down and 2 right, like the X. The response moves along. This is **equivariance**, as in chapter 1. Only the
# *maximum* over all places is the same as before, and it has forgotten the place. This is **invariance**.
#
# ### Exercise: write the test
#
# Move a camera down and to the right, and the scene loses its first rows and columns: `image[down:, right:]`. An
# operation is equivariant if it makes no difference whether you cut before or after it. Test
# any operation on a given image. Only one of these is equivariant:

# %%
def edges(image):
    return reference.correlate2d(image, across_kernel)

def less_first_pixel(image):
    return image - image[0, 0]

def darker_to_the_right(image):
    return image - np.arange(image.shape[1])

def darker_downwards(image):
    return darker_to_the_right(image.T).T

def upside_down(image):
    return image[::-1]

# %% exercise="is_equivariant"
def is_equivariant(operation, image, down, right):
    """Return True if cutting `down` rows and `right` columns before the operation or after it
    gives the same image.

    is_equivariant(edges, tiny, 0, 1) is True, is_equivariant(upside_down, tiny, 1, 0) is False.
    """
    ### BEGIN SOLUTION
    return np.array_equal(operation(image[down:, right:]), operation(image)[down:, right:])
    ### END SOLUTION

# %% check="is_equivariant" points=2
with check("is_equivariant", is_equivariant) as answer:
    scene = [[1, 0, 2, 5, 1], [4, 6, 0, 3, 2], [2, 8, 9, 0, 6], [0, 3, 1, 7, 2], [5, 2, 0, 1, 3]]
    answer.on(edges, scene, 1, 2).gives(True)
    answer.on(less_first_pixel, scene, 1, 2).gives(False)
    answer.on(darker_to_the_right, scene, 1, 2).gives(False)
    answer.on(darker_downwards, scene, 1, 2).gives(False)
    answer.on(darker_to_the_right, scene, 2, 0).gives(True)
    answer.on(upside_down, tiny, 1, 1).gives(False)
    for rows in ([[5, 4], [2, 4], [7, 1]], [[5, 3], [2, 4], [2, 1]], [[5, 3], [2, 4], [7, 1]]):
        answer.on(upside_down, rows, 1, 0).gives(False)
    ### BEGIN HIDDEN TESTS
    other = answer.random.integers(0, 50, size=(8, 7)).astype(float)
    for operation in (edges, less_first_pixel, darker_to_the_right, darker_downwards, upside_down):
        answer.on(operation, other, 2, 1).gives(operation is edges)
    ### END HIDDEN TESTS

# %% [markdown]
# And with padding? Sum every window of 3 by 3, with zeros around the photo; cut 2 rows and 3 columns, before or after. Which
# pixels will differ: none, the first row and column, or all?

# %%
ones = np.ones((3, 3))
cut_before = reference.correlate2d(photo[2:, 3:], ones, padding="same")
cut_after = reference.correlate2d(photo, ones, padding="same")[2:, 3:]
wrong = cut_before != cut_after
print(wrong.sum(), "of", wrong.size, "pixels differ")
print(wrong[1:, 1:].sum(), "of them lie away from the first row and column")

# %% [markdown]
# The first row and column, $128 + 131 - 1 = 258$ pixels: their windows find zeros where the photo went on.
#
# > ### What books get wrong: "convolution is translation invariant"
# > It is *equivariant*, and even that only inside the image, with a window that stops at
# > every pixel; chapter 3 makes larger steps. What does not change under a move is the maximum over all places, as
# > long as the piece stays in the picture.
#
# ### Written question
#
# A robot must *grasp* a cup that its camera sees. Somebody suggests: correlate with a kernel for cups and hand the
# maximum over all places to the arm, "because the maximum is invariant". In two or three sentences: what is the
# maximum good for, what does the arm need, and why does it help that correlation is equivariant?

# %% [markdown] answer="robot_and_cup" points=2
# ### BEGIN SOLUTION
# **Model answer.** The maximum says whether there is a cup, wherever it stands: it stays the same when the cup moves.
# The arm must know where the cup is, and the maximum has forgotten that. The responses at all places still have it: because
# correlation is equivariant, the strongest response moves by as much as the cup, so its place tells where to grasp.
#
# **Rubric.** 1 point: the maximum is invariant, so it says whether there is a cup and has forgotten the place, which the arm needs.
# 1 point: the responses are equivariant, so the place of the strongest one follows the cup.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Correlation carries a move along (equivariant); a maximum over all places forgets it (invariant).

# %% [markdown]
# ## Three things to remember
#
# 1. A filter is a small array of weights, and each result is the sum of one window's products.
# 2. Half turn, border and the sum of the weights are choices you must make and say.
# 3. Responses move with the image. A piece, and the maximum over all places, make the step from pixels to an X.
#
# **Roads not taken.** The *median* of a window removes specks that no weighted average can, but it is not linear. *Canny's* edge detector thins edges to lines. Large kernels are
# faster by way of the *Fourier transform*.
#
# **If you want more** (ungraded). Find a 3 by 3 kernel that moves a photo by one pixel to the left. Give the X matcher a
# fourth piece that the rotated X still has.
#
# **Sources.** I. Sobel and G. Feldman, *A 3x3 Isotropic Gradient Operator for Image Processing* (talk, 1968). C. Harris and M.
# Stephens, *A Combined Corner and Edge Detector* (1988). R. Szeliski, *Computer Vision: Algorithms and Applications* (2010).
# The X and its pieces: B. Rohrer, *How Do Convolutional Neural Networks Work?* (2016).
