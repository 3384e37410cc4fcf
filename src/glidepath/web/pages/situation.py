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
from glidepath.web.forms.merge import Merged, merged, of_topic, with_rest
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
_CONTINUE, _KEEP = "continue", "keep"
_TRIES = 5
"""So often is a page merged anew with what somebody else kept in the same moment."""
_NOT_UNDONE = (
    "Something was saved after you opened that page, so nothing was undone. Look at the answers as "
    "they stand now, and undo again if that is what you want."
)


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
    then = form.one("_then", _CONTINUE)
    yours, sheet = _yours(topic_id, desk, form, then), form.one("_sheet")[:40]
    version = asked_version(form, folder)
    more = {"sheet": sheet} if then == _KEEP else {"sheet": sheet, "sent": True}
    for _ in range(_TRIES):
        if then == _KEEP and folder.was_sent(sheet):
            return _page(request, desk, folder, topic_id, folder.fields, ())
        found = merged(topic_id, folder.fields_at(version, sheet), folder.fields, yours)
        if found.clashes:
            break
        try:
            now = saved(request, desk, folder, found.fields, topic_id, **more)
        except Conflict:  # somebody was faster by a moment: merge again with what they wrote
            folder = desk.folder(folder.person)
        else:
            return _go_on(request, desk, now, topic_id, then)
    return _conflict(request, desk, folder, topic_id, found)


def _go_on(request: Request, desk: Desk, now: Folder, topic_id: str, then: str) -> Response:
    """After a page was kept: the next one, or the same with what is wrong on it."""
    read = read_fields(now.fields, desk.kb) if then == _CONTINUE else None
    faults = read.of_topic(topic_id) if read else ()
    if read is None or faults:
        return _page(request, desk, now, topic_id, now.fields, faults)
    return RedirectResponse(f"/people/{now.person}/situation/{_next(topic_id)}", 303)


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
    faults: tuple[Fault, ...], problem: str = "",
) -> Response:  # fmt: skip
    """One page as a sheet of its own: what an older sheet of it still sends comes too late."""
    page = topic(topic_id, desk.kb)
    read = read_fields(fields, desk.kb)
    values = {
        "folder": folder, "topic": page, "fields": fields, "faults": faults,
        "fault_at": {fault.anchor: fault for fault in faults},
        "progress": progress(fields, read, desk.kb),
        "can_undo": len(folder.drafts) > 1, "sheet": token_urlsafe(8), "problem": problem,
        **_rows(page, fields, desk),
    }  # fmt: skip
    status = 422 if faults else 409 if problem else 200
    return desk.page(request, "topic.html", values, status)


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
    request: Request, desk: Desk, folder: Folder, topic_id: str, found: Merged
) -> Response:
    """What both changed, side by side; nothing is kept or lost until somebody has chosen.

    The rest of the page is as both changes together make it, so that choosing undoes neither.
    """
    last = [one for one in folder.events if one.kind is EventKind.DRAFT_SAVED][-1]
    clashing = {clash.field for clash in found.clashes}
    both = of_topic(topic_id, found.fields)
    values = {
        "folder": folder, "topic": topic(topic_id, desk.kb), "clashes": found.clashes,
        "rest": {name: value for name, value in both.items() if name not in clashing},
        "by": last.actor, "at": last.at,
        "labels": {clash.field: label_of(clash.field, desk.kb) for clash in found.clashes},
    }  # fmt: skip
    return desk.page(request, "conflict.html", values, 409)


@router.post("/people/{person}/undo", response_class=HTMLResponse, responses=_ANSWERS)
def undo(request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm) -> Response:
    """Bring back the form as it was before the last change; this is a change of its own."""
    place = form.one("_topic", SUMMARY)
    if not _undone(request, desk, folder, form):
        folder = desk.folder(folder.person)
        shown = place if place in TOPIC_IDS else TOPIC_IDS[0]
        return _page(request, desk, folder, shown, folder.fields, (), _NOT_UNDONE)
    place = place if place in TOPIC_IDS else SUMMARY
    return RedirectResponse(f"/people/{folder.person}/situation/{place}", 303)


def _undone(request: Request, desk: Desk, folder: Folder, form: Posted) -> bool:
    """Whether the last change is undone; not one that came after the page was opened."""
    version = asked_version(form, folder)
    for _ in range(_TRIES):
        target = _before_last(folder)
        if folder.drafts and folder.drafts[-1].seq > version:
            return False
        if target is None:
            return True
        draft = folder.drafts[target]
        try:
            saved(request, desk, folder, draft.fields, draft.topic, undoes=draft.seq)
        except Conflict:  # what was written meanwhile may have been no answer of the form
            folder = desk.folder(folder.person)
        else:
            return True
    return False


def _before_last(folder: Folder) -> int | None:
    """The draft that an undo brings back: the one before the last that was typed."""
    if not folder.drafts:
        return None
    seqs = [draft.seq for draft in folder.drafts]
    last = folder.drafts[-1]
    shown = seqs.index(last.undoes) if last.undoes in seqs else len(seqs) - 1
    return shown - 1 if shown > 0 else None
