"""One time of day emptied after another, at the cut that is asked for."""

from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import makeable
from glidepath.planning.exchange import Fall
from glidepath.planning.fall import emptied, falling_steps, with_doses
from tests.unit.dosing.courses import HALF, tablet
from tests.unit.planning.asking import fixed, pace, regimen

MORNING, NIGHT = TimeOfDay.read("08:00"), TimeOfDay.read("22:00")
QUARTERS = makeable((tablet("0.5", HALF),), Mass.from_mg("2"), 8)
FORTNIGHTLY = pace(fixed("0.5", 14))


def lowered(doses: str, order=(NIGHT, MORNING)) -> list[str]:
    steps = emptied(regimen(*doses.split()), Fall(FORTNIGHTLY, order, 28), QUARTERS)
    return [" ".join(str(dose.mg) for dose in one.doses) for _, one in steps]


def test_a_cut_is_as_large_as_was_asked_where_the_products_make_it() -> None:
    assert lowered("0.5 1.5") == ["0.5 1", "0.5 0.5", "0.5 0", "0 0"]
    assert lowered("0.5 1.5", (MORNING, NIGHT)) == ["0 1.5", "0 1", "0 0.5", "0 0"]


def test_what_is_left_of_one_time_of_day_is_taken_away_before_the_next_is_touched() -> None:
    assert lowered("0.5 0.75") == ["0.5 0.25", "0.5 0", "0 0"]


@pytest.mark.parametrize(("most", "beyond"), [(Fraction(1, 2), False), (Fraction(49, 100), True)])
def test_a_cut_just_at_the_ceiling_is_within_it(most: Fraction, beyond: bool) -> None:
    fall = Fall(FORTNIGHTLY, (NIGHT,), 28, Ceiling(most, 14))
    half, rest = falling_steps(regimen("1"), fall, QUARTERS, date(2026, 11, 30))
    assert half.cut.share == Fraction(1, 2)
    assert (half.terminal, rest.terminal) == (beyond, True)
    assert [step.span.days for step in (half, rest)] == [14, 28]


def test_doses_are_told_for_every_time_of_day() -> None:
    with pytest.raises(ValueError, match="shorter"):
        with_doses(regimen("1", "1"), [Mass.from_mg("1")], QUARTERS)
