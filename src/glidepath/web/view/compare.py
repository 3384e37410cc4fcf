"""The comparison for a page: its rows in words, and what a click on a row would plan."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from glidepath.documents.compare_text import said_first
from glidepath.documents.compare_words import COLUMNS, row_words
from glidepath.domain.comparison import Compared, Comparison, RowKind
from glidepath.domain.policy import PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.wishes import OF_EXCHANGE, is_wish
from glidepath.web.view.basis import basis

__all__ = ["comparison_view", "wishes_of"]

_SHAPES = {RowKind.HOLD: "hold", RowKind.SMALL_STEPS: "small_steps"}
_ONE_WAY = ("policy", "preferences.pace", "preferences.end_on", "preferences.two_drugs")
_NG_PER_MG = 1_000_000


def comparison_view(
    compared: Compared, fields: Mapping[str, str], kb: KnowledgeBase
) -> dict[str, Any]:
    """Everything that the page prints; `fields` are the wishes that stand now."""
    switched = bool(fields.get("switch.to"))
    return {
        "columns": COLUMNS,
        "first": [f"{one.text} {one.can_do}".strip() for one in said_first(compared.findings)],
        "open": len(compared.questions),
        "rows": [_row(row, compared, fields, switched, kb) for row in compared.drawn],
        "written": [
            _row(row, compared, fields, switched, kb)
            for row in compared.rows
            if row.kind is RowKind.POLICY
        ],
        "left_out": compared.left_out,
        "notes": compared.notes,
        "statements": compared.statements,
        "star": any(row.course and row.course.last_cuts for row in compared.drawn),
    }


def _row(
    row: Comparison,
    compared: Compared,
    fields: Mapping[str, str],
    switched: bool,
    kb: KnowledgeBase,
) -> dict[str, Any]:
    words = row_words(row, compared)
    needs = row.course.needs if row.course else ()
    policy = kb.policy_of_plan(row.policy_id)
    summary = policy.summary if policy else ""
    return {
        "words": words,
        "cells": [cell.replace(" %", "\u00a0%") for cell in words.cells],
        "name": words.name,
        "needs": [kb.product(one).name for one in needs],
        "beyond": bool(row.made_breaches),
        "too_fast_written": bool(row.breaches),
        "is_plan": row.kind is RowKind.PLAN,
        "wishes": wishes_of(row, fields, switched) if _plannable(row, switched, kb) else None,
        "basis": basis(kb, row.sources, note=summary),
    }


def _plannable(row: Comparison, switched: bool, kb: KnowledgeBase) -> bool:
    """Whether the builder can plan a row as it stands: with the products that are at hand."""
    if row.course is None or row.course.needs or row.kind is RowKind.PLAN:
        return False
    if row.kind is RowKind.SWITCH:
        return switched
    policy = kb.policy_of_plan(row.policy_id)
    return policy is None or policy.kind is not PolicyKind.SCHEDULE_ONLY


def wishes_of(row: Comparison, fields: Mapping[str, str], switched: bool) -> dict[str, str]:
    """The wishes of the builder by which it plans this row: those that stand, but for its own."""
    kept = {name: text for name, text in fields.items() if is_wish(name) and name not in _ONE_WAY}
    if switched and row.kind is not RowKind.SWITCH:
        kept = {n: text for n, text in kept.items() if n != "switch.to" and n not in OF_EXCHANGE}
    if row.kind in (RowKind.POLICY, RowKind.SWITCH):
        kept |= {"policy": row.policy_id, "preferences.pace": row.pace}
        return kept | {"goal.kind": "stop"} if kept.get("goal.kind") == "stay" else kept
    kept |= {n: fields[n] for n in ("policy", "preferences.pace") if fields.get(n)}
    if row.kind is RowKind.STAY:
        kept.pop("goal.daily_dose", None)
        return kept | {"goal.kind": "stay"}
    if row.kind is RowKind.LESS:
        dose = _mass(row.made[-1][1])
        return kept | {"goal.kind": "lower", "goal.daily_dose": dose_text(dose)}
    return kept | {"preferences.shape": _SHAPES[row.kind]} if row.kind in _SHAPES else kept


def _mass(milligrams: Fraction) -> Mass:
    nanograms = milligrams * _NG_PER_MG
    return Mass(int(nanograms))
