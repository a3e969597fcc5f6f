"""How long a chapter takes with its reference solutions and as handed out, and how long its set-up cell takes."""

import os
import subprocess
import sys
import time
from pathlib import Path

from autograder.execution import KernelExecution, RunCell
from autograder.source import read_chapter
from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
BASE = "import numpy, matplotlib"
CHAPTER_SECONDS = 15.0
LONGER = {"06_backpropagation": 60.0}  # it trains networks in NumPy alone
FIRST_WITH_KERAS = "07"
KERAS_SECONDS, UNTOUCHED_SECONDS = 90.0, 30.0
SETUP_SECONDS = 2.0
# 00 is left out: it is the chapter that looks at the machine, and has no set-up that others wait for.
SETUP_CHAPTERS = ("01_weighted_averages", "02_image_filters")


def run() -> list[Row]:
    """Measure every chapter."""
    _seconds("-c", BASE)  # The first import reads the disk; every later one finds the files in memory.
    base = min(_seconds("-c", BASE) for _ in range(3))
    rows = [Row(f'python -c "{BASE}"', base, "s")]
    for path in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py")):
        seconds = _seconds(str(path))
        with_keras = path.stem >= FIRST_WITH_KERAS
        goal = KERAS_SECONDS if with_keras else LONGER.get(path.stem, CHAPTER_SECONDS)
        rows.append(Row(f"{path.stem}: whole chapter", seconds, "s", seconds / base, "base", goal))
        if with_keras:
            seconds = _untouched(path)
            rows.append(Row(f"{path.stem}: as handed out", seconds, "s", seconds / base, "base", UNTOUCHED_SECONDS))
        setup = next(cell.source for cell in read_chapter(path).cells if cell.role == "code")
        seconds = min(_seconds("-c", setup) for _ in range(3))
        soon = SETUP_SECONDS if path.stem in SETUP_CHAPTERS else None
        rows.append(Row(f"{path.stem}: set-up cell", seconds, "s", seconds / base, "base", soon))
    return rows


def _untouched(path: Path) -> float:
    """Run the student edition in a fresh kernel, demos included, and give the seconds that it took."""
    cells = [cell for cell in read_chapter(path).cells if cell.kind == "code"]
    to_run = [RunCell(cell.id, cell.student_source, cell.role) for cell in cells]
    began = time.perf_counter()
    KernelExecution().run(to_run, cell_seconds=600, total_seconds=600)
    return time.perf_counter() - began


def _seconds(*arguments: str) -> float:
    """Run Python in a process of its own, from start to end; return the seconds it took."""
    environment = os.environ | {"MPLBACKEND": "Agg"}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"expected python {arguments[0]} to run, came exit code {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - began
