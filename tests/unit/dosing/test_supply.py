"""What is to be dispensed adds up to the last half tablet, as if every piece had been handled."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course, CourseKind
from glidepath.dosing.supply import supply
from tests.oracles.bag_of_pieces import supply_by_hand
from tests.unit.dosing.courses import (
    BEDTIME,
    FIRST,
    HALF,
    MORNING,
    QUARTER,
    THIRD,
    at_hand,
    course,
    courses,
    exchanges,
    liquid,
    pieces,
    tablet,
)

HALVED = tablet("0.5", HALF)
QUARTERED = tablet("1", HALF, QUARTER)
# 0.5 mg in the morning and 0.75 mg at bedtime from scored 0.5 mg tablets
WORKED = {
    MORNING: pieces((1, 1, HALVED)),
    BEDTIME: pieces((1, 1, HALVED), (1, HALF, HALVED)),
}


def figures(line):
    wasted = line.opened - line.taken
    return line.taken, wasted, line.at_home, line.dispensed, line.left


def test_four_weeks_with_43_tablets_at_home_need_27_more_when_halves_are_kept():
    (period,) = supply([course((28, WORKED))], at_hand((HALVED, 43)), 28, carry_halves=True)
    assert figures(period.lines[0]) == (70, 0, 43, 27, 0)


def test_the_same_four_weeks_need_41_more_when_each_other_half_is_thrown_away():
    (period,) = supply([course((28, WORKED))], at_hand((HALVED, 43)), 28, carry_halves=False)
    assert figures(period.lines[0]) == (70, 14, 43, 41, 0)


def test_two_halves_on_one_day_come_from_one_tablet_even_when_nothing_is_kept():
    day = {MORNING: pieces((1, HALF, HALVED)), BEDTIME: pieces((1, HALF, HALVED))}
    (period,) = supply([course((10, day))], at_hand((HALVED, 0)), 10, carry_halves=False)
    assert figures(period.lines[0]) == (10, 0, 0, 10, 0)


def test_a_half_left_over_from_one_interval_is_used_in_the_next():
    day = {BEDTIME: pieces((1, HALF, HALVED))}
    first, second = supply([course((14, day))], at_hand((HALVED, 0)), 7, carry_halves=True)
    assert figures(first.lines[0]) == (Fraction(7, 2), 0, 0, 4, HALF)
    assert figures(second.lines[0]) == (Fraction(7, 2), 0, HALF, 3, 0)


def test_quarters_are_counted_and_join_with_halves():
    day = {MORNING: pieces((1, QUARTER, QUARTERED)), BEDTIME: pieces((1, HALF, QUARTERED))}
    (period,) = supply([course((3, day))], at_hand((QUARTERED, QUARTER)), 3, carry_halves=True)
    assert figures(period.lines[0]) == (Fraction(9, 4), 0, QUARTER, 2, 0)


def test_a_loose_quarter_is_of_no_use_where_only_halves_are_taken():
    day = {BEDTIME: pieces((1, HALF, QUARTERED))}
    (period,) = supply([course((1, day))], at_hand((QUARTERED, QUARTER)), 1, carry_halves=True)
    assert figures(period.lines[0]) == (HALF, 0, QUARTER, 1, Fraction(3, 4))


def test_a_loose_half_at_home_is_enough_for_one_half():
    day = {BEDTIME: pieces((1, HALF, HALVED))}
    (period,) = supply([course((1, day))], at_hand((HALVED, HALF)), 1, carry_halves=True)
    assert figures(period.lines[0]) == (HALF, 0, HALF, 0, 0)


def test_loose_pieces_that_are_more_than_enough_open_no_tablet():
    day = {BEDTIME: pieces((1, QUARTER, QUARTERED))}
    (period,) = supply([course((1, day))], at_hand((QUARTERED, HALF)), 1, carry_halves=True)
    assert figures(period.lines[0]) == (QUARTER, 0, HALF, 0, QUARTER)


def test_a_loose_half_counts_in_full_where_halves_and_thirds_are_taken():
    both = tablet("3", HALF, THIRD)
    day = {MORNING: pieces((1, HALF, both)), BEDTIME: pieces((1, THIRD, both))}
    (period,) = supply([course((1, day))], at_hand((both, HALF)), 1, carry_halves=True)
    assert figures(period.lines[0]) == (Fraction(5, 6), 0, HALF, 1, Fraction(2, 3))


def test_thirds_and_halves_of_one_tablet_never_stand_in_for_each_other():
    both = tablet("3", HALF, THIRD)
    day = {MORNING: pieces((1, HALF, both)), BEDTIME: pieces((1, THIRD, both))}
    (period,) = supply([course((1, day))], at_hand((both, 0)), 1, carry_halves=True)
    assert figures(period.lines[0]) == (Fraction(5, 6), 0, 0, 2, Fraction(7, 6))


def test_loose_pieces_at_home_stay_there_when_nothing_is_kept():
    day = {BEDTIME: pieces((1, HALF, HALVED))}
    (period,) = supply([course((2, day))], at_hand((HALVED, HALF)), 2, carry_halves=False)
    assert figures(period.lines[0]) == (1, 1, HALF, 2, HALF)


@pytest.mark.parametrize("product", [liquid("2.5", drops=25), liquid("0.1", mark="0.1")])
def test_liquids_are_counted_in_drops_or_in_syringe_marks(product):
    day = {BEDTIME: pieces((12, 1, product))}
    (period,) = supply([course((28, day))], at_hand((product, 36)), 28, carry_halves=True)
    assert figures(period.lines[0]) == (336, 0, 36, 300, 0)


def test_an_interval_may_span_several_steps_and_the_last_one_is_shorter():
    steps = (10, WORKED), (10, {time: pieces((1, 1, HALVED)) for time in WORKED})
    first, second = supply([course(*steps)], at_hand((HALVED, 0)), 14, carry_halves=True)
    assert (first.span.days, second.span.days) == (14, 6)
    assert first.lines[0].taken == 10 * Fraction(5, 2) + 4 * 2
    assert second.lines[0].taken == 6 * 2
    assert second.span.start == first.span.next_day == FIRST + timedelta(days=14)


def test_days_without_the_drug_need_no_prescription():
    none = dict.fromkeys(WORKED, ())
    periods = supply([course((14, WORKED), (28, none))], at_hand((HALVED, 0)), 14, True)
    assert [period.span.end for period in periods] == [date(2026, 12, 16)]


def test_stock_that_nobody_counted_is_reckoned_as_nothing_at_home():
    counted = supply([course((28, WORKED))], at_hand((HALVED, 0)), 28, True)
    assert supply([course((28, WORKED))], at_hand((HALVED, None)), 28, True) == counted


def test_what_lies_at_home_and_is_not_used_is_still_shown():
    whole = tablet("2")
    (period,) = supply([course((1, WORKED))], at_hand((HALVED, 0), (whole, 30)), 1, True)
    assert figures(period.lines[1]) == (0, 0, 30, 0, 30)


def test_a_product_that_is_neither_used_nor_at_home_is_left_out():
    (period,) = supply([course((1, WORKED))], at_hand((HALVED, 0), (tablet("2"), 0)), 1, True)
    assert [line.product_id for line in period.lines] == [HALVED.id]


@pytest.mark.parametrize("days", [0, -1, True, "28"])
def test_an_interval_that_is_no_number_of_days_is_refused(days):
    with pytest.raises(BadInput, match="dispense_days"):
        supply([course((1, WORKED))], at_hand((HALVED, 0)), days, True)


def test_a_product_listed_twice_and_one_that_is_missing_are_refused_together():
    whole = tablet("2")
    with pytest.raises(BadInput) as refusal:
        supply([course((1, WORKED))], at_hand((whole, 0), (whole, 1)), 28, True)
    assert len(refusal.value.problems) == 2


def test_a_product_of_another_drug_than_the_course_is_refused():
    lorazepam = tablet("0.5", HALF, drug="lorazepam")
    day = {BEDTIME: pieces((1, 1, lorazepam))}
    with pytest.raises(BadInput, match="a product of clonazepam"):
        supply([course((1, day))], at_hand((lorazepam, 0)), 28, True)


def test_two_courses_of_one_drug_and_no_course_at_all_are_refused():
    with pytest.raises(BadInput, match="one for each drug"):
        supply([course((1, WORKED))] * 2, at_hand((HALVED, 0)), 28, True)
    with pytest.raises(BadInput, match="courses: none"):
        supply([], at_hand((HALVED, 0)), 28, True)


DIAZEPAM = tablet("5", HALF, drug="diazepam")


def crossover() -> list[Course]:
    """Ten days at 1 mg, then 0.5 mg at night and 10 mg of the new drug, then the new one alone."""
    one, half = pieces((2, 1, HALVED)), pieces((1, 1, HALVED))
    old = course((10, {BEDTIME: one}), (7, {BEDTIME: half}), (11, {BEDTIME: ()}))
    new = course(
        (7, {BEDTIME: pieces((2, 1, DIAZEPAM))}),
        (11, {BEDTIME: pieces((3, 1, DIAZEPAM), (1, HALF, DIAZEPAM))}),
        start=FIRST + timedelta(days=10),
        drug="diazepam",
        kind=CourseKind.SUBSTITUTION_IN,
    )
    return [old, new]


def test_both_drugs_of_an_exchange_are_dispensed_for_the_same_days():
    first, second = supply(crossover(), at_hand((HALVED, 30), (DIAZEPAM, 0)), 14, True)
    assert (first.span, second.span.end) == (Span.lasting(FIRST, 14), date(2026, 12, 30))
    # 10 days of 2 and 4 of 1 clonazepam tablet; 4 days of 2 diazepam tablets
    assert [figures(line) for line in first.lines] == [(24, 0, 30, 0, 6), (8, 0, 0, 8, 0)]
    # 3 days of 1 clonazepam tablet; 3 days of 2 and 11 of 3 and a half diazepam tablets
    assert [figures(line) for line in second.lines] == [
        (3, 0, 6, 0, 3),
        (Fraction(89, 2), 0, 0, 45, HALF),
    ]


def test_a_prescription_for_two_drugs_names_the_drug_in_every_instruction():
    first, second = supply(crossover(), at_hand((HALVED, 0), (DIAZEPAM, 0)), 14, True)
    assert [line.text for line in first.sig] == [
        "Take 2 (two) 0.5 mg clonazepam tablets at 22:00, from 3 Dec to 12 Dec 2026 (1 mg).",
        "Take 1 (one) 0.5 mg clonazepam tablet at 22:00, from 13 Dec to 16 Dec 2026 (0.5 mg).",
        "Take 2 (two) 5 mg diazepam tablets at 22:00, from 13 Dec to 16 Dec 2026 (10 mg).",
    ]
    assert [line.text for line in second.sig] == [
        "Take 1 (one) 0.5 mg clonazepam tablet at 22:00, from 17 Dec to 19 Dec 2026 (0.5 mg).",
        "Take no clonazepam at 22:00, from 20 Dec to 30 Dec 2026 (0 mg).",
        "Take 2 (two) 5 mg diazepam tablets at 22:00, from 17 Dec to 19 Dec 2026 (10 mg).",
        (
            "Take 3½ (three and a half) 5 mg diazepam tablets at 22:00, "
            "from 20 Dec to 30 Dec 2026 (17.5 mg)."
        ),
    ]


def test_a_prescription_for_one_drug_does_not_name_it_in_every_instruction():
    (first, *_) = supply(crossover()[:1], at_hand((HALVED, 0)), 14, True)
    assert [line.text for line in first.sig] == [
        "Take 2 (two) 0.5 mg tablets at 22:00, from 3 Dec to 12 Dec 2026 (1 mg).",
        "Take 1 (one) 0.5 mg tablet at 22:00, from 13 Dec to 16 Dec 2026 (0.5 mg).",
    ]


def assert_as_by_hand(plan, stock, days, carry):
    periods = {period.span.start: period for period in supply(plan, stock, days, carry)}
    pages = supply_by_hand(plan, stock, days, carry)
    first = min(one.span.start for one in plan)
    starts = [first + timedelta(days=n * days) for n in range(len(pages))]
    for start, page in zip(starts, pages, strict=True):
        by_hand = {name: row for name, row in page.items() if row[0] or row[2]}
        if any(row[0] for row in by_hand.values()):
            assert {i.product_id: figures(i) for i in periods.pop(start).lines} == by_hand
    assert not periods


@given(courses(), st.integers(1, 30), st.booleans())
def test_supply_is_what_handling_every_piece_by_hand_comes_to(made, days, carry):
    plan, stock = made
    assert_as_by_hand([plan], stock, days, carry)


@given(exchanges(), st.integers(1, 30), st.booleans())
def test_supply_of_two_drugs_is_what_handling_every_piece_of_both_comes_to(made, days, carry):
    assert_as_by_hand(*made, days, carry)


@given(exchanges(), st.integers(1, 30), st.booleans())
def test_the_supply_of_two_drugs_is_that_of_each_alone_where_both_begin_together(made, days, carry):
    (old, new), stock = made
    same = replace(
        new, steps=tuple(shifted(step, old.span.start - new.span.start) for step in new.steps)
    )
    apart = [
        (period.span.start, line)
        for one in (old, same)
        for period in supply([one], of_drug(stock, one.drug_id), days, carry)
        for line in period.lines
        if line.taken
    ]
    together = [
        (period.span.start, line)
        for period in supply([old, same], stock, days, carry)
        for line in period.lines
        if line.taken
    ]
    assert sorted(apart, key=str) == sorted(together, key=str)


def shifted(step, by):
    return replace(step, span=Span(step.span.start + by, step.span.end + by))


def of_drug(stock, drug_id):
    return [item for item in stock if item.product.drug_id == drug_id]


@given(
    st.one_of(courses().map(lambda made: ([made[0]], made[1])), exchanges()),
    st.integers(1, 30),
    st.booleans(),
)
def test_every_figure_of_every_line_adds_up(made, days, carry):
    plan, stock = made
    for period in supply(plan, stock, days, carry):
        for line in period.lines:
            taken, wasted, at_home, dispensed, left = figures(line)
            assert taken + wasted + left == at_home + dispensed
            assert min(taken, wasted, at_home, dispensed, left) >= 0
            assert not (carry and wasted)
