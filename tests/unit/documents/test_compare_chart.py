"""The picture of a comparison: one panel a row, and the numbers of the table in it."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from glidepath.documents.compare_chart import compare_svg, days_shown
from glidepath.documents.compare_text import comparison_text
from glidepath.documents.compare_words import row_words
from glidepath.domain.comparison import (
    Breach,
    Compared,
    Comparison,
    DoseLine,
    EffectDay,
    Foreseen,
    LeftOut,
    Made,
    RowKind,
)
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.quantity import Mass

NS = "{http://www.w3.org/2000/svg}"
F = Fraction
POINTS = ((0, F(2)), (28, F(1)), (56, F(0)))
BREACH = Breach(28, F(2), F(1), F(1, 2), 14, F(1, 4), 28)
EFFECT = (EffectDay(0, F(1), F(1), F(1)), EffectDay(43, F(1, 2), F(2, 5), F(3, 5)),
          EffectDay(85, F(0), F(0), F(0)))  # fmt: skip
SEEN = Foreseen(F(1, 10), F(1, 20), F(1, 5), EFFECT, ("A ruler.",))
COURSE = Made(F(1, 8), (F(1, 2), F(1)), 56, 86, 4, ("a", "b"), (DoseLine("x", POINTS),), SEEN)


def row(name: str, **changed) -> Comparison:
    made = Comparison(
        "joint-2025", "usual", "clonazepam", POINTS, (BREACH,), (), "", POINTS, (BREACH,), COURSE,
        RowKind.POLICY, name, ("joint-guideline-2025",),
    )  # fmt: skip
    return replace(made, **changed)


def side_by_side(*rows: Comparison, **changed) -> Compared:
    held = Compared(
        "clonazepam", Mass.from_mg("2"), date(2026, 11, 22), F(1, 4), 14, rows or (row("One"),),
        (LeftOut("A liquid", "There is <none>."),), (), (), ("A ruler.",), ("A note.",),
    )  # fmt: skip
    return replace(held, **changed)


def words_in(picture: str) -> str:
    texts = ("".join(one.itertext()) for one in ET.fromstring(picture).iter(f"{NS}text"))
    return " ".join(" ".join(texts).split())


def test_the_picture_is_named_described_and_holds_nothing_from_outside() -> None:
    picture = compare_svg(side_by_side(row("One"), row("Two", kind=RowKind.STAY)))
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert [root.find(f"{NS}{kind}").get("id") for kind in ("title", "desc")] == ids
    assert root.find(f"{NS}title").text == "Side by side: clonazepam, 2 mg a day now"
    said = root.find(f"{NS}desc").text
    for part in ("One", "Two", "largest cut 12.5 %", "There is <none>.", "A ruler.", "A note."):
        assert part in said
    assert not re.search(r"style=|<script|href|@import|url\((?!#)", picture)


def test_every_row_has_its_numbers_beside_its_panel() -> None:
    held = side_by_side(row("One"), row("Two"))
    text = words_in(compare_svg(held))
    for one in held.drawn:
        for line in row_words(one, held).asks:
            assert " ".join(line.split()) in text


def test_a_row_that_is_not_made_is_not_drawn_but_counted() -> None:
    held = side_by_side(row("One"), row("Two", course=None, made=(), applies="drug"))
    text = words_in(compare_svg(held))
    assert "Two" not in text
    assert "Only as written, not drawn: 1 rows" in text
    assert "speaks of another drug" in comparison_text(held)


def test_a_cut_beyond_the_ceiling_has_a_mark_and_none_has_none() -> None:
    def marks(picture: str) -> int:
        return picture.count('<path fill="#111111"')

    in_key = marks(compare_svg(side_by_side(row("One", made_breaches=()))))
    assert marks(compare_svg(side_by_side(row("One")))) == in_key + 1


def test_few_far_longer_courses_do_not_press_the_others_together() -> None:
    long = replace(COURSE, span=1000, lines=(DoseLine("x", (*POINTS[:2], (900, F(0)))),))
    held = side_by_side(*(row(name) for name in ("One", "Two", "Three", "Four", "Five")),
                        row("Six", course=long))  # fmt: skip
    assert days_shown(held) == 2 * 86
    assert "goes on until day 1000" in words_in(compare_svg(held))
    assert days_shown(side_by_side(row("One"))) == 86


def test_a_dose_that_is_kept_is_said_to_go_on() -> None:
    kept = replace(COURSE, span=40, lines=(DoseLine("x", POINTS[:2]),))
    held = side_by_side(row("One"), row("Two", course=kept, kind=RowKind.LESS))
    assert words_in(compare_svg(held)).count("and is then kept") == 1


def test_two_drugs_have_two_strokes_and_a_drug_without_data_no_band() -> None:
    both = replace(COURSE, lines=(DoseLine("x", POINTS), DoseLine("y", POINTS)), foreseen=None)
    picture = compare_svg(side_by_side(row("One", course=both)))
    assert picture.count('stroke-dasharray="9 4"') == 2  # in the key and in the row
    assert picture.count("url(#compare-band)") == 1  # in the key alone
    assert "no data to foresee the effect" in words_in(picture)


def test_an_effect_above_now_fits_into_the_panel() -> None:
    higher = replace(SEEN, effect=(EffectDay(0, F(11, 10), F(1), F(13, 10)), *EFFECT[1:]))
    picture = compare_svg(side_by_side(row("One", course=replace(COURSE, foreseen=higher))))
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ (-?[\d.]+)", picture)]
    assert min(heights) > 0


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_the_table_tears_no_word_and_holds_every_number(width: int) -> None:
    held = side_by_side(row("One"), row("Two"))
    text = comparison_text(held, width=width)
    flat = " ".join(text.split())
    for word in ("8 weeks", "12.5 % *", "products", "hardest", "guideline", "joint-guideline-2025"):
        assert word in flat
    assert flat.count("12.5 % *") == 2


def test_warnings_and_open_questions_stand_before_the_numbers() -> None:
    grave = Finding("r", Verdict.FIRES, Severity.WARNING, "Look out.", "Do this.")
    light = Finding("n", Verdict.FIRES, Severity.NOTE, "By the way.")
    unsure = Finding("u", Verdict.CANNOT_TELL, Severity.BLOCK, "Who knows.")
    text = comparison_text(side_by_side(findings=(light, unsure, grave)))
    assert text.index("Look out. Do this.") < text.index("What these products can make")
    assert "By the way." not in text
    assert "Who knows." not in text


def test_small_amounts_are_written_in_micrograms_where_the_country_asks_for_it() -> None:
    small = tuple((day, mg / 8) for day, mg in POINTS)
    breach = replace(BREACH, before=F(1, 4), after=F(1, 8))
    one = row("One", points=small, made=small, made_breaches=(breach,))
    held = side_by_side(one, dose=Mass.from_mg("0.25"), micrograms_below=Mass.from_mg("1"))
    text = words_in(compare_svg(held))
    assert "250 micrograms a day now" in text
    assert "250 micrograms to 125 micrograms" in text


def test_no_number_in_the_picture_is_parted_from_its_unit() -> None:
    far = replace(BREACH, before=F(2), after=F(1), day=1000)
    texts = ET.fromstring(compare_svg(side_by_side(row("One", made_breaches=(far,))))).iter(
        f"{NS}text"
    )
    assert not [one.text for one in texts if (one.text or "").startswith(("%", "mg"))]


def test_where_every_cut_breaks_the_ceiling_no_largest_one_is_told() -> None:
    none = replace(COURSE, largest_cut=F(0))
    text = words_in(compare_svg(side_by_side(row("One", course=none))))
    assert "every cut beyond the ceiling, up to 100 %" in text
    assert "largest cut 0 %" not in text
