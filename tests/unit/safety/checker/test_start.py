"""The start of a drug: what its rule is."""

from __future__ import annotations

from tests.unit.safety.checker.written import answers


def test_a_clear_answer_about_the_rule_names_the_rule() -> None:
    [finding] = answers("GP-C-090", {"on": "start"})
    assert finding.values == {"rule": "grown"}
