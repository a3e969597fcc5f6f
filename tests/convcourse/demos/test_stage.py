"""The stage redraws on every change, shows what went wrong, and forgets what is no longer on the page."""

import gc
import json
import weakref

import ipywidgets as widgets
import numpy as np
import pytest

from convcourse.demos import cell, stage
from convcourse.demos.stage import Choice, Demo, Grid, Steps, Switch
from convcourse.figures.paper import sheet
from convcourse.figures.picture import Picture

VIEW = "application/vnd.jupyter.widget-view+json"


def demo_of(**controls):
    figure = sheet(200, 100)
    words = figure.text(0.5, 0.5, "")

    def draw(**parameters):
        if parameters.get("count") == 3:
            raise ValueError("three is <not> drawn")
        told = ", ".join(f"{name} is {np.asarray(value).tolist()}" for name, value in parameters.items())
        words.set_text(told)
        return f"Here {told}."

    return Demo(Picture(figure, draw, moving=[words]), **controls)


@pytest.fixture
def notebook(monkeypatch):
    """As if a notebook showed what is displayed."""
    monkeypatch.setattr(stage, "has_front_end", lambda: True)


def part(demo, kind):
    """Find the first widget of a kind on a demo's stage."""
    found = [widget for widget in everything(demo._widget()) if type(widget).__name__ == kind]
    return found[0]


def everything(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def test_without_a_notebook_a_demo_is_its_first_picture_and_no_widget():
    demo = demo_of(count=Steps("count", 1, 9, start=2))
    bundle = demo._repr_mimebundle_()
    assert set(bundle) == {"image/png", "text/plain"}
    assert bundle["text/plain"] == repr(demo) == "Here count is 2."
    assert demo._box is None


def test_in_a_notebook_a_demo_is_a_widget_and_a_picture_for_readers_without_a_kernel(notebook):
    demo = demo_of(count=Steps("count", 1, 9, start=2))
    bundle = demo._repr_mimebundle_()
    assert set(bundle) == {"image/png", "text/plain", VIEW}
    json.dumps(bundle)
    assert bundle[VIEW]["model_id"] == demo._widget().model_id
    assert bundle[VIEW] == demo._widget()._repr_mimebundle_()[VIEW]


def test_the_view_does_without_the_bundle_that_widgets_of_older_notebooks_lack(notebook, monkeypatch):
    monkeypatch.delattr(widgets.Widget, "_repr_mimebundle_")
    demo = demo_of(count=Steps("count", 1, 9, start=2))
    assert demo._repr_mimebundle_()[VIEW]["model_id"] == demo._box.model_id


def test_each_button_is_described_by_the_name_of_its_control():
    demo = demo_of(
        count=Steps("window: readings", 1, 9, start=2), kernel=Grid("kernel", np.eye(2), presets={"blur": np.eye(2)})
    )
    described = [widget.tooltip for widget in everything(demo._widget()) if type(widget).__name__ == "Button"]
    assert described == ["window: readings: one step back", "window: readings: one step on", "kernel: blur"]


def test_a_slider_and_its_buttons_move_the_picture_and_its_words():
    demo = demo_of(count=Steps("count", 4, 9, start=5))
    before = part(demo, "HTML").value
    part(demo, "IntSlider").value = 6
    after = part(demo, "HTML").value
    assert after != before
    assert after.count("Here count is 6.") == 2, "once as alternative text, once below the picture"
    previous, following = [widget for widget in everything(demo._widget()) if type(widget).__name__ == "Button"]
    following.click()
    assert demo.parameters() == {"count": 7}
    for _ in range(9):
        previous.click()
    assert demo.parameters() == {"count": 4}


def test_steps_of_a_fraction_do_not_drift():
    demo = demo_of(decay=Steps("decay", 0.5, 1.0, start=0.85, step=0.05))
    following = [widget for widget in everything(demo._widget()) if type(widget).__name__ == "Button"][1]
    seen = []
    for _ in range(4):
        following.click()
        seen.append(demo.parameters()["decay"])
    assert seen == [0.9, 0.95, 1.0, 1.0]


def test_choices_and_switches_are_passed_on():
    demo = demo_of(shape=Choice("shape", ["box", "ramp"]), flipped=Switch("flipped"))
    part(demo, "ToggleButtons").value = "ramp"
    part(demo, "Checkbox").value = True
    assert demo.parameters() == {"shape": "ramp", "flipped": True}


def test_a_grid_is_edited_by_the_cell_and_filled_by_a_preset_in_one_redrawing():
    demo = demo_of(kernel=Grid("kernel", np.eye(2), presets={"blur": np.full((2, 2), 1 / 9)}))
    part(demo, "BoundedFloatText").value = 5
    np.testing.assert_array_equal(demo.parameters()["kernel"], [[5, 0], [0, 1]])
    drawn = []
    demo.picture.draw, draw = lambda **parameters: drawn.append(1) or draw(**parameters), demo.picture.draw
    part(demo, "Button").click()
    assert drawn == [1]
    np.testing.assert_array_equal(demo.parameters()["kernel"], np.full((2, 2), 1 / 9))
    assert part(demo, "BoundedFloatText").value == 0.111


def test_a_picture_that_cannot_be_drawn_says_why_and_the_next_one_is_drawn_again(capfd):
    demo = demo_of(count=Steps("count", 1, 9, start=2))
    part(demo, "IntSlider").value = 3
    shown = part(demo, "HTML").value
    assert "could not be drawn: ValueError: three is &lt;not&gt; drawn" in shown
    assert "<img" in shown
    part(demo, "IntSlider").value = 4
    assert "could not be drawn" not in part(demo, "HTML").value
    assert capfd.readouterr() == ("", "")


def test_corners_are_all_combinations_of_extreme_values():
    demo = demo_of(count=Steps("count", 1, 9, start=2), flipped=Switch("flipped"), shape=Choice("shape", ["a", "b"]))
    assert len(list(demo.corners())) == 3 * 2 * 2
    assert {corner["count"] for corner in demo.corners()} == {1, 2, 9}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Steps("count", 1, 9, start=10), "count starts between 1 and 9: 10 came"),
        (lambda: Choice("shape", ["a", "b"], "c"), r"shape starts with one of \['a', 'b'\]: 'c' came"),
        (lambda: Grid("kernel", np.eye(3), {"blur": np.eye(2)}), r"preset 'blur' has shape \(3, 3\) .* \(2, 2\) came"),
    ],
)
def test_a_control_that_cannot_be_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def run_of_cell(monkeypatch, cell_id, run):
    monkeypatch.setattr(cell, "running_cell", lambda: (cell_id, run))


def test_running_a_cell_again_forgets_the_figures_of_its_last_run(notebook, monkeypatch):
    figures = []
    for run in range(5):
        run_of_cell(monkeypatch, "cell", f"run {run}")
        demo = demo_of(count=Steps("count", 1, 9, start=2))
        demo._repr_mimebundle_()
        figures.append(weakref.ref(demo.picture.figure))
    del demo
    gc.collect()
    assert [figure() is not None for figure in figures] == [False] * 4 + [True]


def test_a_closed_demo_still_shows_its_last_picture(notebook, monkeypatch):
    run_of_cell(monkeypatch, "one", "run 1")
    demo = demo_of(count=Steps("count", 1, 9, start=2))
    demo._repr_mimebundle_()
    demo.close()
    assert set(demo._repr_mimebundle_()) == {"image/png", "text/plain"}
    demo.change(count=4)
    assert repr(demo) == "Here count is 2."


def test_two_demos_of_one_run_and_one_shown_elsewhere_stay(notebook, monkeypatch):
    first, second = demo_of(count=Steps("count", 1, 9, start=2)), demo_of(count=Steps("count", 1, 9, start=4))
    run_of_cell(monkeypatch, "two", "run 1")
    first._repr_mimebundle_()
    second._repr_mimebundle_()
    run_of_cell(monkeypatch, "three", "run 2")
    first._repr_mimebundle_()
    run_of_cell(monkeypatch, "two", "run 3")
    demo_of(count=Steps("count", 1, 9, start=5))._repr_mimebundle_()
    assert first.picture is not None
    assert second.picture is None


def test_a_script_runs_no_cell_and_has_no_page():
    assert cell.running_cell() == ("", "")
    assert not cell.has_front_end()
