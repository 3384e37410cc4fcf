"""Every word comes from a catalogue; the German one is whole, marked, and never changes a dose."""

import re
import sys
from pathlib import Path
from string import Formatter

import pytest

from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.flags import flag_book
from glidepath.web.desk import HERE
from glidepath.web.person.words import LANGUAGES, tied, words
from tests.knowledge.reading_level import grade, words_of
from tests.unit.web.person.conftest import plain

KB = KnowledgeBase.packaged()
TEMPLATES = sorted((HERE / "templates" / "person").glob("*.html"))
UNITS = {"mg", "mL", "glidepath", "·"}


def _slots(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys_and_slots(language):
    english, other = words("en", KB).catalogue, words(language, KB).catalogue
    assert other.keys() == english.keys()
    assert {k: _slots(v) for k, v in other.items()} == {k: _slots(v) for k, v in english.items()}
    assert all(text.strip() for text in other.values())


def _english():
    """Every sentence of the data that the pages show."""
    diary, flags, help_ = diary_book(KB), flag_book(KB), KB.support()
    yield diary.about
    for asked in diary.daily.values():
        yield from (asked.ask, asked.low, asked.high, *asked.words)
    yield from (one.ask for one in (*diary.others.values(), *diary.gate.values()))
    yield from (one.ask for one in diary.symptoms.values())
    yield from (*diary.circumstances.values(), *diary.texts.values())
    yield from (flags.questions[name] for row in diary.gate.values() for name in row.raises)
    yield from (flag.says for flag in flags.flags)
    for numbers in flags.numbers.values():
        yield numbers.crisis
        yield "" if numbers.emergency.isdigit() else numbers.emergency
    yield flags.phrases["number"]
    for skill in help_.skills:
        yield from (skill.title, *skill.steps, skill.often, *skill.helps, skill.caution)
    for module in help_.modules:
        yield from (module.title, *module.outline, *module.home)
        yield from (caution.said.text for caution in module.cautions)
    for check in help_.checks:
        yield from (check.statement, check.why.text)
    for heading in help_.headings:
        yield from (heading.title, heading.hint)
    yield from (one.text for one in (*help_.always, *help_.prompts.values()))
    for name, word in help_.words.items():
        yield from (name, word.text)
    yield from _printed()


def _printed():
    """Every sentence of the data that stands on a printed page for the person."""
    yield from (
        one["person"] for one in KB.raw("wording/handling.toml")["handling"] if "person" in one
    )
    sheet = KB.raw("wording/en.toml")
    parts = (
        "emergency", "same_day", "missed", "worse", "care", "start", "worse_start", "change",
        "worse_change", "worse_keep", "several", "call",
    )  # fmt: skip
    yield from (one["text"] for part in parts for one in sheet[part])
    yield from (sheet["halves"][name]["text"] for name in ("kept", "thrown_away"))
    yield from (one["text"] for name, one in sheet["sheet"].items() if name in ON_SHEET)
    papers = KB.raw("wording/papers.toml")
    yield from (one["text"] for one in papers["handout"].values())
    yield papers["calendar"]["goes_on"]["text"]
    yield f"{sheet['sheet']['strays']['text']} {{days}}."


ON_SHEET = (
    "supersedes", "nobody_watches", "never_stop", "same_dose", "none", "none_of_it", "hold",
    "large_cut", "after", "after_change", "checks_first", "not_signed_off", "left_over",
)  # fmt: skip


def test_every_sentence_of_the_data_has_its_german_with_the_same_slots():
    german = words("de", KB).fixed
    wanted = {text for text in _english() if text}
    assert wanted - german.keys() == set()
    assert german.keys() - wanted <= {
        flag_book(KB).phrases[name] for name in ("unknown", "routine", "nobody_watches")
    }
    assert [text for text in wanted if _slots(text) != _slots(german[text])] == []


def test_no_template_holds_a_word_of_its_own():
    found = {}
    for path in TEMPLATES:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text(), flags=re.S)
        left = set(re.findall(r"[A-Za-zÄÖÜäöü]{2,}", text)) - UNITS
        if left:
            found[path.name] = left
    assert len(TEMPLATES) > 15
    assert found == {}


def test_no_sentence_of_the_pages_is_above_grade_8():
    filled = {
        key: re.sub(r"\{(\w+)\}", lambda slot: {"number": "911"}.get(slot[1], "9 March"), text)
        for key, text in words("en", KB).catalogue.items()
    }
    hard = {k: round(grade(t), 1) for k, t in filled.items() if len(words_of(t)) >= 8}
    assert len(hard) > 40
    assert {key: level for key, level in hard.items() if level > 8} == {}
    whole = " ".join(t if t[-1] in ".?!" else f"{t}." for t in filled.values() if words_of(t))
    assert grade(whole) <= 6


@pytest.mark.parametrize(
    ("text", "german"),
    [("0.5 mg", "0,5 mg"), ("2.5 mg/mL", "2,5 mg/mL"), ("1 mg.", "1 mg."), ("12", "12")],
)
def test_numbers_carry_the_point_of_the_language(text, german):
    assert words("de", KB).number(text) == german
    assert words("en", KB).number(text) == text


def test_a_number_is_never_parted_from_its_unit():
    assert tied("half a 0.5 mg tablet, 2 mL") == "half a 0.5\u00a0mg tablet, 2\u00a0mL"


def test_dates_have_their_month_in_letters():
    assert words("en", KB).long_day("2026-12-03") == "Thursday, 3 Dec 2026"
    assert words("de", KB).long_day("2026-12-03") == "Donnerstag, 3. Dez. 2026"


def test_a_language_that_nobody_wrote_is_english():
    assert words("fr", KB).language == "en"


PAGES = (
    "", "/calendar", "/diary", "/help", "/skills", "/modules", "/hard-times", "/questions",
    "/results", "/week", "/forms", "/forms/gad7",
)  # fmt: skip


def test_every_german_page_says_that_nobody_reviewed_it(planned):
    visitor = planned.visitor().send("/me/language", language="de")
    for page in PAGES:
        visitor.get(f"/me{page}")
        assert visitor.answer.status_code == 200
        assert 'lang="de"' in visitor.text
        assert "noch keine Fachperson geprüft" in visitor.text


def test_the_language_stays_with_the_person_and_not_with_the_address_or_a_cookie(planned):
    visitor = planned.visitor().send("/me/language", language="de")
    assert visitor.path == "/me"
    assert len(visitor.client.cookies) == 1
    assert "Heute" in plain(planned.visitor().text)


def test_a_language_that_is_not_offered_is_refused(planned):
    visitor = planned.visitor().send("/me/language", language="xx")
    assert visitor.answer.status_code == 422


def test_german_red_flags_stand_in_german_with_the_number_of_the_country(planned):
    visitor = planned.visitor().send("/me/language", language="de").get("/me/diary")
    form = {"row.fit": "yes", "ask.seizure": "yes", "on": "2026-11-22"}
    token = re.search(r'name="form_token" value="([^"]+)"', visitor.text)
    assert token is not None
    answer = visitor.client.post("/me/diary/safety", data={**form, "form_token": token[1]})
    assert "Jetzt 911 anrufen" in plain(answer.text)
    assert planned.events("triage_raised")[0]["text"].startswith("Seizure.")


def test_there_is_a_test_for_every_catalogue():
    folder = Path(KB.store.root) / "wording" / "person"
    assert {path.stem for path in folder.glob("*.toml")} == {"en", "de", "de_texts"}


@pytest.mark.parametrize(
    ("country", "dialled"), [("US", ["911"]), ("CH", ["144", "112"]), ("IE", ["112", "999"])]
)
def test_every_emergency_number_of_a_country_can_be_dialled(planned, country, dialled, monkeypatch):
    monkeypatch.setattr(sys.modules["glidepath.web.person.me"], "_country", lambda _: country)
    visitor = planned.visitor()
    assert re.findall(r'class="sos">.*?</p>', visitor.text)
    assert re.findall(r'href="tel:(\d+)"', visitor.text) == dialled
    visitor.get("/me/diary").send("/me/diary/safety", row__fit="yes", ask__seizure="yes")
    assert re.findall(r'class="button main" href="tel:(\d+)"', visitor.text) == dialled
