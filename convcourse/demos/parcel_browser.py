"""Turn the pages of a data set: by the label that was typed, as the photographs came, or look-alikes side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps, Switch

ROWS, COLUMNS = 3, 6
ALL, LIMIT = "all", 0.9


def parcel_browser(photos: data.ParcelPhotos) -> Demo:
    """Choose the gate that was typed and the page; put look-alikes side by side.

    Look-alikes are photographs whose correlation is above 0.9. Where their labels disagree, they are marked.

    Args:
        photos: the data set; what was really written, and which parcel it is, is not looked at.
    """
    groups = reference.near_twins(photos.images, LIMIT)
    disagree = _disagreeing(photos.labels, groups)
    together = np.argsort(groups, kind="stable")
    several = together[np.bincount(groups)[groups[together]] > 1]

    def compute(gate: str, alike: bool, page: int) -> Mapping[str, object]:
        order = several if alike else np.arange(len(groups))
        chosen = order if gate == ALL else order[photos.labels[order] == int(gate)]
        pages = max(-(-len(chosen) // (ROWS * COLUMNS)), 1)
        first = (min(int(page), pages) - 1) * ROWS * COLUMNS
        shown = chosen[first : first + ROWS * COLUMNS]
        marked = disagree[shown] & alike
        what = "photographs with a look-alike" if alike else "photographs"
        typed = "" if gate == ALL else f" typed as gate {gate}"
        end = "have a look-alike with another label." if alike else "stand here as they came."
        count = int(marked.sum()) if alike else len(shown)
        return {
            "images": photos.images[shown],
            "captions": [f"gate {photos.labels[place]}  no. {place}" for place in shown],
            "marked": marked.tolist(),
            "title": f"{len(chosen):,} {what}{typed}, numbers {first + 1} to {first + len(shown)} of them",
            "sentence": f"{count} of these {len(shown)} {end}",
        }

    gates = [ALL, *map(str, np.unique(photos.labels))]
    return Demo(
        figures.parcel_browser(photos.images.shape[1:3], ROWS, COLUMNS).fed_by(compute),
        gate=Choice("gate that was typed", gates),
        alike=Switch("look-alikes side by side"),
        page=Steps("page", 1, max(-(-len(groups) // (ROWS * COLUMNS)), 1), 1),
    )


def _disagreeing(labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Say of each photograph whether a look-alike has another label."""
    most, least = np.zeros(groups.max() + 1, int), np.full(groups.max() + 1, np.iinfo(int).max)
    np.maximum.at(most, groups, labels)
    np.minimum.at(least, groups, labels)
    return (most > least)[groups]
