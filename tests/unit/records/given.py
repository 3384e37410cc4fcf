"""Records with something in them, and the damage that is done to them in tests."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from glidepath.records.event import EventKind, Stored
from glidepath.records.form import plan_body
from glidepath.records.store import Store

NOW = datetime(2026, 11, 22, 15, 0, 0, 123456, tzinfo=UTC)
BY: dict[str, Any] = {"actor": "dr.example", "role": "prescriber", "at": NOW}
VERSIONS = {"engine": "0.1.0", "knowledge": "k1", "products": "p1"}


def filled(store: Store, notes: int = 5) -> str:
    """One person with some notes."""
    person = store.add_person({}, **BY).person
    for count in range(notes):
        store.add(person, EventKind.NOTE, {"count": count}, **BY)
    return person


def proposed(store: Store, person: str, plan: str = "plan-1", **report: Any) -> Stored:
    """A proposed plan."""
    body = plan_body(plan, VERSIONS, {"goal": "stop"}, report or {"outcome": "proposal"})
    return store.add(person, EventKind.PLAN_PROPOSED, body, **BY)


def tamper(store: Store, *lines: str) -> None:
    """What somebody with the keys to the database could do: lift the guards, then change it."""
    if store.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(store.engine.url.database))) as db:
            kept = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = kept.fetchall()
            for name, _ in guards:
                db.execute(f"DROP TRIGGER {name}")
            for line in lines:
                db.execute(line)
            for _, made in guards:
                db.execute(made)
            db.commit()
        return
    with store.engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER ALL")
        for line in lines:
            db.exec_driver_sql(line)
        db.exec_driver_sql("ALTER TABLE event ENABLE TRIGGER ALL")


def anchor_of(store: Store) -> Path:
    """Where a record's anchor lies."""
    return store.anchor.path
