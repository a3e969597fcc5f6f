"""How long a chapter takes with its reference solutions, and how long its set-up cell keeps a student waiting."""

import os
import subprocess
import sys
import time
from pathlib import Path

from autograder.source import read_chapter
from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
BASE = "import numpy, matplotlib"
CHAPTER_SECONDS = 15.0
LONGER = {"06_backpropagation": 60.0}  # it trains networks in NumPy alone
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
        goal = LONGER.get(path.stem, CHAPTER_SECONDS)
        rows.append(Row(f"{path.stem}: whole chapter", seconds, "s", seconds / base, "base", goal))
        setup = next(cell.source for cell in read_chapter(path).cells if cell.role == "code")
        seconds = min(_seconds("-c", setup) for _ in range(3))
        soon = SETUP_SECONDS if path.stem in SETUP_CHAPTERS else None
        rows.append(Row(f"{path.stem}: set-up cell", seconds, "s", seconds / base, "base", soon))
    return rows


def _seconds(*arguments: str) -> float:
    """Run Python in a process of its own, from start to end; return the seconds it took."""
    environment = os.environ | {"MPLBACKEND": "Agg"}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"expected python {arguments[0]} to run, came exit code {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - began
