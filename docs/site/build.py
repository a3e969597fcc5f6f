"""Render the course as a web site: `make site`, or `python docs/site/build.py 00 01` for some chapters.

Each chapter is run with its model answers, in a kernel of its own; what came of it is kept below build/site/executed/,
and used again while the chapter, the package and the data are the same. Then Sphinx writes build/site/html/, which
opens in any browser without a server, and asks for nothing from the network.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.chapter import Cell, Chapter
from autograder.course import Course, resolve_chapter
from autograder.tables import progress
from convcourse import demos
from convcourse.demos.showcase import Showcase, script

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOCUMENTS = ("teaching", "authoring", "scale", "sandbox", "gpu")
SOLUTION = re.compile(r"[ \t]*### BEGIN SOLUTION\n?(.*?)[ \t]*### END SOLUTION\n?", re.DOTALL)
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
SECONDS = 900
"""How long a chapter may take."""


def main() -> int:
    """Build the site; return 0, or 1 where a chapter or a link failed."""
    parser = argparse.ArgumentParser(description="Render the course as a web site, with everything run.")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="numbers such as 03; all without any")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "site", help="folder to build in (build/site)")
    parser.add_argument("--jobs", type=int, default=2, help="chapters to run at a time (2)")
    given = parser.parse_args()
    course = Course(ROOT)
    slugs = [resolve_chapter(each, course.chapters()) for each in given.chapters] or course.chapters()
    chapters = [course.read(slug) for slug in slugs]
    failed = build(chapters, given.to.resolve(), given.jobs)
    for slug, reason in failed.items():
        print(f"{slug}: {reason}", file=sys.stderr)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    rendered = subprocess.run([*command, given.to / "source", given.to / "html"])
    print(f"{given.to / 'html' / 'index.html'}: {len(chapters) - len(failed)} of {len(chapters)} chapters")
    return 1 if failed or rendered.returncode else 0


def build(chapters: Sequence[Chapter], folder: Path, jobs: int) -> dict[str, str]:
    """Run chapters and lay out what Sphinx reads; return the chapters that failed, with the reason."""
    source, executed = folder / "source", folder / "executed"
    shutil.rmtree(source, ignore_errors=True)
    for each in (source / "chapters", source / "_static" / "pictures", executed):
        each.mkdir(parents=True, exist_ok=True)
    around, failed = _around(), {}

    def run(chapter: Chapter) -> tuple[Chapter, NotebookNode | None, str]:
        try:
            return chapter, _executed(chapter, executed, around), ""
        except CellExecutionError as error:
            return chapter, None, f"{error.ename}: {error.evalue}"

    with progress("running", len(chapters)) as step, ThreadPoolExecutor(jobs) as pool:
        for chapter, notebook, reason in pool.map(run, chapters):
            step(chapter.slug)
            if notebook is None:
                failed[chapter.slug] = reason
                told = f"# {chapter.slug}\n\nThis chapter could not be run when the site was made."
                notebook = new_notebook(cells=[new_markdown_cell(told)])
            else:
                notebook = page_of(chapter, notebook, source / "_static" / "pictures")
            nbformat.write(notebook, source / "chapters" / f"{chapter.slug}.ipynb")
    _lay_out(source, [chapter.slug for chapter in chapters])
    return failed


def _around() -> str:
    """Hash what a chapter's run depends on beside itself."""
    mark = hashlib.sha256()
    for folder, pattern in (("convcourse", "*.py"), ("data", "*")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                mark.update(path.read_bytes())
    return mark.hexdigest()


def _executed(chapter: Chapter, folder: Path, around: str) -> NotebookNode:
    """Run a chapter with its model answers, or take the run that is kept."""
    text = "\0".join(f"{cell.role} {cell.source}" for cell in chapter.cells)
    mark = hashlib.sha256(f"{around}{text}".encode()).hexdigest()[:16]
    kept = folder / f"{chapter.slug}-{mark}.ipynb"
    if kept.is_file():
        return nbformat.read(kept, as_version=4)
    made = {"code": new_code_cell, "markdown": new_markdown_cell}
    cells = [made[cell.kind](cell.source, id=f"cell-{place}") for place, cell in enumerate(chapter.cells)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    with tempfile.TemporaryDirectory(prefix="site-") as scratch:
        # Sockets in a folder of our own, so that no other program of this machine can reach the kernel.
        manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{scratch}/kernel")
        NotebookClient(notebook, km=manager, timeout=SECONDS, resources={"metadata": {"path": str(ROOT)}}).execute()
    nbformat.write(notebook, kept)
    return notebook


def page_of(chapter: Chapter, notebook: NotebookNode, pictures: Path) -> NotebookNode:
    """Turn a chapter that was run into a page: answers and checks folded, pictures with their words."""
    cells = []
    for place, (cell, ran) in enumerate(zip(chapter.cells, notebook.cells, strict=True)):
        cells += _cells_of(cell, ran, place, pictures)
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})


def _cells_of(cell: Cell, ran: NotebookNode, place: int, pictures: Path) -> Iterator[NotebookNode]:
    if cell.role == "answer":
        yield new_markdown_cell(_dropdown("A model answer, and what earns the points", _solution(cell.source)))
    elif cell.kind == "markdown":
        yield new_markdown_cell(cell.source)
    elif cell.role == "exercise":
        yield _code(cell.student_source, [], place)
        yield new_markdown_cell(_dropdown("One answer", f"```python\n{_without_marks(cell.source)}\n```"))
    else:
        # A check that passed says nothing new, and a reader of the site has no progress to show.
        silent = cell.role == "check" or "your_progress" in cell.source
        outputs = [] if silent else [each for output in ran.outputs for each in _shown(output, pictures)]
        if cell.role == "demo" and isinstance(shown := _made_by(cell.source), Showcase):
            outputs = [_alive(shown, outputs)]
        tags = {"check": ["hide-input"], "demo": ["hide-input"] if outputs else []}.get(cell.role, [])
        yield _code(cell.student_source, outputs, place, tags)


def _code(source: str, outputs: list[NotebookNode], place: int, tags: Sequence[str] = ()) -> NotebookNode:
    return new_code_cell(source, outputs=outputs, id=f"cell-{place}", metadata={"tags": list(tags)})


def _shown(output: NotebookNode, pictures: Path) -> Iterator[NotebookNode]:
    """Return an output as a page can hold it: a picture as a file beside the pages, with its alternative text."""
    data: dict[str, Any] = output.get("data", {})
    if "image/png" in data:
        png = base64.b64decode(data["image/png"])
        name = f"{hashlib.sha256(png).hexdigest()[:20]}.png"
        (pictures / name).write_bytes(png)
        words = html.escape(_joined(data["text/plain"]), quote=True)
        image = f'<img src="../_static/pictures/{name}" alt="{words}" loading="lazy">'
        yield nbformat.v4.new_output("display_data", data={"text/html": f'<div class="course-picture">{image}</div>'})
    elif "application/vnd.jupyter.widget-view+json" not in data and not (
        output.output_type == "stream" and output.name == "stderr"
    ):
        yield output


def _made_by(source: str) -> object:
    """Return the demo that a cell shows which does nothing else, such as `demos.kernel_on_photo()`; else None."""
    found = re.fullmatch(r"demos\.(\w+)\(\)", source.strip())
    return getattr(demos, found[1])() if found else None


def _alive(shown: Showcase, outputs: list[NotebookNode]) -> NotebookNode:
    """Return a demo that draws itself on the page, and shows its picture where scripts do not run."""
    still = "".join(_joined(each.data["text/html"]) for each in outputs)
    state = json.dumps(shown.state()).replace("<", "\\u003c")
    page = f'<div class="course-showcase"><script type="application/json">{state}</script>{still}</div>'
    return nbformat.v4.new_output("display_data", data={"text/html": page})


def _joined(text: str | list[str]) -> str:
    return "".join(text)


def _solution(source: str) -> str:
    found = SOLUTION.search(source)
    return found[1].strip() if found else source


def _without_marks(source: str) -> str:
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return "\n".join(line for line in source.splitlines() if not line.strip().startswith(marks))


def _dropdown(title: str, text: str) -> str:
    return f"````{{dropdown}} {title}\n{text}\n````"


def _lay_out(source: Path, slugs: Sequence[str]) -> None:
    """Put pages, documents and settings where Sphinx looks for them."""
    for path in (HERE / "pages").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        (source / path.name).write_text(text.replace("{{ chapters }}", _toctree(slugs)), encoding="utf-8")
    for name in DOCUMENTS:
        text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    table = re.search(r"\| chapter \|.*?\n\n", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    rows = [row for row in (table[0] if table else "").splitlines() if _slug(row) in (*slugs, None)]
    linked = [re.sub(r"\| `(\w+)` \|", r"| [\1](chapters/\1.ipynb) |", row) for row in rows]
    index = (source / "index.md").read_text(encoding="utf-8").replace("{{ table }}", "\n".join(linked))
    (source / "index.md").write_text(index, encoding="utf-8")
    for name in ("conf.py", "mathml.py"):
        shutil.copy(HERE / name, source / name)
    shutil.copy(HERE / "course.css", source / "_static" / "course.css")
    (source / "_static" / "showcase.js").write_text(script(on_page=True), encoding="utf-8")
    shutil.copy(HERE / "favicon.svg", source / "_static" / "favicon.svg")
    shutil.copy(ROOT / "docs" / "pictures" / "window_over_numbers.png", source / "_static" / "window_over_numbers.png")


def _slug(row: str) -> str | None:
    found = re.match(r"\| `(\w+)` \|", row)
    return found[1] if found else None


def _toctree(slugs: Sequence[str]) -> str:
    return "\n".join(f"chapters/{slug}" for slug in slugs)


if __name__ == "__main__":
    sys.exit(main())
