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
from glidepath.monitoring.scale_words import about, persons_scales
from glidepath.monitoring.scales import offered
from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.alarms import Entry, calls_of, keep_entry, triaged
from glidepath.web.person.diary import read_one
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {403: {}, 404: {}, 409: {}, 422: {}}


@router.get("/me/forms", response_class=HTMLResponse, responses=_ANSWERS)
def show_forms(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Which forms there are: the ones with an urgent question only where somebody reads them."""
    here = [definition for definition, _ in _offered(desk, me)]
    replaced = {one.instead for one in here}
    languages = {text.language for _, text in _offered(desk, me)}
    values = {
        "tab": "forms", "scales": [one for one in here if one.id not in replaced],
        "english": languages != {me.words.language},
    }  # fmt: skip
    return show(request, desk, me, "forms", values)


def _offered(desk: Desk, me: Me) -> list[tuple[ScaleDefinition, ScaleText]]:
    """Every form that may be put before this person, with its words.

    One that stands in for another, as PHQ-8 for PHQ-9, is left out where the other is here.
    """
    found = [(desk.kb.scale(one), desk.scale_text(one)) for one in persons_scales(desk.kb)]
    return [
        (definition, text)
        for definition, text in found
        if text is not None and offered(definition, bool(me.watched))
    ]


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
    if text.qualifiers:
        tree["qualifiers"] = dict(text.qualifiers)
    try:
        read = read_one(EventKind.SCALE, tree, desk.kb, me.today)
    except BadInput:
        return _page(request, desk, me, definition, text, told, 422)
    seen = triaged(me, desk, DayEntry(me.today), read.results)
    anew = [one.flag_id for one in seen.advice]
    kept = keep_entry(request, desk, me, Entry(EventKind.SCALE, me.today, tree), seen, anew)
    result = read.results[0]
    values = {
        "tab": "forms", "calls": calls_of(me, desk, seen), "result": result,
        "total": _figure(result.total), "highest": _figure(definition.highest), "kept": kept,
    }  # fmt: skip
    return show(request, desk, me, "form_done", values)


def _figure(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):g}"


def _asked(desk: Desk, me: Me, scale: str) -> tuple[ScaleDefinition, ScaleText]:
    """The scale and its words; one that may not be put before this person is not found."""
    for definition, text in _offered(desk, me):
        if definition.id == scale:
            return definition, text
    raise HTTPException(404, me.words.say("fault.title"))


def _page(
    request: Request, desk: Desk, me: Me, definition: ScaleDefinition, text: ScaleText,
    typed: Mapping[str, str], status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "tab": "forms", "scale": definition, "text": text, "typed": typed,
        "about": about(definition, desk.kb),
    }  # fmt: skip
    return show(request, desk, me, "form", values, status)
