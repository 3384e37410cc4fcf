"""A rating scale's outcome: evidence for a clinician, never by itself a dose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

__all__ = ["ScaleResult"]


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What one filling-in of a scale came to.

    `total` is None where answers are missing and the scale's rule allows no total; with
    `prorated` it was made up from the answers that are there, by the scale's own rule.
    `band` names the range it falls in, empty where the scale has none. `raised` names the
    items that need somebody to look at them today, whatever the total. `unanswered` are the
    items without an answer.
    """

    scale_id: str
    version: str
    on: date
    total: Fraction | None
    band: str = ""
    prorated: bool = False
    raised: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
