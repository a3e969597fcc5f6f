# %% [markdown]
# # 0 · Start here
#
# **The question.** How does this course work, and is everything it needs on this machine?
#
# **You will be able to** run a chapter, move a demo, answer an exercise and read what its check tells you. **Time** 15 minutes.
# **Builds on** nothing.
#
# A chapter is a page of **cells**. Grey ones hold code. Click into the next one and press **Shift+Enter**: it runs, its result
# appears below, and you are one cell further on. Run the cells from top to bottom, each once. The first one is always the set-up.

# %%
import numpy as np

from convcourse import checks, demos
from convcourse.models import devices

check = checks.for_chapter("00_start_here")
demos.your_progress(check)

# %% [markdown]
# ## What is installed
#
# If the next cell prints a version in each line, you have all you need. Nothing is downloaded while you work: you can switch your network off.

# %%
devices.print_versions()

# %% [markdown]
# ## What the networks will run on
#
# From chapter 7 on, networks are built in **Keras**. Keras hands the arithmetic to a **backend** (TensorFlow here, unless you chose another), and
# the backend to a **device**: the processor (CPU) or a graphics card (GPU). This course needs no GPU. Loading Keras takes a few
# seconds, so it happens only if you ask for it: tick the box. It also times one product of two 1000 × 1000 matrices on each
# device, which is a thousand million multiplications.

# %% demo="machine"
demos.machine()

# %% [markdown]
# ## A demo moves when you do
#
# A demo is a picture with controls. Move the slider, or press the buttons beside it; from the keyboard, Tab reaches each of them. Below the picture a sentence says
# what it now shows.
#
# In this one, a sensor measures a distance of 20 m again and again, and is wrong by a few metres each time. The line is the mean of the
# readings so far. Watch it while the number of readings grows.

# %% demo="mean_of_readings"
demos.mean_of_readings()

# %% [markdown]
# ## An exercise is yours to fill in, and its check answers at once
#
# An exercise looks like the next cell. Its text says what the function is given, what it must return, and one worked
# example. Where it says `raise NotImplementedError()`, your answer goes: delete that line and write your own.
#
# The cell after it is the **check**. You can read what it asks, but not change it. Do this, in this order:
#
# 1. Run the exercise and its check as they are. The check says *Not answered yet*.
# 2. Give a wrong answer: write `return sum(readings)`. Run both cells. The check shows what it asked, what it expected, what it
#    got, and, when it knows your mistake, what to do about it.
# 3. Give the right answer. The check turns green.
#
# Below a check that fails you can open three **hints**, one at a time: a nudge, a pointer, a worked step. Below one that
# passes you can **compare** your answer with a model answer.

# %% exercise="mean_of"
def mean_of(readings):
    """Return the mean of a list of numbers: their sum, divided by how many there are.

    mean_of([19, 24, 17]) is 20.0.
    """
    ### BEGIN SOLUTION
    return sum(readings) / len(readings)
    ### END SOLUTION

# %% check="mean_of" points=1
with check("mean_of", mean_of) as answer:
    answer.on([19, 24, 17]).gives(20.0)
    answer.on([1.5, -2.5, 4, 6]).gives(2.25)
    ### BEGIN HIDDEN TESTS
    answer.on(answer.random.normal(size=7)).agrees_with(np.mean)
    ### END HIDDEN TESTS

# %% [markdown]
# ## Where your progress shows
#
# Under the first cell of every chapter stands what is done and what is next, in the chapter and in the whole course. It is kept in the folder
# `progress`, beside your notebooks, and nowhere else.
#
# Your work is the file you are looking at: a copy of the chapter in the folder `workbook/`, which nobody overwrites. Save it with Ctrl+S.
# For a table of all exercises of a chapter by the stricter checks that a teacher uses, type in a terminal:
#
# ```
# autograder check workbook/00_start_here.ipynb
# ```
#
# In JupyterLab you find a terminal under File, New, Terminal. The command is there when the course's environment is active; otherwise say
# `.venv/bin/autograder` on macOS and Linux, `.venv\Scripts\autograder` on Windows.
#
# | what happened | what helps |
# | --- | --- |
# | a cell does not stop | the square button at the top stops it; then look for a loop without an end |
# | strange results after many changes | Kernel, Restart Kernel and Run All Cells |
# | an exercise is beyond repair | `autograder reset 00 mean_of` gives it back as new and keeps a copy of your file |
# | there is a new edition of the course | `autograder update` carries your answers over |
#
# ## Three things to remember
#
# 1. Shift+Enter, from top to bottom.
# 2. Look, predict, write, check. A wrong answer costs nothing and teaches the most.
# 3. Every picture moves.
#
# Now open `01_weighted_averages.ipynb`.
