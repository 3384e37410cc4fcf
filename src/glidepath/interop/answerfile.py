"""An answer as plain values for JSON: the names of the contract, doses as decimal text in mg."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath import __version__
from glidepath.care.assess import Assessment
from glidepath.domain.answer import Alternative, Answer, Proposal, Question, Questions, Refusal
from glidepath.domain.certificate import Certificate, Reach
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Finding
from glidepath.domain.grading import LevelOfCare, RiskGrade
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.supply import SupplyPeriod
from glidepath.domain.wording import mg_text
from glidepath.interop.answerfile_plan import plan_tables, share_tables, unit_of
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["as_json", "write_answer", "write_assessment", "write_findings"]

Tables = dict[str, Any]


def as_json(tables: Any) -> str:
    """Plain values as JSON text: the same values always give the same bytes."""
    return json.dumps(tables, ensure_ascii=False, indent=2) + "\n"


def write_answer(answer: Answer, kb: KnowledgeBase, assessment: Assessment | None = None) -> Tables:
    """The whole answer: outcome, findings, risk, level of care, plan, supply, sources.

    Takes the answer, the facts, and the assessment where there was one (a drug outside our
    scope is refused before any). Every key is always there; what an outcome does not have
    is null or empty.
    """
    proposal = answer if isinstance(answer, Proposal) else None
    proof = None if isinstance(answer, Questions) else answer.certificate
    return {
        "outcome": answer.outcome,
        "text": getattr(answer, "text", ""),
        "next_step": getattr(answer, "next_step", ""),
        "findings": [_finding(one) for one in answer.findings],
        **_grades(assessment),
        "certificate": certificate_tables(proof) if proof else None,
        "plan": plan_tables(proposal.plan) if proposal else None,
        "alternatives": [_alternative(one) for one in proposal.alternatives] if proposal else [],
        "supply": [_period(one, proposal.plan) for one in proposal.supply] if proposal else [],
        "reviews": _reviews(proposal) if proposal else [],
        "questions": [_question(one) for one in answer.questions],
        "sources": _sources(_used(answer), kb),
        "versions": {"glidepath": __version__, "knowledge": kb.version()},
    }


def write_assessment(
    assessment: Assessment, stop: Refusal | Questions | None, kb: KnowledgeBase
) -> Tables:
    """What the rules say of a person, before any plan, and what stands before one."""
    used = [source for one in assessment.findings for source in one.sources]
    used += [*assessment.risk.sources, *assessment.level_of_care.sources]
    return {
        "outcome": stop.outcome if stop else "ready",
        "findings": [_finding(one) for one in assessment.findings],
        **_grades(assessment),
        "questions": [_question(one) for one in (stop or assessment).questions],
        "sources": _sources(used, kb),
        "versions": {"glidepath": __version__, "knowledge": kb.version()},
    }


def write_findings(findings: Iterable[Finding], kb: KnowledgeBase) -> Tables:
    """Findings alone, such as those of the checker over somebody's plan."""
    found = list(findings)
    return {
        "findings": [_finding(one) for one in found],
        "sources": _sources((source for one in found for source in one.sources), kb),
        "versions": {"glidepath": __version__, "knowledge": kb.version()},
    }


def _grades(assessment: Assessment | None) -> Tables:
    if assessment is None:
        return {"risk": None, "level_of_care": None}
    return {"risk": _risk(assessment.risk), "level_of_care": _care(assessment.level_of_care)}


def _finding(one: Finding) -> Tables:
    return {
        "rule_id": one.rule_id,
        "verdict": one.verdict.value,
        "severity": one.severity.name.lower(),
        "text": one.text,
        "can_do": one.can_do,
        "addressed_to": one.addressed_to,
        "values": dict(one.values),
        "ask": list(one.ask),
        "sources": list(one.sources),
        "confidence": one.confidence,
    }


def _risk(risk: RiskGrade) -> Tables:
    return {
        "grade": risk.grade.name.lower(),
        "by_table": risk.by_table.name.lower(),
        "text": risk.text,
        "reasons": list(risk.reasons),
        "rule_ids": list(risk.rule_ids),
        "could_rise": list(risk.could_rise),
        "ask": list(risk.ask),
        "sources": list(risk.sources),
        "confidence": risk.confidence,
    }


def _care(care: LevelOfCare) -> Tables:
    return {
        "setting": care.setting.name.lower(),
        "text": care.text,
        "reasons": list(care.reasons),
        "rule_ids": list(care.rule_ids),
        "could_rise_to": care.could_rise_to.name.lower(),
        "ask": list(care.ask),
        "sources": list(care.sources),
        "confidence": care.confidence,
    }


def certificate_tables(proof: Certificate) -> Tables:
    """Per ceiling the lowest dose it can be kept to, and what one more product changes."""
    return {
        "products": list(proof.products),
        "grid_mg": mg_text(proof.grid.step) if proof.grid else None,
        "smallest_dose_mg": _mg(proof.smallest_dose),
        "reaches": [_reach(row) for row in proof.reaches],
        "added": [
            {"product": row.product_id, "name": row.name, "reaches": list(map(_reach, row.reaches))}
            for row in proof.added
        ],
    }


def _reach(row: Reach) -> Tables:
    return {
        "ceiling": share_tables(row.ceiling),
        "lowest_mg": _mg(row.lowest),
        "by_grid_mg": _mg(row.by_grid),
        "next_lower_mg": _mg(row.next_lower),
    }


def _mg(mass: Mass | None) -> str | None:
    return None if mass is None else mg_text(mass)


def _alternative(one: Alternative) -> Tables:
    return {
        "name": one.name,
        "days": one.days,
        "largest_cut": share_tables(one.largest_cut),
        "last_cuts": [share_tables(cut) for cut in one.last_cuts],
        "most_pieces_a_day": one.most_pieces_a_day,
        "products": list(one.product_ids),
        "doses_mg": [mg_text(dose) for dose in one.doses],
        "note": one.note,
    }


def _period(period: SupplyPeriod, plan: Plan) -> Tables:
    return {
        "start": _day(period.span.start),
        "end": _day(period.span.end),
        "lines": [
            {
                "product": line.product_id,
                "unit": unit_of(plan.product(line.product_id)),
                "taken": _count(line.taken),
                "opened": _count(line.opened),
                "at_home": _count(line.at_home),
                "dispensed": line.dispensed,
                "left": _count(line.left),
            }
            for line in period.lines
        ],
        "sig": [
            {
                "start": _day(line.span.start),
                "end": _day(line.span.end),
                "time": str(line.time),
                "text": line.text,
            }
            for line in period.sig
        ],
    }


def _reviews(proposal: Proposal) -> list[Tables]:
    reviews = proposal.plan.reviews
    return [{"on": _day(one.on), "reason": one.reason, "source": one.source} for one in reviews]


def _question(one: Question) -> Tables:
    return {
        "fact": one.fact,
        "text": one.text,
        "why": one.why,
        "blocks": one.blocks,
        "sources": list(one.sources),
    }


def _used(answer: Answer) -> Iterable[str]:
    if isinstance(answer, Proposal):
        yield from answer.plan.sources
        yield from (review.source for review in answer.plan.reviews)
    yield from (source for one in answer.findings for source in one.sources)


def _sources(references: Iterable[str], kb: KnowledgeBase) -> list[Tables]:
    """The documents behind some references, each once, with how each was read."""
    ids = sorted({reference.partition("#")[0] for reference in references})
    return [_source(one, kb) for one in ids]


def _source(source_id: str, kb: KnowledgeBase) -> Tables:
    try:
        source = kb.source(source_id)
    except BadInput:  # a product that somebody described has no document
        return {"id": source_id, "title": "", "year": None, "where": "", "read": "none"}
    return {
        "id": source.id,
        "title": source.title,
        "year": source.year,
        "where": source.where,
        "read": source.read,
        "strength": source.strength,
    }


def _day(day: date) -> str:
    return day.isoformat()


def _count(units: Fraction) -> str:
    return str(units)
