"""Two drugs laid out by days: how the steps of both fall together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from glidepath.domain.claim import ClaimedCourse
from glidepath.domain.finding import Verdict
from glidepath.safety.checker import CHECKS, check, violations
from glidepath.safety.checker.both import Both, both
from glidepath.safety.checker.sheet import Sheet
from tests.unit.safety.checker.written import written

NONE = "08:00 0 = none | 20:00 0 = none"
FULL = "08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"
TENS = "08:00 10 = 2 of d | 20:00 10 = 2 of d"


def _laid(**changes: Any) -> Both:
    laid, missing = both(Sheet.of(*written({"on": "exchange", **changes})))
    assert laid is not None, missing
    return laid


def test_a_new_drug_first_taken_on_the_last_day_of_all_is_taken_that_day() -> None:
    laid = _laid(
        set={
            "steps": [f"2026-01-05 to 2026-01-18 | 1 | {FULL}"],
            "second": [f"2026-01-18 to 2026-01-18 | 20 | {TENS}"],
        }
    )
    assert [(one.first, one.last, bool(one.new)) for one in laid.stretches] == [
        (date(2026, 1, 5), date(2026, 1, 17), False),
        (date(2026, 1, 18), date(2026, 1, 18), True),
    ]


BACKWARDS = {
    "the old drug's": {"steps": [f"2026-01-19 to 2026-01-05 | 1 | {FULL}"]},
    "the new drug's": {"second": [f"2026-01-19 to 2026-01-05 | 20 | {TENS}"]},
    "both drugs'": {
        "steps": [f"2026-01-19 to 2026-01-05 | 1 | {FULL}"],
        "second": [f"2026-01-19 to 2026-01-05 | 20 | {TENS}"],
    },
}


@pytest.mark.parametrize("whose", BACKWARDS)
def test_days_that_run_backwards_are_a_fault_and_leave_the_exchange_open(whose: str) -> None:
    found = check(*written({"on": "exchange", "set": BACKWARDS[whose]}))
    assert {finding.rule_id for finding in found} == set(CHECKS)
    assert "GP-C-040" in {finding.rule_id for finding in violations(found)}
    open_ = {f.rule_id: f.ask for f in found if f.verdict is Verdict.CANNOT_TELL}
    assert {open_[f"GP-C-08{number}"] for number in (0, 1, 2, 3, 4, 5, 6, 8)} == {("steps",)}


def test_days_that_run_backwards_do_not_hide_that_the_present_doses_are_missing() -> None:
    changes = {**BACKWARDS["the old drug's"], "second_present": "unknown"}
    laid, missing = both(Sheet.of(*written({"on": "exchange", "set": changes})))
    assert laid is None
    assert set(missing) == {"present", "steps"}


def test_an_exchange_is_laid_out_beside_a_third_drug_that_is_kept() -> None:
    claim, context = written({"on": "exchange"})
    third = ClaimedCourse("lorazepam", "maintenance", claim.steps[:1])
    laid, missing = both(Sheet.of(replace(claim, further=(*claim.further, third)), context))
    assert laid is not None
    assert missing == ()


def test_one_drug_of_an_exchange_without_the_other_cannot_be_laid_out() -> None:
    sheet = Sheet.of(*written({"on": "two", "set": {"second_kind": "substitution_in"}}))
    assert both(sheet) == (None, ("courses",))
    assert both(Sheet.of(*written({"on": "two"}))) == (None, ())
