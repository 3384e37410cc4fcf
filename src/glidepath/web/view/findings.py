"""Findings, risk, level of care and questions, each with its basis, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from glidepath.care.assess import Assessment
from glidepath.domain.answer import Question
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.grading import LevelOfCare, RiskGrade
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import topic_of
from glidepath.web.view.basis import basis

__all__ = ["assessment_view", "findings_view", "question_views", "to_override"]

Values = dict[str, Any]


def findings_view(findings: Sequence[Finding], kb: KnowledgeBase) -> Values:
    """What fires, what could fire and forbid a plan, the rest by name, and how much is clear."""
    told = sorted(
        (one for one in findings if _in_full(one)),
        key=lambda one: (one.verdict is Verdict.CANNOT_TELL, -one.severity, one.rule_id),
    )
    untold = [one for one in findings if one.verdict is Verdict.CANNOT_TELL and one not in told]
    return {
        "told": [_finding(one, kb) for one in told],
        "untold": [
            {"rule": _name(one), "ask": [_word(fact) for fact in one.ask]} for one in untold
        ],
        "passed": [
            one.rule_id.replace("-", " ") for one in findings if one.verdict is Verdict.CLEAR
        ],
    }


def _in_full(one: Finding) -> bool:
    if one.verdict is Verdict.CANNOT_TELL:
        return one.severity >= Severity.BLOCK
    return one.verdict is Verdict.FIRES


def _name(one: Finding) -> str:
    """The name of a rule without its dashes; a check, which has a number only, in its words."""
    numbered = one.rule_id.startswith("GP-")
    return one.text.removesuffix(".") if numbered else one.rule_id.replace("-", " ")


def _finding(one: Finding, kb: KnowledgeBase) -> Values:
    unsure = one.verdict is Verdict.CANNOT_TELL
    return {
        "rule": one.rule_id,
        "severity": one.severity.name.lower(),
        "word": "cannot tell" if unsure else one.severity.name.lower(),
        "unsure": unsure,
        "grave": one.severity >= Severity.WARNING,
        "text": one.text,
        "can_do": one.can_do,
        "to": one.addressed_to.replace("_", " "),
        "ask": [_word(fact) for fact in one.ask],
        "basis": basis(kb, one.sources, one.rule_id, one.confidence, one.values),
    }


def _word(fact: str) -> str:
    return fact.replace("_", " ").replace(".", ": ")


def to_override(findings: Iterable[Finding], kb: KnowledgeBase) -> list[Values]:
    """The warnings that a signature goes against, each of which needs a reason of its own."""
    return [
        _finding(one, kb)
        for one in sorted(findings, key=lambda one: (-one.severity, one.rule_id))
        if one.verdict is Verdict.FIRES and one.severity >= Severity.WARNING
    ]


def assessment_view(found: Assessment, kb: KnowledgeBase) -> Values:
    """Everything about a situation before any plan."""
    return {
        "findings": findings_view(found.findings, kb),
        "risk": _risk(found.risk, kb),
        "care": _care(found.level_of_care, kb),
        "questions": question_views(found.questions, kb),
    }


def _risk(risk: RiskGrade, kb: KnowledgeBase) -> Values:
    return {
        "title": f"Risk of withdrawal: {risk.grade.name.lower()}",
        "grave": risk.grade.name in ("LIKELY", "HIGH"),
        "text": risk.text,
        "reasons": list(risk.reasons),
        "ask": [_word(fact) for fact in risk.ask],
        "basis": basis(kb, risk.sources, ", ".join(risk.rule_ids), risk.confidence),
    }


def _care(care: LevelOfCare, kb: KnowledgeBase) -> Values:
    return {
        "title": f"Where care should happen: {care.setting.name.lower().replace('_', ' ')}",
        "grave": care.setting.name in ("SPECIALIST", "INPATIENT"),
        "text": care.text,
        "reasons": list(care.reasons),
        "ask": [_word(fact) for fact in care.ask],
        "basis": basis(kb, care.sources, ", ".join(care.rule_ids), care.confidence),
    }


def question_views(questions: Iterable[Question], kb: KnowledgeBase) -> list[Values]:
    """The open questions, those without which there is no plan first."""
    ordered = sorted(questions, key=lambda one: not one.blocks)
    return [
        {
            "fact": one.fact,
            "text": one.text,
            "why": one.why,
            "blocks": one.blocks,
            "topic": topic_of(one.fact, kb),
            "anchor": anchor(one.fact),
            "basis": basis(kb, one.sources),
        }
        for one in ordered
    ]
