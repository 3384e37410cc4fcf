"""Right plans of every other kind of course, each broken in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from glidepath.domain.finding import Severity, Verdict
from glidepath.safety.checker import CHECKS, check, violations
from tests.unit.safety.checker.written import written

HALVES = "08:00 0.25 = 1 x 1/2 of t | 20:00 0.25 = 1 x 1/2 of t"
NONE = "08:00 0 = none | 20:00 0 = none"
FULL = "08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"
TENS = "08:00 10 = 2 of d | 20:00 10 = 2 of d"

Fault = tuple[Mapping[str, Any], str]


def _step(number: int, text: str, **more: Any) -> Mapping[str, Any]:
    return {"step": {str(number): text}, **more}


def _next(number: int, text: str) -> Mapping[str, Any]:
    return {"next": {str(number): text}}


def _set(**changes: Any) -> Mapping[str, Any]:
    return {"set": changes}


START: dict[str, Fault] = {
    "a first dose above the rule": (
        _step(1, f"2026-01-05 to 2026-01-07 | 1 | {FULL}"), "GP-C-091"),
    "a first dose above the rule for this weight": (_set(rule="child", weight="16"), "GP-C-091"),
    "a rise beyond the rule": (
        _step(3, "2026-01-11 to 2026-02-07 | 1.5 | 08:00 0.5 = 1 of t | 20:00 1 = 2 of t"),
        "GP-C-092"),
    "a rise a day too early": (
        {"step": {"1": f"2026-01-05 to 2026-01-06 | 0.5 | {HALVES}",
                  "2": "2026-01-07 to 2026-01-10 | 0.75 | 08:00 0.25 = 1 x 1/2 of t | "
                       "20:00 0.5 = 1 of t"}}, "GP-C-093"),
    "a dose above the highest for this weight": (_set(rule="child", weight="4.9"), "GP-C-094"),
    "one dose a day where two are the fewest": (
        _step(3, "2026-01-11 to 2026-02-07 | 1 | 20:00 1 = 2 of t"), "GP-C-095"),
    "the largest dose in the morning": (
        _step(2, "2026-01-08 to 2026-01-10 | 0.75 | 08:00 0.5 = 1 of t | "
                 "20:00 0.25 = 1 x 1/2 of t"), "GP-C-096"),
    "a use outside the label nobody confirmed": (_set(licensed=False), "GP-C-097"),
    "a use outside the label nobody may confirm": (
        _set(licensed=False, rule="nobody", confirmed=True), "GP-C-097"),
    "a fall that is not marked": (
        _step(3, f"2026-01-11 to 2026-02-07 | 0.5 | {HALVES}"), "GP-C-098"),
    "a dose moved to another time of day": (
        _step(3, "2026-01-11 to 2026-02-07 | 1 | 08:00 0 = none | 20:00 1 = 2 of t"), "GP-C-098"),
    "a step back to doses never taken": (
        _step(3, "2026-01-11 to 2026-02-07 | 0.5 | 08:00 0 = none | 20:00 0.5 = 1 of t | back",
              set={"earlier": []}), "GP-C-052"),
    "a step back that goes up": (
        _step(3, f"2026-01-11 to 2026-02-07 | 1 | {FULL} | back", set={"earlier": []}),
        "GP-C-052"),
    "a stop from a high dose": (
        _step(3, f"2026-01-11 to 2026-02-07 | 0 | {NONE} | back"), "GP-C-058"),
    "a mark of a last cut": (
        _step(2, f"2026-01-08 to 2026-01-10 | 0.5 | {HALVES} | last"), "GP-C-057"),
    "a person too young": (_set(age=17), "GP-C-090"),
    "another use": (_set(indication="insomnia"), "GP-C-090"),
    "the rule of another country": (_set(country="NL"), "GP-C-090"),
    "a person too heavy": (_set(rule="child", age=12, weight="31"), "GP-C-090"),
    "a dose above the label's highest": (_set(label_maximum="0.9"), "GP-C-027"),
    "a supply short by one": (
        _set(supply=["2026-01-05 to 2026-02-07: 63 of t, 0 at home"]), "GP-C-071"),
    "a piece too many": (
        _step(1, "2026-01-05 to 2026-01-07 | 0.5 | 08:00 0.25 = 1 of t | "
                 "20:00 0.25 = 1 x 1/2 of t"), "GP-C-023"),
}  # fmt: skip

EXCHANGE: dict[str, Fault] = {
    "both times of day at once": (
        {"step": {"2": f"2026-01-19 to 2026-01-25 | 0 | {NONE}"},
         "next": {"1": f"2026-01-19 to 2026-01-25 | 20 | {TENS}"}}, "GP-C-080"),
    "the new dose at another time of day": (
        _next(1, "2026-01-19 to 2026-01-25 | 10 | 08:00 10 = 2 of d | 20:00 0 = none"),
        "GP-C-080"),
    "the new drug a day late": (
        _next(1, "2026-01-20 to 2026-01-25 | 10 | 08:00 0 = none | 20:00 10 = 2 of d"),
        "GP-C-081"),
    "half of the equal dose": (
        _next(1, "2026-01-19 to 2026-01-25 | 5 | 08:00 0 = none | 20:00 5 = 1 of d"), "GP-C-081"),
    "twice the equal dose": (
        _next(1, "2026-01-19 to 2026-01-25 | 20 | 08:00 0 = none | 20:00 20 = 4 of d"),
        "GP-C-081"),
    "a wrong rate": (_set(rate_low="2", rate="2", rate_high="2.4"), "GP-C-081"),
    "days without either drug": (
        _next(2, f"2026-01-26 to 2026-02-22 | 0 | {NONE}"), "GP-C-082"),
    "a stray the plan is silent about": (_set(strays=[]), "GP-C-083"),
    "a stray said of other days": (_set(strays=["2026-01-05 to 2026-01-25"]), "GP-C-083"),
    "a cut hidden in the exchange": (_set(rate="30"), "GP-C-084"),
    "days that may stray beyond the courses": (
        _set(strays=["2026-01-04 to 2026-02-22"]), "GP-C-088"),
    "lowered before it has built up": (_set(build_up_days=29), "GP-C-085"),
    "lowered while the old drug is still taken": (
        {"step": {"2": "2026-01-19 to 2026-02-25 | 0.5 | 08:00 0.5 = 1 of t | 20:00 0 = none",
                  "3": f"2026-02-26 to 2026-03-22 | 0 | {NONE}"}}, "GP-C-085"),
    "too fast an exchange": (_set(exchange_days="15 to 30"), "GP-C-086"),
    "too slow an exchange": (_set(exchange_days="1 to 6"), "GP-C-086"),
    "sleep apnoea": (_set(barriers=["sleep_apnoea"]), "GP-C-087"),
    "the new drug never told": (_set(second=[]), "GP-C-006"),
    "two drugs that give way": (_set(second_kind="substitution_out"), "GP-C-006"),
    "two courses of one drug": (_set(second_drug="clonazepam"), "GP-C-005"),
    "an old drug made of the new one's tablets": (
        _step(2, "2026-01-19 to 2026-01-25 | 0.5 | 08:00 0.5 = 1 x 1/2 of d | 20:00 0 = none"),
        "GP-C-015"),
    "a new drug that begins after the old one's end": (
        {"next": {"1": "2026-02-10 to 2026-02-11 | 10 | 08:00 0 = none | 20:00 10 = 2 of d",
                  "2": f"2026-02-12 to 2026-02-22 | 20 | {TENS}"}}, "GP-C-044"),
    "a new drug that is told too shortly": (
        _step(3, f"2026-01-26 to 2026-04-08 | 0 | {NONE}"), "GP-C-044"),
    "an old drug that rises": (
        _step(3, "2026-01-26 to 2026-02-08 | 0.75 | 08:00 0.5 = 1 of t | "
                 "20:00 0.25 = 1 x 1/2 of t"), "GP-C-051"),
    "an old drug that is never done with": (
        _step(3, "2026-01-26 to 2026-02-08 | 0.5 | 08:00 0.5 = 1 of t | 20:00 0 = none"),
        "GP-C-060"),
    "a new drug that rises again": (
        _next(4, f"2026-03-09 to 2026-03-22 | 20 | {TENS}"), "GP-C-051"),
    "a new drug lowered too deep": (
        _next(3, "2026-02-23 to 2026-03-08 | 12.5 | 08:00 2.5 = 1 x 1/2 of d | 20:00 10 = 2 of d"),
        "GP-C-055"),
    "a new drug lowered too soon again": (_set(shortest=15), "GP-C-053"),
    "a new drug stopped from a high dose": (
        _next(4, f"2026-03-09 to 2026-03-22 | 0 | {NONE} | last"), "GP-C-058"),
    "a new drug above its label": (_set(second_label_maximum="15"), "GP-C-027"),
    "a step back within the exchange": (
        _next(2, f"2026-01-26 to 2026-02-22 | 20 | {TENS} | back"), "GP-C-052"),
    "too little of the new drug dispensed": (
        _set(supply=["2026-01-05 to 2026-03-22: 35 of t, 0 at home",
                     "2026-01-05 to 2026-03-22: 200 of d, 0 at home"]), "GP-C-071"),
    "none of the new drug dispensed": (
        _set(supply=["2026-01-05 to 2026-03-22: 35 of t, 0 at home"]), "GP-C-071"),
}  # fmt: skip

TWO: dict[str, Fault] = {
    "both lowered within a fortnight": (
        {"next": {"1": "2026-01-05 to 2026-01-31 | 2 | 22:00 2 = 1 of d",
                  "2": "2026-02-01 to 2026-02-15 | 1.5 | 22:00 1.5 = 1 x 1/2 of d + 1 x 1/4 of d"}},
        "GP-C-061"),
    "the second begins a day late": (
        _next(1, "2026-01-06 to 2026-02-01 | 2 | 22:00 2 = 1 of d"), "GP-C-044"),
    "the second ends a day early": (
        _next(3, "2026-02-16 to 2026-03-14 | 1 | 22:00 1 = 1 x 1/2 of d | last"), "GP-C-044"),
    "a gap in the second": (
        _next(1, "2026-01-05 to 2026-01-31 | 2 | 22:00 2 = 1 of d"), "GP-C-041"),
    "the second rises": (
        _next(3, "2026-02-16 to 2026-03-15 | 2 | 22:00 2 = 1 of d"), "GP-C-051"),
    "the second cut too deep": (
        _next(2, "2026-02-02 to 2026-02-15 | 1 | 22:00 1 = 1 x 1/2 of d"), "GP-C-055"),
    "the second stopped from a high dose": (
        _next(3, "2026-02-16 to 2026-03-15 | 0 | 22:00 0 = none | last"), "GP-C-058"),
    "the second's goal missed": (_set(second_goal="stop"), "GP-C-060"),
    "the second above its label": (_set(second_label_maximum="1.9"), "GP-C-027"),
    "the second of an unknown kind": (_set(second_kind="holiday"), "GP-C-004"),
    "the second without intakes": (_next(2, "2026-02-02 to 2026-02-15 | 0"), "GP-C-001"),
    "the second made of the first's tablets": (
        _next(2, "2026-02-02 to 2026-02-15 | 0.5 | 22:00 0.5 = 1 of t"), "GP-C-015"),
    "a third drug that is taken and not told": (
        _set(taken=["clonazepam", "diazepam", "zopiclone"]), "GP-C-007"),
    "a taper called maintenance": (_set(kind="maintenance"), "GP-C-062"),
    "a start beside a lowering": (_set(second_kind="titration"), "GP-C-006"),
    "a product of a third drug": (
        _set(products=["t: 0.5 mg tablet 1/2", "d: 2 mg tablet 1/2 1/4 of diazepam",
                       "w: 1 mg tablet of lorazepam"]), "GP-C-011"),
}  # fmt: skip

BACK: dict[str, Fault] = {
    "a rise that is not marked": (
        _step(1, "2026-01-05 to 2026-02-01 | 0.75 | 08:00 0.25 = 1 x 1/2 of t | "
                 "20:00 0.5 = 1 of t"), "GP-C-050"),
    "a step back above all that was taken": (
        _step(1, "2026-01-05 to 2026-02-01 | 1.25 | 08:00 0.5 = 1 of t | "
                 "20:00 0.75 = 1 of t + 1 x 1/2 of t | back"), "GP-C-052"),
    "a step back to the same sum at other times": (
        _step(1, "2026-01-05 to 2026-02-01 | 0.75 | 08:00 0.5 = 1 of t | "
                 "20:00 0.25 = 1 x 1/2 of t | back"), "GP-C-052"),
    "a step back in a course of maintenance": (_set(kind="maintenance"), "GP-C-052"),
    "a step back kept too shortly": (_set(shortest=29), "GP-C-053"),
    "a second rise after it": (
        _step(2, f"2026-02-02 to 2026-03-15 | 1 | {FULL}"), "GP-C-051"),
}  # fmt: skip

SHORT: dict[str, Fault] = {
    "a fall after use that was not short": (_set(short_use=False), "GP-C-055"),
    "a fall after use of unknown length": (_set(short_use="unknown"), "GP-C-055"),
    "a step below the policy's shortest": (_set(shortest=4), "GP-C-053"),
    "a stop from a high dose": (
        _step(4, "2026-01-18 to 2026-01-20 | 0 | 08:00 0 = none | 20:00 0 = none"), "GP-C-058"),
    "a mark of a last cut": (
        _step(2, "2026-01-12 to 2026-01-14 | 0.75 | 08:00 0.25 = 1 x 1/2 of t | "
                 "20:00 0.5 = 1 of t | last"), "GP-C-057"),
}  # fmt: skip

PLANTED = {
    "start": START,
    "exchange": EXCHANGE,
    "two": TWO,
    "back": BACK,
    "short": SHORT,
}
CASES = [
    pytest.param(plan, fault, rule_id, id=f"{plan}: {name}")
    for plan, faults in PLANTED.items()
    for name, (fault, rule_id) in faults.items()
]


@pytest.mark.parametrize(("plan", "fault", "rule_id"), CASES)
def test_a_fault_planted_in_a_right_plan_is_caught_by_its_check(
    plan: str, fault: Mapping[str, Any], rule_id: str
) -> None:
    found = check(*written({"on": plan, **fault}))
    assert rule_id in {finding.rule_id for finding in violations(found)}
    assert {finding.rule_id for finding in found} == set(CHECKS)


@pytest.mark.parametrize("plan", PLANTED)
def test_the_plan_before_the_fault_has_none(plan: str) -> None:
    found = check(*written({"on": plan}))
    assert violations(found) == ()
    assert not any(finding.verdict is Verdict.CANNOT_TELL for finding in found)


def test_every_check_of_starts_and_exchanges_has_a_fault_planted_for_it() -> None:
    planted = {rule_id for faults in PLANTED.values() for _, rule_id in faults.values()}
    assert {rule_id for rule_id in CHECKS if rule_id > "GP-C-074"} <= planted
    assert {"GP-C-005", "GP-C-006", "GP-C-015", "GP-C-044", "GP-C-052", "GP-C-061"} <= planted


FACTS = {
    "start": ("rule", "age", "indication", "licensed", "bedtime", "present"),
    "exchange": ("rate_low", "rate", "rate_high", "corridor", "build_up_days", "exchange_days",
                 "barriers", "second_present", "second_label_maximum", "present"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "fact"), [(plan, fact) for plan, facts in FACTS.items() for fact in facts]
)
def test_a_fact_that_nobody_gave_leaves_something_open_and_is_never_read_as_well(
    plan: str, fact: str
) -> None:
    found = check(*written({"on": plan, "set": {fact: "unknown"}}))
    assert violations(found) == ()
    assert any(finding.verdict is Verdict.CANNOT_TELL for finding in found)


def test_of_several_courses_a_finding_says_of_which_drug_it_speaks() -> None:
    found = check(*written({"on": "exchange", "set": {"second_label_maximum": "15"}}))
    [finding] = [one for one in found if one.rule_id == "GP-C-027"]
    assert finding.verdict is Verdict.FIRES
    assert finding.text.startswith("Diazepam: From 2026-01-26 the daily dose is 20 mg")
    assert finding.values["drug"] == "diazepam"


def test_a_course_of_a_drug_nobody_named_is_told_as_such() -> None:
    found = check(*written({"on": "two", "set": {"second_drug": ""}}))
    [finding] = [one for one in found if one.rule_id == "GP-C-002"]
    assert finding.text.startswith("No drug: ")


def test_a_use_outside_the_label_is_a_note_once_it_is_confirmed_and_a_block_before() -> None:
    weights = {}
    for confirmed in (True, False):
        facts = {"licensed": False, "confirmed": confirmed}
        found = check(*written({"on": "start", "set": facts}))
        [finding] = [one for one in found if one.rule_id == "GP-C-097"]
        weights[confirmed] = finding.severity
    assert weights == {True: Severity.NOTE, False: Severity.BLOCK}


@pytest.mark.parametrize("barrier", ["liver_disease", "frailty"])
def test_an_exchange_before_which_something_stands_is_forbidden(barrier: str) -> None:
    found = check(*written({"on": "exchange", "set": {"barriers": [barrier]}}))
    [finding] = [one for one in violations(found) if one.rule_id == "GP-C-087"]
    assert finding.severity is Severity.BLOCK
