"""What a class hands in is found, whatever it looks like; nothing leads outside and nothing is dropped in silence."""

from __future__ import annotations

import dataclasses
import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import submissions
from autograder.archives import LINK, SubmissionsError
from autograder.submissions import SPECIAL, Submission
from autograder.submitted import NotANotebook

NOTEBOOK = '{"cells": []}'
Find = Callable[[Path], list[Submission]]


@pytest.fixture
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Return a function that finds the submissions in a place, with a scratch folder of its own."""
    return lambda path: submissions.find(path, tmp_path_factory.mktemp("scratch"))


def hand_in(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK)
    return folder


def pack(path: Path, *names: str) -> Path:
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


def test_folders_and_flat_files_are_found_in_order_of_student_and_chapter(find: Find, tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, *LAYOUT))
    assert whose(found) == CLASS
    assert all(submission.problem == "" and submission.read() == NOTEBOOK.encode() for submission in found)


def test_a_zip_of_either_is_read_and_nothing_is_written_beside_it(find: Find, tmp_path: Path) -> None:
    found = find(pack(tmp_path / "class.zip", *LAYOUT))
    assert whose(found) == CLASS
    assert all(submission.read() == NOTEBOOK.encode() for submission in found)
    assert [path.name for path in tmp_path.iterdir()] == ["class.zip"]


def test_a_single_notebook_is_a_class_of_one(find: Find, tmp_path: Path) -> None:
    assert whose(find(hand_in(tmp_path, "ada_01_small_steps.ipynb") / "ada_01_small_steps.ipynb")) == [CLASS[1]]


def test_a_name_in_decomposed_letters_is_the_same_student(find: Find, tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Zoë_Ångström")
    assert find(hand_in(tmp_path, f"{name}/01_small_steps.ipynb"))[0].student == "Zoë_Ångström"


def test_a_zip_without_the_utf_8_flag_keeps_its_names(find: Find, tmp_path: Path) -> None:
    path = pack(tmp_path / "class.zip", "Zo__/01_small_steps.ipynb")
    path.write_bytes(path.read_bytes().replace(b"Zo__/", "Zoë/".encode()))
    assert whose(find(path)) == [("Zoë", "01_small_steps")]
    assert find(path)[0].read() == NOTEBOOK.encode()


def test_nbgraders_own_layout_is_understood(find: Find, tmp_path: Path) -> None:
    assert whose(find(hand_in(tmp_path, "ada/01_small_steps/01_small_steps.ipynb"))) == [CLASS[1]]


def test_what_computers_leave_behind_is_passed_over(find: Find, tmp_path: Path) -> None:
    left = "__MACOSX/ada/._01_small_steps.ipynb", "ada/.ipynb_checkpoints/01_small_steps.ipynb", "ada/Thumbs.db"
    assert whose(find(hand_in(tmp_path, *LAYOUT, *left))) == CLASS


def test_other_files_count_only_when_a_student_sent_nothing_else(find: Find, tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, "ada/01_small_steps.ipynb", "ada/photo.png", "bo/homework.docx", "cy/00_start.pdf"))
    assert whose(found) == [("ada", "01_small_steps"), ("bo", "homework"), ("cy", "00_start")]


def test_the_second_file_for_one_chapter_is_refused_and_says_which_was_graded(find: Find, tmp_path: Path) -> None:
    first, second = find(hand_in(tmp_path, "ada/01_small_steps.ipynb", "ada_01_small_steps.ipynb"))
    assert first.problem == ""
    assert second.problem.startswith("handed in twice")


def test_links_are_not_followed(find: Find, tmp_path: Path) -> None:
    hand_in(tmp_path, "secret")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "01_small_steps.ipynb").symlink_to(tmp_path / "secret")
    assert "link" in find(tmp_path / "class")[0].problem


@pytest.mark.parametrize("name", ["nowhere", "letter.txt"])
def test_a_place_that_holds_no_class_says_what_was_expected(find: Find, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear teacher")
    with pytest.raises(SubmissionsError, match=r"a folder, a zip or tar[.]gz, or a notebook was expected"):
        find(tmp_path / name)


def test_a_chapter_that_the_name_does_not_say_may_be_recognised_before_it_is_decided_what_counts(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hand_in(tmp_path, "ada/01_small_steps.ipynb", "ada/final.ipynb")
    scratch = tmp_path_factory.mktemp("scratch")
    found = submissions.find(tmp_path, scratch, lambda one: dataclasses.replace(one, chapter="01_small_steps"))
    assert [one.problem for one in found] == ["", "handed in twice: ada/01_small_steps.ipynb was graded"]


MOODLE = "Ada King_77_assignsubmission_file_"


def test_a_download_of_moodle_is_understood_in_folders_and_flat(find: Find, tmp_path: Path) -> None:
    names = f"{MOODLE}/01_small_steps.ipynb", "Bo Li_78_assignsubmission_file_01_small_steps.ipynb"
    found = find(pack(tmp_path / "class.zip", *names, "Bo Li_78_assignsubmission_onlinetext_onlinetext.html"))
    assert whose(found) == [("Ada King", "01_small_steps"), ("Bo Li", "01_small_steps")]


def test_moodles_number_tells_namesakes_apart_and_is_left_out_elsewhere(find: Find, tmp_path: Path) -> None:
    other = MOODLE.replace("77", "99")
    found = find(
        hand_in(
            tmp_path,
            f"{MOODLE}/01_small_steps.ipynb",
            f"{other}/01_small_steps.ipynb",
            "Ada King_5_assignsubmission_file_/00_start.ipynb",
        )
    )
    assert whose(found) == [
        ("Ada King", "00_start"),
        ("Ada King_77", "01_small_steps"),
        ("Ada King_99", "01_small_steps"),
    ]
    assert [one.problem for one in found] == ["", "", ""]


def test_without_names_moodles_numbers_are_kept(find: Find, tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, "Participant_12_assignsubmission_file_/01_small_steps.ipynb"))
    assert whose(found) == [("Participant_12", "01_small_steps")]


def test_a_download_of_canvas_is_understood_with_its_marks_for_late_and_again(find: Find, tmp_path: Path) -> None:
    names = (
        "kingada_815_4711_01_small_steps.ipynb",
        "kingada_815_4712_01_small_steps-2.ipynb",
        "libo_LATE_816_4713_01_small_steps-1.ipynb",
        "libo_817_4714_01_small_steps.ipynb",
    )
    again, last, late, namesake = find(pack(tmp_path / "submissions.zip", *names))
    assert whose([again, last, late, namesake]) == [
        ("kingada_815", "01_small_steps"),
        ("kingada_815", "01_small_steps"),
        ("libo_816", "01_small_steps"),
        ("libo_817", "01_small_steps"),
    ]
    assert last.problem == ""
    assert again.problem == "handed in again: kingada_815_4712_01_small_steps-2.ipynb was graded"
    assert [one.late for one in (again, last, late, namesake)] == [False, False, True, False]


def test_a_zip_that_a_student_handed_in_is_opened_whatever_brings_it(find: Find, tmp_path: Path) -> None:
    inner = pack(tmp_path / "homework.zip", "work/01_small_steps.ipynb").read_bytes()
    places = f"{MOODLE}/homework.zip", "libo_816_4713_homework.zip", "cy_01_small_steps.zip", "di/di.zip"
    for place in places:
        hand_in(tmp_path / "class", place)
        (tmp_path / "class" / place).write_bytes(inner)
    expected = [(name, "01_small_steps") for name in ("Ada King", "cy", "di", "libo_816")]
    assert whose(find(tmp_path / "class")) == expected
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for place in places:
            archive.write(tmp_path / "class" / place, place)
    assert whose(find(tmp_path / "class.zip")) == expected
    assert all(one.read() == NOTEBOOK.encode() for one in find(tmp_path / "class.zip"))


def test_the_folder_that_was_packed_with_the_class_is_no_student(find: Find, tmp_path: Path) -> None:
    found = find(pack(tmp_path / "class.zip", *(f"class/{name}" for name in LAYOUT), "../ada_00_start.ipynb"))
    assert whose(found) == sorted([*CLASS, ("ada", "00_start")])
    assert [one.file for one in found if one.problem] == ["../ada_00_start.ipynb"]


def test_two_chapters_in_two_folders_of_one_student_are_hers(find: Find, tmp_path: Path) -> None:
    found = find(hand_in(tmp_path, "ada/one/00_start.ipynb", "ada/two/01_small_steps.ipynb"))
    assert whose(found) == [("ada", "00_start"), ("ada", "01_small_steps")]


def test_a_browsers_number_in_brackets_is_an_attempt(find: Find, tmp_path: Path) -> None:
    first, second = find(hand_in(tmp_path, "ada/01_small_steps (1).ipynb", "ada/01_small_steps.ipynb"))
    assert (first.problem, second.problem) == ("", "handed in again: ada/01_small_steps (1).ipynb was graded")


def test_a_file_that_cannot_be_opened_does_not_stand_before_one_that_can(find: Find, tmp_path: Path) -> None:
    hand_in(tmp_path, "ada_01_small_steps.ipynb", "secret")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "01_small_steps.ipynb").symlink_to(tmp_path / "secret")
    link, fine = find(tmp_path)
    assert (link.problem, fine.problem) == (LINK, "")


def test_a_linked_folder_a_pipe_and_a_file_of_two_gigabytes_are_refused_unread(find: Find, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    hand_in(outside, "01_small_steps.ipynb")
    ada = tmp_path / "class" / "ada"
    ada.mkdir(parents=True)
    (tmp_path / "class" / "bo").symlink_to(outside, target_is_directory=True)
    os.mkfifo(ada / "00_start.ipynb")
    with (ada / "01_small_steps.ipynb").open("wb") as large:
        large.truncate(2_000_000_000)  # a file with a hole: it takes no room
    found = {one.file: one for one in find(tmp_path / "class")}
    assert found["bo"].problem == LINK
    assert found["ada/00_start.ipynb"].problem == SPECIAL
    assert found["ada/01_small_steps.ipynb"].problem == "at most 20 MB were expected; the file is larger"
    assert len(found) == 3


def test_a_file_that_grew_meanwhile_is_read_up_to_the_limit_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "LARGEST_NOTEBOOK", 5)
    hand_in(tmp_path, LAYOUT[0])
    with pytest.raises(NotANotebook, match="larger"):
        Submission("ada", "01_small_steps", tmp_path / LAYOUT[0]).read()


def test_a_name_that_no_gradebook_holds_is_refused(find: Find, tmp_path: Path) -> None:
    [one] = find(hand_in(tmp_path, f"{'a' * 129}/01_small_steps.ipynb"))
    assert one.problem.startswith("a student's name of at most 128 letters was expected; came aaa")


@pytest.mark.skipif(os.name == "nt", reason="expected a file system whose names are bytes")
def test_a_name_that_is_no_text_is_refused_and_can_be_printed(find: Find, tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"b\xe9a")
    os.mkdir(folder)
    with open(os.path.join(folder, b"01_small_steps.ipynb"), "wb") as file:
        file.write(NOTEBOOK.encode())
    [one] = find(tmp_path)
    assert one.problem == "a name in UTF-8 was expected; came b\\udce9a/01_small_steps.ipynb"
    assert one.student.encode("utf-8") == b"b\\udce9a"


def test_the_time_that_nbgrader_wrote_beside_a_submission_is_read(find: Find, tmp_path: Path) -> None:
    hand_in(tmp_path, "ada/01_small_steps/01_small_steps.ipynb")
    (tmp_path / "ada/01_small_steps/timestamp.txt").write_text("2026-02-02 14:58:23 UTC\n")
    [one] = find(tmp_path)
    assert one.timestamp == "2026-02-02 14:58:23 UTC"
    (tmp_path / "ada/01_small_steps/timestamp.txt").write_text("yesterday\x00")
    [one] = find(tmp_path)
    assert one.timestamp == ""
