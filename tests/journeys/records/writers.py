"""Writers that are killed: a small process that forks one after the other on demand.

For every address on a line of its input it forks a writer, which adds events as fast as it
can and tells each that was acknowledged in one line: its number and its hash.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random

BY = {"actor": "dr.example", "role": "prescriber", "at": datetime(2026, 11, 22, tzinfo=UTC)}


def write_for_ever(url: str) -> None:
    """Add events until killed, and tell each only when the record says that it is kept."""
    from glidepath.records.event import EventKind
    from glidepath.records.store import open_store

    store = open_store(url)
    person = store.people()[0]
    chance = Random(os.getpid())
    while True:
        body = {"text": "x" * chance.randrange(9000)}
        added = store.add(person, EventKind.NOTE, body, **BY)
        os.write(1, f"kept {added.seq} {added.hash}\n".encode())


class Yard:
    """The small process, seen from the test."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Keep the process; no writer runs yet."""
        self.process = process
        self.pid = 0
        self.told: list[bytes] = []

    def start(self, url: str) -> None:
        """Let a writer begin, and wait until its first event is acknowledged."""
        assert self.process.stdin
        self.process.stdin.write(f"{url}\n".encode())
        self.process.stdin.flush()
        _, pid = self._line().split()
        self.pid = int(pid)
        self.told = [self._line()]
        assert self.told != [b"dead\n"], "the writer ended by itself"

    def kill(self) -> dict[int, str]:
        """Kill the writer and give what it told: the number and hash of each event."""
        os.kill(self.pid, signal.SIGKILL)
        while self.told[-1] != b"dead\n":
            self.told.append(self._line())
        words = (line.decode().split() for line in self.told[:-1])
        return {int(seq): digest for _, seq, digest in words}

    def _line(self) -> bytes:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the yard itself died"
        return line


@contextmanager
def yard() -> Iterator[Yard]:
    """A process that has everything imported and forks quickly."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield Yard(process)
        assert process.stdin
        process.stdin.close()


def main() -> None:
    """Fork a writer for each address, tell its process id, and tell when it is dead."""
    import psycopg  # noqa: F401

    import glidepath.records.store  # noqa: F401

    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                write_for_ever(line.strip())
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        os.write(1, f"writer {pid}\n".encode())
        os.waitpid(pid, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
