"""Exercises are tested as seriously as code: a rehearsal finds everything that would mislead a student."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.chapter import Chapter
from autograder.cli import app
from autograder.course import Course, CourseError
from autograder.execution import ForkExecution
from autograder.known_answers import KnownAnswer, KnownAnswers, known_answers, only_these
from autograder.rehearsal import Rehearsal, rehearse_chapter, steps, template_imports
from autograder.results import RehearsedChapter, RightAnswer, WrongAnswer, as_json
from autograder.source import read_chapter

CHAPTER = """\
# %%
import math

def fail(got):
    hints = {0: "Zero is no double.", 9: "That is the square.", 3: "Once is not twice."}
    raise AssertionError("got " + str(got) + ":\\n   " + hints.get(got, "no idea"))

# %% demo="first"
shown = math.pi

# %% demo="second"
shown = 2

# %% exercise="double"
def double(x):
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION

# %% check="double" points=2
if double(3) != 6:
    fail(double(3))
### BEGIN HIDDEN TESTS
assert double(-1) == -2, "hidden"
### END HIDDEN TESTS

# %% exercise="four"
### BEGIN SOLUTION
four = double(2)
### END SOLUTION

# %% check="four" points=1
assert four == 4, "count again"

# %% exercise="six"
### BEGIN SOLUTION
six = 6
### END SOLUTION

# %% check="six" points=1
assert six == 6, "count again"

# %% exercise="eight"
### BEGIN SOLUTION
eight = 8
### END SOLUTION

# %% check="eight" points=1
assert eight == 8, "count again"
"""


def answer(name: str, body: str, hint: str = "") -> KnownAnswer:
    return KnownAnswer(name, f"def {name}(x):\n    return {body}\n\ndouble = {name}", hint)


def value(name: str, number: int) -> KnownAnswers:
    wrong = tuple(KnownAnswer(f"off_by_{k}", f"{name} = {number + k}", "count again") for k in (1, 2, 3))
    return KnownAnswers(wrong, tuple(KnownAnswer(f"plus_{k}", f"{name} = {number - k} + {k}") for k in (1, 2)))


WRONG = (
    answer("nothing", "0", "Zero is no double."),
    answer("square", "x * x", "That is the\nsquare."),
    answer("once", "x", "Once is not twice."),
)
RIGHT = (answer("twice", "2 * x"), answer("by_sum", "sum([x, x])"))
KNOWN = {
    "double": KnownAnswers(WRONG, RIGHT),
    "four": value("four", 4),
    "six": value("six", 6),
    "eight": value("eight", 8),
}


@pytest.fixture
def chapter(tmp_path: Path) -> Chapter:
    return write(tmp_path, CHAPTER)


def write(folder: Path, text: str) -> Chapter:
    path = folder / "02_doubling.py"
    path.write_text(text, encoding="utf-8")
    return read_chapter(path)


@pytest.fixture(scope="module")
def forks() -> Iterator[ForkExecution]:
    with ForkExecution() as execution:
        yield execution


def rehearse(chapter: Chapter, known: dict[str, KnownAnswers], forks: ForkExecution) -> RehearsedChapter:
    """Rehearse with forks throughout: they are quick."""
    return rehearse_chapter(chapter, known, Rehearsal(forks, forks, cell_seconds=5, total_seconds=20))


def test_a_sound_chapter_has_no_problems_and_the_promised_json(chapter: Chapter, forks: ForkExecution) -> None:
    result = rehearse(chapter, KNOWN, forks)
    assert result.problems == []
    record = as_json("chapters", [result])["chapters"][0]
    assert {key: record[key] for key in ("chapter", "points", "reference", "untouched", "demos")} == {
        "chapter": "02_doubling",
        "points": 5.0,
        "reference": 5.0,
        "untouched": 0.0,
        "demos": 2,
    }
    assert record["exercises"][0] == {
        "name": "double",
        "points": 2.0,
        "wrong": [{"name": name, "caught": True, "hint_shown": True} for name in ("nothing", "square", "once")],
        "right": [{"name": name, "accepted": True} for name in ("twice", "by_sum")],
    }


def test_every_run_is_counted_and_told(chapter: Chapter, forks: ForkExecution) -> None:
    told: list[str] = []
    rehearse_chapter(chapter, KNOWN, Rehearsal(forks, forks, step=told.append))
    assert len(told) == steps(KNOWN) == 22


def test_one_exercise_can_be_rehearsed_without_the_chapter(chapter: Chapter, forks: ForkExecution) -> None:
    told: list[str] = []
    only = only_these(KNOWN, ["six"])
    result = rehearse_chapter(chapter, only, Rehearsal(forks, forks, whole=False, step=told.append))
    assert [exercise.name for exercise in result.exercises] == ["six"] and result.problems == []
    assert result.reference is result.untouched is None
    assert len(told) == steps(only, whole=False) == 5


def test_demos_are_run_untouched_and_left_out_with_the_solutions(tmp_path: Path, forks: ForkExecution) -> None:
    tells = CHAPTER.replace("shown = 2", "from pathlib import Path\nPath('../demo').open('a').write('shown ')")
    chapter = write(tmp_path, tells.replace("'../demo'", f"'{tmp_path / 'demo'}'"))
    assert rehearse(chapter, KNOWN, forks).problems == []
    assert (tmp_path / "demo").read_text() == "shown "


def with_double(
    *, wrong: tuple[KnownAnswer, ...] = WRONG, right: tuple[KnownAnswer, ...] = RIGHT
) -> dict[str, KnownAnswers]:
    return {**KNOWN, "double": KnownAnswers(wrong, right)}


def test_a_wrong_answer_that_passes_is_a_problem(chapter: Chapter, forks: ForkExecution) -> None:
    sly = answer("sly", "2 * x", "Never shown.")
    result = rehearse(chapter, with_double(wrong=(*WRONG, sly)), forks)
    assert result.exercises[0].wrong[3] == WrongAnswer("sly", caught=False, hint_shown=False)
    assert result.problems == [
        "double: the wrong answer sly passes the visible check",
        "double: the wrong answer sly passes the check with hidden tests",
    ]


def test_a_wrong_answer_that_only_the_hidden_tests_catch_is_a_problem(chapter: Chapter, forks: ForkExecution) -> None:
    sly = answer("sly", "2 * abs(x)", "Mind the sign.")
    result = rehearse(chapter, with_double(wrong=(*WRONG, sly)), forks)
    assert result.problems == ["double: the wrong answer sly passes the visible check"]


def test_a_wrong_answer_must_meet_its_own_hint_and_no_other(chapter: Chapter, forks: ForkExecution) -> None:
    mistaken = answer("mistaken", "x * x", "Mind the sign.")
    silent = answer("silent", "x + 1", "Add the number itself.")
    result = rehearse(chapter, with_double(wrong=(*WRONG, mistaken, silent)), forks)
    assert [one.hint_shown for one in result.exercises[0].wrong] == [True, True, True, False, False]
    assert "came the hint of square" in result.problems[0]
    assert "came only: AssertionError: got 4" in result.problems[1]


def test_a_right_answer_that_is_refused_is_a_problem(chapter: Chapter, forks: ForkExecution) -> None:
    result = rehearse(chapter, with_double(right=(*RIGHT, answer("unsigned", "2 * abs(x)"))), forks)
    assert result.exercises[0].right[2] == RightAnswer("unsigned", accepted=False)
    assert result.problems == ["double: the right answer unsigned is refused: AssertionError: hidden"]


def test_an_endless_answer_is_stopped(chapter: Chapter, forks: ForkExecution) -> None:
    endless = KnownAnswer("endless", "def double(x):\n    while True: pass", "Stop.")
    rehearsal = Rehearsal(forks, forks, cell_seconds=0.3)
    result = rehearse_chapter(chapter, with_double(wrong=(*WRONG, endless)), rehearsal)
    assert "came only: stopped after 0.3 s" in result.problems[0]


def test_too_few_answers_demos_and_exercises_are_problems(tmp_path: Path, forks: ForkExecution) -> None:
    chapter = write(tmp_path, CHAPTER.split('# %% exercise="four"')[0].replace('demo="second"', ""))
    known = {"double": KnownAnswers(WRONG[:2], RIGHT[:1]), "triple": KnownAnswers()}
    assert rehearse(chapter, known, forks).problems == [
        "double: at least 3 known wrong answers were expected; came 2",
        "double: at least 2 known right answers were expected; came 1",
        "triple: known answers came for it, but the chapter has no such exercise",
        "at least 2 demos were expected; came 1",
        "at least 4 exercises were expected; came 1",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("return x + x", "return x", "reference: the check of double fails"),
        ("shown = 2", "shown = nothing", "untouched: the demo cell of line 11 fails: NameError"),
        ("assert eight == 8", "assert 8", "untouched: the check of eight passes"),
        ("shown = math.pi", "shown = double(1)", "untouched: the demo cell of line 8 fails: NameError"),
    ],
)
def test_a_chapter_that_does_not_run_as_it_must_is_a_problem(
    tmp_path: Path, forks: ForkExecution, old: str, new: str, problem: str
) -> None:
    problems = rehearse(write(tmp_path, CHAPTER.replace(old, new)), KNOWN, forks).problems
    assert any(one.startswith(problem) for one in problems), problems


def test_only_the_cells_an_answer_needs_are_run(tmp_path: Path, forks: ForkExecution) -> None:
    slow = CHAPTER.replace('# %% exercise="six"', '# %%\nimport time\ntime.sleep(0.3)\n\n# %% exercise="six"')
    result = rehearse(write(tmp_path, slow), KNOWN, forks)
    assert result.problems == []
    assert result.seconds < 3  # the two whole runs sleep; twenty answers would sleep for six seconds


def test_the_imports_of_a_template_come_from_plain_code(chapter: Chapter) -> None:
    assert template_imports([chapter, chapter]) == ["import math"]


CATALOGUE = """
import json, sys
print(json.dumps({"double": {"wrong": [{"name": "once", "hint": "Twice.", "code": "double = abs"}], "right": []}}))
"""


def test_known_answers_are_asked_of_a_process_of_the_courses_own(tiny_course: Course) -> None:
    package = tiny_course.root / "convcourse" / "checks"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package.parent / "__init__.py").touch()
    (package / "catalogue.py").write_text(CATALOGUE)
    once = KnownAnswer("once", "double = abs", "Twice.")
    assert known_answers(tiny_course, "01_small_steps") == {"double": KnownAnswers((once,))}
    (package / "catalogue.py").write_text("raise ValueError('no such chapter')")
    with pytest.raises(CourseError, match="no such chapter"):
        known_answers(tiny_course, "01_small_steps")


def test_the_command_writes_json_and_ends_with_1_when_anything_is_wrong(
    tiny_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tiny_course.root / "convcourse" / "checks"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package.parent / "__init__.py").touch()
    (package / "catalogue.py").write_text(CATALOGUE)
    monkeypatch.chdir(tiny_course.root)
    result = CliRunner().invoke(app, ["rehearse", "01", "--json", str(tmp_path / "rehearsal.json")])
    assert result.exit_code == 1, result.output
    assert "at least 3 known wrong answers" in " ".join(result.output.split())
    record = json.loads((tmp_path / "rehearsal.json").read_text())["chapters"][0]
    assert record["chapter"] == "01_small_steps"
    assert (record["points"], record["reference"], record["untouched"]) == (2.5, 2.5, 0.0)
    result = CliRunner().invoke(app, ["rehearse", "01", "--only", "halve"])
    assert result.exit_code == 2 and "after --only; came halve" in " ".join(result.output.split())
