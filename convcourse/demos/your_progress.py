"""The panel at the head of a chapter: what is done, what is next, and help with each exercise."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython import get_ipython
from IPython.display import display

from convcourse.checks import ChapterChecks
from convcourse.checks.contents import Contents, Exercise, all_chapters, contents
from convcourse.checks.record import Record
from convcourse.demos.cell import Cells, running_cell
from convcourse.demos.help_box import HelpBox

RIGHT, OPEN = "\N{CHECK MARK}", "\N{WHITE CIRCLE}"
_cells = Cells()


def your_progress(check: ChapterChecks) -> YourProgress:
    """Show the panel of a chapter, and follow its checks from here on.

    Where no front end names its cells, in a plain script or while grading, one line of text is shown, and nothing kept.

    Args:
        check: the chapter's checks.
    """
    panel = YourProgress(check.chapter, Path.cwd())
    if running_cell()[0]:
        panel.follow(check)
    return panel


class YourProgress:
    """The panel. Below each check that was run it also shows help, and where the chapter stands.

    Args:
        chapter: the chapter's slug.
        folder: the notebook's folder; the record is kept below it.
    """

    def __init__(self, chapter: str, folder: Path) -> None:
        self.contents = contents(chapter)
        self.record = Record(chapter, folder)
        self._checked: list[str] = []
        self._summary, self._course = widgets.HTML(), widgets.HTML()
        self._rows: dict[str, widgets.HTML] = {}
        self._widget: widgets.VBox | None = None
        self._opened: dict[str, HelpBox] = {}

    def follow(self, check: ChapterChecks) -> None:
        """Note what the checks find, and show help below them."""
        check.listen(self._note)
        shell = get_ipython()
        if shell is not None:
            shell.events.register("post_run_cell", self._show_help)

    @property
    def done(self) -> list[Exercise]:
        """The exercises whose last check passed."""
        return _done(self.contents, self.record)

    def __repr__(self) -> str:
        done, count = self.done, len(self.contents.exercises)
        line = f"{len(done)} of {count} exercises, {_sum(done)} of {self.contents.points:g} points."
        following = next((each for each in self.contents.exercises if each not in done), None)
        if following:
            return f"{line} Next: {following.name} ({_points(following)})."
        return f"{line} All are right." if count else "The course does not know this chapter's exercises."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self)}
        if running_cell()[0]:
            _cells.show(self)
            view = {"version_major": 2, "version_minor": 0, "model_id": self._built().model_id}
            bundle["application/vnd.jupyter.widget-view+json"] = view
        return bundle

    def close(self) -> None:
        """Let the panel's widgets go, and follow the checks no more; what stands below checks stays in use."""
        shell = get_ipython()
        if shell is not None and self._show_help in shell.events.callbacks["post_run_cell"]:
            shell.events.unregister("post_run_cell", self._show_help)
        for each in self._opened.values():
            each.close()
        for widget in (self._widget, self._summary, self._course, *self._rows.values()):
            if widget is not None:
                widget.close()

    # What is shown at the head of the chapter

    def _built(self) -> widgets.VBox:
        if self._widget is None:
            exercises = [self._row(each, "Hints and answer") for each in self.contents.exercises]
            written = [self._row(each, "Model answer") for each in self.contents.written]
            if written:
                exercises.append(widgets.HTML("Written answers, which a person reads:"))
            folds = widgets.Accordion([widgets.VBox([*exercises, *written]), self._course], selected_index=None)
            folds.set_title(0, "All exercises of this chapter")
            folds.set_title(1, "The whole course")
            self._widget = widgets.VBox([self._summary, folds]).add_class("course-progress")
            self._refresh()
        return self._widget

    def _row(self, exercise: Exercise, offer: str) -> widgets.VBox:
        words = widgets.HTML(layout=widgets.Layout(width="24em"))
        button = widgets.Button(description=offer, tooltip=f"{offer}: {exercise.name}")
        place = widgets.VBox([])
        self._rows[exercise.name] = words

        def toggle(_: widgets.Button) -> None:
            if shown := self._opened.pop(exercise.name, None):
                place.children = ()
                shown.close()
            else:
                box = self._opened[exercise.name] = HelpBox(self.record, exercise.name, self._refresh)
                place.children = (box.widget,)

        button.on_click(toggle)
        return widgets.VBox([widgets.HBox([words, button]), place])

    def _refresh(self) -> None:
        self._summary.value = _as_html(repr(self), len(self.done), len(self.contents.exercises), self.record.trouble)
        for each in self.contents.exercises:
            right, opened = self.record.right(each.name), self.record.hints(each.name)
            hints = f", {opened} hint{'s' * (opened > 1)} opened" if opened else ""
            mark = f'<span style="color:#00664A">{RIGHT}</span> right' if right else f"{OPEN} open"
            self._rows[each.name].value = f"<code>{html.escape(each.name)}</code> ({_points(each)}{hints}): {mark}"
        for each in self.contents.written:
            self._rows[each.name].value = f"<code>{html.escape(each.name)}</code> ({_points(each)})"
        folder = self.record.path.parents[1]
        others = {slug: Record(slug, folder) for slug in all_chapters()}
        self._course.value = whole_course(others | {self.record.chapter: self.record})

    # What is shown below a check

    def _note(self, exercise: str, right: bool) -> None:
        self.record.note_check(exercise, right)
        self._checked.append(exercise)

    def _show_help(self, _: object) -> None:
        """Show help below the checks that the cell ran: after the cell, so that it stands below an error message."""
        checked, self._checked = list(dict.fromkeys(self._checked)), []
        if not checked:
            return
        self._built()
        self._refresh()
        for exercise in checked:
            display(BelowCheck(self, HelpBox(self.record, exercise, self._refresh)))


class BelowCheck:
    """Help and the state of the chapter, below one check."""

    def __init__(self, panel: YourProgress, box: HelpBox) -> None:
        self._box = box
        trouble = f" {panel.record.trouble}" if panel.record.trouble else ""
        self._line = widgets.HTML(f'<p style="margin:2px 0">{html.escape(repr(panel) + trouble)}</p>')
        self._widget = widgets.VBox([box.widget, self._line]).add_class("course-progress")

    def __repr__(self) -> str:
        return ""

    def close(self) -> None:
        """Let the widgets go."""
        self._box.close()
        self._line.close()
        self._widget.close()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        _cells.show(self)
        view = {"version_major": 2, "version_minor": 0, "model_id": self._widget.model_id}
        return {"text/plain": "", "application/vnd.jupyter.widget-view+json": view}


def whole_course(records: Mapping[str, Record]) -> str:
    """Return a table of what is done in each chapter, as HTML; records are those of the chapters, by slug."""
    rows = ["<tr><th>chapter</th><th>exercises</th><th>points</th></tr>"]
    for chapter, record in sorted(records.items()):
        there = contents(chapter)
        done = _done(there, record)
        points = f"{_sum(done)} of {there.points:g}"
        bar = _bar(len(done), len(there.exercises), f"exercises done in {chapter}")
        count = f"{bar} {len(done)} of {len(there.exercises)}"
        rows.append(f"<tr><td><code>{html.escape(chapter)}</code></td><td>{count}</td><td>{points}</td></tr>")
    return f'<table style="border-spacing:14px 2px;text-align:left">{"".join(rows)}</table>'


def _done(there: Contents, record: Record) -> list[Exercise]:
    return [each for each in there.exercises if record.right(each.name)]


def _sum(exercises: list[Exercise]) -> str:
    return f"{sum(each.points for each in exercises):g}"


def _bar(done: int, of: int, words: str) -> str:
    return f'<progress value="{done}" max="{of or 1}" aria-label="{html.escape(words)}"></progress>'


def _points(exercise: Exercise) -> str:
    return f"{exercise.points:g} point{'s' * (exercise.points != 1)}"


def _as_html(words: str, done: int, of: int, trouble: str) -> str:
    bar = _bar(done, of, "exercises done")
    note = f'<p role="alert" style="margin:2px 0;color:#A3001E">{html.escape(trouble)}</p>' if trouble else ""
    return f'<p role="status" style="margin:2px 0"><b>Your progress</b> {bar} {html.escape(words)}</p>{note}'
