"""A daily dose shared out over the times of the day, never above what was asked.

Every time of day except bedtime holds the makeable dose just below or just above an equal
share; bedtime holds the largest makeable dose that is left, and is never the smaller one.
Of all such days the one with the most drug is taken, then the one whose doses differ
least, then the one with more of it late in the day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import product as every_choice

from glidepath.domain.quantity import Mass

__all__ = ["share_out"]


def share_out(
    daily: Fraction, times: int, bedtime: int, made: Sequence[Mass], floor: Sequence[Mass]
) -> tuple[Mass, ...] | None:
    """The doses at so many times of day that make the most of a daily dose, in clock order.

    `daily` is in nanograms, `bedtime` the place of the bedtime dose, `made` every makeable
    dose from 0 up, `floor` what each time of day must at least hold. None where nothing
    fits.
    """
    grid = [dose.nanograms for dose in made]
    others = [_near(daily / times, grid)] * (times - 1)
    days = [_with_bedtime(daily, rest, bedtime, grid) for rest in every_choice(*others)]
    least = [dose.nanograms for dose in floor]
    sound = [
        day
        for day in days
        if day is not None and all(a >= b for a, b in zip(day, least, strict=True))
    ]
    if not sound:
        return None
    best = max(sound, key=lambda day: (sum(day), min(day) - max(day), _lateness(day, bedtime)))
    return tuple(Mass(dose) for dose in best)


def _near(share: Fraction, grid: Sequence[int]) -> tuple[int, ...]:
    below = grid[bisect_right(grid, share) - 1]
    above = grid[min(bisect_left(grid, share), len(grid) - 1)]
    return (below,) if below == above else (below, above)


def _with_bedtime(
    daily: Fraction, rest: Sequence[int], bedtime: int, grid: Sequence[int]
) -> tuple[int, ...] | None:
    left = daily - sum(rest)
    if left < 0:
        return None
    last = grid[bisect_right(grid, left) - 1]
    if last < max(rest, default=0):
        return None
    return (*rest[:bedtime], last, *rest[bedtime:])


def _lateness(day: Sequence[int], bedtime: int) -> tuple[int, ...]:
    """The doses from bedtime backwards through the day."""
    return tuple(day[(bedtime - n) % len(day)] for n in range(len(day)))
