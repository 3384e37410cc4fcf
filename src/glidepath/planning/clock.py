"""The pace asked, as a clock: the day on which somebody at that pace passes a daily dose.

A cut of a share p every d days is the continuous fall D(t) = D0 (1-p)^(t/d); a fixed cut
of c every d days is the straight line D(t) = D0 - c t/d. Where a pace has several bands
the clock runs through them one after the other. The clock answers one question exactly
enough for planning (to a thousandth of a day): how long may a dose be held before the
pace asked has fallen to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from glidepath.domain.policy import Band, Law, Pace, StepDays
from glidepath.domain.quantity import Mass

__all__ = ["MILLIDAYS", "Clock", "clock"]

MILLIDAYS = 1000
_CONTEXT = Context(prec=16)


@dataclass(frozen=True)
class Clock:
    """When the pace asked passes each daily dose, in thousandths of a day from the start.

    `at` holds the daily doses asked for, in nanograms; 0 is missing where the pace never
    reaches it (a share of the current dose never ends). `asked_days` is the length of
    step the pace asks for at each dose.
    """

    at: dict[int, int]
    asked_days: dict[int, int]
    step_days: StepDays
    grain: int
    stop_from: int

    def ideal(self, before: int, after: int) -> int | None:
        """Thousandths of a day the pace asked takes from one daily dose to the next."""
        if after not in self.at:
            return None
        return self.at[after] - self.at[before]

    def days(self, before: int, after: int) -> int:
        """Whole days to stay on a dose before the next cut.

        The time the pace asked takes to fall that far, to the nearest week (or day, where
        the policy counts in days), never below the policy's shortest step and never above
        the longest hold. Before a last step that the pace has no time for, the longest
        hold; from a dose low enough to stop from, the step the pace asks for.
        """
        ideal = self.ideal(before, after)
        if ideal is None:
            low = before <= self.stop_from
            wanted = self.asked_days[before] if low else self.step_days.stretch
        else:
            grain = self.grain * MILLIDAYS
            wanted = (2 * ideal + grain) // (2 * grain) * self.grain
        return min(max(wanted, self.step_days.shortest), self.step_days.stretch)

    def misses(self, before: int, after: int) -> tuple[int, int]:
        """How far a step misses the pace asked, and the length of step the pace asks for.

        First by how many thousandths of a day, rounding apart: rounding to whole weeks or
        days moves a step by at most half of one, and that is not held against it; what
        counts is a step that had to be longer or shorter. Then by how many days the step
        is longer or shorter than the steps the pace asks for.
        """
        days = self.days(before, after)
        uneven = abs(days - self.asked_days[before])
        ideal = self.ideal(before, after)
        if ideal is None:
            return 0, uneven
        return max(0, abs(days * MILLIDAYS - ideal) - self.grain * MILLIDAYS // 2), uneven


def clock(
    pace: Pace, start: Mass, doses: Sequence[int], step_days: StepDays, stop_from: Mass
) -> Clock:
    """The clock of a pace for the daily doses (nanograms) that a space holds.

    The time to a dose is the sum over the bands that are passed on the way to it from the
    highest one.
    """
    falling = sorted(set(doses), reverse=True)
    stretches = [_Stretch.of(band, start) for band in pace.bands]
    times = {daily: _passed(stretches, falling[0], daily) for daily in falling}
    at = {
        daily: int((time * MILLIDAYS).to_integral_value())
        for daily, time in times.items()
        if time is not None
    }
    asked_days = {daily: pace.band_at(daily, start).days for daily in falling if daily}
    weekly = step_days.shortest % 7 == 0 and step_days.longest % 7 == 0
    return Clock(at, asked_days, step_days, 7 if weekly else 1, stop_from.nanograms)


_Dose = int | Fraction


@dataclass(frozen=True)
class _Stretch:
    """One band as the clock runs through it: down to where, and how slowly.

    Where the cut is a share of the current dose `shrink` is the time for a fall by a
    factor e; else `fall` is the time for one nanogram.
    """

    floor: _Dose
    shrink: Decimal | None = None
    fall: Fraction = Fraction(0)

    @classmethod
    def of(cls, band: Band, start: Mass) -> _Stretch:
        floor = max(Fraction(band.above.nanograms), band.above_share * start.nanograms)
        whole = int(floor) if floor.denominator == 1 else floor
        if band.law is not Law.SHARE_OF_CURRENT:
            return cls(whole, fall=band.days / band.cut_from(0, start))
        if band.cut == 1:
            return cls(whole, Decimal(0))
        per_step = -_CONTEXT.ln(_decimal(1 - band.cut))
        return cls(whole, _CONTEXT.divide(Decimal(band.days), per_step))

    def spent(self, upper: _Dose, lower: _Dose) -> Decimal | None:
        """Days from one dose to another within the band; None where zero is never reached."""
        if self.shrink is None:
            return _decimal((upper - lower) * self.fall)
        if not lower:
            return None
        return _CONTEXT.multiply(_CONTEXT.ln(_ratio(upper, lower)), self.shrink)


def _passed(stretches: Sequence[_Stretch], before: int, after: int) -> Decimal | None:
    spent = Decimal(0)
    upper: _Dose = before
    for stretch in stretches:
        lower = max(stretch.floor, after)
        if upper <= lower:
            continue
        part = stretch.spent(upper, lower)
        if part is None:
            return None
        spent, upper = _CONTEXT.add(spent, part), lower
    return spent


def _decimal(number: _Dose) -> Decimal:
    return _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))


def _ratio(upper: _Dose, lower: _Dose) -> Decimal:
    over, under = upper.numerator * lower.denominator, upper.denominator * lower.numerator
    return _CONTEXT.divide(Decimal(over), Decimal(under))
