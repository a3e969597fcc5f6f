"""A small detector in the manner of a region proposal network: one trunk, anchors, class scores and box codes."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.quiet import import_keras
from convcourse.models.trial import outputs_of
from convcourse.reference import decode_boxes, encode_boxes, iou_matrix, suppress

NEAR, FAR = 0.5, 0.4  # overlap from which an anchor is an object's, and below which it is background
CODE_SCALE = np.array([0.1, 0.1, 0.2, 0.2])  # brings the codes to about unit size; Faster R-CNN has the same
LEAST_SCORE = 0.02
STRIDE = 8

Codes = Callable[[Any, Any], ArrayLike]


class Found(NamedTuple):
    """What a detector says about one image.

    Attributes:
        boxes: Shape (count, 4): top, left, bottom, right in pixels.
        scores: Shape (count,), from 0 to 1: how sure it is that something is there.
        labels: Shape (count,), from 1: which class it takes it for.
    """

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]
    labels: NDArray[np.int64]


def anchor_targets(
    boxes: Sequence[ArrayLike], labels: Sequence[ArrayLike], anchors: ArrayLike, encode: Codes = encode_boxes
) -> NDArray[np.float32]:
    """Say for every anchor of every image what a detector should answer.

    An anchor belongs to the object that it overlaps most, if by half or more; and each object has at least the anchor
    that overlaps it most. Under 0.4 it is background. What lies between is left out of the loss.

    Args:
        boxes, labels: For each image its true boxes, (objects, 4), and their classes, (objects,), counted from 1.
        anchors: Shape (anchors, 4).
        encode: Turns boxes into codes, both of shape (count, 4), given their anchors.

    Returns:
        Shape (count, anchors, 5): class, 0 for background and -1 for "leave out"; then the box's code, which counts
        where the class is above 0.
    """
    grid = np.asarray(anchors, dtype=float)
    targets = np.zeros((len(boxes), len(grid), 5), np.float32)
    for place, (here, classes) in enumerate(zip(boxes, labels, strict=True)):
        true, kinds = np.asarray(here, dtype=float), np.asarray(classes)
        overlap = iou_matrix(grid, true)
        owner, most = overlap.argmax(axis=1), overlap.max(axis=1)
        label = np.where(most >= NEAR, kinds[owner], np.where(most < FAR, 0, -1))
        best = overlap.argmax(axis=0)
        owner[best], label[best] = np.arange(len(true)), kinds
        targets[place, :, 0] = label
        targets[place, :, 1:] = np.asarray(encode(true[owner], grid)) / CODE_SCALE
    return targets


def detection_network(size: tuple[int, int], kinds: int, classes: int, *, rate: Any = 4e-3, seed: int = 0) -> Any:
    """Build and compile a detector: five convolutions that see the whole image once, then two 1 by 1 heads.

    Args:
        size: Height and width of the images in pixels, multiples of 8.
        kinds: How many sizes of anchor stand at each place of the feature map, which is an eighth of the image.
        classes: How many classes of object there are.
        rate: Learning rate of Adam, a number or a schedule.
        seed: Of its random start.

    Returns:
        A compiled Keras model from images (count, height, width, 3) to answers (count, anchors, 1 + classes + 4): a
        score for background, one for each class, and the code of the box.

    Raises:
        ValueError: A side that 8 does not divide.
    """
    if size[0] % STRIDE or size[1] % STRIDE:
        raise ValueError(f"expected a height and width that {STRIDE} divides, came {size[0]} by {size[1]}")
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    image = maps = keras.Input((*size, 3))
    for filters, stride in ((16, 2), (32, 2), (48, 1), (64, 2), (64, 1)):
        maps = keras.layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(maps)
        maps = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(maps))
    scores = keras.layers.Conv2D(kinds * (1 + classes), 1, name="scores")(maps)
    codes = keras.layers.Conv2D(kinds * 4, 1, name="codes")(maps)
    rows = [keras.layers.Reshape((-1, 1 + classes))(scores), keras.layers.Reshape((-1, 4))(codes)]
    network = keras.Model(image, keras.layers.Concatenate()(rows))
    network.compile(optimizer=keras.optimizers.Adam(rate), loss=detection_loss)
    return network


def detection_loss(targets: Any, answers: Any) -> Any:
    """Cross-entropy of the classes plus the smooth absolute error of the codes, over the number of objects' anchors.

    Source: Ren, He, Girshick and Sun 2015.
    """
    ops = import_keras().ops
    label, wanted = targets[..., 0], targets[..., 1:]
    scores, codes = answers[..., :-4], answers[..., -4:]
    counts, is_object = ops.cast(label >= 0, scores.dtype), ops.cast(label > 0, scores.dtype)
    classes = ops.cast(ops.maximum(label, 0), "int32")
    surprise = ops.sparse_categorical_crossentropy(classes, scores, from_logits=True)
    error = ops.abs(codes - wanted)
    smooth = ops.sum(ops.where(error < 1, error * error / 2, error - 0.5), axis=-1)
    return (ops.sum(surprise * counts) + ops.sum(smooth * is_object)) / ops.maximum(ops.sum(is_object), 1)


def raw_boxes(network: Any, images: NDArray, anchors: ArrayLike, decode: Codes = decode_boxes) -> list[Found]:
    """Return what the detector says at every anchor, nothing left out: a swarm of boxes.

    Args:
        network: A detector.
        images: Shape (count, height, width, 3).
        anchors: Shape (anchors, 4).
        decode: Turns codes into boxes, both of shape (count, 4), given their anchors.
    """
    answers = outputs_of(network, np.asarray(images, dtype="float32")).astype(float)
    weights = np.exp(answers[..., :-4] - answers[..., :-4].max(axis=-1, keepdims=True))
    chances = weights / weights.sum(axis=-1, keepdims=True)
    boxes = [np.asarray(decode(codes * CODE_SCALE, anchors), dtype=float) for codes in answers[..., -4:]]
    labels = chances[..., 1:].argmax(axis=-1) + 1
    return [Found(*each) for each in zip(boxes, 1 - chances[..., 0], labels, strict=True)]


def keep_best(
    found: Sequence[Found], choose: Callable[..., ArrayLike] = suppress, *, least_score: float = LEAST_SCORE,
    most_overlap: float = 0.5,
) -> list[Found]:  # fmt: skip
    """Leave out the unsure boxes, and of those that mean the same all but the surest.

    Args:
        found: For each image all boxes.
        choose: Non-maximum suppression: boxes, scores and the largest overlap in, the places kept out.
        least_score: Boxes with a smaller score are left out first.
        most_overlap: As for `suppress`.
    """
    kept = []
    for each in found:
        sure = each.scores >= least_score
        boxes, scores, labels = each.boxes[sure], each.scores[sure], each.labels[sure]
        chosen = np.asarray(choose(boxes, scores, most_overlap), dtype=int)
        kept.append(Found(boxes[chosen], scores[chosen], labels[chosen]))
    return kept
