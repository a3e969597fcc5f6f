"""Work a notebook in a browser the way a student does: look, type, press keys."""

from playwright.sync_api import Locator, Page

from tests.browser.server import JupyterServer

SECONDS = 1000

# A cell's element does not say which cell it is, so each element is given the id that the notebook file has for it.
MARK_CELLS = """() => {
  for (const cell of window.jupyterapp.shell.currentWidget.content.widgets) {
    cell.node.dataset.cellId = cell.model.sharedModel.getId();
  }
}"""

IS_IDLE = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  const shown = Boolean(panel?.content?.widgets?.length);
  return shown && kernel?.status === 'idle' && kernel.connectionStatus === 'connected';
}"""

RUN_ALL = """() => {
  window.ranAll = false;
  window.jupyterapp.commands.execute('notebook:run-all-cells').finally(() => { window.ranAll = true; });
}"""

FIND = "id => window.jupyterapp.shell.currentWidget.content.widgets.find(c => c.model.sharedModel.getId() === id)"
SOURCE = f"id => ({FIND})(id).model.sharedModel.getSource()"
COUNT = f"id => ({FIND})(id).model.executionCount"
HAS_RUN = f"""([id, before]) => {{
  const cell = ({FIND})(id);
  const waiting = cell.node.querySelector('.jp-InputPrompt')?.innerText.includes('*');
  return !waiting && cell.model.executionCount !== null && cell.model.executionCount !== before;
}}"""


class NotebookPage:
    """One notebook, open in a browser tab, in JupyterLab or in Notebook 7.

    Attributes:
        page: Playwright's page, for all that this class does not do.
    """

    def __init__(self, page: Page, server: JupyterServer, name: str) -> None:
        """Open the notebook `name` of the server's folder, and wait until its kernel is idle."""
        self.page = page
        page.goto(server.address(name))
        self.wait_until_idle()

    def wait_until_idle(self, seconds: float = 60) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(IS_IDLE, timeout=seconds * SECONDS)

    def run_all(self, seconds: float = 120) -> None:
        """Run all cells, and wait for the last one."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function("() => window.ranAll", timeout=seconds * SECONDS)
        self.wait_until_idle()

    def cell(self, cell_id: str) -> Locator:
        """Return the element of the cell with this id in the notebook file."""
        self.page.evaluate(MARK_CELLS)
        return self.page.locator(f'[data-cell-id="{cell_id}"]')

    def output(self, cell_id: str) -> Locator:
        """Return the element that holds a cell's outputs; hand it to `expect` to wait for what it should show."""
        return self.cell(cell_id).locator(".jp-Cell-outputArea").first

    def output_text(self, cell_id: str) -> str:
        """Return the text that a cell's outputs show now; it is empty when there is none."""
        output = self.output(cell_id)
        return output.inner_text() if output.count() else ""

    def source(self, cell_id: str) -> str:
        """Return what stands in the cell."""
        return str(self.page.evaluate(SOURCE, cell_id))

    def type_into(self, cell_id: str, text: str) -> None:
        """Replace what stands in the cell by `text`, through the keyboard.

        Raises:
            AssertionError: the cell then holds something else; it may be locked.
        """
        editor = self.cell(cell_id).locator(".cm-content").first
        editor.scroll_into_view_if_needed()
        editor.click()
        self.page.keyboard.press("Control+a")
        # As pasted: keys pressed one by one would be indented and have their brackets closed a second time.
        self.page.keyboard.insert_text(text)
        came = self.source(cell_id)
        assert came == text, f"expected the cell {cell_id!r} to take the text:\n{text}\ncame:\n{came}"

    def run_cell(self, cell_id: str, seconds: float = 60) -> str:
        """Run one cell with Control+Enter, wait for its end, and return the text of its output."""
        cell = self.cell(cell_id)
        before = self.page.evaluate(COUNT, cell_id)
        editor = cell.locator(".cm-content").first
        editor.scroll_into_view_if_needed()
        editor.click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(HAS_RUN, arg=[cell_id, before], timeout=seconds * SECONDS)
        self.wait_until_idle()
        return self.output_text(cell_id)

    def save(self) -> None:
        """Save the notebook, as Control+S does, and wait until it is written."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
