"""What other taper programs were seen to get wrong, and what we do instead, one test for each."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.drug import Form
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.person import AtHand, Condition, Known, Preferences
from glidepath.domain.quantity import Mass
from glidepath.domain.reading import read_count, read_mass, read_mg
from glidepath.domain.regimen import total
from glidepath.domain.wording import count_digits, pieces_text
from glidepath.dosing.makeable import makeable
from glidepath.knowledge.resolve import OutOfScope, Resolved
from glidepath.planning.taper import taper
from tests.generate import BASE, KB
from tests.unit.dosing.courses import HALF, liquid, pieces, tablet
from tests.unit.planning.asking import fixed, pace, policy, regimen, request

DIAZEPAM = (tablet("10", HALF), tablet("5", HALF), tablet("2", HALF))
SCORED = tablet("0.5", HALF)
FIVES = policy(pace(fixed("1.5", 14)), ceiling=None, days=(14, 14, 28))


def person(*doses: str, products=("us-clonazepam-tablet-0.5mg-scored",), drug="clonazepam", **more):
    """A person of whom all is known, on these doses of these products."""
    treatment = replace(BASE.treatment, drug_id=drug, regimen=regimen(*doses), name_given="")
    items = tuple(AtHand(KB.product(one)) for one in products)
    return replace(BASE, treatment=treatment, products=items, **more)


def plan(*doses: str, **more):
    answer = prepare(person(*doses, **more), KB)
    assert isinstance(answer, Proposal), answer
    return answer


def test_1_what_is_printed_planned_and_counted_out_is_the_same_dose_on_every_step():
    course = taper(request("6.5 13", DIAZEPAM, FIVES, most_pieces=8)).course
    for step in course.steps:
        for intake in step.regimen.intakes:
            assert total(piece.mass for piece in intake.pieces) == intake.dose
        assert total(intake.dose for intake in step.regimen.intakes) == step.regimen.daily_dose


def test_2_one_and_a_half_tablets_are_never_printed_as_one():
    made = makeable(DIAZEPAM, Mass.from_mg("38"), 8).compose(Mass.from_mg("38"))
    assert sum(piece.mass.nanograms for piece in made) == Mass.from_mg("38").nanograms
    three_halves = pieces((1, 1, DIAZEPAM[2]), (1, HALF, DIAZEPAM[2]))
    assert count_digits(sum((piece.units for piece in three_halves), Fraction(0))) == "1½"
    words = pieces_text(three_halves, {DIAZEPAM[2].id: DIAZEPAM[2]})
    assert words == "one 2 mg tablet and half a 2 mg tablet"


@pytest.mark.parametrize("doses", ["10", "10 10", "20 10"])
def test_3_a_taper_never_raises_what_is_taken_at_any_time_of_day(doses):
    steps = taper(request(doses, (tablet("10"),))).course.steps
    for before, after in pairwise(steps):
        assert after.regimen.daily_dose < before.regimen.daily_dose
        pairs = zip(after.regimen.doses, before.regimen.doses, strict=True)
        assert all(new <= old for new, old in pairs)


def test_4_a_very_low_dose_is_planned_like_any_other():
    found = taper(request("0.05", (liquid("0.1", mark="0.1"),)))
    assert found.course.steps[0].regimen.daily_dose == Mass.from_mg("0.05")
    assert not found.course.steps[-1].regimen.daily_dose


def test_5_one_person_s_products_never_change_the_next_person_s_plan():
    first, second = request("1 1", (SCORED,)), request("1 1", (SCORED, liquid("2.5", drops=25)))
    alone = taper(second)
    taper(first)
    assert taper(second) == alone
    assert taper(first).products == (SCORED,)


def test_6_a_guideline_s_name_keeps_nobody_on_a_last_dose_and_the_use_is_asked_for():
    course = plan("0.5", "1").plan.course
    assert course.stops_on is not None
    unknown = person("0.5", "1")
    unknown = replace(
        unknown, treatment=replace(unknown.treatment, indication=type(BASE.person.weight_kg)())
    )
    assert not isinstance(prepare(unknown, KB), Proposal)


@pytest.mark.parametrize("dose", ["0.5", "1.5"])
def test_7_doses_with_decimals_are_the_norm(dose):
    assert read_mg(dose) == Mass.from_mg(dose)
    assert plan(dose).plan.course.steps[0].regimen.daily_dose == Mass.from_mg(dose)


def test_8_every_day_of_a_course_is_covered_once():
    course = taper(request("1 1", (SCORED,))).course
    days = [day for step in course.steps for day in step.span]
    assert days == [course.span.start + timedelta(days=n) for n in range(course.span.days)]


def test_9_a_dose_without_tablets_is_refused_and_never_a_row():
    with pytest.raises(BadInput, match="2 mg a day cannot be reached with the products given"):
        taper(request("20", (tablet("10"),), goal="2"))
    course = taper(request("20", (tablet("10"),))).course
    assert all(
        bool(intake.pieces) == bool(intake.dose)
        for step in course.steps
        for intake in step.regimen.intakes
    )


def test_10_the_last_steps_are_planned_and_named_with_the_reason():
    steps = plan("1", "1").plan.course.steps
    last = [step for step in steps if step.terminal]
    assert [str(step.cut.before.mg) for step in last] == ["0.75", "0.5", "0.25"]
    assert all(step.why for step in last)


def test_11_a_capsule_is_never_divided_and_rounding_never_raises_a_dose():
    capsule = tablet("10", form=Form.CAPSULE)
    assert [str(dose.mg) for dose in makeable([capsule], Mass.from_mg("20"), 4).doses] == [
        "0", "10", "20",
    ]  # fmt: skip
    with pytest.raises(BadInput, match=r"7\.5 mg cannot be made from the products given"):
        taper(request("7.5", (capsule,)))


def test_12_a_dose_the_products_cannot_make_is_never_read_as_the_nearest_one():
    with pytest.raises(BadInput, match=r"0\.3 mg cannot be made") as refused:
        taper(request("0.3", (SCORED,)))
    assert refused.value.problems[0].allowed == "0.25 mg"
    answer = prepare(person("0.3"), KB)
    assert isinstance(answer, Refusal)
    fired = [one.rule_id for one in answer.findings if one.verdict is Verdict.FIRES]
    assert "unmakeable-today" in fired


def test_13_what_cannot_be_planned_is_explained_and_never_an_empty_plan():
    with pytest.raises(BadInput) as refused:
        taper(request("0.06", (SCORED,)))
    (problem,) = refused.value.problems
    assert problem.next_step == "Add a product that makes it, or change the dose first."
    answer = prepare(person("0.06"), KB)
    assert isinstance(answer, Refusal)
    assert answer.text
    assert answer.next_step


@pytest.mark.parametrize(
    ("brand", "country"), [("Klonopin", "US"), ("klonopin", "US"), ("Rivotril", "CH")]
)
def test_17_a_brand_is_the_drug_it_holds(brand, country):
    found = KB.resolve(brand, country)
    assert isinstance(found, Resolved)
    assert found.drug == "clonazepam"


@pytest.mark.parametrize("name", ["venlafaxine", "carbamazepine", "phenobarbital"])
def test_17_another_kind_of_drug_is_not_planned_for(name):
    assert isinstance(KB.resolve(name, "US"), OutOfScope)


def test_18_long_use_is_never_stopped_within_weeks_and_no_two_steps_share_a_week():
    products = [one.id for one in KB.products("US", "lorazepam") if one.form is Form.TABLET][:2]
    course = plan("1", "2", drug="lorazepam", products=products).plan.course
    assert course.stops_on > course.span.start + timedelta(weeks=20)
    assert all(
        after.span.start >= before.span.start + timedelta(days=7)
        for before, after in pairwise(course.steps)
    )


def test_19_at_the_end_of_life_no_taper_is_made_and_the_reason_is_told():
    dying = {**BASE.conditions, Condition.PALLIATIVE_CARE: Known(True)}
    answer = prepare(person("1", conditions=dying), KB)
    assert isinstance(answer, Refusal)
    fired = [one.rule_id for one in answer.findings if one.verdict is Verdict.FIRES]
    assert "palliative-care" in fired
    assert answer.text


def test_22_an_end_that_is_too_soon_is_said_aloud_with_the_earliest_day_and_no_plan():
    wishes = Preferences(end_on=BASE.as_of + timedelta(days=5))
    answer = prepare(person("1", "1", preferences=wishes), KB)
    assert isinstance(answer, Refusal)
    assert "27 Nov 2026" in answer.text
    assert not hasattr(answer, "plan")


def test_24_every_day_of_a_step_has_the_same_doses():
    # a step holds one regimen for an unbroken run of days; there is no way to write two
    for step in plan("0.5", "0.5").plan.course.steps:
        assert len({step.regimen for _ in step.span}) == 1
        assert step.span.days >= 7 or not step.cut


@pytest.mark.parametrize(
    ("text", "mg"),
    [(".5 mg", "0.5"), ("0,5 mg", "0.5"), ("1/2 mg", "0.5"), ("1½ mg", "1.5"), ("0.5 mg", "0.5")],
)
def test_25_a_dose_is_read_as_it_was_meant(text, mg):
    assert read_mass(text) == Mass.from_mg(mg)
    assert read_count(text.removesuffix(" mg")) == Fraction(mg)
