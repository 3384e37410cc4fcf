"""Everybody at a glance: read once, and again only for those about whom something was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

from glidepath.records.event import EventKind
from glidepath.records.store import Store
from glidepath.web.folder import LIGHT, Folder, folder_of

__all__ = ["Everybody", "Glance", "next_review"]

_LOOKED_AT = (EventKind.TRIAGE_RAISED, EventKind.ACKNOWLEDGED)
"""What the red flags of a folder are made of, besides its situation."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the list says of one person; `folder` is as much of it as red flags are made of.

    `view` is that of the plan that holds, None without one.
    """

    person: str
    label: str
    made_up: bool
    stage: str
    drug: str
    view: Mapping[str, Any] | None
    review: date | None
    folder: Folder


class Everybody:
    """The glances of everybody in one record; an event is never changed, so none grows old."""

    def __init__(self, store: Callable[[], Store]) -> None:
        """Begin with nobody read."""
        self._store, self._lock = store, Lock()
        self._upto, self._glances = 0, dict[str, Glance]()

    def glances(self) -> tuple[Glance, ...]:
        """Everybody, by the name they are listed under."""
        with self._lock:
            store = self._store()
            head = store.head().seq  # before the reading: what comes meanwhile is read next time
            for person in store.people_since(self._upto, LIGHT) if head > self._upto else ():
                found = folder_of(store, person)
                if found is not None:
                    self._glances[person] = _glance(found)
            self._upto = head
            return tuple(sorted(self._glances.values(), key=_order))


def _order(one: Glance) -> tuple[str, str]:
    return one.label.casefold(), one.person


def _glance(folder: Folder) -> Glance:
    view = folder.current.body["view"] if folder.current else None
    kept = tuple(one for one in folder.events if one.kind in _LOOKED_AT)
    return Glance(
        person=folder.person,
        label=folder.label,
        made_up=folder.made_up,
        stage=folder.stage,
        drug=view["drug"] if view else folder.fields.get("treatment.drug", ""),
        view=view,
        review=next_review(folder),
        folder=replace(folder, drafts=(), signed=(), events=kept),
    )


def next_review(folder: Folder) -> date | None:
    """The first review after the plan was signed or last reviewed; a missed one stays first."""
    if folder.current is None:
        return None
    held = [one.at.date() for one in folder.events if one.kind is EventKind.REVIEW_HELD]
    done = max([folder.current.at.date(), *held])
    days = [date.fromisoformat(one["on"]) for one in folder.current.body["view"]["reviews"]]
    return next((day for day in sorted(days) if day > done), None)
