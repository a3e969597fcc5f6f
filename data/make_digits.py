"""Make digits.npz from the copy of the UCI handwritten digits that ships with scikit-learn.

scikit-learn is needed to run this script and nowhere else:

    python data/make_digits.py
"""

from pathlib import Path

import numpy as np
from record_checksums import record_checksums
from sklearn.datasets import load_digits

FILE = Path(__file__).resolve().parent / "digits.npz"


def make_digits() -> None:
    """Save images (1797, 8, 8), 0 to 16, and labels (1797,), 0 to 9, both as bytes."""
    source = load_digits()
    np.savez_compressed(FILE, images=source.images.astype(np.uint8), labels=source.target.astype(np.uint8))


if __name__ == "__main__":
    make_digits()
    record_checksums()
