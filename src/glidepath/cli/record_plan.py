"""A plan for somebody whose situation is kept, kept itself with all that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from glidepath import __version__
from glidepath.care.assess import Assessment
from glidepath.care.forecasting import forecast_of_plan
from glidepath.care.prepare import prepare
from glidepath.care.shared import shared_plan
from glidepath.cli.plan import assessment_of
from glidepath.cli.printing import show_answer, tell
from glidepath.cli.record_desk import Desk
from glidepath.documents.letters import letters_of
from glidepath.documents.sheets import sheets
from glidepath.domain.answer import Answer, Proposal, Refusal
from glidepath.domain.errors import BadInput, Problem
from glidepath.interop.answerfile import write_answer
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.canonical import hash_of
from glidepath.records.event import EventKind, new_id
from glidepath.records.form import plan_body
from glidepath.records.projection import rebuild

__all__ = ["plan_person", "report_of", "versions"]


def plan_person(desk: Desk, person: str, policy: str | None) -> int:
    """Plan from a person's latest situation; a proposal is kept, anything else only shown."""
    with desk.open() as store:
        expected = store.newest(person)
        file = rebuild(person, store.events(person))
        if file.situation is None:
            raise BadInput(
                Problem("person", "nobody's situation is kept", "one",
                        "Add one: `glidepath record add PERSON situation CASE`.")
            )  # fmt: skip
        given = {"case": file.situation, "policy": policy}
        answer, report = _worked_out(given)
        if isinstance(answer, Proposal):
            body = plan_body(new_id(), versions(), given, report)
            body["sheets"] = _sheets(answer, 1 + sum(1 for one in file.plans if one.signed))
            kept = store.add(person, EventKind.PLAN_PROPOSED, body, expected=expected, **desk.by())
            tell(f"Kept as event {kept.seq}, plan {body['plan']}; nobody has signed it yet.")
    show_answer(answer)
    return answer.exit_code


def _sheets(proposal: Proposal, version: int) -> dict[str, Any]:
    """What the papers of a proposal say; `version` counts the plans signed for the person."""
    found: Assessment = proposal.trace["assessment"]
    shared = shared_plan(found.situation, KnowledgeBase.packaged().support())
    curves = forecast_of_plan(proposal.plan, found.situation.treatment.regimen)
    return sheets(proposal, curves, version, letters_of(proposal, shared, version))


def report_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole answer that today's glidepath gives to what a kept plan was made from."""
    return _worked_out(given)[1]


def versions() -> dict[str, str]:
    """What makes a plan: the engine, the facts, and the products among them."""
    kb = KnowledgeBase.packaged()
    files = [path for path in kb.store.every_file() if path.startswith("products/")]
    products = hash_of(*((path, kb.store.text(path)) for path in files))
    return {"engine": __version__, "knowledge": kb.version(), "products": products[:12]}


def _worked_out(given: Mapping[str, Any]) -> tuple[Answer, dict[str, Any]]:
    kb = KnowledgeBase.packaged()
    content = json.dumps(given["case"], ensure_ascii=False).encode("utf-8")
    situation = read_case(content, "case.json", kb)
    if isinstance(situation, Refusal):
        return situation, write_answer(situation, kb, None)
    answer = prepare(situation, kb, given["policy"])
    return answer, write_answer(answer, kb, assessment_of(answer, situation, kb))
