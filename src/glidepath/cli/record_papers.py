"""`glidepath record papers`: the papers of a kept plan, with the signature in the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glidepath.cli.printing import tell
from glidepath.cli.record_desk import Desk
from glidepath.documents.entries import Entry, series_of
from glidepath.documents.sheets import entries_of, set_sheets
from glidepath.documents.standing import Signature, Standing
from glidepath.documents.writing import write_made
from glidepath.domain.errors import BadInput, Problem
from glidepath.interop.answerfile import as_json
from glidepath.records.event import EventKind
from glidepath.records.projection import KeptPlan, PersonFile, rebuild

__all__ = ["papers_person"]


def papers_person(desk: Desk, person: str, folder: Path, plan: str | None) -> int:
    """Write the papers of the plan that holds, or of another kept one, into a folder.

    They say by whom it was signed, as what and when; a plan that nobody signed stays a
    proposal, one that was superseded is marked so. That they were made is kept.
    """
    with desk.open() as store:
        file = rebuild(person, store.events(person))
        kept = _asked(file, plan)
        series = series_of(person)
        listed = entries_of(_sheets(kept), series, _before(file, kept, series))
        made = set_sheets(_sheets(kept), _standing(kept), listed)
        report = as_json(json.loads(json.dumps(kept.proposed.body["report"]))).encode("utf-8")
        written = write_made({"plan.json": report, **made}, folder)
        store.add(person, EventKind.PRINTED, {"what": "papers", "plan": kept.id}, **desk.by())
    tell(f"Written, plan {kept.state.value}: {', '.join(path.name for path in written)}.")
    return 0


def _asked(file: PersonFile, plan: str | None) -> KeptPlan:
    """The plan that is named, or the one that holds."""
    if plan is None and file.signed_plan is not None:
        return file.signed_plan
    for one in file.plans:
        if one.id == plan:
            return one
    given = "a plan that is not kept for this person" if plan else "no plan that is signed"
    raise BadInput(
        Problem("plan", given, "the id of a kept plan", "See `glidepath record show PERSON`.")
    )


def _sheets(kept: KeptPlan) -> dict[str, Any]:
    """What the papers say, as it was kept with the proposal."""
    if "sheets" not in kept.proposed.body:
        step = "Plan anew with `glidepath record plan PERSON`, and sign that plan."
        raise BadInput(Problem("plan", "a plan kept without its papers", "one with them", step))
    sheets: dict[str, Any] = kept.proposed.body["sheets"]
    return sheets


def _standing(kept: KeptPlan) -> Standing:
    """Who signed, as what and when, and since when the plan holds no more."""
    if kept.signed is None:
        return Standing(proposed_at=kept.proposed.at)
    sheets, signed = _sheets(kept), kept.signed
    signer = str(signed.body.get("signer") or signed.actor)
    signature = Signature(sheets["plan"], sheets["version"], signer, signed.role, signed.at)
    return Standing(signature, kept.ended.at if kept.ended else None)


def _before(file: PersonFile, kept: KeptPlan, series: str) -> tuple[Entry, ...]:
    """The calendar entries of all plans that were signed before this one."""
    found: tuple[Entry, ...] = ()
    for one in _signed_before(file, kept):
        found = entries_of(_sheets(one), series, found)
    return found


def _signed_before(file: PersonFile, kept: KeptPlan) -> Iterator[KeptPlan]:
    until = kept.signed.seq if kept.signed else None
    signed = [
        (one.signed.seq, one)
        for one in file.plans
        if one.signed is not None and "sheets" in one.proposed.body and one is not kept
    ]
    for seq, one in sorted(signed, key=lambda pair: pair[0]):
        if until is None or seq < until:
            yield one
