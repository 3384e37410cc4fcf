"""Rating scales whose exact words may be shown: offered, filled in, and said what they are not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.domain.diary import DayEntry
from glidepath.domain.errors import BadInput
from glidepath.domain.scale import ScaleDefinition
from glidepath.domain.scale_text import ScaleText
from glidepath.monitoring.scale_words import about
from glidepath.monitoring.scales import offered
from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.alarms import calls_of, keep_alarms, triaged
from glidepath.web.person.diary import read_one
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {403: {}, 404: {}, 409: {}, 422: {}}
_OF_PERSONS = ("gad7", "phq8", "phq9")


@router.get("/me/forms", response_class=HTMLResponse, responses=_ANSWERS)
def show_forms(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Which forms there are: the ones with an urgent question only where somebody reads them."""
    scales = [desk.kb.scale(one) for one in _OF_PERSONS]
    here = [one for one in scales if offered(one, bool(me.watched)) and _is_wanted(one, me)]
    return show(request, desk, me, "forms", {"tab": "forms", "scales": here})


def _is_wanted(scale: ScaleDefinition, me: Me) -> bool:
    """PHQ-8 stands in for PHQ-9 where nobody reads the answers, and is not needed beside it."""
    return scale.id != "phq8" or not me.watched


@router.get("/me/forms/{scale}", response_class=HTMLResponse, responses=_ANSWERS)
def show_form(request: Request, desk: TheDesk, me: AskedMe, scale: str) -> Response:
    """One form with its exact words."""
    definition, text = _asked(desk, me, scale)
    return _page(request, desk, me, definition, text, {})


@router.post("/me/forms/{scale}", response_class=HTMLResponse, responses=_ANSWERS)
def keep_form(
    request: Request, desk: TheDesk, me: AskedMe, scale: str, form: PostedForm
) -> Response:
    """Red flags of the answers first; then the total, which is never a dose."""
    definition, text = _asked(desk, me, scale)
    if form.one("on") != me.today.isoformat():
        raise HTTPException(409, me.words.say("diary.day_changed"))
    told = {item: form.one(item) for item in text.items}
    answers = {item: int(one) for item, one in told.items() if one.isascii() and one.isdigit()}
    tree = {
        "id": definition.id, "on": me.today.isoformat(), "answers": answers,
        "words": text.checksum,
    }  # fmt: skip
    try:
        read = read_one(EventKind.SCALE, tree, desk.kb, me.today)
    except BadInput:
        return _page(request, desk, me, definition, text, told, 422)
    desk.add(request, me.person, EventKind.SCALE, tree)
    fresh = Me(
        me.person, desk.folder(me.person), me.words, me.today, me.country, me.numbers, me.watched
    )
    seen = triaged(fresh, desk, DayEntry(me.today))
    keep_alarms(request, desk, fresh, seen, me.today, ())
    result = read.results[0]
    values = {
        "tab": "forms", "calls": calls_of(me, desk, seen), "result": result,
        "total": _figure(result.total), "highest": _figure(definition.highest), "kept": True,
    }  # fmt: skip
    return show(request, desk, me, "form_done", values)


def _figure(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):g}"


def _asked(desk: Desk, me: Me, scale: str) -> tuple[ScaleDefinition, ScaleText]:
    """The scale and its words; one that may not be put before this person is not found."""
    if scale not in _OF_PERSONS:
        raise HTTPException(404, me.words.say("fault.title"))
    definition = desk.kb.scale(scale)
    if not offered(definition, bool(me.watched)):
        raise HTTPException(404, me.words.say("fault.title"))
    return definition, desk.kb.scale_text(scale)


def _page(
    request: Request, desk: Desk, me: Me, definition: ScaleDefinition, text: ScaleText,
    typed: Mapping[str, str], status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "tab": "forms", "scale": definition, "text": text, "typed": typed,
        "about": about(definition, desk.kb),
    }  # fmt: skip
    return show(request, desk, me, "form", values, status)
