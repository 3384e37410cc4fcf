"""What products can make, checked against sums written out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from glidepath.domain.quantity import Mass
from glidepath.safety.checker.reach import (
    Reach,
    measures_as_pieces,
    reach,
    smallest_portion,
)  # fmt: skip
from tests.unit.safety.checker.written import fact, product

HALVED = product("t: 0.5 mg tablet 1/2")
WHOLE_2 = product("w: 2 mg tablet")
DROPS = product("d: 2.5 mg/mL drops 25")
LIQUID = product("l: 0.1 mg/mL oral_solution 0.1")
ODT = product("o: 0.125 mg odt")


def _made(products: tuple[object, ...], most: int | None, bound: str) -> list[str]:
    found = reach(products, most, Fraction(bound))  # type: ignore[arg-type]
    assert found is not None
    return [f"{made / 1_000_000:g}" for made in found.sums]


def test_halves_and_wholes_of_one_tablet_make_every_quarter_milligram() -> None:
    assert _made((HALVED,), None, "1") == ["0", "0.25", "0.5", "0.75", "1"]


def test_a_bound_that_is_itself_makeable_is_among_the_doses() -> None:
    assert _made((WHOLE_2,), None, "4") == ["0", "2", "4"]


def test_the_number_of_pieces_bounds_what_can_be_made() -> None:
    assert _made((HALVED,), 1, "1") == ["0", "0.25", "0.5"]
    assert _made((HALVED,), 2, "1.25") == ["0", "0.25", "0.5", "0.75", "1"]
    assert _made((HALVED,), 0, "1") == ["0"]


def test_different_products_add_up() -> None:
    assert _made((ODT, HALVED), 2, "0.6") == ["0", "0.125", "0.25", "0.375", "0.5"]


def test_drops_are_made_one_by_one_and_ten_count_as_a_piece() -> None:
    assert _made((DROPS,), 1, "2")[-1] == "1"
    assert _made((DROPS,), 2, "2")[-1] == "2"
    assert _made((DROPS,), None, "0.3") == ["0", "0.1", "0.2", "0.3"]


def test_a_measured_volume_is_one_piece_whatever_its_size() -> None:
    assert _made((LIQUID,), 1, "0.05") == ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]
    assert _made((LIQUID,), 0, "0.05") == ["0"]


def test_a_liquid_is_measured_on_top_of_tablets() -> None:
    assert _made((HALVED, LIQUID), 1, "0.26")[-2:] == ["0.25", "0.26"]
    solid_and_liquid = reach((HALVED, LIQUID), 2, Fraction("0.27"))
    assert solid_and_liquid is not None
    assert solid_and_liquid.makes(Fraction("0.26"))


def test_the_fewest_pieces_are_kept_when_a_liquid_makes_the_same_dose() -> None:
    found = reach((product("q: 0.1 mg tablet"), LIQUID, DROPS), 2, Fraction("1.2"))
    assert found is not None
    assert found.makes(Fraction("1.2"))


def test_the_fewest_tablets_are_kept_however_many_could_make_the_same_dose() -> None:
    found = reach((HALVED, product("c: 0.4 mg/mL oral_solution 0.1")), 2, Fraction("0.6"))
    assert found is not None
    assert found.makes(Fraction("0.54"))  # a whole tablet and one mark


def test_the_fewest_pieces_are_kept_for_a_second_liquid_on_top_of_the_first() -> None:
    tablet = product("q: 0.1 mg tablet")
    tenths, quarters = product("x: 0.1 mg/mL oral_solution 1"), product("y: 1 mg/mL drops 4")
    found = reach((tablet, tenths, quarters), 2, Fraction("0.5"))
    assert found is not None
    assert found.makes(Fraction("0.45"))  # a volume of 0.2 mg and a drop of 0.25 mg


def test_a_liquid_is_worked_out_once_and_not_as_pieces_too() -> None:
    found = reach((LIQUID,), None, Fraction(10))
    assert found is not None
    assert len(found.sums) == 1001


@pytest.mark.parametrize(("bound", "known"), [("0.003199", True), ("0.003200", False)])
def test_so_many_products_that_every_sum_takes_too_long_are_given_up(
    bound: str, known: bool
) -> None:
    strengths = [*range(1, 63), *range(63, 64 * 63, 63)]  # any two make every sum in between
    many = [replace(WHOLE_2, strength=fact(Mass(nanograms))) for nanograms in strengths]
    assert (reach(many, 2, Fraction(bound)) is not None) is known


@pytest.mark.parametrize(("count", "pieces"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_begun_ten_of_drops_counts_as_a_piece(count: int, pieces: int) -> None:
    assert measures_as_pieces(DROPS, count) == pieces
    assert measures_as_pieces(LIQUID, count) == 1


def test_tablets_too_fine_to_be_worked_out_are_given_up() -> None:
    fine = product("f: 0.000001 mg tablet"), product("g: 0.000002 mg tablet")
    assert reach(fine, None, Fraction(1)) is None
    assert reach((*fine, LIQUID), None, Fraction(1)) is None


FINE = product("p: 0.000001 mg/mL oral_solution 1")


def test_a_liquid_of_as_many_marks_as_can_be_worked_out_is() -> None:
    assert reach((FINE,), None, Fraction("0.399999")) is not None


def test_a_liquid_of_one_mark_more_is_given_up() -> None:
    assert reach((FINE,), None, Fraction("0.4")) is None


def test_two_liquids_add_up() -> None:
    both = product("x: 2.5 mg/mL drops 25"), product("y: 1 mg/mL drops 4")
    assert _made(both, None, "0.5") == [
        "0", "0.1", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5",
    ]  # fmt: skip


REACH = Reach((0, 250_000, 500_000, 1_000_000))


def test_a_dose_is_makeable_only_if_it_is_among_the_sums() -> None:
    assert REACH.makes(Fraction(0))
    assert REACH.makes(Fraction("0.5"))
    assert REACH.makes(Fraction(1))
    assert not REACH.makes(Fraction("0.75"))
    assert not REACH.makes(Fraction("1.000001"))
    assert not REACH.makes(Fraction(1, 3))


def test_the_nearest_doses_on_both_sides_are_found() -> None:
    assert REACH.below(Fraction("0.5")) == Fraction("0.25")
    assert REACH.below(Fraction("0.6")) == Fraction("0.5")
    assert REACH.above(Fraction("0.5")) == Fraction(1)
    assert REACH.above(Fraction("0.6")) == Fraction(1)
    assert REACH.above(Fraction(1)) is None
    assert REACH.below(Fraction("0.000001")) == 0


def test_the_next_lower_day_gives_way_at_the_time_where_that_costs_least() -> None:
    assert REACH.next_lower({"08:00": Fraction(1), "20:00": Fraction("0.5")}) == Fraction("1.25")
    assert REACH.next_lower({"08:00": Fraction(1)}) == Fraction("0.5")
    assert REACH.next_lower({"20:00": Fraction("0.25")}) == 0


def test_an_intake_that_cannot_be_made_has_to_fall_itself() -> None:
    assert REACH.next_lower({"08:00": Fraction("0.75"), "20:00": Fraction("0.5")}) == Fraction(1)


def test_the_smallest_portion_is_the_least_of_all_products() -> None:
    assert smallest_portion((HALVED, WHOLE_2)) == Fraction("0.25")
    assert smallest_portion((HALVED, ODT)) == Fraction("0.125")
    assert smallest_portion(()) is None
