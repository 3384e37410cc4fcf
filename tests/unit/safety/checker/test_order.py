"""Times of day: the same ones throughout, also where little is taken."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from tests.unit.safety.checker.written import answers


def test_a_time_of_day_at_which_nothing_is_taken_now_may_not_go_missing() -> None:
    steps = ["2026-01-05 to 2026-05-10 | 0.5 | 20:00 0.5 = 1 of t"]
    present = {"present": "08:00 0, 20:00 0.5", "steps": steps}
    finding, *_ = answers("GP-C-032", {"set": present})
    assert finding.verdict is Verdict.FIRES
    assert (finding.values["before"], finding.values["times"]) == ("08:00, 20:00", "20:00")


def test_a_new_drug_told_in_one_step_may_take_the_times_of_the_old_one() -> None:
    one = {
        "second_present": "20:00 5",
        "second": ["2026-01-05 to 2026-05-10 | 20 | 08:00 10 = 2 of d | 20:00 10 = 2 of d"],
    }
    [finding] = answers("GP-C-032", {"on": "exchange", "set": one})
    assert finding.verdict is Verdict.CLEAR


def test_a_new_drug_may_not_change_its_times_after_its_first_step() -> None:
    two = {
        "second_present": "20:00 5",
        "second": [
            "2026-01-05 to 2026-01-10 | 5 | 20:00 5 = 1 of d",
            "2026-01-11 to 2026-05-10 | 20 | 08:00 10 = 2 of d | 20:00 10 = 2 of d",
        ],
    }
    [finding] = answers("GP-C-032", {"on": "exchange", "set": two})
    assert (finding.verdict, finding.values["day"]) == (Verdict.FIRES, "2026-01-11")
