"""Words that appear where the mouse rests on a picture: without a kernel, and by the Tab key as well."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

RADIUS, LETTER, BOX = 13, 6.7, 26
STYLE = (
    ".spot .told{visibility:hidden}.spot:hover .told,.spot:focus .told{visibility:visible}"
    ".spot:focus{outline:none}.spot:focus circle{stroke:#222222;stroke-width:2}"
)


class Spot(NamedTuple):
    """A place on a picture that has something to say.

    Attributes:
        x, y: pixels from the left and from the top.
        words: what is said there.
    """

    x: float
    y: float
    words: str


def with_spots(page: str, width: int, height: int, spots: Sequence[Spot]) -> str:
    """Lay an invisible drawing over the first image of a page; where the mouse rests on a spot, its words appear.

    Args:
        page: HTML with an `img` element.
        width, height: of the image, in pixels.
        spots: what there is to say, and where.

    Returns:
        The page with the image wrapped. The drawing grows and shrinks with the image.

    >>> "<title>" in with_spots('<img alt="a">', 100, 50, [Spot(10, 20, "here")])
    False
    """
    marks = "".join(_mark(spot, width) for spot in spots)
    drawing = (
        f'<svg viewBox="0 0 {width} {height}" style="position:absolute;left:0;top:0;width:100%;height:100%">'
        f"<style>{STYLE}</style>{marks}</svg>"
    )
    frame = '<div style="position:relative;display:inline-block;max-width:100%">'
    return re.sub(r"<img\b[^>]*>", lambda image: f"{frame}{image[0]}{drawing}</div>", page, count=1)


def _mark(spot: Spot, width: int) -> str:
    words = html.escape(spot.words)
    long = LETTER * len(spot.words) + 16
    left = min(max(spot.x - long / 2, 4), width - long - 4)
    top = spot.y - BOX - 12 if spot.y > 90 else spot.y + 16
    return (
        f'<g class="spot" tabindex="0" role="img" aria-label="{words}">'
        f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{RADIUS}" fill="transparent"/>'
        f'<g class="told" pointer-events="none">'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{long:.1f}" height="{BOX}" rx="4" fill="#222222"/>'
        f'<text x="{left + long / 2:.1f}" y="{top + 17:.1f}" text-anchor="middle" font-size="12.5" fill="#FFFFFF" '
        f'font-family="DejaVu Sans, Verdana, sans-serif">{words}</text></g></g>'
    )
