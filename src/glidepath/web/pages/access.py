"""A person's own pages, given by the clinician: link and code, or on this machine."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.web.desk import OUR_FORM, AskedFolder, Desk, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.person.access import LASTS, Access, language_of, new_access, open_access
from glidepath.web.person.pages.door import let_in
from glidepath.web.person.words import ENGLISH, LANGUAGES, words

__all__ = ["router"]

router = APIRouter()
_LONGEST_WATCH = 160
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 422: {}}


@router.get("/people/{person}/access", response_class=HTMLResponse, responses=_ANSWERS)
def show_access(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Whether the person has a way in, until when, and the ways to give or end it."""
    return _page(request, desk, folder, "", 200)


@router.post("/people/{person}/access", response_class=HTMLResponse, responses=_ANSWERS)
def give_access(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """A new link and code; the code is on this one page and nowhere else. Older ones end."""
    days, watched = form.one("days"), " ".join(form.one("watched").split())
    language = form.one("language", ENGLISH)
    if days not in map(str, LASTS) or len(watched) > _LONGEST_WATCH or language not in LANGUAGES:
        problem = (
            f"Choose how long it holds, and say who looks in at most {_LONGEST_WATCH} letters."
        )
        return _page(request, desk, folder, problem, 422)
    made = new_access(int(days), watched, desk.settings.now())
    _end(request, desk, folder)
    desk.add(request, folder.person, EventKind.ACCOUNT_ADDED, made.body)
    if language != (language_of(folder.events) or ENGLISH):
        body = {"what": "language", "language": language}
        desk.add(request, folder.person, EventKind.SETTINGS_CHANGED, body)
    found = open_access(desk.folder(folder.person).events, desk.settings.now())
    values = {
        "folder": folder, "code": made.code, "access": found, "language": language,
        **_slip(desk, found, language),
        "address": f"{desk.settings.address}/enter/{made.id}",
        "is_local": desk.settings.network is None,
    }  # fmt: skip
    return desk.page(request, "access_given.html", values)


def _slip(desk: Desk, access: Access | None, language: str) -> dict[str, Any]:
    """The words of the slip in the language of the person."""
    said = words(language, desk.kb)
    until = access.expires.astimezone() if access else None
    when = f"{said.day(until.date())}, {until:%H:%M}" if until else ""
    watched = said.say("help.watched", who=access.watched) if access and access.watched else ""
    return {"t": said.say, "until": when, "watching": watched or said.say("slip.nobody")}


@router.post(
    "/people/{person}/access/end", response_class=HTMLResponse, responses=_ANSWERS,
    dependencies=[OUR_FORM],
)  # fmt: skip
def end_access(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Take the way in back; whoever is in through it is out at once."""
    _end(request, desk, folder)
    return RedirectResponse(f"/people/{folder.person}/access", 303)


@router.post(
    "/people/{person}/access/here", response_class=HTMLResponse, responses=_ANSWERS,
    dependencies=[OUR_FORM],
)  # fmt: skip
def open_here(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Hand this browser to the person: the clinician's session in it ends first."""
    desk.add(request, folder.person, EventKind.SIGNED_IN, {"what": "opened by the clinician"})
    return let_in(request, desk, folder.person)


def _end(request: Request, desk: Desk, folder: Folder) -> None:
    """No older code fits any more, and every session that came through one ends."""
    desk.sessions.close_all_of(folder.person)
    found = open_access(folder.events, desk.settings.now())
    if found is not None:
        body = {"what": "access", "access": found.id, "revoked": True}
        desk.add(request, folder.person, EventKind.ACCOUNT_CHANGED, body)


def _page(request: Request, desk: Desk, folder: Folder, problem: str, status: int) -> Response:
    values = {
        "folder": folder, "problem": problem, "lasts": LASTS,
        "access": open_access(folder.events, desk.settings.now()),
        "languages": [(one, words(one, desk.kb).say("language.name")) for one in LANGUAGES],
        "language": language_of(folder.events) or ENGLISH,
    }  # fmt: skip
    return desk.page(request, "access.html", values, status)
