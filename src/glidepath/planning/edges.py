"""Which regimens may follow which, each kept only if a best course could use it.

A cut beyond the ceiling or to nothing may only be the smallest that the products make
from there, or the permitted last step. Of what is left a cut within the one asked is always kept. A
larger one is kept only when no regimen lies between: a cut beyond the one asked that could
be made in two smaller ones is never part of a best course, because two smaller ones break
less (see `ground`).

That a regimen lies between is only held against a cut when the pace, too, asks for less
there: where a lower band asks for so much smaller a cut that the dose to be reached next
would rise, two cuts could go further beyond what is asked than the one they replace.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import le

from glidepath.planning.ground import Grounds
from glidepath.planning.space import Space, Vector

__all__ = ["Edges", "edges"]

Edges = list[list[int]]
"""For each regimen the regimens that may follow it, as places in the space."""


def edges(space: Space, grounds: Grounds) -> Edges:
    """Every cut worth considering, for every regimen of the space."""
    columns = list(zip(*space.states, strict=True))
    return [_from(space, grounds, columns, place) for place in range(len(space.states))]


def _hidden(state: Iterable[int], covers: Sequence[Vector]) -> bool:
    """Whether a state lies at or below one of these at every time of day."""
    state = tuple(state)
    return any(all(map(le, state, cover)) for cover in covers)


def _from(
    space: Space, grounds: Grounds, columns: Sequence[Sequence[int]], place: int
) -> list[int]:
    """Cuts within the one asked, cuts with nothing between, and the permitted last step."""
    daily, totals = space.totals[place], space.totals
    if not daily:
        return []
    last = [0] if grounds.ends(daily, totals[0]) else []
    below = bisect_left(totals, daily)
    lowest = -(-grounds.next_asked[daily] // grounds.scale)
    within = max(len(last), bisect_left(totals, lowest, 0, below))
    near = _lower(columns, place, range(below - 1, within - 1, -1))
    further = range(within - 1, len(last) - 1, -1)  # seldom gone through to its end
    beyond = (other for other in further if all(doses[other] <= doses[place] for doses in columns))
    far = _uncovered(space, grounds, place, near, beyond)
    smallest, kept = daily - space.smallest[place], _unbroken(space, grounds, daily)
    return last + [other for other in (*near, *far) if other >= kept or totals[other] == smallest]


def _unbroken(space: Space, grounds: Grounds, daily: int) -> int:
    """The place from which on no cut from a daily dose breaks the ceiling or leads to nothing."""
    if not grounds.allowed:
        return bisect_left(space.totals, 1)
    lowest = -(-(daily * grounds.scale - grounds.allowed[daily]) // grounds.scale)
    return bisect_left(space.totals, max(1, lowest))


def _lower(columns: Sequence[Sequence[int]], place: int, others: Iterable[int]) -> list[int]:
    """Those of some regimens that are at no time of day above one."""
    found = [*others]
    for doses in columns:
        most = doses[place]
        found = [other for other in found if doses[other] <= most]
    return found


def _uncovered(
    space: Space, grounds: Grounds, place: int, near: Iterable[int], beyond: Iterable[int]
) -> list[int]:
    """The cuts beyond the one asked between which and the regimen nothing lies.

    Regimens come by falling daily dose. Once all that is left lies below some regimen
    between, nothing more is found.
    """
    state, found = space.states[place], list[int]()
    next_asked, covers = grounds.next_asked[space.totals[place]], list[Vector]()
    for group, wanted in ((near, False), (beyond, True)):
        for other in group:
            if covers and _hidden(map(min, space.highest[other], state), covers):
                return found
            if _hidden(space.states[other], covers):
                continue
            if wanted:
                found.append(other)
            if grounds.next_asked.get(space.totals[other], next_asked) < next_asked:
                covers.append(space.states[other])
    return found
