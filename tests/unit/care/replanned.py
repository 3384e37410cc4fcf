"""A person on the way through a plan: situations, records and re-plans for the tests."""

from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.prepare import prepare
from glidepath.care.replan import Replanned, replan
from glidepath.domain.answer import Proposal
from glidepath.domain.calendar import Span
from glidepath.domain.following import (
    Chooser,
    Chosen,
    DayTaken,
    Following,
    PersonIs,
    Wish,
)
from glidepath.domain.person import AtHand, Known, Situation
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.interop.casefile import read_case
from tests.house.source import ROOT
from tests.unit.interop.cases import KB

DAY = timedelta(days=1)
_CASE = ROOT / "examples" / "clonazepam_panic.toml"
PERSON = read_case(_CASE.read_bytes(), _CASE.name, KB)
assert isinstance(PERSON, Situation)


def planned(situation: Situation = PERSON, policy: str | None = None) -> Plan:
    """The plan that a situation begins with."""
    answer = prepare(situation, KB, policy)
    assert isinstance(answer, Proposal), answer
    return answer.plan


def at(plan: Plan, day: date) -> Regimen:
    """What the leading course of a plan says for a day."""
    return next(s.regimen for s in plan.course.steps if s.span.start <= day <= s.span.end)


def as_planned(plan: Plan, first: date, last: date) -> tuple[DayTaken, ...]:
    """A record in which every day was as the plan has it."""
    return tuple(
        DayTaken(day, course.drug_id, step.regimen)
        for course in plan.courses
        for step in course.steps
        for day in step.span
        if first <= day <= last
    )


def told(plan: Plan, today: date, *days: DayTaken) -> Following:
    """A record up to yesterday, as planned but for the days given."""
    other = {day.on for day in days}
    rest = as_planned(plan, plan.as_of, today - DAY)
    return Following((*days, *(one for one in rest if one.on not in other)))


def chosen(
    record: Following,
    first: date,
    last: date,
    by: Chooser = Chooser.CLINICIAN,
    person_is: PersonIs = PersonIs.WELL,
) -> Following:
    """The record with an answer for days on other doses than the plan's."""
    drug = record.days[0].drug_id
    return replace(record, chosen=(*record.chosen, Chosen(drug, Span(first, last), by, person_is)))


def without(plan: Plan, day: date) -> DayTaken:
    """A day on which nothing was taken."""
    return DayTaken(day, plan.course.drug_id, times_of(plan, day, 0))


def times_of(plan: Plan, day: date, times: int) -> Regimen:
    """The doses of a plan's day so many times."""
    intakes = at(plan, day).intakes
    return Regimen.of((one.time, Mass(one.dose.nanograms * times)) for one in intakes)


def now(
    today: date, regimen: Regimen, person: Situation = PERSON, products: tuple[AtHand, ...] = ()
) -> Situation:
    """The person on a day, with the doses really taken."""
    doses = Regimen.of((one.time, one.dose) for one in regimen.intakes)
    treatment = replace(person.treatment, regimen=doses, last_taken=Known(today - DAY))
    at_hand = products or person.products
    return replace(person, as_of=today, treatment=treatment, products=at_hand)


def go_on(
    plan: Plan,
    today: date,
    wish: Wish | None = None,
    record: Following | None = None,
    situation: Situation | None = None,
) -> Replanned:
    """The re-plan of a person who took what the plan says, unless something else is given."""
    person = situation or now(today, at(plan, today - DAY))
    return replan(person, plan, record or told(plan, today), wish or Wish(), KB)


def rest_of(done: Replanned) -> Plan:
    """The plan of a re-plan that gave one."""
    assert isinstance(done.answer, Proposal), done.answer
    return done.answer.plan


def keys(done: Replanned) -> list[str]:
    """The kinds of the lines of a diff."""
    return [line.key for line in done.diff]
