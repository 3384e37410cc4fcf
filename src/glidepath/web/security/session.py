"""Who is asking: a link that works once, exchanged for a session that ends by itself."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from glidepath.web.security.cookie import LOCAL

__all__ = ["COOKIE", "Session", "SessionGate", "Sessions"]

COOKIE = LOCAL
_BYTES = 32
_OF_PERSONS = "/enter/closed"
"""Where a person whose session has run out is told so, in words of their own pages."""
_MOST_OF_ONE = 8


@dataclass(slots=True)
class Session:
    """One browser that came with a valid link: who acts in it, and since when.

    `person` is set for a person's own session, which sees that person's own pages and no other.
    """

    actor: str
    role: str
    opened: datetime
    seen: datetime
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(_BYTES))
    person: str = ""


class Sessions:
    """The live sessions, kept in memory only: a server that restarts has none.

    `token` is the secret of the start link. It is exchanged once; when the last session has
    ended, `on_new_token` is told the next one.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        idle: timedelta,
        absolute: timedelta,
        on_new_token: Callable[[str], None] = lambda _: None,
        links: bool = True,
    ) -> None:
        """Begin without a session and with one token; without links there never is a token."""
        self._links = links
        self._now, self._idle, self._absolute = now, idle, absolute
        self._on_new_token = on_new_token
        self._live: dict[bytes, Session] = {}
        self._lock = Lock()
        self.token = secrets.token_urlsafe(_BYTES) if links else ""

    def open(self, token: str) -> str | None:
        """A new session's cookie for the token of the start link; None for any other token."""
        with self._lock:
            if not (self.token and secrets.compare_digest(token.encode(), self.token.encode())):
                return None
            self.token = ""
            return self._admitted("local", "prescriber")

    def admit(self, actor: str, role: str, person: str = "") -> str:
        """A new session's cookie for somebody whose password or code was found right.

        Nobody has more than eight at once: the oldest gives way.
        """
        with self._lock:
            mine = [key for key, one in self._live.items() if one.actor == actor]
            for key in mine[: max(0, len(mine) - _MOST_OF_ONE + 1)]:
                del self._live[key]
            return self._admitted(actor, role, person)

    def close_all_of(self, actor: str, but: str = "") -> None:
        """End every session of somebody, except the one of a cookie."""
        kept = _digest(but)
        with self._lock:
            ended = [key for key, one in self._live.items() if one.actor == actor and key != kept]
            for key in ended:
                del self._live[key]

    def fresh(self) -> str:
        """The secret of a new start link; one that was not used yet is void from now on."""
        with self._lock:
            self.token = secrets.token_urlsafe(_BYTES)
            return self.token

    def find(self, cookie: str) -> Session | None:
        """The live session of a cookie; one that has run out is forgotten."""
        with self._lock:
            session = self._live.get(_digest(cookie))
            now = self._now()
            if session is None:
                return None
            if now - session.seen > self._idle or now - session.opened > self._absolute:
                self._forget(cookie)
                return None
            session.seen = now
            return session

    def close(self, cookie: str) -> None:
        """End a session."""
        with self._lock:
            self._forget(cookie)

    def _admitted(self, actor: str, role: str, person: str = "") -> str:
        cookie, now = secrets.token_urlsafe(_BYTES), self._now()
        self._live[_digest(cookie)] = Session(actor, role, now, now, person=person)
        return cookie

    def _forget(self, cookie: str) -> None:
        self._live.pop(_digest(cookie), None)
        if self._links and not self.token and all(one.person for one in self._live.values()):
            self.token = secrets.token_urlsafe(_BYTES)
            self._on_new_token(self.token)


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


class SessionGate:
    """Lets through what has a session, and the few paths that need none."""

    def __init__(
        self, app: ASGIApp, sessions: Sessions, open_paths: tuple[str, ...],
        cookie: str = COOKIE, entrance: str = "/start/needed",
        still: Callable[[Session], bool] = lambda _: True,
    ) -> None:  # fmt: skip
        """Keep the sessions, the paths that anybody may ask for, and where all others are led.

        An open path that ends with "/" is a beginning; any other is meant exactly. `still`
        says whether whoever opened a session may still have it.
        """
        self.app, self.sessions, self.cookie, self.entrance = app, sessions, cookie, entrance
        self.still = still
        self.whole = frozenset(path for path in open_paths if not path.endswith("/"))
        self.begin = tuple(path for path in open_paths if path.endswith("/"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the session of the cookie and hand it on with the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        session = await self._session(HTTPConnection(scope).cookies.get(self.cookie, ""))
        scope.setdefault("state", {})["session"] = session
        if session is None and not self._is_open(scope["path"]):
            way_in = _OF_PERSONS if scope["path"].startswith("/me") else self.entrance
            await RedirectResponse(way_in, 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _session(self, cookie: str) -> Session | None:
        session = self.sessions.find(cookie)
        if session is None or await run_in_threadpool(self.still, session):
            return session
        self.sessions.close(cookie)
        return None

    def _is_open(self, path: str) -> bool:
        return path in self.whole or path.startswith(self.begin)
