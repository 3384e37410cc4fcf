"""What a plan needs besides the policy, read once from the data: lengths, bounds, texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glidepath.domain.policy import Ceiling
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["ReviewRule", "Settings", "settings"]


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """When people meet: so many days after an event, for a reason, from a source."""

    after: str
    days: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Lengths in days, bounds and sentences of plans; every one stands in the data."""

    lead_in_days: int
    watch_days: int
    watch_days_high_dose: int
    maintain_days: int
    most_pieces: int
    dispense_days: int
    ceilings: tuple[Fraction, ...]
    house: Ceiling
    house_source: str
    reviews: tuple[ReviewRule, ...]
    reasons: Mapping[str, str]
    notes: Mapping[str, str]
    refusals: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]


def settings(kb: KnowledgeBase) -> Settings:
    """The settings of the packaged data."""
    raw, words = kb.raw("planning.toml"), kb.raw("wording/plan.toml")
    house = kb.policy(raw["house_ceiling"]["policy"]).ceiling
    assert house is not None  # the policy that the data name has a ceiling
    return Settings(
        lead_in_days=int(raw["lead_in_days"]["value"]),
        watch_days=int(raw["watch_days"]["value"]),
        watch_days_high_dose=int(raw["watch_days_high_dose"]["value"]),
        maintain_days=int(raw["maintain_days"]["value"]),
        most_pieces=int(raw["most_pieces"]["value"]),
        dispense_days=int(raw["dispense_days"]["value"]),
        ceilings=tuple(Fraction(share) for share in raw["certificate_ceilings"]["values"]),
        house=house.value,
        house_source=house.sources[0],
        reviews=tuple(_review(table) for table in raw["review"]),
        reasons=_texts(words["reason"]),
        notes=_texts(words["note"]),
        refusals=words["refusal"],
        questions=words["question"],
    )


def _review(table: Mapping[str, Any]) -> ReviewRule:
    return ReviewRule(table["after"], int(table["days"]), table["reason"], table["source"])


def _texts(tables: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: table["text"] for name, table in tables.items()}
