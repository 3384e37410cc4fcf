"""The situation as a case file: brought in from one, or taken out as one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.domain.errors import BadInput, Problem
from glidepath.interop.answerfile import as_json
from glidepath.interop.casefile_tree import MAX_BYTES, read_tree
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.back import fields_of
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.places import is_place
from glidepath.web.forms.read import Fault
from glidepath.web.forms.topics import LABEL
from glidepath.web.pages.situation import asked_version

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}
_TRIES = 5


@router.get("/people/{person}/case", response_class=HTMLResponse, responses={404: {}})
def show_case_file(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """Where a case file can be taken out, or brought in."""
    return _page(request, desk, folder)


@router.get(
    "/people/{person}/case/case.json",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}, 404: {}},
)
def take_out_case(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The confirmed situation as a case file."""
    if folder.case is None:
        raise HTTPException(404, "No situation has been confirmed yet.")
    desk.look(request, "case.json", EventKind.EXPORTED)
    headers = {"Content-Disposition": 'attachment; filename="case.json"'}
    return Response(as_json(dict(folder.case.body)), media_type="application/json", headers=headers)


@router.post("/people/{person}/case", response_class=HTMLResponse, responses=_ANSWERS)
def bring_in(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """The answers of a case file in place of those of the form; undo brings these back.

    Takes the text that was pasted, or a file from the disk; what is refused stays in its field.
    """
    text = form.one("case")
    ending, content = form.files.get("file", ("", b""))
    try:
        fields = _answers(text, ending, content, desk.kb)
    except BadInput as bad:
        return _page(request, desk, folder, text or _readable(content), _faults(bad))
    version, told = asked_version(form, folder), (
        (EventKind.DRAFT_SAVED, {"fields": {LABEL: folder.label, **fields}, "topic": "case"}),
        (EventKind.IMPORTED, {"what": "case file"}),
    )  # fmt: skip
    for _ in range(_TRIES):
        if folder.drafts and folder.drafts[-1].seq > version:
            break
        try:
            desk.add_all(request, folder.person, told, folder.version)
        except Conflict:  # what was written meanwhile may have been no answer of the form
            folder = desk.folder(folder.person)
        else:
            return RedirectResponse(f"/people/{folder.person}/situation/summary", 303)
    return _page(request, desk, folder, text or _readable(content), (), stale=True)


def _answers(text: str, ending: str, content: bytes, kb: KnowledgeBase) -> dict[str, str]:
    """The fields of a file. Refuses (BadInput) what is no case file, or none and two at once."""
    if bool(text) == bool(content):
        given = "both a text and a file" if text else "neither a text nor a file"
        raise BadInput(Problem("file", given, "the text of a case file, or one file"))
    fields = fields_of(read_tree(content or text.encode(), ending))
    strange = [name for name in fields if not is_place(name, kb)]
    if strange:
        allowed = "the tables and keys of a case file, as `glidepath schema` lists them"
        raise BadInput(Problem("file", name, allowed, "Mend or take it out.") for name in strange)
    return fields


def _readable(content: bytes) -> str:
    """A file that was refused, as text to be mended; empty where it is none."""
    try:
        return content.decode() if len(content) <= MAX_BYTES else ""
    except UnicodeDecodeError:
        return ""


def _faults(bad: BadInput) -> tuple[Fault, ...]:
    return tuple(
        Fault("case", "Case file", anchor("case"), "", one.given, one.allowed, one.next_step)
        for one in bad.problems
    )


def _page(
    request: Request, desk: Desk, folder: Folder, typed: str = "",
    faults: tuple[Fault, ...] = (), *, stale: bool = False,
) -> Response:  # fmt: skip
    values = {"folder": folder, "faults": faults, "typed": typed, "stale": stale}
    status = 422 if faults else 409 if stale else 200
    return desk.page(request, "casefile.html", values, status)
