"""Kernels that are a column times a row: two thin filters in place of one thick one."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats
from convcourse.reference.correlation_2d import correlate2d
from convcourse.reference.window_geometry import Padding


def is_separable(kernel: ArrayLike, *, tolerance: float = 1e-9) -> bool:
    """Say whether a kernel is a column times a row.

    Args:
        kernel: Shape (height, width).
        tolerance: Largest difference allowed, as a part of the kernel's largest weight.

    >>> is_separable([[1, 2, 1], [2, 4, 2]]), is_separable([[0, 1], [1, 0]])
    (True, False)
    """
    kernel = as_floats(kernel, "kernel", ["height", "width"])
    column, row = _column_and_row(kernel)
    return bool(np.abs(np.outer(column, row) - kernel).max() <= tolerance * np.abs(kernel).max())


def separate(kernel: ArrayLike) -> tuple[Floats, Floats]:
    """Return the column and the row whose product is the kernel.

    Args:
        kernel: Shape (height, width).

    Returns:
        Column of shape (height,) whose largest weight is 1, and row of shape (width,).

    Raises:
        ValueError: No column and row have this product.

    >>> column, row = separate([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    >>> column.tolist(), row.tolist()
    ([0.5, 1.0, 0.5], [-2.0, 0.0, 2.0])
    """
    kernel = as_floats(kernel, "kernel", ["height", "width"])
    if not is_separable(kernel):
        rank = np.linalg.matrix_rank(kernel)
        raise ValueError(f"expected a kernel that is a column times a row (rank 1), came one of rank {rank}")
    return _column_and_row(kernel)


def correlate2d_separable(
    image: ArrayLike,
    column: ArrayLike,
    row: ArrayLike,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    border: str = "zero",
) -> Floats:
    """Correlate with the kernel `column * row`, first along the columns and then along the rows.

    A kernel of n by n weights costs 2 * n multiplications a pixel in place of n * n. Args, result and errors are those
    of `correlate2d`.

    >>> correlate2d_separable([[1, 2, 3], [4, 5, 6]], [1, 1], [1, -1])
    array([[-2., -2.]])
    """
    column = as_floats(column, "column", ["height"])[:, np.newaxis]
    row = as_floats(row, "row", ["width"])[np.newaxis, :]
    down, right = stride if not isinstance(stride, int) else (stride, stride)
    if not isinstance(padding, str):
        rows, columns = padding if not isinstance(padding, int) else (padding, padding)
        return correlate2d(
            correlate2d(image, column, stride=(down, 1), padding=[_pair(rows), (0, 0)], border=border),
            row,
            stride=(1, right),
            padding=[(0, 0), _pair(columns)],
            border=border,
        )
    tall = correlate2d(image, column, stride=(down, 1), padding=padding, border=border)
    return correlate2d(tall, row, stride=(1, right), padding=padding, border=border)


def _pair(width: Sizes) -> tuple[int, int]:
    """Return (before, after) from one number for both sides or from the pair itself."""
    before, after = (width, width) if isinstance(width, int) else width
    return before, after


def _column_and_row(kernel: Floats) -> tuple[Floats, Floats]:
    """Return the row that holds the largest weight, and what multiple of it every row would be."""
    top, left = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    pivot = kernel[top, left]
    return kernel[:, left] / (pivot if pivot else 1.0), kernel[top].copy()
