"""What was made for a model and is used again, for as long as the model stays as it is.

A network that was translated for its backend keeps what its layers were at that moment: their functions, their
settings, their order. Of all that only the numbers in the weights are looked up anew. So before a translation is used
again, the model is compared with what it was.
"""

from collections.abc import Hashable
from typing import Any

import numpy as np

from convcourse.models.layer_calls import parts_inside

NAME = "_kept_by_convcourse"
NO_PART_OF_IT = (NAME, "_called")  # the latter is Keras's note that a layer has run
AT_MOST = 16  # things kept for one model: each may be a graph of some megabytes


class Kept(dict[Hashable, Any]):
    """Things made for a model, by name, and the state that the model had."""

    def __init__(self, state: Any) -> None:
        super().__init__()
        self.state = state


class Same:
    """A thing that equals itself and nothing else; while it is remembered, no other can get its address."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    __hash__ = None  # type: ignore[assignment]


def kept_for(model: Any) -> Kept:
    """Return a dictionary that is the same from call to call while the model stays as it is, and then a new one.

    The values of weights may change. Another layer, function, number, list or array in the model or in one of its
    layers makes it a new one. A change outside of it is not noticed: of a global variable that its `call` reads.

    Args:
        model: A Keras model.
    """
    state = _state(model)
    kept = vars(model).get(NAME)
    if kept is None or kept.state != state or len(kept) >= AT_MOST:
        kept = Kept(state)
        object.__setattr__(model, NAME, kept)  # past Keras, which would take note of a new attribute
    return kept


def _state(model: Any) -> list[Any]:
    """Return all that a model and its parts are made of, but for the values of weights."""
    return [
        (Same(part), Same(type(part).call), {
            name: _frozen(value) for name, value in vars(part).items() if name not in NO_PART_OF_IT
        })
        for part in (model, *parts_inside(model))
    ]  # fmt: skip


def _frozen(value: Any) -> Any:
    """Return what equals the same thing later if neither another was put there nor it was changed in place."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, (list, tuple)):
        return [_frozen(each) for each in value]
    if isinstance(value, dict):
        return [(key, _frozen(each)) for key, each in value.items()]
    return Same(value)
