"""Is the record still everything that was ever acknowledged, and nothing else?

Three looks: the database's own check of its file, the chain of hashes from the first event to
the last, and the anchor outside, without which the loss of the newest events cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind, Head
from glidepath.records.faults import Damaged
from glidepath.records.migrations.guards import GUARDS, standing_guards
from glidepath.records.store import Store
from glidepath.records.tables import event, hash_of_columns
from glidepath.records.talking import reading

__all__ = ["Fault", "FaultKind", "Verdict", "verify"]

KNOWN = frozenset(kind.value for kind in EventKind)
_PAGE = 1000


class FaultKind(StrEnum):
    """What can be wrong with a record."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    CHAIN_BROKEN = "chain_broken"
    LOST_NEWEST = "lost_newest"
    ANCHOR_OTHER = "anchor_other"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_UNREADABLE = "anchor_unreadable"
    GUARD_MISSING = "guard_missing"
    NEWER_KIND = "newer_kind"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, from which event on, in words."""

    kind: FaultKind
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: how far the chain is whole, and every fault.

    `whole` is the newest event up to which everything is as it was written.
    """

    whole: Head
    anchored: Head | None
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was lost or changed, as far as record and anchor can tell."""
        return not self.faults


def verify(store: Store, anchor: Head | None = None) -> Verdict:
    """Look at every event, at the file, and at the anchor.

    Takes the record, and a head that was written down elsewhere (such as in a backup's
    manifest or on a printed sheet) to be compared as well. Never raises for a damaged
    record: the damage is the answer.
    """
    # The anchor first: whoever writes meanwhile moves it beyond what we are about to read.
    known, faults = _anchored(store)
    whole = Head()
    try:
        faults += _file_faults(store)
        for row in _rows(store):
            found = _faults_of(row, whole)
            faults += found
            if any(one.kind is not FaultKind.NEWER_KIND for one in found):
                break
            whole = Head(row.seq, row.hash)
    except (Damaged, BadInput) as told:
        faults.append(Fault(FaultKind.UNREADABLE, whole.seq + 1, _first_line(told)))
    faults += [found for one in (known, anchor) if one for found in _against(one, whole, store)]
    return Verdict(whole, known, tuple(faults))


def _first_line(told: Exception) -> str:
    return str(told).splitlines()[0]


def _rows(store: Store) -> Iterator[Row[Any]]:
    """Every row in order, page by page, so that nobody who writes has to wait for us."""
    seen = 0
    while True:
        query = select(event).where(event.c.seq > seen).order_by(event.c.seq).limit(_PAGE)
        with reading(store.engine) as db:
            page = db.execute(query).all()
        yield from page
        if not page:
            return
        seen = page[-1].seq


def _faults_of(row: Row[Any], before: Head) -> list[Fault]:
    if row.seq != before.seq + 1 or row.prev_hash != before.hash:
        text = f"event {row.seq} does not follow event {before.seq}"
        return [Fault(FaultKind.CHAIN_BROKEN, row.seq, text)]
    if hash_of_columns(row._asdict()) != row.hash:
        text = f"event {row.seq} is not what was written"
        return [Fault(FaultKind.CHANGED, row.seq, text)]
    if row.kind not in KNOWN:
        text = f"event {row.seq} is of a kind that only a newer glidepath knows"
        return [Fault(FaultKind.NEWER_KIND, row.seq, text)]
    return []


def _file_faults(store: Store) -> list[Fault]:
    faults = []
    with reading(store.engine) as db:
        lacking = [name for name in GUARDS if name not in standing_guards(db)]
        faults += [
            Fault(FaultKind.GUARD_MISSING, 0, f"the guard {name} is gone") for name in lacking
        ]
        if db.dialect.name == "sqlite":
            told = db.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            if told != "ok":
                faults.append(Fault(FaultKind.UNREADABLE, 0, "the file is damaged"))
    return faults


def _anchored(store: Store) -> tuple[Head | None, list[Fault]]:
    try:
        known = store.anchor.read()
    except (Damaged, BadInput) as told:
        return None, [Fault(FaultKind.ANCHOR_UNREADABLE, 0, _first_line(told))]
    if known is None:
        text = "without its anchor nobody can tell whether the newest events are lost"
        return None, [Fault(FaultKind.ANCHOR_MISSING, 0, text)]
    return known, []


def _against(known: Head, whole: Head, store: Store) -> list[Fault]:
    """What a head that was written down elsewhere says against what is whole here."""
    if known.seq > whole.seq:
        text = f"{known.seq - whole.seq} acknowledged events after event {whole.seq} are lost"
        return [Fault(FaultKind.LOST_NEWEST, whole.seq + 1, text)]
    here = store.hash_at(known.seq)
    if here != known.hash:
        text = f"event {known.seq} is not the one that was written down"
        return [Fault(FaultKind.ANCHOR_OTHER, known.seq, text)]
    return []
