"""The last door: whatever goes wrong inside ends as a sentence, and never as a person's data.

It also sees every answer on its way out, so that what a page itself refused is logged too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glidepath.domain.errors import BadInput, GlidepathError
from glidepath.web.security.refuse import note_refusal

__all__ = ["LastDoor", "Tell", "place_of"]

_LOG = logging.getLogger("glidepath.web")
_NOTED = {400: "unreadable", 401: "not signed in", 403: "not allowed", 405: "method"}
Tell = Callable[[Scope, int, str, str], Response]
"""Makes a page of a status, a title and a sentence."""


class LastDoor:
    """Turns what nobody caught into a page; logs the kind of fault and the place alone."""

    def __init__(self, app: ASGIApp, tell: Tell) -> None:
        """Keep what is inside, and how a fault is told on a page."""
        self.app, self.tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it if nothing else can."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def seen(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if message["status"] in _NOTED:
                    note_refusal(scope, message["status"], _NOTED[message["status"]])
            await send(message)

        try:
            await self.app(scope, receive, seen)
        except Exception as fault:
            _LOG.error("fault: %s at %s", type(fault).__name__, place_of(fault))
            if not started:
                await self._answer(scope, fault)(scope, receive, send)

    def _answer(self, scope: Scope, fault: Exception) -> Response:
        status, title, text = _told(fault)
        scope.setdefault("state", {}).setdefault("session", None)
        try:
            return self.tell(scope, status, title, text)
        except Exception:  # the page itself is what is broken
            return PlainTextResponse(f"{title}. {text}\n", status_code=status)


def _told(fault: Exception) -> tuple[int, str, str]:
    """What is said of a fault: a status, a title and a sentence."""
    if isinstance(fault, BadInput) and any(one.where == "store" for one in fault.problems):
        why = next(one.given for one in fault.problems if one.where == "store")
        text = (
            f"The record could not be used: {why}. What you sent just now was not kept, or not "
            "whole; everything that was acknowledged before is still there. Free space or look "
            "at the store, then open the page again and see what stands there."
        )
        return 503, "This was not kept", text
    if isinstance(fault, BadInput):
        text = "What was sent does not fit together, so nothing was kept. Open the page again."
        return 422, "This could not be read", text
    if isinstance(fault, GlidepathError):
        text = (
            "The record is not what was written, so nothing more is written to it. Look with "
            "`glidepath record verify` before anything else."
        )
        return 503, "The record is damaged", text
    text = "A defect of this program, not of what you typed. What was saved before is kept."
    return 500, "Something went wrong", text


def place_of(fault: BaseException) -> str:
    """The last file and line of ours that a fault came through; never a value."""
    trace, place = fault.__traceback__, "-"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "glidepath" in file.parts:
            place = f"{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
