"""Two drugs of an exchange laid out by days: runs of days on the same doses of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from glidepath.safety.checker.amounts import Doses
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.pairing import exchanged
from glidepath.safety.checker.sheet import Sheet

__all__ = ["Both", "Move", "Stretch", "both", "milligrams"]

_NOTHING = Fraction(0)
_ONE_DAY = timedelta(days=1)


def milligrams(doses: Doses) -> Fraction:
    """All doses of a day together, in mg."""
    return sum(doses.values(), _NOTHING)


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken run of days with the same doses of the old and of the new drug."""

    first: date
    last: date
    old: Doses
    new: Doses

    def combined(self, rate: Fraction) -> Fraction:
        """Both as mg of the old drug a day, at so many mg of the new one for one mg of it."""
        return milligrams(self.old) + milligrams(self.new) / rate


@dataclass(frozen=True, slots=True)
class Move:
    """The change from one stretch to the next, by times of day."""

    before: Stretch
    after: Stretch

    @property
    def day(self) -> date:
        """The first day on the new doses."""
        return self.after.first

    @property
    def times(self) -> tuple[str, ...]:
        """The times of day at which the old drug changes, or the new one rises."""
        old, new = (self.before.old, self.after.old), (self.before.new, self.after.new)
        times = sorted({*old[0], *old[1], *new[1]})
        return tuple(
            time
            for time in times
            if old[0].get(time, _NOTHING) != old[1].get(time, _NOTHING)
            or new[0].get(time, _NOTHING) < new[1].get(time, _NOTHING)
        )

    @property
    def lowers(self) -> bool:
        """Whether the daily dose of the new drug falls."""
        return milligrams(self.after.new) < milligrams(self.before.new)


@dataclass(frozen=True, slots=True)
class Both:
    """An exchange: what is taken before it, and every stretch of it."""

    before: Stretch
    stretches: tuple[Stretch, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every change of either drug."""
        return tuple(Move(*pair) for pair in pairwise((self.before, *self.stretches)))

    @property
    def lowered_on(self) -> date | None:
        """The first day on which the new drug is lowered; None if it is not."""
        return next((move.day for move in self.moves if move.lowers), None)

    @property
    def exchanging(self) -> tuple[Stretch, ...]:
        """The stretches before the new drug is lowered."""
        end = self.lowered_on
        return tuple(one for one in self.stretches if end is None or one.first < end)

    @property
    def exchange_days(self) -> tuple[date, ...]:
        """The days of the moves by which one drug takes the other's place."""
        end = self.lowered_on
        return tuple(
            move.day
            for move in self.moves
            if move.times and (end is None or move.day < end or move.before.old != move.after.old)
        )


def both(sheet: Sheet) -> tuple[Both | None, tuple[str, ...]]:
    """The exchange of a claim, and what is missing for laying it out.

    None with nothing missing where nothing is exchanged.
    """
    if not any(course.gives_way or course.takes_over for course in sheet.courses):
        return None, ()
    pair = exchanged(sheet)
    if pair is None:
        return None, ("courses",)
    missing = (*pair[0].missing, *pair[1].missing)
    if any(taken.step.end < taken.step.start for one in pair for taken in one.taken):
        missing += ("steps",)  # days that run backwards cannot be laid out
    return (None, missing) if missing else (_laid_out(*pair), ())


def _laid_out(old: Reading, new: Reading) -> Both:
    stretches: list[Stretch] = []
    for first, last in _runs(old, new):
        here = Stretch(first, last, _on(old, first), _on(new, first))
        if stretches and (stretches[-1].old, stretches[-1].new) == (here.old, here.new):
            here = Stretch(stretches.pop().first, last, here.old, here.new)
        stretches.append(here)
    day = min(taken.step.start for taken in (*old.taken, *new.taken))
    return Both(Stretch(day, day, _before(old), _before(new)), tuple(stretches))


def _runs(old: Reading, new: Reading) -> Iterator[tuple[date, date]]:
    """First and last day of the runs between any two days on which a step begins or ends."""
    steps = [taken.step for taken in (*old.taken, *new.taken)]
    last = max(step.end for step in steps)
    starts = {step.start for step in steps}
    starts |= {step.end + _ONE_DAY for step in steps if step.end < last}
    ordered = sorted(starts)
    yield from zip(ordered, [*(day - _ONE_DAY for day in ordered[1:]), last], strict=True)


def _before(reading: Reading) -> Doses:
    return {time: dose for time, dose in (reading.present or {}).items() if dose}


def _on(reading: Reading, day: date) -> Doses:
    """What is taken of one drug on a day: nothing where no step tells of it after the first."""
    for taken in reading.taken:
        if taken.doses is not None and taken.step.start <= day <= taken.step.end:
            return taken.doses
    begins = min(taken.step.start for taken in reading.taken)
    return _before(reading) if day < begins else {}
