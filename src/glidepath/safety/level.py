"""Where care should happen: the usual practice, closer watch, a specialist, or a ward."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.grading import CareSetting, LevelOfCare, RiskClass
from glidepath.domain.person import Situation
from glidepath.safety.facts import RuleBook, RuleFacts
from glidepath.safety.review import review
from glidepath.safety.risk import risk

__all__ = ["level_of_care"]


def level_of_care(
    situation: Situation, facts: RuleFacts, findings: Iterable[Finding] | None = None
) -> LevelOfCare:
    """The setting this person needs, the highest that any finding or the risk grade calls for.

    What nobody has answered never lowers it; `could_rise_to` says what an answer could make it.
    Source: joint guideline 2025, recommendations 5 and 12; NICE CKS 2018 for specialist advice.
    """
    found = review(situation, facts) if findings is None else tuple(findings)
    book, graded = facts.book, risk(situation, facts, found)
    raising = [one for one in found if book.rules[one.rule_id].care > CareSetting.OUTPATIENT]
    fires = [one for one in raising if one.verdict is Verdict.FIRES]
    unsure = [one for one in raising if one.verdict is Verdict.CANNOT_TELL]
    setting = max((_by_risk(book, graded.grade), *(_care(book, one) for one in fires)))
    deciding = [one for one in fires if _care(book, one) == setting]
    by_more_risk = _by_risk(book, RiskClass.HIGH) if graded.could_rise else setting
    return LevelOfCare(
        setting=setting,
        text=book.phrases[f"care.{setting.name.lower()}"],
        reasons=tuple(one.text for one in deciding) or (book.phrases["care.by_risk"],),
        rule_ids=tuple(one.rule_id for one in deciding),
        could_rise_to=max((setting, by_more_risk, *(_care(book, one) for one in unsure))),
        ask=_asked(book, unsure, setting, graded.ask if by_more_risk > setting else ()),
        sources=tuple(dict.fromkeys(source for one in deciding for source in one.sources)),
        confidence=deciding[0].confidence if deciding else book.risk.month.confidence.value,
    )


def _by_risk(book: RuleBook, grade: RiskClass) -> CareSetting:
    return CareSetting[book.risk.care[grade.name.lower()].upper()]


def _care(book: RuleBook, finding: Finding) -> CareSetting:
    return book.rules[finding.rule_id].care


def _asked(
    book: RuleBook, unsure: Iterable[Finding], setting: CareSetting, of_risk: Iterable[str]
) -> tuple[str, ...]:
    """The facts that could still raise the setting."""
    higher = (one for one in unsure if _care(book, one) > setting)
    return tuple(sorted({*of_risk, *(ask for one in higher for ask in one.ask)}))
