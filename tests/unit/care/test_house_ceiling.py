"""A policy without a ceiling of its own is kept under the ceiling of the house."""

from dataclasses import replace

import pytest

from glidepath.care.choice import fits, under_house_ceiling
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.domain.answer import Proposal
from glidepath.domain.policy import PolicyKind
from tests.unit.interop.cases import KB, answered, read

USE = settings(KB)
PERSON = read(answered())
PLANNABLE = [
    policy_id
    for policy_id in KB.policy_ids()
    if KB.policy(policy_id).kind is PolicyKind.PLANNABLE and fits(KB.policy(policy_id), PERSON)
]


@pytest.mark.parametrize("policy_id", PLANNABLE)
def test_every_plannable_policy_gives_a_plan_without_an_avoidable_break(policy_id: str) -> None:
    person = replace(PERSON, preferences=replace(PERSON.preferences, pace=""))
    answer = prepare(person, KB, policy_id)
    assert isinstance(answer, Proposal)
    for step in answer.plan.course.steps:
        assert step.cut is None or step.terminal or step.cut.share <= USE.house.fall
        assert step.span.days >= USE.house.days or step.cut is None


def test_the_plan_says_that_the_ceiling_is_not_the_policys_own() -> None:
    person = replace(PERSON, preferences=replace(PERSON.preferences, pace=""))
    own = prepare(person, KB, "joint-2025")
    lent = prepare(person, KB, "cks-2018-percent")
    assert isinstance(own, Proposal)
    assert isinstance(lent, Proposal)
    note = USE.notes["house_ceiling"].format(window=USE.house.days)
    assert note in lent.plan.notes
    assert note not in own.plan.notes


def test_a_policy_with_a_ceiling_and_a_legacy_one_are_left_as_they_are() -> None:
    for policy_id in ("joint-2025", "us-label-panic"):
        policy = KB.policy(policy_id)
        assert under_house_ceiling(policy, USE) is policy


def test_steps_are_lengthened_to_the_window_and_no_further() -> None:
    policy = KB.policy("cks-2018-percent")
    days = under_house_ceiling(policy, USE).step_days.value
    before = policy.step_days.value
    assert (days.shortest, days.longest, days.stretch) == (
        max(14, before.shortest), max(14, before.longest), max(14, before.stretch)
    )  # fmt: skip
