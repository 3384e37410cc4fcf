"""What really happened to planned doses: missed, late, doubled, or vomited.

A vomited dose is never guessed: it is flagged, and the course is given twice, with the
dose kept and with it lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.doses import DosedDays, Intake, IntakeDay

__all__ = ["Deviated", "Deviation", "deviate"]

Kind = Literal["missed", "late", "doubled", "vomited"]
DAY = 24.0


@dataclass(frozen=True, slots=True)
class Deviation:
    """One dose that did not go as planned: its `day` (from 0), planned `hour` and drug.

    `by_hours` is how late a late dose was.
    """

    day: int
    hour: float
    drug: str
    kind: Kind
    by_hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Deviated:
    """The course as it went: `kept` with vomited doses counted, `lost` without them, and flags."""

    kept: DosedDays
    lost: DosedDays
    flags: tuple[str, ...]


def deviate(course: DosedDays, deviations: Iterable[Deviation]) -> Deviated:
    """Apply what happened to a course.

    Refuses a deviation that meets no planned dose, and a late dose that leaves the course.
    """
    kept, lost = ([list(day) for day in course.days] for _ in range(2))
    flags: list[str] = []
    problems: list[Problem] = []
    for number, one in enumerate(deviations, start=1):
        planned = _planned(course, one)
        if planned is None:
            given = f"{one.drug} on day {one.day} at {one.hour:g} h"
            problems.append(Problem(f"deviation {number}", given, "a planned dose"))
            continue
        problems += _apply(kept, planned, one, lost=False)
        _apply(lost, planned, one, lost=True)
        if one.kind == "vomited":
            flags.append(f"day {one.day}, {one.hour:g} h: vomited; shown with and without it")
    if problems:
        raise BadInput(problems)
    with_it, without_it = (_course(course.before, days) for days in (kept, lost))
    return Deviated(with_it, without_it, tuple(flags))


def _planned(course: DosedDays, one: Deviation) -> Intake | None:
    day = course.days[one.day] if 0 <= one.day < len(course.days) else ()
    return next((it for it in day if it[0] == one.hour and it[2] == one.drug), None)


def _apply(
    days: list[list[Intake]], planned: Intake, one: Deviation, *, lost: bool
) -> list[Problem]:
    hour, mg, drug = planned
    if one.kind == "doubled":
        days[one.day].append(planned)
    elif one.kind == "missed" or (one.kind == "vomited" and lost):
        days[one.day].remove(planned)
    elif one.kind == "late":
        extra, at = divmod(hour + one.by_hours, DAY)
        to = one.day + int(extra)
        if one.by_hours < 0 or to >= len(days):
            given = f"{one.by_hours:g} h late"
            return [Problem("late dose", given, "a time within the course, not before plan")]
        days[one.day].remove(planned)
        days[to].append((at, mg, drug))
    return []


def _course(before: IntakeDay | None, days: list[list[Intake]]) -> DosedDays:
    return DosedDays(before, tuple(tuple(sorted(day)) for day in days))
