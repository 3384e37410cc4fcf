"""Small steps instead of one cut that is then held: another shape of the same course.

Each cut of a finished course is spread over the days that follow it, so that no day is
below what holding would give. Where the products make nothing in between, before a last
step that must stand alone, and where cuts in a window would add up to more than a ceiling,
a step is held as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.plan import Course, Cut, Step, StepKind
from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.planning.fall import with_doses

__all__ = ["Spread", "spread"]

_Doses = tuple[Mass, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The course in small steps, how many of its steps were spread, and how many were held."""

    course: Course
    spread: int
    held: int


def spread(
    course: Course,
    products: Sequence[Product],
    most_pieces: int,
    ceilings: Sequence[Ceiling],
    shortest: int,
) -> Spread:
    """A taper with every cut spread over its step in steps of `shortest` days or more.

    Takes a taper, the products and the most pieces of one intake, and the ceilings that no
    run of days may break.
    """
    largest = max(max(step.regimen.doses) for step in course.steps)
    made = makeable(products, largest, most_pieces)
    steps = course.steps
    may = {place for place in range(1, len(steps) - 1) if _may(steps, place, shortest)}
    while True:
        parts = {place: _parts(steps, place, made, shortest) for place in sorted(may)}
        whole = _without_gaps(
            [
                part
                for place, step in enumerate(steps)
                for part in (parts[place] if place in may else [(place, step)])
            ]
        )
        guilty = _guilty(whole, ceilings) & may
        if not guilty:
            break
        may -= guilty
    done = sum(len(found) > 1 for found in parts.values())
    cuts = sum(step.cut is not None for step in steps)
    return Spread(replace(course, steps=tuple(step for _, step in whole)), done, cuts - done)


def _may(steps: Sequence[Step], place: int, shortest: int) -> bool:
    """Whether a step can be spread at all: long enough, and no last step at either end."""
    step, after = steps[place], steps[place + 1]
    long_enough = step.span.days >= 2 * shortest
    return bool(step.cut) and long_enough and not step.terminal and not after.terminal


def _parts(
    steps: Sequence[Step], place: int, made: Makeable, shortest: int
) -> list[tuple[int, Step]]:
    """One step as the small steps it is made of, each with the place it came from.

    Where no dose lies in between the step stays as it is: a later cut would not be a smaller one.
    """
    step, before = steps[place], steps[place - 1].regimen
    count = step.span.days // shortest
    length = step.span.days // count
    found: list[tuple[int, Step]] = []
    doses = before.doses
    for part in range(1, count + 1):
        day = step.span.start + timedelta(days=length * (part - 1))
        lower = _between(before.doses, step.regimen.doses, Fraction(part, count), doses, made)
        if lower != doses:
            found.append((place, _small(step, before, doses, lower, made, day)))
            doses = lower
    return found if len(found) > 1 else [(place, step)]


def _without_gaps(parts: Sequence[tuple[int, Step]]) -> list[tuple[int, Step]]:
    """The same steps, each until the day before the next one begins."""
    ends = [step.span.start - timedelta(days=1) for _, step in parts[1:]]
    ends.append(parts[-1][1].span.end)
    return [
        (place, replace(step, span=Span(step.span.start, end)))
        for (place, step), end in zip(parts, ends, strict=True)
    ]


def _small(
    step: Step, before: Regimen, doses: _Doses, lower: _Doses, made: Makeable, day: date
) -> Step:
    cut = Cut(_total(doses), _total(lower))
    regimen = with_doses(before, lower, made)
    return Step(Span(day, step.span.end), regimen, StepKind.REDUCED, cut, why=step.why)


def _between(top: _Doses, bottom: _Doses, share: Fraction, now: _Doses, made: Makeable) -> _Doses:
    """The lowest makeable doses, none above now, whose sum is at or above that share of the way."""
    wanted = [
        high.nanograms - share * (high - low).nanograms
        for high, low in zip(top, bottom, strict=True)
    ]
    found = [min(_at_or_above(asked, made), dose) for asked, dose in zip(wanted, now, strict=True)]
    least = sum(wanted, Fraction(0))
    for place, low in enumerate(bottom):
        lower = max((one for one in made.doses if low <= one < found[place]), default=None)
        if lower is not None and _sum(found) - (found[place] - lower).nanograms >= least:
            found[place] = lower
    return tuple(found)


def _at_or_above(asked: Fraction | int, made: Makeable) -> Mass:
    return next(dose for dose in made.doses if dose.nanograms >= asked)


def _sum(doses: Sequence[Mass]) -> int:
    return sum(dose.nanograms for dose in doses)


def _total(doses: Sequence[Mass]) -> Mass:
    return Mass(_sum(doses))


def _guilty(whole: Sequence[tuple[int, Step]], ceilings: Sequence[Ceiling]) -> set[int]:
    """The places whose cuts add up to more than a ceiling with others in its window."""
    cuts = [(place, step) for place, step in whole if step.cut is not None]
    found: set[int] = set()
    for number, (_, last) in enumerate(cuts):
        for ceiling in ceilings:
            near = [
                (place, one)
                for place, one in cuts[: number + 1]
                if (last.span.start - one.span.start).days < ceiling.days
            ]
            if len(near) > 1 and _fall(near[0][1], last) > ceiling.fall:
                found |= {place for place, _ in near}
    return found


def _fall(first: Step, last: Step) -> Fraction:
    assert first.cut is not None
    assert last.cut is not None
    return (first.cut.before - last.cut.after) / first.cut.before
