"""What helps: whom to call, the coping library, modules on the plan's days, questions."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.care.timeline import Placed, timeline
from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Situation
from glidepath.interop.answerfile import as_json
from glidepath.interop.signedfile import read_signed
from glidepath.records.event import EventKind
from glidepath.web.desk import Desk, TheDesk
from glidepath.web.folder import proposal_of
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.person.me import AskedMe, Me, show

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {403: {}}


@router.get("/me/help", response_class=HTMLResponse, responses=_ANSWERS)
def show_help(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """What to watch for, the numbers of the country, the person's own numbers, who watches."""
    plans = me.events(EventKind.RELAPSE_PLAN)
    people = str(plans[-1].body.get("people", "")) if plans else ""
    texts = desk.kb.raw("wording/en.toml")
    no_plan = {"items": [one["text"] for one in texts["worse_keep"]]}
    values = {
        "tab": "help", "texts": texts, "people": people,
        "worse": me.sheet(desk).get("worse", no_plan)["items"],
    }  # fmt: skip
    return show(request, desk, me, "help", values)


@router.get("/me/skills", response_class=HTMLResponse, responses=_ANSWERS)
def show_skills(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The coping library; every skill says whom it may not suit."""
    values = {"tab": "skills", "skills": desk.kb.support().skills}
    return show(request, desk, me, "skills", values)


@router.get("/me/questions", response_class=HTMLResponse, responses=_ANSWERS)
def show_questions(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Statements to think about, with what is so and why."""
    book = desk.kb.support()
    values = {"tab": "questions", "checks": book.checks, "prompts": book.prompts.values()}
    return show(request, desk, me, "questions", values)


@router.get("/me/modules", response_class=HTMLResponse, responses=_ANSWERS)
def show_modules(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The parts of support still to come, placed on the days of the signed plan."""
    coming = [one for one in _placed(desk, me) if one.on >= me.today]
    return show(request, desk, me, "modules", {"tab": "modules", "placed": coming})


def _placed(desk: Desk, me: Me) -> tuple[Placed, ...]:
    """Every session by the plan that holds; none where it cannot be read any more."""
    if me.signed is None or me.folder.case is None:
        return ()
    proposal = proposal_of(desk.store, me.person, me.signed.key)
    if proposal is None:
        return ()
    try:
        situation = read_tree_of_case(dict(proposal.body["input"]), desk.kb)
        signed = read_signed(as_json(proposal.body["report"]).encode(), "plan.json", desk.kb)
    except BadInput:
        return ()
    if isinstance(signed, Refusal) or not isinstance(situation, Situation):
        return ()
    return timeline(situation, signed, desk.kb.support())
