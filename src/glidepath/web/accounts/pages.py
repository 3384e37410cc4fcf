"""Signing in with a name and a password, changing it, and the list of accounts for an admin."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.web.accounts.account import Account, accounts, change
from glidepath.web.accounts.doorkeeper import Doorkeeper
from glidepath.web.accounts.passwords import SHORTEST, check_password, hashed
from glidepath.web.desk import Desk, PostedForm, TheDesk, TypedForm
from glidepath.web.security.cookie import cookie_name, give_cookie
from glidepath.web.security.roles import HOMES

__all__ = ["doorkeeper_of", "let_in", "router"]

router = APIRouter()
_WRONG = (
    "This name and password do not fit, or the name rests after too many tries. "
    "Wait some minutes and try again, or ask whoever keeps the accounts."
)
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 400: {}, 401: {}, 403: {}, 422: {}}


def doorkeeper_of(request: Request, desk: Desk) -> Doorkeeper:
    """The one doorkeeper of this server."""
    if not hasattr(request.app.state, "doorkeeper"):
        request.app.state.doorkeeper = Doorkeeper(desk.store, desk.settings.now)
    keeper: Doorkeeper = request.app.state.doorkeeper
    return keeper


@router.get("/sign-in", response_class=HTMLResponse, responses={303: {}})
def ask(request: Request, desk: TheDesk) -> Response:
    """Ask for a name and a password."""
    if request.state.session is not None:
        return RedirectResponse(HOMES[request.state.session.role], 303)
    return _sign_in(request, desk, "", 200)


@router.post("/sign-in", response_class=HTMLResponse, responses=_ANSWERS)
def sign_in(request: Request, desk: TheDesk, form: TypedForm) -> Response:
    """Open a session for the right name and password; a session that was there ends."""
    password = (form.fields.get("password") or ("",))[0]
    account = doorkeeper_of(request, desk).account_of(form.one("name"), password)
    if account is None:
        return _sign_in(request, desk, _WRONG, 401)
    return let_in(request, desk, account, RedirectResponse(HOMES[account.role], 303), "password")


def let_in(request: Request, desk: Desk, account: Account, answer: Response, by: str) -> Response:
    """Give an answer the cookie of a new session, and keep that somebody came in, and how."""
    secure = desk.settings.is_secure
    desk.sessions.close(request.cookies.get(cookie_name(secure), ""))
    desk.store.add(
        "", EventKind.SIGNED_IN, {"by": by}, actor=account.name, role=account.role,
        at=desk.settings.now(),
    )  # fmt: skip
    give_cookie(answer, desk.sessions.admit(account.name, account.role), secure)
    return answer


def _sign_in(request: Request, desk: Desk, problem: str, status: int) -> Response:
    network = desk.settings.network
    values = {"problem": problem, "provider": network is not None and network.oidc is not None}
    return desk.page(request, "sign_in.html", values, status)


@router.get("/password", response_class=HTMLResponse)
def ask_password(request: Request, desk: TheDesk) -> Response:
    """Ask for the present password and a new one."""
    return _password(request, desk, (), 200)


@router.post("/password", response_class=HTMLResponse, responses=_ANSWERS)
def change_password(request: Request, desk: TheDesk, form: PostedForm) -> Response:
    """Keep a new password; every other session of the account ends."""
    me = request.state.session
    present, new = ((form.fields.get(name) or ("",))[0] for name in ("present", "new"))
    if doorkeeper_of(request, desk).account_of(me.actor, present) is None:
        return _password(request, desk, ("The present password does not fit.",), 422)
    try:
        check_password(new, me.actor)
    except BadInput as bad:
        return _password(request, desk, tuple(str(one) for one in bad.problems), 422)
    desk.add(request, "", EventKind.ACCOUNT_CHANGED, change(me.actor, password=hashed(new)))
    desk.sessions.close_all_of(
        me.actor, but=request.cookies.get(cookie_name(desk.settings.is_secure), "")
    )
    return RedirectResponse(HOMES[me.role], 303)


def _password(request: Request, desk: Desk, problems: tuple[str, ...], status: int) -> Response:
    values = {"problems": problems, "shortest": SHORTEST}
    return desk.page(request, "password.html", values, status)


@router.get("/accounts", response_class=HTMLResponse)
def show_accounts(request: Request, desk: TheDesk) -> Response:
    """Every account with its role; of people, nothing."""
    return desk.page(request, "accounts.html", {"rows": tuple(accounts(desk.store).values())})


@router.post("/accounts", response_class=HTMLResponse, responses=_ANSWERS)
def change_account(request: Request, desk: TheDesk, form: PostedForm) -> Response:
    """Lock an account, open it again, or end its sessions."""
    name, what = form.one("account"), form.one("do")
    if name in accounts(desk.store) and what in ("lock", "open", "end"):
        if what != "end":
            body = change(name, open=what == "open")
            desk.add(request, "", EventKind.ACCOUNT_CHANGED, body)
        if what != "open":
            desk.sessions.close_all_of(name)
    return RedirectResponse("/accounts", 303)
