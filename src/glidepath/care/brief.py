"""After rare or short use: no taper, a short one, or one like after long use."""

from __future__ import annotations

from datetime import date

from glidepath.care.given import facts_by_name
from glidepath.care.settings import settings, short_use_rules
from glidepath.domain.person import UNKNOWN, Answered, GoalKind, Known, Situation
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.short import Advice, Use, Way, after_use
from glidepath.safety.facts import RuleFacts

__all__ = ["advice", "is_short"]


def advice(situation: Situation, facts: RuleFacts, kb: KnowledgeBase) -> Advice | None:
    """What follows from how the drug was taken; None where it is not to be stopped."""
    goal = situation.goal
    if not isinstance(goal, Known) or goal.value.kind is not GoalKind.STOP:
        return None
    rules, treatment = short_use_rules(kb), situation.treatment
    names = [one.fact for one in rules.cautions]
    known = facts_by_name(names, situation, facts, settings(kb))
    days = _days(treatment.since, situation.as_of)
    return after_use(Use(treatment.days_per_week, days, known), rules)


def is_short(situation: Situation, facts: RuleFacts, kb: KnowledgeBase) -> bool:
    """Whether use was short and the drug is to be stopped, so that a short taper may do."""
    found = advice(situation, facts, kb)
    days = _days(situation.treatment.since, situation.as_of)
    short = isinstance(days, Known) and days.value < short_use_rules(kb).short_below_days.value
    return found is not None and short and found.way in (Way.SHORT_TAPER, Way.FULL_TAPER)


def _days(since: Answered[date], today: date) -> Answered[int]:
    return Known(max(0, (today - since.value).days)) if isinstance(since, Known) else UNKNOWN
