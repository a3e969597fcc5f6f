"""The student's panel in JupyterLab: it follows the checks, gives hints one at a time, and lives on after a restart."""

import json
import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from autograder.course import Course
from tests.browser.axe import serious_findings
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer

SLUG = "00_start_here"
WRONG = "def mean_of(readings):\n    return sum(readings)"
RIGHT = """def mean_of(readings):
    total = 0
    for reading in readings:
        total += reading
    return total / len(readings)"""
Open = Callable[[str], NotebookPage]


@pytest.fixture
def opened(lab: JupyterServer, open_notebook: Callable[[JupyterServer, str], NotebookPage]) -> Open:
    """Return a function that opens chapter 00 under a name of its own, with a kernel of its own, and runs it."""
    shutil.rmtree(lab.folder / "progress", ignore_errors=True)

    def open_chapter(name: str) -> NotebookPage:
        shutil.copy(Course.find().notebook(SLUG), lab.folder / name)
        chapter = open_notebook(lab, name)
        chapter.run_all()
        return chapter

    return open_chapter


def panel_of(chapter: NotebookPage) -> Locator:
    """Return the panel: the output of the set-up cell."""
    cells = json.loads(Course.find().notebook(SLUG).read_text(encoding="utf-8"))["cells"]
    return chapter.output(next(cell["id"] for cell in cells if "your_progress" in "".join(cell["source"])))


def answer(chapter: NotebookPage, code: str) -> None:
    chapter.type_into("exercise-mean_of", code)
    chapter.run_cell("exercise-mean_of")
    chapter.run_cell("check-mean_of")


def test_from_a_wrong_answer_over_two_hints_to_the_comparison(lab: JupyterServer, opened: Open) -> None:
    chapter = opened("first.ipynb")
    panel, check = panel_of(chapter), chapter.output("check-mean_of")
    expect(panel).to_contain_text("0 of 1 exercises, 0 of 1 points. Next: mean_of (1 point).")
    answer(chapter, WRONG)
    check.get_by_role("button", name="Hint 1 of 3: a nudge").focus()
    chapter.page.keyboard.press("Enter")
    expect(check).to_contain_text("Hint 1, a nudge.")
    expect(check).not_to_contain_text("Hint 2,")
    expect(check.get_by_role("status")).to_have_text("Hint 1 of 3 is open; 2 left.")
    check.get_by_role("button", name="Hint 2 of 3: a pointer").click()
    expect(check).to_contain_text("Hint 2, a pointer.")
    answer(chapter, RIGHT)
    expect(panel).to_contain_text("1 of 1 exercises, 1 of 1 points. All are right.")
    check.get_by_role("button", name="Compare with a model answer").click()
    expect(check).to_contain_text("total += reading")
    expect(check).to_contain_text("return sum(readings) / len(readings)")
    assert serious_findings(chapter.page, ".course-progress") == []
    kept = json.loads((lab.folder / "progress" / f"{SLUG}.json").read_text())
    assert kept["exercises"]["mean_of"] == {"right": True, "tries": 2, "hints": 2}


def test_after_a_restart_the_panel_knows_what_was_done_and_opened_hints_are_open(opened: Open) -> None:
    first = opened("first.ipynb")
    first.output("check-mean_of").get_by_role("button", name="Hint 1 of 3: a nudge").click()
    expect(first.output("check-mean_of")).to_contain_text("Hint 1, a nudge.")
    again = opened("again.ipynb")
    expect(again.output("check-mean_of")).to_contain_text("Hint 1, a nudge.")
    panel = panel_of(again)
    panel.get_by_text("All exercises of this chapter").click()
    expect(panel).to_contain_text("1 hint opened")
    panel.get_by_text("The whole course").click()
    expect(panel).to_contain_text("18_capstone")
    panel.get_by_text("All exercises of this chapter").click()
    panel.get_by_role("button", name="Hints and answer").click()
    panel.get_by_role("button", name="Hint 2 of 3: a pointer").click()
    expect(panel).to_contain_text("2 hints opened")
    panel.get_by_role("button", name="Show a model answer").click()
    expect(panel).to_contain_text("return sum(readings) / len(readings)")
