"""Steps, courses and plans that break an invariant cannot be built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course, CourseKind, Cut, Plan, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen
from tests.unit.domain.world import MORNING, day, mg, step, tablet

START = date(2026, 1, 5)
PRESENT, REDUCED, AFTER = StepKind.PRESENT, StepKind.REDUCED, StepKind.AFTER
FIRST = step(START, 14, day("0.5", "0.5"), PRESENT)
SECOND = step(date(2026, 1, 19), 14, day("0.25", "0.5"), REDUCED, "1")
THIRD = step(date(2026, 2, 2), 14, day("0.25", "0.25"), REDUCED, "0.75", terminal=True)
FOURTH = step(date(2026, 2, 16), 14, day("0", "0"), AFTER, "0.5", terminal=True)
TAPER = CourseKind.TAPER
COURSE = Course(TAPER, "clonazepam", (FIRST, SECOND, THIRD, FOURTH))


def test_a_cut_says_its_mass_and_its_share() -> None:
    cut = Cut(mg("0.75"), mg("0.5"))
    assert cut.mass == mg("0.25")
    assert cut.share == Fraction(1, 3)


@pytest.mark.parametrize("after", ["1", "1.25"])
def test_a_cut_that_does_not_cut_is_refused(after: str) -> None:
    with pytest.raises(BadInput, match=f"cut: 1 mg to {after} mg -> allowed: a lower dose"):
        Cut(mg("1"), mg(after))


def test_a_step_without_pieces_is_refused() -> None:
    bare = Regimen((Intake(MORNING, mg("0.3")),))
    with pytest.raises(BadInput, match="a dose without its pieces"):
        step(START, 7, bare, PRESENT)


def test_a_step_whose_cut_leads_elsewhere_is_refused() -> None:
    with pytest.raises(BadInput, match="a cut to another dose"):
        replace(SECOND, cut=Cut(mg("1"), mg("0.5")))


def test_a_course_says_where_it_begins_ends_and_stops() -> None:
    assert (COURSE.span.start, COURSE.span.end) == (START, date(2026, 3, 1))
    assert COURSE.stops_on == date(2026, 2, 16)
    assert Course(TAPER, "clonazepam", (FIRST, SECOND)).stops_on is None


def test_the_largest_cut_leaves_the_named_last_steps_out() -> None:
    assert COURSE.largest_cut == Fraction(1, 4)
    assert COURSE.last_cuts == (Fraction(1, 3), Fraction(1))
    assert Course(TAPER, "clonazepam", (FIRST,)).largest_cut == 0


def test_a_course_without_steps_is_refused() -> None:
    with pytest.raises(BadInput, match="course: no steps -> allowed: at least one"):
        Course(TAPER, "clonazepam", ())


def _later(one: Step, days: int) -> Step:
    span = one.span
    moved = type(span)(span.start + timedelta(days=days), span.end + timedelta(days=days))
    return replace(one, span=moved)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (_later(SECOND, 1), "2026-01-18 is not followed by 2026-01-20"),
        (_later(SECOND, -1), "2026-01-18 is not followed by 2026-01-18"),
        (step(date(2026, 1, 19), 7, day("0.75", "0"), REDUCED, "1"), "a dose rises on 2026-01-19"),
        (step(date(2026, 1, 19), 7, day("0.5", "0.75"), PRESENT), "a dose rises on 2026-01-19"),
        (replace(SECOND, cut=None), "the cut of 2026-01-19 is not the one the doses make"),
        (
            step(date(2026, 1, 19), 7, day("0.5", "0.5"), PRESENT, "1.5"),
            "the cut of 2026-01-19 is not the one the doses make",
        ),
        (
            replace(SECOND, cut=Cut(mg("1.5"), mg("0.75"))),
            "the cut of 2026-01-19 starts from another dose",
        ),
    ],
)
@pytest.mark.parametrize("kind", [TAPER, CourseKind.MAINTENANCE])
def test_a_course_with_a_wrong_step_is_refused(kind: CourseKind, second: Step, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        Course(kind, "clonazepam", (FIRST, second))
    assert words in str(refused.value)


def test_a_course_whose_times_of_day_change_is_refused() -> None:
    once = Regimen((day("0.5", "0").intakes[0],))
    lone = step(date(2026, 1, 19), 7, once, REDUCED, "1")
    with pytest.raises(BadInput, match="the times of day change"):
        Course(TAPER, "clonazepam", (FIRST, lone))


def test_every_fault_of_a_course_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        Course(TAPER, "clonazepam", (FIRST, _later(replace(SECOND, cut=None), 3)))
    assert len(refused.value.problems) == 2


def test_two_steps_on_one_dose_need_no_cut() -> None:
    course = Course(TAPER, "clonazepam", (FIRST, _later(FIRST, 14)))
    assert course.span.days == 28


PLAN = Plan("joint-2025", "usual", START, "US", COURSE, (tablet(),), ())


def test_a_plan_finds_the_products_it_names_and_no_other() -> None:
    assert PLAN.product("tab") == tablet()
    with pytest.raises(BadInput, match="product: other -> allowed: one the plan names"):
        PLAN.product("other")


def _other(kind: CourseKind, *steps: Step) -> Course:
    return Course(kind, "diazepam", steps)


def test_two_courses_of_one_drug_are_refused() -> None:
    with pytest.raises(BadInput, match="two courses of one drug"):
        replace(PLAN, further=(COURSE,))


def test_a_drug_that_is_started_in_a_plan_may_begin_later_and_a_stopped_one_end_earlier() -> None:
    kept = replace(SECOND, cut=None, kind=RAISED, span=Span(date(2026, 1, 19), date(2026, 5, 1)))
    both = replace(PLAN, further=(_other(NEW, kept),))
    assert both.courses == (COURSE, *both.further)
    assert both.span == Span(START, date(2026, 5, 1))


def test_days_for_which_a_drug_in_use_is_not_told_are_refused() -> None:
    late = _other(TAPER, replace(SECOND, cut=None, kind=PRESENT))
    with pytest.raises(BadInput) as refused:
        replace(PLAN, further=(late,))
    assert [problem.given for problem in refused.value.problems] == [
        "diazepam told from 2026-01-19 on only",
        "diazepam told until 2026-02-01 only",
    ]


def test_a_later_version_names_the_one_it_supersedes_and_the_first_names_none() -> None:
    assert PLAN.supersedes is None
    assert replace(PLAN, version=3).supersedes == 2


@pytest.mark.parametrize("version", [0, True, "2"])
def test_what_is_no_version_is_refused(version: Any) -> None:
    with pytest.raises(BadInput, match="1, 2, 3 and so on"):
        replace(PLAN, version=version)


@pytest.mark.parametrize("value", [COURSE, FIRST, Cut(mg("1"), mg("0.5")), Mass(1)])
def test_what_has_been_built_cannot_be_changed(value: Any) -> None:
    field = next(iter(type(value).__slots__))
    with pytest.raises(AttributeError):
        setattr(value, field, None)


RAISED = StepKind.RAISED
TITRATION = CourseKind.TITRATION
NEW, OLD = CourseKind.SUBSTITUTION_IN, CourseKind.SUBSTITUTION_OUT
LOW = step(START, 14, day("0", "0.25"), PRESENT)
HIGHER = step(date(2026, 1, 19), 14, day("0.25", "0.25"), RAISED)
BOTH_HIGHER = step(date(2026, 1, 19), 14, day("0.25", "0.5"), RAISED)
BACK = step(date(2026, 2, 2), 14, day("0", "0.25"), StepKind.STEPPED_BACK, "0.5")
AGAIN = step(date(2026, 2, 16), 14, day("0.25", "0.25"), RAISED)


def test_a_titration_rises_and_falls_only_in_a_stated_step_back() -> None:
    assert Course(TITRATION, "clonazepam", (LOW, HIGHER, BACK, AGAIN)).span.days == 56
    assert Course(TITRATION, "clonazepam", (LOW, BOTH_HIGHER)).span.days == 28
    with pytest.raises(BadInput, match="a dose falls on 2026-02-02"):
        Course(TITRATION, "clonazepam", (LOW, HIGHER, replace(BACK, kind=REDUCED)))


def test_a_step_back_never_raises_a_dose() -> None:
    with pytest.raises(BadInput, match="a dose rises on 2026-01-19"):
        Course(TITRATION, "clonazepam", (LOW, replace(HIGHER, kind=StepKind.STEPPED_BACK)))


def test_a_taper_steps_back_only_on_its_first_day_and_falls_from_there() -> None:
    back = replace(FIRST, kind=StepKind.STEPPED_BACK)
    assert Course(TAPER, "clonazepam", (back, SECOND)).steps[0].kind is StepKind.STEPPED_BACK
    for raised in (HIGHER, replace(HIGHER, kind=StepKind.STEPPED_BACK)):
        with pytest.raises(BadInput, match="a dose rises on 2026-01-19"):
            Course(TAPER, "clonazepam", (LOW, raised))
    with pytest.raises(BadInput, match="a step back on 2026-01-19, after the first step"):
        Course(TAPER, "clonazepam", (FIRST, replace(SECOND, kind=StepKind.STEPPED_BACK)))


@pytest.mark.parametrize("kind", [TAPER, CourseKind.MAINTENANCE, OLD])
def test_no_other_course_of_one_drug_rises(kind: CourseKind) -> None:
    with pytest.raises(BadInput, match="a dose rises on 2026-01-19"):
        Course(kind, "clonazepam", (LOW, HIGHER))


def test_the_new_drug_of_a_crossover_rises_then_falls_and_does_not_rise_again() -> None:
    down = step(date(2026, 2, 2), 14, day("0", "0.25"), REDUCED, "0.5")
    assert Course(NEW, "diazepam", (LOW, HIGHER, down)).span.days == 42
    assert Course(NEW, "diazepam", (LOW, HIGHER)).span.days == 28
    with pytest.raises(BadInput, match="a dose rises again on 2026-02-16"):
        Course(NEW, "diazepam", (LOW, HIGHER, down, AGAIN))


def test_in_a_crossover_one_intake_changes_at_a_time() -> None:
    with pytest.raises(BadInput, match="2 intakes change on 2026-01-19"):
        Course(NEW, "diazepam", (LOW, BOTH_HIGHER))
    both_lower = step(date(2026, 1, 19), 14, day("0.25", "0.25"), REDUCED, "1")
    with pytest.raises(BadInput, match="2 intakes change on 2026-01-19"):
        Course(OLD, "clonazepam", (FIRST, both_lower))
    assert Course(NEW, "diazepam", (FIRST, both_lower)).span.days == 28
    assert Course(OLD, "clonazepam", (FIRST, SECOND)).span.days == 28
