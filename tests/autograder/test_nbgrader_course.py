"""nbgrader's own commands on the folder that the builder writes."""

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from autograder.build import build
from autograder.chapter import Chapter
from autograder.course import Course, CourseError
from autograder.source import read_chapter
from autograder.source_notebook import source_notebook

SLUG = "01_small_steps"
PROJECT = Path(__file__).resolve().parents[2]
TRIPLE = "def double(x):\n    return 3 * x"


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of nbgrader's own commands, as an instructor would in the course folder."""
    scripts = sysconfig.get_path("scripts")
    settings = {
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "PYTHONPATH": str(PROJECT),
        "JUPYTER_CONFIG_DIR": str(folder / "no-settings"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    return subprocess.run(
        [shutil.which("nbgrader", path=scripts) or "nbgrader", *arguments],
        cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def find(notebook: dict[str, Any], identity: str) -> dict[str, Any]:
    cell: dict[str, Any] = next(cell for cell in notebook["cells"] if cell["id"] == identity)
    return cell


def solve(untouched: dict[str, Any], chapter: Chapter) -> dict[str, Any]:
    solved = copy.deepcopy(untouched)
    for cell in source_notebook(chapter).cells:
        if cell.metadata["nbgrader"]["solution"]:
            find(solved, cell.id)["source"] = cell.source
    return solved


def make_class(untouched: dict[str, Any], chapter: Chapter) -> dict[str, dict[str, Any]]:
    """Return one notebook a student; the name says what is in it."""
    complete = solve(untouched, chapter)
    hidden_fails, skipped, deleted, loud = (copy.deepcopy(complete) for _ in range(4))
    find(hidden_fails, "exercise-double")["source"] = "def double(x):\n    return abs(x) + abs(x)"
    find(skipped, "exercise-double")["source"] = TRIPLE
    find(skipped, "check-double")["metadata"]["tags"] = ["skip-execution"]
    find(deleted, "exercise-double")["source"] = TRIPLE
    deleted["cells"].remove(find(deleted, "check-double"))
    find(loud, "exercise-double")["source"] = (
        "import sys\ndef double(x):\n    print('careful', file=sys.stderr)\n    return 2 * x"
    )
    return {
        "zoë": complete, "untouched": untouched, "hidden_fails": hidden_fails, "skips_check": skipped,
        "deletes_check": deleted, "writes_to_stderr": loud,
    }  # fmt: skip


@pytest.fixture(scope="module")
def graded_once(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course whose class was graded by stock nbgrader. Copy it, do not change it."""
    course = Course(tmp_path_factory.mktemp("graded") / "course")
    shutil.copytree(built_once, course.root)
    untouched = json.loads(course.notebook(SLUG).read_bytes())
    chapter = read_chapter(course.source(SLUG))
    for student, notebook in make_class(untouched, chapter).items():
        path = course.nbgrader_folder / "submitted" / student / SLUG / f"{SLUG}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    done = nbgrader(course.nbgrader_folder, "autograde", SLUG, "--course", "course")
    assert done.returncode == 0, done.stderr
    return course.root


@pytest.fixture
def graded_course(graded_once: Path, tmp_path: Path) -> Course:
    """Return a copy of the graded course."""
    shutil.copytree(graded_once, tmp_path / "graded")
    return Course(tmp_path / "graded")


def scores(course: Course) -> dict[str, dict[str, float | None]]:
    """Return the automatic scores in the gradebook: student -> cell -> points."""
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    """
    found: dict[str, dict[str, float | None]] = {}
    database = sqlite3.connect(course.nbgrader_folder / "gradebook.db")
    for student, cell, score in database.execute(query):
        found.setdefault(student, {})[cell] = score
    database.close()
    return found


def all_files(*folders: Path) -> dict[str, bytes]:
    """Return the bytes of every file in the folders."""
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_stock_nbgrader_autograde_gives_each_student_the_right_score(graded_course: Course) -> None:
    # A written answer has no automatic score until a person reads it; an untouched one is worth 0 at once.
    full = {"check-double": 2.0, "check-prediction": 0.5, "answer-why_twice": None}
    nothing = {"check-double": 0.0, "check-prediction": 0.0, "answer-why_twice": 0.0}
    assert scores(graded_course) == {
        "zoë": full,
        "untouched": nothing,
        "hidden_fails": full | {"check-double": 0.0},
        "skips_check": full | {"check-double": 0.0},
        "deletes_check": full | {"check-double": 0.0},
        "writes_to_stderr": full,
    }


def test_a_check_that_errs_scores_zero_although_its_tag_lets_the_notebook_go_on(graded_course: Course) -> None:
    [path] = (graded_course.nbgrader_folder / "autograded" / "untouched").rglob("*.ipynb")
    graded = json.loads(path.read_bytes())
    assert (
        "raises-exception"
        in find(json.loads(graded_course.notebook(SLUG).read_bytes()), "check-double")["metadata"]["tags"]
    )
    assert find(graded, "check-prediction")["outputs"][-1]["ename"] == "NameError"
    assert scores(graded_course)["untouched"]["check-prediction"] == 0.0


def test_demos_do_not_run_while_grading(graded_course: Course) -> None:
    [path] = (graded_course.nbgrader_folder / "autograded" / "zoë").rglob("*.ipynb")
    graded = json.loads(path.read_bytes())
    assert find(graded, "demo-doubling_curve")["execution_count"] is None
    assert find(graded, "check-double")["execution_count"] is not None


def test_stock_nbgrader_validate_fails_the_untouched_release_and_passes_a_solved_one(built_course: Course) -> None:
    folder = built_course.nbgrader_folder
    released = folder / "release" / SLUG / f"{SLUG}.ipynb"
    solved = solve(json.loads(released.read_bytes()), read_chapter(built_course.source(SLUG)))
    (folder / "solved.ipynb").write_text(json.dumps(solved), encoding="utf-8")
    done = nbgrader(folder, "validate", "solved.ipynb", str(released))
    assert done.stdout.startswith("Success! Your notebook passes all the tests."), done.stderr
    assert "VALIDATION FAILED ON 3 CELL(S)" in done.stdout  # two checks, one written answer


def test_a_text_can_be_corrected_after_submissions_and_every_grade_stays(graded_course: Course) -> None:
    before = scores(graded_course)
    script = graded_course.source(SLUG)
    text = script.read_text(encoding="utf-8").replace("step by step.", "one step after another.")
    script.write_text(text.replace("import math\n", "import math\n\n# %%\nhalf = 0.5\n"), encoding="utf-8")
    assert build(graded_course).written == (SLUG,)
    assert scores(graded_course) == before
    release = graded_course.nbgrader_folder / "release" / SLUG / f"{SLUG}.ipynb"
    assert json.loads(release.read_bytes()) == json.loads(graded_course.notebook(SLUG).read_bytes())
    assert build(graded_course).written == ()


def test_an_exercise_that_comes_or_goes_after_submissions_is_refused_and_every_grade_stays(
    graded_course: Course,
) -> None:
    before = scores(graded_course)
    release = graded_course.nbgrader_folder / "release" / SLUG / f"{SLUG}.ipynb"
    kept = all_files(graded_course.nbgrader_folder / "source" / SLUG, release.parent)
    script = graded_course.source(SLUG)
    text = script.read_text(encoding="utf-8").replace('="prediction"', '="guess"').replace("prediction =", "guess =")
    script.write_text(text.replace("assert prediction", "assert guess"), encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        build(graded_course)
    for words in ("6 graded submissions", "new check-guess, new exercise-guess", "without check-prediction"):
        assert words in str(refused.value)
    assert "exercise-guess" in graded_course.notebook(SLUG).read_text(encoding="utf-8")
    assert all_files(graded_course.nbgrader_folder / "source" / SLUG, release.parent) == kept
    assert scores(graded_course) == before


def test_nbgraders_folder_does_not_say_where_it_lies(built_course: Course) -> None:
    settings = (built_course.nbgrader_folder / "nbgrader_config.py").read_text(encoding="utf-8")
    assert str(built_course.root) not in settings
    assert "course_id = 'course'" in settings


def test_the_course_is_called_what_the_project_is_called(built_course: Course) -> None:
    (built_course.root / "pyproject.toml").write_text('[project]\nname = "small-course"\n')
    assert built_course.name == "small-course"


def test_a_path_that_nbgrader_would_read_as_a_pattern_is_refused(built_course: Course, tmp_path: Path) -> None:
    shutil.copytree(built_course.root, tmp_path / "course [2030]")
    with pytest.raises(CourseError, match=r"expected a path without \*, \? and \["):
        build(Course(tmp_path / "course [2030]"))
