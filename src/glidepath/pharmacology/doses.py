"""Doses on a clock: what is taken, at which hour of which day, as plain values.

A course is given as steps of plain data, `(days, intakes)`, where each intake is
`(hour_of_day, mg)` or, when several drugs are taken, `(hour_of_day, mg, drug)`. Doses
are floats here and only here: exposure is an estimate, the plan keeps the exact doses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = ["DoseEvent", "DosedDays", "IntakeDay", "dosed_days", "events_to_days", "to_events"]

HOURS_A_DAY = 24.0

Intake = tuple[float, float, str]
IntakeDay = tuple[Intake, ...]


@dataclass(frozen=True, slots=True, order=True)
class DoseEvent:
    """One dose taken: `hours` from midnight at the start of the course, `mg`, drug id."""

    hours: float
    mg: float
    drug: str

    def __post_init__(self) -> None:
        """Refuse a dose that is no number, negative, or of no drug."""
        problems = [*_bad_number("hours", self.hours), *_bad_number("mg", self.mg, least=0.0)]
        if not self.drug:
            problems.append(Problem("drug", "nothing", "the id of a drug"))
        if problems:
            raise BadInput(problems)


@dataclass(frozen=True, slots=True)
class DosedDays:
    """A course day by day: the intakes of each day, and what was taken before it for long.

    `before` is the present regimen, thought to have reached its steady state; None means
    that nothing was taken before.
    """

    before: IntakeDay | None
    days: tuple[IntakeDay, ...]

    @property
    def drugs(self) -> tuple[str, ...]:
        """The drugs that occur, in order of first use."""
        every = (intake for day in (self.before or (), *self.days) for intake in day)
        return tuple(dict.fromkeys(drug for _, _, drug in every))


def dosed_days(
    steps: Iterable[tuple[int, Sequence[Sequence[Any]]]],
    *,
    drug: str | None = None,
    before: Sequence[Sequence[Any]] | None = None,
) -> DosedDays:
    """A course from its steps.

    `steps` are (days, intakes); `drug` names the drug of intakes that do not name their
    own; `before` is the present regimen's day, at steady state, or None for a start from
    nothing. Refuses what is not a number, negative doses, hours outside 0 to 24, and an
    intake without a drug: all problems at once.
    """
    problems: list[Problem] = []
    start = None if before is None else _day(before, drug, "before", problems)
    days: list[IntakeDay] = []
    for number, (length, intakes) in enumerate(steps, start=1):
        if isinstance(length, bool) or not isinstance(length, int) or length < 1:
            problems.append(Problem(f"step {number}", f"{length!r} days", "a whole number from 1"))
            continue
        days += [_day(intakes, drug, f"step {number}", problems)] * length
    if not days and not problems:
        problems.append(Problem("steps", "none", "at least one step of at least one day"))
    if problems:
        raise BadInput(problems)
    return DosedDays(start, tuple(days))


def to_events(course: DosedDays) -> list[DoseEvent]:
    """Every dose of the course in order of time; the present regimen before it is not listed."""
    return [
        DoseEvent(number * HOURS_A_DAY + hour, mg, drug)
        for number, day in enumerate(course.days)
        for hour, mg, drug in day
        if mg > 0
    ]


def events_to_days(
    events: Iterable[DoseEvent], days: int, *, before: IntakeDay | None = None
) -> DosedDays:
    """A course of `days` days from single doses at any times: missed, late and doubled ones too.

    Refuses a dose before the first midnight or after the last day.
    """
    found: list[list[Intake]] = [[] for _ in range(days)]
    problems = []
    for row, event in enumerate(events, start=1):
        number = int(event.hours // HOURS_A_DAY)
        if not 0 <= number < days:
            problems.append(Problem(f"dose {row}", f"{event.hours} h", f"0 to {days * 24} h"))
        else:
            found[number].append((event.hours - number * HOURS_A_DAY, event.mg, event.drug))
    if problems:
        raise BadInput(problems)
    return DosedDays(before, tuple(tuple(sorted(day)) for day in found))


def _day(
    intakes: Sequence[Sequence[Any]], drug: str | None, where: str, problems: list[Problem]
) -> IntakeDay:
    """One day's intakes in order of time; what is wrong is added to `problems`."""
    good: list[Intake] = []
    for row, given in enumerate(intakes, start=1):
        place = f"{where}, intake {row}"
        if len(given) not in (2, 3) or (len(given) == 2 and drug is None):
            problems.append(Problem(place, repr(tuple(given)), "(hour, mg) or (hour, mg, drug)"))
            continue
        name = str(given[2]) if len(given) == 3 else str(drug)
        bad = [*_bad_number("hour", given[0], least=0.0, below=HOURS_A_DAY)]
        bad += _bad_number("mg", given[1], least=0.0)
        problems += [one.at(place) for one in bad]
        if not bad:
            good.append((float(given[0]), float(given[1]), name))
    return tuple(sorted(good))


def _bad_number(
    name: str, value: Any, *, least: float | None = None, below: float | None = None
) -> list[Problem]:
    """What is wrong with a number, if anything."""
    allowed = "a number" + (f" from {least:g}" if least is not None else "")
    allowed += f" and below {below:g}" if below is not None else ""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return [Problem(name, repr(value), allowed)]
    low = least is not None and number < least
    high = below is not None and number >= below
    if not isfinite(number) or low or high or isinstance(value, bool):
        return [Problem(name, repr(value), allowed)]
    return []
