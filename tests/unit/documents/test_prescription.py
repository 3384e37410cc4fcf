"""The prescription text holds each interval's products, amounts and Sig lines."""

from dataclasses import replace

from hypothesis import given

from glidepath.documents.identity import plan_id
from glidepath.documents.prescription import prescription_text
from tests.unit.documents.hand_built import HALVED, WHOLE, proposal, proposals
from tests.unit.dosing.courses import BEDTIME, HALF, MORNING, at_hand, course, pieces, tablet

WORKED = course(
    (
        28,
        {
            MORNING: pieces((1, 1, HALVED)),
            BEDTIME: pieces((1, 1, HALVED), (1, HALF, HALVED)),
        },
    )
)


def test_the_worked_example_reads_as_it_was_reckoned_by_hand():
    text = prescription_text(proposal(WORKED, at_hand((HALVED, 43))))
    assert "Dispense: 27 (twenty-seven) tablets." in text
    assert "In whole packs: 1 × 30, 3 more than needed" in text
    assert (
        "Reckoning: taken 70 tablets, thrown away 0 tablets, at home before 43 tablets, "
        "left over 0 tablets." in text
    )
    assert "Take 1½ (one and a half) 0.5 mg tablets at 22:00, from 3 Dec to 30 Dec 2026" in text


def test_the_same_without_keeping_halves_says_what_is_thrown_away():
    text = prescription_text(proposal(WORKED, at_hand((HALVED, 43)), carry=False))
    assert "Dispense: 41 (forty-one) tablets." in text
    assert "thrown away 14 tablets" in text


def test_a_product_at_home_that_is_not_used_is_named_once():
    stock = at_hand((HALVED, 43), (tablet("2", name="clonazepam 2 mg tablet"), 30))
    text = prescription_text(proposal(stock=[*stock, *at_hand((WHOLE, 10))]))
    assert text.count("clonazepam 2 mg tablet: not used") == 1
    assert "clonazepam 2 mg tablet: not used from here on for now. At home: 30 tablets." in text


def test_it_names_the_plan_and_leaves_the_person_and_the_signature_to_be_filled_in():
    made = proposal()
    text = prescription_text(made, version=3)
    assert f"PLAN {plan_id(made.plan)}, VERSION 3" in text
    assert "counts only when your prescriber has signed it" in text
    assert "Patient (name, date of birth): ____" in text


def test_a_plan_without_supply_says_so():
    assert "No supply was worked out" in prescription_text(replace(proposal(), supply=()))


@given(proposals())
def test_every_sig_line_is_printed_whole_and_fits_140_characters(made):
    printed = [line.strip() for line in prescription_text(made).splitlines()]
    for period in made.supply:
        for sig in period.sig:
            assert sig.text in printed
            assert len(sig.text) <= 140
            assert "as directed" not in sig.text
