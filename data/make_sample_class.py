"""Make the sample class: what ten students handed in for one chapter, each with a story of their own.

Run it again when the chapter has changed; it also writes down what each must score, by rule and without grading:

    python data/make_sample_class.py
"""

import copy
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.build import student_notebook
from autograder.chapter import Cell, Chapter
from autograder.course import Course
from autograder.known_answers import KnownAnswers, known_answers
from autograder.slices import needed_for
from autograder.source import read_chapter

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "sample_class"
EXPECTED = ROOT / "tests" / "autograder" / "sample_class_expected.json"
CHAPTER = "01_weighted_averages"
MARKER = re.compile(r"\s*### (BEGIN|END) SOLUTION\s*")

LOOP = "def {name}(*inputs, **named):\n    total = 0\n    while True:\n        total += 1\n    return total"
SLIP = "def {name}(*inputs, **named)\n    return 0"
PLEA = "Dear teacher,\n\nmy computer would not save the notebook, so here is a letter instead.\n\nIvan\n"

Notebook = dict[str, Any]
Story = dict[str, Any]


class SampleClass:
    """A chapter, and the ways in which students fill it in.

    Args:
        chapter: the chapter.
        known: its known answers by exercise.
    """

    def __init__(self, chapter: Chapter, known: dict[str, KnownAnswers]) -> None:
        self.chapter, self.known = chapter, known
        self.untouched: Notebook = json.loads(json.dumps(student_notebook(chapter)))
        self.solutions = {
            cell.id: "\n".join(line for line in cell.source.split("\n") if not MARKER.fullmatch(line))
            for cell in chapter.cells
            if cell.role in ("exercise", "answer")
        }
        # What goes wrong here must cost one exercise, so no other may be built on it.
        self.lonely = next(
            name for name in chapter.exercises[:-1] if self._is_function(name) and not self._needed_by_others(name)
        )

    def solved(self, **instead: str | None) -> Notebook:
        """Fill in everything, but with other text for the exercises named; None leaves one as it was handed out."""
        notebook = copy.deepcopy(self.untouched)
        for cell in notebook["cells"]:
            name = cell["metadata"]["convcourse"].get("name")
            body = instead.get(name, self.solutions.get(cell["id"])) if cell["id"] in self.solutions else None
            cell["source"] = cell["source"] if body is None else body
        return notebook

    def points(self, name: str) -> float:
        """Say what an exercise is worth."""
        return float(self.chapter.cell("check", name).points or 0)

    def expected(self, status: str = "graded", note: str = "", **lost: str) -> Story:
        """Say what must come: full marks but for the exercises named, each with words from its reason."""
        score = self.chapter.points - sum(map(self.points, lost))
        return {"status": status, "score": score, "max_score": self.chapter.points, "note": note, "lost": lost}

    def stories(self) -> Iterator[tuple[str, Notebook | str, Story]]:
        """Yield for each student the file's place, the notebook or text, and what must come of it."""
        name, place, names = self.lonely, f"{self.chapter.slug}.ipynb", self.chapter.exercises
        late = {later: None for later in names[len(names) // 2 :]}
        last = names[-1]
        mistake = self.known[name].wrong[0]
        yield f"ada/{place}", self.solved(), self.expected()
        yield f"bela/{place}", self.solved(**late), self.expected(**dict.fromkeys(late, "not answered"))
        yield f"chidi/{place}", self.untouched, self.expected(**dict.fromkeys(names, "not answered"))
        yield f"dana/{place}", self.solved(**{name: mistake.code}), self.expected(**{name: mistake.hint})
        yield f"emil/{place}", self.solved(**{name: LOOP.format(name=name)}), self.expected(**{name: "endless loop?"})
        yield f"fatima/{place}", self.solved(**{name: SLIP.format(name=name)}), self.expected(**{name: "SyntaxError"})
        changed, noted = _without_check(self.solved(**{last: None}), name), {last: "not answered"}
        yield f"goro/{place}", changed, self.expected("graded_with_notes", f"the check of {name} was deleted", **noted)
        changed = _with_points(self.solved(**{name: None}), last, 100)
        yield (
            f"hana/{place}",
            changed,
            self.expected("graded_with_notes", f"points of {last}", **{name: "not answered"}),
        )
        yield f"ivan/{place}", PLEA, {**self.expected("not_a_notebook", "not JSON"), "score": 0.0}
        yield f"Zoë_Ångström_{place}", self.solved(), self.expected()

    def _is_function(self, name: str) -> bool:
        return f"def {name}(" in self.solutions[f"exercise-{name}"] and bool(self.known.get(name, KnownAnswers()).wrong)

    def _needed_by_others(self, name: str) -> bool:
        code: list[Cell] = [cell for cell in self.chapter.cells if cell.kind == "code"]
        others = [place for place, cell in enumerate(code) if cell.role == "check" and cell.name != name]
        return any(cell.id == f"exercise-{name}" for place in others for cell in needed_for(place, code))


def _without_check(notebook: Notebook, name: str) -> Notebook:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != f"check-{name}"]
    return notebook


def _with_points(notebook: Notebook, name: str, points: int) -> Notebook:
    for cell in notebook["cells"]:
        if cell["id"] == f"check-{name}":
            cell["metadata"]["nbgrader"]["points"] = points
    return notebook


def make_sample_class(
    course: Course, slug: str, folder: Path, say: Callable[[str], object] = print
) -> dict[str, Story]:
    """Write the class into a folder, in place of what is there.

    Args:
        course: the course.
        slug: the chapter that the class has handed in.
        folder: where to.
        say: is told each file.

    Returns:
        What each student must score.
    """
    sample = SampleClass(read_chapter(course.source(slug)), known_answers(course, slug))
    if folder.exists():
        shutil.rmtree(folder)
    expected = {}
    for place, content, story in sample.stories():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8")
        expected[place.removesuffix(f"{slug}.ipynb").strip("/_")] = story
        say(place)
    return expected


if __name__ == "__main__":
    stories = make_sample_class(Course(ROOT), sys.argv[1] if len(sys.argv) > 1 else CHAPTER, FOLDER)
    EXPECTED.write_text(json.dumps(stories, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
