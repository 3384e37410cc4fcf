"""What is known of an exchange under way: what was taken before it, which drug gives way."""

from dataclasses import replace

import pytest

from glidepath.domain.finding import Verdict
from glidepath.domain.following import DayTaken, Following
from glidepath.domain.person import Situation
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.wishes import TwoDrugs
from tests.unit.care.asked import DIAZEPAM, LORAZEPAM
from tests.unit.care.asked import person as asked_for
from tests.unit.care.replanned import DAY, as_planned, go_on, planned, rest_of
from tests.unit.care.test_joining import JOINED
from tests.unit.care.test_replan_courses import on, starts, taking, told_of_exchange
from tests.unit.interop.cases import answered


def joined_on_the_first_day() -> Situation:
    """Two drugs of which one goes over into the other from the plan's first day on."""
    return asked_for(**JOINED, switch={"to": "diazepam", "first_on": answered()["as_of"]})


@pytest.mark.parametrize("still_said", [True, False])
def test_what_was_taken_of_a_drug_that_is_joined_at_once_is_never_read_as_nothing(still_said):
    person = joined_on_the_first_day()
    plan = planned(person)
    old, new = plan.courses
    assert new.span.start == old.span.start
    assert new.steps[0].kind is StepKind.RAISED
    if not still_said:
        wishes = replace(person.preferences, two_drugs=TwoDrugs.ONE_AT_A_TIME)
        person = replace(person, preferences=wishes)
    done = on(person, plan, plan.span.start + 2 * DAY)
    found = told_of_exchange(done)
    assert Verdict.FIRES not in found.values()
    assert Verdict.CANNOT_TELL in found.values()


def test_what_was_taken_before_two_drugs_were_joined_at_once_is_taken_from_the_record():
    person = joined_on_the_first_day()
    plan = planned(person)
    today = plan.span.start + 2 * DAY
    before = plan.span.start - DAY
    days = (
        DayTaken(before, plan.course.drug_id, person.treatment.regimen),
        DayTaken(before, plan.further[0].drug_id, person.also[0].regimen),
    )
    record = Following((*days, *as_planned(plan, plan.span.start, today - DAY)))
    done = go_on(plan, today, None, record, taking(person, plan, today))
    assert set(told_of_exchange(done).values()) == {Verdict.CLEAR}


def test_a_running_exchange_is_not_held_to_stopping_the_drug_that_gives_way():
    large = [{"drug": "lorazepam", "name": "lorazepam 2.5 mg", "form": "capsule",
              "strength": "2.5 mg"}]  # fmt: skip
    twice = [{"time": "08:00", "dose": "2.5 mg"}]
    person = asked_for(**{**LORAZEPAM, "products": [*large, *DIAZEPAM],
                          "treatment__intakes": twice}, switch={"to": "diazepam"})  # fmt: skip
    plan = planned(person)
    assert plan.course.kind is CourseKind.SUBSTITUTION_OUT
    today = plan.span.start + 2 * DAY
    for wishes_on in (person, replace(person, switch=None)):
        done = on(wishes_on, plan, today)
        assert starts(rest_of(done), today) == starts(plan, today)
