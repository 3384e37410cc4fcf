"""A refusal in plain text, for requests that no page should answer; and the log of refusals.

A line of the log is made of words of ours, a status and an address that is one: nothing that
was sent can come into it, and so no line can be forged and no person's data be kept there.
"""

from __future__ import annotations

import logging
from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

__all__ = ["client_of", "note_refusal", "refuse"]

_LOG = logging.getLogger("glidepath.web.security")


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, kind: str, text: str
) -> None:
    """Answer with a status and a sentence, and log the kind of refusal, never what was sent."""
    note_refusal(scope, status, kind)
    await PlainTextResponse(f"{text}\n", status_code=status)(scope, receive, send)


def note_refusal(scope: Scope, status: int, kind: str) -> None:
    """Log that something was refused, once for each request; `kind` is a word of ours."""
    state = scope.setdefault("state", {})
    if state.get("refused"):
        return
    state["refused"] = kind
    session = state.get("session")
    who = session.role if session is not None else "nobody"
    _LOG.warning("refused %d: %s (%s, from %s)", status, kind, who, client_of(scope))


def client_of(scope: Scope) -> str:
    """The client's address, if it is one; a dash for anything else."""
    said = (scope.get("client") or ("",))[0]
    try:
        return str(ip_address(said))
    except ValueError:
        return "-"
