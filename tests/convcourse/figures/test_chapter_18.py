"""The pictures of chapter 18 say what they show."""

import io

import numpy as np
import pytest
from PIL import Image

from convcourse import figures


def told(picture, **parameters) -> str:
    png, alt = picture.render(**parameters)
    assert Image.open(io.BytesIO(png)).width <= 860
    return alt


def test_a_page_of_photographs_gives_its_captions_and_marks() -> None:
    picture = figures.parcel_browser((32, 40), 2, 3)
    images = np.zeros((4, 32, 40, 3))
    captions, marked = ["gate 1", "gate 2", "gate 2", "gate 0"], [False, True, True, False]
    alt = told(
        picture, images=images, captions=captions, marked=marked, title="4 photographs", sentence="Two disagree."
    )
    assert alt == "4 photographs. Two disagree. In order: gate 1; gate 2 (marked); gate 2 (marked); gate 0."


def designs() -> list[figures.TriedDesign]:
    return [
        figures.TriedDesign("lazy", 15, [0.2, 0.22, 0.21], "Colours."),
        figures.TriedDesign("large", 40_000, [0.85, 0.95], "Many maps."),
        figures.TriedDesign("mine", 12_345, [0.91, 0.83, 0.88], "Four convolutions."),
    ]


@pytest.mark.parametrize(
    ("picked", "words"),
    [
        (0, "lazy: 15 parameters, mean recall 20 to 22 %; below the mark. Colours."),
        (1, "large: 40,000 parameters, mean recall 85 to 95 %; too large. Many maps."),
        (2, "mine: 12,345 parameters, mean recall 83 to 91 %; keeps the budget and the mark. Four convolutions."),
    ],
)
def test_a_design_is_judged_by_its_worst_training(picked: int, words: str) -> None:
    alt = told(figures.designs_tried(designs(), 15_000, 0.8, "mean recall"), picked=picked)
    assert alt.startswith(words)
    assert alt.endswith("Worst training of each: lazy, 15: 20 %; large, 40,000: 85 %; mine, 12,345: 83 %.")


def test_explained_photographs_say_hit_or_miss() -> None:
    images, maps = np.zeros((2, 32, 40, 3)), np.zeros((2, 32, 40))
    maps[:, 3, 5] = 1
    shown = {"images": images, "maps": maps, "hits": [1.0, 0.0], "captions": ["gate 1, read 1", "gate 4, read 1"]}
    picture = figures.explained_parcels((32, 40), 4)
    alt = told(picture, **shown, title="all", sentence="Half.")
    assert alt == "all. Half. In order: gate 1, read 1: hit; gate 4, read 1: miss."
    nothing = {"images": images[:0], "maps": maps[:0], "hits": [], "captions": []}
    assert told(picture, **nothing, title="none", sentence="Nothing.").endswith("In order: none.")
