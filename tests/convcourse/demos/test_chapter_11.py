"""The demos of chapter 11: every corner is drawn, and what it says is so."""

import numpy as np
import pytest

from convcourse import data, demos, models, reference
from convcourse.demos.live_boxes import stand_in_detector


def drives() -> demos.Demo:
    road, fork = data.winding_road(3), data.winding_road(5, fork=True)
    straight = models.record_drive(road, lambda seen: np.zeros(len(seen)))
    split = models.record_drive(fork, lambda seen: np.zeros(len(seen)))
    two_ways = models.angle_targets([[0.3, -0.3]] * len(split.drive.angles))
    return demos.driving({"straight on": straight, "two ways": split._replace(chances=two_ways)})


DEMOS = {"anchors_on_image": demos.anchors_on_image, "live_boxes": demos.live_boxes, "driving": drives}


@pytest.mark.parametrize("name", DEMOS)
def test_every_corner_is_drawn_as_it_would_be_without_the_kept_background(name: str) -> None:
    demo = DEMOS[name]()
    corners = list(demo.corners())
    for corner in corners[:: max(len(corners) // 6, 1)]:
        assert demo.picture.render(**corner) == demo.picture.render_whole(**corner)


@pytest.mark.parametrize("name", DEMOS)
def test_every_corner_is_told_in_words(name: str) -> None:
    demo = DEMOS[name]()
    for corner in demo.corners():
        alt = demo.picture.render(**corner)[1]
        assert alt.endswith(".") and len(alt.split()) > 8


def test_the_anchors_demo_tells_the_overlap_that_the_reference_computes() -> None:
    demo = demos.anchors_on_image()
    made = data.scenes(1, size=(48, 64), objects=(3, 3), seed=11)
    grid = reference.anchor_boxes((6, 8), 8, [(16, 16), (24, 24)])[2 * (4 * 8 + 5) :][:2]
    best = reference.iou_matrix(grid, made.boxes[0]).max(axis=1)
    alt = demo.picture.render(row=4, column=5, sizes="16 by 16, 24 by 24", scene="three")[1]
    for number, overlap in enumerate(best, 1):
        assert f"anchor {number}: " in alt and f"IoU {overlap:.2f}" in alt


def test_long_thin_anchors_fit_the_shapes_worse() -> None:
    """The chapter says so: over all scenes, fewer objects have an anchor at an IoU of 0.5."""
    made = data.scenes(60, seed=9)
    claimed = []
    for sizes in ([(16, 16), (24, 24)], [(12, 28), (28, 12)]):
        grid = reference.anchor_boxes((6, 8), 8, sizes)
        best = np.concatenate([reference.iou_matrix(grid, boxes).max(axis=0) for boxes in made.boxes])
        claimed.append(np.mean(best >= 0.5))
    assert claimed[0] > 0.9 and claimed[1] < 0.5 * claimed[0]


def test_without_suppression_the_swarm_has_more_boxes_than_objects_and_with_it_finds_them_once() -> None:
    scenes = data.scenes(6, objects=(2, 5), seed=12)
    swarm = stand_in_detector(scenes)
    objects = sum(map(len, scenes.boxes))
    for most_overlap, low, high in ((1.0, 3, 20), (0.4, 0.9, 1.3)):
        kept = models.keep_best(swarm, least_score=0.3, most_overlap=most_overlap)
        assert low * objects < sum(len(each.boxes) for each in kept) < high * objects


def test_at_an_overlap_of_nothing_neighbours_are_lost() -> None:
    scenes = data.scenes(6, objects=(2, 5), seed=12)
    found = []
    for most_overlap in (0.4, 0.0):
        kept = models.keep_best(stand_in_detector(scenes), least_score=0.3, most_overlap=most_overlap)
        hits, _ = reference.match_detections([k.boxes for k in kept], [k.scores for k in kept], scenes.boxes)
        found.append(hits.sum())
    assert found[1] < found[0]


def test_the_last_metre_of_a_drive_tells_how_it_ended() -> None:
    demo = drives()
    assert "left the road" in demo.picture.render(driver="straight on", metre=500)[1]
    assert "The likeliest angle has" in demo.picture.render(driver="two ways", metre=3)[1]
