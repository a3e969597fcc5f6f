"""Right answers of chapter 11, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("iou_matrix")
def two_loops(boxes, others):
    result = np.zeros((len(boxes), len(others)))
    for n, (top, left, bottom, right) in enumerate(boxes):
        for m, (other_top, other_left, other_bottom, other_right) in enumerate(others):
            rows = max(min(bottom, other_bottom) - max(top, other_top), 0)
            columns = max(min(right, other_right) - max(left, other_left), 0)
            both = (bottom - top) * (right - left) + (other_bottom - other_top) * (other_right - other_left)
            result[n, m] = rows * columns / (both - rows * columns)
    return result


@right_answer("iou_matrix")
def clipped_by_where(boxes, others):
    top, left, bottom, right = np.moveaxis(boxes[:, np.newaxis, :], 2, 0)
    other_top, other_left, other_bottom, other_right = others.T
    rows = np.minimum(bottom, other_bottom) - np.maximum(top, other_top)
    columns = np.minimum(right, other_right) - np.maximum(left, other_left)
    shared = np.where((rows > 0) & (columns > 0), rows * columns, 0.0)
    union = (bottom - top) * (right - left) + (other_bottom - other_top) * (other_right - other_left) - shared
    return shared / union


@right_answer("count_boxes")
def by_adding_up(height, width, smallest=(1, 1)):
    rows = sum(height - side + 1 for side in range(smallest[0], height + 1))
    columns = sum(width - side + 1 for side in range(smallest[1], width + 1))
    return rows * columns


@right_answer("count_boxes")
def by_all_ends(height, width, smallest=(1, 1)):
    tops, bottoms = np.indices((height + 1, height + 1))
    lefts, rights = np.indices((width + 1, width + 1))
    return int(np.sum(bottoms - tops >= smallest[0]) * np.sum(rights - lefts >= smallest[1]))


@right_answer("anchors")
def without_loops(grid, stride, sizes):
    middles = (np.moveaxis(np.indices(grid), 0, -1).reshape(-1, 1, 2) + 0.5) * stride
    halves = np.array(sizes) / 2
    return np.concatenate([middles - halves, middles + halves], axis=-1).reshape(-1, 4)


@right_answer("anchors")
def three_loops(grid, stride, sizes):
    boxes = []
    for r in range(grid[0]):
        for c in range(grid[1]):
            for height, width in sizes:
                top, left = r * stride + stride / 2 - height / 2, c * stride + stride / 2 - width / 2
                boxes.append((top, left, top + height, left + width))
    return boxes


@right_answer("encode")
def from_both_corners(boxes, anchors):
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    steps = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2 / anchor_size
    return np.hstack([steps, np.log(boxes[:, 2:] - boxes[:, :2]) - np.log(anchor_size)])


@right_answer("encode")
def column_for_column(boxes, anchors):
    top, left, bottom, right = boxes.T
    a_top, a_left, a_bottom, a_right = anchors.T
    high, wide = a_bottom - a_top, a_right - a_left
    down, across = (
        ((top + bottom) - (a_top + a_bottom)) / (2 * high),
        ((left + right) - (a_left + a_right)) / (2 * wide),
    )
    return np.stack([down, across, np.log((bottom - top) / high), np.log((right - left) / wide)], axis=1)


@right_answer("decode")
def box_by_box(codes, anchors):
    boxes = []
    for (down, across, taller, wider), (top, left, bottom, right) in zip(codes, anchors, strict=True):
        height, width = bottom - top, right - left
        row, column = (top + bottom) / 2 + down * height, (left + right) / 2 + across * width
        half_height, half_width = height * np.exp(taller) / 2, width * np.exp(wider) / 2
        boxes.append([row - half_height, column - half_width, row + half_height, column + half_width])
    return np.array(boxes)


@right_answer("decode")
def corner_first(codes, anchors):
    size = anchors[:, 2:] - anchors[:, :2]
    grown = size * np.e ** codes[:, 2:]
    corner = (anchors[:, :2] + anchors[:, 2:] - grown) / 2 + codes[:, :2] * size
    return np.hstack([corner, corner + grown])


@right_answer("suppress")
def one_by_one_against_those_kept(boxes, scores, most_overlap):
    def overlap(one, other):
        rows = max(min(one[2], other[2]) - max(one[0], other[0]), 0)
        columns = max(min(one[3], other[3]) - max(one[1], other[1]), 0)
        areas = [(each[2] - each[0]) * (each[3] - each[1]) for each in (one, other)]
        return rows * columns / (sum(areas) - rows * columns)

    kept: list[int] = []
    for place in np.argsort(-scores):
        if all(overlap(boxes[place], boxes[other]) <= most_overlap for other in kept):
            kept.append(place)
    return np.array(kept)


@right_answer("suppress")
def crossed_out(boxes, scores, most_overlap):
    waiting, kept = np.array(scores, dtype=float), []
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    while np.isfinite(waiting).any():
        best = int(np.argmax(waiting))
        kept.append(best)
        inner = np.minimum(boxes[best, 2:], boxes[:, 2:]) - np.maximum(boxes[best, :2], boxes[:, :2])
        shared = np.prod(np.maximum(inner, 0), axis=1)
        waiting[shared / (areas + areas[best] - shared) > most_overlap] = -np.inf
        waiting[best] = -np.inf
    return kept


@right_answer("average_precision")
def from_the_end(hits, truths):
    total, best, right = 0.0, 0.0, int(np.sum(hits))
    for rank in range(len(hits), 0, -1):
        best = max(best, right / rank)
        if hits[rank - 1]:
            total += best
            right -= 1
    return total / truths


@right_answer("average_precision")
def as_an_area(hits, truths):
    hits = np.asarray(hits, dtype=float)
    precision = np.cumsum(hits) / (np.arange(len(hits)) + 1)
    steps = np.diff(np.concatenate([[0], np.cumsum(hits) / truths]))
    return sum(step * precision[place:].max() for place, step in enumerate(steps))


@right_answer("one_angle")
def as_array():
    return np.array([0.1, 0.0])


@right_answer("one_angle")
def as_mean():
    return (np.mean([0.3, 0.3, 0.3, -0.5]), 0 / 4)


@right_answer("driver")
def functional(size, angles):
    import keras

    layers = keras.layers
    picture = maps = keras.Input((*size, 3))
    for filters, kernel in ((12, 5), (24, 3), (32, 3)):
        maps = layers.Conv2D(filters, kernel, strides=2, padding="same", use_bias=False)(maps)
        maps = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(maps))
    hidden = layers.Dense(64, activation="relu")(layers.Flatten()(maps))
    model = keras.Model(picture, layers.Dense(angles)(hidden))
    rate = keras.optimizers.schedules.ExponentialDecay(3e-3, 188, 0.5)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@right_answer("driver")
def added_one_by_one(size, angles):
    import keras

    layers = keras.layers
    model = keras.Sequential()
    model.add(keras.Input((size[0], size[1], 3)))
    for filters, kernel in ((16, 5), (24, 3), (32, 3)):
        model.add(layers.Conv2D(filters, kernel, strides=2, padding="same"))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
    model.add(layers.Flatten())
    model.add(layers.Dense(48, activation="relu"))
    model.add(layers.Dense(angles))
    rate = keras.optimizers.schedules.CosineDecay(3e-3, 940)
    model.compile(keras.optimizers.Adam(rate), loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    return model


@right_answer("driver")
def adam_as_it_comes(size, angles):
    import keras

    layers, model = keras.layers, keras.Sequential([keras.Input((*size, 3))])
    for filters in (16, 32, 32):
        model.add(layers.Conv2D(filters, 3, strides=2, padding="same"))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
    for layer in (layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(angles)):
        model.add(layer)
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
    return model
