"""A person's file and a verdict on the record, as lines to read and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from glidepath.records.event import instant_text
from glidepath.records.export import file_tables
from glidepath.records.projection import rebuild
from glidepath.records.recompute import Recomputed
from glidepath.records.store import Store
from glidepath.records.verify import Verdict

__all__ = ["again_lines", "person_lines", "person_tables", "verdict_lines", "verdict_tables"]


def person_tables(store: Store, person: str) -> dict[str, Any]:
    """What holds today for one person, with the number a next change has to expect."""
    file = rebuild(person, store.events(person))
    return {"person": person, "newest": store.newest(person), **file_tables(file)}


def person_lines(store: Store, person: str) -> Iterator[str]:
    """Red flags first, then plans, the next review, and every event in order."""
    events = store.events(person)
    file = rebuild(person, events)
    yield f"Person {person}; newest change: event {store.newest(person)}"
    for flag in file.open_flags:
        yield f"RED FLAG, not acknowledged: event {flag.raised.seq}, {instant_text(flag.raised.at)}"
    for plan in file.plans:
        yield f"Plan {plan.id}: {plan.state.value}"
    due = file.next_review
    yield f"Next review: {due.body['on']}" if due and due.body else "Next review: none planned"
    yield ""
    for one in events:
        yield f"{one.seq:>6}  {instant_text(one.at)[:19]}Z  {one.actor} ({one.role})  {one.kind}"


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """What was found, in a line for each fault."""
    if verdict.ok:
        yield f"Whole: {verdict.whole.seq} events, none lost or changed."
        yield f"Newest: event {verdict.whole.seq}, hash {verdict.whole.hash}"
        return
    yield f"NOT WHOLE. Everything up to event {verdict.whole.seq} is as it was written."
    yield from (f"  {one.kind.value}: {one.text}" for one in verdict.faults)
    yield "Write nothing more. Keep the files, look for a backup, and restore it beside them."


def verdict_tables(verdict: Verdict, again: Sequence[Recomputed]) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "ok": verdict.ok,
        "whole": {"seq": verdict.whole.seq, "hash": verdict.whole.hash},
        "faults": [
            {"kind": one.kind.value, "seq": one.seq, "text": one.text} for one in verdict.faults
        ],
        "plans": [
            {
                "plan": one.plan,
                "same": one.same,
                "versions": dict(one.versions),
                "differs_at": [found.path for found in one.differences],
            }
            for one in again
        ],
    }


def again_lines(again: Sequence[Recomputed]) -> Iterator[str]:
    """Which kept plans today's glidepath would make differently, and where."""
    for one in again:
        if one.same:
            yield f"Plan {one.plan}: worked out again, the same."
        else:
            places = ", ".join(found.path for found in one.differences[:5])
            yield f"Plan {one.plan}: comes out differently today, in {places}"
