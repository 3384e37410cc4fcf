"""A refusal in plain text, for requests that no page should answer."""

from __future__ import annotations

import logging

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

__all__ = ["refuse"]

_LOG = logging.getLogger("glidepath.web.security")


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, kind: str, text: str
) -> None:
    """Answer with a status and a sentence, and log the kind of refusal, never what was sent."""
    _LOG.warning("refused %s: %s", status, kind)
    await PlainTextResponse(f"{text}\n", status_code=status)(scope, receive, send)
