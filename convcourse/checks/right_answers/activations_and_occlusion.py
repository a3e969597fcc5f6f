"""Right answers of chapter 15, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("grid")
def by_rows_of_tiles(maps, columns):
    height, width, channels = maps.shape
    tiles = []
    for channel in range(channels):
        one = maps[:, :, channel]
        tiles.append(one / one.max() if np.any(one) else one)
    while len(tiles) % columns:
        tiles.append(np.zeros((height, width)))
    rows = [np.hstack(tiles[first : first + columns]) for first in range(0, len(tiles), columns)]
    return np.vstack(rows)


@right_answer("grid")
def place_by_place(maps, columns):
    height, width, channels = maps.shape
    largest = [max(maps[..., c].max(), 1e-300) for c in range(channels)]
    picture = [[0.0] * (columns * width) for _ in range(height * int(np.ceil(channels / columns)))]
    for row, column, channel in np.ndindex(height, width, channels):
        down, across = divmod(channel, columns)
        picture[down * height + row][across * width + column] = maps[row, column, channel] / largest[channel]
    return picture


@right_answer("three_bounds")
def as_a_tuple():
    return (5, 6, 9)


@right_answer("three_bounds")
def as_sums():
    return np.array([np.sqrt(16 + 1 + 4 + 4), 4 + 2, 4 + 1 + 2 + 2])


@right_answer("best_input")
def with_the_norm(weights, middle, length):
    norm = np.linalg.norm(weights.ravel())
    return middle + (length / norm if norm > 0 else 0) * weights


@right_answer("best_input")
def with_loops(weights, middle, length):
    squares = sum(float(weight) ** 2 for weight in weights.flat)
    result = np.zeros(weights.shape)
    for place in np.ndindex(weights.shape):
        result[place] = middle
        if squares:
            result[place] += length * weights[place] / squares**0.5
    return result


@right_answer("patch_of")
def axis_by_axis(unit, field, image_size):
    (row_start, row_jump, high), (column_start, column_jump, wide) = field
    top, left = row_start + row_jump * unit[0], column_start + column_jump * unit[1]
    bottom, right = top + high, left + wide
    return max(top, 0), max(left, 0), min(bottom, image_size[0]), min(right, image_size[1])


@right_answer("patch_of")
def with_arrays(unit, field, image_size):
    start, jump, size = np.transpose(field)
    first = start + np.array(unit) * jump
    box = np.array([first, first + size])
    return np.clip(box, 0, image_size).ravel()


@right_answer("top_patches")
def sorted_by_a_key(maps, count, field, image_size):
    best = []
    for image, each in enumerate(maps):
        row, column = divmod(int(np.argmax(each)), each.shape[1])
        best.append((-each[row, column], image, (row, column)))
    return np.array([[image, *patch_of(unit, field, image_size)] for _, image, unit in sorted(best)[:count]])


@right_answer("top_patches")
def one_after_the_other(maps, count, field, image_size):
    largest = [each.max() for each in maps]
    rows, left = [], list(range(len(maps)))
    for _ in range(min(count, len(maps))):
        image = max(left, key=lambda number: largest[number])
        left.remove(image)
        unit = np.argwhere(maps[image] == largest[image])[0]
        rows.append([image, *patch_of(unit, field, image_size)])
    return rows


@right_answer("lost_score")
def tuple_of_two():
    return (4, 2.8)


@right_answer("lost_score")
def as_fractions():
    return np.array([2 * 1 + 0 - 1 * 2 + 4 * 1, 14 / 5])


@right_answer("starts")
def with_a_condition(size, patch, stride):
    places = list(range(0, size - patch + 1, stride))
    if places[-1] != size - patch:
        places.append(size - patch)
    return places


@right_answer("starts")
def cut_at_the_last(size, patch, stride):
    count = -(-(size - patch) // stride) + 1
    return np.minimum(np.arange(count) * stride, size - patch)


@right_answer("covered")
def repeated_first(image, patch, stride, grey):
    tops = starts(image.shape[0], patch[0], stride[0])
    lefts = starts(image.shape[1], patch[1], stride[1])
    places = [(top, left) for top in tops for left in lefts]
    copies = np.repeat(image[np.newaxis], len(places), axis=0)
    for copy, (top, left) in zip(copies, places, strict=True):
        copy[top : top + patch[0], left : left + patch[1], :] = grey
    return copies


@right_answer("covered")
def with_masks(image, patch, stride, grey):
    rows, columns = np.indices(image.shape[:2])
    copies = []
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            down, across = rows - top, columns - left
            hidden = (down >= 0) & (down < patch[0]) & (across >= 0) & (across < patch[1])
            copies.append(np.where(hidden[..., None], grey, image))
    return np.stack(copies)


@right_answer("occlusion_drops")
def in_one_batch(model, image, class_index, patch, stride, grey):
    batch = np.concatenate([image[None], covered(image, patch, stride, grey)])
    scores = np.asarray(model(batch))[:, class_index]
    columns = len(starts(image.shape[1], patch[1], stride[1]))
    return np.reshape(scores[0] - scores[1:], (-1, columns))


@right_answer("occlusion_drops")
def row_of_places_by_row(model, image, class_index, patch, stride, grey):
    before = model.predict(image[np.newaxis], verbose=0)[0][class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)
    drops = [before - scores[class_index] for scores in after]
    columns = len(starts(image.shape[1], patch[1], stride[1]))
    return [drops[first : first + columns] for first in range(0, len(drops), columns)]


@right_answer("handed_back")
def as_an_array():
    return np.array([0.0, 4, 5, 0, 2])


@right_answer("handed_back")
def with_relu():
    return list(np.maximum([-1, 4, 5, -3, 2], 0))
