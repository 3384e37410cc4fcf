"""The documents that everything rests on, and how each was read."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.domain.errors import BadInput
from glidepath.web.desk import TheDesk

__all__ = ["router"]

router = APIRouter()


@router.get("/basis", response_class=HTMLResponse)
def show_sources(request: Request, desk: TheDesk) -> Response:
    """Every document, by its title."""
    sources = sorted(desk.kb.sources(), key=lambda one: one.title.casefold())
    return desk.page(request, "sources.html", {"sources": sources})


@router.get("/basis/{source_id}", response_class=HTMLResponse, responses={404: {}})
def show_source(request: Request, desk: TheDesk, source_id: str) -> Response:
    """One document."""
    try:
        source = desk.kb.source(source_id)
    except BadInput:
        raise HTTPException(404, "There is no such document.") from None
    return desk.page(request, "source.html", {"source": source})
