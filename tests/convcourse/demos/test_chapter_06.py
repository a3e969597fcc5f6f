"""The demos of chapter 06, and the learning curve that grows while a network trains."""

import importlib
import subprocess
import sys
import time

import pytest

from convcourse import demos

checker = importlib.import_module("convcourse.demos.gradient_check")  # the package has the function under this name
training_curve = importlib.import_module("convcourse.demos.training_curve")
NAMES = ["gradient_flow", "gradient_check", "training_run"]


@pytest.mark.parametrize("name", NAMES)
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.rstrip().endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    demo = getattr(demos, name)()
    assert demo.picture is not None
    demo.picture.render(**list(demo.corners())[-1])
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]


def test_the_winner_receives_all_and_the_average_shares() -> None:
    demo = demos.gradient_flow()
    assert "the window receives [0 2; 0 0]" in repr(demo)
    demo.change(value=9)
    assert "the window receives [2 0; 0 0]" in repr(demo)
    demo.change(value=8)
    assert "A tie" in repr(demo) and "the window receives [2 0; 0 0]" in repr(demo)
    demo.change(kind="average pool")
    assert "the window receives [0.5 0.5; 0.5 0.5]" in repr(demo)


def test_a_shut_gate_stops_the_gradient_and_an_open_one_passes_it() -> None:
    demo = demos.gradient_flow()
    demo.change(kind="convolution, ReLU")
    assert "gate is shut" in repr(demo) and "the kernel [0 0; 0 0]" in repr(demo)
    demo.change(entry="upper right", value=2)
    assert "gate is open" in repr(demo)
    assert "the window receives [2 −4; 0 2], the kernel [12 4; 6 10], the bias 2" in repr(demo)


def test_central_differences_are_best_in_the_middle_and_one_sided_ones_worse() -> None:
    truth = checker.slope_at()
    errors = {}
    for exponent in range(1, 13):
        h = 10.0**-exponent
        central = (checker.loss_at(h) - checker.loss_at(-h)) / (2 * h)
        errors[exponent] = abs(central / truth - 1)
    assert min(errors, key=errors.get) in (4, 5, 6)
    assert errors[1] / errors[2] == pytest.approx(100, rel=0.1)
    one_sided = [abs((checker.loss_at(h) - checker.loss_at(0.0)) / h / truth - 1) for h in (1e-2, 1e-3)]
    assert one_sided[0] / one_sided[1] == pytest.approx(10, rel=0.1)


def test_a_good_rate_learns_a_small_one_crawls_and_a_large_one_gives_one_answer_to_all() -> None:
    demo = demos.training_run()
    wrong = {}
    for rate in ("0.003", "0.05", "1"):
        demo.change(step=50, rate=rate)
        wrong[rate] = int(repr(demo).split(" of 100")[0].split()[-1])
    assert wrong["0.05"] <= 10 < wrong["0.003"] < wrong["1"] == 50


def test_the_first_picture_of_the_training_run_is_soon_there() -> None:
    began = time.process_time()
    demos.training_run()
    assert time.process_time() - began < 5


def test_a_curve_keeps_what_was_announced_and_tells_it() -> None:
    curve = demos.TrainingCurve(4, ["loss", "val_accuracy"], marks={"a guess": 0.1})
    for value in (2.0, 1.0):
        curve.add(loss=value, val_accuracy=1 - value / 4, learning_rate=3)
    assert curve.history == {"loss": [2, 1], "val_accuracy": [0.5, 0.75]}
    bundle = curve._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Epoch 2 of 4,")
    assert "loss, training: 1.0000; accuracy, held out: 75.0 %." in bundle["text/plain"]
    assert bundle["text/html"].startswith("<img alt=")


def test_a_curve_passes_the_losses_on() -> None:
    curve = demos.TrainingCurve(2)
    assert list(curve.watch([3.0, 1.0], lambda: {"val_accuracy": 0.5})) == [3, 1]
    assert curve.history == {"loss": [3, 1], "val_accuracy": [0.5, 0.5]}


def test_a_curve_survives_a_loss_that_is_no_number() -> None:
    curve = demos.TrainingCurve(2)
    curve.add(loss=float("nan"), val_accuracy=0.1)
    curve.add(loss=float("inf"), val_accuracy=0.1)
    assert curve._repr_mimebundle_()["text/plain"].startswith("Epoch 2 of 2,")


def test_a_curve_in_a_notebook_is_shown_once_and_then_updated(monkeypatch: pytest.MonkeyPatch) -> None:
    class Handle:
        updates = 0

        def update(self, shown: object) -> None:
            Handle.updates += 1

    shown = []
    monkeypatch.setattr(training_curve, "has_front_end", lambda: True)
    monkeypatch.setattr(training_curve, "display", lambda what, display_id: shown.append(what) or Handle())
    curve = demos.TrainingCurve(3)
    for _ in range(3):
        curve.add(loss=1.0, val_accuracy=0.5)
    assert shown == [curve]
    assert Handle.updates == 1  # quick epochs share a picture, and the last one is always drawn


def test_a_curve_in_a_plain_script_writes_nothing() -> None:
    add = "curve.add(loss=1, val_accuracy=0)"
    code = f"from convcourse import demos; curve = demos.TrainingCurve(2); {add}; {add}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == done.stderr == ""

