"""The demos of chapter 01, at every corner of their controls."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from convcourse import demos
from convcourse.demos.window_over_numbers import CONVOLUTION, CORRELATION, kept

NAMES = ["window_over_numbers", "window_over_track", "noise_against_lag"]


@pytest.fixture(scope="module", params=NAMES)
def demo(request):
    return getattr(demos, request.param)()


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_every_corner_is_drawn_and_equals_a_picture_drawn_whole(demo):
    sizes = set()
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        whole, whole_alt = demo.picture.render_whole(**corner)
        np.testing.assert_array_equal(pixels(png), pixels(whole))
        assert alt == whole_alt
        sizes.add(pixels(png).shape)
    assert len(sizes) == 1
    assert sizes.pop()[1] <= 860


def test_no_two_corners_are_told_in_the_same_words(demo):
    told = {}
    for corner in demo.corners():
        told.setdefault(demo.picture.render(**corner)[1], []).append(corner)
    # One reading alone has one weight, whatever the decay is; all else must differ.
    same = [corners for corners in told.values() if len(corners) > 1]
    assert all(corner.get("ends") or corner.get("length") == 1 for corners in same for corner in corners)


def test_a_demo_writes_nothing_in_a_plain_script():
    code = "from convcourse import demos\n" + "\n".join(f"demos.{name}()" for name in NAMES)
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def numbers(**changed):
    return demos.window_over_numbers().picture.render(
        **{"position": 2, "laid": CONVOLUTION, "ends": "full", **changed}
    )[1]


def test_the_window_over_numbers_shows_the_sum_done_on_paper():
    assert "12·1/6 + 18·2/6 + 6·3/6 = 11" in numbers()
    assert "Output so far: 6, 13, 11, 17, 9, 4." in numbers(position=5)


def test_without_the_flip_the_same_window_gives_the_correlation():
    assert "12·3/6 + 18·2/6 + 6·1/6 = 13" in numbers(laid=CORRELATION)


def test_valid_keeps_only_the_windows_that_lie_inside():
    assert "is not kept" in numbers(position=1, ends="valid")
    assert "nothing yet" in numbers(position=1, ends="valid")
    assert "Output so far: 11, 17." in numbers(position=5, ends="valid")


def test_same_keeps_those_in_the_middle():
    assert "Output so far: 13, 11, 17, 9." in numbers(position=5, ends="same")


@pytest.mark.parametrize("mode", ["full", "valid", "same"])
@pytest.mark.parametrize("taps", [1, 2, 3, 4])
def test_what_is_kept_is_what_numpy_keeps(mode, taps):
    signal, kernel = np.array([3.0, 1.0, 4.0, 1.0, 5.0]), np.array([2.0, 7.0, 1.0, 8.0])[:taps]
    full = np.convolve(signal, kernel)
    np.testing.assert_allclose(full[kept(5, taps, mode)], np.convolve(signal, kernel, mode))


def test_other_numbers_can_be_put_under_the_window():
    assert (
        "1·1 + 2·3 = 7"
        in demos.window_over_numbers([1, 2, 0, 4], [3, 1]).picture.render(position=1, laid=CONVOLUTION, ends="full")[1]
    )


def test_the_window_over_the_track_starts_on_padding():
    picture = demos.window_over_track().picture
    start = {"weights": "all count the same", "placed": "causal: at its newest reading"}
    assert "6 of its readings are padding" in picture.render(position=0, **start)[1]
    assert "padding" not in picture.render(position=6, **start)[1]


def test_a_longer_window_leaves_less_noise_and_comes_later():
    picture = demos.noise_against_lag().picture
    assert "60 metres instead of 60, and the output is 0 seconds late" in picture.render(length=1, decay=1.0)[1]
    # 60 m / sqrt(16), and the mean age of 16 readings, 7.5, times 0.2 s.
    assert "15 metres instead of 60, and the output is 1.5 seconds late" in picture.render(length=16, decay=1.0)[1]
