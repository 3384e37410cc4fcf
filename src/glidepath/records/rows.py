"""Events as they stand in the table, from wherever they are kept, with their chain checked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select

from glidepath.records.event import Head
from glidepath.records.faults import Damaged
from glidepath.records.store import Store
from glidepath.records.tables import event, hash_of_columns
from glidepath.records.talking import reading

__all__ = ["Row", "rows_of_copy", "rows_of_lines", "rows_of_store", "whole"]

Row = dict[str, Any]

_COLUMNS = tuple(column.name for column in event.c)
_PAGE = 1000


def whole(rows: Iterable[Row], head: Head | None = None) -> Head:
    """The head after some rows that follow `head`; refuses the first that does not (Damaged)."""
    at = head or Head()
    for row in rows:
        follows = row["seq"] == at.seq + 1 and row["prev_hash"] == at.hash
        if not follows or hash_of_columns(row) != row["hash"]:
            raise Damaged(f"the chain breaks after event {at.seq}")
        at = Head(row["seq"], row["hash"])
    return at


def rows_of_store(store: Store, last: int) -> Iterator[Row]:
    """The rows of an open record up to one event, page by page."""
    seen = 0
    while seen < last:
        query = select(event).where(event.c.seq > seen, event.c.seq <= last)
        with reading(store.engine) as db:
            page = db.execute(query.order_by(event.c.seq).limit(_PAGE)).mappings().all()
        if not page:
            raise Damaged(f"the events after event {seen} are gone")
        yield from (dict(row) for row in page)
        seen = page[-1]["seq"]


def rows_of_copy(file: Path) -> Iterator[Row]:
    """The rows of a SQLite file that nobody writes to; it is not changed by being read."""
    names = ", ".join(_COLUMNS)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as db:
            for values in db.execute(f"SELECT {names} FROM event ORDER BY seq"):  # noqa: S608
                yield dict(zip(_COLUMNS, values, strict=True))
    except sqlite3.Error:
        raise Damaged("the copy cannot be read") from None


def rows_of_lines(file: Path) -> Iterator[Row]:
    """The rows of a file with one JSON line for each event."""
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield {name: row[name] for name in _COLUMNS}
    except (ValueError, KeyError, TypeError):
        raise Damaged("the copy cannot be read") from None
