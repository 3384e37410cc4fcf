"""What stands before any plan: a rule's refusal, or every question that has to be answered."""

from __future__ import annotations

from dataclasses import replace

from glidepath.care.assess import Assessment
from glidepath.care.bearing import as_rules_see, forbidding_start
from glidepath.care.brief import advice
from glidepath.care.choice import goal_of
from glidepath.care.settings import Settings
from glidepath.domain.answer import Question, Questions, Refusal
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import GoalKind
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.short import Way
from glidepath.safety.gate import gate

__all__ = ["product_question", "question_of", "stop_before_plan"]

_FOR_SHORT_USE = {"few-days-a-week", "unlikely-dependent"}
"""The rules that refuse a taper because use was rare or short."""


def stop_before_plan(
    assessment: Assessment, use: Settings, kb: KnowledgeBase | None = None
) -> Refusal | Questions | None:
    """What stands before any plan: a rule's refusal, or every question that has to be answered.

    None where a plan may be worked out. With the knowledge at hand the advice after rare or
    short use takes the place of the bare rule.
    """
    situation = assessment.situation
    kb = kb or KnowledgeBase.packaged()
    stopped = gate(as_rules_see(situation, kb), assessment.facts, assessment.findings)
    if isinstance(stopped, Refusal):
        return _refused(stopped, assessment, use, kb)
    unanswered = (
        *_goal_question(assessment, use),
        *_products_question(assessment, use),
        *_start_questions(assessment, use),
    )
    return _asked(stopped, unanswered, assessment) if stopped or unanswered else None


def _refused(stopped: Refusal, assessment: Assessment, use: Settings, kb: KnowledgeBase) -> Refusal:
    """The refusal of the rules, in the words of the course that was asked for."""
    blocking = _blocking(stopped.findings)
    goal = goal_of(assessment.situation)
    if goal is not None and goal.kind is GoalKind.START:
        reasons = " ".join(one.text for one in blocking)
        words = use.refusals["start_forbidden"]
        text = words["text"].format(reasons=reasons)
        return replace(stopped, text=text, next_step=words["next_step"])
    found = advice(assessment.situation, assessment.facts, kb)
    only_short = {one.rule_id for one in blocking} <= _FOR_SHORT_USE
    if found is None or found.way is not Way.NO_TAPER or not only_short:
        return stopped
    said = " ".join(one.text for one in found.reasons)
    text = f"{use.says['short.none']} {said} {stopped.text}"
    return replace(stopped, text=text)


def _blocking(findings: tuple[Finding, ...]) -> list[Finding]:
    return [
        one for one in findings if one.verdict is Verdict.FIRES and one.severity >= Severity.BLOCK
    ]


def _goal_question(assessment: Assessment, use: Settings) -> tuple[Question, ...]:
    asked = any(question.fact == "goal" for question in assessment.questions)
    if goal_of(assessment.situation) is not None or asked:
        return ()
    return (question_of(use, "goal", "goal"),)


def question_of(use: Settings, name: str, fact: str = "", **slots: str) -> Question:
    """A question of our own that has to be answered first, in the words of the data."""
    words = use.questions[name]
    text = words["text"].format(**slots)
    return Question(fact or words["fact"], text, words["why"], True, tuple(words["source"]))


def product_question(assessment: Assessment) -> Question:
    """Which products there are, in the words of the rules."""
    words = assessment.facts.book.questions["products"]
    return Question("products", words.text, words.why, True)


def _products_question(assessment: Assessment, use: Settings) -> tuple[Question, ...]:
    """Without a product at hand nothing can be made, and which ones there are is never assumed."""
    situation = assessment.situation
    found = []
    asked = any(question.fact == "products" for question in assessment.questions)
    if not situation.products_of(situation.treatment.drug_id) and not asked:
        found.append(product_question(assessment))
    for one in situation.also:
        if not situation.products_of(one.drug_id):
            found.append(question_of(use, "beside_products", drug=one.drug_id))
    new = situation.switch.to if situation.switch else ""
    if new and not situation.products_of(new):
        found.append(question_of(use, "new_products", new=new))
    return tuple(found)


def _start_questions(assessment: Assessment, use: Settings) -> tuple[Question, ...]:
    """Contraindications of the label that nobody has spoken of: they are asked before a start."""
    situation = assessment.situation
    goal = goal_of(situation)
    if goal is None or goal.kind is not GoalKind.START:
        return ()
    open_facts = {
        ask
        for one in assessment.findings
        if one.verdict is Verdict.CANNOT_TELL
        and forbidding_start(one.rule_id, situation, assessment.facts, use)
        for ask in one.ask
    }
    return tuple(
        replace(one, blocks=True)
        for one in assessment.questions
        if one.fact in open_facts and not one.blocks
    )


def _asked(
    stopped: Questions | None, unanswered: tuple[Question, ...], assessment: Assessment
) -> Questions:
    open_questions = stopped.questions if stopped else assessment.questions
    facts = {one.fact for one in unanswered}
    rest = tuple(one for one in open_questions if one.fact not in facts)
    return Questions((*unanswered, *rest), assessment.findings)
