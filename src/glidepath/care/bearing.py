"""What the rules' findings mean for the goal: forbidding a taper is not forbidding a start.

The rules were written for people who take the drug and are to take less. Which of them do
not speak of a start, of staying or of short use, and which contraindications forbid a
start, stands in the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from glidepath.care.brief import is_short
from glidepath.care.settings import Settings, settings
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import GoalKind, Known, Medicine, Situation
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.facts import Group, RuleFacts

__all__ = ["as_rules_see", "for_goal", "forbidding_start"]

_CONTRAINDICATED = "contraindicated"


def as_rules_see(situation: Situation, kb: KnowledgeBase) -> Situation:
    """The situation as the rules have to see it.

    A drug that is taken beside the first is another medicine of its class; one that is to
    be begun is taken daily from its first day on.
    """
    seen = situation
    if situation.also and isinstance(situation.medicines, Known):
        beside = tuple(_medicine(one.drug_id, kb) for one in situation.also)
        seen = replace(seen, medicines=Known((*situation.medicines.value, *beside)))
    if situation.start is not None:
        first = situation.start.on or situation.as_of
        treatment = replace(
            seen.treatment,
            since=Known(first),
            days_per_week=Known(7),
            last_taken=Known(situation.as_of - timedelta(days=0)),
        )
        seen = replace(seen, treatment=treatment)
    return seen


def _medicine(drug_id: str, kb: KnowledgeBase) -> Medicine:
    group = Group.Z_DRUG if kb.drug(drug_id).is_z_drug else Group.BENZODIAZEPINE
    return Medicine(drug_id, group.value)


def for_goal(
    found: Iterable[Finding], situation: Situation, facts: RuleFacts, kb: KnowledgeBase
) -> tuple[Finding, ...]:
    """The findings weighed for the goal: left aside, lightened, or made to forbid a start."""
    use, goal = settings(kb), situation.goal
    if not isinstance(goal, Known):
        return tuple(found)
    if goal.value.kind is GoalKind.START:
        aside, unasked = use.goals["start"]["leave_aside"], _unasked(situation, use)
        return tuple(
            _for_start(one, situation, facts, use)
            for one in found
            if one.rule_id not in aside
            and not (one.verdict is Verdict.CANNOT_TELL and one.rule_id in unasked)
        )
    if goal.value.kind is GoalKind.STAY and not situation.switch:
        return tuple(_lightened(one, use.goals["stay"]["lighten"]) for one in found)
    if is_short(situation, facts, kb):
        return tuple(_lightened(one, use.goals["short"]["lighten"]) for one in found)
    return tuple(found)


def _unasked(situation: Situation, use: Settings) -> set[str]:
    """The rules whose missing facts make no sense before a start, and of a young child."""
    names = set(use.goals["start_unasked"]["rules"])
    child, age = use.goals["start_child_unasked"], situation.person.age_years
    if isinstance(age, Known) and age.value < child["under_years"]:
        names |= set(child["rules"])
    return names


def _lightened(finding: Finding, names: Iterable[str]) -> Finding:
    if finding.rule_id not in names or finding.verdict is not Verdict.FIRES:
        return finding
    return replace(finding, severity=min(finding.severity, Severity.CAUTION))


def _for_start(finding: Finding, situation: Situation, facts: RuleFacts, use: Settings) -> Finding:
    if finding.verdict is not Verdict.FIRES or not forbidding_start(
        finding.rule_id, situation, facts, use
    ):
        return finding
    can_do = use.refusals["start_forbidden"]["next_step"]
    return replace(finding, severity=max(finding.severity, Severity.BLOCK), can_do=can_do)


def forbidding_start(rule_id: str, situation: Situation, facts: RuleFacts, use: Settings) -> bool:
    """Whether a rule speaks of something with which this country's label forbids the drug."""
    named = facts.book.rules[rule_id].by_country.get(situation.country, "")
    return rule_id in use.goals["start"]["forbid"] or named == _CONTRAINDICATED
