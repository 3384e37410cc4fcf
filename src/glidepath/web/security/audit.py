"""Who saw what: no page about a person leaves before an event in the record says so.

Pages that write an event of their own (saved, signed, printed, taken out) have said enough.
Every other page with a person's data is noted here as looked at, before its first byte is
sent. The same session that looks at the same page again within a minute is one look; what is
printed or taken out is noted every time. While the record cannot be written, looks are owed (see
`looks`); for any other reason the page is not handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glidepath.records.event import EventKind
from glidepath.web.security.session import Session

__all__ = ["OF_EVERYBODY", "Audit", "Note"]

OF_EVERYBODY = frozenset({"/"})
"""Pages that show something of many people at once."""
_SHOWING = frozenset({200, 206, 409, 422})
_LONGEST = 120
_ONE_LOOK, _MOST_LOOKS = 60.0, 4_096
Note = Callable[[Session, str, EventKind, Mapping[str, Any]], None]
"""Writes down who looked, at whom (empty: at the list of everybody), as what, and at what."""


class Audit:
    """Notes every look at a person's data that has not been noted otherwise."""

    def __init__(self, app: ASGIApp, note: Note) -> None:
        """Keep what is inside, and how a look is written down."""
        self.app, self.note = app, note
        self.lately: dict[tuple[int, str, str], float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; before an answer begins, write down what it shows."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        noted: set[str] = set()
        scope.setdefault("state", {})["noted"] = noted

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in _SHOWING:
                await self._look(scope, noted)
            await send(message)

        await self.app(scope, receive, noting)

    async def _look(self, scope: Scope, noted: set[str]) -> None:
        session: Session | None = scope["state"].get("session")
        person = _shown(scope, session)
        if session is None or person is None or person in noted:
            return
        look = (hash(session.secret), f"{scope['method']} {scope['path']}", person)
        plain = (EventKind.VIEWED, {"what": _what(scope["path"], person)})
        kind, body = scope["state"].get("look", plain)
        now = monotonic()
        if kind is EventKind.VIEWED and now - self.lately.get(look, -_ONE_LOOK) < _ONE_LOOK:
            return
        await run_in_threadpool(self.note, session, person, kind, body)
        self._remember(look, now)

    def _remember(self, look: tuple[int, str, str], now: float) -> None:
        self.lately.pop(look, None)
        self.lately[look] = now
        while len(self.lately) > _MOST_LOOKS:
            del self.lately[next(iter(self.lately))]


def _shown(scope: Scope, session: Session | None) -> str | None:
    """Whom an answer shows: a person's id, empty for everybody, None for nobody."""
    if scope["path"] in OF_EVERYBODY:
        return ""
    named = scope.get("path_params", {}).get("person")
    if isinstance(named, str):
        return named
    return session.person or None if session is not None else None


def _what(path: str, person: str) -> str:
    """Which page it was; addresses hold ids and words of ours alone."""
    if not person:
        return "people"
    return path.removeprefix(f"/people/{person}").strip("/")[:_LONGEST] or "overview"
