"""What a plan does to the body: the model's curves for a proposal or for somebody's own plan."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from glidepath.domain.answer import Proposal
from glidepath.domain.claim import ClaimedCourse, ClaimedStep, PlanClaim, claim_of
from glidepath.domain.plan import CourseKind
from glidepath.domain.regimen import Regimen

if TYPE_CHECKING:
    from glidepath.pharmacology.forecast import Forecast

__all__ = ["forecast_of_claim", "forecast_of_proposal"]

Day = list[tuple[float, float, str]]
"""A day's intakes as (hour, mg, drug); floats are right here: curves are estimates."""

_BEGUN = (CourseKind.TITRATION.value, CourseKind.SUBSTITUTION_IN.value)


def forecast_of_proposal(proposal: Proposal) -> Forecast:
    """The curves of a proposed plan, relative to the present doses at steady state.

    Of a plan that somebody else wrote the first step is taken for the present.
    """
    assessment = proposal.trace.get("assessment")
    present = assessment.situation.treatment.regimen if assessment else None
    return forecast_of_claim(claim_of(proposal.plan), present)


def forecast_of_claim(claim: PlanClaim, present: Regimen | None = None) -> Forecast:
    """The curves of a plan as it is written, all its drugs together.

    Without a present regimen the first step of each drug is taken, but for a drug that the
    plan begins: a start from nothing has no level to be compared with. Days that the plan
    leaves out are not filled in: whoever checks the plan is told of them.
    """
    from glidepath.pharmacology.forecast import forecast

    leading = ClaimedCourse(claim.drug_id, claim.kind, claim.steps)
    courses = (leading, *claim.further)
    steps = (
        _runs(courses)
        if claim.further
        else [(_length(step), _day(step, claim.drug_id)) for step in claim.steps]
    )
    return forecast(steps, before=_before(courses, present))


def _runs(courses: tuple[ClaimedCourse, ...]) -> list[tuple[int, Day]]:
    """Runs of days on which every drug stays the same, with all that is taken on each."""
    written = [(one.drug_id, step) for one in courses for step in one.steps]
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
                (one.time.minutes / 60, float(one.dose.mg), course.drug_id)
                for one in present.intakes
            ]
        elif course.kind not in _BEGUN:
            taken += _day(course.steps[0], course.drug_id)
    return taken if any(mg for _, mg, _ in taken) else None


def _length(step: ClaimedStep) -> int:
    return (step.end - step.start).days + 1


def _day(step: ClaimedStep, drug: str) -> Day:
    return [(_hour(intake.time), float(intake.dose_mg), drug) for intake in step.intakes]


def _hour(time: str) -> float:
    hours, minutes = time.split(":")
    return int(hours) + int(minutes) / 60
