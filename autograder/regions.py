"""Find the regions of a cell that students do not get, and take them out as nbgrader does."""

from collections.abc import Sequence
from dataclasses import dataclass

CODE_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
TEXT_STUB = ("YOUR ANSWER HERE",)


@dataclass(frozen=True)
class Region:
    """A kind of region, between `### BEGIN <words>` and `### END <words>`."""

    words: str

    @property
    def begin(self) -> str:
        """The words that open the region; nbgrader looks for them anywhere in a line."""
        return f"BEGIN {self.words}"

    @property
    def end(self) -> str:
        """The words that close the region."""
        return f"END {self.words}"


SOLUTION = Region("SOLUTION")
HIDDEN_TESTS = Region("HIDDEN TESTS")


class UnbalancedRegion(ValueError):
    """A region is opened twice, closed twice, or left open.

    Attributes:
        index: the line where it shows, counted from 0.
    """

    def __init__(self, index: int, expected: str, came: str) -> None:
        super().__init__(f"expected {expected}; came {came}")
        self.index, self.expected, self.came = index, expected, came


def find_regions(lines: Sequence[str], region: Region) -> list[tuple[int, int]]:
    """Return the (first, last) line of every region, both markers included, counted from 0.

    >>> find_regions(["x", "### BEGIN SOLUTION", "y", "### END SOLUTION"], SOLUTION)
    [(1, 3)]

    Raises:
        UnbalancedRegion: the BEGIN and END lines do not alternate.
    """
    found = []
    opened = None
    for index, line in enumerate(lines):
        if region.begin in line:
            if opened is not None:
                raise UnbalancedRegion(index, f"### {region.end} first", f"a second ### {region.begin}")
            opened = index
        elif region.end in line:
            if opened is None:
                raise UnbalancedRegion(index, f"### {region.begin} before it", f"### {region.end}")
            found.append((opened, index))
            opened = None
    if opened is not None:
        raise UnbalancedRegion(opened, f"### {region.end} after it", f"### {region.begin} and then the end of the cell")
    return found


def replace_regions(source: str, region: Region, stub: Sequence[str] = ()) -> str:
    """Return the source with every region replaced by `stub`, indented like the region's first line."""
    lines = source.split("\n")
    for first, last in reversed(find_regions(lines, region)):
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        lines[first : last + 1] = [indent + line for line in stub]
    return "\n".join(lines)
