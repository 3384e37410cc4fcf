"""The doses that the products at hand can make for one intake, and the pieces of each.

Every dose is a sum of portions that the products' own records sanction. Of all ways to
make a dose the one with the fewest and simplest pieces is kept: fewest pieces, then
fewest cut tablets, then fewest products, then the products in the order they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from glidepath.domain.drug import Portion, PortionKind, Product
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Piece

__all__ = ["Effort", "Makeable", "makeable"]

DROPS_PER_PIECE = 10
"""Counting this many drops is held to be as much work as taking one tablet."""

MICROLITRES_PER_PIECE = 5000
"""Drawing up this much liquid (one small oral syringe) is held to be as much, too."""

Effort = tuple[int, int, int]
"""Pieces, cut tablets, products: the work of one intake, compared in this order."""

_NO_EFFORT: Effort = (0, 0, 0)


@dataclass(frozen=True)
class Makeable:
    """What one set of products can make for one intake, from nothing up to a bound.

    `ways` maps each dose to its effort and its pieces; nothing (0 mg, no pieces) is
    always among them.
    """

    ways: dict[Mass, tuple[Effort, tuple[Piece, ...]]]

    @cached_property
    def doses(self) -> tuple[Mass, ...]:
        """Every dose that can be made, from 0 upwards."""
        return tuple(sorted(self.ways))

    def compose(self, dose: Mass) -> tuple[Piece, ...] | None:
        """The fewest and simplest pieces for a dose; None when it cannot be made."""
        way = self.ways.get(dose)
        return None if way is None else way[1]

    def effort(self, dose: Mass) -> Effort | None:
        """The work a dose takes; None when it cannot be made."""
        way = self.ways.get(dose)
        return None if way is None else way[0]

    def nearest(self, dose: Mass) -> tuple[Mass | None, Mass | None]:
        """The nearest doses that can be made below and above one that cannot."""
        below = [made for made in self.doses if made < dose]
        above = [made for made in self.doses if made > dose]
        return (below[-1] if below else None, above[0] if above else None)


def makeable(products: Sequence[Product], up_to: Mass, most_pieces: int) -> Makeable:
    """Every dose these products can make for one intake, none above a bound.

    Takes the products, the largest dose of interest and the most pieces for one intake
    (ten drops are one piece, and so is each 5 mL of liquid begun). Gives a `Makeable`.
    """
    ways: dict[Mass, tuple[Effort, tuple[Piece, ...]]] = {Mass.zero(): (_NO_EFFORT, ())}
    for product in products:
        ways = _with_product(ways, product, up_to, most_pieces)
    return Makeable(ways)


def _with_product(
    ways: dict[Mass, tuple[Effort, tuple[Piece, ...]]],
    product: Product,
    up_to: Mass,
    most_pieces: int,
) -> dict[Mass, tuple[Effort, tuple[Piece, ...]]]:
    amounts = tuple(_amounts(product, up_to, most_pieces))
    best = dict(ways)
    for dose, (effort, pieces) in ways.items():
        for mass, added, more in amounts:
            reached = Mass(dose.nanograms + mass.nanograms)
            sum_effort = (effort[0] + added[0], effort[1] + added[1], effort[2] + added[2])
            if reached > up_to or sum_effort[0] > most_pieces:
                continue
            known = best.get(reached)
            if known is None or sum_effort < known[0]:
                best[reached] = (sum_effort, pieces + more)
    return best


def _amounts(
    product: Product, up_to: Mass, most_pieces: int
) -> Iterable[tuple[Mass, Effort, tuple[Piece, ...]]]:
    """Every amount of one product up to a bound, with its effort and pieces."""
    whole, *parts = product.portions
    if whole.kind in (PortionKind.DROP, PortionKind.MARK):
        return _measures(whole, _per_piece(product), up_to, most_pieces)
    return _counted(whole, parts, up_to, most_pieces)


def _per_piece(product: Product) -> int:
    """How many drops or syringe marks are as much work as one tablet."""
    if product.mark is None:
        return DROPS_PER_PIECE
    return max(1, MICROLITRES_PER_PIECE // product.mark.value.microlitres)


def _measures(
    portion: Portion, per_piece: int, up_to: Mass, most_pieces: int
) -> Iterable[tuple[Mass, Effort, tuple[Piece, ...]]]:
    for count in range(1, up_to.nanograms // portion.mass.nanograms + 1):
        work = -(-count // per_piece)
        if work > most_pieces:
            return
        yield portion.mass * count, (work, 0, 1), (Piece(portion, count),)


def _counted(
    whole: Portion, parts: Sequence[Portion], up_to: Mass, most_pieces: int
) -> Iterable[tuple[Mass, Effort, tuple[Piece, ...]]]:
    for fraction_pieces in _rests(parts):
        rest = sum(piece.mass.nanograms for piece in fraction_pieces)
        cuts = sum(piece.count for piece in fraction_pieces)
        for count in range(most_pieces - cuts + 1):
            mass = Mass(count * whole.mass.nanograms + rest)
            if mass > up_to:
                break
            if mass:
                wholes = (Piece(whole, count),) if count else ()
                yield mass, (count + cuts, cuts, 1), wholes + fraction_pieces


def _rests(parts: Sequence[Portion]) -> Iterable[tuple[Piece, ...]]:
    """Every share of a tablet below one, in the fewest sanctioned parts; nothing first."""
    best: dict[Fraction, tuple[Piece, ...]] = {Fraction(0): ()}
    for part in parts:
        for share, pieces in list(best.items()):
            for count in range(1, int((1 - share) / part.part) + 1):
                reached = share + part.part * count
                if reached < 1 and _fewer(pieces, count, best.get(reached)):
                    best[reached] = (*pieces, Piece(part, count))
    return best.values()


def _fewer(pieces: tuple[Piece, ...], more: int, known: tuple[Piece, ...] | None) -> bool:
    return known is None or _count(pieces) + more < _count(known)


def _count(pieces: tuple[Piece, ...]) -> int:
    return sum(piece.count for piece in pieces)
