"""The regimens a taper may pass through: makeable, never above the present doses, same pattern.

A person's pattern is kept: at a daily dose D each time of day holds the makeable dose
just below, at, or just above its present share of D. Twice a day stays twice a day, and a
larger night dose stays the larger one, as long as the products allow it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product as every_choice

from glidepath.domain.quantity import Mass

__all__ = ["Space", "Vector", "space"]

Vector = tuple[int, ...]
"""Doses at the times of the day in nanograms, in the order of the clock."""


@dataclass(frozen=True)
class Space:
    """All regimens within reach, by rising daily dose, the present one last.

    `highest` gives for each regimen the largest dose each time of day can hold at that
    daily dose; it never falls when the daily dose rises.
    """

    start: Vector
    states: tuple[Vector, ...]
    totals: tuple[int, ...]
    highest: tuple[Vector, ...]


def space(start: Sequence[Mass], makeable: Sequence[Sequence[Mass]]) -> Space:
    """Every regimen that keeps the pattern, from nothing up to the present regimen.

    Takes the present doses and, for each time of day, the makeable doses from 0 up to
    the present one in rising order. Gives a `Space` whose last state is the present
    regimen where that can be made.
    """
    present = tuple(dose.nanograms for dose in start)
    grids = [[m.nanograms for m in doses] for doses in makeable]
    found: list[tuple[int, Vector, Vector]] = []
    whole = sum(present)
    for daily in _totals(grids):
        near = [_neighbours(daily, d, whole, g) for d, g in zip(present, grids, strict=True)]
        highest = tuple(doses[-1] for doses in near)
        found += [(daily, one, highest) for one in every_choice(*near) if sum(one) == daily]
    found.sort()
    daily_doses, states, highs = zip(*found, strict=True)
    return Space(present, states, daily_doses, highs)


def _totals(grids: Sequence[Sequence[int]]) -> list[int]:
    sums = {0}
    for grid in grids:
        sums = {one + more for one in sums for more in grid}
    return sorted(sums)


def _neighbours(daily: int, dose: int, whole: int, grid: Sequence[int]) -> tuple[int, ...]:
    """The makeable doses at, or just below and just above, this time's share of the day."""
    share, rest = divmod(daily * dose, whole)
    above = grid[min(bisect_left(grid, share + (rest > 0)), len(grid) - 1)]
    below = grid[bisect_right(grid, share) - 1]
    return (below,) if below == above else (below, above)
