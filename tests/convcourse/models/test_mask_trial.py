"""Training a model of masks under a budget: what is measured, and which faults are named before it begins."""

import pytest

from convcourse import data, reference
from convcourse.models import TrainingFault, mask_trial
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
LEARN, UNSEEN = (
    (made.images, made.label_maps)
    for made in (data.scenes(40, size=(16, 20), ground=0, objects=(1, 2), seed=seed) for seed in (1, 2))
)


def pixelwise(classes=6, shape=(16, 20, 3), compiled=True, coarse=False, flat=False, rate=0.01):
    keras = import_keras()
    keras.utils.set_random_seed(3)
    inner = [keras.layers.MaxPooling2D(2)] if coarse else []
    inner += [keras.layers.Conv2D(8, 5, padding="same", activation="relu"), keras.layers.Conv2D(classes, 1)]
    inner += [keras.layers.Flatten(), keras.layers.Dense(classes)] if flat else []
    model = keras.Sequential([keras.Input(shape), *inner])
    if compiled:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss=loss)
    return model


def test_a_trial_measures_the_masks_that_the_model_then_draws():
    model = pixelwise()
    result = mask_trial(model, LEARN, UNSEEN, seconds=60, epochs=2)
    said = model.predict(UNSEEN[0], verbose=0).argmax(axis=-1)
    assert result.iou == pytest.approx(reference.mean_iou(UNSEEN[1], said, 6))
    assert result.epochs == 2 and result.parameters == 76 * 8 + 9 * 6 and result.loss > 0


def test_the_budget_ends_a_training_that_would_take_for_ever():
    assert mask_trial(pixelwise(), LEARN, UNSEEN, seconds=0.5, epochs=10**6).epochs < 10**4


@pytest.mark.parametrize(
    ("model", "images", "labels", "words"),
    [
        ({"compiled": False}, None, None, "not compiled.*model.compile"),
        ({"coarse": True}, None, None, r"\(batch, 16, 20, classes\), the model gives \(None, 8, 10, 6\)"),
        ({"flat": True}, None, None, r"the model gives \(None, 6\)"),
        ({"classes": 3}, None, None, "labels run from 0 to 5, but the model has 3 scores, for labels 0 to 2"),
        ({}, lambda x: x[0], None, "one image needs a batch axis"),
        ({}, lambda x: 255 * x, None, "divide by 255"),
        ({}, None, lambda y: y[:, :8], r"labels of shape \(40, 16, 20\), whole numbers, came int64 of shape"),
        ({}, None, lambda y: y / 1.0, "whole numbers, came float64"),
        ({}, None, lambda y: y - 1, "labels run from -1 to 4"),
        ({"rate": 1e38}, None, None, r"loss became NaN.*learning rate is 1e\+38"),
    ],
)
def test_what_cannot_learn_is_named(model, images, labels, words):
    given, wanted = LEARN
    given = images(given) if images else given
    wanted = labels(wanted) if labels else wanted
    with pytest.raises(TrainingFault, match=words):
        mask_trial(pixelwise(**model), (given, wanted), UNSEEN, seconds=10, epochs=1)
