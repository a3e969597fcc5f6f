"""Progress in words and as a bar; and answers that are put to use once they are written."""

import pytest

from convcourse.demos import once_written, progress
from convcourse.demos.progress import ProgressBar


def test_all_items_pass_in_order_and_nothing_is_printed(capsys):
    assert list(progress(iter([3, 1, 2]), "three", total=3)) == [3, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_the_bar_says_how_much_is_done_and_escapes_what_it_is_told():
    bar = ProgressBar("<seeds>", 4)
    bar.done = 3
    page = bar._repr_mimebundle_()["text/html"]
    assert 'value="3" max="4"' in page and "&lt;seeds&gt;: 3 of 4" in page and "left" in page


def unwritten():
    raise NotImplementedError


def test_work_that_needs_an_open_exercise_is_left_alone_and_says_which():
    result = once_written(lambda: [unwritten()])
    assert not result and "answer the exercise unwritten above first" in repr(result)
    assert "<em>" in result._repr_html_()


def test_work_that_is_written_gives_its_result():
    assert once_written(lambda a, b: a - b, 5, 3) == 2


def test_every_other_error_passes():
    with pytest.raises(ZeroDivisionError):
        once_written(lambda: 1 / 0)
