"""What is typed becomes the same situation as the same case in a file, with the same rules."""

from datetime import date
from pathlib import Path

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.person import Known, Situation
from glidepath.interop.casefile import read_case
from glidepath.interop.casefile_tree import read_tree
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.back import fields_of
from glidepath.web.forms.example import example_fields
from glidepath.web.forms.labels import label_of
from glidepath.web.forms.merge import merged, with_rest
from glidepath.web.forms.read import read_fields
from glidepath.web.forms.topics import TOPIC_IDS, topic
from glidepath.web.forms.tree import tree_of

KB = KnowledgeBase.packaged()
EXAMPLES = Path(__file__).parents[3] / "examples"
CASES = [path for path in sorted(EXAMPLES.glob("*.toml")) if "\n[treatment]" in path.read_text()]
TODAY = date(2026, 11, 22)


def _by_id(situation):
    """The same with its products in one order: a form has them in the order of the catalogue."""
    if not isinstance(situation, Situation):
        return situation
    products = sorted(situation.products, key=lambda item: item.product.id)
    return {**{n: getattr(situation, n) for n in situation.__slots__}, "products": products}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_example_file_typed_into_the_form_is_the_same_situation(path):
    fields = fields_of(read_tree(path.read_bytes(), path.name))
    if "mark_ml" in str(fields):
        fields = dict(sorted(fields.items()))
    read = read_fields(fields, KB)
    expected = read_case(path.read_bytes(), path.name, KB)
    assert read.faults == ()
    assert _by_id(read.situation or read.refusal) == _by_id(expected)


def test_the_made_up_person_is_the_first_example_as_of_today():
    read = read_fields(example_fields(TODAY), KB)
    path = EXAMPLES / "clonazepam_panic.toml"
    assert read.situation == read_case(path.read_bytes(), path.name, KB)


def test_what_is_empty_is_left_out_of_the_case():
    assert tree_of({"label": "Person 1", "policy": "joint-2025"}).tree == {}


def test_would_not_say_counts_only_where_nothing_is_typed():
    assert tree_of({"person.age?": "on"}).tree == {"person": {"age": "refused"}}
    typed = {"person.age?": "on", "person.age": "41"}
    assert tree_of(typed).tree == {"person": {"age": 41}}
    assert tree_of(dict(reversed(typed.items()))).tree == {"person": {"age": 41}}


def test_rows_left_empty_are_closed_up_and_a_fault_still_finds_its_row():
    fields = {"treatment.intakes#1.time": "08:00", "treatment.intakes#4.dose": "1"}
    written = tree_of(fields)
    assert written.tree["treatment"]["intakes"] == [{"time": "08:00"}, {"dose": "1"}]
    assert written.field_of("treatment.intakes#2.dose") == "treatment.intakes#4.dose"
    assert written.field_of("treatment.intakes#2") == "treatment.intakes#4"
    assert written.field_of("goal.kind") == "goal.kind"


def test_a_number_of_tablets_is_told_at_the_product_it_belongs_to():
    fields = example_fields(TODAY) | {"at_home.us-clonazepam-tablet-1mg": "many"}
    (fault,) = read_fields(fields, KB).faults
    assert fault.anchor == "f-products-us-clonazepam-tablet-1mg-at-home"
    assert fault.topic == "products"


def test_a_described_product_is_read_with_its_splits_and_its_drops():
    fields = example_fields(TODAY) | {
        "described.name": "Own drops", "described.form": "drops",
        "described.strength": "2.5 mg/mL", "described.drops_per_ml": "25",
    }  # fmt: skip
    read = read_fields(fields, KB)
    assert read.situation.products[-1].product.declared
    broken = fields | {"described.drops_per_ml": "many", "described.splits": "1/2 1/7"}
    assert {fault.topic for fault in read_fields(broken, KB).faults} == {"products"}


def test_every_problem_is_told_at_once_with_its_page_and_its_words():
    fields = example_fields(TODAY) | {
        "person.age": "old", "treatment.drug": "clonazepan", "history.failed_tapers": "-1",
        "preferences.end_on": "2020-01-01",
    }  # fmt: skip
    faults = read_fields(fields, KB).faults
    assert [fault.topic for fault in faults if fault.topic == "taken"]
    assert {fault.topic for fault in faults} >= {"who", "taken", "history"}
    assert "Did you mean" in next(one.next_step for one in faults if one.topic == "taken")
    assert {fault.label for fault in faults} >= {"Age in years", "Drug"}


def test_a_drug_outside_our_scope_is_a_refusal_and_no_fault():
    read = read_fields(example_fields(TODAY) | {"treatment.drug": "phenobarbital"}, KB)
    assert read.refusal is not None
    assert read.situation is None
    assert read.faults == ()


def test_a_file_with_more_than_the_form_has_room_for_is_refused():
    described = {"name": "A", "form": "tablet", "strength": "1 mg"}
    with pytest.raises(BadInput):
        fields_of({"products": [described, described]})
    with pytest.raises(BadInput):
        fields_of({"treatment": {"intakes": ["08:00"]}})


def test_every_condition_and_every_fact_of_history_has_its_question():
    from glidepath.domain.person import Condition, History, UseCriterion

    names = {
        field.name for one in TOPIC_IDS for group in topic(one, KB).groups for field in group.fields
    }
    assert names >= {f"conditions.{one}" for one in Condition}
    assert names >= {f"use_criteria.{one}" for one in UseCriterion}
    assert names >= {f"history.{name}" for name in History.__dataclass_fields__}


def test_a_field_without_a_label_of_its_own_is_named_by_its_place():
    assert label_of("treatment.intakes#2.dose", KB) == "Intakes 2 dose"
    assert label_of("person.age", KB) == "Age in years"


def test_what_only_one_of_two_people_changed_is_kept():
    base = {"person.age": "41", "person.sex": "female"}
    found = merged("who", base, base | {"person.sex": "male"}, base | {"person.age": "42"})
    assert found.clashes == ()
    assert found.fields == {"person.age": "42", "person.sex": "male"}


def test_what_two_people_changed_differently_is_asked_and_not_decided():
    base = {"person.age": "41"}
    found = merged("who", base, {"person.age": "42"}, {"person.age": "43"})
    (clash,) = found.clashes
    assert (clash.before, clash.theirs, clash.yours) == ("41", "42", "43")
    assert found.fields == {"person.age": "42"}


def test_what_somebody_emptied_is_gone_and_other_pages_stay():
    base = {"person.age": "41", "treatment.drug": "clonazepam"}
    assert merged("who", base, base, {}).fields == {"treatment.drug": "clonazepam"}


def test_no_for_the_rest_answers_only_what_is_open():
    answered = with_rest({"conditions.falls": "yes"}, ("conditions.falls", "conditions.frailty"))
    assert answered == {"conditions.falls": "yes", "conditions.frailty": "no"}


def test_an_age_is_reckoned_from_a_day_of_birth():
    fields = example_fields(TODAY) | {"person.birth_date": "1985-11-23"}
    del fields["person.age"]
    assert read_fields(fields, KB).situation.person.age_years == Known(40)
