"""A record that an earlier version wrote opens in this one, with every event as it was.

`earlier/` holds one record for each version of the tables, written by the glidepath that had
it, as a SQLite file and as a dump of PostgreSQL. They are never made anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.records.migrate import schema_of
from glidepath.records.migrations.guards import GUARDS, raise_guards, standing_guards
from glidepath.records.projection import rebuild
from glidepath.records.store import Store, open_store
from glidepath.records.tables import SCHEMA, event
from glidepath.records.verify import verify
from tests.databases import ENGINES, new_address
from tests.unit.records.given import BY, filled

EARLIER = Path(__file__).parent / "earlier"
VERSIONS = range(1, SCHEMA + 1)


def laid(version: int, engine: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a copy of an earlier record."""
    url = new_address(engine, request, folder / "record")
    shutil.copy(EARLIER / f"v{version:04}.db.anchor", folder / "record.anchor")
    if engine == "sqlite":
        shutil.copy(EARLIER / f"v{version:04}.db", folder / "record.db")
        (folder / "record.db").chmod(0o600)
        return url
    plain = url.partition("&anchor")[0].replace("postgresql:", "postgresql+psycopg:")
    database = sa.create_engine(plain)
    with database.begin() as db:
        db.exec_driver_sql((EARLIER / f"v{version:04}.postgresql.sql").read_text("utf-8"))
    database.dispose()
    return url


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_of_each_version_opens_and_is_whole(
    version: int, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with open_store(laid(version, engine, request, tmp_path), create=False) as store:
        assert verify(store).ok
        with store.engine.connect() as db:
            assert schema_of(db) == SCHEMA
            assert compare_metadata(MigrationContext.configure(db), event.metadata) == []
        first, second = store.people()
        file = rebuild(first, store.events(first))
        assert file.identity == {"name": "Ædelgård Ó Example"}
        assert file.situation == {"goal": "stop", "weight_kg": "64.5"}
        assert file.signed_plan
        assert file.signed_plan.id == "plan-1"
        (entry,) = file.of(EventKind.DAY_ENTRY)
        assert entry.first.body["note"] == "½ tablet – “no”\n\\ \0"
        assert entry.body == {"on": "2026-11-22", "hard": 6}
        assert file.open_flags == ()
        assert len(rebuild(second, store.events(second)).open_flags) == 1
        store.add(first, EventKind.NOTE, {}, expected=store.newest(first), **BY)
        assert verify(store).ok


def test_there_is_a_stored_record_of_every_version() -> None:
    scripts = ScriptDirectory(str(Path(raise_guards.__code__.co_filename).parent))
    assert scripts.get_current_head() == f"{SCHEMA:04}"
    found = {path.name[:5] for path in EARLIER.iterdir()}
    assert found == {f"v{version:04}" for version in VERSIONS}


def test_tables_that_are_copied_by_a_migration_have_their_guards_again(store: Store) -> None:
    filled(store)
    with store.engine.begin() as db:
        operations = Operations(MigrationContext.configure(db))
        with operations.batch_alter_table("event", recreate="always") as batch:
            batch.add_column(sa.Column("more", sa.Text))
        raise_guards(db)
        assert standing_guards(db) >= set(GUARDS)
    assert verify(store).ok
    with pytest.raises(sa.exc.SQLAlchemyError), store.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM event")


def test_opening_twice_migrates_once(url: str) -> None:
    with open_store(url) as one, open_store(url) as two:
        filled(one)
        assert two.events() == one.events()


def test_a_postgresql_database_of_something_else_is_left_alone(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = new_address("postgresql", request, tmp_path / "record")
    plain = url.partition("&anchor")[0].replace("postgresql:", "postgresql+psycopg:")
    database = sa.create_engine(plain)
    with database.begin() as db:
        db.exec_driver_sql("CREATE TABLE mine (a int)")
    with pytest.raises(BadInput, match="something else"):
        open_store(url)
    with database.connect() as db:
        assert sa.inspect(db).get_table_names() == ["mine"]
    database.dispose()
