"""Compare the networks of the zoo: rest the mouse on a point, or go through them with the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from convcourse import figures
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.figures.hover import with_spots
from convcourse.figures.picture import as_html

COSTS = {"parameters": "million parameters", "multiply-adds": "million multiply-adds"}
RULES = {
    "torchvision's weights": "ImageNet validation, one crop of 224 by 224, torchvision's first weights",
    "the authors' numbers": "ImageNet validation, as their authors measured: crops and sizes differ",
}


def accuracy_against_cost() -> Demo:
    """Choose what cost means, whose numbers count, and the network to look at."""
    from convcourse.models import zoo

    networks = {
        rule: [each for each in zoo.ZOO if (error := _error(each, rule)) is not None and error.top1 is not None]
        for rule in RULES
    }
    most = max(map(len, networks.values()))
    picture = figures.accuracy_against_cost(most)

    def compute(cost: str, numbers: str, picked: int) -> Mapping[str, object]:
        shown = sorted(networks[numbers], key=lambda each: _cost(each, cost))
        points = [
            figures.CostPoint(each.name, each.year, _cost(each, cost), 100 - float(_error(each, numbers).top1))
            for each in shown
        ]
        return {
            "points": points,
            "picked": min(int(picked), len(points)) - 1,
            "what": COSTS[cost],
            "rule": RULES[numbers],
        }

    return _HoverDemo(
        picture,
        compute,
        cost=Choice("cost", list(COSTS), "multiply-adds"),
        numbers=Choice("accuracy from", list(RULES)),
        picked=Steps("network, from cheap to dear", 1, most, 8),
    )


def _cost(network: Any, cost: str) -> float:
    return (network.parameters if cost == "parameters" else network.multiply_adds) / 1e6


def _error(network: Any, numbers: str) -> Any:
    return network.torchvision if numbers == "torchvision's weights" else network.error


class _HoverDemo(Demo):
    """A demo whose points say their numbers where the mouse rests on them, also on a page without a kernel."""

    def __init__(self, picture: figures.CostPicture, compute: Any, **controls: Any) -> None:
        self.points = picture
        super().__init__(picture.fed_by(compute), **controls)

    def change(self, **parameters: object) -> None:
        """Draw the picture with some parameters changed, and move the spots with it."""
        super().change(**parameters)
        self._cover()

    def _widget(self) -> widgets.VBox:
        box = super()._widget()
        self._cover()
        return box

    def _cover(self) -> None:
        if self._view is not None and "<svg" not in self._view.value:
            self._view.value = self._covered(self._view.value)

    def _covered(self, page: str) -> str:
        return with_spots(page, *self.points.canvas.get_width_height(), self.points.spots)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        page = self._covered(as_html(self._png, self._alt))
        return {"text/html": page, **super()._repr_mimebundle_(include, exclude)}
