"""A check needs the cells that bind what it reads, and no others."""

from __future__ import annotations

import pytest

from autograder.execution import RunCell
from autograder.slices import names, needed_for


def needed(*sources: str) -> list[int]:
    """Give the positions of the cells that the last one needs; `#demo` and `#check` begin cells of those roles."""
    roles = [source.split()[0][1:] if source.startswith("#") else "code" for source in sources]
    numbered = enumerate(zip(sources, roles, strict=True))
    cells = [RunCell(str(number), source, role) for number, (source, role) in numbered]
    return [int(cell.id) for cell in needed_for(len(cells) - 1, cells)]


def test_a_check_needs_what_binds_its_names_and_what_those_cells_need_in_turn() -> None:
    assert needed("a = 1", "b = 2", "c = a + 1", "#check\nassert c") == [0, 2, 3]


def test_a_function_needs_the_globals_it_reads_when_called() -> None:
    function = "def f(x):\n    return np.sum(x) * k"
    assert needed("import numpy as np", "k = 3", "other = 4", function, "#check\nf([1])") == [0, 1, 3, 4]


def test_names_inside_nested_functions_comprehensions_and_classes_count() -> None:
    nested = "class C:\n    x = [a for _ in range(3)]\n    def m(self):\n        return lambda: b"
    assert needed("a = 1", "b = 1", nested, "#check\nC") == [0, 1, 2, 3]


def test_a_function_may_use_what_is_bound_after_it() -> None:
    assert needed("def f(): return late", "late = 2", "#check\nf()") == [0, 1, 2]


@pytest.mark.parametrize(
    "change",
    [
        *("x += [1]", "x[0] = 9", "x.size = 2", "del x[0]", "x.sort()", "for x in []: pass", "(x := [5])"),
        *("with open('f') as x: pass", "def x(): pass", "class x: pass", "import x", "from y import x"),
        *("x, y = [], 2", "def g():\n    global x\n    x = 2"),
    ],
)
def test_a_cell_that_binds_or_changes_a_name_is_needed(change: str) -> None:
    assert needed("x = [2, 1]", change, "#check\nassert x") == [0, 1, 2]


@pytest.mark.parametrize(
    "bystander",
    [
        *("x[0]", "print(x)", "y = x", "np.sum(x)", "figures.show(x)"),
        *("def g(x):\n    x[0] = 1", "def g():\n    x = []\n    x.append(1)"),
    ],
)
def test_a_cell_that_only_looks_is_not_needed(bystander: str) -> None:
    cells = "import numpy as np; import figures", "x = [2, 1]", bystander, "#check\nassert np.sum(x), figures"
    assert needed(*cells) == [0, 1, 3]


def test_demos_text_and_other_checks_are_never_needed() -> None:
    assert needed("#demo\nx = 1", "#text\nx = 2", "#check\nx = 3", "#exercise\nx = 4", "#check\nassert x") == [3, 4]


def test_a_star_import_and_a_cell_that_cannot_be_parsed_are_always_needed() -> None:
    assert needed("from math import *", "%magic (", "y = 1", "#check\nassert x") == [0, 1, 3]


def test_augmented_assignment_reads_as_well_as_binds() -> None:
    assert names("x += y").reads == {"x", "y"}
    assert names("x += y").binds == {"x"}
