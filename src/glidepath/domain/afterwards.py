"""What is done after the last dose, as data."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.titration import Check

__all__ = ["AfterRules"]


@dataclass(frozen=True, slots=True)
class AfterRules:
    """How long to watch after the last dose, and what sources say if symptoms come then.

    The watch lasts until so many half-lives of the longest-lived active substance have
    passed, and then `days` more, or `days_high_risk`. `positions` are all the answers of
    the sources to symptoms after the last dose; the clinician decides.
    """

    half_lives: Fact[int]
    days: Fact[int]
    days_high_risk: Fact[int]
    positions: tuple[Check, ...]

    def __post_init__(self) -> None:
        """Refuse fewer than two positions: where sources agree nothing has to be decided."""
        if len(self.positions) < 2 or self.days_high_risk.value < self.days.value:
            raise BadInput(Problem("afterwards", "one position, or days out of order", "both"))
