"""Everything that happened with one person, in words, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from glidepath.records.event import AUDIT, EventKind, Stored

__all__ = ["Happened", "timeline"]

_WORDS = {
    EventKind.PERSON_ADDED: "Person added",
    EventKind.DRAFT_SAVED: "Answers saved",
    EventKind.SITUATION: "Situation confirmed",
    EventKind.PLAN_SIGNED: "Plan signed",
    EventKind.PLAN_SUPERSEDED: "Earlier plan superseded",
    EventKind.OVERRIDE: "Went on in spite of a warning",
    EventKind.REVIEW_HELD: "Review held",
    EventKind.TRIAGE_RAISED: "Red flag raised",
    EventKind.ACKNOWLEDGED: "Red flag acknowledged",
    EventKind.DAY_ENTRY: "Diary of a day",
    EventKind.WEEK_ENTRY: "Diary of a week",
    EventKind.SCALE: "Scale filled in",
    EventKind.TAKEN: "Doses taken",
    EventKind.DECISION: "Decision",
    EventKind.RELAPSE_PLAN: "Plan for hard times written",
    EventKind.ACCOUNT_ADDED: "Access to the own pages given",
    EventKind.ACCOUNT_CHANGED: "Access ended",
    EventKind.SIGNED_IN: "Came in",
    EventKind.SIGNED_OUT: "Went out",
    EventKind.SIGN_IN_FAILED: "Did not get in",
    EventKind.SETTINGS_CHANGED: "Settings changed",
    EventKind.VIEWED: "Looked at",
    EventKind.PRINTED: "Printed",
    EventKind.EXPORTED: "Taken out",
    EventKind.IMPORTED: "Brought in from a file",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line: when, what, who; `is_audit` for looks and prints, which changed nothing."""

    at: datetime
    what: str
    detail: str
    who: str
    is_audit: bool


def timeline(events: Iterable[Stored]) -> tuple[Happened, ...]:
    """The newest first; a run of saved answers is told once."""
    told: list[Happened] = []
    last: EventKind | None = None
    for event in sorted(events, key=lambda one: one.seq, reverse=True):
        if not (event.kind is EventKind.DRAFT_SAVED and last is EventKind.DRAFT_SAVED):
            told.append(_line(event))
        last = event.kind
    return tuple(told)


def _line(event: Stored) -> Happened:
    words = _WORDS.get(event.kind, event.kind.value.replace("_", " ").capitalize())
    if event.kind is EventKind.DRAFT_SAVED and event.body.get("chosen"):
        return Happened(event.at, "Plan chosen", str(event.body["chosen"]), event.actor, False)
    return Happened(event.at, words, _detail(event), event.actor, event.kind in AUDIT)


def _detail(event: Stored) -> str:
    """What the event is about, from the few keys whose meaning is known here."""
    body = event.body
    if event.kind is EventKind.PLAN_SIGNED:
        return f"{body['plan']}, signed by {body.get('signer', '')}: {body.get('reason', '')}"
    if event.kind is EventKind.OVERRIDE:
        return f"{str(body['of']).replace('-', ' ')}: {body['reason']}"
    if event.kind is EventKind.REVIEW_HELD:
        return str(body.get("note", ""))
    parts = [body.get("what"), body.get("plan"), body.get("reason")]
    return ", ".join(str(part) for part in parts if part)
