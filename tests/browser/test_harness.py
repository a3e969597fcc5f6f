"""The harness itself: a tiny notebook, worked in both front ends."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

SLIDER = """\
import ipywidgets
shown = ipywidgets.HTML("nothing yet")
slider = ipywidgets.IntSlider(value=3, min=0, max=100)
slider.observe(lambda change: setattr(shown, "value", f"the slider is at {change.new}"), "value")
ipywidgets.VBox([slider, shown])"""

TYPED = """\
def double(values):
    if not values:
        return []
    return [2 * value for value in values]


double([1, 2])"""


def tiny_notebook():
    cells = [new_code_cell(SLIDER, id="with-slider"), new_code_cell("raise NotImplementedError", id="to-write")]
    cells[1].metadata.tags = ["raises-exception"]
    cells.append(new_code_cell("print(6 * 7)", id="last"))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


# Arrow keys do nothing on a focused slider in Notebook 7; Page Up works.
@pytest.mark.parametrize(("app", "key", "then"), [("lab", "ArrowRight", 4), ("notebook7", "PageUp", 8)])
def test_a_slider_moved_by_the_keyboard_changes_what_is_shown(app, key, then, request, open_notebook):
    server = request.getfixturevalue(app)
    server.write("slider.ipynb", tiny_notebook())
    notebook = open_notebook(server, "slider.ipynb")
    notebook.run_all()
    assert notebook.output_text("last").strip() == "42"
    handle = notebook.cell("with-slider").locator(".noUi-handle")
    handle.wait_for(state="attached")
    handle.focus()
    notebook.page.keyboard.press(key)
    expect(notebook.output("with-slider")).to_contain_text(f"the slider is at {then}")


@pytest.mark.parametrize("app", ["lab", "notebook7"])
def test_what_is_typed_into_a_cell_runs_and_is_saved(app, request, open_notebook):
    server = request.getfixturevalue(app)
    path = server.write("typing.ipynb", tiny_notebook())
    notebook = open_notebook(server, "typing.ipynb")
    assert "NotImplementedError" in notebook.run_cell("to-write")
    notebook.type_into("to-write", TYPED)
    assert "[2, 4]" in notebook.run_cell("to-write")
    notebook.save()
    assert nbformat.read(path, as_version=4).cells[1].source == TYPED


def test_a_locked_cell_does_not_take_text(lab, open_notebook):
    locked = tiny_notebook()
    locked.cells[2].metadata.editable = False
    lab.write("locked.ipynb", locked)
    with pytest.raises(AssertionError, match="expected the cell 'last' to take the text"):
        open_notebook(lab, "locked.ipynb").type_into("last", "print('cheated')")
