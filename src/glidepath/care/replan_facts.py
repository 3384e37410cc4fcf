"""What the checker is told of a plan that goes on: earlier doses, further drugs, a start's rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.care.assess import of_drug
from glidepath.care.choice import goal_of
from glidepath.care.replan_asked import STAY, Asked, Rest
from glidepath.care.replan_exchange import exchange_so_far
from glidepath.care.settings import short_use_rules
from glidepath.domain.person import Goal, GoalKind, Known
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.policy import Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker.facts import DrugFacts, StartFacts
from glidepath.safety.facts import label_maximum

__all__ = ["facts_of", "is_start", "judged_by"]


def is_start(rest: Rest) -> bool:
    """Whether the drug is still being begun, by a label's rule and not by a policy."""
    return rest.courses[0].kind is CourseKind.TITRATION


def judged_by(asked: Asked, rest: Rest) -> Policy | None:
    """The policy a rest is judged by; a start is judged by its rule instead."""
    return None if is_start(rest) else rest.policy or asked.policy


def facts_of(asked: Asked, rest: Rest) -> Mapping[str, Any]:
    """Facts by the names of the checker's own fields; what nobody knows is left out."""
    facts: dict[str, Any] = {"earlier": _taken_before(asked, asked.earlier.course)}
    drug_id = rest.courses[0].drug_id
    if asked.policy.id == short_use_rules(asked.kb).policy.id:
        facts["short_use"] = True
    if drug_id != asked.assessment.situation.treatment.drug_id:
        facts |= _of_leading(asked, drug_id)
    if is_start(rest):
        facts["start"] = _start(asked)
    elif _has_begun(asked):
        facts["goal"] = Goal(GoalKind.STAY)
    if len(rest.courses) > 1:
        facts |= {"further": _further(asked, rest), "together": False}
    if rest.courses[0].kind is CourseKind.SUBSTITUTION_OUT:
        facts |= {"goal": Goal(GoalKind.STOP), "exchange": exchange_so_far(asked, rest)}
    elif rest.pace == STAY:
        facts["goal"] = Goal(GoalKind.STAY)
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


def _taken_before(asked: Asked, course: Course) -> tuple[Regimen, ...]:
    """Regimens of one drug that were taken before: what a step back may go back to."""
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
    """What is known of the further drugs, and where each of them is to be led."""
    presents = {stand.course.drug_id: stand.present for stand in asked.stands}
    known = {course.drug_id: course for course in asked.earlier.courses}
    return {
        course.drug_id: DrugFacts(
            present=presents.get(course.drug_id),
            goal=_goal_of(course, asked, rest),
            drug_known=True,
            stop_from=asked.kb.drug(course.drug_id).stop_from.value,
            label_maximum=_highest(course.drug_id, asked),
            earlier=_taken_before(asked, known[course.drug_id]),
        )
        for course in rest.courses[1:]
    }


def _goal_of(course: Course, asked: Asked, rest: Rest) -> Goal | None:
    """Where a further drug is led: what takes over to the plan's end, what waits as the others."""
    goal = goal_of(asked.assessment.situation)
    if rest.courses[0].kind is CourseKind.SUBSTITUTION_OUT:
        last = course.steps[-1].regimen.daily_dose
        return Goal(GoalKind.LOWER, last) if last else Goal(GoalKind.STOP)
    if rest.pace == STAY or (goal is not None and goal.kind is not GoalKind.STOP):
        return Goal(GoalKind.STAY)
    return goal


def _highest(drug_id: str, asked: Asked) -> Mass | None:
    found = label_maximum(asked.kb.drug(drug_id), of_drug(asked.assessment.situation, drug_id))
    return found.value if found else None
