"""Models without weights: all their layers, shapes and counts, and none of their memory."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from convcourse.models.quiet import import_keras


def weightless(build: Callable[[], Any]) -> Any:
    """Build a model for counting: its weights have shapes and no values.

    VGG16 holds 553 MB of weights, and takes seconds to draw them. To count them, their shapes are enough. Do not train
    or run such a model: Keras then draws its weights anew each time that it needs them.

    Args:
        build: A function without arguments that builds a Keras model and sets no weights.

    Returns:
        What `build` returns. `layer_table`, `layer_costs`, `multiply_adds` and `explain.receptive_fields` read it.

    Source: chapter 12.
    """
    keras = import_keras()

    def without_weights() -> Any:
        with keras.StatelessScope(initialize_variables=False):
            return build()

    # In a thread of its own: Keras lists, for each thread, the weights that still wait for values, and would give them
    # some at the end of the next such scope.
    with ThreadPoolExecutor(max_workers=1) as own_thread:
        return own_thread.submit(without_weights).result()
