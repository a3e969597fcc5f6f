"""Known wrong answers of chapter 01, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake
from convcourse.checks.source import has_loop, mentions

# best_length


@mistake("best_length", "The newest reading alone has no lag, but all of its noise: 60 m. A few more would cancel much of that while the aeroplane flies only some metres.")
def one_alone():
    return 1


@mistake("best_length", "Twenty readings cancel most of the noise, but they reach back four seconds, and the aeroplane flies 60 metres in each.")
def twenty():
    return 20


@mistake("best_length", "Only the three lengths 1, 5 and 20 are compared here. Answer with one of these numbers.", seen=lambda length: length not in (1, 5, 20))
def none_of_the_three():
    return 10


# weighted_average


@mistake("weighted_average", "The oldest reading got the first weight. weights[0] belongs to the newest, readings[time]: as the age grows, go back.")
def oldest_first(readings, weights, time):
    start = time - len(weights) + 1
    return sum(weight * readings[start + k] for k, weight in enumerate(weights))


@mistake("weighted_average", "An index ran past the last reading: this goes forward in time, to readings that have not come yet. As the age grows, go back.")
def looks_ahead(readings, weights, time):
    return sum(weight * readings[time + age] for age, weight in enumerate(weights))


@mistake("weighted_average", "The window stays at the beginning of the readings, whatever the time. Count the age backwards from readings[time].")
def ignores_the_time(readings, weights, time):
    return sum(weight * readings[age] for age, weight in enumerate(weights))


@mistake("weighted_average", "Only the first product came back: the return stands inside the loop. Add all products first, return after the loop.")
def returns_in_the_loop(readings, weights, time):
    for age in range(len(weights)):
        return weights[age] * readings[time - age]


@mistake("weighted_average", "The last weight was left out: the ages go from 0 to len(weights) - 1, and range(n) already stops before n.")
def one_weight_short(readings, weights, time):
    return sum(weights[age] * readings[time - age] for age in range(len(weights) - 1))


@mistake("weighted_average", "This is the plain average: each reading of the window counts the same. Multiply each by its weight before you add.")
def ignores_weights(readings, weights, time):
    return np.mean([readings[time - age] for age in range(len(weights))])


@mistake("weighted_average", "The sum was divided by the number of weights. They are used as they are given: the sum of products is the result.")
def divides_by_count(readings, weights, time):
    return sum(weight * readings[time - age] for age, weight in enumerate(weights)) / len(weights)


@mistake("weighted_average", "The sum was divided by the sum of the weights. With 3/6, 2/6, 1/6 that changes nothing, but use the weights as they are given: in the last example they sum to 0.75.")
def normalises_again(readings, weights, time):
    return sum(weight * readings[time - age] for age, weight in enumerate(weights)) / sum(weights)


@mistake("weighted_average", "The window is one reading late: age 0 is the reading at `time` itself, and you began with the one before.")
def one_late(readings, weights, time):
    return sum(weight * readings[time - 1 - age] for age, weight in enumerate(weights))


# first_three


@mistake("first_three", "At t = 0 there is one reading, not three. Did you count readings before the first, or divide by the weights that have a reading? Neither happens: the missing products are 0.")
def parked_everywhere():
    return [10, 10, 10]


@mistake("first_three", "This reads the kernel the wrong way round: at t = 0 the only reading is the newest one. Which weight does the newest get?")
def oldest_weight_first():
    return [10 / 6, 5, 10]


@mistake("first_three", "These are plain averages, with zeros for what is not there. The weights are not equal here.")
def plain_averages():
    return [10 / 3, 20 / 3, 10]


@mistake("first_three", "These are single products. Each result is the sum of all products that the window has so far.")
def products_not_summed():
    return [5, 10 / 3, 10 / 6]


@mistake("first_three", "The weights were not divided by 6: a parked aeroplane would then seem to be six times as far away.")
def not_normalised():
    return [30, 50, 60]


@mistake("first_three", "Rounded to whole numbers. Keep the fraction, or at least two decimals.")
def rounded_to_whole_numbers():
    return [5, 8, 10]


# convolve1d


@mistake("convolve1d", "The kernel lies the wrong way round (this is correlation: the kernel was not flipped). The newest reading takes kernel[0], so signal and kernel are read in opposite directions.")
def kernel_not_flipped(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for i in range(len(signal)):
        for k in range(len(kernel)):
            result[i + k] += signal[i] * kernel[len(kernel) - 1 - k]
    return result


@mistake("convolve1d", "The ends are missing: these are only the places where the window lies inside. Begin where it touches the first number; there are len(signal) + len(kernel) - 1 results.")
def only_inside(signal, kernel):
    places = range(len(kernel) - 1, len(signal))
    return np.array([sum(kernel[age] * signal[t - age] for age in range(len(kernel))) for t in places])


@mistake("convolve1d", "There are as many results as numbers in the signal; the last ones are missing. The window leaves the signal only after its last weight did.")
def stops_with_the_signal(signal, kernel):
    result = np.zeros(len(signal))
    for t in range(len(signal)):
        for age in range(min(t + 1, len(kernel))):
            result[t] += kernel[age] * signal[t - age]
    return result


@mistake("convolve1d", "Each product replaced the one before. Several products belong to the same result: they must be added up.")
def assigns_instead_of_adding(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for i in range(len(signal)):
        for age in range(len(kernel)):
            result[i + age] = signal[i] * kernel[age]
    return result


@mistake("convolve1d", "At the beginning an index became negative, and in Python signal[-1] is the last number: the window wrapped round. Leave out what is not there.")
def wraps_round(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for t in range(len(result)):
        for age in range(len(kernel)):
            if t - age < len(signal):
                result[t] += kernel[age] * signal[t - age]
    return result


@mistake("convolve1d", "At the beginning the window wrapped round (signal[-1] is the last number), and the results after the last reading are missing. Every place where the window touches a reading counts, and what is not there is left out.")
def one_average_a_reading(signal, kernel):
    return np.array([sum(kernel[age] * signal[t - age] for age in range(len(kernel))) for t in range(len(signal))])


@mistake("convolve1d", "An index ran past the last number: near the end the window hangs over, and signal[t - age] is not there any more. Test for both ends before you use it.")
def runs_past_the_end(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for t in range(len(result)):
        for age in range(len(kernel)):
            if t - age >= 0:
                result[t] += kernel[age] * signal[t - age]
    return result


@mistake("convolve1d", "signal[0] is never used: place 0 is inside too. Is there a > where >= is meant?")
def leaves_out_place_zero(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1)
    for t in range(len(result)):
        for age in range(len(kernel)):
            if 0 < t - age < len(signal):
                result[t] += kernel[age] * signal[t - age]
    return result


@mistake("convolve1d", "The result holds whole numbers only, so fractions were cut off. np.zeros makes room for fractions unless you tell it otherwise.")
def whole_numbers_only(signal, kernel):
    result = np.zeros(len(signal) + len(kernel) - 1, dtype=int)
    for t in range(len(result)):
        total = 0.0
        for age in range(len(kernel)):
            if 0 <= t - age < len(signal):
                total += kernel[age] * signal[t - age]
        result[t] = total + 1e-9 * np.sign(total)
    return result


@mistake("convolve1d", "Right, but NumPy did it. Write the loops once yourself; later chapters build on them.", seen=lambda function: mentions(function, "convolve", "correlate"))
def numpy_did_it(signal, kernel):
    return np.convolve(signal, kernel)


# which_operation


@mistake("which_operation", "The other way round. Convolution flips the kernel: over 2, 0, 1 its last number meets the 2.")
def swapped():
    return {"convolution": "B", "correlation": "A"}


@mistake("which_operation", "C is how the full convolution begins, where the kernel still hangs over. Take the places where it lies inside.")
def start_of_full_as_convolution():
    return {"convolution": "C", "correlation": "B"}


@mistake("which_operation", "C begins with one product alone, so there the kernel hangs over the end. Take the places where it lies inside.")
def start_of_full_as_correlation():
    return {"convolution": "A", "correlation": "C"}


@mistake("which_operation", "Two different operations cannot both be one result here: this kernel is not the same from behind.", seen=lambda found: found["convolution"] == found["correlation"])
def one_for_both():
    return {"convolution": "B", "correlation": "B"}


# counts


@mistake("counts", "(a) is off by one: 54 = 60 - k + 1.")
def a_off_by_one():
    return [6, 32, 1]


@mistake("counts", "(b) is off by one: a single reading already gives as many results as there are weights.")
def b_off_by_one():
    return [7, 31, 1]


@mistake("counts", "(c): a window as long as the readings fits exactly once, not zero times.")
def c_not_once():
    return [7, 32, 0]


@mistake("counts", "(b): this is how many results 40 readings would give. Asked is the way back: 40 results, how many readings?")
def b_forwards():
    return [7, 48, 1]


# convolve_same


@mistake("convolve_same", "You kept the first results of full: a causal window. Same keeps the middle.")
def causal_window(signal, kernel):
    return np.convolve(signal, kernel)[: len(signal)]


@mistake("convolve_same", "Right for odd kernels. For an even one you drop one too many in front: with k = 4, only one of the three goes there.")
def drops_half_the_kernel(signal, kernel):
    front = len(kernel) // 2
    return np.convolve(signal, kernel)[front : front + len(signal)]


@mistake("convolve_same", "You dropped all the surplus in front. Share it between front and end.")
def drops_all_in_front(signal, kernel):
    return np.convolve(signal, kernel)[len(kernel) - 1 :]


@mistake("convolve_same", "This is correlation: the kernel was not flipped.")
def correlates(signal, kernel):
    front = (len(kernel) - 1) // 2
    return np.convolve(signal, kernel[::-1])[front : front + len(signal)]


@mistake("convolve_same", "These are the valid results only; same has as many as the signal.")
def valid_for_same(signal, kernel):
    return np.convolve(signal, kernel, mode="valid")


@mistake("convolve_same", "Right until nothing must be dropped at the end: then [front:-0] is empty. Count from the front how many to keep.")
def slices_to_minus_nothing(signal, kernel):
    front = (len(kernel) - 1) // 2
    behind = len(kernel) - 1 - front
    return np.convolve(signal, kernel)[front:-behind]


@mistake("convolve_same", "Right, but NumPy did it. Use your own convolve1d and cut out the middle.", seen=lambda function: mentions(function, "convolve", "correlate"))
def numpy_cuts(signal, kernel):
    return np.convolve(signal, kernel, "same")


# changes


@mistake("changes", "More than one result changes: three windows contain this reading.", seen=lambda change: np.count_nonzero(change) == 1)
def changes_one_place():
    return [0, 6, 0, 0, 0, 0]


@mistake("changes", "Not every result changes: at t = 0 the reading has not come yet, and from t = 4 on it has left the window.")
def changes_everywhere():
    return [6, 6, 6, 6, 6, 6]


@mistake("changes", "The right numbers in the wrong order. The reading is first the newest in its window, later the oldest: which weight comes first?")
def changes_reversed():
    return [0, 1, 2, 3, 0, 0]


@mistake("changes", "The right shape at the wrong time: no result before the reading itself can change, and it came at t = 1.")
def changes_too_early():
    return [3, 2, 1, 0, 0, 0]


@mistake("changes", "The weights are sixths, so the change is six times smaller.")
def changes_not_normalised():
    return [0, 18, 12, 6, 0, 0]


@mistake("changes", "These are the new results. Asked is by how much they changed: new minus old.")
def new_results():
    return [6, 16, 13, 18, 9, 4]


# noise_and_lag


@mistake("noise_and_lag", "The first number is the variance. The standard deviation is its square root.")
def variance_for_deviation(weights, sigma):
    return sigma**2 * np.sum(weights**2), np.sum(np.arange(len(weights)) * weights)


@mistake("noise_and_lag", "Only part of the first number was squared: sigma belongs outside the root, or squared inside it.")
def sigma_under_the_root(weights, sigma):
    return np.sqrt(sigma * np.sum(weights**2)), np.sum(np.arange(len(weights)) * weights)


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


@mistake("noise_and_lag", "The lag was divided by the number of weights, or by 5 to get seconds. Asked is the weighted sum of the ages, in readings.")
def mean_of_age_times_weight(weights, sigma):
    return sigma * np.sqrt(np.sum(weights**2)), np.mean(np.arange(len(weights)) * weights)


@mistake("noise_and_lag", "The two numbers have changed places: the noise comes first, then the lag.")
def lag_before_noise(weights, sigma):
    return np.sum(np.arange(len(weights)) * weights), sigma * np.sqrt(np.sum(weights**2))


# good_weights


@mistake(
    "good_weights",
    "The weights do not sum to 1, so the estimate is wrong by that factor. Divide all of good_weights by their sum.",
    seen=lambda weights: not np.isclose(np.sum(weights), 1),
)
def forgets_to_normalise():
    return np.arange(7.0, 0.0, -1.0)


@mistake(
    "good_weights",
    "The largest weight belongs to the oldest reading: the window is the wrong way round. The first weight is the newest reading's.",
    seen=lambda weights: weights[-1] > weights[0] + 1e-9,
)
def oldest_counts_most():
    return np.arange(1, 8) / 28


@mistake(
    "good_weights",
    "Too much lag: the mean age is more than 2.6 readings. Shorten the window or let the weights fall faster.",
    seen=lambda weights: np.sum(np.arange(len(weights)) * weights) > 2.6,
)
def window_too_long():
    return np.full(20, 1 / 20)


@mistake(
    "good_weights",
    "Too much noise is left: the sum of the squared weights is above 0.22. Spread the weight over more readings.",
    seen=lambda weights: np.sum(np.square(weights)) > 0.22,
)
def newest_reading_alone():
    return np.array([1.0])


@mistake(
    "good_weights",
    "Equal weights get no lower than 32.0 m, whatever their number: the old readings count as much as the new ones. Let the weights fall with age.",
    seen=lambda weights: np.allclose(weights, weights[0]),
)
def plain_average():
    return np.full(5, 1 / 5)


# convolve_valid


@mistake("convolve_valid", "This is still correlation: the kernel was not flipped, so the oldest reading counts most.")
def windows_times_unflipped(signal, kernel):
    return np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) @ kernel


@mistake("convolve_valid", "You turned the results round. It is the kernel that must be flipped before it meets the windows.")
def flips_the_result(signal, kernel):
    return (np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) @ kernel)[::-1]


@mistake("convolve_valid", "The products were not added: each row times the kernel must become one number.")
def rows_not_summed(signal, kernel):
    return np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) * kernel[::-1]


@mistake("convolve_valid", "The sum ran down the columns. Each row is one window: sum along the rows.")
def sums_the_columns(signal, kernel):
    return (np.lib.stride_tricks.sliding_window_view(signal, len(kernel)) * kernel[::-1]).sum(axis=0)


@mistake("convolve_valid", "The window has a fixed length of 3, and this kernel has four numbers. The window is as long as the kernel.")
def window_of_three(signal, kernel):
    return np.lib.stride_tricks.sliding_window_view(signal, 3) @ kernel[::-1]


@mistake("convolve_valid", "The matrix comes first, then the vector: the rows of the left factor meet the right one.")
def vector_first(signal, kernel):
    return kernel[::-1] @ np.lib.stride_tricks.sliding_window_view(signal, len(kernel))


@mistake("convolve_valid", "Right, but with a loop in Python. Lay out all windows and let one matrix product do the work.", seen=has_loop)
def still_loops(signal, kernel):
    flipped = kernel[::-1]
    places = range(len(signal) - len(kernel) + 1)
    return np.array([np.sum(signal[t : t + len(kernel)] * flipped) for t in places])


@mistake(
    "convolve_valid",
    "Right, but another function did the work. Begin with sliding_window_view.",
    seen=lambda function: mentions(function, "convolve", "correlate", "convolve1d", "convolve_same", "map"),
)
def somebody_else_did_it(signal, kernel):
    return np.convolve(signal, kernel, "valid")
