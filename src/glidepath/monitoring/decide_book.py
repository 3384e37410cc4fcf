"""The rules of following as data: figures, words, order, and what hides signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import OtherUse
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.titration import Check
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["DecisionBook", "KindWords", "Mask", "RuleWords", "decision_book", "read_decisions"]

Raw = Callable[[str], Mapping[str, Any]]
_FILE = "decisions.toml"


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What one rule says when it speaks and what would change it; `sourced` if not our own."""

    id: str
    says: str
    changes: str
    sources: tuple[str, ...]
    confidence: Confidence
    sourced: bool = False


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one kind of decision, what may be chosen beside it, and when to look again.

    `at_zero` are the words once nothing is taken any more, where they differ.
    """

    text: str
    options: tuple[DecisionKind, ...]
    review_days: int
    sources: tuple[str, ...]
    confidence: Confidence
    at_zero: str = ""


@dataclass(frozen=True, slots=True)
class Mask:
    """Medicines that hide or imitate signs: by class or by name, and the signs that are left out.

    `recent` says that they count only while they are newly started.
    """

    id: str
    groups: tuple[str, ...]
    names: tuple[str, ...]
    drops: tuple[str, ...]
    says: str
    sources: tuple[str, ...]
    confidence: Confidence
    recent: bool = False


@dataclass(frozen=True, slots=True)
class DecisionBook:
    """Everything a decision needs besides the person: thresholds, rules, kinds, masks, texts.

    `new_type` are symptoms that the old illness seldom brings, `counted_by_days` the red flags
    that do not suspend planning by themselves because the rules count their days, `other_use`
    what is said beside a decision where something else was taken.
    """

    limits: Mapping[str, Fact[Fraction]]
    rules: Mapping[str, RuleWords]
    kinds: Mapping[DecisionKind, KindWords]
    masks: Mapping[str, Mask]
    low_dose_mg: Mapping[str, Fraction]
    new_type: tuple[str, ...]
    counted_by_days: tuple[str, ...]
    other_use: Mapping[OtherUse, Check]
    texts: Mapping[str, str]

    def limit(self, name: str) -> Fraction:
        """A threshold by its name."""
        return self.limits[name].value

    def days(self, name: str) -> int:
        """A threshold that counts whole days, entries or steps."""
        return int(self.limits[name].value)


def read_decisions(raw: Raw) -> DecisionBook:
    """Read the rules of following; takes the knowledge's reader of raw files."""
    data = raw(_FILE)
    return DecisionBook(
        limits={name: _limit(table) for name, table in data["threshold"].items()},
        rules={name: _rule(name, table) for name, table in data["rule"].items()},
        kinds={DecisionKind(name): _kind(table) for name, table in data["decision"].items()},
        masks={name: _mask(name, table) for name, table in data["mask"].items()},
        low_dose_mg=_low_doses(data["low_dose"]),
        new_type=tuple(data["new_type"]["symptoms"]),
        counted_by_days=tuple(data["counted_by_days"]["flags"]),
        other_use={use: _said(data["other_use"], use.value) for use in OtherUse},
        texts=dict(data["text"]),
    )


def _limit(raw: Mapping[str, Any]) -> Fact[Fraction]:
    return Fact(
        Fraction(raw["value"]),
        tuple(raw["source"]),
        Confidence(raw["confidence"]),
        raw["unit"],
        raw.get("note", ""),
    )


def _rule(rule_id: str, raw: Mapping[str, Any]) -> RuleWords:
    confidence = Confidence(raw["confidence"])
    sources, sourced = tuple(raw["source"]), raw.get("sourced", False)
    return RuleWords(rule_id, raw["says"], raw["changes"], sources, confidence, sourced)


def _kind(raw: Mapping[str, Any]) -> KindWords:
    return KindWords(
        raw["text"],
        tuple(map(DecisionKind, raw["options"])),
        int(raw["review_days"]),
        tuple(raw["source"]),
        Confidence(raw["confidence"]),
        raw.get("at_zero", ""),
    )


def _mask(mask_id: str, raw: Mapping[str, Any]) -> Mask:
    groups, names, drops = (tuple(raw[key]) for key in ("groups", "names", "drops"))
    sources, confidence = tuple(raw["source"]), Confidence(raw["confidence"])
    recent = raw.get("recent", False)
    return Mask(mask_id, groups, names, drops, raw["says"], sources, confidence, recent)


def _said(raw: Mapping[str, Any], name: str) -> Check:
    return Check(raw[name], tuple(raw["source"]), str(Confidence(raw["confidence"]).value))


def _low_doses(raw: Mapping[str, Any]) -> dict[str, Fraction]:
    about = ("unit", "source", "confidence", "note")
    return {drug: Fraction(mg) for drug, mg in raw.items() if drug not in about}


@lru_cache(maxsize=2)
def decision_book(knowledge: KnowledgeBase) -> DecisionBook:
    """The rules of following of this knowledge base, read once."""
    return read_decisions(knowledge.raw)
