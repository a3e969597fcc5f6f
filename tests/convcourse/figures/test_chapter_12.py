"""The pictures of chapter 12 say what they show."""

import io

from PIL import Image

from convcourse import figures
from convcourse.figures.inception_block import Box, Branch

POINTS = [
    (2012, "best without a CNN", "chosen features", 26.2, 0, "the paper"),
    (2012, "AlexNet", "seven nets", 15.3, 7, "the paper"),
    (2014, "some other net", "one net, one crop", 9.6, 1, "its authors' README, in which much is said about crops"),
    (2016, "many", "several nets", 3.08, None, "the abstract"),
]


def test_the_timeline_tells_every_error_with_its_year_and_how_it_was_measured() -> None:
    png, alt = figures.error_timeline(POINTS).render()
    assert Image.open(io.BytesIO(png)).width <= 860
    assert "2012 best without a CNN (chosen features) 26.2; 2012 AlexNet (seven nets) 15.3;" in alt
    assert alt.endswith("2016 many (several nets) 3.08.")


def test_a_block_adds_up_the_branches_that_are_on() -> None:
    picture = figures.inception_block()
    one = Branch([Box("1 × 1, 4 filters", 24, 2_000_000)], 4, True)
    two = Branch([Box("1 × 1, 2 filters", 12, 500_000), Box("5 × 3, 6 filters", 186, 1_000_000)], 6, True)
    off = Branch([Box("3 × 3 maximum", 0, 0)], 5, False)
    png, alt = picture.render(size=(7, 9), channels=5, branches=[one, two, off, one], most=20)
    assert Image.open(io.BytesIO(png)).width <= 860
    assert alt.startswith("7 by 9 by 5 come in.") and "1 by 1, 2 filters then 5 by 3, 6 filters" in alt
    assert "3 by 3 maximum (off)" in alt
    assert alt.endswith("Stacked: 7 by 9 by 14, 246 parameters and 5.5 million multiply-adds.")


def test_a_walk_says_the_shares_of_a_layer_and_what_its_units_see() -> None:
    picture = figures.walk_through_network(4)
    rows = [("conv", (8, 12, 4), 40, 300_000, (3, 5)), ("wide", (4, 6, 4), 0, 100, (20, 6)), ("fc", (7,), 60, 60, None)]
    shown = {"name": "Small", "image": (10, 14), "rows": rows}
    first = picture.render(**shown, current=0)[1]
    assert first.startswith("Small, layer 1 of 3, conv: puts out 8 by 12 by 4, has 40 parameters (40.0% of all)")
    assert "One unit sees 3 by 5 of 10 by 14 pixels. In all 100 parameters and 0.3 M multiply-adds." in first
    assert "One unit sees 20 by 6 of 10 by 14 pixels, padding included." in picture.render(**shown, current=1)[1]
    assert "One unit sees all 10 by 14 pixels." in picture.render(**shown, current=2)[1]
