"""LeNet-5 on the real MNIST, where somebody has it."""

from typing import Any

from convcourse import data
from convcourse.models.lenet import lenet5
from convcourse.models.quiet import import_keras


def mnist_accuracy(epochs: int = 3, *, form: str = "relu", seed: int = 0, callbacks: tuple[Any, ...] = ()) -> float:
    """Train LeNet-5 on the 60,000 training digits of MNIST, and read its 10,000 test digits. Takes a minute or two.

    Args:
        epochs: How often each digit is seen.
        form: As for `lenet5`.
        seed: Of Keras's random numbers.
        callbacks: Keras callbacks, such as a learning curve's.

    Returns:
        The part of the test digits that is read rightly.

    Raises:
        DataMissing, DataDamaged: As `data.image_set`.
    """
    keras = import_keras()
    train, test = (data.image_set("mnist", split) for split in ("train", "test"))
    keras.utils.set_random_seed(seed)
    model = lenet5((28, 28, 1), form=form)
    rate = keras.optimizers.schedules.PolynomialDecay(0.002, epochs * -(-len(train.labels) // 64))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss, metrics=["accuracy"])
    images = train.images.astype("float32") / 255
    model.fit(images, train.labels, epochs=epochs, batch_size=64, verbose=0, callbacks=list(callbacks))
    return float(model.evaluate(test.images.astype("float32") / 255, test.labels, verbose=0)[1])
