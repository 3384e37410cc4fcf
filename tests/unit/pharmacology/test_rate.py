"""A person's own rate is recovered from simulated diaries, with an uncertainty that holds."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import numpy as np
import pytest
from scipy import stats

from glidepath.domain.errors import BadInput
from glidepath.pharmacology import rate as rate_module
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DosedDays, dosed_days
from glidepath.pharmacology.rate import PersonalRate, _t4, drives, personal_rate

BEFORE = [(8, 1.0), (22, 1.0)]
BASELINE_DAYS = 7


def taper(cut: float = 0.125, steps: int = 6) -> DosedDays:
    """Clonazepam 2 mg a day: a week as it is, then so many cuts a fortnight apart."""
    doses = [(1 - cut) ** number for number in range(1, steps + 1)]
    later = [(14, [(8, dose), (22, dose)]) for dose in doses]
    return dosed_days([(7, BEFORE), *later], drug="clonazepam", before=BEFORE)


DRIVES = drives(taper())
DAYS = DRIVES.drive.shape[1]


def drive_at(half_life: float, found: Any = DRIVES) -> Any:
    """The drive of the taper at a half-life between those of the grid."""
    place = np.interp(log(half_life), np.log(found.half_lives_d), np.arange(len(found.drive)))
    low = min(int(place), len(found.drive) - 2)
    part = place - low
    return found.drive[low] * (1 - part) + found.drive[low + 1] * part


def person(
    random: Any, alike: float = 0.0, found: Any = DRIVES
) -> tuple[dict[int, int], float, float]:
    """One simulated diary with missing days, and the true half-life and sensitivity."""
    z = np.clip(random.normal(size=2), -2.7, 2.7)
    half_life, points = 7 * 2.0 ** z[0], 10 * 2.5 ** z[1]
    noise = random.standard_t(5, size=DAYS)
    for day in range(1, DAYS):
        noise[day] = alike * noise[day - 1] + (1 - alike**2) ** 0.5 * noise[day]
    mean = random.uniform(1, 4) + points * drive_at(half_life, found)
    hard = np.clip(np.round(mean + random.uniform(0.5, 1.5) * noise), 0, 10)
    told = random.random(DAYS) > random.uniform(0, 0.3)
    return {day: int(hard[day]) for day in range(DAYS) if told[day]}, half_life, points


def known(hard: dict[int, int], found: Any = DRIVES) -> PersonalRate:
    rate = personal_rate(found, hard, BASELINE_DAYS)
    assert rate is not None
    return rate


@pytest.mark.parametrize("alike", [0.0, 0.5])
@pytest.mark.parametrize("people", [100, pytest.param(1000, marks=pytest.mark.thorough)])
def test_the_interval_holds_the_true_rate_of_nine_in_ten_people(people: int, alike: float) -> None:
    random = np.random.default_rng(20260302)
    held = np.zeros(3)
    for _ in range(people):
        hard, half_life, points = person(random, alike)
        rate = known(hard)
        pace = 7 * log(2) / half_life / points
        held += [
            rate.half_life_d.holds(half_life),
            rate.points.holds(points),
            rate.weekly_fall.holds(pace),
        ]
    assert min(held) >= 0.9 * people, held


@pytest.mark.parametrize("people", [100, pytest.param(1000, marks=pytest.mark.thorough)])
def test_it_holds_too_where_the_body_handles_the_drug_in_its_own_way(
    people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The estimate takes typical levels; these people clear the drug faster or more slowly."""
    random, held = np.random.default_rng(20260309), 0
    for _ in range(people):
        factor = np.exp(0.35 * random.normal())
        own = lambda model, factor=factor: replace(  # noqa: E731
            typical(model), cl=typical(model).cl * factor
        )
        with monkeypatch.context() as patched:
            patched.setattr(rate_module, "typical", own)
            found = drives(taper())
        hard, half_life, points = person(random, found=found)
        held += known(hard).weekly_fall.holds(7 * log(2) / half_life / points)
    assert held >= 0.9 * people


def steady(points: float, half_life: float = 7.0) -> dict[int, int]:
    """A diary without any noise."""
    mean = 2 + points * drive_at(half_life)
    return {day: int(np.clip(np.round(mean[day]), 0, 10)) for day in range(DAYS)}


def test_a_sensitive_person_bears_a_slower_pace() -> None:
    little, much = known(steady(5)), known(steady(40))
    assert much.weekly_fall.high < little.weekly_fall.middle
    assert much.points.low > little.points.middle


def test_one_outlier_day_moves_the_estimate_little() -> None:
    hard = steady(15)
    without = known(hard)
    for day in (3, 30, 80):
        with_it = known(hard | {day: 10})
        assert abs(log(with_it.weekly_fall.middle / without.weekly_fall.middle)) < 0.2


def test_days_that_are_alike_widen_the_interval() -> None:
    hard = steady(15)
    wave = {day: min(10, score + (day // 5) % 2) for day, score in hard.items()}
    flicker = {day: min(10, score + day % 2) for day, score in hard.items()}
    assert known(flicker).alike == 0
    assert known(wave).alike > 0.3
    assert known(wave).half_life_d.high > known(flicker).half_life_d.high


def test_a_short_diary_says_that_it_is_little_more_than_the_assumption() -> None:
    hard = {day: score for day, score in steady(10).items() if day < 21}
    assert not known(hard).narrowed
    assert known(steady(30)).narrowed


@pytest.mark.parametrize("days", [range(20), range(BASELINE_DAYS, DAYS)])
def test_too_few_days_or_no_baseline_give_no_estimate(days: range) -> None:
    hard = {day: score for day, score in steady(10).items() if day in days}
    assert personal_rate(DRIVES, hard, BASELINE_DAYS) is None


def test_twenty_one_days_are_enough() -> None:
    hard = {day: score for day, score in steady(10).items() if day < 21}
    assert personal_rate(DRIVES, hard, BASELINE_DAYS) is not None


@pytest.mark.parametrize("wrong", [{0: 11}, {0: -1}, {DAYS: 5}, {-1: 5}])
def test_scores_and_days_outside_their_range_are_refused(wrong: dict[int, int]) -> None:
    with pytest.raises(BadInput, match="scores 0 to 10"):
        personal_rate(DRIVES, steady(10) | wrong, BASELINE_DAYS)


def test_a_course_without_a_present_regimen_or_binding_data_is_refused() -> None:
    with pytest.raises(BadInput, match="baseline"):
        drives(dosed_days([(7, BEFORE)], drug="clonazepam"))


def test_the_distribution_is_that_of_student_with_four_degrees_of_freedom() -> None:
    at = np.linspace(-12, 12, 97)
    assert np.allclose(_t4(at), stats.t(4).cdf(at), atol=1e-12)


def test_the_drive_is_that_of_the_forecast_at_the_usual_half_life() -> None:
    from glidepath.pharmacology.forecast import forecast_days

    usual = forecast_days(taper()).effect
    assert usual is not None
    middle = DRIVES.drive[len(DRIVES.drive) // 2]
    assert np.allclose(middle, usual.drive.typical, atol=2e-3)
