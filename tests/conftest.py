"""What every test has: no traces in the home of the person who runs it, and the same examples on every run in CI."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

# Chapters draw without a window; TensorFlow's greeting is no warning.
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# A deadline measures the machine and not the code: two cores may be busy with a browser.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


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
