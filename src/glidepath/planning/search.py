"""The best courses through a space of regimens: exact, and with the proof kept.

Every course is a path from the present regimen to a goal. The grounds 1 to 5 (see
`ground`) depend only on daily doses; they are settled here, by one pass for the worst
break and one for the four sums. What is left is the set of all courses that are equally
good on them; `handling` chooses among those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glidepath.planning.clock import Clock
from glidepath.planning.edges import Edges
from glidepath.planning.ground import Grounds
from glidepath.planning.space import Space

__all__ = ["Best", "NoCourse", "search"]

_BITS = 64
"""Each of the four sums stays far below 2^64, so they compare in order as one number."""

_MASK = (1 << _BITS) - 1


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
    worst = _smallest_worst(space, ways, grounds, ends)
    if worst is None:
        raise NoCourse
    cost, steps = _least_sums(space, ways, grounds, clock, ends, worst)
    return Best(worst, tuple(cost), _reached(steps, len(space.states) - 1), ends)


def _smallest_worst(
    space: Space, ways: Edges, grounds: Grounds, ends: frozenset[int]
) -> int | None:
    totals = space.totals
    worst: list[int | None] = [None] * len(totals)
    for place, nexts in enumerate(ways):
        if place in ends:
            worst[place] = 0
            continue
        best: int | None = None
        for other in nexts:
            beyond = worst[other]
            if beyond is None:
                continue
            value = max(beyond, grounds.over_ceiling(totals[place], totals[other]))
            if best is None or value < best:
                best = value
        worst[place] = best
    return worst[-1]


def _least_sums(
    space: Space,
    ways: Edges,
    grounds: Grounds,
    clock: Clock | None,
    ends: frozenset[int],
    worst: int,
) -> tuple[list[int | None], dict[int, tuple[int, ...]]]:
    totals, first = space.totals, len(space.totals) - 1
    known: dict[tuple[int, int], int | None] = {}
    cost: list[int | None] = [None] * len(totals)
    steps: dict[int, tuple[int, ...]] = {}
    for place, nexts in enumerate(ways):
        if place in ends:
            cost[place] = 0
            continue
        best: int | None = None
        chosen: list[int] = []
        for other in nexts:
            beyond = cost[other]
            if beyond is None:
                continue
            pair = (totals[place], totals[other])
            if pair not in known:
                known[pair] = _price(pair, grounds, clock, worst, place == first)
            price = known[pair]
            if price is None:
                continue
            value = price + beyond
            if best is None or value < best:
                best, chosen = value, [other]
            elif value == best:
                chosen.append(other)
        cost[place] = best
        steps[place] = tuple(chosen)
    return cost, steps


def _price(
    pair: tuple[int, int], grounds: Grounds, clock: Clock | None, worst: int, first: bool
) -> int | None:
    """The four sums of one cut, packed; None where it breaks more than it must.

    The step before the first cut is the lead-in, whose length the pace does not set.
    """
    over = grounds.over_ceiling(*pair)
    if over > worst:
        return None
    if first or clock is None:
        drift, uneven = 0, 0
    else:
        drift, uneven = clock.drift(*pair), clock.uneven(*pair)
    return over << 3 * _BITS | grounds.over_asked(*pair) << 2 * _BITS | drift << _BITS | uneven


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
