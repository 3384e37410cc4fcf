"""Whole people: which rules have to fire, which have to stay silent, and what follows."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Verdict
from glidepath.domain.person import Known
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.triage import Answers, denied, triage
from glidepath.safety.book import rule_book
from glidepath.safety.facts import rule_facts
from glidepath.safety.gate import gate
from glidepath.safety.level import level_of_care
from glidepath.safety.review import review
from glidepath.safety.risk import risk
from tests.cases import given as people

KB = KnowledgeBase.packaged()
CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for path in sorted((Path(__file__).parent / "people").glob("*.toml"))
}
IDS = [f"{slug}: {case['title']}" for slug, case in CASES.items()]
ASKED = {slug: case for slug, case in CASES.items() if "answers" in case}


def _passed(answer: Refusal | Questions | None) -> str:
    return "plan" if answer is None else answer.outcome


@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_a_whole_person(case: dict[str, Any]) -> None:
    expected = case["expect"]
    situation = people.situation(case["given"])
    drug = KB.drug(situation.treatment.drug_id)
    facts = rule_facts(rule_book(KB), drug, situation, case["given"].get("unmakeable", []))
    found = review(situation, facts)
    fires = {one.rule_id for one in found if one.verdict is Verdict.FIRES}
    assert {*expected["fires"]} - fires == set(), "should fire"
    assert {*expected["silent"]} & fires == set(), "should stay silent"
    assert {*expected["fires"], *expected["silent"]} <= {one.rule_id for one in found}
    assert _passed(gate(situation, facts, found)) == expected["gate"]
    assert risk(situation, facts, found).grade.name.lower() == expected["risk"]
    assert level_of_care(situation, facts, found).setting.name.lower() == expected["care"]


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_what_the_same_person_answers_leads_to_help(case: dict[str, Any]) -> None:
    told, book = case["answers"], flag_book(KB)
    said = dict(denied(book).symptoms) | {name: Known(True) for name in told["yes"]}
    figures = {name: Known(Fraction(figure)) for name, figure in told["figures"].items()}
    seen = triage(Answers(said, figures), case["given"].get("country", "US"), book)
    assert seen.urgency.name.lower() == told["urgency"]
    assert seen.routes[0] == told["first_route"]
    assert {one.flag_id for one in seen.advice} == {*told["flags"]}


def test_there_are_at_least_forty_people_each_with_a_reason_and_sources_that_resolve() -> None:
    assert len(CASES) >= 40
    for case in CASES.values():
        assert case["reason"].endswith(".")
        assert case["expect"]["silent"]
        assert [KB.source(source) for source in case["source"]]


def test_every_rule_that_blocks_is_shown_by_some_person() -> None:
    shown = {rule for case in CASES.values() for rule in case["expect"]["fires"]}
    blocking = {one.id for one in rule_book(KB).rules.values() if one.severity.name == "BLOCK"}
    assert blocking <= shown
