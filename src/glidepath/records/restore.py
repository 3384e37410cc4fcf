"""A record made anew from a backup: every event is replayed, and the result compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.anchor import Anchor
from glidepath.records.backup import Manifest, check_backup, read_manifest, rows_of_backup
from glidepath.records.event import Head
from glidepath.records.faults import Damaged
from glidepath.records.opening import anchor_of
from glidepath.records.rows import Row
from glidepath.records.store import Store, open_store
from glidepath.records.tables import event
from glidepath.records.talking import writing
from glidepath.records.verify import verify

__all__ = ["restore"]

_PAGE = 1000


def restore(
    folder: Path, url: str, anchor: Path | None = None, accept_loss: bool = False
) -> tuple[Store, Manifest]:
    """An open record at a new address with exactly the events of a backup.

    Takes the backup's folder, the address of a record that does not exist or is empty, its
    anchor if it is named apart, and whether events may be lost that an anchor at that
    address still names and the backup does not have. The backup may come from the other
    kind of database. Refuses a damaged backup, an address in use, and a loss that was not
    accepted.
    """
    made = read_manifest(folder)
    place = anchor_of(url, anchor)
    known = place.read() or Head()
    there = check_backup(folder, made, known.seq)
    if known.seq and not accept_loss:
        _check_loss(known, there, made)
    aside = _set_aside(place)
    try:
        store = open_store(url, anchor)
        try:
            _replay(store, rows_of_backup(folder, made), made)
        except BaseException:
            store.close()
            raise
    except BaseException:
        if aside is not None:
            aside.replace(place.path)
        raise
    return store, made


def _check_loss(known: Head, there: str, made: Manifest) -> None:
    """What was acknowledged at this address and is not in the backup must not vanish unseen."""
    if there == known.hash:
        return
    lost = known.seq - made.seq
    given = "a backup of another record than the one that was kept here"
    if lost > 0:
        given = f"a backup up to event {made.seq}, where {lost} more events were acknowledged"
    raise BadInput(
        Problem(
            "folder", given, "the newest backup of this record",
            "Look for a newer backup; if there is none, say --accept-loss.",
        )
    )  # fmt: skip


def _set_aside(place: Anchor) -> Path | None:
    """Keep the old anchor under another name: it tells how far the lost record went."""
    if place.read() is None:
        return None
    aside = place.path.with_name(place.path.name + ".before-restore")
    return place.path.replace(aside)


def _replay(store: Store, rows: Iterator[Row], made: Manifest) -> None:
    if store.head().seq:
        raise BadInput(Problem("store", "a record with events in it", "a new or an empty one"))
    with writing(store.engine) as db:
        while page := list(islice(rows, _PAGE)):
            db.execute(insert(event), page)
    store.anchor.renew(made.head)
    if not verify(store, made.head).ok:
        raise Damaged("what was restored is not what the backup holds")
