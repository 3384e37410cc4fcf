"""The main job: from one person's situation to a proposal, a refusal, or questions.

Order matters only here: assess, ask or refuse, plan, write the plan down, let the
independent checker read it, and only then show it.
"""

from __future__ import annotations

from dataclasses import replace

from glidepath.care.assess import Assessment, assess
from glidepath.care.choice import (
    choose_policy,
    goal_of,
    refuse_unknown_names,
    under_house_ceiling,
)
from glidepath.care.judge import claimed, context_for, forbids, judge
from glidepath.care.propose import Built, TooSoon, build, certify
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Answer, Proposal, Question, Questions, Refusal
from glidepath.domain.errors import Unreachable
from glidepath.domain.person import Situation
from glidepath.domain.policy import Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.gate import gate

__all__ = ["prepare", "stop_before_plan"]


def prepare(situation: Situation, kb: KnowledgeBase, policy_id: str | None = None) -> Answer:
    """The answer for one person: a checked proposal, a refusal with reasons, or questions.

    Takes the situation, the knowledge, and a policy id (without one, the policy that comes
    first among those that fit). Refuses as bad input what cannot be planned at all: a
    policy that does not fit, an unknown pace, a goal that is not lower.
    """
    use = settings(kb)
    refuse_unknown_names(situation, kb, policy_id)
    assessment = assess(situation, kb, use.most_pieces)
    stopped = stop_before_plan(assessment, use)
    if stopped is not None:
        return stopped
    policy = choose_policy(situation, kb, policy_id)
    bounded = under_house_ceiling(policy, use)
    try:
        built = build(assessment, kb, use, bounded)
    except Unreachable:
        return _unreachable(assessment, kb, use)
    if isinstance(built, TooSoon):
        return _too_soon(assessment, kb, use, built)
    if bounded is not policy:
        note = use.notes["house_ceiling"].format(window=use.house.days)
        built = replace(built, plan=replace(built.plan, notes=(*built.plan.notes, note)))
    return _proposed(assessment, kb, use, bounded, built)


def stop_before_plan(assessment: Assessment, use: Settings) -> Refusal | Questions | None:
    """What stands before any plan: a rule's refusal, or every question that has to be answered.

    None where a plan may be worked out.
    """
    situation = assessment.situation
    stopped = gate(situation, assessment.facts, assessment.findings)
    if isinstance(stopped, Refusal):
        return stopped
    unanswered = (*_goal_question(assessment, use), *_products_question(assessment))
    return _asked(stopped, unanswered, assessment) if stopped or unanswered else None


def _goal_question(assessment: Assessment, use: Settings) -> tuple[Question, ...]:
    asked = any(question.fact == "goal" for question in assessment.questions)
    if goal_of(assessment.situation) is not None or asked:
        return ()
    words = use.questions["goal"]
    return (Question("goal", words["text"], words["why"], True, tuple(words["source"])),)


def _products_question(assessment: Assessment) -> tuple[Question, ...]:
    """Without a product at hand nothing can be made, and which ones there are is never assumed."""
    asked = any(question.fact == "products" for question in assessment.questions)
    if assessment.situation.products or asked:
        return ()
    words = assessment.facts.book.questions["products"]
    return (Question("products", words.text, words.why, True),)


def _asked(
    stopped: Questions | None, unanswered: tuple[Question, ...], assessment: Assessment
) -> Questions:
    open_questions = stopped.questions if stopped else assessment.questions
    return Questions((*unanswered, *open_questions), assessment.findings)


def _unreachable(assessment: Assessment, kb: KnowledgeBase, use: Settings) -> Refusal:
    goal = goal_of(assessment.situation)
    dose = goal.daily_dose if goal and goal.daily_dose else Mass.zero()
    words = use.refusals["unreachable"]
    return Refusal(
        assessment.findings,
        words["text"].format(goal=dose_text(dose)),
        words["next_step"],
        assessment.questions,
        certify(assessment, kb, use),
    )


def _too_soon(assessment: Assessment, kb: KnowledgeBase, use: Settings, built: TooSoon) -> Refusal:
    words = use.refusals["end_date"]
    text = words["text"].format(day=date_text(built.asked), earliest=date_text(built.earliest))
    return Refusal(
        assessment.findings,
        text,
        words["next_step"],
        assessment.questions,
        certify(assessment, kb, use),
    )


def _proposed(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy: Policy, built: Built
) -> Answer:
    situation = assessment.situation
    plan = replace(built.plan, knowledge=kb.version())
    carry = bool(situation.preferences.carry_halves)
    context = context_for(situation, assessment, kb, use, policy, carry)
    verdicts = judge(claimed(plan, built.supply), context)
    wrong = forbids(verdicts)
    if wrong:
        words = use.refusals["checker"]
        return Refusal(wrong, words["text"], words["next_step"])
    return Proposal(
        plan=plan,
        findings=(*assessment.findings, *verdicts),
        certificate=certify(assessment, kb, use),
        alternatives=built.alternatives,
        supply=built.supply,
        questions=assessment.questions,
        risk=assessment.risk,
        level_of_care=assessment.level_of_care,
        trace={"result": built.result, "policy": policy, "assessment": assessment},
    )
