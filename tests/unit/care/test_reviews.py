"""The days on which clinician and person meet, counted by hand on a course of nine steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from glidepath.care.reviews import all_reviews, reviews
from glidepath.care.settings import ReviewRule
from glidepath.domain.calendar import Span
from glidepath.domain.plan import Course, CourseKind, Review
from tests.unit.documents.hand_built import taper

# 2 mg from 26 Nov 2026, the first cut on 3 Dec, then every 28 days; nothing from 17 Jun 2027.
COURSE: Course = taper()
CUTS = [date(2026, 12, 3) + timedelta(days=28 * n) for n in range(8)]
END = date(2027, 7, 15)


def rule(after: str, days: int, reason: str = "Ask.") -> ReviewRule:
    return ReviewRule(after, days, reason, "by-hand")


def days(*rules: ReviewRule) -> list[date]:
    return [one.on for one in reviews(COURSE, rules)]


def test_the_course_is_the_one_that_was_counted() -> None:
    assert [one.span.start for one in COURSE.steps if one.cut] == CUTS
    assert COURSE.span == Span(date(2026, 11, 26), END - timedelta(days=1))


@pytest.mark.parametrize(
    ("after", "within", "expected"),
    [
        ("first_cut", 7, [date(2026, 12, 10)]),
        ("each_cut", 0, CUTS),
        ("every", 91, [date(2027, 2, 25), date(2027, 5, 27)]),
        ("end_of_watch", 0, [END]),
    ],
)
def test_each_kind_of_meeting_falls_on_its_days(
    after: str, within: int, expected: list[date]
) -> None:
    assert days(rule(after, within)) == expected


def test_nobody_meets_after_the_watch_is_over() -> None:
    assert days(rule("each_cut", 28)) == [*CUTS[1:], END]
    assert days(rule("each_cut", 29))[-1] == date(2027, 6, 18)
    assert days(rule("end_of_watch", 1)) == []


def test_meetings_on_one_day_become_one_with_both_reasons() -> None:
    both = reviews(COURSE, (rule("first_cut", 28, "First."), rule("each_cut", 0, "Each.")))
    assert [one.reason for one in both if one.on == CUTS[1]] == ["First. Each."]
    more = (Review(CUTS[1], "Besides.", "by-hand"), Review(CUTS[1], "Each.", "by-hand"))
    (joined,) = all_reviews([COURSE], (rule("end_of_watch", 1),), more)
    assert (joined.on, joined.reason) == (CUTS[1], "Besides. Each.")


def test_cuts_of_the_drug_that_gives_way_are_no_cuts_of_a_taper() -> None:
    out = replace(COURSE, kind=CourseKind.SUBSTITUTION_OUT)
    rules = (rule("first_cut", 7), rule("each_cut", 0), rule("every", 91))
    assert [one.on for one in all_reviews([out], rules)] == days(rule("every", 91))
