"""The data that come with glidepath: complete, cited, and at peace with each other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from glidepath.domain.evidence import Confidence
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.check import problems_of

DRUGS = (
    "alprazolam", "chlordiazepoxide", "clobazam", "clonazepam", "diazepam", "lorazepam",
    "nitrazepam", "oxazepam", "temazepam", "zolpidem", "zopiclone",
)  # fmt: skip
COUNTRIES = ("AU", "CA", "CH", "DE", "ES", "IE", "IT", "NL", "UK", "US")


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return KnowledgeBase.packaged()


def test_every_file_of_the_packaged_data_keeps_every_rule(knowledge: KnowledgeBase) -> None:
    assert problems_of(knowledge) == ()


def test_the_eleven_drugs_and_ten_countries_are_there(knowledge: KnowledgeBase) -> None:
    assert knowledge.drug_ids() == DRUGS
    assert set(COUNTRIES) <= set(knowledge.countries())


@pytest.mark.parametrize("drug_id", DRUGS)
def test_each_drug_has_names_codes_uses_limits_and_a_legal_class(drug_id: str) -> None:
    drug = KnowledgeBase.packaged().drug(drug_id)
    assert drug.atc is not None
    assert drug.names
    assert drug.misspellings
    assert drug.indications
    assert drug.label_maximum
    assert drug.schedule


def test_only_zolpidem_and_zopiclone_are_z_drugs(knowledge: KnowledgeBase) -> None:
    z_drugs = [one for one in knowledge.drug_ids() if knowledge.drug(one).is_z_drug]
    assert z_drugs == ["zolpidem", "zopiclone"]


def test_clonazepam_stands_among_the_antiepileptics_and_not_the_anxiolytics() -> None:
    atc = KnowledgeBase.packaged().drug("clonazepam").atc
    assert atc is not None
    assert atc.code == "N03AE01"


def test_whoever_looks_clonazepam_up_is_told_that_a_code_list_may_miss_it() -> None:
    note = KnowledgeBase.packaged().drug("clonazepam").note
    assert "antiepileptics" in note
    assert "misses it" in note


@pytest.mark.parametrize(
    ("drug_id", "country", "use", "mg"),
    [
        ("clonazepam", "US", "panic_disorder", "4"),
        ("clonazepam", "US", "epilepsy_other", "20"),
        ("clonazepam", "US", "insomnia", "4"),
        ("clonazepam", "UK", "epilepsy_absence", "20"),
        ("diazepam", "UK", "severe_anxiety", "30"),
        ("lorazepam", "US", "generalised_anxiety", "10"),
        ("lorazepam", "UK", "insomnia", "2"),
        ("alprazolam", "US", "generalised_anxiety", "4"),
        ("alprazolam", "US", "panic_disorder", "10"),
        ("temazepam", "UK", "insomnia", "40"),
        ("zopiclone", "UK", "insomnia", "7.5"),
        ("zolpidem", "US", "insomnia", "10"),
    ],
)
def test_label_maxima_are_those_of_the_labels(
    knowledge: KnowledgeBase, drug_id: str, country: str, use: str, mg: str
) -> None:
    maximum = knowledge.drug(drug_id).label_maximum_for(country, use)
    assert maximum is not None
    assert maximum.value == Mass.from_mg(mg)


def test_a_country_without_a_label_figure_gives_none_and_no_guess(
    knowledge: KnowledgeBase,
) -> None:
    assert knowledge.drug("oxazepam").label_maximum_for("DE", "severe_anxiety") is None


def test_panic_disorder_is_licensed_for_clonazepam_in_the_us_only(
    knowledge: KnowledgeBase,
) -> None:
    licensed = knowledge.drug("clonazepam").indications
    countries = [place for place, fact in licensed.items() if "panic_disorder" in fact.value]
    assert countries == ["US"]


def test_what_rests_on_memory_never_counts_as_read(knowledge: KnowledgeBase) -> None:
    doubts = {(doubt.where, doubt.shown) for doubt in knowledge.unverified()}
    for drug_id in knowledge.drug_ids():
        drug = knowledge.drug(drug_id)
        facts = [*drug.schedule.values(), *drug.label_maximum.values()]
        facts += [fact for brands in drug.names.values() for fact in brands]
        for fact in facts:
            if fact.sources == ("from-memory",):
                assert fact.confidence is Confidence.UNVERIFIED
    assert doubts


def test_a_figure_read_nowhere_is_never_marked_as_read(knowledge: KnowledgeBase) -> None:
    unread = {source.id for source in knowledge.sources() if source.read == "memory"}
    for drug_id in knowledge.drug_ids():
        drug = knowledge.drug(drug_id)
        for fact in [*drug.label_maximum.values(), *drug.indications.values()]:
            if fact.confidence is Confidence.READ:
                assert set(fact.sources) - unread


def test_a_clonazepam_half_of_the_us_tablet_is_a_quarter_milligram(
    knowledge: KnowledgeBase,
) -> None:
    product = knowledge.product("us-clonazepam-tablet-0.5mg-scored")
    assert [portion.mass for portion in product.portions] == [
        Mass.from_mg("0.5"),
        Mass.from_mg("0.25"),
    ]
    assert product.splits.value == (Fraction(1, 2),)


def test_every_drug_has_a_product_somewhere(knowledge: KnowledgeBase) -> None:
    for drug_id in knowledge.drug_ids():
        assert any(knowledge.products(country, drug_id) for country in knowledge.countries())


def test_every_policy_can_be_read(knowledge: KnowledgeBase) -> None:
    policies = [knowledge.policy(policy_id) for policy_id in knowledge.policy_ids()]
    assert len(policies) >= 12
    assert min(policies, key=lambda policy: policy.default_rank).id == "joint-2025"
