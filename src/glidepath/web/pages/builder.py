"""The plan builder: change what is wished for and see the plan answer; choose one to sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from glidepath.documents.identity import plan_id
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.choosing import with_option
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder, proposals_of
from glidepath.web.forms.tree import PRODUCT
from glidepath.web.forms.wishes import is_wish
from glidepath.web.pages.situation import asked_version
from glidepath.web.planning import Planned, frozen, picture, plan_from
from glidepath.web.view.choices import builder_choices
from glidepath.web.view.findings import findings_view, question_views
from glidepath.web.view.plan import plan_view

__all__ = [
    "keep_chosen", "not_confirmed", "outcome", "router", "with_choices",
]  # fmt: skip

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}


@router.get("/people/{person}/plan", response_class=HTMLResponse, responses=_ANSWERS)
def show_builder(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The plan for the confirmed situation with its own wishes."""
    if not folder.is_confirmed:
        return not_confirmed(request, desk, folder)
    return _page(request, desk, folder, folder.fields)


@router.post("/people/{person}/plan", response_class=HTMLResponse, responses=_ANSWERS)
def change_plan(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """The plan under other wishes; nothing is kept until it is chosen."""
    if not folder.is_confirmed:
        return not_confirmed(request, desk, folder)
    return _page(request, desk, folder, with_choices(folder.fields, form))


@router.post("/people/{person}/plan/choose", response_class=HTMLResponse, responses=_ANSWERS)
def choose(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Freeze the plan that was shown, with all its papers, so that it can be signed.

    Refuses when it would be another plan than the one that was on the screen.
    """
    fields = with_choices(folder.fields, form)
    planned = plan_from(fields, desk.kb, made_up=folder.made_up)
    shown, same = form.one("_plan"), asked_version(form, folder) == folder.version
    proposal = planned.proposal
    if not same or proposal is None or plan_id(proposal.plan) != shown or not folder.is_confirmed:
        return _page(request, desk, folder, fields, 409, stale=True)
    try:
        keep_chosen(request, desk, folder, fields, planned)
    except Conflict:
        return _page(request, desk, desk.folder(folder.person), fields, 409, stale=True)
    return RedirectResponse(f"/people/{folder.person}/sign", 303)


def keep_chosen(
    request: Request, desk: Desk, folder: Folder, fields: Mapping[str, str], planned: Planned
) -> None:
    """The situation with its new wishes, the frozen proposal, and the draft that names it.

    All three or none: half of them would leave a situation that no longer fits its form.
    Refuses where anything was written about the person since the folder was read (Conflict).
    """
    assert planned.proposal is not None
    told: list[tuple[EventKind, Mapping[str, Any]]] = []
    if folder.case is None or dict(folder.case.body) != planned.read.tree:
        told.append((EventKind.SITUATION, planned.read.tree))
    key = _key(plan_id(planned.proposal.plan), desk, folder)
    body = frozen(planned, key, len(folder.signed) + 1, desk.kb, desk.settings.now())
    told.append((EventKind.PLAN_PROPOSED, body))
    draft = {"fields": dict(fields), "topic": "plan", "chosen": key}
    told.append((EventKind.DRAFT_SAVED, draft))
    desk.add_all(request, folder.person, told, folder.version)


def _key(name: str, desk: Desk, folder: Folder) -> str:
    """The plan's own name, numbered where the same plan was proposed before."""
    used = {one.body["plan"] for one in proposals_of(desk.store, folder.person)}
    keys = (name, *(f"{name}.{n}" for n in range(2, len(used) + 3)))
    return next(key for key in keys if key not in used)


def with_choices(fields: Mapping[str, str], form: Posted) -> dict[str, str]:
    """The form as it stands, with the wishes of the builder in place of its own."""
    kept = {name: text for name, text in fields.items() if not is_wish(name)}
    kept |= {name: text for name, text in form.flat.items() if is_wish(name)}
    used = form.one("_use")
    return with_option(kept, used) if used else kept


def not_confirmed(request: Request, desk: Desk, folder: Folder) -> Response:
    """No plan, no chart and nothing to print from a situation that nobody has confirmed."""
    return desk.page(request, "unconfirmed.html", {"folder": folder}, 409)


def _page(
    request: Request,
    desk: Desk,
    folder: Folder,
    fields: Mapping[str, str],
    status: int = 200,
    *,
    stale: bool = False,
) -> Response:
    planned = plan_from(fields, desk.kb, made_up=folder.made_up)
    values = {
        "folder": folder, "fields": fields, "stale": stale, "faults": planned.faults,
        "fault_at": {fault.anchor: fault for fault in planned.faults},
        **_choices(fields, planned, desk),
        **outcome(planned, desk, len(folder.signed) + 1),
    }  # fmt: skip
    return desk.page(request, "builder.html", values, 422 if planned.faults else status)


def _choices(fields: Mapping[str, str], planned: Planned, desk: Desk) -> dict[str, Any]:
    """The fields that fit this person; the wishes without a field go along unseen."""
    found = builder_choices(fields, planned.read.situation, desk.kb)
    shown = {one.name for one in (*found["asked"], *found["last"])}
    unseen = {
        name: text
        for name, text in fields.items()
        if is_wish(name) and name not in shown and not name.startswith(PRODUCT)
    }
    return {"choices": found, "unseen": unseen}


def outcome(planned: Planned | None, desk: Desk, version: int) -> dict[str, Any]:
    """What a page shows beside its form: a plan, a refusal, questions, or nothing."""
    answer = planned.answer if planned else None
    told: dict[str, Any] = {"plan": None, "refusal": None, "asked": [], "found": None}
    if planned is not None and isinstance(answer, Proposal):
        told["plan"] = plan_view(answer, planned.forecast, desk.kb)
        told["chart"] = Markup(picture(planned, version))  # noqa: S704  escaped by the chart itself
    elif isinstance(answer, Refusal):
        told["refusal"] = answer
    if isinstance(answer, Proposal | Refusal | Questions):
        told["found"] = findings_view(answer.findings, desk.kb)
        told["asked"] = question_views(answer.questions, desk.kb)
    return told
