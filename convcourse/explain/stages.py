"""A network in the stages of its paper's table: an inception module is one row, whatever goes on inside."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from convcourse.explain.receptive_field import receptive_fields
from convcourse.models.channel_layers import POINTWISE
from convcourse.models.multiply_adds import LayerCost, layer_costs

TELLING = ("Conv", "Dense", "Pooling", "Concatenate", "Add")
"""Beginnings and endings of the classes that make a stage of their own; what only follows them is counted to them."""


class Stage(NamedTuple):
    """A part of a network between two places where it is a single tensor wide.

    Attributes:
        name: Of its last layer that says something.
        shape: Shape of its output, without the batch.
        parameters: Numbers that it learns.
        multiply_adds: Products that it adds up for one image.
        field: Pixels that a unit of its output can see, height and width; None if it sees the whole image.
    """

    name: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    field: tuple[int, int] | None


def stages(model: Any) -> list[Stage]:
    """List the stages of a network.

    Args:
        model: A Sequential or functional model with one output, built for one size of image; weightless will do.

    Raises:
        ValueError: As `multiply_adds` and `explain.receptive_fields`.

    Source: chapter 12.
    """
    costs, fields = {cost.name: cost for cost in layer_costs(model)}, receptive_fields(model, pointwise=POINTWISE)
    rows: list[Stage] = []
    for layers in _between_narrow_places(model):
        group = [costs[name] for name in layers]
        parameters, products = sum(cost.parameters for cost in group), sum(cost.multiply_adds for cost in group)
        telling = [cost for cost in group if _tells(cost)]
        if telling:
            last = telling[-1]
            field = fields[last.name]
            seen = None if field.whole else (field.size[0], field.size[1])
            rows.append(Stage(last.name.removesuffix("_conv"), last.shape, parameters, products, seen))
        elif rows:  # normalisation, dropout, a border, flattening: they belong to what came before
            before = rows[-1]
            rows[-1] = before._replace(
                parameters=before.parameters + parameters, multiply_adds=before.multiply_adds + products
            )
    return rows


def _tells(cost: LayerCost) -> bool:
    return any(word in cost.kind for word in TELLING) and "Activation" not in cost.kind


def _between_narrow_places(model: Any) -> Iterator[list[str]]:
    """Go through the layers in order, parted wherever all that follows depends on a single tensor."""
    nodes = [node for _, depth in sorted(_by_depth(model).items(), reverse=True) for node in depth]
    uses = Counter(id(tensor) for node in nodes for tensor in node.input_tensors)
    group: list[str] = []
    waiting: Counter[int] = Counter()
    for node in nodes:
        for tensor in node.input_tensors:
            waiting[id(tensor)] -= 1
        waiting.update({id(tensor): uses[id(tensor)] for tensor in node.output_tensors})
        if not node.is_input:
            group.append(node.operation.name)
        if group and sum(count > 0 for count in waiting.values()) <= 1:
            yield group
            group = []


def _by_depth(model: Any) -> Any:
    return model._nodes_by_depth if hasattr(model, "_nodes_by_depth") else model._functional._nodes_by_depth
