"""When the clinician and the person meet: days from the plan, reasons and sources from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.assess import Assessment
from glidepath.care.settings import ReviewRule, Settings
from glidepath.domain.finding import Verdict
from glidepath.domain.plan import Course, CourseKind, Review

__all__ = ["all_reviews", "review_rules", "reviews"]

_SOONER = "review-more-often"


def review_rules(assessment: Assessment, use: Settings) -> tuple[ReviewRule, ...]:
    """The rules of meetings for one person: oftener than every 3 months where a rule asks."""
    found = [one for one in assessment.findings if one.rule_id == _SOONER]
    asks = [one for one in found if one.verdict is Verdict.FIRES]
    if not asks:
        return use.reviews
    reason = use.says["review.sooner"].format(text=asks[0].text)
    return tuple(
        replace(rule, days=min(rule.days, use.sooner_days), reason=f"{rule.reason} {reason}")
        if rule.after == "every"
        else rule
        for rule in use.reviews
    )


def all_reviews(
    courses: Sequence[Course], rules: tuple[ReviewRule, ...], more: Iterable[Review] = ()
) -> tuple[Review, ...]:
    """Every meeting of several courses and those named besides; one day, one meeting."""
    found: dict[date, list[Review]] = {}
    planned = (one for course in courses for one in reviews(course, _rules_of(course, rules)))
    for one in (*planned, *more):
        found.setdefault(one.on, []).append(one)
    return tuple(_joined(day, here) for day, here in sorted(found.items()))


def _rules_of(course: Course, rules: tuple[ReviewRule, ...]) -> tuple[ReviewRule, ...]:
    """The rules that speak of a course: the cuts of an exchange are no cuts of a taper."""
    if course.kind is not CourseKind.SUBSTITUTION_OUT:
        return rules
    return tuple(rule for rule in rules if rule.after == "every")


def _joined(day: date, here: Sequence[Review]) -> Review:
    reasons = dict.fromkeys(review.reason for review in here)
    return Review(day, " ".join(reasons), here[0].source)


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
