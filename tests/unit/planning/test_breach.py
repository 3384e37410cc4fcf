"""Where a schedule falls faster than a ceiling: on which day, from what, and by how much."""

from fractions import Fraction

from glidepath.domain.comparison import Breach
from glidepath.domain.policy import Ceiling
from glidepath.planning.breach import breaches
from glidepath.planning.schedule import Point

QUARTER = Ceiling(Fraction(1, 4), 14)


def points(*steps: tuple[int, str]) -> list[Point]:
    return [Point(day, Fraction(mg)) for day, mg in steps]


def test_a_fall_of_exactly_the_ceiling_is_no_breach():
    assert breaches(points((0, "4"), (14, "3")), QUARTER) == ()


def test_a_breach_names_day_doses_fall_window_ceiling_and_first_cut():
    assert breaches(points((0, "4"), (14, "2")), QUARTER) == (
        Breach(14, Fraction(4), Fraction(2), Fraction(1, 2), 14, Fraction(1, 4), 14),
    )


def test_cuts_fewer_days_apart_than_the_window_count_together():
    found = breaches(points((0, "4"), (7, "3.5"), (20, "2.9")), QUARTER)
    assert [(b.day, b.before, b.after, b.first_cut_day) for b in found] == [
        (20, Fraction(4), Fraction("2.9"), 7)
    ]


def test_cuts_a_whole_window_apart_do_not_count_together():
    assert breaches(points((0, "4"), (7, "3.5"), (21, "2.9")), QUARTER) == ()


def test_every_cut_that_is_beyond_is_told():
    found = breaches(points((0, "4"), (3, "3"), (6, "2"), (30, "1.9")), QUARTER)
    assert [(b.day, b.fall, b.first_cut_day) for b in found] == [(6, Fraction(1, 2), 3)]
    found = breaches(points((0, "4"), (3, "2"), (6, "1"), (30, "0")), QUARTER)
    assert [(b.day, b.first_cut_day) for b in found] == [(3, 3), (6, 3), (30, 30)]


def test_nothing_falls_from_nothing():
    assert breaches(points((0, "1"), (14, "0"), (30, "0")), QUARTER)[-1].day == 14
    assert breaches(points((0, "0"), (14, "0")), QUARTER) == ()


def test_a_schedule_without_a_cut_breaks_nothing():
    assert breaches(points((0, "4")), QUARTER) == ()


def test_only_cuts_within_the_window_count_and_not_every_cut_before():
    found = breaches(points((0, "8"), (14, "7.9"), (30, "7"), (40, "5")), QUARTER)
    assert [(b.day, b.before, b.first_cut_day) for b in found] == [(40, Fraction("7.9"), 30)]
