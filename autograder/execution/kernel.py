"""Cells in a fresh Jupyter kernel: what a student sees, one kernel a notebook."""

from __future__ import annotations

import asyncio
import os
import queue
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import DEVNULL
from time import monotonic
from typing import Any

from jupyter_client.manager import AsyncKernelManager

from autograder.execution.environment import student_environment
from autograder.execution.interface import (
    PRINTED_LIMIT,
    SEED,
    CellResult,
    ExecutionFailed,
    RunCell,
    ended,
    stopped,
)
from autograder.execution.recovery import run_with_recovery

START_SECONDS = 60.0
POLL_SECONDS = 0.1
GRACE_SECONDS = 2.0
"""How long a kernel may take to obey an interrupt."""


class KernelExecution:
    """Run cells in a fresh Jupyter kernel of this Python, in a scratch folder that is removed.

    Args:
        environment: further environment variables for the kernel.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self.environment = dict(environment or {})

    def run(
        self,
        cells: Sequence[RunCell],
        *,
        cell_seconds: float,
        total_seconds: float,
        seed: str = "",
        together: bool = True,
    ) -> list[CellResult]:
        """Run the cells, always together; see `Execution.run`."""
        environment = {**self.environment, **({SEED: seed} if seed else {})}

        def attempt(todo: Sequence[RunCell], deadline: float) -> Iterable[CellResult]:
            # A loop of its own for each kernel: nothing is left open in the thread that asked.
            return asyncio.run(self._attempt(todo, cell_seconds, deadline, environment))

        return run_with_recovery(attempt, cells, total_seconds)

    async def _attempt(
        self, cells: Sequence[RunCell], cell_seconds: float, deadline: float, environment: Mapping[str, str]
    ) -> list[CellResult]:
        results = []
        async with _fresh_kernel(environment) as kernel:
            for cell in cells:
                left = deadline - monotonic()
                if left <= 0 or kernel.gone:
                    break
                results.append(await kernel.run(cell, min(cell_seconds, left)))
        return results


@asynccontextmanager
async def _fresh_kernel(environment: Mapping[str, str]) -> AsyncIterator[_Kernel]:
    with tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        manager = AsyncKernelManager(kernel_name="python3", connection_file=str(scratch / ".kernel.json"))
        work = scratch / "work"
        work.mkdir()
        variables = student_environment(scratch, environment)
        if os.name == "posix":
            manager.transport = "ipc"  # sockets in the scratch folder, which nobody else can reach
        await manager.start_kernel(
            cwd=str(work), env=variables, stderr=DEVNULL, extra_arguments=["--HistoryManager.enabled=False"]
        )
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=START_SECONDS)
            yield _Kernel(manager, client)
        except RuntimeError as error:
            raise ExecutionFailed(f"a Jupyter kernel was expected to start, but: {error}") from error
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)
            manager.context.destroy(linger=0)


class _Printed:
    """Collects a stream up to a limit."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, more: str) -> None:
        self.text += more[: PRINTED_LIMIT - len(self.text)]


class _Kernel:
    """A running kernel; `gone` once it ended or did not obey."""

    def __init__(self, manager: AsyncKernelManager, client: Any) -> None:
        self.manager = manager
        self.client = client
        self.gone = False

    async def run(self, cell: RunCell, seconds: float) -> CellResult:
        """Run one cell for at most `seconds`."""
        started = monotonic()
        streams = {"stdout": _Printed(), "stderr": _Printed()}
        error: dict[str, str] = {}
        message_id = self.client.execute(cell.source, store_history=False, allow_stdin=False, stop_on_error=False)
        interrupted = False
        while True:
            spent = monotonic() - started
            if spent > seconds and not interrupted:
                interrupted = True
                await self.manager.interrupt_kernel()
            self.gone = not await self.manager.is_alive() or spent > seconds + GRACE_SECONDS
            message = None if self.gone else await self._next_message(message_id)
            if self.gone or (message is not None and _says_idle(message)):
                break
            if message is not None and message["msg_type"] == "stream":
                streams[message["content"]["name"]].add(message["content"]["text"])
            elif message is not None and message["msg_type"] == "error":
                error = message["content"]
        printed = streams["stdout"].text, streams["stderr"].text
        if interrupted:
            return stopped(cell, seconds, *printed)
        spent = monotonic() - started
        if self.gone:
            return ended(cell, spent, *printed)
        if error:
            return CellResult(cell.id, "error", error["ename"], error["evalue"], *printed, spent)
        return CellResult(cell.id, "ok", "", "", *printed, spent)

    async def _next_message(self, message_id: str) -> dict[str, Any] | None:
        try:
            message: dict[str, Any] = await self.client.get_iopub_msg(timeout=POLL_SECONDS)
        except queue.Empty:
            return None
        return message if message["parent_header"].get("msg_id") == message_id else None


def _says_idle(message: dict[str, Any]) -> bool:
    return bool(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")
