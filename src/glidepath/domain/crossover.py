"""What is settled before one drug is exchanged for another, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact

__all__ = ["Barrier", "Corridor", "CrossoverRules"]


@dataclass(frozen=True, slots=True)
class Corridor:
    """How far both drugs together may stray from the present regimen; 1 is as now."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        """Refuse a corridor that the present regimen is not in."""
        if not 0 < self.low <= 1 <= self.high:
            raise BadInput(Problem("corridor", f"{self.low} to {self.high}", "around 1"))


@dataclass(frozen=True, slots=True)
class Barrier:
    """A fact about the person that speaks against exchanging their drug for certain others.

    `targets` are the new drugs it speaks against; empty means any. `fact` is the name under
    which the caller says whether it is so; not said means that it must be asked.
    """

    fact: str
    targets: tuple[str, ...]
    text: str
    sources: tuple[str, ...]
    confidence: str

    def stands_before(self, new_drug: str) -> bool:
        """Whether it speaks against this new drug."""
        return not self.targets or new_drug in self.targets


@dataclass(frozen=True, slots=True)
class CrossoverRules:
    """The corridor, how long the exchange takes, when to look again, which table, what forbids.

    `days` are the fewest and the most days of the whole exchange, `recheck_days` how many
    days after each exchange people meet, `tables` the table of equivalent doses by country
    ("any" for the others; "all" stands for the middle of every table that counts).
    """

    corridor: Fact[Corridor]
    days: Fact[tuple[int, int]]
    recheck_days: Fact[int]
    tables: Mapping[str, Fact[str]]
    barriers: tuple[Barrier, ...]

    def table_for(self, country: str) -> Fact[str]:
        """The table that stated policy names for a country."""
        return self.tables.get(country) or self.tables["any"]
