"""The class report, the feedback pages and the exports: what they say, and that nothing of a student's runs in them."""

import csv
import io
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import CourseError
from autograder.report.answers import answers_of
from autograder.report.class_report import chapter_report
from autograder.report.export import Grade, canvas, moodle, spreadsheet
from autograder.report.feedback import feedback_page
from autograder.report.late import LateRules, moment
from autograder.report.pages import page
from autograder.report.reasons import read_reason
from autograder.report.similar import similar_answers
from tests.autograder.hostile_class import CHAPTER, LONG, SCRIPT, make_class


@pytest.fixture
def made(tmp_path):
    return make_class(tmp_path / "results", tmp_path / "course")


@pytest.fixture
def report(made, tmp_path):
    grades = [one.grade for one in made]
    answers = {grade.student: answers_of(tmp_path / "course", grade) for grade in grades}
    return chapter_report(CHAPTER, grades, answers, {}, {})


def test_scores_fall_into_bins_of_ten_per_cent_and_the_last_holds_a_hundred(report):
    assert [bin.count for bin in report.bins] == [1, 0, 0, 0, 0, 2, 0, 0, 0, 2]
    assert (report.count, report.full) == (5, 2)
    assert report.median == 50 and report.mean == pytest.approx(60)


def test_each_exercise_counts_right_wrong_and_not_answered(report):
    first, second = report.exercises
    assert (first.name, first.right, first.wrong, first.not_answered) == ("convolve1d", 3, 2, 0)
    assert (second.name, second.right, second.wrong, second.not_answered) == ("counts", 3, 1, 1)
    assert second.success == pytest.approx(0.6)


def test_mistakes_are_counted_with_hint_and_an_example_the_most_frequent_first(report):
    first, second = report.mistakes
    assert (first.exercise, first.name, first.count, first.hint) == ("convolve1d", "from_one", 2, "Begin at 0.")
    assert "total_0" in first.code and first.part == pytest.approx(0.4)
    assert second.count == 1
    assert first.example.parts == [("asked", "convolve1d([1, 2], [3])"), ("expected", "3"), ("got", "4")]


def test_who_is_stuck_is_named_with_the_place(report):
    assert [(stuck.student, stuck.where) for stuck in report.stuck] == [
        ("bela", "nothing from counts on; 1 tried and not right")
    ]


def test_what_could_not_be_graded_is_named_with_the_reason(report):
    assert report.ungraded == [("ivan", "not a notebook", "a Jupyter notebook was expected")]


def test_two_answers_that_differ_in_layout_and_comments_are_shown_side_by_side(report):
    (pair,) = report.similar
    assert set(pair.students) == {"bela", "chidi"} and pair.alike == pytest.approx(100, abs=5)


def test_short_answers_handed_out_lines_and_the_model_answer_are_not_alike():
    code = f"def f(readings, weights):\n{LONG}"
    assert similar_answers({"f": {"a": code, "b": code}}, {}, {})
    assert not similar_answers({"f": {"a": code, "b": code}}, {"f": code}, {})
    assert not similar_answers({"f": {"a": code, "b": code}}, {}, {"f": code})
    assert not similar_answers({"f": {"a": "return 1", "b": "return 1"}}, {}, {})
    assert not similar_answers({"f": dict.fromkeys("abcd", code)}, {}, {})  # what four write anybody may write


def test_a_file_that_is_no_notebook_gives_no_answers(made, tmp_path):
    grade = made[0].grade
    path = tmp_path / "course" / "autograded" / grade.student / CHAPTER / f"{CHAPTER}.ipynb"
    for text in ("{", "[]", '{"cells": [1]}', '{"cells": [{"id": "exercise-a"}]}'):
        path.write_text(text)
        assert answers_of(tmp_path / "course", grade) == {}


def test_nothing_of_a_student_is_markup_on_any_page(made, report, tmp_path):
    pages = [page("report.html", course=SCRIPT, made="now", chapters=[report])]
    pages += [feedback_page(one.grade, answers_of(tmp_path / "course", one.grade)) for one in made]
    for each in pages:
        text = each.decode()
        assert "<script" not in text and "<img" not in text and 'onerror="' not in text
        assert "default-src 'none'" in text
    assert sum("&lt;script&gt;" in each.decode() for each in pages) >= 4


def test_feedback_shows_hint_likely_mistake_and_own_code_and_no_check(made, tmp_path):
    grade = made[1].grade
    text = feedback_page(grade, answers_of(tmp_path / "course", grade)).decode()
    for words in ("Begin at 0.", "from one", "total_0", "not answered", "0 of 4 points"):
        assert words in text
    assert "secret of the check" not in text


def test_letters_that_turn_the_direction_of_text_become_boxes(made, tmp_path):
    from dataclasses import replace

    text = feedback_page(replace(made[0].grade, student="a\u202eb"), {}).decode()
    assert "\u202e" not in text and "a▯b" in text


def test_a_reason_without_labels_is_one_part():
    assert read_reason("stopped after 10 s: endless loop?").parts == [("", "stopped after 10 s: endless loop?")]
    assert read_reason("").kind == "full" and read_reason("not answered").kind == "not answered"


GRADES = [
    Grade("Zoë Ångström", "01_a", 19.5, 21.0),
    Grade('=HYPERLINK("x"),1', "01_a", 7.0, 21.0, 0.1),
    Grade("ada", "02_b", 2 / 3, 3.0),
]


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_a_spreadsheet_gets_quotes_and_no_formulas():
    header, first, second, third = rows(spreadsheet(GRADES))
    assert header[:4] == ["student", "chapter", "score", "possible"]
    assert first[:5] == ["Zoë Ångström", "01_a", "19.5", "21", "92.9"]
    assert second[0] == '\'=HYPERLINK("x"),1' and second[5] == "0.1"
    assert third[2] == "0.67"


def test_canvas_gets_its_columns_and_the_possible_points():
    header, possible, *students = rows(canvas(GRADES).text)
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_a", "02_b"]
    assert possible[0].strip() == "Points Possible" and possible[5:] == ["21", "3"]
    assert students[2][5:] == ["", "0.67"]


CANVAS_ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,Old (12)
"    Points Possible",,,,,5
"Ångström, Zoë",17,s17,zoe@example.org,A,4
"Lovelace, Ada",18,s18,ada,A,3
"""


def test_a_canvas_roster_gives_the_numbers_and_who_is_not_in_it_is_named():
    filled = canvas(GRADES, CANVAS_ROSTER)
    _, _, *students = rows(filled.text)
    assert students == [
        ["Ångström, Zoë", "17", "s17", "zoe@example.org", "A", "19.5", ""],
        ["Lovelace, Ada", "18", "s18", "ada", "A", "", "0.67"],
    ]
    assert filled.missing == ('=HYPERLINK("x"),1',)


def test_two_students_of_one_name_are_not_guessed_between():
    twice = CANVAS_ROSTER + '"Ångström, Zoë",19,s19,zoe2@example.org,B,1\n'
    assert "Zoë Ångström" in canvas(GRADES[:1], twice).missing


WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments
Participant 5,Zoë Ångström,zoe@example.org,Submitted,,21,
Participant 6,Someone Else,else@example.org,No submission,,21,
"""


def test_moodles_worksheet_keeps_its_columns_and_gets_the_grades():
    filled = moodle(GRADES[:1], "01_a", WORKSHEET)
    header, first, second = rows(filled.text)
    assert header == WORKSHEET.splitlines()[0].split(",")
    assert first[4] == "19.5" and second[4] == "" and filled.missing == ()
    assert rows(moodle(GRADES[:1], "01_a").text) == [["Username", "Grade"], ["Zoë Ångström", "19.5"]]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Full name,Marks\nA,1\n"])
def test_a_roster_without_the_columns_is_refused(text):
    with pytest.raises(CourseError, match="expected"):
        moodle(GRADES, "01_a", text)


def test_late_days_cost_their_part_and_no_more_than_the_most():
    rules = LateRules(datetime(2026, 11, 30, 12, tzinfo=UTC), grace=1.5, per_day=0.2, most=0.5)
    came = ["2026-11-30 11:59 UTC", "2026-11-30 13:20:00 UTC", "2026-11-30 14:00:00.5 UTC", "2026-12-05 00:00 UTC", ""]
    assert [rules.part_lost(each) for each in came] == [0, 0, 0.2, 0.5, 0]
    assert LateRules().part_lost("2030-01-01 00:00") == 0
    assert moment("yesterday") is None


@pytest.fixture
def run(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / f"{CHAPTER}.py").write_text("# %% [markdown]\n# # A chapter\n")
    return lambda *words: CliRunner().invoke(app, [*words, "--results", str(tmp_path / "results")])


def test_the_commands_write_their_files(run, tmp_path):
    assert run("report", "--to", "r.html").exit_code == 0
    assert "What to teach again" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert run("feedback", "--to", "pages").exit_code == 0
    assert len(list((tmp_path / "pages").glob("*/*.html"))) == 6
    assert run("export", "csv").exit_code == 0
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,")


def test_lateness_is_taken_off_in_the_export(run, tmp_path):
    assert run("export", "csv", "--due", "2026-11-30T12:00:00", "--late-per-day", "0.25").exit_code == 0
    ada = next(row for row in rows((tmp_path / "grades.csv").read_text(encoding="utf-8-sig")) if row[0] == "ada")
    assert ada[2] == "2" and ada[5] == "0.5"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "csv", "--late-per-day", "0.1"), "expected --due with --late-per-day"),
        (("export", "csv", "--chapter", "07"), "expected one of the chapters"),
        (("export", "canvas", "--roster", "none.csv"), "expected a roster as UTF-8 CSV"),
    ],
)
def test_wrong_words_get_a_plain_answer(run, words, told):
    done = run(*words)
    assert done.exit_code == 2 and told in done.output


def test_without_results_it_is_said_where_they_come_from(run, tmp_path):
    done = CliRunner().invoke(app, ["report", "--results", str(tmp_path / "none")])
    assert done.exit_code == 2 and "autograder grade puts them there" in done.output


def test_who_is_not_in_the_roster_is_named_and_the_exit_code_is_1(run, tmp_path):
    (tmp_path / "roster.csv").write_text(CANVAS_ROSTER, encoding="utf-8")
    done = run("export", "canvas", "--roster", "roster.csv")
    assert done.exit_code == 1 and "not in the file: bela" in done.output
