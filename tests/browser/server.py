"""Start a Jupyter server that knows nothing of the person who runs the tests."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

NEWS = "@jupyterlab/apputils-extension:announcements"


@dataclass(frozen=True)
class JupyterServer:
    """A running server.

    Attributes:
        url: where it listens, with a slash at the end.
        folder: the folder it serves; put notebooks here.
        page: what comes between the url and a notebook's path.
    """

    url: str
    folder: Path
    page: str

    def address(self, name: str) -> str:
        """Return the address at which a browser opens the notebook `name`."""
        return f"{self.url}{self.page}/{name}?reset"

    def write(self, name: str, notebook: Any) -> Path:
        """Put a notebook into the served folder; return its path."""
        path = self.folder / name
        nbformat.write(notebook, path)
        return path

    def stop_kernels(self) -> None:
        """End every kernel, so that one test's kernel does not take the next one's time."""
        for session in self._ask("GET", "api/sessions"):
            self._ask("DELETE", f"api/sessions/{session['id']}")

    def _ask(self, method: str, path: str) -> Any:
        request = urllib.request.Request(self.url + path, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None


def lab_command() -> list[str]:
    """Return what starts JupyterLab, its front end open to questions from a test."""
    never = "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    return ["jupyterlab", "--LabApp.expose_app_in_browser=True", never]


def notebook_command() -> list[str]:
    """Return what starts Notebook 7, its front end open to questions from a test."""
    return ["notebook", "--JupyterNotebookApp.expose_app_in_browser=True"]


@contextmanager
def serve(command: list[str], page: str, home: Path) -> Iterator[JupyterServer]:
    """Run a server on a free port of this machine for as long as the block lasts.

    Args:
        command: module and flags, from `lab_command` or `notebook_command`.
        page: what comes between the server's url and a notebook's path.
        home: an empty folder for everything the server and its kernels write.

    Raises:
        RuntimeError: the server ended, or did not answer within a minute; its log is in the message.
    """
    folder = home / "notebooks"
    folder.mkdir(parents=True)
    environment = _environment(home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = ["--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}"]
    flags += ["--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.allow_root=True"]
    # The tests ask the server to end kernels, and are no web page that could be made to do so.
    flags += ["--ServerApp.disable_check_xsrf=True"]
    log = home / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, *flags], cwd=home, env=environment, stdout=stream, stderr=stream
        )
        try:
            yield JupyterServer(_wait_for_url(process, home, log), folder, page)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment(home: Path) -> dict[str, str]:
    """Make folders of the server's own, and return the environment that points to them."""
    folders = {
        "HOME": "home",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "MPLCONFIGDIR": "matplotlib",
    }
    for folder in folders.values():
        (home / folder).mkdir(parents=True)
    news = home / "config" / "labconfig" / "page_config.json"
    news.parent.mkdir()
    news.write_text(json.dumps({"disabledExtensions": {NEWS: True}}))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG_"))}
    # The kernel's spec lies beside the interpreter, which is searched before the folders of a person.
    environment |= {name: str(home / folder) for name, folder in folders.items()} | {"JUPYTER_PREFER_ENV_PATH": "1"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", os.defpath)])
    return environment


def _wait_for_url(process: subprocess.Popen[bytes], home: Path, log: Path) -> str:
    """Wait until the server has said where it listens; it may have moved to another port."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        for description in (home / "runtime").glob("jpserver-*.json"):
            try:
                url: str = json.loads(description.read_text())["url"]
                with urllib.request.urlopen(f"{url}api", timeout=5):
                    return url
            except (OSError, ValueError):
                continue
        time.sleep(0.1)
    raise RuntimeError(f"expected a Jupyter server within 60 seconds, came none. Its log:\n{log.read_text()}")
