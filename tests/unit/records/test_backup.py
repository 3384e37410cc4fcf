"""A backup holds every event of its moment, shows any damage, and gives the same record again."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.backup import MANIFEST, backup, read_manifest
from glidepath.records.event import EventKind
from glidepath.records.faults import Damaged
from glidepath.records.restore import restore
from glidepath.records.store import Store, open_store
from glidepath.records.verify import verify
from tests.databases import ENGINES, new_address
from tests.unit.records.given import BY, NOW, anchor_of, filled, tamper


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Path:
    """The backup of a record with six events."""
    filled(store)
    backup(store, tmp_path / "backup", NOW)
    return tmp_path / "backup"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_restored_record_is_the_one_that_was_backed_up(
    store: Store, kept: Path, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    again, made = restore(kept, new_address(engine, request, tmp_path / "again"))
    assert again.events() == store.events()
    assert made.head == again.head() == store.head()
    assert (made.events, made.people) == (6, 1)
    assert verify(again, made.head).ok
    again.add(again.people()[0], EventKind.NOTE, {}, **BY)
    again.close()


def test_a_backup_is_its_owners_alone(kept: Path) -> None:
    assert kept.stat().st_mode & 0o077 == 0
    assert {file.stat().st_mode & 0o777 for file in kept.iterdir()} == {0o600}


def test_fifty_random_damages_of_a_backup_are_all_found(kept: Path, tmp_path: Path) -> None:
    made = read_manifest(kept)
    file = kept / made.file
    whole = file.read_bytes()
    chance = random.Random(7)
    for count in range(50):
        file.write_bytes(_damaged(whole, chance, count))
        with pytest.raises(Damaged):
            restore(kept, f"sqlite:///{tmp_path}/again.db")
        assert not (tmp_path / "again.db").exists()


def _damaged(whole: bytes, chance: random.Random, count: int) -> bytes:
    place = chance.randrange(len(whole))
    if count % 3 == 0:
        return whole[:place]
    if count % 3 == 1:
        flipped = whole[place] ^ (1 << chance.randrange(8))
        return whole[:place] + bytes([flipped]) + whole[place + 1 :]
    return whole + whole[place:]


def test_a_manifest_that_names_other_events_is_found(kept: Path, tmp_path: Path) -> None:
    told = json.loads((kept / MANIFEST).read_text())
    for change in ({"hash": "f" * 64}, {"seq": 7}, {"events": 5}):
        (kept / MANIFEST).write_text(json.dumps({**told, **change}))
        with pytest.raises(Damaged):
            restore(kept, f"sqlite:///{tmp_path}/again.db")


@pytest.mark.parametrize("text", ["", "{}", '{"format": 9}', "[]"])
def test_a_folder_that_is_no_backup_is_refused(kept: Path, tmp_path: Path, text: str) -> None:
    (kept / MANIFEST).write_text(text)
    with pytest.raises(BadInput, match="record backup"):
        restore(kept, f"sqlite:///{tmp_path}/again.db")
    with pytest.raises(BadInput, match="without a manifest"):
        restore(tmp_path / "nowhere", f"sqlite:///{tmp_path}/again.db")


def test_a_folder_in_use_is_refused(store: Store, kept: Path) -> None:
    with pytest.raises(BadInput, match="something in it"):
        backup(store, kept, NOW)


def test_a_record_that_lost_events_is_not_backed_up_as_if_it_were_whole(
    store: Store, tmp_path: Path
) -> None:
    filled(store)
    tamper(store, "DELETE FROM event WHERE seq > 4")
    with pytest.raises(Damaged):
        backup(store, tmp_path / "backup", NOW)
    assert not (tmp_path / "backup").exists()


def test_a_changed_event_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    filled(store)
    tamper(store, "UPDATE event SET body = '{}' WHERE seq = 4")
    with pytest.raises(Damaged):
        backup(store, tmp_path / "backup", NOW)
    assert not (tmp_path / "backup" / MANIFEST).exists()


def test_a_record_with_events_is_never_written_over(store: Store, kept: Path, url: str) -> None:
    before = store.events()
    known = anchor_of(store).read_bytes()
    with pytest.raises(BadInput, match="events in it"):
        restore(kept, url)
    assert store.events() == before
    assert anchor_of(store).read_bytes() == known


def test_events_newer_than_the_backup_are_given_up_only_knowingly(
    tmp_path: Path, kept: Path, store: Store
) -> None:
    store.add(store.people()[0], EventKind.NOTE, {"after": "the backup"}, **BY)
    place = tmp_path / "fresh.db"
    anchor = anchor_of(store)
    with pytest.raises(BadInput, match="1 more events were acknowledged"):
        restore(kept, f"sqlite:///{place}", anchor)
    again, made = restore(kept, f"sqlite:///{place}", anchor, accept_loss=True)
    assert again.head() == made.head == again.anchor.read()
    again.close()
    assert "7" in anchor.with_name(anchor.name + ".before-restore").read_text()


def test_a_backup_of_another_record_is_not_restored_in_its_place(
    tmp_path: Path, kept: Path
) -> None:
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        filled(other, 2)
    with pytest.raises(BadInput, match="another record"):
        restore(kept, f"sqlite:///{tmp_path}/new.db", anchor_of(other))
