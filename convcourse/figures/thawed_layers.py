"""How well the new and the old task are read, against how many layers were thawed, for several rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, HIGH, WIDE, LEFTS = 84, 250, 362, (54, 480)
TITLES = ("digits, the new task", "letters, the old task (old head)")


@palette.house_style
def thawed_layers(most: int, rates: Sequence[str]) -> Picture:
    """Draw room for a line for each rate in two plots, one line and one place picked out.

    Args:
        most: the largest number of thawed layers; the lines begin with 0.
        rates: in words.

    Returns:
        A picture whose parameters are `scores` (by rate: two lists of percentages, of digits and of letters, for 0 to
        `most` thawed layers), `rate` (one of them) and `thawed`.
    """
    scene = _Scene(most, rates)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, most: int, rates: Sequence[str]) -> None:
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 96)
        page = in_pixels(self.figure)
        note = "% of held-out pictures that are read rightly, the worst of three seeds; 20 training pictures a digit"
        page.text(16, 22, note, va="center", fontsize=palette.SMALL, color=palette.QUIET)
        self.panels = []
        for left, title in zip(LEFTS, TITLES, strict=True):
            axes = panel(self.figure, left, TOP, WIDE, HIGH)
            axes.set(xlim=(-0.25, most + 0.25), ylim=(0, 103), xlabel="convolutions thawed, from the end")
            axes.set_xticks(range(most + 1))
            axes.grid(axis="y", color=palette.HAIRLINE, linewidth=0.8)
            axes.set_title(title, weight="bold")
            self.panels.append(axes)
        places = range(most + 1)
        self.thin = [
            [axes.plot(places, [0] * (most + 1), color=palette.PADDING, linewidth=1.2, zorder=2)[0] for _ in rates]
            for axes in self.panels
        ]
        self.thick = [axes.plot([], [], "o-", color=palette.OUTPUT, linewidth=3.2, zorder=3)[0] for axes in self.panels]
        self.rings = [
            axes.plot([], [], "o", markersize=16, mfc="none", mec=palette.INK, mew=2.2, zorder=4)[0]
            for axes in self.panels
        ]
        self.told = write(page, 16, 46, va="center", color=palette.OUTPUT_TEXT, weight="bold")
        self.sentence = write(page, 16, TOP + HIGH + 72, va="center", fontsize=palette.LARGE)

    def draw(self, scores: Mapping[str, Sequence[Sequence[float]]], rate: str, thawed: int) -> str:
        for number in range(2):
            for line, each in zip(self.thin[number], scores.values(), strict=True):
                line.set_ydata(each[number])
            chosen = scores[rate][number]
            self.thick[number].set_data(range(len(chosen)), chosen)
            self.rings[number].set_data([thawed], [chosen[thawed]])
        self.told.set_text(f"thick: a rate of {rate}; thin: the other rates")
        digits, letters = (scores[rate][number][thawed] for number in range(2))
        what = "convolution" if thawed == 1 else "convolutions"
        read = f"reads {digits:.0f} % of digits, and still {letters:.0f} % of letters"
        words = f"{thawed} {what} thawed, rate {rate}: {read}."
        self.sentence.set_text(words)
        return words

    @property
    def moving(self) -> list[Artist]:
        lines = [line for each in self.thin for line in each]
        return [*lines, *self.thick, *self.rings, self.told, self.sentence]
