"""The still pictures of chapter 09 say its numbers."""

import io

import pytest
from PIL import Image

from convcourse import figures


def told(*arguments, **named) -> str:
    png, alt = figures.field_by_layers(*arguments, **named).render()
    assert Image.open(io.BytesIO(png)).width <= 860
    return alt


def test_a_field_in_the_middle_is_named_pixel_by_pixel():
    alt = told([(3,), (4,)], pixels=8, unit=1)
    assert alt.startswith("Unit 1 of layer 2 has a field of 6: pixels 1 to 6. Units from the input up: 8, 6, 3.")
    assert "Layer 2: kernel 4, field 6, jump 1." in alt


def test_a_field_in_the_padding_says_what_of_it_is_in_the_image():
    alt = told([(3, 2, 1), (3, 2, 1)], pixels=5, unit=0)
    assert "a field of 7: pixels \u22123 to 3. Of these, 0 to 3 are in the image." in alt
    assert "Units from the input up: 5, 3, 2." in alt and "stride 2, padding 1, field 3, jump 2" in alt
    assert "pixels 1 to 7. Of these, 1 to 4 are in the image." in told([(3, 2, 1), (3, 2, 1)], pixels=5, unit=1)


def test_holes_are_counted():
    assert "pixels 1 to 9. It misses 4 of them." in told([(3, 1, 0, 2), (3, 1, 0, 2)], pixels=11, unit=1)


def test_a_causal_stack_without_holes():
    alt = told([(2, 1, 0, d) for d in (1, 2, 4, 8)], pixels=16, unit=0, causal=True)
    assert "a field of 16: pixels 0 to 15." in alt and "misses" not in alt


def test_growth_is_told_as_powers():
    used = {"uniform": [2.0, 4.0, 8.0], "random": [3.0, 4.242640687, 6.0]}
    png, alt = figures.field_growth((5, 10, 20), (11, 21, 41), used).render()
    assert png.startswith(b"\x89PNG")
    assert "used, uniform: depth to the power 1.00, from 2.0 to 8.0 pixels" in alt
    assert "used, random: depth to the power 0.50" in alt and "receptive field: depth to the power 0.95" in alt


@pytest.mark.parametrize("unit", [0, 2])
def test_every_unit_of_a_layer_can_be_chosen(unit):
    assert f"Unit {unit} of layer 1 has a field of 4" in told([(4, 3, 2)], pixels=10, unit=unit)
