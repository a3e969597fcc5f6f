"""The demos that draw themselves, on a page without a kernel: they say what the reference says, for every setting."""

import itertools
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convcourse import demos, reference
from convcourse.demos.kernel_on_photo import HEIGHT, WIDTH
from convcourse.demos.showcase import script
from tests.browser.axe import serious_findings

OTHERS = {
    "window_over_numbers": demos.window_over_numbers,
    "two_weights": lambda: demos.window_over_numbers((3, -1, 4, 1, 5), (0.75, 0.25)),
    "kernel_on_photo": demos.kernel_on_photo,
    "field_on_photo": demos.field_on_photo,
}
# Set a control as a person does, and let the page say what it then shows.
SET = """({root, label, kind, value}) => {
    const stage = document.querySelector(root);
    if (kind === "choice") {
        const rows = [...stage.querySelectorAll("fieldset")];
        const row = rows.find(each => each.querySelector("legend").textContent === label);
        [...row.querySelectorAll("input")].find(each => each.value === value).click();
    } else if (kind === "grid") {
        value.forEach((number, place) => {
            const field = stage.querySelectorAll("input[type=number]")[place];
            field.value = number;
            field.dispatchEvent(new Event("input"));
        });
    } else {
        const slider = stage.querySelector(`input[type=range][aria-label="${label}"]`);
        slider.value = value;
        slider.dispatchEvent(new Event("input"));
    }
    return stage.querySelector("[role=status]").textContent;
}"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """Return a page that holds the demos as the site does."""
    parts = []
    for name, make in OTHERS.items():
        state = json.dumps(make().state()).replace("<", "\\u003c")
        still = f'<img alt="still {name}" src="data:,">'
        inside = f'<script type="application/json">{state}</script>{still}'
        parts.append(f'<div class="course-showcase" id="{name}">{inside}</div>')
    path = tmp_path_factory.mktemp("showcase") / "page.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Demos</title>'
    head += f"<script>{script(on_page=True)}</script>"
    path.write_text(f"{head}<main><h1>Demos</h1>{''.join(parts)}</main></html>", encoding="utf-8")
    return path


@pytest.fixture
def opened(page_file, page):
    page.goto(page_file.as_uri())
    return page


@pytest.mark.parametrize("name", OTHERS)
def test_for_every_corner_of_its_controls_the_script_says_what_python_says(opened, name):
    demo = OTHERS[name]()
    described = {each["name"]: each for each in demo.state()["controls"]}
    for corner in demo.corners():
        for key, value in corner.items():
            told = {"root": f"#{name}", "label": described[key]["label"], "kind": described[key]["kind"]}
            plain = np.ravel(value).tolist() if isinstance(value, np.ndarray) else value
            words = opened.evaluate(SET, {**told, "value": plain})
        demo.change(**corner)
        assert words.startswith(repr(demo)), corner


def test_the_pixel_under_the_pointer_is_the_sum_of_its_nine_products(opened):
    demo = demos.kernel_on_photo()
    photo = demos.kernel_on_photo.__globals__["data"].photo("camera", gray=True)[5 : 5 + HEIGHT, 20 : 20 + WIDTH]
    result = reference.correlate2d(photo, np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]))
    stage = opened.locator("#kernel_on_photo")
    canvas = stage.locator("canvas").nth(1)
    canvas.scroll_into_view_if_needed()
    for row, column in ((7, 101), (90, 3)):
        canvas.hover(position={"x": 2 * column + 1, "y": 2 * row + 1})
        said = stage.get_by_role("status").inner_text()
        found = re.search(r"Row (\d+), column (\d+) of the output is (\S+)\.", said)
        assert found, said
        there = int(found[1]), int(found[2])
        assert there == (row, column)
        assert float(found[3].replace("\N{MINUS SIGN}", "-")) == pytest.approx(result[there])
    assert demo.state()["controls"][2]["start"] == 40


def test_keys_move_a_slider_and_buttons_step(opened):
    stage = opened.locator("#window_over_numbers")
    status = stage.get_by_role("status")
    stage.get_by_role("slider", name="newest reading: time").focus()
    opened.keyboard.press("ArrowRight")
    expect(status).to_contain_text("that of time 3")
    stage.get_by_role("button", name="newest reading: time: one step back").focus()
    opened.keyboard.press("Enter")
    expect(status).to_contain_text("that of time 2")
    stage.get_by_role("radio", name="correlation: as written").focus()
    opened.keyboard.press("Space")
    expect(status).to_contain_text("Correlation")
    expect(stage.get_by_role("img")).to_have_attribute("aria-label", status.inner_text())


def test_a_unit_that_is_moved_says_where_it_is(opened):
    stage = opened.locator("#field_on_photo")
    stage.get_by_role("slider", name="unit: steps down from the middle").fill("-4")
    expect(stage.get_by_role("status")).to_contain_text("4 units above and 0 units right of the middle one")
    down = stage.get_by_role("slider", name="unit: steps down from the middle")
    down.fill("60")
    expect(down).to_have_value("60")
    stage.get_by_role("radio", name="2 by 2 pool, after every third layer").click()  # now a step is four pixels
    expect(stage.get_by_role("status")).to_contain_text("The unit is 16 units below")
    expect(down).to_have_value("16")


def test_axe_finds_nothing_serious(opened):
    assert serious_findings(opened) == []


def test_without_scripts_the_still_picture_is_shown(page_file, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page_file.as_uri())
    assert tab.locator("img").count() == len(OTHERS)
    assert tab.locator("input").count() == 0
    context.close()


def test_all_combinations_were_looked_at():
    assert {name: len(list(make().corners())) for name, make in OTHERS.items()} == {
        "window_over_numbers": 18,
        "two_weights": 18,
        "kernel_on_photo": len(list(itertools.product(range(3), range(8)))),
        "field_on_photo": 54,
    }
