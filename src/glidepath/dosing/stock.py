"""The ledger of one product: what a day uses up, what lies at home, what has to be dispensed.

Whole products and loose pieces are kept apart. A loose piece replaces only pieces that it
can be broken into or joined to: two quarters are a half, but no thirds make a half. The odd
part of a piece's denominator tells such families apart (halves and quarters: 1; thirds and
sixths: 3). Wholes are taken from whole products. Since loose pieces of one family never add
up to a whole, this wastes nothing.
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

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class DailyUse:
    """What one day uses of one product: wholes (or drops, or marks), and parts by family."""

    wholes: int
    parts: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def taken(self) -> Fraction:
        """The exact amount swallowed in a day, in whole products."""
        return self.wholes + sum(self.parts.values(), NOTHING)

    @property
    def opened_alone(self) -> int:
        """The whole products a day opens when it may use no piece of another day."""
        return self.wholes + sum(ceil(part) for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies at home of one product: wholes, loose pieces by family, and idle crumbs.

    `idle` is what the course can never use, such as a loose quarter where only halves
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
    wholes, parts = 0, dict[int, Fraction]()
    for piece in _pieces(step, product_id):
        if piece.portion.part == 1:
            wholes += piece.count
        else:
            family = _family(piece.portion.part)
            parts[family] = parts.get(family, NOTHING) + piece.units
    return DailyUse(wholes, parts)


def stock_at_home(item: AtHand, course: Course) -> Stock:
    """What is at home at the start, with loose pieces counted as far as the course can use them.

    Nothing counted is nothing at home.
    """
    amount = item.at_home or NOTHING
    wholes, rest = floor(amount), amount % 1
    parts = {
        piece.portion.part
        for step in course.steps
        for piece in _pieces(step, item.product.id)
        if piece.portion.part != 1 and _family(piece.portion.part) == _family(rest)
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
    taken = sum((days * use.taken for days, use in uses), NOTHING)
    loose = dict(stock.loose)
    if carry_halves:
        needed = sum(days * use.wholes for days, use in uses)
        for family, parts in _parts(uses).items():
            kept = loose.get(family, NOTHING)
            broken = max(0, ceil(parts - kept))
            needed += broken
            loose[family] = kept + broken - parts
    else:
        needed = sum(days * use.opened_alone for days, use in uses)
    dispensed = max(0, needed - stock.wholes)
    after = Stock(stock.wholes + dispensed - needed, loose, stock.idle)
    opened = stock.amount + dispensed - after.amount
    return SupplyLine(product_id, taken, opened, stock.amount, dispensed, after.amount), after


def _parts(uses: Iterable[tuple[int, DailyUse]]) -> dict[int, Fraction]:
    """All parts of a run of days together, by family."""
    together = dict[int, Fraction]()
    for days, use in uses:
        for family, part in use.parts.items():
            together[family] = together.get(family, NOTHING) + days * part
    return together
