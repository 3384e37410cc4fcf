"""Every kind of course: what is drawn and told for a day is what the plan gives, piece by piece."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pypdf import PdfReader

from glidepath.care.prepare import prepare
from glidepath.documents.calendar_pdf import set_page, sheet
from glidepath.domain.answer import Proposal
from glidepath.domain.drug import PortionKind
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Piece
from glidepath.interop.answerfile import write_answer
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.desk import HERE
from glidepath.web.folder import SignedPlan
from glidepath.web.person.doses import Drawn, Moment, ended_on, moments_on, stages
from glidepath.web.person.sheet import translated_sheet
from glidepath.web.person.words import tied, words
from glidepath.web.view.plan import plan_view

KB = KnowledgeBase.packaged()
EXAMPLES = Path(__file__).parents[4] / "examples"
KINDS = (
    "clonazepam_panic", "clonazepam_drops_ch", "clonazepam_start_child_nl",
    "clonazepam_start_panic", "clonazepam_suspension_declared", "diazepam_anxiety_uk",
    "lorazepam_bad_afternoon_de", "lorazepam_switch_uk", "nitrazepam_stay_nl", "temazepam_ie",
    "two_drugs_us", "zopiclone_sleep_ca", "alprazolam_lower_dose",
)  # fmt: skip
NUMBER = re.compile(r"[0-9.]+")
ENGLISH_WORDS = re.compile(r"\b(or|the|you|your|and|with|no|to|of|tablet|week)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def answers() -> dict[str, Proposal]:
    """The proposal of each kind."""
    found = {}
    for name in KINDS:
        situation = read_case((EXAMPLES / f"{name}.toml").read_bytes(), f"{name}.toml", KB)
        answer = prepare(situation, KB)
        assert isinstance(answer, Proposal), name
        found[name] = answer
    return found


@pytest.fixture(scope="module")
def made(answers: dict[str, Proposal]) -> dict[str, tuple[Plan, dict[str, Any], dict[str, Any]]]:
    """Each kind's plan, the report that is frozen of it, and the view of it."""
    found = {}
    for name, answer in answers.items():
        report = write_answer(answer, KB, answer.trace.get("assessment"))
        found[name] = (answer.plan, report["plan"], plan_view(answer, None, KB))
    return found


def _days(plan: Plan) -> Iterator[date]:
    """The first and the last day of every step of every course."""
    for course in plan.courses:
        for step in course.steps:
            yield from (step.span.start, step.span.end)


def _planned(plan: Plan, day: date) -> dict[tuple[str, str], tuple[Mass, tuple[Piece, ...]]]:
    """Each dose of a day straight from the plan."""
    return {
        (course.drug_id, str(intake.time)): (intake.dose, tuple(intake.pieces or ()))
        for course in plan.courses
        for step in course.steps
        if step.span.start <= day <= step.span.end
        for intake in step.regimen.intakes
    }


def _shown(moments: tuple[Moment, ...]) -> dict[tuple[str, str], Any]:
    return {(one.drug, one.time): one for moment in moments for one in moment.doses}


def _taken(moments: tuple[Moment, ...]) -> list[Any]:
    """The doses that are more than none."""
    return [one for moment in moments for one in moment.doses if not one.is_none]


def _drug_in(drawn: Drawn, piece: Piece, plan: Plan) -> Fraction:
    """What a picture stands for in mg, reckoned from what is written beside it."""
    strength = Fraction(NUMBER.findall(drawn.strength)[0])
    if drawn.shape == "drop":
        product = next(one for one in plan.products if one.id == piece.portion.product_id)
        assert product.drops_per_ml is not None
        return strength * drawn.count / Fraction(product.drops_per_ml.value)
    if drawn.shape == "syringe":
        assert drawn.fill * drawn.size == Fraction(drawn.sign)
        return strength * Fraction(drawn.sign)
    return strength * drawn.part * drawn.count


@pytest.mark.parametrize("name", KINDS)
def test_pieces_and_sums_shown_are_those_of_the_plan_on_every_day(name, made):
    plan, report, view = made[name]
    for day in sorted(set(_days(plan))):
        shown = _shown(moments_on(report, view, day, words("en", KB)))
        planned = _planned(plan, day)
        assert shown.keys() == planned.keys()
        for key, (dose, pieces) in planned.items():
            one = shown[key]
            assert Mass.from_mg(one.mg) == dose
            assert [drawn.count for drawn in one.drawn if drawn.shape != "syringe"] == [
                piece.count for piece in pieces if piece.portion.kind is not PortionKind.MARK
            ]
            drug = [_drug_in(*both, plan) for both in zip(one.drawn, pieces, strict=True)]
            assert sum(drug, Fraction(0)) == Fraction(dose.mg)


@pytest.mark.parametrize("name", KINDS)
def test_the_calendar_says_the_same_as_the_day_in_both_languages(name, made):
    plan, report, view = made[name]
    for language in ("en", "de"):
        told = words(language, KB)
        found = stages(report, view, told)
        assert found[0].start == plan.span.start
        assert found[-1].end == plan.span.end
        for before, after in pairwise(found):
            assert after.start == before.end + timedelta(days=1)
        for stage in found:
            for day in (stage.start, stage.end):
                assert _taken(moments_on(report, view, day, told)) == _taken(stage.moments)


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_holds_as_many_pieces_as_its_words_or_says_the_number(name, made):
    plan, report, view = made[name]
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"), undefined=StrictUndefined, autoescape=True
    )
    told = words("en", KB)
    draw = pages.get_template("person/_draw.html").make_module({"t": told.say, "tied": tied})
    for day in sorted(set(_days(plan))):
        for one in _shown(moments_on(report, view, day, told)).values():
            for drawn in one.drawn:
                _holds(drawn, str(draw.piece(drawn)))


def _holds(drawn: Drawn, picture: str) -> None:
    caption = picture[picture.index("<figcaption") :]
    things = {"round": "<circle", "long": 'rx="9"', "drop": "M24 6", "syringe": "M116 17"}
    assert picture.count(things[drawn.shape]) == drawn.copies
    assert picture.count('class="whole"') == drawn.copies
    if drawn.shape == "syringe":
        assert tied(f"{drawn.sign} mL") in caption
    elif drawn.part == 1 or drawn.copies != drawn.count:
        assert str(drawn.count) in caption
    else:
        assert caption.count(drawn.sign) == drawn.count


def test_there_is_a_kind_with_drops_a_syringe_parts_and_several_drugs(made):
    shapes = {
        (drawn.shape, drawn.part)
        for plan, report, view in made.values()
        for day in _days(plan)
        for one in _shown(moments_on(report, view, day, words("en", KB))).values()
        for drawn in one.drawn
    }
    assert {shape for shape, _ in shapes} >= {"round", "drop", "syringe"}
    assert {part for _, part in shapes} >= {Fraction(1), Fraction(1, 2)}
    assert sum(bool(plan.further) for plan, _, _ in made.values()) >= 2


def test_a_drug_that_has_ended_is_named_with_its_first_day_without(made):
    plan, report, _ = made["two_drugs_us"]
    first = min(course.stops_on for course in plan.courses if course.stops_on)
    assert ended_on(report, first - timedelta(days=1)) == []
    assert [on for _, on in ended_on(report, first)] == [first.isoformat()]


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        ("0.5 mg", "500 micrograms", "500 Mikrogramm"),
        ("0.001 mg", "1 microgram", "1 Mikrogramm"),
        ("1 mg", "1 mg", "1 mg"),
        ("2.5 mg", "2.5 mg", "2,5 mg"),
        ("0 mg", "0 mg", "0 mg"),
        ("0.1 mg/mL", "100 micrograms/mL", "100 Mikrogramm/mL"),
    ],
)
def test_a_british_plan_writes_small_amounts_in_micrograms(text, english, german):
    for language, wanted in (("en", english), ("de", german)):
        told = replace(words(language, KB), micrograms_below=KB.micrograms_below("UK"))
        assert told.amount(text) == wanted
    assert words("en", KB).amount(text) == text


def test_what_to_heed_is_said_in_german_with_its_products_and_its_doubt():
    german = words("de", KB)
    plain = "Shake the bottle well before each dose."
    assert german.printed(plain) == "Schütteln Sie die Flasche vor jeder Dosis gut."
    mixed = f"A 1 mg/mL liquid: {plain} (assumed: check this)"
    assert german.printed(mixed).startswith("A 1 mg/mL liquid: Schütteln")
    assert german.printed(mixed).endswith("Fragen Sie Ihre Apotheke.)")
    assert german.printed("Not known.") == "Not known."
    assert words("en", KB).printed(mixed) == mixed


@pytest.mark.parametrize("name", KINDS)
def test_the_german_sheet_has_the_days_boxes_and_doses_of_the_signed_one(name, made, answers):
    _, report, view = made[name]
    frozen = sheet(answers[name], 1)
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    signed = SignedPlan("event", "key", 1, at, "Dr A. Example", {"view": view})
    german = translated_sheet(frozen, report, signed, words("de", KB), "112")
    assert german.keys() >= frozen.keys()
    assert len(german["steps"]) == len(frozen["steps"])
    for own, other in zip(german["steps"], frozen["steps"], strict=True):
        assert own["times"] == other["times"]
        assert bool(own["checks"]) == bool(other["checks"])
        for line, before in zip(own["lines"], other["lines"], strict=True):
            for drug, was in zip(line["drugs"], before["drugs"], strict=True):
                assert _mg(drug["daily"]) == _mg(was["daily"])
                for dose, had in zip(drug["doses"], was["doses"], strict=True):
                    assert dose["boxes"] == had["boxes"]
                    assert _mg(dose["mg"]) == _mg(had["mg"])
                    assert _pictures(dose) == _pictures(had)
    assert not _english(german), _english(german)
    assert "Übersetzung" in " ".join(german["standing"])


def _pictures(dose: dict) -> list:
    """What is drawn of a dose, without the words of a language."""
    return [{**one, "label": _MARKS.sub("", one["label"])} for one in dose.get("drawn", [])]


_MARKS = re.compile("[^0-9\u00bd\u00bc\u2153\u00d7+]")


def _mg(text: str) -> Fraction:
    """An amount as people write it, in mg; none at all is nothing."""
    told = text.replace("\u00a0", " ").replace(",", ".").replace("\u202f", "")
    if not told:
        return Fraction(0)
    number, unit = told.split(" ")
    return Fraction(number) / (1000 if unit.startswith("mi") else 1)


def _english(value: Any) -> list[str]:
    """Every text of a sheet that still holds a plain English word."""
    if isinstance(value, str):
        return [value] if ENGLISH_WORDS.search(value) else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for part in parts for found in _english(part)]


def test_the_german_sheet_can_be_set_and_printed(made, answers):
    _, report, view = made["lorazepam_switch_uk"]
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    signed = SignedPlan("event", "key", 1, at, "Dr A. Example", {"view": view})
    content = translated_sheet(
        sheet(answers["lorazepam_switch_uk"], 1), report, signed, words("de", KB), "112"
    )
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(set_page(content))).pages)
    assert "Jetzt 112 anrufen" in text
    assert "Kein diazepam" in text
    assert "Seite 1 von" in text
