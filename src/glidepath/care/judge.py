"""The finished plan, written down and read again by the independent checker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from glidepath.care.assess import Assessment, bound_of_pieces
from glidepath.care.brief import advice
from glidepath.care.choice import goal_of
from glidepath.care.settings import Settings, short_use_rules
from glidepath.domain.claim import ClaimedStray, PlanClaim, claim_of
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import Situation
from glidepath.domain.plan import Plan
from glidepath.domain.policy import Policy
from glidepath.domain.supply import SupplyPeriod
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.short import Way
from glidepath.safety.checker import CheckContext, check, check_texts
from glidepath.safety.facts import RuleFacts

__all__ = ["claimed", "context_for", "drugs_taken", "forbids", "judge", "of_short_use"]


def claimed(
    plan: Plan, supply: tuple[SupplyPeriod, ...], strays: tuple[ClaimedStray, ...] = ()
) -> PlanClaim:
    """A plan and its supply as anybody might have written them down.

    `strays` are the days on which the plan says that it may leave its corridor.
    """
    return replace(claim_of(plan, supply), strays=strays)


def context_for(
    situation: Situation,
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy: Policy | None,
    carry_halves: bool,
    more: Mapping[str, Any] | None = None,
) -> CheckContext:
    """What the checker is told of this person: facts only, nothing the planner has made.

    `policy` is None where the plan follows a label's rule; `more` holds what is known
    besides, such as of a second drug, by the names of the context's own fields.
    """
    maximum = assessment.facts.label_maximum
    context = CheckContext(
        texts=check_texts(kb.brief("checks.toml")),
        house=use.house,
        present=situation.treatment.regimen,
        goal=goal_of(situation),
        policy=policy,
        policy_known=True,
        drug_known=True,
        stop_from=kb.drug(situation.treatment.drug_id).stop_from.value,
        label_maximum=maximum.value if maximum else None,
        catalogue={at_hand.product.id: at_hand.product for at_hand in situation.products},
        at_home={
            at_hand.product.id: at_hand.at_home
            for at_hand in situation.products
            if at_hand.at_home is not None
        },
        carry_halves=carry_halves,
        most_pieces=bound_of_pieces(situation, use.most_pieces),
        as_of=situation.as_of,
        taken=drugs_taken(situation),
        short_use=of_short_use(situation, assessment.facts, kb, policy.id if policy else ""),
    )
    return replace(context, **dict(more or {}))


def drugs_taken(situation: Situation) -> tuple[str, ...]:
    """The drugs of this kind that the person takes; one that is only to be started is none."""
    every = (situation.treatment, *situation.also)
    return tuple(one.drug_id for one in every if one.regimen.daily_dose)


def of_short_use(situation: Situation, facts: RuleFacts, kb: KnowledgeBase, policy_id: str) -> bool:
    """Whether a plan follows the policy for short use, and the use was short."""
    if policy_id != short_use_rules(kb).policy.id:
        return False
    found = advice(situation, facts, kb)
    return found is not None and found.way is Way.SHORT_TAPER


def judge(claim: PlanClaim, context: CheckContext) -> tuple[Finding, ...]:
    """Every check's answer about a plan."""
    return check(claim, context)


def forbids(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings for which a plan must not be shown."""
    return tuple(
        one for one in findings if one.verdict is Verdict.FIRES and one.severity >= Severity.BLOCK
    )
