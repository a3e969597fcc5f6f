"""What docs/scale.md reckons follows from what it says was measured."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
UNITS = {"ms": 0.001, "s": 1.0, "minutes": 60.0, "hours": 3600.0, "kB": 0.001, "MB": 1.0, "GB": 1000.0}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [body] = [part for part in section if part.startswith(heading)]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def amount(text: str) -> float:
    """Read "12 ms" as seconds, "3 kB" as megabytes.

    >>> amount("12 ms"), amount("1.5 GB")
    (0.012, 1500.0)
    """
    number, unit = text.split()
    return float(number.replace(",", "")) * UNITS[unit]


NUMPY, TRAINS = "a NumPy chapter, run and checked", "a chapter that trains, at the limit of its budget"
MEASURED = {what: amount(value) for what, value, _ in rows("What a submission costs")}


@pytest.mark.parametrize("row", rows("What a class needs"), ids=lambda row: f"{row[0]} on {row[1]}")
def test_what_a_class_needs_is_the_number_of_submissions_times_their_cost(row: list[str]) -> None:
    students, cores, numpy, trains, unchanged, disk = row
    number, workers = int(students.replace(",", "")), int(cores)
    around = MEASURED["all around it: read, rebuild, keep, record"]
    for chapter, said in ((NUMPY, numpy), (TRAINS, trains)):
        assert amount(said) == pytest.approx(number * (MEASURED[chapter] / workers + around), rel=0.1)
    assert amount(unchanged) == pytest.approx(number * MEASURED["a submission that has not changed"], rel=0.1)
    assert amount(disk) == pytest.approx(number * MEASURED["disk"], rel=0.1)


def test_every_benchmark_that_the_page_names_exists() -> None:
    named = {
        name for _, _, how in rows("What a submission costs") for name in re.findall(r"python -m benchmarks (\w+)", how)
    }
    assert named
    assert [name for name in named if find_spec(f"benchmarks.bench_{name}") is None] == []


def test_every_option_that_the_page_names_exists() -> None:
    from typer.main import get_command

    from autograder.cli import app

    known = {flag for option in get_command(app).commands["grade"].params for flag in option.opts}  # type: ignore[attr-defined]
    named = set(re.findall(r"autograder grade[^`\n]*?(--[a-z-]+)", PAGE)) | set(re.findall(r"`(--[a-z-]+)", PAGE))
    assert named <= known | {"--nthreads", "--nworkers"}
