"""What is refused, what is asked first, and what may go on to a plan."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Severity, Verdict
from glidepath.safety.gate import gate
from glidepath.safety.review import review
from tests.cases import given as people


def passed(given: dict[str, Any]) -> Refusal | Questions | None:
    return gate(people.situation(given), people.facts(given))


def test_a_person_with_nothing_unusual_may_go_on_to_a_plan() -> None:
    assert passed({}) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"indication": "epilepsy_lennox_gastaut"}, "against seizures"),
        ({"indication": "epilepsy_absence", "specialist_confirms": True}, "against seizures"),
        ({"conditions": ["epilepsy"]}, "has epilepsy"),
        ({"age": 12}, "12 years old"),
        ({"pregnant": True, "age": 30}, "pregnant"),
        ({"conditions": ["palliative_care"]}, "palliative"),
        ({"dose_mg": "20"}, "20 mg a day is more than the highest daily dose"),
        ({"days_per_week": 2}, "on 2 days a week"),
        ({"days_of_use": 20}, "stopping or a short taper"),
        ({"conditions": ["withdrawal_seizure_or_delirium"]}, "no specialist has confirmed"),
        ({"unmakeable": ["0.3 mg"]}, "cannot make what is taken now: 0.3 mg"),
        ({"gap_days": 5}, "5 days ago"),
        ({"conditions": ["bipolar_disorder"], "history": {"nights_of_little_sleep": 4}}, "No cut"),
        ({"conditions": ["suicidal_thoughts"]}, "suicidal thoughts"),
    ],
)
def test_it_is_refused_in_words_with_a_next_step(given: dict[str, Any], words: str) -> None:
    answer = passed(given)
    assert isinstance(answer, Refusal)
    assert words in answer.text
    assert answer.next_step
    assert answer.exit_code == 3


@pytest.mark.parametrize("condition", ["withdrawal_seizure_or_delirium", "suicidal_thoughts"])
def test_a_specialist_may_confirm_after_a_withdrawal_seizure_or_suicidal_thoughts(
    condition: str,
) -> None:
    assert passed({"conditions": [condition], "specialist_confirms": True}) is None


@pytest.mark.parametrize(
    "fact",
    [
        "treatment.indication",
        "treatment.since",
        "treatment.days_per_week",
        "person.age",
        "person.pregnant",
        "conditions.epilepsy",
        "conditions.withdrawal_seizure_or_delirium",
        "conditions.palliative_care",
        "conditions.suicidal_thoughts",
        "treatment.last_taken",
    ],
)
def test_it_is_asked_before_any_plan(fact: str) -> None:
    answer = passed({"unknown": [fact]})
    assert isinstance(answer, Questions)
    assert answer.questions[0].fact == fact
    assert answer.questions[0].blocks
    assert answer.questions[0].why
    assert answer.exit_code == 4


def test_an_unknown_that_does_not_decide_goes_on_as_an_open_question() -> None:
    assert passed({"unknown": ["conditions.porphyria", "conditions.falls"]}) is None


def test_a_refusal_names_every_reason_at_once_and_keeps_the_open_questions() -> None:
    given = {"age": 16, "indication": "epilepsy_other", "unknown": ["person.weight_kg"]}
    answer = passed(given)
    assert isinstance(answer, Refusal)
    assert "16 years old" in answer.text
    assert "against seizures" in answer.text
    assert answer.questions
    blocks = [one for one in answer.findings if one.verdict is Verdict.FIRES]
    assert {one.rule_id for one in blocks if one.severity >= Severity.BLOCK} == {
        "age-under-18",
        "epilepsy-indication",
    }


def test_findings_that_are_there_already_are_not_made_again() -> None:
    given = {"days_per_week": 2}
    situation, facts = people.situation(given), people.facts(given)
    found = review(situation, facts)
    assert gate(situation, facts, found) == gate(situation, facts)
