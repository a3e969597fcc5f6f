"""The site in a real browser: two chapters run and rendered, every page opened, nothing asked of the network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious_findings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site with chapters 00 and 01; warnings are errors for Sphinx, so a broken link fails here."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, ROOT / "docs" / "site" / "build.py", "00", "01", "--to", folder]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture
def opened(site, page):
    """Return a function that opens a page of the site, and a list of what was asked of elsewhere, or went wrong."""
    wrong = []
    page.on("request", lambda request: request.url.startswith("http") and wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def open_page(name):
        page.goto((site / name).as_uri())
        return page

    yield open_page
    assert wrong == []


def pages(site):
    """List the pages that people read; below `_static` the theme keeps pieces of its own."""
    mine = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    return sorted(path for path in mine if path.name not in ("genindex.html", "search.html"))


def test_every_page_opens_every_link_leads_somewhere_and_every_picture_has_its_words(site, opened):
    assert len(pages(site)) == 12
    for path in pages(site):
        page = opened(path.relative_to(site))
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
        for link in links:
            target, _, place = link.partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            there = (path.parent / target) if target else path
            assert there.exists(), f"{path.name}: {link}"
            if place and there.suffix == ".html":
                assert f'id="{place}"' in there.read_text(encoding="utf-8"), f"{path.name}: {link}"
        silent = page.eval_on_selector_all("img", "all => all.filter(each => !each.alt).map(each => each.src)")
        assert silent == [], path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "glossary.html", "chapters/01_weighted_averages.html"])
def test_axe_finds_nothing_serious_in_light_and_dark(opened, page, name, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened(name)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")  # colours on their way
    assert serious_findings(page) == []


def test_an_answer_unfolds_with_the_keyboard_and_no_hidden_test_is_on_the_page(site, opened):
    page = opened("chapters/01_weighted_averages.html")
    answer = page.locator("details", has=page.get_by_text("One answer")).first
    code = answer.locator("pre").first
    assert not code.is_visible()
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(code).to_be_visible()
    text = (site / "chapters" / "01_weighted_averages.html").read_text(encoding="utf-8")
    assert "HIDDEN TESTS" not in text and "BEGIN SOLUTION" not in text
    assert "answer.random" not in text


def test_formulas_are_mathml_pictures_are_there_and_the_page_fits_a_phone(opened):
    page = opened("chapters/01_weighted_averages.html")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator("math").count() > 20
    images = page.locator(".course-picture img")
    assert images.count() >= 6
    images.first.scroll_into_view_if_needed()
    expect(images.first).to_have_js_property("complete", True)
    assert images.first.evaluate("each => each.naturalWidth") > 300
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_showcase_demo_is_alive_without_a_kernel_and_a_picture_without_scripts(site, opened, browser):
    name = "chapters/01_weighted_averages.html"
    demo = opened(name).locator(".course-showcase")
    status = demo.get_by_role("status")
    expect(status).to_contain_text("that of time 2")
    demo.get_by_role("slider", name="newest reading: time").press("ArrowRight")
    expect(status).to_contain_text("that of time 3")
    context = browser.new_context(java_script_enabled=False)
    silent = context.new_page()
    silent.goto((site / name).as_uri())
    picture = silent.locator(".course-showcase img")
    expect(picture).to_have_attribute("alt", re.compile("that of time 2"))
    assert silent.locator(".course-showcase input").count() == 0
    context.close()


def test_the_menu_of_colours_changes_the_ground(opened):
    page = opened("chapters/01_weighted_averages.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    before = page.evaluate(ground)
    page.locator("button.theme-switch-button:visible").click()
    page.locator("button.theme-change-button[data-mode=dark]:visible").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(ground) != before


def test_search_finds_a_word_of_a_chapter(opened):
    page = opened("chapters/01_weighted_averages.html")
    page.keyboard.press("Control+k")
    field = page.locator("input[type=search]:focus")
    field.fill("impulse")
    field.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()
    expect(page.locator("#search-results")).to_contain_text("Weighted averages")
