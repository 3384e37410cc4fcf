"""The situation as a case file: brought in from one, or taken out as one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.domain.errors import BadInput
from glidepath.interop.answerfile import as_json
from glidepath.interop.casefile_tree import read_tree
from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, PostedForm, TheDesk
from glidepath.web.forms.back import fields_of
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault
from glidepath.web.forms.topics import LABEL
from glidepath.web.pages.situation import asked_version

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}


@router.get("/people/{person}/case", response_class=HTMLResponse, responses={404: {}})
def show_case_file(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Where a case file can be taken out, or pasted in."""
    return desk.page(request, "casefile.html", {"folder": folder, "faults": (), "typed": ""})


@router.get(
    "/people/{person}/case/case.json",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}, 404: {}},
)
def take_out_case(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The confirmed situation as a case file."""
    if folder.case is None:
        raise HTTPException(404, "No situation has been confirmed yet.")
    desk.add(request, folder.person, EventKind.EXPORTED, {"what": "case.json"})
    headers = {"Content-Disposition": 'attachment; filename="case.json"'}
    return Response(as_json(dict(folder.case.body)), media_type="application/json", headers=headers)


@router.post("/people/{person}/case", response_class=HTMLResponse, responses=_ANSWERS)
def bring_in(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """The answers of a case file in place of those of the form; undo brings these back."""
    text = form.one("case")
    try:
        fields = fields_of(read_tree(text.encode(), "json" if text.startswith("{") else ".toml"))
    except BadInput as bad:
        faults = tuple(
            Fault("case", "Case file", anchor("case"), "", one.given, one.allowed, one.next_step)
            for one in bad.problems
        )
        values = {"folder": folder, "faults": faults, "typed": text}
        return desk.page(request, "casefile.html", values, 422)
    try:
        kept = {LABEL: folder.label, **fields}
        version = asked_version(form, folder)
        draft = {"fields": kept, "topic": "case"}
        desk.add(request, folder.person, EventKind.DRAFT_SAVED, draft, version)
    except Conflict:
        raise HTTPException(409, "Somebody changed the answers meanwhile. Look again.") from None
    desk.add(request, folder.person, EventKind.IMPORTED, {"what": "case file"})
    return RedirectResponse(f"/people/{folder.person}/situation/summary", 303)
