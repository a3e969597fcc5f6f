"""An exception as plain data, and back: its class, its words, and the lines of the student's cells it came through."""

from __future__ import annotations

import builtins
import inspect
import linecache
import sys
import traceback
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import Any

from autograder.execution.wire import WireError, WireLimits, Writer

LONGEST_TEXT = 10_000
MOST_FRAMES = 30
LIBRARY = "<library>"
CELL = "<ipython-input-"
SMALL = WireLimits(bytes=100_000, header_bytes=100_000, depth=4, items=100)


def in_words(error: BaseException) -> str:
    """Write an exception as text, also when its own `__str__` fails."""
    try:
        return str(error)[:LONGEST_TEXT]
    except Exception as second:
        return f"(its message could not be read: {type(second).__name__})"


def describe(error: BaseException) -> dict[str, Any]:
    """Describe an exception in plain data.

    Returns:
        "kinds": the names of its class and of the built-in classes that it extends; "home": the module of its class;
        "args": its arguments where they are plain; "text": its words; "frames": file, line and function of each
        level of the stack, innermost last.
    """
    try:
        Writer(limits=SMALL).message(list(error.args))
        arguments = list(error.args)
    except Exception:
        arguments = None
    built_in = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    stack = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    return {
        "kinds": [type(error).__name__, *built_in],
        "home": str(type(error).__module__),
        "args": arguments,
        "text": in_words(error),
        "frames": [[frame.filename, frame.lineno or 0, frame.name] for frame in stack],
    }


def rebuild(described: Mapping[str, Any], cells: Mapping[str, str]) -> BaseException:
    """Make an exception like the one described, to be raised by the caller.

    Args:
        described: what `describe` has given; it may come from a process that lies.
        cells: the text of the student's cells by the file name that their code has.

    Returns:
        The exception; its stack names the student's lines, read from the trusted text.
    """
    error = _of_kind(described)
    frames = [frame for frame in described.get("frames", []) if _is_frame(frame)]
    return error.with_traceback(_stack(frames[-MOST_FRAMES:], cells))


def _of_kind(described: Mapping[str, Any]) -> BaseException:
    name, *built_in = [kind for kind in described["kinds"] if isinstance(kind, str) and kind.isidentifier()][:20]
    text, home = str(described["text"])[:LONGEST_TEXT], str(described["home"])
    arguments = described["args"] if isinstance(described["args"], list) else [text]
    if home.split(".")[0] == "numpy":
        known = getattr(sys.modules.get(home), name, None)
        if isinstance(known, type) and issubclass(known, Exception):
            built_in.insert(0, name)
    else:
        known = None
    for kind in built_in:
        base = known if known is not None and kind == name else getattr(builtins, kind, None)
        if isinstance(base, type) and issubclass(base, BaseException):
            break
    else:
        base = Exception
    if not issubclass(base, Exception | SystemExit):
        base = KeyboardInterrupt  # of all the rest only this means the same at both ends
    if base.__name__ == name or not issubclass(base, Exception):
        error = _made(base, arguments)
        if error is not None and in_words(error) == text:
            return error
    return type(name, (base,), {"__str__": lambda self: text, "__init__": lambda self: None})()


def _made(kind: type[BaseException], arguments: list[Any]) -> BaseException | None:
    try:
        return kind(*arguments)
    except Exception:
        return None


def _is_frame(frame: Any) -> bool:
    return (
        isinstance(frame, list)
        and [type(part) for part in frame] == [str, int, str]
        and 0 <= frame[1] < 100_000
        and len(frame[2]) < 200
    )


def _stack(frames: list[list[Any]], cells: Mapping[str, str]) -> TracebackType | None:
    """Build a stack with these file names, lines and functions: it reads as it would in one process."""
    stack = None
    for filename, line, name in reversed(frames):
        known = filename in cells
        if known:
            text = cells[filename]
            linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        line = line if known else 1
        code = compile("\n" * max(line - 1, 0) + "found(currentframe())", filename if known else LIBRARY, "exec")
        frames_found: list[FrameType] = []
        exec(code.replace(co_name=name), {"found": frames_found.append, "currentframe": inspect.currentframe})
        stack = TracebackType(stack, frames_found[0], frames_found[0].f_lasti, max(line, 1))
    return stack


def read(described: Any) -> dict[str, Any]:
    """Check the form of a description that has crossed.

    Raises:
        WireError: when it is none.
    """
    wanted = {"kinds": list, "home": str, "text": str, "frames": list}
    if not isinstance(described, dict) or any(not isinstance(described.get(key), kind) for key, kind in wanted.items()):
        raise WireError("the description of an error was expected")
    return {"args": None, **described}
