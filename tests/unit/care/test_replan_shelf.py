"""A plan made anew on its way: products, stock, shortages, and what cannot be gone on with."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Counted, Following, OutOfSupply
from glidepath.domain.person import AtHand
from glidepath.domain.plan import StepKind
from glidepath.domain.quantity import Mass
from tests.unit.care.replanned import (
    DAY,
    PERSON,
    at,
    chosen,
    go_on,
    keys,
    now,
    planned,
    rest_of,
    told,
)
from tests.unit.care.test_replan import PLAN, THIRD, TODAY, starts
from tests.unit.interop.cases import KB

HALVES, ONES = (item.product for item in PERSON.products[:2])


def short(product, first=0, last=30):
    return (OutOfSupply(product.id, Span(TODAY + first * DAY, TODAY + last * DAY)),)


def used(plan, day):
    return {p.portion.product_id for one in at(plan, day).intakes for p in one.pieces or ()}


def test_a_short_product_is_not_used_on_those_days():
    record = replace(told(PLAN, TODAY), out_of_supply=short(ONES))
    done = go_on(PLAN, TODAY, None, record)
    assert all(ONES.id not in used(rest_of(done), TODAY + n * DAY) for n in range(31))
    assert keys(done)[0] == "why.short"


def test_a_shortage_without_which_the_present_dose_cannot_be_made_is_no_reason_for_a_cut():
    record = replace(told(PLAN, TODAY), out_of_supply=short(HALVES))
    answer = go_on(PLAN, TODAY, None, record).answer
    assert isinstance(answer, Refusal)
    assert f"Without {HALVES.name}" in answer.text
    assert "no reason for a sudden cut" in answer.text


def test_a_shortage_that_is_over_is_not_told():
    record = replace(told(PLAN, TODAY), out_of_supply=short(HALVES, -9, -1))
    assert keys(go_on(PLAN, TODAY, None, record))[0] == "why.nothing"


def test_another_makers_product_makes_the_same_doses_on_the_same_days():
    ours = [item for item in PERSON.products if item.product.id != HALVES.id]
    odt = next(
        one for one in KB.products("US", "clonazepam")
        if one.form.value == "odt" and one.strength.value == Mass.from_mg("0.25")
    )  # fmt: skip
    person = now(TODAY, THIRD.regimen, products=(*ours, AtHand(odt, Fraction(0))))
    done = go_on(PLAN, TODAY, situation=person)
    assert starts(rest_of(done)) == starts(rest_of(go_on(PLAN, TODAY)))
    assert {"why.other_products", "change.pieces"} <= set(keys(done))


def test_products_that_do_not_make_the_old_doses_are_planned_with_anew():
    fine = planned(replace(PERSON, products=tuple(
        AtHand(one, Fraction(0)) for one in KB.products("US", "clonazepam")
        if one.strength.value == Mass.from_mg("0.125"))))  # fmt: skip
    step = next(s for s in fine.course.steps if s.regimen.daily_dose == Mass.from_mg("1.5"))
    today = step.span.start + DAY
    person = now(today, step.regimen)
    done = go_on(fine, today, situation=person)
    assert "why.products_anew" in keys(done)
    assert rest_of(done).course.stops_on is not None


def test_stock_counted_today_is_netted_and_another_days_count_is_refused():
    plain = go_on(PLAN, TODAY)
    counted = replace(told(PLAN, TODAY), stock=(Counted(HALVES.id, Fraction(500), TODAY),))
    full = go_on(PLAN, TODAY, None, counted)
    assert any(line.key == "change.supply_none" for line in full.diff)
    assert any(line.key == "change.supply" for line in plain.diff)
    wrong = replace(counted, stock=(Counted("x", Fraction(1), TODAY - DAY),))
    with pytest.raises(BadInput) as refused:
        go_on(PLAN, TODAY, None, wrong)
    assert [one.where for one in refused.value.problems] == ["stock.product", "stock.on"]


def test_another_drug_and_a_day_before_the_plan_are_bad_input():
    person = now(PLAN.as_of - DAY, THIRD.regimen)
    person = replace(person, treatment=replace(person.treatment, drug_id="diazepam"))
    with pytest.raises(BadInput) as refused:
        go_on(PLAN, PLAN.as_of - DAY, None, Following(), person)
    assert [one.where for one in refused.value.problems] == ["treatment.drug", "as_of"]


def test_after_the_last_dose_the_watch_goes_on():
    last = PLAN.course.steps[-1]
    today = last.span.start + 5 * DAY
    done = go_on(PLAN, today)
    assert rest_of(done).course.span == Span(today, last.span.end)
    assert rest_of(done).course.steps[0].kind is StepKind.AFTER


def test_a_plan_that_has_ended_is_not_gone_on_with():
    today = PLAN.course.span.end + 5 * DAY
    person = now(today, PLAN.course.steps[-1].regimen)
    answer = go_on(PLAN, today, None, told(PLAN, today), person).answer
    assert isinstance(answer, Refusal)
    assert "The earlier plan ended on" in answer.text


def test_a_policy_that_no_longer_fits_gives_way_to_the_first_that_does():
    done = go_on(replace(PLAN, policy_id="eighth-mg-fortnightly"), TODAY)
    assert rest_of(done).policy_id == "joint-2025"
    assert "why.policy" in keys(done)


def test_whoever_takes_the_last_dose_a_little_sooner_has_not_stopped_suddenly():
    last_dose, after = PLAN.course.steps[-2:]
    today = last_dose.span.end
    record = chosen(told(PLAN, today), today, today)
    done = go_on(PLAN, today, None, record, now(today, after.regimen))
    assert rest_of(done).course.steps[0].kind is StepKind.AFTER


def test_a_move_to_another_country_goes_on_with_its_products():
    products = tuple(
        AtHand(one, Fraction(0))
        for one in KB.products("UK", "clonazepam")
        if one.strength.value in (Mass.from_mg("0.5"), Mass.from_mg("2"))
    )
    person = replace(now(TODAY, THIRD.regimen, products=products), country="UK")
    done = go_on(PLAN, TODAY, situation=person)
    plan = rest_of(done)
    assert plan.country == "UK"
    assert {product.country for product in plan.products} == {"UK"}
    assert "why.country" in keys(done)
    assert plan.course.stops_on is not None


def test_a_present_dose_that_the_products_cannot_make_is_refused_and_never_cut():
    whole = tuple(
        AtHand(one, Fraction(0))
        for one in KB.products("US", "clonazepam")
        if one.id == "us-clonazepam-tablet-2mg"
    )
    answer = go_on(PLAN, TODAY, situation=now(TODAY, THIRD.regimen, products=whole)).answer
    assert isinstance(answer, Refusal)
    assert "cannot make what is taken now" in answer.text
