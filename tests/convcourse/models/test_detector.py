"""The small detector: who an anchor belongs to, its loss against NumPy, and that it learns."""

import numpy as np
import pytest

from convcourse import data, models, reference
from convcourse.models.detector import CODE_SCALE, detection_loss
from convcourse.models.quiet import import_keras

ANCHORS = reference.anchor_boxes((4, 6), 8, [(16, 12), (24, 20)])


@pytest.fixture(scope="module")
def scenes() -> data.Scenes:
    return data.scenes(8, size=(32, 48), objects=(1, 3), seed=2)


def test_every_object_has_an_anchor_and_what_overlaps_none_is_background(scenes):
    targets = models.anchor_targets(scenes.boxes, scenes.labels, ANCHORS)
    for boxes, labels, answer in zip(scenes.boxes, scenes.labels, targets, strict=True):
        overlap = reference.iou_matrix(ANCHORS, boxes)
        assert {*labels} == {*answer[answer[:, 0] > 0, 0].astype(int)}
        free = np.setdiff1d(np.flatnonzero(overlap.max(axis=1) < 0.4), overlap.argmax(axis=0))
        assert (answer[free, 0] == 0).all()
        claimed = overlap.max(axis=1) >= 0.5
        assert (answer[claimed, 0] > 0).all()


def test_an_anchor_that_fits_no_object_well_is_left_out():
    targets = models.anchor_targets([np.array([[0, 0, 10, 10]])], [np.array([2])], [[0, 0, 10, 22], [0, 0, 10, 10.0]])
    assert targets[0, :, 0].tolist() == [-1, 2]  # 0.45 of one, and all of the other


def test_codes_of_claimed_anchors_lead_back_to_the_true_boxes(scenes):
    targets = models.anchor_targets(scenes.boxes, scenes.labels, ANCHORS)
    for boxes, answer in zip(scenes.boxes, targets, strict=True):
        mine = answer[:, 0] > 0
        back = reference.decode_boxes(answer[mine, 1:] * CODE_SCALE, ANCHORS[mine])
        assert {*map(tuple, back.round().astype(int))} == {*map(tuple, boxes)}


@pytest.mark.keras
def test_the_loss_is_what_numpy_computes_and_leaves_out_what_it_should():
    random = np.random.default_rng(3)
    label = np.array([[2, 0, -1], [1, 3, 0]])
    wanted, answers = random.normal(size=(2, 3, 4)), random.normal(size=(2, 3, 4 + 4))
    log_chances = reference.log_softmax(answers[..., :4].reshape(-1, 4)).reshape(2, 3, 4)
    surprise = sum(-log_chances[n, a, label[n, a]] for n, a in np.argwhere(label >= 0))
    error = np.abs(answers[..., 4:] - wanted)
    smooth = np.where(error < 1, error**2 / 2, error - 0.5)[label > 0].sum()
    targets = np.concatenate([label[..., None], wanted], axis=2).astype("float32")
    found = import_keras().ops.convert_to_numpy(detection_loss(targets, answers.astype("float32")))
    assert found == pytest.approx((surprise + smooth) / 3, rel=1e-5)


@pytest.mark.keras
def test_a_perfect_answer_is_read_as_the_true_boxes(scenes):
    """A network that says the targets: the swarm, once suppressed, is the truth."""
    targets = models.anchor_targets(scenes.boxes, scenes.labels, ANCHORS)
    scores = np.eye(6)[np.maximum(targets[..., 0], 0).astype(int)] * 20
    answers = np.concatenate([scores, targets[..., 1:]], axis=2).astype("float32")

    def network(images, training):
        return import_keras().ops.convert_to_tensor(answers[: len(images)])

    kept = models.keep_best(models.raw_boxes(network, scenes.images, ANCHORS), least_score=0.5, most_overlap=0.9)
    boxes, scores = [each.boxes for each in kept], [each.scores for each in kept]
    hits, _ = reference.match_detections(boxes, scores, scenes.boxes, 0.9)
    assert reference.average_precision(hits, sum(map(len, scenes.boxes))) == pytest.approx(1)


@pytest.mark.keras
def test_the_network_gives_an_answer_an_anchor_and_learns():
    made = data.scenes(16, size=(32, 48), objects=(1, 2), seed=1)
    network = models.detection_network((32, 48), kinds=2, classes=5, rate=1e-2)
    assert network.output_shape == (None, len(ANCHORS), 1 + 5 + 4)
    targets = models.anchor_targets(made.boxes, made.labels, ANCHORS)
    losses = network.fit(made.images, targets, batch_size=8, epochs=6, verbose=0).history["loss"]
    assert losses[-1] < 0.7 * losses[0]


def test_a_size_that_eight_does_not_divide_is_refused():
    with pytest.raises(ValueError, match="that 8 divides, came 30 by 48"):
        models.detection_network((30, 48), 2, 5)
