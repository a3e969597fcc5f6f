"""The still pictures of chapter 01 say the chapter's numbers."""

import io

import numpy as np
import pytest
from PIL import Image

from convcourse import data, figures

READINGS, WEIGHTS = np.array([12.0, 18.0, 6.0, 24.0]), np.array([3.0, 2.0, 1.0]) / 6
TRACK = data.aeroplane_track()
WAVES = TRACK.measured_range - TRACK.measured_range.mean()

STILLS = {
    "track": lambda: figures.track(TRACK),
    "correlation_and_convolution": lambda: figures.correlation_and_convolution(READINGS, WEIGHTS),
    "modes": lambda: figures.modes(READINGS, WEIGHTS),
    "impulse_response": lambda: figures.impulse_response(np.array([0.0, 0, 1, 0, 0, 0]), WEIGHTS),
    "equivariance": lambda: figures.equivariance(TRACK.measured_range[:20], WEIGHTS, shift=5),
    "convolution_theorem": lambda: figures.convolution_theorem(WAVES, np.full(7, 1 / 7)),
}


@pytest.mark.parametrize("name", STILLS)
def test_a_still_picture_fits_a_notebook_and_is_put_in_words(name):
    png, alt = STILLS[name]().render()
    image = Image.open(io.BytesIO(png))
    image.verify()
    assert image.width <= 860
    assert len(alt.split()) > 15
    assert alt.endswith(".")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("track", ["776 metres", "60 readings"]),
        ("correlation_and_convolution", ["Correlation", "= 13", "Convolution", "= 11", "Both results stand at time 2"]),
        (
            "modes",
            [
                "full keeps 6",
                "6, 13, 11, 17, 9, 4",
                "valid keeps 2",
                "11, 17",
                "same keeps 4",
                "13, 11, 17, 9, each below the middle",
            ],
        ),
        ("impulse_response", ["1 at time 2", "3/6, 2/6 and 1/6"]),
        ("equivariance", ["20 readings", "5 places", "two ways that differ", "time 10", "744", "633"]),
        (
            "convolution_theorem",
            ["slow and fast waves", "percent is left", "The mean of the input was removed", "7, 3.5 and 2.3 readings"],
        ),
    ],
)
def test_the_alternative_text_names_the_numbers(name, words):
    _, alt = STILLS[name]().render()
    for word in words:
        assert word in alt


@pytest.mark.parametrize("kernel", [[3, 1], [1, 2, 3, 4], [1]])
def test_pictures_of_modes_and_of_both_operations_take_other_kernels(kernel):
    signal = [1, 2, 0, 4, 1, 7]
    assert f"full keeps {len(signal) + len(kernel) - 1} results" in figures.modes(signal, kernel).render()[1]
    expected = int(np.dot(kernel, signal[: len(kernel)]))
    assert f"= {expected}. Convolution" in figures.correlation_and_convolution(signal, kernel).render()[1]
