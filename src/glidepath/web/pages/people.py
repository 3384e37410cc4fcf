"""The list of people: who, where the work stands, what comes next, and what is urgent."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind, new_id
from glidepath.web.desk import OUR_FORM, PostedForm, TheDesk
from glidepath.web.forms.example import example_fields
from glidepath.web.view.people import PersonRow, people_rows
from glidepath.web.view.urgent import urgent_flags

__all__ = ["router"]

router = APIRouter()
_LONGEST_LABEL = 80


@router.get("/", response_class=HTMLResponse)
def people(request: Request, desk: TheDesk) -> Response:
    """Everybody, those with something urgent or due first."""
    return desk.page(request, "people.html", {"rows": _rows(desk), "problem": "", "typed": ""})


@router.post("/people", response_class=HTMLResponse, responses={303: {}, 422: {}})
def new_person(request: Request, desk: TheDesk, form: PostedForm) -> Response:
    """A new folder under the name that the clinician lists the person by."""
    label = form.one("label")
    if not 1 <= len(label) <= _LONGEST_LABEL or not label.isprintable():
        problem = f"Give a name or number for the list, 1 to {_LONGEST_LABEL} characters."
        values = {"rows": _rows(desk), "problem": problem, "typed": label}
        return desk.page(request, "people.html", values, 422)
    person = new_id()
    desk.add(request, person, EventKind.PERSON_ADDED, {"label": label, "made_up": False})
    return RedirectResponse(f"/people/{person}/situation/who", 303)


@router.post(
    "/people/example", response_class=HTMLResponse, responses={303: {}}, dependencies=[OUR_FORM]
)
def example_person(request: Request, desk: TheDesk) -> Response:
    """A made-up person whose situation is filled in already."""
    person = new_id()
    fields = example_fields(desk.today())
    body = {"label": fields["label"], "made_up": True}
    desk.add(request, person, EventKind.PERSON_ADDED, body)
    draft = {"fields": fields, "topic": "example"}
    desk.add(request, person, EventKind.DRAFT_SAVED, draft)
    return RedirectResponse(f"/people/{person}/situation/summary", 303)


def _rows(desk: TheDesk) -> tuple[PersonRow, ...]:
    return people_rows(
        desk.everybody.glances(),
        desk.today(),
        partial(urgent_flags, now=desk.settings.now(), kb=desk.kb),
    )
