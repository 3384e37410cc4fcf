"""A policy's own schedule, taken literally: what it says from a dose, whether makeable or not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.policy import Law, Pace
from glidepath.domain.quantity import Mass

__all__ = ["Point", "Schedule", "literal"]

_NG_PER_MG = 1_000_000
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Point:
    """From this day on (counted from the start) this daily dose in mg, exactly."""

    day: int
    mg: Fraction


@dataclass(frozen=True, slots=True)
class Schedule:
    """Daily doses from the present one to the last; `days` until the last one begins."""

    points: tuple[Point, ...]

    @property
    def days(self) -> int:
        """Days from the start until the last dose begins."""
        return self.points[-1].day

    @property
    def doses(self) -> tuple[Fraction, ...]:
        """The daily doses in mg, in order."""
        return tuple(point.mg for point in self.points)


def literal(pace: Pace, start: Mass, last: Mass) -> Schedule:
    """The schedule a pace gives from a starting dose, step by step, without any rounding.

    The step before each cut lasts the days of the band the dose is in. A pace that takes
    a share of the current dose never reaches zero: it is followed down to the first dose
    at or below `last`, and stops from there. Refuses a schedule that does not end within
    a few hundred doses rather than show the beginning of it as the whole.
    """
    points = [Point(0, Fraction(start.nanograms, _NG_PER_MG))]
    while points[-1].mg and len(points) < _LONGEST:
        points.append(_next(pace, start, last, points[-1]))
    if points[-1].mg:
        given = f"{pace.name} from {start.mg} mg a day"
        raise BadInput(Problem("schedule", given, f"one that ends within {_LONGEST} doses"))
    return Schedule(tuple(points))


def _next(pace: Pace, start: Mass, last: Mass, now: Point) -> Point:
    nanograms = now.mg * _NG_PER_MG
    band = pace.band_at(nanograms, start)
    cut = band.cut_from(nanograms, start)
    ended = band.law is Law.SHARE_OF_CURRENT and nanograms <= last.nanograms
    left = Fraction(0) if ended or cut >= nanograms else nanograms - cut
    return Point(now.day + band.days, left / _NG_PER_MG)
