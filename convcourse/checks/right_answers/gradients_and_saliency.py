"""Right answers of chapter 16, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("probability_signs")
def as_an_array():
    return np.array([[-1.0, -1, 1], [-1, 1, 0]])


@right_answer("probability_signs")
def by_the_lead():
    disc, ring = np.array([[6, -1, 4], [2, -3, 0]]), np.array([[8, 1, 3], [5, -4, 0]])
    return np.sign(disc - ring)


@right_answer("saliency")
def with_a_dictionary(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    ways = {"max": np.max(np.abs(gradient), axis=3), "mean": np.mean(np.abs(gradient), axis=3), "all": gradient}
    return ways[channels]


@right_answer("saliency")
def by_one_hot_scores(model, images, class_index, channels="max"):
    def score(scores):
        chosen = keras.ops.one_hot(class_index, scores.shape[-1])
        return keras.ops.sum(scores * chosen, axis=-1)

    gradient = np.array(models.input_gradient(model, images, score))
    if channels == "max":
        return np.maximum(gradient.max(axis=-1), -gradient.min(axis=-1))
    return np.sum(np.abs(gradient), axis=-1) / gradient.shape[-1] if channels == "mean" else gradient


@right_answer("smooth_gradient")
def copy_by_copy(gradient_of, image, noise, draws):
    total = np.zeros(image.shape)
    for draw in draws:
        copy = image + noise * np.ptp(image) * draw
        total += np.asarray(gradient_of(copy[None]))[0]
    return total / len(draws)


@right_answer("smooth_gradient")
def as_a_list_of_copies(gradient_of, image, noise, draws):
    copies = np.stack([image + noise * (np.max(image) - np.min(image)) * draw for draw in draws])
    return np.asarray(gradient_of(copies)).mean(axis=0)


@right_answer("back_through_relu")
def with_maximum(given, coming_back, rule):
    if rule == "plain":
        return coming_back * (given > 0)
    if rule == "deconvnet":
        return np.maximum(coming_back, 0)
    if rule == "guided":
        return np.maximum(coming_back, 0) * (given > 0)
    raise ValueError("unknown rule")


@right_answer("back_through_relu")
def by_setting_to_zero(given, coming_back, rule):
    gone = coming_back.copy()
    match rule:
        case "plain":
            gone[given <= 0] = 0
        case "deconvnet":
            gone[coming_back <= 0] = 0
        case "guided":
            gone[(given <= 0) | (coming_back <= 0)] = 0
        case _:
            raise ValueError(f"no rule {rule!r}")
    return gone


@right_answer("grad_cam")
def with_einsum(model, images, class_index, layer):
    maps, gradient = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = gradient.mean(axis=(1, 2))
    return np.maximum(np.einsum("bhwk,bk->bhw", maps, weights), 0)


@right_answer("grad_cam")
def image_by_image(model, images, class_index, layer):
    drawn = []
    for image in images:
        found = models.layer_gradient(model, image[None], layer, lambda scores: scores[0, class_index])
        weights = found.gradient[0].mean(axis=(0, 1))
        drawn.append((found.activations[0] @ weights).clip(0))
    return np.array(drawn)


@right_answer("faded_in")
def as_a_tuple():
    return (0, 4)


@right_answer("faded_in")
def as_thirds():
    return np.array([0.0, 3 * (4 * 1 / 3 + 0 * 2 / 3)])


@right_answer("pointing_game")
def map_by_map(maps, masks):
    hits = []
    for each, mask in zip(maps, masks, strict=True):
        places = np.argwhere(each == each.max())
        hits.append(np.mean([bool(mask[row, column]) for row, column in places]))
    return hits


@right_answer("pointing_game")
def mean_of_the_mask_there(maps, masks):
    flat, truth = maps.reshape(len(maps), -1), masks.reshape(len(masks), -1)
    most = flat.max(axis=1)
    return np.array([truth[n][flat[n] == most[n]].mean() for n in range(len(maps))])


@right_answer("fails_check")
def the_most_that_is_left():
    upper = ["scores", "conv5", "conv4"]
    given = network, scenes[30:33], labels[30:33]
    left = {
        name: explain.sanity_check(methods[name], *given, layers=upper, seed=5).left for name in ("saliency", "guided")
    }
    return max(left, key=lambda name: left[name])


@right_answer("fails_check")
def put_together():
    return "".join(["gui", "ded"])


@right_answer("brightest_block")
def block_by_block(heat, size):
    best, where = -np.inf, None
    for top in range(heat.shape[0] - size[0] + 1):
        for left in range(heat.shape[1] - size[1] + 1):
            total = heat[top : top + size[0], left : left + size[1]].sum()
            if total > best:
                best, where = total, (top, left)
    return where


@right_answer("brightest_block")
def by_a_list_of_places(heat, size):
    high, wide = size
    places = [[top, left] for top in range(len(heat) - high + 1) for left in range(len(heat[0]) - wide + 1)]
    means = [np.mean(heat[top : top + high, left : left + wide]) for top, left in places]
    return np.array(places[int(np.argmax(means))])
