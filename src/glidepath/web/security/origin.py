"""What changes something must come from our own pages."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from glidepath.web.security.host import header
from glidepath.web.security.refuse import refuse

__all__ = ["OriginGate"]

_SAFE = {"GET", "HEAD", "OPTIONS"}


class OriginGate:
    """Refuses what another site sends; browsers say themselves where a request comes from.

    A link from another site may open a page of ours as a page, and nothing else: not in a
    frame, not as a picture, not by a script.

    `Sec-Fetch-Site` is asked first, then `Origin`. A request with neither is no browser's:
    it still needs the session and its form token.
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        """Keep the list of our own origins."""
        self.app, self.origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is safe or our own."""
        if scope["type"] == "http" and not self._may(scope):
            text = "This was not sent from a page of this program, so nothing was done."
            await refuse(scope, receive, send, 403, "origin", text)
            return
        await self.app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
        foreign = site is not None and site not in ("same-origin", "none")
        if scope["method"] in _SAFE:
            return not foreign or self._is_opened_as_page(scope)
        return not foreign and (origin is None or origin in self.origins)

    def _is_opened_as_page(self, scope: Scope) -> bool:
        mode, dest = header(scope, b"sec-fetch-mode"), header(scope, b"sec-fetch-dest")
        return scope["method"] == "GET" and mode == "navigate" and dest == "document"
