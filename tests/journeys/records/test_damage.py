"""Damage to the end of a record's file: what is left is what was written, and a loss is seen.

Two ways to journal, two kinds of end: the tail of the file itself, and the tail of the log of
writes that a power failure may cut. A damaged file may refuse to be read; it must never pass
for whole while something that was acknowledged is missing or different.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from glidepath.domain.errors import GlidepathError
from glidepath.records.event import EventKind, Stored
from glidepath.records.store import open_store
from glidepath.records.verify import FaultKind, verify
from tests.journeys.records.writers import BY

MODES = {"DELETE": ("DELETE", "EXTRA"), "WAL": ("WAL", "FULL")}
EVENTS = 60


class Kept:
    """A record's files as they lay on the disk, and what they held."""

    def __init__(self, folder: Path, mode: str) -> None:
        """Write a record, and take its files while it is still open."""
        chance = random.Random(5)
        with open_store(f"sqlite:///{folder}/record.db") as store:
            person = store.add_person({}, **BY).person
            for _ in range(EVENTS):
                body = {"text": "x" * chance.randrange(3000)}
                store.add(person, EventKind.NOTE, body, **BY)
            self.events = store.events()
            self.file = (folder / "record.db").read_bytes()
            self.anchor = (folder / "record.db.anchor").read_bytes()
            self.log = (folder / "record.db-wal").read_bytes() if mode == "WAL" else b""

    def lay(self, folder: Path, damage: Callable[[bytes], bytes]) -> str:
        """Lay the files down again, the end of the file or of the log damaged."""
        folder.mkdir()
        for name, content in (
            ("record.db", self.file if self.log else damage(self.file)),
            ("record.db-wal", damage(self.log) if self.log else b""),
            ("record.db.anchor", self.anchor),
        ):
            (folder / name).touch(0o600)
            (folder / name).write_bytes(content)
        return f"sqlite:///{folder}/record.db"


def damage_by(chance: random.Random) -> Callable[[bytes], bytes]:
    """Cut off, wipe out, or change one byte, somewhere in the last two thirds."""

    def damage(content: bytes) -> bytes:
        place = chance.randrange(len(content) // 3, len(content))
        kind = chance.randrange(3)
        if kind == 0:
            return content[:place]
        if kind == 1:
            return content[:place] + bytes(len(content) - place)
        other = content[place] ^ (1 + chance.randrange(255))
        return content[:place] + bytes([other]) + content[place + 1 :]

    return damage


def outcome(url: str, events: tuple[Stored, ...]) -> str:
    """What became of one damaged record: refused, found, or harmless; anything else fails."""
    try:
        store = open_store(url, create=False)
    except GlidepathError:
        return "refused"
    with store:
        verdict = verify(store)
        if verdict.ok:
            assert store.events() == store.events(events[0].person) == events
            return "harmless"
        for seq in range(1, verdict.whole.seq + 1):
            assert store.hash_at(seq) == events[seq - 1].hash
        kinds = {fault.kind for fault in verdict.faults}
        if verdict.whole.seq < len(events):
            assert FaultKind.LOST_NEWEST in kinds
        return "prefix, loss seen" if kinds == {FaultKind.LOST_NEWEST} else "found"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("times", [50, pytest.param(1000, marks=pytest.mark.thorough)])
def test_a_damaged_end_leaves_what_was_written_and_no_loss_goes_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, times: int
) -> None:
    monkeypatch.setattr("glidepath.records.sqlite.journal_for", lambda version: MODES[mode])
    (tmp_path / "first").mkdir()
    kept = Kept(tmp_path / "first", mode)
    damage = damage_by(random.Random(13))
    found = Counter(
        outcome(kept.lay(tmp_path / f"{count}", damage), kept.events) for count in range(times)
    )
    assert found["harmless"] < times / 4, found
    if mode == "WAL":
        assert found["prefix, loss seen"] > times / 2, found
