"""A person who keeps a diary: steady and well unless an example says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath.domain.diary import Circumstance, DayEntry, Symptom, Tolerable, WeekEntry
from glidepath.domain.grading import Urgency
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.scale import ScaleResult
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import DecisionBook, decision_book
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.follow_up import FollowUp, SoFar
from glidepath.monitoring.triage import Answers, Triage, denied, triage

KB = KnowledgeBase.packaged()
BOOK: DecisionBook = decision_book(KB)
FLAGS = flag_book(KB)
CUT = date(2026, 3, 9)
"""The day of the cut that is judged; the baseline week is before it."""
HOURS = Fraction(39)
DAY = timedelta(days=1)


def gate(*yes: str, unanswered: tuple[str, ...] = (), **figures: int) -> Triage:
    """The triage of an entry in which everything is denied but what is named."""
    told: dict[str, Answered[bool]] = dict(denied(FLAGS).symptoms)
    told |= {name: Known(True) for name in yes} | dict.fromkeys(unanswered, UNKNOWN)
    known = {name: Known(Fraction(value)) for name, value in figures.items()}
    scores = dict.fromkeys(FLAGS.figures, Known(Fraction(0))) | known
    return triage(Answers(told, scores), "US", FLAGS)


CALM = gate()
assert CALM.could_be is Urgency.ROUTINE


def day(on: date, **changes: Any) -> DayEntry:
    """A day as it usually is, with these changes; None takes an answer away."""
    usual: dict[str, Any] = {
        "hard": 2,
        "tolerable": Tolerable.YES,
        "sleep_hours": Fraction(7),
        "sleep_quality": 1,
        "anxiety": 1,
        "body": 1,
    }
    told = {
        name: UNKNOWN if value is None else Known(value)
        for name, value in (usual | changes).items()
        if name != "because"
    }
    because = {Circumstance(one): Known(yes) for one, yes in changes.get("because", {}).items()}
    return DayEntry(on, circumstances=because, **told)


def week(
    on: date, role: int | None = 0, **symptoms: tuple[int, bool | None, bool | None]
) -> WeekEntry:
    """A weekly list: every symptom of nerves and senses mild, and those named as they are."""
    listed = dict.fromkeys(BOOK.new_type, Symptom(Known(0))) | {
        name: Symptom(Known(severity), _told(new), _told(before))
        for name, (severity, new, before) in symptoms.items()
    }
    return WeekEntry(on, listed, days_out_of_role=UNKNOWN if role is None else Known(role))


def _told(answer: bool | None) -> Answered[bool]:
    return UNKNOWN if answer is None else Known(answer)


def scale(name: str, on: date, total: int | None) -> ScaleResult:
    """A result of one scale."""
    return ScaleResult(name, "1", on, None if total is None else Fraction(total))


def diary(
    until: int = 14,
    changes: Mapping[int, Mapping[str, Any] | None] | None = None,
    baseline: int | None = 2,
    **usual: Any,
) -> FollowUp:
    """A diary from a week before the cut up to so many days after it.

    `changes` by day after the cut (None: no entry that day), `usual` for all days after the
    cut; `baseline` how hard the days before it were (None: no entries).
    """
    changes = changes or {}
    entries = []
    for number in range(-7, until + 1):
        told = changes.get(number, {})
        if told is None or (number < 0 and baseline is None):
            continue
        base = {"hard": baseline} if number < 0 else usual
        entries.append(day(CUT + number * DAY, **{**base, **told}))
    weeks = tuple(week(CUT + n * DAY) for n in range(-1, until + 1, 7))
    triages = tuple((entry.on, CALM) for entry in entries)
    return FollowUp(tuple(entries), weeks, (), triages)


def so_far(on: int = 14, **changes: Any) -> SoFar:
    """A course one cut old, on a day counted from that cut, with the next cut due that day."""
    usual = SoFar(
        on=CUT + on * DAY,
        half_life_h=HOURS,
        cuts=(CUT,),
        next_cut_on=CUT + 14 * DAY,
        share_of_start=Fraction(3, 4),
        mood_or_psychotic=Known(False),
        epilepsy=Known(False),
    )
    return replace(usual, **changes)
