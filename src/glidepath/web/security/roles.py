"""Which role may ask for what. A role or a path that is not written down here may not.

prescriber   everything about people; no accounts
viewer       looks and prints; changes and signs nothing
admin        accounts and sources; never a page about a person
patient      the pages under /me, which show the person of the session and nobody else
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from glidepath.web.security.refuse import refuse
from glidepath.web.security.session import Session

__all__ = ["HOMES", "RoleGate", "may"]

HOMES: Mapping[str, str] = {
    "prescriber": "/",
    "viewer": "/",
    "admin": "/accounts",
    "patient": "/me",
}
"""Where each role begins."""
_READING = frozenset({"GET", "HEAD"})
_OF_ALL = re.compile(r"/enter/.*|/static/.*|/start(/needed)?|/end|/openapi\.json|/sign-in(/.*)?")
_OF_STAFF = re.compile(r"/basis(/.*)?|/password")
_OF_ADMIN = re.compile(r"/accounts(/.*)?")
_OF_PATIENT = re.compile(r"/me(/.*)?")
_SIGNING = re.compile(r"/people/[^/]+/sign")


def may(role: str, method: str, path: str) -> bool:
    """Whether a role may ask for a path in this way."""
    if _OF_ALL.fullmatch(path):
        return True
    if role == "patient":
        return bool(_OF_PATIENT.fullmatch(path))
    if role == "admin":
        return bool(_OF_ADMIN.fullmatch(path) or _OF_STAFF.fullmatch(path))
    if role == "prescriber":
        return not _OF_ADMIN.fullmatch(path)
    if role == "viewer":
        return _viewer_may(method, path)
    return False


def _viewer_may(method: str, path: str) -> bool:
    if path == "/password":
        return True
    closed = _OF_ADMIN.fullmatch(path) or _OF_PATIENT.fullmatch(path) or _SIGNING.fullmatch(path)
    return method in _READING and not closed


class RoleGate:
    """Refuses what the role of a session does not allow."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep what is inside."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what the role allows; whoever has another first page is led to it."""
        session: Session | None = scope.get("state", {}).get("session")
        free = scope["type"] != "http" or session is None
        if session is None or free or may(session.role, scope["method"], scope["path"]):
            await self.app(scope, receive, send)
        elif scope["path"] == "/" and session.role in HOMES:
            await RedirectResponse(HOMES[session.role], 303)(scope, receive, send)
        else:
            text = "Your role does not allow this. Ask whoever keeps the accounts."
            await refuse(scope, receive, send, 403, "role", text)
