"""What the demo of chapter 14 says was measured can be measured again."""

import pytest

from convcourse.models.thawing import thawing_run, worst_of_seeds
from convcourse.models.thawing_measured import MEASURED

pytestmark = pytest.mark.keras


def test_with_nothing_thawed_letters_are_read_as_before() -> None:
    assert thawing_run(0, 0.001).letters == pytest.approx(0.9925)


@pytest.mark.slow
@pytest.mark.parametrize("pair", [(2, 0.001), (5, 0.1)])
def test_the_table_holds_what_is_measured(pair: tuple[int, float]) -> None:
    digits, letters = worst_of_seeds(*pair)
    assert digits == pytest.approx(MEASURED[pair][0], abs=0.08)  # other processors add up in another order
    assert letters == pytest.approx(MEASURED[pair][1], abs=0.08)
