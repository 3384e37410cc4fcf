"""How far a course has come is read from the doses really taken, never from the plan alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.care.follow_course import (
    course_so_far,
    days_without,
    levels,
    record_of,
    slowest_half_life,
)
from glidepath.domain.diary import DayEntry, DoseTaken
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.quantity import Mass
from glidepath.monitoring.decide_book import decision_book
from tests.unit.care.replanned import DAY, KB, PERSON, planned

BOOK = decision_book(KB)
PLAN = planned()
FIRST = PLAN.course.steps[1].span.start
SECOND = PLAN.course.steps[2].span.start
WHOLE, CUT, LOWER = (step.regimen.daily_dose.mg for step in PLAN.course.steps[:3])


def took(first: date, *days: tuple[str, str] | None) -> list[DayEntry]:
    """Entries from a day on with the morning and the night dose; None for no entry."""
    drug = PLAN.course.drug_id
    times = PLAN.course.steps[0].regimen.times
    return [
        DayEntry(
            first + number * DAY,
            doses=tuple(
                DoseTaken(drug, time, Known(Mass.from_mg(mg)) if mg != "?" else UNKNOWN)
                for time, mg in zip(times, doses, strict=True)
                if mg != ""
            ),
        )
        for number, doses in enumerate(days)
        if doses is not None
    ]


def cuts(entries: Iterable[DayEntry], until: date) -> list[tuple[date, str]]:
    found = levels(PLAN, record_of(PLAN, entries, until + DAY), until)
    return [(one.since, f"{one.daily.mg:f}") for one in found if one.is_cut]


FULL, HALF = ("1", "1"), ("0.75", "1")


def test_the_plan_is_the_one_that_these_tests_mean() -> None:
    assert (f"{WHOLE:f}", f"{CUT:f}") == ("2", "1.75")


def test_a_cut_counts_from_the_day_it_was_really_made() -> None:
    late = [FULL] * 5 + [HALF] * 3
    assert cuts(took(FIRST - 2 * DAY, *late), FIRST + 6 * DAY) == [(FIRST + 3 * DAY, "1.75")]


def test_a_lone_missed_dose_is_no_cut() -> None:
    days = [FULL, FULL, ("0", "1"), FULL, FULL]
    assert cuts(took(FIRST - 6 * DAY, *days), FIRST - DAY) == []


def test_a_lower_dose_on_the_last_day_told_is_a_cut_only_where_the_plan_has_it() -> None:
    assert cuts(took(FIRST - DAY, FULL, HALF), FIRST) == [(FIRST, "1.75")]
    assert cuts(took(FIRST - 4 * DAY, FULL, HALF), FIRST - 2 * DAY) == []


NONE, UNTOLD = ("0", "0"), ("?", "0")


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        ([FULL, NONE, FULL], []),
        ([FULL, NONE, NONE, FULL], [2]),
        ([FULL, NONE, NONE, NONE], [2, 3]),
        ([FULL, NONE, None, NONE], []),
        ([FULL, NONE, UNTOLD, NONE], []),
        ([FULL, NONE, ("0", "1"), NONE], []),
    ],
    ids=["one day", "two days", "three days", "a day between untold", "unknown", "a dose between"],
)
def test_two_days_running_without_the_drug_are_a_sudden_stop(days, ends) -> None:
    start = FIRST - 6 * DAY
    assert days_without(PLAN, took(start, *days)) == {start + n * DAY for n in ends}


def test_days_without_the_drug_after_the_last_dose_are_no_sudden_stop() -> None:
    stops_on = PLAN.course.stops_on
    assert stops_on is not None
    found = days_without(PLAN, took(stops_on - 2 * DAY, ("0", "0.25"), ("0", "0.25"), *[NONE] * 5))
    assert not found
    assert days_without(PLAN, []) == frozenset()


def test_a_cut_of_ones_own_counts_from_its_second_day() -> None:
    days = [FULL, ("0.5", "1"), ("0.5", "1")]
    assert cuts(took(FIRST - 5 * DAY, *days), FIRST - 2 * DAY) == [(FIRST - 4 * DAY, "1.5")]


def test_going_up_again_is_a_level_and_no_cut() -> None:
    days = [HALF, HALF, FULL, FULL]
    found = levels(PLAN, record_of(PLAN, took(FIRST, *days), SECOND), FIRST + 4 * DAY)
    assert [(f"{one.daily.mg:f}", one.is_cut) for one in found] == [
        ("2", False), ("1.75", True), ("2", False),
    ]  # fmt: skip


def test_a_cut_within_untold_days_counts_from_its_planned_day() -> None:
    days = [FULL, None, None, None, HALF, HALF]
    assert cuts(took(FIRST - 2 * DAY, *days), FIRST + 4 * DAY) == [(FIRST, "1.75")]


def test_a_cut_planned_after_the_last_told_day_counts_from_its_planned_day() -> None:
    assert cuts(took(FIRST - 3 * DAY, FULL), FIRST + DAY) == [(FIRST, "1.75")]
    assert cuts([], FIRST - DAY) == []
    assert [day for day, _ in cuts([], SECOND)] == [FIRST, SECOND]


@pytest.mark.parametrize("doses", [("?", "1"), ("", "1"), ("", "")])
def test_a_day_with_an_untold_dose_is_unknown(doses: tuple[str, str]) -> None:
    record = record_of(PLAN, took(FIRST - 3 * DAY, FULL, doses), FIRST)
    assert [day.regimen is None for day in record.days] == [False, True]


def test_todays_doses_are_not_looked_at_before_the_decision() -> None:
    entries = took(FIRST - 2 * DAY, FULL, FULL, HALF)
    record = record_of(PLAN, entries, FIRST + DAY)
    today = course_so_far(PLAN, record, FIRST, KB, BOOK)
    assert (today.cuts, today.next_cut_on) == ((), FIRST)
    tomorrow = course_so_far(PLAN, record, FIRST + DAY, KB, BOOK)
    assert (tomorrow.cuts, tomorrow.next_cut_on) == ((FIRST,), SECOND)
    assert tomorrow.share_of_start == Fraction(7, 8)


def test_low_is_a_quarter_of_the_start_or_the_low_dose_of_the_drug() -> None:
    steps = PLAN.course.steps
    low = next(step for step in steps if step.regimen.daily_dose <= Mass.from_mg("0.5"))
    before = course_so_far(PLAN, record_of(PLAN, [], low.span.start), low.span.start, KB, BOOK)
    after = course_so_far(PLAN, record_of(PLAN, [], low.span.next_day), low.span.next_day, KB, BOOK)
    assert before.low_since is None
    assert after.low_since == low.span.start


def test_without_a_low_dose_of_the_drug_the_share_decides() -> None:
    book = replace(BOOK, low_dose_mg={})
    end = PLAN.course.span.end
    doses = [(s.span.start, s.regimen.daily_dose) for s in PLAN.course.steps]
    quarter = next(start for start, dose in doses if dose <= Mass.from_mg("0.5"))
    for limit, expected in ((Fraction(1, 4), quarter), (Fraction(1, 5), None)):
        fact = replace(book.limits["low_share"], value=limit)
        nudged = replace(book, limits={**book.limits, "low_share": fact})
        day = quarter + 2 * DAY
        far = course_so_far(PLAN, record_of(PLAN, [], day), day, KB, nudged)
        assert far.low_since == expected
    stopped = course_so_far(PLAN, record_of(PLAN, [], end), end, KB, BOOK)
    assert (stopped.low_since, stopped.next_cut_on) == (None, None)


def test_the_slowest_half_life_is_that_of_the_metabolite_where_it_is_longer() -> None:
    diazepam = KB.drug("diazepam")
    assert diazepam.metabolite_half_life_h is not None
    assert slowest_half_life(diazepam) == diazepam.metabolite_half_life_h.value.typical
    assert slowest_half_life(KB.drug("clonazepam")) == 39


def test_the_plan_starts_the_count_where_nothing_was_told() -> None:
    assert timedelta(0) <= FIRST - PERSON.as_of
    assert levels(PLAN, record_of(PLAN, [], FIRST), PERSON.as_of)[0].since == PERSON.as_of
