"""Known wrong answers of chapter 15, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# grid


@mistake("grid", "The maps stand at the right places with their numbers as they were. Each is to be divided by its own largest.")
def not_divided(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        picture[top : top + height, left : left + width] = maps[..., c]
    return picture


@mistake("grid", "All maps are divided by the largest number of all. Then faint maps stay dark: each has a largest of its own.")
def one_largest_for_all(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        picture[top : top + height, left : left + width] = maps[..., c] / maps.max()
    return picture


@mistake("grid", "A map that is 0 everywhere was divided by its largest number, 0, and became NaN. It is to stay 0.")
def zero_by_zero(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        picture[top : top + height, left : left + width] = maps[..., c] / maps[..., c].max()
    return picture


@mistake("grid", "The least of each map was taken off before dividing. A 0 means that the channel is silent, and is to stay the only black.")
def from_least_to_largest(maps, columns):
    low, high = maps.min(axis=(0, 1)), maps.max(axis=(0, 1))
    parts = (maps - low) / np.where(high > low, high - low, 1)
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        picture[top : top + height, left : left + width] = parts[..., c]
    return picture


@mistake("grid", "There are too few rows of maps when the columns do not divide the channels: the last, shorter row needs room too.")
def last_row_has_no_room(maps, columns):
    height, width, channels = maps.shape
    picture = np.zeros((channels // columns * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        if maps[..., c].max() > 0:
            picture[top : top + height, left : left + width] = maps[..., c] / maps[..., c].max()
    return picture


@mistake("grid", "The last, shorter row of maps is left out. What is left of a row is 0, but the row is there.")
def last_row_dropped(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels // columns * columns):
        top, left = c // columns * height, c % columns * width
        if maps[..., c].max() > 0:
            picture[top : top + height, left : left + width] = maps[..., c] / maps[..., c].max()
    return picture


@mistake("grid", "Row and column of a map have changed places: maps follow each other along a row, and a row holds so many columns.")
def column_by_column(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c % rows * height, c // rows * width
        if maps[..., c].max() > 0:
            picture[top : top + height, left : left + width] = maps[..., c] / maps[..., c].max()
    return picture


@mistake("grid", "Height and width have changed places in the picture: rows of maps are as high as a map, columns as wide.")
def width_for_height(maps, columns):
    height, width, channels = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * width, columns * height))
    for c in range(channels):
        top, left = c // columns * width, c % columns * height
        picture[top : top + height, left : left + width] = maps[..., c] / maps[..., c].max()
    return picture


@mistake("grid", "The first axis was taken for the channels. The axes are height, width, channels: the channel is the last index.")
def channels_first(maps, columns):
    channels, height, width = maps.shape
    rows = -(-channels // columns)
    picture = np.zeros((rows * height, columns * width))
    for c in range(channels):
        top, left = c // columns * height, c % columns * width
        largest = maps[c].max()
        picture[top : top + height, left : left + width] = maps[c] / (largest if largest > 0 else 1)
    return picture


# three_bounds


@mistake("three_bounds", "(i) is not rooted: 25 is the sum of the squares. With inputs of that size their own squares add up to far more than 1.")
def squares_not_rooted():
    return [25, 6, 9]


@mistake("three_bounds", "For (i) you put all into the largest weight. Spreading it over the others gains more than it costs there: try 0.8, and something on the next largest.")
def all_on_the_largest():
    return [4, 6, 9]


@mistake("three_bounds", "(ii) and (iii) have changed places: which of the two lets a negative weight be of use?")
def boxes_swapped():
    return [5, 9, 6]


@mistake("three_bounds", "For (i) each input was taken to lie between −1 and 1. All squares together are at most 1.")
def squares_of_each():
    return [9, 6, 9]


@mistake("three_bounds", "With all inputs at 1 the negative weights take away. You may choose each input as it suits its weight.")
def all_inputs_at_one():
    return [3, 3, 3]


@mistake("three_bounds", "(ii) and (iii) are the same here. What can an input do at a negative weight if it may be negative too?")
def negative_inputs_not_used():
    return [5, 6, 6]


@mistake("three_bounds", "(ii) still has the negative weights in it: an input may be 0 there.")
def negative_weights_counted():
    return [5, 3, 9]


# best_input


@mistake("best_input", "The weights themselves were added, times the length. They are longer than 1: bring them to length 1 first.")
def weights_not_divided(weights, middle, length):
    return middle + length * weights


@mistake("best_input", "The weights were brought to length 1 and added: the way is 1 long, and may be `length`.")
def length_not_used(weights, middle, length):
    size = np.sqrt(np.sum(weights**2))
    return middle + weights / size if size else middle + weights


@mistake("best_input", "The walk begins at 0. It is to begin at the middle.")
def from_zero(weights, middle, length):
    size = np.sqrt(np.sum(weights**2))
    return length * weights / size if size else 0 * weights


@mistake("best_input", "The middle was multiplied by the length as well: only the way from it has this length.")
def middle_times_length(weights, middle, length):
    size = np.sqrt(np.sum(weights**2))
    return length * (middle + (weights / size if size else 0 * weights))


@mistake("best_input", "The weights were divided by the sum of their squares. The length is the root of that sum.")
def divided_by_the_squares(weights, middle, length):
    size = np.sum(weights**2)
    return middle + length * weights / size if size else middle + weights


@mistake("best_input", "The weights were divided by the sum of their sizes. The length is the root of the summed squares.")
def divided_by_the_sizes(weights, middle, length):
    size = np.sum(np.abs(weights))
    return middle + length * weights / size if size else middle + weights


@mistake("best_input", "Every pixel went up or down by the whole length, by the sign of its weight. That is the answer for a box; all steps together have this length.")
def signs_only(weights, middle, length):
    return middle + length * np.sign(weights)


@mistake("best_input", "Only the pixel of the largest weight was moved. The same length goes further if every pixel gets its part.")
def one_pixel_only(weights, middle, length):
    result = np.full(weights.shape, middle, dtype=float)
    place = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    result[place] += length * np.sign(weights[place])
    return result


@mistake("best_input", "All weights are 0, and you divided by their length, 0: that gives NaN. No step helps such a unit, so stay.")
def zero_length(weights, middle, length):
    with np.errstate(all="ignore"):
        return middle + length * weights / np.sqrt(np.sum(weights**2))


@mistake("best_input", "Each column of weights was brought to length 1 by itself. There is one length, over all weights.")
def each_column_by_itself(weights, middle, length):
    size = np.linalg.norm(weights, axis=0)
    return middle + length * weights / np.where(size > 0, size, 1)


@mistake("best_input", "The result was cut to 0 to 1. Not asked here: see what a bound on the length alone allows.")
def cut_to_pixels(weights, middle, length):
    size = np.sqrt(np.sum(weights**2))
    return np.clip(middle + length * weights / (size or 1), 0, 1)


# patch_of


@mistake("patch_of", "This is the colleague's box: the rows' numbers are used for the columns too, the last pixel does not belong to it, and it reaches over the border.")
def as_the_colleague(unit, field, image_size):
    start, jump, size = field[0]
    top, left = start + unit[0] * jump, start + unit[1] * jump
    return [top, left, top + size - 1, left + size - 1]


@mistake("patch_of", "The box begins in the padding, before pixel 0. A slice that begins at −2 begins two pixels before the *end*.")
def begins_in_the_padding(unit, field, image_size):
    found = [(a + u * j, min(most, a + u * j + r)) for u, (a, j, r), most in zip(unit, field, image_size, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "The box is right at the top and the left, but reaches over the lower or the right border.")
def ends_in_the_padding(unit, field, image_size):
    found = [(max(0, a + u * j), a + u * j + r) for u, (a, j, r) in zip(unit, field, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "Bottom and right are the last pixels that belong to the box. As in chapter 11 they are the first that do not.")
def last_pixels(unit, field, image_size):
    found = [(max(0, a + u * j), min(most, a + u * j + r) - 1) for u, (a, j, r), most in zip(unit, field, image_size, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "Columns were reckoned with the numbers of the rows. `field` holds a start, jump and size for each of the two axes.")
def rows_for_both(unit, field, image_size):
    a, j, r = field[0]
    found = [(max(0, a + u * j), min(most, a + u * j + r)) for u, most in zip(unit, image_size, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "The numbers are right, in another order: top, left, bottom, right.")
def rows_then_columns(unit, field, image_size):
    found = [(max(0, a + u * j), min(most, a + u * j + r)) for u, (a, j, r), most in zip(unit, field, image_size, strict=True)]
    return [*found[0], *found[1]]


@mistake("patch_of", "The jump is left out: neighbouring units lie a jump apart in the image, not one pixel.")
def without_jump(unit, field, image_size):
    found = [(max(0, a + u), min(most, a + u + r)) for u, (a, j, r), most in zip(unit, field, image_size, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "The start is left out: unit 0 begins there, in the padding.")
def without_start(unit, field, image_size):
    found = [(u * j, min(most, u * j + r)) for u, (a, j, r), most in zip(unit, field, image_size, strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "The box was moved into the image, and kept its whole size. What lies in the padding is lost: the size is counted from the start before it is cut.")
def moved_inside(unit, field, image_size):
    found = []
    for u, (a, j, r), most in zip(unit, field, image_size, strict=True):
        first = max(0, a + u * j)
        found.append((first, min(most, first + r)))
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


@mistake("patch_of", "Height and width of the image have changed places where the box is cut.")
def cut_at_the_other_side(unit, field, image_size):
    found = [(max(0, a + u * j), min(most, a + u * j + r)) for u, (a, j, r), most in zip(unit, field, image_size[::-1], strict=True)]
    return [found[0][0], found[1][0], found[0][1], found[1][1]]


# top_patches


@mistake("top_patches", "One image comes more than once: its strong neighbours were taken as well. Only the strongest unit of each image counts.")
def every_unit(maps, count, field, image_size):
    order = np.argsort(-maps.ravel(), kind="stable")[:count]
    places = [np.unravel_index(place, maps.shape) for place in order]
    return [[image, *patch_of((row, column), field, image_size)] for image, row, column in places]


@mistake("top_patches", "The weakest come first: `argsort` sorts upwards.")
def weakest_first(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(flat.max(axis=1), kind="stable")[:count]
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size)] for i in order]


@mistake("top_patches", "Of equally strong images the later one comes first: was an upward order turned round? Sort the negative numbers, with `kind=\"stable\"`.")
def ties_turned_round(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(flat.max(axis=1), kind="stable")[::-1][:count]
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size)] for i in order]


@mistake("top_patches", "The images were ranked by the mean of their map. Asked is the strongest unit.")
def ranked_by_the_mean(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.mean(axis=1), kind="stable")[:count]
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size)] for i in order]


@mistake("top_patches", "The images stand in their own order. The strongest comes first.")
def not_sorted(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size)] for i in range(count)]


@mistake("top_patches", "All images came. Only the first `count` of the ranking are asked.")
def all_of_them(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size)] for i in order]


@mistake("top_patches", "The boxes are right, but the number of the image is missing before each.")
def without_the_image(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    return [patch_of(np.unravel_index(flat[i].argmax(), maps.shape[1:]), field, image_size) for i in order]


@mistake("top_patches", "These are image, row and column of the units. Asked is the box of pixels that each sees.")
def units_for_boxes(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    return [[i, *np.unravel_index(flat[i].argmax(), maps.shape[1:])] for i in order]


@mistake("top_patches", "`argmax` of a map is one place in the flattened map, and `patch_of` needs a row and a column: `np.unravel_index` gives both.")
def flat_place_as_unit(maps, count, field, image_size):
    order = np.argsort(-maps.max(axis=(1, 2)), kind="stable")[:count]
    return [[i, *patch_of(maps[i].argmax(), field, image_size)] for i in order]


@mistake("top_patches", "Row and column of the unit were read off a map whose height and width have changed places.")
def shape_turned_round(maps, count, field, image_size):
    flat = maps.reshape(len(maps), -1)
    order = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    return [[i, *patch_of(np.unravel_index(flat[i].argmax(), maps.shape[:0:-1]), field, image_size)] for i in order]


# lost_score


@mistake("lost_score", "(i) is w times the patch, as if it was covered with 0. The grey is 2: what do the weights make of it?")
def covered_with_zero():
    return [14, 2.8]


@mistake("lost_score", "(i) has the wrong sign: the drop is before minus after. Does the response fall or rise here?")
def rise_for_drop():
    return [-4, 2.8]


@mistake("lost_score", "(ii) is the mean of the patch. It changes nothing only where all weights are equal; weigh both, the patch and the grey.")
def mean_of_the_patch():
    return [4, 2.75]


@mistake("lost_score", "For (ii) you divided by the number of pixels. The grey is multiplied by each weight: divide by their sum.")
def divided_by_the_pixels():
    return [4, 3.5]


@mistake("lost_score", "For (ii) you divided by the sum of all weights. Only those under the patch meet the grey.")
def divided_by_all_weights():
    return [4, 14 / 9]


@mistake("lost_score", "(i) is the response after covering. The drop is the response before, less this.")
def response_after():
    return [9, 2.8]


@mistake("lost_score", "(i) is what the pixels lose, without their weights.")
def pixels_without_weights():
    return [3, 2.8]


# starts


@mistake("starts", "The last place is missing even where the steps fit: `range` stops before its end.")
def one_step_short(size, patch, stride):
    return list(range(0, size - patch, stride))


@mistake("starts", "A patch sticks out of the image: it may begin at size minus patch at the latest.")
def sticks_out(size, patch, stride):
    return list(range(0, size, stride))


@mistake("starts", "Where the steps fit, the last place comes twice.")
def last_place_twice(size, patch, stride):
    return [*range(0, size - patch + 1, stride), size - patch]


@mistake("starts", "Where the last step does not fit, the pixels at the border are never covered. One more place is needed, at the border.")
def border_left_out(size, patch, stride):
    return list(range(0, size - patch + 1, stride))


@mistake("starts", "The patch steps on by its own size. It steps on by the stride, whatever its size.")
def steps_of_the_patch(size, patch, stride):
    return [*range(0, size - patch, patch), size - patch]


@mistake("starts", "The last place begins at the last pixel, and all but one of its pixels stick out.")
def last_pixel(size, patch, stride):
    return [*range(0, size - patch, stride), size - 1]


@mistake("starts", "This is how many places there are. Asked is where each begins.")
def how_many(size, patch, stride):
    return -(-(size - patch) // stride) + 1


# covered


@mistake("covered", "All copies are one and the same array, covered everywhere: `copy = image` gives the image a second name. `image.copy()` makes another.")
def one_array(image, patch, stride, grey):
    copies = []
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copy = image
            copy[top : top + patch[0], left : left + patch[1]] = grey
            copies.append(copy)
    return np.array(copies)


@mistake("covered", "Each copy still has the patches of all copies before it: begin every one with a fresh copy of the image.")
def patches_pile_up(image, patch, stride, grey):
    copies, copy = [], image.copy()
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copy[top : top + patch[0], left : left + patch[1]] = grey
            copies.append(copy.copy())
    return np.array(copies)


@mistake("covered", "The patch is black, whatever grey was asked: a cover of 0.")
def always_zero(image, patch, stride, grey):
    copies = []
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copies.append(image.copy())
            copies[-1][top : top + patch[0], left : left + patch[1]] = 0
    return np.array(copies)


@mistake("covered", "Height and width of the patch have changed places.")
def patch_turned(image, patch, stride, grey):
    copies = []
    for top in starts(image.shape[0], patch[1], stride[0]):
        for left in starts(image.shape[1], patch[0], stride[1]):
            copies.append(image.copy())
            copies[-1][top : top + patch[1], left : left + patch[0]] = grey
    return np.array(copies)


@mistake("covered", "The steps down and across have changed places: the first number of the stride goes down.")
def stride_turned(image, patch, stride, grey):
    copies = []
    for top in starts(image.shape[0], patch[0], stride[1]):
        for left in starts(image.shape[1], patch[1], stride[0]):
            copies.append(image.copy())
            copies[-1][top : top + patch[0], left : left + patch[1]] = grey
    return np.array(copies)


@mistake("covered", "The copies come column by column. Row by row: all places of the first row of places come first.")
def columns_first(image, patch, stride, grey):
    copies = []
    for left in starts(image.shape[1], patch[1], stride[1]):
        for top in starts(image.shape[0], patch[0], stride[0]):
            copies.append(image.copy())
            copies[-1][top : top + patch[0], left : left + patch[1]] = grey
    return np.array(copies)


@mistake("covered", "Here everything *but* the patch is covered. The patch itself is to be grey.")
def all_but_the_patch(image, patch, stride, grey):
    copies = []
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copies.append(np.zeros_like(image) + grey)
            part = np.s_[top : top + patch[0], left : left + patch[1]]
            copies[-1][part] = image[part]
    return np.array(copies)


@mistake("covered", "Only one copy came back, the last or the first. Collect all of them in a list.")
def last_copy_only(image, patch, stride, grey):
    for top in starts(image.shape[0], patch[0], stride[0]):
        for left in starts(image.shape[1], patch[1], stride[1]):
            copy = image.copy()
            copy[top : top + patch[0], left : left + patch[1]] = grey
    return copy


# occlusion_drops


@mistake("occlusion_drops", "The sign is wrong: a drop is the score before, less the score after.")
def rises(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0)[0, class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]
    return (after - before).reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "These are the scores after covering. Asked is how far they fell: take the score of the whole image before.")
def scores_after(model, image, class_index, patch, stride, grey):
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]
    return after.reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "The drops are right, in one long row. Give them the shape of the places: rows by columns.")
def one_long_row(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0)[0, class_index]
    return before - model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]


@mistake("occlusion_drops", "Rows and columns of places have changed places in the shape, so the drops stand at wrong places.")
def shape_turned(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0)[0, class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]
    return (before - after).reshape(-1, len(starts(image.shape[0], patch[0], stride[0])))


@mistake("occlusion_drops", "The probabilities after a softmax were compared. They can fall because another class rose: take the scores.")
def probabilities(model, image, class_index, patch, stride, grey):
    def chances(scores):
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)

    before = chances(model.predict(image[None], verbose=0))[0, class_index]
    after = chances(model.predict(covered(image, patch, stride, grey), verbose=0))[:, class_index]
    return (before - after).reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "The largest score was followed, whichever class it belongs to. Follow the class that was asked, also where another wins.")
def largest_score(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0).max()
    after = model.predict(covered(image, patch, stride, grey), verbose=0).max(axis=1)
    return (before - after).reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "The drop was divided by the score before. Asked is by how much it fell, in scores.")
def as_a_part(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0)[0, class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]
    return ((before - after) / before).reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "The whole image went into the model without a batch axis: `image[None]` is a batch of one.")
def without_the_batch(model, image, class_index, patch, stride, grey):
    before = model.predict(image, verbose=0)[0, class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[:, class_index]
    return (before - after).reshape(len(starts(image.shape[0], patch[0], stride[0])), -1)


@mistake("occlusion_drops", "The scores have the axes (images, classes). Here the class was used to pick an image, and all its scores came.")
def class_for_image(model, image, class_index, patch, stride, grey):
    before = model.predict(image[None], verbose=0)[class_index]
    after = model.predict(covered(image, patch, stride, grey), verbose=0)[class_index]
    return before - after


# handed_back


@mistake("handed_back", "This is the plain gradient: it stops where the input was negative. Deconvnet does not look at the input.")
def plain_gradient():
    return [-1, 0, 5, 0, 2]


@mistake("handed_back", "Both rules at once were used, input positive *and* signal positive. That is guided backpropagation, in chapter 16.")
def guided():
    return [0, 0, 5, 0, 2]


@mistake("handed_back", "This is the ReLU on the way forward. Asked is what it hands *back*.")
def way_forward():
    return [2, 0, 3, 0, 1]


@mistake("handed_back", "The negative ones were handed on, and the positive ones stopped. It is the other way round.")
def negative_ones_kept():
    return [-1, 0, 0, -3, 0]


@mistake("handed_back", "All was handed on as it came. A ReLU stands on this way: what does it do with a negative number?")
def as_it_came():
    return [-1, 4, 5, -3, 2]


@mistake("handed_back", "The sign of what comes back was dropped. What is negative is stopped, not turned round.")
def sizes():
    return [1, 4, 5, 3, 2]
