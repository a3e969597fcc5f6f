"""Known wrong answers of chapter 11, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# iou_matrix


@mistake(
    "iou_matrix",
    "Boxes that lie apart have a side below 0, and it went into the product: a shared area cannot be negative, and two negative sides even make a positive one. Cut the sides off at 0 first.",
)
def negative_sides(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    shared = np.prod(end - start, axis=-1)
    return shared / (areas + others_areas - shared)


@mistake(
    "iou_matrix",
    "The product is cut off at 0, the sides are not: two boxes apart in rows and in columns have two negative sides, and their product is positive.",
)
def cut_off_after_the_product(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    shared = np.maximum(np.prod(end - start, axis=-1), 0)
    return shared / (areas + others_areas - shared)


@mistake("iou_matrix", "The two areas are added, so what both share is in the union twice.")
def shared_counted_twice(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    return shared / (areas + others_areas)


@mistake("iou_matrix", "This is the shared area in pixels. It is to be divided by the area of both together.")
def only_the_intersection(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    return np.prod(np.maximum(end - start, 0), axis=-1)


@mistake(
    "iou_matrix",
    "The shared area is divided by the smaller box, so a small box inside a large one would get 1. Divide by the area of both together.",
)
def over_the_smaller(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    return shared / np.minimum(areas, others_areas)


@mistake("iou_matrix", "The shared area is divided by the first box alone. Divide by the area of both together.")
def over_the_first(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    return shared / (areas + 0 * others_areas)


@mistake(
    "iou_matrix",
    "Each side is one pixel too long: bottom and right do not belong to the box any more, so height is bottom minus top, without + 1.",
)
def last_pixel_counted(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    shared = np.prod(np.maximum(end - start + 1, 0), axis=-1)
    areas = np.prod(first[..., 2:] - first[..., :2] + 1, axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2] + 1, axis=-1)
    return shared / (areas + others_areas - shared)


@mistake(
    "iou_matrix",
    "The intersection starts at the upper of the two tops and ends at the lower of the two bottoms: that is the box around both. Maximum and minimum have changed places.",
)
def outer_for_inner(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.minimum(first[..., :2], second[..., :2])
    end = np.maximum(first[..., 2:], second[..., 2:])
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    return shared / (areas + others_areas - shared)


@mistake(
    "iou_matrix",
    "The intersection starts at the upper of the two tops. Rows count downwards, so the lower top has the larger number; columns likewise.",
)
def starts_too_early(boxes, others):
    first, second = boxes[:, None], others[None]
    start = np.minimum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    return shared / (areas + others_areas - shared)


@mistake(
    "iou_matrix",
    "The first box meets the first of the others only, the second the second. Every box is to meet every other: give the two arrays axes of their own, `boxes[:, None]` and `others[None]`.",
)
def pair_by_pair(boxes, others):
    start = np.maximum(boxes[:, :2], others[:, :2])
    end = np.minimum(boxes[:, 2:], others[:, 2:])
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
    others_areas = np.prod(others[:, 2:] - others[:, :2], axis=-1)
    return shared / (areas + others_areas - shared)


@mistake(
    "iou_matrix",
    "Rows and columns of the result have changed places: a row for each of `boxes`, a column for each of `others`.",
)
def others_in_rows(boxes, others):
    first, second = others[:, None], boxes[None]
    start = np.maximum(first[..., :2], second[..., :2])
    end = np.minimum(first[..., 2:], second[..., 2:])
    shared = np.prod(np.maximum(end - start, 0), axis=-1)
    areas = np.prod(first[..., 2:] - first[..., :2], axis=-1)
    others_areas = np.prod(second[..., 2:] - second[..., :2], axis=-1)
    return shared / (areas + others_areas - shared)


# count_boxes


@mistake(
    "count_boxes",
    "This counts how many heights and widths there are, each once. A box of one size can lie in many places.",
)
def sizes_without_places(height, width, smallest=(1, 1)):
    return max(height - smallest[0] + 1, 0) * max(width - smallest[1] + 1, 0)


@mistake(
    "count_boxes",
    "A side of s pixels in n pixels has one more place than n - s. (Or: boxes of exactly the smallest size were left out.)",
)
def one_place_too_few(height, width, smallest=(1, 1)):
    rows, columns = max(height - smallest[0], 0), max(width - smallest[1], 0)
    return rows * (rows + 1) // 2 * (columns * (columns + 1) // 2)


@mistake(
    "count_boxes",
    "Every pair of ends was counted twice, with top and bottom exchanged: 1 + 2 + ... + n is half of n (n + 1), for the rows and for the columns.",
)
def not_halved(height, width, smallest=(1, 1)):
    rows, columns = max(height - smallest[0] + 1, 0), max(width - smallest[1] + 1, 0)
    return rows * (rows + 1) * columns * (columns + 1)


@mistake("count_boxes", "The sum 1 + 2 + ... + n is half of n (n + 1). You halved once, but there are two such sums.")
def halved_once(height, width, smallest=(1, 1)):
    rows, columns = max(height - smallest[0] + 1, 0), max(width - smallest[1] + 1, 0)
    return rows * (rows + 1) * columns * (columns + 1) // 2


@mistake("count_boxes", "Rows and columns are added. Each pair of rows goes with each pair of columns: multiply.")
def rows_plus_columns(height, width, smallest=(1, 1)):
    rows, columns = max(height - smallest[0] + 1, 0), max(width - smallest[1] + 1, 0)
    return rows * (rows + 1) // 2 + columns * (columns + 1) // 2


@mistake(
    "count_boxes",
    "Boxes as high as the image, or as wide, are left out. (Python's `range` ends one before the number that you give.)",
)
def largest_left_out(height, width, smallest=(1, 1)):
    rows = sum(height - side + 1 for side in range(smallest[0], height))
    return rows * sum(width - side + 1 for side in range(smallest[1], width))


@mistake("count_boxes", "Only boxes as high as wide are counted.")
def squares_only(height, width, smallest=(1, 1)):
    sides = range(max(smallest), min(height, width) + 1)
    return sum((height - side + 1) * (width - side + 1) for side in sides)


@mistake("count_boxes", "`smallest` has no effect: boxes that are too small are counted as well.")
def smallest_forgotten(height, width, smallest=(1, 1)):
    return height * (height + 1) // 2 * (width * (width + 1) // 2)


@mistake("count_boxes", "Height and width of `smallest` have changed places: it is (height, width).")
def smallest_turned_round(height, width, smallest=(1, 1)):
    rows, columns = max(height - smallest[1] + 1, 0), max(width - smallest[0] + 1, 0)
    return rows * (rows + 1) // 2 * (columns * (columns + 1) // 2)


@mistake(
    "count_boxes",
    "If the smallest box does not fit, the number of places becomes negative, and two negative numbers multiply to a positive one. Nothing fits: 0.",
)
def less_than_nothing(height, width, smallest=(1, 1)):
    rows, columns = height - smallest[0] + 1, width - smallest[1] + 1
    return rows * (rows + 1) // 2 * (columns * (columns + 1) // 2)


# anchors


@mistake(
    "anchors",
    "The anchors are centred on the corners of the cells. The middle of a cell is half a cell further down and to the right.",
)
def corners_of_cells(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = r * stride, c * stride
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    return np.array(boxes)


@mistake(
    "anchors",
    "Half a pixel was added, not half a cell: the half belongs inside the brackets, before the stride multiplies.",
)
def half_a_pixel(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = r * stride + 0.5, c * stride + 0.5
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    return np.array(boxes)


@mistake(
    "anchors",
    "The middle of the cell has become the upper left corner of the anchor. The anchor lies around it: half its size to each side.",
)
def begins_in_the_middle(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row, column, row + height, column + width])
    return np.array(boxes)


@mistake(
    "anchors", "The anchor begins at the upper left corner of its cell. It is to lie around the middle of the cell."
)
def begins_with_the_cell(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = r * stride, c * stride
            boxes.append([row, column, row + height, column + width])
    return np.array(boxes)


@mistake(
    "anchors",
    "The whole height and width are taken to each side of the middle, so the anchors are twice as large as asked.",
)
def twice_as_large(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height, column - width, row + height, column + width])
    return np.array(boxes)


@mistake("anchors", "Height and width have changed places: sizes are (height, width).")
def height_for_width(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for width, height in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    return np.array(boxes)


@mistake("anchors", "The order of a box is top, left, bottom, right: rows before columns.")
def left_before_top(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([column - width / 2, row - height / 2, column + width / 2, row + height / 2])
    return np.array(boxes)


@mistake(
    "anchors", "The map is gone through column by column. Row by row is asked: the column changes faster than the row."
)
def column_by_column(grid, stride, sizes):
    boxes = []
    for c, r in np.ndindex(grid[1], grid[0]):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    return np.array(boxes)


@mistake(
    "anchors",
    "All places of the first size come first. At each place all sizes are to follow each other: the size changes fastest.",
)
def size_by_size(grid, stride, sizes):
    boxes = []
    for height, width in sizes:
        for r, c in np.ndindex(*grid):
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    return np.array(boxes)


@mistake(
    "anchors",
    "Anchors that reach beyond the image are cut off. They stay as they are: the code is told from the whole anchor.",
)
def cut_off_at_the_border(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height / 2, column - width / 2, row + height / 2, column + width / 2])
    limits = np.array([*grid, *grid]) * stride
    return np.clip(boxes, 0, limits)


@mistake("anchors", "Halves are rounded down, so an anchor of 3 by 10 becomes 2 by 10: use `/`, not `//`.")
def whole_halves(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes.append([row - height // 2, column - width // 2, row + height // 2, column + width // 2])
    return np.array(boxes)


@mistake(
    "anchors",
    "All numbers stand in one long row. Append each anchor as a list of its own, so that the result has four columns.",
)
def one_long_list(grid, stride, sizes):
    boxes = []
    for r, c in np.ndindex(*grid):
        for height, width in sizes:
            row, column = (r + 0.5) * stride, (c + 0.5) * stride
            boxes += [row - height / 2, column - width / 2, row + height / 2, column + width / 2]
    return np.array(boxes)


# encode


@mistake(
    "encode",
    "Nothing has changed yet. Put the paper numbers in, part by part: where is the middle of each? What is it divided by? Which of two sizes stands above the line?",
)
def all_three_bugs(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size, anchors[:, :2] + anchor_size
    steps = (middle - anchor_middle) / size
    return np.concatenate([steps, np.log(anchor_size / size)], axis=1)


@mistake(
    "encode",
    "The logarithm is right now. Two bugs are left: the middle of a box lies half its size behind its corner, and the steps are measured in sizes of the anchor, not of the box.",
)
def middle_and_division_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size, anchors[:, :2] + anchor_size
    steps = (middle - anchor_middle) / size
    return np.concatenate([steps, np.log(size / anchor_size)], axis=1)


@mistake(
    "encode",
    "The division is right now. Two bugs are left: the middle of a box lies half its size behind its corner, and the logarithm is of box over anchor, so that a larger box gives a number above 0.",
)
def middle_and_logarithm_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size, anchors[:, :2] + anchor_size
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log(anchor_size / size)], axis=1)


@mistake(
    "encode",
    "The middles are right now. Two bugs are left: the steps are measured in sizes of the anchor, not of the box, and the logarithm is of box over anchor, so that a larger box gives a number above 0.",
)
def division_and_logarithm_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / size
    return np.concatenate([steps, np.log(anchor_size / size)], axis=1)


@mistake("encode", "One bug is left: the middle of a box lies half its size behind its corner.")
def middle_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size, anchors[:, :2] + anchor_size
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log(size / anchor_size)], axis=1)


@mistake("encode", "One bug is left: the steps are measured in sizes of the anchor, not of the box.")
def division_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / size
    return np.concatenate([steps, np.log(size / anchor_size)], axis=1)


@mistake("encode", "One bug is left: the logarithm is of box over anchor, so that a larger box gives a number above 0.")
def logarithm_left(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log(anchor_size / size)], axis=1)


@mistake(
    "encode", "The last two numbers are the ratio itself: equal boxes would get 1, not 0. The code takes its logarithm."
)
def no_logarithm(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, size / anchor_size], axis=1)


@mistake("encode", "The logarithm has another base. `np.log` is the natural one, which `np.exp` undoes.")
def another_logarithm(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log2(size / anchor_size)], axis=1)


@mistake("encode", "The steps go from corner to corner, not from middle to middle.")
def corners_for_middles(boxes, anchors):
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2], anchors[:, :2]
    steps = (middle - anchor_middle) / anchor_size
    return np.concatenate([steps, np.log(size / anchor_size)], axis=1)


# decode


@mistake("decode", "The last two numbers of a code are logarithms. They multiply the size only after `np.exp`.")
def logarithm_not_undone(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * codes[:, 2:]
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "The exponential is added to the anchor's size. It is a ratio: multiply.")
def logarithm_added(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size + np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake(
    "decode", "The box has moved, but it is as large as its anchor: the last two numbers of the code have no effect."
)
def size_of_the_anchor(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "The first two numbers are taken for pixels. They count in heights and widths of the anchor.")
def steps_in_pixels(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2]
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "The steps are measured in sizes of the new box. They count in heights and widths of the anchor.")
def steps_of_the_new_box(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "The steps start from the anchor's upper left corner. They go from middle to middle.")
def from_the_corner(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "The box has moved against its code. What was taken off in the code is added here.")
def steps_back(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 - codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


@mistake("decode", "From the middle the whole size goes to each side, so the box is twice as large.")
def box_twice_as_large(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size, middle + size], axis=1)


@mistake("decode", "The middle has become the upper left corner: the box lies around it, half its size to each side.")
def middle_for_corner(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle, middle + size], axis=1)


@mistake("decode", "This returns the middle and the size. Asked are top, left, bottom, right.")
def middle_and_size(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle, size], axis=1)


@mistake("decode", "The power has another base. The code has the natural logarithm, which `np.exp` undoes.")
def another_base(codes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp2(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


# suppress


@mistake("suppress", "The box with the lowest score is kept first: `np.argsort` sorts upwards.")
def worst_first(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return np.array(kept, dtype=int)


@mistake("suppress", "A box at exactly the limit was dropped. Only those that overlap by more are to go.")
def at_the_limit_too(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] < most_overlap]
    return np.array(kept, dtype=int)


@mistake(
    "suppress",
    "A box that was dropped itself has dropped another. Only boxes that stay count: look at the three in a chain.",
)
def dropped_boxes_drop_others(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    order = np.argsort(-scores)
    clear = [place for rank, place in enumerate(order) if (overlaps(place)[order[:rank]] <= most_overlap).all()]
    return np.array(clear, dtype=int)


@mistake(
    "suppress",
    "What overlaps the best box is kept, and what stands apart is dropped: the comparison is the wrong way round.",
)
def friends_kept(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] > most_overlap]
    return np.array(kept, dtype=int)


@mistake("suppress", "The right boxes, in order of their places. Best score first is asked.")
def sorted_by_place(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return np.sort(np.array(kept, dtype=int))


@mistake(
    "suppress", "These are the boxes themselves. Their places are asked, so that scores and classes can be picked too."
)
def boxes_for_places(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return boxes[kept]


@mistake("suppress", "These are the scores of the boxes kept. Their places are asked.")
def scores_for_places(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return scores[kept]


@mistake("suppress", "This says for each box whether it stays. The places of those that stay are asked, best first.")
def true_and_false(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return np.isin(np.arange(len(boxes)), kept)


@mistake(
    "suppress",
    "These are the ranks in the sorted list. The place of a box is its index in `boxes`: what `np.argsort` gives has to be looked up.",
)
def ranks_for_places(boxes, scores, most_overlap):
    def overlaps(one):
        start, end = np.maximum(boxes[one, :2], boxes[:, :2]), np.minimum(boxes[one, 2:], boxes[:, 2:])
        shared = np.prod(np.maximum(end - start, 0), axis=-1)
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
        return shared / (areas[one] + areas - shared)

    left, kept = np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[overlaps(best)[left] <= most_overlap]
    return np.array([list(np.argsort(-scores)).index(place) for place in kept], dtype=int)


@mistake("suppress", "Only the best box of all is left. Go on with what it did not drop.")
def only_the_best(boxes, scores, most_overlap):
    return np.array([np.argmax(scores)])


@mistake("suppress", "The limit is compared with the scores. It is a limit on the overlap of two boxes.")
def limit_on_scores(boxes, scores, most_overlap):
    order = np.argsort(-scores)
    return order[scores[order] >= most_overlap]


@mistake(
    "suppress",
    "All boxes came back, best first: either none is dropped, or each is compared only with the box kept just before it. A box has to be compared with all that stay.",
)
def nothing_suppressed(boxes, scores, most_overlap):
    return np.argsort(-scores)


# average_precision


@mistake(
    "average_precision",
    "The precision right at each hit was taken. The curve may not rise: take the best one there or later.",
)
def not_interpolated(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return precision[hits].sum() / truths


@mistake(
    "average_precision",
    "The best precision up to each hit was taken. Take the best one there or later: go through the list from its end.",
)
def best_so_far(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return np.maximum.accumulate(precision)[hits].sum() / truths


@mistake(
    "average_precision",
    "Each hit took the best of its own precision and the next hit's. The best one may lie further down: go through the list from its end.",
)
def best_of_two(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = (np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits]
    return np.maximum(precision, np.append(precision[1:], 0)).sum() / truths


@mistake(
    "average_precision",
    "The mean runs over the hits, so objects that were never found cost nothing. Each true box has its share: divide by `truths`.",
)
def missed_objects_forgotten(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here[hits].mean() if hits.any() else 0.0


@mistake("average_precision", "Divided by the number of boxes found. Each true box has its share: divide by `truths`.")
def over_all_boxes(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here[hits].sum() / len(hits)


@mistake(
    "average_precision",
    "The precision at the misses is in the sum as well. Recall rises at hits only, so only they count.",
)
def misses_count_too(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here.sum() / truths


@mistake(
    "average_precision",
    "This is the mean precision over the whole list. Only hits count, each with one share of the true boxes.",
)
def mean_over_the_list(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here.mean()


@mistake(
    "average_precision",
    "This is the precision of the whole list. Average precision goes down the list and takes it at every hit.",
)
def precision_at_the_end(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return precision[-1]


@mistake(
    "average_precision",
    "This is the recall of the whole list: the part of the true boxes found. Where in the list the misses stand has no effect on it.",
)
def recall_at_the_end(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    return hits.sum() / truths


@mistake(
    "average_precision",
    "Hits so far were divided by the true boxes: that is recall. Precision divides by the boxes so far.",
)
def recall_for_precision(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    recall = np.cumsum(hits) / truths
    return recall[hits].sum() / truths


@mistake("average_precision", "The boxes so far were counted from 0, so the first hit is divided by nothing.")
def counted_from_zero(hits, truths):
    hits = np.asarray(hits, dtype=bool)
    with np.errstate(all="ignore"):
        precision = np.cumsum(hits) / np.arange(len(hits))
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return best_from_here[hits].sum() / truths


# one_angle


@mistake(
    "one_angle",
    "The angle that most drivers chose is best under another rule. Under squared error one driver far away pulls hard: try a few angles on paper.",
)
def what_most_do():
    return [0.3, 0.75]


@mistake("one_angle", "That is halfway between the two ways. Three drivers pull to one side and one to the other.")
def middle_of_both_ends():
    return [-0.1, 0]


@mistake("one_angle", "Straight on is not quite the best: three drivers pull to the left and one to the right.")
def straight_on():
    return [0, 0]


@mistake("one_angle", "The angle is right. Now go through the four drivers: how far is each from it?")
def angle_right_part_wrong():
    return [0.1, 0.75]


@mistake("one_angle", "The angle is right. Now go through the four drivers: is any of them within 0.15?")
def one_quarter():
    return [0.1, 0.25]


@mistake("one_angle", "That is the sum of the four angles.")
def sum_for_mean():
    return [0.4, 0.75]


# driver


@mistake(
    "driver",
    "The last layer ends in a softmax, and a loss with from_logits=True applies one again: chances are squeezed twice. Give scores.",
)
def softmax_at_the_end(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [
            keras.Input((*size, 3)),
            *maps,
            layers.Flatten(),
            layers.Dense(16, activation="relu"),
            layers.Dense(angles, activation="softmax"),
        ]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake(
    "driver",
    "The last layer has a ReLU: a score could never be negative, and a unit that is 0 for every picture learns nothing more.",
)
def relu_at_the_end(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [
            keras.Input((*size, 3)),
            *maps,
            layers.Flatten(),
            layers.Dense(16, activation="relu"),
            layers.Dense(angles, activation="relu"),
        ]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake("driver", "The loss takes the scores for chances. Tell it that they are not: from_logits=True.")
def scores_taken_for_chances(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy())
    return model


@mistake(
    "driver",
    "A loss given by its name takes the scores for chances. Make it yourself: keras.losses.CategoricalCrossentropy(from_logits=True).",
)
def loss_by_its_name(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", "categorical_crossentropy")
    return model


@mistake(
    "driver",
    "The sparse loss takes one label a picture. Here the target is a whole distribution: two half bells at a fork.",
)
def sparse_loss(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake(
    "driver",
    "Squared error on the scores: they are not what the targets are. Cross-entropy compares two distributions.",
)
def squared_error(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", "mse")
    return model


@mistake("driver", "The model was not compiled, so it has neither a loss nor a way to step.")
def not_compiled(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    return model


@mistake("driver", "The model does not know its input, so it has no weights yet: begin with keras.Input.")
def no_input(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential([*maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)])
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake("driver", "The network gives one angle. A distribution needs a score for each of `angles`.")
def one_angle_out(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(1)]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake(
    "driver",
    "There is no activation between the layers. Then all of them together are one linear map, and you saw how that drives.",
)
def never_bends(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4), layers.Conv2D(8, 3)]
    model = keras.Sequential([keras.Input((*size, 3)), *maps, layers.Flatten(), layers.Dense(16), layers.Dense(angles)])
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake(
    "driver",
    "A dense layer on a map acts at each place by itself, so there is a distribution for every place. Flatten the map first.",
)
def never_flattened(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((*size, 3)), *maps, layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake(
    "driver",
    "The input has no axis for the colours: a picture has rows, columns and three channels. `size` holds the first two only.",
)
def no_channels(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input(size), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(angles)]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@mistake("driver", "Size or number of angles are written down as fixed numbers. Use the arguments `size` and `angles`.")
def one_size_only(size, angles):
    import keras

    layers = keras.layers
    maps = [layers.Conv2D(8, 5, strides=4, activation="relu"), layers.Conv2D(8, 3, activation="relu")]
    model = keras.Sequential(
        [keras.Input((32, 48, 3)), *maps, layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(21)]
    )
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model
