"""The diary: the safety lines first, what they call for at once, then the minute of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.domain.errors import BadInput
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.flags import flag_book
from glidepath.records.event import EventKind
from glidepath.web.desk import OUR_FORM, Desk, Posted, PostedForm, TheDesk
from glidepath.web.person.alarms import Entry, calls_of, keep_entry, triaged
from glidepath.web.person.diary import day_of, day_tree, laid_over, read_one
from glidepath.web.person.doses import Moment, moments_on
from glidepath.web.person.form_day import read_day, read_doses
from glidepath.web.person.gate import Gate, read_gate, rows
from glidepath.web.person.me import AskedMe, Me, show
from glidepath.web.person.pages.today import said_of

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 403: {}, 409: {}, 422: {}}


@router.get("/me/diary", response_class=HTMLResponse, responses=_ANSWERS)
def show_diary(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The diary of today: the safety lines until they are answered, then the minute."""
    return _next_form(request, desk, me, me.today)


@router.get("/me/diary/yesterday", response_class=HTMLResponse, responses=_ANSWERS)
def show_yesterday(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The same for yesterday; days before that are no longer written."""
    return _next_form(request, desk, me, me.today - timedelta(days=1))


@router.get("/me/diary/safety", response_class=HTMLResponse, responses=_ANSWERS)
def show_safety(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The safety lines of today once more: something may have happened since."""
    return _gate_page(request, desk, me, me.today, Posted({}), Gate({}, {}, ()))


@router.post("/me/diary/safety", response_class=HTMLResponse, responses=_ANSWERS)
def keep_safety(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Red flags first: what the answers call for is shown whatever becomes of keeping them."""
    on = _asked_day(me, form)
    gate = _said(form, desk)
    if not gate.lines:
        return _gate_page(request, desk, me, on, form, gate, 422)
    tree = laid_over(day_tree(me.folder.events, on), {"on": on.isoformat(), **gate.tree})
    seen = triaged(me, desk, day_of(tree, desk.kb))
    calls = calls_of(me, desk, seen, gate.unasked)
    told = triaged(me, desk, day_of({"on": on.isoformat(), **gate.tree}, desk.kb))
    kept = keep_entry(
        request, desk, me, Entry(EventKind.DAY_ENTRY, on, gate.tree), seen,
        [one.flag_id for one in told.advice], gate.unexplained,
    )  # fmt: skip
    if calls.is_urgent or gate.has_yes or not kept:
        values = {"calls": calls, "kept": kept, "on_day": on, "gate": gate, "missing": gate.missing}
        return show(request, desk, me, "now", {"tab": "diary", **_asks(desk), **values})
    if gate.missing:
        return _gate_page(request, desk, me, on, form, gate, 422)
    return RedirectResponse(_path(me, on), 303)


def _said(form: Posted, desk: Desk) -> Gate:
    """What the lines say; "none of these" holds only where no line says anything else."""
    gate = read_gate(form, desk.kb)
    none = form.one("none") == "yes" and set(gate.lines.values()) <= {"no"}
    return Gate(dict.fromkeys(rows(desk.kb), "no"), {}, ()) if none else gate


@router.post("/me/diary/day", response_class=HTMLResponse, responses=_ANSWERS)
def keep_day(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Keep the minute of the day; what is left open stays unknown."""
    on = _asked_day(me, form)
    before = day_tree(me.folder.events, on)
    if not _is_safe(before, desk):
        return _gate_page(request, desk, me, on, Posted({}), Gate({}, {}, ()), 409)
    filled, doses = read_day(form), read_doses(form, _doses(desk, me, on))
    wrong = [*filled.wrong, *doses.wrong]
    if wrong:
        return _day_page(request, desk, me, on, form.flat, wrong, 422)
    tree = laid_over(before, {"on": on.isoformat(), **filled.tree, **doses.tree})
    try:
        read_one(EventKind.DAY_ENTRY, tree, desk.kb, me.today)
    except BadInput:
        return _day_page(request, desk, me, on, form.flat, ["tolerable"], 422)
    seen = triaged(me, desk, day_of(tree, desk.kb))
    calls = calls_of(me, desk, seen)
    sent = Entry(EventKind.DAY_ENTRY, on, {**filled.tree, **doses.tree})
    kept = keep_entry(request, desk, me, sent, seen)
    values = {
        "calls": calls, "kept": kept, "on_day": on, "open_lines": filled.open + doses.open,
        "tab": "diary",
    }  # fmt: skip
    return show(request, desk, me, "written", values)


@router.post(
    "/me/diary/again", response_class=HTMLResponse, responses=_ANSWERS, dependencies=[OUR_FORM]
)
def change_day(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The form of today once more, with what stands in it."""
    return _day_page(request, desk, me, me.today, {}, ())


def _asked_day(me: Me, form: Posted) -> date:
    """Today or yesterday, as the form was made for; midnight may have come between."""
    days = {one.isoformat(): one for one in (me.today, me.today - timedelta(days=1))}
    if form.one("on") not in days:
        raise HTTPException(409, me.words.say("diary.day_changed"))
    return days[form.one("on")]


def _path(me: Me, on: date) -> str:
    return "/me/diary" if on == me.today else "/me/diary/yesterday"


def _is_safe(tree: Mapping[str, Any], desk: Desk) -> bool:
    """Whether every safety line of a day was answered."""
    return set(rows(desk.kb)) <= set(tree.get("gate", {}))


def _next_form(request: Request, desk: Desk, me: Me, on: date) -> Response:
    tree = day_tree(me.folder.events, on)
    if not _is_safe(tree, desk):
        return _gate_page(request, desk, me, on, Posted({}), Gate({}, {}, ()))
    return _day_page(request, desk, me, on, {}, ())


def _asks(desk: Desk) -> dict[str, Any]:
    book = diary_book(desk.kb)
    return {"book": book, "rows": book.gate, "questions": flag_book(desk.kb).questions}


def _gate_page(
    request: Request, desk: Desk, me: Me, on: date, form: Posted, gate: Gate, status: int = 200
) -> Response:
    missing = gate.missing if status == 422 else ()
    values = {
        "tab": "diary", "on_day": on, "typed": form.flat, "missing": missing,
        "none_missing": status == 422 and not gate.lines,
    }  # fmt: skip
    return show(request, desk, me, "gate", {**_asks(desk), **values}, status)


def _day_page(
    request: Request, desk: Desk, me: Me, on: date, typed: Mapping[str, str],
    wrong: list[str] | tuple[()], status: int = 200,
) -> Response:  # fmt: skip
    tree = day_tree(me.folder.events, on)
    values = {
        "tab": "diary", "book": diary_book(desk.kb), "on_day": on, "tree": tree, "typed": typed,
        "wrong": list(wrong), "moments": _moments(desk, me, on), "said": said_of(tree),
        "example": me.words.number("0.25 mg"), "hours_example": me.words.number("6.5"),
    }  # fmt: skip
    return show(request, desk, me, "day", values, status)


def _moments(desk: Desk, me: Me, on: date) -> tuple[Moment, ...]:
    plan = me.plan(desk)
    if plan is None or me.signed is None:
        return ()
    return moments_on(plan, me.signed.body["view"], on, me.words)


def _doses(desk: Desk, me: Me, on: date) -> list[Any]:
    return [dose for one in _moments(desk, me, on) for dose in one.doses if not dose.is_none]
