"""Fixtures for tests in a real browser: two servers, a page, and a notebook opened in it.

A test reads:

    def test_the_slider_moves(lab, open_notebook):
        lab.write("tiny.ipynb", notebook)
        tiny = open_notebook(lab, "tiny.ipynb")
        tiny.run_all()
        assert "3" in tiny.output_text("cell-id")
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.browser.notebook_page import NotebookPage
from tests.browser.server import JupyterServer, lab_command, notebook_command, serve

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What the console says when a widget is dead; a missing icon or a closed socket at the end of a test says nothing.
SEVERE = ("Failed to load model class", "Error creating widget", "Could not create a view", "is not registered")
# Notebook 7 asks for the settings of a plugin that only JupyterLab has; a layout may take two steps to settle.
HARMLESS = ("(reading 'schema')", "ResizeObserver loop")
# A wait ends as soon as it can, so a long limit costs nothing; two cores that run other tests too can be slow.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE / 2)


def _no_browser(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


# A module and not the session: while Playwright runs, its event loop occupies the thread, and a later test that
# starts a loop of its own would fail.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    executable = CHROMIUM if os.path.exists(CHROMIUM) else shutil.which("chromium")
    if not executable:
        _no_browser(f"expected Chromium at {CHROMIUM}, came none: apt-get install chromium fonts-liberation")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab with nothing remembered; the test fails at its end if a script or a widget broke."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    broken: list[str] = []

    def uncaught(error: Error) -> None:
        if not any(sign in str(error) for sign in HARMLESS):
            broken.append(f"uncaught: {error}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and any(sign in message.text for sign in SEVERE):
            broken.append(f"console: {message.text}")

    tab.on("pageerror", uncaught)
    tab.on("console", said)
    yield tab
    context.close()
    assert not broken, "expected no broken scripts on the page, came:\n" + "\n".join(broken)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """A JupyterLab server over an empty folder, `lab.folder`."""
    with serve(lab_command(), "lab/tree", tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def notebook7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """A Notebook 7 server over an empty folder, `notebook7.folder`."""
    with serve(notebook_command(), "notebooks", tmp_path_factory.mktemp("notebook7")) as server:
        yield server


@pytest.fixture
def open_notebook(page: Page) -> Iterator[Callable[[JupyterServer, str], NotebookPage]]:
    """A function `open_notebook(server, name)`; it returns once the kernel is idle. Kernels end with the test."""
    servers: list[JupyterServer] = []

    def open_it(server: JupyterServer, name: str) -> NotebookPage:
        servers.append(server)
        return NotebookPage(page, server, name)

    yield open_it
    page.goto("about:blank")
    for server in servers:
        server.stop_kernels()
