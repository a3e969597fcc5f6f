"""The demos of chapter 07."""

import math
import re

import pytest

from convcourse import demos

NAMES = ["layer_stack", "moved_digit"]


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    pytest.importorskip("keras")
    demo = getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


def test_the_kept_background_of_the_stack_changes_no_pixel() -> None:
    demo = demos.layer_stack()
    assert demo.picture is not None
    demo.picture.render(**list(demo.corners())[-1])
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


@pytest.mark.parametrize(
    "chosen", [{}, {"padding": "same", "pool": 3, "blocks": 1}, {"rows": 37, "kernel": 4, "blocks": 3}]
)
def test_the_stack_tells_the_shapes_and_parameters_that_keras_works_out(chosen: dict[str, object]) -> None:
    keras = pytest.importorskip("keras")
    demo = demos.layer_stack()
    demo.change(**chosen)
    told = re.findall(
        r"(\S+\(.*?\)) gives ([\d by]+), ([\d,]+) parameters", repr(demo).replace("keras.", "").replace("; ", "\n")
    )
    names = {name: getattr(keras.layers, name) for name in ("Conv2D", "MaxPool2D", "Flatten", "Dense")} | {
        "Input": keras.Input
    }
    model = keras.Sequential([eval(line, names) for line, _, _ in told])
    assert len(model.layers) == len(told) - 1 >= 5
    for layer, (_, shape, count) in zip(model.layers, told[1:], strict=True):
        assert tuple(layer.output.shape[1:]) == tuple(map(int, shape.split(" by ")))
        assert layer.count_params() == int(count.replace(",", ""))


def test_a_stack_that_does_not_fit_says_where_it_ends() -> None:
    demo = demos.layer_stack()
    demo.change(rows=8, blocks=3)
    assert "Here it ends: a map of 2 × 6 has no room for Conv2D(12, 5)." in repr(demo)


def test_a_moved_digit_costs_the_dense_network_most_and_the_convolutional_one_little() -> None:
    pytest.importorskip("keras")
    demo = demos.moved_digit()
    read = {}
    for right in (0, 3):
        demo.change(right=right)
        read[right] = [float(each) for each in re.findall(r"([\d.]+) % right", repr(demo))]
    assert min(read[0]) > 85
    assert read[3][0] < 45 < 85 < read[3][1]
    assert math.isclose(read[0][1], read[3][1], abs_tol=0.3)
