"""What is kept for a model is used again while the model stays as it is, and never longer."""

import gc
import weakref

import numpy as np
import pytest

from convcourse import explain
from convcourse.models import gradients
from convcourse.models.class_score import class_scores, score_gradient, score_model
from convcourse.models.kept import AT_MOST, kept_for
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras

IMAGES = np.random.default_rng(3).normal(size=(5, 6, 7, 2)).astype("float32")


def network():
    keras = import_keras()
    keras.utils.set_random_seed(4)
    layers = [keras.layers.Conv2D(3, 3, activation="relu", name="conv"), keras.layers.GlobalAveragePooling2D()]
    return keras.Sequential([keras.Input((6, 7, 2)), *layers, keras.layers.Dense(4, name="scores")])


def subclassed():
    keras = import_keras()

    class Scaled(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(4, name="scores")
            self.scale, self.shift = 2.0, np.zeros(4, "float32")
            self.steps = [1.0, 3.0]

        def call(self, images):
            flat = keras.ops.reshape(images, (-1, 6 * 7 * 2))
            return self.dense(flat) * self.scale * self.steps[1] + self.shift

    keras.utils.set_random_seed(5)
    model = Scaled()
    model(IMAGES)
    return model


@pytest.fixture
def translating(monkeypatch):
    """Let everything be translated at once, and tell how many translations were made."""
    made, translated = [], gradients._translated
    monkeypatch.setattr(gradients, "WORTH_TRANSLATING", 0)
    monkeypatch.setattr(gradients, "_translated", lambda function: made.append(function) or translated(function))
    return made


def asked(model):
    return [*class_scores(model, IMAGES, batch_size=2), *score_gradient(model, IMAGES, 1, batch_size=2)]


def as_it_runs(model):
    """Return the scores as the model itself gives them, step by step."""
    return np.asarray(import_keras().ops.convert_to_numpy(model(IMAGES)))


def test_the_second_time_nothing_is_translated_anew(translating):
    model = network()
    first, second = asked(model), asked(model)
    assert len(translating) == 2
    assert all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    assert score_model(model, IMAGES) is score_model(model, IMAGES)


def test_new_weights_are_looked_up_without_a_new_translation(translating):
    model = network()
    before = asked(model)
    for weight in model.weights:
        weight.assign(weight + 0.5)
    after = asked(model)
    assert len(translating) == 2
    np.testing.assert_allclose(after[:5], as_it_runs(model), rtol=1e-5)
    assert not np.allclose(before[0], after[0])
    assert not np.allclose(before[-1], after[-1])


CHANGES = {
    "a number": lambda model: setattr(model, "scale", -1.0),
    "an array, in place": lambda model: np.copyto(model.shift, [1, 2, 3, 4]),
    "a list, in place": lambda model: model.steps.__setitem__(1, 0.25),
    "a function": lambda model: setattr(model.dense, "activation", import_keras().activations.relu),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_model_is_translated_anew(change, translating):
    model = subclassed()
    before = asked(model)
    change(model)
    after = asked(model)
    np.testing.assert_allclose(after[:5], as_it_runs(model), rtol=1e-5)
    assert not np.allclose(before[:5], after[:5])


def test_a_softmax_that_was_put_in_later_is_left_out_too(translating):
    model = network()
    before = asked(model)
    model.get_layer("scores").activation = import_keras().activations.softmax
    for one, other in zip(asked(model), before, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)


def test_each_rule_at_relus_has_a_translation_of_its_own(translating):
    model = network()
    rules = ("plain", "guided", "plain", "guided")
    found = [score_gradient(model, IMAGES, 1, relu_rule=rule, batch_size=2) for rule in rules]
    assert np.array_equal(found[0], found[2]) and np.array_equal(found[1], found[3])
    assert not np.allclose(found[0], found[1])
    assert len(translating) == 2


def test_a_score_of_ones_own_is_read_anew_each_time(translating):
    model, wanted = network(), 0

    def score(outputs):
        return outputs[:, wanted]

    first = gradients.input_gradient(model, IMAGES, score, batch_size=2)
    wanted = 2
    second = gradients.input_gradient(model, IMAGES, score, batch_size=2)
    np.testing.assert_allclose(first, score_gradient(model, IMAGES, 0), atol=1e-6)
    np.testing.assert_allclose(second, score_gradient(model, IMAGES, 2), atol=1e-6)


def test_little_work_is_not_translated_and_much_of_it_is(monkeypatch, translating):
    monkeypatch.setattr(gradients, "WORTH_TRANSLATING", 3 * IMAGES.size)
    model = network()
    for times in range(1, 5):
        class_scores(model, IMAGES)
        assert len(translating) == (times >= 3)


def test_translated_or_not_the_maps_are_the_same(monkeypatch):
    model = network()
    monkeypatch.setattr(gradients, "WORTH_TRANSLATING", 10**12)
    step_by_step = [explain.occlusion(model, IMAGES, 2, patch=(3, 2), batch_size=4), explain.saliency(model, IMAGES, 2)]
    monkeypatch.setattr(gradients, "WORTH_TRANSLATING", 0)
    translated = [explain.occlusion(model, IMAGES, 2, patch=(3, 2), batch_size=4), explain.saliency(model, IMAGES, 2)]
    for one, other in zip(step_by_step, translated, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_kept_do_not_pile_up():
    model = network()
    for number in range(AT_MOST):
        kept_for(model)[number] = number
    assert not kept_for(model)


def test_what_is_kept_does_not_keep_a_model_alive(translating):
    model = network()
    asked(model)
    gone = weakref.ref(model)
    del model
    translating.clear()
    gc.collect()
    assert gone() is None


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # between Keras and NumPy
def test_a_model_with_something_kept_is_copied_and_saved_as_ever(translating, tmp_path):
    keras, model = import_keras(), network()
    asked(model)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    copied = keras.models.clone_model(model)
    copied.set_weights(model.get_weights())
    for other in (loaded, copied):
        np.testing.assert_allclose(class_scores(other, IMAGES), class_scores(model, IMAGES), rtol=1e-5)
