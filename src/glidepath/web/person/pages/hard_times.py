"""The person's own plan for hard times: theirs to write and to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["router"]

router = APIRouter()
_LONGEST = 2_000
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 403: {}, 422: {}}


@router.get("/me/hard-times", response_class=HTMLResponse, responses=_ANSWERS)
def show_plan(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The plan as it stands."""
    plans = me.events(EventKind.RELAPSE_PLAN)
    return _page(request, desk, me, plans[-1].body if plans else {}, ())


@router.post("/me/hard-times", response_class=HTMLResponse, responses=_ANSWERS)
def keep_plan(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Keep a new version; the earlier ones stay in the record."""
    names = [one.id for one in desk.kb.support().headings]
    told = {name: form.one(name).replace("\r\n", "\n") for name in names}
    long = tuple(name for name, text in told.items() if len(text) > _LONGEST)
    if long:
        return _page(request, desk, me, told, long, 422)
    body = {name: text for name, text in told.items() if text}
    desk.add(request, me.person, EventKind.RELAPSE_PLAN, body)
    return RedirectResponse("/me/hard-times", 303)


def _page(
    request: Request, desk: Desk, me: Me, told: Mapping[str, Any], long: tuple[str, ...],
    status: int = 200,
) -> Response:  # fmt: skip
    plans, book = me.events(EventKind.RELAPSE_PLAN), desk.kb.support()
    values = {
        "tab": "hard_times", "told": told, "long": long, "most": _LONGEST,
        "headings": book.headings, "always": book.always, "said_words": book.words,
        "saved": me.words.moment(plans[-1].at) if plans else "",
    }  # fmt: skip
    return show(request, desk, me, "hard_times", values, status)
