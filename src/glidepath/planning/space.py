"""The regimens a taper may pass through: makeable, never above the present doses, same pattern.

A person's pattern is kept: at a daily dose D each time of day holds the makeable dose
just below, at, or just above its present share of D. Twice a day stays twice a day, and a
larger night dose stays the larger one, as long as the products allow it. Where every such
cut from a regimen breaks the ceiling (or leads to nothing) and a smaller one can be made,
the smallest is looked at as well: a pattern is no reason to break a ceiling by more than
must be.

Doses now that lie off that pattern, with nothing of it within the ceiling below them, keep a
pattern of their own on the way down: with fine liquids every other way would be too many.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as every_choice
from operator import le

from glidepath.domain.quantity import Mass

__all__ = ["Space", "Vector", "nearest_daily", "space"]

Vector = tuple[int, ...]
"""Doses at the times of the day in nanograms, in the order of the clock."""


@dataclass(frozen=True)
class Space:
    """All regimens within reach, by rising daily dose, the present one last.

    `highest` gives for each regimen the largest dose each time of day holds at that daily
    dose or any lower one, `smallest` the smallest cut that the products make from it.
    """

    start: Vector
    states: tuple[Vector, ...]
    totals: tuple[int, ...]
    highest: tuple[Vector, ...]
    smallest: tuple[int, ...]


def space(
    start: Sequence[Mass],
    makeable: Sequence[Sequence[Mass]],
    now: Sequence[Mass] | None = None,
    fall: Fraction | None = None,
) -> Space:
    """Every regimen that keeps the pattern, from nothing up to the regimen that has it.

    Takes the doses that have the pattern, for each time of day the makeable doses from 0
    up to that one in rising order, the doses really taken now where they are others, and
    the fall that the ceiling allows, if there is one.
    Gives a `Space` whose last state is the regimen with the pattern where that can be made.
    """
    present = tuple(dose.nanograms for dose in start)
    grids = [[m.nanograms for m in doses] for doses in makeable]
    kept = {daily: set(_states(daily, present, grids)) for daily in _totals(grids)}
    if now is not None:
        top = tuple(dose.nanograms for dose in now)
        kept.setdefault(sum(top), set()).add(top)
        _keep_own_pattern(top, kept, grids, fall)
    smallest = _with_smallest_cuts(kept, grids, fall)
    highest: Vector = (0,) * len(present)
    found: list[tuple[int, Vector, Vector, int]] = []
    for daily in sorted(kept):
        highest = tuple(max(doses) for doses in zip(highest, *kept[daily], strict=True))
        found += [(daily, state, highest, smallest[state]) for state in sorted(kept[daily])]
    daily_doses, states, highs, cuts = zip(*found, strict=True)
    return Space(present, states, daily_doses, highs, cuts)


def nearest_daily(
    start: Sequence[Mass], made: Sequence[Mass], asked: Fraction
) -> tuple[Mass | None, Mass]:
    """The nearest daily doses that keep the pattern: the highest below, the lowest at or above.

    Takes the doses that have the pattern, every makeable dose in rising order, and the
    daily dose asked for in nanograms, at most theirs. Nothing is below 0 mg.
    """
    present = tuple(dose.nanograms for dose in start)
    grids = [[dose.nanograms for dose in made if dose <= most] for most in start]
    totals = _totals(grids)
    place = bisect_left(totals, asked)

    def first(order: Sequence[int]) -> Mass | None:
        kept = (Mass(daily) for daily in order if any(_states(daily, present, grids)))
        return next(kept, None)

    above = first(totals[place:])
    return first(totals[:place][::-1]), Mass(sum(present)) if above is None else above


def _keep_own_pattern(
    top: Vector, kept: dict[int, set[Vector]], grids: Sequence[Sequence[int]], fall: Fraction | None
) -> None:
    """Add the regimens with the pattern of the doses now, where those lead to no other."""
    totals = sorted(kept)
    lower_totals = totals[: bisect_left(totals, sum(top))]
    lowest = sum(top) - _allowed(top, _smallest_cuts(top, grids)[0], fall)
    if not sum(top) or _leads_on(top, kept, lower_totals, lowest):
        return
    for daily in lower_totals:
        kept[daily].update(_states(daily, top, grids))


def _allowed(state: Vector, smallest: int, fall: Fraction | None) -> int:
    """The largest cut from a regimen that is no break: the ceiling, or the smallest there is."""
    daily = sum(state)
    return max(smallest, min(int((fall or 1) * daily), daily - 1))


def _with_smallest_cuts(
    kept: dict[int, set[Vector]], grids: Sequence[Sequence[int]], fall: Fraction | None
) -> dict[Vector, int]:
    """Add the smallest cuts that are missing; tell for every regimen how small they are."""
    smallest: dict[Vector, int] = {}
    totals = sorted(kept)  # every sum of makeable doses is among them
    for place, daily in reversed(list(enumerate(totals))):
        missing: set[Vector] = set()
        for state in kept[daily]:
            smallest[state], lower = _smallest_cuts(state, grids)
            lowest = daily - _allowed(state, smallest[state], fall)
            if not _leads_on(state, kept, totals[:place], lowest):
                missing.update(lower)
        for state in missing:
            kept[sum(state)].add(state)
    return smallest


def _leads_on(
    state: Vector, kept: dict[int, set[Vector]], lower_totals: Sequence[int], lowest: int
) -> bool:
    """Whether any regimen that is kept, not below a daily dose, may follow."""
    for daily in reversed(lower_totals):
        if daily < lowest:
            return False
        if any(all(map(le, one, state)) for one in kept[daily]):
            return True
    return False


def _smallest_cuts(state: Vector, grids: Sequence[Sequence[int]]) -> tuple[int, list[Vector]]:
    """The smallest cut from a regimen, and the regimens it leads to; none from nothing."""
    options = []
    for place, (dose, grid) in enumerate(zip(state, grids, strict=True)):
        if dose:
            lower = grid[bisect_left(grid, dose) - 1]
            options.append((dose - lower, (*state[:place], lower, *state[place + 1 :])))
    cut = min((option[0] for option in options), default=0)
    return cut, [after for size, after in options if size == cut]


def _totals(grids: Sequence[Sequence[int]]) -> list[int]:
    sums = {0}
    for grid in grids:
        sums = {one + more for one in sums for more in grid}
    return sorted(sums)


def _states(daily: int, present: Vector, grids: Sequence[Sequence[int]]) -> Iterator[Vector]:
    whole = sum(present)
    near = [_neighbours(daily, d, whole, grid) for d, grid in zip(present, grids, strict=True)]
    return (state for state in every_choice(*near) if sum(state) == daily)


def _neighbours(daily: int, dose: int, whole: int, grid: Sequence[int]) -> Sequence[int]:
    """The makeable doses at, or just below and just above, this time's share of the day."""
    share, rest = divmod(daily * dose, whole)
    first_above = bisect_left(grid, share + (rest > 0))
    first_beyond = bisect_right(grid, share)
    return grid[first_beyond - 1 : first_above + 1]
