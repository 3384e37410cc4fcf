"""The class of the guideline's table of withdrawal risk, before any feature raises it."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.grading import RiskClass
from glidepath.domain.person import Known, Situation
from glidepath.safety.facts import RuleFacts

__all__ = ["is_low_dose", "table_class"]


def table_class(situation: Situation, facts: RuleFacts) -> RiskClass:
    """The class of the guideline's table: days a week, then duration, then the dose band.

    What is unknown is taken as it would weigh most: every day, for long, at a high dose.
    """
    table, treatment = facts.book.risk, situation.treatment
    week, since = treatment.days_per_week, treatment.since
    if isinstance(week, Known) and week.value <= table.rare_up_to.value:
        return RiskClass.RARE
    if not isinstance(since, Known):
        return RiskClass.LIKELY
    days = (situation.as_of - since.value).days
    if days < table.month.value:
        return RiskClass.LOWER
    if days < table.three_months.value and is_low_dose(situation, facts):
        return RiskClass.LOWER
    return RiskClass.LIKELY


def is_low_dose(situation: Situation, facts: RuleFacts) -> bool:
    """Whether the daily dose is in the drug's own low band; False where the table has none."""
    bound = facts.book.risk.low_to.get(facts.drug_id)
    dose = Fraction(situation.treatment.regimen.daily_dose.mg)
    return bound is not None and dose <= bound.value
