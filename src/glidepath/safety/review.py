"""Runs every rule over a situation and puts each answer into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import Situation
from glidepath.safety.facts import RuleFacts
from glidepath.safety.registry import rule_functions
from glidepath.safety.rulebook import RuleText
from glidepath.safety.ruling import Ruling
from glidepath.safety.view import View

__all__ = ["finding", "fired", "judge", "review"]


def review(situation: Situation, facts: RuleFacts) -> tuple[Finding, ...]:
    """Every rule's answer about this person, the gravest first.

    Every rule runs and none stops another; the order of rules and of entries in the
    situation changes nothing.
    """
    found = (judge(situation, facts, rule) for rule in facts.book.rules.values())
    return tuple(sorted(found, key=_rank))


def judge(situation: Situation, facts: RuleFacts, rule: RuleText) -> Finding:
    """One rule's answer about this person."""
    ruling = rule_functions()[rule.id](View(situation, facts, rule))
    return finding(rule, ruling, facts.book.phrases, situation)


def fired(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that apply, in the order given."""
    return tuple(one for one in findings if one.verdict is Verdict.FIRES)


def _rank(one: Finding) -> tuple[int, int, str]:
    order = (Verdict.FIRES, Verdict.CANNOT_TELL, Verdict.CLEAR)
    return order.index(one.verdict), -one.severity, one.rule_id


def finding(
    rule: RuleText, ruling: Ruling, phrases: Mapping[str, str], situation: Situation
) -> Finding:
    """A ruling in words: the rule's sentence where it fires, a short one where it does not."""
    if ruling.verdict is Verdict.CLEAR:
        return _finding(rule, ruling, Severity.NOTE, phrases["clear"].format(title=rule.title))
    if ruling.verdict is Verdict.CANNOT_TELL:
        text = phrases["cannot_tell"].format(title=rule.title)
        return _finding(rule, ruling, rule.severity, text)
    slots = _slots(rule, ruling, phrases, situation)
    says, can_do = rule.says.format_map(slots), rule.can_do.format_map(slots)
    if rule.conflict:
        says = f"{says} {phrases['conflict'].format(conflict=rule.conflict)}"
    return _finding(rule, ruling, rule.severity, says, can_do)


def _finding(
    rule: RuleText, ruling: Ruling, severity: Severity, text: str, can_do: str = ""
) -> Finding:
    return Finding(
        rule_id=rule.id,
        verdict=ruling.verdict,
        severity=severity,
        text=text,
        can_do=can_do,
        addressed_to=rule.addressed_to,
        values=ruling.values,
        ask=tuple(sorted(ruling.ask)),
        sources=rule.every_source,
        confidence=rule.confidence.value,
    )


class _Slots(dict[str, str]):
    """The figures and words of one finding; a slot that this ruling did not fill stays empty."""

    def __missing__(self, name: str) -> str:
        return ""


def _slots(
    rule: RuleText, ruling: Ruling, phrases: Mapping[str, str], situation: Situation
) -> _Slots:
    slots = _Slots(rule.limit_texts)
    slots |= ruling.values
    slots["label"] = rule.by_country.get(situation.country, rule.by_country.get("other", ""))
    told = (phrases[f"found.{name}"] for name in ruling.values if f"found.{name}" in phrases)
    slots["found"] = ", ".join(text.format_map(slots) for text in told)
    return slots
