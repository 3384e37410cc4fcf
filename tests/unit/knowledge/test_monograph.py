"""A monograph says everything the data say of a drug, home country first, doubts marked."""

from __future__ import annotations

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.monograph import Monograph, Row, monograph

KNOWLEDGE = KnowledgeBase.packaged()


def rows(page: Monograph, title: str) -> dict[str, Row]:
    (section,) = [section for section in page.sections if section.title == title]
    return {row.label: row for row in section.rows}


def test_the_home_country_comes_first() -> None:
    page = monograph(KNOWLEDGE, "clonazepam", "NL")
    for title in ("Legal class", "Licensed for"):
        assert next(iter(rows(page, title))) == "NL"


def test_limits_name_their_use_and_country() -> None:
    found = rows(monograph(KNOWLEDGE, "clonazepam", "US"), "Highest daily dose on the label")
    assert found["US, panic disorder"].text == "4 mg"
    assert found["US, epilepsy"].text == "20 mg"
    assert found["US, any use"].confidence is Confidence.PROPOSED
    assert found["UK, any other use, epilepsy"].text == "20 mg"


def test_every_table_of_equivalent_doses_is_shown_beside_the_range() -> None:
    title = "Doses that tables call equal to 10 mg of diazepam"
    found = rows(monograph(KNOWLEDGE, "clonazepam", "US"), title)
    assert found["Range"].text == "0.5 to 1 mg (typical 1 mg)"
    assert found["Ashton 2002, 2007"].text == "0.5 mg"
    assert found["VA/DoD 2021"].text == "1 mg"
    assert found["Canada 2010 (NOUGG), table B-6.1"].confidence is Confidence.UNVERIFIED


def test_a_figure_that_never_ends_says_about() -> None:
    title = "Doses that tables call equal to 10 mg of diazepam"
    found = rows(monograph(KNOWLEDGE, "oxazepam", "US"), title)
    assert found["Analysis code of a US trial"].text == "about 30.3 mg"


def test_other_sources_stand_beside_the_value_chosen_with_the_reason() -> None:
    row = rows(monograph(KNOWLEDGE, "clonazepam", "US"), "How long it stays")["Half-life"]
    assert row.text.startswith("18 to 60 h (typical 39 h); also 18 to 50 h (ashton-table)")
    assert "volunteer study" in row.note


def test_an_active_metabolite_has_a_row_of_its_own() -> None:
    found = rows(monograph(KNOWLEDGE, "diazepam", "US"), "How long it stays")
    assert list(found) == ["Half-life", "Half-life of its active metabolite, nordiazepam"]


def test_products_say_how_they_may_be_taken() -> None:
    found = rows(monograph(KNOWLEDGE, "clonazepam", "NL"), "Products in NL")
    assert found["Rivotril (clonazepam) 2.5 mg/mL oral drops"].text == "0.1 mg in a drop"
    assert found["clonazepam 0.25 mg tablet"].text == "may be taken whole only"
    quartered = found["Rivotril (clonazepam) 2 mg tablet, cross-scored"].text
    assert quartered == "may be taken whole or as 1/2, 1/4"
    liquid = found["clonazepam 0.1 mg/mL pharmacy-made suspension"]
    assert liquid.text == "0.01 mg at a mark"
    assert liquid.confidence is Confidence.ASSUMED


def test_a_country_without_a_catalogue_has_no_section_of_products() -> None:
    page = monograph(KNOWLEDGE, "clonazepam", "FR")
    assert not [section for section in page.sections if section.title.startswith("Products")]


@pytest.mark.parametrize("drug_id", KNOWLEDGE.drug_ids())
def test_every_source_of_every_monograph_can_be_found(drug_id: str) -> None:
    page = monograph(KNOWLEDGE, drug_id, "US")
    assert page.name == drug_id
    assert page.note
    assert all(KNOWLEDGE.source(source).title for source in page.sources)


def test_an_unknown_drug_is_refused() -> None:
    with pytest.raises(BadInput, match="one of"):
        monograph(KNOWLEDGE, "aspirin", "US")
