"""The command line: what it says, where it says it, and the exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import Course

COMMANDS = ("build", "check", "rehearse", "grade", "workbook", "update", "reset")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def inside(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "100")


def test_help_names_every_command_with_one_line_each() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert sum(line.strip("│ ").startswith(f"{command} ") for line in result.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", ["build", "workbook", "update", "reset"])
def test_the_help_of_a_command_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"autograder {command}" in result.stdout.rpartition("Example")[2]


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, autograder.cli; print({'nbformat', 'nbgrader', 'numpy', 'jupyter_client'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_build_shows_a_line_for_each_chapter(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    inside(built_course, monkeypatch)
    built_course.notebook("01_small_steps").unlink()
    result = run("build")
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines == [
        ["chapter", "exercises", "points", "written", "notebook"],
        ["00_start", "1", "1", "0", "unchanged"],
        ["01_small_steps", "2", "2.5", "1", "written"],
    ]


def test_build_check_ends_with_0_when_equal_and_1_with_the_cell_and_lines_when_not(
    built_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(built_course, monkeypatch)
    assert run("build", "--check").exit_code == 0
    path = built_course.notebook("01_small_steps")
    notebook = json.loads(path.read_bytes())
    notebook["cells"][4]["source"] = ["def double(x):\n", "    return [bold]x[/bold]\n"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    changed = path.read_bytes()
    result = run("build", "--check", "01")
    assert result.exit_code == 1
    for words in (
        "notebooks/01_small_steps.ipynb differs",
        "cell exercise-double",
        "-    return [bold]x[/bold]",
        "+    6",
    ):
        assert words in result.stdout
    assert path.read_bytes() == changed


def test_wrong_input_is_one_line_on_standard_error_and_exit_code_2(
    built_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(built_course, monkeypatch)
    for arguments in (["build", "7"], ["reset", "01", "double"], ["update", "nothing"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("autograder: expected ")
        assert result.stderr.count("\n") == 1


def test_a_wrong_script_is_named_with_its_line(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    inside(built_course, monkeypatch)
    built_course.source("00_start").write_text('# %% chekc="a"\n')
    result = run("build")
    assert result.exit_code == 2
    assert "solutions/00_start.py, line 1: expected a key out of" in result.stderr
    assert 'came "chekc" (did you mean "check"?)' in result.stderr


def test_outside_a_course_the_message_says_what_a_course_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("workbook")
    assert result.exit_code == 2
    assert "expected a course here: a folder with solutions/NN_slug.py" in result.stderr


def test_a_students_day_at_the_workbook(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    inside(built_course, monkeypatch)
    assert run("workbook").stdout.splitlines() == [
        "workbook/00_start.ipynb: copied",
        "workbook/01_small_steps.ipynb: copied",
    ]
    assert run("workbook").stdout == "workbook/: 2 of your notebooks left as they are\n"
    assert run("update").stdout.splitlines() == ["00_start: up to date", "01_small_steps: up to date"]
    mine = built_course.workbook / "01_small_steps.ipynb"
    mine.write_text(
        mine.read_text(encoding="utf-8").replace("raise NotImplementedError()", "return 2 * x", 1), encoding="utf-8"
    )
    monkeypatch.chdir(built_course.workbook)
    assert (
        "double is as it was handed out; your notebook as it was: workbook/backups/"
        in run("reset", "01", "double").stdout
    )
    assert run("reset", "01", "double").stdout == "double is untouched: nothing to do\n"


def test_one_broken_notebook_does_not_keep_the_others_from_their_update(
    built_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(built_course, monkeypatch)
    run("workbook")
    (built_course.workbook / "00_start.ipynb").write_text("broken")
    result = run("update")
    assert result.exit_code == 2
    assert result.stdout == "01_small_steps: up to date\n"
    assert "00_start.ipynb, which was left as it is" in result.stderr
