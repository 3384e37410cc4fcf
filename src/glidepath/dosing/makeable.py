"""The doses that the products at hand can make for one intake, and the pieces of each.

Every dose is a sum of portions that the products' own records sanction. Of all ways to
make a dose the one with the fewest and simplest pieces is kept: fewest pieces, then
fewest cut tablets, then fewest products, then least of the product given last (and of
the one before it), then least of a tablet's smallest parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product as every_choice

from glidepath.domain.drug import Portion, Product
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Piece
from glidepath.knowledge.store import Store

__all__ = ["Effort", "Makeable", "makeable"]

Effort = tuple[int, int, int]
"""Pieces, cut tablets, products: the work of one intake, compared in this order."""

_BITS = 20
"""The three counts of an effort are added and compared as one number, so many bits each."""

_MASK = (1 << _BITS) - 1

_Ways = dict[int, tuple[int, tuple[Piece, ...]]]
"""By dose in nanograms: the packed effort and the pieces."""


@dataclass(frozen=True)
class Makeable:
    """What one set of products can make for one intake, from nothing up to a bound.

    `ways` maps each dose in nanograms to its effort (packed) and its pieces; nothing
    (0 mg, no pieces) is always among them.
    """

    ways: _Ways

    @cached_property
    def doses(self) -> tuple[Mass, ...]:
        """Every dose that can be made, from 0 upwards."""
        return tuple(Mass(dose) for dose in sorted(self.ways))

    def compose(self, dose: Mass) -> tuple[Piece, ...] | None:
        """The fewest and simplest pieces for a dose; None when it cannot be made."""
        way = self.ways.get(dose.nanograms)
        return None if way is None else way[1]

    def effort(self, dose: Mass) -> Effort | None:
        """The work a dose takes; None when it cannot be made."""
        way = self.ways.get(dose.nanograms)
        return None if way is None else _unpacked(way[0])

    def nearest(self, dose: Mass) -> tuple[Mass | None, Mass | None]:
        """The nearest doses that can be made below and above one that cannot."""
        below = [made for made in self.doses if made < dose]
        above = [made for made in self.doses if made > dose]
        return (below[-1] if below else None, above[0] if above else None)


def makeable(products: Sequence[Product], up_to: Mass, most_pieces: int) -> Makeable:
    """Every dose these products can make for one intake, none above a bound.

    Takes the products, the largest dose of interest and the most pieces for one intake; how
    much of a liquid counts as one piece stands in the data. Gives a `Makeable`.
    """
    return Makeable(_ways(tuple(products), up_to.nanograms, most_pieces))


def _packed(pieces: int, cuts: int, products: int) -> int:
    return (pieces << _BITS | cuts) << _BITS | products


def _unpacked(effort: int) -> Effort:
    return effort >> 2 * _BITS, effort >> _BITS & _MASK, effort & _MASK


# Choices of products are tried one after another and share their beginnings.
@lru_cache(maxsize=256)
def _ways(products: tuple[Product, ...], up_to: int, most_pieces: int) -> _Ways:
    if not products:
        return {0: (0, ())}
    before = _ways(products[:-1], up_to, most_pieces)
    amounts = sorted(_amounts(products[-1], up_to, most_pieces), key=lambda amount: amount[0])
    too_much = _packed(most_pieces + 1, 0, 0)
    best = dict(before)
    for dose in sorted(before, reverse=True):  # so that of equal efforts the later uses least
        effort, pieces = before[dose]
        for mass, added, more in amounts:
            reached, work = dose + mass, effort + added
            if reached > up_to:
                break
            if work < too_much and (reached not in best or work < best[reached][0]):
                best[reached] = (work, pieces + more)
    return best


_Amount = tuple[int, int, tuple[Piece, ...]]
"""Nanograms, packed effort and pieces of so much of one product."""


def _amounts(product: Product, up_to: int, most_pieces: int) -> Iterable[_Amount]:
    """Every amount of one product up to a bound, with its effort and pieces."""
    whole, *parts = product.portions
    if whole.kind.is_measured:
        return _measures(whole, _per_piece(product), up_to, most_pieces)
    return _counted(whole, parts, up_to, most_pieces)


def _per_piece(product: Product) -> int:
    """How many drops or syringe marks are as much work as one tablet."""
    drops, microlitres = _as_one_piece()
    if product.mark is None:
        return drops
    return max(1, microlitres // product.mark.value.microlitres)


@lru_cache(maxsize=1)
def _as_one_piece() -> tuple[int, int]:
    """How many drops, and how many microlitres, are held to be as much work as one tablet."""
    listed = Store().raw("planning.toml")["one_piece"]
    return int(listed["drops"]["value"]), int(listed["microlitres"]["value"])


def _measures(portion: Portion, per_piece: int, up_to: int, most_pieces: int) -> Iterator[_Amount]:
    mass = portion.mass.nanograms
    for count in range(1, min(up_to // mass, most_pieces * per_piece) + 1):
        yield mass * count, _packed(-(-count // per_piece), 0, 1), (Piece(portion, count),)


def _counted(
    whole: Portion, parts: Sequence[Portion], up_to: int, most_pieces: int
) -> Iterable[_Amount]:
    best: dict[int, _Amount] = {}
    for broken in _broken(parts):
        rest = sum(piece.mass.nanograms for piece in broken)
        cuts = sum(piece.count for piece in broken)
        for count in range(most_pieces + 1):
            mass = count * whole.mass.nanograms + rest
            effort = _packed(count + cuts, cuts, 1)
            if 0 < mass <= up_to and (mass not in best or effort < best[mass][1]):
                wholes = (Piece(whole, count),) if count else ()
                best[mass] = (mass, effort, wholes + broken)
    return best.values()


def _broken(parts: Sequence[Portion]) -> Iterator[tuple[Piece, ...]]:
    """Every choice of parts, the ones with least of the smallest parts first.

    Of parts of one size there are never enough for a whole tablet: a whole is simpler.
    """
    choices = every_choice(*(range(part.part.denominator) for part in reversed(parts)))
    for counts in choices:
        found = zip(parts, reversed(counts), strict=True)
        yield tuple(Piece(part, count) for part, count in found if count)
