"""Print a chapter's known answers as JSON, each as the text of an exercise cell.

Use: `python -m convcourse.checks.catalogue 01_weighted_averages`.
"""

import ast
import inspect
import json
import sys
import textwrap

from convcourse.checks.known_answers import KnownAnswer, known_answers


def cell_body(answer: KnownAnswer) -> str:
    """Write the exercise cell that hands in this answer: the function, then its binding to the exercise's name."""
    definition = ast.parse(textwrap.dedent(inspect.getsource(answer.function))).body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    takes_nothing = not inspect.signature(answer.function).parameters
    return f"{ast.unparse(definition)}\n\n\n{answer.exercise} = {answer.name}{'()' if takes_nothing else ''}"


def catalogue(chapter: str) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Collect the known answers of a chapter by exercise, each with its name, hint and cell text."""
    exercises: dict[str, dict[str, list[dict[str, str]]]] = {}
    for kind, folder in (("wrong", "mistakes"), ("right", "right_answers")):
        for answer in known_answers(folder, chapter):
            entry = exercises.setdefault(answer.exercise, {"wrong": [], "right": []})
            entry[kind].append({"name": answer.name, "hint": answer.hint, "code": cell_body(answer)})
    return exercises


if __name__ == "__main__":
    json.dump(catalogue(sys.argv[1]), sys.stdout)
