"""Watch recorded drives metre by metre: the camera's picture, what the driver thinks, and the road from above."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, models
from convcourse.data.road import HALF_WIDTH
from convcourse.demos.stage import Choice, Demo, Steps


def driving(drives: Mapping[str, models.RecordedDrive], *, size: tuple[int, int] = (32, 48), start: int = 12) -> Demo:
    """Choose the driver and the metre.

    Args:
        drives: recorded drives under the names of their drivers.
        size: height and width of the camera's picture.
        start: the metre shown at first.
    """
    longest = max(len(each.drive.angles) for each in drives.values())

    def compute(driver: str, metre: int) -> Mapping[str, object]:
        road, drive, chances = drives[driver]
        step = min(int(metre), len(drive.angles))
        steered = min(step, len(drive.angles) - 1)  # at the end nothing more is steered
        return {
            "image": data.road_image(road, data.Car(*drive.path[step]), size=size),
            "chances": None if chances is None else chances[steered],
            "angle": float(drive.angles[steered]),
            "lines": [np.asarray(line) for line in road.branches],
            "path": drive.path,
            "step": step,
            "half_width": HALF_WIDTH,
            "who": driver,
            "outcome": drive.outcome,
        }

    return Demo(
        figures.driving(size, models.ANGLES).fed_by(compute),
        driver=Choice("driver", list(drives)),
        metre=Steps("metre", 0, longest, min(start, longest)),
    )
