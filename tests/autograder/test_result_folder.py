"""Results are kept whole, found again, and never taken from a damaged file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import CourseError
from autograder.result_folder import ResultFolder, Stored
from autograder.results import ExerciseGrade, SubmissionGrade, WrittenAnswer

CHAPTER = "01_small_steps"
GRADE = SubmissionGrade(
    "Zoë", CHAPTER, "graded_with_notes", 0.5, 2.5, ["a note"],
    [ExerciseGrade("double", 0.0, 2.0, "wrong", "check-double", "exercise-double")],
    [WrittenAnswer("why_twice", 1.0, True, "answer-why_twice")], "zoë.ipynb", 0.25, "7",
)  # fmt: skip
STORED = Stored(GRADE, "f" * 64, {"exercise-double": "1a"}, ["answer-why_twice"], "2026-02-02 14:58:23 UTC")


def test_what_is_written_is_read_again_and_is_plain_json(tmp_path: Path) -> None:
    folder = ResultFolder(tmp_path / "results")
    folder.write(STORED)
    assert folder.read("Zoë", CHAPTER) == STORED
    assert list(folder.all()) == [STORED]
    plain = json.loads(folder.path("Zoë", CHAPTER).read_text(encoding="utf-8"))
    assert (plain["grade"]["student"], plain["grade"]["exercises"][0]["reason"]) == ("Zoë", "wrong")


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 0}', b'{"format": 1, "grade": {}}', b"\xff"])
def test_a_damaged_file_is_no_result(tmp_path: Path, damage: bytes) -> None:
    folder = ResultFolder(tmp_path)
    folder.write(STORED)
    folder.path("Zoë", CHAPTER).write_bytes(damage)
    assert folder.read("Zoë", CHAPTER) is None
    assert list(folder.all()) == []


def test_names_that_a_file_system_would_confuse_or_refuse_stay_apart(tmp_path: Path) -> None:
    folder = ResultFolder(tmp_path)
    names = ["ada", "Ada", "a/b", "a_b", "..", "con", "ä" * 128, "\ud800"]
    paths = [folder.path(name, CHAPTER) for name in names]
    assert len({str(path).casefold() for path in paths}) == len(names)
    assert all(path.parent == tmp_path / CHAPTER and len(path.name.encode()) < 120 for path in paths)


def test_a_second_run_on_the_same_folder_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from autograder.result_folder import ResultFolder\n"
        "with ResultFolder(Path(sys.argv[1])).alone(): print('held', flush=True); time.sleep(60)"
    )
    folder = ResultFolder(tmp_path)
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CourseError, match="expected to be the only grading run"), folder.alone():
            pass
        other.kill()
    (tmp_path / CHAPTER).mkdir()
    (tmp_path / CHAPTER / ".ada-1a.json.77.tmp").write_text("half")
    with folder.alone():
        assert {path.name for path in tmp_path.rglob("*")} == {".lock", CHAPTER}
