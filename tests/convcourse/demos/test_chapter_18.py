"""The demos of chapter 18, on a small set of photographs."""

import functools

import numpy as np
import pytest

from convcourse import data, demos, figures

NAMES = ["parcel_browser", "designs_tried", "explained_parcels"]


@functools.cache
def photos() -> data.ParcelPhotos:
    return data.parcel_photos((16, 12, 9, 7, 4), wrong=0.2, seed=2)


@functools.cache
def demo(name: str):
    if name == "parcel_browser":
        return demos.parcel_browser(photos())
    if name == "designs_tried":
        rows = [("lazy", 15, [0.2, 0.22], "Colours."), ("mine", 12_345, [0.91, 0.83], "Four convolutions.")]
        return demos.designs_tried([figures.TriedDesign(*row) for row in rows], 15_000, 0.8)
    few = data.ParcelPhotos(*(part[:20] for part in photos()))
    maps = few.masks + 0.5 * np.random.default_rng(0).random(few.masks.shape)
    maps[3] = 1 - few.masks[3]
    answers = few.gates.copy()
    answers[:2] = (answers[:2] + 1) % 5
    return demos.explained_parcels(few, answers, maps)


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    for corner in demo(name).corners():
        png, alt = demo(name).picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    shown = demo(name)
    first = shown.parameters()
    other = next(corner for corner in shown.corners() if corner != first)
    shown.picture.render(**other)
    assert shown.picture.render(**first)[0] == shown.picture.render_whole(**first)[0]


def test_look_alikes_stand_side_by_side_and_those_that_disagree_are_marked() -> None:
    made = photos()
    alt = demo("parcel_browser").picture.render(gate="all", alike=True, page=1)[1]
    for told in alt.split("In order: ")[1].rstrip(".").split("; "):
        place = int(told.split("no. ")[1].split()[0])
        twins = made.labels[made.parcels == made.parcels[place]]
        assert len(twins) > 1 and ("(marked)" in told) == (len(set(twins.tolist())) > 1)


def test_pages_beyond_the_last_show_the_last() -> None:
    browser = demo("parcel_browser").picture
    assert browser.render(gate="4", alike=False, page=1)[1] == browser.render(gate="4", alike=False, page=8)[1]


def test_misses_and_misread_photographs_can_be_picked() -> None:
    picture = demo("explained_parcels").picture
    missed = picture.render(which="hottest pixel beside the pen", page=1)[1]
    assert missed.startswith("hottest pixel beside the pen: 1 photographs") and missed.count(": miss") == 1
    misread = picture.render(which="gate misread", page=1)[1]
    assert misread.startswith("gate misread: 2 photographs")
    assert "read rightly 90%" in misread and "on the pen 95%" in misread
