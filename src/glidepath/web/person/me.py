"""What every page of a person has at hand: the plan signed, the language, the numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from glidepath.domain.decision import DecisionKind
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.entry_triage import UNANSWERED
from glidepath.monitoring.flags import Numbers, flag_book
from glidepath.records.event import EventKind, Stored
from glidepath.web.desk import Desk, TheDesk
from glidepath.web.folder import Folder, SignedPlan
from glidepath.web.person.access import KINDS, language_of, open_access
from glidepath.web.person.doses import frozen_plan, frozen_sheet
from glidepath.web.person.words import LANGUAGES, Words, tied, words
from glidepath.web.security.session import Session

__all__ = ["AskedMe", "Me", "numbers_in", "show", "watching", "words_of_session"]

MENU = (
    ("today", "/me"), ("diary", "/me/diary"), ("calendar", "/me/calendar"), ("help", "/me/help"),
)  # fmt: skip
MORE = (
    ("skills", "/me/skills"), ("modules", "/me/modules"), ("hard_times", "/me/hard-times"),
    ("questions", "/me/questions"), ("results", "/me/results"), ("week", "/me/week"),
    ("forms", "/me/forms"),
)  # fmt: skip

_TEL = re.compile(r"\d{3,}")
_GO_ON = (DecisionKind.CONTINUE.value, DecisionKind.OFFER_FASTER.value)
_AT_ONCE = ("emergency", "same_day")


@dataclass(frozen=True, slots=True)
class Me:
    """One person on their own pages. `watched` says who looks at the diary; empty: nobody."""

    person: str
    folder: Folder
    words: Words
    today: date
    country: str
    numbers: Numbers
    watched: str

    @property
    def signed(self) -> SignedPlan | None:
        """The plan that holds; nothing else of a plan is ever shown here."""
        return self.folder.current

    def events(self, *kinds: EventKind) -> tuple[Stored, ...]:
        """What the record holds of these kinds, in order."""
        return tuple(one for one in self.folder.events if one.kind in kinds)

    def plan(self, desk: Desk) -> Mapping[str, Any] | None:
        """The frozen plan that holds."""
        if self.signed is None:
            return None
        return frozen_plan(desk.store, self.person, self.signed)

    def sheet(self, desk: Desk) -> Mapping[str, Any]:
        """What the signed sheet says, in English; empty without one."""
        if self.signed is None:
            return {}
        return frozen_sheet(desk.store, self.person, self.signed)


def me_of(request: Request, desk: TheDesk) -> Me:
    """The person whose session asks."""
    session: Session | None = request.state.session
    if session is None or not session.person:
        raise HTTPException(403, "These pages are a person's own.")
    folder = desk.folder(session.person)
    access = open_access(folder.events, desk.settings.now())
    country = _country(folder)
    chosen = replace(
        words(language_of(folder.events), desk.kb),
        micrograms_below=desk.kb.micrograms_below(country),
    )
    return Me(
        person=folder.person, folder=folder, words=chosen, today=desk.today(), country=country,
        numbers=numbers_in(chosen, desk, country), watched=access.watched if access else "",
    )  # fmt: skip


def words_of_session(request: Request) -> Words | None:
    """The words of the person whose session asks; None for anybody else."""
    session: Session | None = getattr(request.state, "session", None)
    if session is None or not session.person:
        return None
    desk: Desk = request.app.state.desk
    return words(language_of(desk.store.events(session.person, KINDS)), desk.kb)


AskedMe = Annotated[Me, Depends(me_of)]


def _country(folder: Folder) -> str:
    """The country of the plan that holds, or of the confirmed situation before one is signed."""
    if folder.current is not None:
        return str(folder.current.body["view"]["country"])
    return str(folder.case.body.get("country", "")) if folder.case else ""


def numbers_in(chosen: Words, desk: Desk, country: str) -> Numbers:
    """The numbers of a country in the words of a language."""
    found = flag_book(desk.kb).numbers_of(country)
    return Numbers(chosen.told(found.emergency), chosen.told(found.crisis))


def watching(me: Me, desk: Desk) -> str:
    """Who looks at these pages, on every one of them; plainly so where nobody does."""
    if not me.watched:
        return me.words.told(diary_book(desk.kb).texts["watch.nobody"])
    sos = me.words.say("frame.emergency", number=me.numbers.emergency)
    return f"{me.words.say('help.watched', who=me.watched)} {sos}"


def alarm_words(me: Me, desk: Desk) -> str:
    """The fixed words beside an alarm: who is told, or that nobody is."""
    texts = diary_book(desk.kb).texts
    if me.watched:
        told = me.words.told(texts["watch.somebody"], number=me.numbers.emergency)
        return f"{told} {me.words.say('help.watched', who=me.watched)}"
    return me.words.told(texts["watch.nobody"])


def standing(me: Me, desk: Desk) -> list[str]:
    """What was told today or yesterday, calls for somebody at once, and nobody has seen to."""
    done = {str(one.body["flag"]) for one in me.events(EventKind.ACKNOWLEDGED)}
    days = {(me.today - timedelta(days=back)).isoformat() for back in (0, 1)}
    says = {flag.id: flag.says for flag in flag_book(desk.kb).flags}
    numbers = {"number": me.numbers.emergency, "crisis": me.numbers.crisis}
    texts: dict[str, None] = {}
    for one in me.events(EventKind.TRIAGE_RAISED):
        if one.id in done or one.body.get("on") not in days:
            continue
        if one.body.get("urgency") in _AT_ONCE and one.body["flag"] in says:
            texts[me.words.told(says[str(one.body["flag"])], **numbers)] = None
        elif one.body["flag"] == UNANSWERED:
            texts[me.words.say("now.if_danger", number=me.numbers.emergency)] = None
    return list(texts)


def held_on(me: Me) -> str:
    """The day of a decision against going on as planned that the plan does not hold yet.

    The last decision since the plan was signed counts; a plan that is signed anew ends it.
    """
    if me.signed is None:
        return ""
    since = [one for one in me.events(EventKind.DECISION) if one.at > me.signed.at]
    if not since or since[-1].body.get("kind") in _GO_ON:
        return ""
    return me.words.moment(since[-1].at)


def show(
    request: Request,
    desk: Desk,
    me: Me,
    name: str,
    values: Mapping[str, Any],
    status: int = 200,
) -> HTMLResponse:
    """A page of the person from its template, with the frame's own words."""
    told = {
        "me": me, "t": me.words.say, "fixed": me.words.told, "on": me.words.day,
        "long_day": me.words.long_day, "num": me.words.number, "tied": tied,
        "amount": me.words.amount, "printed": me.words.printed, "numbers": me.numbers,
        "tels": _TEL.findall(me.numbers.emergency),
        "watching": watching(me, desk), "alarm_words": alarm_words(me, desk),
        "menu": MENU, "more": MORE, "standing": standing(me, desk),
        "held_on": held_on(me),
        "languages": [(one, words(one, desk.kb).say("language.name")) for one in LANGUAGES],
    }  # fmt: skip
    return desk.page(request, f"person/{name}.html", {**told, **values}, status)
