"""A small chapter with Keras, as text: what grading costs shows best where the student's own code is short."""

KERAS_CHAPTER = '''\
# %% [markdown]
# # A small network

# %%
import keras
import numpy as np
from keras import layers

images = np.random.default_rng(0).normal(size=(4, 8, 6, 1)).astype("float32")

# %% exercise="parameters_of_dense"
def parameters_of_dense(inputs, units):
    """Return how many numbers a dense layer learns."""
    ### BEGIN SOLUTION
    return inputs * units + units
    ### END SOLUTION


# %% check="parameters_of_dense" points=1
assert parameters_of_dense(6, 4) == 28, "6 inputs and 4 units make 28 numbers"
### BEGIN HIDDEN TESTS
assert parameters_of_dense(9, 2) == 20
### END HIDDEN TESTS

# %% exercise="convolution"
def convolution(filters):
    """Return a convolution layer of `filters` windows, 3 high and 2 wide, with ReLU."""
    ### BEGIN SOLUTION
    return layers.Conv2D(filters, (3, 2), activation="relu")
    ### END SOLUTION


# %% check="convolution" points=1
layer = convolution(5)
assert isinstance(layer, layers.Conv2D), "a layer Conv2D was expected"
assert (layer.filters, layer.kernel_size) == (5, (3, 2)), "5 windows of 3 by 2 were expected"
### BEGIN HIDDEN TESTS
assert convolution(7).filters == 7
assert convolution(7).activation.__name__ == "relu"
### END HIDDEN TESTS

# %% exercise="network"
### BEGIN SOLUTION
network = keras.Sequential(
    [keras.Input((8, 6, 1)), layers.Conv2D(4, 3, activation="relu"), layers.Flatten(), layers.Dense(3)]
)
### END SOLUTION

# %% check="network" points=2
assert isinstance(network, keras.Model), "a Keras model was expected"
assert network.count_params() == 4 * 9 + 4 + 6 * 4 * 4 * 3 + 3, "331 numbers were expected"
### BEGIN HIDDEN TESTS
assert network.output_shape == (None, 3)
### END HIDDEN TESTS
'''
WRONG = {
    "parameters_of_dense": "def parameters_of_dense(inputs, units):\n    return inputs * units",
    "convolution": 'def convolution(filters):\n    return layers.Conv2D(filters, (2, 3), activation="relu")',
    "network": "network = keras.Sequential([keras.Input((8, 6, 1)), layers.Flatten(), layers.Dense(3)])",
}
