"""Which ways in a server has: the start link on its own machine, accounts for others."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter

from glidepath.web.accounts import pages, provider_pages
from glidepath.web.accounts.account import accounts
from glidepath.web.desk import Desk
from glidepath.web.security.session import Session
from glidepath.web.settings import WebSettings

__all__ = ["entrance_of", "ways_in"]


def ways_in(settings: WebSettings) -> tuple[APIRouter, ...]:
    """The pages of accounts; none where the start link is the way in."""
    if settings.network is None:
        return ()
    if settings.network.oidc is None:
        return (pages.router,)
    return (pages.router, provider_pages.router)


def entrance_of(desk: Desk) -> tuple[str, Callable[[Session], bool]]:
    """Where somebody without a session is led, and whether a session's owner may still have it."""
    if desk.settings.network is None:
        return "/start/needed", lambda _: True

    def still(session: Session) -> bool:
        if session.role == "patient":
            return True  # the person's own gate looks at their link
        found = accounts(desk.store).get(session.actor)
        return found is not None and found.is_open and found.role == session.role

    return "/sign-in", still
