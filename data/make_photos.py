"""Make the small copies of five photographs that ship with scikit-image.

scikit-image is needed to run this script and nowhere else:

    python data/make_photos.py

The copies are PNG, which keeps every pixel as it is: a JPEG would show its 8x8 blocks as soon as an edge filter
passes over it.
"""

from pathlib import Path

import skimage.data
from PIL import Image
from record_checksums import record_checksums

FOLDER = Path(__file__).resolve().parent / "photos"
LONGER_SIDE = 200

# Squares are cut to 3:4 or 4:3, because a square picture hides code that swaps height and width.
# Left, top, right and bottom, in pixels of the original.
CUTS = {
    "astronaut": (60, 0, 444, 512),
    "camera": (0, 60, 512, 444),
    "chelsea": None,
    "coffee": None,
    "rocket": None,
}


def make_photo(name: str) -> None:
    """Cut one photograph, shrink it until its longer side has 200 pixels, and save it."""
    image = Image.fromarray(getattr(skimage.data, name)())
    cut = CUTS[name]
    if cut is not None:
        image = image.crop(cut)
    factor = LONGER_SIDE / max(image.size)
    small = (round(image.width * factor), round(image.height * factor))
    image.resize(small, Image.Resampling.LANCZOS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in CUTS:
        make_photo(name)
    record_checksums()
