"""What a student has done in a chapter, in a small file beside the notebook: no account, no server."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

VERSION = 1
FOLDER = "progress"
UNTIL = "What you do now is remembered until the kernel stops."
NOTHING_DONE = {"right": False, "tries": 0, "hints": 0}


class UnreadableRecord(Exception):
    """A record's file is there and cannot be used; the text says why, and what to do."""


class Record:
    """The record of one chapter, kept in a file.

    The file is read again before each change, so that two windows on one chapter do not undo each other's work, and is
    replaced as a whole. A file of a newer version, or one that cannot be read, is left as it is: `trouble` says so, and
    what is done from then on lives in memory only.

    Args:
        chapter: the chapter's slug.
        folder: the folder of the notebook; the file is `progress/<chapter>.json` below it.
    """

    def __init__(self, chapter: str, folder: Path) -> None:
        self.chapter = chapter
        self.path = folder / FOLDER / f"{chapter}.json"
        self.trouble = ""
        self._exercises: dict[str, dict[str, Any]] = {}
        self._saved = True
        self._read()

    def right(self, exercise: str) -> bool:
        """Say whether the exercise's last check passed."""
        return bool(self._of(exercise)["right"])

    def tries(self, exercise: str) -> int:
        """Return how many checks of the exercise failed so far."""
        return int(self._of(exercise)["tries"])

    def hints(self, exercise: str) -> int:
        """Return how many hints of the exercise were opened."""
        return int(self._of(exercise)["hints"])

    def note_check(self, exercise: str, right: bool) -> None:
        """Note the outcome of a check. The last one counts: an answer that was broken again is not right any more."""

        def change(entry: dict[str, Any]) -> None:
            entry["right"] = right
            entry["tries"] += not right

        self._change(exercise, change)

    def note_hint(self, exercise: str, opened: int) -> None:
        """Note that so many hints are open; what was open stays open."""
        self._change(exercise, lambda entry: entry.update(hints=max(entry["hints"], opened)))

    def _of(self, exercise: str) -> dict[str, Any]:
        return NOTHING_DONE | self._exercises.get(exercise, {})

    def _change(self, exercise: str, change: Callable[[dict[str, Any]], None]) -> None:
        readable = self._read()
        entry = self._of(exercise)
        change(entry)
        self._exercises[exercise] = entry
        if readable:
            self._write()

    def _read(self) -> bool:
        """Take what the file holds; say whether the file may be written."""
        try:
            found = _exercises_in(self.path)
        except FileNotFoundError:  # there was no file yet, or somebody removed it to begin afresh
            found = {}
        except UnreadableRecord as reason:
            self.trouble = f"Not saved: {reason} {UNTIL}"
            return False
        if self._saved:  # else memory knows more than the file, which could not be written
            self._exercises = found
        return True

    def _write(self) -> None:
        whole = {"version": VERSION, "chapter": self.chapter, "exercises": self._exercises}
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
            os.replace(beside, self.path)
        except OSError as error:
            self._saved = False
            self.trouble = f"Not saved: {FOLDER}/{self.path.name} cannot be written ({error.strerror}). {UNTIL}"
        else:
            self._saved, self.trouble = True, ""


def _exercises_in(path: Path) -> dict[str, dict[str, Any]]:
    """Return the exercises of a record's file.

    Raises:
        FileNotFoundError: there is none.
        UnreadableRecord: it was written by a newer version, is damaged, or cannot be opened.
    """
    name = f"{FOLDER}/{path.name}"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found["version"]
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except OSError as error:
        raise UnreadableRecord(f"{name} cannot be opened ({error.strerror}). It is left as it is.") from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnreadableRecord(f"{name} is damaged. It is left as it is; rename it to begin a new one.") from None
    if version != VERSION:
        raise UnreadableRecord(
            f"expected {name} of version {VERSION}; came {version!r}, so a newer edition of the course wrote it. "
            "It is left as it is."
        )
    exercises = found.get("exercises")
    if not isinstance(exercises, dict) or not all(map(_is_entry, exercises.values())):
        raise UnreadableRecord(f"{name} is damaged. It is left as it is; rename it to begin a new one.")
    return exercises


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    return all(type(entry.get(key, nothing)) is type(nothing) for key, nothing in NOTHING_DONE.items())
