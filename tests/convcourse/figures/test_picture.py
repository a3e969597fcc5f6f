"""A picture is drawn anew from a kept background, and says in words what it shows."""

import gc
import io
import subprocess
import sys
import weakref

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from convcourse import figures
from convcourse.figures import palette
from convcourse.figures.paper import sheet
from convcourse.figures.picture import Picture, as_html


def counter() -> Picture:
    figure = sheet(200, 100)
    words = figure.text(0.5, 0.5, "")

    def draw(count: int) -> str:
        words.set_text(str(count))
        return f"The number {count}."

    return Picture(figure, draw, moving=[words], start={"count": 1})


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_a_picture_is_a_png_of_the_figures_size_with_an_alternative_text():
    png, alt = counter().render(count=7)
    assert Image.open(io.BytesIO(png)).size == (200, 100)
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert alt == "The number 7."


def test_a_picture_without_words_is_an_error():
    with pytest.raises(ValueError, match="words for people who do not see the picture"):
        Picture.still(sheet(200, 100), " ").render()


def test_what_is_drawn_does_not_depend_on_what_was_drawn_before():
    picture = counter()
    first = picture.render(count=3)
    picture.render(count=88888)
    assert picture.render(count=3) == first


def test_a_picture_from_the_kept_background_equals_one_drawn_whole():
    picture = counter()
    picture.render(count=4)
    np.testing.assert_array_equal(pixels(picture.render(count=5)[0]), pixels(picture.render_whole(count=5)[0]))


def test_parameters_that_are_not_given_are_those_of_the_start():
    assert counter().render()[1] == "The number 1."


def test_a_computation_can_be_put_before_the_drawing():
    doubled = counter().fed_by(lambda half: {"count": 2 * half}, half=4)
    assert doubled.render()[1] == "The number 8."
    assert doubled.render(half=5)[1] == "The number 10."


def test_a_still_picture_has_no_parameters():
    assert Picture.still(sheet(100, 50), "An empty sheet.").render()[1] == "An empty sheet."


def test_a_notebook_gets_an_image_with_its_text_and_a_png():
    bundle = counter()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    assert 'alt="The number 1."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]
    assert "max-width:100%" in bundle["text/html"]


def test_words_in_an_alternative_text_cannot_break_out_of_it():
    png, _ = counter().render()
    assert 'alt="a &lt; b &quot;c&quot;"' in as_html(png, 'a < b "c"')


def test_a_figure_too_wide_for_a_notebook_is_refused():
    with pytest.raises(ValueError, match="at most 860 pixels wide, to fit a notebook: 900 came"):
        sheet(900, 100)
    with pytest.raises(ValueError, match="at most 860 pixels wide, to fit a notebook: 900 came"):
        Picture.still(Figure(figsize=(9, 1), dpi=100), "Too wide.")


def test_no_figure_is_kept_when_its_picture_is_forgotten():
    picture = counter()
    picture.render()
    figure = weakref.ref(picture.figure)
    del picture
    gc.collect()
    assert figure() is None


def test_the_readers_own_style_changes_no_picture():
    impulse, kernel = np.array([0.0, 1, 0]), np.array([0.5, 0.5])
    before = figures.impulse_response(impulse, kernel).render()
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "axes.grid": True}):
        assert figures.impulse_response(impulse, kernel).render() == before
        assert matplotlib.rcParams["font.size"] == 30


def test_pyplot_and_keras_are_never_loaded():
    code = (
        "import sys; from convcourse import demos; demos.window_over_track();"
        "print([name for name in ('matplotlib.pyplot', 'keras', 'tensorflow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def contrast(colour: str, other: str) -> float:
    """Contrast of two colours as the Web Content Accessibility Guidelines 2.2 define it."""

    def luminance(name: str) -> float:
        channels = np.array(matplotlib.colors.to_rgb(name))
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    light, dark = sorted([luminance(colour), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", ["INK", "QUIET", "INPUT_TEXT", "KERNEL_TEXT", "OUTPUT_TEXT"])
def test_words_stand_out_from_the_paper(ink):
    assert contrast(getattr(palette, ink), palette.PAPER) >= 4.5


@pytest.mark.parametrize("tint", ["INPUT_TINT", "KERNEL_TINT", "OUTPUT_TINT"])
def test_numbers_stand_out_from_their_boxes(tint):
    assert contrast(palette.INK, getattr(palette, tint)) >= 7
