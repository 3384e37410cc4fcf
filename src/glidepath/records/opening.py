"""From an address to an open record: which database, where its anchor lies, whether it is whole."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.anchor import Anchor
from glidepath.records.event import Head
from glidepath.records.faults import Damaged
from glidepath.records.migrate import up_to_date
from glidepath.records.postgresql import postgresql_engine, refuse_unforced
from glidepath.records.sqlite import READING, sqlite_engine
from glidepath.records.talking import plainly

__all__ = ["anchor_of", "opened"]

_LOG = logging.getLogger("glidepath.records")


def opened(url: str, anchor: Path | None, create: bool) -> tuple[Engine, Anchor]:
    """The database behind an address, its tables up to date, and its anchor.

    See `store.open_store` for what is taken and refused.
    """
    address = _address(url)
    place = anchor_of(url, anchor)
    with plainly():
        engine = _engine(address.difference_update_query(["anchor"]), create, place.read())
        try:
            _look_at_settings(engine)
            up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine, place


def anchor_of(url: str, anchor: Path | None = None) -> Anchor:
    """The anchor that belongs to an address: the one named apart, the one in it, or beside it."""
    address = _address(url)
    named = address.query.get("anchor")
    return Anchor(anchor or (Path(str(named)) if named else _beside(address)))


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise _refused("no address") from None
    backend = address.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise _refused("an address of another kind of database")
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise _refused("a record in memory, which would be lost")
    return address


def _beside(address: URL) -> Path:
    if address.get_backend_name() == "sqlite":
        return Path(f"{address.database}.anchor")
    raise BadInput(
        Problem(
            "store",
            "a PostgreSQL address without an anchor",
            "?anchor=PATH at its end",
            "Name a small file on this machine that survives the database.",
        )
    )


def _engine(address: URL, create: bool, known: Head | None) -> Engine:
    if address.get_backend_name() == "postgresql":
        return postgresql_engine(address)
    path = Path(str(address.database))
    if known is not None and known.seq and not path.exists():
        raise Damaged(f"the record is gone; its anchor names {known.seq} events")
    return sqlite_engine(path, create)


def _look_at_settings(engine: Engine) -> None:
    """Whether commits are forced to the disk; what SQLite was set to goes to the log."""
    with engine.connect().execution_options(**READING) as db:
        if db.dialect.name == "postgresql":
            refuse_unforced(db)
            return
        mode = db.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        forced = db.exec_driver_sql("PRAGMA synchronous").scalar_one()
    _LOG.info("SQLite record: journal_mode %s, synchronous %s", mode, forced)


def _refused(given: str) -> BadInput:
    return BadInput(
        Problem("store", given, "sqlite:///PATH or postgresql://HOST/DATABASE?anchor=PATH")
    )
