"""What the reader's own filter makes of a photo, or, while it is not written yet, a sentence that says so."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster
from convcourse.reference.corners import strongest_places
from convcourse.reference.correlation_2d import correlate2d

MARGIN, TOP, SCALE = 14, 40, 2
UNWRITTEN = "Nothing to show yet: answer the exercise above first, then run this cell again."
NO_IMAGE = "Your answer did not give an image of numbers. Its check above says more."


@palette.house_style
def made_by_you(photo: np.ndarray, work: object, *arguments: object, mark: int = 0) -> Picture:
    """Draw a photo beside what the reader's answer to an exercise makes of it.

    Args:
        photo: numbers from 0 to 255, shape (height, width), at most 160 wide.
        work: a kernel, or a function; an exercise not yet answered (Ellipsis, or a function that raises
            NotImplementedError) gives a sentence in place of a picture.
        arguments: what the function is called with.
        mark: how many places of the largest results are circled on the photo.

    Returns:
        A still picture.
    """
    try:
        result = _result(photo, work, arguments)
    except NotImplementedError:
        return _sentence(UNWRITTEN)
    except Exception as error:  # whatever a reader's function may raise: the notebook must run on
        return _sentence(f"Your answer stopped with {type(error).__name__}: {error}"[:110])
    if result is None:
        return _sentence(NO_IMAGE)
    return _side_by_side(photo, result, getattr(work, "__name__", "kernel"), mark)


def _result(photo: np.ndarray, work: object, arguments: tuple[object, ...]) -> np.ndarray | None:
    """Compute what there is to show, or return None where it is no image."""
    if work is ...:
        raise NotImplementedError
    copies = [each.copy() if isinstance(each, np.ndarray) else each for each in arguments]
    numbers = work(*copies) if callable(work) else correlate2d(photo, np.asarray(work, dtype=float))
    result = np.asarray(numbers, dtype=float)
    fits = result.ndim == 2 and result.size > 0 and all(np.less_equal(result.shape, photo.shape))
    return result if fits and np.isfinite(result).all() else None


def _sentence(words: str) -> Picture:
    figure = sheet(palette.WIDEST, 54)
    in_pixels(figure).text(MARGIN, 27, words, color=palette.QUIET, va="center")
    return Picture.still(figure, words)


def _side_by_side(photo: np.ndarray, result: np.ndarray, name: str, mark: int) -> Picture:
    height, width = photo.shape
    figure = sheet(palette.WIDEST, TOP + height * SCALE + 36)
    axes = in_pixels(figure)
    before = Raster(axes, (height, width), MARGIN, TOP, SCALE, palette.INPUT)
    before.show(photo)
    left = palette.WIDEST - MARGIN - result.shape[1] * SCALE
    shape = (result.shape[0], result.shape[1])
    after = Raster(axes, shape, left, TOP + height - shape[0], SCALE, palette.OUTPUT)
    key = _show(after, result, mark)
    axes.text(MARGIN, TOP - 12, f"photo, {height} by {width}", color=palette.INPUT_TEXT, weight="bold")
    axes.text(left, TOP - 12, f"yours, {shape[0]} by {shape[1]}", color=palette.OUTPUT_TEXT, weight="bold")
    style = {"color": palette.OUTPUT_TEXT, "va": "center", "fontsize": palette.SMALL}
    axes.text(palette.WIDEST - MARGIN, before.bottom + 18, key, ha="right", **style)
    middle = TOP + height * SCALE / 2
    boxes.arrow(axes, palette.INK, (before.right + 16, middle), (left - 16, middle))
    centre = (before.right + left) / 2
    axes.text(centre, middle - 16, f"your\n{name}", color=palette.KERNEL_TEXT, ha="center", va="bottom", weight="bold")
    low, high = (
        in_words(number, 0) if abs(number) < 1e6 else f"{number:.2g}" for number in (result.min(), result.max())
    )
    told = f"A photo, and what your {name} makes of it: {shape[0]} by {shape[1]} numbers from {low} to {high}; {key}."
    if mark:
        inset = ((height - shape[0]) / 2, (width - shape[1]) / 2)
        told += " " + _circles(before, strongest_places(result, mark) + inset)
    return Picture.still(figure, told)


def _show(raster: Raster, result: np.ndarray, mark: int) -> str:
    """Show the result in the range that suits it, and say which."""
    largest = float(np.abs(result).max()) or 1.0
    if result.min() < 0 and abs(result.mean()) < largest / 10 and not mark:
        raster.show_signed(result, largest / 2)
        return SIGNED
    if largest > 510:
        raster.show(result, 0, largest / (20 if mark else 2))
        return "black is 0, white is strong"
    raster.show(result)
    return "black is 0 or less, white 255 or more"


def _circles(raster: Raster, places: np.ndarray) -> str:
    """Draw a circle around each place, and say how many there are."""
    down, right = places.T + 0.5
    x, y = raster.left + raster.scale * right, raster.top + raster.scale * down
    style = {"markerfacecolor": "none", "markeredgecolor": palette.KERNEL, "markeredgewidth": 2}
    raster.axes.plot(x, y, "o", markersize=9, **style)
    return f"Circles on the photo mark its {len(places)} largest numbers."
