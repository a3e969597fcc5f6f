"""A student's own notebook is checked, with a friendly word whatever it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import Course

Notebook = dict[str, Any]


@pytest.fixture
def check(built_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that checks a notebook by the command."""
    monkeypatch.chdir(built_course.root)
    monkeypatch.setenv("COLUMNS", "120")

    def run(content: Notebook | bytes, name: str = "01_small_steps.ipynb") -> Result:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return CliRunner().invoke(app, ["check", str(path)])

    return run


def test_full_marks_end_with_0(check: Callable[..., Result], reference: Notebook) -> None:
    result = check(reference)
    assert result.exit_code == 0, result.output
    assert "2.5 / 2.5 points" in result.output


def test_what_is_missing_ends_with_1_and_a_reason_each(
    check: Callable[..., Result], answered: Callable[..., Notebook]
) -> None:
    result = check(answered(double="def double(x):\n    return x"))
    assert result.exit_code == 1
    assert "3 doubled is 6" in result.output
    assert "not answered" in result.output
    assert "0 / 2.5 points" in result.output


def test_a_renamed_notebook_is_known_by_its_exercises(check: Callable[..., Result], reference: Notebook) -> None:
    assert check(reference, "mine (2).ipynb").exit_code == 0


def test_an_older_edition_is_checked_and_the_way_to_the_newest_is_named(
    check: Callable[..., Result], reference: Notebook
) -> None:
    reference["cells"] = [cell for cell in reference["cells"] if not cell["id"].startswith("code-")]
    result = check(reference)
    assert result.exit_code == 0
    assert "autograder update" in result.output


@pytest.mark.parametrize(
    ("content", "name", "came"),
    [
        (b"Dear teacher", "01_small_steps.ipynb", "a Jupyter notebook was expected, but the file is not JSON"),
        (b'{"cells": [{}]}', "07_elsewhere.ipynb", "one of the chapters 00_start, 01_small_steps was expected"),
    ],
)
def test_what_is_no_notebook_of_this_course_is_a_plain_error(
    check: Callable[..., Result], content: bytes, name: str, came: str
) -> None:
    result = check(content, name)
    assert result.exit_code == 2
    assert came in result.output


def test_a_file_that_is_not_there_is_a_plain_error(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built_course.root)
    result = CliRunner().invoke(app, ["check", "nowhere.ipynb"])
    assert result.exit_code == 2
    assert "there is no file nowhere.ipynb" in result.output
