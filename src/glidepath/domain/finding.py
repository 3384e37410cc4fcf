"""What a rule answers: it fires, it is clear, or it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

__all__ = ["Finding", "Severity", "Verdict"]


class Verdict(StrEnum):
    """The three answers of a rule."""

    FIRES = "fires"
    CLEAR = "clear"
    CANNOT_TELL = "cannot_tell"


class Severity(IntEnum):
    """How much a finding weighs, from a note to one that forbids a plan."""

    NOTE = 0
    CAUTION = 1
    WARNING = 2
    BLOCK = 3
    EMERGENCY = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer, with what made it so and what can be done now.

    `values` holds the figures that decided it, `ask` the facts that are missing when it
    cannot tell, `sources` the ids of the documents behind it.
    """

    rule_id: str
    verdict: Verdict
    severity: Severity
    text: str
    can_do: str = ""
    addressed_to: str = "prescriber"
    values: Mapping[str, str] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = ""
