"""The instructor's and the student's pages in a real browser: nothing hostile runs, and everybody can use them."""

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from tests.autograder.hostile_class import CHAPTER, make_class
from tests.browser.axe import serious_findings


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """The report of a hostile class, and the feedback pages; beside the results, as the commands write them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / f"{CHAPTER}.py").write_text("# %% [markdown]\n# # A chapter\n")
    course = tmp_path / ".nbgrader-course"
    make_class(course / "results", course)
    for words in (["report"], ["feedback", "--to", "pages"]):
        assert CliRunner().invoke(app, words).exit_code == 0
    return [tmp_path / "class_report.html", *sorted((tmp_path / "pages").glob("*/*.html"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_runs_nothing_is_fetched_nothing_runs_over_and_axe_finds_nothing(pages, page, width, scheme):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    assert len(pages) == 7
    for path in pages:
        page.goto(path.as_uri())
        assert page.title() != "owned"
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert serious_findings(page) == [], path
    assert fetched == [path.as_uri() for path in pages]


def test_the_example_of_a_mistake_opens_with_the_keyboard(pages, page):
    page.goto(pages[0].as_uri())
    summary = page.locator("summary", has_text="An example").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] pre").first.is_visible()
