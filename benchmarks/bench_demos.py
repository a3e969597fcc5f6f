"""How long a reader waits for a demo: from a key pressed on a control to the first frame that shows the new picture."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.row import Row
from convcourse import demos
from convcourse.demos.showcase import script
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer, lab_command, notebook_command, serve

DEMOS = ("window_over_image", "window_over_track", "noise_against_lag")
SHOWCASES = ("window_over_numbers", "kernel_on_photo", "field_on_photo")
SHOWCASE_GOAL = 20.0
APPS = {"JupyterLab": (lab_command, "lab/tree"), "Notebook 7": (notebook_command, "notebooks")}
CHANGES = 40
MEDIAN_GOAL, SLOWEST_GOAL = 100.0, 150.0
PAUSE = 60  # milliseconds between two changes

# A picture counts as shown after the frame that paints it; a frame without a whole picture of that size is a flicker.
WATCH = """id => {
  const area = document.querySelector(`[data-cell-id="${id}"] .jp-Cell-outputArea`);
  const image = () => area.querySelector('img');
  const size = image().getBoundingClientRect().height;
  const seen = window.seen = {waits: [], frames: 0, flickers: 0, pressed: null, source: image().src};
  area.addEventListener('keydown', event => { seen.pressed = event.timeStamp; }, true);
  const watcher = new MutationObserver(() => {
    if (seen.pressed === null || !image() || image().src === seen.source) return;
    const pressed = seen.pressed;
    seen.source = image().src;
    seen.pressed = null;
    requestAnimationFrame(() => setTimeout(() => seen.waits.push(performance.now() - pressed)));
  });
  watcher.observe(area, {childList: true, subtree: true, attributes: true});
  const look = () => {
    seen.frames += 1;
    const now = image();
    const whole = now && now.complete && now.naturalWidth > 0 && now.getBoundingClientRect().height === size;
    if (!whole) seen.flickers += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


# The same wait on a page of the site: from the key to the end of the frame that shows the new sentence and picture.
WATCH_SHOWCASE = """id => {
  const stage = document.getElementById(id);
  const slider = stage.querySelector('input[type=range], input[type=number]');
  const seen = window.seen = {waits: [], pressed: null};
  slider.addEventListener('keydown', event => { seen.pressed = event.timeStamp; }, true);
  slider.addEventListener('input', () => {
    const pressed = seen.pressed;
    requestAnimationFrame(() => setTimeout(() => seen.waits.push(performance.now() - pressed)));
  });
  slider.focus();
}"""


class Seen(NamedTuple):
    """What the page noted: milliseconds of each wait, frames looked at, and those without a whole picture."""

    waits: list[float]
    frames: int
    flickers: int


def run() -> list[Row]:
    """Measure demos of chapters 01 and 02 in both front ends, and those that draw themselves on a page."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        for app, (command, page) in APPS.items():
            with tempfile.TemporaryDirectory() as home, serve(command(), page, Path(home)) as server:
                rows += _measure(browser, server, app)
        rows += _measure_showcases(browser)
        browser.close()
    return rows


def _measure_showcases(browser: Browser) -> list[Row]:
    """Measure the demos that draw themselves, without a kernel, against a slider that draws nothing."""
    parts = ['<div id="nothing"><input type="range" min="0" max="20" aria-label="nothing"></div>']
    for name in SHOWCASES:
        state = json.dumps(getattr(demos, name)().state()).replace("<", "\\u003c")
        inside = f'<script type="application/json">{state}</script>'
        parts.append(f'<div class="course-showcase" id="{name}">{inside}</div>')
    tab = browser.new_page(viewport={"width": 1280, "height": 1000})
    tab.set_content(f"<script>{script(on_page=True)}</script>{''.join(parts)}")
    medians = {}
    for name in ("nothing", *SHOWCASES):
        tab.locator(f"#{name} input").first.scroll_into_view_if_needed()
        tab.evaluate(WATCH_SHOWCASE, name)
        for change in range(CHANGES):
            tab.keyboard.press("ArrowUp" if (change // 2) % 2 == 0 else "ArrowDown")
            tab.wait_for_function("count => window.seen.waits.length >= count", arg=change + 1)
            tab.wait_for_timeout(PAUSE)
        medians[name] = statistics.median(tab.evaluate("() => window.seen.waits"))
    tab.close()
    floor = medians.pop("nothing")
    return [
        Row(f"page: {name}, median", median, "ms", median / floor, "a bare slider", SHOWCASE_GOAL)
        for name, median in medians.items()
    ]


def _measure(browser: Browser, server: JupyterServer, app: str) -> list[Row]:
    server.write("demos.ipynb", _notebook())
    tab = browser.new_page(viewport={"width": 1280, "height": 1000})
    tab.set_default_timeout(60_000)
    notebook = NotebookPage(tab, server, "demos.ipynb")
    notebook.run_all()
    rows = []
    for demo in DEMOS:
        seen = _watch(notebook, demo)
        slowest = statistics.quantiles(seen.waits, n=20)[-1]
        rows.append(Row(f"{app}: {demo}, median", statistics.median(seen.waits), "ms", goal=MEDIAN_GOAL))
        rows.append(Row(f"{app}: {demo}, 95 of 100", slowest, "ms", goal=SLOWEST_GOAL))
        rows.append(Row(f"{app}: {demo}, flickers in {seen.frames} frames", seen.flickers, "frames", goal=1))
    tab.close()
    server.stop_kernels()
    return rows


def _notebook() -> NotebookNode:
    cells = [new_code_cell(f"from convcourse import demos\ndemos.{demo}()", id=demo) for demo in DEMOS]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _watch(notebook: NotebookPage, demo: str) -> Seen:
    """Press the buttons of a demo's first control: three steps on, three steps back, and so on."""
    cell = notebook.cell(demo)
    cell.locator("img").wait_for()
    cell.scroll_into_view_if_needed()
    buttons = [cell.get_by_role("button", name=name).first for name in ("next ▶", "◀ previous")]
    for button in buttons:
        _press(notebook.page, button)
    notebook.page.wait_for_timeout(500)
    notebook.page.evaluate(WATCH, demo)
    for change in range(CHANGES):
        _press(notebook.page, buttons[(change // 3) % 2])
        notebook.page.wait_for_function("count => window.seen.waits.length >= count", arg=change + 1)
        notebook.page.wait_for_timeout(PAUSE)
    seen = notebook.page.evaluate("() => ({...window.seen})")
    return Seen(seen["waits"], seen["frames"], seen["flickers"])


def _press(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")
