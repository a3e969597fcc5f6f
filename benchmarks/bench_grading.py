"""What grading costs: against `nbgrader autograde` on the same class with the same scores, and what is left behind.

The whole of it takes some ten minutes, most of them nbgrader's. BENCH_SHARE=0.1 measures a tenth of each class.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic, sleep

from autograder.build import build
from autograder.chapter import Chapter
from autograder.class_run import ClassRun, run_class
from autograder.course import Course
from autograder.execution import ForkExecution, RunCell, TwoProcessExecution
from autograder.execution.limits import family
from autograder.known_answers import known_answers
from autograder.rehearsal import template_imports
from autograder.scoring import Limits, grade_notebook
from autograder.slices import needed_for
from autograder.source import read_chapter
from benchmarks.keras_chapter import KERAS_CHAPTER, WRONG
from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
SHARE = float(os.environ.get("BENCH_SHARE", "1"))
NUMPY, KERAS, SHORT = "03_volumes_and_strides", "90_keras", "00_start_here"
STUDENTS = {NUMPY: round(60 * SHARE), KERAS: round(30 * SHARE)}
MANY = round(1000 * SHARE)
REPEATS = 10
OVERHEAD_GOAL, WAITING_GOAL = 0.2, 80.0
Answers = dict[str, str]


def run() -> list[Row]:
    """Measure."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        course = _course(Path(folder) / "course")
        for slug in (NUMPY, KERAS):
            chapter = read_chapter(course.source(slug))
            with TwoProcessExecution(template_imports([chapter])) as execution:
                execution.warm()
                own = _own_seconds(chapter)
                rows += _overhead(chapter, course, execution, own)
                rows.append(_waiting(slug, execution))
            rows += _against_nbgrader(course, slug, own)
        rows += _two_workers(course)
        rows += _many(course)
    return rows


def _course(root: Path) -> Course:
    """Build a course of three chapters."""
    course = Course(root)
    course.solutions.mkdir(parents=True)
    for slug in (NUMPY, SHORT):
        shutil.copy(ROOT / "solutions" / f"{slug}.py", course.source(slug))
    course.source(KERAS).write_text(KERAS_CHAPTER, encoding="utf-8")
    build(course)
    return course


# One submission


def _own_seconds(chapter: Chapter) -> float:
    """Give the seconds that the reference answers, their checks and the cells that these need take by themselves."""
    code = [RunCell(cell.id, cell.source, cell.role) for cell in chapter.cells if cell.kind == "code"]
    needed = {cell.id for place, check in enumerate(code) if check.role == "check" for cell in needed_for(place, code)}
    cells = [cell for cell in code if cell.id in needed]
    with ForkExecution(template_imports([chapter])) as fork:
        runs = [fork.run(cells, cell_seconds=60, total_seconds=300) for _ in range(3)]
    return min(sum(result.seconds for result in results) for results in runs)


def _overhead(chapter: Chapter, course: Course, execution: TwoProcessExecution, own: float) -> list[Row]:
    content = _submission(course, chapter, _reference(chapter))

    def once() -> float:
        began = monotonic()
        grade = grade_notebook(chapter, content, execution, Limits())
        if grade.score != chapter.points:
            raise RuntimeError(f"the reference was expected to score {chapter.points}; came {grade.score}")
        return monotonic() - began

    seconds = statistics.median(once() for _ in range(REPEATS))
    return [
        Row(f"{chapter.slug}: the student's own code", own, "s"),
        Row(f"{chapter.slug}: one submission", seconds, "s", seconds / own, "own code"),
        Row(f"{chapter.slug}: overhead of a submission", seconds - own, "s", goal=OVERHEAD_GOAL),
    ]


def _waiting(slug: str, execution: TwoProcessExecution) -> Row:
    """Measure what a submission holds beside its templates while its cell runs."""
    cells = [RunCell("a", "import time\ntime.sleep(6)", "exercise"), RunCell("b", "assert True", "check")]
    before = set(family(os.getpid()))
    work = threading.Thread(target=lambda: execution.run(cells, cell_seconds=30, total_seconds=60))
    work.start()
    sleep(3)
    own = sum(_private(process) for process in set(family(os.getpid())) - before)
    work.join()
    return Row(f"{slug}: memory of a waiting submission", own / 1e6, "MB", goal=WAITING_GOAL)


def _private(process: int) -> int:
    """Give the bytes that a process shares with no other."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


# A class


def _against_nbgrader(course: Course, slug: str, own: float) -> list[Row]:
    """Grade one class both ways; the scores must be the same."""
    submissions = course.root / f"class_{slug}"
    _write_class(course, slug, STUDENTS[slug], submissions)
    began = monotonic()
    ours = {grade.student: grade.score for grade in _grade(course, submissions, os.cpu_count() or 1)}
    our_seconds = monotonic() - began
    other = Course(course.root.with_name(f"nbgrader_{slug}"))
    shutil.copytree(course.root, other.root)
    began = monotonic()
    theirs = _nbgrader(other, slug, submissions)
    their_seconds = monotonic() - began
    if ours != theirs:
        differ = {student: (ours.get(student), theirs.get(student)) for student in {*ours, *theirs}}
        raise RuntimeError(
            f"the same scores were expected; came {[pair for pair in differ.items() if len({*pair[1]}) > 1]}"
        )
    count, ratio = len(ours), their_seconds / our_seconds
    return [
        Row(f"{slug}: a class of {count}, own code {own:.2f} s each", our_seconds, "s"),
        Row(f"{slug}: the same class with nbgrader, same scores", their_seconds, "s", ratio, "ours"),
    ]


def _grade(course: Course, submissions: Path, jobs: int) -> list:
    results = course.root / "results"
    shutil.rmtree(results, ignore_errors=True)
    return run_class(ClassRun(course, Limits(), results, again=True), submissions, jobs).grades


def _nbgrader(course: Course, slug: str, submissions: Path) -> dict[str, float]:
    """Have nbgrader grade the class in its own folder, and read the scores from its gradebook."""
    from nbgrader.api import Gradebook

    folder = course.nbgrader_folder
    shutil.rmtree(folder / "autograded", ignore_errors=True)
    for student in submissions.iterdir():
        place = folder / "submitted" / student.name / slug
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(student / f"{slug}.ipynb", place)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "nbgrader", "autograde", slug, "--force", "--create"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", course.name) as gradebook:
        found = {each["student"]: float(each["score"]) for each in gradebook.notebook_submission_dicts(slug, slug)}
    if len(found) != STUDENTS[slug]:
        raise RuntimeError(
            f"{STUDENTS[slug]} students were expected of nbgrader; came {len(found)}: {done.stderr[-500:]}"
        )
    return found


def _two_workers(course: Course) -> list[Row]:
    submissions = course.root / "large_class"  # starting the templates takes a second, however many there are
    count = 3 * STUDENTS[NUMPY]
    _write_class(course, NUMPY, count, submissions)
    seconds: dict[int, float] = {}
    for jobs in (1, 2, 1, 2):
        began = monotonic()
        _grade(course, submissions, jobs)
        seconds[jobs] = min(seconds.get(jobs, float("inf")), monotonic() - began)
    faster = seconds[1] / seconds[2]
    return [
        Row(f"{NUMPY}: one submission of a class of {count}, on one core", seconds[1] / count, "s"),
        Row(f"{NUMPY}: a class of {count} with two workers", seconds[2], "s", faster, "faster than with one"),
    ]


# Many


def _many(course: Course) -> list[Row]:
    """Grade one submission again and again, and compare what is held after a tenth of them and after all."""
    chapter = read_chapter(course.source(SHORT))
    content = _submission(course, chapter, _reference(chapter))
    with TwoProcessExecution(template_imports([chapter])) as execution:
        execution.warm()
        early: dict[str, float] = {}
        began = monotonic()
        for number in range(MANY):
            grade_notebook(chapter, content, execution, Limits())
            if number == MANY // 10:
                early = _held()
        seconds = monotonic() - began
        late = _held()
    rows = [Row(f"{SHORT}: {MANY} submissions, one after the other", seconds, "s")]
    for what, unit in (
        ("memory", "MB"),
        ("processes", "processes"),
        ("descriptors", "descriptors"),
        ("files", "files"),
    ):
        ratio = late[what] / max(early[what], 1)
        rows.append(Row(f"{what} after {MANY} submissions", late[what], unit, ratio, f"after {MANY // 10}"))
    return rows


def _held() -> dict[str, float]:
    """Count what this process and its templates hold."""
    gc.collect()
    sleep(0.5)
    processes = [os.getpid(), *family(os.getpid())]
    return {
        "memory": sum(_private(process) for process in processes) / 1e6,
        "processes": len(processes),
        "descriptors": sum(len(os.listdir(f"/proc/{process}/fd")) for process in processes),
        "files": sum(len(files) for _, _, files in os.walk(tempfile.gettempdir())),
    }


# Submissions


def _reference(chapter: Chapter) -> Answers:
    return {name: chapter.cell("exercise", name).source for name in chapter.exercises}


def _write_class(course: Course, slug: str, count: int, folder: Path) -> None:
    """Write a class in which about every third answer is one of the known wrong ones."""
    chapter = read_chapter(course.source(slug))
    wrong: dict[str, list[str]] = {name: [text] for name, text in WRONG.items()}
    if slug != KERAS:
        known = known_answers(Course(ROOT), slug)
        wrong = {name: [answer.code for answer in answers.wrong] for name, answers in known.items()}
    for student in range(count):
        answers = _reference(chapter)
        for place, name in enumerate(chapter.exercises):
            if (student + place) % 3 == 2:
                answers[name] = wrong[name][(student + 5 * place) % len(wrong[name])]
        place_of_student = folder / f"student{student:03}"
        place_of_student.mkdir(parents=True)
        (place_of_student / f"{slug}.ipynb").write_bytes(_submission(course, chapter, answers))


def _submission(course: Course, chapter: Chapter, answers: Answers) -> bytes:
    notebook = json.loads(course.notebook(chapter.slug).read_bytes())
    for cell in notebook["cells"]:
        about = cell["metadata"].get("convcourse", {})
        if about.get("role") == "exercise":
            cell["source"] = answers[about["name"]]
    return json.dumps(notebook).encode()
