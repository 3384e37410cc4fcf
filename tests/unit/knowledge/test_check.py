"""Every rule of the data is broken once on purpose, and found."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.check import named_sources, problems_of
from glidepath.knowledge.store import PACKAGED, KnowledgeError

# One broken file among a hundred sound ones: the sound ones need not be parsed each time.
_loads = tomllib.loads


@cache
def _parsed(text: str, parse_float: Any) -> dict[str, Any]:
    return _loads(text, parse_float=parse_float)


Change = Callable[[str, str, str], KnowledgeBase]


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Change:
    """A copy of the data in which one piece of one file is another."""
    monkeypatch.setattr(tomllib, "loads", _parsed)

    def change(path: str, old: str, new: str) -> KnowledgeBase:
        root = tmp_path / "data"
        shutil.copytree(PACKAGED, root)
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return KnowledgeBase(root)

    return change


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("drugs/clonazepam.toml", 'low = "18"', "low = 18.5", "not an exact number"),
        ("drugs/clonazepam.toml", 'low = "18"', 'low = "99"', "in order"),
        ("drugs/clonazepam.toml", 'unit = "h"', 'unit = "min"', "the unit is not h"),
        ("drugs/clonazepam.toml", 'id = "clonazepam"', 'id = "clobazam"', "not that of the file"),
        ("drugs/clonazepam.toml", 'value = "N03AE01"', 'value = "N03"', "a code such as"),
        ("drugs/clonazepam.toml", 'use = ["panic_disorder"]', 'use = ["panic"]', "not one of"),
        ("drugs/clonazepam.toml", 'country = "US"', 'country = "USA"', "not one of US"),
        (
            "drugs/clonazepam.toml",
            '[[schedule]]\ncountry = "UK"',
            '[[schedule]]\ncountry = "US"',
            "US stands here twice",
        ),
        (
            "drugs/clonazepam.toml",
            '[[maximum]]\ncountry = "US"\nuse = ["any"]',
            '[[maximum]]\ncountry = "US"\nuse = ["panic_disorder"]',
            "US panic_disorder stands here twice",
        ),
        ("drugs/lorazepam.toml", 'confidence = "derived"', 'confidence = "certain"', "not one of"),
        ("drugs/lorazepam.toml", '"us-label-lorazepam"', '"us-labell"', "no source 'us-labell'"),
        ("drugs/lorazepam.toml", 'value = "0.05"', 'value = "0.06"', "does not follow"),
        ("names/lorazepam.toml", '"Ativan"', '"Klonopin"', "also means"),
        ("names/lorazepam.toml", '"atavan"', '"Ativan"', "is a real name"),
        ("out_of_scope.toml", '"heroin"', '"Valium"', "is one of our names"),
        ("out_of_scope.toml", "for {name}", "for this", "no place for {name}"),
        (
            "equivalence.toml",
            'low = "20"\ntypical = "25"',
            'low = "21"\ntypical = "25"',
            "the tables end at 20",
        ),
        ("equivalence.toml", "[range.zopiclone]", "[range.zaleplon]", "no range for zopiclone"),
        ("products/us.toml", 'drug = "clonazepam"', 'drug = "clonazolam"', "no drug 'clonazolam'"),
        ("products/us.toml", 'country = "US"', 'country = "UK"', "not the country of the file"),
        (
            "products/us.toml",
            'id = "us-clonazepam-tablet-1mg"',
            'id = "us-clonazepam-tablet-2mg"',
            "stands here 2 times",
        ),
        ("products/us.toml", 'parts = ["1/2"]', 'parts = ["2/1"]', "splits such as"),
        ("products/us.toml", 'parts = ["1/2"]', 'parts = ["half"]', "is not a part such as"),
        ("products/us.toml", 'form = "tablet"', 'form = "drops"', "strength per volume"),
        ("products/us.toml", "[product.splits]", "[product.spilts]", "missing, a table is needed"),
        ("products/nl.toml", 'drops_per_ml = "25"', 'drops_per_ml = "25.5"', "whole number of"),
        ("policies/nardi-2010.toml", 'drugs = ["clonazepam"]', 'drugs = ["x"]', "no drug 'x'"),
        ("policies/nardi-2010.toml", 'unit_drug = "clonazepam"', "", "mg without the drug"),
        (
            "policies/nardi-2010.toml",
            '["panic_disorder"]',
            '["panic"]',
            "not one of panic_disorder",
        ),
        ("policies/nardi-2010.toml", "[pace.usual]", "[pace.quick]", "not one of gentle"),
        ("policies/nardi-2010.toml", 'above_mg = "1"', 'above_mg = "0"', "bands"),
        (
            "policies/cks-2018-diazepam.toml",
            'above_mg = "20"',
            'above_mg = "7"',
            "from the highest dose down",
        ),
        ("policies/joint-2025.toml", 'fall = "0.25"', 'fall = "1.25"', "0 to 1"),
        ("policies/joint-2025.toml", "shortest = 14", "shortest = 7", "ceiling's window"),
        ("policies/joint-2025.toml", "[ceiling]", "[ceilling]", "unknown key"),
    ],
)
def test_each_broken_rule_is_found_at_its_place(
    changed: Change, path: str, old: str, new: str, problem: str
) -> None:
    found = problems_of(changed(path, old, new))
    assert any(problem in one for one in found), found


def test_a_file_that_is_not_toml_is_named_and_the_rest_waits(changed: Change) -> None:
    (problem,) = problems_of(changed("drugs/diazepam.toml", 'id = "diazepam"', "id = "))
    assert problem.endswith("@ drugs/diazepam.toml: whole file")


def test_a_source_that_no_table_opens_is_found(changed: Change) -> None:
    knowledge = changed("sources/reference.toml", "[who-atc]", '["who-atc"]')
    found = problems_of(knowledge)
    assert any("'who-atc'" in one for one in found), found


def test_a_source_defined_twice_is_found(changed: Change) -> None:
    knowledge = changed("sources/reference.toml", "[who-atc]", "[joint-guideline-2025]")
    assert any("is defined 2 times" in one for one in problems_of(knowledge))


@pytest.mark.parametrize("hidden", ['[[product]]\nid = "x"', "[[product]]"])
def test_a_record_hidden_in_a_long_text_is_found(changed: Change, hidden: str) -> None:
    long_text = f'maker = """\n{hidden}\n"""\n[product.strength]'
    found = problems_of(changed("products/us.toml", "[product.strength]", long_text))
    assert any("do not add up" in one for one in found), found


def test_where_a_person_got_a_medicine_is_not_taken_for_a_document() -> None:
    rule = {
        "source": "a",
        "example": [{"given": {"source": "bought"}}],
        "deep": [{"sources": ["b"]}],
    }
    assert list(named_sources(rule)) == [("source", "a"), ("deep[0].sources", "b")]


def test_two_broken_files_are_told_together(changed: Change) -> None:
    knowledge = changed("drugs/diazepam.toml", 'unit = "h"', 'unit = "d"')
    other = knowledge.store.root / "drugs" / "lorazepam.toml"
    other.write_text(other.read_text(encoding="utf-8").replace('unit = "h"', 'unit = "d"', 1))
    with pytest.raises(KnowledgeError) as caught:
        knowledge.check_all()
    named = {problem.partition(" @ ")[2].partition(":")[0] for problem in caught.value.problems}
    assert {"drugs/diazepam.toml", "drugs/lorazepam.toml"} <= named
