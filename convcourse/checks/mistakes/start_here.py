"""Known wrong answers of chapter 00, each with the hint for who made it."""

from convcourse.checks.known_answers import mistake


@mistake("mean_of", "This is the sum. Divide it by how many readings there are: len(readings).")
def sum_without_division(readings):
    return sum(readings)


@mistake("mean_of", "The sum was divided by one less than the number of readings. For a mean, divide by len(readings).")
def divides_by_one_less(readings):
    return sum(readings) / (len(readings) - 1)


@mistake("mean_of", "The result was rounded down: // divides without remainder, / divides exactly.")
def divides_without_remainder(readings):
    return sum(readings) // len(readings)


@mistake("mean_of", "This is the median, the one in the middle after sorting. The mean is the sum divided by the number.")
def median_for_mean(readings):
    middle = sorted(readings)
    n = len(readings)
    return (middle[(n - 1) // 2] + middle[n // 2]) / 2


@mistake("mean_of", "This is the middle between the smallest and the largest. The mean takes in every reading: sum, then divide.")
def middle_of_the_range(readings):
    return (min(readings) + max(readings)) / 2
