"""The volume slicer."""

import numpy as np

from convcourse import demos, reference
from convcourse.demos.volume_slicer import BIAS, FILTERS, VOLUME


def test_the_sentence_adds_both_channels_and_the_bias() -> None:
    demo = demos.volume_slicer()
    _, alt = demo.picture.render(position=5, chosen="filter 0", added="both, and the bias")
    assert alt == "Filter 0 at row 1, column 1: channel 0: 3   +   channel 1: 1   +   bias: 1   =   5."


def test_one_channel_alone_is_said_not_to_be_the_output() -> None:
    _, alt = demos.volume_slicer().picture.render(position=7, chosen="filter 1", added="channel 1 alone")
    assert "channel 1: −5; not the output yet, channel 0 and the bias are missing" in alt


def test_every_result_that_is_told_is_that_of_the_reference() -> None:
    maps = reference.convolution_by_loops(VOLUME[np.newaxis], FILTERS, BIAS)[0]
    picture = demos.volume_slicer().picture
    for position in range(8):
        for number in range(2):
            _, alt = picture.render(position=position, chosen=f"filter {number}", added="both, and the bias")
            told = alt.rstrip(".").split("=")[1].strip().replace("−", "-")
            assert float(told) == maps.reshape(8, 2)[position, number]


def test_a_quick_redraw_is_the_same_picture_as_a_slow_one() -> None:
    demo = demos.volume_slicer()
    for corner in demo.corners():
        assert demo.picture.render(**corner)[0] == demo.picture.render_whole(**corner)[0]
