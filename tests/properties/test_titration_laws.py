"""Laws of every start: never above the rule, never a rise beyond it, never a fall."""

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.planning.titrate import End, titrate
from tests.unit.dosing.courses import HALF, QUARTER, liquid, tablet
from tests.unit.planning.starting import start

SHELVES = [
    (tablet("0.5", HALF), tablet("1"), tablet("2")),
    (tablet("0.5", HALF, QUARTER), tablet("2", HALF, QUARTER)),
    (liquid("2.5", drops=25),),
    (tablet("0.125"), tablet("0.25")),
]
RULES = {
    "us-adult-panic": (18, 90, None, (1, 2)),
    "us-adult-seizures": (11, 90, (31, 120), (3,)),
    "us-child-seizures": (0, 10, (4, 60), (2, 3)),
    "uk-older-epilepsy": (65, 100, None, (3,)),
    "nl-light-child-epilepsy": (0, 9, (4, 40), (2, 3)),
    "bb-adult-epilepsy": (18, 64, None, (1, 2, 3)),
}


@st.composite
def starts(draw):
    rule = draw(st.sampled_from(sorted(RULES)))
    youngest, oldest, kg, times = RULES[rule]
    weight = None if kg is None else Fraction(draw(st.integers(kg[0] * 10, kg[1] * 10)), 10)
    up_to = draw(st.sampled_from([None, "0.75", "1.5", "3"]))
    return start(
        rule,
        age=draw(st.integers(youngest, oldest)),
        kg=weight,
        times=draw(st.sampled_from(times)),
        products=draw(st.sampled_from(SHELVES)),
        end=draw(st.sampled_from(list(End))),
        up_to="2" if rule == "us-adult-seizures" and up_to is None else up_to,
    )


def planned(asked):
    """The result, or None where the products or the weight do not allow any."""
    try:
        return titrate(asked)
    except BadInput:
        return None


@given(starts())
def test_no_day_is_above_the_rule(asked) -> None:
    result = planned(asked)
    assume(result is not None)
    rule, kg = asked.rule, asked.weight
    first, *_ = doses = [Fraction(step.regimen.daily_dose.mg) for step in result.course.steps]
    assert 0 < first <= rule.start.value.milligrams(rule.start.value.most, kg)
    assert max(doses) <= rule.maximum.value.milligrams(rule.maximum.value.most, kg)
    rise = rule.rise.value.milligrams(rule.rise.value.most, kg)
    assert all(0 < after - before <= rise for before, after in pairwise(doses))


@given(starts())
def test_the_bedtime_dose_is_never_the_smaller_one_and_no_dose_falls(asked) -> None:
    result = planned(asked)
    assume(result is not None)
    bedtime = asked.times.index(asked.bedtime)
    regimens = [step.regimen for step in result.course.steps]
    assert all(one.doses[bedtime] == max(one.doses) for one in regimens)
    for before, after in pairwise(regimens):
        assert all(a <= b for a, b in zip(before.doses, after.doses, strict=True))


@given(starts())
def test_every_rise_has_its_check_and_comes_no_sooner_than_the_rule_says(asked) -> None:
    result = planned(asked)
    assume(result is not None)
    rises = [step.span.start for step in result.course.steps[1:]]
    assert [one.on for one in result.checks] == rises
    gaps = {after - before for before, after in pairwise([asked.start_on, *rises])}
    assert all(gap >= timedelta(days=asked.rule.days.value) for gap in gaps)


@given(starts())
def test_what_was_lowered_is_told_and_what_is_told_was_lowered(asked) -> None:
    result = planned(asked)
    assume(result is not None)
    assert all(Fraction(one.given.mg) < one.asked_mg for one in result.lowered)
    said = [step for step in result.course.steps if any(" made " in why for why in step.why)]
    assert len(said) == len(result.lowered)


@pytest.mark.thorough
@settings(max_examples=5_000)
@given(starts())
def test_a_start_is_a_plan_or_a_refusal_and_never_anything_else(asked) -> None:
    result = planned(asked)
    assert result is None or result.course.steps[-1].regimen.daily_dose > Mass(0)
