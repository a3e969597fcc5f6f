"""Known wrong answers of chapter 02, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import mentions

# before_doubling


@mistake("before_doubling", "These are the halves. But all three pixels were above 127, so each sum passed 255 and lost one round on the way. Undo the round first, then the doubling.")
def only_halved():
    return [30, 72, 122]


@mistake("before_doubling", "You gave back the round of 256, but these are the sums. Undo the doubling too.")
def sums_before_the_round():
    return [316, 400, 500]


@mistake("before_doubling", "Nearly: from 0 to 255 there are 256 numbers, so one round is one more than the largest number.", seen=lambda p: np.allclose(2 * p - 255, [60, 144, 244], atol=1.5) and not np.allclose(2 * p - 256, [60, 144, 244]))
def round_of_255():
    return [157.5, 199.5, 249.5]


@mistake("before_doubling", "These are the numbers after the doubling. Asked is what they were before.")
def not_undone():
    return [60, 144, 244]


@mistake("before_doubling", "You halved first and gave back the round afterwards. The doubling came first, so it is undone last.")
def undone_in_the_wrong_order():
    return [286, 328, 378]


# scale_pixels


@mistake("scale_pixels", "You divided by the brightest pixel of this image. A dark photo would turn bright; divide by 255, the largest possible.")
def divides_by_own_maximum(image, centred):
    return image / image.max() - 0.5 * centred


@mistake("scale_pixels", "The largest pixel is 255, and it must become 1: divide by 255, not by 256.")
def divides_by_256(image, centred):
    return image / 256 - 0.5 * centred


@mistake("scale_pixels", "Only 0 and 1 are left: the digits after the point are lost. Either // dropped them, or the result went into a uint8 array (np.zeros_like of one is one), which keeps whole numbers only. Divide with a single slash into an array of floats.")
def whole_number_division(image, centred):
    return image // 255 - 0.5 * centred


@mistake("scale_pixels", "This subtracted in uint8, where nothing is below 0: 51 - 128 became 179. Divide first, then subtract 0.5.")
def subtracts_in_uint8(image, centred):
    return (image - 128) / 255 if centred else image / 255


@mistake("scale_pixels", "You took 0.5 away before dividing, and half a step of 255 is next to nothing. Divide first, then subtract 0.5.")
def subtracts_before_dividing(image, centred):
    return (image - 0.5 * centred) / 255


@mistake("scale_pixels", "Right for centred=False, but centred=True changes nothing: then subtract 0.5.")
def never_centres(image, centred):
    return image / 255


@mistake("scale_pixels", "You took away this image's own mean. Centred here means x/255 - 0.5, the same for every image.")
def subtracts_own_mean(image, centred):
    return image / 255 - centred * np.mean(image / 255)


@mistake("scale_pixels", "You wrote the fractions back into the image. It is uint8 and keeps whole numbers only, and it belongs to the caller. Make a new array.")
def writes_into_the_image(image, centred):
    image[:] = image / 255 - 0.5 * centred
    return image


@mistake("scale_pixels", "Python stopped: a uint8 array cannot be divided in place, because the result has fractions. Make a new array, without /=.")
def divides_in_place(image, centred):
    image /= 255
    if centred:
        image -= 0.5
    return image


@mistake("scale_pixels", "Only the 127.5 was divided, because / comes before -. What is to be divided as a whole needs brackets.")
def brackets_missing(image, centred):
    return image - 127.5 / 255 if centred else image / 255


# correlate2d


@mistake("correlate2d", "This is convolution: the kernel was turned by half a turn. Here it lies on the window as it is written.")
def turns_the_kernel(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel[::-1, ::-1])


@mistake("correlate2d", "Height and width have changed places in the size of the result: rows come from image.shape[0] and kernel.shape[0]. A square image hides this.")
def height_for_width(image, kernel):
    result = np.zeros((image.shape[1] - kernel.shape[1] + 1, image.shape[0] - kernel.shape[0] + 1))
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    result[r, c] += image[r + i, c + j] * kernel[i, j]
    return result


@mistake("correlate2d", "You used one side of the kernel for both. It need not be square: kernel.shape[0] is its height, kernel.shape[1] its width.")
def works_for_square_kernels(image, kernel):
    side = kernel.shape[0]
    result = np.zeros((image.shape[0] - side + 1, image.shape[1] - side + 1))
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            for i in range(side):
                for j in range(side):
                    result[r, c] += image[r + i, c + j] * kernel[i, j]
    return result


@mistake("correlate2d", "Each product replaced the one before, so only the last is left. Add with += instead of =.")
def assigns_instead_of_adding(image, kernel):
    result = np.zeros((image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1))
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    result[r, c] = image[r + i, c + j] * kernel[i, j]
    return result


@mistake("correlate2d", "The last row and the last column are missing: a window as large as the image fits once, so it is H - h + 1 and not H - h.")
def one_row_and_column_short(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)[:-1, :-1]


@mistake("correlate2d", "The result is as large as the image and has zeros at its end. Make room only for the places where the window fits: H - h + 1 rows, W - w + 1 columns.")
def as_large_as_the_image(image, kernel):
    result = np.zeros(image.shape)
    for r in range(image.shape[0] - kernel.shape[0] + 1):
        for c in range(image.shape[1] - kernel.shape[1] + 1):
            result[r, c] = np.sum(image[r : r + kernel.shape[0], c : c + kernel.shape[1]] * kernel)
    return result


@mistake("correlate2d", "The sum goes on from window to window. Each window begins its own, at 0.")
def total_not_reset(image, kernel):
    (h, w), total = kernel.shape, 0.0
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        total += np.sum(image[r : r + h, c : c + w] * kernel)
        result[r, c] = total
    return result


@mistake("correlate2d", "Only the first number is filled in: the return stands inside the loop over the columns and ends everything. Return after all loops.")
def returns_after_one_number(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            result[r, c] = np.sum(image[r : r + h, c : c + w] * kernel)
            return result


@mistake("correlate2d", "Only the first row is filled in: the return stands inside the loop over the rows and ends everything. Return after all loops.")
def returns_after_one_row(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            result[r, c] = np.sum(image[r : r + h, c : c + w] * kernel)
        return result


@mistake("correlate2d", "The sign @ is the matrix product, rows times columns. Here window and kernel are multiplied number by number.")
def matrix_product(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        result[r, c] = np.sum(image[r : r + h, c : c + w] @ kernel)
    return result


@mistake("correlate2d", "The kernel lies on its side: i and j have changed places, in the image or in the kernel. i counts rows in both, j columns.")
def i_and_j_swapped(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        for i, j in np.ndindex(h, w):
            result[r, c] += image[r + j, c + i] * kernel[i, j]
    return result


@mistake("correlate2d", "You went up and left in the image, image[r - i, c - j], and Python read negative places from the far end. In a correlation image and kernel are read in the same direction.")
def goes_up_and_left(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        for i, j in np.ndindex(h, w):
            result[r, c] += image[r - i, c - j] * kernel[i, j]
    return result


@mistake("correlate2d", "The last row and column of the kernel never take part: range(n) stops before n by itself, without a - 1.")
def kernel_cut_short(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(result.shape):
        for i, j in np.ndindex(h - 1, w - 1):
            result[r, c] += image[r + i, c + j] * kernel[i, j]
    return result


@mistake("correlate2d", "The last columns stay 0: the loop over the columns runs as often as that over the rows. A square result hides this.")
def columns_looped_as_rows(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r in range(result.shape[0]):
        for c in range(min(result.shape)):
            result[r, c] = np.sum(image[r : r + h, c : c + w] * kernel)
    return result


@mistake("correlate2d", "The digits after the point are lost: the result array holds whole numbers only, because of dtype=int or of a type copied from the image. Leave the dtype out, and it holds floats.")
def whole_numbers_only(image, kernel):
    h, w = kernel.shape
    result = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1), dtype=int)
    for r, c in np.ndindex(result.shape):
        result[r, c] = np.sum(image[r : r + h, c : c + w] * kernel)
    return result


@mistake("correlate2d", "The right numbers in a list of lists. Later exercises calculate with the result, and lists cannot: wrap it in np.array.", seen=lambda function: isinstance(function(np.ones((2, 2)), np.ones((1, 1))), list))
def list_of_lists(image, kernel):
    h, w = kernel.shape
    rows, columns = image.shape[0] - h + 1, image.shape[1] - w + 1
    return [[float(np.sum(image[r : r + h, c : c + w] * kernel)) for c in range(columns)] for r in range(rows)]


@mistake("correlate2d", "Right, but the course's own function did the work. Write the loops yourself: the rest of the chapter stands on them.", seen=lambda function: mentions(function, "reference"))
def reference_did_it(image, kernel):
    return reference.correlate2d(image, kernel)


# shape_after_ten


@mistake("shape_after_ten", "The kernel's height and width have changed places: 5 high takes 4 rows each time, 3 wide takes 2 columns.")
def kernel_sides_swapped():
    return (110, 94)


@mistake("shape_after_ten", "The shape is written (rows, columns), rows first.")
def columns_first():
    return (114, 90)


@mistake("shape_after_ten", "This is after one run. The next one starts from the smaller image.")
def only_once():
    return (126, 132)


@mistake("shape_after_ten", "Off by one each time: a kernel 5 high loses 4 rows, because its window fits H - 5 + 1 times.")
def loses_the_whole_kernel():
    return (80, 104)


@mistake("shape_after_ten", "That is the shape of the photo. Without padding, each run makes it smaller.")
def nothing_lost():
    return (130, 134)


# convolve2d


@mistake("convolve2d", "This is correlation: the kernel was not turned. Reverse its rows and its columns.")
def kernel_not_turned(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel)


@mistake("convolve2d", "Only the order of the rows was reversed. A half turn reverses the columns too.")
def only_rows_reversed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel[::-1])


@mistake("convolve2d", "Only the order of the columns was reversed. A half turn reverses the rows too.")
def only_columns_reversed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel[:, ::-1])


@mistake("convolve2d", "The kernel was transposed: its rows became columns. That is no half turn: reverse the order of its rows, and of its columns.")
def kernel_transposed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.T.shape), kernel.T)


@mistake("convolve2d", "np.rot90 makes a quarter turn. A half turn is two of them.")
def quarter_turn(image, kernel):
    turned = np.rot90(kernel)
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, turned.shape), turned)


@mistake("convolve2d", "You turned the result and not the kernel. Turn the kernel first, then correlate.")
def result_turned(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)[::-1, ::-1]


@mistake("convolve2d", "You turned the image and not the kernel: the right numbers come out upside down. Turn the kernel.")
def image_turned(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image[::-1, ::-1], kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)


@mistake("convolve2d", "The minus sign turned every weight into its negative, and the kernel stayed where it was. A half turn moves the weights and leaves them as they are.")
def negative_kernel(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), -kernel)


@mistake("convolve2d", "Right, but the course's own function did the work. Turn the kernel, then use your own correlate2d.", seen=lambda function: mentions(function, "reference"))
def reference_convolved(image, kernel):
    return reference.convolve2d(image, kernel)


# correlate_same


@mistake("correlate_same", "All the zeros are above and on the left. Share them out: h//2 rows above, (h-1)//2 below, and columns likewise.")
def padding_on_one_side(image, kernel):
    padded = np.pad(image, ((kernel.shape[0] - 1, 0), (kernel.shape[1] - 1, 0)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Right for odd kernels. With an even side, h//2 above and below, or w//2 left and right, is one zero too many, and the result one larger than the image.")
def half_on_both_sides(image, kernel):
    padded = np.pad(image, ((kernel.shape[0] // 2,) * 2, (kernel.shape[1] // 2,) * 2))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Right for odd kernels. With an even side the extra zeros belong above and on the left here; you put them below and on the right.")
def extra_zeros_below(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, (((h - 1) // 2, h // 2), ((w - 1) // 2, w // 2)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Height and width have changed places: rows are padded for the kernel's height, columns for its width. A square kernel hides this.")
def pads_rows_for_the_width(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, ((w // 2, (w - 1) // 2), (h // 2, (h - 1) // 2)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "You put zeros around the result. They belong around the image, before the kernel passes over it.")
def pads_the_result(image, kernel):
    h, w = kernel.shape
    valid = np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel)
    return np.pad(valid, ((h // 2, (h - 1) // 2), (w // 2, (w - 1) // 2)))


@mistake("correlate_same", "You repeated the border pixels. Asked for here is a border of zeros, which is what np.pad adds unless told otherwise.")
def repeats_the_border(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, ((h // 2, (h - 1) // 2), (w // 2, (w - 1) // 2)), mode="edge")
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "This is convolution: the kernel was turned by half a turn. Here it lies on the window as it is written.")
def convolves_same(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, ((h // 2, (h - 1) // 2), (w // 2, (w - 1) // 2)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel[::-1, ::-1])


@mistake("correlate_same", "The columns are right. But for a kernel of even height you added h//2 rows above and below, one too many.")
def rows_half_on_both_sides(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, ((h // 2, h // 2), (w // 2, (w - 1) // 2)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "np.pad took one pair (before, after) for both axes: the first number went above and left, the second below and right. Give it a pair of pairs, the first for the rows.")
def one_pair_for_both_axes(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, (h // 2, w // 2))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "np.pad stopped: four numbers in one row. It wants a pair of pairs, ((above, below), (left, right)).")
def four_numbers_in_a_row(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image, (h // 2, (h - 1) // 2, w // 2, (w - 1) // 2))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Nothing was added around the image: this is mode valid, and the result is smaller than the image.")
def not_padded(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel)


# sharpen_kernel


@mistake("sharpen_kernel", "The ninths are missing: nine equal weights blur only if each is 1/9. As it is, flat parts become negative.")
def blur_not_normalised():
    return [[-1, -1, -1], [-1, 1, -1], [-1, -1, -1]]


@mistake("sharpen_kernel", "This is only the lost detail, photo minus blurred; its weights sum to 0. Add the photo once more.")
def only_the_detail():
    return np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]) - np.full((3, 3), 1 / 9)


@mistake("sharpen_kernel", "This is the blur itself. Sharp is twice the photo minus the blurred photo.")
def the_blur():
    return np.full((3, 3), 1 / 9)


@mistake("sharpen_kernel", "This sharpens, and is the preset of the demo. It rests on another blur than the nine equal weights: there the four corners count too.")
def preset_of_the_demo():
    return [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]


@mistake("sharpen_kernel", "A sign is wrong: this is twice the photo plus the blurred photo. Take the blurred photo away.")
def blur_added():
    return 2 * np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]) + np.full((3, 3), 1 / 9)


@mistake("sharpen_kernel", "The middle was forgotten in the blur: it has its ninth there too.")
def middle_is_two():
    return [[-1 / 9, -1 / 9, -1 / 9], [-1 / 9, 2, -1 / 9], [-1 / 9, -1 / 9, -1 / 9]]


@mistake("sharpen_kernel", "This sharpens too, and is often seen: it adds the lost detail nine times. Asked is the photo plus the lost detail once.")
def detail_nine_times():
    return [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]


@mistake("sharpen_kernel", "NumPy took the blur away from 2 at every place. What leaves a photo as it is has its single 1 in the middle and 0 elsewhere.")
def two_everywhere():
    return 2 - np.full((3, 3), 1 / 9)


@mistake("sharpen_kernel", "This leaves the photo as it is. Add the lost detail, photo minus blurred.")
def photo_unchanged():
    return [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


# left_lighter_kernel


@mistake(
    "left_lighter_kernel",
    "The weights do not sum to 0, so flat parts do not become 0: what one side adds, the other must take away.",
    seen=lambda kernel: kernel.shape == (3, 3) and abs(np.sum(kernel)) > 1e-6,
)
def sum_is_not_zero():
    return [[1, 0, 0], [1, 0, 0], [1, 0, 0]]


@mistake(
    "left_lighter_kernel",
    "The sides are the wrong way round: this one is positive where the right side is lighter. correlate2d does not turn the kernel, so the positive weights belong on the left.",
    seen=lambda kernel: np.allclose(kernel.sum(axis=1), 0) and np.cumsum(kernel.sum(axis=0))[:2].sum() < 0,
)
def right_side_lighter():
    return [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]


@mistake(
    "left_lighter_kernel",
    "Rows and columns have changed places: this one answers to horizontal edges. The weights must change from left to right.",
    seen=lambda kernel: np.allclose(kernel.sum(axis=0), 0) and not np.allclose(kernel.sum(axis=1), 0),
)
def finds_horizontal_edges():
    return [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]


@mistake(
    "left_lighter_kernel",
    "This kernel is the same from left and right, so it cannot tell which side is lighter. Positive on the left, negative on the right.",
    seen=lambda kernel: kernel.shape == (3, 3) and np.allclose(kernel, kernel[:, ::-1]),
)
def same_from_both_sides():
    return [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]


# edge_strength


@mistake("edge_strength", "You added the sizes of the two: 24 + 32 = 56. But the long side of a right-angled triangle is shorter than the two short ones together.")
def sum_of_absolute_values(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.abs(across) + np.abs(down)


@mistake("edge_strength", "You added the two responses, and a falling edge cancels a rising one. They are the short sides of a triangle, and what is asked is the long one.")
def sum_of_responses(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return across + down


@mistake("edge_strength", "The root is missing: this is the square of the strength.")
def root_forgotten(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return across**2 + down**2


@mistake("edge_strength", "Only the changes from left to right are in it. Horizontal edges are missing: use the kernel that looks down as well.")
def only_across(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    return np.abs(np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])))


@mistake("edge_strength", "The row and the column in the middle must count twice: Sobel's soft blur is [1, 2, 1], not [1, 1, 1].")
def middle_not_doubled(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 1, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 1, 1]))
    return np.hypot(across, down)


@mistake("edge_strength", "Right for floats. With a photo the differences are taken in uint8, where 20 - 200 becomes 76. Leave uint8 before you subtract.")
def stays_in_uint8(image):
    difference = image[:, 2:] - image[:, :-2]
    across = (difference[:-2] + 2.0 * difference[1:-1]) + difference[2:]
    difference = image[2:] - image[:-2]
    down = (difference[:, :-2] + 2.0 * difference[:, 1:-1]) + difference[:, 2:]
    return np.hypot(across, down)


@mistake("edge_strength", "The right strengths, squeezed into uint8 at the end: they run far above 255 and wrap around. Return floats.")
def squeezed_into_uint8(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.hypot(across, down).astype(np.int64).astype(np.uint8)


@mistake("edge_strength", "The sum was halved in place of its root: ** comes before /, so ** 1/2 means (... ** 1)/2. Put the exponent in brackets, or use np.sqrt.")
def half_for_root(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return (across**2 + down**2) ** 1 / 2


@mistake("edge_strength", "The root was taken of across + down, without squares. Of a negative sum there is no root, hence NaN.")
def squares_forgotten(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.sqrt(across + down)


@mistake("edge_strength", "The image was divided by 255 on the way. That is a good custom, but here the strength is asked in the units of the image.")
def divided_by_255(image):
    image = np.asarray(image, dtype=float) / 255
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.sqrt(across**2 + down**2)


@mistake("edge_strength", "Python stopped at ^, which works on the bits of whole numbers. A power is written with two stars.")
def power_with_a_hat(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.sqrt((across ^ 2) + (down ^ 2))


@mistake("edge_strength", "The result is as large as the image: zeros were added around it, and they draw an edge of their own. Use correlate2d, and keep the window inside.")
def same_for_valid(image):
    image = np.pad(np.asarray(image, dtype=float), 1)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    down = np.einsum("rcij,ij->rc", windows, np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))
    return np.sqrt(across**2 + down**2)


@mistake("edge_strength", "Right, but the course's own function did the work. Use your correlate2d and the two kernels.", seen=lambda function: mentions(function, "reference"))
def reference_found_the_edges(image):
    return reference.sobel(image).magnitude[1:-1, 1:-1]


# corner_strength


@mistake("corner_strength", "C is missing: without it every slanting edge counts as a corner. Take away the square of the sum of across * down.")
def without_c(across, down):
    a, b = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in (across**2, down**2))
    return a * b


@mistake("corner_strength", "C must be squared: the strength is A * B - C**2.")
def c_not_squared(across, down):
    products = (across**2, down**2, across * down)
    a, b, c = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in products)
    return a * b - c


@mistake("corner_strength", "Zero everywhere. Either the responses were summed before they were squared, or A * B - C**2 was formed pixel by pixel and summed afterwards: both ways A * B equals C**2. First square or multiply, then sum over the window, then combine.")
def sums_before_squaring(across, down):
    x, y = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in (across, down))
    return x**2 * y**2 - (x * y) ** 2


@mistake("corner_strength", "This is the colleague's line: at a single pixel A * B is always C**2. Sum each product over 3 by 3 pixels before you combine them.")
def without_window(across, down):
    return across**2 * down**2 - (across * down) ** 2


@mistake("corner_strength", "C**2 is the square of the sum; you summed the squares of the products.")
def squares_summed_in_c(across, down):
    products = (across**2, down**2, (across * down) ** 2)
    a, b, c = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in products)
    return a * b - c


@mistake("corner_strength", "You took the mean over the window; A, B and C are sums, so the kernel is nine ones, not nine ninths.")
def mean_for_sum(across, down):
    products = (across**2, down**2, across * down)
    a, b, c = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).mean(axis=(2, 3)) for p in products)
    return a * b - c**2


@mistake("corner_strength", "One number for the whole image: the sums ran over everything. Sum over each window of 3 by 3 by itself.")
def sums_over_everything(across, down):
    return np.sum(across**2) * np.sum(down**2) - np.sum(across * down) ** 2


@mistake("corner_strength", "For C the sign @ was used, the matrix product. The two responses are multiplied number by number, with *.")
def matrix_product_in_c(across, down):
    products = (across**2, down**2, across @ down)
    a, b, c = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in products)
    return a * b - c**2


@mistake("corner_strength", "Right, but the course's own function did the work. Repair the line with your correlate2d.", seen=lambda function: mentions(function, "reference"))
def reference_found_the_corners(across, down):
    return reference.corners.corner_strength(across, down)


# crossing_on_arm


@mistake("crossing_on_arm", "This is the share of places that agree. Those that differ are not nothing: each counts -1.")
def share_that_agrees():
    return 7 / 9


@mistake("crossing_on_arm", "This is the sum of the products. The match is their mean.")
def sum_of_products():
    return 5


@mistake("crossing_on_arm", "You counted only the ink that both share. Paper on paper agrees as well: (-1) times (-1) is +1.")
def only_shared_ink():
    return 3 / 9


@mistake("crossing_on_arm", "All the ink of the arm lies on the crossing, but the crossing has two more dots, and there they differ.")
def arm_is_inside():
    return 1.0


@mistake("crossing_on_arm", "All nine would have to differ for that. Where do crossing and arm agree?")
def all_differ():
    return -1


@mistake("crossing_on_arm", "The sign is wrong: more places agree than differ, and a place that agrees counts +1.")
def sign_turned():
    return -5 / 9


@mistake("crossing_on_arm", "Not a rough guess: lay the two pieces over each other, count the places that agree and those that differ.")
def about_a_half():
    return 0.5


# is_x


@mistake("is_x", "An O passes as an X. Is the threshold below the O's score in that row, was the sum of products not divided by 9, or is the piece one that the O has too?")
def threshold_too_low(picture):
    crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
    windows = np.lib.stride_tricks.sliding_window_view(2 * picture - 1, (3, 3))
    return np.einsum("rcij,ij->rc", windows, crossing).max() / 9 > 0.5


@mistake("is_x", "Not even the plain X passes. Does paper count -1, and not 0? Is it the best place that counts, the maximum, and not the mean of all places or all at once?")
def mean_of_all_places(picture):
    crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
    windows = np.lib.stride_tricks.sliding_window_view(2 * picture - 1, (3, 3))
    return np.einsum("rcij,ij->rc", windows, crossing).mean() / 9 > 0.8


@mistake("is_x", "The plain X passes, the moved one does not. Did you look at one place only, or compare with the whole X? Slide a piece over the picture and take its best match.")
def only_in_the_middle(picture):
    crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
    return np.mean((2 * picture - 1)[3:6, 3:6] * crossing) > 0.8


@mistake("is_x", "The rotated X does not pass: you ask for an arm as well, and it has lost its arms.")
def asks_for_arms_too(picture):
    pieces = np.array([[[1, -1, 1], [-1, 1, -1], [1, -1, 1]], [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]])
    windows = np.lib.stride_tricks.sliding_window_view(2 * picture - 1, (3, 3))
    return bool((np.einsum("rcij,kij->krc", windows, pieces).max(axis=(1, 2)) / 9 > 0.8).all())


@mistake("is_x", "The bent X does not pass: you ask for both arms, and one of its arms is bent.")
def asks_for_both_arms(picture):
    pieces = np.array([[[1, -1, -1], [-1, 1, -1], [-1, -1, 1]], [[-1, -1, 1], [-1, 1, -1], [1, -1, -1]], [[1, -1, 1], [-1, 1, -1], [1, -1, 1]]])
    windows = np.lib.stride_tricks.sliding_window_view(2 * picture - 1, (3, 3))
    return bool((np.einsum("rcij,kij->krc", windows, pieces).max(axis=(1, 2)) / 9 > 0.8).all())


# is_equivariant


@mistake("is_equivariant", "For `edges` the two ways agree, and yours do not. Was the result not cut at all, cut at the other end, or cut with rows and columns exchanged on one side? Image and result both lose their first `down` rows and first `right` columns.")
def result_not_cut(operation, image, down, right):
    return np.array_equal(operation(image[down:, right:]), operation(image))


@mistake("is_equivariant", "NumPy stopped: the two have different sizes, so they were not cut by the same amount. Was the result not cut at all, or with rows and columns exchanged?")
def result_not_cut_and_compared_anyway(operation, image, down, right):
    return np.allclose(operation(image[down:, right:]), operation(image))


@mistake("is_equivariant", "You compared the shapes only. Two images of one shape can differ in every pixel.")
def compares_shapes(operation, image, down, right):
    return operation(image[down:, right:]).shape == operation(image)[down:, right:].shape


@mistake("is_equivariant", "You moved down only. An operation that treats columns differently slips through: cut `right` columns as well.")
def moves_down_only(operation, image, down, right):
    return np.array_equal(operation(image[down:]), operation(image)[down:])


@mistake("is_equivariant", "You moved to the right only. An operation that treats rows differently slips through: cut `down` rows as well.")
def moves_right_only(operation, image, down, right):
    return np.array_equal(operation(image[:, right:]), operation(image)[:, right:])


@mistake("is_equivariant", "Both times `down` and `right` have changed places: the first axis is the rows, and they are cut by `down`.")
def down_and_right_swapped(operation, image, down, right):
    return np.array_equal(operation(image[right:, down:]), operation(image)[right:, down:])


@mistake("is_equivariant", "You compared only the maximum, which can be the same in two different images. Compare every number.")
def compares_maximum(operation, image, down, right):
    return bool(operation(image[down:, right:]).max() == operation(image)[down:, right:].max())


@mistake("is_equivariant", "One equal pixel is enough for you (any). The two images are the same only if all their pixels are.")
def any_pixel_equal(operation, image, down, right):
    return bool((operation(image[down:, right:]) == operation(image)[down:, right:]).any())


@mistake("is_equivariant", "The answer was given at the first pixel. One that differs says no at once, but for a yes all of them must have been compared.")
def returns_at_the_first_pixel(operation, image, down, right):
    before, after = operation(image[down:, right:]), operation(image)[down:, right:]
    for r in range(before.shape[0]):
        for c in range(before.shape[1]):
            return bool(before[r, c] == after[r, c])


@mistake("is_equivariant", "You compared sums or means. Different images can have the same sum: compare pixel by pixel.")
def compares_sums(operation, image, down, right):
    return bool(operation(image[down:, right:]).sum() == operation(image)[down:, right:].sum())
