"""A showcase demo in Python: what it hands to its script, and what it does where the script cannot run."""

import importlib
import json

import ipywidgets
import pytest

from convcourse import demos
from convcourse.demos.controls import Steps, Switch
from convcourse.demos.showcase import Showcase, drawn_in_browser, script
from convcourse.figures.paper import sheet
from convcourse.figures.picture import Picture

SHOWCASES = ("window_over_numbers", "kernel_on_photo", "field_on_photo")


@pytest.mark.parametrize("name", SHOWCASES)
def test_what_the_script_gets_is_json_and_names_a_scene_that_is_there(name):
    state = getattr(demos, name)().state()
    assert json.loads(json.dumps(state, allow_nan=False)) == state
    assert f"SCENES.{state['name']} = " in script()
    assert all(colour.startswith("#") for colour in state["colours"].values())
    assert len(json.dumps(state)) < 120_000, "a page stays light"


@pytest.mark.parametrize("name", SHOWCASES)
def test_without_anywidget_it_is_a_demo_of_the_stage(name, monkeypatch):
    def missing(module):
        raise ImportError(module)

    drawn_in_browser._widget_class.cache_clear()
    monkeypatch.setattr(importlib, "import_module", missing)
    demo = getattr(demos, name)()
    widget = demo._widget()
    assert isinstance(widget, ipywidgets.VBox) and len(widget.children) == 1 + len(demo.controls)
    demo.close()
    drawn_in_browser._widget_class.cache_clear()


def test_with_anywidget_it_is_one_widget_that_holds_the_state():
    demo = demos.kernel_on_photo()
    widget = demo._widget()
    assert widget.state == demo.state() and "export default" in widget._esm
    demo.close()
    assert demo._box is None


def test_the_page_needs_no_module_and_the_notebook_needs_one():
    assert "export default" not in script(on_page=True)
    assert script().count("export default") == 1
    assert "http" not in script().replace("http://www.w3.org/2000/svg", ""), "nothing is fetched"


def test_a_control_that_the_script_does_not_have_is_named():
    still = Picture.still(sheet(100, 100), "nothing")
    shown = Showcase("kernel_on_photo", "a title", still, {}, {"on": Switch("on")})
    with pytest.raises(TypeError, match="steps, a choice or a grid for a showcase; came Switch"):
        shown.state()
    assert Showcase("x", "y", still, {}, {"n": Steps("n", 0, 1, 0)}).state()["controls"][0]["kind"] == "steps"
