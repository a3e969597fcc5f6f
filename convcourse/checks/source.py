"""What can be read off the text of a student's function without running it."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def has_loop(function: Callable[..., Any]) -> bool:
    """Say whether a function's own text loops in Python: for, while or a comprehension.

    >>> has_loop(lambda numbers: [2 * number for number in numbers])
    True
    """
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):  # a compiled function, such as NumPy's own: no text to read
        return False
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a lambda in the middle of a line: read from its own keyword on
        return any(word in text for word in (" for ", "while "))
    return any(isinstance(node, LOOPS) for node in ast.walk(tree))
