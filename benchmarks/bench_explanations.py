"""How fast occlusion and SmoothGrad are on SqueezeNet, beside tf-keras-vis and Xplique.

`python -m benchmarks explanations --peers` first installs the two, each in an environment of its own below build/peers;
without `--peers` those are measured that are there. All take turns in one run, so that a busy machine slows all alike.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import PEERS, install, is_ready, python_of
from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
WORKER = Path(__file__).with_name("explanation_worker.py")
OURS = "convcourse"
VERSIONS = {"tf-keras-vis": "tf-keras-vis 0.8.7", "xplique": "Xplique 2.0.2"}
TASKS = {"occlusion": "occlusion at 64 places", "smoothgrad": "SmoothGrad with 50 samples"}
# tf-keras-vis has none; its ScoreCAM is as much work: 64 images with parts hidden.
INSTEAD = {("tf-keras-vis", "occlusion"): "ScoreCAM with 64 masks, in place of occlusion"}
ROUNDS = 4
GOAL = 1.0
CAT = 285  # Egyptian cat
WEIGHTS = "squeezenet_v1.0_dc_weights.npz"

Times = dict[tuple[str, str], list[dict[str, Any]]]


class Worker:
    """A maker of heat maps that waits for its turn in a process of its own."""

    def __init__(self, maker: str, python: str, files: list[str]) -> None:
        environment = os.environ | {"KERAS_BACKEND": "tensorflow", "CUDA_VISIBLE_DEVICES": ""}
        if maker == OURS:
            environment["PYTHONPATH"] = str(ROOT)
        self.process = subprocess.Popen(
            [python, str(WORKER), maker, *files],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._line()

    def turn(self, task: str) -> dict[str, Any]:
        """Let it make one map; return its seconds, or the words of its refusal."""
        assert self.process.stdin
        try:
            self.process.stdin.write(f"{task}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return {"refused": f"its process ended with code {self.process.wait()}"}
        line = self._line()
        return json.loads(line) if line else {"refused": f"its process ended with code {self.process.wait()}"}

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


def run() -> list[Row]:
    """Measure both tasks: the first call, which also translates the model where a library does so, and later ones."""
    if os.environ.get("BENCHMARK_PEERS"):
        for peer in PEERS:
            install(peer)
    makers = [OURS, *(peer for peer in PEERS if is_ready(peer))]
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder))
        workers = {maker: Worker(maker, _python(maker), files) for maker in makers}
        times: Times = {(maker, task): [] for task in TASKS for maker in makers}
        for task in TASKS:
            for _ in range(ROUNDS):
                for maker in makers:
                    times[maker, task].append(workers[maker].turn(task))
        for worker in workers.values():
            worker.close()
    return [row for task in TASKS for maker in makers for row in _rows(maker, task, times)]


def _python(maker: str) -> str:
    return sys.executable if maker == OURS else str(python_of(maker))


def _files(folder: Path) -> list[str]:
    """Write down the model and the cat, for all to load the same; return the arguments of a worker."""
    from convcourse.data import photo
    from convcourse.models.quiet import import_keras
    from convcourse.models.squeezenet import squeezenet_1_0
    from convcourse.models.squeezenet_weights import as_squeezenet_input, trained_squeezenet

    weights = Path(os.environ.get("CONVCOURSE_DATASETS", "")) / WEIGHTS
    if weights.is_file():
        model = trained_squeezenet(weights)
    else:
        import_keras().utils.set_random_seed(0)
        model = squeezenet_1_0((227, 227, 3), 1000, last_padding=1)
    model.save(folder / "model.keras")
    np.save(folder / "image.npy", as_squeezenet_input(photo("chelsea"))[None])
    return [str(folder / "model.keras"), str(folder / "image.npy"), str(CAT)]


def _rows(maker: str, task: str, times: Times) -> list[Row]:
    """Return the seconds of one maker at one task; for a peer, ours as a part of its as well."""
    found, ours = times[maker, task], times[OURS, task]
    what = TASKS[task] if maker == OURS else f"{VERSIONS[maker]}: {INSTEAD.get((maker, task), TASKS[task])}"
    refused = [each["refused"] for each in found if "refused" in each]
    if refused:
        return [Row(f"{what}: refused, {refused[0]}", float("nan"), "s")]
    first, later = found[0]["seconds"], min(each["seconds"] for each in found[1:])
    rows = [Row(f"{what}: first call", first, "s"), Row(f"{what}: later calls", later, "s")]
    if maker != OURS and all("seconds" in each for each in ours):
        our_first, our_later = ours[0]["seconds"], min(each["seconds"] for each in ours[1:])
        for when, part in (("first call", our_first / first), ("later calls", our_later / later)):
            rows.append(Row(f"{TASKS[task]}: {when}", part, "times", part, VERSIONS[maker], GOAL))
    return rows
