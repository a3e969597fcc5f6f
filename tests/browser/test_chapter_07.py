"""Chapter 07 in JupyterLab, as a student meets it: a network trains while one looks, and a model is checked."""

import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from autograder.course import Course
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer

SLUG = "07_keras_cnns"
POOL_SQUARE = """def network_of(height, width, classes):
    return keras.Sequential([
        keras.Input((height, width, 1)),
        layers.Conv2D(6, (3, 5), activation="relu"),
        layers.MaxPool2D(POOL),
        layers.Conv2D(4, (4, 2), activation="relu"),
        layers.Flatten(),
        layers.Dense(16, activation="relu"),
        layers.Dense(classes),
    ])"""


@pytest.fixture
def chapter(lab: JupyterServer, open_notebook: Callable[[JupyterServer, str], NotebookPage]) -> NotebookPage:
    """The student edition of chapter 07, run from top to bottom without an answer."""
    name = f"{SLUG}.ipynb"
    shutil.copy(Course.find().notebook(SLUG), lab.folder / name)
    opened = open_notebook(lab, name)
    opened.run_all(seconds=400)
    expect(opened.output("demo-mnist")).to_contain_text("MNIST", timeout=400_000)  # the last cell that says something
    return opened


@pytest.mark.slow
def test_a_keras_chapter_runs_untouched_shows_its_training_and_checks_a_model(chapter: NotebookPage) -> None:
    curve = chapter.output("demo-train_lenet").locator("img")
    assert "Epoch 22 of 22" in (curve.get_attribute("alt") or ""), "the curve was to say how many epochs it shows"
    expect(chapter.output("demo-compare_readers")).to_contain_text("answer the exercise confusion_matrix above first")

    demo = chapter.output("demo-layer_stack")
    picture = demo.locator("img")
    before = picture.get_attribute("alt")
    demo.locator(".noUi-handle").first.focus()
    chapter.page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("alt", before or "")

    check = chapter.output("check-network_of")
    expect(check).to_contain_text("Not answered yet")
    for pool, words in (("2", "not yet"), ("(2, 3)", "network_of: right")):
        chapter.type_into("exercise-network_of", POOL_SQUARE.replace("POOL", pool))
        chapter.run_cell("exercise-network_of")
        chapter.run_cell("check-network_of")
        expect(check).to_contain_text(words)
        expect(check).not_to_contain_text("Traceback")
