"""What the checker is told besides the plan, and how much a fault weighs by it."""

from __future__ import annotations

from glidepath.domain.finding import Severity
from tests.unit.safety.checker.written import written


def _weight(policy: str, rule_id: str) -> Severity:
    _, context = written({"set": {"policy_kind": policy, "ceiling": "none"}})
    return context.weight_under_policy(rule_id)


def test_a_fault_weighs_less_where_a_policy_kept_for_its_history_is_followed() -> None:
    assert _weight("legacy", "GP-C-055") is Severity.WARNING
    assert _weight("plannable", "GP-C-055") is Severity.BLOCK
    assert _weight("none", "GP-C-055") is Severity.BLOCK


def test_a_fault_without_a_lesser_weight_weighs_the_same_under_every_policy() -> None:
    assert _weight("legacy", "GP-C-054") is Severity.BLOCK
