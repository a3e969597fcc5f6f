"""The chapter that is attacked, and its honest answers."""

CHAPTER = '''\
# %% [markdown]
# # A small chapter

# %%
import numpy as np

from convcourse import checks

check = checks.for_chapter("00_start_here")
base = np.array([1.0, 2.0, 4.0])

# %% exercise="total"
def total(numbers):
    """Return the sum of `numbers`."""
    ### BEGIN SOLUTION
    result = 0.0
    for number in numbers:
        result = result + number
    return result
    ### END SOLUTION


# %% check="total" points=2
with check("total", total) as answer:
    answer.on(base).gives(7)
    answer.avoids("sum")
    ### BEGIN HIDDEN TESTS
    kingfisher = answer.random.normal(size=9)
    answer.on(kingfisher).gives(np.add.reduce(kingfisher))
    ### END HIDDEN TESTS

# %% exercise="scaled"
def scaled(image, factor):
    """Return `image` times `factor`."""
    ### BEGIN SOLUTION
    return np.asarray(image, dtype=float) * factor
    ### END SOLUTION


# %% check="scaled" points=1
with check("scaled", scaled) as answer:
    answer.on([[1, 2], [3, 4], [5, 6]], 10).gives([[10, 20], [30, 40], [50, 60]])
    ### BEGIN HIDDEN TESTS
    image = answer.random.normal(size=(4, 3))
    answer.on(image, -2).gives(-2 * image)
    ### END HIDDEN TESTS

# %% exercise="largest"
# What is the largest of base?
### BEGIN SOLUTION
largest = 4
### END SOLUTION

# %% check="largest" points=1
with check("largest", largest) as answer:
    answer.equals(base.max())
'''

HONEST = {
    "total": "def total(numbers):\n    r = 0.0\n    for number in numbers:\n        r += number\n    return r",
    "scaled": "def scaled(image, factor):\n    return np.asarray(image, dtype=float) * factor",
    "largest": "largest = 4",
}
POINTS = {"total": 2.0, "scaled": 1.0, "largest": 1.0}
