"""Makeable doses the slow way: every handful of pieces is laid out and the simplest kept."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, cached_property
from itertools import product as every_choice

from glidepath.domain.drug import Product

DROPS_AS_ONE_PIECE = 10
MICROLITRES_AS_ONE_PIECE = 5000


@cache
def _parts(product: Product) -> list[tuple[Fraction, int]]:
    """The share of the product and the nanograms in each of its portions."""
    return [(portion.part, portion.mass.nanograms) for portion in product.portions]


class Handful:
    """So many of each portion of each product, with the work it makes."""

    def __init__(self, products: Sequence[Product], counts: Sequence[Sequence[int]]) -> None:
        self.products, self.counts = products, counts
        lots = list(zip(products, counts, strict=True))
        self.masses = [
            sum(mass * n for (_, mass), n in zip(_parts(one), some, strict=True))
            for one, some in lots
        ]
        self.dose = sum(self.masses)
        self.cuts = sum(sum(some[1:]) for _, some in lots)
        self.pieces = sum(_work(one, some) for one, some in lots)
        self.kinds = sum(any(some) for some in counts)

    @property
    def order(self) -> tuple:
        """Of two handfuls of one dose the smaller is simpler."""
        small_parts = [count for some in reversed(self.counts) for count in reversed(some)]
        return self.pieces, self.cuts, self.kinds, self.masses[::-1], small_parts

    @property
    def effort(self) -> tuple[int, int, int]:
        return self.pieces, self.cuts, self.kinds

    @cached_property
    def units(self) -> dict[str, Fraction]:
        """How much of each product is used, in whole products."""
        return {
            one.id: sum(part * n for (part, _), n in zip(_parts(one), some, strict=True))
            for one, some in zip(self.products, self.counts, strict=True)
        }


def _work(product: Product, counts: Sequence[int]) -> int:
    if product.drops_per_ml is not None:
        return -(-counts[0] // DROPS_AS_ONE_PIECE)
    if product.mark is not None:
        marks = MICROLITRES_AS_ONE_PIECE // product.mark.value.microlitres
        return -(-counts[0] // max(1, marks))
    return sum(counts)


def handfuls(products: Sequence[Product], up_to: int, most_pieces: int) -> Iterator[Handful]:
    """Every handful of these products that is no more than a dose (ng) and so many pieces."""
    per_product = [list(_amounts(one, up_to, most_pieces)) for one in products]
    for counts in every_choice(*per_product):
        found = Handful(products, counts)
        if found.dose <= up_to and found.pieces <= most_pieces:
            yield found


def _amounts(product: Product, up_to: int, most_pieces: int) -> Iterator[tuple[int, ...]]:
    bounds = [range(up_to // portion.mass.nanograms + 1) for portion in product.portions]
    return (some for some in every_choice(*bounds) if _work(product, some) <= most_pieces)


def simplest(products: Sequence[Product], up_to: int, most_pieces: int) -> dict[int, Handful]:
    """For every dose (ng) that can be made the simplest handful."""
    best: dict[int, Handful] = {}
    for found in handfuls(products, up_to, most_pieces):
        if found.dose not in best or found.order < best[found.dose].order:
            best[found.dose] = found
    return best
