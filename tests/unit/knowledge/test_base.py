"""The knowledge base reads what is asked for and nothing else, and refuses what it has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from glidepath.domain.errors import BadInput
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.resolve import Resolved
from glidepath.knowledge.store import KnowledgeError


@pytest.fixture
def fresh() -> KnowledgeBase:
    return KnowledgeBase()


def test_the_packaged_base_is_made_once() -> None:
    assert KnowledgeBase.packaged() is KnowledgeBase.packaged()


def test_a_plan_for_one_drug_reads_only_its_files(fresh: KnowledgeBase) -> None:
    fresh.resolve("Clonazepam", "NL")
    fresh.drug("clonazepam")
    fresh.products("NL", "clonazepam")
    fresh.policy("joint-2025")
    read = set(fresh.store._texts)
    assert read == {
        "drugs/clonazepam.toml", "names/clonazepam.toml", "products/nl.toml",
        "products/compounded.toml", "policies/joint-2025.toml",
    }  # fmt: skip
    assert "products/nl.toml" not in fresh.store._raw


def test_what_was_read_once_is_kept(fresh: KnowledgeBase) -> None:
    assert fresh.drug("diazepam") is fresh.drug("diazepam")
    assert fresh.equivalence() is fresh.equivalence()
    assert fresh.outside() is fresh.outside()
    product = fresh.product("us-clonazepam-tablet-1mg")
    assert product in fresh.products("US", "clonazepam")
    assert fresh.source("joint-guideline-2025") is fresh.source("joint-guideline-2025#8")


def test_products_of_a_country_hold_those_a_pharmacy_can_make(fresh: KnowledgeBase) -> None:
    found = {product.availability for product in fresh.products("US", "clonazepam")}
    assert {"marketed", "compounded"} <= found


@pytest.mark.parametrize(
    ("ask", "given"),
    [
        ("drug", "phenazepam"),
        ("names", "phenazepam"),
        ("policy", "mine"),
        ("source", "nobody"),
        ("product", "us-nothing"),
        ("product", "zz-nothing"),
        ("product", ""),
    ],
)
def test_an_unknown_id_is_refused(fresh: KnowledgeBase, ask: str, given: str) -> None:
    with pytest.raises(BadInput, match="allowed"):
        getattr(fresh, ask)(given)


@pytest.mark.parametrize(("country", "drug"), [("ZZ", "clonazepam"), ("US", "aspirin")])
def test_products_of_an_unknown_country_or_drug_are_refused(
    fresh: KnowledgeBase, country: str, drug: str
) -> None:
    with pytest.raises(BadInput, match="one of"):
        fresh.products(country, drug)


def test_a_name_means_what_the_lists_say_without_a_country(fresh: KnowledgeBase) -> None:
    assert fresh.resolve("Klonopin") == Resolved("clonazepam", "a brand in US")


def test_the_version_changes_with_any_change_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = 1\n")
    knowledge = KnowledgeBase(tmp_path)
    first = knowledge.version()
    assert first == knowledge.version() == KnowledgeBase(tmp_path).version()
    (tmp_path / "a.toml").write_text("x = 1 \n")
    assert KnowledgeBase(tmp_path).version() != first
    assert len(first) == 12


def test_a_wrong_file_tells_all_its_problems_at_once(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "bad.toml").write_text(
        'id = "other"\ntitle = "t"\nsummary = "s"\nkind = "best"\ndefault_rank = 0\nextra = 1\n'
    )
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase(tmp_path).policy("bad")
    text = str(caught.value)
    assert "the id is not that of the file" in text
    assert "'best' is not one of" in text
    assert "0 is below 1" in text
    assert "missing, a table is needed @ policies/bad.toml: scope" in text
    assert "unknown key @ policies/bad.toml: extra" in text


def test_the_policy_that_a_plan_names_may_be_the_one_for_short_use_and_is_never_guessed() -> None:
    knowledge = KnowledgeBase.packaged()
    short = knowledge.short_use().policy
    assert knowledge.policy_of_plan(short.id) == short
    assert knowledge.policy_of_plan("joint-2025") == knowledge.policy("joint-2025")
    assert knowledge.policy_of_plan("joint-2026") is None
    assert short.id not in knowledge.policy_ids()
