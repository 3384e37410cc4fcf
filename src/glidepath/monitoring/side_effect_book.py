"""The side effects of a drug as data: how often, at which dose, and what may be proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence, Fact
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["Effect", "EffectBook", "effect_book", "read_effects"]

Raw = Callable[[str], Mapping[str, Any]]
_OF_THE_DOSE = ("sedation", "coordination")


@dataclass(frozen=True, slots=True)
class Effect:
    """One side effect: its kind, whether it grows with the dose, and how often it came in trials.

    `bands` are percent of people in each dose band, `overall` and `placebo` percent at all
    doses and with a dummy. `triage` names the red-flag question it belongs to, if any.
    """

    id: str
    name: str
    kind: str
    dose_related: bool
    bands: tuple[int, ...]
    overall: int
    placebo: int
    sources: tuple[str, ...]
    confidence: Confidence
    triage: str = ""

    @property
    def is_of_the_dose(self) -> bool:
        """Whether it follows the single dose through the day."""
        return self.kind in _OF_THE_DOSE


@dataclass(frozen=True, slots=True)
class EffectBook:
    """All side effects known of one drug, with the texts and proposals of a review."""

    drug_id: str
    effects: Mapping[str, Effect]
    band_bounds: tuple[Fraction, ...]
    band_names: tuple[str, ...]
    limits: Mapping[str, Fact[Fraction]]
    texts: Mapping[str, str]
    proposals: Mapping[str, tuple[str, tuple[str, ...], Confidence]]

    def effect(self, effect_id: str) -> Effect:
        """One side effect; refuses one the data do not name."""
        if effect_id not in self.effects:
            allowed = ", ".join(self.effects)
            raise BadInput(Problem("side effect", effect_id[:40], f"one of {allowed}"))
        return self.effects[effect_id]


def read_effects(raw: Raw) -> EffectBook:
    """Read the side effects of clonazepam, the one drug whose trial figures are known here."""
    drug, review = raw("sideeffects/clonazepam.toml"), raw("sideeffects/review.toml")
    return EffectBook(
        drug_id=drug["drug"],
        effects={name: _effect(name, table) for name, table in drug["effect"].items()},
        band_bounds=tuple(Fraction(bound) for bound in drug["bands"]["below_mg"]),
        band_names=tuple(drug["bands"]["names"]),
        limits={name: _limit(table) for name, table in review["threshold"].items()},
        texts=dict(review["text"]),
        proposals={
            name: (table["text"], tuple(table["source"]), Confidence(table["confidence"]))
            for name, table in review["proposal"].items()
        },
    )


def _effect(effect_id: str, raw: Mapping[str, Any]) -> Effect:
    bands, overall = raw["bands"], raw["overall"]
    return Effect(
        id=effect_id,
        name=raw["name"],
        kind=raw["kind"],
        dose_related=raw["dose_related"],
        bands=tuple(bands["value"]),
        overall=overall["value"],
        placebo=overall["placebo"],
        sources=(*bands["source"], *overall["source"]),
        confidence=Confidence(bands["confidence"]),
        triage=raw.get("triage", ""),
    )


def _limit(raw: Mapping[str, Any]) -> Fact[Fraction]:
    confidence = Confidence(raw["confidence"])
    return Fact(Fraction(raw["value"]), tuple(raw["source"]), confidence, raw["unit"])


@lru_cache(maxsize=2)
def effect_book(knowledge: KnowledgeBase) -> EffectBook:
    """The side effects of this knowledge base, read once."""
    return read_effects(knowledge.raw)
