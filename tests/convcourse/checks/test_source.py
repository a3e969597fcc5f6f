import numpy as np
import pytest

from convcourse.checks.source import has_loop


def counts(signal):
    total = 0
    for number in signal:
        total += number
    return total


def waits(signal):
    while len(signal):
        signal = signal[1:]


def lists(signal):
    return [2 * number for number in signal]


def leaves_it_to_numpy(signal):
    """There is no loop here, for all that this says while it lasts."""
    return signal.sum()


@pytest.mark.parametrize("function", [counts, waits, lists])
def test_for_while_and_comprehensions_are_loops(function):
    assert has_loop(function)


@pytest.mark.parametrize("function", [leaves_it_to_numpy, np.convolve, len, 3])
def test_words_and_compiled_functions_are_none(function):
    assert not has_loop(function)


def test_the_librarys_own_function_under_a_students_name_is_recognised():
    from convcourse import reference
    from convcourse.checks.source import mentions

    convolve1d = reference.convolve1d
    assert mentions(convolve1d, "reference")
    assert not mentions(leaves_it_to_numpy, "correlate")
