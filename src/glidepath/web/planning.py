"""From the form to a frozen proposal: the one way in which a page comes to a plan."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from glidepath import __version__
from glidepath.care.forecasting import forecast_of_plan
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.care.shared import shared_plan
from glidepath.documents.chart import chart_svg
from glidepath.documents.entries import entry_of
from glidepath.documents.identity import plan_id
from glidepath.documents.letters import letters_of
from glidepath.documents.sheets import entries_of, set_sheets, sheets
from glidepath.documents.standing import Signature, Standing
from glidepath.domain.answer import Answer, Proposal
from glidepath.domain.errors import BadInput
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.knowledge.base import KnowledgeBase
from glidepath.pharmacology.forecast import Forecast
from glidepath.records.form import plan_body
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault, Read, read_fields
from glidepath.web.view.findings import to_override
from glidepath.web.view.plan import plan_view

__all__ = [
    "Planned",
    "digest",
    "frozen",
    "picture",
    "plan_from",
    "signed_papers",
    "unpacked",
]


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of a form: an answer, or faults and no answer; never both."""

    read: Read
    answer: Answer | None
    faults: tuple[Fault, ...]
    forecast: Forecast | None = None

    @property
    def proposal(self) -> Proposal | None:
        """The plan, where there is one."""
        return self.answer if isinstance(self.answer, Proposal) else None


def plan_from(fields: Mapping[str, str], kb: KnowledgeBase, *, made_up: bool) -> Planned:
    """Read the form and plan for it; what is refused as bad input comes back as faults."""
    read = read_fields(fields, kb)
    if read.situation is None:
        return Planned(read, read.refusal, read.faults)
    try:
        answer = prepare(read.situation, kb, fields.get("policy") or None)
    except BadInput as bad:
        return Planned(read, None, tuple(_fault(bad)))
    if not isinstance(answer, Proposal):
        return Planned(read, answer, ())
    if made_up:
        notes = (*answer.plan.notes, settings(kb).notes["made_up"])
        answer = replace(answer, plan=replace(answer.plan, notes=notes))
    forecast = forecast_of_plan(answer.plan, read.situation.treatment.regimen)
    return Planned(read, answer, (), forecast)


def _fault(bad: BadInput) -> list[Fault]:
    """What the planner itself refuses, linked to the choices of the builder."""
    places = {"policy": "policy", "pace": "preferences.pace"}
    return [
        Fault(
            field=places.get(one.where, one.where), label=one.where.capitalize() or "Plan",
            anchor=anchor(places.get(one.where, "policy")), topic="goal",
            given=one.given, allowed=one.allowed, next_step=one.next_step,
        )
        for one in bad.problems
    ]  # fmt: skip


def frozen(
    planned: Planned, key: str, version: int, kb: KnowledgeBase, at: datetime | None = None
) -> dict[str, Any]:
    """The body of a proposal as it is kept: answer, view and every paper, made once.

    `key` names it in the record; `version`, and `at` as the moment of proposing, are printed.
    """
    proposal = planned.proposal
    assert proposal is not None
    report = write_answer(proposal, kb, proposal.trace.get("assessment"))
    assert planned.read.situation is not None
    shared = shared_plan(planned.read.situation, kb.support())
    letters = letters_of(proposal, shared, version)
    kept = sheets(proposal, planned.forecast, version, letters)
    made = {"plan.json": as_json(report).encode(), **set_sheets(kept, Standing(proposed_at=at))}
    versions = {"engine": __version__, "knowledge": kb.version(), "products": kb.version()}
    return {
        **plan_body(key, versions, planned.read.tree, report),
        "id": plan_id(proposal.plan),
        "version": version,
        "view": plan_view(proposal, planned.forecast, kb),
        "warnings": to_override(proposal.findings, kb),
        "sheets": kept,
        "papers": packed(made),
    }


def signed_papers(
    body: Mapping[str, Any], signature: Signature, series: str, before: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What is kept with a signature: the papers of a frozen proposal set with it.

    `before` are the calendar entries kept with the plan before. A proposal that was frozen
    without its open places keeps the papers that it has.
    """
    if "sheets" not in body:
        return {"plan": body["plan"], "papers": dict(body["papers"]), "entries": []}
    listed = entries_of(body["sheets"], series, map(entry_of, before))
    made = set_sheets(body["sheets"], Standing(signature), listed)
    return {
        "plan": body["plan"],
        "signature": signature.table(),
        "papers": {"plan.json": body["papers"]["plan.json"], **packed(made)},
        "entries": [entry.table() for entry in listed],
    }


def packed(papers: Mapping[str, bytes]) -> dict[str, str]:
    """Papers as text, to be kept."""
    return {name: base64.b64encode(content).decode() for name, content in papers.items()}


def unpacked(body: Mapping[str, Any], name: str) -> bytes | None:
    """One paper of a frozen proposal, byte for byte; None for a name that it does not have."""
    text = body["papers"].get(name)
    return base64.b64decode(text) if text is not None else None


def digest(body: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of every paper that is kept."""
    return {
        name: hashlib.sha256(base64.b64decode(text)).hexdigest()
        for name, text in sorted(body["papers"].items())
    }


def picture(planned: Planned, version: int) -> str:
    """The chart of a plan that is not frozen yet, as it would be with this version."""
    assert planned.proposal is not None
    return chart_svg(planned.proposal, planned.forecast, version)
