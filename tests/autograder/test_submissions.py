"""What a class hands in is found, whatever it looks like; nothing leads outside and nothing is dropped in silence."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from autograder import submissions
from autograder.submissions import Submission, SubmissionsError, find
from autograder.submitted import NotANotebook

NOTEBOOK = '{"cells": []}'


def hand_in(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK)
    return folder


def pack(path: Path, *names: str | zipfile.ZipInfo) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, NOTEBOOK)
    return path


def whose(found: list[Submission]) -> list[tuple[str, str]]:
    return [(submission.student, submission.chapter) for submission in found]


LAYOUT = [
    "ada/01_small_steps.ipynb",
    "Zoë_Ångström_01_small_steps.ipynb",
    "bo/00_start.ipynb",
    "bo/01_small_steps.ipynb",
]
CLASS = [
    ("Zoë_Ångström", "01_small_steps"),
    ("ada", "01_small_steps"),
    ("bo", "00_start"),
    ("bo", "01_small_steps"),
]


def test_folders_and_flat_files_are_found_in_order_of_student_and_chapter(tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, *LAYOUT))
    assert whose(found) == CLASS
    assert all(submission.problem == "" and submission.read() == NOTEBOOK.encode() for submission in found)


def test_a_zip_of_either_is_read_without_being_unpacked(tmp_path: Path) -> None:
    found = find(pack(tmp_path / "class.zip", *LAYOUT))
    assert whose(found) == CLASS
    assert all(submission.read() == NOTEBOOK.encode() for submission in found)
    assert [path.name for path in tmp_path.iterdir()] == ["class.zip"]


def test_a_single_notebook_is_a_class_of_one(tmp_path: Path) -> None:
    assert whose(find(hand_in(tmp_path, "ada_01_small_steps.ipynb") / "ada_01_small_steps.ipynb")) == [CLASS[1]]


def test_a_name_in_decomposed_letters_is_the_same_student(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Zoë_Ångström")
    assert find(hand_in(tmp_path, f"{name}/01_small_steps.ipynb"))[0].student == "Zoë_Ångström"


def test_a_zip_without_the_utf_8_flag_keeps_its_names(tmp_path: Path) -> None:
    path = pack(tmp_path / "class.zip", "Zo__/01_small_steps.ipynb")
    path.write_bytes(path.read_bytes().replace(b"Zo__/", "Zoë/".encode()))
    assert whose(find(path)) == [("Zoë", "01_small_steps")]
    assert find(path)[0].read() == NOTEBOOK.encode()


def test_nbgraders_own_layout_is_understood(tmp_path: Path) -> None:
    assert whose(find(hand_in(tmp_path, "ada/01_small_steps/01_small_steps.ipynb"))) == [CLASS[1]]


def test_what_computers_leave_behind_is_passed_over(tmp_path: Path) -> None:
    left = "__MACOSX/ada/._01_small_steps.ipynb", "ada/.ipynb_checkpoints/01_small_steps.ipynb", "ada/Thumbs.db"
    assert whose(find(hand_in(tmp_path, *LAYOUT, *left))) == CLASS


def test_other_files_count_only_when_a_student_sent_nothing_else(tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, "ada/01_small_steps.ipynb", "ada/photo.png", "bo/homework.docx", "cy/00_start.pdf"))
    assert whose(found) == [("ada", "01_small_steps"), ("bo", "homework"), ("cy", "00_start")]


def test_the_second_file_for_one_chapter_is_refused_and_says_which_was_graded(tmp_path: Path) -> None:
    first, second = find(hand_in(tmp_path, "ada/01_small_steps.ipynb", "ada_01_small_steps.ipynb"))
    assert first.problem == ""
    assert second.problem.startswith("handed in twice")


def test_links_are_not_followed(tmp_path: Path) -> None:
    hand_in(tmp_path, "secret")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "01_small_steps.ipynb").symlink_to(tmp_path / "secret")
    assert "link" in find(tmp_path / "class")[0].problem


@pytest.mark.parametrize(
    "name", ["../ada/01_small_steps.ipynb", "/ada/01_small_steps.ipynb", "ada\\..\\01_small_steps.ipynb"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    found = find(pack(tmp_path / "class.zip", name))
    assert "leads out of it" in found[0].problem


def test_a_link_inside_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("ada/01_small_steps.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in find(pack(tmp_path / "class.zip", link))[0].problem


def test_a_zip_bomb_is_refused_without_being_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/01_small_steps.ipynb", bytes(3_000_000))
        archive.writestr("bo/01_small_steps.ipynb", NOTEBOOK)
    bomb, fine = find(tmp_path / "class.zip")
    assert "times its size" in bomb.problem
    assert fine.problem == ""


def test_too_many_files_or_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "class.zip", *LAYOUT)
    monkeypatch.setattr(submissions, "MOST_FILES", 3)
    with pytest.raises(SubmissionsError, match="at most 3 files"):
        find(path)
    monkeypatch.setattr(submissions, "LARGEST_NOTEBOOK", 5)
    with pytest.raises(NotANotebook, match="larger"):
        find(hand_in(tmp_path / "folder", LAYOUT[0]))[0].read()


@pytest.mark.parametrize("name", ["nowhere", "letter.txt"])
def test_a_place_that_holds_no_class_says_what_was_expected(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear teacher")
    with pytest.raises(SubmissionsError, match="a folder, a zip archive or a notebook was expected"):
        find(tmp_path / name)
