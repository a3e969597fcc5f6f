"""Colours and type of every picture: one grammar in all chapters.

Input is blue, kernel is orange, output is green, padding is dashed grey, and the current window is outlined in ink.
The colours are those of Okabe and Ito, which people with any of the common colour-vision deficiencies tell apart;
still, each part is also labelled in words on the picture, so that nothing is said by colour alone.

Source: Okabe and Ito (2008), Color Universal Design.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import matplotlib

INPUT = "#0072B2"
KERNEL = "#E69F00"
OUTPUT = "#009E73"
PADDING = "#8A8A8A"
INK = "#222222"
QUIET = "#6B6B6B"
HAIRLINE = "#D9D9D9"
PAPER = "#FFFFFF"

# Dark enough to read as text on white (contrast of 4.5 or more), which the orange and green of the surfaces are not.
INPUT_TEXT = "#005A8E"
KERNEL_TEXT = "#8A5A00"
OUTPUT_TEXT = "#00704F"

# Light enough to carry dark numbers.
INPUT_TINT = "#D6E8F4"
KERNEL_TINT = "#FBE6BC"
OUTPUT_TINT = "#CFEBE1"

WIDEST = 860

SMALL, NORMAL, LARGE = 10.5, 11.5, 13.0

HOUSE_STYLE: dict[str, object] = {
    "font.family": "DejaVu Sans",
    "font.size": NORMAL,
    "mathtext.fontset": "dejavusans",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": NORMAL,
    "axes.labelsize": NORMAL,
    "axes.unicode_minus": True,
    "figure.facecolor": PAPER,
    "lines.linewidth": 2.0,
    "text.color": INK,
    "xtick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.color": QUIET,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
}

Given = ParamSpec("Given")
Result = TypeVar("Result")


def house_style(build: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run a function that builds a picture in the house style, whatever style the reader has set.

    Args:
        build: function that makes a picture.

    Returns:
        The same function; while it runs, matplotlib's settings are its defaults plus `HOUSE_STYLE`.
    """

    @functools.wraps(build)
    def styled(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with matplotlib.rc_context():
            matplotlib.rcParams.update(_DEFAULTS)
            matplotlib.rcParams.update(HOUSE_STYLE)
            return build(*args, **kwargs)

    return styled


# The backend is left out: setting it, even to itself, would load pyplot.
_DEFAULTS: dict[str, object] = {
    key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")
}
