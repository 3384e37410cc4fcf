"""The full list once a week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.monitoring.diary_book import diary_book
from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.diary import read_one, trees
from glidepath.web.person.form_day import read_week
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {403: {}, 409: {}, 422: {}}


@router.get("/me/week", response_class=HTMLResponse, responses=_ANSWERS)
def show_week(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The list, with what was written in it today."""
    return _page(request, desk, me, {}, ())


@router.post("/me/week", response_class=HTMLResponse, responses=_ANSWERS)
def keep_week(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Keep the list; lines that were left open stay unknown."""
    if form.one("on") != me.today.isoformat():
        raise HTTPException(409, me.words.say("diary.day_changed"))
    filled = read_week(form, diary_book(desk.kb).symptoms)
    if filled.wrong:
        return _page(request, desk, me, form.flat, filled.wrong, 422)
    tree = {"on": me.today.isoformat(), **filled.tree}
    read_one(EventKind.WEEK_ENTRY, tree, desk.kb, me.today)
    desk.add(request, me.person, EventKind.WEEK_ENTRY, tree)
    values = {"tab": "week", "open_lines": filled.open, "done": "week.done"}
    return show(request, desk, me, "thanks", values)


def _page(
    request: Request, desk: Desk, me: Me, typed: Mapping[str, str],
    wrong: list[str] | tuple[()], status: int = 200,
) -> Response:  # fmt: skip
    iso = me.today.isoformat()
    written = [one for one in trees(me.folder.events, EventKind.WEEK_ENTRY) if one["on"] == iso]
    values = {
        "tab": "week", "book": diary_book(desk.kb), "tree": written[-1] if written else {},
        "typed": typed, "wrong": list(wrong),
    }  # fmt: skip
    return show(request, desk, me, "week", values, status)
