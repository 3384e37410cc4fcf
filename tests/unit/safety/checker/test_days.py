"""Days of steps: what counts as forward."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from tests.unit.safety.checker.written import answers

FULL = "08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"


def test_two_steps_of_one_first_day_overlap_but_are_written_in_order() -> None:
    steps = [f"2026-01-05 to 2026-01-06 | 1 | {FULL}", f"2026-01-05 to 2026-02-06 | 1 | {FULL}"]
    [forward] = answers("GP-C-040", {"set": {"steps": steps}})
    assert forward.verdict is Verdict.CLEAR
    [overlap] = answers("GP-C-042", {"set": {"steps": steps}})
    assert overlap.verdict is Verdict.FIRES


def test_a_step_too_long_is_not_shortened_by_another_step_of_the_same_drug_within_it() -> None:
    steps = [f"2026-01-05 to 2029-02-05 | 1 | {FULL}", f"2027-06-01 to 2027-06-02 | 1 | {FULL}"]
    [finding] = answers("GP-C-043", {"set": {"steps": steps}})
    assert finding.verdict is Verdict.FIRES
    assert finding.values["what"] == "the step of 2026-01-05"
    assert finding.values["days"] == "1128"
