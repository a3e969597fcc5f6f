"""Where the work is done: on this machine, or on a Dask cluster. Both are executors of the standard library's kind."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle

from autograder.course import CourseError
from autograder.execution.cores import ANY, cores, keep_to_core

CONNECT_SECONDS = 10
AHEAD = 2
"""Jobs that wait for each worker: the next one is there when it is done, and a large class is not read all at once."""


class ClusterError(CourseError):
    """The cluster cannot be used."""


@dataclass(frozen=True)
class Workers:
    """An executor, and how many jobs to hand to it at a time."""

    executor: Executor
    width: int


@contextmanager
def workers(jobs: int, cluster: str | None = None) -> Iterator[Workers]:
    """Start what does the work.

    A thread here only waits: a student's code runs in processes of its own, which the thread's execution starts, on the
    thread's core.

    Args:
        jobs: how many submissions to grade at a time on this machine.
        cluster: the address of a Dask scheduler; then its workers do the work instead.

    Yields:
        The executor and its width.

    Raises:
        ClusterError: Dask is not installed, the scheduler does not answer, or it has no workers.
    """
    if cluster is None:
        turns = cycle(cores() or [ANY])
        with ThreadPoolExecutor(jobs, "grade", initializer=lambda: keep_to_core(next(turns))) as executor:
            try:
                yield Workers(executor, AHEAD * jobs)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        return
    with _cluster(cluster) as found:
        yield found


@contextmanager
def _cluster(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--cluster needs Dask; expected it to be installed: pip install 'dask[distributed]'"
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        words = (str(error).splitlines() or [type(error).__name__])[0]
        raise ClusterError(f"expected a Dask scheduler at {address}; came: {words}") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(
                f"expected workers at the scheduler {address}; came none. Start one: dask worker {address}"
            )
        executor = client.get_executor(pure=False)
        try:
            yield Workers(executor, AHEAD * threads)
        except BaseException:
            executor.shutdown(wait=False)
            raise
        executor.shutdown()
