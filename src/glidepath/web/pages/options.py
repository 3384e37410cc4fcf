"""The options of a plan in full, side by side: what each asks and what is expected of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from glidepath.domain.answer import Alternative
from glidepath.web.choosing import uses_of, with_option
from glidepath.web.desk import AskedFolder, PostedForm, TheDesk
from glidepath.web.forms.wishes import is_wish
from glidepath.web.pages.builder import not_confirmed, with_choices
from glidepath.web.planning import plan_from
from glidepath.web.view.options import option_view

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {404: {}, 409: {}}
_MOST = 6


@router.post("/people/{person}/plan/options", response_class=HTMLResponse, responses=_ANSWERS)
def show_options(
    request: Request, desk: TheDesk, folder: AskedFolder, form: PostedForm
) -> Response:
    """Each option worked out in full; nothing is kept."""
    fields = with_choices(folder.fields, form)
    planned = plan_from(fields, desk.kb, made_up=folder.made_up)
    if not folder.is_confirmed or planned.proposal is None:
        return not_confirmed(request, desk, folder)
    found = []
    options = zip(planned.proposal.alternatives, uses_of(planned.proposal), strict=True)
    for option, used in [one for one in options if one[1]][:_MOST]:
        one = plan_from(with_option(fields, used), desk.kb, made_up=folder.made_up)
        if one.proposal is not None:
            found.append((option, used, one, one.proposal.plan.span.days))
    over = max((days for *_, days in found), default=0)
    shown = []
    for number, (option, used, one, _) in enumerate(found):
        told = option_view(_name(option), _length(option), one, (number, over), desk.kb)
        picture = Markup(told["picture"])  # noqa: S704  made of numbers and escaped words
        shown.append({**told, "use": used, "picture": picture})
    values = {
        "folder": folder, "options": shown,
        "wishes": {name: text for name, text in fields.items() if is_wish(name)},
    }  # fmt: skip
    return desk.page(request, "options.html", values)


def _name(option: Alternative) -> str:
    return "Stay on the present dose" if option.days is None else option.name.capitalize()


def _length(option: Alternative) -> str:
    return "no end" if option.days is None else f"{option.days} days"
