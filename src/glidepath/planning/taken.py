"""What a record of days says of the present doses: since when, what was missed, what stood still.

A lone missed or doubled dose changes nothing. Days without the drug are never progress: a
few single ones make the next cut wait, and a run of them is a sudden stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.domain.calendar import Span
from glidepath.domain.following import DayTaken
from glidepath.domain.plan import Course
from glidepath.domain.regimen import Regimen

__all__ = ["Account", "Tolerance", "account", "gaps_in"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Bounds in days: other doses that change nothing, single misses that matter, a gap."""

    lone_days: int
    missed_days: int
    gap_days: int


@dataclass(frozen=True, slots=True)
class Account:
    """The present doses as the record tells of them.

    `since` is the first day on them, lone other days aside (None where the record tells
    nothing at all); `missed` are the days without the drug since then, `less`, `more` and
    `unknown` the other days that differ; `gap` is the last sudden stop, `wait_from` the day
    from which the next cut has to wait because of missed days.
    """

    since: date | None
    missed: tuple[date, ...] = ()
    less: tuple[date, ...] = ()
    more: tuple[date, ...] = ()
    unknown: tuple[date, ...] = ()
    gap: Span | None = None
    wait_from: date | None = None


def account(
    course: Course,
    present: Regimen,
    days: Mapping[date, DayTaken],
    today: date,
    tolerance: Tolerance,
) -> Account:
    """Read the record of one drug up to the day before today.

    Takes the course that was signed, the doses taken now, the days of the record, the day
    of asking and the bounds. Days before the course are read too: a dose may be older than
    the version of the plan.
    """
    past = {on: day for on, day in days.items() if on < today}
    gap = _last_gap(course, past, tolerance.gap_days)
    if not past and course.span.start < today:
        return Account(None)
    since = _since(present, past, today, tolerance.lone_days)
    if gap is not None:
        since = max(since, gap.next_day)
    run = Span(since, today - _DAY) if since < today else ()
    some = bool(present.daily_dose)  # with nothing to take no day is missed
    missed = tuple(on for on in run if some and on in past and past[on].is_without)
    few = len(missed) < tolerance.missed_days
    return Account(
        since,
        missed,
        tuple(on for on in run if on not in missed and _moved(past.get(on), present) < 0),
        tuple(on for on in run if _moved(past.get(on), present) > 0),
        tuple(on for on in run if on not in past or past[on].regimen is None),
        gap,
        None if few else missed[-1] + _DAY,
    )


def _since(present: Regimen, past: Mapping[date, DayTaken], today: date, lone_days: int) -> date:
    """The first day on the present doses, going back over no more than lone other days."""
    since, day, others = today, today - _DAY, 0
    first = min(past, default=today)
    while others <= lone_days and day >= first:
        if _is(past.get(day), present):
            since, others = day, 0
        else:
            others += 1
        day -= _DAY
    return since


def _last_gap(course: Course, past: Mapping[date, DayTaken], gap_days: int) -> Span | None:
    runs = gaps_in(course, past, gap_days)
    return runs[-1] if runs else None


def gaps_in(course: Course, past: Mapping[date, DayTaken], gap_days: int) -> tuple[Span, ...]:
    """Every run of so many days or more without the drug, on which the course had some."""
    return tuple(run for run in _runs_without(course, past) if run.days >= gap_days)


def _runs_without(course: Course, past: Mapping[date, DayTaken]) -> Iterator[Span]:
    run: Span | None = None
    for on in sorted(on for on in past if past[on].is_without and _has_drug(course, on)):
        if run is not None and run.next_day == on:
            run = Span(run.start, on)
            continue
        if run is not None:
            yield run
        run = Span(on, on)
    if run is not None:
        yield run


def _has_drug(course: Course, on: date) -> bool:
    steps = (step for step in course.steps if step.span.start <= on <= step.span.end)
    return any(step.regimen.daily_dose for step in steps)


def _is(day: DayTaken | None, present: Regimen) -> bool:
    return day is not None and day.regimen is not None and _alike(day.regimen, present)


def _alike(one: Regimen, other: Regimen) -> bool:
    return one.times == other.times and one.doses == other.doses


def _moved(day: DayTaken | None, present: Regimen) -> int:
    """Below 0 where less was taken on a day than now, above 0 where more; 0 if unknown."""
    if day is None or day.regimen is None:
        return 0
    return day.regimen.daily_dose.nanograms - present.daily_dose.nanograms
