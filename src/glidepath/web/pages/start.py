"""The way in and the way out: a link that works once, and the end of a session."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.web.desk import OUR_FORM, TheDesk
from glidepath.web.security.cookie import cookie_name, give_cookie, take_cookie_back

__all__ = ["router"]

router = APIRouter()


@router.get("/start", response_class=HTMLResponse, responses={401: {}, 303: {}})
def start(request: Request, desk: TheDesk, token: str = "") -> Response:
    """Exchange the link that the server printed for a session, once."""
    cookie = desk.sessions.open(token)
    if cookie is None:
        if request.state.session is not None:
            return RedirectResponse("/", 303)
        return desk.page(request, "start.html", {"used": bool(token)}, 401)
    answer = RedirectResponse("/", 303)
    give_cookie(answer, cookie, desk.settings.is_secure)
    return answer


@router.get("/start/needed", response_class=HTMLResponse, status_code=401)
def needed(request: Request, desk: TheDesk) -> Response:
    """Say where the link is to be found."""
    return desk.page(request, "start.html", {"used": False}, 401)


@router.post("/end", response_class=HTMLResponse, dependencies=[OUR_FORM])
def end(request: Request, desk: TheDesk) -> Response:
    """End the session and clear what the browser keeps of it."""
    desk.sessions.close(request.cookies.get(cookie_name(desk.settings.is_secure), ""))
    request.state.session = None
    answer = desk.page(request, "ended.html", {})
    take_cookie_back(answer, desk.settings.is_secure)
    return answer
