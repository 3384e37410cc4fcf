"""The web application: `create_app` puts pages, store and guards together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Scope

from glidepath import __version__
from glidepath.domain.scale_text import ScaleText
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.store import Store
from glidepath.web.accounts.ways_in import entrance_of, ways_in
from glidepath.web.desk import HERE, Desk, desk_of
from glidepath.web.pages import ROUTERS
from glidepath.web.person.me import words_of_session as person_of
from glidepath.web.person.pages import ROUTERS as PERSON_ROUTERS
from glidepath.web.person.words import ENGLISH, Words, words
from glidepath.web.security.audit import Audit
from glidepath.web.security.cookie import cookie_name
from glidepath.web.security.described import describe_guards
from glidepath.web.security.door import LastDoor
from glidepath.web.security.headers import Headers
from glidepath.web.security.host import HostGate
from glidepath.web.security.limits import Limits
from glidepath.web.security.origin import OriginGate
from glidepath.web.security.patience import Patience
from glidepath.web.security.roles import RoleGate
from glidepath.web.security.session import SessionGate, Sessions
from glidepath.web.settings import WebSettings

__all__ = ["create_app"]

OPEN_PATHS = (
    "/static/", "/start", "/start/needed", "/openapi.json", "/sign-in", "/sign-in/", "/enter/",
)  # fmt: skip
_TITLES = {
    400: "This could not be read",
    403: "This is not allowed",
    404: "There is no such page",
    405: "This cannot be done here",
    422: "This could not be read",
}


def create_app(
    settings: WebSettings,
    store: Store,
    on_new_token: Callable[[str], None] = lambda _: None,
    texts: Mapping[str, ScaleText] | None = None,
) -> FastAPI:
    """The application over a store that is open already.

    `on_new_token` is told the secret of a new start link when the last session has ended;
    `texts` are the words of scales that this place holds the rights to.
    """
    links = settings.network is None
    sessions = Sessions(settings.now, settings.idle, settings.absolute, on_new_token, links=links)
    app = FastAPI(
        title="glidepath", version=__version__, docs_url=None, redoc_url=None,
        redirect_slashes=False,
        description="Pages for clinicians. Every answer is HTML unless it says otherwise.",
    )  # fmt: skip
    app.state.desk = Desk.of(settings, store, KnowledgeBase.packaged(), sessions)
    app.state.desk.texts.update(texts or {})
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for router in (*ROUTERS, *PERSON_ROUTERS, *ways_in(settings)):
        app.include_router(router)
    describe_guards(app)
    _guard(app, settings, sessions)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    return app


def _guard(app: FastAPI, settings: WebSettings, sessions: Sessions) -> None:
    """The guards, the innermost first: what is added last sees a request first.

    Pages may be compressed: their form tokens are masked anew for every page.
    """
    desk: Desk = app.state.desk
    cookie = cookie_name(settings.is_secure)
    entrance, still = entrance_of(desk)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)
    app.add_middleware(Audit, note=desk.looks.note)
    app.add_middleware(Patience, seconds=settings.answer_seconds)
    app.add_middleware(RoleGate)
    app.add_middleware(
        SessionGate, sessions=sessions, open_paths=OPEN_PATHS, cookie=cookie,
        entrance=entrance, still=still,
    )  # fmt: skip
    app.add_middleware(OriginGate, origins=settings.origins)
    app.add_middleware(
        Limits, body_limit=settings.body_limit, a_minute=settings.a_minute, cookie=cookie
    )
    app.add_middleware(HostGate, hosts=settings.hosts)
    app.add_middleware(LastDoor, tell=partial(_last_word, app))
    app.add_middleware(Headers, secure=settings.is_secure)


def _last_word(app: FastAPI, scope: Scope, status: int, title: str, text: str) -> Response:
    """The page of a fault that nobody caught."""
    request = Request({**scope, "app": app})
    session = request.state.session
    if session is not None and session.person:
        said = _words_of(request)
        values = {"t": said.say, "text": said.say("fault.lost")}
        return desk_of(request).page(request, "person/fault.html", values, status)
    values = {"title": title, "text": text}
    return desk_of(request).page(request, "fault.html", values, status)


def _words_of(request: Request) -> Words:
    """The words of the person who asks; English where the record cannot tell the language."""
    try:
        found = person_of(request)
    except Exception:  # the record is what is broken
        found = None
    return found or words(ENGLISH, desk_of(request).kb)


def _fault(request: Request, status: int, text: str) -> HTMLResponse:
    if (me := person_of(request)) is not None:
        values = {"t": me.say, "text": text}
        return desk_of(request).page(request, "person/fault.html", values, status)
    title = _TITLES.get(status, "Something went wrong")
    return desk_of(request).page(request, "fault.html", {"title": title, "text": text}, status)


def _told(request: Request, fault: Exception) -> HTMLResponse:
    """A refusal that a page raised, told on a page of its own."""
    if not isinstance(fault, HTTPException):
        text = "The address or the form holds something that cannot be read."
        return _fault(request, 422, text)
    texts = {404: "The address is not one of this program.", 405: "Use the buttons of the pages."}
    standard = fault.detail in ("Not Found", "Method Not Allowed")
    text = texts.get(fault.status_code, "") if standard else str(fault.detail)
    return _fault(request, fault.status_code, text)
