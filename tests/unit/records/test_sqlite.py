"""A record in a SQLite file: how it is journalled, who may read it, where it may lie."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.records.faults import Damaged
from glidepath.records.sqlite import _file_system, journal_for
from glidepath.records.store import open_store
from glidepath.records.tables import APPLICATION_ID, SCHEMA
from glidepath.records.verify import verify
from tests.unit.records.given import BY, filled


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"), ((3, 44, 5), "DELETE"), ((3, 44, 6), "WAL"), ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"), ((3, 50, 7), "WAL"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"), ((4, 0, 0), "WAL"),
    ],
)  # fmt: skip
def test_write_ahead_only_where_its_fault_is_mended(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_for(version) == (mode, "FULL" if mode == "WAL" else "EXTRA")


def test_every_connection_has_the_settings_that_the_version_needs(tmp_path: Path) -> None:
    mode, synchronous = journal_for(sqlite3.sqlite_version_info[:3])
    wanted = {
        "journal_mode": mode.lower(), "synchronous": {"FULL": 2, "EXTRA": 3}[synchronous],
        "foreign_keys": 1, "trusted_schema": 0, "recursive_triggers": 1, "cell_size_check": 1,
        "application_id": APPLICATION_ID, "user_version": SCHEMA,
    }  # fmt: skip
    with open_store(f"sqlite:///{tmp_path}/record.db") as store, store.engine.connect() as db:
        found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


def test_the_settings_are_told_to_the_log_and_the_path_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        open_store(f"sqlite:///{tmp_path}/zebedee.db").close()
    assert "journal_mode" in caplog.text
    assert "zebedee" not in caplog.text


def test_the_tables_are_strict(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/record.db").close()
    with closing(sqlite3.connect(tmp_path / "record.db")) as db:
        assert db.execute("SELECT strict FROM pragma_table_list WHERE name = 'event'").fetchone()[0]


def test_all_files_are_their_owners_alone(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/record.db") as store:
        filled(store)
    assert {oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()} == {"0o600"}


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/record.db").close()
    (tmp_path / "record.db").chmod(0o640)
    with pytest.raises(BadInput, match="others may read"):
        open_store(f"sqlite:///{tmp_path}/record.db")


@pytest.mark.parametrize("word", ["seq", "id", "hash"])
def test_an_event_is_not_replaced_under_its_number_id_or_hash(tmp_path: Path, word: str) -> None:
    seq = "6" if word == "seq" else "7"
    new_id = "id" if word == "id" else "id || 'x'"
    new_hash = "hash" if word == "hash" else "'f' || substr(hash, 2)"
    line = (
        f"INSERT OR REPLACE INTO event SELECT {seq}, {new_id}, at, actor, role, person, kind,"
        f" schema_version, '{{}}', hash, {new_hash} FROM event WHERE seq = 6"
    )
    with open_store(f"sqlite:///{tmp_path}/record.db") as store:
        filled(store)
        with pytest.raises(SQLAlchemyError), store.engine.begin() as db:
            db.exec_driver_sql(line)
        assert verify(store).ok


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE mine (a)")
    (tmp_path / "other.db").chmod(0o600)
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(BadInput, match="something else"):
        open_store(f"sqlite:///{tmp_path}/other.db")
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/record.db").close()
    with closing(sqlite3.connect(tmp_path / "record.db")) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(BadInput, match="newer glidepath"):
        open_store(f"sqlite:///{tmp_path}/record.db")


def test_a_file_of_text_is_damaged_and_not_a_record(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_text("Dear Zebedee, " * 400)
    (tmp_path / "record.db").chmod(0o600)
    with pytest.raises(Damaged) as told:
        open_store(f"sqlite:///{tmp_path}/record.db")
    assert "Zebedee" not in str(told.value)


def test_a_lost_file_whose_anchor_is_still_there_is_not_begun_anew(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/record.db") as store:
        filled(store)
    (tmp_path / "record.db").unlink()
    with pytest.raises(Damaged, match="6 events"):
        open_store(f"sqlite:///{tmp_path}/record.db")


def test_a_record_is_made_only_where_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no record stands there"):
        open_store(f"sqlite:///{tmp_path}/record.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "refused"), [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True)]
)
def test_a_network_drive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, refused: bool
) -> None:
    mounts = tmp_path / "mountinfo"
    share = tmp_path / "a share"
    share.mkdir()
    point = str(share).replace(" ", "\\040")
    mounts.write_text(
        f"21 1 8:1 / / rw - ext4 /dev/a rw\n30 21 0:5 / {point} rw shared:2 - {kind} host rw\n"
    )
    monkeypatch.setattr(
        "glidepath.records.sqlite._file_system", lambda at: _file_system(at, mounts)
    )
    if refused:
        with pytest.raises(BadInput, match="network drive"):
            open_store(f"sqlite:///{share}/record.db")
    else:
        open_store(f"sqlite:///{share}/record.db").close()
    open_store(f"sqlite:///{tmp_path}/record.db").close()


def test_where_the_machine_does_not_tell_nothing_is_refused(tmp_path: Path) -> None:
    assert _file_system(tmp_path / "record.db", tmp_path / "none") == ""
    assert _file_system(Path("//server/share/record.db")) == "smbfs"


def test_a_busy_file_is_said_to_be_busy_and_nothing_of_the_event_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glidepath.records.sqlite._BUSY_MS", 50)
    name = tmp_path / "record.db"
    with open_store(f"sqlite:///{name}") as store, closing(sqlite3.connect(name)) as other:
        person = filled(store)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadInput) as told:
            store.add(person, EventKind.NOTE, {"name": "Zebedee"}, **BY)
        other.rollback()
        store.add(person, EventKind.NOTE, {"name": "Zebedee"}, **BY)
    assert "busy" in str(told.value)
    assert "Zebedee" not in str(told.value)
    assert "Zebedee" not in repr(told.value.__cause__)
