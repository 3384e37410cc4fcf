"""Whom a prescription is for, where doses go by age or weight: what a pharmacist reckons after."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from glidepath.care.assess import Assessment
from glidepath.documents.phrases import number, phrase
from glidepath.documents.plain import one_line
from glidepath.documents.told import dose_in, micrograms_below
from glidepath.domain.answer import Proposal
from glidepath.domain.person import Known, Person
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text, plain_number
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["whom_lines"]


def whom_lines(proposal: Proposal) -> list[str]:
    """Age, weight and mg for each kilogram of a child; of any start, who decides on it.

    A plan that does not know the child's weight leaves a line for it. Who decides is what the
    plan itself says in its notes.
    """
    plan, found = proposal.plan, proposal.trace.get("assessment")
    if not isinstance(found, Assessment) or not _is_child(found.situation.person):
        return _who(plan)
    person = found.situation.person
    return [*_age(person), *_weight(plan, person), *_who(plan)]


def _who(plan: Plan) -> list[str]:
    """By which rule a drug is started, who decides on it, and that it is outside the label."""
    says = KnowledgeBase.packaged().raw("wording/courses.toml")["start"]
    starts = tuple(says[name]["text"].partition("{")[0] for name in ("title", "off_label"))
    return [one_line(note) for note in plan.notes if note.startswith(starts)]


def _is_child(person: Person) -> bool:
    age = person.age_years
    return isinstance(age, Known) and age.value < number("child.under", "years")


def _age(person: Person) -> list[str]:
    age = person.age_years
    return [phrase("child.age", age=age.value)] if isinstance(age, Known) else []


def _weight(plan: Plan, person: Person) -> list[str]:
    """The weight, and for each drug the first and the highest daily dose for each kilogram."""
    weight = person.weight_kg
    if not isinstance(weight, Known):
        return [phrase("child.no_weight")]
    kg = weight.value
    lines = [phrase("child.weight", kg=_figure(kg), day=date_text(plan.as_of))]
    for course in plan.courses:
        doses = [step.regimen.daily_dose for step in course.steps if step.regimen.daily_dose]
        if doses:
            first, most = doses[0], max(doses)
            said = phrase(
                "child.per_kg",
                first=dose_in(plan, first),
                first_kg=_for_each_kg(plan, first, kg),
                most=dose_in(plan, most),
                most_kg=_for_each_kg(plan, most, kg),
            )
            lines.append(f"{course.drug_id}: {said}" if plan.further else said)
    return lines


def _for_each_kg(plan: Plan, dose: Mass, kg: Fraction) -> str:
    """The dose for each kilogram in the unit of the country, rounded: a figure to check by."""
    share, below = Fraction(dose.mg) / kg, micrograms_below(plan)
    if below is not None and share < Fraction(below.mg):
        return f"{plain_number(Decimal(round(share * 10_000)) / 10)} micrograms"
    return f"{_figure(share)} mg"


def _figure(value: Fraction) -> str:
    """A figure to compare with, to the fourth place."""
    return plain_number(Decimal(round(value * 10_000)) / 10_000)
