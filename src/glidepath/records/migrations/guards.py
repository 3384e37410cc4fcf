"""The triggers that let events be added at the end of the chain and nothing else be done.

A migration that copies the table on SQLite loses its triggers: it has to call
`raise_guards` again as its last step.
"""

from __future__ import annotations

from sqlalchemy import Connection

__all__ = ["GUARDS", "raise_guards", "standing_guards"]

GUARDS = ("event_is_never_changed", "event_is_never_deleted", "event_joins_the_chain")

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS event_joins_the_chain BEFORE INSERT ON event
BEGIN
    SELECT RAISE(ABORT, 'not the next in the chain')
    WHERE NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM event)
       OR NEW.prev_hash <> COALESCE(
            (SELECT hash FROM event ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
       OR EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR hash = NEW.hash);
END;
"""

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION glidepath_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE OR REPLACE FUNCTION glidepath_next_in_chain() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM event)
       OR NEW.prev_hash <> COALESCE(
            (SELECT hash FROM event ORDER BY seq DESC LIMIT 1), repeat('0', 64))
    THEN RAISE EXCEPTION 'not the next in the chain';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION glidepath_append_only();
CREATE OR REPLACE TRIGGER event_is_never_deleted BEFORE DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION glidepath_append_only();
CREATE OR REPLACE TRIGGER event_joins_the_chain BEFORE INSERT ON event
    FOR EACH ROW EXECUTE FUNCTION glidepath_next_in_chain();
"""


def raise_guards(db: Connection) -> None:
    """Put every guard in its place; does nothing where it stands already."""
    if db.dialect.name == "sqlite":
        for trigger in _SQLITE.split("END;\n"):
            if trigger.strip():
                db.exec_driver_sql(trigger + "END")
    else:
        db.exec_driver_sql(_POSTGRESQL)


def standing_guards(db: Connection) -> frozenset[str]:
    """The names of the guards that are in force."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if db.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND NOT tgisinternal"
        " AND tgrelid = to_regclass('event')"
    )
    return frozenset(db.exec_driver_sql(query).scalars())
