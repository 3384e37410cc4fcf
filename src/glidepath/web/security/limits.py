"""How much and how often: bodies of bounded size, requests at a bounded rate.

Every address has one bucket for all it asks; and address and session have smaller ones for
what is worth guessing at (the way in), what is dear (planning) and what carries data out.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from hashlib import sha256
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glidepath.web.security.host import header
from glidepath.web.security.refuse import refuse

__all__ = ["SHARES", "Bucket", "Limits", "kind_of"]

SHARES = {"entry": 40, "plan": 5, "export": 10}
"""Which part of all requests in a minute may be of a kind: one in so many."""
_KINDS = (
    ("entry", re.compile(r"/start|/sign-in(/.*)?|/password|/enter/[^/]+")),
    ("plan", re.compile(r"/people/[^/]+/(plan|plan/choose|compare)")),
    ("export", re.compile(r"/people/[^/]+/(plans/[^/]+/[^/]+|export(/.*)?)")),
)
_MOST_BUCKETS = 10_000
_BODY_SECONDS = 30.0


def kind_of(method: str, path: str) -> str:
    """What a request is counted as besides being one: entry, plan, export or nothing."""
    found = next((kind for kind, form in _KINDS if form.fullmatch(path)), "")
    looks = method in ("GET", "HEAD") and path != "/start"
    return "" if found == "entry" and looks else found


class Bucket:
    """So many requests at once, refilled evenly over a minute."""

    def __init__(self, a_minute: int) -> None:
        """Begin full."""
        self.most = float(a_minute)
        self.left, self.seen = self.most, monotonic()

    def take(self, now: float) -> bool:
        """Take one; says whether there was one."""
        self.left = min(self.most, self.left + (now - self.seen) * self.most / 60)
        self.seen = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class _TooLong(Exception):
    """The body went on beyond what it may be."""


class _TooSlow(Exception):
    """The body did not come within its time."""


class Limits:
    """Refuses bodies over the limit and clients that ask too often."""

    def __init__(self, app: ASGIApp, body_limit: int, a_minute: int, cookie: str = "") -> None:
        """Keep the limits; `cookie` is the name under which a session comes."""
        self.app, self.body_limit, self.a_minute = app, body_limit, a_minute
        self.cookie = cookie.encode()
        self.buckets: dict[tuple[str, str], Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what stays within the limits."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not self._is_in_time(scope):
            text = "Too many requests in a minute. Wait a moment and try again."
            await refuse(scope, receive, send, 429, "rate", text)
        elif self._says_too_long(scope):
            await self._too_long(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    def _is_in_time(self, scope: Scope) -> bool:
        now, kind = monotonic(), kind_of(scope["method"], scope["path"])
        client = (scope.get("client") or ("",))[0]
        if not self._bucket(client, "", self.a_minute).take(now):
            return False
        if not kind:
            return True
        part = max(1, self.a_minute // SHARES[kind])
        return all(self._bucket(who, kind, part).take(now) for who in self._who(scope, client))

    def _who(self, scope: Scope, client: str) -> Iterator[str]:
        """Who is counted: the address, and the session that the request says it has."""
        yield client
        for pair in (header(scope, b"cookie") or "").encode("latin-1").split(b";"):
            name, _, value = pair.strip().partition(b"=")
            if self.cookie and name == self.cookie:
                yield sha256(value).hexdigest()

    def _bucket(self, who: str, kind: str, a_minute: int) -> Bucket:
        """The bucket of somebody for a kind of request; of too many, the oldest is let go."""
        found = self.buckets.get((who, kind))
        if found is None:
            if len(self.buckets) >= _MOST_BUCKETS:
                del self.buckets[next(iter(self.buckets))]
            found = self.buckets[who, kind] = Bucket(a_minute)
        return found

    def _says_too_long(self, scope: Scope) -> bool:
        said = header(scope, b"content-length")
        return said is not None and (not said.isdecimal() or int(said) > self.body_limit)

    async def _too_long(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = f"More than {self.body_limit // 1024} KiB were sent; no form here needs that."
        await refuse(scope, receive, send, 413, "size", text)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request with its body counted as it comes in; a length that lies is found here."""
        total, ended, answered = 0, False, False

        async def bounded() -> Message:
            nonlocal total, ended
            message = await (receive() if ended else _soon(receive))
            total += len(message.get("body", b""))
            ended = ended or not message.get("more_body", False)
            if total > self.body_limit:
                raise _TooLong
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, bounded, noted)
        except _TooLong:
            if not answered:
                await self._too_long(scope, receive, send)
        except _TooSlow:
            if not answered:
                text = "What you sent did not arrive within half a minute. Send it again."
                await refuse(scope, receive, send, 408, "slow", text)


async def _soon(receive: Receive) -> Message:
    try:
        return await asyncio.wait_for(receive(), _BODY_SECONDS)
    except TimeoutError:
        raise _TooSlow from None
