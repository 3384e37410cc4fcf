"""Whatever the situation, there is an answer, and no plan the independent checker would forbid."""

import pytest

from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.domain.answer import Proposal, Questions, Refusal
from tests.generate import KB, situation

FORBIDDEN = settings(KB).refusals["checker"]["text"]
QUICK, BATCH = 1_000, 100
MANY, LARGE_BATCH = 100_000, 1_000


def faults(numbers: range) -> list[tuple[int, str]]:
    """The numbers of situations that end in an error, or in a plan the checker forbids."""
    found = []
    for number in numbers:
        made, policy_id = situation(number)
        try:
            answer = prepare(made, KB, policy_id)
        except Exception as error:
            found.append((number, repr(error)))
            continue
        assert isinstance(answer, Proposal | Refusal | Questions)
        if isinstance(answer, Refusal) and answer.text == FORBIDDEN:
            found.append((number, "; ".join(one.text for one in answer.findings)))
    return found


@pytest.mark.parametrize("first", range(0, QUICK, BATCH))
def test_every_situation_has_an_answer_and_no_plan_is_forbidden(first):
    assert faults(range(first, first + BATCH)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(QUICK, MANY, LARGE_BATCH))
def test_every_one_of_a_hundred_thousand_situations_has_an_answer(first):
    assert faults(range(first, first + LARGE_BATCH)) == []


def test_most_situations_end_in_a_plan_and_some_in_a_refusal_or_a_question():
    kinds = [type(prepare(*_with_kb(number))).__name__ for number in range(60)]
    assert kinds.count("Proposal") > 30
    assert {"Refusal", "Questions"} <= set(kinds)


def _with_kb(number: int):
    made, policy_id = situation(number)
    return made, KB, policy_id


def test_a_situation_is_always_the_same_for_its_number():
    assert situation(7) == situation(7)
    assert situation(7) != situation(8)
