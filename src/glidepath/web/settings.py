"""How the pages are served: where, from which store, and within which limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["WebSettings"]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the person who starts the server decides; the defaults serve one clinician at one desk.

    `port` is on the machine's own loopback address and nowhere else. `store_url` names the
    database. `idle` and `absolute` end a session; `body_limit` is in bytes, `a_minute` the
    requests one client may send in a minute. `now` is the clock, passed in for tests.
    """

    port: int = 8642
    store_url: str = ""
    demo: bool = False
    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)
    body_limit: int = 512 * 1024
    a_minute: int = 1200
    now: Callable[[], datetime] = _now

    @property
    def address(self) -> str:
        """The address that is opened in a browser."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser on this machine may ask for a page."""
        names = ("127.0.0.1", "localhost", "[::1]")
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def origins(self) -> frozenset[str]:
        """The pages that may send something here: our own."""
        return frozenset(f"http://{host}" for host in self.hosts)
