"""What following came to, as plain values for JSON; names are those of the domain."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from glidepath.care.follow import Followed
from glidepath.care.follow_options import Option
from glidepath.care.follow_rate import RateWords
from glidepath.care.outcomes import Outcomes
from glidepath.domain.decision import Decision, Reason
from glidepath.domain.grading import Advice
from glidepath.domain.person import Answered, Known
from glidepath.interop.answerfile import write_answer
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.entry_triage import EntryTriage
from glidepath.monitoring.evidence import SideBySide
from glidepath.monitoring.taken import Tally

__all__ = ["decision_tables", "write_followed"]


def write_followed(done: Followed, kb: KnowledgeBase) -> dict[str, Any]:
    """Everything that following says: triage, decision, evidence, rate, options, how it went."""
    return {
        "flags": [{"on": day.isoformat(), **_advice(one)} for day, one in done.flags],
        "triage": _triage(done.triage) if done.triage else None,
        "decision": decision_tables(done.decision),
        "evidence": _evidence(done.evidence),
        "rate": _rate(done.rate),
        "options": [_option(one, kb) for one in done.options],
        "doses": [_tally(one) for one in done.beside.doses],
        "hidden": [asdict(one) for one in done.beside.hidden],
        "outcome": _outcome(done.beside.outcome),
    }


def _tally(one: Tally) -> dict[str, Any]:
    return {
        "drug": one.drug_id,
        "counts": {kind.value: count for kind, count in one.counts.items()},
        "missed": [day.isoformat() for day in one.missed],
        "other": [day.isoformat() for day in one.other],
        "silent": one.silent,
    }


def _outcome(found: Outcomes) -> dict[str, Any]:
    """How it went so far; null where nobody knows."""
    answered = ("reached_on", "days_in_taper", "borne", "days_out_of_role", "goal_rating")
    return {
        **{name: _known(getattr(found, name)) for name in answered},
        "red_flags": found.red_flags,
        "days_written": found.days_written,
        "days_silent": found.days_silent,
        "decided": {kind.value: count for kind, count in found.decided.items()},
        "shifts": [
            {"scale": one.scale_id, "first_on": one.first_on.isoformat(),
             "last_on": one.last_on.isoformat(), "change": str(one.change)}
            for one in found.shifts
        ],
        "returned": {str(mark): _known(one) for mark, one in found.returned.items()},
    }  # fmt: skip


def _known(answer: Answered[Any]) -> Any:
    """What is known as a plain value: days and shares as text, yes and no as they are."""
    if not isinstance(answer, Known):
        return None
    return answer.value if isinstance(answer.value, int) else str(answer.value)


def decision_tables(decision: Decision) -> dict[str, Any]:
    """A decision with its reasons, figures and days."""
    return {
        "kind": decision.kind.value,
        "on": decision.on.isoformat(),
        "text": decision.text,
        "reasons": [_reason(one) for one in decision.reasons],
        "notes": [_reason(one) for one in decision.notes],
        "would_change": list(decision.would_change),
        "options": [one.value for one in decision.options],
        "next_review": decision.next_review.isoformat(),
        "sure": decision.sure,
        "support": decision.support,
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {
        "rule": one.rule_id,
        "text": one.text,
        "figures": dict(one.figures),
        "dates": [day.isoformat() for day in one.dates],
        "sources": list(one.sources),
        "confidence": one.confidence,
    }


def _triage(seen: EntryTriage) -> dict[str, Any]:
    return {
        "urgency": seen.triage.urgency.name.lower(),
        "could_be": seen.triage.could_be.name.lower(),
        "text": seen.triage.text,
        "advice": [_advice(one) for one in seen.triage.advice],
        "ask": list(seen.triage.ask),
        "watching": seen.watching,
    }


def _advice(one: Advice) -> dict[str, Any]:
    return {
        "flag": one.flag_id,
        "urgency": one.urgency.name.lower(),
        "routes": [route.value for route in one.routes],
        "text": one.text,
        "dose": one.dose,
        "sources": list(one.sources),
        "confidence": one.confidence,
    }


def _evidence(seen: SideBySide) -> dict[str, Any]:
    return {
        "columns": [
            {
                "explanation": one.explanation.value,
                "name": one.name,
                "what": one.what,
                "for": [_reason(sign) for sign in one.speaks_for],
                "against": [_reason(sign) for sign in one.against],
            }
            for one in seen.columns
        ],
        "missing": list(seen.missing),
        "never": seen.never,
    }


def _rate(told: RateWords) -> dict[str, Any]:
    found = told.rate
    if found is None:
        return {"texts": list(told.texts), "estimate": None}
    names = ("half_life_d", "points", "weekly_fall")
    ends = {name: getattr(found, name) for name in names}
    estimate = {
        name: [_three(one.low), _three(one.middle), _three(one.high)] for name, one in ends.items()
    }
    return {
        "texts": list(told.texts),
        "estimate": {**estimate, "days": found.days, "narrowed": found.narrowed},
        "assumed_days": told.assumed_days,
    }


def _three(value: float) -> str:
    """An estimate with three figures: more would be false."""
    return f"{value:.3g}"


def _option(one: Option, kb: KnowledgeBase) -> dict[str, Any]:
    if one.replanned is None:
        return {"kind": one.kind.value, "why_not": one.why_not}
    return {
        "kind": one.kind.value,
        "diff": [asdict(line) for line in one.replanned.diff],
        "answer": write_answer(one.replanned.answer, kb),
    }
