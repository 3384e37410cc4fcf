"""The anchor: how far the record goes, written down outside of it.

A chain of hashes shows that something in it was changed; it cannot show that its newest
events are gone. After every commit the newest event's number and hash are written to this
second small file and forced to the disk before anybody is told that the event is kept.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glidepath.records.event import Head
from glidepath.records.faults import Damaged, unavailable

__all__ = ["Anchor", "write_durably"]

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The small file beside (or better: far from) the record."""

    path: Path

    def read(self) -> Head | None:
        """The newest event as the anchor has it; None where there is no anchor."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            head = Head(told["seq"], told["hash"])
        except FileNotFoundError:
            return None
        except OSError:
            raise unavailable("its anchor cannot be read") from None
        except (ValueError, KeyError, TypeError):
            raise Damaged("the anchor cannot be understood") from None
        if type(head.seq) is not int or head.seq < 0 or not _is_hash(head.hash):
            raise Damaged("the anchor cannot be understood")
        return head

    def advance(self, head: Head) -> None:
        """Write down a newer head and force it to the disk; an older one changes nothing."""
        with self._alone():
            known = self.read()
            if known is None or known.seq < head.seq:
                self._write(head)

    def renew(self, head: Head) -> None:
        """Write down this head whatever stood there; only after somebody has looked."""
        with self._alone():
            self._write(head)

    def _write(self, head: Head) -> None:
        text = json.dumps({"seq": head.seq, "hash": head.hash}) + "\n"
        write_durably(self.path, text.encode("ascii"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, over all processes of this machine."""
        lock = self.path.with_name(self.path.name + ".lock")
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise unavailable("its anchor cannot be written") from None
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)  # which also lets go of the lock


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and _HASH.fullmatch(text) is not None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def write_durably(path: Path, content: bytes) -> None:
    """Write a whole small file so that after any crash it is the old one or the new one.

    Readable by its owner only. Only one may write it at a time.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError:
        raise unavailable("a small file beside it cannot be written") from None


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
