"""The days of a plan that other things hang on: first cut, last quarter, goal, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.plan import Course, CourseKind, Plan

__all__ = ["Milestones", "milestones"]

_QUARTER = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Milestones:
    """What happens when; None where it does not happen in this plan.

    `goal` is the first day of the dose at which the falling ends, `last_quarter` the first
    day on a quarter of the first dose or less, `cuts` the first days of every lower dose.
    """

    start: date
    end: date
    cuts: tuple[date, ...]
    last_quarter: date | None
    goal: date | None
    stops: bool

    @property
    def first_cut(self) -> date | None:
        """The first day of the first lower dose."""
        return self.cuts[0] if self.cuts else None

    def along(self, share: Fraction) -> date | None:
        """The day so far along the way from the first cut to the goal."""
        if self.first_cut is None or self.goal is None:
            return None
        way = (self.goal - self.first_cut).days
        return self.first_cut + timedelta(days=int(way * share))


def milestones(plan: Plan) -> Milestones:
    """The milestones of a plan: of the course whose falling the person lives through.

    In a crossover that is the new drug's, for the old one is replaced and not taken away.
    """
    course = _leading(plan)
    cuts = tuple(step.span.start for step in course.steps if step.cut)
    most = max(step.regimen.daily_dose for step in course.steps)
    low = [
        step.span.start
        for step in course.steps
        if step.cut and step.regimen.daily_dose.nanograms <= most.nanograms * _QUARTER
    ]
    return Milestones(
        start=plan.span.start,
        end=plan.span.end,
        cuts=cuts,
        last_quarter=low[0] if low else None,
        goal=cuts[-1] if cuts else None,
        stops=course.stops_on is not None,
    )


def _leading(plan: Plan) -> Course:
    news = [one for one in plan.courses if one.kind is CourseKind.SUBSTITUTION_IN]
    return news[0] if news else plan.course
