"""Steps by hand: change any, have the rest planned anew, and hear what the checker says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.documents.identity import plan_id
from glidepath.domain.errors import BadInput
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault, read_fields
from glidepath.web.forms.wishes import is_wish
from glidepath.web.hand import HandRow, judged, onward, rows_from, rows_of
from glidepath.web.pages.builder import keep_chosen, not_confirmed, outcome, with_choices
from glidepath.web.pages.situation import asked_version
from glidepath.web.planning import Planned, plan_from

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}


@router.post("/people/{person}/plan/steps", response_class=HTMLResponse, responses=_ANSWERS)
def change_steps(
    request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm
) -> Response:
    """The steps of the plan as a form; then as changed, with the verdict on them."""
    fields = with_choices(folder.fields, form)
    situation = read_fields(fields, desk.kb).situation
    if not folder.is_confirmed or situation is None:
        return not_confirmed(request, desk, folder)
    times = tuple(str(one.time) for one in situation.treatment.regimen.intakes)
    rows = rows_from(form.flat, times)
    if not rows:
        return _first(request, desk, folder, fields)
    policy = form.one("_policy")
    after = form.one("_then")
    if after.isdigit() and 0 < int(after) <= len(rows):
        try:
            rows = onward(rows, int(after), policy, situation, desk.kb)
        except BadInput as bad:
            faults = tuple(
                Fault("step#1.days", "Steps", anchor("step#1.days"), "", one.given, one.allowed,
                      one.next_step)
                for one in bad.problems
            )  # fmt: skip
            return _page(request, desk, folder, fields, rows, policy, None, faults)
    planned = judged(rows, policy, situation, desk.kb, folder.made_up)
    return _page(request, desk, folder, fields, rows, policy, planned, planned.faults)


@router.post("/people/{person}/plan/steps/choose", response_class=HTMLResponse, responses=_ANSWERS)
def choose_steps(
    request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm
) -> Response:
    """Freeze the plan with the steps as they were shown, so that it can be signed."""
    fields = with_choices(folder.fields, form)
    read = read_fields(fields, desk.kb)
    if not folder.is_confirmed or read.situation is None:
        return not_confirmed(request, desk, folder)
    times = tuple(str(one.time) for one in read.situation.treatment.regimen.intakes)
    rows, policy = rows_from(form.flat, times), form.one("_policy")
    if not rows:
        return _first(request, desk, folder, fields)
    planned = judged(rows, policy, read.situation, desk.kb, folder.made_up)
    proposal = planned.proposal
    same = asked_version(form, folder) == folder.version
    if not same or proposal is None or plan_id(proposal.plan) != form.one("_plan"):
        return _page(request, desk, folder, fields, rows, policy, planned, planned.faults, 409)
    try:
        keep_chosen(request, desk, folder, fields, Planned(read, proposal, (), planned.forecast))
    except Conflict:
        now = desk.folder(folder.person)
        return _page(request, desk, now, fields, rows, policy, planned, (), 409)
    return RedirectResponse(f"/people/{folder.person}/sign", 303)


def _first(request: Request, desk: Desk, folder: Folder, fields: Mapping[str, str]) -> Response:
    """The plan of the builder as the beginning; a plan of two drugs cannot be changed by hand."""
    planned = plan_from(fields, desk.kb, made_up=folder.made_up)
    proposal = planned.proposal
    if proposal is None or proposal.plan.further:
        return desk.page(request, "no_steps.html", {"folder": folder}, 409)
    rows, policy = rows_of(proposal.plan), proposal.plan.policy_id
    return _page(request, desk, folder, fields, rows, policy, planned, ())


def _page(
    request: Request,
    desk: Desk,
    folder: Folder,
    fields: Mapping[str, str],
    rows: tuple[HandRow, ...],
    policy: str,
    planned: Planned | None,
    faults: tuple[Fault, ...],
    status: int = 200,
) -> Response:
    told = outcome(planned, desk, len(folder.signed) + 1) if planned else outcome(None, desk, 1)
    values = {
        "folder": folder, "rows": rows, "policy": policy, "faults": faults,
        "stale": status == 409, "fault_at": {fault.anchor: fault for fault in faults},
        "wishes": {name: text for name, text in fields.items() if is_wish(name)},
        **told,
    }  # fmt: skip
    return desk.page(request, "steps.html", values, 422 if faults else status)
