"""Going on from the middle of a course."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.plan import Course, CourseKind, Cut, Step, StepKind
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
from glidepath.planning.replan import Standing, anew, meet, same_rest, standing, step_back
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
    assert found == Standing(1, second.span.next_day, 0, 1)


def test_a_step_taken_up_five_days_late_goes_on_five_days_later():
    second = COURSE.steps[1]
    since = second.span.start + 5 * DAY
    found = standing(COURSE, second.regimen, since, since)
    assert found == Standing(1, second.span.next_day + 5 * DAY, 5, 1)


def test_a_step_taken_up_early_goes_on_no_sooner():
    second = COURSE.steps[1]
    since = second.span.start - 5 * DAY
    found = standing(COURSE, second.regimen, since, since)
    assert found == Standing(1, second.span.next_day, 0, 1)


def test_a_step_that_is_over_goes_on_today():
    second = COURSE.steps[1]
    today = second.span.next_day + 10 * DAY
    assert standing(COURSE, second.regimen, second.span.start, today).next_cut == today


@pytest.mark.parametrize("taken", [regimen(t08_00="0.25", t22_00="1"), regimen(t08_00="2")])
def test_doses_or_times_that_are_no_step_stand_nowhere(taken):
    assert standing(COURSE, taken, AS_OF, AS_OF) == Standing(None, None)
    assert not meet([COURSE], [Standing(None, None)])


def rest_of(course, taken, since, today, until=None):
    stand = standing(course, taken, since, today)
    assert meet([course], [stand])
    return same_rest([course], [stand], today, until)[0]


def test_with_nothing_new_the_rest_of_the_course_is_the_same():
    third = COURSE.steps[2]
    today = third.span.start + 3 * DAY
    rest = rest_of(COURSE, third.regimen, third.span.start, today)
    assert rest.steps[1:] == COURSE.steps[3:]
    assert rest.steps[0].kind is StepKind.PRESENT
    assert rest.steps[0].regimen == third.regimen
    assert (rest.steps[0].span.start, rest.steps[0].span.end) == (today, third.span.end)


def test_on_the_day_of_a_cut_nothing_is_left_of_the_step_before():
    third = COURSE.steps[2]
    rest = rest_of(COURSE, third.regimen, third.span.start, third.span.next_day)
    assert rest.steps == COURSE.steps[3:]


def test_a_hold_moves_every_later_step_by_its_days_and_changes_no_dose():
    second = COURSE.steps[1]
    until = second.span.next_day + 21 * DAY
    rest = rest_of(COURSE, second.regimen, second.span.start, second.span.start, until)
    assert [s.regimen for s in rest.steps[1:]] == [s.regimen for s in COURSE.steps[2:]]
    assert [s.span.start for s in rest.steps[1:]] == [
        s.span.start + 21 * DAY for s in COURSE.steps[2:]
    ]
    assert [s.span.days for s in rest.steps[1:]] == [s.span.days for s in COURSE.steps[2:]]


def test_a_hold_that_ends_before_the_next_cut_changes_nothing():
    second = COURSE.steps[1]
    start = second.span.start
    plain = rest_of(COURSE, second.regimen, start, start)
    assert rest_of(COURSE, second.regimen, start, start, second.span.end) == plain


def test_after_the_last_dose_the_watch_goes_on_to_its_last_day():
    last = COURSE.steps[-1]
    today = last.span.start + 4 * DAY
    rest = rest_of(COURSE, last.regimen, last.span.start, today)
    assert [(step.regimen, step.kind) for step in rest.steps] == [(last.regimen, StepKind.AFTER)]
    assert rest.span == Span(today, last.span.end)


def test_a_last_dose_that_came_late_is_watched_for_as_long():
    last = COURSE.steps[-1]
    since = last.span.start + 4 * DAY
    rest = rest_of(COURSE, last.regimen, since, since)
    assert rest.span == Span(since, last.span.end + 4 * DAY)


def split(course, place, days):
    """The course with one step told as two that have the same doses."""
    step = course.steps[place]
    middle = step.span.start + days * DAY
    parts = (
        replace(step, span=Span(step.span.start, middle - DAY)),
        replace(step, span=Span(middle, step.span.end), cut=None),
    )
    return replace(course, steps=(*course.steps[:place], *parts, *course.steps[place + 1 :]))


def test_steps_with_the_same_doses_are_one_place_to_stand_on():
    course = split(COURSE, 2, 10)
    second, third = course.steps[2:4]
    found = standing(course, second.regimen, second.span.start + 4 * DAY, third.span.start)
    assert found == Standing(2, third.span.next_day + 4 * DAY, 4, 3)
    rest = rest_of(course, second.regimen, second.span.start, second.span.start + 3 * DAY)
    assert rest.steps[0].span == Span(second.span.start + 3 * DAY, second.span.end)
    assert rest.steps[1].span == third.span
    assert rest.steps[2:] == course.steps[4:]


def test_doses_that_come_twice_in_a_course_are_those_meant_for_the_day():
    def titration(kind, start, mg, cut=None):
        taken = taper(request(regimen(t08_00="1"), products=(tablet("0.25"),))).course
        dose = next(s.regimen for s in taken.steps if s.regimen.daily_dose == Mass.from_mg(mg))
        return Step(Span.lasting(AS_OF + start * DAY, 7), dose, kind, cut)

    course = Course(
        CourseKind.TITRATION,
        "clonazepam",
        (
            titration(StepKind.PRESENT, 0, "0.25"),
            titration(StepKind.RAISED, 7, "0.5"),
            titration(
                StepKind.STEPPED_BACK, 14, "0.25", Cut(Mass.from_mg("0.5"), Mass.from_mg("0.25"))
            ),
        ),
    )
    low = course.steps[0].regimen
    assert standing(course, low, AS_OF, AS_OF + 2 * DAY).place == 0
    assert standing(course, low, AS_OF + 14 * DAY, AS_OF + 15 * DAY).place == 2
    early = standing(COURSE, COURSE.steps[-1].regimen, AS_OF, AS_OF)
    assert early.place == len(COURSE.steps) - 1


def other_drug(days):
    """A second drug that begins after so many days, and then goes on as long as the first."""
    step = Step(
        Span(AS_OF + days * DAY, COURSE.span.end), COURSE.steps[0].regimen, StepKind.MAINTAINED
    )
    return Course(CourseKind.SUBSTITUTION_IN, "diazepam", (step,))


def test_every_drug_of_a_plan_waits_where_one_of_them_is_late():
    later = other_drug((COURSE.steps[3].span.start - AS_OF).days)
    second = COURSE.steps[1]
    since = second.span.start + 3 * DAY
    stands = [standing(COURSE, second.regimen, since, since), Standing(-1, later.span.start)]
    assert meet([COURSE, later], stands)
    rest, waiting = same_rest([COURSE, later], stands, since)
    assert rest.steps[1].span.start == COURSE.steps[2].span.start + 3 * DAY
    assert waiting.span.start == later.span.start + 3 * DAY
    assert waiting.steps[0].span.days == later.steps[0].span.days


def test_drugs_taken_as_on_different_days_of_the_plan_do_not_meet():
    later = other_drug((COURSE.steps[3].span.start - AS_OF).days)
    begun = Standing(0, later.span.next_day, 0, 0)
    second = COURSE.steps[1]
    stand = standing(COURSE, second.regimen, second.span.start, second.span.start)
    assert not meet([COURSE, later], [stand, begun])
    far = standing(COURSE, COURSE.steps[4].regimen, AS_OF, COURSE.steps[4].span.start)
    assert not meet([COURSE, later], [far, Standing(-1, later.span.start)])
    assert meet([COURSE, later], [far, begun])


def test_doses_off_the_course_are_planned_anew_on_its_pattern():
    taken = regimen(t08_00="0.5", t22_00="1")
    asked = later(taken, AS_OF + 60 * DAY)
    rest = anew(asked, COURSE.steps[0].regimen).course
    assert rest.steps[0].regimen.daily_dose < taken.daily_dose
    assert rest.steps[-1].regimen.daily_dose == Mass.zero()
    assert rest == taper(replace(asked, anchor=COURSE.steps[0].regimen)).course


def test_doses_above_the_start_of_the_course_begin_a_pattern_of_their_own():
    asked = later(regimen(t08_00="0.5", t22_00="2"), AS_OF)
    assert anew(asked, COURSE.steps[0].regimen) == taper(asked)


def test_other_times_of_day_begin_a_pattern_of_their_own():
    asked = later(regimen(t09_00="0.5", t22_00="1"), AS_OF)
    assert anew(asked, COURSE.steps[0].regimen) == taper(asked)


def test_a_step_back_is_kept_first_and_named_and_never_rises_again():
    second, third = COURSE.steps[1:3]
    today = third.span.start + 5 * DAY
    asked = replace(later(second.regimen, today), first_cut_on=today + 14 * DAY)
    back = step_back(asked, COURSE.steps[0].regimen).course
    assert back.steps[0].kind is StepKind.STEPPED_BACK
    assert back.steps[0].regimen.doses == second.regimen.doses
    assert back.steps[0].span == Span.lasting(today, 14)
    assert back.steps[1:] == anew(asked, COURSE.steps[0].regimen).course.steps[1:]
