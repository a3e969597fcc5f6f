import sys

import numpy as np

from convcourse.checks.outcome import Outcome, outcome_of, place_of, unanswered

SIGNAL = np.array([3.0, 1.0, 2.0])


def test_a_call_comes_to_its_value():
    outcome = outcome_of(np.convolve, [np.array([1.0, 2.0]), np.array([3.0, 1.0])], {"mode": "full"})
    assert outcome.value.tolist() == [3, 7, 2]
    assert (outcome.error, outcome.changed) == (None, None)


def test_a_call_cannot_spoil_the_next_ones_input():
    def fills_with_zeros(signal, *, kernel):
        signal[:] = kernel[:] = 0
        return signal

    signal, kernel = SIGNAL.copy(), np.ones(2)
    outcome_of(fills_with_zeros, [signal], {"kernel": kernel})
    assert (signal.tolist(), kernel.tolist()) == ([3, 1, 2], [1, 1])


def test_the_argument_that_was_changed_is_named_by_position_or_name():
    def sorts(first, second, third=None):
        (third if third is not None else second).sort()

    assert outcome_of(sorts, [1, SIGNAL], {}).changed == 2
    assert outcome_of(sorts, [1, SIGNAL], {"third": SIGNAL}).changed == "third"
    assert outcome_of(sorts, [1, np.sort(SIGNAL)], {}).changed is None


def test_a_change_inside_a_list_or_tuple_is_a_change():
    def grows(pair):
        pair[1].append(4)

    def overwrites(pair):
        pair[0][0] = 9

    for change in (grows, overwrites):
        assert outcome_of(change, [(SIGNAL, ["a"])], {}).changed == 1


def test_an_array_that_holds_nan_and_stays_is_not_changed():
    assert outcome_of(np.sum, [np.array([np.nan, 1.0])], {}).changed is None


def test_a_result_stays_as_it_was_when_a_later_call_fills_the_same_array():
    kept = np.zeros(2)

    def writes_into_one_array(number):
        kept[:] = number
        return kept

    first = outcome_of(writes_into_one_array, [1], {})
    outcome_of(writes_into_one_array, [2], {})
    assert first.value.tolist() == [1, 1]


def test_leaving_the_program_is_an_error_like_any_other():
    assert isinstance(outcome_of(sys.exit, [3], {}).error, SystemExit)


def test_two_errors_are_the_same_when_they_say_the_same():
    assert Outcome(error=ValueError("odd")).same_as(Outcome(error=ValueError("odd")), 1e-6)
    assert not Outcome(error=ValueError("odd")).same_as(Outcome(error=ValueError("even")), 1e-6)
    assert not Outcome(error=ValueError("odd")).same_as(Outcome(error=KeyError("odd")), 1e-6)
    assert not Outcome(error=ValueError("odd")).same_as(Outcome(), 1e-6)


def test_the_same_value_with_and_without_a_change_is_not_the_same():
    assert not Outcome(SIGNAL, changed=1).same_as(Outcome(SIGNAL), 1e-6)


def test_the_place_of_an_error_is_the_line_of_the_students_cell(shell):
    shell.run("def mean(a):\n    total = sum(a)\n    return total / 0\n")
    outcome = outcome_of(shell.shell.user_ns["mean"], [[1, 2]], {})
    assert place_of(outcome.error) == "line 3 of your cell: return total / 0"


def test_where_a_function_of_another_cell_failed_the_place_is_the_line_that_called_it(shell):
    shell.run("def given(batch):\n\n\n    return batch / 0\n")
    shell.run("def mean(given, a):\n    return given(\n        sum(a))\n")
    names = shell.shell.user_ns
    outcome = outcome_of(names["mean"], [names["given"], [1, 2]], {})
    assert place_of(outcome.error) == "line 2 of your cell: return given("


def test_an_error_from_elsewhere_has_no_place():
    assert place_of(outcome_of(np.convolve, [1, []], {}).error) == ""


def test_a_function_that_is_still_to_be_written_is_told_from_a_library_that_refuses():
    def open_exercise(signal):
        raise NotImplementedError()

    assert unanswered(outcome_of(open_exercise, [1], {}).error, open_exercise) == "open_exercise"

    class Half:
        def __len__(self):
            raise NotImplementedError("no length")

    assert unanswered(outcome_of(len, [Half()], {}).error, len) is None
    assert unanswered(ValueError(), open_exercise) is None
    assert unanswered(None, open_exercise) is None


def test_errors_that_differ_only_in_the_number_of_a_keras_layer_are_the_same():
    def of(words):
        return Outcome(error=ValueError(words))

    assert of('layer "conv2d_4" expects 3').same_as(of('layer "conv2d" expects 3'), 0)
    assert not of('layer "conv2d_4" expects 3').same_as(of('layer "conv2d" expects 2'), 0)
