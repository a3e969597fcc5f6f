"""Run every benchmark, or those that are named: `python -m benchmarks [NAME ...] [--peers]`.

With `--peers`, other libraries that some are compared with are first installed below build/peers/.
"""

import importlib
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.row import Row

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results" / "latest.json"


def names() -> list[str]:
    """List the benchmarks: each is a file `bench_NAME.py` with a function `run() -> list[Row]`.

    >>> "chapters" in names()
    True
    """
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def table(measured: dict[str, list[Row]]) -> Table:
    """Lay the rows of all benchmarks out as one table."""
    laid_out = Table("benchmark", "what", "value", "goal", "ratio")
    for name, rows in measured.items():
        for row in rows:
            colour = {True: "green", False: "red", None: "default"}[row.reached]
            goal = "" if row.goal is None else f"< {row.goal:g} {row.unit}"
            ratio = "" if row.ratio is None else f"{row.ratio:.2f} x {row.ratio_to}"
            laid_out.add_row(name, row.what, f"[{colour}]{row.value:.3g} {row.unit}[/]", goal, ratio)
    return laid_out


def write(measured: dict[str, list[Row]]) -> None:
    """Keep the numbers, with what one must know of the machine to compare them."""
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    rows = {name: [asdict(row) | {"reached": row.reached} for row in rows] for name, rows in measured.items()}
    RESULTS.parent.mkdir(exist_ok=True)
    when = time.strftime("%Y-%m-%dT%H:%M:%S")
    RESULTS.write_text(json.dumps({"when": when, "machine": machine, "benchmarks": rows}, indent=2) + "\n")


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks, or all; return the exit code."""
    console = Console()
    if "--peers" in chosen:
        os.environ["BENCHMARK_PEERS"] = "1"
        chosen = [each for each in chosen if each != "--peers"]
    unknown = sorted(set(chosen) - set(names()))
    if unknown:
        console.print(f"expected some of: {', '.join(names())}; came {', '.join(unknown)}")
        return 2
    measured: dict[str, list[Row]] = {}
    failed: dict[str, Exception] = {}
    for name in chosen or names():
        try:
            with console.status(f"measuring {name}"):
                measured[name] = importlib.import_module(f"benchmarks.bench_{name}").run()
        except Exception as error:  # one that cannot be measured today must not hide the others
            failed[name] = error
    console.print(table(measured))
    write(measured)
    for name, reason in failed.items():
        console.print(f"{name} could not be measured: {reason}", markup=False, style="red")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
