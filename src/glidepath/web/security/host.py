"""Only the names of this very server are answered: what stops a page that rebinds its own name."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from glidepath.web.security.refuse import refuse

__all__ = ["HostGate", "header"]


def header(scope: Scope, name: bytes) -> str | None:
    """A header of a request; None when it is not there, empty when it is there twice."""
    found = [value for key, value in scope["headers"] if key == name]
    if not found:
        return None
    return found[0].decode("latin-1") if len(found) == 1 else ""


class HostGate:
    """Refuses a request whose Host is not on the list of exact names."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        """Keep the list."""
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what names this server exactly."""
        if scope["type"] == "websocket":
            return  # no page speaks it; the handshake ends here
        if scope["type"] == "http" and header(scope, b"host") not in self.hosts:
            text = "This server answers on the machine it runs on, under its own address only."
            await refuse(scope, receive, send, 421, "host", text)
            return
        await self.app(scope, receive, send)
