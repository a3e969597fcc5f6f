"""Lengths of results."""

import numpy as np
import pytest

from convcourse import reference
from convcourse.reference.modes import mode_padding


def test_ten_readings_and_three_weights_by_hand():
    assert [reference.output_length(10, 3, mode) for mode in ("valid", "same", "full", "causal")] == [8, 10, 12, 10]


def test_same_puts_the_extra_zero_of_an_even_kernel_before_the_signal():
    assert mode_padding(4, "same") == (2, 1)


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
@pytest.mark.parametrize("signal", [5, 6, 11])
@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 5])
def test_lengths_are_those_of_numpy(signal, kernel, mode):
    expected = len(np.convolve(np.ones(signal), np.ones(kernel), mode))
    assert reference.output_length(signal, kernel, mode) == expected


def test_same_is_as_long_as_the_signal_even_under_a_longer_kernel():
    assert reference.output_length(3, 8, "same") == 3


def test_a_window_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="kernel has 5 weights, signal has 3 readings: mode 'valid' needs"):
        reference.output_length(3, 5, "valid")


def test_an_empty_signal_is_refused():
    with pytest.raises(ValueError, match="expected lengths of 1 or more, came signal 0 and kernel 2"):
        reference.output_length(0, 2, "full")


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="expected mode valid, same, full, causal; came 'half'"):
        reference.output_length(4, 2, "half")
