"""The chapters as they stand in solutions/, each run as a script once for all tests that ask what it prints."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from autograder.source import read_chapter

COURSE = Course.find()
SLUGS = COURSE.chapters()
SCRIPT_SECONDS = 600  # a fault ends here; how long a chapter may take is measured by `make bench`


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that asks for a chapter once for each."""
    if "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", SLUGS, scope="session")


@pytest.fixture(scope="session")
def chapter(slug: str) -> Chapter:
    """One chapter, read from its source."""
    return read_chapter(COURSE.source(slug))


class ScriptRun(NamedTuple):
    """What came of running a chapter as a script.

    Attributes:
        returncode, stdout, stderr: As of any process.
        scores: What its checks measured, as `convcourse.checks.scores` notes it.
    """

    returncode: int
    stdout: str
    stderr: str
    scores: list[dict[str, object]]


@pytest.fixture(scope="session")
def script_run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ScriptRun]:
    """Run a chapter as a script, once: a second test that asks, also in another worker, is given the same run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "chapters"  # one for all workers of a run
    folder.mkdir(exist_ok=True)

    def run(slug: str) -> ScriptRun:
        kept = folder / f"{slug}.json"
        with (folder / f"{slug}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits for the first
            if not kept.exists():
                kept.write_text(json.dumps(_run(slug, folder / f"{slug}.scores")), encoding="utf-8")
        return ScriptRun(*json.loads(kept.read_text(encoding="utf-8")))

    return run


@pytest.fixture(scope="session")
def printed(script_run: Callable[[str], ScriptRun]) -> Callable[[str], str]:
    """What a chapter prints: the numbers that it measures and tells its readers."""

    def text(slug: str) -> str:
        done = script_run(slug)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return text


def _run(slug: str, scores: Path) -> ScriptRun:
    environment = {**os.environ, "CONVCOURSE_SCORES": str(scores)}
    done = subprocess.run(
        [sys.executable, COURSE.source(slug)],
        capture_output=True,
        text=True,
        timeout=SCRIPT_SECONDS,
        cwd=COURSE.root,
        env=environment,
    )
    lines = scores.read_text(encoding="utf-8").splitlines() if scores.exists() else []
    return ScriptRun(done.returncode, done.stdout, done.stderr, [json.loads(line) for line in lines])
