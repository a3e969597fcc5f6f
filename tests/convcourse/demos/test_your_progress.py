"""The panel without a front end, and its help boxes by themselves; the browser's tests see it whole."""

from pathlib import Path

import pytest

from convcourse import checks, demos
from convcourse.checks import contents, record
from convcourse.demos import help_box
from convcourse.demos.your_progress import BelowCheck, YourProgress

CHAPTER = "01_weighted_averages"


def test_in_a_plain_script_it_is_one_line_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check = checks.for_chapter(CHAPTER)
    panel = demos.your_progress(check)
    with check("counts", 3) as answer:
        answer.equals(3)
    assert repr(panel) == "0 of 11 exercises, 0 of 21 points. Next: best_length (1 point)."
    assert list(panel._repr_mimebundle_()) == ["text/plain"]
    assert list(tmp_path.iterdir()) == []


def test_it_hears_of_every_outcome_and_says_what_is_next(tmp_path: Path) -> None:
    check = checks.for_chapter(CHAPTER)
    panel = YourProgress(CHAPTER, tmp_path)
    panel.follow(check)
    with check("best_length", 3) as answer:
        answer.equals(3)
    with pytest.raises(checks.CheckFailed), check("counts", 3) as answer:
        answer.equals(4)
    with pytest.raises(checks.CheckFailed), check("first_three", ...) as answer:
        answer.equals(4)
    assert repr(panel) == "1 of 11 exercises, 1 of 21 points. Next: weighted_average (2 points)."
    assert panel.record.tries("counts") == panel.record.tries("first_three") == 1
    for each in panel.contents.exercises:
        panel.record.note_check(each.name, True)
    assert repr(panel) == "11 of 11 exercises, 21 of 21 points. All are right."


def test_the_whole_course_is_a_table_of_all_chapters(tmp_path: Path) -> None:
    record.Record("02_image_filters", tmp_path).note_check("scale_pixels", True)
    panel = YourProgress(CHAPTER, tmp_path)
    panel.record.note_check("convolve1d", True)
    panel._built()
    rows = panel._course.value.split("<tr>")[2:]
    assert len(rows) == len(contents.all_chapters()) == 19
    assert "1 of 11" in rows[1] and "3 of 21" in rows[1]
    assert "1 of 13" in rows[2]
    assert "0 of" in rows[3]
    panel.close()


def test_a_panel_that_is_run_again_leaves_the_help_below_checks_in_use(tmp_path: Path) -> None:
    panel = YourProgress(CHAPTER, tmp_path)
    panel._built()
    row = panel._widget.children[1].children[0].children[0]
    button, place = row.children[0].children[1], row.children[1]
    button.click()
    in_panel = panel._opened["best_length"]
    assert place.children == (in_panel.widget,)
    button.click()
    assert place.children == () and in_panel.widget.comm is None, "let go when it is folded away"
    button.click()
    below = BelowCheck(panel, help_box.HelpBox(panel.record, "counts", panel._refresh))
    panel.close()
    assert panel._opened["best_length"].widget.comm is None
    assert below._widget.comm is not None
    below._box.open_hint()
    assert panel.record.hints("counts") == 1
    below.close()


def test_a_chapter_of_ones_own_is_followed_too(tmp_path: Path) -> None:
    assert "does not know" in repr(YourProgress("99_of_my_own", tmp_path))


@pytest.fixture
def three_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help_box, "hints", lambda *_: ["Look at the ends.", "Use `np.pad`.", "    >>> 1 + 1\n    2"])


def words(box: help_box.HelpBox) -> list[str]:
    return [output["data"]["text/markdown"] for output in box._words.outputs]


@pytest.mark.usefixtures("three_hints")
def test_hints_open_one_at_a_time_and_are_open_the_next_time(tmp_path: Path) -> None:
    kept = record.Record(CHAPTER, tmp_path)
    box = help_box.HelpBox(kept, "convolve1d")
    assert words(box) == [] and box._next.description == "Hint 1 of 3: a nudge"
    box._next.click()
    assert words(box) == ["**Hint 1, a nudge.** Look at the ends."]
    assert box._next.description == "Hint 2 of 3: a pointer" and "2 left" in box._said.value
    again = help_box.HelpBox(record.Record(CHAPTER, tmp_path), "convolve1d")
    assert len(words(again)) == 1
    again._next.click()
    again._next.click()
    assert len(words(again)) == 3 and again._next.layout.display == "none" and "none left" in again._said.value
    assert record.Record(CHAPTER, tmp_path).hints("convolve1d") == 3


def test_the_model_answer_stands_beside_ones_own_and_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    own = "def convolve1d(signal, kernel):\n    return '<script>alert(1)</script>'"

    class Shell:
        user_ns = {"In": ["", "x = 3", own, "convolve1d(1, 2)", "%matplotlib inline"]}  # noqa: RUF012

    monkeypatch.setattr(help_box, "get_ipython", Shell)
    model = contents.model_answer(CHAPTER, "convolve1d")
    assert help_box.own_answer(model) == own
    page = help_box.side_by_side(own, model)
    assert page.count("<section") == 2 and "<script>" not in page
    assert help_box.side_by_side("", model).count("<section") == 1


def test_a_written_answer_shows_the_model_answer_in_words(tmp_path: Path) -> None:
    box = help_box.HelpBox(record.Record(CHAPTER, tmp_path), "longer_window")
    box._compare.click()
    assert "Rubric" in box._answer.outputs[0]["data"]["text/markdown"]
    assert box._next.layout.display == "none"


def test_without_the_solutions_the_box_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "SOLUTIONS", tmp_path)
    box = help_box.HelpBox(record.Record(CHAPTER, tmp_path), "convolve1d")
    box._compare.click()
    assert "not here" in box._said.value and box._answer.outputs == ()
