"""The way in by link and code, the way out, and the choice of the language."""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Lock
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.web.desk import OUR_FORM, Desk, PostedForm, TheDesk, TypedForm
from glidepath.web.person.access import KINDS, Access, access_of, fits, language_of
from glidepath.web.person.me import AskedMe, numbers_in
from glidepath.web.person.words import LANGUAGES, Words, words
from glidepath.web.security.cookie import cookie_name, give_cookie, take_cookie_back

__all__ = ["let_in", "router"]

router = APIRouter()
PATIENT = "patient"
_LOG = logging.getLogger("glidepath.web.security")
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 401: {}, 403: {}, 410: {}, 429: {}}
_one_try_at_a_time = Lock()


@router.get("/enter/closed", response_class=HTMLResponse, status_code=401)
def closed(request: Request, desk: TheDesk) -> Response:
    """Say that the session ran out and that nothing was saved since, in every language."""
    told = [words(one, desk.kb) for one in LANGUAGES]
    values = {**_frame(desk, told[0]), "told": [(one.language, one.say) for one in told]}
    return desk.page(request, "person/closed.html", values, 401)


@router.get("/enter/{access}", response_class=HTMLResponse, responses=_ANSWERS)
def show_door(request: Request, desk: TheDesk, access: str) -> Response:
    """Ask for the code that belongs to this link."""
    return _page(request, desk, _known(desk, access), "", 200)


@router.post("/enter/{access}", response_class=HTMLResponse, responses=_ANSWERS)
def enter(request: Request, desk: TheDesk, access: str, form: TypedForm) -> Response:
    """Exchange link and code for a session of this one person; every failure is in the record."""
    if form.one("_language") in LANGUAGES:
        return _page(request, desk, _known(desk, access), "", 200, form.one("_language"))
    with _one_try_at_a_time:
        found, now = _known(desk, access), desk.settings.now()
        if found is None or not found.is_open(now):
            _failed(desk, found, "gone", now)
            return _page(request, desk, found, "gone", 410)
        if found.rests_until(now) is not None:
            _failed(desk, found, "resting", now)
            return _page(request, desk, found, "wait", 429)
        if not fits(found, form.one("code")[:64]):
            _failed(desk, found, "code", now)
            return _page(request, desk, _known(desk, access), "wrong", 401)
        _note(desk, found.person, EventKind.SIGNED_IN, {"access": found.id}, now)
        _keep_language(desk, found.person, form.one("language"), now)
    return let_in(request, desk, found.person)


def let_in(request: Request, desk: Desk, person: str) -> Response:
    """A session of the person in this browser; one that was there before ends."""
    secure = desk.settings.is_secure
    desk.sessions.close(request.cookies.get(cookie_name(secure), ""))
    answer = RedirectResponse("/me", 303)
    give_cookie(answer, desk.sessions.admit(person, PATIENT, person), secure)
    return answer


def _note(desk: Desk, person: str, kind: EventKind, body: dict[str, str], now: datetime) -> None:
    """Keep an event at the door, where no session is yet; the person's id stands for them."""
    actor = person or "unknown"
    desk.store.add(person, kind, body, actor=actor, role=PATIENT, at=now)


def _keep_language(desk: Desk, person: str, language: str, now: datetime) -> None:
    """The language chosen at the door holds for the pages behind it."""
    if language in LANGUAGES and language != language_of(desk.store.events(person, KINDS)):
        body = {"what": "language", "language": language}
        _note(desk, person, EventKind.SETTINGS_CHANGED, body, now)


def _known(desk: Desk, access: str) -> Access | None:
    return access_of(desk.store.events(kinds=KINDS), access)


def _failed(desk: Desk, found: Access | None, why: str, now: datetime) -> None:
    """Note a failed try; what was typed is never kept."""
    _LOG.warning("sign-in failed: %s", why)
    body = {"why": why, "access": found.id} if found else {"why": "unknown link"}
    _note(desk, found.person if found else "", EventKind.SIGN_IN_FAILED, body, now)


def _page(
    request: Request, desk: Desk, found: Access | None, told: str, status: int, language: str = ""
) -> Response:
    """The door, with what was wrong with the last try; a link of nobody looks like an ended one."""
    now = desk.settings.now()
    if found is None or not found.is_open(now):
        told, status = "gone", 410
    rest = found.rests_until(now) if found else None
    if told != "gone" and rest is not None:
        told, status = "wait", 429
    chosen = _language(desk, found, language)
    minutes = -(-int((rest - now).total_seconds()) // 60) if rest else 0
    text = chosen.say(f"enter.{told}", minutes=minutes) if told else ""
    return desk.page(
        request, "person/door.html",
        {**_frame(desk, chosen), "problem": text, "may_try": told in ("", "wrong"),
         "action": f"/enter/{found.id}" if found else "", "language": chosen.language},
        status,
    )  # fmt: skip


def _language(desk: Desk, found: Access | None, language: str) -> Words:
    if not language and found is not None:
        language = language_of(desk.store.events(found.person, KINDS))
    return words(language, desk.kb)


def _frame(desk: Desk, chosen: Words) -> dict[str, Any]:
    languages = [(one, words(one, desk.kb).say("language.name")) for one in LANGUAGES]
    numbers = numbers_in(chosen, desk, "")
    return {"t": chosen.say, "lang": chosen.language, "languages": languages, "numbers": numbers}


@router.post("/me/language", response_class=HTMLResponse, responses=_ANSWERS)
def choose_language(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Keep the language that the person chose, for this session and the next ones."""
    language = form.one("language")
    if language not in LANGUAGES:
        raise HTTPException(422, "This language is not one of the pages.")
    body = {"what": "language", "language": language}
    desk.add(request, me.person, EventKind.SETTINGS_CHANGED, body)
    return RedirectResponse("/me", 303)


@router.post("/me/end", response_class=HTMLResponse, dependencies=[OUR_FORM])
def leave(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """End the person's session and clear what the browser keeps of it."""
    desk.add(request, me.person, EventKind.SIGNED_OUT, {})
    secure = desk.settings.is_secure
    desk.sessions.close(request.cookies.get(cookie_name(secure), ""))
    request.state.session = None
    answer = desk.page(request, "person/ended.html", _frame(desk, me.words))
    take_cookie_back(answer, secure)
    return answer
