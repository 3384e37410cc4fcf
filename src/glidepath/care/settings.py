"""What a plan needs besides the policy, read once from the data: lengths, bounds, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from glidepath.domain.policy import Ceiling
from glidepath.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from glidepath.domain.afterwards import AfterRules
    from glidepath.domain.crossover import CrossoverRules
    from glidepath.domain.short_use import ShortUseRules

__all__ = [
    "ReviewRule", "Settings", "after_rules", "exchange_rules", "settings", "short_use_rules",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """When people meet: so many days after an event, for a reason, from a source."""

    after: str
    days: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Lengths in days, bounds and sentences of plans; every one stands in the data.

    `beside_first` and `join_into` say which of two drugs is lowered first and which the
    other is joined to: the "shorter" or the "longer" lived. `goals` says which rules a goal
    leaves aside, lightens or makes forbidding, `facts` which facts of a situation stand
    behind the facts that courses are judged by, `acting` which covariate a medicine acts by,
    `start_reviews` the meetings of a start. `says` holds the sentences of courses by name,
    such as "start.maximum".
    """

    lead_in_days: int
    maintain_days: int
    compared_switch: str
    start_kept_days: int
    pause_days: int
    small_step_days: int
    forecast_days: int
    sooner_days: int
    settled_share: Fraction
    most_pieces: int
    dispense_days: int
    ceilings: tuple[Fraction, ...]
    house: Ceiling
    house_source: str
    beside_first: str
    join_into: str
    emptied: tuple[str, ...]
    combining: tuple[str, ...]
    reviews: tuple[ReviewRule, ...]
    start_reviews: tuple[ReviewRule, ...]
    goals: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Mapping[str, Any]]
    acting: Sequence[Mapping[str, Any]]
    reasons: Mapping[str, str]
    notes: Mapping[str, str]
    says: Mapping[str, str]
    refusals: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=4)
def settings(kb: KnowledgeBase) -> Settings:
    """The settings of the data, read once for each knowledge base."""
    raw, words = kb.raw("planning.toml"), kb.raw("wording/plan.toml")
    more = kb.raw("wording/courses.toml")
    house = kb.policy(raw["house_ceiling"]["policy"]).ceiling
    assert house is not None  # the policy that the data name has a ceiling
    return Settings(
        lead_in_days=int(raw["lead_in_days"]["value"]),
        maintain_days=int(raw["maintain_days"]["value"]),
        compared_switch=str(raw["compared_switch"]["value"]),
        start_kept_days=int(raw["start_kept_days"]["value"]),
        pause_days=int(raw["pause_days"]["value"]),
        small_step_days=int(raw["small_step_days"]["value"]),
        forecast_days=int(raw["forecast_days"]["value"]),
        sooner_days=int(raw["second_review_days"]["value"]),
        settled_share=Fraction(raw["settled_share"]["value"]),
        most_pieces=int(raw["most_pieces"]["value"]),
        dispense_days=int(raw["dispense_days"]["value"]),
        ceilings=tuple(Fraction(share) for share in raw["certificate_ceilings"]["values"]),
        house=house.value,
        house_source=house.sources[0],
        beside_first=raw["beside"]["first"],
        join_into=raw["join"]["into"],
        emptied=tuple(raw["emptied"]["policies"]),
        combining=tuple(raw["combining"]["rules"]),
        reviews=tuple(_review(table) for table in raw["review"]),
        start_reviews=tuple(_start_review(table) for table in raw["start_review"]),
        goals=raw["goal"],
        facts={table["name"]: table for table in raw["fact"]},
        acting=raw["acting"],
        reasons=_texts(words["reason"]),
        notes=_texts(words["note"]),
        says=_sentences(more),
        refusals={**words["refusal"], **more["refusal"]},
        questions={**words["question"], **more["question"]},
    )


@lru_cache(maxsize=4)
def short_use_rules(kb: KnowledgeBase) -> ShortUseRules:
    """What may be done after short use, read once."""
    return kb.short_use()


@lru_cache(maxsize=4)
def exchange_rules(kb: KnowledgeBase) -> CrossoverRules:
    """What is settled before one drug is exchanged for another, read once."""
    return kb.crossover()


@lru_cache(maxsize=4)
def after_rules(kb: KnowledgeBase) -> AfterRules:
    """What is done after the last dose, read once."""
    return kb.afterwards()


def _review(table: Mapping[str, Any]) -> ReviewRule:
    return ReviewRule(table["after"], int(table["days"]), table["reason"], table["source"])


def _start_review(table: Mapping[str, Any]) -> ReviewRule:
    return ReviewRule(table["uses"], int(table["days"]), table["reason"], table["source"])


def _texts(tables: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: table["text"] for name, table in tables.items()}


def _sentences(more: Mapping[str, Any]) -> dict[str, str]:
    """Every sentence by the name of its group and its own."""
    groups = {name: tables for name, tables in more.items() if name not in ("refusal", "question")}
    return {
        f"{group}.{name}": table["text"]
        for group, tables in groups.items()
        for name, table in tables.items()
    }
