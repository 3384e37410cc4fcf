"""A rule is read from its table as it stands there, and what is left out has a plain meaning."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.finding import Severity
from glidepath.domain.grading import CareSetting
from glidepath.safety.facts import Group, read_book
from glidepath.safety.rulebook import limit_text, read_fact, read_rule
from tests.cases import given as people

SHORT: dict[str, Any] = {
    "id": "a-rule",
    "theme": "body",
    "title": "A rule",
    "says": "It says so.",
    "severity": "caution",
    "addressed_to": "pharmacist",
    "can_do": "Do it.",
    "if_unknown": "ask",
    "source": ["one"],
    "confidence": "read",
}
WHOLE = SHORT | {
    "basis": "Page 3.",
    "conflict": "They differ.",
    "raises_risk": True,
    "care": "inpatient",
    "threshold": {
        "years": {"value": 65, "unit": "years", "source": ["two"], "confidence": "proposed"},
        "mg": {"value": Decimal("1.5"), "unit": "mg", "source": ["one"], "confidence": "read"},
    },
    "words": {"targets": ["diazepam"]},
    "country": {"US": "here", "other": "elsewhere"},
    "example": [{"name": "so", "given": {}, "expect": "fires"}],
}


def test_a_short_rule_weighs_as_it_says_and_changes_nothing_else() -> None:
    rule = read_rule("a-rule", SHORT)
    assert (rule.severity, rule.care) == (Severity.CAUTION, CareSetting.OUTPATIENT)
    assert (rule.raises_risk, rule.basis, rule.conflict) == (False, "", "")
    assert (rule.limits, rule.words, rule.by_country, rule.examples) == ({}, {}, {}, ())
    assert rule.every_source == ("one",)


def test_a_whole_rule_keeps_everything_its_table_says() -> None:
    rule = read_rule("a-rule", WHOLE)
    assert (rule.raises_risk, rule.care) == (True, CareSetting.INPATIENT)
    assert (rule.basis, rule.conflict) == ("Page 3.", "They differ.")
    assert rule.limits["mg"].value == Fraction(3, 2)
    assert rule.limit_texts == {"years": "65 (proposed)", "mg": "1.5"}
    assert rule.words == {"targets": ("diazepam",)}
    assert rule.by_country == {"US": "here", "other": "elsewhere"}
    assert [one["name"] for one in rule.examples] == ["so"]
    assert rule.every_source == ("one", "two")
    assert (rule.title, rule.says, rule.can_do) == ("A rule", "It says so.", "Do it.")
    assert (rule.theme, rule.addressed_to, rule.if_unknown) == ("body", "pharmacist", "ask")


@pytest.mark.parametrize("word", ["block", "ask", "note"])
def test_a_missing_fact_has_one_of_three_meanings(word: str) -> None:
    assert read_rule("a-rule", SHORT | {"if_unknown": word}).if_unknown == word


def test_a_threshold_keeps_the_values_it_was_chosen_from_and_why() -> None:
    fact = read_fact(
        {
            "value": "2",
            "unit": "mg/day",
            "source": ["one"],
            "confidence": "derived",
            "note": "A note.",
            "why": "The lower one.",
            "other": [{"value": "4", "source": "two"}],
        }
    )
    assert fact.others == ((Fraction(4), "two"),)
    assert (fact.why, fact.note, fact.unit) == ("The lower one.", "A note.", "mg/day")
    assert fact.confidence is Confidence.DERIVED


def test_a_threshold_is_printed_as_a_plain_number() -> None:
    assert limit_text(Fact(Fraction(5, 2), ("one",), Confidence.READ)) == "2.5"


def test_the_tables_beside_the_rules_are_read_as_they_stand() -> None:
    book = read_book(people.raw)
    risk = book.risk
    assert (risk.month.value, risk.three_months.value, risk.rare_up_to.value) == (30, 90, 3)
    assert risk.low_to["clonazepam"].value == Fraction(1, 2)
    assert risk.high_above["clonazepam"].value == Fraction(3, 2)
    assert set(risk.texts) == set(risk.care) == {"rare", "lower", "likely", "high"}
    assert book.medicine_groups["methadone"] == (Group.OPIOID, Group.OPIOID_AGONIST_TREATMENT)
    assert book.medicine_groups["paracetamol"] == (Group.OTHER,)
    asked = book.questions["person.pregnant"]
    assert (asked.text, asked.answers) == ("Is the person pregnant?", {"yes": True, "no": False})
    assert asked.why
    assert book.phrases["clear"] == "Does not apply: {title}."
