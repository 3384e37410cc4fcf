"""What the rules say of the confirmed situation, before any plan."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.care.assess import assess
from glidepath.care.prepare import stop_before_plan
from glidepath.care.settings import settings
from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.person import Situation
from glidepath.web.desk import AskedFolder, Desk, TheDesk
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.view.findings import assessment_view, question_views

__all__ = ["router"]

router = APIRouter()


@router.get(
    "/people/{person}/assessment", response_class=HTMLResponse, responses={303: {}, 404: {}}
)
def show_assessment(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Findings, risk, level of care and questions, each with its basis."""
    if folder.case is None:
        return RedirectResponse(f"/people/{folder.person}/situation/summary", 303)
    desk.look(request, "assessment")
    situation = read_tree_of_case(dict(folder.case.body), desk.kb)
    if isinstance(situation, Refusal):
        values: dict[str, Any] = {"refusal": situation, "stop": None}
    else:
        values = {"refusal": None, **_found(situation, desk)}
    return desk.page(request, "assessment.html", {"folder": folder, **values})


def _found(situation: Situation, desk: Desk) -> dict[str, Any]:
    use = settings(desk.kb)
    found = assess(situation, desk.kb, use.most_pieces)
    stop = stop_before_plan(found, use, desk.kb)
    asked = stop.questions if stop else found.questions
    return {
        "found": assessment_view(found, desk.kb),
        "stop": _stop(stop),
        "asked": question_views(asked, desk.kb),
    }


def _stop(stop: Refusal | Questions | None) -> dict[str, str] | None:
    if stop is None:
        return None
    text, next_step = getattr(stop, "text", ""), getattr(stop, "next_step", "")
    return {"kind": stop.outcome, "text": text, "next_step": next_step}
