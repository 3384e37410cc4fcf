"""An address leads to one record and one anchor, or is refused in words."""

from __future__ import annotations

import builtins
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.opening import anchor_of
from glidepath.records.store import open_store
from tests.databases import new_address
from tests.unit.records.given import filled


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "no address"),
        ("Zebedee Quill", "no address"),
        ("mysql://host/db", "another kind of database"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql://quill:secret@host/db", "without an anchor"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_and_not_repeated(url: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as fault:
        open_store(url)
    for word in ("Zebedee", "quill", "secret"):
        assert word not in str(fault.value)


def test_a_server_that_does_not_answer_is_said_not_to(tmp_path: Path) -> None:
    url = f"postgresql://quill:secret@/db?host={tmp_path}&anchor={tmp_path}/a"
    with pytest.raises(BadInput, match="out of reach") as fault:
        open_store(url)
    assert "secret" not in str(fault.value)
    assert fault.value.__cause__ is None


def test_a_server_that_does_not_force_commits_to_the_disk_is_refused(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = new_address("postgresql", request, tmp_path / "record")
    with keeper(request.getfixturevalue("socket")) as db:
        set_fsync(db, "off")
        try:
            with pytest.raises(BadInput, match="fsync"):
                open_store(url)
        finally:
            set_fsync(db, "on")
    open_store(url).close()


def keeper(socket: str) -> psycopg.Connection[Any]:
    return psycopg.connect(f"host={socket} user=keeper dbname=postgres", autocommit=True)


def set_fsync(db: psycopg.Connection[Any], value: str) -> None:
    """Set it for the whole server and wait until it holds."""
    db.execute(f"ALTER SYSTEM SET fsync = {value}")  # type: ignore[call-overload]
    db.execute("SELECT pg_reload_conf()")
    while db.execute("SHOW fsync").fetchone() != (value,):
        time.sleep(0.01)


def test_a_missing_driver_is_named_with_the_way_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "psycopg":
            raise ImportError
        return whole(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BadInput, match=r"glidepath\[postgresql\]"):
        open_store(f"postgresql://host/db?anchor={tmp_path}/a")


def test_the_anchor_lies_beside_a_file_unless_it_is_named(tmp_path: Path) -> None:
    assert anchor_of(f"sqlite:///{tmp_path}/r.db").path == tmp_path / "r.db.anchor"
    assert anchor_of(f"sqlite:///{tmp_path}/r.db?anchor={tmp_path}/a").path == tmp_path / "a"
    assert anchor_of("sqlite:///r.db?anchor=a", tmp_path / "b").path == tmp_path / "b"


def test_an_anchor_on_another_disk_is_used(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    url = f"sqlite:///{tmp_path}/r.db?anchor={tmp_path}/other/a"
    with open_store(url) as store:
        filled(store)
    assert (tmp_path / "other" / "a").exists()
    assert not (tmp_path / "r.db.anchor").exists()


def test_an_anchor_that_cannot_be_written_keeps_nobody_believing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="anchor"):
        open_store(f"sqlite:///{tmp_path}/r.db?anchor={tmp_path}/none/a")
