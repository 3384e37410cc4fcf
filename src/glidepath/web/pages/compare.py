"""Everything for this person side by side: picture, table, and each row to be planned with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from glidepath.care.comparing import compared
from glidepath.documents.compare_chart import compare_svg
from glidepath.domain.comparison import Compared
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Situation
from glidepath.web.desk import AskedFolder, Desk, TheDesk
from glidepath.web.folder import Folder
from glidepath.web.forms.read import read_fields
from glidepath.web.pages.builder import not_confirmed
from glidepath.web.view.compare import comparison_view

__all__ = ["router"]

router = APIRouter()
_ANSWERS: dict[int | str, dict[str, Any]] = {303: {}, 404: {}, 409: {}}


@router.get("/people/{person}/compare", response_class=HTMLResponse, responses=_ANSWERS)
def show_comparison(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The comparison; nothing from a situation that nobody has confirmed.

    What stands before a plan is shown where the plan would be, and nothing is compared.
    """
    found = read_fields(folder.fields, desk.kb).situation
    if not folder.is_confirmed or not isinstance(found, Situation):
        return not_confirmed(request, desk, folder)
    try:
        held = compared(found, desk.kb, folder.fields.get("policy") or None)
    except BadInput as bad:
        return _page(request, desk, folder, None, str(bad.problems[0].next_step))
    if not isinstance(held, Compared):
        return RedirectResponse(f"/people/{folder.person}/plan", 303)
    return _page(request, desk, folder, held, "")


def _page(
    request: Request, desk: Desk, folder: Folder, held: Compared | None, why_not: str
) -> Response:
    values: dict[str, Any] = {"folder": folder, "why_not": why_not, "held": None}
    if held is not None:
        values["held"] = comparison_view(held, folder.fields, desk.kb)
        values["picture"] = Markup(compare_svg(held))  # noqa: S704  escaped by the picture itself
    return desk.page(request, "compare.html", values)
