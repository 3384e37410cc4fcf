"""What an entry calls for at once, and the alarms that a clinician has to see to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import Request

from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Situation
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.entry_triage import (
    UNANSWERED,
    Alarm,
    raise_alarms,
    triage_entry,
    unanswered_alarm,
)
from glidepath.monitoring.flags import FlagBook, flag_book
from glidepath.monitoring.triage import Answers, Triage, context_of
from glidepath.records.event import EventKind, Stored, instant_text
from glidepath.records.faults import Conflict
from glidepath.web.desk import Desk
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.person.diary import Tree, day_tree, diary_from, laid_over
from glidepath.web.person.me import Me

__all__ = ["Call", "Calls", "Entry", "calls_of", "keep_entry", "triaged"]

Body = dict[str, Any]
Key = tuple[str, ...]
_LOG = logging.getLogger("glidepath.web")
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What was sent about a day, and as what it is kept."""

    kind: EventKind
    on: date
    sent: Tree

    def over(self, events: Iterable[Stored]) -> Tree:
        """What is kept: of a day everything that was written so far with this laid over it."""
        if self.kind is not EventKind.DAY_ENTRY:
            return self.sent
        return laid_over(day_tree(events, self.on), {"on": self.on.isoformat(), **self.sent})


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


def triaged(me: Me, desk: Desk, entry: DayEntry, results: Sequence[ScaleResult] = ()) -> Triage:
    """The triage of an entry with all that is known of the person, and the days before.

    `results` are scales that were filled in with it and are not kept yet.
    """
    back = decision_book(desk.kb).days("nights_looked_back")
    diary = _earlier(me, desk, entry.on - timedelta(days=back))
    before = [one for one in diary.days if 0 < (entry.on - one.on).days <= back]
    books = (diary_book(desk.kb), flag_book(desk.kb))
    seen = triage_entry(
        entry, before, (*diary.results, *results), _context(me, desk), me.country, books,
        somebody_watches=bool(me.watched),
    )  # fmt: skip
    return seen.triage


def _earlier(me: Me, desk: Desk, since: date) -> Diary:
    """The diary so far; one that can no longer be read must not keep an alarm back."""
    try:
        return diary_from(me.folder.events, desk.kb, since)
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


def keep_entry(
    request: Request,
    desk: Desk,
    me: Me,
    entry: Entry,
    seen: Triage,
    anew: Iterable[str] = (),
    open_rows: Sequence[str] = (),
) -> bool:
    """Put an entry and its alarms into the record, all or none; says whether that was done.

    What another page wrote meanwhile is kept too. A full disk must not stand before what a
    person has to be told, so no fault leaves here. `anew` are flags that this sending told.
    """
    flags = frozenset(anew)
    try:
        for _ in range(_TRIES):
            version = desk.store.newest(me.person)
            events = desk.folder(me.person).events
            alarms = _new_alarms(desk, events, entry, seen, flags, open_rows)
            told = [(EventKind.TRIAGE_RAISED, body) for body in alarms]
            with suppress(Conflict):
                told = [(entry.kind, entry.over(events)), *told]
                desk.add_all(request, me.person, told, version)
                return True
    except Exception as fault:
        _LOG.error("an entry could not be kept: %s", type(fault).__name__)
        return False
    _LOG.error("an entry could not be kept: others wrote without an end")
    return False


def _new_alarms(
    desk: Desk,
    events: Iterable[Stored],
    entry: Entry,
    seen: Triage,
    anew: frozenset[str],
    open_rows: Sequence[str],
) -> list[Body]:
    """Every alarm of an entry that is not raised yet: its flags, and lines nobody explained.

    One that waits is not raised twice. One that was seen to is raised again only where it was
    told anew, not because something else was written on the same day.
    """
    now, book = desk.settings.now(), diary_book(desk.kb)
    waiting, seen_to = _raised_on(tuple(events), entry.on)
    stands = waiting | (seen_to - {(flag,) for flag in anew})
    texts = {advice.flag_id: advice.text for advice in seen.advice}
    bodies = [
        {**_body(one, entry.on), "text": texts[one.flag_id]}
        for one in raise_alarms(seen, now, book)
        if (one.flag_id,) not in stands
    ]
    if open_rows and (UNANSWERED, *open_rows) not in waiting:
        alarm = unanswered_alarm(seen.could_be, now, book)
        more = {"rows": list(open_rows), "could_be": seen.could_be.name.lower()}
        bodies.append({**_body(alarm, entry.on), **more})
    return bodies


def _body(alarm: Alarm, on: date) -> Body:
    return {
        "flag": alarm.flag_id, "urgency": alarm.urgency.name.lower(), "on": on.isoformat(),
        "due": instant_text(alarm.due), "role": alarm.role, "then": alarm.then,
        "escalate": alarm.escalate,
    }  # fmt: skip


def _raised_on(events: Sequence[Stored], on: date) -> tuple[set[Key], set[Key]]:
    """The alarms of a day that wait, and those that were seen to: each its flag and its lines."""
    done = {str(one.body["flag"]) for one in events if one.kind is EventKind.ACKNOWLEDGED}
    waiting: set[Key] = set()
    seen_to: set[Key] = set()
    for one in events:
        if one.kind is EventKind.TRIAGE_RAISED and one.body.get("on") == on.isoformat():
            key = (str(one.body["flag"]), *map(str, one.body.get("rows", ())))
            (seen_to if one.id in done else waiting).add(key)
    return waiting, seen_to - waiting
