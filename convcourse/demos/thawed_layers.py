"""Thaw layers of a network that reads letters, at several rates: what does it read afterwards?"""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.models.thawing import RATES, THAWED
from convcourse.models.thawing_measured import MEASURED

NAMES = {f"{rate:.4f}".rstrip("0"): rate for rate in RATES}


def thawed_layers() -> Demo:
    """Choose how many convolutions are thawed and the rate; each pair was measured with three seeds."""
    scores = {
        name: [[100 * MEASURED[thawed, rate][task] for thawed in THAWED] for task in (0, 1)]
        for name, rate in NAMES.items()
    }

    def compute(rate: str, thawed: int) -> Mapping[str, object]:
        return {"scores": scores, "rate": rate, "thawed": int(thawed)}

    return Demo(
        figures.thawed_layers(THAWED[-1], list(NAMES)).fed_by(compute),
        thawed=Steps("convolutions thawed", THAWED[0], THAWED[-1], start=2),
        rate=Choice("rate", list(NAMES), "0.001"),
    )
