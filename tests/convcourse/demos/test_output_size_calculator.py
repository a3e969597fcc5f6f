"""The output-size calculator."""

from convcourse import demos


def test_a_remainder_is_told_and_the_pixels_it_cuts_off_are_counted() -> None:
    _, alt = demos.output_size_calculator().picture.render(width=9, kernel=3, stride=2, padding=0)
    assert "Height (6 − 3 + 2·0) / 2 = 1 remainder 1,  1 + 1 = 2" in alt
    assert "Width (9 − 3 + 2·0) / 2 = 3,  3 + 1 = 4" in alt
    assert "9 of 54 pixels are seen by no window" in alt


def test_gaps_between_windows_are_counted_too() -> None:
    _, alt = demos.output_size_calculator().picture.render(width=8, kernel=1, stride=2, padding=0)
    assert "36 of 48 pixels are seen by no window" in alt


def test_a_quick_redraw_is_the_same_picture_as_a_slow_one() -> None:
    demo = demos.output_size_calculator()
    for corner in list(demo.corners())[::7]:
        assert demo.picture.render(**corner)[0] == demo.picture.render_whole(**corner)[0]
