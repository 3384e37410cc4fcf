"""What is told of each drug of a plan: its own doses, what is new, and when it begins and ends."""

from dataclasses import replace
from datetime import date

import pytest

from glidepath.documents.rows import rows, stray_spans
from glidepath.documents.told import dose_on
from glidepath.domain.calendar import Span
from glidepath.domain.plan import Course, CourseKind, Plan, StepKind
from glidepath.planning.titrate import step_back
from tests.unit.documents.hand_built import mg, proposal
from tests.unit.documents.several import beginning, crossover
from tests.unit.dosing.courses import BEDTIME, course, pieces, tablet

CHANGE = crossover().plan


def plan_of(*courses: Course) -> Plan:
    """A plan of these courses, with what else a plan has taken from the hand-built one."""
    products = {
        piece.portion.product_id
        for one in courses
        for step in one.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces
    }
    known = (ONE, TEN)
    assert products <= {product.id for product in known}
    return replace(proposal().plan, course=courses[0], further=courses[1:], products=known)


ONE, TEN = tablet("1"), tablet("10", drug="diazepam")


def test_a_row_tells_every_drug_of_the_same_days_and_names_it_on_each_dose():
    second = rows(CHANGE)[1]
    lorazepam, diazepam = second.drugs
    assert [dose.words for dose in lorazepam.doses] == ["one 1 mg lorazepam tablet", "no lorazepam"]
    assert [dose.words for dose in diazepam.doses] == ["no diazepam", "one 10 mg diazepam tablet"]
    assert (lorazepam.daily, lorazepam.change) == ("1 mg", "50 % less")
    assert (diazepam.daily, diazepam.change) == ("10 mg", "the first dose")
    assert second.daily == "1 mg lorazepam and 10 mg diazepam"
    assert second.change == "lorazepam: 50 % less; diazepam: the first dose"


def test_the_doses_of_a_row_stand_in_the_order_of_the_clock_each_with_its_drug():
    second = rows(CHANGE)[1]
    assert [(dose.time, dose.drug, dose.none) for dose in second.doses] == [
        ("08:00", "lorazepam", False), ("08:00", "diazepam", True),
        ("22:00", "lorazepam", True), ("22:00", "diazepam", False),
    ]  # fmt: skip
    assert second.times == ("08:00", "22:00")


def test_a_drug_that_is_not_begun_yet_is_told_as_none_and_is_not_in_the_daily_dose():
    first = rows(CHANGE)[0]
    assert [drug.waits for drug in first.drugs] == [False, True]
    assert first.daily == "2 mg lorazepam"
    assert first.is_present
    assert not first.rises


def test_a_drug_that_was_stopped_is_told_once_as_stopped_and_then_no_more():
    third, fourth = rows(CHANGE)[2:4]
    assert [(drug.drug, drug.ends) for drug in third.drugs] == [
        ("lorazepam", True), ("diazepam", False),
    ]  # fmt: skip
    assert [drug.drug for drug in fourth.drugs] == ["diazepam"]


def test_the_last_row_of_a_plan_is_told_even_where_every_drug_has_ended():
    none = {BEDTIME: ()}
    old = course((7, {BEDTIME: pieces((1, 1, ONE))}), (7, none), (7, none))
    last = rows(plan_of(old))[-1]
    assert last.ends
    assert [drug.drug for drug in last.drugs] == ["clonazepam"]


def test_a_rise_is_told_in_milligrams_a_day():
    first, second, *_ = rows(beginning(up_to="2").plan)
    assert (first.change, first.rises) == ("the first dose", True)
    assert (second.change, second.rises) == ("0.5 mg more", True)


def test_a_start_of_one_step_alone_begins_with_its_first_dose_too():
    (only,) = rows(beginning(up_to="0.5").plan)
    assert only.change == "the first dose"


def test_a_titration_that_goes_on_from_a_present_dose_begins_with_none():
    made = beginning(up_to="2").plan
    going_on = Course(
        made.course.kind,
        made.course.drug_id,
        (replace(made.course.steps[0], kind=StepKind.PRESENT), *made.course.steps[1:]),
    )
    first, second, *_ = rows(replace(made, course=going_on))
    assert (first.change, first.is_present) == ("", True)
    assert second.change == "0.5 mg more"


def test_a_step_back_is_told_with_its_fall_and_as_the_clinicians_choice():
    made = beginning(up_to="2").plan
    back = step_back(made.course, date(2026, 11, 30), 14)
    last = rows(replace(made, course=back))[-1]
    assert last.change == "33.3 % less, gone back to the dose before, as the clinician chose"


def test_a_course_that_begins_with_a_step_back_says_so_without_a_share():
    first = proposal().plan.course.steps[0]
    taper = Course(CourseKind.TAPER, "clonazepam", (replace(first, kind=StepKind.STEPPED_BACK),))
    (row,) = rows(replace(proposal().plan, course=taper))
    assert row.change == "gone back to the dose before, as the clinician chose"


def test_a_change_of_one_drug_is_not_told_again_where_only_the_other_changes():
    old = course((14, {BEDTIME: pieces((2, 1, ONE))}), (28, {BEDTIME: pieces((1, 1, ONE))}))
    kept = course((28, {BEDTIME: pieces((2, 1, TEN))}), (14, {BEDTIME: pieces((1, 1, TEN))}),
                  drug="diazepam")  # fmt: skip
    second, third = rows(plan_of(old, kept))[1:]
    assert second.change == "clonazepam: 50 % less"
    assert third.change == "diazepam: 50 % less"
    assert third.drugs[0].cut == ""


def test_a_drug_told_at_nothing_before_its_first_dose_waits_and_does_not_end():
    old = course((28, {BEDTIME: pieces((1, 1, ONE))}))
    none = course((14, {BEDTIME: ()}), (14, {BEDTIME: pieces((1, 1, TEN))}), drug="diazepam",
                  kind=CourseKind.TITRATION)  # fmt: skip
    first, second = rows(plan_of(old, none))
    assert [(drug.waits, drug.ends) for drug in first.drugs] == [(False, False), (True, False)]
    assert second.change == "diazepam: the first dose"


def test_meetings_stand_with_the_rise_they_belong_to_those_of_its_first_day_as_checks():
    made = beginning(up_to="2").plan
    later = replace(made.reviews[0], on=date(2026, 12, 10), reason="A look afterwards.")
    told = rows(replace(made, reviews=(*made.reviews, later)))
    assert [len(row.checks) for row in told] == [0, 1, 1, 1]
    assert [review.reason for review in told[-1].followed] == ["A look afterwards."]
    assert told[-1].beside[-1] == "Review on 10 Dec 2026: A look afterwards."
    assert told[1].beside == (f"Look at this first: {made.reviews[0].reason}",)


def test_meetings_of_a_taper_stand_apart_and_not_with_its_steps():
    assert all(row.reviews == () for row in rows(proposal().plan))


def test_the_dose_of_a_day_is_that_of_its_step_and_nothing_outside_the_course():
    old = CHANGE.course
    assert dose_on(old, old.span.start) == mg("2")
    assert dose_on(old, date(2030, 1, 1)) == mg("0")


@pytest.mark.parametrize(
    ("spans", "joined"),
    [
        ([(1, 3), (4, 6)], [(1, 6)]),
        ([(1, 9), (2, 4)], [(1, 9)]),
        ([(5, 6), (1, 2)], [(1, 2), (5, 6)]),
        ([], []),
    ],
)
def test_days_outside_the_corridor_that_touch_are_told_as_one_run(spans, joined):
    def of(pairs):
        return tuple(Span(date(2026, 12, a), date(2026, 12, b)) for a, b in pairs)

    assert stray_spans(replace(CHANGE, strays=of(spans))) == of(joined)
