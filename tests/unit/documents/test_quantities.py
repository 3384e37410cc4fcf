"""Amounts read as a pharmacy writes them."""

from fractions import Fraction

import pytest

from glidepath.documents.quantities import (
    amount_text,
    counted,
    dispense_text,
    millilitres,
    packs_text,
)
from glidepath.domain.drug import Form
from glidepath.domain.supply import SupplyLine
from tests.unit.dosing.courses import HALF, liquid, tablet

TABLET = tablet("0.5", HALF, packs=(30, 100))
DROPS = liquid("2.5", drops=25, packs=(10,))
SYRUP = liquid("0.1", mark="0.1")


def line(dispensed, product=TABLET, taken=0):
    return SupplyLine(
        product.id, Fraction(taken), Fraction(taken), Fraction(0), dispensed,
        Fraction(dispensed - taken),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "product", "text"),
    [
        (Fraction(70), TABLET, "70 tablets"),
        (Fraction(7, 2), TABLET, "3½ tablets"),
        (Fraction(1, 2), TABLET, "½ tablet"),
        (Fraction(0), TABLET, "0 tablets"),
        (Fraction(1), tablet("0.5", form=Form.CAPSULE), "1 capsule"),
        (Fraction(336), DROPS, "336 drops"),
        (Fraction(364), SYRUP, "36.4 mL"),
    ],
)
def test_amounts_have_their_unit(amount, product, text):
    assert amount_text(amount, product) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (line(27), "27 (twenty-seven) tablets"),
        (line(1), "1 (one) tablet"),
        (line(0), "nothing: what is at home is enough"),
    ],
)
def test_tablets_are_dispensed_in_digits_and_words(given, text):
    assert dispense_text(given, TABLET) == text


def test_drops_are_dispensed_with_their_millilitres_rounded_up():
    text = dispense_text(line(301, DROPS), DROPS)
    assert text == "301 (three hundred and one) drops, which is 12.1 mL (at least)"
    assert millilitres(300, DROPS) == "12"


def test_liquids_measured_by_marks_are_dispensed_in_millilitres():
    assert dispense_text(line(365, SYRUP), SYRUP) == "36.5 mL (at least)"


def test_packs_are_given_beside_the_exact_count_with_what_is_over_and_how_sure_they_are():
    assert packs_text(line(27), TABLET) == "1 × 30, 3 more than needed (pack sizes assumed)"
    assert packs_text(line(130), TABLET) == "1 × 100 and 1 × 30 (pack sizes assumed)"
    assert packs_text(line(300, DROPS), DROPS) == (
        "2 × 10 mL, 8 mL more than needed (pack sizes assumed)"
    )


@pytest.mark.parametrize(("given", "product"), [(line(0), TABLET), (line(9, SYRUP), SYRUP)])
def test_nothing_is_said_of_packs_where_none_are_needed_or_known(given, product):
    assert packs_text(given, product) == ""


def test_the_ledger_in_digits_has_its_unit_first():
    assert counted(line(28, taken=27), TABLET) == ("tablets", "28", "27", "0", "0", "1")
    assert counted(line(28, SYRUP, taken=27), SYRUP) == ("mL", "2.8", "2.7", "0", "0", "0.1")
