"""Bibliographies name every document once, strongest first, and say what nobody verified."""

from __future__ import annotations

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.cite import bibliography, cite, unverified

KNOWLEDGE = KnowledgeBase.packaged()


def test_a_document_cited_at_two_places_is_listed_once() -> None:
    found = cite(KNOWLEDGE, ["joint-guideline-2025#8", "joint-guideline-2025#6"])
    assert [source.id for source in found.sources] == ["joint-guideline-2025"]
    assert found.not_read == ()
    assert found.doubts == ()


def test_labels_come_before_guidelines_and_our_own_proposals_last() -> None:
    named = ["glidepath-proposal", "joint-guideline-2025", "us-label-clonazepam"]
    found = cite(KNOWLEDGE, named)
    assert [source.id for source in found.sources] == named[::-1]


def test_facts_bring_their_sources_and_their_doubts() -> None:
    drug = KNOWLEDGE.drug("clonazepam")
    read = drug.label_maximum["US", "panic_disorder"]
    found = cite(KNOWLEDGE, [], [read, drug.stop_from])
    assert {"us-label-clonazepam", "glidepath-proposal"} <= {one.id for one in found.sources}
    (doubt,) = found.doubts
    assert doubt.confidence is Confidence.PROPOSED
    assert doubt.sources == drug.stop_from.sources


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(BadInput, match="id of a source"):
        cite(KNOWLEDGE, ["hearsay"])


def test_a_document_nobody_read_is_named_as_such() -> None:
    found = cite(KNOWLEDGE, ["uk-bnf-current"])
    assert found.not_read == found.sources


def test_the_whole_bibliography_lists_every_document_and_every_doubt() -> None:
    found = bibliography(KNOWLEDGE)
    assert {source.id for source in found.sources} == {one.id for one in KNOWLEDGE.sources()}
    assert found.doubts == unverified(KNOWLEDGE) == KNOWLEDGE.unverified()
    assert all(doubt.confidence is not Confidence.READ for doubt in found.doubts)


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("drugs/clonazepam.toml: half_life", "18 to 60 h"),
        ("drugs/clonazepam.toml: stop_from", "0.025 mg/day"),
        ("names/clonazepam.toml: brand[1]", "US: Ceberclon"),
        ("equivalence.toml: range.lorazepam", "1 to 2"),
    ],
)
def test_a_doubt_shows_its_place_and_its_value(where: str, shown: str) -> None:
    assert (where, shown) in [(doubt.where, doubt.shown) for doubt in KNOWLEDGE.unverified()]


def test_a_product_in_doubt_is_named_by_its_id() -> None:
    places = [doubt.where for doubt in KNOWLEDGE.unverified()]
    assert (
        "products/compounded.toml: product[compounded-clonazepam-suspension-0.1mg-ml].measure"
        in places
    )
