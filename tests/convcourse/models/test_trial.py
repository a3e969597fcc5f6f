"""Training under a budget: what is measured, when it ends, and which faults are named before it begins."""

import time

import numpy as np
import pytest

from convcourse import data
from convcourse.models import Stopwatch, TrainingFault, fit_within, trial
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
TRAIN, TEST = data.digits("train"), data.digits("test")


def logistic(rate=0.1, outputs=10, shape=(8, 8, 1), compiled=True, flatten=True):
    keras = import_keras()
    keras.utils.set_random_seed(3)
    inner = [keras.layers.Flatten()] if flatten else []
    model = keras.Sequential([keras.Input(shape), *inner, keras.layers.Dense(outputs)])
    if compiled:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss=loss)
    return model


def test_a_trial_measures_what_the_model_then_predicts():
    model = logistic()
    result = trial(model, TRAIN, TEST, seconds=60, epochs=3)
    predicted = model.predict(TEST.images.astype("float32"), verbose=0).argmax(axis=1)
    assert result.accuracy == np.mean(predicted == TEST.labels) > 0.9
    assert result.epochs == 3 and result.parameters == 650 and 0 < result.loss < 1


def test_the_same_seed_gives_the_same_trial():
    first, second = (trial(logistic(), TRAIN, TEST, seconds=60, epochs=2, seed=5) for _ in range(2))
    assert first.accuracy == second.accuracy and first.loss == pytest.approx(second.loss, rel=1e-4)


def test_the_budget_ends_a_training_that_would_take_for_ever():
    result = trial(logistic(), TRAIN, TEST, seconds=0.5, epochs=10**6)
    assert result.epochs < 10**4


def test_a_budget_of_nothing_still_gives_a_score():
    assert trial(logistic(), TRAIN, TEST, seconds=0, epochs=5).epochs == 1


@pytest.mark.parametrize(
    ("model", "images", "labels", "words"),
    [
        ({"compiled": False}, None, None, "not compiled.*model.compile"),
        ({}, lambda x: x[0], None, r"count, height, width, channels.*came \(8, 8, 1\): one image needs a batch axis"),
        ({}, lambda x: x[..., 0], None, r"came \(1438, 8, 8\)"),
        ({"shape": (8, 9, 1)}, None, None, r"inputs of shape \(None, 8, 9, 1\), the images.*\(1438, 8, 8, 1\)"),
        ({}, lambda x: x * 255, None, "from 0 to 255.*divide by 255"),
        ({}, lambda x: np.where(x > 0.9, np.nan, x), None, "numbers are NaN or infinite"),
        ({"outputs": 9}, None, None, "labels run from 0 to 9, but the model has 9 scores, for labels 0 to 8"),
        ({}, None, lambda y: y - 1, "labels run from -1 to 8"),
        ({}, None, lambda y: np.eye(10)[y], r"labels of shape \(1438,\), whole.*came float64 of shape \(1438, 10\)"),
        ({"flatten": False}, None, None, r"the model gives shape \(None, 8, 8, 10\): is a Flatten or a Dense missing"),
        ({"rate": 1e38}, None, None, r"loss became NaN.*learning rate is 1e\+38"),
    ],
    ids=["uncompiled", "image", "channels", "size", "scale", "nan", "outputs", "labels", "one hot", "maps", "diverged"],
)
def test_a_fault_is_named(model, images, labels, words):
    given = (images or np.asarray)(TRAIN.images), (labels or np.asarray)(TRAIN.labels)
    with pytest.raises(TrainingFault, match=words):
        trial(logistic(**model), given, TEST, seconds=20, epochs=3)


def test_a_model_that_rescales_may_have_large_inputs():
    keras = import_keras()
    layers = [keras.Input((8, 8, 1)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(10)]
    model = keras.Sequential(layers)
    model.compile(optimizer="sgd", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    assert trial(model, (TRAIN.images * 255, TRAIN.labels), TEST, seconds=5, epochs=1).epochs == 1


def test_time_in_which_others_compute_hardly_counts():
    stopwatch = Stopwatch()
    time.sleep(0.4)  # this process does nothing, as when others have the cores
    assert stopwatch.seconds() < 0.3
    busy = Stopwatch()
    began = time.perf_counter()
    while time.process_time() - busy._processor < 0.2:
        pass
    assert 0.09 < busy.seconds() <= time.perf_counter() - began + 0.01


def test_the_first_batch_in_which_the_backend_compiles_is_not_counted():
    keras = import_keras()

    class SlowStart(keras.callbacks.Callback):
        started = False

        def on_train_batch_begin(self, batch, logs=None):
            began = time.process_time()
            while not self.started and time.process_time() - began < 1.5:
                pass
            self.started = True

    result = fit_within(logistic(), *TRAIN, seconds=0.7, epochs=2, batch_size=719, callbacks=[SlowStart()])
    assert result.epochs == 2 and result.seconds < 0.7
