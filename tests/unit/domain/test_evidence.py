"""Every statement has a source, and a choice between sources a reason."""

from __future__ import annotations

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact, Source


@pytest.mark.parametrize(
    ("confidence", "mark"),
    [(Confidence.READ, ""), (Confidence.SECONDARY, ""), (Confidence.DERIVED, ""),
     (Confidence.UNVERIFIED, "unverified"), (Confidence.PROPOSED, "proposed"),
     (Confidence.ASSUMED, "assumed")],
)  # fmt: skip
def test_a_figure_nobody_has_verified_carries_a_word_that_says_so(
    confidence: Confidence, mark: str
) -> None:
    assert confidence.mark == mark


@pytest.mark.parametrize(
    ("name", "title", "where"), [("", "T", "W"), ("i", "", "W"), ("i", "T", "")]
)
def test_a_source_nobody_could_find_again_is_refused(name: str, title: str, where: str) -> None:
    with pytest.raises(BadInput, match="an id, a title and where it stands"):
        Source(name, title, "body", 2025, where, "primary", "label")


def test_a_source_may_have_no_year() -> None:
    assert Source("i", "T", "body", None, "W", "primary", "label").note == ""


def test_a_fact_without_a_source_is_refused() -> None:
    with pytest.raises(BadInput, match="fact: 7 -> allowed: at least one source"):
        Fact(7, (), Confidence.READ)


def test_a_fact_chosen_between_sources_says_why() -> None:
    with pytest.raises(BadInput, match="fact: 7 -> allowed: a reason for the value chosen"):
        Fact(7, ("a",), Confidence.READ, others=((8, "b"),))
    assert Fact(7, ("a",), Confidence.READ, others=((8, "b"),), why="newer").value == 7
