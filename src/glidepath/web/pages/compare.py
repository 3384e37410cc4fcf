"""Every policy for this person side by side: as written, and as the products can make it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.care.comparing import comparisons
from glidepath.domain.person import Situation
from glidepath.web.desk import AskedFolder, TheDesk
from glidepath.web.forms.read import read_fields
from glidepath.web.view.compare import comparison_rows

__all__ = ["router"]

router = APIRouter()


@router.get("/people/{person}/compare", response_class=HTMLResponse, responses={404: {}, 409: {}})
def show_policies(request: Request, desk: TheDesk, folder: AskedFolder) -> Response:
    """The comparison; nothing from a situation that nobody has confirmed."""
    found = read_fields(folder.fields, desk.kb).situation
    if not folder.is_confirmed or not isinstance(found, Situation) or not found.products:
        return desk.page(request, "unconfirmed.html", {"folder": folder}, 409)
    values: dict[str, Any] = {
        "folder": folder,
        "rows": comparison_rows(comparisons(found, desk.kb), desk.kb),
    }
    return desk.page(request, "compare.html", values)
