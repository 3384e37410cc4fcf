"""What a period needs of each product, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.claim import PlanClaim
from glidepath.safety.checker.supply import Need, allowance, needs, periods, unreadable_pieces
from tests.unit.safety.checker.written import fact, product, step, supply

TEN_DAYS = "2026-01-01 to 2026-01-10: 0 of t, 0 at home"


def _claim(*steps: str, lines: tuple[str, ...] = (TEN_DAYS,)) -> PlanClaim:
    return PlanClaim(
        "clonazepam", "US", "p", (), tuple(map(step, steps)), tuple(map(supply, lines))
    )


def _needs(*steps: str, carry: bool, name: str = "t") -> Need:
    claim = _claim(*steps)
    return needs(claim, periods(claim)[0], carry)[name]


HALF_TWICE = "2026-01-01 to 2026-01-10 | 1 | 08:00 0.5 = 1 x 1/2 of t | 20:00 0.5 = 1 x 1/2 of t"
HALF_ONCE = "2026-01-01 to 2026-01-09 | 0.5 | 08:00 0.5 = 1 x 1/2 of t"
MIXED = "2026-01-01 to 2026-01-10 | 1 | 08:00 1 = 1 x 1/2 of t + 1 x 1/4 of t"
ODD = "2026-01-01 to 2026-01-10 | 1 | 08:00 1 = 1 x 1/2 of t + 1 x 1/3 of t"


def test_two_halves_of_one_day_come_from_one_tablet() -> None:
    assert _needs(HALF_TWICE, carry=False) == Need(Fraction(10), Fraction(10))
    assert _needs(HALF_TWICE, carry=True) == Need(Fraction(10), Fraction(10))


def test_a_half_a_day_costs_a_tablet_a_day_unless_the_other_half_is_kept() -> None:
    assert _needs(HALF_ONCE, carry=False) == Need(Fraction(9), Fraction(9))
    assert _needs(HALF_ONCE, carry=True) == Need(Fraction(9, 2), Fraction(9, 2))


def test_a_quarter_fits_beside_a_half() -> None:
    assert _needs(MIXED, carry=False) == Need(Fraction(10), Fraction(10))
    assert _needs(MIXED, carry=True) == Need(Fraction(15, 2), Fraction(15, 2))


def test_halves_and_thirds_have_two_bounds() -> None:
    assert _needs(ODD, carry=False) == Need(Fraction(10), Fraction(20))
    assert _needs(ODD, carry=True) == Need(Fraction(25, 3), Fraction(25, 3))
    one_day = ODD.replace("01-10", "01-01")
    assert _needs(one_day, carry=True) == Need(Fraction(5, 6), Fraction(2))


def test_thirds_beside_halves_have_two_bounds_even_where_wholes_are_taken_as_well() -> None:
    wholes = ODD.replace("08:00", "07:00 1 = 1 of t | 08:00")
    assert _needs(wholes, carry=False) == Need(Fraction(20), Fraction(30))


def test_only_the_days_inside_the_period_count() -> None:
    early = "2025-12-25 to 2026-01-02 | 1 | 08:00 1 = 1 of t"
    late = "2026-01-10 to 2026-01-20 | 1 | 08:00 1 = 2 of t"
    outside = "2026-01-11 to 2026-01-20 | 1 | 08:00 1 = 7 of t"
    assert _needs(early, late, outside, carry=True) == Need(Fraction(4), Fraction(4))


def test_products_are_reckoned_apart() -> None:
    both = "2026-01-01 to 2026-01-10 | 1 | 08:00 1 = 1 of t + 3 of u | 20:00 1 = 1 of t"
    assert _needs(both, carry=True, name="u") == Need(Fraction(30), Fraction(30))
    assert _needs(both, carry=False, name="t") == Need(Fraction(20), Fraction(20))


def test_periods_stand_in_the_order_of_their_days_and_keep_the_first_line_of_a_product() -> None:
    lines = (
        "2026-02-01 to 2026-02-10: 5 of t, 1 at home",
        "2026-01-01 to 2026-01-31: 7 of t, 2 at home",
        "2026-01-01 to 2026-01-31: 8 of u, 3 at home",
        "2026-01-01 to 2026-01-31: 9 of t, 4 at home",
    )
    first, second = periods(_claim(lines=lines))
    assert (first.first.start, second.first.start) == (date(2026, 1, 1), date(2026, 2, 1))
    assert (first.dispensed("t"), first.at_home("t")) == (7, 2)
    assert (first.dispensed("u"), first.at_home("u")) == (8, 3)
    assert (second.dispensed("u"), second.at_home("u")) == (0, 0)


@pytest.mark.parametrize(
    ("text", "needed", "more"),
    [
        ("t: 1 mg tablet", 10, 1),
        ("t: 1 mg tablet", 0, 0),
        ("t: 1 mg tablet pack 30", 10, 29),
        ("t: 1 mg tablet pack 30", 0, 0),
        ("t: 1 mg tablet pack 1", 10, 1),
        ("t: 2.5 mg/mL drops 25 pack 10", 10, 249),
        ("t: 0.1 mg/mL oral_solution 0.1 pack 150", 10, 1499),
    ],
)
def test_more_than_needed_may_be_one_piece_or_what_fills_a_pack(
    text: str, needed: int, more: int
) -> None:
    assert allowance(product(text), needed) == more


def test_the_smallest_of_several_packs_says_how_much_may_be_over() -> None:
    several = replace(product("t: 1 mg tablet"), packs=fact((100, 30, 50)))
    assert allowance(several, 10) == 29


def test_of_a_liquid_without_bottles_on_record_no_more_than_a_millilitre_may_be_over() -> None:
    drops = replace(product("d: 2.5 mg/mL drops 25"), packs=fact(()))
    assert allowance(drops, 10) == 24


def test_an_unknown_product_may_be_one_piece_over() -> None:
    assert allowance(None, 5) == 1


def test_pieces_are_unreadable_without_a_sensible_count() -> None:
    assert not unreadable_pieces(_claim(HALF_ONCE))
    assert not unreadable_pieces(_claim("2026-01-01 to 2026-01-09 | 0 | 08:00 0 = 0 of t"))
    assert unreadable_pieces(_claim("2026-01-01 to 2026-01-09 | 0 | 08:00 0"))
    assert unreadable_pieces(_claim("2026-01-01 to 2026-01-09 | 0 | 08:00 0 = -1 of t"))
    assert unreadable_pieces(_claim("2026-01-01 to 2026-01-09 | 0 | 08:00 0 = 1 x -1/2 of t"))
