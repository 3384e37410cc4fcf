"""Amounts are exact, never below zero, and their kinds do not mix."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.errors import NotExact
from glidepath.domain.quantity import (
    Concentration,
    Drops,
    Mass,
    TabletWeight,
    Volume,
    exact_decimal,
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "nanograms"),
    [("0.5", 500_000), (2, 2_000_000), (Decimal("0.125"), 125_000), (Fraction(1, 8), 125_000),
     ("0.000001", 1), ("+1", 1_000_000), (".5", 500_000), ("1.", 1_000_000), ("0", 0)],
)  # fmt: skip
def test_a_mass_is_read_from_milligrams_exactly(given: Any, nanograms: int) -> None:
    assert Mass.from_mg(given) == Mass(nanograms)


@pytest.mark.parametrize(
    ("given", "words"),
    [("-0.5", "below zero"), ("0.0000001", "finer than 0.000001 mg"),
     (Fraction(1, 3), "finer than 0.000001 mg"), (Fraction(-1), "below zero")],
)  # fmt: skip
def test_a_mass_below_zero_or_too_fine_is_refused(given: Any, words: str) -> None:
    with pytest.raises(NotExact, match=words):
        Mass.from_mg(given)


@pytest.mark.parametrize(
    "given",
    [0.5, True, None, "", " 1", "1 ", "1_000", "1e3", "1E-3", "NaN", "Infinity", "½", "１", "1,5",
     "--1", ".", Decimal("NaN"), Decimal("Infinity"), Decimal("1E+12"), Decimal("-1E+12"),
     "1000000000000", Decimal("1E-31"), Decimal("1E-9999999")],
)  # fmt: skip
def test_what_is_no_plain_decimal_number_is_refused(given: Any) -> None:
    with pytest.raises(NotExact, match="is not a plain decimal number -> allowed: a number such"):
        exact_decimal(given)


def test_numbers_up_to_the_bounds_are_kept_as_written() -> None:
    assert exact_decimal("999999999999.5") == Decimal("999999999999.5")
    assert exact_decimal(Decimal("1E-30")) == Decimal("1E-30")
    assert exact_decimal(Decimal("1E+3")) == 1000


def test_a_refusal_shows_only_the_beginning_of_what_was_given() -> None:
    with pytest.raises(NotExact) as refused:
        exact_decimal("7" * 100)
    assert refused.value.problems[0].given == f"{'7' * 40} is not a plain decimal number"


@pytest.mark.parametrize("given", [-1, 0.5, True, "1"])
@pytest.mark.parametrize(
    ("kind", "unit"),
    [(Mass, "nanograms"), (Volume, "microlitres"), (Drops, "drops"), (TabletWeight, "micrograms")],
)
def test_every_amount_is_a_whole_number_from_zero_up(kind: Any, unit: str, given: Any) -> None:
    with pytest.raises(NotExact, match=f"{unit} -> allowed: a whole number, 0 or more"):
        kind(given)
    assert kind(0) < kind(1)


def test_masses_add_subtract_multiply_and_divide_exactly() -> None:
    half = Mass.from_mg("0.5")
    assert half + half == Mass.from_mg(1)
    assert half - half == Mass.zero()
    assert half * 3 == Mass.from_mg("1.5")
    assert half * Fraction(1, 4) == Mass.from_mg("0.125")
    assert half / Mass.from_mg("0.75") == Fraction(2, 3)


def test_a_difference_below_nothing_is_refused() -> None:
    with pytest.raises(NotExact):
        Mass(1) - Mass(2)


def test_a_part_that_does_not_divide_exactly_is_refused() -> None:
    with pytest.raises(NotExact, match=r"1/3 of 0\.5 mg is not exact"):
        Mass.from_mg("0.5") * Fraction(1, 3)


def test_only_a_mass_above_zero_is_any_drug() -> None:
    assert Mass(1)
    assert not Mass.zero()


@pytest.mark.parametrize(
    ("nanograms", "text"),
    [(0, "0"), (500_000, "0.5"), (1, "0.000001"), (10_000_000, "10"), (120_000_000, "120")],
)
def test_milligrams_are_written_without_trailing_zeros_or_exponents(
    nanograms: int, text: str
) -> None:
    assert str(Mass(nanograms).mg) == text if nanograms != 1 else f"{Mass(1).mg:f}" == text


def test_a_volume_is_read_from_millilitres_exactly() -> None:
    assert Volume.from_ml("0.1") == Volume(100)
    assert Volume.from_ml(2).ml == 2
    assert str(Volume(1250).ml) == "1.25"
    assert Volume(100) * 7 == Volume(700)
    with pytest.raises(NotExact, match=r"finer than 0\.001 mL"):
        Volume.from_ml("0.0001")


@pytest.mark.parametrize(
    "mixed",
    [lambda: Mass(1) + Volume(1), lambda: Mass(1) - Drops(1), lambda: Mass(1) < Volume(1),
     lambda: Mass(1) < TabletWeight(1), lambda: Drops(1) + Drops(1), lambda: Mass(1) / Volume(1),
     lambda: Volume(1) < Drops(1)],
)  # fmt: skip
def test_kinds_of_amount_cannot_be_mixed(mixed: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        mixed()


def test_equal_numbers_of_different_kinds_are_not_equal() -> None:
    assert len({Mass(1), Volume(1), Drops(1), TabletWeight(1)}) == 4


def test_weighed_tablet_gives_an_estimate_of_drug_and_no_mass() -> None:
    drug = TabletWeight(85_000).drug_in(TabletWeight(170_000), Mass.from_mg("0.5"))
    assert drug == Fraction(1, 4)
    assert isinstance(drug, Fraction)


def test_a_whole_tablet_without_weight_is_refused() -> None:
    with pytest.raises(NotExact, match="a whole tablet of weight 0"):
        TabletWeight(1).drug_in(TabletWeight(0), Mass(1))


@pytest.mark.parametrize(("mass", "volume"), [(0, 1000), (1, 0)])
def test_a_liquid_without_drug_or_volume_is_refused(mass: int, volume: int) -> None:
    with pytest.raises(NotExact, match="a liquid without drug or volume"):
        Concentration(Mass(mass), Volume(volume))


def test_a_liquid_holds_its_share_of_drug_in_every_volume() -> None:
    strength = Concentration(Mass.from_mg(2), Volume(5000))
    assert strength.in_volume(Volume(100)) == Mass.from_mg("0.04")
    with pytest.raises(NotExact):
        Concentration(Mass(1), Volume(3)).in_volume(Volume(1))
