"""Go through explained photographs: where the hottest pixel hits the pen, where it misses, and what was misread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from convcourse import data, explain, figures
from convcourse.demos.stage import Choice, Demo, Steps

COLUMNS = 6
ALL, MISSES, MISREAD = "all", "hottest pixel beside the pen", "gate misread"


def explained_parcels(photos: data.ParcelPhotos, answers: ArrayLike, maps: ArrayLike) -> Demo:
    """Choose which of the photographs are shown, and the page.

    Args:
        photos: with the true gates and masks; at least one.
        answers: the gates that a network named, shape (count,).
        maps: what speaks for the gate, shape (count, height, width).
    """
    said, heat = np.asarray(answers), np.asarray(maps, dtype=float)
    hits = explain.pointing_game(heat, photos.masks)
    chosen = {
        ALL: np.arange(len(hits)),
        MISSES: np.flatnonzero(hits < 0.5),
        MISREAD: np.flatnonzero(said != photos.gates),
    }

    told = [f"{part.mean():.0%}" for part in (hits, photos.masks, said == photos.gates)]
    sentence = f"All {len(hits)}: hottest pixel on the pen {told[0]}, by chance {told[1]}; read rightly {told[2]}."

    def compute(which: str, page: int) -> Mapping[str, object]:
        places = chosen[which]
        pages = max(-(-len(places) // COLUMNS), 1)
        first = (min(int(page), pages) - 1) * COLUMNS
        shown = places[first : first + COLUMNS]
        return {
            "images": photos.images[shown],
            "maps": heat[shown],
            "hits": hits[shown].tolist(),
            "captions": [f"gate {photos.gates[place]}, read {said[place]}" for place in shown],
            "title": f"{which}: {len(places)} photographs, page {first // COLUMNS + 1} of {pages}",
            "sentence": sentence,
        }

    return Demo(
        figures.explained_parcels(photos.images.shape[1:3], COLUMNS).fed_by(compute),
        which=Choice("show", list(chosen)),
        page=Steps("page", 1, max(-(-len(hits) // COLUMNS), 1), 1),
    )
