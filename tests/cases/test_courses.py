"""Whole people who ask for every kind of course: what comes out, step by step, and what is said."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.interop.cases import answered, read

KB = KnowledgeBase.packaged()
CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for path in sorted((Path(__file__).parent / "courses").glob("*.toml"))
}
IDS = [f"{slug}: {case['title']}" for slug, case in CASES.items()]


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A case with other values in place; "leave out" takes one away."""
    whole = dict(under)
    for key, value in over.items():
        if value == "leave out":
            whole.pop(key, None)
        elif isinstance(value, dict) and isinstance(whole.get(key), dict):
            whole[key] = _merged(whole[key], value)
        else:
            whole[key] = value
    return whole


def _doses(answer: Proposal, drug: str) -> list[str]:
    course = next(one for one in answer.plan.courses if one.drug_id == drug)
    return [" ".join(str(dose.mg) for dose in step.regimen.doses) for step in course.steps]


@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_a_whole_person_and_their_course(case: dict[str, Any]) -> None:
    expected = case["expect"]
    situation = read(_merged(answered(), case["given"]))
    answer = prepare(situation, KB, case.get("policy"))
    assert answer.outcome == expected["outcome"]
    if isinstance(answer, Questions):
        asked = {one.fact for one in answer.questions if one.blocks}
        assert {*expected["asks"]} <= asked
        return
    if isinstance(answer, Refusal):
        said = f"{answer.text} {answer.next_step}"
        assert [words for words in expected["says"] if words not in said] == []
        return
    _check_plan(answer, expected)


def _check_plan(answer: Proposal, expected: dict[str, Any]) -> None:
    plan = answer.plan
    assert plan.policy_id == expected["policy"]
    assert {one.drug_id: one.kind.value for one in plan.courses} == expected["kinds"]
    for drug, doses in expected.get("doses", {}).items():
        assert _doses(answer, drug)[: len(doses)] == doses
    said = [*plan.notes, *(review.reason for review in plan.reviews)]
    missing = [words for words in expected["says"] if not any(words in one for one in said)]
    assert missing == []
    unwanted = [words for words in expected.get("silent", []) if any(words in one for one in said)]
    assert unwanted == []


def test_every_kind_of_course_has_its_person_with_a_reason_and_sources_that_resolve() -> None:
    kinds = {kind for case in CASES.values() for kind in case["expect"].get("kinds", {}).values()}
    assert kinds == {
        "taper", "maintenance", "titration", "substitution_in", "substitution_out",
    }  # fmt: skip
    for case in CASES.values():
        assert case["reason"].endswith(".")
        assert [KB.source(source) for source in case["source"]]
