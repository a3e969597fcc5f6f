"""Four questions about one scene: what is in it, where is the largest, where is each, and which pixel is whose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import BoxesOnImage, as_bytes
from convcourse.figures.numbers import listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, GAP, TOP = 3, 16, 64
CLASS_COLOURS = ("#FFFFFF", "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9")


@palette.house_style
def four_questions(image: np.ndarray, label_map: np.ndarray, boxes: np.ndarray, names: Sequence[str]) -> Picture:
    """Draw one scene four times, each with one question and its answer.

    Args:
        image: shape (height, width, 3), from 0 to 1; 48 by 64 fits.
        label_map: shape (height, width), for each pixel the place of its class, 0 for background.
        boxes: shape (objects, 4): top, left, bottom, right.
        names: the objects' classes, in words.

    Returns:
        A still picture.
    """
    high, wide = SCALE * image.shape[0], SCALE * image.shape[1]
    figure = sheet(palette.WIDEST, TOP + high + 78)
    page = in_pixels(figure)
    boxes = np.asarray(boxes, dtype=float)
    largest = int(np.argmax((boxes[:, 2:] - boxes[:, :2]).prod(axis=1)))
    spelt = listed(sorted(set(names)))
    top, left, bottom, right = boxes[largest].astype(int)
    answers = (
        ("classification", "what is in it?", _in_lines(sorted(set(names)))),
        (
            "localisation",
            "where is the main thing?",
            [names[largest], f"rows {top}-{bottom},", f"columns {left}-{right}"],
        ),
        ("detection", "what is where?", [f"{len(boxes)} boxes, each with", "a class and a score"]),
        ("segmentation", "whose is each pixel?", [f"{label_map.size:,} answers,".replace(",", " ", 1), "one a pixel"]),
    )
    for column, (title, question, lines) in enumerate(answers):
        x = 16 + column * (wide + GAP)
        page.text(x, TOP - 36, title, weight="bold", va="baseline")
        page.text(x, TOP - 14, question, color=palette.QUIET, fontsize=palette.SMALL, va="baseline")
        raster = Raster(page, image.shape[:2], x, TOP, SCALE, palette.INPUT if column < 3 else palette.OUTPUT)
        raster.show(_coloured(label_map) if column == 3 else as_bytes(image))
        if column in (1, 2):
            shown = boxes[largest : largest + 1] if column == 1 else boxes
            BoxesOnImage(page, raster, len(shown), palette.OUTPUT).show(shown)
        for line, text in enumerate(lines):
            page.text(
                x, TOP + high + 24 + 19 * line, text, color=palette.OUTPUT_TEXT, fontsize=palette.SMALL, va="baseline"
            )
    return Picture.still(
        figure,
        f"One scene, four questions. Classification: {spelt}. Localisation: the {names[largest]} lies in rows {top} to "
        f"{bottom}, columns {left} to {right}. Detection: {len(boxes)} boxes, around {listed(list(names))}. "
        f"Segmentation: every pixel has the colour of its class; {np.mean(label_map > 0):.0%} of them belong to an "
        f"object.",
    )


def _coloured(label_map: np.ndarray) -> np.ndarray:
    colours = np.array([[int(colour[start : start + 2], 16) for start in (1, 3, 5)] for colour in CLASS_COLOURS])
    return colours[label_map].astype(np.uint8)


def _in_lines(names: Sequence[str]) -> list[str]:
    """Break a list of names into lines that fit under a picture."""
    lines = [", ".join(names[:3]), ", ".join(names[3:])]
    return [line + ("," if place == 0 and lines[1] else "") for place, line in enumerate(lines) if line]
