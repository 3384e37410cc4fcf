"""A course as it would be taken: what the checks reckon from."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from glidepath.safety.checker import check
from tests.unit.safety.checker.written import written


def test_a_dose_beside_an_unreadable_one_is_still_known_to_be_makeable() -> None:
    steps = ["2026-01-05 to 2026-01-18 | 0.75 | 08:00 NaN | 20:00 0.75"]
    found = check(*written({"set": {"steps": steps, "present": "unknown"}}))
    [finding] = [finding for finding in found if finding.rule_id == "GP-C-025"]
    assert finding.verdict is Verdict.CLEAR
