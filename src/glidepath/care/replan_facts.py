"""What the checker is told of a plan that goes on: earlier doses, further drugs, a start's rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.care.choice import goal_of
from glidepath.care.replan_asked import Asked, Rest
from glidepath.domain.person import Goal, GoalKind, Known
from glidepath.domain.plan import CourseKind
from glidepath.domain.policy import Policy
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker.facts import DrugFacts, StartFacts

__all__ = ["facts_of", "is_start", "judged_by"]


def is_start(rest: Rest) -> bool:
    """Whether the drug is still being begun, by a label's rule and not by a policy."""
    return rest.courses[0].kind is CourseKind.TITRATION


def judged_by(asked: Asked, rest: Rest) -> Policy | None:
    """The policy a rest is judged by; a start is judged by its rule instead."""
    return None if is_start(rest) else rest.policy or asked.policy


def facts_of(asked: Asked, rest: Rest) -> Mapping[str, Any]:
    """Facts by the names of the checker's own fields; what nobody knows is left out."""
    facts: dict[str, Any] = {"earlier": _taken_before(asked)}
    drug_id = rest.courses[0].drug_id
    if drug_id != asked.assessment.situation.treatment.drug_id:
        facts |= _of_leading(asked, drug_id)
    if is_start(rest):
        facts["start"] = _start(asked)
    elif _has_begun(asked):
        facts["goal"] = Goal(GoalKind.STAY)
    if len(rest.courses) > 1:
        facts |= {"further": _further(asked, rest), "together": False}
    return facts


def _has_begun(asked: Asked) -> bool:
    """Whether the goal was to begin, and what is planned is to stay where that has led."""
    goal = goal_of(asked.assessment.situation)
    return goal is not None and goal.kind is GoalKind.START


def _of_leading(asked: Asked, drug_id: str) -> Mapping[str, Any]:
    """The leading drug's own facts, where another drug is the one that is taken by now."""
    presents = {stand.course.drug_id: stand.present for stand in asked.stands}
    return {
        "present": presents[drug_id],
        "stop_from": asked.kb.drug(drug_id).stop_from.value,
        "label_maximum": None,
    }


def _taken_before(asked: Asked) -> tuple[Regimen, ...]:
    """Regimens of the leading drug that were taken before: what a step back may go back to."""
    course = asked.earlier.course
    planned = (step.regimen for step in course.steps if step.span.start < asked.on)
    runs = asked.following.runs(course.drug_id)
    told = (run.regimen for run in runs if run.regimen is not None)
    return tuple(dict.fromkeys((*planned, *told)))


def _start(asked: Asked) -> StartFacts:
    situation = asked.assessment.situation
    person, use = situation.person, situation.treatment.indication
    rule = asked.kb.titration(asked.earlier.policy_id)
    uses = asked.kb.drug(rule.drug_id).indications.get(situation.country)
    known = use.value.value if isinstance(use, Known) else None
    here = uses is not None and known in uses.value and situation.country in rule.whom.countries
    return StartFacts(
        titration=rule,
        age_years=person.age_years.value if isinstance(person.age_years, Known) else None,
        weight_kg=person.weight_kg.value if isinstance(person.weight_kg, Known) else None,
        indication=known,
        licensed=here,
        confirmed=situation.preferences.specialist_confirms,
        bedtime=situation.start.bedtime if situation.start else None,
    )


def _further(asked: Asked, rest: Rest) -> Mapping[str, DrugFacts]:
    """What is known of the further drugs; where each is led only where one replaces another."""
    presents = {stand.course.drug_id: stand.present for stand in asked.stands}
    exchange = rest.courses[0].kind is CourseKind.SUBSTITUTION_OUT
    goal = goal_of(asked.assessment.situation) if exchange else None
    return {
        course.drug_id: DrugFacts(
            present=presents.get(course.drug_id),
            goal=goal,
            drug_known=True,
            stop_from=asked.kb.drug(course.drug_id).stop_from.value,
        )
        for course in rest.courses[1:]
    }
