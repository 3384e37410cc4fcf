"""Going on from the middle of a course."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.plan import StepKind
from glidepath.domain.policy import (
    Band,
    Ceiling,
    Law,
    Pace,
    Policy,
    PolicyKind,
    Scope,
    StepDays,
)
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.replan import Standing, go_on, same_rest, standing
from glidepath.planning.request import TaperRequest
from glidepath.planning.taper import taper

AS_OF = date(2027, 1, 4)
DAY = timedelta(days=1)


def fact(value):
    return Fact(value, ("a source",), Confidence.READ)


def tablet(mg, *splits):
    parts = tuple(Fraction(part) for part in splits)
    return Product(
        f"tablet-{mg}", "clonazepam", "US", f"{mg} mg tablet", Form.TABLET,
        fact(Mass.from_mg(mg)), fact(parts),
    )  # fmt: skip


def regimen(**doses):
    return Regimen.of(
        (TimeOfDay.read(time[1:].replace("_", ":")), Mass.from_mg(mg)) for time, mg in doses.items()
    )


PACE = Pace("usual", (Band(Law.SHARE_OF_CURRENT, Fraction(1, 10), 28),), ("a source",), "read")
POLICY = Policy(
    "policy", "title", "summary", PolicyKind.PLANNABLE, 1, Scope(), fact(StepDays(14, 28, 56)),
    {"usual": PACE}, fact("text"), fact(Ceiling(Fraction(1, 4), 14)),
)  # fmt: skip


def request(present, **changes):
    base = TaperRequest(
        "clonazepam", present, (tablet("0.5", "1/2"), tablet("1")), POLICY, PACE, AS_OF,
        AS_OF + 7 * DAY, Mass.zero(), Mass.from_mg("0.05"), 6, 14,
    )  # fmt: skip
    return replace(base, **changes)


ONE_AND_ONE = regimen(t08_00="1", t22_00="1")
COURSE = taper(request(ONE_AND_ONE)).course


def later(present, today):
    return request(present, as_of=today, first_cut_on=today)


def test_whoever_takes_what_the_course_says_stands_on_its_step():
    second = COURSE.steps[1]
    found = standing(COURSE, second.regimen, second.span.start, second.span.start + DAY)
    assert found == Standing(1, second.span.next_day, 0)


def test_a_step_taken_up_five_days_late_goes_on_five_days_later():
    second = COURSE.steps[1]
    since = second.span.start + 5 * DAY
    found = standing(COURSE, second.regimen, since, since)
    assert found == Standing(1, second.span.next_day + 5 * DAY, 5)


def test_a_step_that_is_over_goes_on_today():
    second = COURSE.steps[1]
    today = second.span.next_day + 10 * DAY
    assert standing(COURSE, second.regimen, second.span.start, today).next_cut == today


@pytest.mark.parametrize("taken", [regimen(t08_00="0.25", t22_00="1"), regimen(t08_00="2")])
def test_doses_or_times_that_are_no_step_stand_nowhere(taken):
    assert standing(COURSE, taken, AS_OF, AS_OF) == Standing(None, None)


def test_with_nothing_new_the_rest_of_the_course_is_the_same():
    third = COURSE.steps[2]
    today = third.span.start + 3 * DAY
    rest = go_on(later(third.regimen, today), COURSE, third.span.start)
    assert rest.steps[1:] == COURSE.steps[3:]
    assert rest.steps[0].kind is StepKind.PRESENT
    assert rest.steps[0].regimen == third.regimen
    assert (rest.steps[0].span.start, rest.steps[0].span.end) == (today, third.span.end)


def test_on_the_day_of_a_cut_nothing_is_left_of_the_step_before():
    third = COURSE.steps[2]
    rest = go_on(later(third.regimen, third.span.next_day), COURSE, third.span.start)
    assert rest.steps == COURSE.steps[3:]


def test_a_hold_moves_every_later_step_by_its_days_and_changes_no_dose():
    second = COURSE.steps[1]
    until = second.span.next_day + 21 * DAY
    rest = go_on(later(second.regimen, second.span.start), COURSE, second.span.start, until)
    assert [s.regimen for s in rest.steps[1:]] == [s.regimen for s in COURSE.steps[2:]]
    assert [s.span.start for s in rest.steps[1:]] == [
        s.span.start + 21 * DAY for s in COURSE.steps[2:]
    ]
    assert [s.span.days for s in rest.steps[1:]] == [s.span.days for s in COURSE.steps[2:]]


def test_a_hold_that_ends_before_the_next_cut_changes_nothing():
    second = COURSE.steps[1]
    plain = go_on(later(second.regimen, second.span.start), COURSE, second.span.start)
    until = second.span.next_day - DAY
    assert (
        go_on(later(second.regimen, second.span.start), COURSE, second.span.start, until) == plain
    )


def test_after_the_last_dose_the_watch_goes_on_to_its_last_day():
    last = COURSE.steps[-1]
    today = last.span.start + 4 * DAY
    rest = same_rest(COURSE, Standing(len(COURSE.steps) - 1, today), today, None)
    assert [step.regimen for step in rest.steps] == [last.regimen]
    assert (rest.steps[0].span.start, rest.steps[0].span.end) == (today, last.span.end)


def test_doses_off_the_course_are_planned_anew_on_its_pattern():
    taken = regimen(t08_00="0.5", t22_00="1")
    today = AS_OF + 60 * DAY
    rest = go_on(later(taken, today), COURSE, today)
    assert rest.steps[0].regimen.daily_dose < taken.daily_dose
    assert rest.steps[-1].regimen.daily_dose == Mass.zero()
    expected = taper(replace(later(taken, today), anchor=COURSE.steps[0].regimen)).course
    assert rest == expected


def test_doses_above_the_start_of_the_course_begin_a_pattern_of_their_own():
    taken = regimen(t08_00="0.5", t22_00="2")
    rest = go_on(later(taken, AS_OF), COURSE, AS_OF)
    assert rest == taper(later(taken, AS_OF)).course


def test_other_times_of_day_begin_a_pattern_of_their_own():
    taken = regimen(t09_00="0.5", t22_00="1")
    rest = go_on(later(taken, AS_OF), COURSE, AS_OF)
    assert rest == taper(later(taken, AS_OF)).course
