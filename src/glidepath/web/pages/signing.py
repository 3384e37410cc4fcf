"""What exactly is signed, the reasons for going against warnings, and the signature."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from glidepath.records.event import EventKind, Stored
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder, proposal_of
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault
from glidepath.web.pages.situation import asked_version
from glidepath.web.planning import digest, unpacked

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}
_LONGEST_NAME, _LONGEST_REASON = 80, 1_000


@router.get("/people/{person}/sign", response_class=HTMLResponse, responses=_ANSWERS)
def show_signing(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The frozen plan once more, whole, with the place to sign."""
    proposal = _waiting(desk, folder)
    if proposal is None:
        return _nothing(request, desk, folder)
    return _page(request, desk, folder, proposal, Posted({}), ())


@router.post("/people/{person}/sign", response_class=HTMLResponse, responses=_ANSWERS)
def sign(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Sign the frozen plan; an earlier one is superseded by it."""
    proposal = _waiting(desk, folder)
    changed = asked_version(form, folder) != folder.version
    if proposal is None or changed or form.one("_plan") != proposal.body["plan"]:
        return _nothing(request, desk, folder)
    faults = _faults(form, proposal)
    if faults:
        return _page(request, desk, folder, proposal, form, faults)
    try:
        signed = _keep(request, desk, folder, proposal, form)
    except Conflict:
        return _nothing(request, desk, desk.folder(folder.person))
    return RedirectResponse(f"/people/{folder.person}/plans/{signed.id}", 303)


def _waiting(desk: Desk, folder: Folder) -> Stored | None:
    return proposal_of(desk.store, folder.person, folder.chosen) if folder.chosen else None


def _faults(form: Posted, proposal: Stored) -> tuple[Fault, ...]:
    """Everything that is still missing, at once."""
    lacking = []
    if not 1 <= len(form.one("signer")) <= _LONGEST_NAME:
        lacking.append(("signer", "Name of the signer", "your name, up to 80 characters"))
    asked = [("reason", "Reason for choosing this plan"), *_reasons(proposal)]
    for field, label in asked:
        if not 3 <= len(form.one(field)) <= _LONGEST_REASON:
            lacking.append((field, label, "a reason of 3 to 1000 characters"))
    if form.one("read") != "on":
        lacking.append(("read", "I have read this plan", "a tick, once you have read it"))
    return tuple(
        Fault(field, label, anchor(field), "", "not given", allowed, "")
        for field, label, allowed in lacking
    )


def _reasons(proposal: Stored) -> list[tuple[str, str]]:
    return [
        (f"override.{one['rule']}", f"Reason for going on in spite of: {one['rule']}")
        for one in proposal.body["warnings"]
    ]


def _keep(request: Request, desk: Desk, folder: Folder, proposal: Stored, form: Posted) -> Stored:
    """The signature first, alone and whole; then an entry for each override and the old plan."""
    body, person = proposal.body, folder.person
    overrides = [
        {"of": one["rule"], "text": one["text"], "reason": form.one(f"override.{one['rule']}")}
        for one in body["warnings"]
    ]
    signed = desk.add(
        request, person, EventKind.PLAN_SIGNED,
        {
            "plan": body["plan"], "signer": form.one("signer"), "reason": form.one("reason"),
            "overrides": overrides, "view": body["view"], "papers": digest(body),
            "proposal": proposal.hash,
        },
        folder.version,
    )  # fmt: skip
    for one in overrides:
        desk.add(request, person, EventKind.OVERRIDE, {**one, "plan": body["plan"]})
    if folder.current is not None:
        old = {"plan": folder.current.key, "reason": "A newer plan was signed."}
        desk.add(request, person, EventKind.PLAN_SUPERSEDED, old)
    return signed


def _nothing(request: Request, desk: Desk, folder: Folder) -> Response:
    return desk.page(request, "nothing_to_sign.html", {"folder": folder}, 409)


def _page(
    request: Request, desk: Desk, folder: Folder, proposal: Stored, form: Posted,
    faults: tuple[Fault, ...],
) -> Response:  # fmt: skip
    chart = unpacked(proposal.body, "chart.svg") or b""
    values = {
        "folder": folder, "plan": proposal.body["view"], "key": proposal.body["plan"],
        "warnings": proposal.body["warnings"], "typed": form.flat, "faults": faults,
        "chart": Markup(chart.decode()),  # noqa: S704  escaped by the chart itself
        "papers": sorted(proposal.body["papers"]),
        "fault_at": {fault.anchor: fault for fault in faults},
    }  # fmt: skip
    return desk.page(request, "sign.html", values, 422 if faults else 200)
