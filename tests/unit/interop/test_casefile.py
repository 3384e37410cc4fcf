"""A case file becomes a situation: exactly what was written, and nothing that was not."""

from dataclasses import fields
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.person import (
    Condition,
    GoalKind,
    History,
    Indication,
    Known,
    Medicine,
    Person,
    Preferences,
    Refused,
    Sex,
    Treatment,
    Unknown,
    UseCriterion,
)
from glidepath.domain.quantity import Mass
from glidepath.interop.casefile import read_case
from glidepath.interop.casefile_shape import (
    HistoryShape,
    PersonShape,
    PreferencesShape,
    TreatmentShape,
)
from tests.unit.interop.cases import KB, answered, changed, problems, read, read_any


def _names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def test_a_case_can_say_everything_that_a_situation_holds() -> None:
    person = {*_names(PersonShape), "age_years"} - {"age", "birth_date"}
    treatment = {*_names(TreatmentShape), "drug_id", "regimen", "name_given"}
    assert person == _names(Person)
    assert treatment - {"drug", "intakes"} == _names(Treatment)
    assert _names(HistoryShape) == _names(History)
    assert _names(PreferencesShape) == _names(Preferences)


def test_doses_come_exactly_and_in_the_order_of_the_clock() -> None:
    regimen = read(changed()).treatment.regimen
    assert [str(time) for time in regimen.times] == ["08:00", "22:00"]
    assert regimen.doses == (Mass.from_mg("0.5"), Mass.from_mg(1))


@pytest.mark.parametrize(
    ("written", "mg"),
    [("0.5 mg", "0.5"), (".5 mg", "0.5"), ("0,5 mg", "0.5"), ("1/2 mg", "0.5"),
     ("1½ mg", "1.5"), ("500 micrograms", "0.5"), ("500 µg", "0.5")],
)  # fmt: skip
def test_a_dose_may_be_written_as_people_write_it(written: str, mg: str) -> None:
    tree = changed(treatment__intakes=[{"time": "08:00", "dose": written}])
    assert read(tree).treatment.regimen.daily_dose == Mass.from_mg(mg)


def test_what_is_not_spoken_of_is_unknown_and_never_no() -> None:
    found = read(changed())
    assert isinstance(found.person.age_years, Unknown)
    assert isinstance(found.person.pregnant, Unknown)
    assert isinstance(found.medicines, Unknown)
    assert isinstance(found.condition(Condition.EPILEPSY), Unknown)
    assert isinstance(found.criterion(UseCriterion.STRONG_URGE), Unknown)
    assert found.preferences == Preferences()


def test_a_fact_may_be_unknown_or_refused() -> None:
    found = read(changed(person__age="unknown", person__pregnant="refused", goal="unknown"))
    assert isinstance(found.person.age_years, Unknown)
    assert isinstance(found.person.pregnant, Refused)
    assert isinstance(found.goal, Unknown)


def test_every_kind_of_fact_is_read() -> None:
    found = read(
        changed(
            person__sex="female", person__weight_kg="62,5", person__pregnant=False,
            treatment__indication="panic_disorder", treatment__since="2021-11-15",
            treatment__days_per_week=7, treatment__source="bought",
            conditions__falls="yes", use_criteria__strong_urge=True,
            history__failed_tapers=2, history__drives="no",
        )
    )  # fmt: skip
    assert found.person.sex == Known(Sex.FEMALE)
    assert found.person.weight_kg == Known(Fraction(125, 2))
    assert found.person.pregnant == Known(False)
    assert found.treatment.indication == Known(Indication.PANIC_DISORDER)
    assert found.treatment.since == Known(date(2021, 11, 15))
    assert found.treatment.days_per_week == Known(7)
    assert found.treatment.source == Known("bought")
    assert found.condition(Condition.FALLS) == Known(True)
    assert found.criterion(UseCriterion.STRONG_URGE) == Known(True)
    assert found.history.failed_tapers == Known(2)
    assert found.history.drives == Known(False)


@pytest.mark.parametrize(
    ("born", "age"), [("1985-11-22", 41), ("1985-11-23", 40), ("2026-11-22", 0)]
)
def test_the_age_is_reckoned_on_the_day_of_the_case(born: str, age: int) -> None:
    assert read(changed(person__birth_date=born)).person.age_years == Known(age)


def test_no_medicines_is_an_answer_and_a_list_is_read() -> None:
    assert read(changed(medicines="none")).medicines == Known(())
    assert read(changed(medicines=[])).medicines == Known(())
    assert isinstance(read(changed(medicines="refused")).medicines, Refused)
    row = {"name": "oxycodone", "group": "opioid", "started": "2026-01-01"}
    medicine = Medicine("oxycodone", "opioid", date(2026, 1, 1))
    assert read(changed(medicines=[row])).medicines == Known((medicine,))


def test_a_medicine_is_read_as_strictly_as_everything_else() -> None:
    rows = [{"name": "x", "dose": "5 mg"}, 5, {"name": 7}, {"name": "y", "started": "soon"}]
    assert problems(changed(medicines=rows)) == [
        "medicines#1", "medicines#2", "medicines#3.name", "medicines#4.started",
    ]  # fmt: skip


def test_a_goal_may_be_a_word_or_a_table() -> None:
    goal = read(changed(goal={"kind": "lower", "daily_dose_mg": "1"})).goal
    assert isinstance(goal, Known)
    assert (goal.value.kind, goal.value.daily_dose) == (GoalKind.LOWER, Mass.from_mg(1))
    stay = read(changed(goal="stay")).goal
    assert isinstance(stay, Known)
    assert stay.value.kind is GoalKind.STAY


def test_a_product_may_be_named_by_its_id_alone_or_with_what_lies_at_home() -> None:
    name = "us-clonazepam-tablet-0.5mg-scored"
    (counted,) = read(changed(products=[{"id": name, "at_home": "12.5"}])).products
    assert (counted.product.id, counted.at_home) == (name, Fraction(25, 2))
    (uncounted,) = read(changed(products=[name])).products
    assert uncounted.at_home is None


def test_a_described_product_is_marked_as_such_and_whole_only_unless_a_part_is_named() -> None:
    row = {"name": "My Tablet", "form": "tablet", "strength": "0.5 mg"}
    (whole,) = read(changed(products=[row])).products
    (split,) = read(changed(products=[row | {"splits": ["1/2", "1/4"]}])).products
    assert whole.product.declared
    assert whole.product.id == "declared-my-tablet"
    assert len(whole.product.portions) == 1
    assert [portion.part for portion in split.product.portions] == [
        Fraction(1), Fraction(1, 2), Fraction(1, 4),
    ]  # fmt: skip


def test_a_described_product_says_its_drug_as_soon_as_there_are_two() -> None:
    row = {"name": "made by the pharmacy", "form": "tablet", "strength": "2 mg"}
    two = {"preferences__switch_to": "diazepam"}
    with pytest.raises(BadInput, match=r"products#1\.drug: nothing given.*clonazepam, diazepam"):
        read(changed(products=[row], **two))
    (item,) = read(changed(products=[row | {"drug": "diazepam"}], **two)).products
    assert item.product.drug_id == "diazepam"


@pytest.mark.parametrize("name", ["diazepam 2 mg tablet", "Valium (5 mg)", "my Valium"])
def test_a_described_product_that_is_called_another_drug_is_never_counted_for_this_one(
    name: str,
) -> None:
    row = {"name": name, "form": "tablet", "strength": "2 mg"}
    with pytest.raises(BadInput, match="a product of clonazepam that is called diazepam"):
        read(changed(products=[row]))


def test_a_described_product_may_name_its_own_drug_or_none() -> None:
    for name in ("clonazepam 2 mg tablet", "Klonopin 2 mg", "white tablets"):
        row = {"name": name, "form": "tablet", "strength": "2 mg"}
        assert len(read(changed(products=[row])).products) == 1


@pytest.mark.parametrize(("key", "value"), [("mark_ml", "0.1"), ("drops_per_ml", 20)])
def test_a_described_liquid_has_a_measure(key: str, value: object) -> None:
    row = {"name": "drops", "form": "drops", "strength": "2 mg/5 mL", key: value}
    (item,) = read(changed(products=[row])).products
    assert item.product.form.is_liquid


def test_a_brand_means_the_drug_in_its_own_country() -> None:
    assert read(changed(treatment__drug="Klonopin")).treatment.drug_id == "clonazepam"
    assert read(changed(treatment__drug="Klonopin")).treatment.name_given == "Klonopin"


def test_a_drug_outside_our_scope_is_refused_and_not_called_bad_input() -> None:
    found = read_any(changed(treatment__drug="venlafaxine", products=["nonsense"], as_of="never"))
    assert isinstance(found, Refusal)
    assert "Do not stop" in found.text


def test_a_slip_in_the_drugs_name_is_offered_and_never_taken() -> None:
    with pytest.raises(BadInput, match="Did you mean"):
        read_any(changed(treatment__drug="clonapazam", products=[]))


def test_a_switch_to_another_drug_is_resolved_like_the_drug_itself() -> None:
    assert read(changed(preferences__switch_to="Valium")).preferences.switch_to == "diazepam"
    assert problems(changed(preferences__switch_to="morphine")) == ["preferences.switch_to"]


def test_both_formats_say_the_same() -> None:
    toml = b"""
as_of = 2026-11-22
country = "US"
goal = "stop"
products = ["us-clonazepam-tablet-0.5mg-scored"]
[treatment]
drug = "clonazepam"
intakes = [{ time = 22:00:00, dose = "1 mg" }, { time = "08:00", dose_mg = 0.5 }]
"""
    assert read_case(toml, "case.toml", KB) == read(changed())


def test_a_misspelt_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput, match='Did you mean "days_per_week"'):
        read_any(changed(treatment__days_a_week=7))


def test_one_fault_never_hides_another() -> None:
    tree = changed(
        as_of="soon", person__age="old", treatment__since="2021-02-30",
        conditions__flu="yes", preferences__dispense_days=0,
    )  # fmt: skip
    tree["treatment"]["intakes"][0]["dose"] = "1"
    tree["products"] = ["us-nothing"]
    assert problems(tree) == [
        "as_of", "conditions", "person.age", "preferences.dispense_days", "products#1.id",
        "treatment.intakes#1.dose", "treatment.since",
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["person", "products", "goal", "medicines", "conditions"])
def test_null_is_refused_and_never_taken_for_an_answer(place: str) -> None:
    assert place in {where.partition(".")[0] for where in problems(changed(**{place: None}))}


def test_a_product_is_not_doubted_where_the_drug_itself_could_not_be_read() -> None:
    assert problems(changed(treatment__drug="florbazine")) == ["treatment.drug"]


def test_a_drug_against_seizures_in_somebody_without_any_is_a_contradiction() -> None:
    for_seizures = {"treatment__indication": "epilepsy_absence"}
    assert problems(changed(**for_seizures, conditions={"epilepsy": "no"})) == [
        "conditions.epilepsy"
    ]
    for said in ("yes", "unknown"):
        assert problems(changed(**for_seizures, conditions={"epilepsy": said})) == []
    other = {"treatment__indication": "panic_disorder"}
    assert problems(changed(**other, conditions={"epilepsy": "no"})) == []


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
_places = st.sampled_from(
    ["as_of", "country", "goal", "products", "treatment", "person", "medicines", "conditions",
     "history", "preferences", "treatment__drug", "treatment__intakes", "person__age",
     "preferences__pace", "goal__daily_dose"]
)  # fmt: skip


@given(place=_places, value=_junk)
def test_whatever_stands_in_a_field_leads_to_an_answer_or_to_bad_input(
    place: str, value: object
) -> None:
    tree = changed()
    tree["goal"] = {"kind": "stop"}
    *above, last = place.split("__")
    holder = tree
    for part in above:
        holder = holder.setdefault(part, {})
    holder[last] = value
    assert isinstance(problems(tree), list)


@pytest.mark.parametrize(
    ("at_home", "allowed"),
    [("7.25", "whole ones and parts of 1/2"), ("0.1", "whole ones and parts of 1/2")],
)
def test_a_count_at_home_of_pieces_that_cannot_be_taken_is_refused(
    at_home: str, allowed: str
) -> None:
    row = {"id": "us-clonazepam-tablet-0.5mg-scored", "at_home": at_home}
    with pytest.raises(BadInput) as caught:
        read(answered() | {"products": [row]})
    [problem] = caught.value.problems
    assert (problem.where, problem.allowed) == ("products#1.at_home", allowed)


@pytest.mark.parametrize("at_home", ["7", "7.5", "0"])
def test_halves_at_home_count_where_the_product_may_be_halved(at_home: str) -> None:
    row = {"id": "us-clonazepam-tablet-0.5mg-scored", "at_home": at_home}
    assert read(answered() | {"products": [row]}).products[0].at_home == Fraction(at_home)


def test_half_a_tablet_at_home_that_may_not_be_divided_is_refused() -> None:
    row = {"name": "Mine", "form": "tablet", "strength": "1 mg", "at_home": "1.5"}
    with pytest.raises(BadInput, match=r"1½ of Mine -> allowed: whole ones\."):
        read(answered() | {"products": [row]})
