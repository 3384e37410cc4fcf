"""The present truth of a person from their diary: what is taken now, and where it left the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from glidepath.care.replan_left import Left, left_by
from glidepath.care.replan_rules import replan_rules
from glidepath.care.replan_stand import as_it_is, stand_in
from glidepath.domain.diary import DayEntry
from glidepath.domain.following import Following, Wish
from glidepath.domain.person import Known, Situation, Treatment
from glidepath.domain.plan import Plan
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["doses_beside", "left_plan", "present_situation"]


def present_situation(
    situation: Situation, plan: Plan, record: Following, kb: KnowledgeBase
) -> Situation:
    """The situation with the doses of each drug of the plan that the record last tells of.

    A drug that the plan has begun since the situation was written down is among them; one
    that the plan has led to nothing is not. What leads is the first that is still taken.
    """
    lone = replan_rules(kb).lone_days
    known = {one.drug_id: one for one in (situation.treatment, *situation.also)}
    drugs = [course.drug_id for course in plan.courses]
    base = situation.treatment
    for drug in drugs:
        told = _as_told(known.get(drug), base, drug, record, lone)
        if told is not None:
            known[drug] = told
    of_plan = [known.pop(drug) for drug in drugs if drug in known]
    taken = [one for one in of_plan if one.regimen.daily_dose or _has_dose(plan, one, situation)]
    first, *more = [*taken, *([] if taken else of_plan[:1]), *known.values()]
    return replace(situation, treatment=first, also=tuple(more))


def _has_dose(plan: Plan, one: Treatment, situation: Situation) -> bool:
    """Whether the plan has a dose of this drug for today: taken as nothing it is a gap."""
    course = next(course for course in plan.courses if course.drug_id == one.drug_id)
    steps = [step for step in course.steps if step.span.start <= situation.as_of]
    return bool(steps) and bool(steps[-1].regimen.daily_dose)


def _as_told(
    known: Treatment | None, base: Treatment, drug: str, record: Following, lone: int
) -> Treatment | None:
    """The treatment with one drug as the record tells of it; as it was known, where it does not."""
    told = [(day.on, day.regimen) for day in record.of(drug).values() if day.regimen is not None]
    if not told:
        return known
    taken = [on for on, regimen in told if regimen.daily_dose]
    if known is None and not taken:
        return None
    before = known or replace(base, drug_id=drug, since=Known(taken[0]), name_given="")
    last = Known(taken[-1]) if taken else before.last_taken
    settled = _settled([regimen for _, regimen in told], lone)
    return replace(before, regimen=settled, last_taken=last)


def _settled(regimens: Sequence[Regimen], lone: int) -> Regimen:
    """The doses of two days running among the last few, single days aside; else the last."""
    late = regimens[-(lone + 2) :]
    for before, after in zip(late[-2::-1], late[:0:-1], strict=True):
        if before == after:
            return after
    return regimens[-1]


def left_plan(
    situation: Situation, plan: Plan, record: Following, kb: KnowledgeBase
) -> tuple[Left, ...]:
    """Where the record leaves the plan up to the day of a situation, and who answered for it."""
    rules = replan_rules(kb)
    now = as_it_is(situation, plan, record, Wish())
    stands = stand_in(plan, now, record, rules, kb)
    return left_by(stands, record, plan, situation.as_of, rules, kb)


def doses_beside(plan: Plan, entries: Iterable[DayEntry]) -> Iterator[tuple[date, str]]:
    """Every dose that a diary tells of a drug that the plan does not have."""
    drugs = {course.drug_id for course in plan.courses}
    for entry in entries:
        for dose in entry.doses:
            is_taken = isinstance(dose.dose, Known) and bool(dose.dose.value)
            if dose.drug_id not in drugs and (is_taken or not isinstance(dose.dose, Known)):
                yield entry.on, dose.drug_id
