"""Which doses a set of products can make at all, worked out exhaustively.

Layer after layer: all sums of one piece, of two, of three; then each liquid measured out on
top of every sum. Slow and plain, so that it can be trusted without being clever.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.drug import Form, Product
from glidepath.safety.checker.amounts import Doses, nanograms, parts_allowed, unit_mg

__all__ = ["DROPS_A_PIECE", "Reach", "measures_as_pieces", "reach", "smallest_portion"]

DROPS_A_PIECE = 10
"""Ten drops, or a begun ten, count as one piece."""

_MOST_WORK = 400_000
_NG = 1_000_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Every dose of one intake that can be made up to a bound, in nanograms, in order."""

    sums: tuple[int, ...]

    def makes(self, dose: Fraction) -> bool:
        """Whether a dose in mg can be made."""
        whole = nanograms(dose)
        return whole is not None and self.sums[bisect_left(self.sums, whole) :][:1] == (whole,)

    def below(self, dose: Fraction) -> Fraction:
        """The highest dose that can be made below a dose above 0; nothing is always one."""
        return Fraction(self.sums[bisect_left(self.sums, dose * _NG) - 1], _NG)

    def above(self, dose: Fraction) -> Fraction | None:
        """The lowest dose that can be made above a dose."""
        place = bisect_right(self.sums, dose * _NG)
        return Fraction(self.sums[place], _NG) if place < len(self.sums) else None

    def next_lower(self, doses: Doses) -> Fraction:
        """The highest daily dose below this one with no intake raised; 0 means only nothing.

        Where every intake can be made, one intake gives way to its next lower dose and the
        others stay. An intake that cannot be made has to fall itself.
        """
        kept = {time: d if self.makes(d) else self.below(d) for time, d in doses.items()}
        total = sum(kept.values(), Fraction(0))
        if kept != doses:
            return total
        return total - min(dose - self.below(dose) for dose in doses.values())


def _coin(milligrams: Fraction) -> int:
    whole = nanograms(milligrams)
    assert whole is not None  # a product whose portions are not exact cannot be built
    return whole


def smallest_portion(products: Iterable[Product]) -> Fraction | None:
    """The least that can be taken of any of these products, in mg; None without products."""
    return min((unit_mg(p) * part for p in products for part in parts_allowed(p)), default=None)


def reach(products: Iterable[Product], most_pieces: int | None, bound: Fraction) -> Reach | None:
    """Every dose of one intake up to a bound in mg with at most so many pieces.

    None where that is more than can be worked out, because the products' smallest portions
    are too fine for the doses.
    """
    products, top = tuple(products), int(bound * _NG)  # what lies between two nanograms is not made
    fewest = _solids([p for p in products if not p.form.is_liquid], most_pieces, top)
    for liquid in (p for p in products if p.form.is_liquid):
        fewest = None if fewest is None else _with_liquid(fewest, liquid, most_pieces, top)
    return None if fewest is None else Reach(tuple(sorted(fewest)))


def _solids(products: list[Product], most: int | None, top: int) -> dict[int, int] | None:
    coins = {_coin(unit_mg(p) * part) for p in products for part in parts_allowed(p)}
    fewest, layer, pieces = {0: 0}, {0}, 0
    while layer and pieces != most:
        pieces += 1
        sums = {made + coin for made in layer for coin in coins if made + coin <= top}
        layer = {made for made in sums if made not in fewest}
        fewest.update(dict.fromkeys(layer, pieces))
        if len(fewest) * len(coins) > _MOST_WORK:
            return None
    return fewest


def _with_liquid(
    fewest: dict[int, int], liquid: Product, most: int | None, top: int
) -> dict[int, int] | None:
    measure = _coin(unit_mg(liquid))
    if len(fewest) * (top // measure + 1) > _MOST_WORK:
        return None
    found = dict(fewest)
    for made, pieces in fewest.items():
        for count in range(1, (top - made) // measure + 1):
            work = pieces + measures_as_pieces(liquid, count)
            if most is None or work <= most:
                dose = made + count * measure
                found[dose] = min(work, found.get(dose, work))
    return found


def measures_as_pieces(liquid: Product, count: int) -> int:
    """How many pieces a measured amount counts for: a volume one, drops one for each ten."""
    return -(-count // DROPS_A_PIECE) if liquid.form is Form.DROPS else 1
