"""A scale that contradicts itself cannot be built, and its words are held by a checksum."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.scale import (
    Choice,
    Gate,
    Item,
    Missing,
    Option,
    Qualifier,
    Reckoning,
    ScaleDefinition,
)
from glidepath.domain.scale_text import Licence, ScaleText, Tier

TWO = (Option(0), Option(1))
SHIPPED = Licence(Tier.SHIPPED, "may be used", ("made-up",), "assumed", date(2026, 1, 1))
SCALE = ScaleDefinition(
    id="made-up",
    title="Made up",
    version="1",
    measures="nothing",
    licence=SHIPPED,
    recall="a week",
    recall_days=7,
    min_interval_days=7,
    reckoning=Reckoning.SUM,
    times=Fraction(1),
    lowest=Fraction(0),
    highest=Fraction(2),
    items=(Item("a", TWO), Item("b", TWO, raised_from=1), Item("c", TWO, scored=False)),
    gates=(Gate("a", ("b",), 1),),
    bands=None,
    missing=Fact(Missing(1, ("b",)), ("made-up",), Confidence.ASSUMED),
    mid=None,
    qualifiers=(Qualifier("form", "Which?", (Choice("one", Fraction(0), Fraction(2)),)),),
    sources=("made-up",),
    confidence="assumed",
    text_checksum="0",
)
LOCAL = replace(SHIPPED, tier=Tier.LOCAL)


def test_a_scale_finds_its_items_and_what_has_to_be_said_beside_a_total() -> None:
    assert SCALE.item("b") == SCALE.items[1]
    assert SCALE.item("z") is None
    assert [item.id for item in SCALE.red_flags] == ["b"]
    form = SCALE.qualifier("form")
    assert form is not None
    assert form.choice("one") == form.choices[0]
    assert form.choice("two") is None
    assert SCALE.qualifier("other") is None


def test_the_highest_answer_has_the_range_of_the_highest() -> None:
    assert replace(SCALE, reckoning=Reckoning.HIGHEST, highest=Fraction(1))


def test_a_scale_known_by_its_total_needs_no_items() -> None:
    assert replace(SCALE, items=(), gates=(), missing=None, highest=Fraction(80))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"items": (*SCALE.items, Item("a", TWO, scored=False))}, "two items of one name"),
        ({"gates": (Gate("a", ("z",), 1),)}, "items ['z'] that it has not"),
        ({"highest": Fraction(3)}, "a range that its items do not reach"),
        ({"times": Fraction(2)}, "a range that its items do not reach"),
        ({"licence": LOCAL}, "words that may not be shipped"),
        (
            {"missing": Fact(Missing(1), ("made-up",), Confidence.ASSUMED)},
            "a red-flag item that would be made up",
        ),
        ({"items": (Item("a", TWO, scored=False), Item("b", TWO, scored=False))}, "a range"),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(wrong: dict, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        replace(SCALE, **wrong)
    assert any(told in str(problem) for problem in refused.value.problems)


TEXT = ScaleText("made-up", "en", "In the last week", {"a": "Did you?"}, {"a": {0: "No", 1: "Yes"}})


@pytest.mark.parametrize(
    "other",
    [
        replace(TEXT, stem="In the last month"),
        replace(TEXT, items={"a": "Did you ever?"}),
        replace(TEXT, options={"a": {0: "Not at all", 1: "Yes"}}),
        replace(TEXT, options={"a": {0: "Yes", 1: "No"}}),
        replace(TEXT, language="de"),
    ],
)
def test_any_change_of_words_changes_the_checksum(other: ScaleText) -> None:
    assert len(TEXT.checksum) == 64
    assert other.checksum != TEXT.checksum


def test_the_notice_and_the_origin_are_no_part_of_the_words() -> None:
    assert replace(TEXT, notice="N", origin="here").checksum == TEXT.checksum
