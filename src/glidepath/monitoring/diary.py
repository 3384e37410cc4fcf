"""What a diary says of a baseline, a week, and what hides its signs; missing is never well.

A figure that nobody wrote down is left out and counted as missing. Median and the median
distance from it (MAD) are within one person: nobody is compared with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.calendar import Span
from glidepath.domain.diary import DayEntry, Tolerable
from glidepath.domain.person import Known
from glidepath.monitoring.diary_book import DiaryBook
from glidepath.monitoring.follow_up import Baseline, Masked, measured, median

__all__ = [
    "FIGURES", "Hidden", "WeekSummary", "baseline", "forms_due", "hidden_signs", "latest_of_days",
    "week_summary",
]  # fmt: skip

FIGURES = ("hard", "sleep_hours", "sleep_quality", "anxiety", "body")


def latest_of_days(entries: Iterable[DayEntry]) -> tuple[DayEntry, ...]:
    """One entry for each day, the last that was given for it, in the order of days."""
    days = {entry.on: entry for entry in entries}
    return tuple(days[day] for day in sorted(days))


def baseline(
    entries: Iterable[DayEntry], before: date, book: DiaryBook
) -> Mapping[str, Baseline | None]:
    """The person's own measure for each daily figure: median and MAD of the week before a day.

    Takes the entries and the day of the first cut, which is not part of that week. None for
    a figure with fewer answers than the data ask for.
    """
    week = Span(before - timedelta(days=book.baseline_days), before - timedelta(days=1))
    told = latest_of_days(entries)
    return {name: measured(told, name, week, book.baseline_least) for name in FIGURES}


def _values(entries: Iterable[DayEntry], name: str) -> list[Fraction]:
    told = (getattr(entry, name) for entry in entries)
    return [Fraction(one.value) for one in told if isinstance(one, Known)]


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """Seven days at a glance: medians of what was told, and the days of which nothing was.

    `medians` hold None for a figure that nobody wrote down. `not_borne`, `just_borne` and
    `borne` count days; `without_entry` are days with no entry at all.
    """

    span: Span
    days_told: int
    medians: Mapping[str, Fraction | None]
    worst: Fraction | None
    borne: int
    just_borne: int
    not_borne: int
    without_entry: tuple[date, ...]


def week_summary(entries: Iterable[DayEntry], start: date) -> WeekSummary:
    """The seven days from a day on."""
    span = Span.lasting(start, 7)
    week = [one for one in latest_of_days(entries) if span.start <= one.on <= span.end]
    told = {name: _values(week, name) for name in FIGURES}
    answers = [one.tolerable.value for one in week if isinstance(one.tolerable, Known)]
    written = {entry.on for entry in week}
    return WeekSummary(
        span=span,
        days_told=len(week),
        medians={name: median(values) if values else None for name, values in told.items()},
        worst=max(told["hard"], default=None),
        borne=answers.count(Tolerable.YES),
        just_borne=answers.count(Tolerable.JUST),
        not_borne=answers.count(Tolerable.NO),
        without_entry=tuple(day for day in span if day not in written),
    )


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sign that a medicine hides, and how the diary asks for it: a calm answer proves nothing."""

    sign: str
    ask: str
    medicines: tuple[str, ...]


def hidden_signs(masked: Iterable[Masked], book: DiaryBook) -> tuple[Hidden, ...]:
    """The daily figures and weekly symptoms that masks in force hide, in the diary's order."""
    names = {one.mask_id: one.medicines for one in masked}
    signs = [(name, asked.ask, asked.hidden_by) for name, asked in book.daily.items()]
    signs += [(name, listed.ask, listed.hidden_by) for name, listed in book.symptoms.items()]
    found = (
        Hidden(sign, ask, tuple(dict.fromkeys(n for mask in masks for n in names.get(mask, ()))))
        for sign, ask, masks in signs
    )
    return tuple(one for one in found if one.medicines)


def forms_due(
    day: date, cuts: Iterable[date], stops_on: date | None, book: DiaryBook
) -> tuple[str, ...]:
    """Which forms are asked for on a day: "day", "week", both or none.

    Takes the days of all cuts of the plan and its first day without the drug. Before the
    first cut the diary is asked for as long as the data say, and after the last dose too.
    """
    when, ordered = book.cadence, sorted(cuts)
    if not ordered:
        return ()
    first = ordered[0] - timedelta(days=when.days_before)
    last = (stops_on or date.max - timedelta(weeks=when.weeks_after_stop)) + timedelta(
        weeks=when.weeks_after_stop
    )
    if not first <= day <= last:
        return ()
    weekly = (day - first).days % when.weekly_every == 0
    after = any((day - cut).days in when.after_cut for cut in ordered)
    return ("day", "week") if weekly or after else ("day",)
