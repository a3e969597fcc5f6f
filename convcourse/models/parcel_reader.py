"""A network that reads the gate on photographs of parcels, larger than chapter 18 allows."""

from typing import Any

from convcourse.data.parcel_photos import SIZE
from convcourse.models.quiet import import_keras


def parcel_reader(gates: int = 5, *, seed: int = 0, batches: int = 500) -> Any:
    """Build and compile the network that the supplier of chapter 18 left: four convolutions, 22,545 parameters.

    Args:
        gates: Number of scores.
        seed: Of the first weights.
        batches: After so many the learning rate has fallen to 0.

    Returns:
        A compiled Keras model for photographs (batch, 32, 40, 3).
    """
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    inner = [layers.RandomTranslation(0.1, 0.1, fill_mode="reflect")]
    for filters, kernel, stride in ((20, 5, 2), (24, 3, 1), (32, 3, 1), (32, 3, 1)):
        inner.append(layers.Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False))
        inner += [layers.BatchNormalization(momentum=0.9), layers.ReLU()]
        inner += [layers.MaxPooling2D()] if filters == 24 else []
    head = [layers.GlobalMaxPooling2D(), layers.Dense(gates)]
    model = keras.Sequential([keras.Input((*SIZE, 3)), *inner, *head])
    rate = keras.optimizers.schedules.CosineDecay(0.005, batches)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    return model
