"""A record in one SQLite file: where it may lie, who may read it, and how it is journalled.

SQLite 3.7.0 to 3.51.2 can lose or corrupt commits in WAL mode when two connections write and
checkpoint close together (fixed in 3.51.3, also in 3.44.6 and 3.50.7; sqlite.org, "WAL-reset
bug"). With an affected version the file is journalled by DELETE and synchronous EXTRA, which
also forces the folder to the disk; with a mended one by WAL and synchronous FULL.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.faults import unavailable

__all__ = ["READING", "journal_for", "sqlite_engine"]

READING = {"reading": True}
"""Execution options of a connection that only reads: it asks for no writer's lock."""

_BUSY_MS = 15_000
_NETWORK = frozenset(
    {
        "9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
        "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3", "smbfs",
    }
)  # fmt: skip


def journal_for(version: tuple[int, int, int]) -> tuple[str, str]:
    """The journal mode and the synchronous setting that a version of SQLite needs."""
    mended = version >= (3, 51, 3) or any(
        version[:2] == branch[:2] and version >= branch for branch in ((3, 44, 6), (3, 50, 7))
    )
    return ("WAL", "FULL") if mended else ("DELETE", "EXTRA")


def sqlite_engine(path: Path, create: bool, journal: tuple[str, str] | None = None) -> Engine:
    """The engine over one file, which only its owner may read.

    Takes the path, whether a missing file may be made, and for tests a journal mode with a
    synchronous setting. Refuses a file on a network drive, one that others may read, and
    one that is missing.
    """
    _refuse_network(path)
    _be_private(path, create)
    mode, synchronous = journal or journal_for(_version())
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        for line in (
            f"busy_timeout = {_BUSY_MS}", "foreign_keys = ON", "trusted_schema = OFF",
            "recursive_triggers = ON", "cell_size_check = ON", f"journal_mode = {mode}",
            f"synchronous = {synchronous}",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        reading = db.get_execution_options().get("reading")
        db.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _version() -> tuple[int, int, int]:
    major, minor, patch, *_ = sqlite3.sqlite_version_info
    return major, minor, patch


def _be_private(path: Path, create: bool) -> None:
    """Make the file with mode 0600, or see that it has no more."""
    if create and not path.exists():
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError:
            raise unavailable("the file cannot be made there") from None
    if not path.is_file():
        raise BadInput(
            Problem(
                "store", "no record stands there", "the address of a record",
                "Check the address, or begin one with `glidepath record new --create`.",
            )
        )  # fmt: skip
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        raise BadInput(
            Problem(
                "store", "a file that others may read", "mode 0600: its owner alone",
                "Find out who has read it, then set it with chmod 600.",
            )
        )  # fmt: skip


def _refuse_network(path: Path) -> None:
    if _file_system(path) in _NETWORK:
        raise BadInput(
            Problem(
                "store", "a file on a network drive, where locks cannot be relied upon",
                "a local disk", "Move it to a local disk, or use PostgreSQL.",
            )
        )  # fmt: skip


def _file_system(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of file system a path lies on; empty where the machine does not tell."""
    if str(path).startswith(("\\\\", "//")):
        return "smbfs"
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    place = path.absolute().parent.resolve()
    over = [one for one in map(_mount, lines) if place.is_relative_to(one[0])]
    return max(over, key=lambda one: len(one[0].parts), default=(place, ""))[1]


def _mount(line: str) -> tuple[Path, str]:
    """Where a file system hangs in the tree, and of which kind it is."""
    before, _, after = line.partition(" - ")
    point = before.split()[4].replace("\\040", " ").replace("\\011", "\t")
    return Path(point.replace("\\134", "\\")), after.split()[0]
