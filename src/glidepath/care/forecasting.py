"""What the model expects of a plan: exposure and relative effect, drug by drug and together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Plan
from glidepath.domain.regimen import Regimen

if TYPE_CHECKING:
    from datetime import date

    from glidepath.pharmacology.forecast import Forecast

__all__ = ["forecast_of_plan"]

Day = list[tuple[float, float, str]]
"""A day's intakes as (hour, mg, drug); floats are right here: curves are estimates."""


def forecast_of_plan(plan: Plan, present: Regimen | None = None) -> Forecast | None:
    """The curves of a plan from its first day to its last, relative to the present doses.

    `present` is what is taken of the leading drug before the plan; a plan of several drugs,
    or one without it, is taken to begin from its own first day. None where nothing is taken
    before it, and where the model has no data for a drug: then there is no curve.
    """
    from glidepath.pharmacology.forecast import forecast

    starts = sorted({step.span.start for course in plan.courses for step in course.steps})
    bounds = [*starts, plan.span.next_day]
    steps = [((after - start).days, _day(plan, start)) for start, after in pairwise(bounds)]
    lone = present is not None and not plan.further
    before = _intakes(present, plan.course.drug_id) if lone and present else steps[0][1]
    if not any(mg for _, mg, _ in before):
        return None  # whoever begins has no present state to be compared with
    try:
        return forecast(steps, before=before)
    except BadInput:
        return None


def _day(plan: Plan, on: date) -> Day:
    """Every intake of one day, the drugs together."""
    return [
        intake
        for course in plan.courses
        for step in course.steps
        if on in step.span
        for intake in _intakes(step.regimen, course.drug_id)
    ]


def _intakes(regimen: Regimen, drug: str) -> Day:
    return [(one.time.minutes / 60, float(one.dose.mg), drug) for one in regimen.intakes]
