"""Right answers of chapter 17, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("ascent_step")
def by_the_norm(image, gradient, step_size):
    length = np.linalg.norm(gradient)
    unit = gradient * np.sqrt(gradient.size) / length if length > 0 else 0 * gradient
    return np.minimum(np.maximum(image + step_size * unit, 0), 1)


@right_answer("ascent_step")
def with_any(image, gradient, step_size):
    if not np.any(gradient):
        return image.copy()
    return (image + step_size * gradient / np.square(gradient).mean() ** 0.5).clip(0, 1)


@right_answer("climbed")
def shift_by_shift(gradient_of, image, shifts, step_size, l2):
    now = np.array(image, dtype=float)
    for shift in shifts:
        there = np.roll(now, tuple(shift), axis=(0, 1))
        there = ascent_step(there, np.array(gradient_of(there)), step_size)
        there = there - l2 * (there - 0.5)
        now = np.roll(there, (-shift[0], -shift[1]), axis=(0, 1))
    return now


@right_answer("climbed")
def axis_by_axis(gradient_of, image, shifts, step_size, l2):
    for down, across in shifts:
        moved = np.roll(np.roll(image, down, axis=0), across, axis=1)
        moved = ascent_step(moved, gradient_of(moved), step_size)
        back = np.roll(np.roll(moved, -down, axis=0), -across, axis=1)
        image = (1 - l2) * back + l2 * 0.5
    return image


@right_answer("doubled_gram")
def as_an_array():
    return np.array([[3.0, 4.0], [4.0, 24.0]])


@right_answer("doubled_gram")
def with_a_scaling():
    scale = np.diag([1, 2])
    return scale @ np.array([[3, 2], [2, 6]]) @ scale


@right_answer("gram_matrix")
def by_loops(maps):
    channels = maps.shape[-1]
    return [[np.mean(maps[..., k] * maps[..., m]) for m in range(channels)] for k in range(channels)]


@right_answer("gram_matrix")
def by_tensordot(maps):
    return np.tensordot(maps, maps, axes=((0, 1), (0, 1))) / np.prod(maps.shape[:2])


@right_answer("style_loss")
def with_norms(grams, aims):
    total = np.zeros(())
    for now, aim in zip(grams, aims, strict=True):
        total += (np.linalg.norm(np.asarray(now) - np.asarray(aim)) / np.linalg.norm(aim)) ** 2
    return total / len(aims)


@right_answer("style_loss")
def flat(grams, aims):
    each = []
    for k in range(len(grams)):
        now, aim = np.ravel(grams[k]), np.ravel(aims[k])
        each.append((now - aim) @ (now - aim) / (aim @ aim))
    return float(np.mean(each))


@right_answer("pushes")
def computed():
    return [2500 * 0.04 * 0.01, 0.04 * 0.01 * np.sqrt(2500)]


@right_answer("pushes")
def as_numbers():
    return np.array([1.0, 0.02])


@right_answer("fooled")
def by_the_lead(model, images, labels, budget):
    true = keras.ops.one_hot(labels, model.output_shape[-1])

    def lead(scores):
        return keras.ops.sum(true * scores, axis=1) - keras.ops.max(scores - 1000 * true, axis=1)

    gradient = models.input_gradient(model, images, lead)
    return np.minimum(np.maximum(images - budget * np.sign(gradient), 0), 1)


@right_answer("fooled")
def in_several_steps(model, images, labels, budget):
    def loss(scores):
        return keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)

    made = np.array(images)
    for _ in range(4):
        made = made + budget / 2 * np.sign(models.input_gradient(model, made, loss))
        made = np.clip(np.clip(made, images - budget, images + budget), 0, 1)
    return made


@right_answer("made_score")
def mixed_differences(images):
    mixed = np.diff(np.diff(images, axis=1), axis=2)
    return np.abs(mixed).mean(axis=(1, 2, 3))


@right_answer("made_score")
def median_of_bends(images):
    bends = np.abs(np.diff(images, n=2, axis=2))
    return [float(np.median(each)) for each in bends]
