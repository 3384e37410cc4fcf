"""Pieces, intakes and regimens: they add up, or they cannot be built."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, Regimen, total
from tests.unit.domain.world import HALF_TABLET, MORNING, NIGHT, WHOLE_TABLET, day, mg


def test_masses_of_one_drug_add_up_and_none_is_nothing() -> None:
    assert total([mg("0.5"), mg("0.25")]) == mg("0.75")
    assert total([]) == Mass.zero()


def test_pieces_say_their_drug_and_what_they_use_up() -> None:
    three_halves = Piece(HALF_TABLET, 3)
    assert three_halves.mass == mg("0.75")
    assert three_halves.units == Fraction(3, 2)


@pytest.mark.parametrize("count", [0, -1, 1.5, True, "2"])
def test_pieces_are_counted_in_whole_numbers_from_one_up(count: Any) -> None:
    with pytest.raises(BadInput, match="pieces -> allowed: a whole number, 1 or more"):
        Piece(WHOLE_TABLET, count)


def test_an_intake_whose_pieces_do_not_make_its_dose_is_refused() -> None:
    with pytest.raises(BadInput, match=r"pieces of 0\.5 mg for a dose of 0\.25 mg"):
        Intake(MORNING, mg("0.25"), (Piece(WHOLE_TABLET, 1),))
    with pytest.raises(BadInput):
        Intake(MORNING, mg("0.25"), ())


def test_an_intake_may_be_known_by_its_dose_only_or_be_nothing() -> None:
    assert Intake(MORNING, mg("0.3")).pieces is None
    assert Intake(MORNING, Mass.zero(), ()).dose == Mass.zero()


def test_a_regimen_says_its_times_doses_and_daily_dose() -> None:
    regimen = day("0.25", "0.5")
    assert regimen.times == (MORNING, NIGHT)
    assert regimen.doses == (mg("0.25"), mg("0.5"))
    assert regimen.daily_dose == mg("0.75")


def test_a_regimen_known_by_doses_is_put_in_the_order_of_the_clock() -> None:
    regimen = Regimen.of([(NIGHT, mg("1")), (MORNING, mg("2"))])
    assert regimen.times == (MORNING, NIGHT)
    assert regimen.doses == (mg("2"), mg("1"))


@pytest.mark.parametrize("times", [(), (NIGHT, MORNING), (MORNING, MORNING)])
def test_a_regimen_without_intakes_or_with_times_out_of_order_is_refused(
    times: tuple[TimeOfDay, ...],
) -> None:
    with pytest.raises(BadInput, match="one or more, each at its own time"):
        Regimen(tuple(Intake(time, mg("1")) for time in times))
