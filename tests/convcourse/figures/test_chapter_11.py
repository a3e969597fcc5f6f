"""The pictures of chapter 11 say what they show."""

import io

import numpy as np
from PIL import Image

from convcourse import data, figures, models

SCENE = data.scenes(1, objects=(3, 3), seed=5)


def test_four_questions_name_the_classes_the_box_and_the_part_of_the_pixels() -> None:
    names = [data.SCENE_CLASSES[label] for label in SCENE.labels[0]]
    png, alt = figures.four_questions(SCENE.images[0], SCENE.label_maps[0], SCENE.boxes[0], names).render()
    assert Image.open(io.BytesIO(png)).width <= 860
    boxes = SCENE.boxes[0]
    largest = boxes[np.argmax((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))]
    assert f"rows {largest[0]} to {largest[2]}, columns {largest[1]} to {largest[3]}" in alt
    assert "Detection: 3 boxes" in alt and f"{np.mean(SCENE.label_maps > 0):.0%} of them" in alt


def test_two_boxes_count_what_they_share() -> None:
    alt = figures.two_boxes([2, 1, 6, 7], [3, 4, 8, 8]).render()[1]
    assert "has 24 pixels" in alt and "They share 9; together they cover 35" in alt and alt.endswith("0.257.")
    assert "They share 0; together they cover 10." in figures.two_boxes([0, 0, 2, 3], [4, 4, 5, 8]).render()[1]


def test_the_curve_of_a_perfect_ranking_is_told_with_its_area() -> None:
    rankings = {"all right": (np.ones(4, bool), 0.8), "nothing": (np.zeros(0, bool), 0.0)}
    alt = figures.precision_recall(rankings, 5).render()[1]
    assert "all right: average precision 0.800, 4 of 5 objects found" in alt
    assert "nothing: average precision 0.000" in alt


def test_more_boxes_than_there_is_room_for_and_none_at_all_are_drawn() -> None:
    picture = figures.live_boxes((48, 64))
    shown = {"image": SCENE.images[0], "truth": SCENE.boxes[0], "before": (300, 250)}
    many = np.tile([3.0, 4, 20, 30], (120, 1))
    names, hits = ["disc"] * 120, np.zeros(120, bool)
    alt = picture.render(boxes=many, scores=np.ones(120), names=names, hits=hits, **shown)[1]
    assert "120 are left after suppression. 0 of 3 objects are found, 3 missed, 120 boxes are too many." in alt
    none = np.zeros((0, 4))
    alt = picture.render(boxes=none, scores=np.zeros(0), names=[], hits=np.zeros(0, bool), **shown)[1]
    assert "0 are left" in alt and "3 missed" in alt


def test_left_is_left_on_the_picture_of_a_drive() -> None:
    """The bar of an angle to the left is drawn on the left half."""
    picture = figures.driving((32, 48), models.ANGLES)
    road = data.winding_road(2)
    chances = np.zeros(21)
    chances[18] = 1.0
    shown = {
        "image": np.zeros((32, 48, 3)), "lines": road.branches, "path": np.zeros((3, 3)), "half_width": 3.0, "step": 1,
        "who": "somebody", "outcome": "finished", "angle": models.ANGLES[18],
    }  # fmt: skip
    alt = picture.render(chances=chances, **shown)[1]
    assert alt.startswith("somebody, 1 m: steers 22.9°. The likeliest angle has 100%.")
    bars = next(axes for axes in picture.figure.axes if axes.patches and axes.get_xlim()[0] > axes.get_xlim()[1])
    tall = max(bars.patches, key=lambda bar: bar.get_height())
    assert tall.get_window_extent().x1 < bars.get_window_extent().x0 + bars.get_window_extent().width / 2
