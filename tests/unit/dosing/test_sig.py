"""A prescription line says how much, of what, when and for which days, and fits its field."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.drug import Form
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, Regimen, total
from glidepath.domain.wording import dose_text
from glidepath.dosing.number_words import amount_words, decimal_words, whole_words
from glidepath.dosing.sig import LONGEST_SIG, sig_lines
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.dosing.courses import (
    BEDTIME,
    HALF,
    MORNING,
    QUARTER,
    THIRD,
    at_hand,
    course,
    courses,
    liquid,
    pieces,
    tablet,
)

HALVED = tablet("0.5", HALF)
CROWD = tablet("0.125", form=Form.ODT)
KB = KnowledgeBase.packaged()


def lines_of(plan, *products):
    spells = [(step.span, step) for step in plan.steps]
    return [line.text for line in sig_lines(spells, {p.id: p for p in products})]


def one_line(*amounts, start=date(2026, 12, 3), days=28):
    plan = course((days, {MORNING: pieces(*amounts)}), start=start)
    (text,) = lines_of(plan, *(product for _, _, product in amounts))
    return text


def test_a_line_says_the_number_twice_the_strength_the_time_the_days_and_the_dose():
    assert one_line((1, 1, HALVED), (1, HALF, HALVED)) == (
        "Take 1½ (one and a half) 0.5 mg tablets at 08:00, from 3 Dec to 30 Dec 2026 (0.75 mg)."
    )


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([(1, 1, HALVED)], "Take 1 (one) 0.5 mg tablet at"),
        ([(3, 1, HALVED)], "Take 3 (three) 0.5 mg tablets at"),
        ([(1, HALF, HALVED)], "Take ½ (half) of a 0.5 mg tablet at"),
        ([(2, HALF, HALVED)], "Take 1 (one) 0.5 mg tablet at"),
        ([(3, QUARTER, tablet("1", QUARTER))], "Take ¾ (three quarters) of a 1 mg tablet at"),
        (
            [(2, 1, tablet("1", QUARTER)), (1, QUARTER, tablet("1", QUARTER))],
            "Take 2¼ (two and a quarter) 1 mg tablets at",
        ),
        ([(2, THIRD, tablet("3", THIRD))], "Take 2/3 (two thirds) of a 3 mg tablet at"),
        (
            [(1, 1, HALVED), (2, 1, tablet("0.125", form=Form.ODT))],
            "Take 1 (one) 0.5 mg tablet and 2 (two) 0.125 mg orally disintegrating tablets at",
        ),
        ([(1, 1, tablet("0.5", form=Form.CAPSULE))], "Take 1 (one) 0.5 mg capsule at"),
        ([(4, 1, tablet("0.1", form=Form.MINITABLET))], "Take 4 (four) 0.1 mg minitablets at"),
    ],
)
def test_pieces_are_said_in_digits_and_in_words(amounts, said):
    assert one_line(*amounts).startswith(said)


def test_drops_are_counted_and_never_given_as_a_volume():
    text = one_line((12, 1, liquid("2.5", drops=25)))
    assert text.startswith("Take 12 (twelve) drops of 0.1 mg each at 08:00")
    assert text.endswith("(1.2 mg).")
    assert "mL" not in text
    assert "Take 1 (one) drop of 0.1 mg each" in one_line((1, 1, liquid("2.5", drops=25)))


def test_a_liquid_is_given_by_the_mark_of_the_oral_syringe_and_in_mg():
    assert one_line((13, 1, liquid("0.1", mark="0.1"))) == (
        "Take 1.3 mL (one point three) of 0.1 mg/mL suspension by oral syringe at 08:00, "
        "from 3 Dec to 30 Dec 2026 (0.13 mg)."
    )


def test_a_solution_and_a_suspension_are_told_apart():
    solution = replace(liquid("0.1", mark="0.1"), form=Form.ORAL_SOLUTION)
    assert "of 0.1 mg/mL solution by oral syringe" in one_line((13, 1, solution))


def test_two_products_of_the_same_strength_and_form_are_one_number():
    scored, plain = HALVED, tablet("0.5", name="Another 0.5 mg")
    text = one_line((1, 1, plain), (1, HALF, scored))
    assert text.startswith("Take 1½ (one and a half) 0.5 mg tablets")


def test_the_year_is_said_twice_where_it_changes_and_one_day_is_on_a_day():
    assert "from 20 Dec 2026 to 16 Jan 2027" in one_line((1, 1, HALVED), start=date(2026, 12, 20))
    assert ", on 3 Dec 2026 (" in one_line((1, 1, HALVED), days=1)


def test_a_time_of_day_that_has_become_empty_is_told():
    plan = course(
        (14, {MORNING: pieces((1, 1, HALVED)), BEDTIME: pieces((1, 1, HALVED))}),
        (14, {MORNING: (), BEDTIME: pieces((1, 1, HALVED))}),
    )
    assert lines_of(plan, HALVED) == [
        "Take 1 (one) 0.5 mg tablet at 08:00, from 3 Dec to 16 Dec 2026 (0.5 mg).",
        "Take none at 08:00, from 17 Dec to 30 Dec 2026 (0 mg).",
        "Take 1 (one) 0.5 mg tablet at 22:00, from 3 Dec to 30 Dec 2026 (0.5 mg).",
    ]


def test_what_does_not_fit_one_line_gets_a_line_for_each_product_that_says_so():
    quarter, odt = tablet("0.5", QUARTER), tablet("0.125", form=Form.ODT)
    amounts = pieces((1, 1, quarter), (1, QUARTER, quarter), (12, 1, odt))
    plan = course((60, {BEDTIME: amounts}), start=date(2026, 12, 20))
    at = "At 22:00, from 20 Dec 2026 to 17 Feb 2027"
    assert lines_of(plan, quarter, odt) == [
        f"{at}: take 1¼ (one and a quarter) 0.5 mg tablets (0.625 mg of 2.125 mg).",
        f"{at}: also 12 (twelve) 0.125 mg orally disintegrating tablets (1.5 mg of 2.125 mg).",
    ]


def test_a_line_of_exactly_140_characters_is_kept_whole():
    odt = tablet("0.25", form=Form.ODT)
    text = one_line((12, 1, HALVED), (1, HALF, HALVED), (5, 1, odt))
    assert len(text) == LONGEST_SIG == 140


def test_a_part_of_exactly_140_characters_still_says_the_whole_dose():
    quarter, fine = tablet("0.5", QUARTER), liquid("0.1", mark="0.25")
    amounts = pieces((1, 1, quarter), (1, QUARTER, quarter), (1, 1, fine))
    plan = course((60, {BEDTIME: amounts}), start=date(2026, 12, 20))
    second = lines_of(plan, quarter, fine)[1]
    assert second.endswith("(0.025 mg of 0.65 mg).")
    assert len(second) == 140


def test_a_line_drops_the_whole_dose_before_it_grows_too_long():
    fine = liquid("0.123456", mark="0.25")
    odt = tablet("0.123457", form=Form.ODT)
    plan = course((60, {BEDTIME: pieces((5, 1, odt), (47, 1, fine))}), start=date(2026, 12, 20))
    first, second = lines_of(plan, odt, fine)
    assert first.endswith("(0.617285 mg of 2.067893 mg).")
    assert second == (
        "22:00, 20 Dec 2026 to 17 Feb 2027: also 11.75 mL (eleven point seven five) of "
        "0.123456 mg/mL suspension by oral syringe (1.450608 mg)."
    )


def test_an_instruction_that_fits_no_line_is_refused():
    endless = liquid("0.123456", mark="0.125")
    plan = course((60, {BEDTIME: pieces((1999, 1, endless))}), start=date(2026, 12, 20))
    spells = [(step.span, step) for step in plan.steps]
    with pytest.raises(BadInput, match="at most 140"):
        sig_lines(spells, {endless.id: endless}, "a drug with a name that goes on and on and on")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([(1, HALF, HALVED)], "Take ½ (half) of a 0.5 mg clonazepam tablet at"),
        ([(2, 1, HALVED)], "Take 2 (two) 0.5 mg clonazepam tablets at"),
        (
            [(12, 1, liquid("2.5", drops=25))],
            "Take 12 (twelve) clonazepam drops of 0.1 mg each at",
        ),
        (
            [(13, 1, liquid("0.1", mark="0.1"))],
            "Take 1.3 mL (one point three) of 0.1 mg/mL clonazepam suspension by oral syringe at",
        ),
        ([], "Take no clonazepam at"),
    ],
)
def test_a_drug_is_named_where_there_is_more_than_one(amounts, said):
    plan = course((28, {MORNING: pieces(*amounts)}))
    products = {product.id: product for _, _, product in amounts}
    (line,) = sig_lines([(plan.span, plan.steps[0])], products, "clonazepam")
    assert line.text.startswith(said)


def _taken_together(text):
    """How many of how many mg a line says, read back from its digits: 1½ of 0.5 mg is 0.75 mg."""
    signs = {"½": "+1/2", "¼": "+1/4", "¾": "+3/4", "⅓": "+1/3"}
    amount = re.search(
        r"(?:take|also) ([0-9½¼¾⅓/ ]+?) \(.*?\) (?:of a )?([0-9.]+) mg (?:orally|tablet)",
        text,
        re.I,
    )
    if not amount:
        return None
    units = "".join(signs.get(sign, sign) for sign in amount[1]).replace(" ", "+").strip("+")
    return sum(Fraction(part) for part in units.split("+")) * Fraction(amount[2])


@given(courses(), st.integers(1, 92), st.booleans())
def test_every_line_fits_covers_each_day_once_and_says_the_planned_dose(made, days, carry):
    plan, stock = made
    planned = {
        (day, intake.time): intake.dose
        for step in plan.steps
        for day in step.span
        for intake in step.regimen.intakes
    }
    for period in supply([plan], stock, days, carry):
        said = {}
        for line in period.sig:
            assert len(line.text) <= LONGEST_SIG
            assert "directed" not in line.text
            assert f"{line.time}," in line.text
            for day in line.span:
                said.setdefault((day, line.time), []).append(line.text)
        for key, texts in said.items():
            assert len(texts) > 1 or f"({dose_text(planned[key])})." in texts[0]
            if len(texts) == 1 and " and " not in texts[0].split(")", 1)[1]:
                reread = _taken_together(texts[0])
                assert reread in (None, Fraction(planned[key].nanograms, 10**6))
        assert set(said) == {
            key for key in planned if period.span.start <= key[0] <= period.span.end
        }


def test_spans_of_lines_are_cut_at_the_interval_and_joined_across_steps_without_a_change():
    plan = course(
        (10, {MORNING: pieces((1, 1, HALVED)), BEDTIME: pieces((1, 1, HALVED))}),
        (10, {MORNING: pieces((1, 1, HALVED)), BEDTIME: pieces((1, HALF, HALVED))}),
    )
    first, second = supply([plan], at_hand((HALVED, 0)), 14, True)
    start = plan.span.start
    assert [(str(i.time), i.span.days) for i in first.sig] == [
        (MORNING, 14), (BEDTIME, 10), (BEDTIME, 4),
    ]  # fmt: skip
    assert [i.span for i in second.sig] == [Span(start + timedelta(days=14), plan.span.end)] * 2


SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"


def test_every_small_number_and_every_ten_has_its_word():
    assert " ".join(map(whole_words, range(21))) == SMALL_NUMBERS
    assert " ".join(map(whole_words, range(10, 100, 10))) == TENS
    assert whole_words(99) == "ninety-nine"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (20, "twenty"),
        (43, "forty-three"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (999, "nine hundred and ninety-nine"),
        (1000, "1000"),
    ],
)
def test_whole_numbers_have_words_up_to_999(count, words):
    assert whole_words(count) == words


def test_decimals_are_spoken_digit_by_digit():
    assert decimal_words(Decimal("12.305")) == "twelve point three zero five"
    assert decimal_words(Decimal("2")) == "two"


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ("1/2", "half"),
        ("3/4", "three quarters"),
        ("2/5", "two fifths"),
        ("5/6", "five sixths"),
        ("1/6", "sixth"),
        ("1/8", "eighth"),
        ("5/4", "one and a quarter"),
        ("9/8", "one and an eighth"),
        ("11/4", "two and three quarters"),
        ("5/3", "one and two thirds"),
        ("2/7", "two of seven parts"),
        ("8/7", "one and one of seven parts"),
        ("3", "three"),
    ],
)
def test_parts_have_words(units, words):
    assert amount_words(Fraction(units)) == words


def test_below_the_amount_that_guidance_gives_doses_and_strengths_are_in_micrograms():
    plan = course((28, {MORNING: pieces((1, HALF, HALVED))}), start=date(2026, 12, 3))
    spells = [(step.span, step) for step in plan.steps]
    (line,) = sig_lines(spells, {HALVED.id: HALVED}, micrograms_below=Mass.from_mg("1"))
    assert line.text == (
        "Take ½ (half) of a 500 microgram tablet at 08:00, from 3 Dec to 30 Dec 2026 "
        "(250 micrograms)."
    )


def test_an_instruction_that_is_too_long_in_words_says_its_digits_alone():
    """Every product of the catalogue fits its field over a change of year, in either unit."""
    days = Span(date(2026, 12, 22), date(2027, 1, 11))
    for product in map(KB.product, KB.product_ids()):
        for portion in product.portions:
            taken = (Piece(portion, 7), Piece(CROWD.portions[0], 1))
            intake = Intake(TimeOfDay.read("22:00"), total(one.mass for one in taken), taken)
            step = replace(course((21, {"22:00": ()})).steps[0], regimen=Regimen((intake,)))
            shelf = {product.id: product, CROWD.id: CROWD}
            lines = sig_lines(((days, step),), shelf, product.drug_id, Mass.from_mg("1"))
            assert all(len(line.text) <= LONGEST_SIG for line in lines)


def test_the_last_resort_leaves_out_words_and_never_the_amount_or_the_drug():
    ml = KB.product("uk-clonazepam-liquid-0.5mg-5ml-thame")
    days = Span(date(2026, 12, 22), date(2027, 1, 11))
    taken = (Piece(ml.portions[0], 27), Piece(CROWD.portions[0], 1))
    intake = Intake(TimeOfDay.read("22:00"), total(one.mass for one in taken), taken)
    step = replace(course((21, {"22:00": ()})).steps[0], regimen=Regimen((intake,)))
    first, _ = sig_lines(
        ((days, step),), {ml.id: ml, CROWD.id: CROWD}, "clonazepam", Mass.from_mg("1")
    )
    assert first.text == (
        "22:00, 22 Dec 2026 to 11 Jan 2027: take 2.7 mL of 500 micrograms/5 mL clonazepam "
        "solution (270 micrograms)."
    )
