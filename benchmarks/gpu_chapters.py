"""Run the chapters that use Keras on a GPU, and say what each measured there: `python -m benchmarks.gpu_chapters`.

Needs Python, numpy, matplotlib, keras with a backend, ipywidgets and IPython, and no Jupyter: it runs where only these
can be had. Each chapter is the reference script as it stands in solutions/, in a process of its own.
"""

import argparse
import json
import os
import platform
import runpy
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FIRST = "07"  # the chapters before it are NumPy and run on the CPU
NO_GPU = """expected a GPU that Keras sees, came {devices} with the backend {backend}.
On Linux with an NVIDIA driver, install the course with its extra: pip install -e '.[gpu]'"""


def main() -> int:
    """Run all chapters that use Keras; return 0 if each ran and Keras saw a GPU."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="numbers such as 07; all from 07 on without any")
    parser.add_argument("--script", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    os.environ.setdefault("MPLBACKEND", "agg")
    if given.script:
        run_here(given.script)
        return 0
    machine = ask("from benchmarks.gpu_chapters import machine; import json; print(json.dumps(machine()))")
    backend = f"{machine['backend']} {machine['version']}"
    print(f"{machine['gpu']}; Keras {machine['keras']} on {backend}; {machine['python']}", flush=True)
    if not machine["gpus"]:
        print(NO_GPU.format(devices=", ".join(machine["devices"]), backend=backend), file=sys.stderr)
        return 1
    paths = [path for path in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py")) if path.stem >= FIRST]
    if given.chapters:
        paths = [path for path in paths if path.stem[:2] in given.chapters]
    return max([run_apart(path) for path in paths], default=1)


def ask(code: str) -> dict[str, Any]:
    """Run a line of Python in a process of its own; return the JSON that it prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"expected Keras to start, came:\n{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def machine() -> dict[str, Any]:
    """Describe the machine as Keras sees it."""
    from convcourse.models.quiet import import_keras

    keras = import_keras()
    backend = keras.backend.backend()
    devices = [str(device) for device in keras.distribution.list_devices()] or ["cpu:0"]
    gpus = [device for device in devices if "gpu" in device.lower() or "cuda" in device.lower()]
    return {
        "gpu": _gpu_name() or platform.processor() or platform.machine(),
        "keras": keras.version(),
        "backend": backend,
        "version": version(backend),
        "python": f"Python {platform.python_version()}",
        "devices": devices,
        "gpus": gpus,
    }


def _gpu_name() -> str:
    """Ask NVIDIA's driver for the name of the first card; "" where there is none."""
    query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
    try:
        return subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def run_apart(path: Path) -> int:
    """Run a chapter in a process of its own and print device, seconds and scores; return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        scores = Path(folder) / "scores.jsonl"
        # Where the packages of a user's own folder are on the path, they stay there.
        search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "CONVCOURSE_SCORES": str(scores), "PYTHONPATH": search}
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.gpu_chapters", "--script", str(path)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - began
        measured = [json.loads(line) for line in scores.read_text().splitlines()] if scores.exists() else []
    if done.returncode:
        print(f"{path.stem}: failed after {seconds:.1f} s\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return 1
    *printed, device = done.stdout.splitlines()
    print(f"{path.stem}: {device}, {seconds:.1f} s")
    for score in measured:
        print(f"    {score['exercise']}: {score['what']} {score['score']:.4g}")
    for line in printed:
        print(f"    | {line}")
    return 0


def run_here(path: Path) -> None:
    """Run a chapter in this process; its last printed line then names the device on which Keras computes."""
    runpy.run_path(str(path), run_name="__main__")
    from convcourse.models.quiet import import_keras

    tensor = import_keras().ops.ones((2, 3))
    print(getattr(tensor, "device", "unknown device"))


if __name__ == "__main__":
    sys.exit(main())
