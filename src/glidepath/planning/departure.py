"""Days on which other doses were taken than the plan has: lower, higher, or both ways.

A day or two in so many are single days. More of them, or a present dose that is not the
plan's, have been chosen by somebody or have come about somehow: nobody can go on from them
before it is known which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.following import DayTaken
from glidepath.domain.plan import Course
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.taken import gaps_in

__all__ = ["Bounds", "Departure", "Way", "departures"]

_DAY = timedelta(days=1)
_Doses = dict[TimeOfDay, Mass]


class Way(StrEnum):
    """Less than planned, more, or now the one and now the other (or the same at other times)."""

    LOWER = "lower"
    HIGHER = "higher"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Bounds:
    """More than so many days in a window of so many have to be answered for.

    `gap_days` is how many days in a row without the drug are a sudden stop, which is answered
    for by itself; `agreed` says that a clinician has agreed how the drug is taken again.
    """

    days: int
    window_days: int
    gap_days: int
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Days on other doses than planned, the daily doses taken on them, and those planned."""

    days: tuple[date, ...]
    way: Way
    taken: tuple[Mass, Mass]
    planned: tuple[Mass, Mass]


def departures(
    course: Course,
    present: Regimen,
    days: Mapping[date, DayTaken],
    span: Span,
    bounds: Bounds,
) -> tuple[Departure, ...]:
    """Where the record of one drug leaves the plan, in order.

    Takes the course that was signed, the doses taken now, the days of the record, the span
    from the plan's first day to the day of asking, and the bounds. Days of which nobody
    knows the doses are no departure (they are asked about by themselves), nor are a sudden
    stop and the doses agreed on after it. A present dose that is the plan's neither for
    today nor for yesterday is one from the first day.
    """
    today = span.end
    known = {
        on: _doses(day.regimen)
        for on, day in sorted(days.items())
        if span.start <= on < today and day.regimen is not None
    }
    settled = _settled(course, known, days, bounds)
    other = [on for on in known if on not in settled and known[on] != _planned(course, on)]
    asked = set(_crowded(other, bounds))
    now = _doses(present)
    if not _fits_now(course, now, today) and not _goes_on(known, settled, now):
        asked |= _since(known, other, now) or {today}
    taken = {**known, today: now}
    return tuple(
        _departure(group, taken, course) for group in _groups(sorted(asked), bounds.window_days)
    )


def _doses(regimen: Regimen) -> _Doses:
    return {one.time: one.dose for one in regimen.intakes if one.dose}


def _planned(course: Course, on: date) -> _Doses:
    """What the course has for a day: nothing before it begins, its last doses after its end."""
    if on < course.span.start:
        return {}
    return _doses([step for step in course.steps if step.span.start <= on][-1].regimen)


def _fits_now(course: Course, now: _Doses, today: date) -> bool:
    """Whether the present doses are the plan's for today or, before a change, for yesterday."""
    return now in (_planned(course, today), _planned(course, today - _DAY))


def _settled(
    course: Course, known: Mapping[date, _Doses], days: Mapping[date, DayTaken], bounds: Bounds
) -> frozenset[date]:
    """The days of a sudden stop, and those on the doses that were agreed on after it."""
    past = {on: days[on] for on in known}
    found: set[date] = set()
    for gap in gaps_in(course, past, bounds.gap_days):
        found |= set(gap)
        if bounds.agreed is not None and bounds.agreed >= gap.start:
            found |= set(_same_from(known, gap.next_day))
    return frozenset(found)


def _same_from(known: Mapping[date, _Doses], start: date) -> Iterator[date]:
    """The days from the first that is told on which the same doses were taken."""
    first: _Doses | None = None
    for on, doses in known.items():
        if on < start:
            continue
        first = doses if first is None else first
        if doses != first:
            return
        yield on


def _goes_on(known: Mapping[date, _Doses], settled: frozenset[date], now: _Doses) -> bool:
    """Whether the present doses are those that were agreed on after a sudden stop."""
    last = max(known, default=None)
    return last is not None and last in settled and known[last] == now


def _crowded(other: Sequence[date], bounds: Bounds) -> Iterator[date]:
    """The days that lie with more than the allowed number in one window."""
    for place, last in enumerate(other[bounds.days :]):
        if (last - other[place]).days < bounds.window_days:
            yield from other[place : place + bounds.days + 1]


def _since(known: Mapping[date, _Doses], other: Sequence[date], now: _Doses) -> set[date]:
    """The last days that were told, as far back as they have the present doses."""
    found: set[date] = set()
    for on in sorted(known, reverse=True):
        if on not in other or known[on] != now:
            break
        found.add(on)
    return found


def _groups(asked: Sequence[date], window: int) -> Iterator[tuple[date, ...]]:
    """The days in runs: those that lie further apart than a window are told by themselves."""
    run: list[date] = []
    for on in asked:
        if run and (on - run[-1]).days >= window:
            yield tuple(run)
            run = []
        run.append(on)
    if run:
        yield tuple(run)


def _departure(days: tuple[date, ...], taken: Mapping[date, _Doses], course: Course) -> Departure:
    pairs = [(_total(taken[on]), _total(_planned(course, on))) for on in days]
    was, meant = zip(*pairs, strict=True)
    return Departure(days, _way(pairs), (min(was), max(was)), (min(meant), max(meant)))


def _way(pairs: Sequence[tuple[Mass, Mass]]) -> Way:
    if all(was < meant for was, meant in pairs):
        return Way.LOWER
    return Way.HIGHER if all(was > meant for was, meant in pairs) else Way.MIXED


def _total(doses: _Doses) -> Mass:
    return Mass(sum(dose.nanograms for dose in doses.values()))
