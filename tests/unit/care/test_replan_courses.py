"""Going on with a start, with an exchange of one drug for another, and after them."""

from dataclasses import replace

import pytest

from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.following import Following, Wish, WishKind
from glidepath.domain.person import Goal, GoalKind, Known, Situation
from glidepath.domain.plan import CourseKind
from glidepath.interop.casefile import read_case
from tests.house.source import ROOT
from tests.unit.care.replanned import DAY, as_planned, go_on, keys, planned, rest_of
from tests.unit.interop.cases import KB, answered, read


def example(name) -> Situation:
    path = ROOT / "examples" / f"{name}.toml"
    person = read_case(path.read_bytes(), path.name, KB)
    assert isinstance(person, Situation)
    return person


EXCHANGE = example("lorazepam_switch_uk")
SWITCH = planned(EXCHANGE)
BASE = read(answered())
BEGIN = replace(
    example("clonazepam_start_panic"),
    person=BASE.person,
    conditions=BASE.conditions,
    history=BASE.history,
    medicines=BASE.medicines,
)
START = planned(BEGIN)
BEGUN = replace(BEGIN, treatment=replace(BEGIN.treatment, since=Known(START.course.span.start)))


def taking(person, plan, today):
    """The person on a day, with every drug as the plan has it on the day before."""
    found = []
    for course in plan.courses:
        for step in course.steps:
            if step.span.start <= today - DAY <= step.span.end:
                found.append((course.drug_id, step.regimen))
    taken = [one for one in found if one[1].daily_dose] or found[:1]
    treatments = [
        replace(person.treatment, drug_id=drug, regimen=regimen, last_taken=Known(today - DAY),
                days_per_week=Known(7))
        for drug, regimen in taken
    ]  # fmt: skip
    return replace(person, as_of=today, treatment=treatments[0], also=tuple(treatments[1:]))


def on(person, plan, today, wish=None):
    record = Following(as_planned(plan, plan.span.start, today - DAY))
    return go_on(plan, today, wish, record, taking(person, plan, today))


def starts(plan, after):
    return [
        [(step.regimen.doses, step.span.start) for step in course.steps if step.span.start > after]
        for course in plan.courses
    ]


MIDDLE = SWITCH.course.steps[1].span.start + 2 * DAY


def test_nothing_new_in_an_exchange_leaves_both_drugs_as_they_were():
    done = on(EXCHANGE, SWITCH, MIDDLE)
    assert starts(rest_of(done), MIDDLE) == starts(SWITCH, MIDDLE)
    assert keys(done)[0] == "why.nothing"


def test_a_hold_in_an_exchange_moves_both_drugs_by_the_same_days():
    cut = SWITCH.course.steps[2].span.start
    done = on(EXCHANGE, SWITCH, MIDDLE, Wish(WishKind.HOLD, until=cut + 10 * DAY))
    old, new = starts(rest_of(done), MIDDLE)
    assert [(doses, day - 10 * DAY) for doses, day in old] == starts(SWITCH, MIDDLE)[0]
    assert [(doses, day - 10 * DAY) for doses, day in new] == starts(SWITCH, MIDDLE)[1]
    assert isinstance(done.answer, Proposal)


def test_the_days_outside_the_corridor_move_with_the_exchange():
    stray = Span(MIDDLE - 3 * DAY, MIDDLE + 4 * DAY), Span(MIDDLE + 9 * DAY, MIDDLE + 9 * DAY)
    plan = replace(SWITCH, strays=(Span(MIDDLE - 5 * DAY, MIDDLE - 4 * DAY), *stray))
    cut = SWITCH.course.steps[2].span.start
    held = rest_of(on(EXCHANGE, plan, MIDDLE, Wish(WishKind.HOLD, until=cut + 10 * DAY)))
    assert held.strays == (
        Span(MIDDLE, MIDDLE + 14 * DAY),
        Span(MIDDLE + 19 * DAY, MIDDLE + 19 * DAY),
    )


def test_before_the_first_exchange_the_new_drug_is_still_to_come():
    today = SWITCH.course.span.start + 3 * DAY
    plan = rest_of(on(EXCHANGE, SWITCH, today))
    assert starts(plan, today) == starts(SWITCH, today)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(WishKind.SLOW),
        Wish(WishKind.STAY),
        Wish(WishKind.STEP_BACK, chosen_by_clinician=True),
    ],
)
def test_what_would_tear_two_drugs_apart_is_refused_with_the_hold_instead(wish):
    answer = on(EXCHANGE, SWITCH, MIDDLE, wish).answer
    assert isinstance(answer, Refusal)
    assert "Hold what is taken now" in answer.next_step


def test_once_the_old_drug_is_gone_the_new_one_has_a_taper_of_its_own():
    today = SWITCH.course.span.end + 20 * DAY
    done = on(EXCHANGE, SWITCH, today)
    plan = rest_of(done)
    assert [course.kind for course in plan.courses] == [CourseKind.TAPER]
    assert plan.course.drug_id == "diazepam"
    assert starts(plan, today)[0] == starts(SWITCH, today)[1]
    slow = on(EXCHANGE, plan, today + 3 * DAY, Wish(WishKind.SLOW))
    assert rest_of(slow).course.stops_on > plan.course.stops_on


def test_nothing_new_in_a_start_leaves_its_rises_as_they_were():
    today = START.course.steps[1].span.start
    plan = rest_of(on(BEGIN, START, today))
    assert plan.course.kind is CourseKind.TITRATION
    assert plan.policy_id == START.policy_id
    assert starts(plan, today) == starts(START, today)


def test_a_hold_in_a_start_waits_with_the_next_rise():
    today = START.course.steps[1].span.start
    rise = START.course.steps[2].span.start
    plan = rest_of(on(BEGIN, START, today, Wish(WishKind.HOLD, until=rise + 5 * DAY)))
    assert plan.course.steps[1].span.start == rise + 5 * DAY


def test_what_a_start_has_led_to_is_kept_until_the_next_review():
    last = START.course.span.end
    today = last + DAY
    plan = rest_of(on(BEGIN, START, today))
    assert plan.course.kind is CourseKind.MAINTENANCE
    assert plan.course.span.days == 91
    later = rest_of(on(BEGUN, plan, today + 30 * DAY))
    assert later.course.kind is CourseKind.MAINTENANCE


def test_what_was_begun_is_lowered_once_that_is_the_goal():
    today = START.course.span.end
    wish = Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.STOP))
    plan = rest_of(on(BEGUN, START, today, wish))
    assert plan.course.kind is CourseKind.TAPER
    assert plan.policy_id in KB.policy_ids()
