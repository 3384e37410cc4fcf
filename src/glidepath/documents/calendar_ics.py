"""The plan as calendar entries: a day for each change of dose and each review.

Dates and times are floating: they mean the clock where the person is, so a change of time
zone or of summer time moves nothing. No entry holds a person's name, and titles do not name
the drug, because they show on locked screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from glidepath.documents.entries import Entry, entries
from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.sentences import words_of
from glidepath.documents.standing import PROPOSED, Standing
from glidepath.domain.answer import Proposal

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["calendar_ics", "set_entries"]


def calendar_ics(proposal: Proposal, version: int | None = None, timed: bool = False) -> bytes:
    """The calendar file of a plan that nobody has signed: all-day entries for steps and reviews.

    With `timed` every intake of every step also comes as a daily entry at its time, with
    an alarm. Equal plans give equal bytes.
    """
    plan = proposal.plan
    listed = entries(proposal, version, timed)
    older = words_of(plan).sheet["older_entries"] if (version or plan.version) > 1 else ""
    return set_entries(listed, plan_id(plan), plan.as_of, older=older)


def set_entries(
    listed: Iterable[Entry],
    plan: str,
    as_of: date,
    standing: Standing = PROPOSED,
    older: str = "",
) -> bytes:
    """Entries as a calendar file (RFC 5545) that a calendar program may take in again and again.

    Each says how far the plan has come. `older` is said of entries of earlier plans. The file
    names no METHOD: it is a snapshot (RFC 5545, 3.7.2) and no message of scheduling, for which
    RFC 5546 (3.2.1) asks for an ORGANIZER, whom entries on one person's own calendar must not
    have (RFC 5545, 3.8.4.3).
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//glidepath//dose calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", phrase("entry.name", plan=plan))
    stamp = datetime.combine(as_of, time(), tzinfo=UTC)
    if standing.signature is not None:
        stamp = standing.superseded_at or standing.signature.at
    said = (*standing.lines, *([older] if older else []))
    status = "CONFIRMED" if standing.signature else "TENTATIVE"
    for entry in listed:
        event = _event(entry, () if entry.earlier else said)
        event.add("dtstamp", stamp)
        event.add("status", "CANCELLED" if entry.cancelled else status)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: Entry, said: tuple[str, ...]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("description", "\n".join((*entry.text, *said)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if entry.time:
        _timed(event, entry)
    else:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.first + timedelta(days=1))
    return event


def _timed(event: Event, entry: Entry) -> None:
    """A few minutes at its time, daily, with an alarm unless it is cancelled."""
    from icalendar import Alarm

    event.add("dtstart", datetime.combine(entry.first, time.fromisoformat(entry.time)))
    event.add("duration", timedelta(minutes=5))
    event.add("rrule", {"freq": "daily", "count": entry.days})
    if entry.cancelled:
        return
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", phrase("entry.alarm"))
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
