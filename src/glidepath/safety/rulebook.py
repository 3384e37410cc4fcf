"""The rules as data: words, thresholds, sources and examples, read once from the knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.finding import Severity
from glidepath.domain.grading import CareSetting
from glidepath.domain.wording import plain_number

__all__ = ["IF_UNKNOWN", "Raw", "RuleText", "limit_text", "read_fact", "read_rule", "read_rules"]

Raw = Callable[[str], Mapping[str, Any]]
IF_UNKNOWN = ("block", "ask", "note")
_KEYS = {
    "id", "theme", "title", "says", "severity", "addressed_to", "can_do", "if_unknown", "source",
    "confidence", "basis", "raises_risk", "care", "threshold", "words", "country", "conflict",
    "example",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule as a clinician reads it.

    `says` is the sentence with its slots, `can_do` what the one addressed can do now,
    `if_unknown` what a missing fact means: no plan (block), a question (ask) or nothing
    (note). `raises_risk` and `care` say what it does to the risk grade and to the level of
    care; `by_country` holds words that differ by country, `conflict` what sources say
    against each other. `every_source` and `limit_texts` are the sources and the printed
    thresholds, made once when the rule is read.
    """

    id: str
    theme: str
    title: str
    says: str
    severity: Severity
    addressed_to: str
    can_do: str
    if_unknown: str
    sources: tuple[str, ...]
    confidence: Confidence
    basis: str = ""
    conflict: str = ""
    raises_risk: bool = False
    care: CareSetting = CareSetting.OUTPATIENT
    limits: Mapping[str, Fact[Fraction]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_country: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Mapping[str, Any], ...] = ()
    every_source: tuple[str, ...] = ()
    limit_texts: Mapping[str, str] = field(default_factory=dict)


def read_fact(raw: Mapping[str, Any]) -> Fact[Fraction]:
    """A threshold from its table: value, unit, source, confidence; other values with a reason."""
    others = raw.get("other", [])
    return Fact(
        Fraction(str(raw["value"])),
        tuple(raw["source"]),
        Confidence(raw["confidence"]),
        raw.get("unit", ""),
        raw.get("note", ""),
        tuple((Fraction(str(other["value"])), other["source"]) for other in others),
        raw.get("why", ""),
    )


def limit_text(fact: Fact[Fraction]) -> str:
    """A threshold as it is printed, with a mark where nobody has verified it."""
    number = plain_number(Decimal(fact.value.numerator) / Decimal(fact.value.denominator))
    return f"{number} ({fact.confidence.mark})" if fact.confidence.mark else number


def read_rule(rule_id: str, raw: Mapping[str, Any]) -> RuleText:
    """One rule from its table; refuses a wrong id, an unknown key and an unknown word."""
    strange = sorted(set(raw) - _KEYS)
    if strange or raw["id"] != rule_id or raw["if_unknown"] not in IF_UNKNOWN:
        given = ", ".join(strange) or f"{raw['id']}, {raw['if_unknown']}"
        raise BadInput(Problem(f"rule {rule_id}", given, "the keys and words of a rule"))
    limits = {name: read_fact(fact) for name, fact in raw.get("threshold", {}).items()}
    more = (source for fact in limits.values() for source in fact.sources)
    return RuleText(
        id=rule_id,
        theme=raw["theme"],
        title=raw["title"],
        says=raw["says"],
        severity=Severity[raw["severity"].upper()],
        addressed_to=raw["addressed_to"],
        can_do=raw["can_do"],
        if_unknown=raw["if_unknown"],
        sources=tuple(raw["source"]),
        confidence=Confidence(raw["confidence"]),
        basis=raw.get("basis", ""),
        conflict=raw.get("conflict", ""),
        raises_risk=raw.get("raises_risk", False),
        care=CareSetting[raw.get("care", "outpatient").upper()],
        limits=limits,
        words={name: tuple(words) for name, words in raw.get("words", {}).items()},
        by_country=dict(raw.get("country", {})),
        examples=tuple(raw.get("example", ())),
        every_source=tuple(dict.fromkeys((*raw["source"], *more))),
        limit_texts={name: limit_text(fact) for name, fact in limits.items()},
    )


def read_rules(raw: Raw, rule_ids: Iterable[str]) -> dict[str, RuleText]:
    """Every rule named, in the order of the alphabet."""
    return {
        rule_id: read_rule(rule_id, raw(f"rules/{rule_id}.toml")) for rule_id in sorted(rule_ids)
    }
