"""The two demos of chapter 00."""

import numpy as np
import pytest

from convcourse.figures.machine import machine
from convcourse.figures.mean_of_readings import mean_of_readings


def test_the_mean_in_words_is_the_mean_of_the_readings_taken() -> None:
    readings = np.array([23.0, 16.0, 19.0, 30.0])
    _, alt = mean_of_readings(readings, 20.0).render(count=3)
    assert alt == "The mean of the first 3 readings is 19.33 metres; the true distance is 20 metres."


def test_the_machine_says_that_keras_is_not_loaded_until_it_is_asked() -> None:
    picture = machine()
    assert "not loaded yet" in picture.render()[1]
    _, alt = picture.render(backend="tensorflow", devices=["cpu:0", "gpu:0"], speeds=[2e9, 80e9])
    assert alt.startswith("Keras runs on tensorflow.") and "gpu:0 does 80.0" in alt


@pytest.mark.keras
def test_every_device_multiplies_matrices() -> None:
    from convcourse.models import devices

    times = devices.time_matrix_product(size=50)
    assert "cpu:0" in [time.device for time in times]
    assert all(time.products == pytest.approx(50**3 / time.seconds) for time in times)


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from convcourse.models import devices

    monkeypatch.setattr(devices, "PACKAGES", ("numpy", "no-such-package"))
    found = devices.versions()
    assert found["numpy"] == np.__version__
    assert found["no-such-package"].startswith("missing")
