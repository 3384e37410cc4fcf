"""What may be done after rare or short use, as data."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.domain.crossover import Barrier
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.policy import Policy
from glidepath.domain.titration import Check

__all__ = ["ShortUseRules"]


@dataclass(frozen=True, slots=True)
class ShortUseRules:
    """From when on use counts as more than rare, and as longer than short.

    Use on at most `rare_days_a_week` needs no taper, nor does daily use of fewer than
    `stop_below_days`; below `short_below_days` the short taper of `policy` is enough.
    `cautions` are facts with which none of this holds. `rare`, `stop`, `short` and `full`
    are what is said of each way.
    """

    rare_days_a_week: Fact[int]
    stop_below_days: Fact[int]
    short_below_days: Fact[int]
    policy: Policy
    cautions: tuple[Barrier, ...]
    rare: Check
    stop: Check
    short: Check
    full: Check

    def __post_init__(self) -> None:
        """Refuse bounds that are out of order."""
        if not self.stop_below_days.value <= self.short_below_days.value:
            given = f"{self.stop_below_days.value}, {self.short_below_days.value} days"
            raise BadInput(Problem("short use", given, "in order"))
