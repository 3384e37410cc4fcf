"""The headers of every answer: nothing from outside, nothing kept, nothing framed."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CONTENT_POLICY", "Headers"]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make browsers send "Origin: null" with an honest form (see docs/decisions)
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HSTS = "max-age=63072000; includeSubDomains"
_STATIC = "/static/"


class Headers:
    """Puts the headers on every answer, those of refusals included."""

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        """Keep what is inside; with TLS, browsers are told never to come without it."""
        self.app, self.secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith(_STATIC)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                if self.secure:
                    headers["Strict-Transport-Security"] = _HSTS
                headers["Cache-Control"] = "no-cache" if kept else "no-store"
            await send(message)

        await self.app(scope, receive, dressed)
