"""The record: events are added to the end of one chain, read back, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, select

from glidepath.domain.errors import Problem
from glidepath.records.anchor import Anchor
from glidepath.records.canonical import canonical
from glidepath.records.event import (
    AUDIT,
    BODY_VERSION,
    GENESIS,
    EventKind,
    Head,
    Stored,
    instant_text,
    new_id,
)
from glidepath.records.faults import Conflict, Damaged
from glidepath.records.form import check_form, kind_of
from glidepath.records.opening import opened
from glidepath.records.tables import event, from_row, hash_of_columns
from glidepath.records.talking import reading, writing
from glidepath.records.ties import check_ties

__all__ = ["Store", "open_store"]


def open_store(url: str, anchor: Path | None = None, create: bool = True) -> Store:
    """Open a record, bring its tables up to date, and make it if it is missing and may be made.

    Takes `sqlite:///folder/file` or `postgresql://...`; the anchor's path, or `?anchor=path`
    in the address. A SQLite record without one has its anchor beside it; for PostgreSQL
    it has to be named. Refuses an address of something else (BadInput), and to make a new
    record where an anchor says that there was one (Damaged).
    """
    engine, place = opened(url, anchor, create)
    store = Store(engine, place)
    try:
        if place.read() is None and store.head().seq == 0:
            place.advance(Head())
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """One record, open for reading and adding; safe to share between threads.

    Made by `open_store`.
    """

    def __init__(self, engine: Engine, anchor: Anchor) -> None:
        """Keep the database and the anchor; nothing is read yet."""
        self.engine = engine
        self.anchor = anchor
        self._alone = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def add(
        self,
        person: str,
        kind: EventKind | str,
        body: Mapping[str, Any],
        *,
        actor: str,
        role: str,
        at: datetime,
        expected: int | None = None,
    ) -> Stored:
        """Keep one event; when this returns, no crash can lose it.

        Takes the person's id (empty for what concerns no one person), what happened, its
        body in the shape of our files, who did it in which role, and when (UTC). With
        `expected`, the event is kept only if nobody has written to this person's record
        since: it is the number that `newest` gave when the record was read.
        Refuses what lacks a reason or names what is not there (BadInput), a change in
        between (Conflict), and to go on with a damaged record (Damaged).
        """
        told = ((kind, body),)
        return self.add_all(person, told, actor=actor, role=role, at=at, expected=expected)[0]

    def add_all(
        self,
        person: str,
        told: Sequence[tuple[EventKind | str, Mapping[str, Any]]],
        *,
        actor: str,
        role: str,
        at: datetime,
        expected: int | None = None,
    ) -> tuple[Stored, ...]:
        """Keep several events about one person in their order: all of them, or none.

        What belongs together, such as a signature and the reasons for going against warnings,
        is never kept in part, whatever happens meanwhile. Takes kinds with their bodies; the
        rest is as for one event (see `add`), and so is what is refused.
        """
        entries = []
        for given, body in told:
            kind = kind_of(given)
            check_form(person, kind, body, actor, role, at)
            entries.append((kind, body, canonical(body)))
        kept = []
        with self._alone, writing(self.engine) as db:
            head = self._sound_head(db)
            _check_expected(db, person, expected)
            for kind, body, text in entries:
                check_ties(db, person, kind, body)
                row = _next_row(head, person, kind, text, actor, role, at)
                db.execute(insert(event).values(**row))
                head = Head(row["seq"], row["hash"])
                kept.append(Stored(**{**row, "at": at, "kind": kind, "body": dict(body)}))
        self.anchor.advance(head)
        return tuple(kept)

    def add_person(self, body: Mapping[str, Any], *, actor: str, role: str, at: datetime) -> Stored:
        """Begin one person's record under a new random id; who it is stands in `body` alone."""
        return self.add(new_id(), EventKind.PERSON_ADDED, body, actor=actor, role=role, at=at)

    def renew_anchor(self, reason: str, *, actor: str, role: str, at: datetime) -> Stored:
        """Go on with what is there after a loss was found and looked into; kept with the reason.

        The only way to write to a record whose anchor is missing or names more than there
        is. What the old anchor said is kept in the event. Call `verify` first.
        """
        try:
            known = self.anchor.read()
        except Damaged:
            known = None
        body = {
            "reason": reason,
            "anchor_was": known.seq if known else None,
            "goes_on_after": self.head().seq,
        }
        check_form("", EventKind.ANCHOR_RENEWED, body, actor, role, at)
        self.anchor.renew(self.head())
        return self.add("", EventKind.ANCHOR_RENEWED, body, actor=actor, role=role, at=at)

    def events(
        self, person: str | None = None, kinds: Iterable[EventKind | str] = (), after: int = 0
    ) -> tuple[Stored, ...]:
        """Events in the order in which they were kept: all, or one person's, or some kinds.

        `after` leaves out those up to that number. Corrections are not applied here: see
        `projection`.
        """
        query = select(event).where(event.c.seq > after).order_by(event.c.seq)
        if person is not None:
            query = query.where(event.c.person == person)
        wanted = [kind_of(kind).value for kind in kinds]
        if wanted:
            query = query.where(event.c.kind.in_(wanted))
        with reading(self.engine) as db:
            return tuple(from_row(row) for row in db.execute(query))

    def event(self, event_id: str) -> Stored | None:
        """One event by its id; None where there is none."""
        with reading(self.engine) as db:
            row = db.execute(select(event).where(event.c.id == event_id)).one_or_none()
        return None if row is None else from_row(row)

    def people(self) -> tuple[str, ...]:
        """The ids of everybody who has a record, in the order in which they were added."""
        query = (
            select(event.c.person)
            .where(event.c.kind == EventKind.PERSON_ADDED.value)
            .order_by(event.c.seq)
        )
        with reading(self.engine) as db:
            return tuple(dict.fromkeys(db.execute(query).scalars()))

    def people_since(self, after: int, kinds: Iterable[EventKind | str]) -> tuple[str, ...]:
        """The ids of everybody about whom an event of some kinds was kept after a number."""
        wanted = [kind_of(kind).value for kind in kinds]
        query = select(event.c.person).where(event.c.seq > after, event.c.kind.in_(wanted))
        with reading(self.engine) as db:
            found = db.execute(query.distinct().order_by(event.c.person)).scalars()
            return tuple(one for one in found if one)

    def newest(self, person: str) -> int:
        """The number of the newest event that changed this person's record; 0 without any.

        Looking, printing and signing in change nothing and do not count.
        """
        with reading(self.engine) as db:
            return _newest(db, person)

    def head(self) -> Head:
        """How far the record goes."""
        with reading(self.engine) as db:
            return _head(db)

    def hash_at(self, seq: int) -> str | None:
        """The hash of the event with this number, that of nothing for 0; None without one."""
        with reading(self.engine) as db:
            return _hash_at(db, seq)

    def _sound_head(self, db: Connection) -> Head:
        """The head, if the record still has everything that the anchor says was kept."""
        head, anchored = _head(db), self.anchor.read()
        if anchored is None:
            raise Damaged("the anchor is missing: look with `glidepath record verify`")
        if head.seq < anchored.seq:
            lost = anchored.seq - head.seq
            raise Damaged(f"the newest events are lost: {lost} after event {head.seq}")
        if _hash_at(db, anchored.seq) != anchored.hash:
            raise Damaged(f"event {anchored.seq} is not the one that the anchor names")
        return head


def _hash_at(db: Connection, seq: int) -> str | None:
    if seq == 0:
        return GENESIS
    return db.execute(select(event.c.hash).where(event.c.seq == seq)).scalar_one_or_none()


def _head(db: Connection) -> Head:
    query = select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)
    row = db.execute(query).one_or_none()
    return Head() if row is None else Head(row.seq, row.hash)


def _newest(db: Connection, person: str) -> int:
    changing = event.c.kind.not_in([kind.value for kind in AUDIT])
    query = select(func.max(event.c.seq)).where(event.c.person == person, changing)
    return db.execute(query).scalar_one() or 0


def _check_expected(db: Connection, person: str, expected: int | None) -> None:
    if expected is None:
        return
    newest = _newest(db, person)
    if newest != expected:
        raise Conflict(
            Problem(
                "expected",
                f"the record as it was at event {expected}",
                f"the record as it is now, at event {newest}",
                "Somebody wrote to it in between: read it again, then decide again.",
            )
        )


def _next_row(
    head: Head, person: str, kind: EventKind, text: str, actor: str, role: str, at: datetime
) -> dict[str, Any]:
    """The row that follows the head; its hash is over all that stands in it (see tables)."""
    row: dict[str, Any] = {
        "seq": head.seq + 1, "id": new_id(), "at": instant_text(at), "actor": actor, "role": role,
        "person": person, "kind": kind.value, "schema_version": BODY_VERSION,
        "prev_hash": head.hash, "body": text,
    }  # fmt: skip
    return {**row, "hash": hash_of_columns(row)}
