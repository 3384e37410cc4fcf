"""The book of rules: every rule as a page a clinician can read, made from its data alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from glidepath.domain.evidence import Fact
from glidepath.domain.grading import CareSetting
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.facts import read_book
from glidepath.safety.rulebook import RuleText, limit_text

__all__ = ["book", "page", "rules_listed"]

_THEMES = {
    "gates": "Where no plan is proposed",
    "use": "How long, how much, how often",
    "label": "What the label says",
    "contraindications": "Illnesses with which labels forbid or warn",
    "opioids": "Opioids beside the drug",
    "medicines": "Other medicines",
    "adjuncts": "Medicines given beside a taper",
    "misuse": "Misuse, tolerance and use disorder",
    "mind": "Mental illness and therapy",
    "body": "Age, body, alcohol, form of the product",
    "family": "Pregnancy and breastfeeding",
    "switching": "Changing to another benzodiazepine",
    "living": "Driving, work, support",
    "stopping": "Reducing and stopping",
}
_IF_UNKNOWN = {
    "block": "no plan until it is known",
    "ask": "it is asked, and the plan goes on",
    "note": "nothing; it is not asked on this account",
}


def rules_listed(knowledge: KnowledgeBase) -> tuple[RuleText, ...]:
    """Every rule with its examples, by theme and then by id."""
    order = list(_THEMES)
    rules = read_book(knowledge.raw).rules.values()
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.theme), rule.id)))


def book(knowledge: KnowledgeBase) -> str:
    """The whole book as Markdown: statement, thresholds with sources, conflicts, examples."""
    rules = rules_listed(knowledge)
    parts = []
    for theme, heading in _THEMES.items():
        pages = "\n".join(page(rule) for rule in rules if rule.theme == theme)
        parts.append(f"## {heading}\n\n{pages}")
    return "\n".join(parts)


def page(rule: RuleText) -> str:
    """One rule as Markdown; braces stand for the person's own figures."""
    lines = [
        f"### {rule.id}\n",
        f"**{rule.title}.** {_with_limits(rule)}\n",
        f"- Weighs as: {rule.severity.name.lower()}; for the {rule.addressed_to}.",
        f"- What can be done: {rule.can_do}",
        f"- Where a fact is missing: {_IF_UNKNOWN[rule.if_unknown]}.",
        *_effects(rule),
        *(f"- Threshold {_limit(name, fact)}" for name, fact in rule.limits.items()),
        *(f"- In {place}: {words}" for place, words in rule.by_country.items()),
        *([f"- Sources differ: {rule.conflict}"] if rule.conflict else []),
        *([f"- Basis: {rule.basis}"] if rule.basis else []),
        f"- Sources: {_sources(rule.sources)} ({rule.confidence.value}).",
        f"- Examples: {'; '.join(_example(one) for one in rule.examples)}.",
    ]
    return "\n".join(lines) + "\n"


def _with_limits(rule: RuleText) -> str:
    text = rule.says
    for name, limit in rule.limit_texts.items():
        text = text.replace(f"{{{name}}}", limit)
    return text


def _effects(rule: RuleText) -> Iterable[str]:
    if rule.raises_risk:
        yield "- Makes the risk of a withdrawal that matters high."
    if rule.care > CareSetting.OUTPATIENT:
        yield f"- Level of care: at least {rule.care.name.lower().replace('_', ' ')}."


def _limit(name: str, fact: Fact[Fraction]) -> str:
    words = f"{name.replace('_', ' ')}: {limit_text(fact)} {fact.unit}".rstrip()
    why = f" {fact.note or fact.why}" if fact.note or fact.why else ""
    return f"{words} ({fact.confidence.value}; {_sources(fact.sources)}).{why}"


def _sources(ids: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in ids)


def _example(one: Mapping[str, Any]) -> str:
    return f"{one['name']}: {one['expect'].replace('_', ' ')}"
