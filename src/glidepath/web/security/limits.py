"""How much and how often: bodies of bounded size, requests at a bounded rate."""

from __future__ import annotations

from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glidepath.web.security.host import header
from glidepath.web.security.refuse import refuse

__all__ = ["Bucket", "Limits"]


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


class Limits:
    """Refuses bodies over the limit and clients that ask too often."""

    def __init__(self, app: ASGIApp, body_limit: int, a_minute: int) -> None:
        """Keep the limits; one bucket for each client address."""
        self.app, self.body_limit, self.a_minute = app, body_limit, a_minute
        self.buckets: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what stays within the limits."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not self._bucket(scope).take(monotonic()):
            text = "Too many requests in a minute. Wait a moment and try again."
            await refuse(scope, receive, send, 429, "rate", text)
        elif self._says_too_long(scope):
            await self._too_long(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    def _bucket(self, scope: Scope) -> Bucket:
        client = (scope.get("client") or ("",))[0]
        if len(self.buckets) > 10_000:
            self.buckets.clear()
        return self.buckets.setdefault(client, Bucket(self.a_minute))

    def _says_too_long(self, scope: Scope) -> bool:
        said = header(scope, b"content-length")
        return said is not None and (not said.isdigit() or int(said) > self.body_limit)

    async def _too_long(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = f"More than {self.body_limit // 1024} KiB were sent; no form here needs that."
        await refuse(scope, receive, send, 413, "size", text)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request with its body counted as it comes in; a length that lies is found here."""
        total, answered = 0, False

        async def bounded() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
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
