"""The fixed sentences are plain, sourced, and filled in for one country without guessing."""

import re

import pytest

from glidepath.documents.sentences import sentences
from glidepath.documents.subject import Sense
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase

RAW = KnowledgeBase.packaged().raw("wording/en.toml")
HIGHEST_GRADE = 8


def every_text():
    rows = [row for group in RAW.values() if isinstance(group, list) for row in group]
    rows += [row for name in ("sheet", "halves") for row in RAW[name].values()]
    return rows


def syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end does not count."""
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower()))
    return max(1, len(groups))


def grade(text: str) -> float:
    """The school grade of a text by the formula of Flesch and Kincaid."""
    words = re.findall(r"[A-Za-z]+", text)
    endings = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    return 0.39 * len(words) / endings + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize(
    "group",
    [
        "emergency",
        "same_day",
        "missed",
        "worse",
        "care",
        "start",
        "worse_start",
        "change",
        "worse_change",
        "worse_keep",
        "several",
    ],
)
def test_each_group_of_sentences_can_be_read_in_the_eighth_grade(group):
    text = " ".join(row["text"].format(drug="it", crisis="", number="") for row in RAW[group])
    assert grade(text) <= HIGHEST_GRADE


def test_no_sentence_for_patients_is_long():
    for row in every_text():
        for sentence in re.split(r"(?<=[.:])\s", row["text"]):
            assert len(sentence.split()) <= 24, sentence


def test_every_sentence_has_a_source_and_a_confidence_we_know():
    for row in every_text():
        if "confidence" in row:
            assert row["source"]
            Confidence(row["confidence"])
    assert [row["id"] for row in every_text() if "confidence" not in row] == [
        "prescriber", "pharmacy", "night", "trusted",
    ]  # fmt: skip


def test_every_country_with_products_has_an_emergency_number():
    for country in KnowledgeBase.packaged().countries():
        assert sentences(country, "clonazepam").contacts.emergency


def test_numbers_are_filled_in_for_the_country():
    american = sentences("US", "clonazepam")
    assert american.contacts.emergency == "911"
    assert any(text.endswith("Call or text 988.") for text in american.emergency)
    assert sentences("UK", "clonazepam").contacts.emergency == "999"


def test_a_number_nobody_verified_says_so_and_one_that_was_read_does_not(monkeypatch, tmp_path):
    text = KnowledgeBase.packaged().store.text("wording/en.toml")
    start = text.index("[numbers.DE.crisis]")
    doubted = text[:start] + text[start:].replace('"secondary"', '"unverified"', 1)
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "en.toml").write_text(doubted, encoding="utf-8")
    monkeypatch.setattr(KnowledgeBase, "packaged", lambda: KnowledgeBase(tmp_path))
    german = sentences("DE", "clonazepam").contacts
    assert german.emergency == "112"
    assert german.crisis == "Or call 0800 111 0 111. (unverified: check this number)"
    assert "unverified" not in sentences("AU", "clonazepam").contacts.crisis


def test_every_number_to_call_that_comes_with_glidepath_was_read_somewhere():
    for country in KnowledgeBase.packaged().countries():
        contacts = sentences(country, "clonazepam").contacts
        assert "unverified" not in contacts.emergency + contacts.crisis, country


def test_a_country_without_a_crisis_line_still_has_its_emergency_number():
    italian = sentences("IT", "clonazepam").contacts
    assert (italian.emergency, italian.crisis) == ("112", "")


def test_a_country_without_numbers_gets_none_and_never_a_guess():
    contacts = sentences("XX", "clonazepam").contacts
    assert (contacts.emergency, contacts.crisis) == ("", "")
    text = " ".join(sentences("XX", "clonazepam").emergency)
    assert not re.search(r"\b(911|999|112|988)\b", text)


def test_the_drug_is_named_and_no_slot_is_left_open():
    words = sentences("US", "lorazepam")
    everything = [*words.emergency, *words.same_day, *words.missed, *words.worse, *words.care]
    everything += [*words.sheet.values(), *words.halves.values()]
    assert "lorazepam" in words.sheet["never_stop"]
    assert not [text for text in everything if "{" in text]


def test_sentences_about_cuts_stand_on_a_taper_alone():
    cuts = {sense: "cut" in " ".join(sentences("US", "it", sense).worse) for sense in Sense}
    assert cuts == {Sense.TAPER: True, Sense.START: False, Sense.CHANGE: False, Sense.KEEP: False}


def test_a_start_a_change_and_several_drugs_have_sentences_of_their_own():
    assert sentences("US", "it").how == ()
    assert sentences("US", "it", Sense.START).how[0].startswith("This is a start.")
    change = sentences("US", "it", Sense.CHANGE, several=True).how
    assert change[0].startswith("You change from one drug to another")
    assert "Read the name on the box each time." in " ".join(change)
    assert len(sentences("US", "it", several=True).how) == 2
