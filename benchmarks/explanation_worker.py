"""One maker of heat maps, in a process and an environment of its own.

    python explanation_worker.py MAKER MODEL IMAGE CLASS

It loads the model and the image, says "ready", and then for each line that comes, the name of a task, makes one map and
answers with one line of JSON: the seconds it took, or the words in which it was refused. It runs where nothing of the
course is installed, so it imports nothing of it but for its own maps.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")  # the comparison is between processors
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

# 8 by 8 places of a patch of 52 pixels, 25 apart, fill 227 pixels exactly.
PATCH, STRIDE, PLACES = 52, 25, 64
SAMPLES, NOISE = 50, 0.15
Task = Callable[[], Any]


def convcourse_tasks(model: Any, images: Any, wanted: int) -> dict[str, Task]:
    """The course's own."""
    from convcourse import explain

    return {
        "occlusion": lambda: explain.occlusion(
            model, images, wanted, patch=(PATCH, PATCH), stride=(STRIDE, STRIDE), grey=0
        ),
        "smoothgrad": lambda: explain.smooth_gradient(model, images, wanted, samples=SAMPLES, noise=NOISE),
    }


def tf_keras_vis_tasks(model: Any, images: Any, wanted: int) -> dict[str, Task]:
    """It has no occlusion. What comes nearest is its ScoreCAM, which also runs 64 images with parts hidden."""
    from tf_keras_vis.saliency import Saliency
    from tf_keras_vis.scorecam import Scorecam
    from tf_keras_vis.utils.scores import CategoricalScore

    score = CategoricalScore(wanted)
    return {
        "occlusion": lambda: Scorecam(model, clone=False)(score, images, max_N=PLACES),
        "smoothgrad": lambda: Saliency(model, clone=False)(score, images, smooth_samples=SAMPLES, smooth_noise=NOISE),
    }


def xplique_tasks(model: Any, images: Any, wanted: int) -> dict[str, Task]:
    """Its noise is in the scale of the images, so it gets the same part of their range as the others."""
    from xplique.attributions import Occlusion, SmoothGrad

    targets = np.eye(model.output_shape[-1], dtype="float32")[[wanted]]
    occlusion = Occlusion(model, batch_size=32, patch_size=PATCH, patch_stride=STRIDE, occlusion_value=0.0)
    smoothgrad = SmoothGrad(model, batch_size=16, nb_samples=SAMPLES, noise=NOISE * float(np.ptp(images)))
    return {"occlusion": lambda: occlusion(images, targets), "smoothgrad": lambda: smoothgrad(images, targets)}


MAKERS = {"convcourse": convcourse_tasks, "tf-keras-vis": tf_keras_vis_tasks, "xplique": xplique_tasks}


def answer(task: Task) -> dict[str, Any]:
    """Run a task once; return its seconds, or the exact words of its refusal."""
    began = time.perf_counter()
    try:
        made = np.asarray(task())
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}".splitlines()[0]}
    seconds = time.perf_counter() - began
    if not np.isfinite(made).all() or not made.any():
        return {"refused": f"a map of {made.shape} that is zero everywhere or not finite"}
    return {"seconds": seconds}


def main(maker: str, model_path: str, image_path: str, wanted: str) -> None:
    """Answer each line of standard input by one of standard output, until there are no more."""
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # what a library prints is no answer
        refused = ""
        tasks: dict[str, Task] = {}
        try:
            import keras

            tasks = MAKERS[maker](keras.models.load_model(model_path), np.load(image_path), int(wanted))
        except Exception as error:
            refused = f"{type(error).__name__}: {error}".splitlines()[0]
        print("ready", file=answers, flush=True)
        for line in sys.stdin:
            found = {"refused": refused} if refused else answer(tasks[line.strip()])
            print(json.dumps(found), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
