"""VGG from a line of its table."""

import pytest

from convcourse import models
from convcourse.models import zoo

pytestmark = pytest.mark.keras

LINES = {
    "VGG16": "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    "VGG19": "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}


def test_a_short_line_is_built_word_by_word():
    assert models.layer_table(models.vgg_from("2 M 3 M", (8, 12, 1), 5, 4)) == [
        ("Conv2D", (8, 12, 2), 20),
        ("MaxPooling2D", (4, 6, 2), 0),
        ("Conv2D", (4, 6, 3), 57),
        ("MaxPooling2D", (2, 3, 3), 0),
        ("Flatten", (18,), 0),
        ("Dense", (5,), 95),
        ("Dense", (5,), 30),
        ("Dense", (4,), 24),
    ]


@pytest.mark.parametrize("name", LINES)
def test_configurations_d_and_e_are_those_of_the_zoo(name):
    costs = {}
    for whose, build in (("line", lambda: models.vgg_from(LINES[name])), ("zoo", zoo.network(name).build)):
        model = models.weightless(build)
        counted = [cost for cost in models.layer_costs(model) if cost.kind != "Dropout"]
        costs[whose] = [(cost.kind, cost.shape, cost.parameters, cost.multiply_adds) for cost in counted]
    assert costs["line"] == costs["zoo"]


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="a number of filters or M, came 'P' in '64 P'"):
        models.vgg_from("64 P", (8, 8, 3))
