"""The cookie of a session: never for scripts, never for other sites, bound to the host with TLS."""

from __future__ import annotations

from starlette.responses import Response

__all__ = ["LOCAL", "NETWORK", "cookie_name", "give_cookie", "take_cookie_back"]

LOCAL = "glidepath_session"
"""On this machine's own address, where browsers differ on `Secure` without TLS."""
NETWORK = "__Host-glidepath"
"""With TLS: browsers take it only with `Secure`, without a domain, for the whole host."""


def cookie_name(secure: bool) -> str:
    """What the cookie is called with and without TLS."""
    return NETWORK if secure else LOCAL


def give_cookie(answer: Response, value: str, secure: bool) -> None:
    """Hand a session's secret to the browser; it is forgotten when the browser is closed."""
    answer.set_cookie(
        cookie_name(secure), value, httponly=True, samesite="strict", path="/", secure=secure
    )


def take_cookie_back(answer: Response, secure: bool) -> None:
    """Make the browser forget the session and everything that it keeps of our pages."""
    answer.delete_cookie(
        cookie_name(secure), path="/", httponly=True, samesite="strict", secure=secure
    )
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
