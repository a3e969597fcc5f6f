"""How many boxes an image has: the size of the search that nobody can afford."""


def count_boxes(height: int, width: int, smallest: tuple[int, int] = (1, 1)) -> int:
    """Count the boxes with whole-pixel edges in an image.

    A side of s pixels can lie in height - s + 1 places; adding over all s gives 1 + 2 + ... + (height - smallest + 1).

    Args:
        height, width: Of the image, in pixels.
        smallest: Smallest height and width of a box, in pixels.

    Raises:
        ValueError: A smallest side under 1.

    >>> count_boxes(3, 2), count_boxes(3, 2, (2, 1)), count_boxes(48, 64)
    (18, 9, 2446080)
    """
    if min(smallest) < 1:
        raise ValueError(f"expected smallest sides of 1 or more, came {smallest}")
    rows, columns = (max(side - least + 1, 0) for side, least in zip((height, width), smallest, strict=True))
    return rows * (rows + 1) // 2 * (columns * (columns + 1) // 2)
