"""A line of supply adds up, or it cannot be built."""

from __future__ import annotations

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.supply import SupplyLine


def _line(taken: str, opened: str, at_home: str, dispensed: int, left: str) -> SupplyLine:
    return SupplyLine(
        "t", Fraction(taken), Fraction(opened), Fraction(at_home), dispensed, Fraction(left)
    )


def test_what_is_taken_wasted_and_left_is_what_was_there() -> None:
    assert _line("7", "14", "4", 11, "1").left == 1
    assert _line("0", "0", "0", 0, "0").dispensed == 0


@pytest.mark.parametrize(
    ("taken", "opened", "at_home", "dispensed", "left"),
    [("8", "7", "0", 8, "1"), ("7", "7", "0", 6, "-1"), ("7", "7", "8", -1, "0")],
)
def test_amounts_below_nothing_are_refused(
    taken: str, opened: str, at_home: str, dispensed: int, left: str
) -> None:
    with pytest.raises(BadInput, match="supply: t -> allowed: amounts of 0 or more"):
        _line(taken, opened, at_home, dispensed, left)


def test_figures_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(BadInput, match="supply: t -> allowed: figures that add up"):
        _line("7", "7", "0", 8, "0")
