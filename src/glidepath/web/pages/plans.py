"""Signed plans: the page of each, and its papers, byte for byte as they were signed."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from glidepath.records.event import EventKind
from glidepath.web.desk import AskedFolder, Desk, TheDesk
from glidepath.web.folder import Folder, SignedPlan
from glidepath.web.paper import signed_paper

__all__ = ["PAPERS", "router"]

router = APIRouter()
Paper = Literal[
    "calendar.pdf", "calendar-dateless.pdf", "calendar.ics", "prescription.txt", "letters.txt",
    "chart.svg", "plan.json",
]  # fmt: skip
PAPERS: dict[str, tuple[str, str, EventKind]] = {
    "calendar.pdf": ("Calendar for the person", "application/pdf", EventKind.PRINTED),
    "calendar-dateless.pdf": ("Calendar without dates", "application/pdf", EventKind.PRINTED),
    "prescription.txt": ("Prescriptions", "text/plain; charset=utf-8", EventKind.PRINTED),
    "letters.txt": ("Letters", "text/plain; charset=utf-8", EventKind.PRINTED),
    "calendar.ics": ("Calendar file for a phone", "text/calendar; charset=utf-8",
                     EventKind.EXPORTED),
    "chart.svg": ("Chart", "image/svg+xml", EventKind.EXPORTED),
    "plan.json": ("Plan for other programs", "application/json", EventKind.EXPORTED),
}  # fmt: skip
"""What each paper is called, its type, and what is noted in the record when it is taken out."""
_GONE: dict[int | str, dict[str, Any]] = {404: {}, 410: {}}


@router.get("/people/{person}/plans/{event}", response_class=HTMLResponse, responses={404: {}})
def show_plan(request: Request, desk: TheDesk, folder: AskedFolder, event: str) -> Response:
    """A signed plan with its papers, or marked as superseded and without them."""
    signed = _asked(folder, event)
    desk.look(request, "plan", plan=signed.key)
    chart = _bytes(desk, folder, signed, "chart.svg").decode()
    values = {
        "folder": folder, "signed": signed, "plan": signed.body["view"],
        "chart": Markup(chart),  # noqa: S704  escaped by the chart itself
        "papers": [
            (name, title)
            for name, (title, _, _) in PAPERS.items()
            if name in signed.body["papers"]
        ],
    }  # fmt: skip
    return desk.page(request, "signed.html", values)


@router.get(
    "/people/{person}/plans/{event}/{paper}",
    response_class=Response,
    responses={200: {"content": {kind: {} for _, kind, _ in PAPERS.values()}}, **_GONE},
)
def take_out(
    request: Request, desk: TheDesk, folder: AskedFolder, event: str, paper: Paper
) -> Response:
    """One paper of a signed plan; a superseded plan has none to hand out."""
    signed = _asked(folder, event)
    if signed.superseded_on is not None:
        raise HTTPException(410, "This plan was superseded. Print the plan that holds now.")
    content = _bytes(desk, folder, signed, paper)
    _, kind, noted = PAPERS[paper]
    desk.look(request, paper, noted, plan=signed.key)
    headers = {"Content-Disposition": f'attachment; filename="{paper}"'}
    return Response(content, media_type=kind, headers=headers)


def _asked(folder: Folder, event: str) -> SignedPlan:
    for signed in folder.signed:
        if signed.event == event:
            return signed
    raise HTTPException(404, "There is no signed plan under this address.")


def _bytes(desk: Desk, folder: Folder, signed: SignedPlan, name: str) -> bytes:
    """A paper as it was signed; one that is not what was signed is never handed out."""
    content = signed_paper(desk.store, folder.person, signed, name)
    if content is None:
        raise HTTPException(500, "This paper is not the one that was signed. Check the record.")
    return content
