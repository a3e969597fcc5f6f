"""Running the Keras chapters on a GPU: what is printed, and that it fails where Keras sees none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.gpu_chapters import run_apart

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.keras

SCRIPT = """\
from convcourse import checks

check = checks.for_chapter("00_start_here")

def mean_of(readings):
    return sum(readings) / len(readings)

with check("mean_of", mean_of) as answer:
    answer.on([3, 1]).measures("mean of two", float, at_least=1)
print("a line of the chapter")
"""


def test_without_a_gpu_it_fails_and_says_what_keras_sees():
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.gpu_chapters"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "expected a GPU that Keras sees, came cpu:0 with the backend" in done.stderr
    assert "Keras 3" in done.stdout


def test_a_script_tells_device_seconds_scores_and_what_it_prints(tmp_path, capsys):
    path = tmp_path / "98_small.py"
    path.write_text(SCRIPT)
    assert run_apart(path) == 0
    head, score, line = capsys.readouterr().out.splitlines()
    assert head.startswith("98_small: ") and "CPU" in head.upper() and head.endswith(" s")
    assert score.strip() == "mean_of: mean of two 2"
    assert line.strip() == "| a line of the chapter"


def test_a_script_that_fails_is_a_failure(tmp_path, capsys):
    path = tmp_path / "98_small.py"
    path.write_text("raise ValueError('no such layer')")
    assert run_apart(path) == 1
    assert "no such layer" in capsys.readouterr().out
