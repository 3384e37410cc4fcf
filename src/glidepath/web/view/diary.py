"""A diary as the clinician reads it: alarms with how they stand, days, weeks, totals of scales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from glidepath.care.follow_facts import masks_on
from glidepath.domain.answer import Refusal
from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Known
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.diary import WeekSummary, hidden_signs, week_summary
from glidepath.monitoring.diary_book import DiaryBook, diary_book
from glidepath.monitoring.entry_triage import Acknowledgement, Alarm, Standing, standing_of
from glidepath.records.event import EventKind, Stored, instant
from glidepath.web.folder import Folder
from glidepath.web.forms.read import read_tree_of_case

__all__ = ["AlarmRow", "alarms_of", "days_of", "figure", "hidden_in", "scales_of", "weeks_of"]

_FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One red flag of the diary: its words, when it was raised, and whether it waits too long."""

    event: str
    flag: str
    urgency: str
    text: str
    raised: datetime
    due: datetime
    late: bool
    escalate: str
    note: str
    seen_by: str
    seen_at: datetime | None


def alarms_of(events: Iterable[Stored], now: datetime, kb: KnowledgeBase) -> tuple[AlarmRow, ...]:
    """Open alarms first, the most urgent and oldest before the others; then those seen to."""
    events, book = tuple(events), diary_book(kb)
    seen = {str(one.body["flag"]): one for one in events if one.kind is EventKind.ACKNOWLEDGED}
    rows = [
        _alarm(one, seen.get(one.id), now, book)
        for one in events
        if one.kind is EventKind.TRIAGE_RAISED
    ]
    order = {"emergency": 0, "unknown": 1, "same_day": 2, "soon": 3}
    return tuple(
        sorted(rows, key=lambda row: (bool(row.seen_by), order.get(row.urgency, 4), row.raised))
    )


def _alarm(raised: Stored, seen: Stored | None, now: datetime, book: DiaryBook) -> AlarmRow:
    """An alarm and how it stands.

    The roles are words of the place, which no account knows: whoever may see to an alarm in
    these pages stands for its role.
    """
    body = raised.body
    alarm = _kept(raised)
    done = [Acknowledgement(alarm.flag_id, alarm.role, seen.at)] if seen else []
    return AlarmRow(
        event=raised.id,
        flag=alarm.flag_id.replace("-", " "),
        urgency=str(body.get("urgency", "")),
        text=str(body.get("text", "")) or _not_explained(body, book),
        raised=raised.at,
        due=alarm.due,
        late=standing_of(alarm, done, now) is Standing.OVERDUE,
        escalate=alarm.escalate,
        note=str(seen.body.get("note", "")) if seen else "",
        seen_by=seen.actor if seen else "",
        seen_at=seen.at if seen else None,
    )


def _kept(raised: Stored) -> Alarm:
    """An alarm as the record has it; one without a time is due at once."""
    body = raised.body
    name = str(body.get("urgency", "")).upper()
    return Alarm(
        flag_id=str(body["flag"]),
        urgency=Urgency[name] if name in Urgency.__members__ else Urgency.UNKNOWN,
        raised_at=raised.at,
        due=instant(str(body["due"])) if "due" in body else raised.at,
        role=str(body.get("role", "")),
        then=str(body.get("then", "")),
        escalate=str(body.get("escalate", "")),
    )


def _not_explained(body: Mapping[str, Any], book: DiaryBook) -> str:
    """Which lines of the diary were not denied, in their own words, of which no more is known."""
    lines = [str(name) for name in body.get("rows", ())]
    asked = [book.gate[name].ask if name in book.gate else name for name in lines]
    return book.unanswered.format(lines=" ".join(asked))


def hidden_in(folder: Folder, on: date, kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """What medicines of a day hide: each question of the diary with them; none if not known."""
    if folder.case is None:
        return ()
    try:
        situation = read_tree_of_case(dict(folder.case.body), kb)
    except BadInput:
        return ()
    if isinstance(situation, Refusal):
        return ()
    masked = masks_on(situation, on, decision_book(kb), kb)
    found = hidden_signs(masked, diary_book(kb))
    return tuple((one.ask, ", ".join(one.medicines)) for one in found)


def days_of(diary: Diary) -> list[dict[str, Any]]:
    """Every day, the newest first; what nobody wrote is said to be not told."""
    return [_day(one) for one in sorted(diary.days, key=lambda one: one.on, reverse=True)]


def _day(entry: DayEntry) -> dict[str, Any]:
    figures = (entry.hard, entry.sleep_hours, entry.sleep_quality, entry.anxiety, entry.body)
    tolerable = entry.tolerable.value.value if isinstance(entry.tolerable, Known) else ""
    yes = [
        name.replace("_", " ")
        for table in (entry.safety, entry.others)
        for name, one in table.items()
        if isinstance(one, Known) and one.value
    ]
    doses = [
        f"{one.time}: {one.dose.value.mg:f} mg"
        for one in entry.doses
        if isinstance(one.dose, Known)
    ]
    return {
        "on": entry.on, "tolerable": tolerable, "yes": yes, "doses": doses,
        "figures": [figure(one.value) if isinstance(one, Known) else "" for one in figures],
    }  # fmt: skip


def figure(value: Fraction | int | None) -> str:
    """A figure of a diary or a scale as people write it; empty for none."""
    return "" if value is None else f"{float(value):g}"


def weeks_of(diary: Diary) -> list[WeekSummary]:
    """Seven days at a time, counted back from the last day written, the newest first."""
    if not diary.days:
        return []
    first, last = min(one.on for one in diary.days), max(one.on for one in diary.days)
    weeks = []
    start = last - timedelta(days=_FEWEST_DAYS - 1)
    while start > first - timedelta(days=_FEWEST_DAYS):
        weeks.append(week_summary(diary.days, start))
        start -= timedelta(days=_FEWEST_DAYS)
    return weeks


def scales_of(diary: Diary, kb: KnowledgeBase) -> list[dict[str, Any]]:
    """Every scale that was filled in, the newest first; no total is no total."""
    return [
        {
            "on": one.on, "title": kb.scale(one.scale_id).title, "total": figure(one.total),
            "highest": figure(kb.scale(one.scale_id).highest), "band": one.band,
            "raised": list(one.raised), "open": len(one.unanswered), "prorated": one.prorated,
        }
        for one in sorted(diary.results, key=lambda one: one.on, reverse=True)
    ]  # fmt: skip
