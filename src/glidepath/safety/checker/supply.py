"""Supply: every intake of every day is covered, and nobody is handed a spare stock.

A day's pieces of one product come from whole products. Where halves are kept for later days
they are reckoned over the period; where not, each day opens its own. What parts of one
product need is exact when each part divides the next larger (halves, quarters). Otherwise
(halves and thirds) it lies between two bounds, and only what breaks a bound is called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from glidepath.domain.claim import ClaimedStep, ClaimedSupply, PlanClaim
from glidepath.domain.drug import Product

__all__ = ["Need", "Period", "allowance", "needs", "periods", "unreadable_pieces"]

_NOTHING = Fraction(0)
Parts = Mapping[Fraction, int]
"""How many of each share of a product."""


@dataclass(frozen=True, slots=True)
class Period:
    """One dispensing: its days and its lines by product id."""

    first: ClaimedSupply
    lines: Mapping[str, ClaimedSupply]

    def at_home(self, product_id: str) -> Fraction:
        """The stock said to be at home at its start."""
        line = self.lines.get(product_id)
        return _NOTHING if line is None else line.at_home

    def dispensed(self, product_id: str) -> int:
        """Whole products said to be dispensed."""
        line = self.lines.get(product_id)
        return 0 if line is None else line.dispensed


@dataclass(frozen=True, slots=True)
class Need:
    """Of one product in one period: the least and the most that the pieces can use up."""

    least: Fraction
    most: Fraction


def periods(claim: PlanClaim) -> tuple[Period, ...]:
    """The dispensings of a claim in the order of their days."""
    grouped: dict[tuple[object, object], list[ClaimedSupply]] = {}
    for line in sorted(claim.supply, key=lambda line: (line.start, line.end)):
        grouped.setdefault((line.start, line.end), []).append(line)
    return tuple(
        Period(lines[0], {line.product_id: line for line in reversed(lines)})
        for lines in grouped.values()
    )


def unreadable_pieces(claim: PlanClaim) -> bool:
    """Whether some intake has no pieces, or pieces that cannot be counted."""
    intakes = [intake for step in claim.steps for intake in step.intakes]
    return any(
        intake.pieces is None
        or any(type(p.count) is not int or p.count < 0 or p.part <= 0 for p in intake.pieces)
        for intake in intakes
    )


def _parts(step: ClaimedStep, product_id: str) -> Parts:
    parts: dict[Fraction, int] = {}
    for intake in step.intakes:
        for piece in intake.pieces or ():
            if piece.product_id == product_id and piece.part > 0:
                parts[piece.part] = parts.get(piece.part, 0) + piece.count
    return parts


def _opened(parts: Parts) -> tuple[int, int]:
    """The least and the most whole products that have to be opened for these parts."""
    least = ceil(sum((part * count for part, count in parts.items()), _NOTHING))
    nested = all((large / small).denominator == 1 for small, large in pairwise(sorted(parts)))
    apart = sum(ceil(part * count) for part, count in parts.items())
    return least, least if nested else apart


def _spells(claim: PlanClaim, period: Period) -> Iterator[tuple[int, ClaimedStep]]:
    """The steps that reach into a period, each with its days in it."""
    for step in claim.steps:
        days = min(step.end, period.first.end) - max(step.start, period.first.start)
        if days.days >= 0:
            yield days.days + 1, step


def needs(claim: PlanClaim, period: Period, carry: bool) -> dict[str, Need]:
    """What a period uses of each product, with halves kept for later days or thrown away."""
    spells = list(_spells(claim, period))
    used = {
        piece.product_id
        for _, step in spells
        for intake in step.intakes
        for piece in intake.pieces or ()
    }
    reckon = _kept if carry else _thrown_away
    return {product_id: reckon(spells, product_id) for product_id in sorted(used)}


def _kept(spells: list[tuple[int, ClaimedStep]], product_id: str) -> Need:
    together: dict[Fraction, int] = {}
    for days, step in spells:
        for part, count in _parts(step, product_id).items():
            together[part] = together.get(part, 0) + days * count
    taken = sum((part * count for part, count in together.items()), _NOTHING)
    least, most = _opened(together)
    return Need(taken, taken if least == most else Fraction(most))


def _thrown_away(spells: list[tuple[int, ClaimedStep]], product_id: str) -> Need:
    opened = [(days, *_opened(_parts(step, product_id))) for days, step in spells]
    return Need(
        Fraction(sum(days * least for days, least, _ in opened)),
        Fraction(sum(days * most for days, _, most in opened)),
    )


def allowance(product: Product | None, needed: int) -> int:
    """How many more than needed may be dispensed: one, or what rounds up to the smallest pack.

    Nothing may be dispensed where nothing is needed. A liquid's pack is a bottle in mL.
    """
    if not needed:
        return 0
    if product is None or product.packs is None:
        return 1
    smallest = min(product.packs.value, default=1)
    return max(1, _measures(product, smallest) - 1)


def _measures(product: Product, pack: int) -> int:
    """Pieces in a pack; for a bottle the drops or marks in it."""
    if product.drops_per_ml is not None:
        return pack * product.drops_per_ml.value
    if product.mark is not None:
        return pack * 1000 // product.mark.value.microlitres
    return pack
