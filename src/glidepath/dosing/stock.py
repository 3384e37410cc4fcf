"""The ledger of one product: what a day uses up, what lies at home, what has to be dispensed.

Amounts are kept by family. Pieces of one family join and break into each other: two quarters
are a half, but no thirds make a half. The odd part of a piece's denominator tells families
apart (wholes, halves and quarters: 1; thirds and sixths: 3). Loose pieces of one family never
add up to a whole product, so counting each family in one sum wastes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from glidepath.domain.person import AtHand
from glidepath.domain.plan import Course, Step
from glidepath.domain.regimen import Piece
from glidepath.domain.supply import SupplyLine

__all__ = ["DailyUse", "Stock", "daily_use", "dispense", "stock_at_home"]

DailyUse = Mapping[int, Fraction]
"""What one day uses of one product, in whole products (or drops, or marks), by family."""

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies at home of one product: wholes, loose pieces by family, and idle crumbs.

    `idle` is what the plan can never use, such as a loose quarter where only halves
    are taken.
    """

    wholes: int
    loose: Mapping[int, Fraction] = field(default_factory=dict)
    idle: Fraction = NOTHING

    @property
    def amount(self) -> Fraction:
        """All of it, in whole products."""
        return self.wholes + sum(self.loose.values(), NOTHING) + self.idle


def _family(part: Fraction) -> int:
    """The odd part of the denominator: pieces of one family join and break into each other."""
    bottom = part.denominator
    while bottom % 2 == 0:
        bottom //= 2
    return bottom


def _pieces(step: Step, product_id: str) -> list[Piece]:
    return [
        piece
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
        if piece.portion.product_id == product_id
    ]


def daily_use(step: Step, product_id: str) -> DailyUse:
    """What each day of a step uses of one product."""
    return _summed((_family(p.portion.part), p.units) for p in _pieces(step, product_id))


def stock_at_home(item: AtHand, courses: Sequence[Course]) -> Stock:
    """What is at home at the start, with loose pieces counted as far as they can be used.

    Nothing counted is nothing at home.
    """
    amount = item.at_home or NOTHING
    wholes, rest = floor(amount), amount % 1
    parts = {
        piece.portion.part
        for course in courses
        for step in course.steps
        for piece in _pieces(step, item.product.id)
        if _family(piece.portion.part) == _family(rest)
    }
    usable = rest - rest % min(parts) if parts else NOTHING
    return Stock(wholes, {_family(rest): usable}, rest - usable)


def dispense(
    product_id: str, uses: Sequence[tuple[int, DailyUse]], stock: Stock, carry_halves: bool
) -> tuple[SupplyLine, Stock]:
    """The supply of one product for runs of (days, use of each day), and what is left after them.

    With `carry_halves` loose pieces are used first; without it each day opens its own whole
    products and throws the rest away, and loose pieces at home stay where they are.
    """
    used = _summed((family, days * part) for days, use in uses for family, part in use.items())
    loose = dict(stock.loose)
    if carry_halves:
        needed = 0
        for family, amount in used.items():
            kept = loose.get(family, NOTHING)
            opened = max(0, ceil(amount - kept))
            needed += opened
            loose[family] = kept + opened - amount
    else:
        needed = sum(days * ceil(part) for days, use in uses for part in use.values())
    dispensed = max(0, needed - stock.wholes)
    after = Stock(stock.wholes + dispensed - needed, loose, stock.idle)
    return _line(product_id, sum(used.values(), NOTHING), stock, dispensed, after), after


def _line(
    product_id: str, taken: Fraction, stock: Stock, dispensed: int, after: Stock
) -> SupplyLine:
    opened = stock.amount + dispensed - after.amount
    return SupplyLine(product_id, taken, opened, stock.amount, dispensed, after.amount)


def _summed(amounts: Iterable[tuple[int, Fraction]]) -> dict[int, Fraction]:
    """Amounts of one family together."""
    together = dict[int, Fraction]()
    for family, amount in amounts:
        together[family] = together.get(family, NOTHING) + amount
    return together
