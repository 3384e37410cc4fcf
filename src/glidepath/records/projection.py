"""One person's file: what all events about this person add up to today.

Nothing here is kept: it is made from the events whenever it is wanted, so it can never
disagree with them. An entry that was corrected shows what holds now and keeps what stood
there first; one that was withdrawn holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import AUDIT, CORRECTABLE, EventKind, Stored

__all__ = ["Entry", "Flag", "KeptPlan", "PersonFile", "PlanState", "apply", "rebuild"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was written down, and what holds of it now.

    `body` is None where it was withdrawn; `corrections` are the events that changed it.
    """

    first: Stored
    body: Mapping[str, Any] | None = field(repr=False)
    corrections: tuple[Stored, ...] = ()


class PlanState(StrEnum):
    """How far a plan has come."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan and what became of it; `ended` is the event that superseded it."""

    id: str
    proposed: Stored
    signed: Stored | None = None
    ended: Stored | None = None

    @property
    def state(self) -> PlanState:
        """Proposed, signed and in force, or superseded."""
        if self.ended is not None:
            return PlanState.SUPERSEDED
        return PlanState.PROPOSED if self.signed is None else PlanState.SIGNED


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag that was raised, and who answered it."""

    raised: Stored
    acknowledged: Stored | None = None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything about one person, in the order in which it was kept.

    `seq` is the newest event in it; `entries` holds all that may be corrected.
    """

    person: str
    seq: int = 0
    entries: tuple[Entry, ...] = ()
    plans: tuple[KeptPlan, ...] = ()
    flags: tuple[Flag, ...] = ()
    decisions: tuple[Stored, ...] = ()
    overrides: tuple[Stored, ...] = ()
    audit: tuple[Stored, ...] = ()

    def of(self, *kinds: EventKind) -> tuple[Entry, ...]:
        """The entries of some kinds that were not withdrawn."""
        return tuple(
            one for one in self.entries if one.first.kind in kinds and one.body is not None
        )

    @property
    def identity(self) -> Mapping[str, Any] | None:
        """Who the person is, as far as anybody wrote it down."""
        return _last(self.of(EventKind.PERSON_ADDED))

    @property
    def situation(self) -> Mapping[str, Any] | None:
        """The latest situation, in the shape of a case file."""
        return _last(self.of(EventKind.SITUATION))

    @property
    def relapse_plan(self) -> Mapping[str, Any] | None:
        """The latest relapse-prevention plan."""
        return _last(self.of(EventKind.RELAPSE_PLAN))

    @property
    def signed_plan(self) -> KeptPlan | None:
        """The plan that holds now; there is never more than one."""
        return next((one for one in self.plans if one.state is PlanState.SIGNED), None)

    @property
    def open_flags(self) -> tuple[Flag, ...]:
        """Red flags that nobody has acknowledged."""
        return tuple(one for one in self.flags if one.acknowledged is None)

    @property
    def next_review(self) -> Entry | None:
        """The earliest review that was planned (`on`) and that no held one names (`review`)."""
        held = {(one.body or {}).get("review") for one in self.of(EventKind.REVIEW_HELD)}
        due = [
            one
            for one in self.of(EventKind.REVIEW_PLANNED)
            if one.first.id not in held and "on" in (one.body or {})
        ]
        return min(due, key=lambda one: str((one.body or {})["on"]), default=None)


def rebuild(person: str, events: Iterable[Stored]) -> PersonFile:
    """One person's file from all their events in order."""
    file = PersonFile(person)
    for one in events:
        file = apply(file, one)
    return file


def apply(file: PersonFile, one: Stored) -> PersonFile:
    """The file with one more event; refuses another person's, or one it already has."""
    if one.person != file.person or one.seq <= file.seq:
        raise BadInput(
            Problem("event", f"event {one.seq}", f"this person's events after event {file.seq}")
        )
    return replace(_changed(file, one), seq=one.seq)


def _changed(file: PersonFile, one: Stored) -> PersonFile:
    if one.kind in CORRECTABLE:
        return replace(file, entries=(*file.entries, Entry(one, one.body)))
    if one.kind is EventKind.CORRECTION:
        return replace(file, entries=tuple(_corrected(entry, one) for entry in file.entries))
    if one.kind is EventKind.TRIAGE_RAISED:
        return replace(file, flags=(*file.flags, Flag(one)))
    if one.kind is EventKind.ACKNOWLEDGED:
        return replace(file, flags=tuple(_answered(flag, one) for flag in file.flags))
    if one.kind is EventKind.DECISION:
        return replace(file, decisions=(*file.decisions, one))
    if one.kind is EventKind.OVERRIDE:
        return replace(file, overrides=(*file.overrides, one))
    if one.kind in AUDIT:
        return replace(file, audit=(*file.audit, one))
    return replace(file, plans=_plans(file.plans, one))


def _corrected(entry: Entry, one: Stored) -> Entry:
    if entry.first.id != one.body["replaces"]:
        return entry
    return Entry(entry.first, one.body["body"], (*entry.corrections, one))


def _answered(flag: Flag, one: Stored) -> Flag:
    mine = flag.raised.id == one.body["flag"] and flag.acknowledged is None
    return Flag(flag.raised, one) if mine else flag


def _plans(plans: tuple[KeptPlan, ...], one: Stored) -> tuple[KeptPlan, ...]:
    """The plans after an event; a plan that is signed ends the one that held before."""
    if one.kind is EventKind.PLAN_PROPOSED:
        return (*plans, KeptPlan(one.body["plan"], one))
    if one.kind is EventKind.PLAN_SIGNED:
        return tuple(_signed(plan, one) for plan in plans)
    if one.kind is EventKind.PLAN_SUPERSEDED:
        return tuple(
            replace(plan, ended=plan.ended or one) if plan.id == one.body["plan"] else plan
            for plan in plans
        )
    return plans


def _signed(plan: KeptPlan, one: Stored) -> KeptPlan:
    if plan.id == one.body["plan"]:
        return replace(plan, signed=plan.signed or one)
    return replace(plan, ended=one) if plan.state is PlanState.SIGNED else plan


def _last(entries: tuple[Entry, ...]) -> Mapping[str, Any] | None:
    return entries[-1].body if entries else None
