# %% [markdown]
# # 4 · From dense to convolution
#
# **The question.** Someone who sorts letters trained a network on digits that happened to lie at the left of the camera's view, and it is
# blind to digits at the right. Which wiring would have known them?
#
# **You will be able to**
#
# - *build* the matrix of a convolution, and read its rows, its columns and its transpose;
# - *count* what dense, sparse and shared wiring cost, and *trace* which inputs reach a unit;
# - *learn* a kernel from examples, and measure what sharing it is worth.
#
# **Time** about 100 minutes; a good place for a break is marked. **Builds on** chapter 1 (impulse response), chapter 2 (`correlate2d`) and chapter 3 (parameters). As in
# chapter 3, a convolution is what a layer does: the kernel is not flipped.

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("04_dense_to_convolution")
demos.your_progress(check)

# %% [markdown]
# ## A dense layer ties every unit to every pixel
#
# Here is the 4 by 4 image of chapter 2. Read it row by row and write the numbers in one line: sixteen inputs. This is **flattening**. The
# pixel in row $r$ and column $c$ becomes input number $r \cdot \text{width} + c$.

# %%
image = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
x = image.ravel()
print(x)
print("pixel in row 3, column 1:", image[3, 1], "=", x[3 * 4 + 1])

# %% [markdown]
# A **unit** takes some inputs, multiplies each by a weight, and adds the products (and often a number of its own, the **bias**). The connection graph below has four units in
# three wirings. The shade of a line tells which weight it carries; equal shade, equal number. In which wiring can one unit stand for all the others?

# %% demo="connection_graph"
demos.connection_graph()

# %% [markdown]
# - **Dense**: every unit has all inputs, and every connection a weight of its own.
# - **Sparse**: unit 0 sees only the 3 by 3 window at the upper left, unit 1 the next, and so on. Still each has its own weights.
# - **Sparse and shared**: all units use the *same* nine weights. One unit knows all that there is to know: the weights are a kernel, the four units its output.
#
# **Predict before you run.** An image of 5 by 7, windows 3 high and 2 wide, one unit for each place of the window. How many different weights has each wiring, without any bias?

# %% exercise="weights_of_each"
weights_of_each = ...  # [dense, sparse, shared], three numbers
### BEGIN SOLUTION
weights_of_each = [18 * 35, 18 * 6, 6]
### END SOLUTION

# %% check="weights_of_each" points=1
with check("weights_of_each", weights_of_each) as answer:
    wiring = reference.toeplitz2d(np.ones((3, 2)), (5, 7))
    answer.equals([wiring.size, wiring.sum(), wiring[0].sum()])

# %% [markdown]
# ### Exercise: count for any size
#
# Now with biases, which are parameters too. A unit has one bias. A shared kernel shares its bias as well: one in all. The units
# are the places of the window, as in chapter 3 with stride 1 and no padding.

# %% exercise="free_parameters"
def free_parameters(height, width, kernel_height, kernel_width, kind):
    """Count weights and biases of a layer with one unit for each place of the window.

    `kind` is "dense", "sparse" or "shared".
    A 5 by 4 image and a 2 by 3 window: dense 168, sparse 56, shared 7.
    """
    ### BEGIN SOLUTION
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    seen = kernel_height * kernel_width
    if kind == "shared":
        return seen + 1
    return units * (height * width + 1) if kind == "dense" else units * (seen + 1)
    ### END SOLUTION

# %% check="free_parameters" points=2
with check("free_parameters", free_parameters) as answer:
    for kind, count in (("dense", 168), ("sparse", 56), ("shared", 7)):
        answer.on(5, 4, 2, 3, kind).gives(count)
    for kind, count in (("dense", 860), ("sparse", 180), ("shared", 9)):
        answer.on(6, 7, 2, 4, kind).gives(count)
    ### BEGIN HIDDEN TESTS
    sizes = answer.random.integers([8, 12, 2, 5], [12, 16, 5, 8])
    height, width, high, wide = (int(size) for size in sizes)
    wiring = reference.toeplitz2d(np.ones((high, wide)), (height, width))
    for kind, weights in (("dense", wiring.size), ("sparse", wiring.sum())):
        answer.on(height, width, high, wide, kind).gives(weights + len(wiring))
    answer.on(height, width, high, wide, "shared").gives(wiring[0].sum() + 1)
    ### END HIDDEN TESTS

# %% [markdown]
# > ### What is easily mixed up: "sharing saves work"
# > A product is computed for every *connection*, whoever owns its weight: in the graph, 64 for dense wiring and 36 for both others. Cutting connections saves work.
# > Sharing saves *parameters*, and lets one place teach all others, as you will measure at the end.
#
# > **Takeaway.** Two steps lead from dense to convolution: cut the connections outside a window, then share the weights.

# %% [markdown]
# ## Inputs that do not meet in layer one meet in layer two
#
# Cutting has a price. No unit of layer one sees a pixel at the left *and* one at the far right. Take seven inputs in a row and windows of
# three. Where do $x_1$ and $x_5$ first come together?

# %% demo="seven_inputs"
demos.meeting_inputs(7, first=1, second=5)

# %% [markdown]
# No window of three holds both $x_1$ and $x_5$. But unit 1 of layer one sees $x_1, x_2, x_3$, and unit 3 sees $x_3, x_4, x_5$. Unit 1 of layer two
# sees both units, so it depends on $x_1$ *and* $x_5$. They meet one layer later.
#
# Now thirteen inputs. Look at the spreading As and Bs: by how many inputs does each layer widen what a unit depends on? And what can you change so that $x_0$ and $x_{12}$ meet in layer two?

# %% demo="meeting_inputs"
demos.meeting_inputs()

# %% [markdown]
# Windows of 7 bring $x_0$ and $x_{12}$ together in two layers, windows of 3 need six. So there are two ways to see far: wide windows, or many layers.
#
# **Predict before you run.** Two pixels of one row of a photo lie 100 columns apart. After how many layers do they meet, with windows 3 wide, and with windows 10 wide?

# %% exercise="layers_to_meet"
layers_to_meet = ...  # [with windows of 3, with windows of 10]
### BEGIN SOLUTION
layers_to_meet = [50, 12]
### END SOLUTION

# %% check="layers_to_meet" points=1
with check("layers_to_meet", layers_to_meet) as answer:
    def layers(window):
        reach, count = np.ones(1), 0
        while len(reach) < 101:
            reach, count = np.convolve(reach, np.ones(window)), count + 1
        return count
    answer.equals([layers(3), layers(10)])

# %% [markdown]
# ### Exercise: which inputs reach a unit?
#
# The layers may have windows of different widths. Count units and inputs from 0, at the left: unit 0 of layer one begins at input 0. (On paper, go down from the unit, layer by layer.)

# %% exercise="inputs_of"
def inputs_of(unit, widths):
    """Return the first and the last input that a unit of the last layer depends on.

    widths[0] is the width of layer one's windows, widths[1] that of layer two's, and so on.
    inputs_of(1, [3, 3]) is (1, 5), and inputs_of(2, [3]) is (2, 4).
    """
    ### BEGIN SOLUTION
    return unit, unit + sum(width - 1 for width in widths)
    ### END SOLUTION

# %% check="inputs_of" points=2
with check("inputs_of", inputs_of) as answer:
    answer.on(1, np.array([3, 3])).gives([1, 5])
    answer.on(2, np.array([3])).gives([2, 4])
    answer.on(4, np.array([2, 5, 4])).gives([4, 12])
    ### BEGIN HIDDEN TESTS
    widths = answer.random.integers(2, 7, size=4)
    answer.on(3, widths).gives([3, 3 + int(np.sum(widths - 1))])
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Depth brings together what one window cannot: windows of $k$ add $k - 1$ inputs in each layer.

# %% [markdown]
# ## A layer is a matrix, and sharing makes it a pattern
#
# Write the weights of each unit as one row, with a 0 for every input it does not have. The layer is then a matrix $W$, of shape
# (units, inputs), and its result is $Wx$: each row times the inputs $x$, summed. For five inputs and the kernel $[1, 2, 3]$ of chapter 1:
#
# $$\begin{bmatrix} 1 & 2 & 3 & 0 & 0 \\ 0 & 1 & 2 & 3 & 0 \\ 0 & 0 & 1 & 2 & 3 \end{bmatrix}
# \begin{bmatrix} 0 \\ 1 \\ 2 \\ 3 \\ 4 \end{bmatrix} = \begin{bmatrix} 8 \\ 14 \\ 20 \end{bmatrix}.$$
#
# A dense layer fills all 15 places freely. Sparse wiring puts zeros outside the band. Sharing makes every row the row above, moved by one: each
# diagonal holds a single number. Such a matrix is called a **Toeplitz matrix**.

# %% exercise="matrix_1d"
def matrix_1d(kernel, n):
    """Return W for a kernel of k weights and n inputs: shape (n - k + 1, n).

    matrix_1d([1, 2, 3], 5) is [[1, 2, 3, 0, 0], [0, 1, 2, 3, 0], [0, 0, 1, 2, 3]].
    """
    ### BEGIN SOLUTION
    k = len(kernel)
    W = np.zeros((n - k + 1, n))
    for row in range(n - k + 1):
        W[row, row : row + k] = kernel
    return W
    ### END SOLUTION

# %% check="matrix_1d" points=2
with check("matrix_1d", matrix_1d) as answer:
    answer.avoids("toeplitz1d", "toeplitz2d", "toeplitz")
    answer.on([1, 2, 3], 5).gives([[1, 2, 3, 0, 0], [0, 1, 2, 3, 0], [0, 0, 1, 2, 3]])
    answer.on([4, -0.5], 4).gives([[4, -0.5, 0, 0], [0, 4, -0.5, 0], [0, 0, 4, -0.5]])
    ### BEGIN HIDDEN TESTS
    for k, n in ((4, 9), (1, 3), (5, 5)):
        answer.on(answer.random.normal(size=k), n).agrees_with(reference.toeplitz1d)
    ### END HIDDEN TESTS

# %% [markdown]
# One layer after another is one matrix times another: here yours for five inputs times yours for seven. Where the product is not 0, an input reaches a unit. Does the answer of `inputs_of(1, [3, 3])` come out?

# %% demo="your_two_layers"
try:
    two_layers = matrix_1d(np.array([1, 2, 3]), 5) @ np.array(matrix_1d(np.array([1, 2, 3]), 7))
    print(two_layers)
    print("unit 1 has the inputs", np.flatnonzero(two_layers[1]))
except Exception as problem:
    print("Answer the exercise above first:", repr(problem))

# %% [markdown]
# Look again: the product is a Toeplitz matrix too, with the kernel $[1, 4, 10, 12, 9]$. Two linear layers are no more than *one* with a wider
# kernel. What makes depth worth more is in chapter 5.
#
# > **Takeaway.** A convolution layer *is* a dense layer whose matrix is mostly zeros, with the rest tied together.
#
# *A good place for a break. Next, the same with images.*

# %% [markdown]
# ## Window, sum, row and matrix are one convolution
#
# Now the image. The kernel has the weights 1 to 9, so that you can recognise each of them anywhere. Move through the four rows of the demo. **1** is the
# window of chapter 2, **2** its sum of products, **3** the same products as a row of $W$ times the flattened image, **4** all rows: the whole matrix as a picture. Why is there a 0 between 3 and 4?

# %% demo="convolution_as_matrix"
demos.convolution_as_matrix()

# %% [markdown]
# For the window at the upper left, every view says
#
# $$1 \cdot 1 + 2 \cdot 0 + 3 \cdot 2 + 4 \cdot 4 + 5 \cdot 6 + 6 \cdot 0 + 7 \cdot 2 + 8 \cdot 1 + 9 \cdot 5 = 120.$$
#
# The 0 between 3 and 4? In the flattened image, the pixel below pixel 0 is pixel 4, one image width further on. After three weights of a row, one pixel is left over. So
# $W$ falls into blocks: one for each pair of an output row and an image row. In each block the diagonals are constant, and so are the diagonals *of blocks*. Hence the name,
# a **doubly blocked Toeplitz matrix**.
#
# ### Exercise: W of an image
#
# The unit at place $(r, c)$ of the output is row number $r \cdot (\text{output width}) + c$ of $W$. Its kernel weight $(i, j)$ lies on pixel $(r + i, c + j)$. Which column is that? Keep the two widths
# apart.

# %% exercise="matrix_2d"
def matrix_2d(kernel, height, width):
    """Return W for a kernel of (high, wide) weights and an image of (height, width) pixels.

    It has one row for each place of the window, and height * width columns.
    matrix_2d([[1, 2], [3, 4]], 2, 4) is
    [[1, 2, 0, 0, 3, 4, 0, 0], [0, 1, 2, 0, 0, 3, 4, 0], [0, 0, 1, 2, 0, 0, 3, 4]].
    """
    ### BEGIN SOLUTION
    high, wide = kernel.shape
    rows, columns = height - high + 1, width - wide + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(high, wide):
            W[r * columns + c, (r + i) * width + c + j] = kernel[i, j]
    return W
    ### END SOLUTION

# %% check="matrix_2d" points=4
with check("matrix_2d", matrix_2d) as answer:
    answer.avoids("toeplitz1d", "toeplitz2d")
    def trusted(kernel, height, width):
        return reference.toeplitz2d(kernel, (height, width))
    three_places = [[1, 2, 0, 0, 3, 4, 0, 0], [0, 1, 2, 0, 0, 3, 4, 0], [0, 0, 1, 2, 0, 0, 3, 4]]
    answer.on([[1, 2], [3, 4]], 2, 4).gives(three_places)
    answer.on([[1, 2, 3], [4, 5, 6]], 4, 4).agrees_with(trusted)
    answer.on([[1, -2], [0, 0.5], [3, 4]], 4, 3).agrees_with(trusted)
    ### BEGIN HIDDEN TESTS
    for shape, size in (((3, 2), (5, 6)), ((1, 4), (3, 7)), ((4, 3), (4, 5))):
        answer.on(answer.random.normal(size=shape), *size).agrees_with(trusted)
    ### END HIDDEN TESTS

# %% [markdown]
# A column of $W$ has a meaning, too. Column $p$ is what an image with a single 1 in pixel $p$ becomes: the impulse response of chapter 1. And does your $W$ do what
# the sliding window of chapter 2 does, on 24 by 30 pixels of a real photo?

# %%
cat = data.photo("chelsea", gray=True)[60:84, 120:150].astype(float)
kernel = np.arange(1.0, 10).reshape(3, 3)
impulse = np.zeros(cat.shape)
impulse[2, 3] = 1

# %% demo="your_matrix"
try:
    big = np.array(matrix_2d(kernel, 24, 30))
    slid, response = reference.correlate2d(cat, kernel), reference.correlate2d(impulse, kernel)
    print("your W:", big.shape, f"of which {np.mean(big != 0):.1%} are not 0")
    print("largest difference from sliding:", np.abs(big @ cat.ravel() - slid.ravel()).max())
    print("column 63 = impulse response:", np.array_equal(big[:, 2 * 30 + 3], response.ravel()))
except Exception as problem:
    print("Answer the exercise above first:", repr(problem))

# %% [markdown]
# Nobody stores such a matrix: of its 443,520 entries nine numbers are worth keeping. $W$ is for thinking. What becomes of a row of $W$ when it is folded back to the shape of the image? Change the row and
# the size of the kernel.

# %% demo="w_as_picture"
demos.w_as_picture()

# %% [markdown]
# Folded back, a row is the kernel lying on its window. With a kernel as large as the image you are back at one dense unit.
#
# > **Takeaway.** Window, sum, row and matrix are one thing: row number $u$ of $W$ is the kernel at place $u$.

# %% [markdown]
# ## W transposed runs the map backwards
#
# $W$ has 4 rows and 16 columns: it takes 16 pixels to 4 results. Exchange rows and columns, and you have the **transpose** $W^{\mathsf T}$, of shape (16, 4). It takes 4 numbers to
# 16 pixels, along the same connections in the other direction. The sizes fit, the values do not come back: it is no inverse. What does it do?
#
# **Predict before you run.** Let $y$ be 1 in unit 2, at the lower left, and 0 in the other three. $W^{\mathsf T} y$ adds up the rows of $W$, each times its number
# in $y$. What is it, folded to 4 by 4? (Kernel 1 to 9.)

# %% exercise="backwards_from_one"
backwards_from_one = ...  # four lists of four numbers
### BEGIN SOLUTION
backwards_from_one = [[0, 0, 0, 0], [1, 2, 3, 0], [4, 5, 6, 0], [7, 8, 9, 0]]
### END SOLUTION

# %% check="backwards_from_one" points=1
with check("backwards_from_one", backwards_from_one) as answer:
    impulses = np.eye(16).reshape(16, 4, 4)
    heard = [reference.correlate2d(impulse, kernel)[1, 0] for impulse in impulses]
    answer.equals(np.reshape(heard, (4, 4)))

# %% [markdown]
# $W$ *gathers* a window into one number. $W^{\mathsf T}$ *scatters* one number over its window. Below, two numbers at once. Which pixels hear from both?

# %%
W = reference.toeplitz2d(kernel, image.shape)
y = np.array([[1.0, 0], [0, 2]])
figures.scattered_kernel(y, np.array([1 * W[0], 2 * W[3]]).reshape(2, 4, 4))

# %% [markdown]
# The four in the middle, where the windows overlap: there the two copies add up. There is a law that binds the two maps, and it finds mistakes. Write $\langle a, b \rangle$ for the sum of all products of two arrays, entry by entry. Then, for *any* $x$ and $y$,
#
# $$\langle Wx,\, y \rangle = \langle x,\, W^{\mathsf T} y \rangle,$$
#
# because both sides sum $y_u W_{up}\, x_p$ over all units $u$ and pixels $p$. On paper: $Wx = [120, 90, 92, 130]$, so the left side is $1 \cdot 120 + 2 \cdot 130 = 380$.

# %%
print("forwards: ", W @ x @ y.ravel())
print("backwards:", x @ (W.T @ y.ravel()))

# %% [markdown]
# ### Exercise: repair the way back
#
# Somebody wrote the way back without a matrix. The law says it is wrong. Find out why (there are two mistakes), and write it correctly.

# %%
def broken_backwards(values, kernel):
    (rows, columns), (high, wide) = values.shape, kernel.shape
    result = np.zeros((rows + high - 1, columns + wide - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + high, c : c + wide] = values[r, c] * kernel[::-1, ::-1]
    return result


print("forwards 380, backwards", np.sum(image * broken_backwards(y, kernel)))

# %% exercise="backwards"
def backwards(values, kernel):
    """Scatter `values` over their windows, as W transposed does; the result is a whole image.

    backwards([[1, 10]], [[1, 2, 3]]) is [[1, 12, 23, 30]].
    """
    ### BEGIN SOLUTION
    (rows, columns), (high, wide) = values.shape, kernel.shape
    result = np.zeros((rows + high - 1, columns + wide - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + high, c : c + wide] += values[r, c] * kernel
    return result
    ### END SOLUTION

# %% check="backwards" points=3
with check("backwards", backwards) as answer:
    answer.avoids("toeplitz2d", "transposed_convolution", "convolve2d", "fftconvolve")
    answer.on([[1, 10]], [[1, 2, 3]]).gives([[1, 12, 23, 30]])
    answer.on(y, kernel).gives((W.T @ y.ravel()).reshape(4, 4))
    some, taps = np.array([[1.0, 0], [3, -1]]), np.array([[1.0, 2], [0, 4], [5, -1]])
    forwards = np.sum(some * reference.correlate2d(image[:, :3], taps))
    answer.on(some, taps).satisfies(lambda result: np.shape(result) == (4, 3), "shape (4, 3)")
    answer.on(some, taps).satisfies(
        lambda result: np.isclose(np.sum(image[:, :3] * result), forwards),
        f"by the law, {forwards:g} as the sum of products with image[:, :3]",
    )
    ### BEGIN HIDDEN TESTS
    for shape, taps in (((3, 5), (2, 4)), ((4, 1), (3, 2))):
        values, weights = answer.random.normal(size=shape), answer.random.normal(size=taps)
        answer.on(values, weights).gives(reference.convolve2d(values, weights, padding="full"))
    ### END HIDDEN TESTS

# %% [markdown]
# Now hold yours against the law, on the photo and with 616 numbers at once:

# %% demo="your_way_back"
some = np.random.default_rng(0).normal(size=(22, 28))
print("forwards: ", np.sum(reference.correlate2d(cat, kernel) * some))
try:
    print("backwards:", np.sum(cat * backwards(some, kernel)))
except Exception as problem:
    print("Answer the exercise above first:", repr(problem))

# %% [markdown]
# You will meet $W^{\mathsf T}$ twice more: in chapter 6 it carries the errors back, in chapter 10 it makes images larger.
#
# > **Takeaway.** $W$ gathers, $W^{\mathsf T}$ scatters, both along the same connections.

# %% [markdown]
# ## A kernel can be learnt from examples
#
# In chapter 2 you designed kernels by hand. Could you have found $[1, -1]$, the difference of neighbours, from examples alone? Take the signal $[0, 1, 3, 2]$ and what the unknown kernel makes
# of it: the **targets** $[-1, -2, 1]$. Start with the kernel $[0, 0]$. Its results are all 0, so the **errors**, result minus target, are $e = [1, 2, -1]$. Call half their mean square the **loss**:
#
# $$L = \frac{1}{2m} \sum_t e_t^2 = \frac{1 + 4 + 1}{6} = 1,$$
#
# with $m = 3$ errors. Now nudge weight $w_j$ by a little $d$. The result at $t$ changes by $d\,x_{t+j}$, because that is the input under the weight, and so does the error. Half its square changes by $d\, e_t\, x_{t+j}$, plus a crumb with $d^2$ that vanishes for small $d$.
# So for each unit of $d$ the loss changes by
#
# $$g_j = \frac1m \sum_t e_t\, x_{t+j} \qquad \text{(the average of error times window).}$$
#
# This is the **gradient**. Here $g_0 = (1 \cdot 0 + 2 \cdot 1 - 1 \cdot 3)/3 = -\tfrac13$ and $g_1 = (1 \cdot 1 + 2 \cdot 3 - 1 \cdot 2)/3 = \tfrac53$. It points uphill,
# so go a small step against it. With the **rate** 0.15, $w \leftarrow w - 0.15\, g$ gives $[0.05, -0.25]$. Note the sum over $t$: a shared weight collects from *all* places.
#
# ### Exercise: one step, on an image
#
# Take it to two dimensions: a window is now a small matrix, each place of the output has its error, and each weight of the kernel its own average.

# %% exercise="gradient_step"
def gradient_step(kernel, image, target, rate):
    """Return the kernel after one step; target[r, c] is wanted from the window with corner (r, c).

    The signal of the text as an image of one row:
    gradient_step([[0, 0]], [[0, 1, 3, 2]], [[-1, -2, 1]], 0.15) is [[0.05, -0.25]].
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    gradient = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - rate * gradient
    ### END SOLUTION

# %% check="gradient_step" points=3
with check("gradient_step", gradient_step) as answer:
    answer.avoids("numerical_gradient", "convolution_kernel_gradient", "convolution_gradients")
    answer.on([[0, 0]], [[0, 1, 3, 2]], [[-1, -2, 1]], 0.15).gives([[0.05, -0.25]])
    after = [[1.5, 0.1, -1.2], [0.2, 1, -0.2]]
    picture = [[1, 0, 2, 1], [4, 1, 0, 1], [2, 1, 3, 0]]
    answer.on([[2, 0, -1], [1, 1, 0]], picture, [[3, 1], [10, 6]], 0.4).gives(after)
    ### BEGIN HIDDEN TESTS
    scene, taps = answer.random.normal(size=(5, 4)), answer.random.normal(size=(2, 3))
    target = answer.random.normal(size=(4, 2))
    def loss(weights):
        return np.mean((reference.correlate2d(scene, weights) - target) ** 2) / 2
    moved = taps - 0.3 * reference.numerical_gradient(loss, taps)
    answer.on(taps, scene, target, 0.3).gives(moved, within=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
# Step after step, this is **gradient descent**. Back to the signal: do 60 steps find $[1, -1]$? Choose a rate, the smallest and the largest too.

# %% demo="learnt_kernel"
demos.learnt_kernel()

# %% [markdown]
# With 0.15 the weights arrive at $[1, -1]$, which nobody told them. With 0.02 they are still on the way; with 0.3 the steps overshoot, each time a little more, and the weights run away.
#
# Now your own step, on the photo (shifted and scaled, so that its pixels lie around 0). The targets come from a secret kernel of 2 by 2. Does your step find it?

# %% demo="your_kernel_learnt"
scaled = (cat - cat.mean()) / cat.std()
learnt, wanted = np.zeros((2, 2)), reference.correlate2d(scaled, [[1, 2], [0, -3]])
try:
    for step in range(601):
        if step in (0, 20, 100, 600):
            print(f"after {step:3} steps:", (learnt.round(2) + 0).tolist())
        learnt = gradient_step(learnt, scaled, wanted, 0.5)
except Exception as problem:
    print("Answer the exercise above first:", repr(problem))

# %% [markdown]
# It does, slowly: neighbouring pixels are so alike that the windows differ little.
#
# ### Exercise: design data that teach nothing
#
# On poor data it fails. Design a signal of at least four readings, none of them 0, from which *no* method could tell $[1, -1]$ from other kernels: some other kernel gives the very same targets.

# %% exercise="useless_signal"
useless_signal = ...  # a list of at least four readings, none of them 0
### BEGIN SOLUTION
useless_signal = [5, 5, 5, 5]
### END SOLUTION

# %% check="useless_signal" points=2
with check("useless_signal", useless_signal) as answer:
    answer.satisfies(lambda s: np.ndim(s) == 1 and len(s) >= 4, "a list of at least four readings")
    answer.satisfies(lambda s: np.all(s != 0), "no reading that is 0")
    answer.satisfies(
        lambda s: np.linalg.matrix_rank(np.lib.stride_tricks.sliding_window_view(s, 2)) == 1,
        "two different kernels that give the same results on it",
    )

# %% [markdown]
# Two kernels on your signal: can you tell them apart by their results?

# %% demo="two_kernels"
try:
    first, second = useless_signal[:2]
    for taps in ([1, -1], [1 + second, -1 - first]):
        print(taps, "gives", reference.correlate1d(useless_signal, taps))
except Exception:
    print("Answer the exercise above first.")

# %% [markdown]
# All your windows are multiples of the first one, $(s_0, s_1)$. The kernel $[s_1, -s_0]$ makes 0 of each, so adding it to any kernel goes unnoticed.
#
# > **Takeaway.** A kernel is learnt by small steps against the average of error times window, if the windows differ enough to tell.

# %% [markdown]
# ## What a dense layer learnt on the left it does not know on the right
#
# Back to the camera. Real handwritten fours and sevens, 8 by 8 pixels, are put on an empty canvas of 10 by 32. In training they all lie in the left half. Then new ones are tested, at the left, and 12 pixels further
# right.

# %%
def fours_and_sevens(split):
    images, labels = data.digits(split)
    chosen = (labels == 4) | (labels == 7)
    return images[chosen, :, :, 0], np.where(labels[chosen] == 4, 1.0, -1.0)


def place(digits, first_column, seed):
    random, canvases = np.random.default_rng(seed), np.zeros((len(digits), 10, 32))
    for canvas, digit in zip(canvases, digits, strict=True):
        row, column = random.integers(0, 3), first_column + random.integers(0, 5)
        canvas[row : row + 8, column : column + 8] = digit
    return canvases

# %%
(digits, target), (new_digits, new_target) = fours_and_sevens("train"), fours_and_sevens("test")
left = place(digits, 4, seed=0)
new_left, new_right = place(new_digits, 4, seed=1), place(new_digits, 16, seed=1)
print(len(left), "canvases to learn from,", len(new_left), "to test on")

# %% [markdown]
# Two models. **Dense**: one unit with 320 weights. **Shared**: one kernel of 5 by 5 slides over the canvas, and its largest result counts. A positive result means "four". The recipe for both is yours: step against the average of
# error times window. For the dense unit the window is the whole canvas; for the kernel it is the window that won, since no other had a say.

# %%
def windows_of(images, size):
    windows = np.lib.stride_tricks.sliding_window_view(images, size, axis=(1, 2))
    return windows.reshape(len(images), -1, size[0] * size[1])


def train(images, target, weights, size, rate):
    windows, bias = windows_of(images, size), 0.0  # (images, places, weights)
    for _ in range(300):
        winner = windows[np.arange(len(windows)), (windows @ weights).argmax(axis=1)]
        error = winner @ weights + bias - target
        weights, bias = weights - rate * error @ winner / len(error), bias - rate * error.mean()
    return weights, bias

# %%
def accuracy(model, images, size):
    weights, bias = model
    results = (windows_of(images, size) @ weights).max(axis=1) + bias
    return np.mean(np.sign(results) == new_target)


canvas, window = (10, 32), (5, 5)
start = np.random.default_rng(0).normal(scale=0.1, size=25)
dense = train(left, target, np.zeros(320), canvas, rate=0.1)
shared = train(left, target, start, window, rate=0.05)
print(f"at the left: dense {accuracy(dense, new_left, canvas):.0%} right,", end=" ")
print(f"shared {accuracy(shared, new_left, window):.0%} right")

# %% [markdown]
# **Predict before you run.** At the right, how many in a hundred does each get right: about 50 (as good as tossing a coin), about 75, or about 95?

# %% exercise="at_the_right"
at_the_right = ...  # {"dense": ?, "shared": ?} with 50, 75 or 95 in place of the question marks
### BEGIN SOLUTION
at_the_right = {"dense": 50, "shared": 95}
### END SOLUTION

# %% check="at_the_right" points=1
with check("at_the_right", at_the_right) as answer:
    def nearest(score):
        return min((50, 75, 95), key=lambda choice: abs(choice - 100 * score))
    of_dense, of_shared = accuracy(dense, new_right, canvas), accuracy(shared, new_right, window)
    answer.equals({"dense": nearest(of_dense), "shared": nearest(of_shared)})

# %% [markdown]
# Here are the scores. And in which part of the canvas did the dense unit learn anything?

# %%
print(f"at the right: dense {accuracy(dense, new_right, canvas):.0%} right,", end=" ")
print(f"shared {accuracy(shared, new_right, window):.0%} right")
examples = {"training: always at the left": left[0], "test: at the right": new_right[0]}
figures.left_and_right(examples, dense[0].reshape(10, 32), shared[0].reshape(5, 5))

# %% [markdown]
# The two pictures of weights show why. A dense weight moves only when there is ink under it. In the right half there never was any, so those weights are still exactly 0, and the unit gives every digit there the same answer. The kernel has no right
# half: what it learns anywhere, it knows everywhere. Here its score at the right is *the same* as at the left: results move along with the digit, and the maximum forgets where (chapter 2). This is one draw of the places. Over a hundred draws the dense unit averages 94 % at the left, and the
# kernel 95 % on either side.
#
# The dense unit can relearn. Show it digits at the right, starting once from the weights that it learnt at the left, and once from nothing:

# %%
for count in (10, 40, 160, 288):
    right, labels = place(digits[:count], 16, seed=2), target[:count]
    models = [train(right, labels, old, canvas, rate=0.1) for old in (dense[0], np.zeros(320))]
    scores = [f"{accuracy(model, new_right, canvas):.0%}" for model in models]
    print(f"{count:3} examples at the right: after the left {scores[0]}, from nothing {scores[1]}")

# %% [markdown]
# Not a point of difference, and with other draws there is none either: where there is no ink, the old weights are multiplied by 0. What was learnt at the left is no head start at all. Each place needs its examples
# again. The kernel needed none: shared wiring is what the question at the top asked for.
#
# ### Written question
#
# Passport photos are always cut so that the eyes lie at the same height and the nose in the middle. A colleague wants shared kernels for them, "because sharing is always better". In
# two or three sentences: what does sharing assume, does it hold for such aligned photos, and which wiring of this chapter lies in between, at what cost?

# %% [markdown] answer="when_to_share" points=2
# ### BEGIN SOLUTION
# **Model answer.** Sharing assumes that what is worth looking for in one place is worth looking for in every other. In an aligned photo the places differ: eyes come only above, a mouth only below,
# so weights of their own could look for eyes where eyes are. Sparse wiring without sharing lies in between: small windows, each with its own weights. It has far more parameters than a shared kernel and therefore needs more photos; edges, which occur
# everywhere, are still well served by sharing.
#
# **Rubric.** 1 point: the assumption (useful here means useful there) and that it is doubtful for aligned photos. 1 point: names sparse, unshared wiring and its cost (more parameters, or more examples).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** A dense layer learns each place anew; a shared kernel learns once for all places.

# %% [markdown]
# ## Three things to remember
#
# 1. Convolution = dense, minus the connections outside a window, with the rest tied: $W$ is a doubly blocked Toeplitz matrix.
# 2. $W$ gathers and $W^{\mathsf T}$ scatters; $\langle Wx, y \rangle = \langle x, W^{\mathsf T} y \rangle$ tests any pair.
# 3. The gradient of a shared weight is the average of error times input over all places, so each place teaches all others.
#
# **Roads not taken.** *Locally connected* layers cut but do not share. *Group convolutions* share over turns and mirror images too. *Attention* is dense, with weights computed anew from each input.
#
# **If you want more** (ungraded). Build $W$ for zero padding, so that output and image have one size: which rows lose weights? Then let the window wrap round the edge: the matrix is now *circulant*, and a
# wave (chapter 1) comes out as the same wave, only stretched and shifted.
#
# **Sources.** K. Fukushima, *Neocognitron* (1980). D. Rumelhart, G. Hinton and R. Williams, *Learning Internal Representations by Error Propagation* (1986), tie weights across places. Y. LeCun, *Generalization and Network Design
# Strategies* (1989), compares dense, local and shared wiring on digits. I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning* (2016), chapter 9. V. Dumoulin and F. Visin, *A Guide to Convolution Arithmetic for Deep Learning* (2016). Y. Taigman,
# M. Yang, M. Ranzato and L. Wolf, *DeepFace* (2014), use unshared windows on aligned faces. T. Cohen and M. Welling, *Group Equivariant Convolutional Networks* (2016).
