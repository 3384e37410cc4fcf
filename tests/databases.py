"""A record on each database that glidepath keeps one in: a SQLite file, a private PostgreSQL.

PostgreSQL is started from the programs of the system's package, in a folder and on a socket
of its own, and stopped at the end. Without the programs its tests are skipped, unless
GLIDEPATH_REQUIRE_POSTGRESQL is set: then that is a failure.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ENGINES = ("sqlite", "postgresql")
ROOM = 2 << 30


@contextmanager
def cluster() -> Iterator[str]:
    """A running PostgreSQL; gives the folder of its socket."""
    programs = _programs()
    place = Path(tempfile.mkdtemp(prefix="gp-pg-", dir=in_memory()))
    as_user = _own(place)
    data = place / "data"

    def run(*words: str) -> None:
        done = subprocess.run(
            [*as_user, str(programs / words[0]), *words[1:]], cwd=place, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    try:
        run("initdb", "-D", str(data), "-U", "keeper", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={place}"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(place / "log"), "-o", options, "start")
        try:
            yield str(place)
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def address(socket: str, name: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    with psycopg.connect(f"host={socket} user=keeper dbname=postgres", autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return f"postgresql://keeper@/{name}?host={socket}"


def in_memory() -> str | None:
    """A folder in memory, where the system has one with room for records and databases."""
    place = Path("/dev/shm")
    roomy = place.is_dir() and os.access(place, os.W_OK)
    return str(place) if roomy and shutil.disk_usage(place).free > ROOM else None


def drop(socket: str, name: str) -> None:
    """Take a database away at once: hundreds of its files at the end are minutes of a disk."""
    import psycopg

    with psycopg.connect(f"host={socket} user=keeper dbname=postgres", autocommit=True) as db:
        db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[call-overload]


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if on_path and not found:
        found = [Path(on_path)]
    if not found:
        if os.environ.get("GLIDEPATH_REQUIRE_POSTGRESQL"):
            pytest.fail("PostgreSQL is required here and its programs are not to be found")
        pytest.skip("PostgreSQL is not installed")
    return found[-1].parent


def _own(place: Path) -> list[str]:
    """PostgreSQL refuses to run as root: hand the folder to a user of the system."""
    if os.geteuid() != 0:
        return []
    user = next(name for name in ("postgres", "nobody") if _is_user(name))
    shutil.chown(place, user)
    group = pwd.getpwnam(user).pw_gid
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="session")
def socket() -> Iterator[str]:
    """One PostgreSQL for all tests of a process."""
    with cluster() as place:
        yield place


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record that does not exist yet, on each database in turn."""
    return new_address(request.param, request, tmp_path / "record")


def new_address(engine: str, request: pytest.FixtureRequest, place: Path) -> str:
    """Another such address; its anchor lies at `place`."""
    if engine == "sqlite":
        return f"sqlite:///{place}.db?anchor={place}.anchor"
    socket = request.getfixturevalue("socket")
    name = uuid.uuid4().hex
    request.addfinalizer(lambda: drop(socket, name))
    return f"{address(socket, name)}&anchor={place}.anchor"
