"""Walk over the feature map, and see which anchors stand there and whether an object claims them."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

SIZE, GRID, STRIDE = (48, 64), (6, 8), 8
SCENE_SEEDS = {"one object": 3, "three": 11, "five": 1}
SIZES = {"16 by 16, 24 by 24": [(16, 16), (24, 24)], "12 by 28, 28 by 12": [(12, 28), (28, 12)]}
OBJECTS = {"one object": 1, "three": 3, "five": 5}


def anchors_on_image() -> Demo:
    """Choose the place, the sizes of the anchors, and the scene."""
    made = {
        name: data.scenes(1, size=SIZE, objects=(OBJECTS[name], OBJECTS[name]), seed=seed)
        for name, seed in SCENE_SEEDS.items()
    }

    def compute(row: int, column: int, sizes: str, scene: str) -> Mapping[str, object]:
        grid = reference.anchor_boxes(GRID, STRIDE, SIZES[sizes])
        truth = made[scene].boxes[0].astype(float)
        first = 2 * (int(row) * GRID[1] + int(column))
        here = grid[first : first + 2]
        return {
            "image": made[scene].images[0],
            "truth": truth,
            "middles": (grid[::2, :2] + grid[::2, 2:]) / 2,
            "anchors": here,
            "overlap": reference.iou_matrix(here, truth).max(axis=1),
            "place": (int(row), int(column)),
        }

    return Demo(
        figures.anchors_on_image(SIZE, 2).fed_by(compute),
        row=Steps("row of the feature map", 0, GRID[0] - 1, 2),
        column=Steps("column of the feature map", 0, GRID[1] - 1, 3),
        sizes=Choice("heights by widths", list(SIZES)),
        scene=Choice("scene", list(SCENE_SEEDS), "three"),
    )
