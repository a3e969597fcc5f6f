"""The form of a chapter: what a reader can count on in each of them."""

import ast
import re
import statistics
from pathlib import Path

import pytest

from autograder.chapter import Cell, Chapter

LONGEST_CELL = 12  # lines of code, without blank lines, docstrings and hidden tests
WORDS = (1800, 2800)
IN_HOURS = {"two hours": 120, "two and a half hours": 150}
README = Path(__file__).parents[2] / "README.md"
GRADING_SECONDS = 30  # what all trainings of a chapter's checks may take together


def text_of(chapter: Chapter) -> str:
    return "\n".join(cell.source for cell in chapter.cells if cell.kind == "markdown")


def code_lines(cell: Cell) -> int:
    """Count the lines that a student reads as code: docstrings and hidden tests are apart."""
    without_docstrings = re.sub(r'"""(.|\n)*?"""', "", cell.student_source)
    return sum(bool(line.strip()) for line in without_docstrings.splitlines())


def code_cells(chapter: Chapter) -> list[Cell]:
    return [cell for cell in chapter.cells if cell.kind == "code"]


def skip_welcome(slug: str) -> None:
    if slug.startswith("00"):
        pytest.skip("chapter 00 is a welcome and exempt from the counts")


def test_a_chapter_can_be_read_in_an_hour_and_a_half(slug: str, chapter: Chapter) -> None:
    skip_welcome(slug)
    read = "\n".join(cell.student_source for cell in chapter.cells if cell.kind == "markdown")
    count = len(re.sub(r"\$\$(.|\n)*?\$\$", " ", read).split())
    assert WORDS[0] <= count <= WORDS[1], f"{count} words of text"


def test_the_readme_promises_the_same_time_and_a_promised_break_is_there(slug: str, chapter: Chapter) -> None:
    text = text_of(chapter)
    (told,) = re.findall(r"\*\*Time\*\* (?:about )?(\d+(?= minutes)|[a-z ]*hours)", text)
    (promised,) = re.findall(rf"^\| `{slug}` \| .* \| (\d+) minutes \|$", README.read_text(encoding="utf-8"), re.M)
    assert int(promised) == IN_HOURS.get(told) or promised == told
    assert text.count("a good place for a break is marked") <= text.count("*A good place for a break")


def test_no_cell_is_longer_than_a_reader_can_hold(chapter: Chapter) -> None:
    too_long = {
        f"line {cell.line}": code_lines(cell) for cell in code_cells(chapter) if code_lines(cell) > LONGEST_CELL
    }
    assert too_long == {}
    assert statistics.median(map(code_lines, code_cells(chapter))) <= 7


def test_no_line_of_code_runs_out_of_the_notebooks_column(chapter: Chapter) -> None:
    too_long = [line for cell in code_cells(chapter) for line in cell.student_source.splitlines() if len(line) > 100]
    assert too_long == []


def test_an_answer_fits_into_ten_lines(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.role == "exercise":
            solution = cell.source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
            lines = [line for line in solution.splitlines() if line.strip() and not line.strip().startswith("#")]
            assert len(lines) <= 10, f"the answer of {cell.name} has {len(lines)} lines"


def test_all_imports_stand_in_the_first_code_cell(chapter: Chapter) -> None:
    for cell in code_cells(chapter)[1:]:
        imports = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert imports == [], f"the cell of line {cell.line} imports"


def test_a_check_prints_nothing_and_ends_in_a_statement(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.role == "check":
            tree = ast.parse(cell.source)
            assert not isinstance(tree.body[-1], ast.Expr), f"the check of {cell.name} ends in an expression"
            calls = [
                node.func.id
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            ]
            assert "print" not in calls, f"the check of {cell.name} prints"


def test_a_function_exercise_repeats_its_check_on_hidden_inputs(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.role == "check" and "answer.on(" in cell.source:
            assert "### BEGIN HIDDEN TESTS" in cell.source, f"the check of {cell.name} has no hidden tests"


def test_what_is_trained_while_grading_keeps_its_budget(chapter: Chapter) -> None:
    assert chapter.training_seconds <= GRADING_SECONDS


@pytest.mark.parametrize(
    "part", ["**The question.**", "**You will be able to**", "**Time**", "**Builds on**", "## Three things to remember"]
)
def test_a_chapter_opens_and_closes_as_all_do(chapter: Chapter, part: str) -> None:
    assert part in text_of(chapter)


@pytest.mark.parametrize(
    "part",
    [
        "Predict before you run",
        "Takeaway",
        "**Roads not taken.**",
        "**If you want more**",
        "**Sources.**",
        "### Written question",
    ],
)
def test_a_chapter_has_what_every_chapter_has(slug: str, chapter: Chapter, part: str) -> None:
    skip_welcome(slug)
    assert part in text_of(chapter)


def test_a_written_answer_has_a_model_and_a_rubric(slug: str, chapter: Chapter) -> None:
    skip_welcome(slug)
    answers = [cell for cell in chapter.cells if cell.role == "answer"]
    assert answers
    for cell in answers:
        assert "**Model answer.**" in cell.source and "**Rubric.**" in cell.source
