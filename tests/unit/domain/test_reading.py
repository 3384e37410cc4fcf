"""Doses as people write them are read exactly, or refused with what is allowed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.reading import (
    read_concentration,
    read_count,
    read_mass,
    read_mg,
    read_number,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [(".5", "1/2"), ("0.5", "1/2"), ("0,5", "1/2"), (",5", "1/2"), ("1/2", "1/2"),
     ("1 / 2", "1/2"), ("½", "1/2"), ("1½", "3/2"), ("1 ½", "3/2"), ("1 1/2", "3/2"),
     ("2¾", "11/4"), ("⅓", "1/3"), ("⅝", "5/8"), ("3⁄4", "3/4"), ("1 3⁄4", "7/4"), ("0", "0"),
     ("12", "12"), ("007", "7"), ("0.125", "1/8"), ("0,500", "1/2"), ("00.500", "1/2"),
     ("1.5", "3/2"), ("12.50", "25/2"), ("1.0625", "17/16"), (" 2 ", "2"), ("3/2", "3/2"),
     ("123456789", "123456789"), ("1234.567", "1234567/1000")],
)  # fmt: skip
def test_a_number_is_read_as_a_person_wrote_it(text: str, number: str) -> None:
    assert read_number(text) == Fraction(number)
    assert read_count(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    ["1,500", "1.500", "12.345", "123,456", "1.500.000", "1,500,000", "01.500", "1.125", "7,000"],
)
def test_a_number_that_countries_read_differently_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="a number that reads the same in every country") as refused:
        read_number(text)
    assert "Write 1500 or 1.5" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", ",", "1.", "1..5", "1.5.5", "1,500.5", "-1", "+1", "1e3", "1 500", "one", "0x1",
     "1_0", "1½½", "½1", "1/2/3", "/2", "1/", "1.5/2", "0,5½", "-½", "1²", "5²", "½²", "１", "٣",
     "1234567890", "1" * 40, "1/2 mg", "∞", "NaN"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(BadInput, match=r"allowed: a number such as 0\.5, \.5, 0,5, 1/2 or 1½"):
        read_number(text)


@pytest.mark.parametrize("text", ["1/0", "0/0", "1 2/2", "1 3/2", "2 0/0"])
def test_a_fraction_over_nothing_or_a_part_above_one_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Write the fraction with a smaller number on top"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "milligrams"),
    [("0.5 mg", "0.5"), (".5mg", "0.5"), ("0,5 mg", "0.5"), ("1/2 mg", "0.5"), ("1½ mg", "1.5"),
     ("1½mg", "1.5"), ("500 micrograms", "0.5"), ("500 mcg", "0.5"), ("500µg", "0.5"),
     ("500 μg", "0.5"), ("125 ug", "0.125"), ("1 microgram", "0.001"), ("2 MG", "2"),
     ("2 milligrams", "2"), ("1 milligram", "1"), ("0.5 mg.", "0.5"), (" 2 mg ", "2"),
     ("1 1/8 mg", "1.125"), ("0 mg", "0"), ("1500 micrograms", "1.5")],
)  # fmt: skip
def test_a_dose_with_its_unit_is_read(text: str, milligrams: str) -> None:
    assert read_mass(text) == Mass.from_mg(milligrams)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("0.5", "Add the unit."), ("½", "Add the unit."), ("2 g", "'g' is not a unit of drug mass."),
     ("2 mL", "'ml' is not a unit of drug mass."), ("2 drops", "'drops' is not a unit"),
     ("2 tablets", "'tablets' is not a unit"), ("5 ng", "'ng' is not a unit")],
)  # fmt: skip
def test_a_dose_without_a_unit_of_mass_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(BadInput, match=r"a dose with its unit, such as") as refused:
        read_mass(text)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", "mg", "half a mg", "-1 mg", "1 mg 2 mg", "2 mg/mL", "1 e 3 mg", "1 mg daily", "1² mg"],
)
def test_a_dose_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_mass(text)


@pytest.mark.parametrize("text", ["1,500 mg", "1.500 mg", "1,500 micrograms"])
def test_a_dose_with_an_ambiguous_thousand_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="reads the same in every country"):
        read_mass(text)


@pytest.mark.parametrize("text", ["1/3 mg", "0.0001 micrograms"])
def test_a_dose_finer_than_any_scale_is_refused_and_not_rounded(text: str) -> None:
    with pytest.raises(BadInput, match=r"finer than 0\.000001 mg"):
        read_mass(text)


@pytest.mark.parametrize(
    ("text", "milligrams"),
    [("0.5", "0.5"), (".5", "0.5"), ("2", "2"), ("0.250", "0.25"), ("1.125", "1.125"), ("0", "0"),
     ("0.000001", "0.000001"), ("999999", "999999"), ("1.50", "1.5"), ("1.5000", "1.5")],
)  # fmt: skip
def test_a_field_in_milligrams_takes_figures_with_a_point(text: str, milligrams: str) -> None:
    assert read_mg(text) == Mass.from_mg(milligrams)


@pytest.mark.parametrize("text", ["1.500", "1.250", "01.500", "120.000"])
def test_a_field_in_milligrams_refuses_a_possible_thousand(text: str) -> None:
    with pytest.raises(BadInput, match=r"without closing zeros, such as 1\.5\. Write 1\.5 or 1500"):
        read_mg(text)


@pytest.mark.parametrize(
    "text", ["", "0,5", "1/2", "½", "0.5 mg", "-1", "+1", "1e3", "1.", "1 ", "1000000", "NaN", "٣"]
)
def test_a_field_in_milligrams_refuses_everything_else(text: str) -> None:
    with pytest.raises(BadInput, match="milligrams in figures with a point"):
        read_mg(text)


@pytest.mark.parametrize(
    ("text", "nanograms", "microlitres"),
    [("0.1 mg/mL", 100_000, 1000), ("2 mg/5 mL", 2_000_000, 5000), ("2mg/5ml", 2_000_000, 5000),
     ("2.5 mg per mL", 2_500_000, 1000), ("500 micrograms/5 mL", 500_000, 5000),
     ("1 mg / 0.5 mL", 1_000_000, 500), ("1 mg/½ mL", 1_000_000, 500)],
)  # fmt: skip
def test_the_strength_of_a_liquid_is_read(text: str, nanograms: int, microlitres: int) -> None:
    assert read_concentration(text) == Concentration(Mass(nanograms), Volume(microlitres))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("0.1 mg", 'a strength such as "0.1 mg/mL"'), ("", "a strength such as"),
     ("0.1/mL", "a dose with its unit"), ("1 mg/0.0001 mL", "a volume in whole thousandths"),
     ("1 mg/0 mL", "such as 0.1 mg per mL"), ("1 mL/mL", "a dose with its unit"),
     ("1 mg/1,500 mL", "reads the same in every country")],
)  # fmt: skip
def test_what_is_no_strength_is_refused(text: str, allowed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_concentration(text)
    assert allowed in str(refused.value)


def test_a_refusal_shows_only_the_beginning_of_what_was_given() -> None:
    with pytest.raises(BadInput) as refused:
        read_number("x" * 90)
    assert refused.value.problems[0].given == repr("x" * 40)
