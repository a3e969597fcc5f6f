"""The record of what a student has done: it lives on, and never destroys what it cannot read."""

import json
import os
from pathlib import Path

import pytest

from convcourse.checks.record import Record

CHAPTER = "02_image_filters"


def file_of(folder: Path) -> Path:
    return folder / "progress" / f"{CHAPTER}.json"


def test_what_was_done_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Record(CHAPTER, tmp_path)
    assert not first.right("pad") and not file_of(tmp_path).exists(), "to look writes nothing"
    first.note_check("pad", False)
    first.note_hint("pad", 2)
    first.note_check("pad", True)
    again = Record(CHAPTER, tmp_path)
    assert (again.right("pad"), again.tries("pad"), again.hints("pad")) == (True, 1, 2)
    assert not again.right("flip") and again.trouble == ""
    assert [path.name for path in file_of(tmp_path).parent.iterdir()] == [f"{CHAPTER}.json"], "no litter"


def test_the_last_check_counts_and_an_opened_hint_stays_open(tmp_path: Path) -> None:
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    record.note_check("pad", False)
    record.note_hint("pad", 3)
    record.note_hint("pad", 1)
    assert not record.right("pad") and record.hints("pad") == 3


def test_two_windows_on_one_chapter_keep_each_others_work(tmp_path: Path) -> None:
    one, other = Record(CHAPTER, tmp_path), Record(CHAPTER, tmp_path)
    one.note_check("pad", True)
    other.note_check("flip", True)
    one.note_hint("gauss", 1)
    assert Record(CHAPTER, tmp_path).right("pad") and one.right("flip")


def test_a_file_of_a_newer_edition_is_left_as_it_is_and_the_work_goes_on(tmp_path: Path) -> None:
    newer = json.dumps({"version": 2, "chapter": CHAPTER, "days": {}})
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(newer)
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    assert file_of(tmp_path).read_text() == newer
    assert record.right("pad"), "in memory"
    assert record.trouble.startswith("Not saved: ") and "version 1; came 2" in record.trouble
    assert "left as it is" in record.trouble and record.trouble.endswith("until the kernel stops.")


DAMAGED = (
    *("", "{", "[]", "7", "\x00\x01", "[" * 100_000),
    *(f'{{"version": 1{rest}}}' for rest in ("", ', "exercises": [1]', ', "exercises": {"pad": 3}')),
    *(f'{{"version": 1, "exercises": {{"pad": {entry}}}}}' for entry in ('{"hints": "many"}', '{"right": 1}')),
)


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_file_is_left_as_it_is(tmp_path: Path, damaged: str) -> None:
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(damaged)
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    assert file_of(tmp_path).read_text() == damaged
    assert record.right("pad") and "damaged" in record.trouble


def test_a_file_that_came_to_be_newer_while_we_worked_is_left_as_it_is(tmp_path: Path) -> None:
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    newer = file_of(tmp_path).read_text().replace('"version": 1', '"version": 3')
    file_of(tmp_path).write_text(newer)
    record.note_check("flip", True)
    assert file_of(tmp_path).read_text() == newer and record.right("pad") and record.right("flip")


def test_what_a_later_edition_added_to_an_entry_is_kept(tmp_path: Path) -> None:
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", False)
    file_of(tmp_path).write_text(file_of(tmp_path).read_text().replace('"tries": 1', '"tries": 1, "note": "ask Zoë"'))
    record.note_check("pad", True)
    assert json.loads(file_of(tmp_path).read_text())["exercises"]["pad"]["note"] == "ask Zoë"


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_forgotten_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "progress").write_text("a file where the folder should be")
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    record.note_check("flip", False)
    assert record.right("pad") and record.tries("flip") == 1
    assert record.trouble.startswith("Not saved: ") and "cannot be written" in record.trouble
    os.remove(tmp_path / "progress")
    record.note_check("gauss", True)
    assert record.trouble == "" and Record(CHAPTER, tmp_path).right("pad")


def test_a_removed_file_begins_afresh(tmp_path: Path) -> None:
    record = Record(CHAPTER, tmp_path)
    record.note_check("pad", True)
    file_of(tmp_path).unlink()
    record.note_check("flip", True)
    assert not record.right("pad") and record.right("flip")
