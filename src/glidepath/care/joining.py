"""Two drugs of this kind become one: one goes over into the other, then that one is lowered.

Only where the case asks for it. The drug that gives way is exchanged, one intake at a time,
for the one that is taken already, so that everything said of an exchange holds here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from glidepath.care.assess import Assessment, assess, of_drug
from glidepath.care.beside import by_half_life, joined_into
from glidepath.care.exchanging import Shown
from glidepath.care.gates import stop_before_plan
from glidepath.care.settings import Settings
from glidepath.care.switch import exchange_or, findings_of
from glidepath.domain.answer import Answer, Proposal, Refusal
from glidepath.domain.crossover import Barrier
from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.person import Situation
from glidepath.domain.wishes import Switch
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["join"]


def join(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy_id: str | None, shown: Shown
) -> Answer:
    """One of two drugs exchanged for the other, which is lowered once it has built up.

    Takes the assessment, the knowledge, the policy asked for, and what lets the checker
    read a plan; two drugs are taken and the direction is one of them. Refuses, with what to
    do instead, a z-drug, what speaks against the exchange, and doses that cannot be made;
    asks what is not known. A lower goal is a dose of the drug named first, whichever stays.
    """
    given = assessment.situation
    stays = joined_into(given, kb, use)
    for one in given.also:
        alone = replace(of_drug(given, one.drug_id), products=given.products)
        stopped = stop_before_plan(assess(alone, kb, use.most_pieces, (stays,)), use, kb)
        if stopped is not None:
            return stopped
    situation = _as_exchange(given, kb, use)
    both = _of_both(assessment, assess(situation, kb, use.most_pieces))
    instead = partial(_instead, both, use)
    goal_drug = given.treatment.drug_id
    answer = exchange_or(both, kb, use, policy_id, shown, instead, goal_drug)
    return _told(answer, given, kb, use) if isinstance(answer, Proposal) else answer


def _into(situation: Situation) -> str:
    assert situation.switch is not None  # it was put there
    return situation.switch.to


def _as_exchange(given: Situation, kb: KnowledgeBase, use: Settings) -> Situation:
    """The same situation as an exchange: the drug that gives way first, the other beside it."""
    taken = (given.treatment, *given.also)
    asked = given.switch or Switch(joined_into(given, kb, use))
    old = next(one for one in taken if one.drug_id != asked.to)
    new = next(one for one in taken if one.drug_id == asked.to)
    wishes = replace(given.preferences, switch_to=asked.to)
    return replace(given, treatment=old, also=(new,), switch=asked, preferences=wishes)


def _of_both(first: Assessment, exchanged: Assessment) -> Assessment:
    """What is planned from, with what the rules say of either drug as the leading one."""
    found = {one.rule_id: one for one in exchanged.findings}
    for one in first.findings:
        found[one.rule_id] = max(found.get(one.rule_id, one), one, key=_weight)
    return replace(
        first,
        situation=exchanged.situation,
        facts=exchanged.facts,
        findings=tuple(sorted(found.values(), key=_weight, reverse=True)),
    )


def _weight(one: Finding) -> tuple[int, int]:
    order = (Verdict.CLEAR, Verdict.CANNOT_TELL, Verdict.FIRES)
    return order.index(one.verdict), int(one.severity)


def _instead(
    both: Assessment, use: Settings, standing: Sequence[Barrier], _why: str, text: str
) -> Refusal:
    """No other plan is made unasked: why not, and what to ask for."""
    words = use.refusals["join_barred" if standing else "join_unmakeable"]
    old, new = both.situation.treatment.drug_id, _into(both.situation)
    found = (*both.findings, *findings_of(standing, use, new))
    said = words["text"].format(old=old, new=new, text=text)
    return Refusal(found, said, words["next_step"], both.questions)


def _told(answer: Proposal, given: Situation, kb: KnowledgeBase, use: Settings) -> Proposal:
    """The plan with what was asked for and which drug stays, before its other notes."""
    old, new = (course.drug_id for course in answer.plan.courses)
    falls = any(step.cut for step in answer.plan.further[0].steps)
    says = [use.says["join.lowered" if falls else "join.kept"].format(old=old, new=new)]
    chosen = "join.unasked" if given.switch is None else "join.named"
    says.append(use.says[chosen].format(old=old, new=new))
    if by_half_life((old, new), kb)[-1] != new:
        says.append(use.says["join.shorter"].format(old=old, new=new))
    return replace(answer, plan=replace(answer.plan, notes=(*says, *answer.plan.notes)))
