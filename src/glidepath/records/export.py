"""Everything that is kept about one person, as one document for that person."""

from __future__ import annotations

from typing import Any

from glidepath import __version__
from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import Stored, instant_text
from glidepath.records.projection import PersonFile, rebuild
from glidepath.records.store import Store

__all__ = ["event_tables", "export_person"]

FORMAT = 1


def export_person(store: Store, person: str) -> dict[str, Any]:
    """All events of one person, what was corrected among them, and what holds today.

    Refuses an id that nobody has.
    """
    events = store.events(person)
    if not events:
        raise BadInput(
            Problem("person", "an id that nobody has", "an id that `glidepath record show` lists")
        )
    head = store.head()
    return {
        "format": FORMAT,
        "glidepath": __version__,
        "person": person,
        "record": {"seq": head.seq, "hash": head.hash},
        "now": file_tables(rebuild(person, events)),
        "events": [event_tables(one) for one in events],
    }


def event_tables(one: Stored) -> dict[str, Any]:
    """One event as plain values."""
    return {
        "seq": one.seq,
        "id": one.id,
        "at": instant_text(one.at),
        "actor": one.actor,
        "role": one.role,
        "person": one.person,
        "kind": one.kind.value,
        "schema_version": one.schema_version,
        "body": dict(one.body),
        "prev_hash": one.prev_hash,
        "hash": one.hash,
    }


def file_tables(file: PersonFile) -> dict[str, Any]:
    """A person's file as plain values; events are named by their ids."""
    signed = file.signed_plan
    due = file.next_review
    return {
        "identity": file.identity,
        "situation": file.situation,
        "signed_plan": signed.id if signed else None,
        "plans": [{"plan": one.id, "state": one.state.value} for one in file.plans],
        "entries": [
            {
                "event": one.first.id,
                "kind": one.first.kind.value,
                "body": one.body,
                "corrected_by": [correction.id for correction in one.corrections],
            }
            for one in file.entries
        ],
        "open_flags": [one.raised.id for one in file.open_flags],
        "next_review": due.body if due else None,
    }
