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
from glidepath.domain.regimen import Intake, Piece, Regimen
from glidepath.planning.replan import (
    Standing,
    anew,
    meet,
    same_rest,
    slower_exchange,
    standing,
    step_back,
    steps_ahead,
)
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


def test_a_dose_that_comes_back_is_that_of_its_second_time_from_the_first_day_on():
    course = told("clonazepam", CourseKind.TITRATION, (0, 1), (7, 2), (14, 1), end=20)
    low = course.steps[0].regimen
    assert standing(course, low, AS_OF, AS_OF + 13 * DAY).place == 0
    assert standing(course, low, AS_OF + 14 * DAY, AS_OF + 14 * DAY).place == 2


OUT, IN = CourseKind.SUBSTITUTION_OUT, CourseKind.SUBSTITUTION_IN


def told(drug, kind, *doses, end):
    """A course from (day on which a dose begins, tablets of 1 mg at night), to its last day."""
    one, steps = tablet("1").portions[0], []
    ends = [*(day - 1 for day, _ in doses[1:]), end]
    for (day, count), last in zip(doses, ends, strict=True):
        taken = (Piece(one, count),) if count else ()
        now = Regimen((Intake(TimeOfDay.read("22:00"), Mass.from_mg(count), taken),))
        before = steps[-1].regimen.daily_dose if steps else None
        falls = before is not None and now.daily_dose < before
        back = falls and kind is CourseKind.TITRATION
        steps.append(
            Step(
                Span(AS_OF + day * DAY, AS_OF + last * DAY), now,
                StepKind.STEPPED_BACK if back else StepKind.REDUCED,
                Cut(before, now.daily_dose) if falls else None,
            )
        )  # fmt: skip
    return Course(kind, drug, tuple(steps))


def begins(course):
    return [(step.span.start - AS_OF).days for step in course.steps]


def at(place, course, last=None):
    """The standing of whoever is on time in a step."""
    last = place if last is None else last
    return Standing(place, course.steps[last].span.next_day, 0, last)


def test_a_drug_that_has_not_been_begun_is_not_behind_and_has_all_its_steps_ahead():
    waiting = told("diazepam", CourseKind.TITRATION, (7, 1), (14, 2), (21, 3), end=30)
    stand = Standing(-1, waiting.span.start)
    assert stand.late == 0
    assert steps_ahead(waiting, stand) == waiting.steps


def test_drugs_meet_where_their_steps_share_a_single_day_and_not_where_they_share_none():
    first = told("clonazepam", CourseKind.TAPER, (0, 3), (10, 2), (20, 1), end=30)
    for begin, met in ((9, True), (10, False)):
        other = told("diazepam", CourseKind.TAPER, (0, 3), (begin, 2), end=30)
        assert meet([first, other], [at(0, first), at(1, other)]) is met


def test_no_drug_of_a_plan_goes_on_without_its_standing():
    other = told("diazepam", CourseKind.TAPER, (0, 3), (10, 2), end=30)
    for looks in (lambda: meet([COURSE, other], [at(0, COURSE)]),
                  lambda: same_rest([COURSE, other], [at(0, COURSE)], AS_OF)):  # fmt: skip
        with pytest.raises(ValueError, match="shorter"):
            looks()


def test_a_drug_kept_beside_one_that_waits_is_kept_until_the_end_of_the_plan():
    first = told("clonazepam", CourseKind.TAPER, (0, 3), (10, 2), (20, 1), end=30)
    kept = told("diazepam", CourseKind.TAPER, (0, 5), end=30)
    over = told("temazepam", CourseKind.TAPER, (0, 1), (5, 0), end=30)
    courses = [first, kept, over]
    stands = [at(0, first), at(0, kept), at(1, over)]
    until = AS_OF + 17 * DAY
    rest = same_rest(courses, stands, AS_OF + 8 * DAY, until)
    assert begins(rest[0]) == [8, 17, 27]
    assert [one.span.end for one in rest] == [AS_OF + 37 * DAY] * 2 + [AS_OF + 30 * DAY]
    assert rest[1].steps[0].kind is kept.steps[0].kind


def test_on_the_last_day_of_a_dose_that_one_day_is_still_told():
    course = told("clonazepam", CourseKind.TAPER, (0, 3), (10, 2), end=30)
    (rest,) = same_rest([course], [at(0, course)], AS_OF + 9 * DAY)
    assert begins(rest) == [9, 10]
    assert rest.steps[0].regimen == course.steps[0].regimen


@pytest.mark.parametrize(("today", "expected"), [(3, [3, 4, 10]), (4, [4, 10]), (6, [6, 10])])
def test_pieces_of_days_that_are_over_are_not_told_again(today, expected):
    course = told("clonazepam", CourseKind.TAPER, (0, 3), (4, 3), (10, 2), end=30)
    (rest,) = same_rest([course], [at(0, course, 1)], AS_OF + today * DAY)
    assert begins(rest) == expected


def test_an_exchange_half_as_slow_again_keeps_its_next_day_and_stretches_the_days_after_it():
    old = told("lorazepam", OUT, (0, 3), (7, 2), (20, 1), (34, 0), end=60)
    new = told("diazepam", IN, (7, 1), (20, 2), (34, 3), (48, 3), (55, 2), (62, 1), end=70)
    slow_old, slow_new = slower_exchange(old, new, Fraction(3, 2))
    # 13 days become 19 (half a day is not waited for), 13 and 14 together 40.
    assert begins(slow_old) == [0, 7, 26, 47]
    assert begins(slow_new) == [7, 26, 47, 61, 68, 75]
    assert slow_old.span.end == AS_OF + 73 * DAY
    assert slow_new.span.end == AS_OF + 83 * DAY
    doses = [step.regimen for course in (old, new) for step in course.steps]
    assert [step.regimen for course in (slow_old, slow_new) for step in course.steps] == doses


def test_only_days_between_exchanges_grow_and_a_rise_of_the_new_drug_between_them_keeps_its_day():
    old = told("lorazepam", OUT, (0, 2), (7, 1), (21, 0), end=40)
    new = told("diazepam", IN, (0, 1), (7, 2), (11, 3), (21, 4), end=40)
    slow_old, slow_new = slower_exchange(old, new, Fraction(2))
    assert begins(slow_old) == [0, 7, 31]
    assert begins(slow_new) == [0, 7, 11, 31]
    assert slow_old.span.end == slow_new.span.end == AS_OF + 50 * DAY


def test_an_exchange_without_a_day_still_to_come_has_nothing_to_grow():
    old = told("lorazepam", OUT, (0, 0), end=40)
    new = told("diazepam", IN, (0, 3), end=40)
    assert slower_exchange(old, new, Fraction(2)) == (old, new)


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
