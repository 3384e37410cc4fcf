"""Which regimens may follow which, each kept only if a best course could use it.

A cut within the one asked is always kept. A larger one is kept only when no regimen lies
between: a cut beyond the one asked that could be made in two smaller ones is never part
of a best course, because two smaller ones break less (see `ground`). That argument needs
a pace whose asked cut does not jump from band to band; other paces keep every cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from glidepath.planning.ground import Grounds
from glidepath.planning.space import Space, Vector

__all__ = ["Edges", "edges"]

Edges = list[list[int]]
"""For each regimen the regimens that may follow it, as places in the space."""


def edges(space: Space, grounds: Grounds) -> Edges:
    """Every cut worth considering, for every regimen of the space."""
    if grounds.smooth:
        return [list(_few(space, grounds, place)) for place in range(len(space.states))]
    return [list(_all(space, place)) for place in range(len(space.states))]


def _below(lower: Vector, upper: Vector) -> bool:
    return all(one <= other for one, other in zip(lower, upper, strict=True))


def _all(space: Space, place: int) -> Iterator[int]:
    state = space.states[place]
    return (other for other in range(place) if _is_cut(space, other, place, state))


def _is_cut(space: Space, other: int, place: int, state: Vector) -> bool:
    return space.totals[other] < space.totals[place] and _below(space.states[other], state)


def _hidden(state: Vector, covers: list[Vector]) -> bool:
    return any(_below(state, cover) for cover in covers)


def _few(space: Space, grounds: Grounds, place: int) -> Iterator[int]:
    """Cuts within the one asked, cuts with nothing between, and the permitted last step."""
    state, daily = space.states[place], space.totals[place]
    if not daily:
        return
    if grounds.ends(daily, space.totals[0]):
        yield 0
    lowest_within = daily * grounds.scale - grounds.asked[daily]
    covers: list[Vector] = []
    for other in range(place - 1, -1, -1):
        lower = space.totals[other]
        if lower == daily or grounds.ends(daily, lower):
            continue
        within = lower * grounds.scale >= lowest_within
        if not within and _hidden(space.highest[other], covers):
            return
        if not _below(space.states[other], state):
            continue
        hidden = _hidden(space.states[other], covers)
        if within or not hidden:
            yield other
        if not hidden:
            covers.append(space.states[other])
