"""What a chapter's script says, and how it is told off when it says it wrongly."""

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.source import Chapter, SourceError, read_chapter

TITLE = "# %% [markdown]\n# # Title\n"
EXERCISE = '# %% exercise="double"\ndef double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n'
CHECK = '# %% check="double" points=2\nassert double(1) == 2\n'
ANSWER = '# %% [markdown] answer="why" points=1\n# Why?\n# ### BEGIN SOLUTION\n# So.\n# ### END SOLUTION\n'


def read(tmp_path: Path, text: str) -> Chapter:
    path = tmp_path / "01_wrong.py"
    path.write_text(text, encoding="utf-8")
    return read_chapter(path)


def refusal(tmp_path: Path, text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    error = caught.value
    assert str(error) == f"{error.path}, line {error.line}: expected {error.expected}; came {error.came}"
    assert error.path == tmp_path / "01_wrong.py"
    return error


def test_a_chapter_is_read_into_cells_with_roles_names_and_points(tiny_course: Course) -> None:
    chapter = read_chapter(tiny_course.source("01_small_steps"))
    assert (chapter.slug, chapter.title) == ("01_small_steps", "Small steps")
    roles = [(cell.role, cell.name, cell.kind, cell.points) for cell in chapter.cells]
    assert roles == [
        ("text", None, "markdown", None),
        ("code", None, "code", None),
        ("demo", "doubling_curve", "code", None),
        ("text", None, "markdown", None),
        ("exercise", "double", "code", None),
        ("check", "double", "code", 2.0),
        ("exercise", "prediction", "code", None),
        ("check", "prediction", "code", 0.5),
        ("answer", "why_twice", "markdown", 1.0),
    ]
    assert chapter.exercises == ["double", "prediction"]
    assert (chapter.points, chapter.written_points) == (2.5, 1.0)
    assert chapter.cells[2].alt == "A straight line through the origin that climbs two for each one."
    assert chapter.cells[0].source.endswith("π is about 3.14.")


def test_a_cell_knows_the_line_of_its_marker(tiny_course: Course) -> None:
    path = tiny_course.source("01_small_steps")
    lines = path.read_text(encoding="utf-8").splitlines()
    for cell in read_chapter(path).cells:
        assert lines[cell.line - 1].startswith("# %%")
        assert cell.name is None or f'"{cell.name}"' in lines[cell.line - 1]


def test_cells_of_the_same_words_get_different_ids(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, TITLE + "# %% [markdown]\n# ---\n" * 2).cells
    assert first.id != second.id
    assert third.id == f"{second.id}-2"


def test_a_marker_in_a_string_opens_no_cell(tmp_path: Path) -> None:
    chapter = read(tmp_path, TITLE + '# %%\ntext = """\n# %% not a cell\n"""\n')
    assert [cell.role for cell in chapter.cells] == ["text", "code"]


def test_a_magic_in_a_comment_stays_a_comment(tmp_path: Path) -> None:
    assert read(tmp_path, TITLE + "# %%\n# !ls\n").cells[1].source == "# !ls"


def test_the_student_source_has_stubs_and_no_hidden_tests(tiny_course: Course) -> None:
    chapter = read_chapter(tiny_course.source("01_small_steps"))
    assert chapter.cell("exercise", "double").student_source.endswith(
        '"""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n\n'.rstrip()
    )
    assert chapter.cell("check", "double").student_source == 'assert double(3) == 6, "3 doubled is 6"'
    assert chapter.cell("answer", "why_twice").student_source.endswith("YOUR ANSWER HERE")


WRONG = {
    "a misspelt role is an error that suggests the right one": (
        TITLE + EXERCISE.replace("exercise=", "excercise=") + CHECK,
        3, "a key out of", 'did you mean "exercise"?',
    ),
    "an unknown key is an error": (TITLE + '# %% colour="red"\n', 3, "a key out of", '"colour"'),
    "words without a key are an error": (TITLE + "# %% Load the data\n", 3, 'key="value"', '"Load the data"'),
    "a key given twice is an error": (TITLE + '# %% demo="a" demo="b"\n', 3, "demo once", "demo twice"),
    "two roles on a cell are an error": (TITLE + '# %% demo="a" exercise="a"\n', 3, "one role", "demo and exercise"),
    "an unknown kind of cell is an error": (TITLE + "# %% [raw]\n", 3, "[markdown]", "[raw]"),
    "a name without quotes is an error": (TITLE + "# %% demo=a\n", 3, "double quotes", "demo=a"),
    "a name that is not an identifier is an error": (
        TITLE + '# %% demo="two words"\n', 3, "a Python name", "two words",
    ),
    "a keyword is no name": (TITLE + '# %% demo="lambda"\n', 3, "a Python name", "lambda"),
    "a name too long for a cell id is an error": (TITLE + f'# %% demo="{"a" * 51}"\n', 3, "50 characters", "with 51"),
    "an alt text without quotes is an error": (TITLE + "# %% alt=words\n", 3, "double quotes", "alt=words"),
    "a file that does not start with a marker is an error": (
        "import numpy\n" + TITLE, 1, "a cell marker", "import numpy",
    ),
    "an empty file is an error": ("", 1, "a cell marker", "an empty file"),
    "an indented marker is an error": (TITLE + "    # %%\nx = 1\n", 3, "at the start of the line", '"    # %%"'),
    "a text line without its hash is an error": (TITLE + "oops\n", 3, 'before each line of a markdown cell', "oops"),
    "a check without an exercise is an error": (TITLE + CHECK, 3, 'an exercise "double"', "none"),
    "a check of a misspelt exercise suggests the right one": (
        TITLE + EXERCISE + CHECK.replace('"double"', '"duoble"'), 8, 'an exercise "duoble"', 'did you mean "double"?',
    ),
    "an exercise without a check is an error": (TITLE + EXERCISE, 3, 'a check="double"', "none"),
    "a check before its exercise is an error": (TITLE + CHECK + EXERCISE, 3, "after its exercise", "line 5"),
    "two exercises of one name are an error": (TITLE + EXERCISE + EXERCISE + CHECK, 8, "one exercise", "after line 3"),
    "two checks of one name are an error": (TITLE + EXERCISE + CHECK + CHECK, 10, "one check", "after line 8"),
    "two answers of one name are an error": (TITLE + ANSWER + ANSWER, 8, "one answer", "after line 3"),
    "two demos of one name are an error": (TITLE + '# %% demo="a"\n' * 2, 4, "one demo", "after line 3"),
    "missing points are an error": (TITLE + EXERCISE + CHECK.replace(" points=2", ""), 8, "points=NUMBER", "no points"),
    "points that are no number are an error": (
        TITLE + EXERCISE + CHECK.replace("points=2", "points=two"), 8, "points=NUMBER", "points=two",
    ),
    "zero points are an error": (TITLE + EXERCISE + CHECK.replace("=2", "=0"), 8, "more than 0", "points=0"),
    "negative points are an error": (TITLE + EXERCISE + CHECK.replace("=2", "=-1"), 8, "more than 0", "points=-1"),
    "endless points are an error": (TITLE + EXERCISE + CHECK.replace("=2", "=inf"), 8, "more than 0", "points=inf"),
    "an answer without points is an error": (TITLE + ANSWER.replace(" points=1", ""), 3, "points=NUMBER", "no points"),
    "points on an exercise are an error": (
        TITLE + EXERCISE.replace('"double"', '"double" points=1') + CHECK, 3, "check or an answer only", "points=1",
    ),
    "a solution in a plain cell is an error": (
        TITLE + "# %%\nx = 1\n### BEGIN SOLUTION\n### END SOLUTION\n", 5, "an exercise or an answer only", "role code",
    ),
    "a solution in a check is an error": (
        TITLE + EXERCISE + CHECK + "### BEGIN SOLUTION\n### END SOLUTION\n",
        10, "an exercise or an answer", "role check",
    ),
    "a solution that does not end is an error": (
        TITLE + EXERCISE.replace("    ### END SOLUTION\n", "") + CHECK,
        5, "### END SOLUTION after it", "end of the cell",
    ),
    "an end without a beginning is an error": (
        TITLE + EXERCISE.replace("    ### BEGIN SOLUTION\n", "") + CHECK,
        6, "### BEGIN SOLUTION before", "END SOLUTION",
    ),
    "a solution in a solution is an error": (
        TITLE + EXERCISE.replace("return", "### BEGIN SOLUTION\n    return") + CHECK,
        6, "END SOLUTION first", "a second",
    ),
    "hidden tests outside a check are an error": (
        TITLE + "# %%\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n", 4, "a check only", "role code",
    ),
    "hidden tests that do not end are an error": (
        TITLE + EXERCISE + CHECK + "### BEGIN HIDDEN TESTS\n", 10, "### END HIDDEN TESTS", "end of the cell",
    ),
    "an exercise that does not define its name is an error": (
        TITLE + EXERCISE.replace("def double", "def dubble") + CHECK, 3, "to define double", "only dubble",
    ),
    "a name defined inside a function is not defined": (
        TITLE + EXERCISE.replace("def double(x):", "def other(x):\n    double = 1") + CHECK,
        3, "define double", "only other",
    ),
    "an exercise without a solution is an error": (
        TITLE + '# %% exercise="double"\ndouble = 1\n' + CHECK, 3, "### BEGIN SOLUTION", "without it",
    ),
    "an answer without a model answer is an error": (
        TITLE + '# %% [markdown] answer="why" points=1\n# Why?\n', 3, "### BEGIN SOLUTION", "without it",
    ),
    "an answer in a code cell is an error": (TITLE + '# %% answer="why" points=1\n', 3, "[markdown]", "a code cell"),
    "an exercise in a markdown cell is an error": (
        TITLE + '# %% [markdown] exercise="a"\n', 3, "a code cell", "markdown",
    ),
    "code that Python cannot read is an error": (TITLE + "# %%\nx = 1\ny = = 2\n", 5, "Python code", "invalid syntax"),
    "a stub that Python cannot read is an error": (
        TITLE + EXERCISE.replace("    ### BEGIN", "### BEGIN") + CHECK,
        3, "student's edition", "expected an indented block",
    ),
    "a check with nothing but hidden tests in its block is an error": (
        TITLE + EXERCISE + '# %% check="double" points=1\nif double:\n    ### BEGIN HIDDEN TESTS\n'
        "    assert double(1)\n    ### END HIDDEN TESTS\n", 8, "student's edition", "expected an indented block",
    ),
    "a check that ends in a value is an error": (
        TITLE + EXERCISE + CHECK + "double(3) / 6\n", 10, "end in a statement", "double(3) / 6",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "expected", "came"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, expected: str, came: str) -> None:
    error = refusal(tmp_path, text)
    assert error.line == line, error
    assert expected in error.expected, error
    assert came in error.came, error


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "01_wrong.py"
    path.write_bytes(b"# %% [markdown]\n# caf\xe9\n")
    with pytest.raises(SourceError, match="expected text in UTF-8"):
        read_chapter(path)


@pytest.mark.parametrize(
    "body",
    [
        "double = 1", "a, double = 1, 2", "double: int = 1", "class double: pass", "double = lambda x: 2 * x",
        "for double in (1, 2): pass", "if True:\n    double = 1\nelse:\n    double = 2", "(double := 1)",
    ],
)  # fmt: skip
def test_every_way_to_define_the_name_is_accepted(tmp_path: Path, body: str) -> None:
    exercise = f'# %% exercise="double"\n### BEGIN SOLUTION\n{body}\n### END SOLUTION\n'
    assert read(tmp_path, TITLE + exercise + CHECK).exercises == ["double"]
