"""Teaching assertions: they say what was asked, what was expected, what came, and which known mistake it is.

A chapter makes one set of checks and uses it in each of its check cells:

    check = checks.for_chapter("01_weighted_averages")

    with check("convolve1d", convolve1d) as answer:
        answer.on([1, 2, 0, 4], [3, 1]).gives([3, 7, 2, 12, 4])
"""

from convcourse.checks.answer import Answer, ChapterChecks, for_chapter
from convcourse.checks.message import CheckFailed

__all__ = ["Answer", "ChapterChecks", "CheckFailed", "for_chapter"]
