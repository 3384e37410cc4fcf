"""Which policy and which pace a plan follows, and the taper asked for under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.assess import Assessment, bound_of_pieces
from glidepath.care.settings import Settings, after_rules
from glidepath.domain.drug import Drug
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.grading import RiskClass
from glidepath.domain.person import Goal, GoalKind, Known, Situation
from glidepath.domain.policy import Pace, Policy, PolicyKind, StepDays
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.afterwards import Watch, watch
from glidepath.planning.pace import named_pace
from glidepath.planning.request import TaperRequest

__all__ = [
    "after_days",
    "choose_policy",
    "fits",
    "goal_of",
    "refuse_unknown_names",
    "taper_request",
    "under_house_ceiling",
    "watched",
]


def choose_policy(situation: Situation, kb: KnowledgeBase, policy_id: str | None) -> Policy:
    """The policy asked for, or the one that comes first among those that fit this person.

    Refuses an unknown policy, one kept for comparison only, and one that does not speak of
    this drug, this use, or in milligrams of this drug.
    """
    if policy_id is None:
        plannable = [p for p in _policies(kb) if p.kind is PolicyKind.PLANNABLE]
        return min((p for p in plannable if fits(p, situation)), key=lambda p: p.default_rank)
    policy = kb.policy(policy_id)
    if policy.kind is PolicyKind.SCHEDULE_ONLY or not fits(policy, situation):
        allowed = ", ".join(p.id for p in _policies(kb) if _may_plan(p, situation))
        raise BadInput(
            Problem("policy", f"{policy_id} does not fit this person", allowed, "Choose one.")
        )
    return policy


def under_house_ceiling(policy: Policy, use: Settings) -> Policy:
    """The same policy, kept under the ceiling of the house where it names none of its own.

    No step is then shorter than the window of the ceiling. A legacy policy is left as it
    is: it is followed to the letter, with a warning.
    """
    if policy.ceiling is not None or policy.kind is not PolicyKind.PLANNABLE:
        return policy
    days, window = policy.step_days.value, use.house.days
    longer = StepDays(
        *(max(length, window) for length in (days.shortest, days.longest, days.stretch))
    )
    ceiling = Fact(use.house, (use.house_source,), Confidence.PROPOSED)
    return replace(policy, ceiling=ceiling, step_days=replace(policy.step_days, value=longer))


def refuse_unknown_names(situation: Situation, kb: KnowledgeBase, policy_id: str | None) -> None:
    """Refuse a policy or a pace that does not exist, whatever else the answer would be."""
    policies = [kb.policy(policy_id)] if policy_id is not None else list(_policies(kb))
    names = dict.fromkeys(name for policy in policies for name in policy.paces)
    asked = situation.preferences.pace
    if asked and asked not in names:
        raise BadInput(Problem("pace", repr(asked[:40]), ", ".join(names), "Choose one of these."))


def _policies(kb: KnowledgeBase) -> Iterator[Policy]:
    return (kb.policy(policy_id) for policy_id in kb.policy_ids())


def _may_plan(policy: Policy, situation: Situation) -> bool:
    return policy.kind is not PolicyKind.SCHEDULE_ONLY and fits(policy, situation)


def fits(policy: Policy, situation: Situation) -> bool:
    """Whether a policy speaks of this drug, this use, and in milligrams of this drug."""
    scope, treatment = policy.scope, situation.treatment
    use = treatment.indication
    return (
        (not scope.drugs or treatment.drug_id in scope.drugs)
        and (not scope.unit_drug or scope.unit_drug == treatment.drug_id)
        and (
            not scope.indications
            or (isinstance(use, Known) and use.value.value in scope.indications)
        )
    )


def goal_of(situation: Situation) -> Goal | None:
    """The goal, if anybody has named one."""
    return situation.goal.value if isinstance(situation.goal, Known) else None


def taper_request(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy: Policy,
    pace: Pace | None = None,
) -> TaperRequest:
    """The taper this person asks for, under a policy; without a pace the one they prefer."""
    situation = assessment.situation
    goal = goal_of(situation)
    end = goal.daily_dose if goal and goal.daily_dose else Mass.zero()
    drug = kb.drug(situation.treatment.drug_id)
    return TaperRequest(
        drug_id=drug.id,
        present=situation.treatment.regimen,
        products=tuple(at_hand.product for at_hand in situation.products_of(drug.id)),
        policy=policy,
        pace=pace or named_pace(policy, situation.preferences.pace),
        as_of=situation.as_of,
        first_cut_on=first_cut_on(situation, use),
        goal=end,
        stop_from=drug.stop_from.value,
        most_pieces=bound_of_pieces(situation, use.most_pieces),
        after_days=after_days(assessment, kb, use, drug),
        texts=use.reasons,
    )


def first_cut_on(situation: Situation, use: Settings) -> date:
    """The day asked for, or the one after the days on the present dose."""
    asked = situation.preferences.first_cut_on
    return asked or situation.as_of + timedelta(days=use.lead_in_days)


def after_days(assessment: Assessment, kb: KnowledgeBase, use: Settings, drug: Drug) -> int:
    """How long a course goes on after its last cut: the watch after a stop, else the stay."""
    goal = goal_of(assessment.situation)
    if goal and goal.kind is not GoalKind.STOP:
        return use.maintain_days
    return watched(assessment, kb, drug, assessment.situation.as_of).days


def watched(assessment: Assessment, kb: KnowledgeBase, drug: Drug, first_without: date) -> Watch:
    """The watch after the last dose of a drug; a risk that nobody has ruled out is a high one."""
    risk = assessment.risk
    high = risk.grade is RiskClass.HIGH or bool(risk.could_rise)
    return watch(drug, first_without, after_rules(kb), high_risk=high)
