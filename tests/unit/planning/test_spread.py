"""Small steps and cut-and-hold are two shapes of one pace: never below, never above the ceiling."""

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.plan import Course, CourseKind, Cut, Step, StepKind
from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import makeable
from glidepath.planning.fall import with_doses
from glidepath.planning.spread import spread
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, liquid, tablet
from tests.unit.planning.asking import (
    FIRST_CUT,
    QUARTER_IN_14,
    pace,
    policy,
    regimen,
    request,
    share,
)

LIQUID = (liquid("0.1", mark="0.1"), tablet("0.5", HALF))
TABLETS = (tablet("0.5", HALF),)


def course(doses="0.5 1", products=LIQUID, cut="0.1", days=28, **more):
    rule = policy(pace(share(cut, days)), days=(14, 28, 56))
    return taper(request(doses, products, rule, **more)).course


def small(held, products=LIQUID, ceilings=(QUARTER_IN_14,), shortest=3):
    return spread(held, products, 6, ceilings, shortest)


def dose_on(found, day) -> Fraction:
    step = next(step for step in found.steps if day in step.span)
    return Fraction(step.regimen.daily_dose.mg)


@pytest.mark.parametrize("shortest", [3, 5, 7, 14])
def test_no_day_is_below_what_holding_each_step_would_give(shortest: int) -> None:
    held = course()
    found = small(held, shortest=shortest).course
    assert found.span == held.span
    for number in range(held.span.days):
        day = held.span.start + timedelta(days=number)
        assert dose_on(found, day) >= dose_on(held, day)


def test_each_held_dose_is_reached_in_its_time_and_small_steps_last_as_they_must() -> None:
    held = course()
    found = small(held)
    assert found.spread > 3
    for step in held.steps:
        assert dose_on(found.course, step.span.end) == dose_on(held, step.span.end)
    assert all(step.span.days >= 3 for step in found.course.steps)


def test_small_steps_are_small_and_follow_each_other_without_a_gap() -> None:
    held, found = course(), small(course()).course
    first, usual = (
        [step.cut.share for step in one.steps if step.cut][:20] for one in (found, held)
    )
    assert max(first) < min(usual)
    assert sum(bool(step.cut) for step in found.steps) > 3 * len(held.steps)
    for before, after in pairwise(found.steps):
        assert after.span.start == before.span.next_day
        pairs = zip(before.regimen.doses, after.regimen.doses, strict=True)
        assert all(new <= old for old, new in pairs)


def test_products_without_a_dose_in_between_leave_the_course_as_it_was() -> None:
    held = course(products=TABLETS)
    found = small(held, TABLETS)
    assert found.spread == 0
    assert found.course == held
    assert found.held == sum(step.cut is not None for step in held.steps)


def test_a_last_step_stands_alone_so_the_step_before_it_is_held() -> None:
    held, found = course(), small(course()).course
    last = next(n for n, step in enumerate(held.steps) if step.terminal)
    before = held.steps[last - 1]
    assert before in found.steps
    assert all(step in found.steps for step in held.steps[last:])


def test_a_step_too_short_for_two_small_ones_is_held() -> None:
    held = course(days=14)
    assert small(held, shortest=15).spread == 0


@pytest.mark.parametrize("ceiling", [Ceiling(Fraction(1, 20), 14), Ceiling(Fraction(1, 10), 28)])
def test_where_cuts_would_add_up_beyond_a_ceiling_the_steps_are_held(ceiling: Ceiling) -> None:
    found = small(course(cut="0.2", days=14), ceilings=(ceiling,))
    cuts = [step for step in found.course.steps if step.cut]
    for number, last in enumerate(cuts):
        near = [
            one
            for one in cuts[: number + 1]
            if (last.span.start - one.span.start).days < ceiling.days
        ]
        fall = (near[0].cut.before - last.cut.after) / near[0].cut.before
        if any(step not in course(cut="0.2", days=14).steps for step in near):
            assert fall <= ceiling.fall


def test_a_step_that_only_begins_later_leaves_the_dose_before_it_in_place() -> None:
    grid = (liquid("2.5", drops=25), tablet("0.5", HALF))
    held = course("0.5 0.5", grid, cut="0.25", days=28)
    found = small(held, grid).course
    for before, after in pairwise(found.steps):
        assert after.span.start == before.span.next_day


TENTHS = (liquid("0.1", mark="1"),)


def days_and_doses(one):
    first = one.span.start
    return [
        ((step.span.start - first).days, " ".join(str(dose.mg) for dose in step.regimen.doses))
        for step in one.steps
    ]


def test_a_step_is_spread_by_hand_and_every_other_one_stays_on_its_day() -> None:
    held = course("1", TENTHS, cut="0.2")
    assert days_and_doses(held)[:3] == [(0, "1"), (7, "0.8"), (21, "0.7")]
    found = small(held, TENTHS, shortest=7)
    assert days_and_doses(found.course) == [
        (0, "1"), (7, "0.9"), (14, "0.8"), *days_and_doses(held)[2:]
    ]  # fmt: skip
    assert (found.spread, found.held) == (1, 8)


def test_a_step_exactly_as_long_as_two_small_ones_is_spread_and_one_day_more_is_not() -> None:
    held = course("1", TENTHS, cut="0.2")
    assert held.steps[1].span.days == 14
    assert small(held, TENTHS, shortest=7).spread == 1
    assert small(held, TENTHS, shortest=8).course == held


def test_the_larger_dose_of_the_day_is_lowered_on_the_way_and_none_is_raised() -> None:
    held = course("0.6 0.4", TENTHS, cut="0.2")
    found = days_and_doses(small(held, TENTHS, shortest=7).course)
    assert found[:3] == [(0, "0.6 0.4"), (7, "0.5 0.4"), (14, "0.4 0.4")]


def test_two_small_cuts_exactly_at_the_ceiling_are_kept_and_just_above_it_are_not() -> None:
    held = course("1", TENTHS, cut="0.2")
    at = Ceiling(Fraction(2, 9), 14)  # 0.9 to 0.7 mg within a fortnight
    assert small(held, TENTHS, (at,), shortest=7).spread == 1
    above = Ceiling(Fraction(2, 9) - Fraction(1, 1000), 14)
    assert small(held, TENTHS, (above,), shortest=7).course == held


def test_cuts_as_far_apart_as_the_window_do_not_add_up() -> None:
    held = course("1", TENTHS, cut="0.2")
    assert small(held, TENTHS, (Ceiling(Fraction(1, 9), 7),), shortest=7).spread == 1
    assert small(held, TENTHS, (Ceiling(Fraction(1, 9), 8),), shortest=7).course == held


def by_hand(*runs: tuple[str, int], last: bool = False):
    """A course written down: its doses by time of day with the days of each."""
    made = makeable(TENTHS, Mass.from_mg("2"), 6)
    first = regimen(*runs[0][0].split())
    steps, day = [], FIRST_CUT
    for place, (doses, days) in enumerate(runs):
        now = with_doses(first, tuple(map(Mass.from_mg, doses.split())), made)
        before = steps[-1].regimen.daily_dose if steps else None
        cut = Cut(before, now.daily_dose) if before and now.daily_dose < before else None
        kind = StepKind.REDUCED if cut else StepKind.PRESENT
        terminal = last and place == len(runs) - 1
        steps.append(Step(Span.lasting(day, days), now, kind, cut, terminal))
        day += timedelta(days=days)
    return Course(CourseKind.TAPER, "clonazepam", tuple(steps))


def spread_by_hand(*runs: tuple[str, int], ceilings=(), shortest=7, last=False):
    held = by_hand(*runs, last=last)
    return days_and_doses(spread(held, TENTHS, 6, ceilings, shortest).course)


def test_the_step_before_the_end_of_a_course_that_stays_on_a_dose_is_spread_too() -> None:
    found = spread_by_hand(("1", 7), ("0.8", 14), ("0.7", 28))
    assert found == [(0, "1"), (7, "0.9"), (14, "0.8"), (21, "0.7")]


def test_the_step_before_a_last_one_is_held_whatever_the_ceiling() -> None:
    runs = (("1", 7), ("0.8", 14), ("0.7", 28))
    assert spread_by_hand(*runs, last=True) == days_and_doses(by_hand(*runs))


def test_what_is_rounded_up_at_two_times_of_day_is_taken_back_at_one_of_them() -> None:
    """Half of the way is 0.45 and 0.45 mg: with marks of 0.1 mg that is 0.4 and 0.5."""
    found = spread_by_hand(("0.5 0.5", 7), ("0.4 0.4", 14), ("0.4 0.3", 28))
    assert found == [(0, "0.5 0.5"), (7, "0.4 0.5"), (14, "0.4 0.4"), (21, "0.4 0.3")]


def test_a_large_cut_goes_down_mark_by_mark_at_one_time_of_day_after_the_other() -> None:
    found = spread_by_hand(("0.5 0.5", 7), ("0.3 0.3", 28), ("0.3 0.2", 28))
    assert found == [
        (0, "0.5 0.5"), (7, "0.4 0.5"), (14, "0.4 0.4"), (21, "0.3 0.4"), (28, "0.3 0.3"),
        (35, "0.3 0.2"),
    ]  # fmt: skip


def test_a_dose_that_can_be_made_exactly_is_not_rounded_away_from() -> None:
    """Half of the way is 0.45 and 0.5 mg: the 0.5 is there, so the 0.45 becomes 0.5."""
    found = spread_by_hand(("0.5 0.6", 7), ("0.4 0.4", 14), ("0.4 0.3", 28))
    assert found[:3] == [(0, "0.5 0.6"), (7, "0.5 0.5"), (14, "0.4 0.4")]


def test_only_the_steps_that_add_up_to_too_much_are_held_and_later_ones_are_spread() -> None:
    runs = (("1", 7), ("0.8", 14), ("0.7", 14), ("0.5", 28), ("0.5", 28))
    held = days_and_doses(by_hand(*runs))
    found = spread_by_hand(*runs, ceilings=(Ceiling(Fraction(21, 100), 14),))
    assert found == [*held[:3], (42, "0.6"), (56, "0.5"), held[-1]]


def test_a_small_step_above_a_ceiling_by_itself_is_still_smaller_than_the_cut_it_is_part_of():
    runs = (("1", 7), ("0.8", 14), ("0.7", 28))
    found = spread_by_hand(*runs, ceilings=(Ceiling(Fraction(1, 10), 7),))
    assert found == [(0, "1"), (7, "0.9"), (14, "0.8"), (21, "0.7")]
