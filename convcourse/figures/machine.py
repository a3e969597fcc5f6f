"""The backend of Keras and its devices, as a bar a device."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

MOST_DEVICES = 8
LEFT, TOP, ROW, LONGEST = 120, 62, 30, 420


@palette.house_style
def machine() -> Picture:
    """Draw how many multiplications a second each device does.

    Returns:
        A picture whose parameters are `backend` (its name, or "" while Keras has not been asked), `devices` (names) and
        `speeds` (multiplications a second, one a device; at most eight are drawn).
    """
    figure = sheet(820, TOP + ROW * 3)
    axes = in_pixels(figure)
    heading = axes.text(14, 28, "", fontsize=palette.LARGE, va="center")
    bars = [axes.add_patch(Rectangle((LEFT, 0), 1, 18, color=palette.OUTPUT)) for _ in range(MOST_DEVICES)]
    names = [axes.text(LEFT - 10, 0, "", ha="right", va="center") for _ in range(MOST_DEVICES)]
    figures_ = [axes.text(0, 0, "", va="center", color=palette.OUTPUT_TEXT) for _ in range(MOST_DEVICES)]

    def draw(backend: str, devices: Sequence[str], speeds: Sequence[float]) -> str:
        heading.set_text(f"Keras runs on {backend}" if backend else "Keras is not loaded yet")
        pitch = ROW * 3 / max(3, len(devices))
        for row, (bar, name, number) in enumerate(zip(bars, names, figures_, strict=True)):
            shown = row < len(devices)
            for artist in (bar, name, number):
                artist.set_visible(shown)
            if shown:
                middle, length = TOP + pitch * (row + 0.4), LONGEST * speeds[row] / max(speeds)
                bar.set_bounds(LEFT, middle - pitch * 0.3, length, pitch * 0.6)
                name.set_position((LEFT - 10, middle))
                name.set_text(devices[row])
                number.set_position((LEFT + length + 8, middle))
                number.set_text(f"{speeds[row] / 1e9:.1f} thousand million a second")
        if not backend:
            return "Keras is not loaded yet. Tick the box to load it and to time each device; that takes some seconds."
        told = [f"{name} does {speed / 1e9:.1f}" for name, speed in zip(devices, speeds, strict=True)]
        return f"Keras runs on {backend}. Thousand million multiplications a second: {', '.join(told)}."

    return Picture(figure, draw, start={"backend": "", "devices": [], "speeds": []})
