"""The demos of chapter 01, at every corner of their controls."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from convcourse import data, demos
from convcourse.demos.window_over_numbers import CONVOLUTION, CORRELATION, kept
from convcourse.demos.window_over_track import CHOICES

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


@pytest.mark.parametrize(
    ("ends", "position", "words"),
    [
        ("full", 0, "is kept, and stands at time 0, below the newest reading"),
        ("full", 5, "is kept, and stands at time 5, below the newest reading"),
        ("valid", 1, "is not kept, because the window hangs over the edge"),
        ("valid", 2, "is kept, and stands at time 2, below the newest reading"),
        # These two windows hang over the edge, and are kept all the same.
        ("same", 1, "is kept, and stands at time 0, below the window's middle"),
        ("same", 4, "is kept, and stands at time 3, below the window's middle"),
        ("same", 5, "is not kept, because the middle of the window does not lie on a reading"),
    ],
)
def test_each_mode_says_truly_why_a_result_is_kept_and_where_it_stands(ends, position, words):
    assert words in numbers(position=position, ends=ends)
    assert words in numbers(position=position, ends=ends, laid=CORRELATION)


@pytest.mark.parametrize("kernel", [[1, 2], [1, 2, 3], [1, 2, 3, 4]])
def test_same_puts_its_first_result_at_the_first_reading_for_kernels_of_any_length(kernel):
    picture = demos.window_over_numbers([1, 2, 0, 4, 5], kernel).picture
    told = [
        picture.render(position=position, laid=CONVOLUTION, ends="same")[1] for position in range(5 + len(kernel) - 1)
    ]
    kept_at = [int(words.split("stands at time ")[1].split(",")[0]) for words in told if "is kept" in words]
    assert kept_at == [0, 1, 2, 3, 4]


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
    assert "6 of its readings are padding" in picture.render(position=0, weights="equal, at newest")[1]
    assert "padding" not in picture.render(position=6, weights="equal, at newest")[1]


def test_only_weights_that_are_the_same_both_ways_are_centred():
    centred = {name: weights for name, (weights, delay) in CHOICES.items() if delay}
    assert len(centred) == 2
    for name, weights in centred.items():
        assert name.endswith("at middle")
        np.testing.assert_allclose(weights, weights[::-1])


def test_a_longer_window_leaves_less_noise_and_comes_later():
    picture = demos.noise_against_lag().picture
    assert "60 metres instead of 60, and the output is 0 seconds late" in picture.render(length=1, decay=1.0)[1]
    # 60 m / sqrt(16), and the mean age of 16 readings, 7.5, times 0.2 s.
    assert "15 metres instead of 60, and the output is 1.5 seconds late" in picture.render(length=16, decay=1.0)[1]


def test_the_typical_error_is_that_of_many_flights():
    track, weights = data.aeroplane_track(), np.full(10, 0.1)
    errors = np.random.default_rng(0).normal(scale=60.0, size=(4000, len(track.time)))
    filtered = np.array([np.convolve(track.true_range + error, weights, "valid") for error in errors])
    simulated = np.sqrt(np.mean((filtered - track.true_range[9:]) ** 2))
    told = demos.noise_against_lag().picture.render(length=10, decay=1.0)[1]
    assert float(told.split("typical error ")[1].split(" ")[0]) == pytest.approx(simulated, rel=0.005)
