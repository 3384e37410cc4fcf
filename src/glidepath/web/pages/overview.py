"""One person at a glance: today's dose, what comes next, all plans, and everything in order."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.web.desk import AskedFolder, Desk, PostedForm, TheDesk
from glidepath.web.everybody import next_review
from glidepath.web.folder import Folder
from glidepath.web.view.timeline import timeline
from glidepath.web.view.today import today_of
from glidepath.web.view.urgent import urgent_flags

__all__ = ["router"]

router = APIRouter()
_LONGEST = 2_000
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 422: {}}


@router.get("/people/{person}", response_class=HTMLResponse, responses={404: {}})
def show_person(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The review page: the plan that holds, what was decided, and everything that happened."""
    desk.look(request, "overview")
    return _page(request, desk, folder)


@router.post("/people/{person}/reviews", response_class=HTMLResponse, responses=_ANSWERS)
def held(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Note that a review was held, with what was found."""
    note = form.one("note").replace("\r\n", "\n")
    if not 1 <= len(note) <= _LONGEST:
        return _page(request, desk, folder, note)
    body = {"note": note, "plan": folder.current.key if folder.current else ""}
    desk.add(request, folder.person, EventKind.REVIEW_HELD, body)
    return RedirectResponse(f"/people/{folder.person}", 303)


def _page(request: Request, desk: Desk, folder: Folder, note: str | None = None) -> Response:
    """The page; `note` is one that could not be kept as it is."""
    review = next_review(folder)
    looks = desk.store.events(folder.person, (EventKind.VIEWED,), after=folder.version)
    values = {
        "folder": folder, "review": review, "late": bool(review and review < desk.today()),
        "today": today_of(folder.current, desk.today()), "day": desk.today(),
        "urgent": urgent_flags(folder, desk.settings.now(), desk.kb),
        "timeline": timeline((*folder.events, *looks)), "note": note or "",
        "problem": "" if note is None else f"Say what was found, in 1 to {_LONGEST} letters.",
    }  # fmt: skip
    return desk.page(request, "overview.html", values, 200 if note is None else 422)
