"""The builder: from a script to the student's notebook, the same bytes every time."""

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.build import build, check, student_notebook
from autograder.course import Course, CourseError
from autograder.source import SourceError, read_chapter
from autograder.source_notebook import source_notebook


def all_bytes(course: Course) -> dict[str, bytes]:
    folders = (course.notebooks, course.nbgrader_folder / "source", course.nbgrader_folder / "release")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(course.root).as_posix(): path.read_bytes() for path in files}


def cells_by_id(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in notebook["cells"]}


def test_building_twice_and_from_elsewhere_gives_identical_bytes(
    built_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = all_bytes(built_course)
    assert set(before) >= {"notebooks/00_start.ipynb", "notebooks/01_small_steps.ipynb"}
    monkeypatch.chdir(tmp_path)
    assert build(built_course).written == ()
    assert all_bytes(built_course) == before
    monkeypatch.chdir(built_course.root)
    for path in built_course.notebooks.glob("*.ipynb"):
        path.unlink()
    assert build(Course(Path("."))).written == ("00_start", "01_small_steps")
    assert all_bytes(built_course) == before


def test_nbgraders_release_and_the_student_edition_are_the_same_notebook(built_course: Course) -> None:
    release = built_course.nbgrader_folder / "release" / "01_small_steps" / "01_small_steps.ipynb"
    assert json.loads(release.read_bytes()) == json.loads(built_course.notebook("01_small_steps").read_bytes())


def test_the_student_edition_has_no_solutions_no_hidden_tests_and_no_outputs(built_course: Course) -> None:
    text = built_course.notebook("01_small_steps").read_text(encoding="utf-8")
    for secret in ("x + x", "prediction = 20", "repeated addition", "-1.5", "BEGIN", "HIDDEN"):
        assert secret not in text
    for cell in json.loads(text)["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert text.endswith("}\n")


def test_the_student_source_of_a_cell_is_what_nbgrader_makes_of_it(built_course: Course) -> None:
    chapter = read_chapter(built_course.source("01_small_steps"))
    built = nbformat.read(built_course.notebook("01_small_steps"), as_version=4)
    nbformat.validate(built)
    assert [(cell.id, cell.source) for cell in built.cells] == [
        (cell.id, cell.student_source) for cell in chapter.cells
    ]
    assert student_notebook(chapter) == built


def test_every_cell_carries_nbgraders_metadata_its_role_and_its_tags(untouched: dict[str, Any]) -> None:
    cells = cells_by_id(untouched)
    for identity, cell in cells.items():
        assert cell["metadata"]["nbgrader"]["grade_id"] == identity
        assert cell["metadata"]["nbgrader"]["checksum"]

    def grading(identity: str) -> tuple[Any, ...]:
        data = cells[identity]["metadata"]["nbgrader"]
        return data["grade"], data["solution"], data["locked"], data.get("points")

    assert grading("exercise-double") == (False, True, False, None)
    assert grading("check-double") == (True, False, True, 2)
    assert grading("check-prediction") == (True, False, True, 0.5)
    assert grading("answer-why_twice") == (True, True, False, 1)
    assert grading("demo-doubling_curve") == (False, False, True, None)
    assert cells["exercise-double"]["metadata"]["tags"] == ["raises-exception"]
    assert cells["check-double"]["metadata"]["tags"] == ["raises-exception"]
    assert cells["check-double"]["metadata"]["editable"] is False
    assert cells["check-double"]["metadata"]["convcourse"] == {"role": "check", "name": "double"}
    assert cells["demo-doubling_curve"]["metadata"]["mystnb"]["image"]["alt"].startswith("A straight line")
    assert untouched["metadata"]["language_info"] == {"name": "python"}
    assert (untouched["nbformat"], untouched["nbformat_minor"]) == (4, 5)


def test_the_source_notebook_keeps_every_word_of_the_author(tiny_course: Course) -> None:
    chapter = read_chapter(tiny_course.source("01_small_steps"))
    notebook = source_notebook(chapter)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in chapter.cells]


def test_a_wrong_chapter_stops_the_build_before_anything_is_written(tiny_course: Course) -> None:
    with tiny_course.source("01_small_steps").open("a", encoding="utf-8") as script:
        script.write('\n# %% check="nothing" points=1\nassert True\n')
    with pytest.raises(SourceError, match='expected an exercise "nothing"'):
        build(tiny_course)
    assert not tiny_course.notebooks.exists()
    assert not tiny_course.nbgrader_folder.exists()


def test_one_chapter_can_be_built_alone(built_course: Course) -> None:
    for path in built_course.notebooks.glob("*.ipynb"):
        path.unlink()
    assert build(built_course, ["00_start"]).written == ("00_start",)
    assert built_course.editions() == ["00_start"]


def test_where_the_package_lies_beside_the_chapters_a_build_lists_what_they_hold(built_course: Course) -> None:
    assert not built_course.contents.exists(), "a course of one's own has no package to write into"
    built_course.contents.parent.mkdir(parents=True)
    build(built_course)
    listed = json.loads(built_course.contents.read_bytes())
    assert listed["01_small_steps"] == {"exercises": {"double": 2.0, "prediction": 0.5}, "written": {"why_twice": 1.0}}
    listed["00_start"] = {"exercises": {"kept": 9.0}, "written": {}}
    listed["01_small_steps"]["exercises"]["double"] = 7.0
    built_course.contents.write_text(json.dumps(listed), encoding="utf-8")
    assert [difference.path for difference in check(built_course)] == [built_course.contents]
    build(built_course, ["01_small_steps"])
    again = json.loads(built_course.contents.read_bytes())
    assert again["01_small_steps"]["exercises"]["double"] == 2.0
    assert again["00_start"]["exercises"] == {"kept": 9.0}, "the other chapters' entries stay"
    build(built_course)
    assert check(built_course) == []


def test_a_notebook_whose_chapter_is_gone_is_reported_and_not_deleted(built_course: Course) -> None:
    gone = built_course.notebooks / "07_gone.ipynb"
    gone.write_text("{}")
    assert build(built_course, ["00_start"]).leftovers == (gone,)
    assert [difference.path for difference in check(built_course)] == [gone]
    assert gone.exists()


def test_check_finds_nothing_after_a_build(built_course: Course) -> None:
    assert check(built_course) == []


def test_check_names_the_cell_and_the_lines_that_differ_and_writes_nothing(built_course: Course) -> None:
    script = built_course.source("01_small_steps")
    text = script.read_text(encoding="utf-8").replace("Return twice `x`.", "Return two times `x`.")
    script.write_text(text, encoding="utf-8")
    before = all_bytes(built_course)
    [difference] = check(built_course)
    assert (difference.path.name, difference.cell) == ("01_small_steps.ipynb", "exercise-double")
    assert '-    """Return twice `x`.' in difference.lines
    assert '+    """Return two times `x`.' in difference.lines
    assert all_bytes(built_course) == before


def test_check_sees_missing_broken_reordered_and_executed_notebooks(built_course: Course) -> None:
    path = built_course.notebook("01_small_steps")
    built = path.read_bytes()

    def lines_after(data: bytes) -> list[tuple[str, str]]:
        path.write_bytes(data)
        return [(difference.cell, " ".join(difference.lines)) for difference in check(built_course, ["01_small_steps"])]

    assert lines_after(b"no notebook")[0][1].startswith("it is no notebook")
    assert lines_after(built + b"\n") == [("", "the cells are equal; the notebook's metadata or its layout is not")]
    notebook = json.loads(built)
    notebook["cells"].reverse()
    assert lines_after(json.dumps(notebook).encode()) == [("", "the cells stand in another order")]
    notebook = json.loads(built)
    notebook["cells"][1]["execution_count"] = 7
    del notebook["cells"][2]
    found = dict(lines_after(json.dumps(notebook).encode()))
    assert found["demo-doubling_curve"] == "the cell is missing"
    assert any("execution_count" in text for text in found.values())
    path.unlink()
    assert [difference.lines for difference in check(built_course, ["01_small_steps"])] == [("the file is missing",)]


def test_a_script_that_is_not_named_like_a_chapter_is_an_error(tiny_course: Course) -> None:
    (tiny_course.solutions / "extra.py").write_text("# %%\n")
    with pytest.raises(CourseError, match=r"solutions/extra\.py: expected a name such as 01_small_steps\.py"):
        build(tiny_course)


def test_two_chapters_of_one_number_are_an_error(tiny_course: Course) -> None:
    (tiny_course.solutions / "01_other.py").write_text("# %%\n")
    with pytest.raises(CourseError, match=r"expected one chapter 01; came 01_other\.py and 01_small_steps\.py"):
        build(tiny_course)


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.writing import write_atomically

    path = tmp_path / "kept.txt"
    path.write_text("old")
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            write_atomically(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
