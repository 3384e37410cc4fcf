"""A comparison tells its rows that can be made from those that only a document writes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from glidepath.domain.comparison import Compared, Comparison, EffectDay, Foreseen, Made
from glidepath.domain.quantity import Mass

POINTS = ((0, Fraction(2)), (14, Fraction(1)), (28, Fraction(0)))
WRITTEN = Comparison("p", "usual", "clonazepam", POINTS, (), (), "")
COURSE = Made(Fraction(1, 2), (Fraction(1),), 28, 58, 2, ("a",), ())
MADE = Comparison("p", "faster", "clonazepam", POINTS, (), (), "", POINTS, (), COURSE)


def test_a_compared_schedule_lasts_until_its_last_dose_begins() -> None:
    assert WRITTEN.days == 28


def test_what_is_made_and_what_is_only_written_are_told_apart() -> None:
    found = Compared(
        "clonazepam", Mass.from_mg("2"), date(2026, 11, 22), Fraction(1, 4), 14,
        (WRITTEN, MADE), (), (), (),
    )  # fmt: skip
    assert found.drawn == (MADE,)
    assert found.not_made == (WRITTEN,)


def test_half_way_is_the_day_told_nearest_to_the_middle() -> None:
    told = tuple(EffectDay(day, Fraction(1), Fraction(1), Fraction(1)) for day in (7, 21, 28, 70))
    effect = Foreseen(Fraction(1), Fraction(1), Fraction(2), told)
    assert effect.half_way.day == 28
