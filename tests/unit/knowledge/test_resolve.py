"""From a name as a person wrote it: a drug, a question, a refusal, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.resolve import (
    OutOfScope,
    Resolved,
    Suggestion,
    Unknown,
    fold,
    one_letter_apart,
)

KNOWLEDGE = KnowledgeBase.packaged()


@pytest.mark.parametrize(
    ("text", "country", "drug"),
    [
        ("clonazepam", None, "clonazepam"),
        ("  CLONAZEPAM ", "US", "clonazepam"),
        ("Clonazépam", "FR", "clonazepam"),
        ("zolpidem  tartrate", "US", "zolpidem"),
        ("Klonopin", "US", "clonazepam"),
        ("klonopin®", "US", "clonazepam"),
        ("RIVOTRIL", "NL", "clonazepam"),
        ("Rivotril", None, "clonazepam"),
        ("Loreev-XR", "US", "lorazepam"),
        ("Tavor", "DE", "lorazepam"),
    ],
)
def test_own_names_and_brands_of_the_country_are_taken(
    text: str, country: str | None, drug: str
) -> None:
    found = KNOWLEDGE.resolve(text, country)
    assert isinstance(found, Resolved)
    assert found.drug == drug


@pytest.mark.parametrize("text", ["clonazapam", "klonipin", "Clonazepan", "xanex", "diazapam"])
def test_a_common_slip_is_asked_about_and_never_taken(text: str) -> None:
    assert isinstance(KNOWLEDGE.resolve(text, "US"), Suggestion)


def test_a_brand_of_another_country_is_asked_about() -> None:
    found = KNOWLEDGE.resolve("Rivotril", "US")
    assert isinstance(found, Suggestion)
    assert found.candidates[0].drug == "clonazepam"
    assert "UK" in found.candidates[0].because


def test_one_letter_away_is_asked_about() -> None:
    found = KNOWLEDGE.resolve("lorazepamm", "US")
    assert isinstance(found, Suggestion)
    assert [one.drug for one in found.candidates] == ["lorazepam"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("phenobarbital", "barbiturate"),
        ("Sertraline", "antidepressant"),
        ("oxycodone", "opioid"),
        ("Lyrica", "gabapentinoid"),
        ("quetiapine", "antipsychotic"),
        ("carbamazepine", "antiseizure"),
        ("alcohol", "alcohol"),
        ("bromazepam", "other_benzodiazepine"),
        ("clonidine", "look_alike"),
        ("clonazolam", "other_benzodiazepine"),
    ],
)
def test_what_we_do_not_plan_for_is_refused_with_do_not_stop_it(text: str, kind: str) -> None:
    found = KNOWLEDGE.resolve(text, "US")
    assert isinstance(found, OutOfScope)
    assert found.kind == kind
    assert found.name == text
    assert found.text.startswith(f"We cannot plan for {text}. Do not stop it")
    assert found.sources


@pytest.mark.parametrize(
    "text",
    [
        "clonazepam 0.5 mg",
        "clona",
        "pam",
        "zepam",
        "",
        " ",
        "Klonopin tablets",
        "x" * 500,
        "氯硝西泮",
    ],
)
def test_a_part_of_a_name_or_more_than_a_name_is_unknown(text: str) -> None:
    assert isinstance(KNOWLEDGE.resolve(text, "US"), Unknown)


@given(st.text(max_size=40), st.sampled_from([None, "US", "NL", "ZZ"]))
def test_any_text_gets_an_answer_and_only_listed_names_are_taken(
    text: str, country: str | None
) -> None:
    found = KNOWLEDGE.resolve(text, country)
    if isinstance(found, Resolved):
        names = KNOWLEDGE.names(found.drug)
        brands = [fact.value for facts in names.brands.values() for fact in facts]
        assert fold(text) in map(fold, (*names.generic, *brands))


def test_every_misspelling_on_file_leads_to_a_question_in_every_country() -> None:
    for drug_id in KNOWLEDGE.drug_ids():
        for slip in KNOWLEDGE.names(drug_id).misspellings:
            for country in KNOWLEDGE.countries():
                found = KNOWLEDGE.resolve(slip, country)
                assert isinstance(found, Suggestion), (slip, country)
                assert drug_id in [one.drug for one in found.candidates]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("lorazepam", "lorazepam", False),
        ("lorazepam", "lorazepan", True),
        ("lorazepam", "lorazpam", True),
        ("lorazepam", "lorazepaam", True),
        ("lorazepam", "lorzaepam", True),
        ("lorazepam", "clonazepam", False),
        ("ab", "ba", True),
        ("abc", "cba", False),
        ("", "a", True),
        ("", "", False),
        ("abcd", "badc", False),
    ],
)
def test_one_letter_put_in_left_out_changed_or_swapped(one: str, other: str, near: bool) -> None:
    assert one_letter_apart(one, other) is near
    assert one_letter_apart(other, one) is near
