"""Read the line that opens a cell of a percent script: `# %% check="convolve1d" points=2`."""

import json
import keyword
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.course import CourseError
from autograder.suggestion import did_you_mean

Kind = Literal["code", "markdown"]
Role = Literal["text", "code", "demo", "exercise", "check", "answer", "task"]

NAMING_ROLES: tuple[Role, ...] = ("demo", "exercise", "check", "answer")
GRADED_ROLES: tuple[Role, ...] = ("check", "answer")
KEYS = (*NAMING_ROLES, "points", "alt")
LONGEST_NAME = 50  # nbformat allows 64 characters in a cell id, and the role goes before the name

MARKER = re.compile(r"# ?%%(?:\s+(?P<options>.*))?$")
BRACKETED = re.compile(r"\[(?P<word>[^\]]*)\]\s*")
OPTION = re.compile(r'(?P<key>[^\s="]+)\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s+|$)')


class SourceError(CourseError):
    """A chapter's script is not what the builder can read.

    Attributes:
        path: the script.
        line: the line, counted from 1.
        expected: what should stand there.
        came: what stands there.
    """

    def __init__(self, path: Path, line: int, expected: str, came: str) -> None:
        super().__init__(f"{path}, line {line}: expected {expected}; came {came}")
        self.path, self.line, self.expected, self.came = path, line, expected, came


@dataclass(frozen=True)
class Place:
    """A line of a script, counted from 1."""

    path: Path
    line: int

    def expected(self, expected: str, came: str) -> SourceError:
        """Return the error that says what should stand here and what does."""
        return SourceError(self.path, self.line, expected, came)


@dataclass(frozen=True)
class Marker:
    """What a marker says of its cell."""

    kind: Kind
    role: Role
    name: str | None
    points: float | None
    alt: str | None


def read_marker(line: str, place: Place) -> Marker:
    """Return what the marker line says.

    Raises:
        SourceError: it is no marker, or says something that the builder does not know.
    """
    match = MARKER.match(line)
    if match is None:
        raise place.expected('a cell marker ("# %%" or "# %% [markdown]") at the start of the line', f'"{line}"')
    kind, options = _read_options((match["options"] or "").strip(), place)
    roles = [role for role in NAMING_ROLES if role in options]
    if len(roles) > 1:
        raise place.expected("one role a cell", " and ".join(roles))
    role = roles[0] if roles else "text" if kind == "markdown" else "code"
    if role in NAMING_ROLES and (kind == "markdown") != (role == "answer"):
        needed = "# %% [markdown]" if role == "answer" else "# %%, a code cell,"
        raise place.expected(f"{needed} for the role {role}", f"a {kind} cell")
    name = _read_name(role, options[role], place) if roles else None
    alt = options.get("alt")
    if alt is not None and not alt.startswith('"'):
        raise place.expected('alt="words in double quotes"', f"alt={alt}")
    return Marker(kind, role, name, _read_points(role, options.get("points"), place), alt and _unquote(alt, place))


def _read_options(text: str, place: Place) -> tuple[Kind, dict[str, str]]:
    kind: Kind = "code"
    if bracketed := BRACKETED.match(text):
        if bracketed["word"] not in ("markdown", "md"):
            raise place.expected("[markdown] or no brackets at all", f"[{bracketed['word']}]")
        kind, text = "markdown", text[bracketed.end() :]
    options: dict[str, str] = {}
    while text:
        option = OPTION.match(text)
        if option is None:
            raise place.expected(f'key="value" with a key out of {", ".join(KEYS)}', f'"{text}"')
        key = option["key"]
        if key not in KEYS:
            raise place.expected(f"a key out of {', '.join(KEYS)}", f'"{key}"{did_you_mean(key, KEYS)}')
        if key in options:
            raise place.expected(f"{key} once", f"{key} twice")
        options[key] = option["value"]
        text = text[option.end() :]
    return kind, options


def _unquote(value: str, place: Place) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        raise place.expected('text in double quotes, with \\" for a quote and \\\\ for a backslash', value) from None


def _read_name(role: Role, value: str, place: Place) -> str:
    if not value.startswith('"'):
        raise place.expected(f'{role}="name in double quotes"', f"{role}={value}")
    name = _unquote(value, place)
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise place.expected(f"a Python name in plain letters, digits and underscores for {role}", f'"{name}"')
    if len(name) > LONGEST_NAME:
        raise place.expected(f"a name of {LONGEST_NAME} characters or fewer", f'"{name}" with {len(name)}')
    return name


def _read_points(role: Role, value: str | None, place: Place) -> float | None:
    if role not in GRADED_ROLES:
        if value is not None:
            raise place.expected("points on a check or an answer only", f"points={value} on a cell of the role {role}")
        return None
    if value is None:
        raise place.expected(f"points=NUMBER on a cell of the role {role}", "no points")
    try:
        points = float(value)
    except ValueError:
        raise place.expected("points=NUMBER, such as points=2 or points=0.5", f"points={value}") from None
    if not (points > 0 and math.isfinite(points)):
        raise place.expected("more than 0 points", f"points={value}")
    return points
