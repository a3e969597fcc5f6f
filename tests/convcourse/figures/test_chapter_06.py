"""The still pictures of chapter 06."""

import numpy as np

from convcourse import figures


def test_tied_weights_are_added_up_weight_by_weight() -> None:
    names = np.array([["a", "b", "", "c", "d", ""], ["", "a", "b", "", "c", "d"]])
    png, alt = figures.tied_gradients(names, np.array([1.0, 2, 0, 3, 1, 4]), np.array([1.0, 10])).render()
    assert png.startswith(b"\x89PNG")
    assert "a: 1 + 20 = 21; b: 2 + 0 = 2; c: 3 + 10 = 13; d: 1 + 40 = 41." in alt


def test_misread_digits_are_named() -> None:
    images, labels, answers = np.random.default_rng(0).random((12, 8, 8, 1)), np.arange(12) % 10, np.arange(12) % 10
    assert figures.misread_digits(images, labels, answers).render()[1] == "0 of 12 held-out digits are misread."
    answers[3] = 8
    assert figures.misread_digits(images, labels, answers).render()[1].endswith("misread: a 3 read as 8.")
    assert figures.misread_digits(images, labels, answers + 20).render()[0].startswith(b"\x89PNG")
