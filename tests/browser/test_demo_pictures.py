"""A demo in a real browser: a key changes the picture, its words stay with it, and the page does not jump."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

SOURCE = "from convcourse import demos\ndemos.window_over_image()"
DRAWN = "from convcourse import demos\ndemos.window_over_numbers()"
COUNT = """\
import gc
from convcourse.figures import Picture
gc.collect()
sum(isinstance(kept, Picture) for kept in gc.get_objects())"""


@pytest.fixture(params=["lab", "notebook7"])
def demo(request, open_notebook):
    server = request.getfixturevalue(request.param)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(SOURCE, id="demo"), new_code_cell(COUNT, id="count"), new_code_cell(DRAWN, id="drawn")]
    server.write("demo.ipynb", new_notebook(cells=cells, metadata={"kernelspec": kernel}))
    notebook = open_notebook(server, "demo.ipynb")
    notebook.run_all()
    notebook.cell("demo").locator("img").wait_for()
    return notebook


def test_keys_on_the_buttons_move_the_window_and_the_words_follow(demo):
    output = demo.output("demo")
    image, next_button = output.locator("img"), output.get_by_role("button", name="next ▶")
    box, source = image.bounding_box(), image.get_attribute("src")
    for key, words in (("Space", "row 1, column 1"), ("Enter", "row 1, column 2")):
        next_button.focus()
        demo.page.keyboard.press(key)
        expect(image).to_have_attribute("alt", re.compile(words))
        expect(output.get_by_role("status")).to_contain_text(words)
    assert image.get_attribute("src") != source
    assert image.bounding_box() == box
    assert box["width"] <= 860


def test_a_choice_is_made_by_pressing_its_button(demo):
    output = demo.output("demo")
    output.get_by_role("button", name="diagonal").click()
    expect(output.get_by_role("status")).to_contain_text("row 1, column 0: 1·4 + 0·6 + 0·2 + 1·1 = 5")


def test_a_demo_that_draws_itself_takes_the_arrow_keys_and_says_what_it_shows(demo):
    output = demo.output("drawn")
    output.get_by_role("slider", name="newest reading: time").focus()
    for time in (3, 4):
        demo.page.keyboard.press("ArrowRight")
        expect(output.get_by_role("status")).to_contain_text(f"that of time {time}")
    expect(output.get_by_role("img")).to_have_attribute("aria-label", re.compile("that of time 4"))


def test_a_cell_that_is_run_again_keeps_no_figure_of_its_last_run(demo):
    kept = [demo.run_cell("count")]
    for _ in range(3):
        demo.run_cell("demo")
        demo.cell("demo").locator("img").wait_for()
    kept.append(demo.run_cell("count"))
    assert kept[0].split()[-1] == kept[1].split()[-1]
