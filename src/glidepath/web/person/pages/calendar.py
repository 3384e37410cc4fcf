"""The calendar of the signed plan, step by step, and the sheet to print."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.documents.calendar_pdf import set_page
from glidepath.records.event import EventKind
from glidepath.web.desk import TheDesk
from glidepath.web.folder import papers_of, proposal_of
from glidepath.web.person.doses import stages
from glidepath.web.person.me import AskedMe, show
from glidepath.web.person.sheet import translated_sheet
from glidepath.web.person.words import ENGLISH
from glidepath.web.planning import unpacked

__all__ = ["router"]

router = APIRouter()
_NONE: dict[int | str, dict[str, Any]] = {403: {}, 404: {}}


@router.get("/me/calendar", response_class=HTMLResponse, responses={403: {}})
def show_calendar(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Every step of the plan that holds; without one only the words that say so."""
    plan = me.plan(desk)
    view = me.signed.body["view"] if me.signed else None
    values = {
        "tab": "calendar", "view": view, "day": me.today,
        "stages": stages(plan, view, me.words) if plan and view else (),
        "sheet": me.sheet(desk), "said": me.sheet(desk).get("steps", ()),
        "stops": [
            (course["drug"], course["stops_on"])
            for course in ((plan, *plan["further"]) if plan else ())
            if course["stops_on"]
        ],
    }  # fmt: skip
    return show(request, desk, me, "calendar", values)


@router.get("/me/calendar.pdf", response_class=Response, responses=_NONE)
def sheet(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The printable sheet of the plan that holds, byte for byte as it was signed."""
    if me.signed is None:
        raise HTTPException(404, me.words.say("today.no_plan"))
    kept = papers_of(desk.store, me.person, me.signed.key)
    kept = kept or proposal_of(desk.store, me.person, me.signed.key)
    paper = unpacked(kept.body, "calendar.pdf") if kept else None
    if paper is None:
        raise HTTPException(404, me.words.say("today.no_plan"))
    desk.add(request, me.person, EventKind.PRINTED, {"what": "calendar.pdf", "plan": me.signed.key})
    return Response(paper, media_type="application/pdf")


@router.get("/me/sheet.pdf", response_class=Response, responses=_NONE)
def own_sheet(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The same sheet in the language of the person: a translation, and it says so."""
    plan, sheet = me.plan(desk), me.sheet(desk)
    if plan is None or me.signed is None or not sheet or me.words.language == ENGLISH:
        raise HTTPException(404, me.words.say("today.no_plan"))
    content = translated_sheet(sheet, plan, me.signed, me.words, me.numbers.emergency)
    noted = {"what": f"sheet-{me.words.language}.pdf", "plan": me.signed.key}
    desk.add(request, me.person, EventKind.PRINTED, noted)
    return Response(set_page(content), media_type="application/pdf")
