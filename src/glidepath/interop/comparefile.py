"""A comparison as plain values for JSON: every number of the table and of the picture."""

from __future__ import annotations

from typing import Any

from glidepath.domain.comparison import Breach, Compared, Comparison, EffectDay, Foreseen, Made
from glidepath.domain.wording import mg_text
from glidepath.interop.answerfile import write_findings
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["write_comparison"]

Tables = dict[str, Any]


def write_comparison(compared: Compared, kb: KnowledgeBase) -> Tables:
    """The whole comparison: what is said first, every row, what has no row, and the documents.

    Takes the comparison and the facts. Shares and milligrams are exact fractions as text.
    """
    used = dict.fromkeys(source for row in compared.rows for source in row.sources)
    return {
        "outcome": "comparison",
        "as_of": compared.as_of.isoformat(),
        "drug": compared.drug_id,
        "present_mg": mg_text(compared.dose),
        "beside": [{"drug": drug, "mg": mg_text(dose)} for drug, dose in compared.beside],
        "ceiling": {"fall": str(compared.ceiling), "window_days": compared.window_days},
        "findings": write_findings(compared.findings, kb)["findings"],
        "questions": [
            {"fact": one.fact, "text": one.text, "why": one.why} for one in compared.questions
        ],
        "comparisons": [_row(row) for row in compared.rows],
        "left_out": [{"title": one.title, "why": one.why} for one in compared.left_out],
        "notes": list(compared.notes),
        "statements": list(compared.statements),
        "sources": [{"id": one, "title": kb.source(one).title} for one in used],
    }


def _row(row: Comparison) -> Tables:
    return {
        "kind": row.kind.value,
        "title": row.title,
        "policy": row.policy_id,
        "pace": row.pace,
        "unit_drug": row.unit_drug,
        "applies": row.applies == "",
        "misfit": row.applies,
        "days": row.days,
        "points": [{"day": day, "mg": str(mg)} for day, mg in row.points],
        "breaches": [_breach(one) for one in row.breaches],
        "unmakeable_mg": [str(mg) for mg in row.unmakeable],
        "made": [{"day": day, "mg": str(mg)} for day, mg in row.made],
        "made_breaches": [_breach(one) for one in row.made_breaches],
        "course": _course(row.course) if row.course else None,
        "sources": list(row.sources),
    }


def _course(course: Made) -> Tables:
    return {
        "days": course.days,
        "span": course.span,
        "largest_cut": str(course.largest_cut),
        "last_cuts": [str(one) for one in course.last_cuts],
        "most_pieces_a_day": course.most_pieces_a_day,
        "products": list(course.product_ids),
        "not_at_hand": list(course.needs),
        "doses": [
            {
                "drug": line.drug_id,
                "points": [{"day": day, "mg": str(mg)} for day, mg in line.points],
            }
            for line in course.lines
        ],
        **_foreseen(course.foreseen),
    }


def _foreseen(seen: Foreseen | None) -> Tables:
    if seen is None:
        return {"hardest_day": None, "effect": []}
    hardest = {"typical": str(seen.typical), "low": str(seen.least), "high": str(seen.most)}
    return {"hardest_day": hardest, "effect": [_effect(one) for one in seen.effect]}


def _effect(one: EffectDay) -> Tables:
    return {
        "day": one.day,
        "typical": str(one.typical),
        "low": str(one.least),
        "high": str(one.most),
    }


def _breach(one: Breach) -> Tables:
    return {
        "day": one.day,
        "before_mg": str(one.before),
        "after_mg": str(one.after),
        "fall": str(one.fall),
        "window_days": one.window_days,
        "ceiling": str(one.ceiling),
        "first_cut_day": one.first_cut_day,
    }
