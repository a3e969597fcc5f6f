"""Right answers of chapter 00, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("mean_of")
def with_numpy(readings):
    return np.mean(readings)


@right_answer("mean_of")
def with_a_loop(readings):
    total = 0
    for reading in readings:
        total += reading / len(readings)
    return total
