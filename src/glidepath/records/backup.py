"""A copy of the whole record while it is in use, and a record made anew from such a copy.

A backup is a folder with one file of events and a manifest. The manifest names the newest
event, the counts and the SHA-256 of the file; restoring replays every event and compares.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from glidepath import __version__
from glidepath.domain.errors import BadInput, Problem
from glidepath.records.anchor import write_durably
from glidepath.records.event import EventKind, Head, instant_text
from glidepath.records.faults import Damaged, unavailable
from glidepath.records.rows import Row, rows_of_copy, rows_of_lines, rows_of_store, whole
from glidepath.records.store import Store
from glidepath.records.tables import SCHEMA

__all__ = ["MANIFEST", "Manifest", "backup", "check_backup", "read_manifest", "rows_of_backup"]

MANIFEST = "manifest.json"
_COPY = "record.db"
_LINES = "events.jsonl"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `seq` and `hash` of its newest event are as good as an anchor."""

    file: str
    sha256: str
    bytes: int
    events: int
    people: int
    seq: int
    hash: str
    made: str
    schema: int
    glidepath: str
    format: int = 1

    @property
    def head(self) -> Head:
        """The newest event in the backup."""
        return Head(self.seq, self.hash)


def backup(store: Store, folder: Path, at: datetime) -> Manifest:
    """Copy the record as it is at one moment into a new folder; others may go on writing.

    Takes the open record, a folder that does not exist yet or is empty, and the time. The
    copy is read back and its chain checked before the manifest is written; without a
    manifest it is no backup. Refuses a folder in use, and a record that is damaged.
    """
    known = _anchored(store)
    _make(folder)
    if store.engine.dialect.name == "sqlite":
        file = _copy(Path(str(store.engine.url.database)), folder / _COPY)
    else:
        file = _write_lines(store, folder / _LINES)
    made = _described(file, at)
    if made.seq < known.seq:
        raise Damaged("the copy ends before the record does")
    text = json.dumps(asdict(made), indent=2) + "\n"
    write_durably(folder / MANIFEST, text.encode("utf-8"))
    return made


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup; refuses a folder without one, and one that cannot be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made = Manifest(**told)
    except OSError:
        raise _no_backup("a folder without a manifest") from None
    except (ValueError, TypeError):
        raise _no_backup("a manifest that cannot be read") from None
    if made.format != 1 or made.file not in (_COPY, _LINES):
        raise _no_backup("a backup of another form")
    return made


def check_backup(folder: Path, made: Manifest, at: int = 0) -> str:
    """Compare a backup's file and its chain with the manifest; gives the hash of one event.

    Takes the folder, its manifest, and the number of the event whose hash is wanted (empty
    where the backup does not reach it). Refuses (Damaged) a file that is not the one that
    was written, byte for byte.
    """
    file = folder / made.file
    if not file.is_file() or _sha256(file) != made.sha256:
        raise Damaged("the backup's file is not the one that was written")
    count, head, wanted = 0, Head(), ""
    for row in rows_of_backup(folder, made):
        head = whole([row], head)
        count += 1
        wanted = head.hash if head.seq == at else wanted
    if head != made.head or count != made.events:
        raise Damaged("the backup does not hold the events that its manifest names")
    return wanted


def rows_of_backup(folder: Path, made: Manifest) -> Iterator[Row]:
    """Every event of a backup in order; `check_backup` comes first."""
    return _rows(folder / made.file)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        in_use = any(folder.iterdir())
    except OSError:
        raise unavailable("a folder for the backup that cannot be made") from None
    if in_use:
        raise BadInput(
            Problem("folder", "a folder with something in it", "a new or an empty folder")
        )


def _copy(source: Path, target: Path) -> Path:
    """SQLite's own online copy, in one step, so that it is of one moment."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.execute("PRAGMA busy_timeout = 15000")
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        raise unavailable("a record that cannot be copied now") from None
    _force(target)
    return target


def _write_lines(store: Store, target: Path) -> Path:
    """One JSON line for each event up to the newest of this moment."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        for row in rows_of_store(store, store.head().seq):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    _force(target)
    return target


def _force(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _described(file: Path, at: datetime) -> Manifest:
    events, people, head = 0, 0, Head()
    for row in _rows(file):
        head = whole([row], head)
        events += 1
        people += row["kind"] == EventKind.PERSON_ADDED
    return Manifest(
        file.name, _sha256(file), file.stat().st_size, events, people, head.seq, head.hash,
        instant_text(at), SCHEMA, __version__,
    )  # fmt: skip


def _anchored(store: Store) -> Head:
    """A record that lost its newest events must not be copied as if it were all there is."""
    known = store.anchor.read()
    if known is None or store.hash_at(known.seq) != known.hash:
        raise Damaged("the record is not what its anchor names: `glidepath record verify`")
    return known


def _rows(file: Path) -> Iterator[Row]:
    return rows_of_copy(file) if file.name == _COPY else rows_of_lines(file)


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _no_backup(given: str) -> BadInput:
    return BadInput(Problem("folder", given, "a folder that `glidepath record backup` made"))
