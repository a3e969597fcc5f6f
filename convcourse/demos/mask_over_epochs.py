"""Step through the epochs of a training, and see the masks sharpen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Demo, Steps


def mask_over_epochs(
    images: np.ndarray,
    truths: np.ndarray,
    answers: Sequence[np.ndarray] | np.ndarray,
    names: Sequence[str] = data.SCENE_CLASSES,
) -> Demo:
    """Choose the epoch and the scene; all answers were kept while the network was trained once.

    Args:
        images: held-out scenes, shape (count, height, width, 3), from 0 to 1.
        truths: their labels, shape (count, height, width).
        answers: what the network said before the first epoch and after each, shape (epochs + 1, count, height, width).
        names: of the classes, in the order of their labels.
    """
    answers = np.asarray(answers)
    ious = [reference.mean_iou(truths, answer, len(names)) for answer in answers]

    def compute(epoch: int, scene: int) -> Mapping[str, object]:
        return {"epoch": epoch, "image": images[scene], "truth": truths[scene], "answer": answers[epoch, scene]}

    last = len(answers) - 1
    return Demo(
        figures.mask_over_epochs(truths.shape[1:], names, ious).fed_by(compute),
        epoch=Steps("epoch", 0, last, start=min(1, last)),
        scene=Steps("scene", 0, len(truths) - 1, start=0),
    )
