"""Help with one exercise, in place: hints that open one at a time, and the model answer beside one's own."""

from __future__ import annotations

import ast
import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from IPython import get_ipython
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from convcourse.checks.contents import NoModelAnswer, contents, hints, model_answer
from convcourse.checks.record import Record

LAYERS = ("a nudge", "a pointer", "a worked step")
COLUMN = "flex:1 1 380px;min-width:0"
CODE = "background:#fff;color:#000;border:1px solid #8c8c8c;padding:6px 10px;overflow-x:auto;line-height:1.35;margin:0"


class HelpBox:
    """Buttons that open the hints of an exercise and its model answer.

    Args:
        record: the student's record of the chapter; a hint that was opened once is open here, too.
        exercise: the name of the exercise or of a written answer.
        on_open: called when a hint was opened.
    """

    def __init__(self, record: Record, exercise: str, on_open: Callable[[], None] = lambda: None) -> None:
        self.record, self.exercise, self._on_open = record, exercise, on_open
        self._hints = hints(record.chapter, exercise)
        self._opened = 0
        self._words = widgets.Output()
        self._said = widgets.HTML()
        self._answer = widgets.Output()
        self._next = widgets.Button(layout=widgets.Layout(width="auto"))
        self._compare = widgets.Button(layout=widgets.Layout(width="auto"))
        self._next.on_click(lambda _: self.open_hint())
        self._compare.on_click(lambda _: self.compare())
        right = record.right(exercise)
        self._compare.description = "Compare with a model answer" if right else "Show a model answer"
        buttons = widgets.HBox([self._compare] if right else [self._next, self._compare])
        self.widget = widgets.VBox([self._words, buttons, self._said, self._answer])
        for _ in range(0 if right else min(record.hints(exercise), len(self._hints))):
            self._add_hint()
        self._name_next()

    def open_hint(self) -> None:
        """Open the next hint and note it."""
        self._add_hint()
        self.record.note_hint(self.exercise, self._opened)
        self._name_next()
        left = len(self._hints) - self._opened
        self._say(f"Hint {self._opened} of {len(self._hints)} is open; {left or 'none'} left.")
        self._on_open()

    def compare(self) -> None:
        """Show the model answer, beside the student's own where there is one."""
        try:
            model = model_answer(self.record.chapter, self.exercise)
        except NoModelAnswer as reason:
            self._say(str(reason))
            return
        in_words = self.exercise in {each.name for each in contents(self.record.chapter).written}
        page = {"text/markdown": model} if in_words else {"text/html": side_by_side(own_answer(model), model)}
        self._answer.outputs = (_output(page, model),)
        self._say("A model answer is below. Yours may differ and be as good.")

    def close(self) -> None:
        """Let the widgets go."""
        for part in (self._words, self._said, self._answer, self._next, self._compare, self.widget):
            part.close()

    def _add_hint(self) -> None:
        text = self._hints[self._opened]
        self._opened += 1
        title = f"**Hint {self._opened}, {LAYERS[self._opened - 1]}.** "
        self._words.outputs += (_output({"text/markdown": title + text.strip()}, text),)

    def _name_next(self) -> None:
        if self._opened < len(self._hints):
            layer = LAYERS[self._opened]
            self._next.description = f"Hint {self._opened + 1} of {len(self._hints)}: {layer}"
        else:
            self._next.layout.display = "none"

    def _say(self, words: str) -> None:
        self._said.value = f'<p role="status" style="margin:2px 0">{html.escape(words)}</p>'


def _output(forms: dict[str, str], plain: str) -> dict[str, Any]:
    """Return an output of a cell, for an Output widget: ready forms of it, and plain text where they are not known."""
    return {"output_type": "display_data", "data": {**forms, "text/plain": plain}, "metadata": {}}


def own_answer(model: str) -> str:
    """Return the cell that the student ran last and that defines what the model answer's cell defines; or ""."""
    shell = get_ipython()
    cells = shell.user_ns.get("In", []) if shell is not None else []
    wanted = _defined(model)
    return next((str(cell).strip() for cell in reversed(cells) if wanted & _defined(str(cell))), "")


def _defined(code: str) -> set[str]:
    """Return the names that a cell defines at its top."""
    try:
        body = ast.parse(code).body
    except SyntaxError:  # a cell with a line that only a notebook understands
        return set()
    names = {each.name for each in body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    targets = [target for each in body if isinstance(each, ast.Assign) for target in each.targets]
    return names | {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}


def side_by_side(own: str, model: str) -> str:
    """Return two pieces of code as HTML: beside each other, or below each other on a narrow page."""
    columns = [("Your cell, as you ran it last", own)] if own else []
    columns.append(("A model answer", model))
    formatter = HtmlFormatter(noclasses=True, nowrap=True, style="default")
    parts = []
    for title, code in columns:
        coloured = highlight(code, PythonLexer(), formatter)
        body = f'<pre tabindex="0" style="{CODE}">{coloured}</pre>'
        parts.append(f'<section style="{COLUMN}"><b>{title}</b>{body}</section>')
    return f'<div style="display:flex;flex-wrap:wrap;gap:12px">{"".join(parts)}</div>'
