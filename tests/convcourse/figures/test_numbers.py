"""Numbers are written short, and as on paper."""

import numpy as np
import pytest

from convcourse.figures.numbers import as_fractions, in_words, listed


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (13.0, "13"),
        (2 / 3, "0.67"),
        (0.5, "0.5"),
        (-4.0, "−4"),
        (-0.001, "0"),
        (0.0, "0"),
        (100.0, "100"),
        (1e3, "1000"),
    ],
)
def test_a_number_has_no_needless_digits(number, text):
    assert in_words(number) == text


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ([3 / 6, 2 / 6, 1 / 6], ["3/6", "2/6", "1/6"]),
        ([0.25, 0.0, -0.25], ["1/4", "0", "−1/4"]),
        ([3, 1], ["3", "1"]),
        (np.full(9, 1 / 9), ["1/9"] * 9),
        ([0.123, 0.5], ["0.12", "0.5"]),
    ],
)
def test_weights_share_one_small_denominator_where_there_is_one(numbers, texts):
    assert as_fractions(numbers) == texts


@pytest.mark.parametrize(("texts", "sentence"), [([], ""), (["3"], "3"), (["3", "2"], "3 and 2")])
def test_texts_are_joined_as_in_a_sentence(texts, sentence):
    assert listed(texts) == sentence
