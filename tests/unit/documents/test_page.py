"""A page of a terminal: no word torn, no number from its unit, nothing cut off."""

import pytest

from glidepath.documents.page import Page, glued

COLUMNS = ("from", "dose", "why")
ROWS = [
    ("22 Nov 2026", "three 0.25 mg tablets (0.75 mg)", "pharmacy-made suspension"),
    ("1 Dec 2026", "none (0 mg)", ""),
]


def printed(width: int) -> str:
    page = Page(width)
    page.heading("Heading")
    page.table(COLUMNS, ROWS)
    page.pairs([("word", "its text")])
    return page.text()


@pytest.mark.parametrize("width", [24, 40, 60, 99, 100, 120, 200])
def test_every_word_and_number_stands_whole_on_a_page_of_any_width(width: int) -> None:
    text = printed(width)
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    for cell in (cell for row in ROWS for cell in row):
        for word in cell.split():
            assert word in words
    for number in ("0.25 mg", "(0.75 mg)", "(0 mg)"):
        assert any(number in line for line in text.splitlines())


def test_a_table_that_fits_is_a_table_and_one_that_does_not_is_told_row_by_row() -> None:
    assert "dose: none (0 mg)" not in printed(100)
    assert "  dose: none (0 mg)" in printed(40).splitlines()
    assert "  why: " not in printed(40).splitlines()


def test_a_page_as_wide_as_asked_may_grow_rather_than_tear_a_number() -> None:
    page = Page(100)
    page.table([str(n) for n in range(12)], [["12345.678 mg"] * 12])
    assert page.text().count("12345.678 mg") == 12


def test_colour_is_given_only_where_it_is_wanted() -> None:
    plain, bright = Page(80), Page(80, colour=True)
    for page in (plain, bright):
        page.heading("Heading")
    assert "\x1b[" not in plain.text()
    assert "\x1b[" in bright.text()


def test_a_number_and_its_unit_become_one_word() -> None:
    assert " " not in glued("0.5 mg")
    assert len(glued("25 % of 2 mL").split()) == 3
