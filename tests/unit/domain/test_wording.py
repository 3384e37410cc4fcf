"""Doses, shares, pieces and dates as text that nobody can misread."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from glidepath.domain import wording
from glidepath.domain.drug import Form, Portion, PortionKind, Product
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Piece
from tests.unit.domain.world import (
    HALF,
    HALF_TABLET,
    PIECES,
    WHOLE_TABLET,
    fact,
    liquid,
    mg,
    tablet,
)

TABLET = tablet("0.5", HALF)
DROPS = liquid("2.5", drops_per_ml=fact(25))
SOLUTION = liquid("0.1", id="sol", form=Form.ORAL_SOLUTION, mark=fact(Volume(100)))
PRODUCTS = {product.id: product for product in (TABLET, DROPS, SOLUTION)}


@pytest.mark.parametrize(
    ("number", "text"),
    [("0.50", "0.5"), ("0", "0"), ("10", "10"), ("1.0", "1"), (".5", "0.5"), ("100", "100"),
     ("1500", "1\u202f500"), ("1234567.250", "1\u202f234\u202f567.25"), ("1E+3", "1\u202f000")],
)  # fmt: skip
def test_a_number_has_a_leading_zero_and_no_trailing_one(number: str, text: str) -> None:
    assert wording.plain_number(Decimal(number)) == text


def test_a_number_below_nothing_is_never_printed() -> None:
    with pytest.raises(AssertionError):
        wording.plain_number(Decimal("-0.5"))


@pytest.mark.parametrize(
    ("nanograms", "machine", "person"),
    [(0, "0", "0 mg"), (500_000, "0.5", "0.5 mg"), (1, "0.000001", "0.000001 mg"),
     (20_000_000, "20", "20 mg"), (1_500_000_000, "1500", "1\u202f500 mg")],
)  # fmt: skip
def test_a_dose_is_written_for_machines_and_for_people(
    nanograms: int, machine: str, person: str
) -> None:
    assert wording.mg_text(Mass(nanograms)) == machine
    assert wording.dose_text(Mass(nanograms)) == person


@pytest.mark.parametrize(
    ("share", "text"),
    [("1/8", "12.5 %"), ("1/4", "25 %"), ("1/3", "33.3 %"), ("2/3", "66.7 %"), ("0", "0 %"),
     ("1", "100 %"), ("1/2000", "0.1 %"), ("1/2001", "0 %")],
)  # fmt: skip
def test_a_share_has_one_decimal_rounded_to_the_nearest(share: str, text: str) -> None:
    assert wording.share_text(Fraction(share)) == text


ONE_MG = mg("1")


@pytest.mark.parametrize(
    ("text", "written"),
    [("from 0.75 mg to 0.5 mg.", "from 750 micrograms to 500 micrograms."),
     ("0.25 to 0.5 mg", "250 to 500 micrograms"),
     ("0.5 to 1 mg", "500 micrograms to 1 mg"),
     ("0.125, 0.25 and 0.5 mg", "125, 250 and 500 micrograms"),
     ("half a 0.5 mg tablet", "half a 500 microgram tablet"),
     ("two 0.5 mg lorazepam tablets", "two 500 microgram lorazepam tablets"),
     ("0.001 mg", "1 microgram"),
     ("0.1 mg/mL", "100 micrograms/mL"),
     ("0.5\u00a0mg", "500\u00a0micrograms"),
     ("On 5 Jan 2027, 0.5 mg", "On 5 Jan 2027, 500 micrograms"),
     ("at 20:00 0.5 mg", "at 20:00 500 micrograms")],
)  # fmt: skip
def test_small_amounts_in_a_sentence_are_written_in_micrograms(text: str, written: str) -> None:
    assert wording.amounts_text(text, ONE_MG) == written
    assert wording.amounts_text(written, ONE_MG) == written
    assert wording.amounts_text(text, None) == text


@pytest.mark.parametrize(
    "text",
    ["1 mg", "0 mg", "10.5 mg", "1\u202f000.5 mg", "2, 1 and 0.5 mg", "2 to 0.5 mg", "0.5, 1, 2 mg",
     "uk-clonazepam-tablet-0.5mg", "version 0.5", "12.5 % less"],
)  # fmt: skip
def test_no_number_is_left_beside_a_unit_that_is_not_its_own(text: str) -> None:
    assert wording.amounts_text(text, ONE_MG) == text


def test_a_date_names_its_month() -> None:
    assert wording.date_text(date(2026, 12, 3)) == "3 Dec 2026"
    assert wording.date_text(date(2026, 1, 31)) == "31 Jan 2026"


def test_the_strength_of_a_product_says_what_it_is_in() -> None:
    five_ml = fact(Concentration(mg("2"), Volume(5000)))
    syrup = liquid("2", form=Form.ORAL_SOLUTION, mark=fact(Volume(100)), strength=five_ml)
    assert wording.strength_text(TABLET) == "0.5 mg"
    assert wording.strength_text(DROPS) == "2.5 mg/mL"
    assert wording.strength_text(syrup) == "2 mg/5 mL"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "no"), (1, "one"), (12, "twelve"), (20, "twenty"), (21, "21")]
)
def test_small_counts_are_words_and_large_ones_digits(count: int, words: str) -> None:
    assert wording.count_words(count) == words


@pytest.mark.parametrize(
    ("units", "text"),
    [("0", "0"), ("1", "1"), ("1/2", "½"), ("3/2", "1½"), ("1/4", "¼"), ("11/4", "2¾"),
     ("1/3", "⅓"), ("4/3", "1⅓"), ("2/3", "2/3"), ("5/3", "1 2/3")],
)  # fmt: skip
def test_a_count_of_tablets_keeps_its_half(units: str, text: str) -> None:
    assert wording.count_digits(Fraction(units)) == text


def _portion(product: str, kind: PortionKind, part: str, mass: str) -> Portion:
    return Portion(product, kind, Fraction(part), mg(mass))


DROP = _portion("liq", PortionKind.DROP, "1", "0.1")
SYRINGE_MARK = _portion("sol", PortionKind.MARK, "1", "0.01")
QUARTER = _portion("tab", PortionKind.PART, "1/4", "0.125")
EIGHTH = _portion("tab", PortionKind.PART, "1/8", "0.0625")


@pytest.mark.parametrize(
    ("portion", "count", "text"),
    [
        (WHOLE_TABLET, 1, "one 0.5 mg tablet"),
        (WHOLE_TABLET, 2, "two 0.5 mg tablets"),
        (HALF_TABLET, 1, "half a 0.5 mg tablet"),
        (HALF_TABLET, 2, "two halves of a 0.5 mg tablet"),
        (QUARTER, 1, "quarter of a 0.5 mg tablet"),
        (QUARTER, 3, "three quarters of a 0.5 mg tablet"),
        (EIGHTH, 1, "1/8 of a 0.5 mg tablet"),
        (DROP, 1, "1 drop of 2.5 mg/mL"),
        (DROP, 12, "12 drops of 2.5 mg/mL"),
        (SYRINGE_MARK, 7, "0.7 mL of 0.1 mg/mL"),
    ],
)
def test_pieces_are_named_so_that_they_can_be_counted_out(
    portion: Portion, count: int, text: str
) -> None:
    assert wording.pieces_text((Piece(portion, count),), PRODUCTS) == text


def test_several_pieces_are_joined_and_nothing_is_said_to_be_nothing() -> None:
    both = (Piece(WHOLE_TABLET, 1), Piece(HALF_TABLET, 1))
    assert wording.pieces_text(both, PRODUCTS) == "one 0.5 mg tablet and half a 0.5 mg tablet"
    assert wording.pieces_text((), PRODUCTS) == "none"


@pytest.mark.parametrize(
    ("portion", "count", "text"),
    [
        (WHOLE_TABLET, 2, "two 0.5 mg clonazepam tablets"),
        (HALF_TABLET, 1, "half a 0.5 mg clonazepam tablet"),
        (QUARTER, 3, "three quarters of a 0.5 mg clonazepam tablet"),
        (DROP, 1, "1 clonazepam drop of 2.5 mg/mL"),
        (DROP, 12, "12 clonazepam drops of 2.5 mg/mL"),
        (SYRINGE_MARK, 7, "0.7 mL of 0.1 mg/mL clonazepam"),
    ],
)
def test_every_piece_names_its_drug_where_there_are_two(
    portion: Portion, count: int, text: str
) -> None:
    assert wording.pieces_text((Piece(portion, count),), PRODUCTS, "clonazepam") == text
    assert wording.pieces_text((), PRODUCTS, "clonazepam") == "no clonazepam"


@pytest.mark.parametrize(
    ("form", "word"),
    [(Form.ODT, "orally disintegrating tablet"), (Form.CAPSULE, "capsule"),
     (Form.MINITABLET, "minitablet")],
)  # fmt: skip
def test_every_form_that_is_counted_has_its_word(form: Form, word: str) -> None:
    products: dict[str, Product] = {"tab": tablet("0.5", form=form)}
    assert wording.pieces_text((Piece(WHOLE_TABLET, 1),), products) == f"one 0.5 mg {word}"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0.5", "500 micrograms"),
        ("0.001", "1 microgram"),
        ("0.0125", "12.5 micrograms"),
        ("0.999999", "999.999 micrograms"),
        ("1", "1 mg"),
        ("1.25", "1.25 mg"),
        ("0", "0 mg"),
    ],
)
def test_below_the_amount_of_a_countrys_guidance_a_dose_is_in_micrograms(
    amount: str, text: str
) -> None:
    assert wording.dose_text(mg(amount), mg("1")) == text


def test_strengths_and_pieces_follow_the_same_guidance() -> None:
    assert wording.strength_text(tablet("0.5"), mg("1")) == "500 microgram"
    five_ml = fact(Concentration(mg("0.5"), Volume(5000)))
    syrup = liquid(form=Form.ORAL_SOLUTION, mark=fact(Volume(100)), strength=five_ml)
    assert wording.strength_text(syrup, mg("1")) == "500 micrograms/5 mL"
    assert wording.pieces_text(
        PIECES["0.75"], {"tab": tablet("0.5")}, micrograms_below=mg("1")
    ) == ("one 500 microgram tablet and half a 500 microgram tablet")
