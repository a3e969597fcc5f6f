"""Known wrong answers of chapter 04, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# weights_of_each


@mistake("weights_of_each", "These counts include biases. Asked are the weights alone.")
def with_biases():
    return [648, 126, 7]


@mistake("weights_of_each", "The last number counts connections. All windows use the same weights, so count them once.")
def counts_shared_connections():
    return [630, 108, 108]


@mistake("weights_of_each", "This is what one unit has. In dense and in sparse wiring each unit has as many of its own; only shared weights are there once.")
def of_one_unit():
    return [35, 6, 6]


@mistake("weights_of_each", "In sparse wiring without sharing, every unit has a window of weights of its own. Count them for all units.")
def shares_too_early():
    return [630, 6, 6]


@mistake("weights_of_each", "You counted one unit for each pixel. At the edge the window does not fit any more: count its places.")
def unit_for_each_pixel():
    return [35 * 35, 35 * 6, 6]


@mistake("weights_of_each", "You took the window 2 high and 3 wide. It is the other way round, and then it has another number of places.")
def window_lying_down():
    return [20 * 35, 20 * 6, 6]


@mistake("weights_of_each", "The number of units is not right: these are the four of the graph. Here both the image and the window have another size, so count the places anew.")
def four_units_as_in_the_graph():
    return [4 * 35, 4 * 6, 6]


@mistake("weights_of_each", "One place is missing in each direction. A window as high as the image would fit once, not zero times.")
def one_place_too_few():
    return [10 * 35, 10 * 6, 6]


@mistake("weights_of_each", "The windows were laid side by side. They overlap: the next place is one pixel further on.")
def windows_side_by_side():
    return [3 * 35, 3 * 6, 6]


@mistake("weights_of_each", "Shared does not mean one weight alone: inside the window each place keeps a weight of its own, and all units use this same set.")
def a_single_weight():
    return [630, 108, 1]


@mistake("weights_of_each", "The last number counts the units. What they share is one window full of weights.")
def one_weight_a_unit():
    return [630, 108, 18]


# free_parameters


@mistake("free_parameters", "The biases are missing: each unit adds one number of its own, and a shared kernel adds one in all.")
def without_biases(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    seen = kernel_height * kernel_width
    return {"dense": units * height * width, "sparse": units * seen, "shared": seen}[kind]


@mistake("free_parameters", "One bias was counted for the whole layer. In dense and sparse wiring each unit has its own.")
def one_bias_for_all(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    seen = kernel_height * kernel_width
    return {"dense": units * height * width, "sparse": units * seen, "shared": seen}[kind] + 1


@mistake("free_parameters", "The shared kernel has one bias for all places, not one for each unit: the bias is shared like the weights.")
def bias_not_shared(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    seen = kernel_height * kernel_width
    return {"dense": units * (height * width + 1), "sparse": units * (seen + 1), "shared": seen + units}[kind]


@mistake("free_parameters", "Sparse wiring is counted as if it shared. Each unit has a window of weights of its own, so multiply by the number of units.")
def sparse_counted_as_shared(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    seen = kernel_height * kernel_width
    return {"dense": units * (height * width + 1), "sparse": seen + 1, "shared": seen + 1}[kind]


@mistake("free_parameters", "You counted one unit for each pixel. At the edge the window does not fit any more: count its places, as in chapter 3.")
def one_unit_a_pixel(height, width, kernel_height, kernel_width, kind):
    units = height * width
    seen = kernel_height * kernel_width
    return {"dense": units * (height * width + 1), "sparse": units * (seen + 1), "shared": seen + 1}[kind]


@mistake("free_parameters", "Height and width of the window have changed places: the height of the image goes with the height of the window.")
def window_on_its_side(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_width + 1) * (width - kernel_height + 1)
    seen = kernel_height * kernel_width
    return {"dense": units * (height * width + 1), "sparse": units * (seen + 1), "shared": seen + 1}[kind]


@mistake("free_parameters", "One place is missing in each direction. A window as high as the image would fit once, not zero times.")
def one_place_too_few_each_way(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height) * (width - kernel_width)
    seen = kernel_height * kernel_width
    return {"dense": units * (height * width + 1), "sparse": units * (seen + 1), "shared": seen + 1}[kind]


@mistake("free_parameters", "Every kind gets the count of dense wiring. Ask what `kind` is: in sparse wiring a unit has no more than a window.")
def dense_for_every_kind(height, width, kernel_height, kernel_width, kind):
    units = (height - kernel_height + 1) * (width - kernel_width + 1)
    return units * (height * width + 1)


# layers_to_meet


@mistake("layers_to_meet", "Rounded down, or counted from the pixels between the two: with so few layers the one pixel is still out of reach for every unit that sees the other.")
def rounds_down():
    return [50, 11]


@mistake("layers_to_meet", "You divided by the width of the window. Neighbouring windows overlap, so a layer widens the view by less than that.", seen=lambda found: found[0] in (33, 34, 100 / 3))
def divides_by_the_width():
    return [34, 10]


@mistake("layers_to_meet", "You let only one of the two pixels spread. Both do, towards each other: look at the As and the Bs in the demo.", seen=lambda found: found[0] >= 99)
def only_one_spreads():
    return [100, 23]


@mistake("layers_to_meet", "A layer is there or not: half a layer brings nothing together.", seen=lambda found: not np.array_equal(found, np.rint(found)))
def fractions_of_a_layer():
    return [50, 100 / 9]


@mistake("layers_to_meet", "You counted the pixels from the one to the other, both included. What has to be bridged is the distance between them.")
def counts_both_pixels():
    return [51, 12]


@mistake("layers_to_meet", "The view does not grow by a factor: windows move by one, so each layer adds equally many inputs.", seen=lambda found: found[0] < 10)
def grows_by_a_factor():
    return [5, 2]


# inputs_of


@mistake("inputs_of", "The last input lies too far right, because windows overlap. On paper: how many inputs do two neighbouring windows of 3 hold together?")
def adds_whole_widths(unit, widths):
    return unit, unit + sum(widths)


@mistake("inputs_of", "The overlap was taken off once, but it is there in every layer. Go down from the unit one layer at a time.")
def one_off_for_all_layers(unit, widths):
    return unit, unit + sum(widths) - 1


@mistake("inputs_of", "Only the last layer was followed. Its inputs are units themselves, so go on down to the image: every layer widens the view.")
def only_the_last_layer(unit, widths):
    return unit, unit + widths[-1] - 1


@mistake("inputs_of", "You centred the windows on the unit. Here nothing is padded: unit 0 begins at input 0, and all others lie to the right of it.")
def centred_windows(unit, widths):
    half = sum((width - 1) // 2 for width in widths)
    return unit - half, unit + half


@mistake("inputs_of", "The last number is a count of inputs. Asked is the place of the last one, and it depends on where the unit stands.")
def counts_the_inputs(unit, widths):
    return unit, 1 + sum(width - 1 for width in widths)


@mistake("inputs_of", "The widths were multiplied. In the demo every layer adds equally many inputs; nothing grows by a factor as long as windows move by one.")
def multiplies_the_widths(unit, widths):
    return unit, unit + np.prod(widths) - 1


@mistake("inputs_of", "All layers were taken to be as wide as layer one. In the last example each layer has a width of its own.")
def first_width_for_all(unit, widths):
    return unit, unit + len(widths) * (widths[0] - 1)


@mistake("inputs_of", "The width of the last layer was used for every layer. In the last example they differ.")
def last_width_for_all(unit, widths):
    return unit, unit + len(widths) * (widths[-1] - 1)


@mistake("inputs_of", "These are all the inputs that reach the unit. Asked are two numbers only, where they begin and where they end.")
def lists_all_inputs(unit, widths):
    return list(range(unit, unit + sum(width - 1 for width in widths) + 1))


@mistake("inputs_of", "`widths` is an array, and an array of several numbers is neither true nor false. Ask for its length instead.")
def asks_whether_an_array_is_true(unit, widths):
    if not widths:
        return unit, unit
    first, last = asks_whether_an_array_is_true(unit, widths[1:])
    return first, last + widths[0] - 1


# matrix_1d


@mistake("matrix_1d", "The kernel is flipped in every row. In a layer the first weight belongs to the first input of the window.")
def flipped_rows(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k + 1, n))
    for row in range(n - k + 1):
        W[row, row : row + k] = kernel[::-1]
    return W


@mistake("matrix_1d", "This is the transpose: it has one column for each unit. A row of W is one unit, and there are as many columns as inputs.")
def one_column_a_unit(kernel, n):
    k = len(kernel)
    W = np.zeros((n, n - k + 1))
    for row in range(n - k + 1):
        W[row : row + k, row] = kernel
    return W


@mistake("matrix_1d", "The last rows wrap round: their weights come in again at the left. Only windows that lie inside get a row, n - k + 1 of them.")
def wraps_round(kernel, n):
    row = np.zeros(n)
    row[: len(kernel)] = kernel
    return np.array([np.roll(row, place) for place in range(n)])


@mistake("matrix_1d", "One row is missing. The window has n - k + 1 places: try k = n, where it fits exactly once.")
def one_row_too_few(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k, n))
    for row in range(n - k):
        W[row, row : row + k] = kernel
    return W


@mistake("matrix_1d", "There are n rows, and the last ones hold only a part of the kernel, as if zeros followed the inputs. Only windows that lie inside get a row, n - k + 1 of them.")
def cut_off_at_the_end(kernel, n):
    W = np.zeros((n, n))
    for row in range(n):
        for tap in range(min(len(kernel), n - row)):
            W[row, row + tap] = kernel[tap]
    return W


@mistake("matrix_1d", "All rows are the same: every unit looks at the first window. Row r begins at input r.")
def all_at_the_first_window(kernel, n):
    W = np.zeros((n - len(kernel) + 1, n))
    W[:, : len(kernel)] = kernel
    return W


@mistake("matrix_1d", "A row was begun at every input, and the last ones have no room for the whole kernel. Make one row for each place where the window lies inside.")
def a_row_for_every_input(kernel, n):
    k = len(kernel)
    W = np.zeros((n, n))
    for row in range(n):
        W[row, row : row + k] = kernel
    return W


@mistake("matrix_1d", "The shape of W fits, but you went through more rows than it has. Make one row for each place where the window lies inside.")
def walks_out_of_the_matrix(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k + 1, n))
    for row in range(n):
        for tap in range(k):
            W[row, row + tap] = kernel[tap]
    return W


@mistake("matrix_1d", "The last row stayed empty. W has a row for one more place than your loop visits: range(m) ends at m - 1.")
def last_row_left_empty(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k + 1, n))
    for row in range(n - k):
        W[row, row : row + k] = kernel
    return W


@mistake("matrix_1d", "Only the first row is filled: the function returned in the first round of its loop. `return` belongs after the loop, at its left edge.")
def returns_in_the_loop(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k + 1, n))
    for row in range(n - k + 1):
        W[row, row : row + k] = kernel
        return W


@mistake("matrix_1d", "The window has a fixed width of 3, and the second kernel has two weights. A window is as wide as its kernel.")
def window_of_three(kernel, n):
    W = np.zeros((n - 2, n))
    for row in range(n - 2):
        W[row, row : row + 3] = kernel
    return W


@mistake("matrix_1d", "np.zeros wants the shape as one pair, in brackets of its own; a second number is taken for a type.")
def shape_without_brackets(kernel, n):
    k = len(kernel)
    W = np.zeros(n - k + 1, n)
    for row in range(n - k + 1):
        W[row, row : row + k] = kernel
    return W


@mistake("matrix_1d", "`kernel` is an array, and + adds the numbers of an array; it does not join. Lists can be joined: list(kernel) makes one.")
def joins_with_an_array(kernel, n):
    k = len(kernel)
    return np.array([[0] * row + kernel + [0] * (n - k - row) for row in range(n - k + 1)])


@mistake("matrix_1d", "W holds whole numbers only, and the half was cut off. np.zeros makes room for fractions unless you tell it otherwise.")
def whole_numbers_only(kernel, n):
    k = len(kernel)
    W = np.zeros((n - k + 1, n), dtype=int)
    for row in range(n - k + 1):
        W[row, row : row + k] = kernel
    return W


# matrix_2d


@mistake("matrix_2d", "The kernel was turned by half a turn: this is the matrix of a true convolution. A layer lays it down as it is written.")
def half_turn(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * width + c + j] = kernel[h - 1 - i, w - 1 - j]
    return W


@mistake("matrix_2d", "The kernel lies in each row without gaps. Its next row belongs to the next row of the image, one whole image width further on.")
def kernel_in_one_piece(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        start = r * width + c
        W[r * columns + c, start : start + kernel.size] = kernel.ravel()[: height * width - start]
    return W


@mistake("matrix_2d", "The columns are counted with the width of the output. A column is a pixel of the image, and pixels are numbered with the image's own width.")
def columns_counted_by_the_output(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * columns + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "Every row is the row above, moved by one, to the very end, so that windows break over the right edge of the image. When the window has reached the edge it goes to the next image row.")
def slides_over_the_edge(kernel, height, width):
    h, w = kernel.shape
    count = (height - h + 1) * (width - w + 1)
    first = np.zeros((height, width))
    first[:h, :w] = kernel
    return np.array([np.roll(first.ravel(), place) for place in range(count)])


@mistake("matrix_2d", "This is the transpose: pixels down, units across. A row of W is one unit.")
def transposed(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((height * width, rows * columns))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[(r + i) * width + c + j, r * columns + c] = kernel[i, j]
    return W


@mistake("matrix_2d", "The image was flattened column by column. This course reads it row by row, and the units likewise.")
def column_after_column(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[c * rows + r, (c + j) * height + r + i] = kernel[i, j]
    return W


@mistake("matrix_2d", "Height and width of the image have changed places. Rows come first: height goes with r, width with c.")
def image_on_its_side(kernel, height, width):
    h, w = kernel.shape
    rows, columns = width - h + 1, height - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * height + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "You went through all pixels as if each were a place of the window, and ran out of rows. At the right and the lower edge the window does not fit.")
def place_for_every_pixel(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(height, width):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "The rows of W are counted with the width of the image, and W has no row of that number. A row is a unit, and units are numbered with the width of the output.")
def rows_counted_by_the_image(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * width + c, (r + i) * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "The rows of W are counted with the height of the output, and W has no row of that number. One row of units is as long as the output is wide.")
def rows_counted_by_the_height(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * rows + c, (r + i) * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "Row and column of the kernel have changed places: kernel[i, j] lies i rows further down and j columns further right.")
def kernel_on_its_side(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * width + c + j] = kernel[j, i]
    return W


@mistake("matrix_2d", "All rows of the kernel were written to the same place, so only its last one is left. Weight (i, j) lies on pixel (r + i, c + j): where does the i come in?")
def kernel_rows_on_top_of_each_other(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, r * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "Your units are numbered column by column. With one row of units that makes no difference; with more, it does: they are read row by row, like pixels.")
def units_down_the_columns(kernel, height, width):
    h, w = kernel.shape
    rows = []
    for c in range(width - w + 1):
        for r in range(height - h + 1):
            image = np.zeros((height, width))
            image[r : r + h, c : c + w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


@mistake("matrix_2d", "Each row still holds the kernels of the windows before it. Begin every row with zeros of its own.")
def rows_keep_the_windows_before(kernel, height, width):
    h, w = kernel.shape
    image, rows = np.zeros((height, width)), []
    for r in range(height - h + 1):
        for c in range(width - w + 1):
            image[r : r + h, c : c + w] = kernel
            rows.append(image.flatten())
    return np.array(rows)


@mistake("matrix_2d", "All rows are one and the same array, with every kernel in it: ravel makes no copy. Make new zeros for each row.")
def one_array_for_all_rows(kernel, height, width):
    h, w = kernel.shape
    image, rows = np.zeros((height, width)), []
    for r in range(height - h + 1):
        for c in range(width - w + 1):
            image[r : r + h, c : c + w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


@mistake("matrix_2d", "Every row shows the last window: they are all one array, cleared and filled again, and ravel makes no copy. Make new zeros for each row.")
def one_cleared_array_for_all_rows(kernel, height, width):
    h, w = kernel.shape
    image, rows = np.zeros((height, width)), []
    for r in range(height - h + 1):
        for c in range(width - w + 1):
            image[:] = 0
            image[r : r + h, c : c + w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


@mistake("matrix_2d", "The kernel came to a place where it does not fit: r runs over the places from top to bottom, c over those from left to right. Have their limits changed places?")
def limits_exchanged(kernel, height, width):
    h, w = kernel.shape
    rows = []
    for r in range(width - w + 1):
        for c in range(height - h + 1):
            image = np.zeros((height, width))
            image[r : r + h, c : c + w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


@mistake("matrix_2d", "The height of the kernel was used for its width too: kernels need not be square.")
def kernel_taken_for_a_square(kernel, height, width):
    k = len(kernel)
    rows, columns = height - k + 1, width - k + 1
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(k, k):
            W[r * columns + c, (r + i) * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "The flattened kernel slides along the flattened image in one piece. In the image it has rows, and between two of them lies the rest of an image row.")
def one_dimension_only(kernel, height, width):
    taps, n = kernel.ravel(), height * width
    W = np.zeros((n - len(taps) + 1, n))
    for row in range(len(W)):
        W[row, row : row + len(taps)] = taps
    return W


@mistake("matrix_2d", "There are too few rows: one place is missing in each direction. A window as high as the image fits once, not zero times.")
def one_place_too_few_both_ways(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h, width - w
    W = np.zeros((rows * columns, height * width))
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * width + c + j] = kernel[i, j]
    return W


@mistake("matrix_2d", "W holds whole numbers only, and a half was cut off. np.zeros makes room for fractions unless you tell it otherwise.")
def whole_numbers_in_w(kernel, height, width):
    h, w = kernel.shape
    rows, columns = height - h + 1, width - w + 1
    W = np.zeros((rows * columns, height * width), dtype=int)
    for r, c in np.ndindex(rows, columns):
        for i, j in np.ndindex(h, w):
            W[r * columns + c, (r + i) * width + c + j] = kernel[i, j]
    return W


# backwards_from_one


@mistake("backwards_from_one", "The kernel is turned by half a turn. The row of W holds it as it is written, and the row is what you get.")
def turned_kernel():
    return [[0, 0, 0, 0], [9, 8, 7, 0], [6, 5, 4, 0], [3, 2, 1, 0]]


@mistake("backwards_from_one", "The right kernel on another window. This one belongs to the unit at the lower right; unit 2 is at the lower left.")
def window_of_unit_three():
    return [[0, 0, 0, 0], [0, 1, 2, 3], [0, 4, 5, 6], [0, 7, 8, 9]]


@mistake("backwards_from_one", "The right kernel on another window. Units are numbered row by row, so unit 1 is at the upper right and unit 2 at the lower left.")
def window_of_unit_one():
    return [[0, 1, 2, 3], [0, 4, 5, 6], [0, 7, 8, 9], [0, 0, 0, 0]]


@mistake("backwards_from_one", "The right window, but each pixel gets the weight of its connection times 1, not the 1 itself.")
def ones_in_the_window():
    return [[0, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 0]]


@mistake("backwards_from_one", "You multiplied with the pixels of the image. The image plays no part on the way back: only the weights and y do.")
def times_the_image():
    return [[0, 0, 0, 0], [4, 12, 0, 0], [8, 5, 30, 0], [0, 24, 9, 0]]


@mistake("backwards_from_one", "The right kernel on another window. Unit 0 is at the upper left; y is 1 in unit 2.")
def window_of_unit_zero():
    return [[1, 2, 3, 0], [4, 5, 6, 0], [7, 8, 9, 0], [0, 0, 0, 0]]


@mistake("backwards_from_one", "The right window, but the kernel's rows stand upright in it. W is transposed, the kernel is not.")
def kernel_transposed():
    return [[0, 0, 0, 0], [1, 4, 7, 0], [2, 5, 8, 0], [3, 6, 9, 0]]


@mistake("backwards_from_one", "One number went to one pixel only. Unit 2 is connected with all nine pixels of its window, and each of them hears from it.", seen=lambda folded: np.count_nonzero(folded) == 1)
def to_one_pixel_only():
    return [[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


@mistake("backwards_from_one", "The result of the way forwards was laid on the window. The way back starts from y, which is 1 here, and multiplies with the weights.")
def result_in_the_window():
    return [[0, 0, 0, 0], [92, 92, 92, 0], [92, 92, 92, 0], [92, 92, 92, 0]]


@mistake("backwards_from_one", "These are pixels of the image. The way back starts from y and knows the weights, but not the image.")
def pixels_of_the_window():
    return [[0, 0, 0, 0], [4, 6, 0, 0], [2, 1, 5, 0], [0, 3, 1, 0]]


# backwards


@mistake("backwards", "Nothing is repaired yet: where windows overlap, the later one wipes out the earlier, and the kernel is turned by half a turn.")
def as_it_was(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + h, c : c + w] = values[r, c] * kernel[::-1, ::-1]
    return result


@mistake("backwards", "One mistake is left: where windows overlap, the later one wipes out the earlier. W transposed adds up.")
def assigns_where_windows_overlap(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + h, c : c + w] = values[r, c] * kernel
    return result


@mistake("backwards", "One mistake is left: the kernel does not lie as it is written. Each weight goes back along its own connection, so nothing is turned round, neither rows nor columns.")
def turns_the_kernel(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + h, c : c + w] += values[r, c] * kernel[::-1, ::-1]
    return result


@mistake("backwards", "This gathers: it slides the kernel over the values and gives fewer numbers. The way back scatters each value and gives more.")
def gathers_instead(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows - h + 1, columns - w + 1))
    for r, c in np.ndindex(result.shape):
        result[r, c] = np.sum(values[r : r + h, c : c + w] * kernel)
    return result


@mistake("backwards", "Values at the right and at the bottom lost a part of their window: the result is as large as the values. It has to be larger, by the kernel's size less one.")
def keeps_the_size(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += values[r, c] * kernel
    return result[:rows, :columns]


@mistake("backwards", "The result is only as large as the values, and the copies at its edge do not fit. It has to hold every window: larger, by the kernel's size less one.")
def result_too_small_for_the_copies(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            result[r : r + h, c : c + w] += values[r, c] * kernel
    return result


@mistake("backwards", "Each value adds its kernel without being multiplied: the values themselves are missing.")
def forgets_the_values(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += kernel
    return result


@mistake("backwards", "The columns are right, the rows still run from the bottom up. One row alone does not show it; the second example does.")
def upside_down(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += values[r, c] * kernel[::-1]
    return result


@mistake("backwards", "Each value was laid on its window as it is: the weights of the kernel are missing.")
def forgets_the_weights(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += values[r, c]
    return result


@mistake("backwards", "Only the first row of values was scattered: the function returned too early. `return` stands after both loops, at their left edge.")
def returns_after_the_first_row(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r in range(rows):
        for c in range(columns):
            result[r : r + h, c : c + w] += values[r, c] * kernel
        return result


@mistake("backwards", "The kernel was transposed. It is W that is transposed: the connections stay, only their direction changes.")
def transposes_the_kernel(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1))
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += values[r, c] * kernel.T
    return result


@mistake("backwards", "The result has room for whole numbers only, and fractions cannot be added to it. np.zeros makes room for fractions unless you tell it otherwise.")
def adds_fractions_to_whole_numbers(values, kernel):
    (rows, columns), (h, w) = values.shape, kernel.shape
    result = np.zeros((rows + h - 1, columns + w - 1), dtype=int)
    for r, c in np.ndindex(rows, columns):
        result[r : r + h, c : c + w] += values[r, c] * kernel
    return result


# gradient_step


@mistake("gradient_step", "This climbs: the gradient points uphill. Go against it, or see whether your error is result minus target.")
def climbs(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel + rate * slope


@mistake("gradient_step", "The step is too long: the sum was not divided, or not by the number of all errors. The gradient is the average of error times window.")
def sum_for_average(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - rate * slope * error.size


@mistake("gradient_step", "A 2 too many: it went away with the half in the loss. The gradient is the plain average of error times window.")
def twice_the_gradient(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - 2 * rate * slope


@mistake("gradient_step", "The rate is missing, so the step is as long as the gradient itself.")
def without_rate(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - slope


@mistake("gradient_step", "This is the step alone. Asked is the kernel after it.")
def only_the_step(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return -rate * slope


@mistake("gradient_step", "This is the gradient. Asked is the kernel after a step against it.")
def only_the_gradient(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))


@mistake("gradient_step", "All weights moved by the same amount: the average error is not the gradient. Each error counts as much as the input that lay under that weight.")
def same_step_for_all(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return kernel - rate * np.mean(error)


@mistake("gradient_step", "The first example is right only because it starts from 0. In the second, the results are those of a turned kernel: lay it down as it is written.")
def turned_results(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel[::-1, ::-1], axis=(2, 3)) - target
    return kernel - rate * np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))


@mistake("gradient_step", "The first example is right only because it starts from 0: the result of the present kernel is missing. The error is result minus target.")
def ignores_the_results(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return kernel + rate * np.mean(target[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))


@mistake("gradient_step", "The first example has one row only, and hides it: you divided by the number of columns, not by the number of all errors.")
def divides_by_the_columns(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - rate * slope * error.shape[0]


@mistake("gradient_step", "An error was multiplied with weights rather than with a window: NumPy stretched or refused the shapes. Each error must meet the whole window of its place.")
def shapes_do_not_meet(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return kernel - rate * np.mean(error * windows, axis=(0, 1))


@mistake("gradient_step", "The errors met the wrong windows: they were turned by half a turn first, as a convolution does. The error at (r, c) belongs to the window with corner (r, c).")
def turned_errors(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = (np.sum(windows * kernel, axis=(2, 3)) - target)[::-1, ::-1]
    return kernel - rate * np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))


@mistake("gradient_step", "The averages are right, but they are turned by half a turn against their weights: a convolution, which flips, stands where a correlation belongs.")
def turned_gradient(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    slope = np.mean(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))
    return kernel - rate * slope[::-1, ::-1]


@mistake("gradient_step", "Divided by the number of pixels. The average is over the places of the window, and there are fewer of them.")
def divides_by_the_pixels(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return kernel - rate * np.sum(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1)) / image.size


@mistake("gradient_step", "Divided by the number of weights. The average is over the places of the window: one error each.")
def divides_by_the_weights(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return kernel - rate * np.sum(error[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1)) / kernel.size


@mistake("gradient_step", "The kernel changed before all errors were known, so later windows were judged by another kernel. Average first, step once.")
def steps_at_every_place(kernel, image, target, rate):
    h, w = kernel.shape
    kernel = kernel.copy()
    for r, c in np.ndindex(*target.shape):
        window = image[r : r + h, c : c + w]
        kernel -= rate * (np.sum(window * kernel) - target[r, c]) * window / target.size
    return kernel


@mistake("gradient_step", "Every place took a full step of its own, and later windows were judged by a kernel that had already moved. Take one step for all, with the average.")
def full_steps_at_every_place(kernel, image, target, rate):
    h, w = kernel.shape
    kernel = kernel.copy()
    for r, c in np.ndindex(*target.shape):
        window = image[r : r + h, c : c + w]
        kernel -= rate * (np.sum(window * kernel) - target[r, c]) * window
    return kernel


@mistake("gradient_step", "Only the last place counts: each error times window replaced the one before. Add them up.")
def last_place_only(kernel, image, target, rate):
    h, w = kernel.shape
    for r, c in np.ndindex(*target.shape):
        window = image[r : r + h, c : c + w]
        slope = (np.sum(window * kernel) - target[r, c]) * window
    return kernel - rate * slope / target.size


@mistake("gradient_step", "Each error met only the corner of its window, so all weights moved alike. Weight (i, j) needs the pixels that lay under it.")
def corner_of_the_window_only(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    error = np.sum(windows * kernel, axis=(2, 3)) - target
    return kernel - rate * np.mean(error * windows[:, :, 0, 0])


@mistake("gradient_step", "Nothing moved: the results themselves were taken for errors, and from the kernel 0 they are 0. What was wanted of them?")
def forgets_the_targets(kernel, image, target, rate):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    result = np.sum(windows * kernel, axis=(2, 3))
    return kernel - rate * np.mean(result[:, :, np.newaxis, np.newaxis] * windows, axis=(0, 1))


# useless_signal


@mistake("useless_signal", "A 0 is not allowed among the readings, or the exercise would be too easy.", seen=lambda signal: bool(np.any(signal == 0)))
def all_zeros():
    return [0, 0, 0, 0]


@mistake("useless_signal", "Too short: give at least four readings, so that there are three windows.", seen=lambda signal: np.ndim(signal) == 1 and len(signal) < 4)
def two_readings():
    return [3, 7]


@mistake(
    "useless_signal",
    "On an even slope all differences are the same, but the windows are not: (1, 2), (2, 3) and (3, 4) ask three different questions of a kernel. Make all windows ask the same one.",
    seen=lambda signal: np.allclose(np.diff(signal, 2), 0) and not np.allclose(np.diff(signal), 0),
)
def even_slope():
    return [1, 2, 3, 4]


@mistake(
    "useless_signal",
    "These windows differ: from two windows that are no multiples of each other, two weights can be worked out. Leave no two such windows.",
    seen=lambda signal: bool(np.linalg.matrix_rank(np.lib.stride_tricks.sliding_window_view(signal, 2)) > 1),
)
def up_and_down_unevenly():
    return [4, 1, 7, 3]


@mistake("useless_signal", "A signal is one plain list of readings, without lists inside.", seen=lambda signal: np.ndim(signal) == 2)
def list_in_a_list():
    return [[5, 5, 5, 5]]


# at_the_right


@mistake("at_the_right", "Not the dense unit: in training nothing ever lay under its weights in the right half, so they are still 0, and it has nothing to judge by there.")
def both_know():
    return {"dense": 95, "shared": 95}


@mistake("at_the_right", "The dense unit does not know a little about the right half, it knows nothing: those weights never moved from 0. What is left is its bias, the same answer for every digit.")
def dense_knows_a_little():
    return {"dense": 75, "shared": 95}


@mistake("at_the_right", "The kernel does not care where the digit lies: it slides over the right half with the same weights, and the maximum takes the best place wherever it is.")
def neither_knows():
    return {"dense": 50, "shared": 50}


@mistake("at_the_right", "Nothing is lost by the move: the same windows come up, 12 columns further on, so the largest result is the same as at the left.")
def shared_loses_some():
    return {"dense": 50, "shared": 75}


@mistake("at_the_right", "The other way round: the dense unit has a weight of its own for each pixel, and those at the right were never used.")
def swapped():
    return {"dense": 95, "shared": 50}


@mistake("at_the_right", "Give one of the three numbers 50, 75 or 95 for each, without quotation marks or percent.", seen=lambda found: not {*found.values()} <= {50, 75, 95})
def other_numbers():
    return {"dense": 0.5, "shared": 0.95}


@mistake("at_the_right", "One of the two has never used its weights at the right, the other uses the same weights everywhere. So neither is halfway.", seen=lambda found: {*found.values()} == {75})
def both_halfway():
    return {"dense": 75, "shared": 75}
