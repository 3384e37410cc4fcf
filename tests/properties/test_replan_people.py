"""Laws of re-planning for whole people: nothing new, another week, two reports, holds, stock.

The people are those of `tests.generate`; whoever has no plan to go on from is passed over.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from random import Random

import pytest

from glidepath.care.prepare import prepare
from glidepath.care.replan import replan
from glidepath.domain.answer import Proposal
from glidepath.domain.following import DayTaken, Following, Wish, WishKind
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import Plan
from tests.generate import KB, situation
from tests.unit.care.replanned import DAY, as_planned, at, now, times_of

FEW, MANY = 80, 2_080
BATCH = 40
QUICK = [range(first, first + BATCH) for first in range(0, FEW, BATCH)]
LONG = [range(first, first + 100) for first in range(FEW, MANY, 100)]


@lru_cache(maxsize=256)
def begun(number: int) -> tuple[Situation, Plan, date] | None:
    """A person, their plan, and a day in it on which they still take the drug."""
    made, policy_id = situation(number)
    answer = prepare(made, KB, policy_id)
    if not isinstance(answer, Proposal) or len(answer.plan.courses) > 1:
        return None
    plan = answer.plan
    last = plan.course.stops_on or plan.course.span.end
    days = (last - plan.course.span.start).days
    if days < 3:
        return None
    today = plan.course.span.start + Random(number).randint(2, days - 1) * DAY
    return made, plan, today


def people(numbers: range):
    return [(number, *found) for number in numbers if (found := begun(number)) is not None]


def on(person: Situation, plan: Plan, today: date, record: Following, wish: Wish | None = None):
    """What comes of a re-plan: its steps, or the kind of the answer."""
    regimen = at(plan, today - DAY)
    wishes = replace(person.preferences, first_cut_on=None, end_on=None)
    there = now(today, regimen, replace(person, preferences=wishes))
    return replan(there, plan, record, wish or Wish(), KB)


def told(plan: Plan, first: date, last: date) -> Following:
    return Following(as_planned(plan, first, last))


def steps(done, moved=timedelta(0)):
    assert isinstance(done.answer, Proposal), done.answer
    course = done.answer.plan.course
    return [(s.regimen, s.kind, s.cut, s.span.start + moved, s.span.days) for s in course.steps]


def batches(test):
    return pytest.mark.parametrize("numbers", QUICK, ids=lambda r: f"{r.start}")(test)


@batches
def test_nothing_new_gives_the_same_rest_to_the_day(numbers):
    for number, person, plan, today in people(numbers):
        done = on(person, plan, today, told(plan, plan.as_of, today - DAY))
        rest = [step for step in plan.course.steps if step.span.start > today]
        found = [step for step in done.answer.plan.course.steps if step.span.start > today]
        assert found == rest, number
        assert done.diff[0].key == "why.nothing", number


@batches
def test_shifting_all_days_by_weeks_shifts_the_answer_by_weeks(numbers):
    for number, person, plan, today in people(numbers):
        weeks = timedelta(days=7 * (1 + number % 9))
        record = told(plan, plan.as_of, today - DAY)
        wish = Wish(WishKind.SLOW)
        plain = on(person, plan, today, record, wish)
        course = plan.course
        later = replace(plan, as_of=plan.as_of + weeks, course=replace(course, steps=tuple(
            replace(s, span=replace(s.span, start=s.span.start + weeks, end=s.span.end + weeks))
            for s in course.steps)))  # fmt: skip
        moved = Following(tuple(replace(day, on=day.on + weeks) for day in record.days))
        shifted = on(person, later, today + weeks, moved, wish)
        assert type(plain.answer) is type(shifted.answer), number
        if isinstance(plain.answer, Proposal):
            assert steps(plain, weeks) == steps(shifted), number


@batches
def test_a_history_in_two_reports_gives_the_same_plan_as_in_one(numbers):
    for number, person, plan, today in people(numbers):
        middle = plan.as_of + (today - plan.as_of) // 2
        first, second = told(plan, plan.as_of, middle), told(plan, middle, today - DAY)
        whole = on(person, plan, today, told(plan, plan.as_of, today - DAY))
        assert on(person, plan, today, first.joined(second)) == whole, number
        assert on(person, plan, today, second.joined(first)) == whole, number


@batches
def test_going_on_twice_gives_the_same_steps_as_going_on_once(numbers):
    for number, person, plan, today in people(numbers):
        middle = plan.as_of + max(1, (today - plan.as_of).days // 2) * DAY
        once = on(person, plan, today, told(plan, plan.as_of, today - DAY))
        between = on(person, plan, middle, told(plan, plan.as_of, middle - DAY))
        second = between.answer.plan
        twice = on(person, second, today, told(second, middle, today - DAY)) \
            if middle < today else between  # fmt: skip
        assert steps(twice) == steps(once), number
        assert twice.answer.supply == once.answer.supply, number


@batches
def test_a_hold_takes_time_and_nothing_else(numbers):
    for number, person, plan, today in people(numbers):
        record = told(plan, plan.as_of, today - DAY)
        plain = steps(on(person, plan, today, record))
        until = today + Random(number).randint(1, 120) * DAY
        held = steps(on(person, plan, today, record, Wish(WishKind.HOLD, until=until)))
        assert [one[0] for one in plain if one[2]] == [one[0] for one in held if one[2]], number
        cuts, waits = ([one for one in found if one[2]] for found in (plain, held))
        assert {after[3] - before[3] for before, after in zip(cuts, waits, strict=True)} <= {
            max(timedelta(0), until - cuts[0][3]) if cuts else timedelta(0)
        }, number
        assert [one[4] for one in cuts] == [one[4] for one in waits], number


@batches
def test_more_stock_at_home_never_raises_what_is_prescribed(numbers):
    for number, person, plan, today in people(numbers):
        record = told(plan, plan.as_of, today - DAY)
        less = on(person, plan, today, record)
        more_home = tuple(
            replace(item, at_home=(item.at_home or Fraction(0)) + 1 + number % 40)
            for item in person.products
        )
        more = on(replace(person, products=more_home), plan, today, record)
        assert dispensed(more) <= dispensed(less), number
        assert all(one <= other for one, other in zip(each(more), each(less), strict=True)), number


def each(done):
    names = sorted(product.id for product in done.answer.plan.products)
    return [
        sum(line.dispensed for period in done.answer.supply for line in period.lines
            if line.product_id == name)
        for name in names
    ]  # fmt: skip


def dispensed(done):
    return sum(each(done))


@batches
def test_one_missed_or_doubled_day_changes_no_step(numbers):
    for number, person, plan, today in people(numbers):
        step = next(s for s in plan.course.steps if s.span.start <= today - DAY <= s.span.end)
        day = today - 3 * DAY
        if (day - step.span.start).days < 1 or not any(step.regimen.doses):
            continue
        rest = [one for one in as_planned(plan, plan.as_of, today - DAY) if one.on != day]
        twice = DayTaken(day, plan.course.drug_id, times_of(plan, day, 2))
        done = on(person, plan, today, Following((*rest, twice)))
        plain = on(person, plan, today, told(plan, plan.as_of, today - DAY))
        assert steps(done) == steps(plain), number


LAWS = (
    test_nothing_new_gives_the_same_rest_to_the_day,
    test_shifting_all_days_by_weeks_shifts_the_answer_by_weeks,
    test_a_history_in_two_reports_gives_the_same_plan_as_in_one,
    test_going_on_twice_gives_the_same_steps_as_going_on_once,
    test_a_hold_takes_time_and_nothing_else,
    test_more_stock_at_home_never_raises_what_is_prescribed,
    test_one_missed_or_doubled_day_changes_no_step,
)


@pytest.mark.thorough
@pytest.mark.parametrize("numbers", LONG, ids=lambda r: f"{r.start}")
def test_the_laws_hold_for_many_people(numbers):
    for law in LAWS:
        law(numbers)


def test_most_people_have_a_plan_to_go_on_from():
    assert len(people(range(FEW))) > FEW // 2


def test_nobody_is_left_without_their_last_taken_day():
    _, person, _, _ = people(range(FEW))[0]
    assert isinstance(person.treatment.last_taken, Known)
