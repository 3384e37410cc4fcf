"""Where a statement comes from and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Confidence", "Fact", "Source"]

T = TypeVar("T")


class Confidence(StrEnum):
    """How a statement came to us, from strongest to weakest."""

    READ = "read"
    SECONDARY = "secondary"
    DERIVED = "derived"
    UNVERIFIED = "unverified"
    PROPOSED = "proposed"
    ASSUMED = "assumed"

    @property
    def mark(self) -> str:
        """The word printed beside a figure that nobody has verified; empty for the others."""
        weak = (Confidence.UNVERIFIED, Confidence.PROPOSED, Confidence.ASSUMED)
        return self.value if self in weak else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that statements are taken from, and how it was read."""

    id: str
    title: str
    body: str
    year: int | None
    where: str
    read: str
    strength: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a source nobody could find again."""
        if not (self.id and self.title and self.where):
            raise BadInput(Problem("source", repr(self.id), "an id, a title and where it stands"))


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with the sources it rests on and how sure we are of it.

    `others` keeps the values of sources that disagree, each with its source id;
    `why` says why this one was chosen.
    """

    value: T
    sources: tuple[str, ...]
    confidence: Confidence
    unit: str = ""
    note: str = ""
    others: tuple[tuple[T, str], ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a value without a source, and a choice between sources without a reason."""
        if not self.sources:
            raise BadInput(Problem("fact", repr(self.value), "at least one source"))
        if self.others and not self.why:
            raise BadInput(Problem("fact", repr(self.value), "a reason for the value chosen"))
