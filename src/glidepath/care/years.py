"""The meetings of the years: from before a taper to 36 months after, and while a dose is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.care.milestones import Milestones, milestones
from glidepath.domain.plan import Plan
from glidepath.domain.support import Meeting, Said, SupportBook

__all__ = ["Met", "meetings"]


@dataclass(frozen=True, slots=True)
class Met:
    """One day on which people meet: how, what for, and which scales are filled in."""

    on: date
    how: str
    reasons: tuple[Said, ...]
    scales: tuple[str, ...]


_HOW = ("visit", "call", "form", "desk")
"""From the closest contact to the least; meetings of one day become the closest of them."""


def meetings(plan: Plan, book: SupportBook) -> tuple[Met, ...]:
    """Every meeting in the order of days, those of one day joined.

    The days of the plan's own reviews are not repeated here: these are the years around it.
    """
    stones = milestones(plan)
    found: dict[date, list[Meeting]] = {}
    for meeting in book.meetings:
        for day in _days(meeting, stones):
            found.setdefault(day, []).append(meeting)
    return tuple(_met(day, here) for day, here in sorted(found.items()))


def _met(day: date, here: list[Meeting]) -> Met:
    return Met(
        on=day,
        how=min((one.how for one in here), key=_HOW.index),
        reasons=tuple(one.reason for one in here),
        scales=tuple(dict.fromkeys(scale for one in here for scale in one.scales)),
    )


def _days(meeting: Meeting, stones: Milestones) -> Iterator[date]:
    for event in _events(meeting.event, stones):
        if meeting.days:
            yield from (event + timedelta(days=days) for days in meeting.days)
        else:
            yield from _again_and_again(event, meeting, _last(meeting, stones))


def _events(name: str, stones: Milestones) -> tuple[date, ...]:
    if name == "each_cut":
        # At the last cut the meetings after the goal take over.
        return stones.cuts[:-1]
    if name == "kept":
        kept = None if stones.stops else (stones.goal or stones.start)
        return (kept,) if kept else ()
    day = {"start": stones.start, "last_quarter": stones.last_quarter, "goal": stones.goal}[name]
    return (day,) if day else ()


def _last(meeting: Meeting, stones: Milestones) -> date:
    if meeting.until == "goal":
        return stones.goal or stones.end
    if meeting.until == "end":
        return stones.end
    return stones.start + timedelta(days=meeting.for_days)


def _again_and_again(event: date, meeting: Meeting, last: date) -> Iterator[date]:
    day = event + timedelta(days=meeting.every)
    while day <= last:
        yield day
        day += timedelta(days=meeting.every)
