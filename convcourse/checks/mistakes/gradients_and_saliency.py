"""Known wrong answers of chapter 16, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# probability_signs


@mistake("probability_signs", "These are the signs of the score's gradient. A probability also depends on the other score: which of the two rises faster?")
def signs_of_the_score():
    return [[1, -1, 1], [1, -1, 0]]


@mistake("probability_signs", "These are the sizes of the disc's lead. Only their signs are asked for: 1, -1 or 0.")
def leads_and_no_signs():
    return [[-2, -1, 1], [-3, 1, 0]]


@mistake("probability_signs", "These are the signs of the ring's score. Asked is what becomes of the disc's probability.")
def signs_of_the_ring():
    return [[1, 1, 1], [1, -1, 0]]


@mistake("probability_signs", "These are the signs for the ring's probability: each is the opposite of the disc's, as the two add up to 1.")
def signs_for_the_ring():
    return [[1, 1, -1], [1, -1, 0]]


@mistake("probability_signs", "Here the shut unit 2 sends something back as well. Its ReLU stops what comes back, for both scores.")
def shut_unit_counts():
    return [[-1, -1, 1], [-1, 1, -1]]


@mistake("probability_signs", "The last pixel belongs to unit 2 only, and that one is shut: nothing that the pixel does gets through.")
def last_pixel_moves():
    return [[-1, -1, 1], [-1, 1, 1]]


@mistake("probability_signs", "The fifth pixel lowers both scores, the ring's more. Then the disc's lead grows.")
def both_fall():
    return [[-1, -1, 1], [-1, -1, 0]]


# saliency


@mistake("saliency", "Your map has signs. Saliency is the size of the gradient: take it before the channels become one number.")
def with_signs(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    return gradient.max(axis=-1) if channels == "max" else gradient.mean(axis=-1)


@mistake("saliency", "The size was taken last, after the channels had become one number: by then a negative channel has been lost, or has cancelled a positive one.")
def size_taken_last(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    return np.abs(gradient.max(axis=-1) if channels == "max" else gradient.mean(axis=-1))


@mistake("saliency", "This differentiates a softmax of the outputs. The model ends in scores: pick one of them as it is.")
def of_the_probability(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: keras.ops.softmax(scores)[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "This is the gradient of all scores together. Pick that of the class.")
def of_all_scores(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: keras.ops.sum(scores, axis=1))
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "The score picks an image, not a class: the outputs have the axes (batch, classes).")
def image_picked(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[class_index])
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "This is the gradient times the image. It says what the pixel contributed in a straight line, which is another method; saliency does not multiply.")
def times_the_image(model, images, class_index, channels="max"):
    gradient = images * models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "For \"all\" the sizes were returned. Asked is the gradient as it is, with its signs.")
def all_without_signs(model, images, class_index, channels="max"):
    sizes = np.abs(models.input_gradient(model, images, lambda scores: scores[:, class_index]))
    if channels == "all":
        return sizes
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "The maximum is returned whatever is asked for: channels has no effect.")
def always_the_maximum(model, images, class_index, channels="max"):
    return np.abs(models.input_gradient(model, images, lambda scores: scores[:, class_index])).max(axis=-1)


@mistake("saliency", "For \"mean\" the sizes were added up and not divided by the number of channels.")
def sum_for_mean(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.sum(axis=-1)


@mistake("saliency", "The map of the first image only came back. Keep the batch axis.")
def first_image_only(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])[0]
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)


@mistake("saliency", "The maximum or mean was taken over the rows. The channels are the last axis.")
def over_the_rows(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    return sizes.max(axis=1) if channels == "max" else sizes.mean(axis=1)


@mistake("saliency", "The map was divided by its largest number. That is for the picture; return the sizes as they are.")
def scaled_to_one(model, images, class_index, channels="max"):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, class_index])
    if channels == "all":
        return gradient
    sizes = np.abs(gradient)
    maps = sizes.max(axis=-1) if channels == "max" else sizes.mean(axis=-1)
    return maps / maps.max()


# smooth_gradient


@mistake("smooth_gradient", "The noise was added as it is. It is a part of the image's range: largest minus smallest number.")
def noise_without_range(gradient_of, image, noise, draws):
    return np.mean(gradient_of(image + noise * draws), axis=0)


@mistake("smooth_gradient", "The noise was multiplied by the largest number of the image. The range is largest minus smallest.")
def largest_for_range(gradient_of, image, noise, draws):
    return np.mean(gradient_of(image + noise * image.max() * draws), axis=0)


@mistake("smooth_gradient", "The noise was multiplied by the standard deviation of the image. Asked is the range: largest minus smallest number.")
def deviation_for_range(gradient_of, image, noise, draws):
    return np.mean(gradient_of(image + noise * image.std() * draws), axis=0)


@mistake("smooth_gradient", "The noise was taken off in place of added. For one list of draws that is another result.")
def noise_taken_off(gradient_of, image, noise, draws):
    return np.mean(gradient_of(image - noise * (image.max() - image.min()) * draws), axis=0)


@mistake("smooth_gradient", "The copies were averaged, and then one gradient was taken: that is the gradient of a nearly clean image. Average the gradients.")
def image_averaged(gradient_of, image, noise, draws):
    copies = image + noise * (image.max() - image.min()) * draws
    return np.asarray(gradient_of(copies.mean(axis=0)[None]))[0]


@mistake("smooth_gradient", "The noise was added to the gradient and not to the image.")
def noise_on_the_gradient(gradient_of, image, noise, draws):
    gradient = np.asarray(gradient_of(image[None]))[0]
    return np.mean(gradient + noise * (image.max() - image.min()) * draws, axis=0)


@mistake("smooth_gradient", "The clean image counts as a copy here. Only noisy copies do: one for each of the draws.")
def clean_image_too(gradient_of, image, noise, draws):
    copies = image + noise * (image.max() - image.min()) * np.concatenate([0 * draws[:1], draws])
    return np.mean(gradient_of(copies), axis=0)


@mistake("smooth_gradient", "The gradients were added up: divide by the number of copies.")
def gradients_added_up(gradient_of, image, noise, draws):
    return np.sum(gradient_of(image + noise * (image.max() - image.min()) * draws), axis=0)


@mistake("smooth_gradient", "A single number came back: the mean went over the pixels too. It runs over the copies, the first axis.")
def mean_over_everything(gradient_of, image, noise, draws):
    return np.mean(gradient_of(image + noise * (image.max() - image.min()) * draws))


@mistake("smooth_gradient", "One gradient for each copy came back. Their mean is asked for.")
def not_averaged(gradient_of, image, noise, draws):
    return np.asarray(gradient_of(image + noise * (image.max() - image.min()) * draws))


@mistake("smooth_gradient", "Signs were taken off before the mean. Then noise adds up instead of cancelling; this is another method.")
def mean_of_sizes(gradient_of, image, noise, draws):
    return np.mean(np.abs(gradient_of(image + noise * (image.max() - image.min()) * draws)), axis=0)


@mistake("smooth_gradient", "Only the first copy was used.")
def first_copy_only(gradient_of, image, noise, draws):
    return np.asarray(gradient_of((image + noise * (image.max() - image.min()) * draws)[:1]))[0]


@mistake("smooth_gradient", "`gradient_of` takes a batch, and was given one copy at a time without a batch axis: copy[None].")
def no_batch_axis(gradient_of, image, noise, draws):
    deviation = noise * (image.max() - image.min())
    return np.mean([gradient_of(image + deviation * draw)[0] for draw in draws], axis=0)


# back_through_relu


@mistake("back_through_relu", "For deconvnet you ask what the ReLU was given. It asks only what comes back. And does guided ask for both?")
def guided_and_deconvnet_swapped(given, coming_back, rule):
    if rule not in ("plain", "deconvnet", "guided"):
        raise ValueError(rule)
    if rule == "plain":
        return coming_back * (given > 0)
    gone = np.maximum(coming_back, 0)
    return gone * (given > 0) if rule == "deconvnet" else gone


@mistake("back_through_relu", "Plain and deconvnet have changed places: the plain gradient asks what the ReLU was given, deconvnet what comes back.")
def plain_and_deconvnet_swapped(given, coming_back, rule):
    if rule not in ("plain", "deconvnet", "guided"):
        raise ValueError(rule)
    if rule == "deconvnet":
        return coming_back * (given > 0)
    gone = np.maximum(coming_back, 0)
    return gone * (given > 0) if rule == "guided" else gone


@mistake("back_through_relu", "Guided lets through what fulfils one of the two. It asks for both.")
def guided_is_either(given, coming_back, rule):
    gates = {"plain": given > 0, "deconvnet": coming_back > 0, "guided": (given > 0) | (coming_back > 0)}
    if rule not in gates:
        raise ValueError(rule)
    return coming_back * gates[rule]


@mistake("back_through_relu", "A ReLU whose input is exactly 0 was taken for open. It is shut.")
def zero_is_open(given, coming_back, rule):
    gates = {"plain": given >= 0, "deconvnet": coming_back > 0, "guided": (given >= 0) & (coming_back > 0)}
    if rule not in gates:
        raise ValueError(rule)
    return coming_back * gates[rule]


@mistake("back_through_relu", "What passes was replaced by 1. The gate opens or shuts; the number that comes back goes on as it is.")
def gates_only(given, coming_back, rule):
    gates = {"plain": given > 0, "deconvnet": coming_back > 0, "guided": (given > 0) & (coming_back > 0)}
    if rule not in gates:
        raise ValueError(rule)
    return 1.0 * gates[rule]


@mistake("back_through_relu", "What goes on is the input of the ReLU. The numbers that go backwards are those that come back.")
def inputs_handed_on(given, coming_back, rule):
    gates = {"plain": given > 0, "deconvnet": coming_back > 0, "guided": (given > 0) & (coming_back > 0)}
    if rule not in gates:
        raise ValueError(rule)
    return given * gates[rule]


@mistake("back_through_relu", "Every rule gives the plain gradient here: what comes back negative is still handed on by guided and deconvnet.")
def always_plain(given, coming_back, rule):
    if rule not in ("plain", "deconvnet", "guided"):
        raise ValueError(rule)
    return coming_back * (given > 0)


@mistake("back_through_relu", "For deconvnet the size of what comes back was handed on. What is negative is stopped, not turned round.")
def sizes_handed_on(given, coming_back, rule):
    gone = {"plain": coming_back * (given > 0), "deconvnet": np.abs(coming_back), "guided": np.abs(coming_back) * (given > 0)}
    if rule not in gone:
        raise ValueError(rule)
    return gone[rule]


@mistake("back_through_relu", "The rules are right. A rule with another name must be refused with a ValueError; otherwise a slip of the pen draws a wrong map without a word.")
def unknown_rule_is_guided(given, coming_back, rule):
    if rule == "plain":
        return coming_back * (given > 0)
    gone = np.maximum(coming_back, 0)
    return gone if rule == "deconvnet" else gone * (given > 0)


@mistake("back_through_relu", "The arrays were taken for single numbers: `if given > 0` cannot say yes for some places and no for others. NumPy compares all at once: given > 0 is an array.")
def as_single_numbers(given, coming_back, rule):
    if rule not in ("plain", "deconvnet", "guided"):
        raise ValueError(f"no rule {rule}")
    open_ = rule == "deconvnet" or given > 0
    if open_ and (rule == "plain" or coming_back > 0):
        return coming_back
    return 0


# grad_cam


@mistake("grad_cam", "This is the colleague's function as it was.")
def nothing_repaired(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda outputs: keras.ops.softmax(outputs)[:, class_index])
    weights = np.abs(found.gradient).mean(axis=(0, 1, 2))
    return np.sum(weights * np.maximum(found.activations, 0), axis=-1)


@mistake("grad_cam", "It is still the probability that is differentiated. Take the score; the rest is right.")
def still_the_probability(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda outputs: keras.ops.softmax(outputs)[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)


@mistake("grad_cam", "The weights have lost their signs. A map that speaks against the class must count against it.")
def still_sizes(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = np.abs(found.gradient).mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)


@mistake("grad_cam", "The weights are a mean over the batch too. Each image has weights of its own: average over places only, and keep the axes.")
def still_over_the_batch(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(0, 1, 2))
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)


@mistake("grad_cam", "The ReLU stands before the sum, on each map. In the formula it comes last, on the sum.")
def still_relu_first(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.sum(weights * np.maximum(found.activations, 0), axis=-1)


@mistake("grad_cam", "The last ReLU is missing: this is the vanilla variant.")
def vanilla(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.sum(weights * found.activations, axis=-1)


@mistake("grad_cam", "There are two ReLUs now, on each map and on the sum. Only the one on the sum is in the formula.")
def two_relus(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * np.maximum(found.activations, 0), axis=-1), 0)


@mistake("grad_cam", "The gradients were added up over the places and not divided by their number: the weight is a mean.")
def weights_are_sums(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.sum(axis=(1, 2), keepdims=True)
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)


@mistake("grad_cam", "Gradient times map, place by place, was added up. Grad-CAM takes the mean of the gradient first: one weight for a whole map.")
def no_mean(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    return np.maximum(np.sum(found.gradient * found.activations, axis=-1), 0)


@mistake("grad_cam", "The weighted maps were averaged over the channels. They are added up.")
def mean_over_channels(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.maximum(np.mean(weights * found.activations, axis=-1), 0)


@mistake("grad_cam", "Shapes do not fit: after a mean over places, weights are (batch, channels). With keepdims=True they keep the axes and spread over the maps.")
def no_keepdims(model, images, class_index, layer):
    found = models.layer_gradient(model, images, layer, lambda scores: scores[:, class_index])
    weights = found.gradient.mean(axis=(1, 2))
    return np.maximum(np.sum(weights * found.activations, axis=-1), 0)


# faded_in


@mistake("faded_in", "(ii) is a third of what is asked: that is the mean of the gradients, and still to be multiplied by the way of 3.")
def not_times_the_way():
    return [0, 4 / 3]


@mistake("faded_in", "(ii) is 3 times the gradient at the beginning. But from x = 1 on the gradient is 0, for two thirds of the way.")
def first_gradient_times_the_way():
    return [0, 12]


@mistake("faded_in", "(ii) is 3 times the gradient at the end. The mean is taken over the whole way, and its first third is steep.")
def last_gradient_times_the_way():
    return [0, 0]


@mistake("faded_in", "(i) is the slope at the beginning. At x = 3 the minimum is 1, whatever a small change of x does.")
def slope_at_the_beginning():
    return [4, 4]


@mistake("faded_in", "The two have changed places: (i) is the gradient at 3.")
def faded_in_swapped():
    return [4, 0]


# pointing_game


@mistake("pointing_game", "Of several hottest pixels only the first counted. Ties are shared: which part of them lies in the mask?")
def first_of_several(maps, masks):
    places = maps.reshape(len(maps), -1).argmax(axis=1)
    return masks.reshape(len(masks), -1)[np.arange(len(maps)), places].astype(float)


@mistake("pointing_game", "It is a hit as soon as one of several hottest pixels lies in the mask. Then a constant map always hits; ties are shared.")
def any_of_several(maps, masks):
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.any(hottest & (masks > 0), axis=(1, 2)).astype(float)


@mistake("pointing_game", "It is a hit only if all of several hottest pixels lie in the mask. Ties are shared: which part of them does?")
def all_of_several(maps, masks):
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.all(~hottest | (masks > 0), axis=(1, 2)).astype(float)


@mistake("pointing_game", "The largest number of the whole batch was looked for. Each map has its own hottest pixel: take one maximum for each map.")
def hottest_of_the_batch(maps, masks):
    hottest = maps == maps.max()
    return np.sum(hottest & (masks > 0), axis=(1, 2)) / np.maximum(np.sum(hottest, axis=(1, 2)), 1)


@mistake("pointing_game", "The largest number of the whole batch was looked for: a map without it has no hottest pixel, and 0 was divided by 0. Take one maximum for each map.")
def nothing_hottest_in_a_map(maps, masks):
    hottest = maps == maps.max()
    with np.errstate(invalid="ignore"):
        return np.sum(hottest & (masks > 0), axis=(1, 2)) / np.sum(hottest, axis=(1, 2))


@mistake("pointing_game", "The hottest pixel was looked for inside the mask and compared with itself: that always hits. Look for it in the whole map first.")
def always_a_hit(maps, masks):
    inside = np.where(masks > 0, maps, -np.inf).max(axis=(1, 2), keepdims=True)
    return np.array([float(np.any((each == most) & (mask > 0))) for each, most, mask in zip(maps, inside, masks, strict=True)])


@mistake("pointing_game", "One number came back, the mean over the batch. Asked is one for each map.")
def mean_over_the_batch(maps, masks):
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.mean(np.sum(hottest & (masks > 0), axis=(1, 2)) / np.sum(hottest, axis=(1, 2)))


@mistake("pointing_game", "Sizes were compared, so that the most negative pixel can win. The hottest is the largest number, with its sign.")
def by_size(maps, masks):
    sizes = np.abs(maps)
    hottest = sizes == sizes.max(axis=(1, 2), keepdims=True)
    return np.sum(hottest & (masks > 0), axis=(1, 2)) / np.sum(hottest, axis=(1, 2))


@mistake("pointing_game", "The hottest pixels in the mask were counted and not divided by all the hottest.")
def hits_counted(maps, masks):
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.sum(hottest & (masks > 0), axis=(1, 2)).astype(float)


@mistake("pointing_game", "The hottest pixels in the mask were divided by the pixels of the mask. Divide by all the hottest pixels.")
def part_of_the_mask(maps, masks):
    hottest = maps == maps.max(axis=(1, 2), keepdims=True)
    return np.sum(hottest & (masks > 0), axis=(1, 2)) / np.sum(masks > 0, axis=(1, 2))


@mistake("pointing_game", "This is the energy inside the mask. The pointing game asks for the hottest pixel alone.")
def energy_instead(maps, masks):
    positive = np.maximum(maps, 0)
    return np.sum(positive * masks, axis=(1, 2)) / np.maximum(np.sum(positive, axis=(1, 2)), 1e-12)


@mistake("pointing_game", "A map as large as the maximum of its mask is no place: argmax gives a place in the flattened array, and it was used as a row. np.unravel_index turns it into row and column, or compare the map with its maximum.")
def flat_place_as_row(maps, masks):
    return np.array([float(mask[each.argmax()].any()) for each, mask in zip(maps, masks, strict=True)])


# brightest_block


@mistake("brightest_block", "This is where the brightest *pixel* lies. Add up each block first, and compare the sums.")
def brightest_pixel(heat, size):
    return [*np.unravel_index(heat.argmax(), heat.shape)]


@mistake("brightest_block", "The last places were left out: a block begins at rows - height at the latest, and that place counts too.")
def last_places_left_out(heat, size):
    places = [(top, left) for top in range(max(1, heat.shape[0] - size[0])) for left in range(max(1, heat.shape[1] - size[1]))]
    return max(places, key=lambda place: heat[place[0] : place[0] + size[0], place[1] : place[1] + size[1]].sum())


@mistake("brightest_block", "Height and width of the block have changed places.")
def wide_for_high(heat, size):
    sums = np.lib.stride_tricks.sliding_window_view(heat, (min(size[1], heat.shape[0]), min(size[0], heat.shape[1]))).sum(axis=(2, 3))
    return [*np.unravel_index(sums.argmax(), sums.shape)]


@mistake("brightest_block", "This is the darkest block: the one with the smallest sum.")
def darkest(heat, size):
    sums = np.lib.stride_tricks.sliding_window_view(heat, size).sum(axis=(2, 3))
    return [*np.unravel_index(sums.argmin(), sums.shape)]


@mistake("brightest_block", "This is one number, the place in the flattened list of blocks. `np.unravel_index` makes row and column of it.")
def place_in_a_list(heat, size):
    return np.lib.stride_tricks.sliding_window_view(heat, size).sum(axis=(2, 3)).argmax()


@mistake("brightest_block", "This is the middle of the block. Asked is where it begins: its first row and its first column.")
def middle_of_it(heat, size):
    sums = np.lib.stride_tricks.sliding_window_view(heat, size).sum(axis=(2, 3))
    top, left = np.unravel_index(sums.argmax(), sums.shape)
    return [top + size[0] // 2, left + size[1] // 2]


@mistake("brightest_block", "This is the largest sum. Asked is where the block with it begins.")
def largest_sum(heat, size):
    return np.lib.stride_tricks.sliding_window_view(heat, size).sum(axis=(2, 3)).max()


@mistake("brightest_block", "Sizes were added up, without signs. A dark number takes away from the sum of its block.")
def sizes_added(heat, size):
    sums = np.lib.stride_tricks.sliding_window_view(np.abs(heat), size).sum(axis=(2, 3))
    return [*np.unravel_index(sums.argmax(), sums.shape)]


# fails_check


@mistake("fails_check", "Use one of the four names, as they are written in the question.")
def another_name():
    return "guided backpropagation"


@mistake("fails_check", "Saliency is the true gradient: when the weights above change, it changes too. Which rule stops so much that edges of the image are all that is left?")
def saliency_fails():
    return "saliency"


@mistake("fails_check", "Grad-CAM weighs the maps of conv5 by gradients of the score. With random weights in both, little is left of its map. Which method shows what the first layers find, edges above all?")
def grad_cam_fails():
    return "Grad-CAM"


@mistake("fails_check", "Deconvnet's map changes a lot, as random numbers come back to every ReLU. One of the four changes much less: it also asks which ReLUs were open, and in the lower layers those are as before.")
def deconvnet_fails():
    return "deconvnet"
