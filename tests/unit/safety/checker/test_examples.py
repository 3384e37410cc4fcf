"""Every example that stands beside a check in its data comes out as it says."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.finding import Severity, Verdict
from glidepath.safety.checker import CHECKS, check, violations
from tests.unit.safety.checker.written import RAW, TEXTS, written

EXAMPLES = [
    pytest.param(row["id"], example, id=f"{row['id']}-{number}-{example['is']}")
    for row in RAW["check"]
    for number, example in enumerate(row["examples"], start=1)
]
# What never can be missing for these: a kind is always written, and so is the list of steps.
ALWAYS_TOLD = {"GP-C-001", "GP-C-004", "GP-C-005", "GP-C-006"}


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES)
def test_an_example_of_a_check_is_answered_as_its_data_say(
    rule_id: str, example: dict[str, Any]
) -> None:
    found = [f for f in check(*written(example)) if f.rule_id == rule_id]
    verdict = Verdict(example["is"])
    answers = [f for f in found if f.verdict is verdict]
    assert answers, found
    if verdict is Verdict.CLEAR:
        assert len(found) == 1
    finding = answers[example.get("at", 0)]
    shows = example.get("shows", {})
    assert {name: finding.values.get(name) for name in shows} == shows
    if verdict is Verdict.CANNOT_TELL:
        assert list(finding.ask) == example["asks"]
        assert len(found) == 1 or example.get("also") == "fires"


@pytest.mark.parametrize("rule_id", CHECKS)
def test_every_check_has_an_example_of_each_answer_it_can_give(rule_id: str) -> None:
    row = next(row for row in RAW["check"] if row["id"] == rule_id)
    shown = {example["is"] for example in row["examples"]}
    wanted = {"fires", "clear"} | (set() if rule_id in ALWAYS_TOLD else {"cannot_tell"})
    assert shown == wanted


def test_the_base_plan_breaks_nothing_and_leaves_nothing_open() -> None:
    findings = check(*written({}))
    assert violations(findings) == ()
    assert [f.rule_id for f in findings if f.verdict is not Verdict.CLEAR] == ["GP-C-056"] * 3
    assert {f.rule_id for f in findings} == set(CHECKS)
    assert list(dict.fromkeys(f.rule_id for f in findings)) == list(CHECKS)


def test_a_finding_carries_the_words_weight_and_sources_of_its_data() -> None:
    [finding] = [f for f in check(*written({"set": {"policy": ""}})) if f.rule_id == "GP-C-003"]
    text = TEXTS.checks["GP-C-003"]
    assert finding.text == (
        "The policy of the plan (none) cannot be held to: the plan names no policy."
    )
    assert finding.severity is Severity.BLOCK
    assert finding.can_do == text.can_do
    assert finding.sources == ("glidepath-proposal",)
    assert finding.confidence == "proposed"
    assert finding.addressed_to == "prescriber"


@pytest.mark.parametrize("plan", RAW["on"])
def test_every_other_plan_that_examples_are_on_breaks_nothing_too(plan: str) -> None:
    findings = check(*written({"on": plan}))
    assert violations(findings) == ()
    unsure = {f.rule_id for f in findings if f.verdict is Verdict.CANNOT_TELL}
    assert unsure == set()
    assert {f.rule_id for f in findings} == set(CHECKS)
