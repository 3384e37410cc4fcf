"""The words of a scale, whether we may ship them, and a checksum that holds them still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = ["Licence", "ScaleText", "Tier"]


class Tier(StrEnum):
    """What a scale's licence allows: its words shipped, a local copy, or only its total."""

    SHIPPED = "A"
    LOCAL = "B"
    TOTAL_ONLY = "C"


@dataclass(frozen=True, slots=True)
class Licence:
    """What the owner of a scale allows, in which sources that was read and when, and the notice."""

    tier: Tier
    statement: str
    evidence: tuple[str, ...]
    confidence: str
    checked_on: date
    notice: str = ""

    @property
    def may_ship(self) -> bool:
        """Whether its words may stand in this package."""
        return self.tier is Tier.SHIPPED


@dataclass(frozen=True, slots=True)
class ScaleText:
    """The words of a scale in one language, exactly as on the form.

    `options` hold the words of the answers by item and then by what the answer counts.
    `origin` says where the words come from: the package, or the place that holds the rights.
    `qualifiers` are what these words are by their own form, such as the time they look back
    over; they stand beside every result.
    """

    scale_id: str
    language: str
    stem: str
    items: Mapping[str, str]
    options: Mapping[str, Mapping[int, str]]
    notice: str = ""
    origin: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def checksum(self) -> str:
        """64 characters (SHA-256) that change with any word, order or value."""
        import hashlib  # only the checksum needs it, and it is slow to import

        return hashlib.sha256("\n".join(self._lines()).encode()).hexdigest()

    def _lines(self) -> Iterator[str]:
        yield f"{self.scale_id} {self.language}"
        yield self.stem
        for name, words in self.items.items():
            yield f"{name}: {words}"
            for value, label in self.options[name].items():
                yield f"{name}={value}: {label}"
