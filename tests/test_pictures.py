"""The README's pictures are the course's own, made anew by one script, and each has its words."""

import importlib.util
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"


@pytest.fixture(scope="module")
def make():
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("make_pictures", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_each_picture_once_and_says_what_is_on_it(make):
    shown = re.findall(r"!\[([^]]*)\]\(docs/pictures/(\w+)\.png\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    files = sorted(path.stem for path in FOLDER.glob("*.png"))
    assert sorted(name for _, name in shown) == sorted(make.PICTURES) == files
    assert all(len(words) > 30 for words, _ in shown)


@pytest.mark.keras
@pytest.mark.parametrize(
    "name", ["window_over_numbers", "kernel_on_photo", "top_patches_of_unit", "methods_side_by_side"]
)
def test_a_picture_is_what_the_course_draws_today(make, name):
    kept = np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGB"), dtype=float)
    drawn = np.asarray(Image.open(io.BytesIO(make.png_of(make.PICTURES[name]()))).convert("RGB"), dtype=float)
    assert drawn.shape == kept.shape
    # Of two machines a few numbers of a network differ in the last digit, and a map by some grey levels.
    assert np.mean(np.abs(drawn - kept).max(axis=-1) > 16) < 0.002
