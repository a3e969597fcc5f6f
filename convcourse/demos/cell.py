"""Which demos a notebook cell has put on the page, so that running it again forgets those of its last run."""

from __future__ import annotations

from typing import Protocol

from IPython import get_ipython


class Closable(Protocol):
    """Something on the page that can be let go."""

    def close(self) -> None:
        """Let go of what the page needed."""


def has_front_end() -> bool:
    """Say whether this process answers a notebook, and not a terminal or a plain script."""
    return getattr(get_ipython(), "kernel", None) is not None


class Cells:
    """The demos on the page, by notebook cell.

    Widgets stay in memory until they are closed, and each of ours holds a figure. A cell that is run again has lost its
    earlier output, so what that output showed is closed.
    """

    def __init__(self) -> None:
        self._shown: dict[str, tuple[str, list[Closable]]] = {}

    def show(self, demo: Closable) -> None:
        """Note that the running cell shows a demo, and close those of the cell's earlier run.

        Args:
            demo: what is being shown.
        """
        cell, run = running_cell()
        if not cell:
            return
        earlier_run, demos = self._shown.get(cell, ("", []))
        if earlier_run != run:
            for earlier in demos:
                if earlier is not demo and not self._is_elsewhere(earlier, cell):
                    earlier.close()
            demos = []
        if not any(shown is demo for shown in demos):
            demos.append(demo)
        self._shown[cell] = (run, demos)

    def _is_elsewhere(self, demo: Closable, cell: str) -> bool:
        return any(demo in demos for other, (_, demos) in self._shown.items() if other != cell)


def running_cell() -> tuple[str, str]:
    """Find the notebook cell that is being run.

    Returns:
        The cell's id and the id of this run of it; two empty texts where the front end does not say.
    """
    shell = get_ipython()
    if shell is None or not hasattr(shell, "get_parent"):
        return "", ""
    request = shell.get_parent() or {}
    return request.get("metadata", {}).get("cellId") or "", request.get("header", {}).get("msg_id", "")
