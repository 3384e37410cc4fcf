"""What exactly is signed, the reasons for going against warnings, and the signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from glidepath.documents.entries import series_of
from glidepath.documents.standing import Signature
from glidepath.records.event import EventKind, Stored
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder, papers_of, proposal_of
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault
from glidepath.web.pages.situation import asked_version
from glidepath.web.planning import digest, signed_papers, unpacked
from glidepath.web.view.timeline import timeline

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
    """Sign the frozen plan; an earlier one is superseded by it.

    Whatever was written about the person since the page was opened is shown before anybody
    signs; the reasons that were typed stay where they are.
    """
    proposal = _waiting(desk, folder)
    if proposal is None or form.one("_plan") != proposal.body["plan"]:
        return _nothing(request, desk, folder)
    version = asked_version(form, folder)
    if version != folder.version:
        return _page(request, desk, folder, proposal, form, (), version)
    faults = _faults(form, proposal)
    if faults:
        return _page(request, desk, folder, proposal, form, faults)
    try:
        signed = _keep(request, desk, folder, proposal, form)
    except Conflict:
        return _again(request, desk, desk.folder(folder.person), form, version)
    return RedirectResponse(f"/people/{folder.person}/plans/{signed.id}", 303)


def _again(request: Request, desk: Desk, now: Folder, form: Posted, version: int) -> Response:
    """The page once more after somebody wrote in the very moment of signing."""
    proposal = _waiting(desk, now)
    if proposal is None or form.one("_plan") != proposal.body["plan"]:
        return _nothing(request, desk, now)
    return _page(request, desk, now, proposal, form, (), version)


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
    """The signature, an entry for each override and the end of the old plan: all or nothing."""
    body = proposal.body
    overrides = [
        {"of": one["rule"], "text": one["text"], "reason": form.one(f"override.{one['rule']}")}
        for one in body["warnings"]
    ]
    signature = _signature(request, desk, body, form.one("signer"))
    papers = signed_papers(body, signature, series_of(folder.person), _entries_before(desk, folder))
    signing = {
        "plan": body["plan"], "signer": form.one("signer"), "reason": form.one("reason"),
        "overrides": overrides, "view": body["view"], "papers": digest(papers),
        "proposal": proposal.hash, "signature": signature.table(),
    }  # fmt: skip
    told = [(EventKind.PLAN_SIGNED, signing), (EventKind.PAPERS_SET, papers)]
    told += [(EventKind.OVERRIDE, {**one, "plan": body["plan"]}) for one in overrides]
    if folder.current is not None:
        old = {"plan": folder.current.key, "reason": "A newer plan was signed."}
        told.append((EventKind.PLAN_SUPERSEDED, old))
    return desk.add_all(request, folder.person, told, folder.version)[0]


def _signature(request: Request, desk: Desk, body: Mapping[str, Any], signer: str) -> Signature:
    """Who signs what, as what and when; it is printed on every paper."""
    role = request.state.session.role
    return Signature(body["id"], body["version"], signer, role, desk.settings.now())


def _entries_before(desk: Desk, folder: Folder) -> list[Mapping[str, Any]]:
    """The calendar entries that were handed out with the plan before."""
    last = folder.signed[-1].key if folder.signed else ""
    kept = papers_of(desk.store, folder.person, last)
    return list(kept.body["entries"]) if kept else []


def _nothing(request: Request, desk: Desk, folder: Folder) -> Response:
    return desk.page(request, "nothing_to_sign.html", {"folder": folder}, 409)


def _page(
    request: Request, desk: Desk, folder: Folder, proposal: Stored, form: Posted,
    faults: tuple[Fault, ...], seen: int | None = None,
) -> Response:  # fmt: skip
    """The plan with the place to sign; `seen` is the version that somebody signed from too late."""
    chart = unpacked(proposal.body, "chart.svg") or b""
    values = {
        "folder": folder, "plan": proposal.body["view"], "key": proposal.body["plan"],
        "warnings": proposal.body["warnings"], "typed": form.flat, "faults": faults,
        "chart": Markup(chart.decode()),  # noqa: S704  escaped by the chart itself
        "papers": sorted(proposal.body["papers"]),
        "fault_at": {fault.anchor: fault for fault in faults},
        "news": None if seen is None else timeline(folder.since(seen)),
    }  # fmt: skip
    status = 422 if faults else 200 if seen is None else 409
    return desk.page(request, "sign.html", values, status)
