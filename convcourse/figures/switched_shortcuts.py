"""A deep stack with and without shortcuts: its loss as it learns, and the gradient in each layer before it learns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, HIGH, HIGHEST_LOSS, LOWEST, HIGHEST = 84, 262, 2.75, 1e-10, 1e6
NAMES = {False: "without shortcuts", True: "with shortcuts"}


@palette.house_style
def switched_shortcuts(epochs: int, no_idea: float) -> Picture:
    """Draw room for two curves of a training and two of gradients, one of each picked out.

    Args:
        epochs: of each training.
        no_idea: the loss of a network that knows nothing.

    Returns:
        A picture whose parameters are `shortcuts` (whether the run with them is picked out), `losses` (for False and
        True, after each epoch, shape (epochs,); NaN or infinite once a training has exploded), `gradients` (for both,
        the length in each layer, shape (depth,)) and `setting` (the stack, in words).
    """
    scene = _Scene(epochs, no_idea)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, epochs: int, no_idea: float) -> None:
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 92)
        page = in_pixels(self.figure)
        self.setting = write(page, 16, 24, va="baseline", fontsize=palette.LARGE, weight="bold")
        self.left = panel(self.figure, 62, TOP, 356, HIGH)
        self.left.set(xlim=(0.7, epochs + 0.3), ylim=(0, 3.4), yticks=(0, 1, 2), xlabel="epoch")
        self.left.set_xticks(range(1, epochs + 1))
        self.left.set_title("training loss", weight="bold")
        self.left.axhline(no_idea, color=palette.QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
        words = f"no idea: ln 10 = {no_idea:.2f}"
        self.left.text(epochs + 0.25, no_idea + 0.05, words, ha="right", color=palette.QUIET, fontsize=palette.SMALL)
        self.right = panel(self.figure, 494, TOP, 346, HIGH)
        self.right.set(yscale="log", ylim=(LOWEST, HIGHEST), xlim=(0.02, 1.02), xlabel="layer, from the input up")
        self.right.set_yticks([10.0**power for power in range(-10, 7, 2)])
        self.right.set_xticks([0.02, 1], ["first", "last"])
        self.right.minorticks_off()
        self.right.grid(axis="y", color=palette.HAIRLINE, linewidth=0.8)
        self.right.set_title("length of the gradient, before training", weight="bold")
        self.lines = {}
        for axes in (self.left, self.right):
            for chosen, colour, width in ((False, palette.PADDING, 1.6), (True, palette.OUTPUT, 3.4)):
                style = {"marker": "o", "markersize": 6 if chosen and axes is self.left else 3, "zorder": 3 + chosen}
                (self.lines[axes, chosen],) = axes.plot([], [], color=colour, linewidth=width, **style)
        self.labels = {
            chosen: write(self.left, 0.03, 0.84 + 0.08 * chosen, transform=self.left.transAxes, va="baseline",
                          color=palette.OUTPUT_TEXT if chosen else palette.QUIET, fontsize=palette.SMALL, zorder=6,
                          weight="bold" if chosen else "normal")
            for chosen in (True, False)
        }  # fmt: skip
        self.sentence = write(page, 16, TOP + HIGH + 70, va="center", fontsize=palette.LARGE)

    def draw(
        self, shortcuts: bool, losses: Mapping[bool, np.ndarray], gradients: Mapping[bool, np.ndarray], setting: str
    ) -> str:
        self.setting.set_text(setting)
        for way in (False, True):
            chosen = way == shortcuts
            loss, lengths = np.asarray(losses[way], dtype=float), np.asarray(gradients[way], dtype=float)
            shown = np.where(np.isfinite(loss), np.minimum(loss, HIGHEST_LOSS), np.nan)
            self.lines[self.left, chosen].set_data(np.arange(1, len(loss) + 1), shown)
            self.lines[self.right, chosen].set_data(
                np.linspace(0.02, 1, len(lengths)), np.clip(lengths, LOWEST, HIGHEST)
            )
            thickness = "thick" if chosen else "thin"
            self.labels[chosen].set_text(f"{thickness}: {NAMES[way]}, {_loss(loss).removesuffix(' at the end')}")
        lengths = np.asarray(gradients[shortcuts], dtype=float)
        first, last = lengths[0], lengths[-1]
        name = NAMES[shortcuts].capitalize()
        ends = f"gradient {_told(first)} in the first layer, {_told(last)} in the last"
        words = f"{name}: {_loss(np.asarray(losses[shortcuts]))}; {ends}."
        self.sentence.set_text(words)
        other = not shortcuts
        return f"{setting}. {words} {NAMES[other].capitalize()}: {_loss(np.asarray(losses[other]))}."

    @property
    def moving(self) -> list[Artist]:
        return [*self.lines.values(), *self.labels.values(), self.setting, self.sentence]


def _loss(losses: np.ndarray) -> str:
    """Say where a training came to.

    >>> _loss(np.array([2.0, 0.25])), _loss(np.array([2.0, np.nan]))
    ('loss 0.250 at the end', 'the loss explodes')
    """
    return f"loss {losses[-1]:.3f} at the end" if np.isfinite(losses).all() else "the loss explodes"


def _told(number: float) -> str:
    """Write a length with two digits.

    >>> _told(0.0), _told(5.4e3), _told(0.123), _told(2.3e-9)
    ('0', '5400', '0.12', '2.3e-9')
    """
    number = float(number)
    if number == 0 or 1e-3 <= number < 1e5:
        return f"{float(f'{number:.2g}'):.10f}".rstrip("0").rstrip(".")
    return f"{number:.1e}".replace("e-0", "e-").replace("e+0", "e")
