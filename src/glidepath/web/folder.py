"""A person's folder: what the events about this person add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from glidepath.records.event import AUDIT, EventKind, Stored
from glidepath.records.store import Store
from glidepath.web.forms.tree import tree_of

__all__ = [
    "LIGHT", "Draft", "Folder", "SignedPlan", "folder_of", "papers_of", "proposal_of",
    "proposals_of",
]  # fmt: skip

_HEAVY = (EventKind.PLAN_PROPOSED, EventKind.PAPERS_SET, EventKind.VIEWED)
LIGHT = tuple(kind for kind in EventKind if kind not in _HEAVY)
"""Proposals and papers are large, looks are many: they are read only where they are asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What had been typed at one moment, as it was typed; `seq` is the event that kept it.

    `undoes` is the earlier draft that this one brought back, `chosen` the proposal that was
    chosen for signing with it, `sheet` the open form that it was typed in, `sent` that this
    form was then sent off.
    """

    seq: int
    fields: Mapping[str, str]
    topic: str = ""
    undoes: int | None = None
    chosen: str = ""
    sheet: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True)
class SignedPlan:
    """A plan as it was signed: `key` names its proposal, `body` holds the frozen view."""

    event: str
    key: str
    version: int
    at: datetime
    signer: str
    body: Mapping[str, Any]
    superseded_on: datetime | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything about one person that the pages show.

    `version` is the newest event that changed anything; a form made from an older version is
    stale. `case` is the last confirmed situation; `events` are all but the heavy proposals.
    """

    person: str
    label: str
    made_up: bool
    version: int
    drafts: tuple[Draft, ...]
    case: Stored | None
    signed: tuple[SignedPlan, ...]
    events: tuple[Stored, ...]

    @property
    def fields(self) -> Mapping[str, str]:
        """What stands in the form now."""
        return self.drafts[-1].fields if self.drafts else {"label": self.label}

    def fields_at(self, version: int, sheet: str = "") -> Mapping[str, str]:
        """What stood in the form at an earlier version, or where this very sheet last kept it.

        A sheet that keeps itself while somebody types must not be held against itself.
        """
        before = [
            draft
            for draft in self.drafts
            if draft.seq <= version or (sheet and draft.sheet == sheet)
        ]
        return before[-1].fields if before else {"label": self.label}

    def was_sent(self, sheet: str) -> bool:
        """Whether an open form was sent off: what it kept by itself before comes too late then."""
        return any(sheet and draft.sheet == sheet and draft.sent for draft in self.drafts)

    def since(self, version: int) -> tuple[Stored, ...]:
        """What was written about this person after a page was made from a version."""
        return tuple(one for one in self.events if one.seq > version and one.kind not in AUDIT)

    @property
    def is_confirmed(self) -> bool:
        """Whether the confirmed situation is the very one in the form."""
        return self.case is not None and tree_of(self.fields).tree == dict(self.case.body)

    @property
    def current(self) -> SignedPlan | None:
        """The plan that holds: the last one signed, unless it was taken back."""
        last = self.signed[-1] if self.signed else None
        return last if last is not None and last.superseded_on is None else None

    @property
    def chosen(self) -> str:
        """The proposal that waits for a signature; empty once anything has changed since."""
        if not (self.drafts and self.drafts[-1].chosen and self.is_confirmed):
            return ""
        key = self.drafts[-1].chosen
        return "" if any(plan.key == key for plan in self.signed) else key

    @property
    def stage(self) -> str:
        """Where this person's work stands, in a few words."""
        if self.chosen:
            return "Plan to be signed"
        if self.current is not None:
            return "Plan signed" if self.is_confirmed else "Plan signed, situation changed since"
        return "Situation confirmed" if self.is_confirmed else "Situation being taken"


def folder_of(store: Store, person: str) -> Folder | None:
    """The folder of one person; None for an id that nobody has."""
    events = store.events(person, LIGHT)
    known = any(one.kind is EventKind.PERSON_ADDED for one in events)
    return _folder(person, events, store.newest(person)) if known else None


def proposal_of(store: Store, person: str, key: str) -> Stored | None:
    """The proposal of a name, with its papers."""
    return next((one for one in proposals_of(store, person) if one.body["plan"] == key), None)


def papers_of(store: Store, person: str, key: str) -> Stored | None:
    """The papers of a signed plan as they were set with its signature; None for older plans."""
    found = store.events(person, (EventKind.PAPERS_SET,))
    return next((one for one in reversed(found) if one.body["plan"] == key), None)


def proposals_of(store: Store, person: str) -> tuple[Stored, ...]:
    """Every proposal of one person that was ever chosen for signing."""
    return store.events(person, (EventKind.PLAN_PROPOSED,))


def _folder(person: str, events: Sequence[Stored], version: int = 0) -> Folder:
    drafts = tuple(_draft(one) for one in events if one.kind is EventKind.DRAFT_SAVED)
    opened = next(one for one in events if one.kind is EventKind.PERSON_ADDED)
    named = drafts[-1].fields.get("label", "") if drafts else ""
    cases = [one for one in events if one.kind is EventKind.SITUATION]
    return Folder(
        person=person,
        label=named or str(opened.body.get("label", "")) or "Without a name",
        made_up=bool(opened.body.get("made_up")),
        version=version,
        drafts=drafts,
        case=cases[-1] if cases else None,
        signed=_signed(events),
        events=tuple(events),
    )


def _draft(event: Stored) -> Draft:
    body = event.body
    return Draft(
        event.seq, body.get("fields", {}), body.get("topic", ""), body.get("undoes"),
        body.get("chosen", ""), body.get("sheet", ""), bool(body.get("sent")),
    )  # fmt: skip


def _signed(events: Sequence[Stored]) -> tuple[SignedPlan, ...]:
    """Every signed plan with its version; superseded by the next signature or by its own event."""
    found = [one for one in events if one.kind is EventKind.PLAN_SIGNED and "view" in one.body]
    taken_back = {
        one.body["plan"]: one.at for one in events if one.kind is EventKind.PLAN_SUPERSEDED
    }
    after = [*(one.at for one in found[1:]), None]
    return tuple(
        SignedPlan(
            event=one.id, key=one.body["plan"], version=place, at=one.at,
            signer=one.body["signer"], body=one.body,
            superseded_on=next_at or taken_back.get(one.body["plan"]),
        )
        for place, (one, next_at) in enumerate(zip(found, after, strict=False), 1)
    )  # fmt: skip
