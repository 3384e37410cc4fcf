"""The guided situation: one topic a page, saved as it is typed, confirmed as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from glidepath.records.event import EventKind
from glidepath.records.faults import Conflict
from glidepath.web.desk import AskedFolder, Desk, Posted, PostedForm, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.fields import UNKNOWN, Topic
from glidepath.web.forms.labels import label_of
from glidepath.web.forms.merge import Clash, merged, of_topic, with_rest
from glidepath.web.forms.read import Fault, read_fields
from glidepath.web.forms.topics import SUMMARY, TOPIC_IDS, topic
from glidepath.web.forms.tree import MEDICINES, MOST_INTAKES, MOST_MEDICINES
from glidepath.web.view.medicines import medicine_groups
from glidepath.web.view.products import choices, drug_of
from glidepath.web.view.progress import progress

__all__ = ["asked_version", "router", "saved"]

router = APIRouter()
TopicId = Literal["who", "taken", "products", "conditions", "medicines", "history", "goal"]
_PLACE = "/people/{person}/situation"
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}, 422: {}}


@router.get(_PLACE + "/{topic_id}", response_class=HTMLResponse, responses={404: {}})
def show_topic(request: Request, desk: TheDesk, folder: AskedFolder, topic_id: TopicId) -> Response:
    """One page of the situation with what was typed so far; a new one is of today."""
    fields = dict(folder.fields)
    if not folder.drafts:
        fields["as_of"] = desk.today().isoformat()
    return _page(request, desk, folder, topic_id, fields, ())


@router.post(_PLACE + "/{topic_id}", response_class=HTMLResponse, responses=_ANSWERS)
def save_topic(
    request: Request, desk: TheDesk, folder: AskedFolder, topic_id: TopicId, form: PostedForm
) -> Response:
    """Keep one page; then go on, stay, or fill in "no" where somebody asked and nothing is."""
    then = form.one("_then", "continue")
    yours = _yours(topic_id, desk, form, then)
    sheet = form.one("_sheet")[:40]
    base = folder.fields_at(asked_version(form, folder), sheet)
    found = merged(topic_id, base, folder.fields, yours)
    if found.clashes:
        return _conflict(request, desk, folder, topic_id, yours, found.clashes)
    try:
        now = saved(request, desk, folder, found.fields, topic_id, sheet=sheet)
    except Conflict:  # somebody was faster by a moment: look again with what they wrote
        return RedirectResponse(request.url.path, 303)
    if then != "continue":
        return _page(request, desk, now, topic_id, now.fields, (), sheet)
    faults = read_fields(now.fields, desk.kb).of_topic(topic_id)
    if faults:
        return _page(request, desk, now, topic_id, now.fields, faults, sheet)
    return RedirectResponse(f"/people/{folder.person}/situation/{_next(topic_id)}", 303)


def _yours(topic_id: str, desk: Desk, form: Posted, then: str) -> dict[str, str]:
    yours = {
        name: text
        for name, text in of_topic(topic_id, form.flat).items()
        if text != UNKNOWN or name == MEDICINES  # an unasked question is not known as it is
    }
    for group in topic(topic_id, desk.kb).groups:
        if group.rest and group.rest == then:
            yours = with_rest(yours, tuple(field.name for field in group.fields))
    return yours


def asked_version(form: Posted, folder: Folder) -> int:
    """The version that a form was made from; one that is no number counts as the first."""
    text = form.one("_version")
    return min(int(text), folder.version) if text.isdigit() and len(text) < 12 else 0


def saved(
    request: Request, desk: Desk, folder: Folder, fields: Mapping[str, str], topic_id: str,
    **more: Any,
) -> Folder:  # fmt: skip
    """The folder after a draft was kept; the same folder where nothing was changed."""
    if dict(fields) == dict(folder.fields) and "undoes" not in more:
        return folder
    body = {"fields": dict(fields), "topic": topic_id, **more}
    desk.add(request, folder.person, EventKind.DRAFT_SAVED, body, folder.version)
    return desk.folder(folder.person)


def _next(topic_id: str) -> str:
    place = TOPIC_IDS.index(topic_id) + 1
    return TOPIC_IDS[place] if place < len(TOPIC_IDS) else SUMMARY


def _page(
    request: Request, desk: Desk, folder: Folder, topic_id: str, fields: Mapping[str, str],
    faults: tuple[Fault, ...], sheet: str = "",
) -> Response:  # fmt: skip
    page = topic(topic_id, desk.kb)
    read = read_fields(fields, desk.kb)
    values = {
        "folder": folder, "topic": page, "fields": fields, "faults": faults,
        "fault_at": {fault.anchor: fault for fault in faults},
        "progress": progress(fields, read, desk.kb),
        "can_undo": len(folder.drafts) > 1, "sheet": sheet or token_urlsafe(8),
        **_rows(page, fields, desk),
    }  # fmt: skip
    return desk.page(request, "topic.html", values, 422 if faults else 200)


def _rows(page: Topic, fields: Mapping[str, str], desk: Desk) -> dict[str, Any]:
    """What only some pages need: rows to fill in, and the catalogue."""
    if page.id == "taken":
        return {"rows": _row_count("treatment.intakes", fields, MOST_INTAKES)}
    if page.id == "medicines":
        groups = medicine_groups(desk.kb)
        return {"rows": _row_count(MEDICINES, fields, MOST_MEDICINES), "medicine_groups": groups}
    if page.id == "products":
        drug = drug_of(fields, desk.kb)
        return {"choices": choices(fields, desk.kb), "drug": drug}
    return {}


def _row_count(place: str, fields: Mapping[str, str], most: int) -> int:
    """One row more than are filled in, and two at the least."""
    used = [n for n in range(1, most + 1) if any(k.startswith(f"{place}#{n}.") for k in fields)]
    return min(most, max([2, *(n + 1 for n in used)]))


def _conflict(
    request: Request, desk: Desk, folder: Folder, topic_id: str, yours: Mapping[str, str],
    clashes: tuple[Clash, ...],
) -> Response:  # fmt: skip
    """What both changed, side by side; nothing is kept or lost until somebody has chosen."""
    last = folder.events[-1]
    clashing = {clash.field for clash in clashes}
    values = {
        "folder": folder, "topic": topic(topic_id, desk.kb), "clashes": clashes,
        "rest": {name: value for name, value in yours.items() if name not in clashing},
        "by": last.actor, "at": last.at,
        "labels": {clash.field: label_of(clash.field, desk.kb) for clash in clashes},
    }  # fmt: skip
    return desk.page(request, "conflict.html", values, 409)


@router.post("/people/{person}/undo", response_class=HTMLResponse, responses=_ANSWERS)
def undo(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Bring back the form as it was before the last change; this is a change of its own."""
    target = _before_last(folder)
    back = form.one("_topic", TOPIC_IDS[0])
    if target is not None and asked_version(form, folder) == folder.version:
        draft = folder.drafts[target]
        saved(request, desk, folder, draft.fields, draft.topic, undoes=draft.seq)
    place = back if back in TOPIC_IDS else SUMMARY
    return RedirectResponse(f"/people/{folder.person}/situation/{place}", 303)


def _before_last(folder: Folder) -> int | None:
    """The draft that an undo brings back: the one before the last that was typed."""
    if not folder.drafts:
        return None
    seqs = [draft.seq for draft in folder.drafts]
    last = folder.drafts[-1]
    shown = seqs.index(last.undoes) if last.undoes in seqs else len(seqs) - 1
    return shown - 1 if shown > 0 else None
