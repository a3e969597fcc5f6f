"""Known wrong answers of chapter 17, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# ascent_step


@mistake("ascent_step", "The gradient was taken as it is. Only its direction counts: divide by its root mean square, so that tiny and huge gradients give steps of one size.")
def gradient_as_it_is(image, gradient, step_size):
    return np.clip(image + step_size * gradient, 0, 1)


@mistake("ascent_step", "You divided by the length of the gradient, the root of the *sum* of squares. The root of their *mean* is asked for: then the step size means the same for large and small images.")
def by_the_length(image, gradient, step_size):
    size = np.sqrt(np.sum(gradient**2))
    return image.copy() if size == 0 else np.clip(image + step_size * gradient / size, 0, 1)


@mistake("ascent_step", "This goes down. A loss is to fall, a score is to rise: add the step.")
def downhill(image, gradient, step_size):
    size = np.sqrt(np.mean(gradient**2))
    return image.copy() if size == 0 else np.clip(image - step_size * gradient / size, 0, 1)


@mistake("ascent_step", "Some numbers have left the range from 0 to 1. No picture has such a pixel: cut them off at the ends.")
def not_cut(image, gradient, step_size):
    size = np.sqrt(np.mean(gradient**2))
    return image.copy() if size == 0 else image + step_size * gradient / size


@mistake("ascent_step", "Each number moved by the same amount, up or down: that is the sign of the gradient. Here numbers with a larger gradient move further.")
def by_the_sign(image, gradient, step_size):
    return np.clip(image + step_size * np.sign(gradient), 0, 1)


@mistake("ascent_step", "You divided by the largest number of the gradient. Divide by its root mean square.")
def by_the_largest(image, gradient, step_size):
    size = np.abs(gradient).max()
    return image.copy() if size == 0 else np.clip(image + step_size * gradient / size, 0, 1)


@mistake("ascent_step", "0 divided by 0 is no number. Where the gradient is zero everywhere there is no way up: look for that case first.")
def nothing_by_nothing(image, gradient, step_size):
    with np.errstate(invalid="ignore"):
        return np.clip(image + step_size * gradient / np.sqrt(np.mean(gradient**2)), 0, 1)


@mistake("ascent_step", "The square root is missing: you divided by the mean of the squares.")
def without_the_root(image, gradient, step_size):
    size = np.mean(gradient**2)
    return image.copy() if size == 0 else np.clip(image + step_size * gradient / size, 0, 1)


@mistake("ascent_step", "Each row was divided by a root mean square of its own. There is one mean, over *all* numbers of the gradient, whatever its shape.")
def one_size_for_each_row(image, gradient, step_size):
    size = np.sqrt(np.mean(gradient**2, axis=-1, keepdims=True))
    return np.clip(image + step_size * gradient / np.where(size == 0, 1, size), 0, 1)


# climbed


@mistake("climbed", "The image was shifted and never shifted back: in the end it lies somewhere else.")
def never_back(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        image = np.roll(image, (down, across), axis=(0, 1))
        image = ascent_step(image, gradient_of(image), step_size)
        image = 0.5 + (1 - l2) * (image - 0.5)
    return image


@mistake("climbed", "Height and width were exchanged: a shift is (down, across), and axis 0 goes down.")
def across_before_down(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (across, down), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        image = np.roll(moved, (-across, -down), axis=(0, 1))
    return image


@mistake("climbed", "The gradient is that of the image before it was shifted. The network must look at the shifted one: otherwise nothing has changed for it.")
def gradient_before_the_shift(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        gradient = gradient_of(image)
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient, step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image


@mistake("climbed", "The numbers are pulled towards 0, which is black. Pull their *distance from 0.5* together, so that the image comes closer to grey.")
def pulled_to_black(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = (1 - l2) * ascent_step(moved, gradient_of(moved), step_size)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image


@mistake("climbed", "What is left of the distance from grey is the part `l2`. It is to *lose* that part.")
def keeps_what_it_should_lose(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + l2 * (moved - 0.5)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image


@mistake("climbed", "The pull towards grey is missing: `l2` has no effect.")
def without_the_pull(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image


@mistake("climbed", "Only the first step was taken: `return` stands inside the loop.")
def one_step_only(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        return np.roll(moved, (-down, -across), axis=(0, 1))


@mistake("climbed", "Every step starts from the first image again, so that only the last one is left. Go on from what the step before has given.")
def from_the_start_again(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        made = np.roll(moved, (-down, -across), axis=(0, 1))
    return made


@mistake("climbed", "It was pulled towards grey before the step. The pull comes after it.")
def pulled_first(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(image, (down, across), axis=(0, 1))
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        moved = ascent_step(moved, gradient_of(moved), step_size)
        image = np.roll(moved, (-down, -across), axis=(0, 1))
    return image


# doubled_gram


@mistake("doubled_gram", "This is the matrix before: the order of the places changes nothing, but doubling a map does.")
def nothing_changed():
    return [[3, 2], [2, 6]]


@mistake("doubled_gram", "Everything was doubled. An entry doubles for each time that map 1 is a factor in it: not at all, once, or twice.")
def all_doubled():
    return [[6, 4], [4, 12]]


@mistake("doubled_gram", "In the last entry map 1 is multiplied by itself, so the 2 counts twice.")
def squared_once():
    return [[3, 4], [4, 12]]


@mistake("doubled_gram", "Here map 0 was doubled. Map 1 is the second number at each place.")
def the_other_map():
    return [[12, 4], [4, 6]]


@mistake("doubled_gram", "The entries for the two maps together are missing their 2: one of the two factors was doubled.")
def mixed_entries_left():
    return [[3, 2], [2, 24]]


@mistake("doubled_gram", "These are sums over the places. The Gram matrix has their mean: divide by 4.")
def sums_and_no_means():
    return [[12, 16], [16, 96]]


# gram_matrix


@mistake("gram_matrix", "This is the sum over the places. Divide by how many there are, so that large pictures and small ones can be compared.")
def sum_over_places(maps):
    rows = maps.reshape(-1, maps.shape[-1])
    return rows.T @ rows


@mistake("gram_matrix", "Your matrix compares places, not channels: it has a row for each place. Take the product the other way round.")
def places_with_places(maps):
    rows = maps.reshape(-1, maps.shape[-1])
    return rows @ rows.T / len(rows)


@mistake("gram_matrix", "You divided by all numbers of the maps. Each entry is a mean over the *places*, height times width.")
def by_all_numbers(maps):
    rows = maps.reshape(-1, maps.shape[-1])
    return rows.T @ rows / maps.size


@mistake("gram_matrix", "The means of the maps were taken off first: that is their covariance. The Gram matrix takes the products as they are.")
def covariance(maps):
    rows = maps.reshape(-1, maps.shape[-1])
    rows = rows - rows.mean(axis=0)
    return rows.T @ rows / len(rows)


@mistake("gram_matrix", "`reshape(channels, -1)` cuts the row of numbers into pieces that mix channels and places. The channels are the last axis: keep it last, and turn the array afterwards.")
def cut_into_pieces(maps):
    rows = maps.reshape(maps.shape[-1], -1)
    return rows @ rows.T / rows.shape[1]


@mistake("gram_matrix", "You divided by the number of rows of the picture only. There are height times width places.")
def by_the_height(maps):
    rows = maps.reshape(-1, maps.shape[-1])
    return rows.T @ rows / len(maps)


# style_loss


@mistake("style_loss", "The difference is not divided by the size of what is wanted: layers with large numbers drown the others.")
def not_divided(grams, aims):
    return np.mean([np.sum((np.asarray(now) - aim) ** 2) for now, aim in zip(grams, aims, strict=True)])


@mistake("style_loss", "You divided by the sum of squares of what is there *now*. Divide by that of what is wanted, which stays the same all through the transfer.")
def divided_by_now(grams, aims):
    return np.mean([np.sum((np.asarray(now) - aim) ** 2) / np.sum(np.square(now)) for now, aim in zip(grams, aims, strict=True)])


@mistake("style_loss", "This is the sum over the layers, not the mean.")
def summed_over_layers(grams, aims):
    return sum(np.sum((np.asarray(now) - aim) ** 2) / np.sum(np.square(aim)) for now, aim in zip(grams, aims, strict=True))


@mistake("style_loss", "All layers were put into one sum before dividing, so the layer with the largest numbers decides. Divide each by its own, then take the mean.")
def one_large_sum(grams, aims):
    apart = sum(np.sum((np.asarray(now) - aim) ** 2) for now, aim in zip(grams, aims, strict=True))
    return apart / sum(np.sum(np.square(aim)) for aim in aims)


@mistake("style_loss", "The differences are not squared.")
def not_squared(grams, aims):
    each = [np.sum(np.abs(np.asarray(now) - aim)) / np.sum(np.abs(aim)) for now, aim in zip(grams, aims, strict=True)]
    return np.mean(each)


@mistake("style_loss", "This is the mean of the squared differences. How large is that? It depends on how large the numbers of the layer are: divide squares by squares.")
def mean_of_squares(grams, aims):
    return np.mean([np.mean((np.asarray(now) - aim) ** 2) for now, aim in zip(grams, aims, strict=True)])


@mistake("style_loss", "Only the first layer was compared: `return` stands inside the loop.")
def first_layer_only(grams, aims):
    for now, aim in zip(grams, aims, strict=True):
        return np.sum((np.asarray(now) - aim) ** 2) / np.sum(np.square(aim))


@mistake("style_loss", "The layers cannot stand in one array: they have different numbers of channels. Go through them one by one.")
def all_in_one_array(grams, aims):
    now, aim = np.array(grams), np.array(aims)
    return np.mean(np.sum((now - aim) ** 2, axis=(1, 2)) / np.sum(aim**2, axis=(1, 2)))


# pushes


@mistake("pushes", "You changed one input only. All 2500 may be changed by 0.01 each.")
def one_input():
    return [0.0004, 0.0004]


@mistake("pushes", "The first is right. At random most pushes cancel: variances add up, so the standard deviation grows with the root of 2500.")
def random_adds_up():
    return [1, 1]


@mistake("pushes", "The second is the variance. Its root is asked for.")
def variance():
    return [1, 0.0004]


@mistake("pushes", "The first is right. At random the *mean* of the change is 0, but not each change: how far is it from 0, usually?")
def mean_of_random():
    return [1, 0]


@mistake("pushes", "Half of the weights are negative: there you may push the other way, so that nothing cancels.")
def signs_cancel():
    return [0, 0.02]


@mistake("pushes", "These are changes for inputs that move by 1. They may move by 0.01.")
def without_the_budget():
    return [100, 2]


# fooled


@mistake("fooled", "This makes the network surer of the true class. Go the other way: its probability is to fall.")
def the_wrong_way(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    return np.clip(images + budget * np.sign(models.input_gradient(model, images, right)), 0, 1)


@mistake("fooled", "The step is the gradient times the budget, and gradients are small: the budget is hardly used. Take the *sign* of each number, so that every pixel moves as far as it may.")
def gradient_without_sign(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    return np.clip(images - budget * models.input_gradient(model, images, right), 0, 1)


@mistake("fooled", "Numbers have left the range from 0 to 1: such an image cannot be shown or printed. Cut them off.")
def out_of_range(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    return images - budget * np.sign(models.input_gradient(model, images, right))


@mistake("fooled", "Each number was pushed by the same amount, but at random: pushes that do not know the gradient cancel.")
def pushed_at_random(model, images, labels, budget):
    signs = np.random.default_rng(0).choice([-1, 1], size=images.shape)
    return np.clip(images + budget * signs, 0, 1)


@mistake("fooled", "The budget was taken for grey levels of 255. It comes as a part of 1 already, as the images do.")
def budget_once_more_by_255(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    return np.clip(images - budget / 255 * np.sign(models.input_gradient(model, images, right)), 0, 1)


@mistake("fooled", "All scores together were pushed down. What counts is the lead of the true class: look at its own score or probability only.")
def all_scores_down(model, images, labels, budget):
    gradient = models.input_gradient(model, images, lambda scores: keras.ops.sum(scores, axis=1))
    return np.clip(images - budget * np.sign(gradient), 0, 1)


@mistake("fooled", "Three budgets were spent: after several steps, cut the change so that it stays within one budget of the image that you were given.")
def several_whole_steps(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    made = images
    for _ in range(3):
        made = np.clip(made - budget * np.sign(models.input_gradient(model, made, right)), 0, 1)
    return made


@mistake("fooled", "This is the change alone. Add it to the images.")
def the_change_alone(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * keras.ops.log_softmax(scores), axis=1)

    return -budget * np.sign(models.input_gradient(model, images, right))


@mistake("fooled", "Scores are a tensor of the backend here, and it takes no array of places in brackets. Multiply the rows of scores by rows of `keras.ops.one_hot`, and add up.")
def picked_by_an_array(model, images, labels, budget):
    gradient = models.input_gradient(model, images, lambda scores: scores[np.arange(len(labels)), labels])
    return np.clip(images - budget * np.sign(gradient), 0, 1)


@mistake("fooled", "The score of class 0 was followed for every image. Each image has a true class of its own.")
def class_0_for_all(model, images, labels, budget):
    gradient = models.input_gradient(model, images, lambda scores: scores[:, 0])
    return np.clip(images - budget * np.sign(gradient), 0, 1)


@mistake("fooled", "This raises the score of the true class. Step down its gradient.")
def its_score_upwards(model, images, labels, budget):
    def right(scores):
        return keras.ops.sum(keras.ops.one_hot(labels, model.output_shape[-1]) * scores, axis=1)

    return np.clip(images + budget * np.sign(models.input_gradient(model, images, right)), 0, 1)


# made_score


@mistake("made_score", "The mean of all pixels says how bright a scene is. The attack pushes up as often as down: it leaves that as it was.")
def brightness(images):
    return images.mean(axis=(1, 2, 3))


@mistake("made_score", "This is one number for all images together. Take the mean over the axes of each image only: 1, 2 and 3.")
def one_for_all(images):
    return np.mean(np.abs(images[:, :-2] - 2 * images[:, 1:-1] + images[:, 2:]))


@mistake("made_score", "The differences cancel in the mean, up against down. Take their size first.")
def differences_cancel(images):
    return np.mean(images[:, :-2] - 2 * images[:, 1:-1] + images[:, 2:], axis=(1, 2, 3))


@mistake("made_score", "It is the other way round: your number is higher for smooth images, and the attack makes them rougher.")
def smoothness(images):
    return -np.mean(np.abs(images[:, :-2] - 2 * images[:, 1:-1] + images[:, 2:]), axis=(1, 2, 3))


@mistake("made_score", "The contrast of a scene is mostly that of its object and ground. The attack hides in *neighbouring* pixels: compare each with those beside it.")
def contrast(images):
    return images.std(axis=(1, 2, 3))


@mistake("made_score", "The differences run along the channels here, from red over green to blue. Neighbouring pixels lie along axes 1 and 2.")
def along_the_channels(images):
    return np.mean(np.abs(images[..., 0] - 2 * images[..., 1] + images[..., 2]), axis=(1, 2))


@mistake("made_score", "This counts the pixels that are quite black or quite bright: it depends on how bright a scene is, and on some scenes it fails. Compare neighbours instead.")
def at_the_ends(images):
    return np.mean((images <= 0) | (images >= 1), axis=(1, 2, 3))
