"""Every entry is triaged before anything else is made of it.

The safety gate, what else the entry says, and the scales of the day become answers of triage.
A flag then stands until somebody in a named role has seen to it; where nobody watches, the
fixed words say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.diary import DayEntry, Tolerable
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.grading import Advice, Urgency
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.diary import latest_of_days
from glidepath.monitoring.diary_book import DiaryBook, Watch
from glidepath.monitoring.flags import FlagBook
from glidepath.monitoring.triage import Answers, Triage, triage

__all__ = [
    "UNANSWERED",
    "Acknowledgement",
    "Alarm",
    "EntryTriage",
    "Standing",
    "answers_of_entry",
    "gate_answers",
    "raise_alarms",
    "standing_of",
    "triage_entry",
    "unanswered_alarm",
    "watch_words",
]  # fmt: skip

UNANSWERED = "unanswered"
"""The flag of a yes to a safety line of which nobody has said what it was."""

_PHQ9 = "phq9"
_SHORT_NIGHTS = {"nights_under_3_hours": 3, "nights_under_5_hours": 5}
Yes = Answered[bool]


@dataclass(frozen=True, slots=True)
class EntryTriage:
    """What one entry calls for, the answers it rests on, and the words on who watches."""

    triage: Triage
    answers: Answers
    watching: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """One flag that somebody has to see to: who, until when, who comes then, in fixed words."""

    flag_id: str
    urgency: Urgency
    raised_at: datetime
    due: datetime
    role: str
    then: str
    escalate: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody in a role has seen to a flag, at a time."""

    flag_id: str
    role: str
    at: datetime


class Standing(StrEnum):
    """Whether an alarm waits in time, has been seen to, or has waited too long."""

    WAITING = "waiting"
    SEEN_TO = "seen_to"
    OVERDUE = "overdue"


def gate_answers(rows: Mapping[str, Yes], book: DiaryBook) -> Mapping[str, Yes]:
    """The safety gate's rows as answers of triage.

    A no to a row is a no to all its answers; a yes leaves them open until each is asked, and
    so does a row that nobody answered. Refuses rows that the data do not name.
    """
    strange = sorted(set(rows) - set(book.gate))
    if strange:
        raise BadInput(
            Problem("safety gate", repr(name[:40]), ", ".join(book.gate)) for name in strange
        )
    answers: dict[str, Yes] = {}
    for name, row in book.gate.items():
        told = rows.get(name, UNKNOWN)
        no = isinstance(told, Known) and not told.value
        answers |= dict.fromkeys((*row.raises, *row.covers), Known(False) if no else UNKNOWN)
    return answers


def answers_of_entry(
    entry: DayEntry,
    earlier: Iterable[DayEntry],
    scales: Sequence[ScaleResult],
    books: tuple[DiaryBook, FlagBook],
) -> Answers:
    """All that an entry says to triage: its gate, whether the day was borne, and its figures.

    Short nights are counted back over unbroken days from the entry's own; where a night that
    nobody wrote down ends the run too early to tell, the figure is unknown. Of the scales
    those of the entry's day count, and the rise of PHQ-9 since the one before.
    """
    book, flags = books
    symptoms: dict[str, Yes] = dict(entry.safety)
    for use, other in book.others.items():
        if other.raises:
            _add(symptoms, other.raises, entry.others.get(use, UNKNOWN))
    if isinstance(entry.tolerable, Known):
        _add(symptoms, "hard_to_bear", Known(entry.tolerable.value is Tolerable.NO))
    figures: dict[str, Answered[Fraction]] = {}
    days = latest_of_days((*(one for one in earlier if one.on < entry.on), entry))
    for name, hours in _SHORT_NIGHTS.items():
        figures[name] = _short_nights(days, hours, _enough(name, flags))
    today = [one for one in scales if one.on == entry.on]
    at_least = {name: low for one in today for name, low in one.at_least.items()}
    return Answers(symptoms, figures | _of_scales(scales, entry), at_least)


def _add(symptoms: dict[str, Yes], name: str, told: Yes) -> None:
    """An answer that the entry implies; what was answered outright stays, a yes always wins."""
    before = symptoms.get(name, UNKNOWN)
    is_yes = isinstance(told, Known) and told.value
    if is_yes or not isinstance(before, Known):
        symptoms[name] = told


def _enough(figure: str, flags: FlagBook) -> Fraction:
    """From how much on a figure is a sign."""
    return min(one.at_least.value for one in flags.signs.values() if one.figure == figure)


def _short_nights(days: tuple[DayEntry, ...], hours: int, enough: Fraction) -> Answered[Fraction]:
    """How many nights up to the last day were shorter than so many hours."""
    count, expected = 0, days[-1].on
    for entry in reversed(days):
        slept = entry.sleep_hours
        if entry.on != expected or not isinstance(slept, Known):
            break
        if slept.value >= hours:
            return Known(Fraction(count))
        count, expected = count + 1, entry.on - timedelta(days=1)
    return Known(Fraction(count)) if count >= enough else UNKNOWN


def _of_scales(scales: Sequence[ScaleResult], entry: DayEntry) -> dict[str, Answered[Fraction]]:
    told = sorted((one for one in scales if one.on <= entry.on), key=lambda one: one.on)
    today = [one for one in told if one.on == entry.on]
    figures: dict[str, Answered[Fraction]] = {}
    for result in today:
        for name, value in result.figures.items():
            figures[name] = Known(value)
    moods = [one.total for one in told if one.scale_id == _PHQ9 and one.total is not None]
    is_new = any(one.scale_id == _PHQ9 and one.total is not None for one in today)
    if is_new and len(moods) > 1:
        figures["phq9_rise"] = Known(max(moods[-1] - moods[-2], Fraction(0)))
    return figures


def triage_entry(
    entry: DayEntry,
    earlier: Iterable[DayEntry],
    scales: Sequence[ScaleResult],
    context: Answers,
    country: str,
    books: tuple[DiaryBook, FlagBook],
    *,
    somebody_watches: bool,
) -> EntryTriage:
    """What this entry calls for, before anything else is made of it.

    `context` is what is known of the person (from the situation); what the entry says counts
    before it, but a yes is never taken back. Refuses answers that triage does not name.
    """
    diary, flags = books
    said = answers_of_entry(entry, earlier, scales, books)
    symptoms = dict(context.symptoms)
    for name, told in said.symptoms.items():
        known_yes = isinstance(had := symptoms.get(name, UNKNOWN), Known) and had.value
        if not known_yes and (isinstance(told, Known) or name not in symptoms):
            symptoms[name] = told
    answers = Answers(symptoms, {**context.figures, **said.figures}, said.at_least)
    words = watch_words(diary, flags, country, somebody_watches=somebody_watches)
    return EntryTriage(triage(answers, country, flags), answers, words)


def watch_words(diary: DiaryBook, flags: FlagBook, country: str, *, somebody_watches: bool) -> str:
    """The fixed words on who watches: somebody, with the number to call first, or nobody."""
    if not somebody_watches:
        return diary.texts["watch.nobody"]
    return diary.texts["watch.somebody"].format(number=flags.numbers_of(country).emergency)


def raise_alarms(seen: Triage, at: datetime, book: DiaryBook) -> tuple[Alarm, ...]:
    """The alarms of an entry, the most urgent first; advice for the next visit raises none."""
    return tuple(
        _alarm(one, at, book.watches[one.urgency])
        for one in seen.advice
        if one.urgency in book.watches
    )


def unanswered_alarm(could_be: Urgency, at: datetime, book: DiaryBook) -> Alarm:
    """The alarm of a safety line that was not denied and not explained.

    It is due as soon as what it could be; where that could wait for the next visit it is due
    with the mildest alarm, because nobody has looked.
    """
    watch = book.watches.get(could_be) or book.watches[min(book.watches)]
    return _watched(UNANSWERED, Urgency.UNKNOWN, at, watch)


def _alarm(advice: Advice, at: datetime, watch: Watch) -> Alarm:
    return _watched(advice.flag_id, advice.urgency, at, watch)


def _watched(flag_id: str, urgency: Urgency, at: datetime, watch: Watch) -> Alarm:
    return Alarm(
        flag_id=flag_id,
        urgency=urgency,
        raised_at=at,
        due=at + timedelta(minutes=watch.minutes),
        role=watch.role,
        then=watch.then,
        escalate=watch.escalate,
    )


def standing_of(alarm: Alarm, done: Iterable[Acknowledgement], now: datetime) -> Standing:
    """How an alarm stands at a time.

    Only somebody in the alarm's role, or in the one that comes then, can see to it, and only
    after it was raised; who is late is late, but has seen to it.
    """
    for one in done:
        is_ours = one.flag_id == alarm.flag_id and one.role in (alarm.role, alarm.then)
        if is_ours and alarm.raised_at <= one.at <= now:
            return Standing.SEEN_TO
    return Standing.OVERDUE if now > alarm.due else Standing.WAITING
