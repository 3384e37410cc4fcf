"""Exchanges: one that is under way, one that nearly breaks a bound, one that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.domain.finding import Finding, Verdict
from glidepath.safety.checker import CHECKS, check, violations
from tests.unit.safety.checker.written import RAW, written

NONE = "08:00 0 = none | 20:00 0 = none"
EVENING = "08:00 0 = none | 20:00 10 = 2 of d"
UNDER_WAY: dict[str, Any] = {
    "as_of": "2026-01-22",
    "began": ["08:00 0.5, 20:00 0.5", "08:00 0, 20:00 0"],
    "made_on": ["2026-01-19"],
    "present": "08:00 0.5, 20:00 0",
    "second_present": "08:00 0, 20:00 10",
    "steps": [
        "2026-01-22 to 2026-01-25 | 0.5 | 08:00 0.5 = 1 of t | 20:00 0 = none",
        f"2026-01-26 to 2026-02-08 | 0 | {NONE}",
    ],
    "second": [f"2026-01-22 to 2026-01-25 | 10 | {EVENING}", *RAW["on"]["exchange"]["second"][1:]],
    "supply": [
        "2026-01-22 to 2026-03-22: 4 of t, 0 at home",
        "2026-01-22 to 2026-03-22: 211 of d, 0 at home",
    ],
}
"""The evening dose has been exchanged three days before the plan, the morning dose is to come."""


def _judged(rule_id: str, example: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What one check says of the exchange with an example's changes."""
    found = check(*written({"on": "exchange", **example}))
    return tuple(finding for finding in found if finding.rule_id == rule_id)


def _under_way(rule_id: str, **changes: Any) -> tuple[Finding, ...]:
    return _judged(rule_id, {"set": {**UNDER_WAY, **changes}})


def test_the_rest_of_a_right_exchange_that_is_under_way_breaks_nothing() -> None:
    found = check(*written({"on": "exchange", "set": UNDER_WAY}))
    assert violations(found) == ()
    assert not any(finding.verdict is Verdict.CANNOT_TELL for finding in found)
    assert {finding.rule_id for finding in found} == set(CHECKS)


def test_an_exchange_under_way_is_held_against_the_doses_it_began_with() -> None:
    [finding] = _under_way("GP-C-083", strays=[])
    assert finding.verdict is Verdict.FIRES
    assert (finding.values["lowest"], finding.values["highest"]) == ("83.3 %", "125 %")
    [finding] = _under_way("GP-C-083", strays=[], began="unknown")
    assert finding.verdict is Verdict.CLEAR


def test_half_of_the_equal_dose_given_before_today_is_seen_today() -> None:
    second = [text.replace("20:00 10 = 2 of d", "20:00 5 = 1 of d") for text in UNDER_WAY["second"]]
    half = {"second": second, "second_present": "08:00 0, 20:00 5"}
    finding, *_ = _under_way("GP-C-081", **half)
    assert finding.verdict is Verdict.FIRES
    assert finding.values == {
        "day": "2026-01-22", "time": "20:00", "removed": "0.5", "given": "5",
        "least": "8", "most": "12",
    }  # fmt: skip
    [finding] = _under_way("GP-C-081", **half, began="unknown")
    assert finding.verdict is Verdict.CLEAR


def test_a_new_drug_that_was_taken_before_the_exchange_is_not_counted_as_given_for_the_old() -> (
    None
):
    began = ["08:00 0.5, 20:00 0.5", "08:00 0, 20:00 5"]
    finding, *_ = _under_way("GP-C-081", began=began)
    assert (finding.values["time"], finding.values["given"]) == ("20:00", "5")


def test_an_exchange_that_began_with_neither_drug_has_nothing_to_be_held_against() -> None:
    [finding] = _under_way("GP-C-083", began=["08:00 0", "20:00 0"])
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.ask == ("present",)


def test_an_exchange_under_way_counts_its_days_from_the_first_dose_it_exchanged() -> None:
    [finding] = _under_way("GP-C-086", made_on=["2026-01-05", "2026-01-19"], exchange_days="1 to 9")
    assert finding.verdict is Verdict.FIRES
    assert finding.values["days"] == "21"


def test_the_new_drug_has_built_up_only_so_long_after_the_dose_exchanged_last() -> None:
    done = {
        "as_of": "2026-01-27",
        "made_on": ["2026-01-19", "2026-01-26"],
        "present": "08:00 0, 20:00 0",
        "second_present": "08:00 10, 20:00 10",
        "steps": [f"2026-01-27 to 2026-02-08 | 0 | {NONE}"],
        "second": [
            "2026-01-27 to 2026-02-07 | 20 | 08:00 10 = 2 of d | 20:00 10 = 2 of d",
            "2026-02-08 to 2026-03-22 | 15 | 08:00 5 = 1 of d | 20:00 10 = 2 of d",
        ],
    }
    [finding] = _under_way("GP-C-085", **done)
    assert finding.verdict is Verdict.FIRES
    assert (finding.values["last"], finding.values["days"]) == ("2026-01-26", "13")
    [finding] = _under_way("GP-C-085", **done, build_up_days=13)
    assert finding.verdict is Verdict.CLEAR
