"""Known wrong answers of chapter 01, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import has_loop

# weighted_average


@mistake("weighted_average", "The oldest reading got the first weight. weights[0] belongs to the newest, readings[time]: as the age grows, go back.")
def oldest_first(readings, weights, time):
    start = time - len(weights) + 1
    return sum(weight * readings[start + k] for k, weight in enumerate(weights))


@mistake("weighted_average", "This looks into the future: readings[time + age] has not come yet. The reading of age a is readings[time - a].")
def looks_ahead(readings, weights, time):
    return sum(weight * readings[min(time + age, len(readings) - 1)] for age, weight in enumerate(weights))


@mistake("weighted_average", "This is the plain average: each reading of the window counts the same. Multiply each by its weight before you add.")
def ignores_weights(readings, weights, time):
    return np.mean([readings[time - age] for age in range(len(weights))])


@mistake("weighted_average", "The sum was divided by the number of weights. They are used as they are given: the sum of products is the result.")
def divides_by_count(readings, weights, time):
    return sum(weight * readings[time - age] for age, weight in enumerate(weights)) / len(weights)


@mistake("weighted_average", "The sum was divided by the sum of the weights. With 3/6, 2/6, 1/6 that changes nothing, but use the weights as they are given: in the last example they sum to 0.75.")
def normalises_again(readings, weights, time):
    return sum(weight * readings[time - age] for age, weight in enumerate(weights)) / sum(weights)


@mistake("weighted_average", "The window is one reading late: age 0 is readings[time] itself, and you began with readings[time - 1].")
def one_late(readings, weights, time):
    return sum(weight * readings[time - 1 - age] for age, weight in enumerate(weights))


# first_three


@mistake("first_three", "You treated the ends as if there were readings before the first. At t = 0 the window holds one reading, and the other two weights have nothing to multiply.")
def parked_everywhere():
    return [10, 10, 10]


@mistake("first_three", "This reads the kernel the wrong way round: at t = 0 only the newest weight, 3/6, has a reading.")
def oldest_weight_first():
    return [10 / 6, 5, 10]


@mistake("first_three", "You divided by the number of readings under the window. The weights stay 3/6, 2/6 and 1/6, whether a reading is there or not.")
def plain_average_of_what_is_there():
    return [10, 5, 10 / 3]


@mistake("first_three", "These are the single products 3/6, 2/6 and 1/6 times 10. Each result is the sum of all products that the window has so far.")
def products_not_summed():
    return [5, 10 / 3, 10 / 6]


@mistake("first_three", "The weights were not divided by 6: a parked aeroplane would then seem to be six times as far away.")
def not_normalised():
    return [30, 50, 60]


# convolve1d


@mistake("convolve1d", "This is correlation: the kernel was not flipped. The reading of age a takes kernel[a], so signal and kernel are read in opposite directions.")
def kernel_not_flipped(signal, kernel):
    return np.correlate(signal, kernel, mode="full")


@mistake("convolve1d", "The ends are missing: these are only the places where the window lies inside. Begin where it touches the first number; there are len(signal) + len(kernel) - 1 results.")
def only_valid(signal, kernel):
    return np.convolve(signal, kernel, mode="valid")


@mistake("convolve1d", "There are as many results as numbers in the signal; the last len(kernel) - 1 are missing. The window leaves the signal only after its last weight did.")
def stops_with_the_signal(signal, kernel):
    return np.convolve(signal, kernel, mode="full")[: len(signal)]


@mistake("convolve1d", "Each product replaced the one before. Several products belong to the same result: add with += instead of =.")
def assigns_instead_of_adding(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for i in range(len(signal)):
        for age in range(len(kernel)):
            result[i + age] = signal[i] * kernel[age]
    return result


@mistake("convolve1d", "At the beginning an index became negative, and in Python signal[-1] is the last number. The window wrapped round. Leave out what is not there.")
def wraps_round(signal, kernel):
    places = range(len(signal) + len(kernel) - 1)
    return np.array([sum(kernel[age] * signal[(t - age) % len(signal)] for age in range(len(kernel))) for t in places])


# which_operation


@mistake("which_operation", "The other way round: convolution flips the kernel, so over 0, 1, 2 its sum is 3·0 + 2·1 + 1·2.")
def swapped():
    return {"convolution": "B", "correlation": "A"}


@mistake("which_operation", "C holds the single products 1·0, 2·1 and 3·2 of the first window. A convolution adds them up, after the flip.")
def products_as_convolution():
    return {"convolution": "C", "correlation": "B"}


@mistake("which_operation", "C holds the single products 1·0, 2·1 and 3·2 of the first window. A correlation adds them up.")
def products_as_correlation():
    return {"convolution": "A", "correlation": "C"}


@mistake("which_operation", "Two different operations cannot both be one result here: the kernel [1, 2, 3] is not the same from behind.")
def one_for_both():
    return {"convolution": "B", "correlation": "B"}


# output_length


@mistake("output_length", "Off by one for full: the window touches the n readings at n + k - 1 places. Count them for n = 1 and k = 1.")
def full_one_too_many(n, k, mode):
    return {"full": n + k, "valid": n - k + 1, "same": n}[mode]


@mistake("output_length", "Off by one for valid: a window as long as the readings (k = n) fits exactly once, not zero times.")
def valid_one_too_few(n, k, mode):
    return {"full": n + k - 1, "valid": n - k, "same": n}[mode]


@mistake("output_length", "Full and valid have changed places: full is the longer one, with the ends.")
def full_and_valid_swapped(n, k, mode):
    return {"valid": n + k - 1, "full": n - k + 1, "same": n}[mode]


@mistake("output_length", "Same means as many results as readings, n; you returned the length of the kernel.")
def same_as_kernel(n, k, mode):
    return {"full": n + k - 1, "valid": n - k + 1, "same": k}[mode]


# convolve_same


@mistake("convolve_same", "You kept the first results of full: a causal window. Same keeps the middle, so drop (k - 1) // 2 in front.")
def causal_window(signal, kernel):
    return np.convolve(signal, kernel)[: len(signal)]


@mistake("convolve_same", "Right for odd kernels. For an even kernel k // 2 drops one too many in front; it is (k - 1) // 2.")
def drops_half_the_kernel(signal, kernel):
    front = len(kernel) // 2
    return np.convolve(signal, kernel)[front : front + len(signal)]


@mistake("convolve_same", "You kept the last results of full and dropped all k - 1 in front. Drop (k - 1) // 2 in front and the rest behind.")
def drops_all_in_front(signal, kernel):
    return np.convolve(signal, kernel)[len(kernel) - 1 :]


@mistake("convolve_same", "This is correlation: the kernel was not flipped.")
def correlates(signal, kernel):
    front = (len(kernel) - 1) // 2
    return np.convolve(signal, kernel[::-1])[front : front + len(signal)]


@mistake("convolve_same", "These are the valid results only; same has as many as the signal.")
def valid_for_same(signal, kernel):
    return np.convolve(signal, kernel, mode="valid")


# changes


@mistake("changes", "Only the places that the reading can touch change, but they are three: its weight is 3/6 at once, 2/6 a second later, 1/6 after that.")
def changes_one_place():
    return [0, 3, 0, 0, 0, 0]


@mistake("changes", "The right numbers in the wrong order: the reading is the newest first (weight 3/6) and the oldest last (weight 1/6).")
def changes_reversed():
    return [0, 1, 2, 3, 0, 0]


@mistake("changes", "The right shape at the wrong time: the reading is the one at t = 1, and no result before it can change.")
def changes_too_early():
    return [3, 2, 1, 0, 0, 0]


@mistake("changes", "You multiplied 6 by 3, 2 and 1, but the weights are 3/6, 2/6 and 1/6.")
def changes_not_normalised():
    return [0, 18, 12, 6, 0, 0]


@mistake("changes", "These are the new results. Asked is by how much they changed: new minus old.")
def new_results():
    return [6, 16, 13, 18, 9, 4]


# noise_and_lag


@mistake("noise_and_lag", "The first number is the variance. The standard deviation is its square root.")
def variance_for_deviation(weights, sigma):
    return sigma**2 * np.sum(weights**2), np.sum(np.arange(len(weights)) * weights)


@mistake("noise_and_lag", "The weights were added before they were squared; their sum is 1, so nothing would be gained by averaging. Square each one, then add.")
def squares_the_sum(weights, sigma):
    return sigma * np.sum(weights), np.sum(np.arange(len(weights)) * weights)


@mistake("noise_and_lag", "The ages start at 0: the newest reading is not late at all.")
def ages_from_one(weights, sigma):
    return sigma * np.sqrt(np.sum(weights**2)), np.sum(np.arange(1, len(weights) + 1) * weights)


@mistake("noise_and_lag", "sigma is missing: the result should be in metres, like the errors of the readings.")
def without_sigma(weights, sigma):
    return np.sqrt(np.sum(weights**2)), np.sum(np.arange(len(weights)) * weights)


@mistake("noise_and_lag", "The lag is the mean age weighted with the weights; you took the middle of the window, as if all weights were equal.")
def middle_of_the_window(weights, sigma):
    return sigma * np.sqrt(np.sum(weights**2)), (len(weights) - 1) / 2


# good_weights


@mistake(
    "good_weights",
    "The weights do not sum to 1, so the estimate is too large or too small by their sum. Divide them by weights.sum().",
    seen=lambda weights: not np.isclose(np.sum(weights), 1),
)
def forgets_to_normalise():
    return 0.8 ** np.arange(12)


@mistake(
    "good_weights",
    "The largest weight belongs to the oldest reading: the window is the wrong way round. The first weight is the newest reading's.",
    seen=lambda weights: weights[-1] > weights[0] + 1e-9,
)
def oldest_counts_most():
    weights = 0.8 ** np.arange(12)[::-1]
    return weights / weights.sum()


@mistake(
    "good_weights",
    "Too much lag: the mean age of these readings is more than six, and the aeroplane has moved on. Shorten the window or let the weights fall faster.",
    seen=lambda weights: np.sum(np.arange(len(weights)) * weights) > 6,
)
def window_too_long():
    return np.full(25, 1 / 25)


@mistake(
    "good_weights",
    "Too much noise is left: the sum of the squared weights is above 0.2, so most of the weight lies on a few readings. Spread it over more.",
    seen=lambda weights: np.sum(np.square(weights)) > 0.2,
)
def newest_reading_alone():
    return np.array([1.0])


@mistake(
    "good_weights",
    "Equal weights get no lower than 26 m here, whatever their number: the old readings count as much as the new ones. Let the weights fall with age.",
    seen=lambda weights: np.allclose(weights, weights[0]),
)
def plain_average():
    return np.full(8, 1 / 8)


# convolve_valid


@mistake("convolve_valid", "This is correlation: the kernel was not flipped. Multiply the windows by kernel[::-1].")
def windows_times_unflipped(signal, kernel):
    return np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) @ kernel


@mistake("convolve_valid", "These are the full results, ends included. Valid has len(signal) - len(kernel) + 1.")
def full_for_valid(signal, kernel):
    return np.convolve(signal, kernel)


@mistake("convolve_valid", "The products were not added: each row times the flipped kernel must be summed to one number.")
def rows_not_summed(signal, kernel):
    return np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) * kernel[::-1]


@mistake("convolve_valid", "Right, but with a loop in Python. Lay out all windows with sliding_window_view and let one matrix product do the work.", seen=has_loop)
def still_loops(signal, kernel):
    flipped = kernel[::-1]
    places = range(len(signal) - len(kernel) + 1)
    return np.array([np.sum(signal[t : t + len(kernel)] * flipped) for t in places])
