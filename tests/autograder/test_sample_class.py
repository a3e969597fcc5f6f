"""The class that ships gets the right score or a plain reason for each, and is made from the chapter as it is now."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.class_run import ClassRun, run_class
from autograder.course import Course
from autograder.results import SubmissionGrade
from autograder.scoring import Limits

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "sample_class"
EXPECTED = json.loads((Path(__file__).parent / "sample_class_expected.json").read_text(encoding="utf-8"))
AGAIN = "the chapter has changed: run `python data/make_sample_class.py`"


@pytest.fixture(scope="module")
def grades(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SubmissionGrade]:
    results = tmp_path_factory.mktemp("results")
    run = ClassRun(Course(ROOT), Limits(cell_seconds=10), results, gradebook=False, unboxed=True)
    return {grade.student: grade for grade in run_class(run, FOLDER, jobs=2).grades}


def test_the_class_is_made_from_the_chapter_as_it_is_now(tmp_path: Path) -> None:
    specification = importlib.util.spec_from_file_location("make_sample_class", ROOT / "data" / "make_sample_class.py")
    assert specification is not None
    assert specification.loader is not None
    script: Any = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    stories = script.make_sample_class(Course(ROOT), script.CHAPTER, tmp_path / "class", say=lambda place: None)
    assert stories == EXPECTED, AGAIN
    files = {path.relative_to(tmp_path / "class"): path for path in (tmp_path / "class").rglob("*.ipynb")}
    assert files.keys() == {path.relative_to(FOLDER) for path in FOLDER.rglob("*.ipynb")}
    for name, path in files.items():
        assert path.read_bytes() == (FOLDER / name).read_bytes(), AGAIN


@pytest.mark.parametrize("student", EXPECTED)
def test_each_student_scores_what_the_story_says(student: str, grades: dict[str, SubmissionGrade]) -> None:
    grade, story = grades[student], EXPECTED[student]
    assert (grade.status, grade.score, grade.max_score) == (story["status"], story["score"], story["max_score"])
    assert any(story["note"] in note for note in grade.notes) if story["note"] else grade.notes == []
    reasons = {exercise.name: exercise.reason for exercise in grade.exercises if exercise.score < exercise.max_score}
    assert reasons.keys() == story["lost"].keys()
    for name, words in story["lost"].items():
        assert " ".join(words.split()) in " ".join(reasons[name].split())


def test_everybody_is_there(grades: dict[str, SubmissionGrade]) -> None:
    assert grades.keys() == EXPECTED.keys()
