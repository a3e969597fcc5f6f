"""The parameter counter."""

from convcourse import demos


def test_it_starts_with_26_parameters_against_eight_thousand_million() -> None:
    demo = demos.parameter_counter()
    _, alt = demo.picture.render(**demo.parameters())
    assert "(5·5·1 + 1) · 1 = 26" in alt
    assert "dense, every output sees every input: 8,100,090,000" in alt


def test_the_size_of_the_picture_changes_the_work_and_not_the_parameters() -> None:
    picture = demos.parameter_counter().picture
    for side, work in ((10, "2,400"), (20, "9,600")):
        _, alt = picture.render(high=3, wide=2, channels=2, filters=2, side=side)
        assert "(3·2·2 + 1) · 2 = 26" in alt
        assert f"= {work}. Output" in alt


def test_a_quick_redraw_is_the_same_picture_as_a_slow_one() -> None:
    demo = demos.parameter_counter()
    for corner in list(demo.corners())[::23]:
        assert demo.picture.render(**corner)[0] == demo.picture.render_whole(**corner)[0]
