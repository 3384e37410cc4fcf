"""From an assessed situation to a proposal: plan, certificate, alternatives, supply, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from glidepath.care.assess import Assessment, bound_of_pieces, present_makeable
from glidepath.care.choice import goal_of, taper_request
from glidepath.care.notes import notes
from glidepath.care.reviews import reviews
from glidepath.care.settings import Settings
from glidepath.domain.answer import Alternative
from glidepath.domain.calendar import Span
from glidepath.domain.certificate import Certificate
from glidepath.domain.person import GoalKind
from glidepath.domain.plan import Course, CourseKind, Plan, Step, StepKind
from glidepath.domain.policy import Policy
from glidepath.domain.regimen import Intake, Regimen
from glidepath.domain.supply import SupplyPeriod
from glidepath.dosing.certificate import certificate
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import alternatives, stay
from glidepath.planning.pace import by_end_date
from glidepath.planning.request import TaperResult
from glidepath.planning.taper import taper

__all__ = ["Built", "TooSoon", "build", "certify", "present_regimen"]


@dataclass(frozen=True, slots=True)
class TooSoon:
    """No course within the policy reaches the goal by the day asked; the earliest day is told."""

    asked: date
    earliest: date


@dataclass(frozen=True, slots=True)
class Built:
    """A finished plan with everything that was worked out for it."""

    plan: Plan
    alternatives: tuple[Alternative, ...]
    supply: tuple[SupplyPeriod, ...]
    result: TaperResult | None


def build(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy: Policy
) -> Built | TooSoon:
    """The plan for a situation that nothing forbids, under a policy.

    Refuses (as bad input) present doses and goals that the products cannot make.
    """
    goal = goal_of(assessment.situation)
    if goal is not None and goal.kind is GoalKind.STAY:
        return _staying(assessment, use, policy)
    end_on = assessment.situation.preferences.end_on
    request = taper_request(assessment, kb, use, policy)
    if end_on is None:
        result = taper(request)
    else:
        found, fastest = by_end_date(request, end_on)
        if found is None:
            return TooSoon(end_on, fastest.course.steps[-1].span.start)
        result = found
    others = alternatives(request, result, present_regimen(assessment, use))
    return _finish(assessment, use, policy, result.course, result.pace, others, result)


def _staying(assessment: Assessment, use: Settings, policy: Policy) -> Built:
    regimen = present_regimen(assessment, use)
    span = Span.lasting(assessment.situation.as_of, use.maintain_days)
    step = Step(span, regimen, StepKind.MAINTAINED)
    drug_id = assessment.situation.treatment.drug_id
    course = Course(CourseKind.MAINTENANCE, drug_id, (step,))
    return _finish(assessment, use, policy, course, "stay", (stay(regimen),), None)


def present_regimen(assessment: Assessment, use: Settings) -> Regimen:
    """The present doses with the pieces that make them."""
    situation = assessment.situation
    made = present_makeable(situation, use.most_pieces)
    return Regimen(
        tuple(
            Intake(one.time, one.dose, made.compose(one.dose))
            for one in situation.treatment.regimen.intakes
        )
    )


def _finish(
    assessment: Assessment,
    use: Settings,
    policy: Policy,
    course: Course,
    pace: str,
    others: tuple[Alternative, ...],
    result: TaperResult | None,
) -> Built:
    situation = assessment.situation
    days = situation.preferences.dispense_days or use.dispense_days
    carry = bool(situation.preferences.carry_halves)
    plan = Plan(
        policy_id=policy.id,
        pace=pace,
        as_of=situation.as_of,
        country=situation.country,
        course=course,
        products=tuple(at_hand.product for at_hand in situation.products),
        reviews=reviews(course, use.reviews),
        notes=notes(situation, use, pace, course.largest_cut),
        sources=_sources(policy, use),
    )
    return Built(plan, others, supply(plan.courses, situation.products, days, carry), result)


def _sources(policy: Policy, use: Settings) -> tuple[str, ...]:
    meetings = (rule.source for rule in use.reviews)
    return tuple(dict.fromkeys((*policy.sources, use.house_source, *meetings)))


def certify(assessment: Assessment, kb: KnowledgeBase, use: Settings) -> Certificate:
    """How far down the products at hand carry each ceiling, and which one more helps most."""
    situation = assessment.situation
    products = [at_hand.product for at_hand in situation.products]
    known = {product.id for product in products}
    country, drug_id = situation.country, situation.treatment.drug_id
    catalogue = kb.products(country, drug_id) if country in kb.countries() else ()
    pieces = bound_of_pieces(situation, use.most_pieces) * len(situation.treatment.regimen.intakes)
    return certificate(
        products,
        [product for product in catalogue if product.id not in known],
        situation.treatment.regimen.daily_dose,
        use.ceilings,
        pieces,
    )
