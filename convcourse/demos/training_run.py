"""Step through a training run: X against O, four kernels, and the letters that are still misread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

STEPS, BATCH, SIZE = 60, 25, (16, 14)
RATES = {"0.005": 0.005, "0.05": 0.05, "1": 1.0}


def training_run() -> Demo:
    """Choose the step and the rate; every run starts from the same small weights."""
    train = data.letters(500, size=SIZE, shift=3, rotate=30, noise=0.2, seed=1)
    test = data.letters(200, size=SIZE, shift=3, rotate=30, noise=0.2, seed=2)
    runs = {name: _Run(train, test, rate) for name, rate in RATES.items()}
    first = runs["0.05"]
    pictures = {name: figures.training_run(run.losses, run.errors, (5, 5), SIZE, 200) for name, run in runs.items()}
    del pictures, first
    raise NotImplementedError
