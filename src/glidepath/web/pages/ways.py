"""The ways on from here: evidence side by side, and each option planned anew with what changes."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.care.follow import Followed
from glidepath.care.follow_options import Option
from glidepath.care.follow_told import in_words
from glidepath.care.forecasting import forecast_of_plan
from glidepath.documents.identity import plan_id
from glidepath.domain.answer import Proposal
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Chooser, PersonIs
from glidepath.interop.notedfile import noted_of
from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.read import Read
from glidepath.web.pages.builder import keep_chosen
from glidepath.web.person.access import open_access
from glidepath.web.planning import Planned
from glidepath.web.view.basis import of_model, of_reason
from glidepath.web.view.following import WISHES, ways_on
from glidepath.web.view.plan import plan_view

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}
_CHOSEN = ("drug", "start", "end", "by", "person_is")


@router.get("/people/{person}/ways", response_class=HTMLResponse, responses=_ANSWERS)
def show_ways(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Red flags first, then the evidence side by side and every way on with what changes."""
    desk.look(request, "ways")
    return _page(request, desk, folder, "", 200)


@router.post("/people/{person}/ways/choose", response_class=HTMLResponse, responses=_ANSWERS)
def choose_way(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Freeze the plan of one way on, so that it can be signed as the next version.

    Refuses when it would be another plan than the one that was on the screen.
    """
    found = _found(desk, folder)
    chosen = _of_kind(found, form.one("kind"))
    if chosen is None or plan_id(chosen.plan) != form.one("_plan") or not folder.is_confirmed:
        return _page(request, desk, folder, "The ways on have changed. Look at them again.", 409)
    try:
        keep_chosen(request, desk, folder, folder.fields, _planned(folder, chosen))
    except Conflict:
        now = desk.folder(folder.person)
        return _page(request, desk, now, "Somebody else has changed this record.", 409)
    return RedirectResponse(f"/people/{folder.person}/sign", 303)


@router.post("/people/{person}/ways/asked", response_class=HTMLResponse, responses=_ANSWERS)
def keep_asked(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Keep what the person wants today, and who chose doses that are not the plan's."""
    noted = _noted(form)
    try:
        noted_of(noted, desk.kb)
    except BadInput as bad:
        problem = " ".join(
            f"{one.where}: {one.given}. Allowed: {one.allowed}." for one in bad.problems
        )
        return _page(request, desk, folder, problem, 422, form)
    if noted:
        body = {"what": "what was asked", "on": desk.today().isoformat(), "noted": noted}
        desk.add(request, folder.person, EventKind.NOTE, body)
    return RedirectResponse(f"/people/{folder.person}/ways", 303)


def _noted(form: Posted) -> dict[str, Any]:
    """The notes of a form in the shape of a file of notes; what was left open is left out."""
    noted: dict[str, Any] = {name: form.one(name) for name in WISHES if form.one(name)}
    chosen = {name: form.one(name) for name in _CHOSEN if form.one(name)}
    return noted | ({"chosen": [chosen]} if chosen.keys() - {"drug", "start", "end"} else {})


def _found(desk: Desk, folder: Folder) -> Followed | str:
    access = open_access(folder.events, desk.settings.now())
    watched = access is not None and bool(access.watched)
    return ways_on(desk.store, folder, desk.kb, desk.today(), somebody_watches=watched)


def _of_kind(found: Followed | str, kind: str) -> Proposal | None:
    if isinstance(found, str):
        return None
    options = (_proposal(one) for one in found.options if one.kind.value == kind)
    return next((one for one in options if one is not None), None)


def _proposal(option: Option) -> Proposal | None:
    answer = option.replanned.answer if option.replanned else None
    return answer if isinstance(answer, Proposal) else None


def _planned(folder: Folder, proposal: Proposal) -> Planned:
    """The way on as a plan that can be frozen: the situation is the one that was confirmed."""
    assert folder.case is not None  # without a case there is no way on
    tree = dict(folder.case.body)
    situation = proposal.trace["assessment"].situation
    forecast = forecast_of_plan(proposal.plan, situation.treatment.regimen)
    return Planned(Read(tree, situation, None, ()), proposal, (), forecast)


def _page(
    request: Request, desk: Desk, folder: Folder, problem: str, status: int,
    form: Posted | None = None,
) -> Response:  # fmt: skip
    found = _found(desk, folder)
    values: dict[str, Any] = {"folder": folder, "problem": problem, "why_not": "", "found": None}
    if isinstance(found, str):
        values["why_not"] = found
    else:
        values["found"] = found
        values["of_reason"] = partial(of_reason, kb=desk.kb)
        values["beside"] = in_words(found.beside, desk.kb)
        values["rate_basis"] = of_model((), desk.kb)
        values["ways"] = [_way(one, desk) for one in found.options]
        values["asked"] = _asked(found, form)
    return desk.page(request, "ways.html", values, status)


def _asked(found: Followed, form: Posted | None) -> dict[str, Any]:
    """What may be answered here; the days on other doses are filled in, the answers never are."""
    left = [one for one in found.beside.doses if one.missed or one.other]
    days = sorted(day for one in left[:1] for day in (*one.missed, *one.other))
    shown = {"drug": left[0].drug_id, "start": str(days[0]), "end": str(days[-1])} if days else {}
    return {
        "typed": form.flat if form else shown,
        "choosers": tuple(Chooser), "states": tuple(PersonIs),
        "drugs": [one.drug_id for one in found.beside.doses],
        "left": bool(days),
    }  # fmt: skip


def _way(option: Option, desk: Desk) -> dict[str, Any]:
    proposal = _proposal(option)
    answer = option.replanned.answer if option.replanned else None
    why = option.why_not or getattr(answer, "text", "")
    return {
        "kind": option.kind.value,
        "diff": option.replanned.diff if option.replanned else (),
        "plan": plan_view(proposal, None, desk.kb) if proposal else None,
        "id": plan_id(proposal.plan) if proposal else "",
        "why_not": "" if proposal else (why or "Questions have to be answered first."),
        "questions": [one.text for one in getattr(answer, "questions", ())] if not proposal else [],
    }
