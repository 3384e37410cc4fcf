"""When the clinician and the person meet: days from the plan, reasons and sources from the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glidepath.care.settings import ReviewRule
from glidepath.domain.plan import Course, Review

__all__ = ["reviews"]


def reviews(course: Course, rules: tuple[ReviewRule, ...]) -> tuple[Review, ...]:
    """Every meeting of a course in the order of days; meetings on one day become one."""
    found: dict[date, list[ReviewRule]] = {}
    for rule in rules:
        for day in _days(course, rule):
            if course.span.start <= day <= course.span.next_day:
                found.setdefault(day, []).append(rule)
    return tuple(
        Review(day, " ".join(rule.reason for rule in here), here[0].source)
        for day, here in sorted(found.items())
    )


def _days(course: Course, rule: ReviewRule) -> Iterator[date]:
    cuts = [step.span.start for step in course.steps if step.cut]
    after = timedelta(days=rule.days)
    if rule.after == "first_cut":
        return (day + after for day in cuts[:1])
    if rule.after == "each_cut":
        return (day + after for day in cuts)
    if rule.after == "end_of_watch":
        return iter([course.span.next_day + after] if course.stops_on else [])
    count = course.span.days // rule.days
    return (course.span.start + after * n for n in range(1, count + 1))
