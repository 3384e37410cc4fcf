"""A start by the label's rule: makeable, never above it, each rise after its checks."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.titration import Check
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.titrate import End, Lowered, speaks_not, step_back, titrate
from tests.unit.dosing.courses import HALF, liquid, tablet
from tests.unit.planning.starting import START, TABLETS, start

DROPS = liquid("2.5", drops=25)


def doses(request) -> list[str]:
    steps = titrate(request).course.steps
    return [" ".join(str(dose.mg) for dose in step.regimen.doses) for step in steps]


def refused(**asked) -> str:
    with pytest.raises(BadInput) as error:
        titrate(start(**asked))
    return str(error.value)


def test_panic_begins_with_a_quarter_twice_a_day_and_reaches_one_mg_after_three_days() -> None:
    result = titrate(start("us-adult-panic"))
    assert doses(start("us-adult-panic")) == ["0.25 0.25", "0.5 0.5"]
    assert [step.span.days for step in result.course.steps] == [3, 28]
    assert result.course.span.start == START
    assert result.course.kind is CourseKind.TITRATION
    assert result.maximum_mg == 4
    assert result.short_of is None
    assert result.lowered == ()


def test_the_low_end_of_the_rule_rises_half_as_fast() -> None:
    assert doses(start("us-adult-panic", end=End.LOW)) == ["0.25 0.25", "0.25 0.5", "0.5 0.5"]


def test_panic_up_to_the_maximum_goes_in_halves_every_three_days() -> None:
    result = titrate(start("us-adult-panic", up_to="4"))
    daily = [str(step.regimen.daily_dose.mg) for step in result.course.steps]
    assert daily == ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"]


def test_an_adult_with_seizures_begins_with_one_and_a_half_mg_in_three_doses() -> None:
    asked = start("us-adult-seizures", kg="70", times=3, up_to="4")
    assert doses(asked) == ["0.5 0.5 0.5", "0.75 0.75 1", "1 1.25 1.25", "1.25 1.25 1.5"]


def test_every_dose_has_its_pieces() -> None:
    for step in titrate(start("us-adult-panic", up_to="4")).course.steps:
        assert all(intake.pieces is not None for intake in step.regimen.intakes)


def test_the_last_dose_is_kept_and_the_others_are_rises() -> None:
    kinds = [step.kind for step in titrate(start("us-adult-panic", up_to="2")).course.steps]
    assert kinds == [StepKind.RAISED] * 3 + [StepKind.MAINTAINED]


def test_a_child_is_dosed_by_weight_exactly_and_never_above() -> None:
    asked = start("us-child-seizures", age=6, kg="12.3", times=3, end=End.LOW, products=(DROPS,))
    result = titrate(asked)
    assert doses(asked)[0] == "0 0 0.1"
    assert result.lowered[0] == Lowered(Fraction("0.123"), Mass.from_mg("0.1"))
    assert result.maximum_mg == Fraction("2.46")
    assert result.course.steps[-1].regimen.daily_dose == Mass.from_mg("1.2")
    assert result.short_of == Fraction("1.23")


def test_what_was_lowered_is_said_beside_the_step() -> None:
    asked = start("us-child-seizures", age=6, kg="21", times=3)
    first, second = titrate(asked).course.steps[:2]
    assert first.why == ("0.63 mg made 0.5 mg",)
    assert second.why == tuple(check.text for check in asked.rule.checks)


def test_every_rise_waits_for_a_meeting_on_its_day() -> None:
    result = titrate(start("us-adult-panic", up_to="2"))
    assert [one.on for one in result.checks] == [START + timedelta(days=n) for n in (3, 6, 9)]
    assert "panic attacks" in result.checks[0].reason
    assert result.checks[0].source == "us-label-clonazepam"


def test_a_meeting_names_the_source_of_its_first_question() -> None:
    asked = start("us-adult-panic")
    first, second = (Check(text, (text.lower(),), "read") for text in ("Slept?", "Steady?"))
    (met,) = titrate(replace(asked, rule=replace(asked.rule, checks=(first, second)))).checks
    assert (met.reason, met.source) == ("Slept? Steady?", "slept?")


def test_the_result_carries_who_decides_the_signs_to_stop_and_the_disagreements() -> None:
    asked = start("uk-adult-epilepsy", times=3)
    result = titrate(asked)
    assert result.who_decides == asked.rule.who_decides
    assert result.rule_id == "uk-adult-epilepsy"
    assert (result.stops, result.disagreements) == (asked.rule.stops, asked.rule.disagreements)
    assert result.sources == asked.rule.sources
    assert not result.off_label


def test_what_the_label_says_of_older_people_comes_with_the_start() -> None:
    assert "no trial experience" in titrate(start("us-adult-panic", age=70)).note


def test_a_use_outside_the_label_is_planned_only_when_the_specialist_confirms_it() -> None:
    outside = {"rule": "us-adult-panic", "country": "UK", "licensed": False}
    assert "confirmed by: A specialist in mental health" in refused(**outside)
    result = titrate(start(**outside, specialist=True))
    assert result.off_label
    assert result.who_decides.startswith("A specialist in mental health")


def test_where_nobody_may_confirm_a_use_outside_the_label_it_is_refused() -> None:
    asked = {"rule": "uk-adult-epilepsy", "times": 3, "licensed": False, "specialist": True}
    assert refused(**asked).endswith("allowed: confirmed by: nobody.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"age": 17}, "person: 17 years"),
        ({"age": None}, "age: not known"),
        ({"indication": "insomnia"}, "indication: insomnia"),
        ({"country": "UK"}, "country: UK"),
        ({"times": 3}, "start.times: 3 times of day -> allowed: 1 to 2 times of day"),
        ({"up_to": "4.5"}, "up_to: 4.5 mg a day -> allowed: at most 4 mg"),
        ({"products": ()}, "products: none"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_rule_is_refused_with_the_reason(asked, said: str) -> None:
    assert said in refused(rule="us-adult-panic", **asked)


def test_a_missing_weight_is_refused_and_never_guessed() -> None:
    assert "weight: not known" in refused(rule="us-child-seizures", age=6, times=3)


def test_a_weight_by_which_a_child_begins_with_more_than_an_adult_is_refused() -> None:
    child = {"rule": "us-child-seizures", "age": 4, "times": 3}
    said = refused(**child, kg="70")
    assert "person.weight_kg: 70 kg, which gives a first dose of 2.1 mg a day" in said
    assert "at most 1.5 mg, with which an adult begins" in said
    assert titrate(start(**child, kg="50")).course.steps[0].regimen.daily_dose.mg == 1.5
    assert titrate(start(**child, kg="70", end=End.LOW)).course.steps


@pytest.mark.parametrize("age", [0, 4, 17])
def test_a_product_that_its_label_keeps_for_adults_is_refused_for_a_child(age) -> None:
    liquid = replace(TABLETS[0], from_years=Fact(18, ("uk-smpc",), Confidence.READ))
    rules = {0: "uk-infant-epilepsy", 4: "uk-small-child-epilepsy", 17: "uk-adult-epilepsy"}
    said = refused(rule=rules[age], age=age, times=3, products=(liquid, *TABLETS[1:]))
    assert "which is not for this age -> allowed: a product that is not kept for people" in said
    assert "Take it out" in said


def test_a_product_kept_for_adults_may_begin_an_adult_and_no_unknown_age() -> None:
    adult = tuple(
        replace(one, from_years=Fact(18, ("uk-smpc",), Confidence.READ)) for one in TABLETS
    )
    assert titrate(start("us-adult-panic", age=18, products=adult)).course.steps
    said = refused(rule="us-adult-panic", age=None, products=adult)
    assert "age: not known" in said
    assert "not for this age" not in said


def test_a_rule_without_a_usual_dose_asks_up_to_where() -> None:
    assert "up_to: missing" in refused(rule="us-adult-seizures", kg="70", times=3)


def test_a_product_of_another_drug_is_refused() -> None:
    other = KnowledgeBase.packaged().products("US", "diazepam")[0]
    said = refused(rule="us-adult-panic", products=(other,))
    assert f"product: {other.id} -> allowed: a product of clonazepam" in said


def test_times_out_of_order_or_without_bedtime_are_refused() -> None:
    right = start("us-adult-panic")
    for wrong in ({"times": right.times[::-1]}, {"times": (right.times[0],)}):
        with pytest.raises(BadInput, match=r"start\.times: out of order"):
            titrate(replace(right, **wrong))


def test_a_first_dose_below_the_smallest_that_can_be_made_is_refused() -> None:
    said = refused(
        rule="us-child-seizures", age=1, kg="8", times=3, products=(tablet("0.5", HALF),)
    )
    assert "0.24 mg a day is below the smallest dose" in said
    assert "at least 0.25 mg" in said


def test_products_too_coarse_for_the_rise_are_refused() -> None:
    half = (tablet("0.5"),)
    said = refused(rule="us-adult-panic", products=half, times=1, end=End.LOW)
    assert "no rise of at most 0.25 mg from 0.5 mg" in said
    one_rise = {"products": half, "times": 1, "end": End.LOW, "up_to": "0.75"}
    assert "no rise of at most 0.25 mg" in refused(rule="us-adult-panic", **one_rise)


def test_where_the_products_end_below_the_goal_the_result_says_of_what_it_is_short() -> None:
    uneven = (tablet("0.25"), tablet("0.5"))
    result = titrate(start("us-adult-panic", up_to="4", products=uneven, most_pieces=2))
    assert result.course.steps[-1].regimen.daily_dose == Mass.from_mg("2")
    assert result.short_of == 4


def test_a_goal_just_above_the_first_dose_needs_no_rise() -> None:
    asked = start("us-adult-panic", up_to="0.6")
    assert doses(asked) == ["0.25 0.25"]
    assert titrate(asked).short_of == Fraction("0.6")


def test_the_older_child_is_spoken_of_only_above_the_weight() -> None:
    light = start("ch-heavy-child-epilepsy", age=12, kg="30", times=3, up_to="2")
    heavy = start("ch-heavy-child-epilepsy", age=12, kg="31", times=3, up_to="2")
    assert speaks_not(light)
    assert not speaks_not(heavy)


def test_a_step_back_returns_to_the_dose_before_the_rise_from_a_day_on() -> None:
    course = titrate(start("us-adult-panic", up_to="2")).course
    back = step_back(course, START + timedelta(days=8), 14)
    daily = [str(step.regimen.daily_dose.mg) for step in back.steps]
    assert daily == ["0.5", "1", "1.5", "1"]
    assert [step.span.days for step in back.steps] == [3, 3, 2, 14]
    assert back.steps[-1].kind is StepKind.STEPPED_BACK


@pytest.mark.parametrize("day", [-1, 0, 2, 3, 400])
def test_there_is_no_step_back_from_a_dose_that_was_not_raised_or_not_taken(day: int) -> None:
    course = titrate(start("us-adult-panic", up_to="2")).course
    with pytest.raises(BadInput, match="a day on a dose that was raised"):
        step_back(course, START + timedelta(days=day), 14)
