"""Laws of going on with plans of two drugs: in turn, or one exchanged for the other.

The people are those of `tests.generate_courses`; whoever has one drug alone is passed over.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from random import Random

import pytest

from glidepath.care.assess import of_drug
from glidepath.care.prepare import prepare
from glidepath.care.replan import replan
from glidepath.care.settings import settings
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.following import Following, Wish, WishKind
from glidepath.domain.person import Known
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.safety.facts import label_maximum
from tests.generate_courses import KB, course_situation
from tests.unit.care.replanned import DAY, as_planned

MANY = 320
PAUSE = settings(KB).pause_days * DAY
BACK = Wish(WishKind.STEP_BACK, chosen_by_clinician=True)


@lru_cache(maxsize=1)
def people():
    """Everybody with a plan of two drugs, and a day of it on which something is still taken."""
    found = []
    for number in range(MANY):
        made, policy_id = course_situation(number)
        try:
            answer = prepare(made, KB, policy_id)
        except BadInput:  # whoever cannot be planned for has nothing to go on from
            continue
        if not isinstance(answer, Proposal) or len(answer.plan.courses) < 2:
            continue
        plan = answer.plan
        stops = [one.stops_on or one.span.end for one in plan.courses]
        days = (max(stops) - plan.span.start).days
        if days > 4:
            today = plan.span.start + Random(number).randint(2, days - 1) * DAY
            found.append((number, made, plan, today))
    return found


def taking(person, plan, today):
    """The person on a day, with every drug as the plan has it on the day before."""
    on = {
        course.drug_id: step.regimen
        for course in plan.courses
        for step in course.steps
        if step.span.start <= today - DAY <= step.span.end
    }
    known = {one.drug_id: one for one in (person.treatment, *person.also)}
    treatments = [
        replace(known.get(drug, person.treatment), drug_id=drug, regimen=regimen,
                last_taken=Known(today - DAY))
        for drug, regimen in on.items()
    ]  # fmt: skip
    taken = [one for one in treatments if one.regimen.daily_dose] or treatments[:1]
    wishes = replace(person.preferences, first_cut_on=None, end_on=None)
    return replace(
        person, as_of=today, treatment=taken[0], also=tuple(taken[1:]), switch=None,
        preferences=wishes,
    )  # fmt: skip


def on(person, plan, today, wish=None):
    record = Following(as_planned(plan, plan.span.start, today - DAY))
    return replan(taking(person, plan, today), plan, record, wish or Wish(), KB)


def ahead(plan, today):
    """The doses still to come of every drug, each with its first day; none told twice."""
    return {
        one.drug_id: [
            (step.regimen.doses, step.span.start)
            for before, step in pairwise(one.steps)
            if step.regimen.doses != before.regimen.doses and step.span.start > today
        ]
        for one in plan.courses
    }


def exchanges(plan):
    return any(one.kind is CourseKind.SUBSTITUTION_OUT for one in plan.courses)


def wrong(answer):
    return [
        one.rule_id
        for one in answer.findings
        if one.rule_id.startswith("GP-C")
        and one.rule_id != "GP-C-014"
        and one.verdict is Verdict.FIRES
        and one.severity > Severity.NOTE
    ]


def test_there_are_people_of_both_kinds():
    kinds = [exchanges(plan) for _, _, plan, _ in people()]
    assert kinds.count(True) > 15
    assert kinds.count(False) > 15


def test_no_exchange_leads_to_more_of_the_new_drug_than_its_label_has():
    held_to = 0
    for number, person, plan, _ in people():
        if not exchanges(plan):
            continue
        new = plan.further[0]
        most = label_maximum(KB.drug(new.drug_id), of_drug(person, new.drug_id))
        if most is not None:
            held_to += 1
            assert max(one.regimen.daily_dose for one in new.steps) <= most.value, number
    assert held_to > 8


def test_nothing_new_gives_the_same_rest_to_the_day_for_both_drugs():
    for number, person, plan, today in people():
        done = on(person, plan, today)
        assert isinstance(done.answer, Proposal), (number, done.answer.text)
        if any(line.key == "why.medicine" for line in done.diff):
            continue
        found, rest = ahead(done.answer.plan, today), ahead(plan, today)
        assert {name: rows for name, rows in rest.items() if rows} == {
            name: rows for name, rows in found.items() if rows
        }, number
        assert not wrong(done.answer), number


def test_a_hold_moves_both_drugs_by_the_same_days():
    for number, person, plan, today in people():
        later = [day for rows in ahead(plan, today).values() for _, day in rows]
        if not later:
            continue
        until = min(later) + 11 * DAY
        done = on(person, plan, today, Wish(WishKind.HOLD, until=until))
        assert isinstance(done.answer, Proposal), (number, done.answer.text)
        found = ahead(done.answer.plan, today)
        moved = {day for rows in found.values() for _, day in rows}
        assert {day - 11 * DAY for day in moved} == set(later), number
        assert not wrong(done.answer), number


def test_to_stay_keeps_what_is_taken_of_every_drug():
    for number, person, plan, today in people():
        done = on(person, plan, today, Wish(WishKind.STAY))
        assert isinstance(done.answer, Proposal), (number, done.answer.text)
        there = taking(person, plan, today)
        taken = {one.drug_id: one.regimen.doses for one in (there.treatment, *there.also)}
        kept = done.answer.plan.courses
        assert {one.drug_id: one.steps[0].regimen.doses for one in kept} == taken, number
        assert all(one.kind is CourseKind.MAINTENANCE for one in kept), number
        assert not wrong(done.answer), number


def test_slower_never_ends_sooner_never_rises_and_keeps_the_drugs_apart():
    slower = 0
    for number, person, plan, today in people():
        done = on(person, plan, today, Wish(WishKind.SLOW))
        assert isinstance(done.answer, Proposal | Refusal), number
        if isinstance(done.answer, Refusal):
            continue
        assert not wrong(done.answer), number
        new = done.answer.plan
        cuts = {name: [s.span.start for s in one.steps if s.cut]
                for one in new.courses for name in [one.drug_id]}  # fmt: skip
        was = [s.span.start for one in plan.courses for s in one.steps
               if s.cut and s.span.start > today]  # fmt: skip
        now = [day for days in cuts.values() for day in days]
        if was and now:
            assert max(now) >= max(was), number
            slower += max(now) > max(was)
        if not exchanges(plan):
            runs = sorted((days[0], days[-1]) for days in cuts.values() if days)
            assert all(b[0] - a[1] >= PAUSE for a, b in pairwise(runs)), number
    assert slower > 15


def test_a_step_back_raises_the_drug_that_was_cut_last_and_no_other():
    back = 0
    for number, person, plan, today in people():
        done = on(person, plan, today, BACK)
        if not isinstance(done.answer, Proposal):
            continue
        assert not wrong(done.answer), number
        there = taking(person, plan, today)
        now = {one.drug_id: one.regimen.daily_dose for one in (there.treatment, *there.also)}
        risen = [
            one
            for one in done.answer.plan.courses
            if one.steps[0].regimen.daily_dose
            > now.get(one.drug_id, person.treatment.regimen.daily_dose * 0)
        ]
        assert [one.steps[0].kind for one in risen] == [StepKind.STEPPED_BACK], number
        fell = {
            one.drug_id: [s.span.start for s in one.steps if s.cut and s.span.start < today]
            for one in plan.courses
        }
        latest = max(fell, key=lambda name: fell[name][-1:])
        assert risen[0].drug_id == latest, number
        back += 1
    assert back > 5


@pytest.mark.parametrize("kind", [WishKind.NOTHING, WishKind.SLOW])
def test_a_running_exchange_leaves_the_checker_nothing_but_its_length_to_guess(kind):
    ours = {f"GP-C-08{n}" for n in range(8)}
    for number, person, plan, today in people():
        if not exchanges(plan) or plan.course.stops_on is None or today > plan.course.stops_on:
            continue
        answer = on(person, plan, today, Wish(kind)).answer
        if isinstance(answer, Proposal) and exchanges(answer.plan):
            unsure = {one.rule_id for one in answer.findings
                      if one.rule_id in ours and one.verdict is not Verdict.CLEAR}  # fmt: skip
            assert unsure <= {"GP-C-086"}, number
