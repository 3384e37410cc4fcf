"""A policy's own schedule, step by step, makeable or not."""

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.planning.schedule import Point, literal
from tests.unit.planning.asking import fixed, of_start, pace, share


def of(start: str, *bands, last: str = "0.25"):
    return literal(pace(*bands), Mass.from_mg(start), Mass.from_mg(last))


def test_a_fixed_cut_is_taken_until_nothing_is_left():
    found = of("1", fixed("0.4", 7))
    assert found.points == (
        Point(0, Fraction(1)),
        Point(7, Fraction(3, 5)),
        Point(14, Fraction(1, 5)),
        Point(21, Fraction(0)),
    )
    assert found.days == 21
    assert found.doses == (1, Fraction(3, 5), Fraction(1, 5), 0)


def test_a_fixed_cut_that_comes_out_even_ends_on_its_day():
    assert of("1", fixed("0.5", 7)).doses == (1, Fraction(1, 2), 0)


def test_a_share_of_the_present_dose_stops_from_the_first_dose_at_or_below_the_last():
    assert of("1", share("0.5", 14)).doses == (1, Fraction(1, 2), Fraction(1, 4), 0)
    assert of("1", share("0.5", 14), last="0.24").doses[-2:] == (Fraction(1, 8), 0)
    assert of("1", share("0.5", 14)).days == 42


def test_a_share_of_the_start_does_not_look_at_the_last_dose():
    assert of("1", of_start("0.25", 14), last="0.9").doses == (
        1, Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), 0,
    )  # fmt: skip


def test_the_band_the_dose_is_in_says_cut_and_days():
    found = of("2", fixed("0.5", 14, "1"), fixed("0.25", 7))
    assert [(point.day, point.mg) for point in found.points] == [
        (0, 2), (14, Fraction(3, 2)), (28, 1), (35, Fraction(3, 4)), (42, Fraction(1, 2)),
        (49, Fraction(1, 4)), (56, 0),
    ]  # fmt: skip


def test_a_schedule_that_does_not_end_is_refused_and_never_shown_in_part():
    with pytest.raises(BadInput) as refused:
        of("1", share("0.001", 1), last="0")
    (problem,) = refused.value.problems
    assert (problem.where, problem.given) == ("schedule", "usual from 1 mg a day")
    assert problem.allowed == "one that ends within 400 doses"


def test_the_longest_schedule_that_ends_is_shown_whole():
    assert of("3.99", fixed("0.01", 1)).doses[-1] == 0
    with pytest.raises(BadInput):
        of("4", fixed("0.01", 1))


@pytest.mark.parametrize("start", ["0.3", "0.000001"])
def test_thirds_and_the_smallest_doses_stay_exact(start):
    found = of(start, of_start("1/3", 3))
    assert found.doses == (Fraction(start), Fraction(start) * 2 / 3, Fraction(start) / 3, 0)
