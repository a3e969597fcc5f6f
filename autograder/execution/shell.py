"""An IPython shell that runs cells and shows nothing: what a front end would render is rendered, for nobody."""

from __future__ import annotations

import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.execution.interface import PRINTED_LIMIT


class SilentDisplayHook(DisplayHook):
    """Renders the last value of a cell, as a front end would ask, and shows it to nobody."""

    def write_output_prompt(self) -> None: ...
    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None: ...
    def finish_displayhook(self) -> None: ...


class SilentDisplayPublisher(DisplayPublisher):
    """Takes what is displayed and shows it to nobody."""

    def publish(self, *arguments: Any, **named: Any) -> None: ...


class SilentShell(InteractiveShell):
    """An IPython shell without history, prompts and stack traces: it runs cells and keeps what they raise."""

    displayhook_class = SilentDisplayHook
    display_pub_class = SilentDisplayPublisher

    def showtraceback(self, *arguments: Any, **named: Any) -> None: ...
    def showsyntaxerror(self, *arguments: Any, **named: Any) -> None: ...
    def showindentationerror(self) -> None: ...

    def ask_exit(self) -> None:
        """Do what `exit()` does in a script: what is asked for in a cell ends the cell."""
        raise SystemExit


class Capped(io.StringIO):
    """Keeps what is printed, up to a limit."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, PRINTED_LIMIT - self.tell())])
        return len(text)


def make_shell() -> InteractiveShell:
    """Make the shell before the fork: its own 20 ms are then paid once."""
    config = Config()
    config.HistoryManager.enabled = False
    return SilentShell(config=config)


def code_name(shell: InteractiveShell, source: str) -> str:
    """Give the file name that the code of a cell has when `shell` runs it."""
    name: str = shell.compile.get_code_name(source, shell.transform_cell(source), shell.execution_count)
    return name
