"""Right answers of chapter 01, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("best_length")
def as_a_float():
    return 5.0


@right_answer("best_length")
def as_a_numpy_number():
    return np.int64(5)


@right_answer("weighted_average")
def with_dot_of_reversed(readings, weights, time):
    recent = np.asarray(readings)[time - len(weights) + 1 : time + 1]
    return float(np.dot(recent[::-1], weights))


@right_answer("weighted_average")
def with_running_total(readings, weights, time):
    total = 0
    place = time
    for weight in weights:
        total = total + weight * readings[place]
        place = place - 1
    return total


@right_answer("first_three")
def with_three_decimals():
    return (5, 8.333, 10)


@right_answer("first_three")
def as_array():
    return np.array([30, 50, 60]) / 6


@right_answer("convolve1d")
def result_by_result(signal, kernel):
    results = []
    for t in range(len(signal) + len(kernel) - 1):
        total = 0.0
        for age in range(len(kernel)):
            if 0 <= t - age < len(signal):
                total += kernel[age] * signal[t - age]
        results.append(total)
    return results


@right_answer("convolve1d")
def padded_and_sliced(signal, kernel):
    margin = np.zeros(len(kernel) - 1)
    padded = np.concatenate([margin, signal, margin])
    flipped = kernel[::-1]
    return np.array([padded[t : t + len(kernel)] @ flipped for t in range(len(signal) + len(kernel) - 1)])


@right_answer("convolve1d")
def scaled_copies(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for age, weight in enumerate(kernel):
        result[age : age + len(signal)] += weight * signal
    return result


@right_answer("which_operation")
def in_other_order():
    return {"correlation": "B", "convolution": "A"}


@right_answer("which_operation")
def as_dict_call():
    return dict(convolution="A", correlation="B")  # noqa: C408


@right_answer("counts")
def as_floats_from_formulas():
    return [60 - 54 + 1.0, 40 - 9 + 1.0, 30 - 30 + 1.0]


@right_answer("counts")
def as_a_tuple():
    return (7, 32, 1)


@right_answer("convolve_same")
def by_padding(signal, kernel):
    behind = (len(kernel) - 1) // 2
    front = len(kernel) - 1 - behind
    padded = np.concatenate([np.zeros(front), signal, np.zeros(behind)])
    return np.array([np.sum(padded[t : t + len(kernel)] * kernel[::-1]) for t in range(len(signal))])


@right_answer("convolve_same")
def by_index(signal, kernel):
    full = convolve1d(signal, kernel)
    return [full[t + (len(kernel) - 1) // 2] for t in range(len(signal))]


@right_answer("changes")
def six_times_the_kernel():
    return 6 * np.array([0, 3, 2, 1, 0, 0]) / 6


@right_answer("changes")
def as_floats():
    return [0.0, 3.0, 2.0, 1.0, 0.0, 0.0]


@right_answer("noise_and_lag")
def with_norm_and_dot(weights, sigma):
    return np.array([sigma * np.linalg.norm(weights), np.dot(range(len(weights)), weights)])


@right_answer("noise_and_lag")
def with_loop(weights, sigma):
    variance = 0.0
    lag = 0.0
    for age, weight in enumerate(weights):
        variance += (sigma * weight) ** 2
        lag += age * weight
    return [variance**0.5, lag]


@right_answer("good_weights")
def falling_geometrically():
    weights = 0.7 ** np.arange(15)
    return weights / weights.sum()


@right_answer("good_weights")
def as_a_list():
    return [0.25, 0.22, 0.18, 0.15, 0.10, 0.06, 0.04]


@right_answer("convolve_valid")
def with_einsum(signal, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(signal, len(kernel))
    return np.einsum("tk,k->t", windows, kernel[::-1])


@right_answer("convolve_valid")
def with_index_grid(signal, kernel):
    places = np.arange(len(signal) - len(kernel) + 1)[:, None] + np.arange(len(kernel))
    return (np.asarray(signal)[places] * np.flip(kernel)).sum(axis=1)
