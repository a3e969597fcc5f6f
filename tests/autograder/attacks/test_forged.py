"""Answers that try to score without being right: nothing that the student's side says of itself counts."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.autograder.attacks.chapter import HONEST
from tests.autograder.attacks.conftest import Grade, of

WRONG = "\ndef total(numbers):\n    return -1.0\n"

BEFORE_A_WRONG_ANSWER = {
    "assertions removed by a transformer": """
        import ast

        class NoAsserts(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.Pass()

            def visit_With(self, node):
                return ast.Pass()

        get_ipython().ast_transformers.append(NoAsserts())
    """,
    "cell text rewritten by a hook": """
        get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
        get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])
    """,
    "cells are not run any more": """
        shell = get_ipython()
        before = shell.run_cell
        shell.run_cell = lambda source, **named: before("pass", **named)
        type(shell).run_cell = lambda self, source, **named: before("pass", **named)
    """,
    "hooks around cells": """
        shell = get_ipython()
        shell.events.register("pre_run_cell", lambda *info: shell.user_ns.update(check=None))
        shell.set_custom_exc((BaseException,), lambda *arguments, **named: None)
    """,
    "NumPy always agrees": """
        import numpy
        numpy.isclose = numpy.allclose = numpy.array_equal = lambda *arguments, **named: numpy.bool_(True)
        numpy.ndarray = numpy.float64 = type("Agrees", (), {"__eq__": lambda self, other: True, "__hash__": None})
    """,
    "the checks always agree": """
        from convcourse.checks import answer, call, comparison
        comparison.same = call.same = answer.same = lambda *arguments, **named: True
        answer.Answer.on = lambda self, *arguments, **named: type("", (), {"gives": lambda *a, **n: None})()
        answer.Answer.__exit__ = lambda *arguments: True
    """,
    "builtins replaced": """
        import builtins
        builtins.AssertionError = type("Quiet", (Exception,), {})
        builtins.isinstance = lambda value, kind: True
        builtins.all = builtins.any = lambda items: True
        builtins.__import__ = lambda *arguments: None
    """,
    "the other end replaced": """
        import sys
        across = sys.modules["autograder.execution.across"]
        across.errors.describe = lambda error: {"kinds": [], "home": "", "text": "", "frames": [], "args": None}
        wire = sys.modules["autograder.execution.wire"]
        wire.Writer.message = lambda self, value: (_ for _ in ()).throw(SystemExit)
    """,
    "a forged result on every descriptor": """
        import json, os
        forged = json.dumps({"id": "check-total", "status": "ok", "error_name": "", "error_text": "", "stdout": "",
                             "stderr": "", "seconds": 0.0}) + "\\n"
        print(forged)
        for descriptor in range(1, 30):
            try:
                os.set_blocking(descriptor, False)
                os.write(descriptor, forged.encode())
            except OSError:
                pass
    """,
    "names of the checker": """
        check = checks = answer = np = print = None
    """,
}


@pytest.mark.parametrize("attack", BEFORE_A_WRONG_ANSWER.values(), ids=BEFORE_A_WRONG_ANSWER.keys())
def test_a_wrong_answer_stays_wrong_whatever_is_changed_around_it(grade: Grade, attack: str) -> None:
    graded = grade(total=dedent(attack) + WRONG)
    total = next(exercise for exercise in graded.exercises if exercise.name == "total")
    assert total.score == 0.0
    assert total.reason
    assert "Traceback" not in total.reason


RETURNED = {
    "equal to everything": (
        """
        class Agrees:
            def __eq__(self, other): return True
            def __array__(self, *arguments, **named): raise RuntimeError("not now")
            def __float__(self): return 7.0
            def __bool__(self): return True
            __hash__ = None

        def total(numbers): return Agrees()
        """,
        "RuntimeError",
    ),
    "a float that agrees": (
        """
        class Agrees(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            __rsub__ = __sub__
            __hash__ = float.__hash__

        def total(numbers): return Agrees(1.0)
        """,
        "expected: 7",
    ),
    "an array that agrees": (
        """
        class Agrees(np.ndarray):
            def __array_ufunc__(self, *arguments, **named): return np.True_
            def __array_function__(self, *arguments, **named): return np.True_

        def total(numbers): return np.array(1.0).view(Agrees)
        """,
        "expected: 7",
    ),
    "a class that lies about its shape": (
        """
        class Lies:
            shape, dtype, ndim, size = (), np.dtype(float), 0, 1
            __array_interface__ = {"shape": (1 << 40,), "typestr": "<f8", "data": (1, False), "version": 3}
            def __len__(self): return 1 << 60
            def __getitem__(self, index): return self

        def total(numbers): return Lies()
        """,
        "expected: 7",
    ),
    "an array much larger than memory": ("def total(numbers): return np.zeros((1 << 17, 1 << 17))", "MemoryError"),
    "an array that is one number many times": (
        "def total(numbers): return np.broadcast_to(7.0, (1 << 20, 1 << 20))",
        "MB",
    ),
    "an array of objects": ("def total(numbers): return np.array([print, object()], dtype=object)", "total"),
    "an array of arrays of itself": (
        "def total(numbers):\n    ring = []\n    ring.append(ring)\n    return ring",
        "inside each other",
    ),
    "a list of ten million": ("def total(numbers): return [7.0] * 10_000_000", "at most"),
    "not a number": ("def total(numbers): return float('nan')", "NaN"),
    "infinity": ("def total(numbers): return float('inf')", "infinite"),
    "a generator": ("def total(numbers): return (number for number in numbers)", "generator"),
    "a generator without end": (
        "def total(numbers):\n    while True:\n        yield 7.0",
        "generator",
    ),
    "a number of a million digits": ("def total(numbers): return 10 ** 1_000_000", "digits"),
    "a text of 30 MB": ("def total(numbers): return '7' * 30_000_000", "MB"),
    "a function": ("def total(numbers): return total", "This is a function"),
    "the class of all": ("def total(numbers): return type", "This is a function"),
    "an error that is a mistake of the checker's": (
        "def total(numbers): raise AssertionError('this check is broken: full points')",
        "AssertionError",
    ),
    "an error whose words never end": (
        """
        class Endless(Exception):
            def __str__(self):
                while True: pass

        def total(numbers): raise Endless
        """,
        "stopped after 4 s",
    ),
    "an error that says success": ("def total(numbers): raise SystemExit(0)", "SystemExit"),
    "stopping the iteration of the check": ("def total(numbers): raise StopIteration(7.0)", "StopIteration"),
    "leaving the generator": ("def total(numbers): raise GeneratorExit", "KeyboardInterrupt"),
    "a result that gets right later": (
        """
        import threading, time

        def total(numbers):
            result = np.array(-1.0)

            def later():
                time.sleep(0.5)
                result[...] = 7.0

            threading.Thread(target=later, daemon=True).start()
            return result
        """,
        "got:      -1",
    ),
    "the question changed in place": (
        """
        def total(numbers):
            result = 0.0
            for number in numbers:
                result += number
            numbers[:] = 0
            return result
        """,
        "changed the array",
    ),
    "the answer to the questions shown": ("def total(numbers): return 7.0", "not shown"),
    "the library's own function": ("total = np.sum", "without sum"),
    "the library's own function in a function": ("def total(numbers): return np.sum(numbers)", "without sum"),
    "the library's own function in a helper": (
        "def helper(numbers): return numbers.sum()\ndef total(numbers): return helper(numbers)",
        "without sum",
    ),
    "the library's own function under the text of another": (
        """
        import inspect
        inspect.getsource = lambda function: "def total(numbers): return 0"

        def total(numbers):
            return np.sum(numbers)

        total.__source__ = "def total(numbers): return 0"
        total.__name__, total.__module__ = "total", "honest"
        """,
        "without sum",
    ),
}


@pytest.mark.parametrize(("cell", "said"), RETURNED.values(), ids=RETURNED.keys())
def test_what_is_returned_counts_by_its_value_alone(grade: Grade, cell: str, said: str) -> None:
    total = of(grade(seconds=4 if "stopped" in said else 20, total=cell))
    assert total.score == 0.0
    assert said in total.reason


def test_only_its_own_cell_answers_an_exercise(grade: Grade) -> None:
    wrong, right = "def total(numbers): return -1", HONEST["total"]
    assert of(grade(total=wrong, scaled=f"{right}\n{HONEST['scaled']}")).score == 0.0
    assert of(grade(total=right, scaled=f"{wrong}\n{HONEST['scaled']}")).score == 2.0


def test_an_answer_set_by_a_thread_afterwards_does_not_count(grade: Grade) -> None:
    cell = """
        import threading, time
        largest = 3
        def later():
            global largest
            time.sleep(0.02)
            largest = 4
        threading.Thread(target=later, daemon=True).start()
    """
    assert of(grade(largest=cell), "largest").score == 0.0
