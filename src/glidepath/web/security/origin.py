"""What changes something must come from our own pages."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from glidepath.web.security.host import header
from glidepath.web.security.refuse import refuse

__all__ = ["OriginGate"]

_SAFE = {"GET", "HEAD", "OPTIONS"}


class OriginGate:
    """Refuses an unsafe request of another site; browsers say themselves where it comes from.

    `Sec-Fetch-Site` is asked first, then `Origin`. A request with neither is no browser's:
    it still needs the session and its form token.
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        """Keep the list of our own origins."""
        self.app, self.origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is safe or our own."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and not self._own(scope):
            text = "This was not sent from a page of this program, so nothing was done."
            await refuse(scope, receive, send, 403, "origin", text)
            return
        await self.app(scope, receive, send)

    def _own(self, scope: Scope) -> bool:
        site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
        if site is not None and site not in ("same-origin", "none"):
            return False
        return origin is None or origin in self.origins
