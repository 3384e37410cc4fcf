"""Each answer to a blocking question says beforehand whether it would forbid a plan."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.person import Indication, Known, UseCriterion
from glidepath.safety.outlook import Outlook, answered, outlook
from glidepath.safety.review import review
from tests.cases import given as people


def outlooks(given: dict[str, Any]) -> dict[tuple[str, str], Outlook]:
    told = outlook(people.situation(given), people.facts(given))
    return {(one.fact, one.answer): one for one in told}


@pytest.mark.parametrize(
    ("fact", "answer", "rule_id"),
    [
        ("treatment.indication", "epilepsy", "epilepsy-indication"),
        ("treatment.indication", "panic disorder", ""),
        ("treatment.days_per_week", "3 days a week", "few-days-a-week"),
        ("treatment.days_per_week", "every day", ""),
        ("person.age", "17 years", "age-under-18"),
        ("person.age", "70 years", ""),
        ("person.pregnant", "yes", "pregnancy"),
        ("person.pregnant", "no", ""),
        ("conditions.epilepsy", "yes", "epilepsy-in-history"),
        ("conditions.palliative_care", "no", ""),
    ],
)
def test_the_answer_forbids_a_plan_or_does_not(fact: str, answer: str, rule_id: str) -> None:
    one = outlooks({"unknown": [fact]})[fact, answer]
    assert [finding.rule_id for finding in one.forbidding] == ([rule_id] if rule_id else [])
    start = f"If {answer}: " + ("no plan. " if rule_id else "this does not stand in the way")
    assert one.text.startswith(start)


def test_a_day_is_not_tried_and_a_known_person_has_no_outlook() -> None:
    assert outlooks({"unknown": ["treatment.since"]}) == {}
    assert outlooks({}) == {}


def test_findings_that_are_there_already_are_used() -> None:
    situation, facts = people.situation({"unknown": ["person.age"]}), people.facts({})
    assert outlook(situation, facts, review(situation, facts)) == outlook(situation, facts)


def test_an_answer_lands_in_its_own_place() -> None:
    situation = people.situation({})
    told = answered(situation, "use_criteria.strong_urge", True)
    assert told.criterion(UseCriterion.STRONG_URGE) == Known(True)
    told = answered(situation, "treatment.indication", "insomnia")
    assert told.treatment.indication == Known(Indication.INSOMNIA)
    assert answered(situation, "person.age", 70).person.age_years == Known(70)


def test_an_answer_that_leaves_a_rule_open_says_that_other_questions_decide() -> None:
    told = outlooks({"unknown": ["conditions.bipolar_disorder", "conditions.sleep_disturbance"]})
    text = told["conditions.bipolar_disorder", "yes"].text
    assert text == "If yes: the other questions decide."
    assert "does not stand in the way" in told["conditions.sleep_disturbance", "no"].text


def test_a_question_that_blocks_nothing_is_not_tried() -> None:
    assert outlooks({"unknown": ["conditions.porphyria"]}) == {}


def test_one_answer_is_judged_apart_from_the_other_open_questions() -> None:
    told = outlooks({"unknown": ["person.age", "conditions.palliative_care"]})
    assert "does not stand in the way" in told["person.age", "40 years"].text
    assert "does not stand in the way" in told["conditions.palliative_care", "no"].text
