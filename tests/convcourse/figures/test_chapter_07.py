"""The still pictures of chapter 07."""

import numpy as np

from convcourse import figures


def test_a_confusion_matrix_names_what_is_mixed_up_most() -> None:
    counts = np.diag([30, 31, 29])
    counts[2, 0], counts[0, 1] = 4, 1
    png, alt = figures.confusion_matrix(counts, ["cat", "dog", "cow"]).render()
    assert png.startswith(b"\x89PNG")
    assert alt == "90 of 95 right, 5 wrong; most often cow read as cat: 4; cat read as dog: 1."
    assert figures.confusion_matrix(np.diag([3, 5])).render()[1] == "8 of 8 right, 0 wrong."


def test_errors_are_told_for_each_number_of_maps() -> None:
    picture = figures.maps_and_accuracy([1, 2, 6], [[0.90, 0.92], [0.95, 0.95], [1.0, 0.98]], [10**5, 2 * 10**5, 10**6])
    png, alt = picture.render()
    assert png.startswith(b"\x89PNG")
    assert "1 map: 9.0 % misread; 2 maps: 5.0 % misread; 6 maps: 1.0 % misread" in alt
