"""Who is asking: a link that works once, exchanged for a session that ends by itself."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["COOKIE", "Session", "SessionGate", "Sessions"]

COOKIE = "glidepath_session"
_BYTES = 32


@dataclass(slots=True)
class Session:
    """One browser that came with a valid link: who acts in it, and since when."""

    actor: str
    role: str
    opened: datetime
    seen: datetime
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(_BYTES))


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
    ) -> None:
        """Begin without a session and with one token."""
        self._now, self._idle, self._absolute = now, idle, absolute
        self._on_new_token = on_new_token
        self._live: dict[bytes, Session] = {}
        self._lock = Lock()
        self.token = secrets.token_urlsafe(_BYTES)

    def open(self, token: str) -> str | None:
        """A new session's cookie for the token of the start link; None for any other token."""
        with self._lock:
            if not (self.token and secrets.compare_digest(token.encode(), self.token.encode())):
                return None
            self.token = ""
            cookie, now = secrets.token_urlsafe(_BYTES), self._now()
            self._live[_digest(cookie)] = Session("local", "prescriber", now, now)
            return cookie

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

    def _forget(self, cookie: str) -> None:
        self._live.pop(_digest(cookie), None)
        if not self._live and not self.token:
            self.token = secrets.token_urlsafe(_BYTES)
            self._on_new_token(self.token)


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


class SessionGate:
    """Lets through what has a session, and the few paths that need none."""

    def __init__(self, app: ASGIApp, sessions: Sessions, open_paths: tuple[str, ...]) -> None:
        """Keep the sessions and the beginnings of the paths that anybody may ask for."""
        self.app, self.sessions, self.open_paths = app, sessions, open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the session of the cookie and hand it on with the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        session = self.sessions.find(HTTPConnection(scope).cookies.get(COOKIE, ""))
        scope.setdefault("state", {})["session"] = session
        if session is None and not scope["path"].startswith(self.open_paths):
            await RedirectResponse("/start/needed", 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)
