# %% [markdown]
# # 1 · Weighted averages: convolution in one dimension
#
# **The question.** A sensor tells you where an aeroplane is, and every reading is a little wrong. How do you get a better
# answer out of wrong readings than any one of them holds?
#
# **You will be able to**
#
# - *compute* a weighted average of recent readings, by hand and in NumPy, and slide it along a whole track;
# - *tell apart* convolution and correlation, and the three ways of treating the ends: valid, same and full;
# - *choose* weights for a job, because you can say what they cost: less noise against more lag.
#
# **Time** about 75 minutes. **Builds on** Python functions and loops, and a sum with an index. Nothing about neural networks
# is needed; this is where they begin.

# %%
import numpy as np

from convcourse import checks, data, demos, figures, reference

check = checks.for_chapter("01_weighted_averages")

# %% [markdown]
# ## Every reading is wrong, and that is all right
#
# A laser range sensor follows an aeroplane. Five times a second it sends a flash, waits for the echo and reports the distance
# in metres. The echo is faint, so each report is off by a random amount.

# %%
track = data.aeroplane_track()
figures.track(track)

# %% [markdown]
# The line is where the aeroplane really was. You know it here because the flight is simulated; the sensor never
# does. The dots are its readings. How wrong are they? The usual number for this is the **root mean square error** (RMSE):
# square each error, take the mean, take the root. It is in metres, like the readings.

# %%
def rmse(estimate, truth):
    """Root mean square error, in the unit of the data."""
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


print(f"a single reading is wrong by {rmse(track.measured_range, track.true_range):.1f} m (RMSE)")

# %% [markdown]
# The errors are as often too long as too short. So they partly cancel when you average. Averaging the last five readings
# must help. Or must it? The aeroplane has moved meanwhile, and four of those five readings are old.
#
# > **Takeaway.** Averaging cancels random errors, but an average of old readings describes the past.

# %% [markdown]
# ## The newest reading should count most
#
# The way out is a **weighted average**: every reading counts, the newest counts most. Take four readings small enough for paper,
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
# $$s_t = \sum_{a=0}^{n-1} w_a \, x_{t-a}.$$
#
# In code $x$ is `readings`, $w$ is `weights` (an array of $n$ numbers), $t$ is `time`, and $s_t$ is one number. Weights
# that sum to 1 are called **normalised**. If they did not sum to 1, a parked aeroplane would seem to be somewhere else.

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
# Do the same at every time. The weights form a **window** that moves along the readings, one step at a time. Move it
# yourself.

# %% demo="window_over_numbers"
demos.window_over_numbers()

# %% [markdown]
# The array of weights has a name of its own, the **kernel** or **filter**. What you see is the **convolution** of the
# readings with the kernel, written $s = x * w$:
#
# $$(x * w)_t = \sum_a w_a \, x_{t-a}.$$
#
# At the two ends the window hangs over, and a reading that is not there counts as 0. With four readings and three weights
# the window touches the readings at $4 + 3 - 1 = 6$ times. So the result has six numbers:
#
# | $t$ | 0 | 1 | 2 | 3 | 4 | 5 |
# | --- | --- | --- | --- | --- | --- | --- |
# | $6\,s_t$ | 3·12 | 3·18 + 2·12 | 3·6 + 2·18 + 1·12 | 3·24 + 2·6 + 1·18 | 2·24 + 1·6 | 1·24 |
# | $s_t$ | 6 | 13 | 11 | 17 | 9 | 4 |
#
# **Predict before you run.** Someone adds a parked reading: five readings `[10, 10, 10, 10, 10]`, same three weights. How large
# are the first three of the seven results? (Work it out on paper: which weights have a reading to multiply?)

# %% exercise="first_three"
first_three = ...  # a list of three numbers
### BEGIN SOLUTION
first_three = [5, 25 / 3, 10]
### END SOLUTION

# %% check="first_three" points=1
with check("first_three", first_three) as answer:
    answer.equals(np.convolve([10, 10, 10, 10, 10], weights)[:3], within=0.01)

# %% [markdown]
# ### Exercise: convolution from its definition
#
# Write the whole convolution, with loops. There are `len(signal) + len(kernel) - 1` results. A good way to
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
    answer.on([1, -2], [4, 0, 3, 1]).gives([4, -8, 3, -5, -2])
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(size=9), answer.random.normal(size=4)).agrees_with(np.convolve)
    answer.on(answer.random.normal(size=2), answer.random.normal(size=5)).agrees_with(np.convolve)
    ### END HIDDEN TESTS

# %% [markdown]
# And on the real task: a window of seven readings with weights that fall off with age, along the whole track.

# %% demo="window_over_track"
demos.window_over_track()

# %% [markdown]
# > **Takeaway.** Convolution is one weighted average, taken at every place.

# %% [markdown]
# ## Reading the kernel forwards is correlation, not convolution
#
# In $\sum_a w_a x_{t-a}$ the weights run one way and the readings the other. On paper: lay the kernel under the readings and its
# *first* weight lies under the *newest* reading, at the right. The kernel is **flipped**. If you leave the flip out and lay it down as
# it is written, you get another operation, the **correlation**:
#
# $$(x \star w)_t = \sum_k w_k \, x_{t+k}.$$
#
# With the window over 12, 18, 6 that is $(3 \cdot 12 + 2 \cdot 18 + 1 \cdot 6)/6 = 13$, where convolution gives 11: now the *oldest* reading
# counts most. For a kernel that reads the same both ways, such as $[1, 2, 1]$, there is no difference. Switch the flip on and off in
# the demo above.

# %%
figures.correlation_and_convolution(readings, weights)

# %% [markdown]
# ### Exercise: which is which?
#
# The signal `[0, 1, 2, 3, 4]` and the kernel `[1, 2, 3]` have been put together in three ways, without the ends. One result is the
# convolution, one the correlation, one is something else. Find out which, with a pencil rather than with NumPy.

# %%
signal, kernel = [0, 1, 2, 3, 4], [1, 2, 3]
results = {"A": [4, 10, 16], "B": [8, 14, 20], "C": [0, 2, 6]}

# %% exercise="which_operation"
which_operation = ...  # {"convolution": "?", "correlation": "?"}: a letter for each ?
### BEGIN SOLUTION
which_operation = {"convolution": "A", "correlation": "B"}
### END SOLUTION

# %% check="which_operation" points=2
with check("which_operation", which_operation) as answer:
    answer.satisfies(
        lambda found: results[found["convolution"]] == list(np.convolve(signal, kernel, "valid"))
        and results[found["correlation"]] == list(np.correlate(signal, kernel, "valid")),
        "the letter of the convolution and the letter of the correlation",
    )

# %% [markdown]
# > ### What books get wrong: "a convolution layer convolves"
# > It correlates. The layers of every deep-learning library slide the kernel as it is written, without the flip, and for
# > `[0, 1, 2, 3, 4]` and `[1, 2, 3]` they return `[8, 14, 20]`; you will see Keras do it in chapter 7. Nothing is lost by it: the weights of a layer
# > are learnt, and a flipped kernel is learnt as easily as an unflipped one. But as soon as *you* write the weights down, it matters.
#
# > **Takeaway.** Convolution flips the kernel, correlation does not; an asymmetric kernel shows the difference at once.

# %% [markdown]
# ## At the ends the window hangs over, and you must say what to do
#
# Four readings and three weights gave six results. Look at the first, 6: it is 36/6, one reading times its weight and two
# times nothing. It is no average at all, its weights sum to one half. There are three customs:
#
# - **full**: keep every place where the window touches a reading. $n + k - 1$ results.
# - **valid**: keep only the places where the window lies inside. $n - k + 1$ results, each a true average.
# - **same**: keep as many as there are readings, $n$, those in the middle of *full*.
#
# Here $n$ is the number of readings and $k$ the number of weights.

# %%
figures.modes(readings, weights)

# %% exercise="output_length"
def output_length(n, k, mode):
    """Count the results of n readings and k weights (k <= n) for mode "full", "valid" or "same".

    For n = 4 and k = 3: full 6, valid 2, same 4.
    """
    ### BEGIN SOLUTION
    return {"full": n + k - 1, "valid": n - k + 1, "same": n}[mode]
    ### END SOLUTION

# %% check="output_length" points=2
with check("output_length", output_length) as answer:
    for mode in ("full", "valid", "same"):
        answer.on(4, 3, mode).gives(len(np.convolve(readings, weights, mode)))
        answer.on(9, 2, mode).gives(len(np.convolve(np.ones(9), np.ones(2), mode)))
    ### BEGIN HIDDEN TESTS
    for mode in ("full", "valid", "same"):
        n, k = int(answer.random.integers(30, 60)), int(answer.random.integers(5, 20))
        answer.on(n, k, mode).gives(len(np.convolve(np.ones(n), np.ones(k), mode)))
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: `same`, for kernels with an even length too
#
# The full result has $k - 1$ numbers too many for *same*. For $k = 3$ you drop one in front and one behind. For $k = 4$ three
# must go, and you cannot split three evenly: NumPy drops one in front and two behind. In general it drops
# $\lfloor (k-1)/2 \rfloor$ in front, the rest behind. (In Python, `(k - 1) // 2`.) You may use your own `convolve1d`.

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
    ### BEGIN HIDDEN TESTS
    for k in (1, 4, 5):
        signal, taps = answer.random.normal(size=8), answer.random.normal(size=k)
        answer.on(signal, taps).gives(reference.convolve1d(signal, taps, "same"))
    ### END HIDDEN TESTS

# %% [markdown]
# With *same* the result at time $t$ uses the reading at $t + 1$, which has not come yet. Such a window is **centred**. It is fine for a
# recording. To steer an aeroplane you need a **causal** window, one that uses the present and the past only: the first $n$ numbers of
# *full*, which is the sum you started with.
#
# > **Takeaway.** Full, valid and same are one convolution with different ends; causal or centred is a question of when you need the answer.

# %% [markdown]
# ## One impulse shows you the whole kernel
#
# What does a filter do to a signal that is 0 everywhere, except for a single 1? In the sum $\sum_a w_a x_{t-a}$ only one term is left at each
# time, and the results are $w_0, w_1, w_2, \dots$: the kernel itself. It is called the **impulse response**.

# %%
figures.impulse_response(np.array([0.0, 0, 1, 0, 0, 0]), weights)

# %% [markdown]
# That is the whole secret of a convolution. Any signal is a sum of impulses, each with a height and a place, and two laws say that the
# results may be added up in the same way:
#
# - **Linearity**: twice the signal gives twice the result, and the result of a sum is the sum of the results.
# - **Shift equivariance**: move the signal by three places and the result moves by three places, otherwise unchanged.
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

# %%
figures.equivariance(track.measured_range[:20], weights, shift=5)

# %% [markdown]
# > **Takeaway.** A linear operation that treats all places alike *is* a convolution, and its impulse response is its kernel.

# %% [markdown]
# ## Less noise costs lag
#
# Which weights are good? Two numbers tell you before you see any reading.
#
# **Noise.** Let each reading be off by a random error with standard deviation $\sigma$, independent of the others. Variances of
# independent errors add up, and a factor $w_a$ counts squared, so the result has variance
#
# $$\sigma^2 \sum_a w_a^2.$$
#
# For $w = [\tfrac36, \tfrac26, \tfrac16]$ that is $\sigma^2 (9 + 4 + 1)/36 = 0.389\,\sigma^2$: the standard deviation falls to
# $\sqrt{0.389} = 0.624$ of what it was.
#
# **Lag.** If the aeroplane recedes by 1 m from reading to reading, the reading of age $a$ is $a$ metres short. The average is
# short by the average age,
#
# $$\sum_a a\, w_a = 0 \cdot \tfrac36 + 1 \cdot \tfrac26 + 2 \cdot \tfrac16 = 0.667 \text{ readings.}$$
#
# At five readings a second that is 0.133 s.

# %% exercise="noise_and_lag"
def noise_and_lag(weights, sigma):
    """Return two numbers: the standard deviation of the result, and its lag in readings.

    noise_and_lag(np.array([3/6, 2/6, 1/6]), 6.0) is (3.742, 0.667).
    """
    ### BEGIN SOLUTION
    ages = np.arange(len(weights))
    return sigma * np.sqrt(np.sum(weights**2)), np.sum(ages * weights)
    ### END SOLUTION

# %% check="noise_and_lag" points=2
with check("noise_and_lag", noise_and_lag) as answer:
    answer.on(weights, 6.0).gives([6 * np.sqrt(14 / 36), 4 / 6])
    answer.on([0.5, 0.0, 0.25, 0.25], 2.0).gives([2 * np.sqrt(0.375), 1.25])
    ### BEGIN HIDDEN TESTS
    taps = answer.random.dirichlet(np.ones(6))
    answer.on(taps, 3.0).gives([3 * np.sqrt(taps @ taps), np.arange(6) @ taps])
    ### END HIDDEN TESTS

# %% [markdown]
# A formula is worth a test. Here are 200,000 readings of a parked aeroplane, and a long flight away from the sensor, 1 m further at each reading:

# %%
noise = np.random.default_rng(0).normal(scale=6.0, size=200_000)
smooth = np.convolve(noise, weights, "valid")
flight = np.arange(50.0)
late = flight[2:] - np.convolve(flight, weights, "valid")
print(f"noise: simulated {smooth.std():.3f} m, formula {6 * np.sqrt(np.sum(weights**2)):.3f} m")
print(f"lag:   simulated {late[0]:.3f} m, formula {np.sum(np.arange(3) * weights):.3f} m")

# %% [markdown]
# Now play. A longer window and slower decay mean less noise and more lag. Watch the filtered line in the turn.

# %% demo="noise_against_lag"
demos.noise_against_lag()

# %% [markdown]
# ### Exercise: choose weights for the job
#
# The controllers want a causal estimate whose RMSE over the whole flight is below 25 m, less than half that of a single
# reading. Choose `good_weights`: they must sum to 1, and the first one belongs to the newest reading. The cell below scores
# plain averages for you, and none of them will do. What could?

# %%
def score(weights):
    """RMSE in metres of a causal weighted average, from the first full window on."""
    estimate = np.convolve(track.measured_range, weights, "valid")
    return rmse(estimate, track.true_range[len(weights) - 1 :])


for n in (1, 4, 8, 12, 16):
    print(f"plain average of the last {n:2} readings: RMSE {score(np.full(n, 1 / n)):.1f} m")

# %% exercise="good_weights"
good_weights = ...  # an array
### BEGIN SOLUTION
good_weights = 0.8 ** np.arange(12)
good_weights = good_weights / good_weights.sum()
### END SOLUTION

# %% check="good_weights" points=2
with check("good_weights", good_weights) as answer:
    answer.satisfies(lambda w: np.ndim(w) == 1 and len(w) <= 30, "one row of at most 30 weights")
    answer.satisfies(lambda w: np.isclose(np.sum(w), 1), "weights that sum to 1")
    answer.satisfies(lambda w: score(w) < 25, "an RMSE below 25 m over the flight")

# %% [markdown]
# ### Written question
#
# Somebody proposes a window of 100 readings, "because more readings mean less noise". Write two or three sentences to them. Say what
# they are right about, what they overlook, and what happens to an aeroplane that turns.

# %% [markdown] answer="longer_window" points=2
# ### BEGIN SOLUTION
# **Model answer.** They are right about the noise: with 100 equal weights its standard deviation falls to a tenth. But the average
# age of the readings is 49.5 readings, almost ten seconds, so the estimate describes where the aeroplane was ten seconds ago. At
# 60 metres a second that error is far more than the noise of a single reading, and in a turn it has not even the right sign.
#
# **Rubric.** 1 point: noise falls as the root of the sum of squared weights (or "with the square root of the number"). 1 point: lag, with
# the consequence for a moving aeroplane.
# ### END SOLUTION

# %% [markdown]
# > **Takeaway.** Judge a kernel by two sums: $\sum w_a^2$ for the noise that is left, $\sum a\,w_a$ for the lag you pay.

# %% [markdown]
# ## The loop can go
#
# Your `convolve1d` visits one product at a time, in Python, which is slow. NumPy can lay out all windows at once, without copying a
# number. `sliding_window_view` gives one row for each place of the window:

# %%
windows = np.lib.stride_tricks.sliding_window_view(readings, 3)
print(windows)

# %% [markdown]
# Each row times the *flipped* kernel, summed, is one result of mode *valid*. A matrix times a vector does exactly that, for all rows
# at once: `windows @ flipped`. Here the two rows give $(1 \cdot 12 + 2 \cdot 18 + 3 \cdot 6)/6 = 11$ and 17. Keep this
# picture in mind: in chapter 4 the whole convolution becomes one matrix.

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
    ### BEGIN HIDDEN TESTS
    signal, taps = answer.random.normal(size=40), answer.random.normal(size=6)
    answer.on(signal, taps).gives(reference.convolve1d(signal, taps, "valid"))
    ### END HIDDEN TESTS

# %% [markdown]
# > **Takeaway.** All windows as the rows of a matrix, times the flipped kernel: a convolution is a matrix product.

# %% [markdown]
# ## Seen as waves, a convolution is a multiplication
#
# Any signal can be written as a sum of waves, slow ones and fast ones; the **Fourier transform** tells how much there is of each. A convolution
# treats every wave by itself: it multiplies it by a number that depends on the kernel alone. This is the **convolution theorem**: transform
# both, multiply, transform back. Both need zeros at the end, up to the length 6 of the full result.

# %%
product = np.fft.rfft(readings, 6) * np.fft.rfft(weights, 6)
print(np.fft.irfft(product, 6).round(6))

# %%
figures.convolution_theorem(track.measured_range - track.measured_range.mean(), np.full(7, 1 / 7))

# %% [markdown]
# The six numbers from the table. And the picture says what an average does: it lets slow waves through (the flight) and damps fast ones (most of the
# noise). It is a **low-pass filter**. For long kernels this way is also the fast one; the kernels of image
# networks are short, and there the window wins.
#
# > **Takeaway.** To convolve is to multiply each wave by a factor of its own.

# %% [markdown]
# ## Three things to remember
#
# 1. A convolution is one weighted average taken at every place; the kernel is the list of weights.
# 2. Flip, ends and normalisation are three choices you must make and say.
# 3. Weights buy less noise with lag: $\sum w_a^2$ against $\sum a\,w_a$.
#
# **Roads not taken.** If you know how the aeroplane can move, a *Kalman filter* chooses the weights anew at each time. Fitting a short
# polynomial in each window gives the *Savitzky-Golay* filter: again a convolution, with some weights negative. A *median* in place of the mean survives wild
# readings, but is no convolution, because it is not linear.
#
# **If you want more** (ungraded). Weights may be negative. Find three weights that sum to 1 with lag 0. What happens to the noise? What is the
# least noise that three weights with lag 0 can have?
#
# **Sources.** N. Wiener, *Extrapolation, Interpolation, and Smoothing of Stationary Time Series* (1949). R. E. Kalman, *A New Approach to Linear
# Filtering and Prediction Problems* (1960). A. Savitzky and M. Golay, *Smoothing and Differentiation of Data* (1964). J. Cooley and J. Tukey, *An Algorithm for the Machine Calculation of Complex
# Fourier Series* (1965). I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning* (2016), chapter 9, tells of a laser sensor too.
