"""Bringing a record's tables to what this version needs, before anything is read from them."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.postgresql import take_writers_place
from glidepath.records.sqlite import READING
from glidepath.records.tables import APPLICATION_ID, SCHEMA

__all__ = ["schema_of", "up_to_date"]


def up_to_date(engine: Engine, to: int = SCHEMA) -> None:
    """Run every migration that a record still lacks, all or none.

    Refuses a database that is no record of ours, and one that a newer glidepath wrote.
    """
    with engine.connect().execution_options(**READING) as db:
        if schema_of(db) == to:
            return
    with engine.begin() as db:
        if db.dialect.name == "postgresql":
            take_writers_place(db)
        if schema_of(db) < to:  # nobody else did it in between
            _migrate(db, to)


def schema_of(db: Connection) -> int:
    """The version of a record's tables; 0 where there are none yet."""
    known = _of_sqlite(db) if db.dialect.name == "sqlite" else _of_postgresql(db)
    if known > SCHEMA:
        raise BadInput(
            Problem(
                "store", f"a record of version {known}", f"version {SCHEMA} or older",
                "A newer glidepath wrote it; install that one.",
            )
        )  # fmt: skip
    return known


def _of_sqlite(db: Connection) -> int:
    mark = db.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = db.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if mark != APPLICATION_ID and (mark or tables):
        raise _foreign()
    return int(db.exec_driver_sql("PRAGMA user_version").scalar_one())


def _of_postgresql(db: Connection) -> int:
    tables = set(inspect(db).get_table_names())
    if not tables:
        return 0
    if "alembic_version" not in tables or "event" not in tables:
        raise _foreign()
    return int(db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _foreign() -> BadInput:
    return BadInput(
        Problem(
            "store", "a database of something else", "an empty one, or a record of glidepath",
            "Check the address.",
        )
    )  # fmt: skip


def _migrate(db: Connection, to: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "glidepath.records:migrations")
    config.attributes["connection"] = db
    command.upgrade(config, f"{to:04d}")
    if db.dialect.name == "sqlite":
        db.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        db.exec_driver_sql(f"PRAGMA user_version = {to}")
