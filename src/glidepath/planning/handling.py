"""Among equally well paced courses, the one that is easiest to handle, product by product.

Settles the grounds 6 to 9 (see `ground`). Products count for the whole course, so each
choice of products is tried on its own: for every one the cheapest course is found, and
the best of all is kept. Of courses equal on every ground the first in a fixed order is
kept, so that the same situation always gives the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import ne

from glidepath.domain.drug import PortionKind, Product
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.planning.clock import Clock
from glidepath.planning.search import Best
from glidepath.planning.space import Space, Vector

__all__ = ["Chosen", "Handling", "choose"]

MOST_TRIED = 6
"""Up to so many products every choice of them is tried; with more, choices of up to three."""

_TWELFTHS = 12
"""Halves, thirds and quarters of a tablet are whole numbers of twelfths."""

Handling = tuple[int, int, int, int]
"""Pieces and products over all days; intakes changed; surplus of shape; waste in twelfths."""


@dataclass(frozen=True)
class Chosen:
    """A whole course as places in the space, the products it uses, and its grounds 6 to 9."""

    path: tuple[int, ...]
    products: tuple[Product, ...]
    makeable: Makeable
    handling: Handling


def choose(
    best: Best,
    space: Space,
    clock: Clock,
    products: Sequence[Product],
    most_pieces: int,
    cut_first: Sequence[int] | None = None,
) -> Chosen:
    """The easiest of the equally well paced courses.

    Takes what the search proved, the space, the clock, the products at hand in the order
    of preference, the most pieces of one intake and, where somebody has asked for an order
    of the times of day, a weight for each, higher the sooner it should be cut.
    """
    weights = cut_first or range(len(space.start), 0, -1)
    cuts = _cuts(best, space, clock, weights)
    left = _Left(space.states, space.start, sorted(best.next), best.goals, cuts)
    tried = [_cheapest(left, some, most_pieces) for some in _choices(products)]
    sound = [chosen for chosen in tried if chosen is not None]
    return min(sound, key=lambda chosen: chosen.handling)


_BITS = 96
"""Each of the four grounds stays far below 2^96, so they compare in order as one number."""

_MASK = (1 << _BITS) - 1

_Cut = tuple[int, int, int]
"""One of the equally good cuts: where it leads, after how many days, and its shape, packed."""


@dataclass(frozen=True)
class _Left:
    """What the search left to choose from: regimens by rising dose, and the cuts between."""

    states: Sequence[Vector]
    start: Vector
    places: Sequence[int]
    goals: frozenset[int]
    cuts: dict[int, list[_Cut]]


def _packed(pieces: int, changed: int, surplus: int, waste: int) -> int:
    return ((pieces << _BITS | changed) << _BITS | surplus) << _BITS | waste


def _unpacked(value: int) -> Handling:
    return value >> 3 * _BITS, value >> 2 * _BITS & _MASK, value >> _BITS & _MASK, value & _MASK


def _cuts(best: Best, space: Space, clock: Clock, weights: Sequence[int]) -> dict[int, list[_Cut]]:
    surplus = {
        other: _packed(0, 0, _surplus(space.states[other], space.start, weights), 0)
        for other in {place for nexts in best.next.values() for place in nexts}
    }
    first, states, totals = len(space.states) - 1, space.states, space.totals
    days = {
        (before, after): clock.days(before, after)
        for before, after in {
            (totals[place], totals[other])
            for place, nexts in best.next.items()
            if place != first
            for other in nexts
        }
    }
    return {
        place: [
            (
                other,
                0 if place == first else days[totals[place], totals[other]],
                surplus[other] + (sum(map(ne, states[place], states[other])) << 2 * _BITS),
            )
            for other in nexts
        ]
        for place, nexts in best.next.items()
    }


def _choices(products: Sequence[Product]) -> Iterator[tuple[Product, ...]]:
    largest = len(products) if len(products) <= MOST_TRIED else 3
    for size in range(1, largest + 1):
        yield from combinations(products, size)
    if largest < len(products):
        yield tuple(products)


def _cheapest(left: _Left, products: tuple[Product, ...], most_pieces: int) -> Chosen | None:
    made = makeable(products, Mass(max(left.start)), most_pieces)
    day = _Day(made, len(products), {})
    if not day.can(left.states[-1]):
        return None
    value = {goal: 0 for goal in left.goals if day.can(left.states[goal])}
    step: dict[int, int] = {}
    for place in left.places:
        cuts = [cut for cut in left.cuts[place] if cut[0] in value]
        if cuts and day.can(left.states[place]):
            pieces, waste = day.work(left.states[place])
            a_day = _packed(pieces, 0, 0, waste)
            value[place], step[place] = min(
                (value[to] + days * a_day + shape, to) for to, days, shape in cuts
            )
    first = len(left.states) - 1
    if first not in value:
        return None
    return Chosen(_walk(step, first), products, made, _unpacked(value[first]))


@dataclass(frozen=True)
class _Day:
    """The work of a day with one choice of products; each dose is looked up once."""

    made: Makeable
    products: int
    known: dict[int, tuple[int, dict[str, int]]]

    def can(self, state: Vector) -> bool:
        return all(dose in self.made.ways for dose in state)

    def work(self, state: Vector) -> tuple[int, int]:
        """Pieces of the day, and what is left of cut tablets at its end, in twelfths of a tablet.

        Every product beyond the first counts as one piece more.
        """
        doses = [self._of(dose) for dose in state]
        used: dict[str, int] = {}
        for _, parts in doses:
            for product_id, units in parts.items():
                used[product_id] = used.get(product_id, 0) + units
        waste = sum(-units % _TWELFTHS for units in used.values())
        return sum(pieces for pieces, _ in doses) + self.products - 1, waste

    def _of(self, dose: int) -> tuple[int, dict[str, int]]:
        if dose not in self.known:
            self.known[dose] = _work(self.made, Mass(dose))
        return self.known[dose]


def _work(made: Makeable, dose: Mass) -> tuple[int, dict[str, int]]:
    """Pieces of one dose, and the cut parts of each product in it, in twelfths."""
    effort, composed = made.effort(dose), made.compose(dose)
    assert effort is not None  # the caller asks only for doses that can be made
    assert composed is not None
    used: dict[str, int] = {}
    for piece in composed:
        if piece.portion.kind is PortionKind.PART:
            product_id = piece.portion.product_id
            used[product_id] = used.get(product_id, 0) + int(piece.units * _TWELFTHS)
    return effort[0], used


def _surplus(state: Vector, start: Vector, weights: Sequence[int]) -> int:
    """How much the intakes exceed their share of the day, each by its weight."""
    daily, whole = sum(state), sum(start)
    return sum(
        max(0, dose * whole - present * daily) * weight
        for dose, present, weight in zip(state, start, weights, strict=True)
    )


def _walk(step: dict[int, int], first: int) -> tuple[int, ...]:
    path = [first]
    while path[-1] in step:
        path.append(step[path[-1]])
    return tuple(path)
