"""The rules' facts come from the packaged knowledge, and nothing allows more by being unknown."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.book import rule_book
from glidepath.safety.facts import Group, read_book, rule_facts
from glidepath.safety.pages import book, rules_listed
from tests.cases import given as people

KB = KnowledgeBase.packaged()


def facts(drug: str, **given: Any) -> Any:
    return rule_facts(rule_book(KB), KB.drug(drug), people.situation(given), ())


@pytest.mark.parametrize(
    ("drug", "given", "mg"),
    [
        ("clonazepam", {}, "4"),
        ("clonazepam", {"indication": "epilepsy_other"}, "20"),
        ("clonazepam", {"country": "UK"}, "20"),
        ("clonazepam", {"unknown": ["treatment.indication"]}, "4"),
        ("lorazepam", {"indication": "insomnia", "country": "UK"}, "2"),
    ],
)
def test_the_maximum_is_that_of_country_and_use_and_the_lowest_where_the_use_is_unknown(
    drug: str, given: dict[str, Any], mg: str
) -> None:
    assert facts(drug, **given).label_maximum.value == Mass.from_mg(mg)


def test_a_country_without_a_label_has_no_maximum_and_no_uses() -> None:
    told = facts("clonazepam", country="ZZ", unknown=["treatment.indication"])
    assert told.label_maximum is None
    assert told.licensed_uses is None


def test_what_the_products_cannot_make_is_passed_on_and_not_looked_is_not_none() -> None:
    situation = people.situation({})
    drug = KB.drug("clonazepam")
    assert rule_facts(rule_book(KB), drug, situation).unmakeable is None
    assert rule_facts(rule_book(KB), drug, situation, ["0.3 mg"]).unmakeable == ("0.3 mg",)


def test_a_medicine_is_known_by_name_or_by_the_class_given_and_else_unknown() -> None:
    told = people.facts({})
    assert told.groups_of(" Oxycodone ") == (Group.OPIOID,)
    assert set(told.groups_of("tramadol") or ()) == {Group.OPIOID, Group.SEIZURE_THRESHOLD_LOWERING}
    assert told.groups_of("brandx", "opioid") == (Group.OPIOID,)
    assert told.groups_of("brandx", "nonsense") is None
    assert told.groups_of("brandx") is None


def test_the_quick_book_is_the_whole_book_without_its_examples() -> None:
    whole, quick = read_book(KB.raw), rule_book(KB)
    for rule_id, rule in whole.rules.items():
        short = quick.rules[rule_id]
        assert short.examples == ()
        assert (short.says, short.limits, short.words) == (rule.says, rule.limits, rule.words)
    assert (quick.risk, quick.questions) == (whole.risk, whole.questions)


def test_every_class_of_medicines_has_names() -> None:
    grouped = {group for groups in people.book().medicine_groups.values() for group in groups}
    assert grouped == {*Group}


def test_the_book_of_rules_has_a_page_for_every_rule_with_its_marks_and_examples() -> None:
    text = book(KB)
    for rule in rules_listed(KB):
        assert f"### {rule.id}\n" in text
        assert all(example["name"] in text for example in rule.examples)
        assert all(f"`{source}`" in text for source in rule.every_source)
    assert "2 (proposed) days" in text


def test_every_source_of_rules_and_questions_resolves() -> None:
    for rule in people.book().rules.values():
        for source in rule.every_source:
            assert KB.source(source).title


def test_every_word_for_a_class_of_text_is_there() -> None:
    phrases = people.book().phrases
    assert {f"care.{name}" for name in ("outpatient", "closer_supervision", "specialist")} <= set(
        phrases
    )


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("N02AA05", (Group.OPIOID,)),
        ("n02ax02", (Group.OPIOID, Group.SEIZURE_THRESHOLD_LOWERING)),
        ("N03AG01", (Group.VALPROATE, Group.ANTISEIZURE)),
        ("C09AA03", (Group.OTHER,)),
        ("L01AA01", None),
        ("N02A", None),
    ],
)
def test_a_medicine_is_known_by_its_atc_code_and_the_longest_beginning_decides(
    code: str, groups: tuple[Group, ...] | None
) -> None:
    assert people.facts({}).groups_of(code) == groups


def test_a_medicine_with_a_name_and_a_code_is_of_the_same_classes_by_both() -> None:
    told = people.facts({})
    pairs = {"tramadol": "N02AX02", "zolpidem": "N05CF02", "carbamazepine": "N03AF01",
             "hydroxyzine": "N05BB01", "sertraline": "N06AB06", "propranolol": "C07AA05",
             "fluvoxamine": "N06AB08", "pregabalin": "N02BF02", "apixaban": "B01AF02"}  # fmt: skip
    for name, code in pairs.items():
        assert set(told.groups_of(name) or ()) == set(told.groups_of(code) or ()), name
