"""What an entry calls for at once, and the alarms that a clinician has to see to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request

from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Situation
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.entry_triage import raise_alarms, triage_entry
from glidepath.monitoring.flags import FlagBook, flag_book
from glidepath.monitoring.triage import Answers, Triage, context_of
from glidepath.records.event import EventKind, instant_text
from glidepath.web.desk import Desk
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.person.diary import diary_from
from glidepath.web.person.me import Me

__all__ = ["Call", "Calls", "calls_of", "keep_alarms", "triaged"]

_UNANSWERED = "unanswered"
_LOOKED_BACK = 7


@dataclass(frozen=True, slots=True)
class Call:
    """One flag in the person's language: how soon, and the fixed words."""

    flag: str
    urgency: Urgency
    text: str


@dataclass(frozen=True, slots=True)
class Calls:
    """All that an entry calls for, the most urgent first; `open` are questions still to answer."""

    calls: tuple[Call, ...]
    urgency: Urgency
    open: tuple[str, ...]
    could_be: Urgency

    @property
    def is_urgent(self) -> bool:
        """Whether something has to be done before the next review."""
        return any(one.urgency >= Urgency.SOON for one in self.calls)


def triaged(me: Me, desk: Desk, entry: DayEntry) -> Triage:
    """The triage of an entry with all that is known of the person, and the days before."""
    diary = _earlier(me, desk)
    before = [one for one in diary.days if 0 < (entry.on - one.on).days <= _LOOKED_BACK]
    books = (diary_book(desk.kb), flag_book(desk.kb))
    seen = triage_entry(
        entry, before, diary.results, _context(me, desk), me.country, books,
        somebody_watches=bool(me.watched),
    )  # fmt: skip
    return seen.triage


def _earlier(me: Me, desk: Desk) -> Diary:
    """The diary so far; one that can no longer be read must not keep an alarm back."""
    try:
        return diary_from(me.folder.events, desk.kb)
    except BadInput:
        return Diary()


def _context(me: Me, desk: Desk) -> Answers:
    if me.folder.case is None:
        return Answers()
    try:
        situation = read_tree_of_case(dict(me.folder.case.body), desk.kb)
    except BadInput:
        return Answers()
    return context_of(situation) if isinstance(situation, Situation) else Answers()


def calls_of(me: Me, desk: Desk, seen: Triage, asked: Sequence[str] = ()) -> Calls:
    """A triage in the person's language. `asked` are the questions that were put before them."""
    book = flag_book(desk.kb)
    return Calls(
        calls=tuple(_call(me, one.flag_id, one.urgency, book) for one in seen.advice),
        urgency=seen.urgency,
        open=tuple(name for name in asked if name in seen.ask),
        could_be=seen.could_be,
    )


def _call(me: Me, flag_id: str, urgency: Urgency, book: FlagBook) -> Call:
    says = next(flag.says for flag in book.flags if flag.id == flag_id)
    numbers = {"number": me.numbers.emergency, "crisis": me.numbers.crisis}
    return Call(flag_id, urgency, me.words.told(says, **numbers))


def keep_alarms(
    request: Request, desk: Desk, me: Me, seen: Triage, on: date, open_rows: Sequence[str]
) -> None:
    """Put every new flag of a day into the record; so too a yes that was not explained."""
    now, book = desk.settings.now(), diary_book(desk.kb)
    before = _raised_on(me, on)
    bodies: list[dict[str, Any]] = [
        {
            "flag": one.flag_id, "urgency": one.urgency.name.lower(), "on": on.isoformat(),
            "due": instant_text(one.due), "role": one.role, "then": one.then,
            "escalate": one.escalate,
            "text": next(advice.text for advice in seen.advice if advice.flag_id == one.flag_id),
        }
        for one in raise_alarms(seen, now, book)
    ]  # fmt: skip
    if open_rows:
        bodies.append(
            {"flag": _UNANSWERED, "urgency": "unknown", "on": on.isoformat(),
             "rows": list(open_rows), "could_be": seen.could_be.name.lower()}
        )  # fmt: skip
    for body in bodies:
        if body["flag"] not in before:
            desk.add(request, me.person, EventKind.TRIAGE_RAISED, body)


def _raised_on(me: Me, on: date) -> set[str]:
    """The flags of a day that nobody has seen to yet: they are not raised twice."""
    done = {str(one.body["flag"]) for one in me.events(EventKind.ACKNOWLEDGED)}
    raised: Sequence[Mapping[str, Any]] = [
        one.body
        for one in me.events(EventKind.TRIAGE_RAISED)
        if one.body.get("on") == on.isoformat() and one.id not in done
    ]
    return {str(body["flag"]) for body in raised}
