"""The environment variables of a process that runs a student's cells."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# One thread for NumPy: two of them beside two of another student wait for each other far longer than they work.
QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
}


def student_environment(scratch: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Build the environment: this process's own, made quiet and repeatable, with IPython's files in the scratch folder.

    The folder that holds the `autograder` package is put on the import path, so that a clone works uninstalled.

    Args:
        scratch: a folder that is removed after the run.
        extra: further variables, e.g. {"CONVCOURSE_SEED": "7"}.

    Returns:
        All variables.
    """
    packages = str(Path(__file__).resolve().parents[2])
    search_path = os.pathsep.join(filter(None, [packages, os.environ.get("PYTHONPATH", "")]))
    folders = {"IPYTHONDIR": str(scratch / ".ipython"), "JUPYTER_RUNTIME_DIR": str(scratch / ".jupyter")}
    return {**os.environ, **QUIET, **folders, "PYTHONPATH": search_path, **(extra or {})}
