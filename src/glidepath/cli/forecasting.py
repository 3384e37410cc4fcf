"""What a plan does to the body: the model's curves for a proposal or for somebody's own plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glidepath.domain.answer import Proposal
from glidepath.domain.claim import PlanClaim, claim_of
from glidepath.domain.regimen import Regimen

if TYPE_CHECKING:
    from glidepath.pharmacology.forecast import Forecast

__all__ = ["forecast_of_claim", "forecast_of_proposal"]

Day = list[tuple[float, float]]
"""A day's intakes as (hour, mg); floats are right here: curves are estimates, doses are not."""


def forecast_of_proposal(proposal: Proposal) -> Forecast:
    """The curves of a proposed course, relative to the present doses at steady state.

    Of a plan that somebody else wrote the first step is taken for the present.
    """
    assessment = proposal.trace.get("assessment")
    present = assessment.situation.treatment.regimen if assessment else None
    return forecast_of_claim(claim_of(proposal.plan), present)


def forecast_of_claim(claim: PlanClaim, present: Regimen | None = None) -> Forecast:
    """The curves of a plan as it is written; without a present regimen its first step is taken.

    Days that the plan leaves out are not filled in: whoever checks the plan is told of them.
    """
    from glidepath.pharmacology.forecast import forecast

    steps = [
        (
            (step.end - step.start).days + 1,
            [(_hour(intake.time), float(intake.dose_mg)) for intake in step.intakes],
        )
        for step in claim.steps
    ]
    before = _day(present) if present else steps[0][1]
    return forecast(steps, drug=claim.drug_id, before=before)


def _day(regimen: Regimen) -> Day:
    return [(intake.time.minutes / 60, float(intake.dose.mg)) for intake in regimen.intakes]


def _hour(time: str) -> float:
    hours, minutes = time.split(":")
    return int(hours) + int(minutes) / 60
