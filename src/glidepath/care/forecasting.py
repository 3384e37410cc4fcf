"""What the model expects of a plan: exposure and relative effect, its drugs together.

The one way from a plan to its curves, for a plan of ours and for one that somebody wrote.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.claim import ClaimedCourse, ClaimedStep, PlanClaim, claim_of
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import CourseKind, Plan
from glidepath.domain.regimen import Regimen

if TYPE_CHECKING:
    from glidepath.pharmacology.forecast import Forecast

__all__ = ["forecast_of_claim", "forecast_of_plan"]

Day = list[tuple[float, float, str]]
"""A day's intakes as (hour, mg, drug); floats are right here: curves are estimates."""

_BEGUN = (CourseKind.TITRATION.value, CourseKind.SUBSTITUTION_IN.value)


def forecast_of_plan(plan: Plan, present: Regimen | None = None) -> Forecast | None:
    """The curves of a plan from its first day to its last, relative to the present doses.

    `present` is what is taken of the leading drug before the plan. None where nothing is
    taken before it, and where the model has no data for a drug: then there is no curve.
    """
    claim = claim_of(plan)
    if _before(_courses(claim), present) is None:
        return None  # whoever begins has no present state to be compared with
    try:
        return forecast_of_claim(claim, present)
    except BadInput:
        return None


def forecast_of_claim(claim: PlanClaim, present: Regimen | None = None) -> Forecast:
    """The curves of a plan as it is written, all its drugs together.

    Without a present regimen the first step of each drug is taken, but for a drug that the
    plan begins: a start from nothing has no level to be compared with. Days that the plan
    leaves out are not filled in: whoever checks the plan is told of them. Refuses (BadInput)
    a drug that the model has no data for, and a time that is none.
    """
    from glidepath.pharmacology.forecast import forecast

    courses = _courses(claim)
    return forecast(_runs(courses), before=_before(courses, present))


def _courses(claim: PlanClaim) -> tuple[ClaimedCourse, ...]:
    return (ClaimedCourse(claim.drug_id, claim.kind, claim.steps), *claim.further)


def _runs(courses: tuple[ClaimedCourse, ...]) -> list[tuple[int, Day]]:
    """Runs of days on which every drug stays the same, with all that is taken on each."""
    written = [(one.drug_id, step) for one in courses for step in one.steps]
    if len(courses) == 1:
        return [((step.end - step.start).days + 1, _day(step, drug)) for drug, step in written]
    bounds = {step.start for _, step in written}
    bounds |= {step.end + timedelta(days=1) for _, step in written}
    return [
        ((after - start).days, [row for drug, step in here for row in _day(step, drug)])
        for start, after in pairwise(sorted(bounds))
        if (here := [(drug, step) for drug, step in written if _covers(step, start)])
    ]


def _covers(step: ClaimedStep, day: date) -> bool:
    return step.start <= day <= step.end


def _before(courses: tuple[ClaimedCourse, ...], present: Regimen | None) -> Day | None:
    """The day before the plan, or None where nothing of any of its drugs is taken yet."""
    taken: Day = []
    for place, course in enumerate(courses):
        if place == 0 and present is not None:
            taken += [
                (_hour(one.time), float(one.dose.mg), course.drug_id) for one in present.intakes
            ]
        elif course.kind not in _BEGUN:
            taken += _day(course.steps[0], course.drug_id)
    return taken if any(mg for _, mg, _ in taken) else None


def _day(step: ClaimedStep, drug: str) -> Day:
    return [
        (_hour(TimeOfDay.read(intake.time)), float(intake.dose_mg), drug) for intake in step.intakes
    ]


def _hour(time: TimeOfDay) -> float:
    return time.minutes / 60
