"""Figures of a diary lie in their ranges; what nobody said is unknown and always allowed."""

from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.diary import DayEntry, Diary, Symptom, WeekEntry
from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Known, Refused

DAY = date(2026, 3, 9)


def test_a_day_of_which_nothing_was_said_is_a_day() -> None:
    day = DayEntry(DAY)
    assert (day.hard, day.sleep_hours, day.doses, day.safety) == (UNKNOWN, UNKNOWN, (), {})
    assert DayEntry(DAY, hard=Refused()).hard == Refused()
    assert Diary() == Diary((), (), (), ())


def test_the_ends_of_each_range_are_allowed() -> None:
    for low, high in ((0, 0), (10, 4)):
        hours = Known(Fraction(0 if low == 0 else 24))
        assert DayEntry(DAY, hard=Known(low), anxiety=Known(high), sleep_hours=hours)
    assert WeekEntry(DAY, goal=Known(10), days_out_of_role=Known(7))
    assert Symptom(Known(4))


def test_every_figure_of_a_day_out_of_range_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        DayEntry(
            DAY,
            hard=Known(11),
            sleep_hours=Known(Fraction(49, 2)),
            sleep_quality=Known(5),
            anxiety=Known(-1),
            body=Known(9),
        )
    where = [problem.where for problem in refused.value.problems]
    assert sorted(where) == ["anxiety", "body", "hard", "sleep_hours", "sleep_quality"]


def test_every_figure_of_a_week_out_of_range_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        WeekEntry(DAY, goal=Known(11), days_out_of_role=Known(8))
    assert [problem.allowed for problem in refused.value.problems] == ["0 to 10", "0 to 7"]


def test_a_symptom_is_0_to_4() -> None:
    with pytest.raises(BadInput, match="0 to 4"):
        Symptom(Known(5))
