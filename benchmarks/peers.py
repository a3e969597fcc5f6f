"""Libraries that the course is compared with, each in an environment of its own below `build/peers/`."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "build" / "peers"

# What pip installs, call by call. Xplique asks for TensorFlow with its gigabytes for GPUs, which a comparison between
# processors can do without: so it comes without what it asks for, which is named here instead.
PEERS: dict[str, list[list[str]]] = {
    "tf-keras-vis": [["tf-keras-vis==0.8.7", "tensorflow==2.21.0", "keras==3.15.1"]],
    "xplique": [
        [
            "tensorflow==2.20.0",
            "keras==3.15.1",
            "tensorflow-probability[tf]<=0.25.0",
            "numpy>=2",
            "scipy<=1.15.3",
            "scikit-image<=0.25.2",
            "scikit-learn<=1.7.2",
            "matplotlib>=3.5",
            "opencv-python-headless>=4.11",
            "deprecated>=1.1",
            "einops>=0.1",
        ],
        ["--no-deps", "xplique==2.0.2"],
    ],
}


def python_of(peer: str) -> Path:
    """Return the Python of a peer's environment, whether it is there or not."""
    folder = FOLDER / peer
    return folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"


def is_ready(peer: str) -> bool:
    """Tell whether a peer was installed whole."""
    return python_of(peer).exists() and (FOLDER / peer / ".ready").exists()


def install(peer: str) -> None:
    """Make a peer's environment, which takes minutes and about 2 GB of disk; nothing is done where it is there.

    Raises:
        RuntimeError: It cannot be made; with what pip said.
    """
    if is_ready(peer):
        return
    _run(sys.executable, "-m", "venv", "--clear", str(FOLDER / peer))
    for wanted in PEERS[peer]:
        _run(str(python_of(peer)), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *wanted)
    (FOLDER / peer / ".ready").touch()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"expected `{' '.join(command)}` to succeed, came:\n{done.stderr[-2000:]}")
