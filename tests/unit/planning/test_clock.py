"""The pace asked as a clock: how long a dose is held until the next one is due."""

from decimal import Decimal

import pytest

from glidepath.domain.policy import StepDays
from glidepath.domain.quantity import Mass
from glidepath.planning.clock import MILLIDAYS, clock
from tests.unit.planning.asking import fixed, of_start, pace, share

WEEKLY = StepDays(14, 28, 56)
DAILY = StepDays(3, 10, 20)


def of(*bands, start=1000, doses=(1000, 900, 500, 0), days=WEEKLY, stop_from=50):
    return clock(pace(*bands), Mass(start), doses, days, Mass(stop_from))


def test_a_share_of_the_present_dose_halves_in_the_time_the_logarithm_says():
    # 28 days times ln 2 / -ln 0.9 is 184.2069... days; zero is never reached
    ticks = of(share("0.1", 28))
    assert MILLIDAYS == 1000
    assert ticks.at == {1000: 0, 900: 28_000, 500: 184_207}
    assert ticks.asked_days == {1000: 28, 900: 28, 500: 28}
    assert ticks.ideal(900, 500) == 184_207 - 28_000
    assert ticks.ideal(500, 0) is None


def test_a_fixed_cut_and_a_share_of_the_start_fall_in_a_straight_line_to_zero():
    assert of(fixed("0.0002", 7)).at == {1000: 0, 900: 3_500, 500: 17_500, 0: 35_000}
    assert of(of_start("0.1", 14)).at == {1000: 0, 900: 14_000, 500: 70_000, 0: 140_000}


def test_half_a_thousandth_of_a_day_goes_to_the_even_one():
    ticks = of(fixed("0.000002", 1), start=1, doses=(10, 9, 7))
    assert ticks.at == {10: 0, 9: 500, 7: 1500}
    fine = of(fixed("0.002", 1), start=10, doses=(5, 4, 2))
    assert fine.at == {5: 0, 4: 0, 2: 2}


def test_bands_are_run_through_one_after_the_other():
    # 1000 to 800 at 100 a week, then 800 to 500 at 50 a fortnight
    ticks = of(fixed("0.0001", 7, "0.0008"), fixed("0.00005", 14), doses=(1000, 900, 700, 500))
    assert ticks.at == {1000: 0, 900: 7_000, 700: 14_000 + 28_000, 500: 14_000 + 84_000}
    assert ticks.asked_days == {1000: 7, 900: 7, 700: 14, 500: 14}


def test_a_bound_given_as_a_share_of_the_start_may_fall_between_two_nanograms():
    # two thirds of 10 lie between 7 and 6: a third of a step at one a day, then two a day
    ticks = of(of_start("0.1", 1, "2/3"), of_start("0.2", 1), start=10, doses=(10, 7, 6))
    assert ticks.at == {10: 0, 7: 3_000, 6: 3_667}


def test_a_lower_band_that_starts_above_the_present_dose_is_skipped():
    ticks = of(fixed("0.0001", 7, "0.002"), fixed("0.00005", 14), doses=(1000, 900))
    assert ticks.at == {1000: 0, 900: 28_000}


def test_a_pace_that_takes_everything_at_once_needs_no_time():
    ticks = of(share("1", 7), doses=(1000, 10, 0))
    assert ticks.at == {1000: 0, 10: 0}
    assert ticks.days(1000, 10) == 14


def test_steps_are_whole_weeks_where_the_policy_counts_in_weeks():
    ticks = of(fixed("0.0001", 14), doses=(1000, 925, 900, 875, 874, 0))
    assert ticks.grain == 7
    # 17.5 days are as near to 14 as to 21: the longer is taken; 17.36 days are two weeks
    assert ticks.days(1000, 875) == 21
    assert ticks.days(1000, 874) == 21
    assert of(fixed("0.0001", 14), doses=(1000, 876)).days(1000, 876) == 14


@pytest.mark.parametrize("days", [StepDays(14, 30, 56), StepDays(3, 28, 56), StepDays(3, 10, 20)])
def test_steps_are_whole_days_where_either_end_of_the_range_is_no_whole_week(days):
    assert of(fixed("0.0001", 14), days=days).grain == 1


def test_a_step_is_never_shorter_than_the_shortest_nor_longer_than_the_longest_hold():
    ticks = of(fixed("0.0001", 14), doses=(1000, 990, 500))
    assert ticks.days(1000, 990) == 14
    assert ticks.days(1000, 500) == 56
    daily = of(fixed("0.0001", 14), doses=(1000, 990, 500), days=DAILY)
    assert (daily.days(1000, 990), daily.days(1000, 500)) == (3, 20)


def test_before_a_last_step_the_pace_has_no_time_for_the_dose_is_held_longest():
    ticks = of(share("0.1", 28), doses=(1000, 51, 50, 0))
    assert ticks.days(51, 0) == 56
    assert ticks.days(50, 0) == 28
    assert ticks.misses(51, 0) == (0, 28)
    assert ticks.misses(50, 0) == (0, 0)


def test_the_step_before_a_permitted_stop_keeps_the_limits_of_the_policy_too():
    quick = of(share("0.1", 7), doses=(1000, 50, 0))
    assert quick.days(50, 0) == 14
    slow = of(share("0.1", 70), doses=(1000, 50, 0))
    assert slow.days(50, 0) == 56


def test_rounding_to_whole_weeks_is_not_held_against_a_step():
    ticks = of(fixed("0.0001", 14), doses=(1000, 875, 500, 990))
    assert ticks.misses(1000, 875) == (0, 7)
    # ideal 1.4 days, held 14: 12.6 days off, half a week of it forgiven
    assert ticks.misses(1000, 990) == (12_600 - 3_500, 0)
    # ideal 70 days, held 56: 14 days off
    assert ticks.misses(1000, 500) == (14_000 - 3_500, 42)


def test_rounding_to_whole_days_forgives_half_a_day():
    ticks = of(fixed("0.0001", 14), doses=(1000, 990), days=DAILY)
    assert ticks.misses(1000, 990) == (1_600 - 500, 11)


def test_time_is_reckoned_to_sixteen_figures():
    ticks = of(share("0.05", 28), start=4_000_000, doses=(4_000_000, 10_000))
    exact = Decimal(28) * Decimal(400).ln() / -Decimal("0.95").ln() * 1000
    assert ticks.at[10_000] == int(exact.to_integral_value())
