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

from collections.abc import Sequence
from operator import le

from glidepath.planning.ground import Grounds
from glidepath.planning.space import Space, Vector

__all__ = ["Edges", "edges"]

Edges = list[list[int]]
"""For each regimen the regimens that may follow it, as places in the space."""


def edges(space: Space, grounds: Grounds) -> Edges:
    """Every cut worth considering, for every regimen of the space."""
    return [_from(space, grounds, place) for place in range(len(space.states))]


def _hidden(state: Vector, covers: Sequence[Vector]) -> bool:
    """Whether a state lies at or below one of these at every time of day."""
    return any(all(map(le, state, cover)) for cover in covers)


def _from(space: Space, grounds: Grounds, place: int) -> list[int]:
    """Cuts within the one asked, cuts with nothing between, and the permitted last step."""
    state, daily = space.states[place], space.totals[place]
    if not daily:
        return []
    found = [0] if grounds.ends(daily, space.totals[0]) else []
    next_asked, smallest = grounds.next_asked[daily], daily - space.smallest[place]
    covers: list[Vector] = []
    for other in range(place - 1, len(found) - 1, -1):
        lower, candidate = space.totals[other], space.states[other]
        within = lower * grounds.scale >= next_asked
        if not within and _hidden(space.highest[other], covers):
            break
        if lower == daily or not all(map(le, candidate, state)):
            continue
        hidden = _hidden(candidate, covers)
        sound = lower == smallest or (lower and not grounds.breaks(daily, lower))
        if sound and (within or not hidden):
            found.append(other)
        if not hidden and grounds.next_asked.get(lower, next_asked) < next_asked:
            covers.append(candidate)
    return found
