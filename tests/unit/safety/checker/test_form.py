"""What the first checks say of a plan that is one."""

from __future__ import annotations

from tests.unit.safety.checker.written import answers


def test_a_clear_answer_about_the_steps_says_how_many_there_are() -> None:
    [finding] = answers("GP-C-001", {})
    assert finding.values == {"steps": "5"}
