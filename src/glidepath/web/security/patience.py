"""How long a page may take: who waits is told in time, whatever goes on inside."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glidepath.web.security.refuse import refuse

__all__ = ["Patience"]

_MOST_LATE = 4
"""So many answers may be late at once before more work is turned away."""


class Patience:
    """Answers for a page that takes too long; what it still does is let come to its end."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        """Keep the limit."""
        self.app, self.seconds = app, seconds
        self.late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and wait no longer than the limit for an answer to begin."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif len(self.late) >= _MOST_LATE:
            text = "The program is still busy with work that takes too long. Wait a minute."
            await refuse(scope, receive, send, 503, "busy", text)
        else:
            await self._timed(scope, receive, send)

    async def _timed(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, given_up = asyncio.Event(), False

        async def timely(message: Message) -> None:
            if not given_up:
                begun.set()
                await send(message)

        work = asyncio.ensure_future(self.app(scope, receive, timely))
        waiting = asyncio.ensure_future(begun.wait())
        await asyncio.wait(
            {work, waiting}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        if work.done() or begun.is_set():
            await work
            return
        given_up = True
        self._let_end(work)
        text = (
            f"This took longer than {self.seconds:g} seconds. Ask for less at once (a shorter "
            "course, fewer products); look at the page again before you repeat it."
        )
        await refuse(scope, receive, send, 503, "time", text)

    def _let_end(self, work: asyncio.Future[None]) -> None:
        assert isinstance(work, asyncio.Task)
        self.late.add(work)
        work.add_done_callback(self._ended)

    def _ended(self, work: asyncio.Task[None]) -> None:
        self.late.discard(work)
        if not work.cancelled():
            work.exception()  # looked at, so that nobody prints it
