"""Known wrong answers of chapter 02, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# doubled


@mistake("doubled", "These are the true sums, but 400 and 500 do not fit into uint8: after 255 it starts again at 0, so take away 256.")
def no_wrapping():
    return [200, 400, 500]


@mistake("doubled", "uint8 does not stop at its largest number, it starts again at 0: 255 + 1 gives 0.")
def stops_at_largest():
    return [200, 255, 255]


@mistake("doubled", "Nearly: there are 256 numbers from 0 to 255, so one round is 256 and not 255.")
def round_of_255():
    return [200, 145, 245]


@mistake("doubled", "Each number is added to itself; these are the numbers before the addition.")
def not_added():
    return [100, 200, 250]


# scale_pixels


@mistake("scale_pixels", "You divided by the brightest pixel of this image. A dark photo would turn bright; divide by 255, the largest possible.")
def divides_by_own_maximum(image, centred):
    return image / image.max() - 0.5 * centred


@mistake("scale_pixels", "The largest pixel is 255, and it must become 1: divide by 255, not by 256.")
def divides_by_256(image, centred):
    return image / 256 - 0.5 * centred


@mistake("scale_pixels", "The double slash // drops the digits after the point, and only 255 is left of the picture. Divide with a single slash.")
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


# shape_after_ten


@mistake("shape_after_ten", "The kernel's height and width have changed places: 5 high takes 4 rows each time, 3 wide takes 2 columns.")
def kernel_sides_swapped():
    return (110, 110)


@mistake("shape_after_ten", "The shape is written (rows, columns), rows first.")
def columns_first():
    return (130, 90)


@mistake("shape_after_ten", "This is after one run. The next one starts from the smaller image.")
def only_once():
    return (126, 148)


@mistake("shape_after_ten", "Off by one each time: a kernel 5 high loses 4 rows, because its window fits H - 5 + 1 times.")
def loses_the_whole_kernel():
    return (80, 120)


@mistake("shape_after_ten", "That is the shape of the photo. Without padding, each run makes it smaller.")
def nothing_lost():
    return (130, 150)


# convolve2d


@mistake("convolve2d", "This is correlation: the kernel was not turned. Reverse its rows and its columns.")
def kernel_not_turned(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel)


@mistake("convolve2d", "Only the order of the rows was reversed. A half turn reverses the columns too: kernel[::-1, ::-1].")
def only_rows_reversed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel[::-1])


@mistake("convolve2d", "Only the order of the columns was reversed. A half turn reverses the rows too: kernel[::-1, ::-1].")
def only_columns_reversed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel[:, ::-1])


@mistake("convolve2d", "The kernel was transposed: its rows became columns. That is no half turn; reverse both axes, kernel[::-1, ::-1].")
def kernel_transposed(image, kernel):
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, kernel.T.shape), kernel.T)


@mistake("convolve2d", "np.rot90 makes a quarter turn. A half turn is two of them: np.rot90(kernel, 2).")
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


# correlate_same


@mistake("correlate_same", "All the zeros are above and on the left. Share them out: h//2 rows above, (h-1)//2 below, and columns likewise.")
def padding_on_one_side(image, kernel):
    padded = np.pad(image, ((kernel.shape[0] - 1, 0), (kernel.shape[1] - 1, 0)))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Right for odd kernels. With an even side, h//2 on both sides is one zero too many, and the result one larger than the image.")
def half_on_both_sides(image, kernel):
    padded = np.pad(image, ((kernel.shape[0] // 2,) * 2, (kernel.shape[1] // 2,) * 2))
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape), kernel)


@mistake("correlate_same", "Right for odd kernels. With an even side the extra zeros belong above and on the left here; you put them below and on the right, as TensorFlow does.")
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


@mistake("sharpen_kernel", "This sharpens, but with another blur than the nine equal weights: the four corners count there too.")
def preset_of_the_demo():
    return [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]


@mistake("sharpen_kernel", "A sign is wrong: this is twice the photo plus the blurred photo. Take the blurred photo away.")
def blur_added():
    return 2 * np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]) + np.full((3, 3), 1 / 9)


@mistake("sharpen_kernel", "The middle was forgotten in the blur: it has 1/9 there too, so the middle is 2 - 1/9.")
def middle_is_two():
    return [[-1 / 9, -1 / 9, -1 / 9], [-1 / 9, 2, -1 / 9], [-1 / 9, -1 / 9, -1 / 9]]


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
    "Rows and columns have changed places: this one answers to level edges. The weights must change from left to right.",
    seen=lambda kernel: np.allclose(kernel.sum(axis=0), 0) and not np.allclose(kernel.sum(axis=1), 0),
)
def finds_level_edges():
    return [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]


@mistake(
    "left_lighter_kernel",
    "This kernel is the same from left and right, so it cannot tell which side is lighter. Positive on the left, negative on the right.",
    seen=lambda kernel: kernel.shape == (3, 3) and np.allclose(kernel, kernel[:, ::-1]),
)
def same_from_both_sides():
    return [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]


# products_per_pixel


@mistake("products_per_pixel", "The two numbers are the other way round: first the one thick pass, then the two thin ones.")
def two_passes_first():
    return [24, 135]


@mistake("products_per_pixel", "Two passes cost their sum, 9 + 15: each pass visits the image once with its own thin kernel.")
def passes_multiplied():
    return [135, 135]


@mistake("products_per_pixel", "One pass uses every weight of the 9 by 15 kernel, and that is 9 times 15.")
def one_pass_added():
    return [24, 24]


@mistake("products_per_pixel", "You counted a square kernel. This one is 9 high and 15 wide.")
def square_kernel_counted():
    return [225, 30]


# edge_strength


@mistake("edge_strength", "You added the absolute values: 24 + 32 = 56. The strength is the long side of the triangle, the root of the sum of squares.")
def sum_of_absolute_values(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 2, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 2, 1]))
    return np.abs(across) + np.abs(down)


@mistake("edge_strength", "You added the two responses, and a falling edge cancels a rising one. Square both, add, take the root.")
def sum_of_responses(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 2, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 2, 1]))
    return across + down


@mistake("edge_strength", "The root is missing: this is the square of the strength.")
def root_forgotten(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 2, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 2, 1]))
    return across**2 + down**2


@mistake("edge_strength", "Only the changes from left to right are in it. Level edges are missing: use the kernel that looks down as well.")
def only_across(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    return np.abs(np.einsum("rcij,ij->rc", windows, np.outer([1, 2, 1], [-1, 0, 1])))


@mistake("edge_strength", "The row and the column in the middle must count twice: Sobel's soft blur is [1, 2, 1], not [1, 1, 1].")
def middle_not_doubled(image):
    image = np.asarray(image, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 1, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 1, 1]))
    return np.hypot(across, down)


@mistake("edge_strength", "Right for floats. With a photo it is computed in uint8, where 20 - 200 becomes 76: make the image floats first, image.astype(float).")
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
    across = np.einsum("rcij,ij->rc", windows, np.outer([1, 2, 1], [-1, 0, 1]))
    down = np.einsum("rcij,ij->rc", windows, np.outer([-1, 0, 1], [1, 2, 1]))
    return np.hypot(across, down).astype(np.int64).astype(np.uint8)


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


@mistake("corner_strength", "You summed the responses first and squared the sums; then A * B and C**2 are always equal. Square each number, then sum.")
def sums_before_squaring(across, down):
    x, y = (np.lib.stride_tricks.sliding_window_view(p, (3, 3)).sum(axis=(2, 3)) for p in (across, down))
    return x**2 * y**2 - (x * y) ** 2


@mistake("corner_strength", "The window is missing: at a single pixel A * B is always C**2. Sum each product over 3 by 3 pixels before you combine them.")
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


# crossing_on_arm


@mistake("crossing_on_arm", "Seven of nine agree, but the other two count -1 each: (7 - 2)/9.")
def share_that_agrees():
    return 7 / 9


@mistake("crossing_on_arm", "This is the sum of the nine products. The match is their mean.")
def sum_of_products():
    return 5


@mistake("crossing_on_arm", "You counted only the ink that both share. Paper on paper agrees as well: (-1) times (-1) is +1.")
def only_shared_ink():
    return 3 / 9


@mistake("crossing_on_arm", "All the ink of the arm lies on the crossing, but the crossing has two more dots, and there they differ.")
def arm_is_inside():
    return 1.0


# is_equivariant


@mistake("is_equivariant", "The result was not cut, so the two have different sizes. Cut both: the image before the operation, and the result after it.")
def result_not_cut(operation, image, down, right):
    return np.allclose(operation(image[down:, right:]), operation(image))


@mistake("is_equivariant", "On one side rows and columns have changed places: cut `down` rows and `right` columns both times, as in [down:, right:].")
def rows_and_columns_swapped(operation, image, down, right):
    return np.allclose(operation(image[down:, right:]), operation(image)[right:, down:])


@mistake("is_equivariant", "The result was cut at the wrong end: the scene loses its first rows and columns, and so must the result.")
def cut_at_the_end(operation, image, down, right):
    result = operation(image)
    return np.array_equal(operation(image[down:, right:]), result[: result.shape[0] - down, : result.shape[1] - right])


@mistake("is_equivariant", "You moved down only. An operation that treats columns differently slips through: cut `right` columns as well.")
def moves_down_only(operation, image, down, right):
    return np.array_equal(operation(image[down:]), operation(image)[down:])


@mistake("is_equivariant", "You moved to the right only. An operation that treats rows differently slips through: cut `down` rows as well.")
def moves_right_only(operation, image, down, right):
    return np.array_equal(operation(image[:, right:]), operation(image)[:, right:])


@mistake("is_equivariant", "You compared only the maximum. That is a test for invariance of the maximum; compare every number.")
def compares_maximum(operation, image, down, right):
    return bool(operation(image[down:, right:]).max() == operation(image)[down:, right:].max())
