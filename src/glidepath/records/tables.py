"""The one table of the record, and the marks by which its file is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Row, Table, Text

from glidepath.records.canonical import hash_of
from glidepath.records.event import EventKind, Stored, instant
from glidepath.records.faults import Damaged

__all__ = ["APPLICATION_ID", "HASHED", "SCHEMA", "event", "from_row", "hash_of_columns"]

APPLICATION_ID = 0x676C6470  # "gldp"
SCHEMA = 1
"""The number of the newest migration; SQLite keeps it as user_version."""

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")

event = Table(
    "event",
    MetaData(),
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("schema_version", _WHOLE, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    Index("event_of_person", "person", "seq"),
    Index("event_of_kind", "kind", "seq"),
)

HASHED = (
    "seq", "id", "at", "actor", "role", "person", "kind", "schema_version", "prev_hash", "body",
)  # fmt: skip
"""What a hash is taken of, in this order, for ever."""


def hash_of_columns(row: Mapping[str, Any]) -> str:
    """The hash that a row has to have: over everything in it but the hash itself."""
    return hash_of(*(row[name] for name in HASHED))


_SOUND: set[int] = set()
_MOST_SOUND = 200_000
"""Marks of rows whose hash was found right in this process: the same row need not be hashed anew.

A mark is Python's own hash of the whole row under this process's secret, so that a row that was
changed in any column has another one.
"""


def from_row(row: Row[Any]) -> Stored:
    """A row as an event; refuses one whose hash is not that of what it holds."""
    mark = hash(tuple(row))
    if mark not in _SOUND:
        if hash_of_columns(row._asdict()) != row.hash:
            raise Damaged(f"event {row.seq}: what stands there is not what was written")
        if len(_SOUND) >= _MOST_SOUND:
            _SOUND.clear()
        _SOUND.add(mark)
    try:
        kind = EventKind(row.kind)
    except ValueError:
        raise Damaged(f"event {row.seq}: a kind that only a newer glidepath knows") from None
    return Stored(
        row.seq, row.id, instant(row.at), row.actor, row.role, row.person, kind,
        row.schema_version, json.loads(row.body), row.prev_hash, row.hash,
    )  # fmt: skip
