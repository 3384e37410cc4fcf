"""Transactions with the database; its own messages, which may hold what we sent, go no further."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from glidepath.records.faults import Damaged, unavailable
from glidepath.records.postgresql import take_writers_place
from glidepath.records.sqlite import READING

__all__ = ["plainly", "reading", "writing"]

# It would write whole rows into anybody's log that is set to DEBUG.
logging.getLogger("sqlalchemy").setLevel(logging.WARNING)


@contextmanager
def plainly() -> Iterator[None]:
    """Say in words of ours what the database could not do."""
    try:
        yield
    except OperationalError:
        raise unavailable("a database that is busy, full, locked or out of reach") from None
    except SQLAlchemyError as fault:
        raise Damaged(f"the database cannot be used as a record ({type(fault).__name__})") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with plainly(), engine.connect().execution_options(**READING) as db:
        yield db


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one transaction that adds to the chain now; others wait. Commits at its end."""
    with plainly(), engine.begin() as db:
        if db.dialect.name == "postgresql":
            take_writers_place(db)
        yield db
