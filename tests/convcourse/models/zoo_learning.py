"""Train networks of the zoo for 20 steps on one small batch: a program of its own, so that its memory is given back.

    python zoo_learning.py "ResNet-50" "SE-ResNet-50"

For each network it prints one line of JSON: `losses` before each of the steps and after the last, how many trainable
weights there are, and which of them got no gradient, or one that is not finite, in the first step.
"""

import gc
import json
import sys

import numpy as np

from convcourse.models import zoo
from convcourse.models.quiet import import_keras

STEPS = 20
CLASSES = 4
ADAM_RATES = {"AlexNet": 3e-4, "ZFNet": 3e-4, "VGG": 1e-4, "GoogLeNet": 3e-4, "SqueezeNet": 3e-4}
"""Networks without batch normalisation learn by Adam at this rate; their dropout asks for eight images and not four.

The others learn by plain descent with momentum, which is sooner built for their hundreds of weights.
"""
SIDES = {"SqueezeNet": 64}
"""Pixels of height where the smallest image has one place on the last map, whose ReLU silences too many classes."""


def learn(name):
    """Train one network, and report."""
    keras = import_keras()
    keras.utils.set_random_seed(0)
    network = zoo.network(name)
    side = of_family(SIDES, name, network.smallest)
    rate = of_family(ADAM_RATES, name, None)
    images, labels = batch(4 if rate is None else 8, (side, side + 3, 3))
    optimizer = keras.optimizers.SGD(0.003, momentum=0.9) if rate is None else keras.optimizers.Adam(rate)
    model = network.build(images.shape[1:], CLASSES)
    outputs = len(model.outputs)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, [loss] * outputs, loss_weights=[1.0, 0.3, 0.3][:outputs], jit_compile=False)

    def losses(steps):
        return model.fit(images, [labels] * outputs, batch_size=8, epochs=steps, verbose=0).history["loss"]

    first = losses(1)
    dead = without_gradient(keras, model, optimizer)
    # The loss of a step is measured before it: the last one is that after 20 steps.
    return {"name": name, "losses": first + losses(STEPS), "weights": len(model.trainable_weights), "dead": dead}


def batch(count, shape):
    """Make images of noise, each tinted with a colour of its own, and their labels."""
    random = np.random.default_rng(0)
    images = random.normal(size=(count, *shape)) + 2 * random.normal(size=(count, 1, 1, shape[-1]))
    return images.astype("float32"), np.arange(count) % CLASSES


def of_family(numbers, name, otherwise):
    """Return the number of the family that the network is of."""
    return next((number for family, number in numbers.items() if name.startswith(family)), otherwise)


def without_gradient(keras, model, optimizer):
    """Name the trainable weights whose gradient was zero, or not finite, in the only step so far.

    After one step the optimiser's momentum is the gradient times a number: a tenth, or the rate.
    """
    momentums = [variable for variable in optimizer.variables if variable.path.endswith("_momentum")]
    pairs = zip(model.trainable_weights, momentums, strict=True)
    gradients = [(weight.path, keras.ops.convert_to_numpy(momentum)) for weight, momentum in pairs]
    return [path for path, gradient in gradients if not (np.isfinite(gradient).all() and gradient.any())]


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(json.dumps(learn(each)), flush=True)
        import_keras().backend.clear_session()
        gc.collect()
