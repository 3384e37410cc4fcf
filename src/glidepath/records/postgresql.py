"""A record in PostgreSQL, reached by psycopg, which is an extra of the package."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from glidepath.domain.errors import BadInput, Problem

__all__ = ["postgresql_engine", "refuse_unforced", "take_writers_place"]

_WRITER = 0x676C6470


def postgresql_engine(url: URL) -> Engine:
    """The engine over one database; refuses where the driver is missing."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise BadInput(
            Problem(
                "store", "a PostgreSQL address, and no driver for it", "an installed psycopg",
                "Install it with: pip install 'glidepath[postgresql]'",
            )
        ) from None  # fmt: skip
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.execute("SET synchronous_commit TO on")
        connection.execute("SET default_transaction_isolation TO 'read committed'")
        connection.commit()

    return engine


def refuse_unforced(db: Connection) -> None:
    """Refuse a server that does not force commits to the disk: it may forget them."""
    if db.exec_driver_sql("SHOW fsync").scalar_one() == "off":
        raise BadInput(
            Problem(
                "store", "a PostgreSQL server with fsync off", "one with fsync on",
                "Set fsync = on in its configuration.",
            )
        )  # fmt: skip


def take_writers_place(db: Connection) -> None:
    """Wait until no other transaction is adding to the chain; lasts to the end of this one."""
    db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
