"""Today's card: what is taken at which time, as pictures and in words, and what was taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.monitoring.diary import forms_due
from glidepath.monitoring.diary_book import diary_book
from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, PostedForm, TheDesk
from glidepath.web.person.alarms import Entry, keep_entry, triaged
from glidepath.web.person.diary import day_of, day_tree, laid_over, read_one
from glidepath.web.person.doses import Moment, ended_on, moments_on, step_on
from glidepath.web.person.form_day import Filled, read_doses
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["free_from", "router", "said_of"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 403: {}, 409: {}, 422: {}}


@router.get("/me", response_class=HTMLResponse, responses={403: {}})
def show_today(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Today's tablets by the plan that holds, or plainly that there is none."""
    if me.signed is not None:
        body = {"what": "today", "plan": me.signed.key}
        desk.add(request, me.person, EventKind.VIEWED, body)
    return _page(request, desk, me, Filled())


@router.post("/me/taken", response_class=HTMLResponse, responses=_ANSWERS)
def keep_taken(request: Request, desk: TheDesk, me: AskedMe, form: PostedForm) -> Response:
    """Put the ticks of today's doses into the diary."""
    moments = _moments(desk, me)
    if not moments or form.one("on") != me.today.isoformat():
        raise HTTPException(409, me.words.say("diary.day_changed"))
    filled = read_doses(form, [dose for one in moments for dose in one.doses])
    if filled.wrong:
        return _page(request, desk, me, filled, 422)
    if filled.tree:
        tree = laid_over(day_tree(me.folder.events, me.today), filled.tree)
        read_one(EventKind.DAY_ENTRY, tree, desk.kb, me.today)
        seen = triaged(me, desk, day_of(tree, desk.kb))
        if not keep_entry(
            request, desk, me, Entry(EventKind.DAY_ENTRY, me.today, filled.tree), seen
        ):
            raise HTTPException(503, me.words.say("frame.not_saved"))
    return RedirectResponse("/me", 303)


def _moments(desk: Desk, me: Me) -> tuple[Moment, ...]:
    plan = me.plan(desk)
    if plan is None or me.signed is None:
        return ()
    return moments_on(plan, me.signed.body["view"], me.today, me.words)


def _page(request: Request, desk: Desk, me: Me, filled: Filled, status: int = 200) -> Response:
    moments = _moments(desk, me)
    values = {
        "tab": "today", "moments": moments, "stand": _stand(me, bool(moments)),
        "totals": _totals(me, desk), "wrong": filled.wrong,
        "said": said_of(day_tree(me.folder.events, me.today)),
        "next_change": _next_change(me), "week_due": _week_due(me, desk), **_beside(me, desk),
        "example": me.words.number("0.25 mg"),
    }  # fmt: skip
    return show(request, desk, me, "today", values, status)


def _beside(me: Me, desk: Desk) -> dict[str, Any]:
    """What is no longer taken, what the signed sheet says of this step, and what to heed."""
    plan, sheet = me.plan(desk), me.sheet(desk)
    step = step_on(sheet, me.signed.body["view"], me.today) if me.signed else None
    coming = _next_change(me)
    next_step = (
        step_on(sheet, me.signed.body["view"], date.fromisoformat(coming))
        if me.signed and coming
        else None
    )
    heed = sheet.get("handling", {}).get("items", ())
    missed = [one["text"] for one in desk.kb.raw("wording/en.toml")["missed"]]
    return {
        "goes_on": sheet.get("goes_on", "") if step and not coming else "",
        "ended": ended_on(plan, me.today) if plan else [],
        "notes": step["notes"] if step else [], "checks": step["checks"] if step else [],
        "next_checks": next_step["checks"] if next_step else [],
        "heed": heed, "missed": sheet.get("missed", {}).get("items", missed),
    }  # fmt: skip


def _stand(me: Me, has_line: bool) -> str:
    """How the plan stands for today, as a word of the catalogue; empty where it has a line."""
    if me.signed is None:
        return "taken_back" if me.folder.signed else "no_plan"
    if has_line:
        return ""
    return "not_begun" if me.today.isoformat() < me.signed.body["view"]["start"] else "over"


def _totals(me: Me, desk: Desk) -> list[tuple[str, str]]:
    """The sum of the day for each drug."""
    plan, iso = me.plan(desk), me.today.isoformat()
    if plan is None:
        return []
    return [
        (course["drug"], str(step["daily_dose_mg"]))
        for course in (plan, *plan["further"])
        for step in course["steps"]
        if step["start"] <= iso <= step["end"]
    ]


def _week_due(me: Me, desk: Desk) -> bool:
    """Whether the weekly list is asked for today: each week, and on set days after a cut."""
    plan = me.plan(desk)
    if plan is None:
        return False
    courses = (plan, *plan["further"])
    cuts = [date.fromisoformat(s["start"]) for one in courses for s in one["steps"] if s["cut"]]
    return "week" in forms_due(me.today, cuts, free_from(courses), diary_book(desk.kb))


def free_from(courses: Sequence[Mapping[str, Any]]) -> date | None:
    """The first day with none of the drugs; none while one of them goes on."""
    ends = [one["stops_on"] for one in courses]
    return max(map(date.fromisoformat, ends)) if all(ends) else None


def _next_change(me: Me) -> str:
    """The first day after today on which the dose changes; empty if there is none."""
    if me.signed is None:
        return ""
    starts = [row["start"] for row in me.signed.body["view"]["rows"][1:]]
    return min((one for one in starts if one > me.today.isoformat()), default="")


def said_of(tree: Mapping[str, Any]) -> dict[str, str]:
    """What was written of each dose, in mg, by drug and time."""
    return {
        f"{one['drug']}@{one['time']}": str(one.get("dose_mg", "")) for one in tree.get("doses", ())
    }
