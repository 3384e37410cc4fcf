"""What has to be prescribed and dispensed for a run of days."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput, Problem

__all__ = ["SigLine", "SupplyLine", "SupplyPeriod"]


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """One product over one period, in whole products (drops or syringe marks for liquids).

    `taken` is what the intakes use up exactly, `opened` the whole products that have to be
    opened for them (more than `taken` where half pieces are thrown away), `from_home` what
    is used of the stock at home, `dispensed` the whole products to dispense, `left` what
    remains at the end. taken + wasted + left = at_home + dispensed, always.
    """

    product_id: str
    taken: Fraction
    opened: Fraction
    at_home: Fraction
    dispensed: int
    left: Fraction

    def __post_init__(self) -> None:
        """Refuse figures that do not add up, or too little for the days."""
        wasted = self.opened - self.taken
        if wasted < 0 or self.left < 0 or self.dispensed < 0:
            raise BadInput(Problem("supply", self.product_id, "amounts of 0 or more"))
        if self.at_home + self.dispensed != self.opened + self.left:
            raise BadInput(Problem("supply", self.product_id, "figures that add up"))


@dataclass(frozen=True, slots=True)
class SigLine:
    """The instruction for one time of day over one span, in words and in digits."""

    span: Span
    time: TimeOfDay
    text: str


@dataclass(frozen=True, slots=True)
class SupplyPeriod:
    """One prescription: its days, what to dispense of each product, and how to take it."""

    span: Span
    lines: tuple[SupplyLine, ...]
    sig: tuple[SigLine, ...]
