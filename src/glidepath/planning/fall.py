"""Lowering one time of day after another, at the cut a pace asks for.

Where the taper proper keeps the daily pattern, this empties one time of day before it
touches the next, as some published schedules do. No cut is larger than the one asked
unless the products make no smaller one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from glidepath.domain.calendar import Span
from glidepath.domain.plan import Cut, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen
from glidepath.dosing.makeable import Makeable

if TYPE_CHECKING:
    from glidepath.planning.exchange import Fall

__all__ = ["emptied", "falling_steps", "with_doses"]


def with_doses(present: Regimen, doses: Sequence[Mass], made: Makeable) -> Regimen:
    """The same times of day with other doses, each with its pieces."""
    pairs = zip(present.times, doses, strict=True)
    return Regimen(tuple(Intake(time, dose, made.compose(dose)) for time, dose in pairs))


def emptied(present: Regimen, fall: Fall, made: Makeable) -> Iterator[tuple[int, Regimen]]:
    """Every lower regimen with the days to stay on the one before it, down to nothing.

    The cut is taken from the first time in the order that still has a dose. It goes to
    the lowest makeable dose that is not below what was asked, or, where there is none
    under the present one, to the next makeable dose below.
    """
    start, doses = present.daily_dose, list(present.doses)
    while any(doses):
        daily = sum(dose.nanograms for dose in doses)
        band = fall.pace.band_at(daily, start)
        place = next(n for n in map(present.times.index, fall.order) if doses[n])
        asked = doses[place].nanograms - band.cut_from(daily, start)
        doses[place] = _lower(doses[place], asked, made)
        yield band.days, with_doses(present, doses, made)


def _lower(dose: Mass, asked: Fraction, made: Makeable) -> Mass:
    below = [one for one in made.doses if one < dose]
    gentle = [one for one in below if one.nanograms >= asked]
    return gentle[0] if gentle else below[-1]


def falling_steps(present: Regimen, fall: Fall, made: Makeable, on: date) -> Iterator[Step]:
    """The steps from the first lower dose, on its day, to the watch after the last one."""
    lower = list(emptied(present, fall, made))
    lengths = [days for days, _ in lower[1:]] + [fall.after_days]
    before = present
    for (_, regimen), days in zip(lower, lengths, strict=True):
        cut = Cut(before.daily_dose, regimen.daily_dose)
        kind = StepKind.REDUCED if regimen.daily_dose else StepKind.AFTER
        beyond = fall.ceiling is not None and cut.share > fall.ceiling.fall
        yield Step(Span.lasting(on, days), regimen, kind, cut, beyond)
        before, on = regimen, on + timedelta(days=days)
