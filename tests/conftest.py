"""What every test has: no traces in the home of the person who runs it, and the same examples on every run in CI."""

import os
import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

# Chapters draw without a window; TensorFlow's greeting is no warning.
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# A deadline measures the machine and not the code: two cores may be busy with a browser.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that the workers end together."""
    items.sort(key=lambda item: (-_chapter(item.nodeid), "zoo_learning" not in item.nodeid))


CRASHED: set[str] = set()


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport) -> None:
    """Count a test whose worker died once as not run yet: the next worker runs it again, and what it says counts.

    Now and then TensorFlow takes the process down when a seed is set and it clears its caches. A second crash fails.
    """
    if crashitem not in CRASHED:
        CRASHED.add(crashitem)
        report.outcome = "rerun"  # type: ignore[assignment]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out tests in the order above, a file with its fixtures to one worker.

    But a file that has tests of every chapter is taken apart by chapters, and what is read off a chapter's run stays
    together.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrChapter(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _taken_together(nodeid)

    return ByFileOrChapter(config, log)


def _taken_together(test: str) -> str:
    file, name = test.split("::", 1)
    if not _chapter(test):
        return file
    run = "test_claims" in file or "plain_script" in name
    return f"{'run' if run else file} of {_chapter(test)}"


def _chapter(test: str) -> int:
    """Give the number of the chapter that a test runs: the later ones train networks, and take longer."""
    found = re.search(r"tests/chapters/test_(?:claims_(\d\d)|.*\[(\d\d)_)", test)
    return int(found[1] or found[2]) if found else 0


@pytest.fixture(scope="session", autouse=True)
def no_traces_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep Jupyter's and IPython's settings, histories and run files in a passing folder."""
    home = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            folder = home / name.lower()
            folder.mkdir()
            patch.setenv(name, str(folder))
        patch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
        yield
