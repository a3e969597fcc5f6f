import json
import math
import subprocess
import sys

import numpy as np

from convcourse.checks.catalogue import catalogue, cell_body
from convcourse.checks.known_answers import mistake, right_answer

SIGNAL, KERNEL = np.array([1.0, 2.0, 0.0, 4.0]), np.array([3.0, 1.0])


@mistake("convolve", "The kernel was not flipped: ½ is not 2.", seen=lambda value: False)
def kernel_not_flipped(signal, kernel=(1.0,)):
    """Correlate."""
    return np.correlate(signal, kernel, "full")  # a comment, which the cell need not have


@mistake("radius", "Half of it.")
def diameter():
    return 2 * math.pi


@right_answer("convolve")
def with_a_nested_function(signal, kernel):
    def flipped(numbers):
        return numbers[::-1]

    return np.correlate(signal, flipped(kernel), "full")


def run(body: str) -> dict[str, object]:
    """Run a cell as a chapter would: with `np` and `math` and nothing else."""
    names: dict[str, object] = {"np": np, "math": math}
    exec(body, names)
    return names


def test_the_text_of_a_function_runs_by_itself_and_gives_the_same(chapter):
    for answer in (kernel_not_flipped, with_a_nested_function):
        function = run(cell_body(answer))["convolve"]
        np.testing.assert_array_equal(function(SIGNAL, KERNEL), answer.function(SIGNAL, KERNEL))


def test_the_text_of_a_value_is_bound_to_the_value(chapter):
    assert run(cell_body(diameter))["radius"] == 2 * math.pi


def test_the_text_names_neither_the_decorator_nor_the_hint():
    body = cell_body(kernel_not_flipped)
    assert body.startswith("def kernel_not_flipped(signal, kernel=(1.0,)):")
    assert body.endswith("\n\n\nconvolve = kernel_not_flipped")


def test_the_catalogue_sorts_by_exercise(chapter):
    chapter(kernel_not_flipped, diameter, right=(with_a_nested_function,))
    found = catalogue("99_of_the_tests")
    assert list(found) == ["convolve", "radius"]
    assert [entry["name"] for entry in found["convolve"]["wrong"]] == ["kernel_not_flipped"]
    assert found["convolve"]["wrong"][0]["hint"] == "The kernel was not flipped: ½ is not 2."
    assert [entry["name"] for entry in found["convolve"]["right"]] == ["with_a_nested_function"]
    assert found["radius"] == {
        "wrong": [{"name": "diameter", "hint": "Half of it.", "code": cell_body(diameter)}],
        "right": [],
    }


def test_the_command_prints_json_that_any_terminal_can_carry():
    command = [sys.executable, "-m", "convcourse.checks.catalogue", "00_start_here"]
    printed = subprocess.run(command, capture_output=True, check=True)
    assert printed.stderr == b""
    assert printed.stdout.isascii()
    assert json.loads(printed.stdout) == catalogue("00_start_here")
