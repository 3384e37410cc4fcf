"""Exchanging the drug for another: whether it may be, what speaks against it, what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from glidepath.care.assess import Assessment, assess, of_drug
from glidepath.care.choice import choose_policy
from glidepath.care.exchanging import Shown, exchanged
from glidepath.care.gates import stop_before_plan
from glidepath.care.given import asked_for, facts_by_name
from glidepath.care.settings import Settings, exchange_rules
from glidepath.domain.answer import Answer, Proposal, Question, Questions, Refusal
from glidepath.domain.crossover import Barrier
from glidepath.domain.errors import BadInput, Problem, Unreachable
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import Known, Situation
from glidepath.domain.wishes import Switch
from glidepath.domain.wording import dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.facts import label_maximum

__all__ = ["Instead", "exchange", "exchange_or", "findings_of"]

Tapered = Callable[[Assessment, KnowledgeBase, Settings, str | None], Answer]

Instead = Callable[[Sequence[Barrier], str, str], Answer]
"""The answer in place of an exchange: what bars it, the name of the sentence, why."""

_BARRED = "switch-barred"
_EPILEPSY = "for_epilepsy"


def exchange(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    shown: Shown,
    tapered: Tapered,
) -> Answer:
    """The exchange asked for; what must be asked first; or, where it is barred, a direct taper.

    `shown` lets the checker read a finished plan, `tapered` plans the direct taper.
    """
    instead = partial(_direct, assessment, kb, use, policy_id, tapered)
    return exchange_or(assessment, kb, use, policy_id, shown, instead)


def exchange_or(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    shown: Shown,
    instead: Instead,
    goal_drug: str = "",
) -> Answer:
    """The exchange asked for; what must be asked first; or what is answered instead of it.

    `goal_drug` is the drug in whose mg a lower goal is given: the old one unless named. A
    drug that protects against seizures is exchanged only by a neurologist's own plan.
    """
    asked = _asked(assessment.situation)
    rules = [one for one in exchange_rules(kb).barriers if one.stands_before(asked.to)]
    known = facts_by_name([one.fact for one in rules], assessment.situation, assessment.facts, use)
    standing = [one for one in rules if isinstance(fact := known[one.fact], Known) and fact.value]
    if any(one.fact == _EPILEPSY for one in standing):
        words = use.refusals["switch_in_epilepsy"]
        found = (*assessment.findings, *findings_of(standing, use, asked.to))
        return Refusal(found, words["text"], words["next_step"], assessment.questions)
    if standing:
        text = " ".join(one.text for one in standing)
        return instead(standing, "switch.barred", text)
    drugs = (assessment.situation.treatment.drug_id, asked.to)
    z_drug = next((one for one in drugs if kb.drug(one).is_z_drug), None)
    if z_drug is not None:
        return instead((), "switch.unmakeable", use.says["switch.z_drug"].format(drug=z_drug))
    unknown = [one.fact for one in rules if not isinstance(known[one.fact], Known)]
    if unknown:
        return _questions(assessment, use, unknown)
    try:
        answer = exchanged(assessment, kb, use, policy_id, shown, goal_drug)
        above = _above_label(answer, assessment.situation, kb, use)
        if above:
            return instead((), "switch.unmakeable", above)
        if not isinstance(answer, Refusal) or answer.text != use.refusals["checker"]["text"]:
            return answer
        text = " ".join(one.text for one in answer.findings)
    except BadInput as bad:
        if not _of_products(bad):
            raise
        text = " ".join(_sentence(one, use) for one in bad.problems)
    return instead((), "switch.unmakeable", text)


def _asked(situation: Situation) -> Switch:
    assert situation.switch is not None  # the caller has looked
    return situation.switch


def _of_products(bad: BadInput) -> bool:
    """Whether nothing but the products stands in the way, so that a direct taper may do."""
    return isinstance(bad, Unreachable) or all(
        problem.where.startswith("dose at") for problem in bad.problems
    )


def _above_label(answer: Answer, situation: Situation, kb: KnowledgeBase, use: Settings) -> str:
    """What is said where the new drug comes to more a day than its label has; else nothing."""
    if not isinstance(answer, Proposal):
        return ""
    new = answer.plan.courses[1]
    most = label_maximum(kb.drug(new.drug_id), of_drug(situation, new.drug_id))
    reached = max(step.regimen.daily_dose for step in new.steps)
    if most is None or reached <= most.value:
        return ""
    return use.says["switch.above_label"].format(
        new=new.drug_id, reached=dose_text(reached), most=dose_text(most.value)
    )


def _sentence(one: Problem, use: Settings) -> str:
    """What stands in the way, in words that a note can hold."""
    where = one.where[:1].upper() + one.where[1:]
    return use.says["switch.problem"].format(where=where, given=one.given, allowed=one.allowed)


def findings_of(standing: Sequence[Barrier], use: Settings, new: str) -> tuple[Finding, ...]:
    """What bars an exchange, as findings of a rule."""
    return tuple(
        Finding(
            _BARRED,
            Verdict.FIRES,
            Severity.WARNING,
            use.says["switch.barred"].format(new=new, text=one.text),
            values={"fact": one.fact},
            sources=one.sources,
            confidence=one.confidence,
        )
        for one in standing
    )


def _direct(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    tapered: Tapered,
    standing: Sequence[Barrier],
    why: str,
    text: str,
) -> Answer:
    """The direct taper instead, with the reason in its notes and among its findings."""
    situation = assessment.situation
    new = _asked(situation).to
    alone = of_drug(situation, situation.treatment.drug_id)
    found = (*assessment.findings, *findings_of(standing, use, new))
    policy = _fitting(alone, kb, policy_id)
    if policy is None:
        alone = replace(alone, preferences=replace(alone.preferences, pace=""))
    stopped = stop_before_plan(assess(alone, kb, use.most_pieces), use, kb)
    if isinstance(stopped, Refusal):  # the old drug itself may not be lowered, either
        return replace(stopped, findings=(*stopped.findings, *findings_of(standing, use, new)))
    direct = replace(assessment, situation=alone, findings=found)
    answer = tapered(direct, kb, use, policy)
    if isinstance(answer, (Refusal, Questions)):
        return answer
    falls = any(step.cut for step in answer.plan.course.steps)
    instead = use.says["switch.direct" if falls else "switch.stays"]
    said = (
        use.says[why].format(new=new, text=text),
        instead.format(old=situation.treatment.drug_id),
    )
    plan = replace(answer.plan, notes=(*said, *answer.plan.notes))
    return replace(answer, plan=plan)


def _fitting(alone: Situation, kb: KnowledgeBase, policy_id: str | None) -> str | None:
    """The policy asked for if it speaks of the present drug; one for the new drug does not."""
    if policy_id is None:
        return None
    try:
        return choose_policy(alone, kb, policy_id).id
    except BadInput:
        return None


def _questions(assessment: Assessment, use: Settings, unknown: Sequence[str]) -> Questions:
    """What must be known before any exchange, in the words of the rules."""
    situation, book = assessment.situation, assessment.facts.book.questions
    asks = [ask for name in unknown for ask in asked_for(name, situation, assessment.facts, use)]
    first = tuple(Question(one, book[one].text, book[one].why, True) for one in dict.fromkeys(asks))
    facts = {one.fact for one in first}
    rest = tuple(one for one in assessment.questions if one.fact not in facts)
    return Questions((*first, *rest), assessment.findings)
