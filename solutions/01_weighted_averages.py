# %% [markdown]
# # 1 · Weighted averages: convolution in one dimension
#
# **The question.** A controller must say how far away an aeroplane is, and every reading of the sensor is wrong. How do you
# combine wrong readings into an answer that is less wrong?
#
# **You will be able to**
#
# - *compute* a weighted average of recent readings, by hand and in NumPy, and slide it along a whole track;
# - *tell apart* convolution and correlation, and the three ways of treating the ends: valid, same and full;
# - *choose* weights for a job, because you can say what they cost: less noise against more lag.
#
# **Time** about 90 minutes, more if you are new to NumPy; a good place for a break is marked. **Builds on** chapter 0, Python functions and
# loops, and a sum with an index. Nothing about neural networks is needed; this is where they begin.

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("01_weighted_averages")
demos.your_progress(check)

# %% [markdown]
# ## Every reading is wrong, and averaging helps only so far
#
# A range sensor follows an aeroplane that flies at 60 metres a second. Five times a second it sends a flash of light, waits for the
# echo and reports the distance. It is a bad sensor, so that you can see its errors.

# %%
track = data.aeroplane_track()
figures.track(track)

# %% [markdown]
# The line is how far away the aeroplane really was. You know it because the flight is simulated; the sensor never does. The dots
# are its 60 readings. How wrong are they? The usual number is the **root mean square error** (RMSE): square each error, take
# the mean, take the root. It is in metres, like the readings.

# %%
def rmse(estimate, truth):
    """Root mean square error, in the unit of the data."""
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


print(f"one reading alone: RMSE {rmse(track.measured_range, track.true_range):.1f} m")

# %% [markdown]
# The errors are as often too long as too short, so in an average they partly cancel. But the aeroplane has moved meanwhile, and old
# readings tell where it *was*.
#
# **Predict before you run.** You report the plain average of the last 1, 5 or 20 readings. Which of the three is the least wrong
# over this flight?

# %% exercise="best_length"
best_length = ...  # 1, 5 or 20
### BEGIN SOLUTION
best_length = 5
### END SOLUTION

# %% check="best_length" points=1
with check("best_length", best_length) as answer:
    errors = {
        length: rmse(np.convolve(track.measured_range, np.ones(length) / length, "valid"), truth)
        for length, truth in ((n, track.true_range[n - 1 :]) for n in (1, 5, 20))
    }
    answer.equals(min(errors, key=errors.get))

# %% [markdown]
# > **Takeaway.** Averaging cancels random errors, but an average of old readings describes the past.

# %% [markdown]
# ## The newest reading should count most
#
# So let every reading count, and the newest count most: a **weighted average**. Take four readings small enough for paper,
# in metres:
#
# | time $t$ | 0 | 1 | 2 | 3 |
# | --- | --- | --- | --- | --- |
# | reading $x_t$ | 12 | 18 | 6 | 24 |
#
# and three **weights**: 3 for the newest, 2 for the one before, 1 for the one before that. They add up to 6, so divide by 6, and
# the result is again in metres:
#
# $$s_3 = \frac{3 \cdot 24 + 2 \cdot 6 + 1 \cdot 18}{6} = \frac{72 + 12 + 18}{6} = 17.$$
#
# Call the **age** of a reading $a$: the newest has age 0, the one before has age 1. With $w_a$ for the weight of age $a$,
# here $w = [\tfrac36, \tfrac26, \tfrac16]$, the same sum reads
#
# $$s_t = \sum_{a=0}^{k-1} w_a \, x_{t-a}.$$
#
# In code $x$ is `readings` ($n$ numbers), $w$ is `weights` ($k$ numbers), $t$ is `time`, and $s_t$ is one number. Weights
# that sum to 1 are called **normalised**. If they did not, a parked aeroplane would seem to be somewhere else.

# %%
readings = np.array([12.0, 18.0, 6.0, 24.0])
weights = np.array([3.0, 2.0, 1.0]) / 6
print(f"the weights sum to {weights.sum():.3f}")

# %% [markdown]
# ### Exercise: one weighted average
#
# Write the sum. Mind the direction: as $a$ grows you go *back* in `readings`.

# %% exercise="weighted_average"
def weighted_average(readings, weights, time):
    """Average the readings up to `time`: weights[0] times readings[time], and so on back.

    weighted_average([12, 18, 6, 24], [3/6, 2/6, 1/6], 3) is 17.0, and at time 2 it is 11.0.
    """
    ### BEGIN SOLUTION
    return sum(weight * readings[time - age] for age, weight in enumerate(weights))
    ### END SOLUTION

# %% check="weighted_average" points=2
with check("weighted_average", weighted_average) as answer:
    answer.on(readings, weights, 3).gives(17.0)
    answer.on(readings, weights, 2).gives(11.0)
    answer.on([5, 0, 0, 2], [0.5, 0.25], 3).gives(1.0)
    ### BEGIN HIDDEN TESTS
    signal, taps = answer.random.normal(size=11), answer.random.normal(size=4)
    answer.on(signal, taps, 7).gives(np.convolve(signal, taps)[7])
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** A weighted average is a sum of products: each weight times the reading of its age.

# %% [markdown]
# ## Sliding the window along is a convolution
#
# Do the same at every time. The weights form a **window** that moves along the readings, one step at a time. Move it with the buttons for the
# position (the other choices are explained below). At which times does the window hold fewer than three readings?

# %% demo="window_over_numbers"
demos.window_over_numbers()

# %% [markdown]
# The array of weights has a name of its own, the **kernel** or **filter**. What you see is the **convolution** of the
# readings with the kernel, written $s = x * w$:
#
# $$(x * w)_t = \sum_a w_a \, x_{t-a}.$$
#
# (On paper the star is convolution; in NumPy `*` multiplies number by number.) At both ends the window hangs over, and a reading that is not there counts as 0. With four readings and three weights
# the window touches the readings at $4 + 3 - 1 = 6$ times. So the result has six numbers:
#
# | $t$ | 0 | 1 | 2 | 3 | 4 | 5 |
# | --- | --- | --- | --- | --- | --- | --- |
# | $6\,s_t$ | 3·12 | 3·18 + 2·12 | 3·6 + 2·18 + 1·12 | 3·24 + 2·6 + 1·18 | 2·24 + 1·6 | 1·24 |
# | $s_t$ | 6 | 13 | 11 | 17 | 9 | 4 |
#
# **Predict before you run.** A parked aeroplane, 10 m away, gives five readings: `[10, 10, 10, 10, 10]`. The weights are the
# same three. How large are the first three of the seven results? (On paper: which weights have a reading to multiply?)

# %% exercise="first_three"
first_three = ...  # a list of three numbers
### BEGIN SOLUTION
first_three = [5, 25 / 3, 10]
### END SOLUTION

# %% check="first_three" points=1
with check("first_three", first_three) as answer:
    answer.equals(10 * np.cumsum(weights), within=0.01)

# %% [markdown]
# ### Exercise: convolution from its definition
#
# Write the whole convolution, with loops. There are `len(signal) + len(kernel) - 1` results. One way to
# think of it: each reading `signal[i]` leaves its mark at `i`, `i + 1`, `i + 2`, once for each weight. Or go through the results one by one
# and leave out what is not there. Both are right.

# %% exercise="convolve1d"
def convolve1d(signal, kernel):
    """Convolve two 1-D arrays; the result has len(signal) + len(kernel) - 1 numbers.

    convolve1d([12, 18, 6, 24], [3/6, 2/6, 1/6]) is [6, 13, 11, 17, 9, 4].
    """
    ### BEGIN SOLUTION
    result = np.zeros(len(signal) + len(kernel) - 1)
    for i in range(len(signal)):
        for age in range(len(kernel)):
            result[i + age] += signal[i] * kernel[age]
    return result
    ### END SOLUTION

# %% check="convolve1d" points=3
with check("convolve1d", convolve1d) as answer:
    answer.on(readings, weights).gives([6, 13, 11, 17, 9, 4])
    answer.on([1, -2], [4, 0, 2.5, 1]).gives([4, -8, 2.5, -4, -2])
    answer.avoids("convolve", "correlate")
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(size=9), answer.random.normal(size=4)).agrees_with(np.convolve)
    answer.on(answer.random.normal(size=2), answer.random.normal(size=5)).agrees_with(np.convolve)
    ### END HIDDEN TESTS

# %% [markdown]
# And on the flight: a window of seven readings whose weights fall off with age. Why does the result begin so low?

# %% demo="window_over_track"
demos.window_over_track()

# %% [markdown]
# It begins low because the window still holds zeros, where there were no readings. That is no aeroplane; it is the end of the data.
#
# > **Takeaway.** Convolution is one weighted average, taken at every place.

# %% [markdown]
# ## Reading the kernel forwards is correlation, not convolution
#
# In $\sum_a w_a x_{t-a}$ the weights run one way and the readings the other. Lay the kernel under the readings and its
# *first* weight lies under the *newest* reading, at the right: the kernel is **flipped**. If you lay it down as
# it is written, you get another operation, the **correlation**. With its newest reading at time $t$, as before:
#
# $$(x \star w)_t = \sum_{j=0}^{k-1} w_j \, x_{t-k+1+j}.$$
#
# With the window over 12, 18, 6 that is $(3 \cdot 12 + 2 \cdot 18 + 1 \cdot 6)/6 = 13$, where convolution gives 11: now the *oldest* reading
# counts most. For a kernel that reads the same both ways, such as $[1, 2, 1]$, there is no difference. In NumPy
# `kernel[::-1]` is the kernel backwards.

# %%
figures.correlation_and_convolution(readings, weights)

# %% [markdown]
# Follow the orange arrows: straight down on the left, crossed on the right. The first demo of this chapter lets you choose between the two.
#
# ### Exercise: which is which?
#
# The signal `[2, 0, 1, 4]` and the kernel `[1, 3, 2]` have been put together in three ways, at the two places where the kernel lies inside. One
# result is the convolution, one the correlation, one is something else. Find out which, with a pencil rather than with NumPy.

# %%
signal, kernel = [2, 0, 1, 4], [1, 3, 2]
results = {"A": [5, 7], "B": [4, 11], "C": [2, 6]}

# %% exercise="which_operation"
which_operation = ...  # {"convolution": "?", "correlation": "?"}: a letter for each ?
### BEGIN SOLUTION
which_operation = {"convolution": "A", "correlation": "B"}
### END SOLUTION

# %% check="which_operation" points=2
with check("which_operation", which_operation) as answer:
    answer.satisfies(
        lambda found: {*found} == {"convolution", "correlation"} and {*found.values()} <= {*"ABC"},
        'both names with a letter each, such as {"convolution": "C", "correlation": "A"}',
    )
    answer.satisfies(
        lambda found: results[found["convolution"]] == [*np.convolve(signal, kernel, "valid")]
        and results[found["correlation"]] == [*np.correlate(signal, kernel, "valid")],
        "the letter of the convolution and the letter of the correlation",
    )

# %% [markdown]
# > ### What books get wrong: "a convolution layer convolves"
# > It correlates, in Keras, in PyTorch and almost everywhere else: the layer slides the kernel as it is written. For
# > `[0, 1, 2, 3, 4]` and `[1, 2, 3]` it returns `[8, 14, 20]`, where `np.convolve` gives `[4, 10, 16]`; you will see Keras do it in
# > chapter 7. Nothing is lost: the weights of a layer are learnt, and a flipped kernel is learnt as easily. But as soon as *you* write the weights down, it matters.
#
# > **Takeaway.** Convolution flips the kernel, correlation does not; an asymmetric kernel shows the difference at once.

# %% [markdown]
# ## At the ends the window hangs over, and you must say what to do
#
# Look at the first of the six results: 6 is 36/6, one reading times its weight and two times nothing. It is no average at all, its
# weights sum to one half. There are three customs:
#
# - **full**: keep every place where the window touches a reading. $n + k - 1$ results.
# - **valid**: keep only the places where the window lies inside. $n - k + 1$ results, each a true average.
# - **same**: keep as many as there are readings, $n$, those in the middle of *full*.

# %%
figures.modes(readings, weights)

# %% [markdown]
# In *same* each result stands below the middle of its window: that window is **centred** and uses a reading that has not come yet. It is
# fine for a recording. For a live display you need a **causal** window, one that uses the present and the past only: the first $n$
# numbers of *full*.
#
# **Predict before you run.** Use the counts backwards. (a) 60 readings, and *valid* left 54 results: how many weights? (b) 9 weights, and
# *full* gave 40 results: how many readings? (c) 30 readings, 30 weights, *valid*: how many results?

# %% exercise="counts"
counts = ...  # a list of three whole numbers: the answers to (a), (b) and (c)
### BEGIN SOLUTION
counts = [7, 32, 1]
### END SOLUTION

# %% check="counts" points=2
with check("counts", counts) as answer:
    answer.satisfies(lambda it: len(it) == 3, "a list of three whole numbers")
    answer.satisfies(lambda it: reference.output_length(60, int(it[0]), "valid") == 54, "(a)")
    answer.satisfies(lambda it: reference.output_length(int(it[1]), 9, "full") == 40, "(b)")
    answer.satisfies(lambda it: reference.output_length(30, 30, "valid") == it[2], "(c)")

# %% [markdown]
# ### Exercise: `same`, for kernels with an even length too
#
# *Full* has $k - 1$ results too many for *same*. For $k = 3$ you drop one in front and one behind. For $k = 4$ three
# must go, and three cannot be split evenly: NumPy drops one in front and two behind. Find the rule for any $k$. You may use your own
# `convolve1d`.

# %% exercise="convolve_same"
def convolve_same(signal, kernel):
    """Convolve and keep the len(signal) results in the middle; the kernel is not the longer one.

    convolve_same([12, 18, 6, 24], [3/6, 2/6, 1/6]) is [13, 11, 17, 9].
    """
    ### BEGIN SOLUTION
    front = (len(kernel) - 1) // 2
    return convolve1d(signal, kernel)[front : front + len(signal)]
    ### END SOLUTION

# %% check="convolve_same" points=2
with check("convolve_same", convolve_same) as answer:
    answer.on(readings, weights).gives([13, 11, 17, 9])
    answer.on([12, 18, 6, 24, 6], [4, 0, 2, 6]).gives([72, 48, 204, 144, 84])
    answer.on([3, 1, 2, 7], [10, 1]).gives([30, 13, 21, 72])
    answer.on([3, 1, 2], [10]).gives([30, 10, 20])
    answer.avoids("convolve", "correlate")
    ### BEGIN HIDDEN TESTS
    for k in (1, 4, 5):
        signal_, taps = answer.random.normal(size=8), answer.random.normal(size=k)
        answer.on(signal_, taps).gives(reference.convolve1d(signal_, taps, "same"))
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** Full, valid and same are one convolution with different ends; causal or centred is a question of when you need the answer.
#
# *A good place for a break. You have the tool; what follows tells you how to choose its weights.*

# %% [markdown]
# ## One impulse shows you the whole kernel
#
# What does a filter do to a signal that is 0 everywhere, except for a single 1? In the sum $\sum_a w_a x_{t-a}$ only one term is left at each
# time, and the results are $w_0, w_1, w_2, \dots$: the kernel itself. It is called the **impulse response**.

# %%
figures.impulse_response(np.array([0.0, 0, 1, 0, 0, 0]), weights)

# %% [markdown]
# Know the answer to one impulse, and you know the answer to every signal. For a signal is a sum of impulses,
# $[12, 18, 6, 24] = 12 \cdot [1,0,0,0] + 18 \cdot [0,1,0,0] + 6 \cdot [0,0,1,0] + 24 \cdot [0,0,0,1]$, and two laws do the rest:
#
# - **Linearity**: twice the signal gives twice the result, and the result of a sum is the sum of the results.
# - **Shift equivariance**: move the signal by five places and the result moves by five places, otherwise unchanged.
#
# So the impulse 18 at time 1 answers with $18\,w$, moved to time 1. Add up all those answers, and you have the convolution.
#
# **Predict before you run.** In the readings 12, 18, 6, 24 the second one was wrong: it should have been 24, that is 6 more.
# By how much does each of the six results change? You need not compute any result anew.

# %% exercise="changes"
changes = ...  # a list of six numbers: new result minus old result, for t = 0 ... 5
### BEGIN SOLUTION
changes = [0, 3, 2, 1, 0, 0]
### END SOLUTION

# %% check="changes" points=2
with check("changes", changes) as answer:
    corrected = np.array([12.0, 24.0, 6.0, 24.0])
    answer.equals(np.convolve(corrected, weights) - np.convolve(readings, weights))

# %% [markdown]
# Not every operation obeys the second law. In the picture, compare the two ways in each row, and find the row in which they differ.

# %%
figures.equivariance(track.measured_range[:20], weights, shift=5)

# %% [markdown]
# > **Takeaway.** A linear operation that treats all places alike *is* a convolution, and its impulse response is its kernel.

# %% [markdown]
# ## With weights that are not negative, less noise costs lag
#
# Which weights are good? Two numbers tell you before you see any reading.
#
# **Noise.** The mean of the squared errors of a sensor is its **variance**; the root of it, the **standard deviation** $\sigma$, says in metres how wrong
# a reading typically is. For our sensor $\sigma = 60$ m; the 60 readings of this flight happened to give 54. Halve an error, and its square falls to a quarter: so a weight counts
# squared. If no error knows of the others, the variances of the parts add up, and the average has the variance
#
# $$\sigma^2 \sum_a w_a^2.$$
#
# Four equal weights: $4 \cdot \tfrac1{16} = \tfrac14$, its root is one half, and errors of 60 m become 30 m. A hundred equal weights leave a tenth. For
# $w = [\tfrac36, \tfrac26, \tfrac16]$ it is $(9 + 4 + 1)/36 = 0.389$, and the root 0.624 is left.
#
# **Lag.** Let the aeroplane recede by 1 m from reading to reading. A reading of age 2 shows where it was two readings ago: 2 m short.
# Average these shortfalls with the weights:
#
# $$\sum_a a\, w_a = 0 \cdot \tfrac36 + 1 \cdot \tfrac26 + 2 \cdot \tfrac16 = 0.667 \text{ readings.}$$
#
# At five readings a second that is 0.133 s.

# %% exercise="noise_and_lag"
def noise_and_lag(weights, sigma):
    """Return two numbers: the standard deviation of the result, and its lag in readings.

    noise_and_lag(np.array([3/6, 2/6, 1/6]), 6.0) is about (3.742, 0.667).
    """
    ### BEGIN SOLUTION
    ages = np.arange(len(weights))
    return sigma * np.sqrt(np.sum(weights**2)), np.sum(ages * weights)
    ### END SOLUTION

# %% check="noise_and_lag" points=2
with check("noise_and_lag", noise_and_lag) as answer:
    answer.on(weights, 6.0).gives([6 * np.sqrt(14 / 36), 4 / 6], within=1e-3)
    answer.on([0.5, 0.0, 0.25, 0.25], 2.0).gives([2 * np.sqrt(0.375), 1.25], within=1e-3)
    ### BEGIN HIDDEN TESTS
    taps = answer.random.dirichlet(np.ones(6))
    answer.on(taps, 3.0).gives([3 * np.sqrt(taps @ taps), np.arange(6) @ taps], within=1e-3)
    ### END HIDDEN TESTS

# %% [markdown]
# A formula is worth a test. Here are 200,000 readings of a parked aeroplane, and a flight away from the sensor, 1 m further at each reading:

# %%
noise = np.random.default_rng(0).normal(scale=6.0, size=200_000)
flight = np.arange(50.0)
late = flight[2:] - np.convolve(flight, weights, "valid")
measured = np.convolve(noise, weights, "valid").std()
print(f"noise: simulated {measured:.3f} m, formula {6 * np.sqrt(np.sum(weights**2)):.3f} m")
print(f"lag:   simulated {late[0]:.3f} m, formula {np.sum(np.arange(3) * weights):.3f} m")

# %% [markdown]
# For the real flight, put the two together: an estimate is wrong by its noise and by its lateness, and the squares add up. No
# reading is needed for it, only the track and $\sigma$:

# %%
def typical_error(weights):
    """Metres: root of the noise squared plus the mean lateness squared, over the flight."""
    late = np.convolve(track.true_range, weights, "valid") - track.true_range[len(weights) - 1 :]
    return float(np.sqrt(60**2 * np.sum(np.square(weights)) + np.mean(late**2)))


for n in (1, 3, 5, 8, 12):
    print(f"average of the last {n:2}: typical error {typical_error(np.ones(n) / n):.1f} m")

# %% [markdown]
# Where is the bottom, and why is there one? Vary length and decay, and watch noise, lag and the green line in the turn.

# %% demo="noise_against_lag"
demos.noise_against_lag()

# %% [markdown]
# All kernels lie close to one curve: to be less shaky you must be later. The best choice lies where neither dominates, and the length matters
# more than the shape.
#
# ### Exercise: choose weights for the job
#
# No plain average is typically less wrong than 32.0 m. The controllers ask for 31.5 m. Choose `good_weights`: at most 30 of them, they
# sum to 1, and the first one belongs to the newest reading.

# %% exercise="good_weights"
good_weights = ...  # an array
### BEGIN SOLUTION
good_weights = np.arange(7, 0, -1) / 28
### END SOLUTION

# %% check="good_weights" points=2
with check("good_weights", good_weights) as answer:
    answer.satisfies(lambda w: np.ndim(w) == 1 and len(w) <= 30, "one row of at most 30 weights")
    answer.satisfies(lambda w: np.isclose(np.sum(w), 1), "weights that sum to 1")
    asked = f"an error below 31.5 m; typical of yours is {typical_error(good_weights):.1f} m"
    answer.satisfies(lambda w: typical_error(w) < 31.5, asked)

# %% [markdown]
# ### Written question
#
# Somebody proposes a window of 100 readings, "because more readings mean less noise". Write two or three sentences to them. What are
# they right about, with a number? What do they overlook, with a number? And what does their estimate do while the aeroplane turns?

# %% [markdown] answer="longer_window" points=3
# ### BEGIN SOLUTION
# **Model answer.** They are right about the noise: with 100 equal weights a tenth of it is left, 6 m. But the mean age of the readings is
# 49.5, almost ten seconds, and in ten seconds the aeroplane flies 600 m: the estimate is too long while it approaches and too short while
# it recedes. In the turn it goes on reporting an approach, long after the aeroplane has begun to fly away.
#
# **Rubric.** 1 point: the noise falls to a tenth (one over the root of the number). 1 point: the lag, about 50 readings or ten seconds, and that it
# outweighs the gain. 1 point: what happens in the turn (the estimate turns later, or still points the old way).
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Judge a kernel by two sums: $\sum w_a^2$ for the noise that is left, $\sum a\,w_a$ for the lag you pay.

# %% [markdown]
# ## The loop can go
#
# Your `convolve1d` visits one product at a time, in Python. NumPy can lay out all windows at once, as the rows of a matrix. `windows @ v` then
# multiplies each row by `v`, number by number, and sums it:

# %%
windows = np.lib.stride_tricks.sliding_window_view(readings, 3)
print(windows)
print("windows @ [1, 1, 1] is", windows @ np.ones(3))

# %% [markdown]
# ### Exercise: repair this
#
# A colleague wrote `sliding_window_view(signal, len(kernel)) @ kernel` and gets 13 and 15 for our readings and weights, where *valid* should be 11
# and 17. Write it so that it is right, without any loop.

# %% exercise="convolve_valid"
def convolve_valid(signal, kernel):
    """Convolve, mode "valid", without for, while or comprehension, and without np.convolve.

    convolve_valid([12, 18, 6, 24], [3/6, 2/6, 1/6]) is [11, 17].
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(signal, len(kernel))
    return windows @ kernel[::-1]
    ### END SOLUTION

# %% check="convolve_valid" points=2
with check("convolve_valid", convolve_valid) as answer:
    answer.on(readings, weights).gives([11, 17])
    answer.on([1, 2, 0, 4, 3], [1, 0, -1, 2]).gives([4, 7])
    answer.has_no_loop()
    answer.avoids("convolve", "correlate", "convolve1d", "convolve_same", "map")
    ### BEGIN HIDDEN TESTS
    signal_, taps = answer.random.normal(size=40), answer.random.normal(size=6)
    answer.on(signal_, taps).gives(reference.convolve1d(signal_, taps, "valid"))
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** All windows as the rows of a matrix, times the kernel: a convolution is a matrix product. Here the matrix holds the readings. In chapter 4
# > you turn it round, and the matrix holds the weights.

# %% [markdown]
# ## Seen as waves, a convolution is a multiplication
#
# Send the fastest wave there is, +1, −1, +1, −1, …, through our kernel. A result is $(3 - 2 + 1)/6 = \tfrac13$, the next one $-\tfrac13$: the same wave,
# a third as high. Send a constant, and it comes out whole. Each wave is multiplied by a number of its own (and may come out later).
#
# The **Fourier transform** writes any signal as a sum of such waves. So one can transform signal and kernel, multiply, and transform back: the
# **convolution theorem**. Both get zeros at the end, up to the length 6 of the full result.

# %%
product = np.fft.rfft(readings, 6) * np.fft.rfft(weights, 6)
print(np.fft.irfft(product, 6).round(6))

# %%
figures.convolution_theorem(track.measured_range - track.measured_range.mean(), np.ones(7) / 7)

# %% [markdown]
# These are the six numbers of the table. For the picture the mean of the readings was taken off, and the kernel is the plain average of seven. The lower row says what an average does: it lets slow waves through (the flight) and damps fast ones (most of the
# noise). It is a **low-pass filter**.
#
# > **Takeaway.** To convolve is to multiply each wave by a factor of its own.

# %% [markdown]
# ## Three things to remember
#
# 1. A convolution is one weighted average taken at every place; the kernel is the list of weights.
# 2. Flip, ends and normalisation are three choices you must make and say.
# 3. You pay for less noise with lag: $\sum w_a^2$ against $\sum a\,w_a$.
#
# **Roads not taken.** If you know how the aeroplane can move, a *Kalman filter* chooses the weights anew at each time. Fitting a short
# polynomial in each window gives the *Savitzky-Golay* filter: again a convolution, with some weights negative. A *median* in place of the mean survives wild
# readings, but is no convolution, because it is not linear.
#
# **If you want more** (ungraded). (1) Weights may be negative, and then lag 0 is to be had. $[1, 0, 0]$ is one way; find three weights that sum to 1, have lag 0 and leave less noise. (2) Mend the low
# beginning of the second demo with one division by `np.convolve(np.ones(60), weights)`. Why does it work?
#
# **Sources.** N. Wiener, *Extrapolation, Interpolation, and Smoothing of Stationary Time Series* (1949). R. E. Kalman, *A New Approach to Linear
# Filtering and Prediction Problems* (1960). A. Savitzky and M. Golay, *Smoothing and Differentiation of Data by Simplified Least Squares Procedures* (1964). J. Cooley and J. Tukey,
# *An Algorithm for the Machine Calculation of Complex Fourier Series* (1965). I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning* (2016), chapter 9, tells of a laser sensor too.
