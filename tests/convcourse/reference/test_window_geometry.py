"""Places of a window: sizes, padding and the published table."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from convcourse import reference
from convcourse.reference.window_geometry import taps

TRUTH = Path(os.environ.get("CONVCOURSE_TRUTH", Path(__file__).resolve().parents[4] / "shared" / "truth"))


def published(group: str) -> list[dict[str, str]]:
    """Return the rows of one group of the table by Dumoulin and Visin, as far as it is here."""
    path = TRUTH / "conv_arithmetic.csv"
    if not path.is_file():
        pytest.skip(f"the table of published sizes is not in {TRUTH}: set CONVCOURSE_TRUTH to its folder")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == group]
    assert rows
    return rows


def test_a_stride_of_two_over_seven_by_hand():
    assert reference.output_size(7, 3, stride=2) == 3
    assert reference.output_size(8, 3, stride=2) == 3
    assert reference.output_size(9, 3, stride=2) == 4


def test_height_and_width_have_their_own_numbers():
    assert reference.output_size((10, 7), (3, 2), stride=(2, 3), padding=(1, 0), dilation=(1, 2)) == (5, 2)


def test_same_puts_the_extra_row_at_the_end():
    assert reference.geometry((5, 6), (3, 3), stride=2, padding="same").pads == ((1, 1), (0, 1))
    assert reference.geometry((6,), (2,), padding="same").pads == ((0, 1),)


def test_one_kernel_number_stands_for_all_axes():
    assert reference.output_size((5, 8), 3, padding=((1, 0), (0, 2))) == (4, 8)


@pytest.mark.parametrize("group", ["dumoulin_conv", "dilation"])
def test_sizes_are_those_of_the_published_table(group):
    for row in published(group):
        i, k, s, p, d, o = (int(row[name]) for name in "ikspdo")
        assert reference.output_size(i, k, stride=s, padding=p, dilation=d) == o, row["name"]
        images, kernel = [[[1.0]] * i], [[[1.0]]] * k
        assert reference.convolution(images, kernel, stride=s, padding=p, dilation=d).shape == (1, o, 1), row["name"]


def test_transposed_sizes_are_those_of_the_published_table():
    for row in published("dumoulin_transposed"):
        i, k, s, p, d, extra, o = (int(row[name]) for name in [*"ikspd", "a_or_output_padding", "o"])
        options = {"stride": s, "padding": p, "dilation": d, "output_padding": extra}
        assert reference.transposed_output_size((i, i + 1), k, **options) == (o, o + s), row["name"]
        maps, kernel = [[[1.0]] * i], [[[1.0]]] * k
        assert reference.transposed_convolution(maps, kernel, **options).shape == (1, o, 1), row["name"]


sizes = some.integers(1, 12)


@given(sizes, some.integers(1, 5), some.integers(1, 4), some.integers(0, 4), some.integers(1, 3))
def test_the_last_window_fits_and_one_more_would_not(size, kernel, stride, padding, dilation):
    span = dilation * (kernel - 1) + 1
    assume(span <= size + 2 * padding)
    places = reference.output_size(size, kernel, stride=stride, padding=padding, dilation=dilation)
    last_tap = (places - 1) * stride + span - 1
    assert last_tap < size + 2 * padding <= last_tap + stride


@given(sizes, some.integers(1, 5), some.integers(1, 4), some.integers(1, 3))
def test_same_gives_the_size_over_the_stride_rounded_up(size, kernel, stride, dilation):
    found = reference.geometry((size,), (kernel,), stride=stride, padding="same", dilation=dilation)
    (before, after) = found.pads[0]
    assert found.output == (-(-size // stride),)
    assert 0 <= after - before <= 1


@given(some.integers(1, 6), some.integers(1, 3), some.integers(1, 3))
def test_every_tap_meets_as_many_inputs_as_there_are_places(size, kernel, stride):
    assume(kernel <= size)
    found = reference.geometry((size,), (kernel,), stride=stride)
    for (tap,), (places,) in taps(found):
        assert list(range(size))[places] == [place * stride + tap for place in range(found.output[0])]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": (4, 3), "kernel": (5, 2)}, "kernel covers 5x2, padded input is 4x3: the kernel must fit inside"),
        ({"size": 4, "kernel": 3, "dilation": 2}, "kernel covers 5, padded input is 4: the kernel must fit inside"),
        ({"size": (4, 3), "kernel": (1, 2, 3)}, "kernel has 3 entries, the input has 2 axes to slide along"),
        ({"size": (4, 3), "kernel": 1, "stride": 0}, "expected stride in whole numbers of 1 or more, came 0"),
        ({"size": (4, 3), "kernel": 1, "stride": 1.5}, r"expected stride in whole numbers of 1 or more, came 1\.5"),
        ({"size": (4, 3), "kernel": 1, "padding": "half"}, "expected padding 'valid', 'same', 'full', .* came 'half'"),
        ({"size": (4, 3), "kernel": 1, "padding": -1}, "expected padding in whole numbers of 0 or more, came -1"),
        ({"size": (4,), "kernel": 1, "padding": (1, 2)}, "padding has 2 entries, the input has 1 axes to slide along"),
    ],
)
def test_a_window_that_cannot_stand_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        reference.output_size(**options)
