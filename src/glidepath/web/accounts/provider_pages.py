"""Signing in through the identity provider of a clinic (OpenID Connect)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.web.accounts.account import Account, accounts
from glidepath.web.accounts.pages import let_in
from glidepath.web.accounts.provider import NotSignedIn, Provider
from glidepath.web.desk import Desk, TheDesk
from glidepath.web.security.roles import HOMES

__all__ = ["BACK", "PLEDGE", "provider_at", "router"]

router = APIRouter()
BACK = "/sign-in/back"
PLEDGE = "__Host-glidepath-pledge"
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 401: {}, 503: {}}


def provider_at(request: Request, desk: Desk) -> Provider:
    """The one provider of this server."""
    if not hasattr(request.app.state, "provider"):
        network = desk.settings.network
        assert network is not None
        assert network.oidc is not None
        back = f"{desk.settings.address}{BACK}"
        request.app.state.provider = Provider(network.oidc, back, desk.settings.now)
    provider: Provider = request.app.state.provider
    return provider


@router.get("/sign-in/provider", response_class=HTMLResponse, responses=_ANSWERS)
def to_provider(request: Request, desk: TheDesk) -> Response:
    """Send the browser to the provider, with a pledge to bring back."""
    try:
        address, pledge = provider_at(request, desk).begin()
    except NotSignedIn:
        return _told(request, desk, "Your clinic's sign-in cannot be reached. Try again.", 503)
    answer = RedirectResponse(address, 303)
    # it must come back from another site, so it cannot be strict; it opens nothing by itself
    answer.set_cookie(
        PLEDGE, pledge, max_age=600, httponly=True, secure=True, samesite="lax", path="/"
    )
    return answer


@router.get(BACK, response_class=HTMLResponse, responses=_ANSWERS)
def back(request: Request, desk: TheDesk) -> Response:
    """Open a session for whom the provider names, if an account here has that subject."""
    try:
        pledge = request.cookies.get(PLEDGE, "")
        subject = provider_at(request, desk).finish(pledge, request.query_params)
    except NotSignedIn as why:
        return _failed(request, desk, str(why))
    account = _account_of(desk, subject)
    if account is None:
        return _failed(request, desk, "no account")
    page = desk.page(request, "signed_in.html", {"home": HOMES[account.role]})
    page.delete_cookie(PLEDGE, path="/", secure=True, httponly=True, samesite="lax")
    return let_in(request, desk, account, page, "provider")


def _account_of(desk: Desk, subject: str) -> Account | None:
    found = accounts(desk.store).values()
    return next((one for one in found if one.is_open and one.subject == subject != ""), None)


def _failed(request: Request, desk: Desk, why: str) -> Response:
    desk.store.add(
        "", EventKind.SIGN_IN_FAILED, {"why": f"provider: {why}"}, actor="unknown", role="none",
        at=desk.settings.now(),
    )  # fmt: skip
    text = "Your clinic's sign-in did not let you in. Begin again, or ask whoever keeps accounts."
    return _told(request, desk, text, 401)


def _told(request: Request, desk: Desk, text: str, status: int) -> Response:
    return desk.page(request, "sign_in.html", {"problem": text, "provider": True}, status)
