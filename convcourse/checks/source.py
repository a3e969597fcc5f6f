"""What can be read off the text of a student's function without running it."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def tree_of(function: Callable[..., Any]) -> ast.AST | None:
    """Read a function's own text as a syntax tree, or return None where there is none: NumPy's are compiled.

    Where the function lives in another process, the grader itself says what was handed in, as `__source__`.
    """
    try:
        text = textwrap.dedent(getattr(function, "__source__", None) or inspect.getsource(function))
    except (OSError, TypeError):
        return None
    for start in (0, max(text.find("lambda"), 0)):  # a lambda in the middle of a line: read from its own keyword on
        for end in range(len(text), start, -1):
            try:
                return ast.parse(text[start:end])
            except SyntaxError:
                if start == 0:
                    break
    return None


def has_loop(function: Callable[..., Any]) -> bool:
    """Say whether a function's own text loops in Python: for, while or a comprehension.

    >>> has_loop(lambda numbers: [2 * number for number in numbers])
    True
    """
    tree = tree_of(function)
    return tree is not None and any(isinstance(node, LOOPS) for node in ast.walk(tree))


def mentions(function: Callable[..., Any], *names: str) -> bool:
    """Say whether a function is one of these, or names one of them in its own text, as `np.convolve` names `convolve`.

    >>> import numpy as np
    >>> mentions(lambda signal: np.convolve(signal, [1, 2]), "convolve", "correlate")
    True
    """
    own_names = [getattr(function, "__name__", ""), *str(getattr(function, "__module__", "")).split(".")]
    if not set(names).isdisjoint(own_names):
        return True  # the library's own function under the student's name
    tree = tree_of(function)
    if tree is None:
        return False
    return not set(names).isdisjoint(map(_said, ast.walk(tree)))


def _said(node: ast.AST) -> str:
    """Give the name that a node says: `convolve`, `np.convolve`, `import ... convolve`, `getattr(np, "convolve")`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name
        case ast.Constant(value=str() as text):
            return text
    return ""
