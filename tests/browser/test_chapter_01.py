"""Chapter 01 in JupyterLab, as a student meets it: run it, move a slider, answer wrongly, answer rightly."""

import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from autograder.course import Course
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer

SLUG = "01_weighted_averages"
WRONG = """import numpy as np
def convolve1d(signal, kernel):
    return np.correlate(signal, kernel, mode="full")"""
RIGHT = """def convolve1d(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for age, weight in enumerate(kernel):
        result[age:age + len(signal)] += weight * np.asarray(signal)
    return result"""


@pytest.fixture
def chapter(lab: JupyterServer, open_notebook: Callable[[JupyterServer, str], NotebookPage]) -> NotebookPage:
    """The student edition of chapter 01, run from top to bottom without an answer."""
    name = f"{SLUG}.ipynb"
    shutil.copy(Course.find().notebook(SLUG), lab.folder / name)
    opened = open_notebook(lab, name)
    opened.run_all()
    return opened


def test_an_untouched_chapter_runs_to_its_end_and_a_slider_moves_its_picture(chapter: NotebookPage) -> None:
    demo = chapter.output("demo-window_over_numbers")
    picture = demo.get_by_role("img")
    before = picture.get_attribute("aria-label")
    demo.get_by_role("slider", name="newest reading: time").focus()
    chapter.page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("aria-label", before or "")
    assert "24" in (picture.get_attribute("aria-label") or "")
    expect(chapter.output("demo-noise_against_lag").locator("img")).to_be_attached()


def test_a_wrong_answer_meets_its_hint_and_a_right_one_turns_green(chapter: NotebookPage) -> None:
    check = chapter.output("check-convolve1d")
    expect(check).to_contain_text("Not answered yet")
    chapter.type_into("exercise-convolve1d", WRONG)
    chapter.run_cell("exercise-convolve1d")
    chapter.run_cell("check-convolve1d")
    expect(check).to_contain_text("this is correlation: the kernel was not flipped")
    expect(check).not_to_contain_text("Traceback")
    chapter.type_into("exercise-convolve1d", RIGHT)
    chapter.run_cell("exercise-convolve1d")
    chapter.run_cell("check-convolve1d")
    expect(check.get_by_role("status")).to_have_text("\N{CHECK MARK} convolve1d: right")
