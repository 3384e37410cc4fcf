"""How great the risk of a withdrawal is that matters: the guideline's table, raised by features."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.grading import RiskClass, RiskGrade
from glidepath.domain.person import Known, Situation
from glidepath.safety.facts import RuleFacts
from glidepath.safety.review import review
from glidepath.safety.risk_table import table_class

__all__ = ["risk"]


def risk(
    situation: Situation, facts: RuleFacts, findings: Iterable[Finding] | None = None
) -> RiskGrade:
    """The grade of risk for this person.

    The class comes from days a week, duration and the drug's own mg bands; every feature
    that a rule marks as raising the risk makes it high. A missing fact counts as the worse.
    Takes the findings of `review` where they are there already.
    Source: joint guideline 2025, table 2; the raising by features is a proposal.
    """
    found = review(situation, facts) if findings is None else tuple(findings)
    raising = [one for one in found if facts.book.rules[one.rule_id].raises_risk]
    fires = [one for one in raising if one.verdict is Verdict.FIRES]
    unsure = [one for one in raising if one.verdict is Verdict.CANNOT_TELL]
    by_table = table_class(situation, facts)
    grade = RiskClass.HIGH if fires else by_table
    table = facts.book.risk
    return RiskGrade(
        grade=grade,
        by_table=by_table,
        text=table.texts[grade.name.lower()],
        reasons=tuple(one.text for one in fires),
        rule_ids=tuple(one.rule_id for one in fires),
        could_rise=tuple(one.rule_id for one in unsure),
        ask=_asked(situation, unsure),
        sources=tuple(
            dict.fromkeys((*_table_sources(facts), *(s for f in fires for s in f.sources)))
        ),
        confidence=table.month.confidence.value,
    )


def _table_sources(facts: RuleFacts) -> tuple[str, ...]:
    return (*facts.book.risk.month.sources, *facts.book.risk.rare_up_to.sources)


def _asked(situation: Situation, unsure: Iterable[Finding]) -> tuple[str, ...]:
    treatment = situation.treatment
    of_table = (
        ("treatment.days_per_week", isinstance(treatment.days_per_week, Known)),
        ("treatment.since", isinstance(treatment.since, Known)),
    )
    asked = [ask for ask, is_known in of_table if not is_known]
    return tuple(dict.fromkeys((*asked, *(ask for one in unsure for ask in one.ask))))
