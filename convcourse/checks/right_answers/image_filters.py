"""Right answers of chapter 02, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("before_doubling")
def by_trying_all():
    pixels = np.arange(128, 256, dtype=np.uint8)
    return [pixels[pixels + pixels == number][0] for number in (60, 144, 244)]


@right_answer("before_doubling")
def half_a_round_more():
    return tuple(number / 2 + 128 for number in (60, 144, 244))


@right_answer("scale_pixels")
def with_astype(image, centred):
    image = image.astype(np.float32)
    image /= 255
    if centred:
        image -= 0.5
    return image


@right_answer("scale_pixels")
def times_the_inverse(image, centred):
    return np.asarray(image) * (1 / 255) - (0.5 if centred else 0.0)


@right_answer("correlate2d")
def with_four_loops(image, kernel):
    rows = len(image) - len(kernel) + 1
    columns = len(image[0]) - len(kernel[0]) + 1
    result = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for i in range(len(kernel)):
                for j in range(len(kernel[0])):
                    result[r, c] += image[r][c + j] * kernel[i][j] if i == 0 else image[r + i][c + j] * kernel[i][j]
    return result


@right_answer("correlate2d")
def with_windows(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


@right_answer("correlate2d")
def weight_by_weight(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    return sum(
        kernel[i, j] * image[i : i + rows, j : j + columns]
        for i in range(kernel.shape[0])
        for j in range(kernel.shape[1])
    )


@right_answer("shape_after_ten")
def in_a_loop():
    rows, columns = 130, 134
    for _ in range(10):
        rows, columns = rows - 5 + 1, columns - 3 + 1
    return [rows, columns]


@right_answer("shape_after_ten")
def as_array():
    return np.array([130, 134]) - 10 * np.array([4, 2])


@right_answer("convolve2d")
def with_rot90(image, kernel):
    turned = np.rot90(kernel, 2)
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, turned.shape), turned)


@right_answer("convolve2d")
def by_spreading_and_cutting(image, kernel):
    (high, wide), (h, w) = image.shape, kernel.shape
    full = np.zeros((high + h - 1, wide + w - 1))
    for i in range(h):
        for j in range(w):
            full[i : i + high, j : j + wide] += kernel[i, j] * image
    return full[h - 1 : high, w - 1 : wide]


@right_answer("correlate_same")
def into_a_larger_array(image, kernel):
    (high, wide), (h, w) = image.shape, kernel.shape
    padded = np.zeros((high + h - 1, wide + w - 1))
    padded[h // 2 : h // 2 + high, w // 2 : w // 2 + wide] = image
    return np.array([[np.sum(padded[r : r + h, c : c + w] * kernel) for c in range(wide)] for r in range(high)])


@right_answer("correlate_same")
def by_leaving_out(image, kernel):
    (high, wide), (h, w) = image.shape, kernel.shape
    result = np.zeros((high, wide))
    for r, c in np.ndindex(high, wide):
        for i, j in np.ndindex(h, w):
            y, x = r + i - h // 2, c + j - w // 2
            if 0 <= y < high and 0 <= x < wide:
                result[r, c] += image[y, x] * kernel[i, j]
    return result


@right_answer("sharpen_kernel")
def as_list_of_ninths():
    return [[-1 / 9, -1 / 9, -1 / 9], [-1 / 9, 17 / 9, -1 / 9], [-1 / 9, -1 / 9, -1 / 9]]


@right_answer("sharpen_kernel")
def rounded_to_four_digits():
    kernel = np.full((3, 3), -0.1111)
    kernel[1, 1] = 1.8889
    return kernel


@right_answer("left_lighter_kernel")
def with_soft_blur():
    return np.outer([1, 2, 1], [1, 0, -1]) / 8


@right_answer("left_lighter_kernel")
def one_row_only():
    return [[0, 0, 0], [1, -1, 0], [0, 0, 0]]


@right_answer("edge_strength")
def by_slices(image):
    image = image.astype(float)
    right_less_left = image[:, 2:] - image[:, :-2]
    below_less_above = image[2:] - image[:-2]
    across = right_less_left[:-2] + 2 * right_less_left[1:-1] + right_less_left[2:]
    down = below_less_above[:, :-2] + 2 * below_less_above[:, 1:-1] + below_less_above[:, 2:]
    return (across**2 + down**2) ** 0.5


@right_answer("edge_strength")
def as_complex_length(image):
    kernel = np.array([[-1 - 1j, -2j, 1 - 1j], [-2, 0, 2], [-1 + 1j, 2j, 1 + 1j]])
    return np.abs(np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, (3, 3)), kernel))


@right_answer("corner_strength")
def window_by_window(across, down):
    result = np.zeros((across.shape[0] - 2, across.shape[1] - 2))
    for r, c in np.ndindex(*result.shape):
        x, y = across[r : r + 3, c : c + 3], down[r : r + 3, c : c + 3]
        result[r, c] = (x * x).sum() * (y * y).sum() - (x * y).sum() ** 2
    return result


@right_answer("corner_strength")
def as_determinant(across, down):
    x, y = (np.lib.stride_tricks.sliding_window_view(part, (3, 3)) for part in (across, down))
    a, b, c = (x * x).sum(axis=(2, 3)), (y * y).sum(axis=(2, 3)), (x * y).sum(axis=(2, 3))
    return np.linalg.det(np.stack([np.stack([a, c], -1), np.stack([c, b], -1)], -1))


@right_answer("crossing_on_arm")
def mean_of_products():
    crossing = np.array([1, -1, 1, -1, 1, -1, 1, -1, 1])
    arm = np.array([1, -1, -1, -1, 1, -1, -1, -1, 1])
    return (crossing * arm).mean()


@right_answer("crossing_on_arm")
def rounded_to_two_digits():
    return 0.56


@right_answer("is_x")
def window_by_window_with_a_loop(picture):
    crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
    for r in range(picture.shape[0] - 2):
        for c in range(picture.shape[1] - 2):
            if np.array_equal(2 * picture[r : r + 3, c : c + 3] - 1, crossing):
                return True
    return False


@right_answer("is_x")
def by_counting_agreement(picture):
    crossing = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    windows = np.lib.stride_tricks.sliding_window_view(picture, (3, 3))
    return bool((windows == crossing).sum(axis=(2, 3)).max() >= 8)


@right_answer("is_equivariant")
def with_allclose(operation, image, down, right):
    moved = image[down:, right:].copy()
    after = operation(image)[down:, right:]
    before = operation(moved)
    return before.shape == after.shape and bool(np.allclose(before, after))


@right_answer("is_equivariant")
def by_difference(operation, image, down, right):
    difference = operation(image[down:, right:]) - operation(image)[down:, right:]
    return np.abs(difference).max() < 1e-9
