"""Exchanges: one that is under way, one that nearly breaks a bound, one that breaks it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glidepath.domain.claim import ClaimedCourse
from glidepath.domain.finding import Finding, Verdict
from glidepath.safety.checker import CHECKS, check, violations
from glidepath.safety.checker.sheet import Sheet
from tests.unit.safety.checker.written import RAW, answers, written

FULL = "08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"
TENS = "08:00 10 = 2 of d | 20:00 10 = 2 of d"
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


def _under_way(rule_id: str, **changes: Any) -> tuple[Finding, ...]:
    return answers(rule_id, {"on": "exchange", "set": {**UNDER_WAY, **changes}})


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


def test_the_last_dose_of_an_exchange_counts_for_as_long_as_the_longest_before_it() -> None:
    days = {"made_on": ["2026-01-05", "2026-01-19"]}
    [finding] = _under_way("GP-C-086", **days, exchange_days="35 to 60")
    assert finding.verdict is Verdict.CLEAR
    [finding] = _under_way("GP-C-086", **days, exchange_days="36 to 60")
    assert finding.verdict is Verdict.FIRES


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


def test_where_nobody_wrote_when_it_was_exchanged_the_new_drug_builds_up_from_the_first_day() -> (
    None
):
    over = {
        "made_on": [],
        "as_of": "2026-01-27",
        "present": "08:00 0, 20:00 0",
        "second_present": "08:00 10, 20:00 10",
        "steps": [f"2026-01-27 to 2026-02-08 | 0 | {NONE}"],
        "second": [
            f"2026-01-27 to 2026-02-09 | 20 | {TENS}",
            "2026-02-10 to 2026-03-22 | 15 | 08:00 5 = 1 of d | 20:00 10 = 2 of d",
        ],
    }
    [finding] = _under_way("GP-C-085", **over)
    assert finding.verdict is Verdict.CLEAR
    assert (finding.values["last"], finding.values["days"]) == ("2026-01-27", "14")


def test_a_new_drug_that_is_stopped_outright_leaves_no_day_of_the_exchange_uncovered() -> None:
    stop = {
        "3": f"2026-02-23 to 2026-03-08 | 0 | {NONE}",
        "4": f"2026-03-09 to 2026-03-22 | 0 | {NONE}",
    }
    [finding] = answers("GP-C-082", {"on": "exchange", "next": stop})
    assert finding.verdict is Verdict.CLEAR


def test_a_rise_of_both_drugs_together_is_no_cut_of_the_days_before_it() -> None:
    [finding] = answers("GP-C-084", {"on": "exchange", "set": {"rate": "10"}})
    assert finding.verdict is Verdict.CLEAR


def _slowly(second_day: str, day_before: str, **changes: Any) -> dict[str, Any]:
    """The exchange with so many days between its two changes."""
    return {
        "on": "exchange",
        "set": changes,
        "step": {
            "2": f"2026-01-19 to {day_before} | 0.5 | 08:00 0.5 = 1 of t | 20:00 0 = none",
            "3": f"{second_day} to 2026-02-08 | 0 | {NONE}",
        },
        "next": {
            "1": f"2026-01-19 to {day_before} | 10 | {EVENING}",
            "2": f"{second_day} to 2026-02-22 | 20 | {TENS}",
        },
    }


def test_two_hidden_cuts_add_up_only_within_the_window_of_the_house() -> None:
    [finding] = answers("GP-C-084", _slowly("2026-02-02", "2026-02-01", rate="30"))
    assert finding.verdict is Verdict.CLEAR
    [finding] = answers("GP-C-084", _slowly("2026-02-01", "2026-01-31", rate="30"))
    assert finding.verdict is Verdict.FIRES


def test_a_hidden_cut_is_told_as_a_share_of_what_stood_before_it() -> None:
    first, second = answers("GP-C-084", _slowly("2026-02-02", "2026-02-01", rate="50"))
    assert (first.values["before"], first.values["percent"]) == ("1", "30 %")
    assert (second.values["before"], second.values["after"]) == ("0.7", "0.4")
    assert second.values["percent"] == "42.9 %"


def test_both_together_may_come_down_to_the_lower_end_of_the_corridor() -> None:
    facts = {"strays": [], "corridor": "5/6 to 5/4"}
    [finding] = answers("GP-C-083", {"on": "exchange", "set": facts})
    assert finding.verdict is Verdict.CLEAR


def test_what_speaks_against_an_exchange_is_asked_also_beside_a_third_drug() -> None:
    claim, context = written({"on": "exchange", "set": {"barriers": ["frailty"]}})
    third = ClaimedCourse("lorazepam", "maintenance", claim.steps[:1])
    claim = replace(claim, further=(*claim.further, third))
    [finding] = CHECKS["GP-C-087"](Sheet.of(claim, context), context)
    assert finding.verdict is Verdict.FIRES
    assert finding.values == {"barrier": "frailty"}
