"""The tables of equivalent doses as published, and the laws every conversion keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import EquivalentRange, Purpose

EQUIVALENCE = KnowledgeBase.packaged().equivalence()
RANGED = tuple(EQUIVALENCE.ranges)
drugs = st.sampled_from(RANGED)
doses = st.integers(1, 400).map(lambda units: Mass(units * 125_000))


def convert(dose: Mass, one: str, other: str, table: str | None = None) -> EquivalentRange:
    return EQUIVALENCE.equivalent(
        dose, one, other, table, purpose=Purpose.ARITHMETIC, epilepsy=False
    )


@pytest.mark.parametrize(
    ("table", "drug", "low", "high"),
    [
        ("ashton", "clonazepam", "0.5", "0.5"),
        ("ashton", "bromazepam", "5", "6"),
        ("ashton", "zopiclone", "15", "15"),
        ("vadod-2021", "clonazepam", "1", "1"),
        ("vadod-2021", "temazepam", "15", "15"),
        ("scotland-2024", "clonazepam", "0.5", "0.5"),
        ("scotland-2024", "lorazepam", "1", "1"),
        ("medscape", "clonazepam", "0.5", "0.5"),
        ("medscape", "chlordiazepoxide", "20", "25"),
        ("medscape", "nitrazepam", "5", "10"),
        ("smart-care-2018", "lorazepam", "2", "2"),
        ("norway", "oxazepam", "20", "20"),
        ("denmark-2008", "clonazepam", "1", "1"),
        ("uk-sps", "alprazolam", "0.5", "0.5"),
        ("nougg-2010", "clonazepam", "1", "2"),
        ("us-nudge-trial", "lorazepam", "2", "2"),
    ],
)
def test_each_table_is_kept_as_it_was_published(table: str, drug: str, low: str, high: str) -> None:
    row = EQUIVALENCE.tables[table].rows[drug]
    assert (row.low, row.high) == (Fraction(low), Fraction(high))


def test_two_milligrams_of_clonazepam_are_twenty_to_forty_of_diazepam() -> None:
    found = EQUIVALENCE.in_reference(Mass.from_mg("2"), "clonazepam")
    assert (found.low, found.high) == (20, 40)
    assert {"ashton", "vadod-2021", "denmark-2008"} <= set(found.tables)
    assert "nougg-2010" not in found.tables


def test_one_named_table_gives_its_own_figure_and_its_own_source() -> None:
    found = convert(Mass.from_mg("2"), "clonazepam", "diazepam", "vadod-2021")
    assert (found.low, found.typical, found.high) == (20, 20, 20)
    assert found.tables == ("vadod-2021",)
    assert "vadod-2021" in found.sources


@given(dose=doses, one=drugs, other=drugs)
def test_low_typical_and_high_are_in_order(dose: Mass, one: str, other: str) -> None:
    found = convert(dose, one, other)
    assert 0 < found.low <= found.typical <= found.high


@given(one=drugs, other=drugs)
def test_there_and_back_is_one(one: str, other: str) -> None:
    milligram = Mass.from_mg("1")
    there, back = convert(milligram, one, other), convert(milligram, other, one)
    assert there.typical * back.typical == 1
    assert there.low * back.high == 1
    assert there.high * back.low == 1


@given(dose=doses, one=drugs, between=drugs, other=drugs)
def test_a_detour_through_a_third_drug_changes_nothing(
    dose: Mass, one: str, between: str, other: str
) -> None:
    milligram = Mass.from_mg("1")
    direct = convert(dose, one, other)
    first, second = convert(dose, one, between), convert(milligram, between, other)
    assert first.typical * second.typical == direct.typical
    # The ends of a detour hold the direct range: uncertainty only ever grows.
    assert first.low * second.low <= direct.low
    assert first.high * second.high >= direct.high


@given(dose=doses, drug=drugs)
def test_a_drug_equals_itself_exactly(dose: Mass, drug: str) -> None:
    found = convert(dose, drug, drug)
    assert found.low == found.typical == found.high == Fraction(dose.nanograms, 1_000_000)


@given(dose=doses, one=drugs, other=drugs)
def test_twice_the_dose_is_twice_the_equivalent(dose: Mass, one: str, other: str) -> None:
    single, double = convert(dose, one, other), convert(dose * 2, one, other)
    assert (double.low, double.high) == (2 * single.low, 2 * single.high)


@pytest.mark.parametrize(
    "table", [name for name, kept in EQUIVALENCE.tables.items() if kept.counts]
)
def test_the_range_of_a_drug_holds_every_table_that_counts(table: str) -> None:
    for drug, row in EQUIVALENCE.tables[table].rows.items():
        if drug in EQUIVALENCE.ranges:
            wanted = EQUIVALENCE.ranges[drug].value
            assert wanted.low <= row.low <= row.high <= wanted.high
