"""Fields along one axis: by hand, against the recurrence, and against matrices that do the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import reference
from convcourse.explain.axis_field import PIXEL, AxisField, enlarge, meet, repeat, slide, whole_input

LAYER = some.tuples(some.integers(1, 5), some.integers(1, 3), some.integers(0, 3), some.integers(1, 3))


@given(some.lists(LAYER, max_size=4), some.integers(-2, 5))
def test_sliding_windows_follow_the_recurrence(layers, unit):
    field = PIXEL
    for kernel, stride, padding, dilation in layers:
        field = slide(field, kernel=kernel, stride=stride, before=padding, dilation=dilation)
    expected = reference.receptive_field(layers)
    assert (field.size, field.jump, field.start) == expected
    first = expected.start + unit * expected.jump
    assert field.region(unit) == (first, first + expected.size - 1)


def test_after_doubling_two_units_see_the_same_pixel():
    field = repeat(PIXEL, factor=2)
    assert [field.region(unit) for unit in range(-1, 4)] == [(-1, -1), (0, 0), (0, 0), (1, 1), (1, 1)]
    assert (field.jump, field.size) == (0.5, 1)


def test_a_convolution_after_doubling_sees_two_or_three_pixels_in_turn():
    field = slide(repeat(PIXEL, factor=2), kernel=4, before=1)
    assert [field.region(unit) for unit in range(3)] == [(-1, 1), (0, 1), (0, 2)]
    assert field.size == 3


def test_pooling_what_was_doubled_gives_back_what_was():
    assert slide(repeat(PIXEL, factor=2), kernel=2, stride=2) == PIXEL
    assert slide(repeat(PIXEL, factor=3), kernel=1, stride=3) == PIXEL


@given(some.integers(1, 6), some.integers(1, 3), some.integers(0, 2), some.integers(1, 2))
def test_a_transposed_convolution_sees_what_its_matrix_says(kernel, stride, before, dilation):
    units = 12
    spread = np.zeros(((units - 1) * stride + dilation * (kernel - 1) + 1 - before, units))
    for unit in range(units):
        for tap in range(kernel):
            place = unit * stride + tap * dilation - before
            if place >= 0:
                spread[place, unit] = 1
    try:
        field = enlarge(PIXEL, kernel=kernel, stride=stride, before=before, dilation=dilation)
    except ValueError:
        assert (spread[4 * stride : 8 * stride].sum(axis=1) == 0).any()
        return
    middle = (dilation * (kernel - 1)) // stride + 1
    for place in range(middle * stride, len(spread) - (middle + 1) * stride - dilation * (kernel - 1)):
        seen = np.flatnonzero(spread[place])
        assert field.region(place) == (seen.min(), seen.max())


def test_branches_meet_in_the_hull_of_both():
    wide, narrow = slide(PIXEL, kernel=5, before=2), slide(PIXEL, kernel=3, before=1)
    assert meet([wide, narrow, PIXEL]) == wide


def test_an_encoder_and_its_decoder_meet_on_average():
    """A pixel is no centre of two, but a pair of pixels is: so a U-Net's branches line up."""
    decoder = repeat(slide(PIXEL, kernel=2, stride=2), factor=2)
    assert meet([decoder, PIXEL]).regions == ((0, 1),) * 2
    assert meet([decoder, PIXEL]).advance == 2


def test_branches_of_other_jumps_or_centres_do_not_meet():
    with pytest.raises(ValueError, match="branches do not line up: they jump by 1 and 2 pixels"):
        meet([PIXEL, slide(PIXEL, kernel=1, stride=2)])
    with pytest.raises(ValueError, match=r"branches do not line up: unit 0 is centred on pixels 0 and 0\.5"):
        meet([PIXEL, slide(PIXEL, kernel=2)])


def test_who_sees_everything_sees_everything_ever_after():
    field = slide(whole_input(30), kernel=3, stride=2, before=1)
    assert field == AxisField(((0, 29),), 0) and field.whole


def test_holes_between_the_copies_of_a_kernel_see_nothing():
    with pytest.raises(ValueError, match="kernel of 2 is spread with stride 3: some units between the copies see noth"):
        enlarge(PIXEL, kernel=2, stride=3)
