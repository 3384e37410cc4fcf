"""The clinician's side of the diary: open alarms first, entries, weeks, scales, the decision."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import Diary
from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.person.access import open_access
from glidepath.web.person.diary import diary_from
from glidepath.web.view.basis import of_reason
from glidepath.web.view.diary import alarms_of, days_of, hidden_in, scales_of, weeks_of
from glidepath.web.view.following import Judged, judged
from glidepath.web.view.taken import taken_rows

__all__ = ["router"]

router = APIRouter()
_LONGEST = 1_000
_CHANGED = (
    "The record has changed since that page was opened. Nothing was kept yet. Look at what it "
    "speaks for now, then decide again; what you typed still stands."
)
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}


@router.get("/people/{person}/diary", response_class=HTMLResponse, responses=_ANSWERS)
def show_diary(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """What the person wrote, what calls for somebody, and what the record speaks for."""
    desk.look(request, "diary")
    return _page(request, desk, folder, "", 200)


@router.post("/people/{person}/diary/acknowledge", response_class=HTMLResponse, responses=_ANSWERS)
def acknowledge(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Note that a red flag was seen to, and what was done; without that it stays open."""
    flag, note = form.one("flag"), form.one("note")
    mine = {one.id for one in folder.events if one.kind is EventKind.TRIAGE_RAISED}
    if flag not in mine:
        raise HTTPException(409, "This alarm is not one of this person. Open the page again.")
    if not 3 <= len(note) <= _LONGEST:
        problem = "Say what was done about it, 3 to 1000 letters."
        return _page(request, desk, folder, problem, 422, form)
    desk.add(request, folder.person, EventKind.ACKNOWLEDGED, {"flag": flag, "note": note})
    return RedirectResponse(f"/people/{folder.person}/diary", 303)


@router.post("/people/{person}/diary/decision", response_class=HTMLResponse, responses=_ANSWERS)
def decide(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Keep what the clinician decided, beside what the record spoke for, with the reason.

    What it spoke for is what stood on the page: where it speaks for something else by now, that
    is shown first, and what was typed stays.
    """
    kind, reason = form.one("kind"), form.one("reason")
    found = _judged(desk, folder)
    if form.one("_spoke_for") != _spoke_for(found):
        return _page(request, desk, folder, _CHANGED, 409, form)
    allowed = {one.value for one in found.decision.options} if found.decision else set()
    if kind not in allowed or not 3 <= len(reason) <= _LONGEST:
        problem = "Choose one of the options and give the reason, 3 to 1000 letters."
        return _page(request, desk, folder, problem, 422, form)
    assert found.decision is not None
    body = {
        "kind": DecisionKind(kind).value, "reason": reason,
        "spoke_for": found.decision.kind.value,
        "rules": list(found.decision.rule_ids), "on": desk.today().isoformat(),
    }  # fmt: skip
    desk.add(request, folder.person, EventKind.DECISION, body)
    return RedirectResponse(f"/people/{folder.person}/diary", 303)


def _spoke_for(found: Judged) -> str:
    """The decision with its rules, as a page names it."""
    decision = found.decision
    return " ".join((decision.kind.value, *decision.rule_ids)) if decision else ""


def _judged(desk: Desk, folder: Folder) -> Judged:
    watched = bool(_watched(desk, folder))
    return judged(desk.store, folder, desk.kb, desk.today(), somebody_watches=watched)


def _watched(desk: Desk, folder: Folder) -> str:
    """Who is said to look at the diary; empty: nobody."""
    access = open_access(folder.events, desk.settings.now())
    return access.watched if access is not None else ""


def _page(
    request: Request, desk: Desk, folder: Folder, problem: str, status: int,
    form: Posted | None = None,
) -> Response:  # fmt: skip
    """The page; `form` is what somebody typed who has to send it again."""
    found = _judged(desk, folder)
    reasons = (*found.decision.reasons, *found.decision.notes) if found.decision else ()
    try:
        diary, unread = diary_from(folder.events, desk.kb), ""
    except BadInput as bad:
        diary, unread = Diary(), "; ".join(str(one) for one in bad.problems)
    plans = [one for one in folder.events if one.kind is EventKind.RELAPSE_PLAN]
    values = {
        "folder": folder, "problem": problem, "unread": unread,
        "alarms": alarms_of(folder.events, desk.settings.now(), desk.kb),
        "watched": _watched(desk, folder), "hidden": hidden_in(folder, desk.today(), desk.kb),
        "days": days_of(diary), "weeks": weeks_of(diary), "scales": scales_of(diary, desk.kb),
        "never": desk.kb.raw("scale_words.toml")["never_a_dose"]["text"],
        "judged": found, "spoke_for": _spoke_for(found), "typed": form.flat if form else {},
        "tallies": found.tallies, "taken": taken_rows(found.taken, desk.kb),
        "basis_of": {one.rule_id: of_reason(one, desk.kb) for one in reasons},
        "hard_times": dict(plans[-1].body) if plans else {},
        "headings": {one.id: one.title for one in desk.kb.support().headings},
    }  # fmt: skip
    return desk.page(request, "diary.html", values, status)
