"""Dispensings and the days they cover."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from glidepath.safety.checker import CHECKS, check
from tests.unit.safety.checker.written import written


def test_a_supply_to_the_last_day_of_the_calendar_covers_every_day_before_it() -> None:
    supply = ["2026-01-05 to 9999-12-31: 112 of t, 0 at home"]
    found = check(*written({"set": {"supply": supply}}))
    assert {finding.rule_id for finding in found} == set(CHECKS)
    [covered] = [finding for finding in found if finding.rule_id == "GP-C-070"]
    assert covered.verdict is Verdict.CLEAR
