"""Where care should happen: the usual practice, closer watch, a specialist, or a ward."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.grading import CareSetting, LevelOfCare
from glidepath.domain.person import Situation
from glidepath.safety.facts import RuleFacts
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
    book = facts.book
    by_risk = CareSetting[book.risk.care[risk(situation, facts, found).grade.name.lower()].upper()]
    raising = [one for one in found if book.rules[one.rule_id].care > CareSetting.OUTPATIENT]
    fires = [one for one in raising if one.verdict is Verdict.FIRES]
    unsure = [one for one in raising if one.verdict is Verdict.CANNOT_TELL]
    setting = max((by_risk, *(book.rules[one.rule_id].care for one in fires)))
    deciding = [one for one in fires if book.rules[one.rule_id].care == setting]
    return LevelOfCare(
        setting=setting,
        text=book.phrases[f"care.{setting.name.lower()}"],
        reasons=tuple(one.text for one in deciding) or (book.phrases["care.by_risk"],),
        rule_ids=tuple(one.rule_id for one in deciding),
        could_rise_to=max((setting, *(book.rules[one.rule_id].care for one in unsure))),
        ask=_asked(facts, unsure, setting),
        sources=tuple(dict.fromkeys(source for one in deciding for source in one.sources)),
        confidence=deciding[0].confidence if deciding else book.risk.month.confidence.value,
    )


def _asked(facts: RuleFacts, unsure: Iterable[Finding], setting: CareSetting) -> tuple[str, ...]:
    """The facts that could still raise the setting."""
    higher = (one for one in unsure if facts.book.rules[one.rule_id].care > setting)
    return tuple(sorted({ask for one in higher for ask in one.ask}))
