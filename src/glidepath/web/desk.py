"""What every page has at hand: the store, the facts, the sessions, the clock and the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect

from glidepath import __version__
from glidepath.domain.errors import GlidepathError
from glidepath.domain.scale_text import ScaleText
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.event import EventKind, Stored
from glidepath.records.store import Store
from glidepath.web.everybody import Everybody
from glidepath.web.folder import Folder, folder_of
from glidepath.web.looks import Looks
from glidepath.web.security.csrf import FIELD, form_token, is_form_token
from glidepath.web.security.session import Session, Sessions
from glidepath.web.settings import WebSettings
from glidepath.web.view.urgent import urgent_flags
from glidepath.web.view.words import FILTERS, is_date_like

__all__ = [
    "OUR_FORM",
    "AskedFolder",
    "Desk",
    "Posted",
    "PostedForm",
    "TheDesk",
    "TypedForm",
    "desk_of",
]

HERE = Path(__file__).parent
_MOST_FIELDS = 600


@dataclass(slots=True)
class Desk:
    """One server's belongings; `texts` are the words of scales that this place brought."""

    settings: WebSettings
    store: Store
    kb: KnowledgeBase
    sessions: Sessions
    pages: Environment
    texts: dict[str, ScaleText] = field(default_factory=dict)
    looks: Looks = field(init=False)
    everybody: Everybody = field(init=False)

    def __post_init__(self) -> None:
        """Looks are noted in, and everybody is read from, the store of this desk at the time."""
        self.everybody = Everybody(lambda: self.store)
        self.looks = Looks(lambda: self.store, lambda: self.settings.now())

    @classmethod
    def of(cls, settings: WebSettings, store: Store, kb: KnowledgeBase, sessions: Sessions) -> Desk:
        """A desk with the templates of this package."""
        pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        pages.filters.update(FILTERS)
        pages.globals["date_like"] = is_date_like
        return cls(settings, store, kb, sessions, pages)

    def scale_text(self, scale_id: str) -> ScaleText | None:
        """The words of a scale: this place's own, or those that are shipped; None without any."""
        if scale_id in self.texts:
            return self.texts[scale_id]
        shipped = self.kb.scale(scale_id).text_checksum
        return self.kb.scale_text(scale_id) if shipped else None

    def warm(self) -> None:
        """Read everybody and their red flags beside the first pages, so that no list waits."""
        with suppress(GlidepathError):  # a page will say what is wrong with the record
            for one in self.everybody.glances():
                urgent_flags(one.folder, self.settings.now(), self.kb)

    def today(self) -> date:
        """The day on the machine's own calendar, as the person at it sees it."""
        return self.settings.now().astimezone().date()

    def folder(self, person: str) -> Folder:
        """The folder of a person who is known to be there."""
        found = folder_of(self.store, person)
        assert found is not None
        return found

    def page(
        self, request: Request, name: str, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """A page from its template; a request that only swaps a region gets the same page."""
        session: Session | None = request.state.session
        text = self.pages.get_template(name).render(
            request=request,
            session=session,
            form_token=form_token(session) if session else "",
            form_token_field=FIELD,
            release=__version__,
            knowledge=self.kb.version(),
            **values,
        )
        return HTMLResponse(text, status)

    def add(
        self,
        request: Request,
        person: str,
        kind: EventKind,
        body: Mapping[str, Any],
        version: int | None = None,
    ) -> Stored:
        """Keep an event in the name of whoever is signed in; with a version, only on top of it."""
        return self.add_all(request, person, ((kind, body),), version)[0]

    def add_all(
        self,
        request: Request,
        person: str,
        told: Sequence[tuple[EventKind, Mapping[str, Any]]],
        version: int | None = None,
    ) -> tuple[Stored, ...]:
        """The same with several events that belong together: all are kept, or none."""
        session: Session = request.state.session
        kept = self.store.add_all(
            person, told, actor=session.actor, role=session.role,
            at=self.settings.now(), expected=version,
        )  # fmt: skip
        request.state.noted.add(person)  # the audit has nothing to add to this
        return kept

    def look(
        self, request: Request, what: str, kind: EventKind = EventKind.VIEWED, **more: str
    ) -> None:
        """Say in words of ours what an answer shows; it is noted before its first byte leaves."""
        request.state.look = (kind, {"what": what, **more})


def desk_of(request: Request) -> Desk:
    """The desk that serves a request."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]


def asked_folder(desk: TheDesk, person: str) -> Folder:
    """The folder that a page is about; an id that nobody has is not found."""
    found = folder_of(desk.store, person)
    if found is None:
        raise HTTPException(404, "There is nobody under this address.")
    return found


AskedFolder = Annotated[Folder, Depends(asked_folder)]


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that came from one of our own pages, as text by field name.

    `files` holds what was chosen from the disk, byte for byte; what a file is called there stays
    unread but for its ending, which stands before the bytes.
    """

    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field, without blanks around it."""
        values = self.fields.get(name, ())
        return values[0].strip() if values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.fields.get(name, ())

    @property
    def flat(self) -> dict[str, str]:
        """Every filled field with its first value; the form's own workings are left out."""
        kept = {name: values[0].strip() for name, values in self.fields.items()}
        return {
            name: value
            for name, value in kept.items()
            if value and name != FIELD and not name.startswith("_")
        }


async def typed(request: Request) -> Posted:
    """The form of a request as it came; only the way in, where no session is yet, stops here."""
    try:
        async with request.form(max_fields=_MOST_FIELDS, max_files=1) as form:
            fields: dict[str, tuple[str, ...]] = {}
            files: dict[str, tuple[str, bytes]] = {}
            for name, value in form.multi_items():
                if isinstance(value, str):
                    fields[name] = (*fields.get(name, ()), value)
                elif value.filename:
                    files[name] = (Path(value.filename).suffix.lower()[:8], await value.read())
    except (StarletteHTTPException, ClientDisconnect):
        raise HTTPException(400, "The form could not be read.") from None
    return Posted(fields, files)


async def posted(request: Request) -> Posted:
    """The form of a request, once its token is found to be of this session."""
    form = await typed(request)
    session: Session | None = request.state.session
    if session is None or not is_form_token(session, form.one(FIELD)):
        raise HTTPException(403, "This form is not of the present session. Open the page again.")
    return form


PostedForm = Annotated[Posted, Depends(posted)]
TypedForm = Annotated[Posted, Depends(typed)]
OUR_FORM = Depends(posted)
"""For a button without fields of its own: the token alone is looked at."""
