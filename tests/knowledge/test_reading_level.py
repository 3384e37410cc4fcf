"""What a patient reads is written for grade 8 at most, by the Flesch-Kincaid formula."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from glidepath.care.prepare import prepare
from glidepath.documents.calendar_pdf import sheet
from glidepath.domain.answer import Proposal
from glidepath.domain.person import Situation
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from tests.knowledge.reading_level import grade, patient_texts, syllables, words_of

EXAMPLES = Path(__file__).parents[2] / "examples"
HIGHEST = 8
# Below so many words a single text says nothing by this formula; it counts with its file.
FEWEST_WORDS = 8
# Single texts above the grade, each with the reason why its words have to stay.
EXCEPTIONS: dict[str, str] = {}

TEXTS = tuple(patient_texts(KnowledgeBase.packaged()))
HARD = {
    place: round(grade(text), 1)
    for place, text in TEXTS
    if len(words_of(text)) >= FEWEST_WORDS and grade(text) > HIGHEST
}


def _file(place: str) -> str:
    return place.partition(".")[0]


FILES = {name: [t for _, t in texts] for name, texts in groupby(TEXTS, lambda one: _file(one[0]))}


def test_no_single_text_is_above_grade_8_but_the_exceptions() -> None:
    assert HARD.keys() - EXCEPTIONS.keys() == set(), HARD


def test_every_exception_is_still_one_and_has_its_reason() -> None:
    assert EXCEPTIONS.keys() <= HARD.keys()
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_as_a_whole_is_well_below(name: str) -> None:
    whole = " ".join(text if text[-1] in ".?!" else f"{text}." for text in FILES[name])
    assert grade(whole) <= 6


def test_the_diary_the_sheet_the_flags_and_the_coping_library_are_measured() -> None:
    wanted = {"diary", "wording/en", "triage/flags", "triage/answers", "support/skills"}
    assert wanted <= FILES.keys()
    assert len(TEXTS) > 300


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else ():
        yield from _strings(one)
    for one in value if isinstance(value, list | tuple) else ():
        yield from _strings(one)


@pytest.mark.parametrize("name", ["clonazepam_panic", "diazepam_anxiety_uk", "nitrazepam_stay_nl"])
def test_every_sentence_of_a_printed_sheet_is_at_grade_8_at_most(name: str) -> None:
    kb, path = KnowledgeBase.packaged(), EXAMPLES / f"{name}.toml"
    situation = read_case(path.read_bytes(), path.name, kb)
    assert isinstance(situation, Situation)
    answer = prepare(situation, kb)
    assert isinstance(answer, Proposal)
    printed = [text for text in _strings(sheet(answer)) if len(words_of(text)) >= FEWEST_WORDS]
    assert len(printed) > 30
    assert {text: grade(text) for text in printed if grade(text) > HIGHEST} == {}


COUNTED_BY_HAND = """
the dose times called asked said hours you are whole safe missed breathes
peo-ple tab-let sei-zure brea-thing nee-ded chan-ges do-ses lit-tle qui-et be-ing na-tion an-xious
slee-py a-ble poi-son noi-ses ly-ing some-thing some-times eve-ry
me-di-cine pre-scri-ber a-re-a i-de-a u-su-al phar-ma-cy cli-ni-cian al-co-hol su-i-cide
se-ri-ous some-bo-dy pre-scrip-tion dan-ge-rous
clo-na-ze-pam e-mer-gen-cy di-a-ze-pam con-ti-nu-ous ben-zo-di-a-ze-pine
"""


@pytest.mark.parametrize("hyphened", COUNTED_BY_HAND.split())
def test_syllables_are_counted_as_by_hand(hyphened: str) -> None:
    assert syllables(hyphened.replace("-", "")) == hyphened.count("-") + 1


def test_the_grade_is_that_of_the_formula_counted_by_hand() -> None:
    text = "Call today. Do not stop the tablets. Rest."  # 3 sentences, 8 words, 10 syllables
    assert grade(text) == pytest.approx(0.39 * 8 / 3 + 11.8 * 10 / 8 - 15.59)


def test_a_text_for_scholars_is_above_the_grade() -> None:
    text = "Discontinuation of benzodiazepines necessitates individualised deceleration."
    assert grade(text) > HIGHEST
