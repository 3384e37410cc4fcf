"""Whatever was changed in a record or lost from it is found, and an untouched one is whole."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import pytest
from sqlalchemy.exc import SQLAlchemyError

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind, Head
from glidepath.records.faults import Damaged
from glidepath.records.store import Store, open_store
from glidepath.records.verify import FaultKind, verify
from tests.unit.records.given import BY, anchor_of, filled, tamper


def kinds(store: Store, head: Head | None = None) -> set[FaultKind]:
    return {fault.kind for fault in verify(store, head).faults}


def inserted(seq: str, body: str, before: str) -> str:
    """One more row, made from the last of six."""
    return (
        f"INSERT INTO event SELECT {seq}, id || 'x', at, actor, role, person, kind,"
        f" schema_version, {body}, {before}, 'f' || substr(hash, 2) FROM event WHERE seq = 6"
    )


def test_an_untouched_record_is_whole_to_its_head(store: Store) -> None:
    assert verify(store).ok
    filled(store)
    verdict = verify(store, store.head())
    assert verdict.ok
    assert verdict.whole == verdict.anchored == store.head()


def test_the_loss_of_the_newest_events_is_found_and_nothing_more_is_written(store: Store) -> None:
    person = filled(store)
    tamper(store, "DELETE FROM event WHERE seq > 4")
    verdict = verify(store)
    assert [(fault.kind, fault.seq) for fault in verdict.faults] == [(FaultKind.LOST_NEWEST, 5)]
    assert "2 acknowledged events" in verdict.faults[0].text
    with pytest.raises(Damaged, match="lost"):
        store.add(person, EventKind.NOTE, {}, **BY)


def test_a_chain_made_anew_after_a_loss_is_not_the_one_that_was_written(store: Store) -> None:
    person = filled(store)
    known = anchor_of(store).read_bytes()
    tamper(store, "DELETE FROM event WHERE seq > 4")
    store.anchor.renew(store.head())
    for count in range(5):
        store.add(person, EventKind.NOTE, {"forged": count}, **BY)
    assert verify(store).ok
    anchor_of(store).write_bytes(known)
    assert kinds(store) == {FaultKind.ANCHOR_OTHER}
    with pytest.raises(Damaged, match="not the one"):
        store.add(person, EventKind.NOTE, {}, **BY)


def test_a_head_written_down_elsewhere_is_compared_as_well(store: Store) -> None:
    filled(store)
    assert kinds(store, Head(3, "f" * 64)) == {FaultKind.ANCHOR_OTHER}
    assert kinds(store, Head(99, "f" * 64)) == {FaultKind.LOST_NEWEST}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("UPDATE event SET body = '{}' WHERE seq = 3", FaultKind.CHANGED),
        ("UPDATE event SET actor = 'other' WHERE seq = 3", FaultKind.CHANGED),
        ("UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", FaultKind.CHANGED),
        ("UPDATE event SET hash = prev_hash WHERE seq = 6", FaultKind.CHANGED),
        ("UPDATE event SET seq = 9 WHERE seq = 6", FaultKind.CHAIN_BROKEN),
        ("DELETE FROM event WHERE seq = 3", FaultKind.CHAIN_BROKEN),
    ],
)
def test_a_changed_event_is_found(store: Store, line: str, kind: FaultKind) -> None:
    filled(store)
    other = "hash = '" + "e" * 64 + "'"
    tamper(store, line.replace("hash = prev_hash", other))
    assert kind in kinds(store)


def test_a_record_is_whole_only_up_to_the_first_damage(store: Store) -> None:
    filled(store)
    assert verify(store).whole.seq > 3
    tamper(store, "UPDATE event SET body = '{}' WHERE seq = 3")
    found = verify(store)
    assert found.whole == Head(2, store.hash_at(2) or "")
    assert [one.seq for one in found.faults if one.kind is FaultKind.CHANGED] == [3]


def test_a_changed_event_is_not_read_as_if_it_were_true(store: Store) -> None:
    person = filled(store)
    tamper(store, "UPDATE event SET body = '{}' WHERE seq = 3")
    with pytest.raises(Damaged, match="event 3"):
        store.events(person)


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE event SET role = 'nobody'",
        "UPDATE event SET role = 'nobody' WHERE seq = 2",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 6",
        inserted("seq + 2", "'{}'", "hash"),
        inserted("seq + 1", "'{}'", "prev_hash"),
        inserted("seq", "'{}'", "prev_hash"),
    ],
)
def test_the_database_itself_lets_nothing_be_changed_or_put_between(
    store: Store, line: str
) -> None:
    filled(store)
    with pytest.raises(SQLAlchemyError), store.engine.begin() as db:
        db.exec_driver_sql(line)
    assert verify(store).ok


def test_a_guard_that_was_taken_away_is_missed(store: Store) -> None:
    of_table = "" if store.engine.dialect.name == "sqlite" else " ON event"
    with store.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER event_is_never_deleted" + of_table)
    assert kinds(store) == {FaultKind.GUARD_MISSING}


def test_a_missing_anchor_is_never_taken_for_all_is_well(store: Store, url: str) -> None:
    person = filled(store)
    anchor_of(store).unlink()
    assert kinds(store) == {FaultKind.ANCHOR_MISSING}
    with pytest.raises(Damaged, match="anchor is missing"):
        store.add(person, EventKind.NOTE, {}, **BY)
    again = open_store(url)
    assert kinds(again) == {FaultKind.ANCHOR_MISSING}
    again.close()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seq": -1, "hash": ""}', '{"seq": 1'])
def test_an_anchor_that_cannot_be_understood_is_a_fault(store: Store, text: str) -> None:
    filled(store)
    anchor_of(store).write_text(text)
    assert kinds(store) == {FaultKind.ANCHOR_UNREADABLE}


def test_a_commit_without_its_anchor_is_no_fault(store: Store) -> None:
    """A crash between the two loses nothing: nobody was told that the event is kept."""
    person = filled(store)
    before = anchor_of(store).read_bytes()
    store.add(person, EventKind.NOTE, {}, **BY)
    anchor_of(store).write_bytes(before)
    assert verify(store).ok
    store.add(person, EventKind.NOTE, {}, **BY)
    assert store.anchor.read() == store.head()


def test_an_event_of_a_newer_glidepath_is_said_to_be_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = filled(store, 0)
    added = store.add(person, EventKind.NOTE, {}, **BY)
    monkeypatch.delitem(EventKind._value2member_map_, "note")
    monkeypatch.setattr("glidepath.records.verify.KNOWN", frozenset({"person_added"}))
    assert kinds(store) == {FaultKind.NEWER_KIND}
    with pytest.raises(Damaged, match="newer glidepath"):
        store.event(added.id)


def test_a_record_is_verified_while_others_write_to_it(store: Store, url: str) -> None:
    person = filled(store)
    done: list[bool] = []

    def write() -> None:
        with suppress(Damaged):
            for _ in range(30):
                store.add(person, EventKind.NOTE, {}, **BY)
            done.append(True)

    writer = Thread(target=write)
    writer.start()
    reader = open_store(url)
    while writer.is_alive():
        assert verify(reader).ok
    writer.join()
    reader.close()
    assert done


@pytest.mark.parametrize("text", [None, "torn"])
def test_after_a_loss_the_record_goes_on_only_with_a_reason(store: Store, text: str | None) -> None:
    person = filled(store)
    anchor_of(store).write_text(text) if text else anchor_of(store).unlink()
    with pytest.raises(BadInput, match="reason"):
        store.renew_anchor(" ", **BY)
    renewed = store.renew_anchor("the disk was replaced", **BY)
    assert renewed.body == {
        "reason": "the disk was replaced", "anchor_was": None, "goes_on_after": 6,
    }  # fmt: skip
    store.add(person, EventKind.NOTE, {}, **BY)
    assert verify(store).ok
