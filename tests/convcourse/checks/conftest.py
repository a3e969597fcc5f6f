"""A chapter of these tests' own, and a shell to run a student's cells in."""

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from traitlets.config import Config

from convcourse import checks
from convcourse.checks.known_answers import KnownAnswer

CHAPTER = "99_of_the_tests"


@pytest.fixture
def chapter(monkeypatch: pytest.MonkeyPatch) -> Callable[..., checks.ChapterChecks]:
    """Register known answers for a chapter and return its checks."""

    def register(*mistakes: KnownAnswer, right: tuple[KnownAnswer, ...] = ()) -> checks.ChapterChecks:
        for kind, answers in (("mistakes", mistakes), ("right_answers", right)):
            module = ModuleType(f"convcourse.checks.{kind}.of_the_tests")
            for answer in answers:
                setattr(module, answer.name, answer)
            monkeypatch.setitem(sys.modules, module.__name__, module)
        return checks.for_chapter(CHAPTER)

    return register


class Shell:
    """Runs cells as Jupyter does, and keeps what they show."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        self.shell = InteractiveShell.instance(config=config)
        self.stdout = self.stderr = ""
        self.displayed: list[RichOutput] = []

    def run(self, cell: str, **names: object) -> BaseException | None:
        """Run a cell and return the error that it ended with, if it did."""
        self.shell.push(names)
        with capture_output() as output:
            result = self.shell.run_cell(cell, store_history=True)
        self.stdout, self.stderr, self.displayed = output.stdout, output.stderr, output.outputs
        return result.error_before_exec or result.error_in_exec


@pytest.fixture
def shell() -> Iterator[Shell]:
    """Open a fresh IPython shell."""
    yield Shell()
    InteractiveShell.clear_instance()
