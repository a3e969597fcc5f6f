"""What a Keras model is made of, in plain numbers and words."""

import pytest

from convcourse.models import blueprint, layer_table
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def small(filters=6, rate=0.1):
    keras = import_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 20, 1)),
            layers.Conv2D(filters, (5, 3), activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.25),
            layers.Dense(10, kernel_regularizer=keras.regularizers.L2(0.01)),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss=loss)
    return model


def test_the_table_by_hand():
    assert layer_table(small()) == [
        ("Conv2D", (24, 18, 6), (5 * 3 + 1) * 6),
        ("MaxPooling2D", (12, 9, 6), 0),
        ("Flatten", (648,), 0),
        ("Dropout", (648,), 0),
        ("Dense", (10,), 6490),
    ]


def test_a_functional_model_has_the_same_table_as_a_sequential_one():
    keras = import_keras()
    layers = keras.layers
    inputs = keras.Input((28, 20, 1))
    maps = layers.MaxPooling2D(2)(layers.Conv2D(6, (5, 3), activation="relu")(inputs))
    scores = layers.Dense(10)(layers.Dropout(0.25)(layers.Flatten()(maps)))
    assert layer_table(keras.Model(inputs, scores)) == layer_table(small())


def test_a_blueprint_holds_what_changes_the_learning():
    made = blueprint(small())
    assert made["input"] == [28, 20, 1]
    assert made["compiled"] == {
        "optimizer": "SGD",
        "learning_rate": 0.1,
        "momentum": 0.9,
        "loss": "SparseCategoricalCrossentropy",
        "from_logits": True,
    }
    convolution, dropout, dense = made["layers"][0][1], made["layers"][3][1], made["layers"][4][1]
    assert convolution["activation"] == "relu" and convolution["kernel_size"] == [5, 3]
    assert dropout["rate"] == 0.25 and dense["kernel_regularizer"] == "L2 l2=0.01"


@pytest.mark.parametrize("change", [{"filters": 7}, {"rate": 0.2}])
def test_another_model_has_another_blueprint(change):
    assert blueprint(small()) == blueprint(small())
    assert blueprint(small(**change)) != blueprint(small())


def test_a_schedule_and_a_loss_by_name_are_written_in_words():
    keras = import_keras()
    model = small()
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.5)
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss="mse")
    made = blueprint(model)["compiled"]
    assert made["loss"] == "mse" and made["learning_rate"].startswith("ExponentialDecay initial_learning_rate=0.1")


def test_a_model_that_was_not_compiled_says_so():
    keras = import_keras()
    assert blueprint(keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]))["compiled"] is None


@pytest.mark.parametrize(
    ("give", "error", "words"),
    [
        (lambda keras: None, TypeError, "came None: does the function end in `return model`"),
        (lambda keras: keras.Sequential, TypeError, "the class itself"),
        (lambda keras: [keras.layers.Dense(2)], TypeError, "put the layers into keras.Sequential"),
        (lambda keras: 7, TypeError, "came int"),
        (lambda keras: keras.Sequential([keras.layers.Dense(2)]), ValueError, "not built.*keras.Input"),
    ],
    ids=["none", "class", "list", "number", "unbuilt"],
)
def test_what_is_no_built_model_is_named(give, error, words):
    with pytest.raises(error, match=words):
        layer_table(give(import_keras()))
