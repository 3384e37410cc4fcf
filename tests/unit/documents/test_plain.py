"""No text from a person's file can end a line, clear a screen or turn the reading around."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.documents.calendar_ics import calendar_ics
from glidepath.documents.calendar_pdf import sheet
from glidepath.documents.plain import one_line
from glidepath.documents.prescription import prescription_text
from glidepath.documents.terminal import terminal_text
from tests.unit.documents.hand_built import proposal

WILD = "half\n    Dispense: 900 tablets.\x1b[2J\u202emg 5\u2028end"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("clonazepam 0.5 mg", "clonazepam 0.5 mg"),
        (" a\r\nb\tc ", "a  b c"),
        ("a\x1b[31mb\x00", "a[31mb"),
        ("\u202e\u200babc", "abc"),
        ("1\u202f000 ½", "1\u202f000 ½"),
    ],
)
def test_only_signs_that_print_are_left(text, plain):
    assert one_line(text) == plain


@given(st.text())
def test_whatever_was_written_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1


def wild():
    made = proposal()
    products = tuple(replace(product, name=WILD) for product in made.plan.products)
    review = replace(made.plan.reviews[0], reason=WILD)
    return replace(made, plan=replace(made.plan, products=products, reviews=(review,)))


def test_a_name_cannot_add_a_line_to_a_prescription():
    lines = prescription_text(wild()).splitlines()
    assert not [line for line in lines if line.startswith("    Dispense: 900")]
    assert "\x1b" not in prescription_text(wild())


def test_a_name_cannot_steer_the_terminal():
    text = terminal_text(wild(), width=300)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_reason_cannot_add_a_line_to_the_sheet_or_the_calendar():
    assert "\n" not in sheet(wild())["reviews"][0]["reason"]
    assert b"\x1b" not in calendar_ics(wild())
