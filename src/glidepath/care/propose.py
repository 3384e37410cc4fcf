"""From an assessed situation to a proposal: plan, certificate, alternatives, supply, reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath.care.assess import Assessment, bound_of_pieces, of_drug, present_makeable
from glidepath.care.choice import goal_of, taper_request
from glidepath.care.endings import ending_notes
from glidepath.care.notes import combination_notes, notes
from glidepath.care.reviews import all_reviews, review_rules
from glidepath.care.settings import Settings
from glidepath.care.tuning import Tuned, held, hinted, paced, shaped, slow_enough, spared
from glidepath.domain.answer import Alternative
from glidepath.domain.calendar import Span
from glidepath.domain.certificate import Certificate
from glidepath.domain.claim import ClaimedStray
from glidepath.domain.person import GoalKind
from glidepath.domain.plan import Course, CourseKind, Plan, Review, Step, StepKind
from glidepath.domain.policy import Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen
from glidepath.domain.supply import SupplyPeriod
from glidepath.dosing.certificate import certificate
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import alternatives, stay
from glidepath.planning.pace import by_end_date
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.taper import taper

__all__ = [
    "Built", "Draft", "Drawn", "TooSoon", "build", "certify", "drawn", "finish",
    "present_regimen", "stay_course",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TooSoon:
    """No course within the policy reaches the goal by the day asked; the earliest day is told."""

    asked: date
    earliest: date


@dataclass(frozen=True, slots=True)
class Drawn:
    """A taper worked out: what was asked, the best course for it, and what became of that."""

    request: TaperRequest
    result: TaperResult
    tuned: Tuned


@dataclass(frozen=True, slots=True)
class Draft:
    """Courses that were worked out, with what is said of them and what they are judged by.

    `policy` is what the checker judges by where it is not the policy of the plan, `facts`
    what it is told besides, by the names of its own fields, `strays` the days on which the
    plan itself says that it may leave its corridor, `met_by` the courses by whose cuts
    people meet where those are others: small steps are met as the steps they are part of.
    """

    courses: tuple[Course, ...]
    policy_id: str
    pace: str
    others: tuple[Alternative, ...]
    result: TaperResult | None = None
    said: tuple[str, ...] = ()
    meetings: tuple[Review, ...] = ()
    sources: tuple[str, ...] = ()
    policy: Policy | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    strays: tuple[ClaimedStray, ...] = ()
    certificate: Certificate | None = None
    met_by: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A finished plan with everything that was worked out for it."""

    plan: Plan
    alternatives: tuple[Alternative, ...]
    supply: tuple[SupplyPeriod, ...]
    result: TaperResult | None
    policy: Policy | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    strays: tuple[ClaimedStray, ...] = ()
    certificate: Certificate | None = None


def build(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy: Policy,
    *,
    alone: bool = False,
) -> Built | TooSoon:
    """The plan for a situation that nothing forbids, under a policy; `alone` has no alternatives.

    Refuses (as bad input) present doses and goals that the products cannot make.
    """
    goal = goal_of(assessment.situation)
    if goal is not None and goal.kind is GoalKind.STAY:
        return _staying(assessment, kb, use, policy)
    found = drawn(assessment, kb, use, policy)
    if isinstance(found, TooSoon):
        return found
    result, tuned = found.result, found.tuned
    present = present_regimen(assessment, use)
    draft = Draft(
        (tuned.course,), policy.id, result.pace,
        () if alone else alternatives(found.request, result, present), result,
        said=(*tuned.said, *hinted(use, result.course, may_change=_may_change(assessment, kb))),
        sources=policy.sources, policy=tuned.policy,
        met_by=(tuned.met_by,) if tuned.met_by else (),
    )  # fmt: skip
    return finish(assessment, kb, use, draft)


def _may_change(assessment: Assessment, kb: KnowledgeBase) -> bool:
    """Whether another drug could be proposed: none for a z-drug, nor where one was asked for."""
    situation = assessment.situation
    return not (kb.drug(situation.treatment.drug_id).is_z_drug or situation.preferences.switch_to)


def drawn(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy: Policy
) -> Drawn | TooSoon:
    """The taper of a plan under a policy: in the pace, the order and the shape asked for.

    Whatever shows a taper of ours takes it from here, so that it is the one that is planned.
    """
    end_on = assessment.situation.preferences.end_on
    asked = taper_request(assessment, kb, use, policy)
    request, of_pace = paced(assessment.situation, use, asked)
    request, of_order = spared(assessment.situation, use, request)
    if end_on is None:
        result = taper(request)
    else:
        found, fastest = by_end_date(request, end_on)
        if found is None:
            return TooSoon(end_on, fastest.course.steps[-1].span.start)
        result = found
    said = (*of_pace, *slow_enough(use, request, asked, result), *of_order)
    tuned = shaped(assessment, use, policy, Tuned(result.course, policy))
    return Drawn(request, result, replace(tuned, said=(*said, *tuned.said)))


def _staying(assessment: Assessment, kb: KnowledgeBase, use: Settings, policy: Policy) -> Built:
    regimen = present_regimen(assessment, use)
    span = Span.lasting(assessment.situation.as_of, use.maintain_days)
    course = stay_course(assessment.situation.treatment.drug_id, regimen, span)
    _, said = held(assessment, use, course)
    draft = Draft(
        (course,), policy.id, "stay", (stay(regimen),),
        said=said, sources=policy.sources, policy=policy,
    )  # fmt: skip
    return finish(assessment, kb, use, draft)


def stay_course(drug_id: str, regimen: Regimen, span: Span) -> Course:
    """One dose throughout."""
    return Course(CourseKind.MAINTENANCE, drug_id, (Step(span, regimen, StepKind.MAINTAINED),))


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


def finish(assessment: Assessment, kb: KnowledgeBase, use: Settings, draft: Draft) -> Built:
    """The plan of drafted courses, with its reviews, notes, sources and supply."""
    situation = assessment.situation
    drugs = {course.drug_id for course in draft.courses}
    at_hand = tuple(one for one in situation.products if one.product.drug_id in drugs)
    leading, *further = draft.courses
    rules = review_rules(assessment, use)
    largest = max(_largest_cut(course) for course in draft.courses)
    plan = Plan(
        policy_id=draft.policy_id,
        pace=draft.pace,
        as_of=situation.as_of,
        country=situation.country,
        course=leading,
        products=tuple(one.product for one in at_hand),
        reviews=all_reviews(draft.met_by or draft.courses, rules, draft.meetings),
        notes=(
            *notes(situation, use, draft.pace, largest),
            *draft.said,
            *combination_notes(assessment, use),
            *ending_notes(assessment, kb, use, draft.courses),
        ),
        sources=_sources(draft, use),
        further=tuple(further),
        strays=tuple(Span(one.start, one.end) for one in draft.strays),
    )
    days = situation.preferences.dispense_days or use.dispense_days
    carry = bool(situation.preferences.carry_halves)
    return Built(
        plan=plan,
        alternatives=draft.others,
        supply=supply(plan.courses, at_hand, days, carry, kb.micrograms_below(plan.country)),
        result=draft.result,
        policy=draft.policy,
        facts=draft.facts,
        strays=draft.strays,
        certificate=draft.certificate,
    )


def _largest_cut(course: Course) -> Fraction:
    """The largest real cut of a drug that is lowered; one that is exchanged is not."""
    return Fraction(0) if course.kind is CourseKind.SUBSTITUTION_OUT else course.largest_cut


def _sources(draft: Draft, use: Settings) -> tuple[str, ...]:
    meetings = (rule.source for rule in use.reviews)
    more = (review.source for review in draft.meetings)
    return tuple(dict.fromkeys((*draft.sources, use.house_source, *meetings, *more)))


def certify(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    dose: Mass | None = None,
    drug_id: str = "",
) -> Certificate:
    """How far down the products at hand carry each ceiling, and which one more helps most.

    Looked at from the present daily dose of the drug that is taken, or from another dose
    (`dose`) of another drug (`drug_id`), as of one that takes its place.
    """
    situation = of_drug(assessment.situation, drug_id) if drug_id else assessment.situation
    country, drug_id = situation.country, situation.treatment.drug_id
    products = [at_hand.product for at_hand in situation.products_of(drug_id)]
    known = {product.id for product in products}
    catalogue = kb.products(country, drug_id) if country in kb.countries() else ()
    taken = {one.drug_id for one in (assessment.situation.treatment, *assessment.situation.also)}
    bound = bound_of_pieces(situation, use.most_pieces) if drug_id in taken else use.most_pieces
    pieces = bound * len(situation.treatment.regimen.intakes)
    return certificate(
        products,
        [product for product in catalogue if product.id not in known],
        dose or situation.treatment.regimen.daily_dose,
        use.ceilings,
        pieces,
    )
