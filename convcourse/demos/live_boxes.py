"""Turn the threshold and the suppression of a detector, and count hits, misses and boxes too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse import data, figures, models, reference
from convcourse.demos.stage import Demo, Steps


def live_boxes(scenes: data.Scenes | None = None, found: Sequence[models.Found] | None = None) -> Demo:
    """Choose the scene, the least score and the largest overlap.

    Args:
        scenes: what was looked at.
        found: for each scene all boxes of a detector. Without them a stand-in answers: it knows the true boxes, and
            errs by chance as a detector does.
    """
    if scenes is None or found is None:
        scenes = data.scenes(6, objects=(2, 5), seed=12)
        found = stand_in_detector(scenes)
    seen, swarm = scenes, list(found)

    def compute(scene: int, threshold: float, overlap: float) -> Mapping[str, object]:
        each, truth = swarm[int(scene) - 1], seen.boxes[int(scene) - 1].astype(float)
        (kept,) = models.keep_best([each], least_score=threshold, most_overlap=overlap)
        hits, _ = reference.match_detections([kept.boxes], [kept.scores], [truth])
        return {
            "image": seen.images[int(scene) - 1],
            "truth": truth,
            "boxes": kept.boxes,
            "scores": kept.scores,
            "names": [data.SCENE_CLASSES[label] for label in kept.labels],
            "hits": hits,
            "before": (len(each.boxes), int(np.sum(each.scores >= threshold))),
        }

    return Demo(
        figures.live_boxes((seen.images.shape[1], seen.images.shape[2])).fed_by(compute),
        scene=Steps("scene", 1, len(swarm), 1),
        threshold=Steps("least score", 0.0, 0.95, 0.3, 0.05),
        overlap=Steps("overlap allowed (IoU)", 0.0, 1.0, 1.0, 0.05),
    )


def stand_in_detector(scenes: data.Scenes, seed: int = 0) -> list[models.Found]:
    """Answer as a detector would: near an object with boxes a little off and fair scores, elsewhere with low ones."""
    random = np.random.default_rng(seed)
    anchors = reference.anchor_boxes(
        (scenes.images.shape[1] // 8, scenes.images.shape[2] // 8), 8, [(16, 16), (24, 24)]
    )
    answers = []
    for boxes, labels in zip(scenes.boxes, scenes.labels, strict=True):
        overlap = reference.iou_matrix(anchors, boxes)
        owner, most = overlap.argmax(axis=1), overlap.max(axis=1)
        codes = reference.encode_boxes(boxes[owner], anchors) * random.uniform(0.75, 1.05, size=(len(anchors), 1))
        codes += random.normal(scale=0.08, size=codes.shape)
        scores = np.clip(1.5 * most - 0.25 + random.normal(scale=0.12, size=len(anchors)), 0.01, 0.99)
        answers.append(models.Found(reference.decode_boxes(codes, anchors), scores, labels[owner]))
    return answers
