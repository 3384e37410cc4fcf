"""`glidepath record`: what is kept of a person, and whether all of it is still there.

What is known of a person comes from files or stdin alone; on the command line a person is
an id that says nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glidepath.cli.printing import print_json, tell
from glidepath.cli.record_body import read_body
from glidepath.cli.record_desk import Desk
from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import EventKind
from glidepath.records.faults import Damaged
from glidepath.records.store import Store

__all__ = [
    "add_event", "back_up", "export", "export_diary", "new_person", "renew_anchor",
    "restore_backup", "show", "verify_record",
]  # fmt: skip

DAMAGED = 1


def new_person(desk: Desk, file: Path | None) -> int:
    """Begin a person's record and print the new id; a record that is missing is begun too."""
    body = read_body(file) if file is not None else {}
    with desk.open(create=True) as store:
        print(store.add_person(body, **desk.by()).person)
    return 0


def add_event(desk: Desk, person: str, kind: str, file: Path, expected: int | None) -> int:
    """Keep one event and print its number and its id."""
    body = read_body(file)
    with desk.open() as store:
        _known(store, person)
        added = store.add(person, kind, body, expected=expected, **desk.by())
    print(f"{added.seq} {added.id}")
    return 0


def show(desk: Desk, person: str | None, as_json: bool) -> int:
    """One person's file as it stands today, or the ids of everybody."""
    from glidepath.cli.record_showing import person_lines, person_tables

    with desk.open() as store:
        if person is None:
            people = store.people()
            print_json({"people": list(people)}) if as_json else print("\n".join(people))
            return 0
        _known(store, person)
        _leave_trace(desk, store, person)
        if as_json:
            print_json(person_tables(store, person))
        else:
            print("\n".join(person_lines(store, person)))
    return 0


def _leave_trace(desk: Desk, store: Store, person: str) -> None:
    """Looking is kept too; where nothing more can be kept, looking must still be possible."""
    try:
        store.add(person, EventKind.VIEWED, {"what": "file"}, **desk.by())
    except Damaged as fault:
        tell(f"The record is damaged ({fault}). This look at it is not kept.")


def verify_record(desk: Desk, plans: bool, as_json: bool) -> int:
    """Whether everything that was kept is there, unchanged; with `plans` worked out again."""
    from glidepath.cli.record_showing import again_lines, verdict_lines, verdict_tables
    from glidepath.records.verify import verify

    with desk.open() as store:
        verdict = verify(store)
        again = _plans_again(store) if plans and verdict.ok else ()
    if as_json:
        print_json(verdict_tables(verdict, again))
    else:
        print("\n".join([*verdict_lines(verdict), *again_lines(again)]))
    return 0 if verdict.ok else DAMAGED


def _plans_again(store: Store) -> Any:
    from glidepath.cli.record_plan import report_of
    from glidepath.records.recompute import recompute_all

    return recompute_all(store, report_of)


def export(desk: Desk, person: str) -> int:
    """Everything that is kept of one person, as JSON on stdout; that it was given out is kept."""
    from glidepath.records.export import export_person

    with desk.open() as store:
        _known(store, person)
        store.add(person, EventKind.EXPORTED, {"what": "everything"}, **desk.by())
        print_json(export_person(store, person))
    return 0


def export_diary(desk: Desk, person: str) -> int:
    """The diary as it holds today, in the shape of a diary file; that it was given out is kept."""
    from glidepath.interop.diaryfile_write import write_diary
    from glidepath.knowledge.base import KnowledgeBase
    from glidepath.monitoring.diary_book import diary_book
    from glidepath.web.person.diary import diary_from

    kb = KnowledgeBase.packaged()
    with desk.open() as store:
        _known(store, person)
        diary = diary_from(store.events(person), kb)
        store.add(person, EventKind.EXPORTED, {"what": "diary"}, **desk.by())
    print_json(write_diary(diary, diary_book(kb)))
    return 0


def back_up(desk: Desk, folder: Path) -> int:
    """Copy the whole record into a new folder while it is in use."""
    from glidepath.records.backup import backup

    with desk.open() as store:
        by = desk.by()
        made = backup(store, folder, by["at"])
        store.add("", EventKind.BACKED_UP, {"seq": made.seq, "hash": made.hash}, **by)
    print(f"{made.events} events of {made.people} people, to event {made.seq}, hash {made.hash}")
    return 0


def restore_backup(desk: Desk, folder: Path, accept_loss: bool) -> int:
    """Make a record anew from a backup, compare every event, and say what is there."""
    from glidepath.records.restore import restore

    store, made = restore(folder, desk.address, accept_loss=accept_loss)
    with store:
        body = {"seq": made.seq, "hash": made.hash, "accepted_loss": accept_loss}
        store.add("", EventKind.RESTORED, body, **desk.by())
    print(f"{made.events} events of {made.people} people are back, each compared; hash {made.hash}")
    return 0


def renew_anchor(desk: Desk, file: Path) -> int:
    """Go on with what is there after a loss; the file says why (`reason`)."""
    reason = read_body(file).get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise BadInput(Problem("reason", "nothing", "what was lost, found out and decided"))
    with desk.open() as store:
        added = store.renew_anchor(reason, **desk.by())
    print(f"The record goes on at event {added.seq}.")
    return 0


def _known(store: Store, person: str) -> None:
    if person not in store.people():
        raise BadInput(
            Problem(
                "person", "an id that nobody has", "an id of `glidepath record show`",
                "Begin a person's record with `glidepath record new`.",
            )
        )  # fmt: skip
