"""How the pages are served: where, from which store, and within which limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from glidepath.web.security.network import Network

__all__ = ["WebSettings"]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the person who starts the server decides; the defaults serve one clinician at one desk.

    `port` is on the machine's own loopback address and nowhere else. `store_url` names the
    database. `idle` and `absolute` end a session; `body_limit` is in bytes, `a_minute` the
    requests one client may send in a minute, `answer_seconds` how long a page may take.
    `network` is set only where the server was told to serve others than this machine: then
    there are accounts instead of a start link. `now` is the clock, passed in for tests.
    """

    port: int = 8642
    store_url: str = ""
    demo: bool = False
    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=12)
    body_limit: int = 512 * 1024
    a_minute: int = 1200
    answer_seconds: float = 30.0
    network: Network | None = None
    now: Callable[[], datetime] = _now

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the pages through TLS."""
        return self.network is not None

    @property
    def address(self) -> str:
        """The address that is opened in a browser."""
        if self.network is not None:
            return f"https://{self.network.public_host}"
        return f"http://127.0.0.1:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser may ask for a page."""
        if self.network is not None:
            return frozenset({self.network.public_host})
        names = ("127.0.0.1", "localhost", "[::1]")
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def origins(self) -> frozenset[str]:
        """The pages that may send something here: our own."""
        scheme = "https" if self.is_secure else "http"
        return frozenset(f"{scheme}://{host}" for host in self.hosts)
