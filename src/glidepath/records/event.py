"""The kinds of events a record holds, and one event as it is kept.

An event is never changed. What was wrong is put right by another event that names it and
says why. Events about the use of the record (who looked, printed, signed in) stand in the
same chain as what is known of the person.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

__all__ = [
    "AUDIT", "BODY_VERSION", "CORRECTABLE", "GENESIS", "EventKind", "Head", "Stored", "instant",
    "instant_text", "is_opaque", "new_id",
]  # fmt: skip

BODY_VERSION = 1
GENESIS = "0" * 64
_OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{15,63}")
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
_LENGTH = 27


class EventKind(StrEnum):
    """What happened."""

    PERSON_ADDED = "person_added"
    DRAFT_SAVED = "draft_saved"
    SITUATION = "situation"
    PLAN_PROPOSED = "plan_proposed"
    PLAN_SIGNED = "plan_signed"
    PLAN_SUPERSEDED = "plan_superseded"
    PAPERS_SET = "papers_set"
    DAY_ENTRY = "day_entry"
    WEEK_ENTRY = "week_entry"
    SCALE = "scale"
    TAKEN = "taken"
    TRIAGE_RAISED = "triage_raised"
    ACKNOWLEDGED = "acknowledged"
    DECISION = "decision"
    REVIEW_PLANNED = "review_planned"
    REVIEW_HELD = "review_held"
    MODULE_PLACED = "module_placed"
    RELAPSE_PLAN = "relapse_plan"
    LETTER = "letter"
    NOTE = "note"
    CORRECTION = "correction"
    OVERRIDE = "override"
    VIEWED = "viewed"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    SETTINGS_CHANGED = "settings_changed"
    KNOWLEDGE_CHANGED = "knowledge_changed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    ANCHOR_RENEWED = "anchor_renewed"


AUDIT = frozenset(
    {
        EventKind.VIEWED, EventKind.PRINTED, EventKind.EXPORTED, EventKind.SIGNED_IN,
        EventKind.SIGNED_OUT, EventKind.SIGN_IN_FAILED, EventKind.ACCOUNT_ADDED,
        EventKind.ACCOUNT_CHANGED, EventKind.SETTINGS_CHANGED, EventKind.KNOWLEDGE_CHANGED,
        EventKind.BACKED_UP, EventKind.RESTORED, EventKind.ANCHOR_RENEWED,
    }
)  # fmt: skip
"""Kinds that tell how the record was used and change nothing that is known of a person."""

CORRECTABLE = frozenset(
    {
        EventKind.PERSON_ADDED, EventKind.SITUATION, EventKind.DAY_ENTRY, EventKind.WEEK_ENTRY,
        EventKind.SCALE, EventKind.TAKEN, EventKind.REVIEW_PLANNED, EventKind.REVIEW_HELD,
        EventKind.MODULE_PLACED, EventKind.RELAPSE_PLAN, EventKind.LETTER, EventKind.NOTE,
    }
)  # fmt: skip
"""Kinds that a correction may replace: a plan is superseded, a decision decided anew."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the record goes: its newest event's number and hash; 0 events have number 0."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it is kept.

    `seq` counts from 1 without a gap; `at` is in UTC; `person` is a random id, empty for
    what concerns no one person; `body` is opaque here; `hash` covers everything else and
    `prev_hash`, which is the hash of the event before.
    """

    seq: int
    id: str
    at: datetime
    actor: str
    role: str
    person: str
    kind: EventKind
    schema_version: int
    body: Mapping[str, Any] = field(repr=False)  # a log must never show it
    prev_hash: str
    hash: str


def new_id() -> str:
    """A random id that says nothing of whom or what it names; never read as an option."""
    while not is_opaque(made := secrets.token_urlsafe(16)):
        pass
    return made


def is_opaque(text: str) -> bool:
    """Whether a text has the form of a random id."""
    return _OPAQUE.fullmatch(text) is not None


def instant_text(at: datetime) -> str:
    """A point in time as it is kept: UTC, to the microsecond, always 27 characters."""
    return at.astimezone(UTC).strftime(_INSTANT)


def instant(text: str) -> datetime:
    """The point in time that a kept text names."""
    if len(text) != _LENGTH or text[-1] != "Z":
        raise ValueError("a point in time is kept as 27 characters that end with Z")
    return datetime.fromisoformat(text)
