"""The whole situation on one page, to be confirmed before anything is planned from it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.read import read_fields
from glidepath.web.pages.situation import asked_version
from glidepath.web.view.progress import progress
from glidepath.web.view.summary import summary

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}
_TRIES = 5


@router.get("/people/{person}/situation/summary", response_class=HTMLResponse, responses={404: {}})
def show_summary(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Everything as it was understood, with every problem that is left."""
    return _page(request, desk, folder, 200, stale=False)


@router.post("/people/{person}/confirm", response_class=HTMLResponse, responses=_ANSWERS)
def confirm(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Keep the situation as it was shown; what changed since, or cannot be read, is not kept."""
    version = asked_version(form, folder)
    for _ in range(_TRIES):
        if folder.drafts and folder.drafts[-1].seq > version:
            break
        read = read_fields(folder.fields, desk.kb)
        if read.situation is None and read.refusal is None:
            return _page(request, desk, folder, 422, stale=False)
        try:
            if not folder.is_confirmed:
                desk.add(request, folder.person, EventKind.SITUATION, read.tree, folder.version)
        except Conflict:  # a day of the diary, say, is no change of what was shown
            folder = desk.folder(folder.person)
        else:
            return RedirectResponse(f"/people/{folder.person}/assessment", 303)
    return _page(request, desk, folder, 409, stale=True)


def _page(request: Request, desk: Desk, folder: Folder, status: int, *, stale: bool) -> Response:
    read = read_fields(folder.fields, desk.kb)
    values = {
        "folder": folder, "read": read, "stale": stale,
        "topics": summary(folder.fields, read.situation, desk.kb),
        "progress": progress(folder.fields, read, desk.kb),
        "can_undo": len(folder.drafts) > 1,
    }  # fmt: skip
    return desk.page(request, "summary.html", values, status)
