"""The best courses through a space of regimens: exact, and with the proof kept.

Every course is a path from the present regimen to a goal. The grounds 1 to 5 (see
`ground`) depend only on daily doses; they are settled here, by one pass for the worst
break and one for the four sums. What is left is the set of all courses that are equally
good on them; `handling` chooses among those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glidepath.planning.clock import Clock
from glidepath.planning.edges import Edges
from glidepath.planning.ground import Grounds
from glidepath.planning.space import Space

__all__ = ["Best", "NoCourse", "search"]

_BITS = 64
"""Each of the four sums stays far below 2^64, so they compare in order as one number."""

_MASK = (1 << _BITS) - 1
_NEVER = 1 << 5 * _BITS
"""Above every sum: what cannot be reached, or only by breaking the ceiling more than must be."""

_Values = list[list[int]]
"""One whole number for every cut, in the order of the edges."""


class NoCourse(Exception):
    """No makeable way leads from the present regimen to the goal."""


@dataclass(frozen=True)
class Best:
    """What the search proved: the value of every regimen, and every equally good next cut.

    `worst` is the smallest possible worst break from the present regimen, `cost` the
    four sums packed in order for each regimen (None where the goal cannot be reached
    within that worst break), `next` the equally good next regimens.
    """

    worst: int
    cost: tuple[int | None, ...]
    next: dict[int, tuple[int, ...]]
    goals: frozenset[int]

    @property
    def sums(self) -> tuple[int, int, int, int]:
        """All breaks, all cuts beyond the one asked, all drift, all unevenness, from the start."""
        packed = self.cost[-1]
        assert packed is not None  # search() refused otherwise
        parts = (packed >> 3 * _BITS, packed >> 2 * _BITS, packed >> _BITS, packed)
        return parts[0], parts[1] & _MASK, parts[2] & _MASK, parts[3] & _MASK


def search(
    space: Space, ways: Edges, grounds: Grounds, clock: Clock | None, goals: Sequence[int]
) -> Best:
    """Settle the grounds 1 to 5 over all courses from the present regimen to a goal.

    `goals` are places in the space; without a clock the grounds 4 and 5 are left aside.
    Raises `NoCourse` where no course exists.
    """
    ends = frozenset(goals)
    worst = _smallest_worst(ways, _per_cut(space, ways, grounds.over_ceiling), ends)
    if worst == _NEVER:
        raise NoCourse
    first = space.totals[-1]

    def price(before: int, after: int) -> int:
        return _price(before, after, grounds, None if before == first else clock, worst)

    cost, steps = _least_sums(ways, _per_cut(space, ways, price), ends)
    known = tuple(None if value >= _NEVER else value for value in cost)
    return Best(worst, known, _reached(steps, len(space.states) - 1), ends)


def _per_cut(space: Space, ways: Edges, measure: Callable[[int, int], int]) -> _Values:
    """A measure of daily doses for every cut; each pair of doses is measured once."""
    totals, values = space.totals, []
    before, known = -1, dict[int, int]()
    for place, nexts in enumerate(ways):
        if totals[place] != before:
            before, known = totals[place], {}
        for after in {totals[other] for other in nexts}.difference(known):
            known[after] = measure(before, after)
        values.append([known[totals[other]] for other in nexts])
    return values


def _smallest_worst(ways: Edges, over: _Values, ends: frozenset[int]) -> int:
    worst: list[int] = []
    for place, nexts in enumerate(ways):
        found = [max(worst[other], own) for other, own in zip(nexts, over[place], strict=True)]
        worst.append(0 if place in ends else min(found, default=_NEVER))
    return worst[-1]


def _least_sums(
    ways: Edges, prices: _Values, ends: frozenset[int]
) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    cost: list[int] = []
    steps: dict[int, tuple[int, ...]] = {}
    for place, nexts in enumerate(ways):
        if place in ends:
            cost.append(0)
            continue
        values = [cost[other] + own for other, own in zip(nexts, prices[place], strict=True)]
        best = min(values, default=_NEVER)
        cost.append(min(best, _NEVER))
        if best < _NEVER:
            steps[place] = tuple(
                other for other, value in zip(nexts, values, strict=True) if value == best
            )
    return cost, steps


def _price(before: int, after: int, grounds: Grounds, clock: Clock | None, worst: int) -> int:
    """The four sums of one cut, packed; never where it breaks more than it must.

    The step before the first cut is the lead-in, whose length the pace does not set: for
    that one there is no clock.
    """
    over = grounds.over_ceiling(before, after)
    if over > worst:
        return _NEVER
    drift, uneven = clock.misses(before, after) if clock else (0, 0)
    packed = over << 3 * _BITS | grounds.over_asked(before, after) << 2 * _BITS
    return packed | drift << _BITS | uneven


def _reached(steps: dict[int, tuple[int, ...]], first: int) -> dict[int, tuple[int, ...]]:
    """Only the regimens that some best course from the present one passes through."""
    kept: dict[int, tuple[int, ...]] = {}
    waiting = [first]
    while waiting:
        place = waiting.pop()
        if place in steps and place not in kept:
            kept[place] = steps[place]
            waiting += steps[place]
    return kept
