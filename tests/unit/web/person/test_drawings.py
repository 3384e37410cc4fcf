"""Pieces as pictures and words: as many as are taken, halves that cannot be read as a number."""

from fractions import Fraction

import pytest

from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.person.doses import _drawn
from glidepath.web.person.words import words
from tests.unit.web.person.conftest import Person

KB = KnowledgeBase.packaged()
TABLET = {"form": "tablet", "strength": "0.5 mg", "splits": ["1/2", "1/4"]}
CAPSULE = {"form": "capsule", "strength": "15 mg", "splits": []}
DROPS = {"form": "drops", "strength": "2.5 mg/1 mL", "splits": [], "drops_per_ml": 25}
LIQUID = {"form": "oral_solution", "strength": "0.1 mg/1 mL", "splits": [], "mark_ml": "0.1"}


@pytest.mark.parametrize(
    ("part", "count", "product", "english", "german"),
    [
        ("1", 1, TABLET, "one tablet of 0.5 mg", "eine Tablette zu 0,5 mg"),
        ("1", 2, TABLET, "two tablets of 0.5 mg", "zwei Tabletten zu 0,5 mg"),
        ("1", 8, TABLET, "8 tablets of 0.5 mg", "8 Tabletten zu 0,5 mg"),
        ("1/2", 1, TABLET, "half of a tablet of 0.5 mg", "eine halbe Tablette zu 0,5 mg"),
        ("1/2", 3, TABLET, "three half tablets of 0.5 mg", "drei halbe Tabletten zu 0,5 mg"),
        ("1/4", 1, TABLET, "a quarter of a tablet of 0.5 mg",
         "ein Viertel einer Tablette zu 0,5 mg"),
        ("1/4", 3, TABLET, "3 times 1/4 of a tablet of 0.5 mg",
         "3-mal 1/4 einer Tablette zu 0,5 mg"),
        ("1/8", 1, TABLET, "1/8 of a tablet of 0.5 mg", "1/8 einer Tablette zu 0,5 mg"),
        ("1", 2, CAPSULE, "two capsules of 15 mg", "zwei Kapseln zu 15 mg"),
        ("drop", 1, DROPS, "1 drop of 2.5 mg/mL", "1 Tropfen zu 2,5 mg/mL"),
        ("drop", 12, DROPS, "12 drops of 2.5 mg/mL", "12 Tropfen zu 2,5 mg/mL"),
        ("mark", 48, LIQUID, "4.8 mL of 0.1 mg/mL", "4,8 mL zu 0,1 mg/mL"),
    ],
)  # fmt: skip
def test_pieces_are_told_in_words(part, count, product, english, german):
    piece = {"part": part, "count": count}
    assert _drawn(piece, product, words("en", KB)).words == english
    assert _drawn(piece, product, words("de", KB)).words == german


@pytest.mark.parametrize(("count", "copies"), [(1, 1), (6, 6), (7, 1)])
def test_as_many_are_drawn_as_are_taken_up_to_six(count, copies):
    assert _drawn({"part": "1", "count": count}, TABLET, words("en", KB)).copies == copies


@pytest.mark.parametrize(
    ("marks", "size", "fill"),
    [(7, 1, "7/10"), (48, 5, "24/25"), (200, 20, "1"), (215, 22, "43/44")],
)
def test_a_syringe_is_drawn_up_to_its_mark(marks, size, fill):
    drawn = _drawn({"part": "mark", "count": marks}, LIQUID, words("en", KB))
    assert (drawn.size, drawn.fill) == (size, Fraction(fill))


def test_halves_are_never_written_as_a_number_and_a_half(planned):
    planned.house.clock.move(days=60)
    text = Person(planned.house, planned.place).visitor().text
    assert "½" in text
    assert "1 ½" not in text
    assert "½ ×" not in text
