"""Times of day and spans of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput

FIRST = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "minutes"), [("00:00", 0), ("08:05", 485), ("19:59", 1199), ("23:59", 1439)]
)
def test_a_time_of_day_is_read_and_written_alike(text: str, minutes: int) -> None:
    assert TimeOfDay.read(text) == TimeOfDay(minutes)
    assert str(TimeOfDay(minutes)) == text


@pytest.mark.parametrize(
    "text", ["8:00", "24:00", "08:60", "0800", "08:00 ", "8am", "", "٠٨:٠٠", "08:00\n", "29:00"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"allowed: 00:00 to 23:59\. Write it as 08:00 or 22:30"):
        TimeOfDay.read(text)


@pytest.mark.parametrize("minutes", [-1, 1440, 8.5, True, "480"])
def test_minutes_outside_the_day_are_refused(minutes: Any) -> None:
    with pytest.raises(BadInput, match="minutes -> allowed: 00:00 to 23:59"):
        TimeOfDay(minutes)


def test_times_stand_in_the_order_of_the_clock() -> None:
    assert TimeOfDay(0) < TimeOfDay(1439)


def test_a_span_counts_both_its_ends() -> None:
    span = Span(FIRST, date(2026, 2, 2))
    assert span.days == 3
    assert span.next_day == date(2026, 2, 3)
    assert list(span) == [FIRST, date(2026, 2, 1), date(2026, 2, 2)]
    assert Span.lasting(FIRST, 3) == span
    assert Span.lasting(FIRST, 1) == Span(FIRST, FIRST)


def test_a_day_is_in_a_span_exactly_where_going_through_it_finds_it() -> None:
    span = Span(FIRST, date(2026, 2, 2))
    days = list(span)
    for moved in range(-2, 6):
        day = FIRST + timedelta(days=moved)
        assert (day in span) == (day in days)
    assert "2026-02-01" not in span


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadInput, match="2026-01-31 to 2026-01-30 -> allowed: the end not before"):
        Span(FIRST, date(2026, 1, 30))
    with pytest.raises(BadInput):
        Span(FIRST, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(1899, 12, 31), date(1900, 1, 1)), (date(2199, 12, 31), date(2200, 1, 1))],
)
def test_years_no_plan_can_mean_are_refused(start: date, end: date) -> None:
    with pytest.raises(BadInput, match="allowed: 1900 to 2199"):
        Span(start, end)


def test_the_first_and_last_years_are_allowed() -> None:
    assert Span(date(1900, 1, 1), date(1900, 1, 1)).days == 1
    assert Span(date(2199, 12, 31), date(2199, 12, 31)).next_day == date(2200, 1, 1)


@pytest.mark.parametrize("days", [0, -1, 36_526, 10**12])
def test_a_span_of_no_days_or_of_endless_days_is_refused(days: int) -> None:
    with pytest.raises(BadInput, match=f"days: {days} -> allowed: 1 to 36525"):
        Span.lasting(date(1950, 1, 1), days)


def test_a_span_of_a_hundred_years_is_the_longest() -> None:
    assert Span.lasting(date(1950, 1, 1), 36_525).end == date(2049, 12, 31)
