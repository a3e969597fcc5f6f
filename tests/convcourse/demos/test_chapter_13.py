"""The demos of chapter 13."""

import importlib
import re

import numpy as np
import pytest

from convcourse import demos
from convcourse.models import zoo

switched = importlib.import_module("convcourse.demos.switched_shortcuts")  # the package has the function of this name
NAMES = ["dense_block_growth", "accuracy_against_cost"]


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


def test_shallow_stacks_are_trained_and_told_at_every_start() -> None:
    demo = demos.switched_shortcuts()
    for start in switched.STARTS:
        for shortcuts in (False, True):
            demo.change(depth="8", start=start, shortcuts=shortcuts)
            assert re.search(r"loss \d\.\d{3} at the end; gradient \S+ in the first layer", repr(demo))
            assert "could not be drawn" not in repr(demo)


def test_the_kept_background_changes_no_pixel() -> None:
    for name in ("dense_block_growth", "switched_shortcuts"):
        demo = getattr(demos, name)()
        assert demo.picture is not None
        demo.change(**({"layers": 12} if name == "dense_block_growth" else {"shortcuts": True}))
        assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def test_fifty_layers_learn_with_shortcuts_and_not_without_though_the_gradient_is_larger() -> None:
    plain, with_shortcuts = (switched.run(50, shortcuts, "He and batch norm") for shortcuts in (False, True))
    assert plain.losses[-1] > 1.5 > 0.8 > with_shortcuts.losses[-1]
    assert plain.gradients[0] > 100 * plain.gradients[-1] and plain.gradients[0] > 10 * with_shortcuts.gradients[0]


def test_a_stack_that_explodes_is_told_and_warns_nobody() -> None:
    run = switched.run(20, True, "He")
    assert len(run.losses) == switched.EPOCHS and len(run.gradients) == 20
    assert "explodes" in switched.figures.switched_shortcuts(8, 2.3).render(
        shortcuts=True, losses={False: np.ones(8), True: np.full(8, np.nan)},
        gradients={False: np.ones(4), True: np.ones(4)}, setting="x",
    )[1]  # fmt: skip


def test_the_demo_counts_what_the_dense_blocks_of_densenet_121_learn() -> None:
    from convcourse import models
    from convcourse.models.densenet import dense_block
    from convcourse.models.quiet import import_keras

    keras = import_keras()
    x = keras.Input((6, 7, 64))
    built = keras.Model(x, dense_block(x, 6, "block"))
    learnt = sum(cost.parameters for cost in models.layer_costs(built))
    assert f"= {built.output_shape[-1]} channels; {learnt:,} numbers" in repr(demos.dense_block_growth())


def test_each_network_with_a_published_error_can_be_picked_by_the_buttons() -> None:
    demo = demos.accuracy_against_cost()
    told = set()
    for number in range(1, int(demo.controls["picked"].corners()[-1]) + 1):
        demo.change(picked=number)
        told.add(repr(demo).split("first weights. ")[1].split(" (")[0])
    assert told == {each.name for each in zoo.ZOO if each.torchvision}


def test_points_say_their_numbers_on_a_page_without_a_kernel() -> None:
    demo = demos.accuracy_against_cost()
    page = demo._repr_mimebundle_()["text/html"]
    assert page.count('class="spot"') == sum(each.torchvision is not None for each in zoo.ZOO)
    assert 'aria-label="MobileNetV2 (2018): 71.9 % right, 300.8 million multiply-adds"' in page
    view = demo._widget().children[0]
    demo.change(cost="parameters")
    assert "MobileNetV2 (2018): 71.9 % right, 3.5 million parameters" in view.value
    assert view.value.count("<svg") == 1
    demo.close()
