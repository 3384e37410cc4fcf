"""Explanations of hard days as data: the signs for and against each, and what may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["EvidenceBook", "Explanation", "SignWords", "evidence_book", "read_explanations"]

Raw = Callable[[str], Mapping[str, Any]]


class Explanation(StrEnum):
    """What can make days hard on the way down."""

    WITHDRAWAL = "withdrawal"
    REBOUND = "rebound"
    RECURRENCE = "recurrence"
    SIDE_EFFECT = "side_effect"
    SOMETHING_ELSE = "something_else"


@dataclass(frozen=True, slots=True)
class SignWords:
    """A sign's words, and which explanations it speaks for and against."""

    id: str
    says: str
    speaks_for: tuple[Explanation, ...]
    against: tuple[Explanation, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class EvidenceBook:
    """Signs, explanations with their words, thresholds in days or points, and missing things."""

    signs: Mapping[str, SignWords]
    names: Mapping[Explanation, tuple[str, str]]
    limits: Mapping[str, int]
    missing: Mapping[str, str]
    texts: Mapping[str, str]


def read_explanations(raw: Raw) -> EvidenceBook:
    """Read the explanations; takes the knowledge's reader of raw files."""
    data = raw("explanations.toml")
    return EvidenceBook(
        signs={name: _sign(name, table) for name, table in data["sign"].items()},
        names={one: _name(data["explanation"][one]) for one in Explanation},
        limits={name: int(table["value"]) for name, table in data["threshold"].items()},
        missing={name: table["says"] for name, table in data["missing"].items()},
        texts=dict(data["text"]),
    )


def _sign(sign_id: str, raw: Mapping[str, Any]) -> SignWords:
    speaks_for, against = (tuple(map(Explanation, raw[key])) for key in ("for", "against"))
    sources, confidence = tuple(raw["source"]), Confidence(raw["confidence"])
    return SignWords(sign_id, raw["says"], speaks_for, against, sources, confidence)


def _name(raw: Mapping[str, str]) -> tuple[str, str]:
    return raw["name"], raw["what"]


@lru_cache(maxsize=2)
def evidence_book(knowledge: KnowledgeBase) -> EvidenceBook:
    """The explanations of this knowledge base, read once."""
    return read_explanations(knowledge.raw)
