"""The full list once a week."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext, suppress
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.monitoring.diary_book import diary_book
from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.diary import Tree, read_one, week_over, week_tree
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
    _keep(request, desk, me, {"on": me.today.isoformat(), **filled.tree})
    values = {"tab": "week", "open_lines": filled.open, "done": "week.done"}
    return show(request, desk, me, "thanks", values)


def _keep(request: Request, desk: Desk, me: Me, sent: Tree) -> None:
    """Keep what was sent over what another page has written of the same list meanwhile."""
    for last in (False, False, True):
        version = desk.store.newest(me.person)
        tree = week_over(week_tree(desk.folder(me.person).events, me.today), sent)
        read_one(EventKind.WEEK_ENTRY, tree, desk.kb, me.today)
        with nullcontext() if last else suppress(Conflict):
            desk.add(request, me.person, EventKind.WEEK_ENTRY, tree, version)
            return


def _page(
    request: Request, desk: Desk, me: Me, typed: Mapping[str, str],
    wrong: list[str] | tuple[()], status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "tab": "week", "book": diary_book(desk.kb),
        "tree": week_tree(me.folder.events, me.today), "typed": typed, "wrong": list(wrong),
    }  # fmt: skip
    return show(request, desk, me, "week", values, status)
