"""What a unit can see: numbers done by hand, published numbers, and pixels moved one at a time."""

import csv
import os
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import reference
from convcourse.reference import ReceptiveField, Window

TRUTH = Path(os.environ.get("CONVCOURSE_TRUTH", Path(__file__).resolve().parents[4] / "shared" / "truth"))


def test_two_strided_layers_by_hand():
    """Kernel 3, padding 1, stride 2, twice: 5x5 -> 3x3 -> 2x2, and unit 0 sees pixels -3 to 3."""
    assert reference.receptive_field([(3, 2, 1)]) == (3, 2, -1)
    assert reference.receptive_field([(3, 2, 1), (3, 2, 1)]) == (7, 4, -3)
    assert reference.receptive_field([(3, 2, 1), (2, 3), (3, 1, 2, 2)]) == (3 + 2 + 24, 6, -1 - 12)


def test_without_layers_a_pixel_sees_itself():
    assert reference.receptive_field([]) == ReceptiveField(size=1, jump=1, start=0)


def test_a_stride_makes_what_follows_grow_faster_and_not_the_layer_itself():
    assert reference.receptive_field([(3, 2), (3,)]).size == 7
    assert reference.receptive_field([(3,), (3, 2)]).size == 5


def test_two_small_kernels_see_what_one_large_one_sees():
    assert reference.receptive_field([(3,), (3,)]) == reference.receptive_field([(5,)])


def test_doubling_dilation_doubles_the_field():
    sizes = [reference.receptive_field([Window(2, dilation=2**i) for i in range(n)]).size for n in range(1, 11)]
    assert sizes == [2**n for n in range(1, 11)]


def test_stacks_of_three_are_those_of_the_published_table():
    path = TRUTH / "receptive_fields.csv"
    if not path.is_file():
        pytest.skip(f"the table of published fields is not in {TRUTH}: set CONVCOURSE_TRUTH to its folder")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == "3x3_stack"]
    assert len(rows) == 10
    for row in rows:
        depth = int(row["network"].split(" x ")[0])
        found = reference.receptive_field([(3,)] * depth)
        assert (found.size, found.jump) == (int(row["rf_x"]), int(row["eff_stride"]))


@pytest.mark.parametrize(
    ("blocks", "first_edition", "later_edition"),
    [((3, 4, 6, 3), 483, 427), ((3, 4, 23, 3), 1027, 971), ((3, 8, 36, 3), 1507, 1451), ((3, 24, 36, 3), 1763, 1707)],
)
def test_residual_networks_see_less_where_the_stride_is_in_the_larger_kernel(blocks, first_edition, later_edition):
    """The longest way through ResNet-50, -101, -152 and -200; published for the first edition by Araujo and others."""

    def size(place_of_stride):
        layers = [(7, 2), (3, 2)]
        for stage, count in enumerate(blocks):
            for block in range(count):
                strides = [1, 1, 1]
                strides[place_of_stride] = 2 if stage and not block else 1
                layers += zip((1, 3, 1), strides, strict=True)
        return reference.receptive_field(layers).size

    assert (size(0), size(1)) == (first_edition, later_edition)


def test_three_hundred_pixels_need_a_hundred_and_fifty_layers():
    assert [reference.layers_needed(300, kernel) for kernel in (3, 5, 7)] == [150, 75, 50]
    assert reference.layers_needed(1, 3) == 0
    assert reference.layers_needed(9, 3) == 4


@given(some.integers(1, 400), some.integers(2, 7), some.integers(1, 3), some.integers(1, 4))
def test_layers_needed_are_enough_and_one_less_is_not(pixels, kernel, stride, dilation):
    needed = reference.layers_needed(pixels, kernel, stride=stride, dilation=dilation)
    layer = (kernel, stride, 0, dilation)
    assert reference.receptive_field([layer] * needed).size >= pixels
    assert needed == 0 or reference.receptive_field([layer] * (needed - 1)).size < pixels


LAYER = some.tuples(some.integers(1, 4), some.integers(1, 3), some.integers(0, 2), some.integers(1, 2))


@given(some.lists(LAYER, min_size=1, max_size=3), some.integers(0, 3))
def test_a_unit_moves_with_the_first_and_last_pixel_of_its_field_and_none_outside(layers, unit):
    found = reference.receptive_field(layers)
    length, origin = found.size + unit * found.jump + 12, found.start - 3
    # Pixels before the image are pixels as well here: they stand where the padding would.
    places = np.arange(length) + origin
    matrix, first = np.eye(length), origin
    for kernel, stride, padding, dilation in layers:
        units = [u for u in range(-length, length) if u * stride - padding >= first]
        rows = []
        for u in units:
            taps = [u * stride - padding + t * dilation - first for t in range(kernel)]
            if max(taps) >= len(matrix):
                break
            rows.append(matrix[taps].sum(axis=0))
        matrix, first = np.array(rows), units[0]
    seen = places[matrix[unit - first] > 0]
    start = found.start + unit * found.jump
    assert (seen.min(), seen.max()) == (start, start + found.size - 1)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([(3, 1), ()], "layer 2: expected (kernel, stride, padding, dilation), came ()"),
        ([(3, 1, 0, 1, 5)], "layer 1: expected (kernel, stride, padding, dilation), came (3, 1, 0, 1, 5)"),
        ([(3, 0)], "expected stride of layer 1 in whole numbers of 1 or more, came 0"),
        ([(3,), (3, 1, -1)], "expected padding of layer 2 in whole numbers of 0 or more, came -1"),
    ],
)
def test_a_layer_that_cannot_be_is_named(layers, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        reference.receptive_field(layers)


def test_a_kernel_of_one_never_grows():
    with pytest.raises(ValueError, match="expected a kernel of 2 or more, to see 5 pixels; came 1"):
        reference.layers_needed(5, 1)
