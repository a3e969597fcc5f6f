"""How long a reader waits for a demo: from a key pressed on a control to the first frame that shows the new picture."""

import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.row import Row
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer, lab_command, notebook_command, serve

DEMOS = ("window_over_numbers", "window_over_track", "noise_against_lag")
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


class Seen(NamedTuple):
    """What the page noted: milliseconds of each wait, frames looked at, and those without a whole picture."""

    waits: list[float]
    frames: int
    flickers: int


def run() -> list[Row]:
    """Measure every demo of chapter 01 in both front ends."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        for app, (command, page) in APPS.items():
            with tempfile.TemporaryDirectory() as home, serve(command(), page, Path(home)) as server:
                rows += _measure(browser, server, app)
        browser.close()
    return rows


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
