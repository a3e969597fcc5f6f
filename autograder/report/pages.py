"""Fill the templates. Everything is escaped: what students wrote is text on these pages, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["points"] = lambda number: f"{number:g}"
    environment.filters["visible"] = visible
    return environment


def visible(text: object) -> str:
    """Show control characters, which could turn the direction of what follows or hide it, as a box.

    >>> visible("a\\u202eb\\x00c\\n")
    'a▯b▯c\\n'
    """
    return "".join(letter if letter.isprintable() or letter in "\n\t " else "▯" for letter in str(text))


def page(template: str, **given: Any) -> bytes:
    """Return a self-contained HTML page.

    Args:
        template: the name of a file beside this one.
        given: what it shows.
    """
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    text = _environment().get_template(template).render(style=style, **given)
    return str(text).encode("utf-8", "replace")
