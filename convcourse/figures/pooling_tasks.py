"""Noisy pictures without and with something in them: examples of the tasks that maximum and average compete in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, LEFT, TOP = 7, 92, 40


@palette.house_style
def pooling_tasks(tasks: Mapping[str, tuple[np.ndarray, np.ndarray]], shown: int = 3) -> Picture:
    """Draw a few pictures of each task.

    Args:
        tasks: for each name the images, shape (count, height, width), and the labels, shape (count,): 1 where there is
            something to find.
        shown: how many of each label; at most 3 for images 16 pixels wide.

    Returns:
        A still picture, from black for the smallest number of all to white for the largest.
    """
    height, width = next(iter(tasks.values()))[0].shape[1:]
    step = width * SCALE + 10
    figure = sheet(palette.WIDEST, TOP + len(tasks) * (height * SCALE + 14) + 6)
    axes = in_pixels(figure)
    second = LEFT + shown * step + 18
    for left, words in ((LEFT, "without"), (second, "with")):
        axes.text(left, TOP - 14, words, color=palette.INPUT_TEXT, weight="bold")
    for row, (name, (images, labels)) in enumerate(tasks.items()):
        top = TOP + row * (height * SCALE + 14)
        axes.text(LEFT - 14, top + height * SCALE / 2, name, ha="right", va="center")
        low, high = float(images.min()), float(images.max())
        for label, start in ((0, LEFT), (1, second)):
            for place, image in enumerate(images[labels == label][:shown]):
                Raster(axes, (height, width), start + place * step, top, SCALE, palette.INPUT).show(image, low, high)
    names = " and ".join(tasks)
    alt = f"Noisy pictures of {height} by {width} pixels, tasks {names}: {shown} without and {shown} with it, each."
    return Picture.still(figure, alt)
