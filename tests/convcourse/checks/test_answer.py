import warnings
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from convcourse import checks
from convcourse.checks import CheckFailed
from convcourse.checks.known_answers import mistake

ROOT = Path(__file__).parents[3]


@mistake("convolve", "This is correlation: the kernel was not flipped.")
def kernel_not_flipped(signal, kernel):
    return np.correlate(signal, kernel, "full")


@mistake("convolve", "The ends are missing: this is mode valid.")
def only_valid(signal, kernel):
    return np.convolve(signal, kernel, "valid")


@mistake("convolve", "The result has one place too few.")
def one_place_too_few(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 2)
    for i, number in enumerate(signal):
        for j, weight in enumerate(kernel):
            result[i + j] += number * weight
    return result


@mistake("convolve", "The signal was scaled in place.")
def scales_in_place(signal, kernel):
    signal *= kernel[0]
    return signal


@mistake("length", "One too few: both ends count.")
def ends_forgotten():
    return 5


@mistake("length", "A length is never negative.", seen=lambda value: value < 0)
def negative():
    return -1


@mistake("weights", "They do not sum to 1.", seen=lambda weights: not np.isclose(weights.sum(), 1))
def not_normalised():
    return [1, 1]


MISTAKES = (
    kernel_not_flipped,
    only_valid,
    one_place_too_few,
    scales_in_place,
    ends_forgotten,
    negative,
    not_normalised,
)


@pytest.fixture
def check(chapter):
    return chapter(*MISTAKES)


def ask(check, function, *arguments, gives=(3, 7, 2, 12, 4), within=1e-6):
    """Ask for the convolution that fits on paper, or for another call."""
    with check("convolve", function) as answer:
        answer.on(*(arguments or ([1, 2, 0, 4], [3, 1]))).gives(list(gives), within=within)


def refusal(check, function, *arguments, **wanted) -> str:
    """Return the message of an answer that is to be refused."""
    with pytest.raises(CheckFailed) as failure:
        ask(check, function, *arguments, **wanted)
    return str(failure.value)


def value_refusal(check, exercise, value, expected, within=1e-6) -> str:
    """Return the message of a value that is to be refused."""
    with pytest.raises(CheckFailed) as failure, check(exercise, value) as answer:
        answer.equals(expected, within=within)
    return str(failure.value)


# Right answers


@pytest.mark.parametrize(
    "answer",
    [
        np.convolve,
        lambda signal, kernel: np.convolve(signal, kernel).tolist(),
        lambda signal, kernel: tuple(np.convolve(signal, kernel)),
        lambda signal, kernel: np.convolve(signal, kernel).astype(np.uint8),
        lambda signal, kernel: np.convolve(signal, kernel).astype(object),
        lambda signal, kernel: np.convolve(signal, kernel).astype(np.float32),
        lambda signal, kernel: np.convolve(signal.astype(complex), kernel),
        lambda signal, kernel: [np.array(number) for number in np.convolve(signal, kernel)],
        lambda signal, kernel: np.convolve(kernel, signal)[::-1][::-1],
    ],
)
def test_a_right_answer_passes_in_whatever_it_keeps_its_numbers(check, answer):
    ask(check, answer)


def test_lists_are_handed_over_as_float_arrays_and_the_rest_as_it_is(check):
    def looks(signal, *, kernel, size, mode, places):
        assert signal.dtype == kernel.dtype == float
        assert (size, mode, places) == ((3, 3), "same", ["a"])
        return True

    with check("convolve", looks) as answer:
        answer.on([1, 2], kernel=[3, 1], size=(3, 3), mode="same", places=["a"]).gives(True)


def test_a_function_may_be_an_argument(check):
    def largest(score, numbers):
        return max(numbers, key=score)

    with check("convolve", largest) as answer:
        answer.on(abs, [1, -3]).gives(-3)
        answer.on(lambda number: -number, [1, -3]).gives(-3.0)


def test_words_dictionaries_and_several_results_can_be_asked_for(check):
    with check(
        "convolve", lambda kind: {"word": "left", "pair": (np.ones(2), 3), "true": np.bool_(True)}[kind]
    ) as answer:
        answer.on("word").gives("left")
        answer.on("pair").gives((np.ones(2), 3.0))
        answer.on("true").gives(True)


def test_a_value_can_be_asked_for(check):
    with check("length", np.array(6)) as answer:
        answer.equals(6)
        answer.satisfies(lambda value: value > 0, "it is positive")


def test_a_pass_prints_nothing_where_there_is_no_notebook(check, capsys):
    ask(check, np.convolve)
    assert capsys.readouterr() == ("", "")


# Known mistakes


def test_a_known_mistake_is_named_with_its_hint_and_no_other(check):
    message = refusal(check, lambda signal, kernel: np.correlate(signal, kernel, "full"))
    assert message == (
        "convolve: not yet\n"
        "  asked:    convolve([1, 2, 0, 4], [3, 1])\n"
        "  expected: [3, 7, 2, 12, 4]\n"
        "  got:      [1, 5, 6, 4, 12]\n"
        "  hint:     This is correlation: the kernel was not flipped.\n"
        "  mistake:  kernel_not_flipped"
    )


@pytest.mark.parametrize("known", [answer for answer in MISTAKES if answer.exercise == "convolve"])
def test_every_known_mistake_is_caught_with_its_own_hint_and_no_other(check, known):
    message = refusal(check, known.function)
    assert known.hint in message
    assert not any(other.hint in message for other in MISTAKES if other is not known)


def test_a_mistake_that_raises_is_known_by_what_it_says(check):
    def other_error(signal, kernel):
        return np.zeros(4)[7]

    assert one_place_too_few.hint in refusal(check, one_place_too_few.function)
    message = refusal(check, other_error)
    assert "IndexError: index 7 is out of bounds" in message
    assert one_place_too_few.hint not in message


def test_a_mistake_must_fit_all_calls_so_far(check):
    def right_but_for_long_kernels(signal, kernel):
        return np.convolve(signal, kernel) if len(kernel) < 3 else np.correlate(signal, kernel, "full")

    with check("convolve", right_but_for_long_kernels) as answer:
        answer.on([1, 2], [3, 1]).gives([3, 7, 2])
        with pytest.raises(CheckFailed) as failure:
            answer.on([1, 2], [3, 1, 5]).gives([3, 7, 7, 10])
    assert failure.value.mistake == ""


def test_a_value_is_known_by_what_it_is_or_by_what_is_seen_in_it(check):
    assert ends_forgotten.hint in value_refusal(check, "length", 5, 6)
    assert negative.hint in value_refusal(check, "length", -7, 6)
    assert not_normalised.hint in value_refusal(check, "weights", [0.5, 0.25], [0.5, 0.5])
    assert "hint" not in value_refusal(check, "length", 4, 6)


def test_a_value_of_another_form_is_no_known_mistake(check):
    assert "without quotation marks" in value_refusal(check, "length", "6", 6)
    assert "This is a function" in value_refusal(check, "length", len, 6)
    assert "None, Python's word for nothing" in value_refusal(check, "length", None, 6)


def test_a_rounded_mistake_is_known_within_the_checks_tolerance(check):
    assert ends_forgotten.hint in value_refusal(check, "length", 5.004, 6, within=0.01)


def test_the_right_value_of_a_prediction_is_not_given_away(check):
    assert "137" not in value_refusal(check, "length", 41, 137)


# Other wrong answers


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda signal, kernel: None, "returned None"),
        (lambda signal, kernel: print, "a function, not its result"),
        (lambda signal, kernel: "3, 7, 2, 12, 4", "got text"),
        (lambda signal, kernel: [3, [7, 2], 12, 4], "rows of one length"),
        (lambda signal, kernel: (number for number in np.convolve(signal, kernel)), "got a generator"),
        (lambda signal, kernel: np.convolve(signal, kernel)[None], "expected shape (5,), got shape (1, 5)"),
        (lambda signal, kernel: np.convolve(signal, kernel)[:4], "Expected shape (5,), got shape (4,)"),
        (lambda signal, kernel: np.convolve(signal, kernel) / [1, 1, 0, 1, 1] * [1, 1, 0, 1, 1], "NaN"),
        (lambda signal, kernel: np.convolve(signal, kernel) > 0, "got True or False"),
        (lambda signal, kernel: np.convolve(signal, kernel) / 2, "0.5 times"),
        (lambda signal, kernel: np.ma.masked_equal(np.convolve(signal, kernel), 2), "type MaskedArray"),
    ],
)
def test_a_wrong_answer_that_is_not_known_gets_a_clue(check, answer, words):
    message = refusal(check, answer)
    assert words in message
    assert "mistake:" not in message


def test_half_precision_needs_a_wider_tolerance(check):
    def rough(signal, kernel):
        return (np.convolve(signal, kernel) / 3).astype(np.float16)

    expected = [1, 7 / 3, 2 / 3, 4, 4 / 3]
    assert "rounded on the way" in refusal(check, rough, gives=expected)
    ask(check, rough, gives=expected, within=1e-3)


def test_an_answer_that_keeps_state_is_caught_by_the_second_call(check):
    def collects(signal, kernel, results=[]):  # noqa: B006
        results.extend(np.convolve(signal, kernel))
        return results

    with check("convolve", collects) as answer:
        answer.on([1, 2], [3, 1]).gives([3, 7, 2])
        with pytest.raises(CheckFailed, match="got shape"):
            answer.on([1, 2], [3, 1]).gives([3, 7, 2])


def test_an_answer_that_fills_one_array_again_and_again_is_not_blamed_for_it(check):
    kept = np.zeros(3)

    def fills(signal, kernel):
        kept[:] = np.convolve(signal, kernel)
        return kept

    with check("convolve", fills) as answer:
        first, second = answer.on([1, 2], [3, 1]), answer.on([0, 1], [3, 1])
        first.gives([3, 7, 2])
        second.gives([0, 3, 1])


def test_a_view_of_the_argument_may_be_returned(check):
    ask(check, lambda signal: signal[::-1], [1, 2], gives=[2, 1])


def test_the_right_result_with_a_changed_argument_is_refused(check):
    def reverses_the_kernel_for_good(signal, kernel):
        result = np.convolve(signal, kernel)
        kernel[:] = kernel[::-1].copy()
        return result

    message = refusal(check, reverses_the_kernel_for_good)
    assert "got:      the right result, but your function also changed the array it was given as argument 2" in message
    assert "Work on a copy" in message


def test_an_answer_that_leaves_the_program_is_refused(check):
    assert "got:      SystemExit: 3" in refusal(check, lambda signal, kernel: exec("raise SystemExit(3)"))


def test_a_value_in_place_of_a_function_is_refused(check):
    message = refusal(check, [3, 7, 2, 12, 4])
    assert "expected: a function: `def convolve(...)`" in message
    assert "got:      [3, 7, 2, 12, 4]" in message


def test_of_a_large_photo_only_the_first_difference_is_told(check):
    photo = np.zeros((30, 40, 3), np.uint8)

    def one_spot(image):
        image = image.copy()
        image[2, 3, 1] = 9
        return image

    with pytest.raises(CheckFailed) as failure, check("convolve", one_spot) as answer:
        answer.on(photo).gives(photo)
    assert "asked:    convolve(an array of shape (30, 40, 3))" in str(failure.value)
    assert "first different at [2, 3, 1]: expected 0, got 9 (1 of 3600 numbers differ)" in str(failure.value)


# Properties, refusals, loops


def test_a_property_is_asked_in_words(check):
    with check("convolve", lambda signal: signal.tolist()) as answer:
        answer.on([1, 2]).satisfies(lambda result: result.shape == (2,), "as many numbers as the signal")
        with pytest.raises(CheckFailed) as failure:
            answer.on([1, 2]).satisfies(lambda result: result.sum() == 1, "numbers that sum to 1")
    assert "wanted:   numbers that sum to 1\n  got:      [1, 2]" in str(failure.value)


def test_a_property_that_cannot_be_tested_is_not_there(check):
    with pytest.raises(CheckFailed) as failure, check("convolve", lambda signal: None) as answer:
        answer.on([1, 2]).satisfies(lambda result: result.sum() == 1, "numbers that sum to 1")
    assert "could not even be tested: AttributeError" in str(failure.value)
    with pytest.raises(CheckFailed) as failure, check("weights", "heavy") as answer:
        answer.satisfies(lambda weights: weights.sum() == 1, "they sum to 1")
    assert "wanted:   they sum to 1\n  got:      'heavy'" in str(failure.value)


def test_a_property_does_not_excuse_a_changed_argument_or_an_error(check):
    with pytest.raises(CheckFailed, match="also changed"), check("convolve", np.ndarray.sort) as answer:
        answer.on([2, 1]).satisfies(lambda result: result is None, "nothing")
    with pytest.raises(CheckFailed, match="ZeroDivisionError"), check("convolve", lambda signal: 1 / 0) as answer:
        answer.on([2, 1]).satisfies(lambda result: True, "anything")


def test_a_refusal_can_be_asked_for(check):
    def strict(signal, kernel):
        if len(kernel) % 2 == 0:
            raise ValueError(f"kernel has {len(kernel)} weights: an odd number is needed")
        return np.convolve(signal, kernel)

    with check("convolve", strict) as answer:
        answer.on([1, 2], [3, 1]).raises(ValueError, saying="odd")
        with pytest.raises(CheckFailed) as failure:
            answer.on([1, 2], [3, 1]).raises(ValueError, saying="even")
        assert "expected: it raises ValueError with 'even' in its message" in str(failure.value)
        assert "got:      ValueError: kernel has 2 weights" in str(failure.value)
        with pytest.raises(CheckFailed) as failure:
            answer.on([1, 2], [3]).raises(ValueError)
        assert "got:      no error, but the result [3, 6]" in str(failure.value)


def test_a_loop_can_be_ruled_out(check):
    def loops(signal, kernel):
        return [2 * number for number in np.convolve(signal, kernel)]

    with check("convolve", np.convolve) as answer:
        answer.has_no_loop()
    with pytest.raises(CheckFailed, match="no for, no while"), check("convolve", loops) as answer:
        answer.has_no_loop()


# Not answered yet


def test_an_exercise_left_open_is_said_to_be_open(check):
    def open_exercise(signal, kernel):
        raise NotImplementedError()

    assert "Not answered yet. Put your answer in place of `raise NotImplementedError()`" in refusal(
        check, open_exercise
    )
    with pytest.raises(CheckFailed, match="Not answered yet"), check("length", ...) as answer:
        answer.equals(6)


def test_an_exercise_that_uses_an_open_one_says_which(check, shell):
    shell.run("def flip(kernel):\n    raise NotImplementedError()")
    error = shell.run(
        "def convolve(signal, kernel):\n    return flip(kernel)\n"
        "with check('convolve', convolve) as answer:\n    answer.on([1], [2]).gives([2])",
        check=check,
    )
    assert "It uses `flip`, which is not answered yet: answer that exercise first." in str(error)


# Hidden inputs


def hidden_refusal(check, function) -> str:
    with pytest.raises(CheckFailed) as failure, check("convolve", function) as answer:
        answer.on(answer.random.normal(size=5), [1, 2]).agrees_with(np.convolve)
    return str(failure.value)


def test_a_hidden_input_is_not_shown(check):
    seen = []

    def remembers(signal, kernel):
        seen.extend(f"{number:.3g}" for number in signal)
        raise ValueError(f"wrong for {signal}")

    message = hidden_refusal(check, remembers)
    assert "asked:    convolve for an input that is not shown\n  got:      ValueError\n" in message
    assert not any(number in message for number in seen)
    assert kernel_not_flipped.hint in hidden_refusal(check, kernel_not_flipped.function)
    assert "other sizes, negative numbers" in hidden_refusal(check, lambda signal, kernel: signal + 1)


def test_a_changed_argument_is_told_of_a_hidden_input_too(check):
    def sorts(signal, kernel):
        result = np.convolve(signal, kernel)
        signal.sort()
        return result

    assert "Work on a copy" in hidden_refusal(check, sorts)


def test_hidden_inputs_follow_the_seed_the_chapter_and_the_exercise(check, monkeypatch):
    def numbers(exercise="convolve", chapter=check):
        return chapter(exercise, len).random.normal(size=4).tolist()

    monkeypatch.delenv("CONVCOURSE_SEED", raising=False)
    unseeded = numbers()
    assert numbers() == unseeded != numbers("length")
    assert numbers(chapter=checks.for_chapter("98_another")) != unseeded
    monkeypatch.setenv("CONVCOURSE_SEED", "0")
    assert numbers() == unseeded
    monkeypatch.setenv("CONVCOURSE_SEED", "1")
    assert numbers() != unseeded


# Authors' errors


def test_a_check_that_asks_nothing_is_an_authors_error(check):
    with pytest.raises(ValueError, match="the check of 'convolve' asks nothing"), check("convolve", np.convolve):
        pass
    with pytest.raises(ValueError, match="calls and does not ask"), check("convolve", np.convolve) as answer:
        [answer.on([1], [2]), answer.on([1], [2])][0].gives([2])


def test_an_error_of_the_reference_is_the_authors_and_is_not_blamed_on_the_student(check):
    with pytest.raises(ValueError, match="cannot be empty"), check("convolve", lambda signal, kernel: 3) as answer:
        answer.on([], [1]).agrees_with(np.convolve)


# In a notebook

CHECK = "with check('convolve', convolve) as answer:\n    answer.on([1, 2, 0, 4], [3, 1]).gives([3, 7, 2, 12, 4])"
RIGHT = "import numpy as np\ndef convolve(signal, kernel):\n    return np.convolve(signal, kernel)"
WARNS = RIGHT.replace(
    "    return",
    "    import sys, warnings\n    warnings.warn('<careful>')\n    warnings.warn('old', DeprecationWarning)\n"
    "    print('!', file=sys.stderr)\n    np.ones(1) / 0\n    return",
)
RAISES = "def convolve(signal, kernel):\n    length = len(signal)\n    return signal[length]"


def test_a_pass_shows_a_green_box_and_nothing_else(check, shell):
    shell.run(RIGHT)
    assert shell.run(CHECK, check=check) is None
    assert (shell.stdout, shell.stderr) == ("", "")
    (box,) = shell.displayed
    assert box.data["text/plain"] == "✓ convolve: right"
    assert "#009E73" in box.data["text/html"]
    assert "warned" not in box.data["text/html"]


def test_a_warning_is_told_in_the_box_and_does_not_fail_the_check(check, shell):
    shell.run(WARNS)
    assert shell.run(CHECK, check=check) is None
    assert (shell.stdout, shell.stderr) == ("", "")
    text = shell.displayed[0].data["text/html"]
    assert "Python warned on the way: &lt;careful&gt;; divide by zero encountered" in text
    assert "old" not in text


def test_the_filters_of_warnings_are_left_as_they_were(check):
    before = list(warnings.filters)
    ask(check, np.convolve)
    refusal(check, kernel_not_flipped.function)
    assert warnings.filters == before


def test_an_error_is_told_with_the_line_of_the_students_cell_and_without_a_stack_trace(check, shell):
    shell.run(RAISES)
    error = shell.run(CHECK, check=check)
    assert "got:      IndexError: index 4 is out of bounds for axis 0 with size 4" in str(error)
    assert "at:       line 3 of your cell: return signal[length]" in str(error)
    shown = shell.stdout + shell.stderr
    assert "Traceback" not in shown
    assert "call.py" not in shown
    assert "not yet" in shown
    assert "line 3 of your cell" in shown


def test_a_real_kernel_shows_the_box_alone_and_a_failure_without_a_stack_trace():
    set_up = "from convcourse import checks\ncheck = checks.for_chapter('00_start_here')"
    wrong = "def convolve(signal, kernel):\n    return signal\n"
    cells = [set_up, WARNS, CHECK, RAISES, CHECK, wrong, CHECK]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": ROOT}}).execute()
    nbformat.validate(notebook)
    _, _, passed, _, raised, _, refused = [cell.outputs for cell in notebook.cells]
    assert [output.output_type for output in passed] == ["display_data"]
    assert set(passed[0].data) == {"text/html", "text/plain"}
    for outputs in (raised, refused):
        assert [(output.output_type, output.ename) for output in outputs] == [("error", "CheckFailed")]
        assert not any("call.py" in row or "Traceback" in row for row in outputs[0].traceback)
    assert "line 3 of your cell: return signal[length]" in raised[0].evalue
    assert "Expected shape (5,), got shape (4,)." in refused[0].evalue
