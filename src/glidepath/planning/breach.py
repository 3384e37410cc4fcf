"""Where a schedule falls faster than a ceiling allows, by how much, and when.

A window of so many days is half-open: the fall on the day of a cut is measured from the
dose that stood just before the earliest cut made fewer than that many days earlier, that
day included. So two cuts a fortnight apart never share a window of fourteen days.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from glidepath.domain.comparison import Breach
from glidepath.domain.policy import Ceiling
from glidepath.planning.schedule import Point

__all__ = ["breaches"]


def breaches(points: Sequence[Point], ceiling: Ceiling) -> tuple[Breach, ...]:
    """Every cut on which the dose has fallen by more than the ceiling within its window.

    Takes the days and daily doses in order, the present dose first. Each breach names the
    dose the window started from, the dose after the cut, and the fall as a share.
    """
    found = []
    for place in range(1, len(points)):
        first = _window_start(points, place, ceiling.days)
        before, after = points[first - 1].mg, points[place].mg
        fall = (before - after) / before if before else Fraction(0)
        if fall > ceiling.fall:
            found.append(
                Breach(
                    points[place].day, before, after, fall, ceiling.days, ceiling.fall,
                    points[first].day,
                )
            )  # fmt: skip
    return tuple(found)


def _window_start(points: Sequence[Point], place: int, days: int) -> int:
    """The earliest cut fewer than so many days before this one."""
    first = place
    while first > 1 and points[place].day - points[first - 1].day < days:
        first -= 1
    return first
